"""Dates in English prose: found with their offsets and resolved to ISO 8601.

Rules, no model: `absolute` holds what the words alone fix, `relative` and `stepped` what counts from publication,
`narrative` what counts from the date given before, `iso` the values and their comparison. What is a date, what is not
and how each kind is resolved is written in docs/dates.md.

Not done: durations ("for two years"), repeated times ("on Mondays"), vague times ("recently", "a few days ago"),
events as anchors ("two days after the vote"), time zones. A relative expression with nothing to count from is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rashomon.dates import absolute, narrative, relative, stepped
from rashomon.dates.context import Context, Mentioned, Reading, stretches
from rashomon.dates.iso import (
    compatible,
    contains,
    earliest,
    extent,
    gap_days,
    is_value,
    overlap,
    precision,
    shift,
    sort_key,
    truncate,
)
from rashomon.dates.join import CLOCK, ClockTime, clocks, joined
from rashomon.dates.words import DAY, MONTH, WEEKDAY

__all__ = [
    "ClockTime", "TimeExpression", "clocks", "compatible", "contains", "earliest", "extent", "find", "gap_days",
    "is_value", "overlap", "parse_line", "precision", "shift", "sort_key", "truncate",
]  # fmt: skip

RULES: Final = absolute.RULES + stepped.RULES + relative.RULES + narrative.RULES
HEARTS: Final = {rule.heart for rule in RULES}


DATELINE: Final = re.compile(rf"(?m)^[A-Z][A-Z .'’-]+(?:, [A-Z][\w.]+)?, {MONTH} {DAY} ?(?:\(|[-–—] )")
"""Where and on which day an agency writes ("OSTROW, March 12 (VNA) - ")."""


class TimeExpression(NamedTuple):
    """A date in a text: half-open offsets, the ISO value, and the date a relative one was resolved against."""

    start: int
    end: int
    value: str
    anchor: str | None


def find(text: str, published: str | None = None) -> list[TimeExpression]:
    """Every date of a text in its order, none overlapping; `published` (ISO 8601) is what relative ones count from.

    Linear in the length of the text. An InputError if `published` is no ISO 8601 date.
    """
    if published is not None:
        extent(published)
    context = Context(text, published, story=published is None and DATELINE.search(text) is None)
    found: list[TimeExpression] = []
    for start, _, index, match in _candidates(text):
        if found and start < found[-1].end:
            continue
        reading = RULES[index].make(match, context)
        if reading is None:
            continue
        found.append(TimeExpression(start, match.end(), reading.value, reading.anchor))
        _remember(context, match.end(), reading)
        if _heads_entry(text, start, match.end(), reading):
            context.published = reading.value
    return [TimeExpression(*parts) for parts in joined(text, found)]


def _candidates(text: str) -> list[tuple[int, int, int, re.Match[str]]]:
    """What any rule matches, leftmost first, the longest of those that begin together first."""
    near = {heart: stretches(heart, text) for heart in HEARTS}
    matches: Iterator[tuple[int, int, int, re.Match[str]]] = (
        (match.start(), -match.end(), index, match)
        for index, rule in enumerate(RULES)
        for start, end in near[rule.heart]
        for match in rule.pattern.finditer(text, start, end)
    )
    return sorted(matches, key=lambda found: found[:3])


def _remember(context: Context, end: int, reading: Reading) -> None:
    mentioned = Mentioned(reading.value, end)
    if precision(reading.value) in ("minute", "day", "week", "month", "year") and "/" not in reading.value:
        context.last = mentioned
        if context.published is None or extent(reading.value)[0] < extent(context.published)[1]:
            context.past = mentioned
    if reading.tells and (reading.anchor is None or reading.anchor != context.published):
        context.told = mentioned


HEAD: Final = re.compile(rf"{WEEKDAY},? .*\d.*", re.DOTALL)
AFTER_HEAD: Final = re.compile(r"\.? ?[—–\n]|\. ")


STAMP: Final = re.compile(rf"(?:(?<=\d:\d\d)|(?:,| at| [-–—|])? ?{CLOCK.pattern})\n(?=\S)")


def _heads_entry(text: str, start: int, end: int, reading: Reading) -> bool:
    """True for the day over an entry of a diary or over a post: today, in it.

    In a diary that is "Tuesday, 15th March 1881. Five are dead", over a post the line "15 March 2031, 20:44".
    """
    before = text[max(0, start - 2) : start]
    in_diary = before[-1:] in ("", "\n") and HEAD.fullmatch(text, start, end) and AFTER_HEAD.match(text, end)
    over_post = before in ("", "\n\n") and reading.anchor is None and STAMP.match(text, end)
    return bool((in_diary or over_post) and "/" not in reading.value and precision(reading.value) in ("day", "minute"))


GLUED: Final = re.compile(r"(?<=[A-Za-z])(?=\d{1,2} ?[A-Z][a-z]{2})|(?<=\d{4})(?=[A-Z])")


def parse_line(text: str) -> str | None:
    """The first full date of a line that a page header dates itself with ("Posted: 3 Jan 2020 | 06:49 GMT"), or None.

    Only dates with a year of their own count; a day is preferred to a month, a month to a year; the time of day is
    kept where it stands beside the date. Letters and digits that a scrape ran together are read apart.
    """
    values = [found.value for found in find(GLUED.sub(" ", text)) if "/" not in found.value]
    order = ("minute", "day", "week", "month", "year")
    return min(values, key=lambda value: order.index(precision(value)), default=None)
