"""The named features a pair of sentences is scored by.

Each is a function of two accounts that face each other and gives a matrix: rows are the sentences of the first,
columns those of the second. Its docstring is the sentence a person is shown as the reason. All are symmetric: with
the accounts exchanged the matrix is transposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon import dates
from rashomon.align.sides import Sentence, Side, document_frequency, rarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]

NEAREST = 5  # sentences of another account that tell how close to everything a sentence is


class Case:
    """What all accounts together say about a word's weight and a sentence's place among the others."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.sides = sides
        counts = document_frequency(sides)
        total = sum(len(side) for side in sides)
        self.index = {word: n for n, word in enumerate(sorted(counts))}
        plain = {
            word: key for side in sides for s in side.sentences for word, key in zip(s.stems, s.plain, strict=True)
        }
        self.idf = np.array([np.log((total + 1) / (counts[word] + 0.5)) for word in self.index], np.float32)
        self.rarity = np.array([rarity(plain[word]) for word in self.index], np.float32)
        self.weight = self.idf * self.rarity / np.log(total + 1)

    def bag(self, lists: Iterable[Iterable[str]]) -> Matrix:
        """One row of zeros and ones a list of stems."""
        rows = list(lists)
        made = np.zeros((len(rows), len(self.index)), np.float32)
        for n, row in enumerate(rows):
            made[n, [self.index[word] for word in row if word in self.index]] = 1
        return made


