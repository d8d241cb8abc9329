"""Through which of their claims two sentences belong together, and what these claims are to each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from rashomon.align.opposed import opposed
from rashomon.align.relation import DENIED, denial, one_denies, same_deed
from rashomon.align.sides import Sentence
from rashomon.model import Claim, Relation, Slot
from rashomon.quantities import comparable

CLOSE = 0.5
"""Cosine from which a second pair of claims of two aligned sentences is aligned as well."""

SMALL = 12
"""Numbers up to this stand in many a clause by chance."""

Pair = tuple[Claim, Claim]


def links(
    a: Sentence, b: Sentence, relation: Relation, slot: Slot | None, score: float
) -> Iterator[tuple[Claim, Claim, Relation]]:
    """The pairs of claims and their relations: what decided first, then of one figure, of one deed, then the closest.

    Where it was decided by a denial or by two figures, only the claims that hold these conflict or differ.
    """
    told = deciding(a, b, relation, slot, score)
    for x, y in _pairs(a, b, told, agree=relation == "agree"):
        decided = (x, y) in told if told else relation != "conflict" or can_conflict(a, x, b, y, score)
        yield x, y, relation if decided else "agree"


def deciding(a: Sentence, b: Sentence, relation: Relation, slot: Slot | None, score: float) -> list[Pair]:
    """The pairs of claims with the denial, or with the figures, hours or dates, that make the relation what it is."""
    pairs = list(product(a.claims, b.claims))
    if relation == "conflict":
        denials = [claim for claim in (denial(a, b), denial(b, a)) if claim]
        reaching = [(x, y) for x, y in pairs if x in denials or y in denials]
        return reaching or [(x, y) for x, y in pairs if x.polarity != y.polarity and score >= DENIED]
    ranges = opposed(a, b, slot)
    if ranges is None:
        return []
    return [(x, y) for x, y in pairs if _holds(a, x, ranges[0]) and _holds(b, y, ranges[1])]


def _holds(sentence: Sentence, claim: Claim, place: tuple[int, int]) -> bool:
    start, end = claim.span.start - sentence.start, claim.span.end - sentence.start
    return start <= place[0] and place[1] <= end


def _pairs(a: Sentence, b: Sentence, first: list[Pair], *, agree: bool) -> Iterator[Pair]:
    """The best pair of claims; then each further one that is close and of which both are still free.

    One figure draws claims together only where all agree.
    """
    left, right = set(a.claims), set(b.claims)
    ranked = sorted(
        product(a.claims, b.claims),
        key=lambda pair: (
            pair not in first, not (agree and _one_figure(a.part(pair[0]), b.part(pair[1]))), not same_deed(*pair),
            -closeness(*pair), pair[0].span, pair[1].span,
        ),
    )  # fmt: skip
    for n, (x, y) in enumerate(ranked):
        if x in left and y in right and (n == 0 or closeness(x, y) >= CLOSE):
            left.discard(x)
            right.discard(y)
            yield x, y


def _one_figure(a: Sentence, b: Sentence) -> bool:
    """Both give one number, no small one, for what may be one thing: "they spoke of 52", "at least 52 drowned"."""
    same = ((q, r) for q, r in product(a.quantities, b.quantities) if q.value == r.value > SMALL)
    return any(comparable(q, r) for q, r in same)


def can_conflict(a: Sentence, x: Claim, b: Sentence, y: Claim, score: float) -> bool:
    """What of two conflicting sentences can: not two claims that both deny, nor doubtful ones of which none does."""
    if x.polarity == y.polarity == "denies":
        return False
    return score >= DENIED or one_denies(a.part(x).text, b.part(y).text)


def closeness(x: Claim, y: Claim) -> float:
    """How near two claims are in meaning: the cosine of their vectors, 0 where one has none."""
    if not x.vector or not y.vector:
        return 0.0
    left, right = (np.frombuffer(claim.vector, "<f2").astype(np.float32) for claim in (x, y))
    return round(float(left @ right), 4)
