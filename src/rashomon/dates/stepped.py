"""Rules for a unit of the calendar so many steps from the present one: last week, this June, next Friday."""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.absolute import season_of
from rashomon.dates.context import Context, Reading, Rule, against, rule
from rashomon.dates.tense import AHEAD, OVER
from rashomon.dates.words import (
    DAY,
    DAYPART,
    MONTH,
    PART,
    SEASON,
    SOME_MONTH,
    SOME_SEASON,
    SOME_WEEKDAY,
    SPACE,
    STEPS,
    UNITS,
    WEEKDAY_SPELLED,
    month,
    weekday,
)


def stepped(match: re.Match[str], context: Context) -> Reading | None:
    """Last week, this month, next year."""
    which, unit = match["which"].lower(), UNITS[match["unit"].lower()]
    if which == "last" and unit == "week" and _is_sunday(context):
        return against(context.published, 0, unit)
    return against(context.published, STEPS[which], unit)


def _is_sunday(context: Context) -> bool:
    """On a Sunday "last week" is the week just over, which ISO 8601 still counts that day to."""
    today = context.today()
    return today is not None and iso.weekday(today) == 6


def stepped_weekday(match: re.Match[str], context: Context) -> Reading | None:
    """Last Friday (the latest before publication), this Friday (of its week), next Friday (the first after)."""
    which, name = match["which"].lower(), weekday(match["weekday"])
    today = context.today()
    if today is None:
        return None
    if which == "this":
        return Reading(iso.day_value(today - iso.weekday(today) + name), context.published)
    if STEPS[which] < 0:
        return Reading(iso.day_value(iso.latest_weekday(today - 1, name)), context.published)
    return Reading(iso.day_value(iso.latest_weekday(today + 7, name)), context.published)


def stepped_month(match: re.Match[str], context: Context) -> Reading | None:
    """Last June, next June, this June, June last year, June of this year."""
    which = match["which"].lower()
    this_year = against(context.published, 0, "year")
    if this_year is None:
        return None
    name, year = month(match["month"]), int(this_year.value)
    if match["year"] or which == "this":
        return Reading(iso.month_value(year + (STEPS[which] if match["year"] else 0), name), context.published)
    this_month = iso.truncate(context.published or "", "month")
    if this_month is None:
        return None
    if STEPS[which] < 0:
        year -= iso.month_value(year, name) >= this_month
    else:
        year += iso.month_value(year, name) <= this_month
    return Reading(iso.month_value(year, name), context.published)


def stepped_season(match: re.Match[str], context: Context) -> Reading | None:
    """Last summer (the latest that was over), this summer, next summer (the first not begun)."""
    year = against(context.published, 0, "year")
    if year is None:
        return None
    which, published = match["which"].lower(), context.published or ""
    options = [season_of(match["season"], int(year.value) + step) for step in (-2, -1, 0, 1)]
    if match["year"]:
        return Reading(options[2 + STEPS[which]], published)
    if which == "this":
        near = min(options, key=lambda value: (iso.gap_days(value, published), value))
        return Reading(near, published)
    if STEPS[which] < 0:
        return Reading([v for v in options if iso.extent(v)[1] <= iso.extent(published)[0]][-1], published)
    return Reading(next(v for v in options if iso.extent(v)[0] >= iso.extent(published)[1]), published)


def weekend(match: re.Match[str], context: Context) -> Reading | None:
    """Last weekend, this weekend, over the weekend: a Saturday and a Sunday."""
    today = context.today()
    if today is None:
        return None
    which = match["which"].lower()
    saturday = today - iso.weekday(today) + 5
    if which == "next" or (which == "this" and not _looks_back(match, context, today)):
        saturday += 7 if which == "next" and iso.weekday(today) >= 5 else 0
    elif not (which in ("the", "this") and iso.weekday(today) >= 5) and not _looks_ahead(which, match, context):
        saturday -= 7
    return Reading(f"{iso.day_value(saturday)}/{iso.day_value(saturday + 1)}", context.published)


def _looks_back(match: re.Match[str], context: Context, today: int) -> bool:
    """ "This weekend" written on a Monday or Tuesday in the past tense is the one just over."""
    return iso.weekday(today) <= 1 and context.tense(match.start(), match.end()) in OVER


