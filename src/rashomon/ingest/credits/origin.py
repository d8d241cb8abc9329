"""Where a re-print comes from: the sentence that says so, the credit line, the agency's mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import AGENCY, Credit, is_agency, is_name, outlet_and_date

_PIECE = (
    r"(?:this|the above|the following|(?:an? )?(?:\w+ )?version of this)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:article|story|piece|essay|report|column|commentary|analysis|op-?ed|interview|post|text|item|editorial|dispatch)\b"
)
_REPRINTED = r"(?:re-?published|re-?printed|re-?posted|reproduced|cross-?posted|syndicated|excerpted)"
_PERMISSION = r"(?:\s+here)?(?:\s+(?:with|by)\s+(?:the\s+)?(?:kind\s+)?permission)?"
_PUBLISHED = r"(?:published|appeared|posted|printed|ran|released|aired)"

_STATEMENTS = tuple(
    re.compile(pattern + r"\s*(?P<rest>\S.*)", re.I)
    for pattern in (
        r"\boriginal (?:source|version|publisher) of this [\w-]+\s+(?:is|was|:)\s*(?:published (?:in|by|on|at))?",
        rf"{_PIECE}[^.]{{0,60}}?\b(?:first|originally|initially)\s+{_PUBLISHED}\s+(?:online\s+)?(?:in|by|on|at|with|via)\b",
        rf"^\W*(?:\w+\s+)?(?:first|originally|initially)\s+{_PUBLISHED}\s*(?:(?:online\s+)?(?:in|by|on|at|with|via)\b|:)",
        rf"{_PIECE}[^.]{{0,60}}?\b{_REPRINTED}{_PERMISSION}\s+(?:from|of|by|courtesy of)\b",
        rf"^\W*{_REPRINTED}{_PERMISSION}\s+(?:from|of|courtesy of)\b",
        rf"{_PIECE}\s+(?:was|is|has been)\s+(?:published|provided|produced|distributed|supplied)\s+(?:to \w+ )?by\b",
        r"\b(?:read|see|view|find)\s+(?:the\s+)?(?:full\s+)?original(?:\s+(?:article|story|post|version|piece|report))?"
        r"(?:\s+here)?\s+(?:at|on|in|from)\b",
        r"^(?:\W*|[(\[][^()\[\]]{2,60}\W )original(?:ly)?(?:\s+(?:article|source|story|publication|publisher))?\s*:",
    )
)
_TELLING = (
    "origin", "initial", "first", "publish", "print", "post", "produc", "syndicat", "excerpt", "provid", "distribut",
    "suppli",
)  # fmt: skip
"""One of these stands in whatever a pattern of _STATEMENTS finds; to look for them first is faster by far."""
_LAST_LINE = re.compile(r"\W*(?:source|via)\s*:\s*(?P<rest>\S.{1,60})", re.I)
_SLASHED = re.compile(r"(?P<origin>[^/]{2,60}?)\s+/\s+(?P<carrier>[^/]{2,60}?),?\s+(?P<year>[12]\d{3})\.?")
_DATELINE = re.compile(rf"[^().!?]{{0,60}}\((?P<agency>{AGENCY})\)\s*[-–—:]", re.I)
# The same with a name nobody listed: then the place, with its land or without ("OSTER, Renn"), stands in capitals or
# with a day, and the story begins behind it.
_ANY_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][\w.' -]{1,30}?)?"
    r"|[A-Z][\w .'/-]{2,40}(?:, [A-Z][\w.' -]{1,30}?)?(?=,? (?:[A-Z][a-z]+\.? \d|\d{1,2} [A-Z])))"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r" \((?P<agency>[^()]{2,40})\) ?[-–—:]+ (?=[\"“'‘]?[A-Z]).{20}"
)
_SIGNED = re.compile(rf"(?:.*[\s.”\"])?[-–—(\[]+\s*(?P<agency>{AGENCY})\s*[)\]]?\.?", re.I)


def statement(lines: Sequence[Line]) -> Credit | None:
    """Outlet and date that a sentence names as the original's ("first published in …"), or None."""
    telling = [line.text for line in lines if any(map(line.text.lower().__contains__, _TELLING))]
    found = (pattern.search(text) for text in telling for pattern in _STATEMENTS)
    last = _LAST_LINE.fullmatch(lines[-1].text) if lines else None
    credits = (outlet_and_date(match["rest"]) for match in (*found, last) if match)
    return next((credit for credit in credits if credit.outlet), None)


def slashed(lines: Sequence[Line]) -> tuple[Credit, Credit] | None:
    """Carrier and source of a line like "Source / Carrier 2021", which names who wrote it first."""
    for line in lines:
        found = _SLASHED.fullmatch(line.text)
        if found and is_name(found["origin"]) and is_name(found["carrier"]):
            return Credit(found["carrier"], found["year"]), Credit(found["origin"])
    return None


def agency(opening: Sequence[Line], tail: Sequence[Line], byline: Sequence[str], own: str | None) -> str | None:
    """The news agency whose copy this is, by dateline, byline, signature or copyright.

    An agency that only "contributed to this report" has not written it and is not told. `own` is the account's outlet,
    which may put a short form of its name into the dateline.
    """
    return next(chain(_agencies(opening, tail, byline), _unlisted(opening, own)), None)


def _unlisted(opening: Sequence[Line], own: str | None) -> Iterator[str]:
    ours = set((own or "").casefold().split())
    for line in opening:
        found = _ANY_DATELINE.match(line.text)
        if found and is_name(found["agency"]) and not ours & set(found["agency"].casefold().split()):
            yield found["agency"]


def _agencies(opening: Sequence[Line], tail: Sequence[Line], byline: Sequence[str]) -> Iterator[str]:
    for line in opening:
        if found := _DATELINE.match(line.text):
            yield found["agency"]
        elif is_agency(line.text):
            yield line.text
    yield from filter(is_agency, byline)
    for line in tail[-8:]:
        if found := _SIGNED.fullmatch(line.text):
            yield found["agency"]
        elif is_agency(line.text.rstrip(".")):
            yield line.text.rstrip(".")
