"""Compares two accounts word by word in context: late interaction over the reader's vectors.

Each word of a sentence is matched with the nearest word of the other sentence (Khattab and Zaharia 2020, ColBERT);
how much a word counts is learnt. From those matches, and from one vector of content and one of stance a sentence, a
small network says how likely the two are unrelated, agree, differ or conflict. Trained by training/judge.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from rashomon.reader import in_context
from rashomon.reader.models import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "judge.npz"
WORD, CONTENT, STANCE = 128, 128, 32
WIDTH = WORD + CONTENT + STANCE + 2  # and how much each word counts for content, and for stance


@dataclass(frozen=True)
class Read:
    """The sentences of one account as they are judged: words in one run, `starts` the first word of each sentence."""

    words: Floats
    counts: Floats
    starts: NDArray[np.intp]
    content: Floats
    stance: Floats


@dataclass(frozen=True)
class Judged:
    """What the network says of every pair of two accounts' sentences."""

    agree: Floats
    differ: Floats
    conflict: Floats
    matched_low: Floats
    matched_high: Floats
    content: Floats

    @cached_property
    def related(self) -> Floats:
        """How likely the two belong together at all."""
        return self.agree + self.differ + self.conflict

    @property
    def turned(self) -> Judged:
        """The same with the accounts exchanged."""
        return Judged(
            self.agree.T, self.differ.T, self.conflict.T, self.matched_low.T, self.matched_high.T, self.content.T
        )


def read(title: str, sentences: Sequence[str]) -> Read:
    """An account's sentences, ready to be judged."""
    return arranged(in_context(title, sentences))


def arranged(parts: Sequence[Floats]) -> Read:
    """The reader's rows, sentence by sentence, split into what they stand for."""
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
    rows = np.concatenate(parts)
    words, content, stance, counts, focus = np.split(rows, np.cumsum([WORD, CONTENT, STANCE, 1]), axis=1)
    counts = shares(np.logaddexp(0, counts), starts)
    focus = shares(np.exp(np.minimum(focus, 30)), starts)
    return Read(
        unit(words), counts, starts, unit(np.add.reduceat(content * counts, starts)),
        np.tanh(np.add.reduceat(stance * focus, starts)),
    )  # fmt: skip


def unit(rows: Floats) -> Floats:
    """The rows with length 1."""
    made: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return made


def shares(values: Floats, starts: NDArray[np.intp]) -> Floats:
    """Values that add up to 1 in every sentence."""
    sizes = np.diff([*starts, len(values)])
    made: Floats = values / np.repeat(np.add.reduceat(values, starts), sizes, axis=0)
    return made


def judge(a: Read, b: Read, part: Mapping[str, Floats] | None = None) -> Judged:
    """Every sentence of one account against every sentence of the other; symmetric in the two.

    `part` is the network's weights, those that ship if not given.
    """
    similarity = a.words @ b.words.T
    there = np.add.reduceat(np.maximum.reduceat(similarity, b.starts, axis=1) * a.counts, a.starts)
    back = np.add.reduceat(np.maximum.reduceat(similarity, a.starts).T * b.counts, b.starts).T
    low, high, content = np.minimum(there, back), np.maximum(there, back), a.content @ b.content.T
    close = np.stack([low, high, content, low * high, content * content, content * low], axis=-1)
    logits = network(scaled(close), a, b, part or parameters())
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    odds /= odds.sum(axis=-1, keepdims=True)
    return Judged(odds[..., 1], odds[..., 2], odds[..., 3], low, high, content)


def scaled(close: Floats) -> Floats:
    """Similarities brought to about -2..2."""
    made: Floats = (close - np.float32(0.4)) * 4
    return made


def network(close: Floats, a: Read, b: Read, part: Mapping[str, Floats]) -> Floats:
    """Logits of unrelated, agree, differ and conflict: one hidden layer, and a straight line from the similarities."""
    x, y = a.content[:, None], b.content[None]
    s, t = a.stance[:, None], b.stance[None]
    inputs = np.concatenate([close, x * y * 8, np.abs(x - y) * 4, s * t, np.abs(s - t)], axis=-1)
    hidden = np.maximum(inputs @ part["hidden.weight"].T + part["hidden.bias"], 0)
    logits: Floats = hidden @ part["out.weight"].T + part["out.bias"]
    logits[..., 1:] += close @ part["line.weight"].T + part["line.bias"]
    return logits


@cache
def parameters() -> Mapping[str, Floats]:
    """The network's weights by name."""
    with np.load(io.BytesIO(weights(FILE))) as stored:
        return {name: stored[name] for name in stored.files}
