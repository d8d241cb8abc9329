"""How the report words numbers, lists, dates and people; no sentence of the accounts passes through here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon import dates
from rashomon.dates.iso import POINT, civil, week_start
from rashomon.model import Holder

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STATUS = {"contested": "contested", "differs": "differs", "shared": "shared", "single": "told by one alone"}
"""What a point's status is called where a person reads it."""

LINEAGE = {
    "reprint": "is a re-print of",
    "copy": "carries the same text as",
    "excerpt": "takes passages from",
    "shared-quotation": "shares a quotation with",
}
"""The verb from the depending account to the one it depends on."""

LINK = {
    "reprint": "re-print",
    "copy": "same text",
    "excerpt": "passages",
    "shared-quotation": "shared quotation",
}
"""What a dependence is called on a drawing."""

SILENCE = {
    "omits": "tells of the matter, not of this",
    "earlier": "written before it",
    "foreign": "not in English, which alone is understood",
    "elsewhere": "tells of other things",
}
"""Why an account is silent, as far as can be told; the most telling first."""

SLOT = {
    "quantity": "number",
    "time": "date or time",
    "place": "place",
    "actor": "actor",
    "cause": "cause",
    "wording": "wording",
}
"""What a slot is called where a person reads it."""

POSSIBLE, LIKELY = 0.6, 0.8
"""Below the first score an alignment is shown as possible, below the second as likely, above as it is."""


def number(value: int) -> str:
    """A count as a word up to twelve and in figures above."""
    return SMALL[value] if 0 <= value < len(SMALL) else f"{value:,}"


def count(value: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "one account", "five accounts"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def listed(items: Iterable[str]) -> str:
    """Items as a list in a sentence: "A, B and C"."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def sentence(text: str) -> str:
    """The text with its first letter upper case."""
    return text[:1].upper() + text[1:]


def date(value: str | None) -> str:
    """An ISO 8601 date of any precision, or an interval, as a person writes it; as it is if it is something else."""
    if value is None:
        return "undated"
    if not dates.is_value(value):
        return value
    if "/" in value:
        return " to ".join(map(date, value.split("/")))
    match = POINT.fullmatch(value)
    return _point(match) if match else value


def _point(match: re.Match[str]) -> str:
    year = int(match["year"])
    era = f"{1 - year} BC" if year < 1 else str(year)
    if match["week"]:
        _, month, day = civil(week_start(year, int(match["week"])))
        return f"week of {day} {MONTHS[month - 1]} {era}"
    day_words = f"{int(match['day'])} " if match["day"] else ""
    month_words = f"{MONTHS[int(match['month']) - 1]} " if match["month"] else ""
    clock = f", {match['hour']}:{match['minute']}" if match["hour"] else ""
    return f"{day_words}{month_words}{era}{clock}"


def short_date(value: str | None) -> str:
    """The same with the month's first three letters."""
    words = date(value)
    for month in MONTHS:
        words = words.replace(month, month[:3])
    return words


def siglum(index: int) -> str:
    """The letter an account goes by: A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def confidence(score: float) -> str:
    """A calibrated score in a word where it leaves doubt, "" where it leaves little."""
    return "possible" if score < POSSIBLE else "likely" if score < LIKELY else ""


def chain(holders: Sequence[Holder], outlet: str) -> list[dict[str, str]]:
    """The holders of a claim from the paper inward: who tells it, who told them, who told those."""
    links = [{"name": holder.name, "kind": holder.kind} for holder in reversed(holders) if holder.kind != "author"]
    return [{"name": outlet, "kind": "author"}, *links]


def percent(share: float) -> str:
    """A share as a whole per cent that never rounds to a false nothing or everything."""
    whole = round(share * 100)
    return "under 1 %" if share > 0 and whole == 0 else "over 99 %" if share < 1 and whole == 100 else f"{whole} %"
