"""The runs of five words of a text as hashes, and a sketch of them: 256 hashes that tell which texts share many.

A run's hash is a difference of prefix sums of a polynomial (Karp and Rabin 1987), so that a text is gone through once,
however long runs and words are. The sketch is MinHash (Broder 1997) of one permutation: every run is hashed once and
falls into one of 256 bins, of which the least is kept (Li, Owen and Zhang 2012); a bin that stays empty, as many of a
short text do, borrows from the next that is not (Shrivastava and Li 2014).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

import daft
import numpy as np
import pyarrow as pa
from daft import DataType, Series
from numpy.typing import NDArray

HASHES, RUN = 256, 5

AT_ONCE = 100_000
"""Characters that are hashed together: so few that their arrays stay in the cache, and no new memory is asked for."""

AS_STRINGS = 1024
"""Texts that are strings of Python at a time; a batch of the engine may be many thousands."""

Hashes = NDArray[np.uint64]
Sketch = NDArray[np.uint32]

_EMPTY = np.uint32(0xFFFFFFFF)
_BASE = 0x9E3779B97F4A7C15


@daft.func.batch(return_dtype=DataType.fixed_size_list(DataType.uint32(), HASHES), batch_size=AS_STRINGS)
def minhash(text: Series) -> pa.Array:
    """HASHES hashes of a text: of how many two texts agree tells which share of their runs of words is common."""
    found = [sketches(*runs(part), len(part)).ravel() for part in together(text.to_pylist())]
    return owned(pa.FixedSizeListArray.from_arrays(np.concatenate([np.empty(0, np.uint32), *found]), HASHES))


def owned(array: pa.Array) -> pa.Array:
    """A copy in memory of Arrow's own: the engine may free it after Python has ended."""
    return pa.concat_arrays([array[:0], array])


def signatures(hashes: Series) -> Sketch:
    """A column of hashes as a matrix (texts, HASHES)."""
    given = hashes.to_arrow()
    flat: Sketch = given.flatten().to_numpy()
    return flat.reshape(len(given), HASHES)


def together(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in parts of some AT_ONCE characters."""
    part = np.cumsum([len(text) for text in texts]) // AT_ONCE
    return ([text for _, text in row] for _, row in groupby(zip(part.tolist(), texts, strict=True), itemgetter(0)))


def runs(texts: Sequence[str]) -> tuple[NDArray[np.intp], Hashes]:
    """The text and the hash of every run of RUN words; of a shorter text one run, of a text without words none."""
    coded = [f"\0{text}".encode("utf-16-le", "replace") for text in texts]
    letters = _letters().take(np.frombuffer(b"".join([*coded, b"\0\0"]), np.uint16))
    edges = np.flatnonzero((letters[1:] != 0) != (letters[:-1] != 0)) + 1
    words = _hashed(letters, edges[::2], edges[1::2])
    first = np.searchsorted(edges[::2], np.cumsum([0, *(len(one) // 2 for one in coded)]))
    owner = np.repeat(np.arange(len(texts)), np.diff(first))
    start = np.arange(len(words))
    kept = (start == first[owner]) | (start + RUN <= first[owner + 1])
    owner, start = owner[kept], start[kept]
    return owner, _hashed(words, start, np.minimum(start + RUN, first[owner + 1]))


def sketches(owner: NDArray[np.intp], runs: Hashes, texts: int) -> Sketch:
    """The sketch of each text, from the text and the hash of every run: the upper half says the bin."""
    bins = (runs >> np.uint64(32)) * np.uint64(HASHES) >> np.uint64(32)
    least = np.full(texts * HASHES, _EMPTY)
    np.minimum.at(least, owner * HASHES + bins.view(np.int64), runs.astype(np.uint32))
    return _filled(least.reshape(texts, HASHES))


def _filled(least: Sketch) -> Sketch:
    """Empty bins borrow from the next that is not, round the end; how far off it was is mixed in."""
    places = np.arange(HASHES)
    held = np.where(least == _EMPTY, 2 * HASHES, places)
    ahead = np.concatenate([held, held + HASHES], axis=1)[:, ::-1]
    nearest = np.minimum.accumulate(ahead, axis=1)[:, : HASHES - 1 : -1]
    away = (nearest - places).astype(np.uint32)
    return np.take_along_axis(least, nearest % HASHES, axis=1) + away * np.uint32(_BASE >> 32)


def _hashed(values: NDArray[np.unsignedinteger], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Hashes:
    """The hash of every stretch of values, wherever it stands."""
    up, down = _powers(len(values).bit_length())
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * up[: len(values)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * down[starts])


def mixed(hashes: Hashes) -> Hashes:
    """Every bit of a hash spread over all of it."""
    for _ in range(2):
        hashes = (hashes ^ hashes >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
    return hashes ^ hashes >> np.uint64(32)


@cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """The powers of the polynomial's base, as many as `bits` bits can count, and their inverses modulo 2^64."""
    steps = (np.full(1 << bits, base, np.uint64) for base in (_BASE, pow(_BASE, -1, 1 << 64)))
    up, down = (np.multiply.accumulate(np.concatenate([np.ones(1, np.uint64), step])) for step in steps)
    return up, down


@cache
def _letters() -> NDArray[np.uint16]:
    """Every UTF-16 code as what it is compared by: a letter in lower case, nothing for what is no part of a word."""
    codes = map(chr, range(1 << 16))
    return np.array([ord(one.lower()[0]) if _in_word(one) else 0 for one in codes], np.uint16)


def _in_word(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"
