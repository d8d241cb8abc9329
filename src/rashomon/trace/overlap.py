"""The words two accounts share: maximal runs of equal words, found from an index of word n-grams.

Every run of SEED words is hashed and the hashes are sorted once for all accounts (Manber 1994; Smith, Cordell and
Mullen 2015 do so for re-printed news), so the cost grows with the words read and the words shared, not with the
number of pairs. Words are compared folded; a run never crosses words that are not body on either side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Account, Reading, Span
from rashomon.text import Word, quotes, words

SEED = 5
"""Words in a seed: a run of equal words shorter than this is no sign of copying."""

_NEIGHBOURS = 12
"""A seed that stands in many accounts is followed to this many of the next; chains still join all that have it."""

_REPEATS = 4
"""A seed that stands in one account more often than this is followed from its first places only."""

Numbers = NDArray[np.int64]


class Run(NamedTuple):
    """Equal words: the index of the first among each account's body words, and how many there are."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Told:
    """The body words of one account, which stand in quotation marks, and before which a stretch of body begins."""

    account: Account
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    breaks: frozenset[int]

    def span(self, start: int, length: int) -> Span:
        """The characters from the first word of a run to its last."""
        return Span(self.account.id, self.words[start].start, self.words[start + length - 1].end)


@dataclass(frozen=True, slots=True)
class Overlap:
    """All that two accounts share, in the order of the right one; runs do not overlap there."""

    left: Told
    right: Told
    runs: tuple[Run, ...]


def told(account: Account, reading: Reading) -> Told:
    """The body words of an account."""
    found: list[Word] = []
    breaks: set[int] = {0}
    for segment in reading.segments:
        if segment.kind != "body":
            breaks.add(len(found))
            continue
        start = segment.span.start
        found += [Word(start + a, start + b, key) for a, b, key in words(account.slice(segment.span))]
    return Told(account, tuple(found), _quoted(account.text, found), frozenset(breaks))


def _quoted(text: str, found: Sequence[Word]) -> tuple[bool, ...]:
    marks = iter([*quotes(text), (len(text), len(text) + 1)])
    start, end = next(marks)
    flags = []
    for word in found:
        while end < word.end:
            start, end = next(marks)
        flags.append(start <= word.start)
    return tuple(flags)


def overlaps(accounts: Sequence[Told]) -> list[Overlap]:
    """What every two accounts share that share a seed; `left` is the longer, and the order given changes nothing."""
    ordered = sorted(accounts, key=_longest_first)
    codes, owner, place = _coded(ordered)
    if len(codes) < SEED:
        return []
    found = []
    for pair in _joined(*_seeds(codes, owner), owner):
        left, right = owner[pair[0][0]], owner[pair[0][1]]
        runs = _disjoint(_grown(codes, run) for run in pair)
        placed = tuple(Run(int(place[a]), int(place[b]), length) for a, b, length in runs)
        found.append(Overlap(ordered[left], ordered[right], placed))
    return found


def _longest_first(one: Told) -> tuple[int, str, str, str]:
    """By length, and in an order no order of input shows in; the id only where the same file was added twice."""
    account = one.account
    return -len(account.text), account.sha256, account.path, account.id


def _coded(accounts: Sequence[Told]) -> tuple[Numbers, Numbers, Numbers]:
    """All words as numbers in one row, with the account of each and its index there; a break is a number of its own."""
    numbers: dict[str, int] = {}
    codes: list[int] = []
    owner: list[int] = []
    place: list[int] = []
    for number, one in enumerate(accounts):
        for index, word in enumerate(one.words):
            if index in one.breaks:
                codes.append(-1 - len(codes))
                owner.append(number)
                place.append(-1)
            codes.append(numbers.setdefault(word.key, len(numbers)))
            owner.append(number)
            place.append(index)
    codes.append(-1 - len(codes))
    owner.append(-1)
    place.append(-1)
    return np.array(codes, np.int64), np.array(owner, np.int64), np.array(place, np.int64)


