"""Two accounts side by side, and what every feature is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.judge import Judged
from rashomon.align.sides import Sentence, Side, document_frequency, rarity
from rashomon.reader import Placed, placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]

NEAREST = 5  # sentences of another account that tell how close to everything a sentence is
LIKELY = 0.01
"""How likely the judge must find a pair for it to be scored at all. Of the training pairs that score .2 or more out of
fold, one in 2,300 is less likely."""


class Case:
    """What all accounts together say: how telling each word is, and how every two accounts were judged.

    `judged` has the two accounts' ids as its key, in either order.
    """

    def __init__(self, sides: Sequence[Side], judged: Mapping[tuple[str, str], Judged]) -> None:
        self.sides = sides
        self.judged = {**judged, **{(b, a): found.turned for (a, b), found in judged.items()}}
        counts = document_frequency(sides)
        total = sum(len(side) for side in sides)
        self.index = {word: n for n, word in enumerate(sorted(counts))}
        plain = plainest(sides)
        self.idf = np.array([np.log((total + 1) / (counts[word] + 0.5)) for word in self.index], np.float32)
        self.rarity = np.array([rarity(plain[word]) for word in self.index], np.float32)
        self.weight = self.idf * self.rarity / np.log(total + 1)

    def between(self, a: Side, b: Side) -> Judged:
        """What the judge says of every pair of two accounts' sentences."""
        return self.judged[a.account.id, b.account.id]

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each word is, by its stem."""
        return {word: float(self.weight[n]) for word, n in self.index.items()}

    def bag(self, lists: Iterable[Iterable[str]]) -> Matrix:
        """One row of zeros and ones a list of stems."""
        rows = list(lists)
        made = np.zeros((len(rows), len(self.index)), np.float32)
        for n, row in enumerate(rows):
            made[n, [self.index[word] for word in row if word in self.index]] = 1
        return made


def plainest(sides: Sequence[Side]) -> dict[str, str]:
    """The word each stem is weighed as: the first of its forms by the alphabet, whatever the order of the accounts."""
    found: dict[str, str] = {}
    for word, key in (pair for side in sides for s in side.sentences for pair in zip(s.stems, s.plain, strict=True)):
        found[word] = min(key, found.get(word, key))
    return found


@dataclass(frozen=True)
class Facing:
    """Two accounts of a case, side by side."""

    a: Side
    b: Side
    case: Case

    @cached_property
    def judged(self) -> Judged:
        """What the judge says of every pair."""
        return self.case.between(self.a, self.b)

    @cached_property
    def candidates(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns of the pairs that are scored; the others are taken to be unrelated."""
        rows, columns = np.nonzero(self.judged.related >= LIKELY)
        return rows, columns

    @cached_property
    def thirds(self) -> list[Side]:
        """The other accounts of the case."""
        return [side for side in self.case.sides if side is not self.a and side is not self.b]

    def beyond(self, side: Side, of: Callable[[Judged], Matrix]) -> Matrix:
        """What the judge says of one side and the sentences of all other accounts, in one matrix."""
        return np.concatenate([of(self.case.between(side, third)) for third in self.thirds], axis=1)

    @property
    def pair(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.a, self.b

    def outer(self, of: Callable[[Sentence], float], join: Callable[[Matrix, Matrix], Matrix]) -> Matrix:
        """A number of each sentence, joined for every pair."""
        left, right = (np.array([of(s) for s in side.sentences], np.float32) for side in self.pair)
        return np.asarray(join(left[:, None], right[None, :]), np.float32)

    @cached_property
    def placed(self) -> tuple[list[Placed], list[Placed]]:
        """Each side's sentences as the cross-encoder takes them."""
        left, right = (placed([s.text for s in side.sentences]) for side in self.pair)
        return left, right

    @cached_property
    def cosine(self) -> Matrix:
        """Similarity of the sentences' vectors."""
        return times(self.a.vectors, self.b.vectors.T)

    @cached_property
    def bags(self) -> tuple[Matrix, Matrix]:
        """The words of each side's sentences."""
        left, right = (self.case.bag(s.stems for s in side.sentences) for side in self.pair)
        return left, right

    @cached_property
    def shared(self) -> Matrix:
        """The weight of the words two sentences share."""
        left, right = self.bags
        return times(left * self.case.weight, right.T)

    @cached_property
    def weights(self) -> tuple[Matrix, Matrix]:
        """The weight of all words of each sentence."""
        left, right = (bag @ self.case.weight + 1e-6 for bag in self.bags)
        return left, right

    @cached_property
    def named(self) -> tuple[Matrix, Matrix]:
        """The names in each side's sentences."""
        left, right = (self.case.bag(s.names for s in side.sentences) for side in self.pair)
        return left, right


def times(left: Matrix, right: Matrix) -> Matrix:
    """The matrix product, typed."""
    product: Matrix = left @ right
    return product


def low_high(first: Matrix, second: Matrix) -> tuple[Matrix, Matrix]:
    """The smaller and the greater of two matrices, cell by cell."""
    return np.minimum(first, second), np.maximum(first, second)


def ranks(similarity: Matrix) -> tuple[Matrix, Matrix]:
    """Ranks by row and by column, 0 for the greatest, as logarithms of one more."""
    rows = np.argsort(np.argsort(-similarity, axis=1, kind="stable"), axis=1, kind="stable")
    columns = np.argsort(np.argsort(-similarity, axis=0, kind="stable"), axis=0, kind="stable")
    return np.log1p(rows).astype(np.float32), np.log1p(columns).astype(np.float32)


def margins(similarity: Matrix) -> tuple[Matrix, Matrix]:
    """How far each cell is above the greatest other of its row, and of its column."""
    return similarity - best_other(similarity), similarity - best_other(similarity.T).T


def best_other(similarity: Matrix) -> Matrix:
    """For each cell, the greatest of the other cells in its row; -1 where there is no other."""
    if similarity.shape[1] < 2:
        return np.full_like(similarity, -1)
    top = np.partition(similarity, -2, axis=1)[:, -2:]
    return np.where(similarity == top[:, 1:], top[:, :1], top[:, 1:])


def top_mean(similarity: Matrix) -> Matrix:
    """Mean of the greatest few of each row."""
    few = min(NEAREST, similarity.shape[1])
    return np.asarray(np.partition(similarity, -few, axis=1)[:, -few:].mean(axis=1), np.float32)


def through(facing: Facing, left: Matrix, right: Matrix) -> Matrix:
    """For every candidate, how far the best sentence of all other accounts is tied to both; 0 elsewhere.

    `left` and `right` tie the sentences of the two sides to those of the others.
    """
    made = np.zeros_like(facing.cosine)
    rows, columns = facing.candidates
    made[rows, columns] = np.minimum(left[rows], right[columns]).max(axis=1, initial=0)
    return made


def pairwise(facing: Facing, of: Callable[[Sentence, Sentence], float]) -> Matrix:
    """A number for every two sentences."""
    return np.array([[of(x, y) for y in facing.b.sentences] for x in facing.a.sentences], np.float32)


def shifted(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """The matrix moved by whole cells; what comes in from outside is 0."""
    made = np.zeros_like(matrix)
    n, m = matrix.shape
    made[max(0, rows) : n + min(0, rows), max(0, columns) : m + min(0, columns)] = matrix[
        max(0, -rows) : n - max(0, rows), max(0, -columns) : m - max(0, columns)
    ]
    return made
