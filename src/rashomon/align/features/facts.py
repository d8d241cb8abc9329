"""Names, numbers, quantities, dates, and whether they are denied or doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon import dates
from rashomon.align.features.facing import Facing, low_high, pairwise, times
from rashomon.align.sides import Sentence
from rashomon.quantities import agreement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]


def names_shared(facing: Facing) -> Matrix:
    """They name the same."""
    left, right = facing.named
    return times(left * facing.case.idf, right.T)


def names_apart(facing: Facing) -> Matrix:
    """Each names what the other does not."""
    left, right = facing.named
    words_left, words_right = facing.bags
    only_left = left.sum(1)[:, None] - left @ words_right.T
    only_right = right.sum(1)[None, :] - words_left @ right.T
    return low_high(only_left, only_right)[0]


def names_one_sided(facing: Facing) -> Matrix:
    """One names what the other does not."""
    left, right = facing.named
    words_left, words_right = facing.bags
    only_left = left.sum(1)[:, None] - left @ words_right.T
    only_right = right.sum(1)[None, :] - words_left @ right.T
    return low_high(only_left, only_right)[1]


def numbers_shared(facing: Facing) -> Matrix:
    """They give the same numbers."""
    return pairwise(facing, lambda x, y: len(x.numbers & y.numbers))


def numbers_apart(facing: Facing) -> Matrix:
    """Each gives a number the other does not."""
    return pairwise(
        facing,
        lambda x, y: min(len(x.numbers - y.numbers), len(y.numbers - x.numbers)) if x.numbers and y.numbers else 0,
    )


def quantities_same(facing: Facing) -> Matrix:
    """They give figures for the same thing that can both be true."""
    return pairwise(facing, lambda x, y: _agreements(x, y).count(True))


def quantities_apart(facing: Facing) -> Matrix:
    """They give figures for the same thing that cannot both be true."""
    return pairwise(facing, lambda x, y: _agreements(x, y).count(False))


def _agreements(x: Sentence, y: Sentence) -> list[bool]:
    """Of each two comparable quantities of which at least one says what it counts: can both be true."""
    found = [agreement(q, r) for q in x.quantities for r in y.quantities if q.what or r.what or q.unit]
    return [known.relation != "conflict" for known in found if known is not None]


def dates_shared(facing: Facing) -> Matrix:
    """They give dates that agree."""
    return pairwise(
        facing, lambda x, y: sum(any(dates.compatible(s, t) for t in y.times) for s in x.times) if y.times else 0
    )


def dates_apart(facing: Facing) -> Matrix:
    """They give dates that do not agree."""
    return pairwise(facing, lambda x, y: float(bool(x.times and y.times) and not _any_date_shared(x, y)))


def _any_date_shared(x: Sentence, y: Sentence) -> bool:
    return any(dates.compatible(s, t) for s in x.times for t in y.times)


def negated_apart(facing: Facing) -> Matrix:
    """One denies or negates, the other does not."""
    return facing.outer(lambda s: min(s.negations, 2), lambda x, y: np.abs(x - y))


def negated_both(facing: Facing) -> Matrix:
    """Both deny or negate."""
    return facing.outer(lambda s: min(s.negations, 2), np.minimum)


def hedged_apart(facing: Facing) -> Matrix:
    """One is less certain than the other."""
    return facing.outer(lambda s: min(s.hedges, 2), lambda x, y: np.abs(x - y))
