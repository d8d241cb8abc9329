"""Scores every two sentences of two accounts, in two rounds.

The first round measures the features that are cheap and scores all candidates. What it finds likely enough is read
together by the cross-encoder, and scored anew with what that says (Nogueira and Cho 2019, passage re-ranking).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rashomon.align.features import FEATURES, TOGETHER, Facing, measured, together
from rashomon.align.trees import FILE, Trees, load
from rashomon.errors import ReaderError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FIRST = tuple(feature.__name__ for feature in FEATURES)
NAMES = (*FIRST, *(feature.__name__ for feature in TOGETHER))


@dataclass(frozen=True)
class Scored:
    """Two sides in full: the features of each pair of sentences, which were read together, and the scores.

    The features of what was read together are 0 where that was not done.
    """

    facing: Facing
    rows: Floats
    read: NDArray[np.bool_]
    scores: Floats


@cache
def models() -> tuple[Trees, Trees]:
    """The trees of both rounds; a ReaderError if they were grown on other features than are measured."""
    found, names = load()
    if names != NAMES:
        raise ReaderError(f"'{FILE}' was made for other features than this version measures; reinstall rashomon")
    return found["first"], found["pair"]


def scored(facing: Facing) -> Scored:
    """Both rounds over two sides."""
    first, pair = models()
    rows = np.zeros((len(facing.a), len(facing.b), len(NAMES)), np.float32)
    rows[..., : len(FIRST)] = measured(facing)
    scores = np.zeros(rows.shape[:2], np.float32)
    scores[facing.candidates] = first.probability(rows[facing.candidates][:, : len(FIRST)])
    read = scores >= first.threshold
    if read.any():
        rows[read, len(FIRST) :] = together(facing, [(int(i), int(j)) for i, j in np.argwhere(read)])
        scores[read] = pair.probability(rows[read])
    return Scored(facing, rows, read, scores)
