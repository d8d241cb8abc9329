"""What words two sentences share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features.facing import Facing, low_high, times
from rashomon.align.sides import Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]


def words_low(facing: Facing) -> Matrix:
    """Most of the telling words of each stand in the other."""
    left, right = facing.weights
    return low_high(facing.shared / left[:, None], facing.shared / right[None, :])[0]


def words_high(facing: Facing) -> Matrix:
    """Most of the telling words of one stand in the other."""
    left, right = facing.weights
    return low_high(facing.shared / left[:, None], facing.shared / right[None, :])[1]


def words_weight(facing: Facing) -> Matrix:
    """They share many telling words."""
    return facing.shared


def rarest(facing: Facing) -> Matrix:
    """They share a word that is rare in this case."""
    left, right = facing.bags
    best = np.zeros_like(facing.cosine)
    for row, bag in enumerate(left):
        shared = np.flatnonzero(bag)
        if len(shared):
            best[row] = (right[:, shared] * facing.case.weight[shared]).max(axis=1)
    return best


def phrases(facing: Facing) -> Matrix:
    """They share runs of words."""
    case = facing.case
    grams = [[_bigrams(s) for s in side.sentences] for side in facing.pair]
    index = {gram: n for n, gram in enumerate(sorted(set().union(*grams[0]) & set().union(*grams[1])))}
    weight = np.array([case.weight[case.index[x]] + case.weight[case.index[y]] for x, y in index], np.float32)
    left, right = (_rows(side, index) for side in grams)
    return np.asarray((left * weight) @ right.T, np.float32)


def _bigrams(sentence: Sentence) -> set[tuple[str, str]]:
    return set(zip(sentence.stems, sentence.stems[1:], strict=False))


def _rows(sets: Sequence[Iterable[tuple[str, str]]], index: dict[tuple[str, str], int]) -> Matrix:
    made = np.zeros((len(sets), len(index)), np.float32)
    for n, items in enumerate(sets):
        made[n, [index[item] for item in items if item in index]] = 1
    return made


def quoted(facing: Facing) -> Matrix:
    """They quote the same words."""
    left, right = (facing.case.bag(s.quoted for s in side.sentences) for side in facing.pair)
    return times(left * facing.case.weight, right.T)