def _seeds(codes: Numbers, owner: Numbers) -> tuple[Numbers, Numbers]:
    """Places of equal seeds in two accounts, the left before the right."""
    order, hashes = _repeated(_hashes(codes))
    index = np.arange(len(order))
    new = np.concatenate([[True], (np.diff(hashes) != 0) | (np.diff(owner[order]) != 0)])[: len(order)]
    rank = index - np.maximum.accumulate(np.where(new, index, 0))
    order, hashes = order[rank < _REPEATS], hashes[rank < _REPEATS]
    lefts, rights = [], []
    at = np.arange(len(order))
    for step in range(1, _NEIGHBOURS * _REPEATS + 1):
        at = at[at + step < len(order)]
        at = at[hashes[at] == hashes[at + step]]
        apart = at[owner[order[at]] != owner[order[at + step]]]
        lefts.append(order[apart])
        rights.append(order[apart + step])
    return np.concatenate(lefts), np.concatenate(rights)


def _hashes(codes: Numbers) -> NDArray[np.uint64]:
    """A 64-bit hash of each run of SEED words, by place."""
    mixed = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    found = np.zeros(len(codes) - SEED + 1, np.uint64)
    for step in range(SEED):
        found = found * np.uint64(0xBF58476D1CE4E5B9) + mixed[step : step + len(found)]
    return found


def _repeated(hashes: NDArray[np.uint64]) -> tuple[Numbers, NDArray[np.uint64]]:
    """The places whose hash occurs more than once, by hash and then by place, and their hashes."""
    order = np.argsort(hashes, kind="stable")
    ranked = hashes[order]
    same = ranked[1:] == ranked[:-1]
    kept = np.concatenate([same, [False]]) | np.concatenate([[False], same])
    return order[kept], ranked[kept]


def _joined(left: Numbers, right: Numbers, owner: Numbers) -> Iterator[list[Run]]:
    """Seeds that follow one another joined to runs, the runs of each two accounts together."""
    if not len(left):
        return
    pair = owner[left] * (owner.max() + 1) + owner[right]
    order = np.lexsort((left, right - left, pair))
    left, right, pair = left[order], right[order], pair[order]
    new_pair = np.concatenate([[True], pair[1:] != pair[:-1]])
    onward = np.diff(left)
    new = new_pair | np.concatenate([[True], (np.diff(right - left) != 0) | (onward > SEED)])
    starts = np.nonzero(new)[0]
    ends = np.concatenate([starts[1:], [len(left)]]) - 1
    lengths = left[ends] - left[starts] + SEED
    runs = list(map(Run, left[starts].tolist(), right[starts].tolist(), lengths.tolist()))
    edges = np.searchsorted(starts, np.nonzero(new_pair)[0]).tolist()
    for a, b in zip(edges, [*edges[1:], len(runs)], strict=True):
        yield runs[a:b]


def _grown(codes: Numbers, run: Run) -> Run:
    """The run with the equal words on either side that no seed was followed to."""
    left, right, length = run
    while left and codes[left - 1] == codes[right - 1]:
        left, right, length = left - 1, right - 1, length + 1
    while codes[left + length] == codes[right + length]:
        length += 1
    return Run(left, right, length)


def _disjoint(runs: Iterator[Run]) -> list[Run]:
    """The runs from the longest down, each without the words of the right account that a longer one has."""
    kept: list[Run] = []
    for run in sorted(set(runs), key=lambda run: (-run.length, run.right, run.left)):
        start, end = run.right, run.right + run.length
        for other in kept:  # none of these is shorter, so it can cover the run, or one end of it, but no middle
            if other.right <= start < other.right + other.length:
                start = other.right + other.length
            elif other.right < end <= other.right + other.length:
                end = other.right
        if end - start >= SEED:
            kept.append(Run(run.left + start - run.right, start, end - start))
    return sorted(kept, key=lambda run: run.right)
