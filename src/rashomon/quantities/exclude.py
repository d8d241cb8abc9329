"""What has digits or number words and is no quantity: ordinals, clock times, phone numbers, numbers of things."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rashomon.dates.context import stretches
from rashomon.dates.join import MINUTES
from rashomon.dates.join import NUMBERS as HOURS

NUMBERED: Final = (
    r"(?i:nos?\.|number|pages?|pp?\.|chapters?|(?:sub)?sections?|articles?|paragraphs?|clauses?|annex|appendix|amendment|part"
    r"|vol(?:ume|\.)|fig(?:ure|\.)|table|resolutions?|flights?|route|highway|room|gate|channel|title|step|phase|level|version"
    r"|day|week|episode|season|act|round|unit|box|suite|apartment|group of|big|issue|attempt|reactor|platform|tier"
    r"|category|magnitude)|Rule|Schedule"
)
"""Words after which a number is a name ("Article 5", "Flight 12")."""

DOTTED: Final = (
    r"\b(?:at|by|around|about|until|before|after|from) (?:[01]?\d|2[0-3])\.[0-5]\d"
    r"(?= (?:by the clock|(?:in the|this|that|at) (?:morning|afternoon|evening|night)|local|GMT|UTC|hours)\b)"
)
"""A time of day with a dot, where what follows says that it is one ("at 6.37 by the clock")."""

HOUR: Final = rf"(?:(?:{HOURS}|1[0-2]|[1-9])\b(?![.,]\d)|noon\b|midnight\b)"
ALONE: Final = r"(?=[.,;:!?]|$| (?:he|she|it|they|we|there|in the|on|this|that|yesterday)\b)"
"""What follows a time of day, and no number of things."""
WORDED: Final = (
    rf"\b(?i:(?:half|quarter|{MINUTES}) past|quarter (?:to|before|after)|(?:{MINUTES}|{HOURS}) minutes past) {HOUR}"
    rf"|\b(?i:(?:{MINUTES}|{HOURS}) minutes (?:to|before|after)|(?:at|until|till|it (?:is|was)) {MINUTES} to)"
    rf" {HOUR}{ALONE}"
    rf"|\b{MINUTES} to (?:noon|midnight)\b"
    rf"|\b(?:at|by|until|till) (?:{HOURS})(?=[.,;:!?]|$)|\b\w{{3,6}}day at (?:{HOURS})(?:(?= [A-Z])|{ALONE})"
    rf"|\b(?:(?:{HOURS}) (?:and|to|or) )?(?:{HOURS})(?= (?:in the (?:morning|afternoon|evening)|at night|o['’]clock)\b)"
    rf"|\b(?i:at|by|until|till|about|around|from|after|before) {HOUR}"
    r"(?= (?:(?:on )?\w+day|that|this|last|the (?:next|same)) (?:morning|afternoon|evening|night)\b)"
)
"""A time of day in words ("half past six", "ten to six in the morning", "at six.", "at four yesterday morning")."""

LISTED: Final = r"(?:\A|(?<=\n\n)|(?<=[.!?:;”\"]\n))[(\[]?\d{1,3}[.)\]](?=[ \t]+[A-Z“\"‘'])"
"""The number of a list's item, where no sentence goes on over the line break ("killed\\n12. The")."""

