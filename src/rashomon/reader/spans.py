"""Probabilities of BIO tags to spans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = -1e9


def valid(chances: NDArray[np.float32], tags: tuple[str, ...]) -> NDArray[np.int64]:
    """The most probable tag path (n,) in which I follows B or I of its own type."""
    greedy = np.asarray(chances.argmax(1))
    allowed = steps(tags)
    opened = allowed[0, greedy[0]] == 0 if len(greedy) else True
    if opened and (allowed[greedy[:-1], greedy[1:]] == 0).all():
        return greedy
    return viterbi(np.log(np.maximum(chances, 1e-12)), allowed)


@cache
def steps(tags: tuple[str, ...]) -> NDArray[np.float64]:
    """(tags, tags) of 0 where the second may follow the first, else NEVER; the first row also rules the opening."""
    made = np.zeros((len(tags), len(tags)))
    for n, after in enumerate(tags):
        if after.startswith("I-"):
            made[:, n] = [0 if before[2:] == after[2:] else NEVER for before in tags]
    return made


def viterbi(scores: NDArray[np.float32], allowed: NDArray[np.float64]) -> NDArray[np.int64]:
    """The best path (Viterbi 1967) for log probabilities (n, tags)."""
    total = scores[0] + allowed[0]
    back = np.zeros(scores.shape, np.int64)
    for n in range(1, len(scores)):
        options = total[:, None] + allowed
        back[n] = options.argmax(0)
        total = options.max(0) + scores[n]
    path = np.zeros(len(scores), np.int64)
    path[-1] = total.argmax()
    for n in range(len(scores) - 1, 0, -1):
        path[n - 1] = back[n, path[n]]
    return path


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of the spans of a valid tag path."""
    made: list[tuple[int, int, str]] = []
    for n, tag in enumerate(tags):
        if tag.startswith("B-"):
            made.append((n, n + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, _, kind = made[-1]
            made[-1] = (start, n + 1, kind)
    return made