def _looks_ahead(which: str, match: re.Match[str], context: Context) -> bool:
    return which == "the" and context.tense(match.start(), match.end()) in AHEAD


def stepped_quarter(match: re.Match[str], context: Context) -> Reading | None:
    """Last quarter, this quarter, next quarter of the calendar."""
    this_month = iso.truncate(context.published, "month") if context.published else None
    if this_month is None:
        return None
    year, name = int(this_month[:-3]), int(this_month[-2:])
    first = year * 4 + (name - 1) // 3 + STEPS[match["which"].lower()]
    start = iso.month_value(first // 4, first % 4 * 3 + 1)
    return Reading(f"{start}/{iso.shift(start, 2, 'month')}", context.published)


def stepped_day(match: re.Match[str], context: Context) -> Reading | None:
    """Last Oct. 23, next June 4: the latest such day before publication, the first after it."""
    today = context.today()
    if today is None:
        return None
    year, forward = iso.civil(today)[0], STEPS[match["which"].lower()] > 0
    steps = (0, 1) if forward else (0, -1)
    options = [f"{iso.month_value(year + step, month(match['month']))}-{int(match['day']):02d}" for step in steps]
    beyond = [v for v in options if iso.is_value(v) and (iso.extent(v)[0] // iso.MINUTES > today) == forward]
    return Reading(beyond[0], context.published) if beyond else None


def month_of_stepped_year(match: re.Match[str], context: Context) -> Reading | None:
    """June 4 last year; the day a month and a stepped year leave open is given."""
    reading = stepped_month(match, context)
    if reading is None:
        return None
    value = f"{reading.value}-{int(match['day']):02d}"
    return Reading(value, reading.anchor) if iso.is_value(value) else None


WHICH: Final = r"(?P<which>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext)"
NOT_AFTER_THE: Final = r"(?<![Tt]he )(?<!\w)"
NARROWED: Final = rf"(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)(?:{SPACE}|-)(?:in )?|{PART})?"
ITS_STEP: Final = r",? (?:of )?(?P<which>last|this|next) (?P<year>year)\b"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"{NOT_AFTER_THE}{NARROWED}{WHICH}{SPACE}(?P<unit>week|month|year|decade|century)\b",
        stepped,
        "week|month|year|decade|century",
    ),
    rule(
        rf"{NOT_AFTER_THE}{WHICH}{SPACE}(?P<weekday>{WEEKDAY_SPELLED})(?!\w)(?: {DAYPART}\b)?",
        stepped_weekday,
        SOME_WEEKDAY,
    ),
    rule(
        rf"{NOT_AFTER_THE}{PART}?{WHICH}{SPACE}(?P<month>{MONTH})(?!\w)(?P<year>(?!))?(?!\.? \d)",
        stepped_month,
        SOME_MONTH,
    ),
    rule(
        rf"{NOT_AFTER_THE}(?P<which>[Ll]ast|[Nn]ext) (?P<month>{MONTH}) (?P<day>{DAY})(?![\w,.]?\d|\w)",
        stepped_day,
        SOME_MONTH,
    ),
    rule(rf"(?<!\w){PART}?(?P<month>{MONTH}){ITS_STEP}", stepped_month, SOME_MONTH),
    rule(rf"(?<!\w)(?P<month>{MONTH}) (?P<day>{DAY})(?:st|nd|rd|th)?{ITS_STEP}", month_of_stepped_year, SOME_MONTH),
    rule(
        rf"(?<![\w.,:/$£€-])(?:the )?(?P<day>{DAY})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH}){ITS_STEP}",
        month_of_stepped_year,
        SOME_MONTH,
    ),
    rule(rf"{NOT_AFTER_THE}{NARROWED}{WHICH}{SPACE}(?P<season>{SEASON})\b(?P<year>(?!))?", stepped_season, SOME_SEASON),
    rule(rf"(?<!\w)(?:the )?{PART}?(?P<season>{SEASON}){ITS_STEP}", stepped_season, SOME_SEASON),
    rule(
        r"(?<!\w)(?:(?:over|at|during|on|for) )?(?P<which>(?i:the|last|this past|this|next)) weekend\b",
        weekend,
        "weekend",
    ),
    rule(rf"{NOT_AFTER_THE}{WHICH}{SPACE}quarter\b", stepped_quarter, "quarter"),
)
