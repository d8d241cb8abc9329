"""Ages: "34-year-old", "aged nine and six", "a girl of ten", "Ana Vale, 34,", "adults over 60"."""

from __future__ import annotations

import re
from typing import Final

from rashomon.lexicon import given_gender, noun_kind
from rashomon.names import is_title
from rashomon.quantities.counted import is_bare, is_plural, lemma
from rashomon.quantities.numbers import ONES, TENS

OLDEST: Final = 120
"""Above it a number is nobody's age, whatever stands before it."""
OLD: Final = re.compile(r"[ -]old\b| of age\b")
"""After a number of years."""
_number = rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:-[a-z]+)?|{'|'.join(ONES)})"
_about = r"(?: (?:of|at|as|was|is|between|about|around|over|under|above|below|at least|up to|(?:more|less) than))*"
SAID: Final = re.compile(
    rf"\b(?:(?P<aged>age[ds]?{_about})|(?:m[ae]n|wom[ae]n|boys?|girls?|lads?|lass(?:es)?|child(?:ren)?|youths?) of)"
    rf"[ \n](?P<list>(?:{_number}(?:, |,? and | or | to ))+)?$",
    re.IGNORECASE,
)
"""Before a number that is an age: "aged 9, 6 and", "under the age of", "a boy of"."""
LIMIT: Final = re.compile(r"\b(?P<people>[A-Za-z]+) (?:over|under|above|below)[ \n]$")
NAMED: Final = re.compile(r"(?P<name>[A-Z][\w'’.-]+)? ?[A-Z][\w'’-]+(?: ?(?P<comma>,) | \()$")
TOLD: Final = re.compile(
    rf"\b(?P<who>[a-z]+)(?: of \w+)?, (?P<ages>{_number}(?P<more>(?:, {_number})*,? and {_number})?)(?=,|\.(?!\d))"
)
"""Between commas after people, an age for each: "his sister, nine,", "two men, 28 and 33, were held"."""
GOES_ON: Final = re.compile(r" [A-Z]|-")
"""After a number that is part of more ("the men of 12 Company")."""


def age_end(text: str, span: tuple[int, int], value: float, unit: str) -> int | None:
    """Where the age ends of which `span` has the number, its unit and whatever bounds it; None for what is no age.

    "34 years" is an age before "old" and after "aged"; "34" where "aged", a name or people who could be so old stand
    before it and it counts nothing.
    """
    start, end = span
    if unit not in ("", "year"):
        return None
    old = OLD.match(text, end) if unit else None
    if old:
        return old.end()
    if value > OLDEST:
        return None
    said = SAID.search(text, max(0, start - 60), start)
    if said and said["aged"] and not said["list"]:
        return end
    free = value > 1 and is_bare(text, end) and GOES_ON.match(text, end) is None
    told = _is_by_name(text, start, end) or _is_told(text, start, end)
    return end if told or (free and (said or _is_limit(text, start, unit))) else None


def _is_limit(text: str, start: int, unit: str) -> bool:
    """True after "adults over": people in the plural, whom nothing but their years can be above or below."""
    limit = LIMIT.search(text, max(0, start - 30), start)
    people = limit["people"] if limit and not unit else ""
    return is_plural(people) and noun_kind(lemma(people)) == "person"


def _is_by_name(text: str, start: int, end: int) -> bool:
    """True for "Vale, 34," and with a first name or title too for "Ana Vale (34)" and "Ana Vale, 34."."""
    named = NAMED.search(text, max(0, start - 40), start)
    if named is None or not text[start].isdigit():
        return False
    if named["comma"] and text[end : end + 1] == ",":
        return True
    name = (named["name"] or "").rstrip(".")
    ends = ".;" if named["comma"] else ")"
    return text[end : end + 1] in ends and (bool(named["comma"] and name) or is_title(name) or given_gender(name) != "")


def _is_told(text: str, start: int, end: int) -> bool:
    """True for the nine of "his sister, nine," and both ages of "two men, 28 and 33,": one person, one age."""
    told = TOLD.search(text, max(0, start - 40), end + 40)
    if told is None or not told.start("ages") <= start < end <= told.end("ages"):
        return False
    return noun_kind(lemma(told["who"])) == "person" and is_plural(told["who"]) == bool(told["more"])
