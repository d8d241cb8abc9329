"""What is compared: the sentences of each account that make claims, with their words, names and numbers.

A claim may be a part of a sentence. Pairs are scored between whole sentences, because a clause alone seldom says
whom and what it is about; which of a sentence's claims a pair belongs to is decided afterwards.

Names and numbers are read from the letters alone (capitals that do not open a sentence, digits and number words), so
that a pair scores the same whichever models tagged the text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon import quantities, reader
from rashomon.model import Account, Claim
from rashomon.quantities import QuantityExpression
from rashomon.reader.pieces import pieces
from rashomon.text import quotes, segments, word_set, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]


NEGATIONS = word_set(
    """
    no not never none nobody nothing neither nor without cannot deny denies denied denying denial false
    falsely untrue refute refuted refutes reject rejected rejects dismiss dismissed dismisses dispute disputed
    disputes contradict contradicted fail failed fails refuse refused refuses baseless unfounded myth debunked
    hardly lack lacks lacked
    """
)
HEDGES = word_set(
    """
    may might could would perhaps possibly probably likely unlikely allegedly alleged reportedly apparently
    seemingly seem seems seemed appear appears appeared suggest suggests suggested believe believes believed
    suspect suspected claim claims claimed unclear unconfirmed possible potential potentially if whether
    """
)
_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = dict(zip(_SMALL.split(), range(20), strict=True)) | dict(zip(_TENS.split(), range(20, 100, 10), strict=True))
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}

NUMBER = re.compile(
    r"(?<![\w.])(?P<digits>[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))+|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|[mb]n|[kmb](?![a-z])))?(?![\d])|"
    rf"\b(?P<tens>(?:{'|'.join(NUMBERS)})(?:-(?:{'|'.join(NUMBERS)}))?)\b(?:\s(?P<times>{'|'.join(SCALES)})s?)?",
    re.IGNORECASE,
)  # fmt: skip
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_NAME = re.compile(
    r"(?:(?<=[a-z,;:’'”\")]\s)|(?<=[a-z]-))[A-Z][\w’']+|\b[A-Z]{2,}\b|\b(?:[A-Z]\.){2,}|(?<=[A-Z][a-z]{2}\s)[A-Z]\w+"
)


def numbers(text: str) -> frozenset[float]:
    """The numbers of a text, in digits or words ("4,000", "ten thousand", "twenty-five"), as values."""
    return frozenset(value(match) for match in NUMBER.finditer(text))


def value(match: re.Match[str]) -> float:
    if match["digits"]:
        scale = (match["scale"] or "").casefold()
        return float(re.sub(r"[,\s]", "", match["digits"])) * (SCALES.get(scale) or _SHORT_SCALES.get(scale) or 1.0)
    total = sum(NUMBERS[part] for part in match["tens"].casefold().split("-"))
    return total * SCALES.get((match["times"] or "").casefold(), 1.0)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its possessive and the commonest English endings; crude, but the same on both sides."""
    word = word.removesuffix("'s").replace("'", "")
    if len(word) < 5 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + instead
    return word


