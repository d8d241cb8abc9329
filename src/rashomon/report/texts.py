"""The texts for the side-by-side reader: each account's whole text once, cut where a claim or sentence begins or ends.

The pieces joined give the account's text back, character by character (held by a test), so that whatever the
page shows of an account is the account.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from rashomon.headline import is_headline
from rashomon.model import Account, Claim, Reading, Segment, Span
from rashomon.report.lookup import Lookup
from rashomon.report.matrix import ORDER

OFF = {
    "chrome": "page furniture",
    "meta": "about the page",
    "caption": "caption",
    "comment": "comment",
    "legal": "legal notice",
    "related": "other stories",
    "notes": "note",
}
"""What is shown struck, and what it is called."""


def texts(look: Lookup) -> list[dict[str, Any]]:
    """Every account that was read, as paragraphs of sentences of runs; to be called after all that leads into them."""
    return [text(look, account) for account in look.read]


def text(look: Lookup, account: Account) -> dict[str, Any]:
    """One account, whole."""
    reading = look.readings.get(account.id, Reading(account.id))
    return {
        "account": account.id,
        "number": look.number[account.id],
        "language": account.language,
        "blocks": list(_blocks(look, account, reading.segments)),
    }


def _marked(look: Lookup, account: Account) -> list[tuple[Claim, str]]:
    """The account's claims with the status of their point; a claim in no point is told by one alone."""
    claims = look.claims_of.get(account.id, ())
    return [(claim, look.point_of[claim.id].status if claim.id in look.point_of else "single") for claim in claims]


def _blocks(look: Lookup, account: Account, segments: Sequence[Segment]) -> Iterator[dict[str, Any]]:
    """Paragraphs, each with the characters between it and the one before."""
    at, number, claims = 0, 0, _marked(look, account)
    longest = max((claim.span.end - claim.span.start for claim, _ in claims), default=0)
    for _, group in groupby(segments, key=lambda segment: segment.paragraph):
        members = list(group)
        start, end = members[0].span.start, members[-1].span.end
        heading = is_headline(account.text[start:end], account)
        off = [] if heading else [segment.kind for segment in members if segment.kind != "body"]
        yield {
            "gap": account.text[at:start],
            "off": OFF[off[0]] if len(off) == len(members) else None,
            "heading": heading,
            "segments": list(_segments(look, members, _near(claims, start - longest, end), number)),
        }
        at, number = end, number + len(members)
    if account.text[at:]:
        yield {"gap": account.text[at:], "off": None, "heading": False, "segments": []}


def _near(claims: Sequence[tuple[Claim, str]], low: int, high: int) -> Sequence[tuple[Claim, str]]:
    """The claims that start in `low..high`, of claims in text order."""
    starts = (bisect_left(claims, border, key=lambda marked: marked[0].span.start) for border in (low, high))
    return claims[slice(*starts)]


def _segments(
    look: Lookup, members: Sequence[Segment], claims: Sequence[tuple[Claim, str]], number: int
) -> Iterator[dict[str, Any]]:
    account, at = look.accounts[members[0].span.account], members[0].span.start
    for index, segment in enumerate(members, start=number):
        span = segment.span
        inside = [(claim, status) for claim, status in claims if claim.span.overlaps(span)]
        yield {
            "gap": account.text[at : span.start],
            "id": name if (name := f"{look.number[account.id]}.{index}") in look.led_to else None,
            "off": OFF.get(segment.kind),
            "runs": _runs(account, span.start, span.end, inside),
        }
        at = span.end


def _runs(account: Account, start: int, end: int, claims: Sequence[tuple[Claim, str]]) -> list[dict[str, Any]]:
    """The sentence cut at every border of a claim, each run with the claims it belongs to."""
    borders = {border for claim, _ in claims for border in (claim.span.start, claim.span.end)}
    cuts = [start, *sorted(border for border in borders if start < border < end), end]
    return [
        _run(account, low, high, [(c, s) for c, s in claims if c.span.start < high and low < c.span.end])
        for low, high in pairwise(cuts)
    ]


def _run(account: Account, low: int, high: int, claims: Iterable[tuple[Claim, str]]) -> dict[str, Any]:
    over = list(claims)
    statuses = sorted((status for _, status in over), key=ORDER.index)
    return {
        "text": account.text[low:high],
        "claims": [claim.id for claim, _ in over],
        "begins": [claim.id for claim, _ in over if claim.span.start == low],
        "goes_on": any(claim.span.start == low and claim.span.end > high for claim, _ in over),
        "status": statuses[0] if statuses else None,
    }


def locate(look: Lookup, span: Span) -> dict[str, Any] | None:
    """The sentence a span stands in, and where in it, counted as JavaScript counts; None if in no sentence."""
    reading = look.readings.get(span.account)
    segments = reading.segments if reading else ()
    index = bisect_right(segments, span.start, key=lambda segment: segment.span.start) - 1
    if index < 0 or not segments[index].span.overlaps(span):
        return None
    text, start = look.accounts[span.account].text, segments[index].span.start
    name = f"{look.number[span.account]}.{index}"
    look.led_to.add(name)
    return {
        "segment": name,
        "from": utf16(text[start : span.start]),
        "to": utf16(text[start : span.end]),
    }


def utf16(text: str) -> int:
    """The length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
