"""Word vectors of sentences read in their context, by which the aligner compares what two accounts say.

A sentence is read together with the title, the sentences it shares a window with, and its neighbours where a window
ends: "He denied it" means little alone. Every sub-word comes out as one row of numbers; what they are is said by the
part of the aligner that was trained with them (training/judge).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rashomon.reader.encoder import batches, padded
from rashomon.reader.models import session, tokenizer
from rashomon.reader.pieces import CLOSE, OPEN, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 160  # sub-words of whole sentences in one window, before the context is added
CAP = 96  # sub-words of one sentence; the rest is not read
TITLE = 24  # sub-words of the title, at the head of every window
AFTER = 48  # sub-words of the sentence after a window


class Window(NamedTuple):
    """Sub-word ids of a stretch of text, and which of them are which sentence: (sentence, start, end)."""

    ids: list[int]
    places: list[tuple[int, int, int]]


def in_context(title: str, sentences: Sequence[str]) -> list[NDArray[np.float32]]:
    """One matrix (sub-words, width) a sentence, read with what stands around it."""
    ids = [encoding.ids for encoding in tokenizer().encode_batch([title, *sentences], add_special_tokens=False)]
    found: list[NDArray[np.float32]] = [np.empty((0, 0), np.float32)] * len(sentences)
    cut = windows(ids[0], ids[1:])
    for group in batches([len(window.ids) for window in cut]):
        for window, rows in zip((cut[n] for n in group), run([cut[n].ids for n in group]), strict=True):
            for sentence, start, end in window.places:
                found[sentence] = rows[start:end]
    return found


def windows(title: Sequence[int], sentences: Sequence[Sequence[int]]) -> list[Window]:
    """Whole sentences packed into windows, each led by the title and the sentence before, closed by the one after."""
    rows = [list(row[:CAP]) or [UNKNOWN] for row in sentences]
    head = [OPEN, *title[:TITLE], CLOSE] if title else [OPEN]
    found, first = [], 0
    while first < len(rows):
        last = first + 1
        while last < len(rows) and sum(map(len, rows[first : last + 1])) <= WINDOW:
            last += 1
        ids, places = head + (rows[first - 1] if first else []), []
        for n in range(first, last):
            places.append((n, len(ids), len(ids) + len(rows[n])))
            ids = ids + rows[n]
        found.append(Window([*ids, *(rows[last][:AFTER] if last < len(rows) else []), CLOSE], places))
        first = last
    return found


def run(rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """The model on windows of one padded length: (windows, sub-words, width)."""
    made: NDArray[np.float32] = session("judge.onnx").run(["tokens"], padded(rows))[0]
    return made
