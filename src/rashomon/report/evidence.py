"""What the drawer shows of a claim, as short rows for the page's script; the words stay in the texts.

Offsets are code points of the account's text, for people and programs to cite; the script never slices by them.
"""

from __future__ import annotations

from typing import Any

from rashomon.model import Alignment, Claim, Point
from rashomon.report.cells import state_of
from rashomon.report.lookup import Lookup
from rashomon.report.matrix import kinds
from rashomon.report.words import SLOT, chain, confidence, date


def evidence(look: Lookup) -> dict[str, Any]:
    """Claims by id, and the points that more than one account tells."""
    points = {point.id: point_row(look, point) for point in look.record.points if point.status != "single"}
    return {"claims": {claim.id: claim_row(look, claim) for claim in look.record.claims}, "points": points}


def claim_row(look: Lookup, claim: Claim) -> list[Any]:
    """The account's number, start, end; and the rest where there is any: point, mark, holders, times."""
    more = _more(look, claim)
    return [look.number[claim.span.account], claim.span.start, claim.span.end, *([more] if more else [])]


def _more(look: Lookup, claim: Claim) -> dict[str, Any]:
    """Only what is not the usual, which is a certain claim of one account alone, in its own voice."""
    account = look.accounts[claim.span.account]
    point = look.point_of.get(claim.id)
    row: dict[str, Any] = {}
    if point is not None and point.status != "single":
        row["p"] = point.id
        row["m"], row["w"] = state_of(claim, point, look)
    elif claim.polarity == "denies" or claim.certainty == "hedged":
        row["m"] = "denies" if claim.polarity == "denies" else "hedged"
    links = chain(claim.holders, look.outlet(account))
    if len(links) > 1:
        row["h"] = [[link["name"], link["kind"]] for link in links[1:]]
    if claim.judgement:
        row["j"] = 1
    if claim.times:
        row["t"] = [[account.slice(time.span), date(time.value)] for time in claim.times]
    return row


def point_row(look: Lookup, point: Point) -> dict[str, Any]:
    """Status, claims, how many of how many accounts tell it, in what they part, and its links with their reasons;
    and why accounts are silent on it."""
    alignments = look.alignments_of.get(point.id, ())
    reasons = _reasons(look, point)
    return {
        "st": point.status,
        "c": list(point.claims),
        "n": [point.independent, len(look.columns)],
        **({"s": reasons} if reasons else {}),
        "k": kinds(point, [look.claims[claim] for claim in point.claims], alignments),
        "w": [
            [a.a, a.b, a.relation, SLOT[a.slot] if a.slot else "", confidence(a.score), a.why, *_hand(a)]
            for a in sorted(alignments, key=lambda a: -a.score)
        ],
    }


def _reasons(look: Lookup, point: Point) -> dict[str, list[int]]:
    """The numbers of the silent accounts of which more can be told than that they tell of other things."""
    found: dict[str, list[int]] = {}
    for account, reason in look.silence(point).items():
        if reason != "elsewhere":
            found.setdefault(reason, []).append(look.number[account])
    return found


def _hand(alignment: Alignment) -> list[int]:
    """A last 1 where a person judged the link."""
    return [1] if alignment.judgement else []
