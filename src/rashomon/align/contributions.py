"""How far each feature of a pair moved its score: path attribution over the trees.

On the way from the root of a tree to a leaf every split moves the expected outcome; the move is credited to the
feature that was split on (Saabas 2014; Palczewska, Palczewski, Marchese Robinson and Neagu 2013). What is expected at
a node is the mean over a background of other pairs, so a contribution says how this pair differs from those. The
contributions and the background's mean add up to the log-odds of the pair, exactly. A feature split on near the root
is credited less than its Shapley value would be; that is the price of one walk a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rashomon.align.trees import Trees

    Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Background:
    """Some trees, and what each of their nodes expects over a set of pairs; not a number where none of them passes."""

    trees: Trees
    expected: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """The mean log-odds of the set."""
        return self.trees.base + float(self.expected[self.trees.roots].sum())

    def contributions(self, row: Floats) -> NDArray[np.float64]:
        """What each feature adds to the log-odds of a pair: (features,)."""
        moved = np.zeros(len(row), np.float64)
        for root in self.trees.roots:
            path = list(_path(self.trees, int(root), row))
            leaf = float(self.trees.cut[path[-1]])
            # Where no pair of the set has passed, this pair alone says what is expected.
            expected = [leaf if np.isnan(self.expected[at]) else float(self.expected[at]) for at in path]
            for at, before, after in zip(path, expected, expected[1:], strict=False):
                moved[self.trees.feature[at]] += after - before
        return moved


def background(trees: Trees, rows: Floats) -> Background:
    """The trees with the expectations of these pairs: (pairs, features)."""
    passing = np.zeros(len(trees.cut), np.float64)
    total = np.zeros(len(trees.cut), np.float64)
    for root in trees.roots:
        at = np.full(len(rows), int(root))
        leaves = trees.feature[at] < 0
        paths = []
        while not leaves.all():
            paths.append(np.where(leaves, -1, at))
            at = np.where(leaves, at, _next(trees, at, rows))
            leaves = trees.feature[at] < 0
        paths.append(at)
        value = trees.cut[at].astype(np.float64)
        for nodes in paths:
            on = nodes >= 0
            np.add.at(passing, nodes[on], 1)
            np.add.at(total, nodes[on], value[on])
    with np.errstate(invalid="ignore"):
        return Background(trees, total / passing)


def _next(trees: Trees, at: NDArray[np.intp], rows: Floats) -> NDArray[np.intp]:
    goes_left = rows[np.arange(len(rows)), trees.feature[at]] <= trees.cut[at]
    return np.where(goes_left, trees.left[at], trees.right[at])


def _path(trees: Trees, at: int, row: Floats) -> Iterator[int]:
    """The nodes from a root to the pair's leaf."""
    yield at
    while trees.feature[at] >= 0:
        goes_left = row[trees.feature[at]] <= trees.cut[at]
        at = int((trees.left if goes_left else trees.right)[at])
        yield at
