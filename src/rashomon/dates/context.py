"""What a rule may know beside its own match: the text around it, the publication date, and the dates before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from rashomon.dates import iso
from rashomon.dates.tense import Tense, tense

NEAR: Final = 600
"""Characters back to which "the next day" looks for the date it follows."""


class Reading(NamedTuple):
    """What a rule made of its match: an ISO value, and the date a relative expression was resolved against."""

    value: str
    anchor: str | None = None
    tells: bool = True
    """Whether dates that follow without a year belong to its year."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A date the text gave before, and where its words end."""

    value: str
    end: int

    @property
    def year(self) -> int:
        """The year it falls in (begins in, for an interval)."""
        return iso.civil(iso.extent(self.value)[0] // iso.MINUTES)[0]


@dataclass(slots=True)
class Context:
    """One text being read from start to end; inside an entry of a diary, or a post of many, `published` is its day.

    `last` is the date given last, `past` the last that was not to come, `told` the last with a year of its own. A text
    is no `story` where it is news of a day without a year ("OSTROW, March 12 (VNA) - "): no year told is its own.
    """

    text: str
    published: str | None
    last: Mentioned | None = None
    past: Mentioned | None = None
    told: Mentioned | None = None
    story: bool = True

    def today(self) -> int | None:
        """The number of the day of publication; None where that is not known to the day."""
        if self.published is None or iso.truncate(self.published, "day") is None:
            return None
        return iso.extent(self.published)[0] // iso.MINUTES

    def narrative(self, position: int) -> str | None:
        """The date the text gave last, if it is near enough to count from."""
        if self.last is None or position - self.last.end > NEAR:
            return None
        return self.last.value

    def over(self, position: int) -> str | None:
        """The date the text gave last that was not still to come, if it is near enough."""
        if self.past is None or position - self.past.end > NEAR:
            return None
        return self.past.value

    def narrative_year(self, position: int) -> Mentioned | None:
        """The date with a year that a date without one continues.

        With a publication date only one in the same paragraph counts: news comes back to its own day at any time.
        """
        told = self.told
        if told is None or self.published is None:
            return told
        between = self.text[told.end : position] if position - told.end <= NEAR else "\n"
        return None if "\n" in between else told

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the verb beside an expression (see `tense`)."""
        return tense(self.text, start, end)


def against(anchor: str | None, count: int, unit: iso.Unit) -> Reading | None:
    """The reading `count` units from an anchor; None where there is none, or it is too coarse to count from."""
    value = None if anchor is None else iso.shift(anchor, count, unit)
    return None if value is None else Reading(value, anchor)


class Rule(NamedTuple):
    """A pattern, what makes a reading of its matches, and its heart (see `rule`)."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str], Context], Reading | None]
    heart: re.Pattern[str]


REACH: Final = 160
"""More characters than a match of any rule has, with what the rule looks at around it."""


def rule(pattern: str, make: Callable[[re.Match[str], Context], Reading | None], heart: str) -> Rule:
    """A pattern and what makes a reading of its matches (None: it is no date after all).

    Most patterns begin with words that may be left out, and are slow to fail at every word of a text. So each has a
    heart, a fast pattern of something that none of its matches lacks; it is tried only within REACH of one.
    """
    return Rule(re.compile(pattern), make, re.compile(heart))


def stretches(heart: re.Pattern[str], text: str, reach: int = REACH) -> list[tuple[int, int]]:
    """Where a rule with this heart is tried: disjoint ranges that hold every match whole."""
    found: list[tuple[int, int]] = []
    for match in heart.finditer(text):
        start = max(0, match.start() - reach)
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, match.end() + reach))
    return found
