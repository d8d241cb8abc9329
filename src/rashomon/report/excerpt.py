"""Which slice of a claim a cell shows, and which words of it carry the difference.

A slice is shortened at word borders (at grapheme borders in scripts that write without spaces) and never
joined from pieces: what a cell shows is one run of the account's own text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim, Quantity, Slot, Span

WORDS = 12
"""At most this many words in a cell."""

WIDTH = 96
"""At most this many characters in a cell."""

LEAD = 4
"""This many words before the emphasised ones are kept when the beginning must go."""

TOKEN = re.compile(r"\S+")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice `start..end` of an account, and whether the claim goes on before and after it."""

    start: int
    end: int
    before: bool
    after: bool


def excerpt(text: str, span: Span, focus: Sequence[Range] = (), *, words: int = WORDS, width: int = WIDTH) -> Excerpt:
    """The dozen words of a claim to show: its first ones, or those around the emphasised range."""
    tokens = [match.span() for match in TOKEN.finditer(text, span.start, span.end)]
    if not tokens:
        return Excerpt(span.start, span.end, before=False, after=False)
    first = _first_token(tokens, focus, words, width)
    start = tokens[first][0]
    last = max(index for index in range(first, min(first + words, len(tokens))) if _fits(tokens, first, index, width))
    end = tokens[last][1]
    if end - start > width:  # one unbroken run, as in scripts without spaces
        end = _grapheme_border(text, start + width, start)
    return Excerpt(start, end, before=first > 0, after=end < tokens[-1][1])


def _fits(tokens: Sequence[Range], first: int, last: int, width: int) -> bool:
    return last == first or tokens[last][1] - tokens[first][0] <= width


def _first_token(tokens: Sequence[Range], focus: Sequence[Range], words: int, width: int) -> int:
    if not focus:
        return 0
    start, end = focus[0]
    reached = next((index for index, token in enumerate(tokens) if token[1] >= end), len(tokens) - 1)
    if reached < words and tokens[reached][1] - tokens[0][0] <= width:
        return 0
    held = next((index for index, token in enumerate(tokens) if token[1] > start), reached)
    return max(0, held - LEAD)


def _grapheme_border(text: str, index: int, floor: int) -> int:
    """The nearest place at or before `index` that does not cut a letter from its accents or an emoji in two."""
    while index > floor + 1 and (
        unicodedata.combining(text[index]) or text[index] in "\u200d\ufe0f" or text[index - 1] == "\u200d"
    ):
        index -= 1
    return index


def pieces(text: str, start: int, end: int, focus: Sequence[Range]) -> list[dict[str, object]]:
    """The slice cut where emphasis begins and ends: `text`, and `mark` where it is emphasised."""
    cuts: list[dict[str, object]] = []
    at = start
    for range_start, range_end in merged(focus):
        low, high = max(range_start, at), min(range_end, end)
        if low >= high:
            continue
        cuts += [{"text": text[at:low], "mark": False}] * (low > at)
        cuts.append({"text": text[low:high], "mark": True})
        at = high
    return cuts + [{"text": text[at:end], "mark": False}] * (end > at)


def merged(ranges: Sequence[Range]) -> list[Range]:
    """The ranges in order, those that touch or overlap made one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def emphasis(claim: Claim, others: Sequence[Claim], slot: Slot | None, text: str) -> list[Range]:
    """The ranges of a claim that carry the difference to the others it is set against, for the slots that have any.

    A cause or actor difference has no single place and gets none; that of a wording is found by `rashomon.diff`.
    """
    if slot == "quantity":
        own = comparable(claim, others) or _own(claim, others)
        return [_range(quantity.span) for quantity in own]
    if slot == "time":
        theirs = {time.value for other in others for time in other.times}
        return [_range(time.span) for time in claim.times if time.value not in theirs]
    if slot == "place":
        theirs = {place for other in others for place in other.places}
        return [found for place in claim.places if place not in theirs for found in _places(text, claim.span, place)]
    return []


def comparable(claim: Claim, others: Sequence[Claim]) -> Sequence[Quantity]:
    """The quantities that no other has and that count the same as one of theirs, or else are of the same unit."""
    theirs = [quantity for other in others for quantity in other.quantities]
    own = _own(claim, others)
    same = [q for q in own if any((q.what, q.unit) == (t.what, t.unit) for t in theirs)]
    return same or [q for q in own if q.unit and any(q.unit == t.unit for t in theirs)]


def _own(claim: Claim, others: Sequence[Claim]) -> Sequence[Quantity]:
    """The quantities whose value no other has."""
    values = {(one.value, one.high, one.unit) for other in others for one in other.quantities}
    return [one for one in claim.quantities if (one.value, one.high, one.unit) not in values]


def _places(text: str, span: Span, place: str) -> list[Range]:
    at = text.find(place, span.start, span.end)
    return [(at, at + len(place))] if at >= 0 and place else []


def _range(span: Span) -> Range:
    return span.start, span.end
