"""What the judge says of two sentences read in their context, and of all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features.facing import Facing, low_high, margins, ranks, shifted, through

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rashomon.align.judge import Judged

    Matrix = NDArray[np.floating[Any]]


def related(facing: Facing) -> Matrix:
    """Read in their context, the two make the same claim or opposed ones."""
    return facing.judged.related


def judged_differ(facing: Facing) -> Matrix:
    """Read in their context, the two give different values."""
    return facing.judged.differ


def judged_conflict(facing: Facing) -> Matrix:
    """Read in their context, one says what the other denies."""
    return facing.judged.conflict


def matched_low(facing: Facing) -> Matrix:
    """Each says in its words nearly all that the other says."""
    return facing.judged.matched_low


def matched_high(facing: Facing) -> Matrix:
    """One says in its words nearly all that the other says."""
    return facing.judged.matched_high


def content(facing: Facing) -> Matrix:
    """The two have the same content."""
    return facing.judged.content


def related_nearest(facing: Facing) -> Matrix:
    """No other sentence fits one of them as well."""
    return low_high(*ranks(facing.judged.related))[0]


def related_mutual(facing: Facing) -> Matrix:
    """No other sentence fits either of them as well."""
    return low_high(*ranks(facing.judged.related))[1]


def related_margin_low(facing: Facing) -> Matrix:
    """Each fits the other better than anything else there."""
    return low_high(*margins(facing.judged.related))[0]


def related_margin_high(facing: Facing) -> Matrix:
    """One fits the other better than anything else there."""
    return low_high(*margins(facing.judged.related))[1]


def _others(facing: Facing) -> tuple[Matrix, Matrix]:
    matrix = facing.judged.related
    left, right = matrix.sum(1)[:, None] - matrix, matrix.sum(0)[None, :] - matrix
    return low_high(left, right)


def others_low(facing: Facing) -> Matrix:
    """Both fit several sentences of the other account."""
    return _others(facing)[0]


def others_high(facing: Facing) -> Matrix:
    """One fits several sentences of the other account."""
    return _others(facing)[1]


def related_third(facing: Facing) -> Matrix:
    """A third account has a sentence that fits both."""
    return _thirds(facing, lambda x: x.related, lambda x: x.related)


def opposed_third(facing: Facing) -> Matrix:
    """A third account has a sentence that agrees with one and conflicts with the other."""
    one_way = _thirds(facing, lambda x: x.agree, lambda x: x.conflict)
    return np.maximum(one_way, _thirds(facing, lambda x: x.conflict, lambda x: x.agree))


def _thirds(facing: Facing, of_a: Callable[[Judged], Matrix], of_b: Callable[[Judged], Matrix]) -> Matrix:
    if not facing.thirds:
        return np.zeros_like(facing.cosine)
    return through(facing, facing.beyond(facing.a, of_a), facing.beyond(facing.b, of_b))


def related_beside(facing: Facing) -> Matrix:
    """The sentences before and after them fit too."""
    matrix = facing.judged.related
    return np.asarray(shifted(matrix, 1, 1) + shifted(matrix, -1, -1))


def related_across(facing: Facing) -> Matrix:
    """A sentence beside one of them fits the other."""
    moved = [shifted(facing.judged.related, *step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    return np.asarray(np.max(moved, axis=0))
