"""The day a line above a story tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.when import DATE, YEARLESS, iso

TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    r"(?:,?\s*\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?"
)
_DATE_LINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|updated|last updated|last modified|date|issued|released|created)"
    rf"(?: on| at)?\s*:?\s*(?:(?:at )?{TIME}[,\s|]*)?)?(?:on )?(?P<date>{DATE})(?:[,\s|•·–—-]*(?:at\s+)?{TIME})?\W*",
    re.I,
)
_DATE_AT_END = re.compile(rf"(?:[,|–—-]?\s*(?={DATE}$)|[,|–—-]\s*(?={YEARLESS}$))(?P<date>\S.*)", re.I)
_BEHIND = re.compile(
    rf"(?<=\b[12]\d{{3}})\W+(?:(?:at )?{TIME}|(?:(?:[A-Z]\w+|page) ){{0,2}}(?:p\. ?)?\d{{1,3}})$"
)  # a date: the hour, the page
_DATE_AT_START = re.compile(rf"(?P<date>{DATE})\s*[,|–—-]\s*", re.I)
_PLACED = re.compile(
    rf"(?:[A-Z][^.,:;!?]{{2,40}},\s+(?:the )?|[A-Z][^.;!?]{{0,60}} as (?:of|at) .{{0,16}}?)(?P<date>{DATE})\.?", re.I
)


def date_of(line: Line) -> str | None:
    """The date of a line that is nothing but a date, to the month or better; a page clock shows its time first."""
    found = _DATE_LINE.fullmatch(line.text)
    value = iso(found["date"]) if found else None
    return value if value and len(value) > 4 else None


def is_date_line(text: str) -> bool:
    """True for nothing but a date, a year alone too."""
    return _DATE_LINE.fullmatch(text) is not None


def published(lines: Sequence[Line]) -> str | None:
    """The date of the first date line; one that says "updated" only if no other is there."""
    dates = [(line.text.lower().startswith(("updated", "last")), value) for line in lines if (value := date_of(line))]
    return min(dates, key=lambda pair: pair[0])[1] if dates else None


def written(lines: Sequence[Line]) -> str | None:
    """The day on which, as a line says, a letter was written somewhere ("Camp before Oster, 14 October 1788").

    So is the day up to which a report knows what it tells ("Update as of 08:00, 14 May 2031").
    """
    found = (_PLACED.fullmatch(line.text) for line in lines)
    days = (value for match in found if match and (value := iso(match["date"])) and len(value) == len("1788-10-14"))
    return next(days, None)


def beside_date(text: str) -> tuple[str, str]:
    """What stands before or after the date of a line, and the date, no hour or page; empty if it has none there."""
    text = _BEHIND.sub("", text)
    found = _DATE_AT_END.search(text.rstrip(".")) or _DATE_AT_START.match(text)
    return ((text[: found.start()] + text[found.end() :]).strip(" ,|–—-."), found["date"]) if found else ("", "")
