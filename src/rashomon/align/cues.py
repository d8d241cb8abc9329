"""What of one sentence speaks for or against something: words that deny, accuse, concede, and what they reach.

General English only, read from the letters, so that a pair is judged the same whichever models tagged the text.
Not done: irony, and a denial whose words stand in another sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rashomon.align.sides import stem
from rashomon.text import Word, quotes, words

SHORT = 6
"""Words that a plain negation reaches."""
LONG = 14
"""Words that a denial or a rejection reaches."""


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


CUES = {
    "denies": _any(
        r"den(?:y|ies|ied|ying|ials?)|refut\w+|disput(?:e|es|ed|ing)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|ive)?|"
        r"rebut\w*|debunk\w*|disavow\w*|contradict\w*|repudiat\w*|push(?:ed|es|ing)? back|walk(?:ed|ing)? back|"
        r"scoff\w*|disagree\w*|counter(?:s|ed)?|undercut|oppos(?:e|es|ed)|objected|challeng(?:e|es|ed)|critici[sz]\w+"
    ),
    "calls_false": _any(
        r"false(?:ly|hood)?|untrue|baseless|unfounded|myths?|hoax|lie[sd]?|lying|nonsense|fabricat\w*|made up|"
        r"inaccura\w+|mislead\w*|wrong\w*|incorrect\w*|ridiculous|absurd|bogus|smears?|not true|fake|fiction|"
        r"propaganda|discredit\w*|meritless|misrepresent\w*|distort\w*|mischaracteri\w+|unsubstantiated|unproven|"
        r"laughable|ludicrous|preposterous|mistaken|error|exaggerat\w*"
    ),
    "lacks_evidence": _any(
        r"(?:no|without|any|little|lack of|lacks?|scant) (?:\w+ )?(?:evidence|proof|basis|indication|sign|reason|merit|"
        r"doubt|intention|plans?|question|way|such|knowledge|link|connection|involvement)|"
        r"nothing (?:to do|wrong)|did nothing|had nothing"
    ),
    "accuses": _any(
        r"accus\w+|alleg\w+|claim(?:s|ed|ing)?|blam\w+|charg(?:e|es|ed|ing)|suggest\w*|suspect\w*|suspicion\w*|"
        r"insist\w*|assert\w*|contend\w*|argu(?:e|es|ed|ing)"
    ),
    "concedes": _any(r"admit\w*|acknowledg\w*|conced\w*|confirm\w*|confess\w*"),
    "contrasts": _any(
        r"but|however|though|although|despite|instead|rather|nevertheless|yet|contrary|actually|in fact|even so|while|"
        r"whereas|meanwhile|still"
    ),
    "asks": re.compile(r"\?"),
    "demands": _any(r"should|must|ought|needs? to|needed to"),
    "speaks_of_itself": _any(r"I|I'm|I've|we|we're|our|my|me|us"),
    "reports": _any(r"said|says|told|according to|stated|tweeted|wrote|added|asked"),
    "limits": _any(
        r"only|solely|just|merely|simply|entirely|completely|totally|absolutely|categorically|ever|"
        r"any(?:one|thing|body)?"
    ),
    "leaves_open": _any(
        r"unclear|unknown|not (?:yet )?(?:known|clear)|declin\w+|refus\w+|fail\w*|unable|comment"
    ),
    "negates": _any(
        r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|hardly|barely|no longer|few|little"
    ),
}  # fmt: skip
REACHING = _any(
    r"den(?:y|ies|ied|ying)|false(?:ly)?|untrue|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut\w+|"
    r"disput(?:e|es|ed|ing)|baseless|no (?:evidence|indication|proof|basis|sign)|fail(?:s|ed)?|refus(?:e|es|ed)|myth|"
    r"hoax|wrong|lie"
)
# Where a clause stops: not at the dots of "U.S." or "3.5", nor at the colon of "12:30".
STOP = re.compile(r"(?<!\b[A-Z])\.(?![\w.])|:(?!\d)|[;!?—–]|,? [Bb]ut\b|, (?:and|who|which|while)\b")
DENYING = ("denies", "calls_false", "lacks_evidence", "negates")


@dataclass(frozen=True)
class Said:
    """A sentence as it is set against another."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        return tuple(words(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Their stems."""
        return tuple(stem(word.key) for word in self.words)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many words of each kind it has."""
        return {name: len(pattern.findall(self.text)) for name, pattern in CUES.items()}

    @property
    def denials(self) -> int:
        """How many of its words deny or negate."""
        return sum(self.counts[name] for name in DENYING)

    @property
    def charges(self) -> int:
        """How many of its words accuse or concede."""
        return self.counts["accuses"] + self.counts["concedes"]

    @cached_property
    def negated(self) -> frozenset[str]:
        """Stems that an odd number of plain negations reach."""
        times = Counter(at for _, reached in self._reach(CUES["negates"], SHORT) for at in reached)
        return frozenset(self.stems[at] for at, number in times.items() if number % 2)

    @cached_property
    def denied(self) -> frozenset[str]:
        """Stems that a negation, a denial or a rejection reaches."""
        return self.negated | {self.stems[at] for _, reached in self._reach(REACHING, LONG) for at in reached}

    def denier(self, stems: Container[str]) -> str:
        """The first word of it that denies or negates one of these stems, else empty."""
        reaches = (*self._reach(CUES["negates"], SHORT), *self._reach(REACHING, LONG))
        found = [cue for cue, reached in reaches if any(self.stems[at] in stems for at in reached)]
        return min(found, key=re.Match.start)[0] if found else ""

    @property
    def first_denial(self) -> str:
        """The first word of it that denies or negates anything, else empty."""
        found = (cue for name in DENYING if (cue := CUES[name].search(self.text)))
        return min((cue.start(), cue[0]) for cue in found)[1] if self.denials else ""

    def _reach(self, pattern: re.Pattern[str], reach: int) -> Iterator[tuple[re.Match[str], list[int]]]:
        """Each cue with the numbers of the words in its reach: those after it, up to where the clause stops."""
        for cue in pattern.finditer(self.text):
            stop = STOP.search(self.text, cue.end())
            limit = stop.start() if stop else len(self.text)
            yield cue, [n for n, word in enumerate(self.words) if cue.end() <= word.start < limit][:reach]

    @cached_property
    def quoted(self) -> float:
        """Share of its words that stand in quotation marks."""
        spans = quotes(self.text)
        inside = sum(any(start <= word.start < end for start, end in spans) for word in self.words)
        return inside / max(1, len(self.words))


@lru_cache(maxsize=1 << 14)
def said(text: str) -> Said:
    """A sentence, read once."""
    return Said(text)
