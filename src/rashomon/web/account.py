"""One account: what was collected, its whole text with what is not its own struck, and what can be put right there."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon.model import Account, Judgement, Segment, Span
from rashomon.report.lookup import Lookup
from rashomon.report.texts import OFF
from rashomon.report.words import date
from rashomon.web.page import desk_of, page, parse_span, snapshot_of, told, written

KINDS = {"body": "the account’s own text"} | OFF


def show(request: Request) -> Response:
    """The page of an account; `at=12-20` marks these words, `edit=3` opens a paragraph for correction."""
    look = snapshot_of(request).look
    id = request.path_params["id"]
    account = look.accounts.get(id)
    if account is None:
        raise HTTPException(404, f"There is no account '{id}' in this case.")
    at = request.query_params.get("at")
    hit = parse_span(f"{id}:{at}") if at else None
    with desk_of(request).open() as case:
        log, standing = case.log(), case.standing()
    return page(
        request,
        "account.html",
        title=look.outlet(account),
        here=f"/accounts/{id}",
        account=account,
        siglum=look.sigla[id],
        outlet=look.outlet(account),
        date=date(account.published),
        link=account.url if (account.url or "").startswith(("https://", "http://")) else None,
        blocks=blocks(look, account, hit),
        edit=request.query_params.get("edit"),
        kinds=KINDS,
        grade=next((one.after for one in reversed(standing) if one.action == "grade" and _whole(one, account)), None),
        others=[(one.id, look.sigla[one.id], look.outlet(one)) for one in look.read if one.id != id],
        group=[look.sigla[other] for other, group in look.record.groups.items()
               if group == look.record.groups.get(id) and other != id],
        history=[told(one, frozenset(each.id for each in standing)) for one in reversed(log) if _about(one, account)],
    )  # fmt: skip


def _about(judgement: Judgement, account: Account) -> bool:
    """True for a judgement on the account as a whole or on the kind of a passage of it."""
    return any(
        anchor.sha256 == account.sha256 and (anchor.start is None or judgement.action == "kind")
        for anchor in judgement.about
    )


def _whole(judgement: Judgement, account: Account) -> bool:
    return any(anchor.sha256 == account.sha256 and anchor.start is None for anchor in judgement.about)


def blocks(look: Lookup, account: Account, hit: Span | None) -> list[dict[str, Any]]:
    """The paragraphs, each a list of segments cut where claims and the hit begin and end."""
    reading = look.readings.get(account.id)
    paragraphs = groupby(reading.segments if reading else (), key=lambda segment: segment.paragraph)
    return [
        {"number": str(number), "segments": [_segment(look, account, one, hit) for one in members]}
        for number, members in paragraphs
    ]


def _segment(look: Lookup, account: Account, segment: Segment, hit: Span | None) -> dict[str, Any]:
    low, high = segment.span.start, segment.span.end
    claims = [claim for claim in look.claims_of.get(account.id, ()) if claim.span.overlaps(segment.span)]
    spans = [claim.span for claim in claims] + ([hit] if hit else [])
    borders = {border for span in spans for border in (span.start, span.end) if low < border < high}
    cuts = [low, *sorted(borders), high]
    runs = []
    for start, end in pairwise(cuts):
        over = [claim for claim in claims if claim.span.start < end and start < claim.span.end]
        point = look.point_of.get(over[0].id) if over else None
        runs.append(
            {
                "text": account.text[start:end],
                "claim": over[0].id if over else None,
                "status": point.status if point else None,
                "hit": bool(hit and hit.start < end and start < hit.end),
                "begins": bool(hit and hit.start == start),
            }
        )
    return {
        "span": written(segment.span),
        "text": account.text[low:high],
        "kind": segment.kind,
        "kind_word": KINDS[segment.kind],
        "off": segment.kind != "body",
        "judgement": segment.judgement,
        "runs": runs,
    }
