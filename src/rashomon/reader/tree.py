"""Arc scores to trees: greedy where that gives a tree with one root, else Chu-Liu-Edmonds for the likely roots.

Roots are tried from the most promising down, until no other can do better, so the result is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FAR = 1e6  # more than any sum of arc scores


def forest(scores: NDArray[np.float32], bounds: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Best heads (n,) of sentences one after the other, for the arc scores (n, n + 1) of all their words.

    Word i is head i + 1, 0 is for roots. All are tried at once; most are trees then, and only the others are looked at.
    """
    inner = np.full(scores.shape, -np.inf, np.float32)
    inner[:, 0] = scores[:, 0]
    for start, end in bounds:
        inner[start:end, start + 1 : end + 1] = scores[start:end, start + 1 : end + 1]
    words = np.arange(len(inner))
    inner[words, words + 1] = -FAR
    found = np.asarray(inner.argmax(1))
    astray, is_root = ends(found)[1:].tolist(), (found == 0).tolist()
    for start, end in bounds:
        if any(astray[start:end]) or is_root[start:end].count(True) != 1:
            best = heads(np.concatenate((scores[start:end, :1], scores[start:end, start + 1 : end + 1]), 1))
            found[start:end] = np.where(best, best + start, 0)
    return found


def heads(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Best heads (n,) for arc scores (n, n + 1); word i is head i + 1, column 0 is the root, which has one child."""
    inner = scores.astype(np.float64)
    words = np.arange(len(inner))
    inner[words, words + 1] = -FAR
    greedy = np.asarray(inner.argmax(1))
    if np.count_nonzero(greedy) == len(greedy) - 1 and rooted(greedy):
        return greedy
    free = inner[:, 1:].max(1)
    most = inner[:, 0] + free.sum() - free  # no tree with this root has more
    best, value = greedy, -np.inf
    for root in np.argsort(-most, kind="stable"):
        if most[root] <= value:
            break
        tree = hung(inner, int(root))
        total = inner[words, tree].sum()
        if total > value:
            best, value = tree, total
    return best


def hung(scores: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    """The best tree in which `root` is the root's one child."""
    square = np.full((len(scores) + 1, len(scores) + 1), -FAR * FAR)
    square[1:, 1:] = scores[:, 1:]
    square[root + 1] = -FAR * FAR
    square[root + 1, 0] = 0.0
    return edmonds(square)[1:]


def rooted(found: NDArray[np.int64]) -> bool:
    """Whether every word reaches the root."""
    return not ends(found).any()


def ends(found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the root (first) and every word get to by many steps, found by doubling them: 0 if they reach the root."""
    jump = np.concatenate([[0], found])
    for _ in range(max(1, len(found).bit_length())):
        jump = jump[jump]
    return jump


def edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence of `scores[dependent, head]` from node 0 (Chu and Liu 1965, Edmonds 1967)."""
    best = np.asarray(scores.argmax(1))
    best[0] = 0
    loop = cycle(best)
    if not loop:
        return best
    inside = np.zeros(len(best), bool)
    inside[loop] = True
    outer, members = np.flatnonzero(~inside), np.array(loop)
    gain = scores[members] - scores[members, best[members]][:, None]  # what entering at a member would cost
    entry = gain[:, outer].argmax(0)
    leave = scores[np.ix_(outer, members)].argmax(1)
    small = np.full((len(outer) + 1, len(outer) + 1), -FAR * FAR)
    small[:-1, :-1] = scores[np.ix_(outer, outer)]
    small[-1, :-1] = gain[entry, outer]
    small[:-1, -1] = scores[outer, members[leave]]
    small[0] = -FAR * FAR
    return expanded(best, edmonds(small), outer, members, entry, leave)


def expanded(
    best: NDArray[np.int64], solved: NDArray[np.int64], outer: NDArray[np.int64],
    members: NDArray[np.int64], entry: NDArray[np.int64], leave: NDArray[np.int64],
) -> NDArray[np.int64]:  # fmt: skip
    """Undo the contraction of a cycle: its members keep their heads but for the one the tree enters at."""
    made = best.copy()
    merged = len(outer)
    for n, head in enumerate(solved[:-1]):
        made[outer[n]] = members[leave[n]] if head == merged else outer[head]
    into = solved[-1]
    made[members[entry[into]]] = outer[into]
    made[0] = 0
    return made


def cycle(found: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle, empty if there is none; node 0 points to itself."""
    state = np.zeros(len(found), np.int64)
    state[0] = -1
    for start in range(1, len(found)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = int(found[node])
        if state[node] == start:
            loop = [node]
            while (node := int(found[node])) != loop[0]:
                loop.append(node)
            return loop
    return []