_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ities", "it"), ("ments", ""), ("ment", ""), ("ings", ""), ("ions", ""),
    ("ies", "i"), ("ied", "i"), ("ing", ""), ("ion", ""), ("ity", "it"), ("ers", "er"), ("ed", ""), ("es", ""),
    ("ly", ""), ("ss", "ss"), ("s", ""), ("e", ""), ("y", "i"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """How rare a word is in English, 0 to 1: the vocabulary of the encoder is sorted by frequency."""
    ids = pieces(word)
    return 1.0 if len(ids) > 1 else min(1.0, max(0.0, math.log(max(1, ids[0] - 1990)) / math.log(28_500)))


@dataclass(frozen=True)
class Sentence:
    """A sentence that makes claims: where it stands, and what it is compared by."""

    account: str
    start: int
    end: int
    text: str
    claims: tuple[Claim, ...]

    def part(self, claim: Claim) -> Sentence:
        """What it says in one of its claims."""
        if len(self.claims) == 1:
            return self
        text = self.text[claim.span.start - self.start : claim.span.end - self.start]
        return Sentence(self.account, claim.span.start, claim.span.end, text, (claim,))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Its words, folded and stemmed, in order."""
        return tuple(stem(word.key) for word in words(self.text))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its words, folded only."""
        return tuple(word.key for word in words(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words its capitals mark as names."""
        return frozenset(
            stem(word.key) for found in _NAME.findall(self.text) for word in words(found) if len(word.key) > 1
        )

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The values of its numbers."""
        return numbers(self.text)

    @cached_property
    def quantities(self) -> tuple[QuantityExpression, ...]:
        """Its quantities, with what they count."""
        return tuple(quantities.find(self.text)) if self.numbers else ()

    @cached_property
    def times(self) -> tuple[str, ...]:
        """ISO 8601 values of the dates in its claims."""
        return tuple(sorted({time.value for claim in self.claims for time in claim.times}))

    @cached_property
    def quotations(self) -> tuple[tuple[str, ...], ...]:
        """The stems of the words of each of its quotations."""
        return tuple(tuple(stem(word.key) for word in words(self.text[start:end])) for start, end in quotes(self.text))

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Stems of the words that stand in quotation marks."""
        return tuple(word for quotation in self.quotations for word in quotation)

    @cached_property
    def negations(self) -> int:
        """How many words deny, negate or reject."""
        return sum(word in NEGATIONS or word.endswith("n't") for word in self.plain)

    @cached_property
    def hedges(self) -> int:
        """How many words make it less than certain."""
        return sum(word in HEDGES for word in self.plain)


@dataclass(frozen=True)
class Side:
    """One account as it is compared: its sentences in order, their vectors, and the vector of its title."""

    account: Account
    sentences: tuple[Sentence, ...]
    vectors: Matrix
    title: Matrix

    def __len__(self) -> int:
        return len(self.sentences)


def sides(accounts: Sequence[Account], claims: Iterable[Claim]) -> list[Side]:
    """Every account that makes a claim, in the order of the accounts."""
    of_account: dict[str, list[Claim]] = {}
    for claim in claims:
        of_account.setdefault(claim.span.account, []).append(claim)
    found = [(account, sentences(account, of_account[account.id])) for account in accounts if account.id in of_account]
    titles = reader.embed([account.title or sents[0].text for account, sents in found])
    return [Side(account, sents, vectors(sents), title) for (account, sents), title in zip(found, titles, strict=True)]


def sentences(account: Account, claims: Sequence[Claim]) -> tuple[Sentence, ...]:
    """The sentences that hold the claims, in text order; a claim belongs to the one it overlaps most."""
    cuts = segments(account.text)
    starts = np.array([cut.start for cut in cuts])
    holding: dict[int, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.id)):
        first = max(0, int(np.searchsorted(starts, claim.span.start, "right")) - 1)
        last = max(first + 1, int(np.searchsorted(starts, claim.span.end, "left")))
        best = max(range(first, last), key=lambda n: _overlap(claim, cuts[n].start, cuts[n].end))
        holding.setdefault(best, []).append(claim)
    return tuple(
        Sentence(account.id, cuts[n].start, cuts[n].end, account.text[cuts[n].start : cuts[n].end], tuple(held))
        for n, held in sorted(holding.items())
    )


def _overlap(claim: Claim, start: int, end: int) -> int:
    return min(claim.span.end, end) - max(claim.span.start, start)


def vectors(sents: Sequence[Sentence]) -> Matrix:
    """A unit vector a sentence: that of its claim, or the mean of its claims' weighted by their length."""
    missing = [n for n, sentence in enumerate(sents) if not all(claim.vector for claim in sentence.claims)]
    computed = dict(zip(missing, reader.embed([sents[n].text for n in missing]), strict=True)) if missing else {}
    rows = [computed[n] if n in computed else _mean(sentence.claims) for n, sentence in enumerate(sents)]
    stacked = np.stack(rows).astype(np.float32)
    return np.asarray(stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-9))


def _mean(claims: Sequence[Claim]) -> Matrix:
    parts = [
        np.frombuffer(claim.vector, "<f2").astype(np.float32) * (claim.span.end - claim.span.start) for claim in claims
    ]
    return np.asarray(np.sum(parts, axis=0, dtype=np.float32))


def document_frequency(all_sides: Sequence[Side]) -> Mapping[str, int]:
    """In how many sentences of the whole case each stem stands."""
    return Counter(word for side in all_sides for sentence in side.sentences for word in set(sentence.stems))
