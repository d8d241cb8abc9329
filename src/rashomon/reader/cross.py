"""Reads two sentences together, each with the end of the sentence before it and the start of the next.

A cross-encoder (Nogueira and Cho 2019): every sub-word of the one sentence can look at every sub-word of the other,
which vectors made one sentence at a time cannot show. It is dear, so that the aligner asks it for likely pairs only.
Trained by training/cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rashomon.reader.encoder import STEP, batches
from rashomon.reader.models import session, tokenizer
from rashomon.reader.pieces import CLOSE, OPEN, UNKNOWN
from rashomon.reader.words import vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 64  # sub-words of a sentence; the rest is not read
BEFORE, AFTER = 24, 12  # sub-words of the sentence before, and of the one after
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
    """The chances (pairs, 4) that two sentences are unrelated, agree, differ or conflict, whichever comes first."""
    found = np.empty((len(pairs), 4), np.float32)
    rows = [row(*sorted(pair)) for pair in pairs]
    for group in batches([len(one.ids) for one in rows]):
        found[group] = session("cross.onnx").run(["odds"], inputs([rows[n] for n in group]))[0]
    return found


def row(a: Placed, b: Placed) -> Row:
    """The first side, then the second."""
    ids, marks = [OPEN], [0]
    for side, part in enumerate((a, b)):
        beside, focus = BESIDE + 2 * side, FOCUS + 2 * side
        ids += [*part.before, *part.ids, *part.after, CLOSE]
        marks += [beside] * len(part.before) + [focus] * len(part.ids) + [beside] * len(part.after) + [0]
    return Row(ids, marks, 2 + sum(map(len, a)))


def inputs(rows: Sequence[Row]) -> dict[str, NDArray[np.generic]]:
    """Rows padded to one width, as the model takes them."""
    width = -(-max(len(one.ids) for one in rows) // STEP) * STEP
    ids, marks, types, mask = (np.zeros((len(rows), width), np.int64) for _ in range(4))
    for n, one in enumerate(rows):
        length = len(one.ids)
        ids[n, :length], marks[n, :length], mask[n, :length] = one.ids, one.marks, 1
        types[n, one.turn : length] = 1
    return {"words": vectors(ids), "types": types, "marks": marks, "mask": mask}
