"""Rules for expressions that count from the date the text gave before."""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.absolute import season_of
from rashomon.dates.context import Context, Reading, Rule, against, rule
from rashomon.dates.relative import falls
from rashomon.dates.tense import OVER
from rashomon.dates.words import (
    COUNTED,
    DAY,
    MONTH,
    PART,
    SEASON,
    SOME_SEASON,
    SOME_WEEKDAY,
    UNITS,
    WEEKDAY,
    WEEKDAY_SPELLED,
    YEAR,
    counted,
    month,
    weekday,
)

BESIDE: Final = r"(?P<which>following|next|previous|preceding|same)"


SAID_AFTER: Final = re.compile(
    rf", (?:on|in) (?:the )?(?:[a-z]+ )?(?:(?:{DAY} )?{MONTH} (?:{DAY}, )?|{SEASON} (?:of )?)?{YEAR}(?!\w)"
)
"""What says itself when "two years earlier" was ("two years earlier, in the dry summer of 2029")."""


def later(match: re.Match[str], context: Context) -> Reading | None:
    """Two days later, a year earlier: counted from the date the text gave before."""
    if SAID_AFTER.match(match.string, match.end()):
        return None
    count, unit = counted(match)
    sign = -1 if match["side"].lower() in ("earlier", "before", "previously", "prior") else 1
    return against(_anchor(match, context), sign * count, unit)


def _anchor(match: re.Match[str], context: Context) -> str | None:
    """The date given before that an expression counts from; in the past tense not one that is still to come.

    "They will meet on 25 June. That evening a man was shot": not on the 25th.
    """
    is_over = context.tense(match.start(), match.end()) in OVER
    return context.over(match.start()) if is_over else context.narrative(match.start())


OWN_ANCHOR: Final = re.compile(r" (?:of|it|he|she|they|we|I|that|as|when|in which|on which|his|her|their|its)\b")
"""After "the same day", what says itself which day is meant."""
OWN_YEAR: Final = re.compile(rf" (?:in|of) (?:{MONTH}|{YEAR})(?!\w)")
"""After "that night", the month or year it was in."""


def following(match: re.Match[str], context: Context) -> Reading | None:
    """The following day, the next year, that same month: beside the date the text gave before."""
    which = match["which"].lower()
    if which in ("same", "that same") and OWN_ANCHOR.match(match.string, match.end()):
        return None
    if which in ("same", "that same", "that") and OWN_YEAR.match(match.string, match.end()):
        return None
    step = 1 if which in ("following", "next", "after") else -1 if which in ("previous", "preceding", "before") else 0
    return against(_anchor(match, context), step, UNITS[match["unit"].lower()])


def of_the_unit(match: re.Match[str], context: Context) -> Reading | None:
    """The end of the year, later in the month: of the year or month being told, else of publication."""
    told = context.narrative_year(match.start())
    return against(context.published if told is None else told.value, 0, UNITS[match["unit"]])


def following_named(match: re.Match[str], context: Context) -> Reading | None:
    """The following Monday, that June, the next summer: the first such after the date the text gave before."""
    anchor = _anchor(match, context)
    if anchor is None:
        return None
    which = (match["which"] or match["that"]).lower()
    if match["weekday"]:
        return _beside_weekday(anchor, which, weekday(match["weekday"]))
    year = iso.truncate(anchor, "year")
    if year is None or which in ("previous", "preceding"):
        return None
    first = int(year)
    options = [
        iso.month_value(first + step, month(match["month"]))
        if match["month"]
        else season_of(match["season"], first + step)
        for step in (0, 1)
    ]
    if which in ("same", "that", "that same"):
        return Reading(options[0], anchor)
    return Reading(
        next(v for v in (*options, options[-1]) if iso.extent(v)[0] > iso.extent(anchor)[0] or v is options[-1]), anchor
    )


def _beside_weekday(anchor: str, which: str, name: int) -> Reading | None:
    day = iso.truncate(anchor, "day")
    if day is None:
        return None
    base = iso.extent(day)[0] // iso.MINUTES
    if which in ("previous", "preceding"):
        return Reading(iso.day_value(iso.latest_weekday(base - 1, name)), anchor)
    if which in ("following", "next"):
        return Reading(iso.day_value(iso.latest_weekday(base + 7, name)), anchor)
    return Reading(iso.day_value(base), anchor) if iso.weekday(base) == name else None


def day_of_month(match: re.Match[str], context: Context) -> Reading | None:
    """On the 17th, the 28th of that month: a day of the month the text gave before.

    In the past tense one later than publication is of the month before ("4 April. He was taken on the 9th").
    """
    anchor = context.narrative(match.start())
    its_month = None if anchor is None else iso.truncate(anchor, "month")
    if its_month is None:
        return None
    value = f"{its_month}-{int(match['day']):02d}"
    if _is_to_come(value, context) and context.tense(match.start(), match.end()) in OVER:
        value = f"{iso.shift(its_month, -1, 'month')}-{int(match['day']):02d}"
    return Reading(value, anchor) if iso.is_value(value) else None


