"""Years that stand alone: where a number of four digits is a year."""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.context import Context, Reading

UNITS: Final = (
    r"(?:people|persons|men|women|children|troops|soldiers|fighters|civilians|dead|deaths|killed|wounded|injured|others|more"
    r"|km|kilomet|mile|met(?:er|re)|feet|foot|ft|yards?|acres|hectares|tons?|tonnes|kg|dollar|euro|pound|rupee"
    r"|percent|per cent|points"
    r"|hours|minutes|days|weeks|months|years|calls|votes|seats|pages|words|times|tanks|aircraft|homes|houses"
    r"|jobs|cases|degrees)"
)
COUNTED: Final = re.compile(rf"[ -]{UNITS}")
PLURAL: Final = re.compile(r" (?:[a-z]+ )?[a-z]{3,}s\b")
CODE: Final = re.compile(
    r"(?:[Nn]o\.|[Nn]umber|[Rr]esolution|[Ss]ection|[Pp]ages?|[Cc]hapter|[Aa]rticle"
    r"|[Ff]light|[Rr]oom|[Aa]partment|#) ?$"
)
NEXT_OF_LIST: Final = re.compile(r"(?:,|,? and|,? or|,? to) $")

ANY: Final = r""
NOUN: Final = r" [A-Za-z“\"‘]"
VERB: Final = r" (?:also )?(?:saw|was|brought|began|marked|would|had|became|ended|is|has|will|witnessed)\b"
ONE_NOUN: Final = r"(?! (?:[a-z]+ )?[a-z]{3,}s\b) [A-Za-z“\"‘]"


def _contexts(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(left), re.compile(right)) for left, right in pairs)


TELLING: Final = _contexts(
    (r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Uu]ntil|[Ii]nto|[Tt]hroughout|[Ii]n (?:early|late)) $", ANY),
    (r"\n$", ANY),
)
"""What stands before and after a year that sets the year of the story: dates that follow without one belong to it."""

MENTIONING: Final = _contexts(
    (
        r"\b(?:[Ss]ince|[Tt]ill|[Ff]rom|[Oo]f|[Bb]efore|[Aa]fter|[Cc]irca|[Yy]ear|[Ff]iscal|[Tt]hrough)[ -]\(?$",
        ANY,
    ),
    (
        r"\b(?:[Bb]etween|[Aa]round|[Ii]n about|[Aa]bout|[Pp]re|[Pp]ost|[Tt]o|[Ff]or|[Aa]s of)[ -]\(?$",
        ANY,
    ),
    (r"\b(?:[Ee]arly as|[Ll]ate as|[Ii]n|[Bb]y)[ -]\(?$", ANY),
    (ANY, r"['’]s "),
    (r"\b(?:[Tt]he|[Aa]|[Aa]n|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|whose|\w+['’]s?) $", NOUN),
    (r"\b[Aa]n? [a-z-]{3,} $", NOUN),
    (r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) [a-z-]{3,} $", ONE_NOUN),
    (r"\($", r"[),;]"),
    (r"(?:^|\n)[ \t•*–-]*$", r":|[ \t]?[–—-]|[ \t]*(?:\n|$)|" + ONE_NOUN),
    (r"[.!?][\"”]? $", VERB),
    (r", $", r"[ \t]*(?:\n|$)"),
)
"""What stands around a year that is only mentioned: "of 1812", "the 2004 report", "(1996)"."""


def lone_year(match: re.Match[str], context: Context) -> Reading | None:
    """A year alone, where the words around it say that it is one and not a count or a number of something."""
    text, year = match.string, int(match["year"])
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 40]
    if CODE.search(before) or COUNTED.match(after):
        return None
    if year % 100 == 0 and PLURAL.match(after) and not match["part"]:
        return None
    if match["part"] or any(left.search(before) and right.match(after) for left, right in TELLING):
        return Reading(iso.year_value(year))
    if any(left.search(before) and right.match(after) for left, right in MENTIONING) or _is_listed(
        match, before, context
    ):
        return Reading(iso.year_value(year), tells=False)
    return None


def _is_listed(match: re.Match[str], before: str, context: Context) -> bool:
    """True for the later years of "in 1914, 1915 and 1916"."""
    given = context.last
    return given is not None and given.end >= match.start() - 6 and NEXT_OF_LIST.search(before) is not None


def year_range(match: re.Match[str], _: Context) -> Reading | None:
    """2003-2011, 1939–45, 2014/15."""
    first, text = int(match["first"]), match["second"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if last <= first or last - first > 400 or COUNTED.match(match.string, match.end()):
        return None
    if first % 100 == 0 and last % 100 == 0 and PLURAL.match(match.string, match.end()):
        return None
    return Reading(f"{iso.year_value(first)}/{iso.year_value(last)}")