@dataclass(frozen=True)
class Facing:
    """Two accounts of a case, side by side."""

    a: Side
    b: Side
    case: Case

    @property
    def pair(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.a, self.b

    def outer(self, of: Callable[[Sentence], float], join: Callable[[Matrix, Matrix], Matrix]) -> Matrix:
        """A number of each sentence, joined for every pair."""
        left, right = (np.array([of(s) for s in side.sentences], np.float32) for side in self.pair)
        return np.asarray(join(left[:, None], right[None, :]), np.float32)

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


# --- Meaning -----------------------------------------------------------------------------------------------


def meaning(facing: Facing) -> Matrix:
    """The two sentences mean nearly the same."""
    return facing.cosine


def _ranks(similarity: Matrix) -> tuple[Matrix, Matrix]:
    rows = np.argsort(np.argsort(-similarity, axis=1, kind="stable"), axis=1, kind="stable")
    columns = np.argsort(np.argsort(-similarity, axis=0, kind="stable"), axis=0, kind="stable")
    return np.log1p(rows).astype(np.float32), np.log1p(columns).astype(np.float32)


def nearest(facing: Facing) -> Matrix:
    """One is the nearest to the other in its account."""
    return low_high(*_ranks(facing.cosine))[0]


def mutual(facing: Facing) -> Matrix:
    """Each is the nearest to the other in its account."""
    return low_high(*_ranks(facing.cosine))[1]


def _margins(similarity: Matrix) -> tuple[Matrix, Matrix]:
    return similarity - _best_other(similarity), similarity - _best_other(similarity.T).T


def _best_other(similarity: Matrix) -> Matrix:
    """For each cell, the greatest of the other cells in its row; -1 where there is no other."""
    if similarity.shape[1] < 2:
        return np.full_like(similarity, -1)
    top = np.partition(similarity, -2, axis=1)[:, -2:]
    return np.where(similarity == top[:, 1:], top[:, :1], top[:, 1:])


def margin_low(facing: Facing) -> Matrix:
    """Each is closer to the other than to anything else there."""
    return low_high(*_margins(facing.cosine))[0]


def margin_high(facing: Facing) -> Matrix:
    """One is closer to the other than to anything else there."""
    return low_high(*_margins(facing.cosine))[1]


def _top_mean(similarity: Matrix) -> Matrix:
    """Mean of the greatest few of each row."""
    few = min(NEAREST, similarity.shape[1])
    return np.asarray(np.partition(similarity, -few, axis=1)[:, -few:].mean(axis=1), np.float32)


def local(facing: Facing) -> Matrix:
    """They are closer to each other than either is to the other account in general."""
    cosine = facing.cosine
    return 2 * cosine - _top_mean(cosine)[:, None] - _top_mean(cosine.T)[None, :]


def common_low(facing: Facing) -> Matrix:
    """Both treat what the other account treats much."""
    return low_high(*np.broadcast_arrays(_top_mean(facing.cosine)[:, None], _top_mean(facing.cosine.T)[None, :]))[0]


def common_high(facing: Facing) -> Matrix:
    """One treats what the other account treats much."""
    return low_high(*np.broadcast_arrays(_top_mean(facing.cosine)[:, None], _top_mean(facing.cosine.T)[None, :]))[1]


def third(facing: Facing) -> Matrix:
    """A third account has a sentence close to both."""
    best = np.zeros_like(facing.cosine)
    for side in facing.case.sides:
        if side is not facing.a and side is not facing.b:
            left, right = facing.a.vectors @ side.vectors.T, facing.b.vectors @ side.vectors.T
            best = np.maximum(best, np.minimum(left[:, None, :], right[None, :, :]).max(axis=2))
    return best


# --- Words -------------------------------------------------------------------------------------------------


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


# --- Names, numbers, dates, quotations ---------------------------------------------------------------------


def names_shared(facing: Facing) -> Matrix:
    """They name the same."""
    left, right = facing.named
    return times(left * facing.case.idf, right.T)


def names_apart(facing: Facing) -> Matrix:
    """Each names what the other does not."""
    left, right = facing.named
    words_left, words_right = facing.bags
    only_left = left.sum(1)[:, None] - left @ words_right.T
    only_right = right.sum(1)[None, :] - words_left @ right.T
    return low_high(only_left, only_right)[0]


def names_one_sided(facing: Facing) -> Matrix:
    """One names what the other does not."""
    left, right = facing.named
    words_left, words_right = facing.bags
    only_left = left.sum(1)[:, None] - left @ words_right.T
    only_right = right.sum(1)[None, :] - words_left @ right.T
    return low_high(only_left, only_right)[1]


def _pairwise(facing: Facing, of: Callable[[Sentence, Sentence], float]) -> Matrix:
    return np.array([[of(x, y) for y in facing.b.sentences] for x in facing.a.sentences], np.float32)


def numbers_shared(facing: Facing) -> Matrix:
    """They give the same numbers."""
    return _pairwise(facing, lambda x, y: len(x.numbers & y.numbers))


def numbers_apart(facing: Facing) -> Matrix:
    """Each gives a number the other does not."""
    return _pairwise(
        facing,
        lambda x, y: min(len(x.numbers - y.numbers), len(y.numbers - x.numbers)) if x.numbers and y.numbers else 0,
    )


def dates_shared(facing: Facing) -> Matrix:
    """They give dates that agree."""
    return _pairwise(
        facing, lambda x, y: sum(any(dates.compatible(s, t) for t in y.times) for s in x.times) if y.times else 0
    )


def dates_apart(facing: Facing) -> Matrix:
    """They give dates that do not agree."""
    return _pairwise(facing, lambda x, y: float(bool(x.times and y.times) and not _any_date_shared(x, y)))


def _any_date_shared(x: Sentence, y: Sentence) -> bool:
    return any(dates.compatible(s, t) for s in x.times for t in y.times)


def quoted(facing: Facing) -> Matrix:
    """They quote the same words."""
    left, right = (facing.case.bag(s.quoted for s in side.sentences) for side in facing.pair)
    return times(left * facing.case.weight, right.T)


# --- Stance ------------------------------------------------------------------------------------------------


def negated_apart(facing: Facing) -> Matrix:
    """One denies or negates, the other does not."""
    return facing.outer(lambda s: min(s.negations, 2), lambda x, y: np.abs(x - y))


def negated_both(facing: Facing) -> Matrix:
    """Both deny or negate."""
    return facing.outer(lambda s: min(s.negations, 2), np.minimum)


def hedged_apart(facing: Facing) -> Matrix:
    """One is less certain than the other."""
    return facing.outer(lambda s: min(s.hedges, 2), lambda x, y: np.abs(x - y))


# --- Shape and place ---------------------------------------------------------------------------------------


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


def _shifted(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """The matrix moved by whole cells; what comes in from outside is 0."""
    made = np.zeros_like(matrix)
    n, m = matrix.shape
    made[max(0, rows) : n + min(0, rows), max(0, columns) : m + min(0, columns)] = matrix[
        max(0, -rows) : n - max(0, rows), max(0, -columns) : m - max(0, columns)
    ]
    return made


def before_after(facing: Facing) -> Matrix:
    """The sentences before and after them match too."""
    return np.maximum(_shifted(facing.cosine, 1, 1), _shifted(facing.cosine, -1, -1))


def beside(facing: Facing) -> Matrix:
    """A sentence beside one of them is closer to the other."""
    moved = [_shifted(facing.cosine, *step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    return np.asarray(np.max(moved, axis=0) - facing.cosine, np.float32)


def around(facing: Facing) -> Matrix:
    """The sentences around them treat the same."""
    moved = [_shifted(facing.cosine, r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c]
    return np.asarray(np.mean(moved, axis=0), np.float32)


FEATURES: tuple[Callable[[Facing], Matrix], ...] = (
    meaning, nearest, mutual, margin_low, margin_high, local, common_low, common_high, third,
    words_low, words_high, words_weight, rarest, phrases,
    names_shared, names_apart, names_one_sided, numbers_shared, numbers_apart, dates_shared, dates_apart, quoted,
    negated_apart, negated_both, hedged_apart,
    shorter, longer, weight_low, place_apart, place_later, place_earlier, title_low, title_high,
    before_after, beside, around,
)  # fmt: skip


def measured(facing: Facing) -> Matrix:
    """All features of every pair: (sentences of a, sentences of b, features)."""
    return np.stack([feature(facing) for feature in FEATURES], axis=-1)