def _is_to_come(value: str, context: Context) -> bool:
    published = context.published
    return published is not None and iso.is_value(value) and iso.extent(value)[0] >= iso.extent(published)[1]


def next_entry(match: re.Match[str], context: Context) -> Reading | None:
    """Wednesday, 16th: at the head of a diary's entry the first such day after that of the entry before."""
    if context.last is None or (base := iso.truncate(context.last.value, "day")) is None:
        return None
    months = (iso.shift(base, step, "month") for step in (0, 1, 2))
    days = (f"{its_month}-{int(match['day']):02d}" for its_month in months)
    fit = (day for day in days if day > base and falls(day, match))
    return next((Reading(day, base) for day in fit), None)


def bare_season(match: re.Match[str], context: Context) -> Reading | None:
    """In the summer, in early spring: of the year being told, else the latest that had begun by publication."""
    told = context.narrative_year(match.start())
    if told is not None:
        return Reading(season_of(match["season"], told.year), told.value)
    year = against(context.published, 0, "year")
    if year is None:
        return None
    published = context.published or ""
    options = [season_of(match["season"], int(year.value) + step) for step in (-1, 0)]
    begun = [v for v in options if iso.extent(v)[0] <= iso.extent(published)[0]]
    return Reading(begun[-1], published) if begun else None


NO_NOUN: Final = (
    r"(?=[,.;:)\n]|$| (?:an?|the|this|these|all|both|no|some|my|our|your|his|her|its|their|i|we|you|he|she|it|they"
    r"|there|who|and|but|or|when|while|as|was|were|had|in|at|by|to|from|for|with|after|before|during|near|under|over|about)\b)"
)
"""What follows a day ("on the 9th its crew left") and no noun that an ordinal counts ("on the 9th floor")."""

RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?<!\w)(?:{PART}|(?:[Ll]ate|[Ll]ater|[Ee]arly|[Ee]arlier) in the )(?P<unit>year|month)\b(?! (?:of|\d))",
        of_the_unit,
        "year|month",
    ),
    rule(r"(?<!\w)(?P<unit>year|month)(?:['’]s |-)end\b", of_the_unit, "(?:year|month)(?:['’]s |-)end"),
    rule(
        rf"(?<!\w){COUNTED}(?P<unit>day|night|week|fortnight|month|year)s? "
        rf"(?P<side>later|earlier|afterwards?|previously|(?:before|after|prior)(?=[,.;]))\b(?! than)",
        later,
        "(?:day|night|week|fortnight|month|year)s? (?:later|earlier|afterward|previously|before|after|prior)",
    ),
    rule(
        rf"(?<!\w)[Tt]he {BESIDE} (?P<unit>day|night|morning|afternoon|evening|week|month|year)\b",
        following,
        "[Tt]he (?:following|next|previous|preceding|same)",
    ),
    rule(
        r"(?<!\w)(?:[Ll]ater |[Ee]arlier )?(?P<which>[Tt]hat(?: same)?) "
        r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b",
        following,
        "[Tt]hat (?:same|day|night|morning|afternoon|evening|week|month|year)",
    ),
    rule(r"(?<!\w)[Tt]he (?P<unit>day) (?P<which>before|after)(?=[,.;])", following, "day (?:before|after)"),
    rule(
        rf"(?<!\w)(?:[Tt]he {BESIDE}|(?P<that>[Tt]hat(?: same)?)) "
        rf"(?:(?P<weekday>{WEEKDAY_SPELLED})|(?P<month>{MONTH})|(?P<season>{SEASON}))(?!\w)",
        following_named,
        "[Tt](?:he (?:following|next|previous|preceding|same)|hat(?: same)?) [A-Zafsw]",
    ),
    rule(
        rf"(?<!\w)the (?P<day>{DAY})(?:st|nd|rd|th)(?: of (?:that|the same) month\b"
        rf"|(?:(?<=[Oo]n the \d(?:st|nd|rd|th))|(?<=[Oo]n the \d\d(?:st|nd|rd|th))){NO_NOUN})",
        day_of_month,
        r"the \d",
    ),
    rule(
        rf"(?<![^\n])(?P<weekday>{WEEKDAY}),? (?:the )?(?P<day>{DAY})(?:st|nd|rd|th|d)?(?=[.:—–\n])",
        next_entry,
        SOME_WEEKDAY,
    ),
    rule(
        r"(?:(?<=\b[Ii]n )|(?<=\b[Tt]hroughout )|(?<=\b[Dd]uring )|(?<=\b[Oo]ver )|(?<=\bspent ))"
        rf"(?:the )?{PART}?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\b(?![ -](?:of|\d|[A-Z]))",
        bare_season,
        SOME_SEASON,
    ),
)
