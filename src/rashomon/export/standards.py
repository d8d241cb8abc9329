"""A comparison in formats of others: W3C Web Annotation for the claims, CSL-JSON for the accounts."""

from __future__ import annotations

import json
import re
from typing import Any

from rashomon.export.tables import told_by
from rashomon.model import Account, Claim, Comparison, Point

AROUND = 32
"""Characters of prefix and suffix, by which a reader that changed the text can find the words again."""

ISO_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def to_webannotation(comparison: Comparison) -> str:
    """One page of annotations (https://www.w3.org/TR/annotation-model/), one a claim.

    Positions count code points of the account's text as it was collected, which is named by the hash of its bytes.
    """
    accounts = {account.id: account for account in comparison.accounts}
    points = {claim: point for point in comparison.points for claim in point.claims}
    items = [_annotation(claim, accounts[claim.span.account], points.get(claim.id)) for claim in comparison.claims]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(claim: Claim, account: Account, point: Point | None) -> dict[str, Any]:
    span, text = claim.span, account.text
    told = f"{point.status}, point {point.id}" if point else "in no point"
    held = f"held by {told_by(claim)}; {claim.polarity}, {claim.certainty}"
    words = {
        "type": "TextQuoteSelector",
        "exact": account.slice(span),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return {
        "id": f"urn:rashomon:{account.sha256[:16]}:{span.start}-{span.end}:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": told},
            {"type": "TextualBody", "purpose": "describing", "value": held},
        ],
        "target": {
            "source": account.url or f"urn:sha256:{account.sha256}",
            "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, words],
        },
    }


def to_csl(comparison: Comparison) -> str:
    """The accounts as CSL-JSON, for citation managers."""
    items = [_citation(account) for account in comparison.accounts]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _citation(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = {"id": account.id, "type": "article", "title": account.title or account.path}
    if account.outlet:
        found["container-title"] = account.outlet
    if account.authors:
        found["author"] = [{"literal": name} for name in account.authors]
    if match := ISO_DAY.match(account.published or ""):
        found["issued"] = {"date-parts": [[int(part) for part in match.groups() if part]]}
    if account.url:
        found["URL"] = account.url
    if account.language:
        found["language"] = account.language
    found["note"] = f"SHA-256 {account.sha256}"
    return found
