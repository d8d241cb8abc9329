"""Dates as metadata and credit lines write them, to ISO 8601.

A strict reader for one date that stands alone ("January 5, 2022", "5 Jan. 2022", "2022-01-05T09:14Z"). It
finds no dates in prose (that is `rashomon.dates`) and refuses what can be read two ways ("03/04/2024").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTH_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"[12]\d{3}\b"

# One date of any precision down to the day; case-insensitive, without groups, for use inside other patterns.
DATE = (
    rf"(?:\b[12]\d{{3}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b[12]\d{{3}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
    rf"|\b{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]{_MONTH},?[\s-]{_YEAR}|\b{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}"
    rf"|\b{_MONTH},?\s+{_YEAR}|\b{_YEAR})"
)

YEARLESS = rf"\b{_WEEKDAY}(?:{_DAY}(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+{_DAY})"
"""A day and month alone, a pattern as `DATE` is."""

_WORDS = re.compile(
    rf"(?P<day>\d{{1,2}})?\D*?(?P<month>{_MONTH})\D*(?P<day2>\d{{1,2}}(?!\d))?\D*(?P<year>{_YEAR})", re.I
)
_WHOLE = re.compile(DATE, re.I)
_HALF_DAY = re.compile(r"\d ?[ap]\.?m\b", re.I)
_CLOCK_PARTS = ("hour", "minute", "second", "half", "zone")
_CLOCK = (
    r"(?P<hour{0}>[0-2]?\d)[:.](?P<minute{0}>[0-5]\d)(?::(?P<second{0}>[0-5]\d)(?:\.\d+)?)?"
    r"(?: ?(?P<half{0}>[ap])\.?m\b\.?)?(?: ?\(?(?P<zone{0}>[A-Z]{{1,4}}|[+-]\d\d:?(?:\d\d)?)\)?)?"
)
_GAP = r"[\s,T|·–—-]*(?:at\s+)?"
# A date and a time of day as pages and tables write them, in either order.
_MOMENT = re.compile(
    rf"(?P<date>{DATE}){_GAP}{_CLOCK.format('')}|{_CLOCK.format(2)}{_GAP}(?:on\s+)?(?P<date2>{DATE})", re.I
)


def iso(value: object) -> str | None:
    """The ISO 8601 form of a date value (a string, or seconds or milliseconds since 1970); None if not one date."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _WHOLE.fullmatch(text):
        return _worded(text) if re.search("[A-Za-z]", text) else _numeric(text)
    if re.fullmatch(r"\d{9,10}|\d{13}", text):
        return _epoch(int(text))
    return _timestamp(text) or _moment(text)


def _moment(text: str) -> str | None:
    """A date with a time of day ("14.03.2024 17:45", "6:50 AM · Mar 14, 2024"); of zones only UTC and offsets count."""
    found = _MOMENT.fullmatch(text)
    day = iso(found["date"] or found["date2"]) if found else None
    if not found or not day or len(day) != len("2024-03-14"):
        return None
    hour, minute, second, half, zone = (found[name] or found[name + "2"] for name in _CLOCK_PARTS)
    if half:
        hour = str(int(hour) % 12 + 12 * (half.lower() == "p"))
    offset = "+00:00" if (zone or "").upper() in {"Z", "UTC", "GMT"} else zone if (zone or "")[:1] in {"+", "-"} else ""
    return _timestamp(f"{day}T{int(hour):02}:{minute}:{second or '00'}{offset}")


def _epoch(number: float) -> str | None:
    seconds = number / 1000 if abs(number) > 1e11 else number
    if not 1e8 < seconds < 1e10:  # 1973 to 2286: anything else is a year, a row number, a mistake
        return iso(str(int(number))) if 1000 <= number < 3000 or 19000000 < number < 21000000 else None
    return _shown(datetime.fromtimestamp(seconds, UTC))


def _numeric(text: str) -> str | None:
    parts = [int(part) for part in re.split(r"[-/.]", text)]
    if len(parts) == 1:
        return text
    if parts[0] > 999:
        return _checked(*parts)
    first, second, year = parts
    if "." in text or first > 12:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 or first == second else None


def _worded(text: str) -> str | None:
    found = _WORDS.search(text)
    if not found:
        return None
    day = found["day"] or found["day2"]
    month = _MONTHS[found["month"].rstrip(".").lower()]
    return _checked(int(found["year"]), month, *([int(day)] if day else []))


def _checked(year: int, month: int, day: int | None = None) -> str | None:
    try:
        checked = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return checked if day else checked[:7]


def _timestamp(text: str) -> str | None:
    from email.utils import parsedate_to_datetime  # rarely needed, and brings the whole of email with it

    # The second knows no "PM" and would pass over it.
    for parse in (datetime.fromisoformat, *(() if _HALF_DAY.search(text) else (parsedate_to_datetime,))):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return _shown(moment) if moment.time() != datetime.min.time() else moment.date().isoformat()
    return None


def _shown(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")
