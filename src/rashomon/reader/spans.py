"""Probabilities of BIO tags to spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = -1e9
SLACK = 1e-3  # more than what rounding adds to a sum of log probabilities


def valid(
    chances: NDArray[np.float32], tags: tuple[str, ...], bounds: Sequence[tuple[int, int]] = ()
) -> NDArray[np.int64]:
    """The most probable tag path (n,) in which I follows B or I of its own type; no span crosses `bounds`."""
    path = np.asarray(chances.argmax(1))
    bounds = bounds or [(0, len(path))]
    previous = np.concatenate([[0], path])[: len(path)]
    previous[[start for start, end in bounds if start < end]] = 0
    wrong = np.flatnonzero(~steps(tags)[previous, path])
    starts = [start for start, _ in bounds]
    for start, end in [bounds[n] for n in sorted({bisect_right(starts, at) - 1 for at in wrong.tolist()})]:
        here = wrong[(start <= wrong) & (wrong < end)] - start
        path[start:end] = mended(chances[start:end], tags, path[start:end], here)
    return path


def mended(
    chances: NDArray[np.float32], tags: tuple[str, ...], path: NDArray[np.int64], wrong: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The most probable valid path, given the greedy one and where that is wrong."""
    scores = np.log(np.maximum(chances, 1e-12))
    kept = [-1, *path.tolist(), -1]
    for start, end in zones(scores, wrong, tags, path):
        path[start:end] = viterbi(scores[start:end].tolist(), before(tags), kept[start], kept[end + 1])
    return path


def zones(
    scores: NDArray[np.float32], wrong: NDArray[np.int64], tags: tuple[str, ...], path: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Ranges outside which the best valid path is the greedy one, given where that is wrong.

    Opening a span where the greedy path wrongly goes on with one is valid, so the best path loses no more than that
    does. It can differ from the greedy one only in runs that touch a wrong place, and every word of such a run loses at
    least the distance between its two best tags: a run ends where those sum up to more.
    """
    opening = np.array([tags.index(f"B-{tags[n][2:]}") for n in path[wrong]])
    most = float((scores[wrong, path[wrong]] - scores[wrong, opening]).sum())
    best = np.partition(scores, -2, axis=1)
    lost = np.cumsum(np.concatenate([[0.0], best[:, -1] - best[:, -2]]))
    made: list[tuple[int, int]] = []
    for n in wrong.tolist():
        start = int(np.searchsorted(lost, lost[n] - most - SLACK))
        end = int(np.searchsorted(lost, lost[n] + most + SLACK, "right"))
        if made and start <= made[-1][1]:
            start = made.pop()[0]
        made.append((start, min(max(end, n + 1), len(path))))
    return made


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


def viterbi(
    scores: Sequence[Sequence[float]], follow: Sequence[Sequence[int]], left: int = -1, right: int = -1
) -> list[int]:
    """The best path (Viterbi 1967) for log probabilities (n, tags) between two tags; -1 where there is none.

    `follow` has the tags each tag may follow, empty if any. Plain lists, as arrays of a few tags are slower.
    """
    total = [NEVER if some and left not in some else score for some, score in zip(follow, scores[0], strict=True)]
    back: list[list[int]] = []
    for row in scores[1:]:
        top = total.index(max(total))
        step = [max(some, key=total.__getitem__) if some else top for some in follow]
        back.append(step)
        total = [total[last] + score for last, score in zip(step, row, strict=True)]
    ends = (follow[right] if right >= 0 else ()) or range(len(total))
    path = [max(ends, key=total.__getitem__)]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of the spans of a valid tag path."""
    made: list[tuple[int, int, str]] = []
    for n, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag.startswith("B-"):
            made.append((n, n + 1, tag[2:]))
        else:
            start, _, kind = made[-1]
            made[-1] = (start, n + 1, kind)
    return made
