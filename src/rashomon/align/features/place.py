"""How long two sentences are, where they stand, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features.facing import Facing, shifted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]


def shorter(facing: Facing) -> Matrix:
    """How long the shorter sentence is."""
    return facing.outer(lambda s: len(s.stems), np.minimum)


def longer(facing: Facing) -> Matrix:
    """How long the longer sentence is."""
    return facing.outer(lambda s: len(s.stems), np.maximum)


def weight_low(facing: Facing) -> Matrix:
    """How much the plainer of the two says."""
    left, right = facing.weights
    return np.minimum(left[:, None], right[None, :])


def _places(facing: Facing) -> tuple[Matrix, Matrix]:
    left, right = (np.arange(len(side), dtype=np.float32) / max(1, len(side) - 1) for side in facing.pair)
    return left[:, None], right[None, :]


def place_apart(facing: Facing) -> Matrix:
    """They stand at different places of their accounts."""
    left, right = _places(facing)
    return np.abs(left - right)


def place_later(facing: Facing) -> Matrix:
    """How far from the beginning the later one stands."""
    return np.maximum(*_places(facing))


def place_earlier(facing: Facing) -> Matrix:
    """How far from the beginning the earlier one stands."""
    return np.minimum(*_places(facing))


def _titles(facing: Facing) -> tuple[Matrix, Matrix]:
    left, right = facing.a.vectors @ facing.b.title, facing.b.vectors @ facing.a.title
    return left[:, None], right[None, :]


def title_low(facing: Facing) -> Matrix:
    """Each says what the other account's title says."""
    return np.minimum(*_titles(facing))


def title_high(facing: Facing) -> Matrix:
    """One says what the other account's title says."""
    return np.maximum(*_titles(facing))


def before_after(facing: Facing) -> Matrix:
    """The sentences before and after them match too."""
    return np.maximum(shifted(facing.cosine, 1, 1), shifted(facing.cosine, -1, -1))


def beside(facing: Facing) -> Matrix:
    """A sentence beside one of them is closer to the other."""
    moved = [shifted(facing.cosine, *step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    return np.asarray(np.max(moved, axis=0) - facing.cosine, np.float32)


def around(facing: Facing) -> Matrix:
    """The sentences around them treat the same."""
    moved = [shifted(facing.cosine, r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c]
    return np.asarray(np.mean(moved, axis=0), np.float32)
