"""Joins what stands together: a date with its time of day, the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from rashomon.dates import iso
from rashomon.dates.words import WEEKDAY_SPELLED

Found = tuple[int, int, str, str | None]

ZONE: Final = (
    r"(?: ?\(?(?:GMT|UTC|BST|ET|EST|EDT|CT|CST|CDT|MT|PT|PST|PDT|CET|CEST|EET|IST|MSK|AEST"
    r"|[Ll]ocal(?: [Tt]ime)?|[Ee]astern(?: [Tt]ime)?)\b\)?)?"
)
CLOCK: Final = re.compile(
    r"(?<![\w.,:/$£€-])(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
    r" ?(?P<half>[aApP])(?:\.[mM](?:\.|\b)|[mM]\b)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\w:])|(?P<noon>[Nn]oon)\b"
    r"|(?P<dotted>[01]?\d|2[0-3])\.(?P<minutes>[0-5]\d)(?= by the clock\b))" + ZONE
)
BRACKETED: Final = re.compile(rf" ?\({CLOCK.pattern}")
NUMBERS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
MINUTES: Final = r"(?:five|ten|twenty(?:[ -]five)?|\d\d?)"
"""Minutes of an hour, as a time of day in words counts them."""
WORDED: Final = re.compile(
    r"\b(?P<lead>(?:at|by|about|around|near|after|before|until|till|from|towards?)[ \n])?"
    rf"(?P<said>(?:(?P<part>half|(?:a )?quarter|(?<!from ){MINUTES}(?: minutes)?)"
    r"[ \n](?P<way>past|after|to|before)[ \n])?"
    rf"(?P<hour>{NUMBERS}|1[0-2]|[1-9])(?P<clock>[ \n]o['’]clock)?"
    r"[ \n](?:in[ \n]the|that|this|last|at|on[ \n]\w+|\w+day)[ \n](?P<half>morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)
"""A time of day in words, with the part of the day ("half past seven on Tuesday evening", "at four in the afternoon").

