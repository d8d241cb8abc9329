"""Dates that leave out the year: which year they mean."""

from __future__ import annotations

import math
import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.context import Context, Reading, against
from rashomon.dates.tense import AHEAD
from rashomon.dates.words import BREAK, DAY, MONTH, STEPS, SUFFIX, TO, WEEKDAY, YEAR, YEAR_END, month, weekday

FRESH: Final = 60
"""Days before publication within which a date without a year is this year's, whatever story is being told."""
NEARER: Final = {"done": math.inf, "past": 3.5, "": 2.5, "until": 1.0, "future": 0.0}
"""How many times nearer to publication a day to come must be than the day past to be the one meant, by tense."""
FAR: Final = 300
"""Days to come beyond which one of the last days is meant instead ("put off the planned 3 May vote")."""
LATE, EARLY = 10, 3
"""A story told in month 10 or later that names month 3 or earlier has turned the year."""
SOON: Final = 45
"""Days after publication within which a month to come is meant unless the verb is in the past tense."""

LATER_YEAR: Final = re.compile(
    rf"(?:{TO}|,{BREAK}|{BREAK}or{BREAK})(?:{WEEKDAY},?{BREAK})?(?:the )?"
    rf"(?:(?P<m1>{MONTH})(?:{BREAK}{DAY}{SUFFIX})?,?"
    rf"|{DAY}{SUFFIX}{BREAK}(?P<m2>{MONTH}),?)"
    rf"(?:{BREAK}(?P<year>{YEAR}){YEAR_END}|{BREAK}(?:of{BREAK})?(?P<step>last|this|next) year\b)"
)
"""A year given once for two dates ("from March to May 2019", "in March and May last year")."""


def of_year(year: int, its_month: int, day: int | None, anchor: str | None = None) -> Reading | None:
    """The reading of a day or month in a year; None where that year has no such day."""
    if day is None:
        return Reading(iso.month_value(year, its_month), anchor)
    return (
        Reading(f"{iso.month_value(year, its_month)}-{day:02d}", anchor) if iso.is_day(year, its_month, day) else None
    )


def yearless(context: Context, match: re.Match[str], its_month: int, day: int | None = None) -> Reading | None:
    """A date without a year: of the range it begins, of the story being told, or nearest to publication."""
    shared = LATER_YEAR.match(match.string, match.end())
    if shared and (given := _given_for_both(shared, context)) is not None:
        turned = its_month > month(shared["m1"] or shared["m2"])
        return of_year(int(given.value) - turned, its_month, day, given.anchor)
    groups = match.groupdict()
    if context.published is None or groups.get("told"):
        told = context.told if context.story or groups.get("told") else None
        return None if told is None else of_year(told.year + _turned(told.value, its_month), its_month, day, told.value)
    options = _options(context.published, its_month, day, groups.get("weekday"))
    tense = context.tense(match.start(), match.end())
    recent = [each for each in options if iso.extent(each.value)[0] < iso.extent(context.published)[1]]
    if tense not in AHEAD and not (recent and iso.gap_days(recent[-1].value, context.published) <= FRESH):
        told = context.narrative_year(match.start())
        if told is not None and str(told.year) < context.published[:4]:
            return of_year(told.year, its_month, day, told.value)
    coming = [each for each in options if each not in recent]
    if recent and coming:
        return _nearest(recent[-1], coming[0], context.published, tense, by_day=day is not None)
    return next(iter([*recent[-1:], *coming]), None)


def _given_for_both(shared: re.Match[str], context: Context) -> Reading | None:
    """The year given for the later of two dates, in figures or counted from publication."""
    return Reading(shared["year"]) if shared["year"] else against(context.published, STEPS[shared["step"]], "year")


def _turned(told: str, its_month: int) -> bool:
    """True where a story that stood in the last months of a year goes on in the first of the next."""
    before = iso.truncate(told, "month")
    return before is not None and int(before[-2:]) >= LATE and its_month <= EARLY


def _options(published: str, its_month: int, day: int | None, its_weekday: str | None) -> list[Reading]:
    """The date in the years around publication; only those on its weekday, where one is given and any fits."""
    year = iso.civil(iso.extent(published)[0] // iso.MINUTES)[0]
    readings = [of_year(year + step, its_month, day, published) for step in (-1, 0, 1)]
    found = [reading for reading in readings if reading is not None]
    if its_weekday is None:
        return found
    named = [r for r in found if iso.weekday(iso.extent(r.value)[0] // iso.MINUTES) == weekday(its_weekday)]
    return named or found


def _nearest(recent: Reading, coming: Reading, published: str, tense: str, *, by_day: bool) -> Reading:
    """The date past or the date to come, by tense and by how near to publication each is."""
    back, ahead = iso.gap_days(recent.value, published), iso.gap_days(coming.value, published)
    if back <= FRESH and (tense not in AHEAD or back == 0 or (by_day and ahead > FAR)):
        return recent
    if by_day or tense == "until":
        return coming if back > NEARER[tense] * ahead else recent
    return coming if tense == "future" or (tense == "" and ahead <= SOON) else recent
