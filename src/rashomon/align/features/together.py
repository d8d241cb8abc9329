"""What the cross-encoder says of two sentences it read together; measured only where a pair is likely at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features.facing import Facing
from rashomon.reader import read_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.floating[Any]]


def together_agree(odds: Column) -> Column:
    """Read together, the two make the same claim."""
    return odds[:, 1]


def together_differ(odds: Column) -> Column:
    """Read together, the two give different values."""
    return odds[:, 2]


def together_conflict(odds: Column) -> Column:
    """Read together, one says what the other denies."""
    return odds[:, 3]


TOGETHER: tuple[Callable[[Column], Column], ...] = (together_agree, together_differ, together_conflict)


def together(facing: Facing, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """The features of pairs of sentences, by their numbers: (pairs, 3)."""
    left, right = facing.placed
    odds = read_together([(left[i], right[j]) for i, j in pairs])
    return np.stack([feature(odds) for feature in TOGETHER], axis=1).astype(np.float32)
