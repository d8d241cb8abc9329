"""Reads two sentences together, each with the end of the sentence before it and the start of the next.

A cross-encoder (Nogueira and Cho 2019): every sub-word of the one sentence can look at every sub-word of the other,
which vectors made one sentence at a time cannot show. It is dear, so that the aligner asks it for likely pairs only.
Trained by training/cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rashomon.reader.models import session, threads, tokenizer
from rashomon.reader.pieces import CLOSE, OPEN, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 64  # sub-words of a sentence; the rest is not read
BEFORE, AFTER = 16, 8  # sub-words of the sentence before, and of the one after
BESIDE, FOCUS = 1, 2  # marks of the first side's context and sentence; 2 more for the second side


class Placed(NamedTuple):
    """A sentence as sub-words, and what stands beside it."""

    ids: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]


def placed(sentences: Sequence[str]) -> list[Placed]:
    """The sentences of one account, each with its neighbours."""
    encodings = tokenizer().encode_batch(list(sentences), add_special_tokens=False)
    rows = [tuple(encoding.ids[:LONGEST]) or (UNKNOWN,) for encoding in encodings]
    before, after = [(), *rows[:-1]], [*rows[1:], ()]
    return [Placed(row, one[-BEFORE:], two[:AFTER]) for row, one, two in zip(rows, before, after, strict=True)]


class Row(NamedTuple):
    """Two sides as one row of sub-words.

    A mark says of each whether it belongs to a side (0: to none), and to its sentence or what stands beside that;
    `turn` is where the second side begins.
    """

    ids: list[int]
    marks: list[int]
    turn: int


def read_together(pairs: Sequence[tuple[Placed, Placed]]) -> NDArray[np.float32]:
    """The chances (pairs, 4) that two sentences are unrelated, agree, differ or conflict, whichever comes first.

    Each pair is run alone and without padding, so that what is said of it depends on nothing else.
    """
    if not pairs:
        return np.empty((0, 4), np.float32)
    session("cross.onnx", single=True)  # loaded before the threads ask for it at once
    with ThreadPoolExecutor(threads()) as pool:  # a pair a thread: splitting one pair over threads is slower
        return np.array([*pool.map(chances, pairs)], np.float32)


def chances(pair: tuple[Placed, Placed]) -> NDArray[np.float32]:
    """The chances (4,) of one pair."""
    found: NDArray[np.float32] = session("cross.onnx", single=True).run(["odds"], inputs(row(*sorted(pair))))[0]
    return found


def row(a: Placed, b: Placed) -> Row:
    """The first side, then the second."""
    ids, marks = [OPEN], [0]
    for side, part in enumerate((a, b)):
        beside, focus = BESIDE + 2 * side, FOCUS + 2 * side
        ids += [*part.before, *part.ids, *part.after, CLOSE]
        marks += [beside] * len(part.before) + [focus] * len(part.ids) + [beside] * len(part.after) + [0]
    return Row(ids, marks, 2 + sum(map(len, a)))


def inputs(one: Row) -> dict[str, NDArray[np.int64]]:
    """A row as the model takes it."""
    return {"ids": np.array(one.ids, np.int64), "marks": np.array(one.marks, np.int64)}
