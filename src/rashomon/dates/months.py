"""Months that stand alone: where a word or a name of a person is a month."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rashomon.dates.context import Context, Reading
from rashomon.dates.words import MONTH, MONTHS, WEEKDAY, month
from rashomon.dates.yearless import yearless

NEEDS_CUE: Final = frozenset({"march", "april", "may", "june", "august"})
"""Months that are words or names of people as well."""
TIME_CUE: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Tt]hroughout|[Tt]his|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id)"
    r"[ -]$"
)
"""What stands before a month and hardly before a person of its name."""
MONTH_CUE: Final = re.compile(r"\b(?:[Bb]y|[Ff]rom|[Tt]o|[Tt]hrough|[Oo]f|[Bb]efore|[Aa]fter|[Bb]etween|and|or)[ -]$")
DETERMINER: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|\w+['’]s) $")
NOUN: Final = re.compile(
    r" (?!(?:of|on|to|at|in|and|or|by|for|with|from|through|against|is|was|has|had|who|which|that)\b)[a-z]"
)
"""What stands before and after a month that describes a noun ("the March floods", and no "the March for bread")."""
PERSON: Final = re.compile(
    rf"(?<=[a-z,] )(?!{WEEKDAY}|{MONTH})[A-Z][a-z]+ (?P<name>March|April|May|June|August)\b(?!,? \d)"
)


@lru_cache(maxsize=8)
def _persons(text: str) -> frozenset[str]:
    """The months that are names of people in a text ("the minister, Ada May, left")."""
    return frozenset(match["name"] for match in PERSON.finditer(text))


def _is_cued(match: re.Match[str], before: str, after: str) -> bool:
    """True where the words around a month that is a word or a name as well say that it is the month."""
    if match["part"] or TIME_CUE.search(before):
        return True
    if match["month"] in _persons(match.string):
        return False
    if MONTH_CUE.search(before) or match["possessive"] is not None or re.match(rf"[-–]{MONTH}", after):
        return True
    return DETERMINER.search(before) is not None and NOUN.match(after) is not None


def lone_month(match: re.Match[str], context: Context) -> Reading | None:
    """A month alone ("in January", "mid-May", "the March floods"): one that is also a word or a name needs a cue."""
    text, name = match.string, match["month"].lower()
    if name not in MONTHS and not name.endswith("."):
        return None
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 12]
    if (name in NEEDS_CUE or re.match(r" [A-Z]|-[A-Za-z]", after)) and not _is_cued(match, before, after):
        return None  # a person, a hyphenated word
    return yearless(context, match, month(name))
