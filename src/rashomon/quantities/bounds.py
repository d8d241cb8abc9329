"""What bounds a number: "at least 19", "up to 300", "40 or more"; and the same words where they bound none."""

from __future__ import annotations

import re
from typing import Final

from rashomon.model import Bound
from rashomon.quantities.units import TIMES

MORE: Final = (
    r"(?:well |far |much )?(?:more|greater|higher) than|upwards? of|in excess of|exceeding|(?:well )?(?:over|above)"
)
LESS: Final = r"(?:well |far |much )?(?:fewer|less|lower) than|(?:well )?(?:under|below)"
BOUNDS: Final[dict[Bound, str]] = {
    "about": (
        r"(?:just )?(?:about|around)|some|roughly|approximately|an estimated|estimated|nearly|almost|close to"
        r"|just (?:under|over|short of|shy of)|circa|approaching|perhaps|maybe|possibly|an average of|in the region of"
    ),
    "max": (
        rf"up to|at most|not? (?:{MORE})|{LESS}|a maximum of|as (?:many|much|high|large) as"
        r"|(?:(?<=had )|(?<=has )|(?<=have ))not"
    ),
    "min": rf"at least|not? (?:{LESS})|{MORE}|a minimum of|north of",
}
REACH: Final = 28
"""How many characters before a number its bound may begin."""
BOUND_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<about>{BOUNDS['about']})|(?P<max>{BOUNDS['max']})|(?P<min>{BOUNDS['min']}))"
    r"[ \n](?:the |a |an )?(?:ages? of )?$",
    re.IGNORECASE,
)
TOPIC: Final = re.compile(
    r"\b(?:complain\w*|concern\w*|worr\w+|questions|talk\w*|spoke|speak\w*|stor(?:y|ies)|news|rumou?rs|doubts|fears"
    r"|debate[sd]?|argu\w+|evidence|details|facts|information|nothing|anything|lied|testi\w+|allegations|inquiries)"
    r" (?:about|over )$",
    re.IGNORECASE,
)
"""With an "about" or "over" that names a matter and bounds no number."""
PARTICLE: Final = re.compile(
    r"\b(?:(?:hand|turn|sign)(?:s|ed|ing)?|(?P<lasts>t(?:ake|akes|aking|aken|ook)|r(?:un|uns|unning|an))) over $",
    re.IGNORECASE,
)
"""With an "over" that is part of the verb; before a measure some verbs have none ("took over two hours")."""
PREPOSITION: Final = re.compile(
    r"(?:(?:over|under|above|below)[ \n](?:the|an?)|(?:about|around)[ \n]the) ", re.IGNORECASE
)
"""Before what is known or is one, where or of what it is ("over the 240m-crown deal", "over a two-day visit")."""
BOUND_AFTER: Final = re.compile(
    r"(?P<min> or more\b|[ -]plus\b|\+| at least\b| (?:or|and) (?:over|older)\b)"
    r"|(?P<max> or (?:fewer|less)\b| at (?:the )?most\b| (?:or|and) (?:under|younger)\b)"
    r"|(?P<about> or so\b|-odd\b)"
)
"""After a number or its unit."""


def bounded(text: str, floor: int, span: tuple[int, int], unit: str) -> tuple[int, int, Bound | None]:
    """A number's range with the words that bound it, and their bound: of two on both sides that which follows.

    What is before `floor` belongs to another number.
    """
    before, after = _before(text, floor, span[0], unit), BOUND_AFTER.match(text, span[1])
    said = after or before
    bound = next((kind for kind in BOUNDS if said[kind]), None) if said else None
    return before.start() if before else span[0], after.end() if after else span[1], bound


def is_bounded(text: str, start: int) -> bool:
    """True for a number with words before it that can bound one."""
    return BOUND_BEFORE.search(text, max(0, start - REACH), start) is not None


def _before(text: str, floor: int, start: int, unit: str) -> re.Match[str] | None:
    """The words that bound a number from before; "complaints about 9", "over the 9" have none."""
    found = BOUND_BEFORE.search(text, max(floor, start - REACH), start)
    known = found and PREPOSITION.fullmatch(found[0])
    return None if found and (known or _is_no_bound(text, floor, found.start(), unit)) else found


def _is_no_bound(text: str, floor: int, start: int, unit: str) -> bool:
    """True for words at `start` that name a matter, are part of a verb, or say how long what is before them took."""
    said = text[max(0, start - 16) : start + 5]
    verb = PARTICLE.search(said)
    lasts = unit in TIMES and start == floor + 1 and said.endswith("over ")
    return lasts or TOPIC.search(said) is not None or (verb is not None and not (verb["lasts"] and unit))