The hour alone tells none: "she saw two that evening".
"""
PARTS: Final = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
HOURS: Final = {word: n for n, word in enumerate(NUMBERS.split("|"), 1)}
CLOCK_THEN_DAY: Final = re.compile(r"(?: ?\([^()\n]{1,30}\))?,?(?: (?:on|of)| -)? ?")
DAY_THEN_CLOCK: Final = re.compile(
    r",?(?: (?:at|around|about|by|shortly before|shortly after|just before|just after)| [-–—])? ?"
)
RANGE: Final = re.compile(r"[ \n]?[-–—][ \n]?|[ \n](?:to|until|till|through|into)[ \n](?:the )?")
BETWEEN: Final = re.compile(r"[ \n]and[ \n](?:the )?")
BEFORE: Final = re.compile(r"\b[Bb]etween(?: the)? $")


class ClockTime(NamedTuple):
    """A time of day in a text: half-open offsets, and the minute of the day."""

    start: int
    end: int
    minute: int


def clocks(text: str) -> list[ClockTime]:
    """Every time of day of a text in its order, with a date or without one."""
    found = [ClockTime(*match.span(), _minute(match)) for match in CLOCK.finditer(text)]
    hours = (match for match in WORDED.finditer(text) if match["lead"] or match["part"] or match["clock"])
    worded = (ClockTime(*match.span("said"), _worded(match)) for match in hours)
    taken = {place for clock in found for place in range(clock.start, clock.end)}
    return sorted([*found, *(clock for clock in worded if taken.isdisjoint(range(clock.start, clock.end)))])


def joined(text: str, found: Sequence[Found]) -> list[Found]:
    """The expressions, in order, with clock times taken into their dates and ranges made into intervals."""
    return _ranges(text, _timed(text, found))


def _timed(text: str, found: Sequence[Found]) -> list[Found]:
    timed: list[Found] = []
    floor = 0
    for index, each in enumerate(found):
        ceiling = found[index + 1][0] if index + 1 < len(found) else len(text)
        timed.append(_with_clock(text, each, floor, ceiling))
        floor = timed[-1][1]
    return timed


def _with_clock(text: str, each: Found, floor: int, ceiling: int) -> Found:
    start, end, value, anchor = each
    if len(value.lstrip("-")) != 10 or "W" in value or "/" in value:
        return each
    gap = DAY_THEN_CLOCK.match(text, end)
    after = CLOCK.match(text, gap.end()) if gap else None
    if after and after.end() <= ceiling:
        return start, after.end(), _at(value, _local(text, after)), anchor
    window = max(floor, start - 60)
    for clock in CLOCK.finditer(text, window, start):
        between = CLOCK_THEN_DAY.fullmatch(text, clock.end(), start)
        if between:
            return clock.start(), end, _at(value, _local(text, clock)), anchor
    return each


def _local(text: str, clock: re.Match[str]) -> re.Match[str]:
    """The local time of two that are given ("4.10 pm GMT (7.10 pm local time)"): the one on the clocks of the place."""
    other = BRACKETED.match(text, clock.end())
    return other if other and "local" in other[0].lower() else clock


def _at(day: str, clock: re.Match[str]) -> str:
    hour, minute = divmod(_minute(clock), 60)
    return f"{day}T{hour:02d}:{minute:02d}"


def _minute(clock: re.Match[str]) -> int:
    if clock["noon"]:
        return 12 * 60
    if clock["hour24"] or clock["dotted"]:
        return int(clock["hour24"] or clock["dotted"]) * 60 + int(clock["minute24"] or clock["minutes"])
    hour = int(clock["hour"]) % 12 + (12 if clock["half"] in "pP" else 0)
    return hour * 60 + int(clock["minute"] or 0)


def _worded(clock: re.Match[str]) -> int:
    """The minute of the day; a night begins in the evening and ends in the small hours."""
    hour = HOURS.get(clock["hour"].lower()) or int(clock["hour"])
    part = (clock["part"] or "").lower().removeprefix("a ").removesuffix(" minutes").replace("-", " ")
    minutes = PARTS.get(part) or int(part or 0)
    half = clock["half"].lower()
    late = half in ("afternoon", "evening") or (half == "night" and 5 < hour < 12)
    before = bool(part) and clock["way"].lower() in ("to", "before")
    return ((hour % 12 + 12 * late) * 60 + (-minutes if before else minutes)) % (24 * 60)


def _ranges(text: str, found: Sequence[Found]) -> list[Found]:
    ranges: list[Found] = []
    for each in found:
        left, right = _in_order(text, ranges[-1], each) if ranges else (each, each)
        if ranges and _is_range(text, left, right):
            ranges[-1] = (left[0], right[1], f"{left[2]}/{right[2]}", left[3] or right[3])
        else:
            ranges.append(each)
    return ranges


def _in_order(text: str, left: Found, right: Found) -> tuple[Found, Found]:
    """Two days with the left one moved before the right by a week, where it is a weekday after it, else the right one.

    On a Saturday the latest Sunday lies before today, and "from Saturday to Sunday" tells of the night before it.
    """
    named = [re.fullmatch(rf"\D*{WEEKDAY_SPELLED}\D*", text[start:end]) is not None for start, end, *_ in (left, right)]
    if not named[1] or left[2] <= right[2] or len(left[2]) != 10 or len(right[2]) != 10 or left[3] != right[3]:
        return left, right
    return (_moved(left, -7), right) if named[0] else (left, _moved(right, 7))


def _moved(day: Found, days: int) -> Found:
    start, end, value, anchor = day
    return start, end, iso.shift(value, days, "day") or value, anchor


def _is_range(text: str, left: Found, right: Found) -> bool:
    if "/" in left[2] + right[2] or iso.extent(left[2])[0] >= iso.extent(right[2])[0]:
        return False
    if RANGE.fullmatch(text, left[1], right[0]):
        return True
    between = BETWEEN.fullmatch(text, left[1], right[0])
    return between is not None and BEFORE.search(text[max(0, left[0] - 14) : left[0]]) is not None
