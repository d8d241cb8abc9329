"""How close two sentences are in meaning, alone and among all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features.facing import Facing, low_high, margins, ranks, through, times, top_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]


def meaning(facing: Facing) -> Matrix:
    """The two sentences are near in meaning."""
    return facing.cosine


def nearest(facing: Facing) -> Matrix:
    """One is the nearest to the other in its account."""
    return low_high(*ranks(facing.cosine))[0]


def mutual(facing: Facing) -> Matrix:
    """Each is the nearest to the other in its account."""
    return low_high(*ranks(facing.cosine))[1]


def margin_low(facing: Facing) -> Matrix:
    """Each is closer to the other than to anything else there."""
    return low_high(*margins(facing.cosine))[0]


def margin_high(facing: Facing) -> Matrix:
    """One is closer to the other than to anything else there."""
    return low_high(*margins(facing.cosine))[1]


def local(facing: Facing) -> Matrix:
    """They are closer to each other than either is to the other account in general."""
    cosine = facing.cosine
    return 2 * cosine - top_mean(cosine)[:, None] - top_mean(cosine.T)[None, :]


def common_low(facing: Facing) -> Matrix:
    """Both treat what the other account treats much."""
    return low_high(*np.broadcast_arrays(top_mean(facing.cosine)[:, None], top_mean(facing.cosine.T)[None, :]))[0]


def common_high(facing: Facing) -> Matrix:
    """One treats what the other account treats much."""
    return low_high(*np.broadcast_arrays(top_mean(facing.cosine)[:, None], top_mean(facing.cosine.T)[None, :]))[1]


def third(facing: Facing) -> Matrix:
    """A third account has a sentence close to both."""
    if not facing.thirds:
        return np.zeros_like(facing.cosine)
    others = np.concatenate([side.vectors for side in facing.thirds])
    return through(facing, times(facing.a.vectors, others.T), times(facing.b.vectors, others.T))
