"""Calendar values: ISO 8601 of any precision, their extents, and arithmetic on them.

A value is `YYYY`, `YYYY-MM`, `YYYY-Www`, `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM`, or an interval `start/end` of two
such, both ends included. Years before 1 follow ISO 8601: 490 BC is `-0489`. Time zones are not carried.
Day numbers count days of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
algorithms"), because `datetime` knows no year before 1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rashomon.errors import InputError

Unit = Literal["minute", "day", "week", "month", "year", "decade", "century"]

POINT = re.compile(
    r"(?P<year>-?\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d))?)?)?"
    r"(?P<rest>(?<=T\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
MINUTES = 24 * 60
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a day of the proleptic Gregorian calendar."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def civil(number: int) -> tuple[int, int, int]:
    """The (year, month, day) of a day number; the inverse of `day_number`."""
    era, day_of_era = divmod(number + 719468, 146097)
    year = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = (shifted + 2) % 12 + 1
    return year + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """Days of a month, February of a leap year included."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return MONTH_LENGTHS[month - 1] + leap


def is_day(year: int, month: int, day: int) -> bool:
    """True if the three numbers name a day that exists."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (number + 3) % 7


def latest_weekday(number: int, name: int) -> int:
    """The latest day of a weekday (0 for Monday), up to and including a day."""
    return number - (weekday(number) - name) % 7


def year_value(year: int) -> str:
    """`YYYY`, with a sign before the year 0."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def month_value(year: int, month: int) -> str:
    """`YYYY-MM`."""
    return f"{year_value(year)}-{month:02d}"


def day_value(number: int) -> str:
    """`YYYY-MM-DD` of a day number."""
    year, month, day = civil(number)
    return f"{month_value(year, month)}-{day:02d}"


def week_value(number: int) -> str:
    """`YYYY-Www`, the ISO week (Monday first) a day number falls in."""
    year = civil(number - weekday(number) + 3)[0]
    return f"{year_value(year)}-W{(number - week_start(year, 1)) // 7 + 1:02d}"


def week_start(year: int, week: int) -> int:
    """Day number of the Monday of an ISO week."""
    fourth = day_number(year, 1, 4)
    return fourth - weekday(fourth) + 7 * (week - 1)


def is_value(value: str) -> bool:
    """True if `value` is a calendar value this module reads."""
    try:
        extent(value)
    except InputError:
        return False
    return True


@lru_cache(maxsize=4096)
def extent(value: str) -> tuple[int, int]:
    """The half-open range of minutes since 1970 a value stands for; an InputError if it is no such value."""
    start, slash, end = value.partition("/")
    if not slash:
        return _point_extent(value)
    first, last = _point_extent(start), _point_extent(end)
    if last[1] <= first[0]:
        raise InputError(f"interval '{value}' ends before it starts; write the earlier date first")
    return first[0], last[1]


def _point_extent(value: str) -> tuple[int, int]:
    match = POINT.fullmatch(value)
    if match is None:
        raise InputError(f"'{value}' is no date; write ISO 8601, for example 2020-01-03 or 2020-01")
    year, month, day, week, hour, minute = (
        int(match[name]) if match[name] else None for name in ("year", "month", "day", "week", "hour", "minute")
    )
    if year is None:
        raise InputError(f"'{value}' has no year; write ISO 8601, for example 2020-01-03")
    if week is not None and 1 <= week <= 53:
        first, last = week_start(year, week), week_start(year, week) + 7
    elif month is None and week is None:
        first, last = day_number(year, 1, 1), day_number(year + 1, 1, 1)
    elif month is not None and 1 <= month <= 12 and is_day(year, month, day or 1):
        first = day_number(year, month, day or 1)
        last = first + (1 if day else month_length(year, month))
    else:
        raise InputError(f"'{value}' names a day, month or week that does not exist")
    if hour is None or minute is None:
        return first * MINUTES, last * MINUTES
    if hour > 23 or minute > 59:
        raise InputError(f"'{value}' names a time of day that does not exist")
    at = first * MINUTES + hour * 60 + minute
    return at, at + 1


