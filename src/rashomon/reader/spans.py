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
    opened = allowed[0, greedy[0]] if len(greedy) else True
    if opened and allowed[greedy[:-1], greedy[1:]].all():
        return greedy
    return np.array(viterbi(np.log(np.maximum(chances, 1e-12)).tolist(), before(tags)), np.int64)


@cache
def steps(tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """(tags, tags) of True where the second may follow the first; the first row also rules the opening."""
    made = np.ones((len(tags), len(tags)), bool)
    for n, after in enumerate(tags):
        if after.startswith("I-"):
            made[:, n] = [tag[2:] == after[2:] for tag in tags]
    return made


@cache
def before(tags: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The tags each tag may follow; empty for those that may follow any."""
    allowed = steps(tags)
    return tuple(() if column.all() else tuple(np.flatnonzero(column).tolist()) for column in allowed.T)


def viterbi(scores: Sequence[Sequence[float]], follow: Sequence[Sequence[int]]) -> list[int]:
    """The best path (Viterbi 1967) for log probabilities (n, tags); plain lists, as arrays of a few tags are slower."""
    total = [NEVER if follow[tag] else score for tag, score in enumerate(scores[0])]
    back: list[list[int]] = []
    for row in scores[1:]:
        top = total.index(max(total))
        step = [max(some, key=total.__getitem__) if some else top for some in follow]
        back.append(step)
        total = [total[last] + score for last, score in zip(step, row, strict=True)]
    path = [total.index(max(total))]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]


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
