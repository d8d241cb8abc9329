"""Calendar words of English prose, and the pattern pieces the rules are put together from.

Month and weekday names must be capitalised, as English writes them: "may", "march" and "sat" are words.
"""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates.iso import Unit

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season, as meteorology counts in the north (winter 2014: December 2014 to February 2015)."""

HOLIDAYS: Final = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
"""Feasts of a fixed date."""

COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a couple": 2, "a couple of": 2, "a dozen": 12,
}  # fmt: skip

STEPS: Final = {"last": -1, "this": 0, "next": 1, "past": -1, "this past": -1, "this coming": 1, "the coming": 1}
"""How many units from the present one lies what these name ("next week")."""

ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip

SPACE: Final = r"(?:[ \t\u00a0\u202f]{1,3})"
"""Space inside an expression."""

BREAK: Final = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t\u00a0\u202f]?\r?\n[ \t]?)"
"""Space or a single line end: hard-wrapped text breaks a date across lines."""


def _names(full: tuple[str, ...], short: str) -> str:
    """An alternation of capitalised and all-capitals names, with the abbreviations in `short`."""
    spelled = [name.capitalize() for name in full] + [name.upper() for name in full]
    return "(?:" + "|".join([*spelled, short]) + ")"


MONTH: Final = _names(
    MONTHS, r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
)
WEEKDAY: Final = _names(WEEKDAYS, r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)\b\.?")
WEEKDAY_SPELLED: Final = _names(WEEKDAYS, r"Weds(?!\w)")
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR: Final = r"(?:1\d{3}|20\d\d)"
SUFFIX: Final = r"(?:st|nd|rd|th|d)?"
START: Final = r"(?<![\w.,:/$£€#+])(?<!\d[-–])"
"""A number that goes on to the left is part of something longer."""
YEAR_END: Final = r"(?![\w%]|[,.]\d|[-/]\d)"
"""A year that goes on to the right is part of something longer."""
TO: Final = rf"(?:{BREAK}?[-–—]{BREAK}?|{BREAK}(?:to|and|through|until|till){BREAK})"
ORDINAL: Final = "(?i:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
SEASON: Final = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
COUNT: Final = "(?:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3}(?![\d,.]))"
PART: Final = (
    r"(?:(?:the )?(?:very )?(?:[Ee]arly|[Ll]ate|[Mm]id)(?: in| to mid)?[- ](?:the )?"
    r"|(?:the )?(?:end|beginning|start|middle|close|turn|eve|outset|latter part|rest) of (?:the )?)"
)
"""What narrows a month, season, year or decade; kept in the span, not in the value."""
DAYPART: Final = (
    r"(?:(?:early |late |mid-)?(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|lunchtime))"
)

APPROXIMATELY: Final = (
    r"(?:(?:about|around|some|nearly|almost|more than|over|just over|just under|just"
    r"|roughly|only|less than|exactly|at least) )?"
)
COUNTED: Final = rf"{APPROXIMATELY}(?P<count>(?i:{COUNT}))(?: more)?[ -]"
"""A count with what hedges it; the hedge is not kept."""
UNITS: Final[dict[str, Unit]] = {
    "day": "day", "night": "day", "morning": "day", "afternoon": "day", "evening": "day",
    "week": "week", "fortnight": "week", "month": "month", "year": "year", "decade": "decade",
    "century": "century", "centurie": "century",
}  # fmt: skip

SOME_MONTH: Final = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"  # as all begin
)
SOME_WEEKDAY: Final = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN"
SOME_SEASON: Final = "[SsAaFfWw](?:pring|ummer|utumn|all|inter)"
SOME_YEAR: Final = r"(?:1\d|20)\d\d"
"""Hearts of rules (see `context.rule`): wide and fast, where the pieces above are exact."""


def number(word: str) -> int:
    """The count a word or a row of digits names."""
    lowered = word.lower()
    return COUNTS[lowered] if lowered in COUNTS else int(word)


def counted(match: re.Match[str]) -> tuple[int, Unit]:
    """The units of a match's `count` and `unit`, where a fortnight is two weeks ("a fortnight later")."""
    name = match["unit"].lower()
    return number(match["count"]) * (2 if name == "fortnight" else 1), UNITS[name]


def ordinal(word: str) -> int:
    """The number of an ordinal, in words or figures ("twenty-first", "21st", "21")."""
    lowered = word.lower()
    return ORDINALS.index(lowered) + 1 if lowered in ORDINALS else int(lowered.rstrip("stndrh"))


def month(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    key = word.lower()[:3]
    return next(index for index, name in enumerate(MONTHS, 1) if name.startswith(key))


def weekday(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    key = word.lower()[:2]
    return next(index for index, name in enumerate(WEEKDAYS) if name.startswith(key))