KINDS: Final = (
    LISTED,
    r"https?://\S+|(?<!\S)\S{1,64}@\S{1,90}|www\.\S+",
    r"(?<![\w.])\d{1,4}(?:st|nd|rd|th)\b|(?<![\w.])\d{0,3}[23][dD]\b",  # ordinals
    r"\b(?:H[12]|Q[1-4]|[Ff](?:iscal|inancial)(?: [Yy]ear)?) (?:19|20)\d\d\b",
    r"\b\d{1,3}:\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\b0\d\.[0-5]\d\b",  # times of day; "24:1" is a ratio
    r"\b\d{1,2}(?:\.[0-5]\d)? ?[ap]\.?m\b\.?|\b\w{1,12} o['’]clock\b",
    rf"{DOTTED}|{WORDED}|\b(?:[01]\d|2[0-3]):?[0-5]\d ?(?:GMT|UTC|[A-Z]{{2,3}}T)\b",
    r"\+\d{1,3}(?:[ .-]\d{2,5}){2,4}\b|(?<![\w.])\+?\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{3,6}\b",  # phones
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){2,6}",  # "section 4.2.1", "192.168.1.10"
    r"(?<![\w$€£])[A-Za-z][A-Za-z.]{0,20}[-–/]\d[\w-]*",  # "F-35", "COVID-19"
    r"(?<![\w.])\d{1,4}/\d{1,4}(?:/\d{1,4})?",  # "24/7"
    r"#\d+|\[\d{1,3}\]|(?<!\d)\d{1,6}(?:\(\w{1,3}\))+|(?<=[^\W\d])(?<!S)\d+",  # "#3", "[3]", "401(k)", "A4"
    r"\b(?:per|every|each) \d[\d,]*",
    rf"\b(?:{NUMBERED})[ \n](?:\d[\d.]*|{HOURS})\b(?:\(\w{{1,3}}\))*(?!,\d)",
    r"(?<![\w.,])\d{2,5}['’]?s\b",  # decades
    r"\b(?:[Oo]ne by one|[Oo]ne on one|[Oo]ne-on-one|[Tt]wo by two)\b",
)
BEGIN: Final = r"(?:\b(?=[^\W\d])|(?=[\d#+(\[]))"
"""Where one of them can begin; trying all of them at every place of a text is slow."""
NOT_QUANTITIES: Final = re.compile(rf"{BEGIN}(?:{'|'.join(KINDS)})")
HEART: Final = re.compile(
    rf"\d[\w-]*|\S{{1,64}}@\S{{1,90}}|https?://\S+|www\.\S+|o['’]clock|\b(?:{HOURS}|noon|midnight)\b"
)
"""What none of these lacks (see `dates.context.rule`), with whatever of it may be long."""
REACH: Final = 40
"""More characters than such a thing has on either side of its heart, with what its pattern looks at around it."""

NAME_BEFORE: Final = re.compile(r"[^.!?\"“‘'’:;•\n\s]['\"”’]?[ \n]([A-Z][\w&’'-]*) $")
"""A capitalised word within a sentence, as in "Boeing 737"."""

WITHIN_SENTENCE: Final = re.compile(r"[\w,] $")
"""What stands before a word that is capitalised for what it is, as "One" is in a name."""

NUMBERED_BEFORE: Final = re.compile(
    r"(?P<one>\b(?:the|an?|this|that|these|those|his|her|its|their|our|my|each|every|one|no) )?\b(?P<noun>[A-Za-z]+) $",
    re.IGNORECASE,
)
"""The word before a number, and what would make it one of its kind without the number ("the silo")."""
NUMBERED_THINGS: Final = frozenset({
    "bay", "berth", "block", "bus", "coach", "district", "engine", "hall", "hole", "lane", "line", "lock", "pier",
    "pit", "pump", "shaft", "tank", "tram", "turbine", "ward", "well",
})  # fmt: skip
"""What is told by its number and is no place for the lexicon."""

STREET: Final = re.compile(
    r"(?:[ \n][A-Z][\w.'’-]*){1,3}?[ \n]"
    r"(?:Street|Road|Avenue|Lane|Square|Drive|Place|Boulevard|Terrace|Close|Way|Row|Crescent|Court|Quay|St|Rd|Ave)\b"
)
"""After the number of a house ("of 12 Mill Lane")."""

ONE_AFTER: Final = re.compile(
    r"[ \n](?:of|another|who|that|which|is|was|can|could|might|may|must|should|would|will|has|had"
    r"|does|did|day|thing|side"
    r"|point|time|way|more|and|or|but|in|to|on|at|by|for|from|with|without|as|if|when|where|because|reason|hand|such|after|among"
    r"|final|last|the|a|it|he|she|they|we|you|I|not|than|wants?|knows?)\b|[^\w\s]|[ \n][A-Z]|[ \n]?$|\n"
)
ONE_BEFORE: Final = re.compile(
    r"\b(?:no|any|every|some|this|that|the|which|each|only|another|first|last|latest|big|same|good|new|right|wrong|other|not|as"
    r"|a|like|loved|is|was|square|day|or|for)[ -]$",
    re.IGNORECASE,
)


DEFINITE: Final = re.compile(
    r"\b(?:the|these|those|all|its|their|our|other|first|last|us|them|you|they|we) $", re.IGNORECASE
)
"""Before a bare small number it means those spoken of ("the two"), and counts nothing new."""


def not_quantities(text: str) -> Iterator[tuple[int, int]]:
    """Where digits and number words are no quantities, in text order."""
    for start, end in stretches(HEART, text, REACH):
        for match in NOT_QUANTITIES.finditer(text, start, end):
            yield match.span()


class Ranges:
    """Ranges of a text that are taken, and whether another one touches any of them."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts: Sequence[int] = [start for start, _ in merged]
        self._ends: Sequence[int] = [end for _, end in merged]

    def touch(self, start: int, end: int) -> bool:
        """True if a taken range shares a character with start..end."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start
