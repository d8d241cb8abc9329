"""The claims of a comparison as rows that carry their evidence: CSV, JSON lines, and a sheet for weighing hypotheses.

Every row has the account, the offsets and the exact words there. In CSV a cell that a spreadsheet would take for a
formula begins with an apostrophe (OWASP, CSV Injection); JSON lines hold the words as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.model import Account, Claim, Comparison, Point, Quantity, Span

Row = dict[str, Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r")

BOUNDS = {"exact": "", "about": "about", "min": "at least", "max": "up to"}
"""How a bound is written before its number."""

HYPOTHESES = ("H1", "H2", "H3")
"""Columns left blank for a person: how each hypothesis stands to the evidence (CC, C, N, I, II after Heuer)."""


def to_csv(comparison: Comparison) -> str:
    """One line a claim, under a line of column names."""
    return sheet(claim_rows(comparison))


def to_jsonl(comparison: Comparison) -> str:
    """One JSON object a claim and line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in claim_rows(comparison))


def to_ach(comparison: Comparison) -> str:
    """A sheet for the analysis of competing hypotheses: a line of evidence a version of a point, and blank cells."""
    claims = {claim.id: claim for claim in comparison.claims}
    accounts = {account.id: account for account in comparison.accounts}
    return sheet(
        [
            {"evidence": point.id, "version": number, "of": len(point.sides)}
            | _evidence(comparison, accounts, point, [claims[claim] for claim in side])
            for point in comparison.points
            for number, side in enumerate(point.sides, start=1)
        ]
    )


def claim_rows(comparison: Comparison) -> list[Row]:
    """The claims in order of account and text, each with its point."""
    accounts = {account.id: account for account in comparison.accounts}
    points = {claim: point for point in comparison.points for claim in point.claims}
    order = {account: number for number, account in enumerate(accounts)}
    claims = sorted(comparison.claims, key=lambda claim: (order[claim.span.account], claim.span, claim.id))
    groups = comparison.groups
    return [_claim(claim, accounts[claim.span.account], points.get(claim.id), groups) for claim in claims]


def quoted(account: Account, span: Span) -> Row:
    """The columns every row has."""
    return {"account": account.id, "start": span.start, "end": span.end, "exact": account.slice(span)}


def told_by(claim: Claim) -> str:
    """The chain of those who hold a claim, from the author inward."""
    return " ▸ ".join(holder.name for holder in reversed(claim.holders))


def amount(quantity: Quantity) -> str:
    """A number as it was told: "at least 5 tonne", "about 600 person", "40..50 km"."""
    high = "" if quantity.high is None else f"..{quantity.high:.15g}"
    words = (BOUNDS[quantity.bound], f"{quantity.value:.15g}{high}", quantity.unit, quantity.what)
    return " ".join(filter(None, words))


def _claim(claim: Claim, account: Account, point: Point | None, groups: Mapping[str, str]) -> Row:
    return (
        quoted(account, claim.span)
        | {"claim": claim.id, "point": point.id if point else None, "status": point.status if point else None}
        | {"path": account.path, "title": account.title, "outlet": account.outlet, "group": groups.get(account.id)}
        | {"published": account.published, "language": account.language}
        | {"url": account.url, "sha256": account.sha256}
        | {"holder": claim.holders[0].name, "holder_kind": claim.holders[0].kind, "chain": told_by(claim)}
        | {"polarity": claim.polarity, "certainty": claim.certainty}
        | {"times": " | ".join(time.value for time in claim.times)}
        | {"quantities": " | ".join(map(amount, claim.quantities))}
        | {"judgement": claim.judgement}
    )


def _evidence(comparison: Comparison, accounts: Mapping[str, Account], point: Point, version: Sequence[Claim]) -> Row:
    words, groups = _wording(point, version), comparison.groups
    tellers = _tellers(comparison, version, words)
    return (
        quoted(accounts[words.account], words)
        | {"status": point.status, "independent": len({groups[account] for account in tellers})}
        | {"told_by": _named(tellers, accounts, groups), "silent": _named(point.silent, accounts, groups)}
        | {"credibility": None, "relevance": None}
        | dict.fromkeys(HYPOTHESES)
    )


def _wording(point: Point, version: Sequence[Claim]) -> Span:
    """The words of the point where this version holds them, else the shortest of its claims."""
    spans = [claim.span for claim in version]
    if any(span.overlaps(point.wording) for span in spans):
        return point.wording
    return min(spans, key=lambda span: (span.end - span.start, span))


def _tellers(comparison: Comparison, version: Sequence[Claim], words: Span) -> list[str]:
    """The accounts of a version that tell its words, or what is linked with them as agreeing.

    Of "four died" and "six were hurt" on one side, an account that tells only the second bears out no four dead.
    """
    told = {claim.id for claim in version if claim.span.overlaps(words)}
    agreeing = [{one.a, one.b} for one in comparison.alignments if one.relation == "agree"]
    told |= {claim for pair in agreeing if pair & told for claim in pair}
    return list(dict.fromkeys(claim.span.account for claim in version if claim.id in told))


def _named(ids: Iterable[str], accounts: Mapping[str, Account], groups: Mapping[str, str]) -> str:
    """Accounts by id and outlet; a copy says of what, so that nobody takes it for another witness."""
    return " | ".join(f"{one} {_name(accounts[one])}{_copied(one, groups)}" for one in ids)


def _name(account: Account) -> str:
    return account.outlet or account.title or account.path


def _copied(account: str, groups: Mapping[str, str]) -> str:
    return f" (one with {groups[account]})" if groups.get(account, account) != account else ""


def sheet(rows: Sequence[Row]) -> str:
    """Rows of the same columns as CSV that no spreadsheet runs."""
    made = io.StringIO()
    # Every word is quoted, so that no line end inside it ends the row; a text file makes "\n" its system's own.
    writer = csv.writer(made, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    if rows:
        writer.writerow(rows[0])
        writer.writerows(_cells(row.values()) for row in rows)
    return made.getvalue()


def _cells(values: Iterable[Any]) -> list[Any]:
    return [f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value for value in values]