def precision(value: str) -> Unit:
    """The smallest unit a value fixes; for an interval, the coarsest unit that is not longer than it."""
    start, end = extent(value)
    length = (end - start) / MINUTES
    steps: tuple[tuple[float, Unit], ...] = (
        (1, "minute"), (7, "day"), (28, "week"), (365, "month"), (3652, "year"), (36524, "decade"),
    )  # fmt: skip
    return next((unit for limit, unit in steps if length < limit), "century")


def truncate(value: str, unit: Unit) -> str | None:
    """The `unit` a value falls in ("2020-01-03", "month" -> "2020-01"), None if the value is coarser than that."""
    start, end = extent(value)
    first, last = start // MINUTES, (end - 1) // MINUTES
    widened = _containing(first, unit)
    return widened if widened == _containing(last, unit) else None


def _containing(number: int, unit: Unit) -> str:
    year, month, _ = civil(number)
    if unit in ("minute", "day"):
        return day_value(number)
    if unit == "week":
        return week_value(number)
    if unit == "month":
        return month_value(year, month)
    if unit == "year":
        return year_value(year)
    if unit == "decade":
        return span_of_years(year - year % 10, 10)
    return span_of_years((year - 1) // 100 * 100 + 1, 100)


def span_of_years(first: int, size: int) -> str:
    """The interval of `size` years from `first`: a decade, a century."""
    return f"{year_value(first)}/{year_value(first + size - 1)}"


def shift(value: str, count: int, unit: Unit) -> str | None:
    """The `unit` that lies `count` units after (before, if negative) a value; None if the value is too coarse."""
    base = truncate(value, unit)
    if base is None:
        return None
    first = extent(base)[0] // MINUTES
    year, month, _ = civil(first)
    if unit in ("minute", "day"):
        return day_value(first + count)
    if unit == "week":
        return week_value(first + 7 * count)
    if unit == "month":
        months = year * 12 + month - 1 + count
        return month_value(months // 12, months % 12 + 1)
    return _containing(day_number(year + count * {"year": 1, "decade": 10}.get(unit, 100), 1, 1), unit)


def same_day(day: str, count: int, unit: Unit) -> str | None:
    """The day exactly `count` units from a day (2031-05-16 and -10 years: 2021-05-16), None if there is none such."""
    if unit in ("day", "week"):
        return day_value(extent(day)[0] // MINUTES + count * (7 if unit == "week" else 1))
    its_month = shift(day, count * {"year": 12, "decade": 120}.get(unit, 1), "month")
    moved = f"{its_month}-{civil(extent(day)[0] // MINUTES)[2]:02d}"
    return moved if is_value(moved) else None


def contains(outer: str, inner: str) -> bool:
    """True if every moment of `inner` lies in `outer`: 2020-01 contains 2020-01-03."""
    (a, b), (c, d) = extent(outer), extent(inner)
    return a <= c and d <= b


def compatible(a: str, b: str) -> bool:
    """True if both can be said of one moment: 2020-01 and 2020-01-03 can, 2020-01-03 and 2020-01-04 cannot."""
    return overlap(a, b) > 0


def overlap(a: str, b: str) -> float:
    """The share of the shorter value that lies in the longer, 0 to 1."""
    (a0, a1), (b0, b1) = extent(a), extent(b)
    return max(0, min(a1, b1) - max(a0, b0)) / min(a1 - a0, b1 - b0)


def gap_days(a: str, b: str) -> float:
    """Days between two values that do not overlap, 0 where they do: neighbours in the calendar are 0 days apart."""
    (a0, a1), (b0, b1) = extent(a), extent(b)
    return max(0, max(a0, b0) - min(a1, b1)) / MINUTES


def sort_key(value: str) -> tuple[int, int]:
    """Orders values by when they begin; of two that begin together the more precise comes first."""
    return extent(value)


def earliest(values: tuple[str, ...] | list[str]) -> str | None:
    """The value that begins first (the more precise of two that begin together), None for no values."""
    return min(values, key=lambda value: (sort_key(value), value), default=None)
