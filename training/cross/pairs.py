"""The pairs of sentences a cross-encoder learns from, laid out as `rashomon.reader.cross` reads them.

They are sub-words alone, and a file holds all of them, so that the machine that trains needs no texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from rashomon.reader.cross import Placed

CLASSES = 4  # unrelated, agree, differ, conflict
EASY = 0.2  # first-round probability under which an unrelated pair is seldom learnt from
KINDS = ("annotated", "auxiliary", "unlabelled")


@dataclass(frozen=True)
class Pairs:
    """Pairs of sentences, which `first` and `second` number.

    `labels` and `weights` (how many pairs each stands for) are (n,); `soft` is (n, 4), the probabilities a teacher
    gave, NaN where none has read the pair.
    """

    sentences: Sequence[Placed]
    first: np.ndarray
    second: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    soft: np.ndarray

    @classmethod
    def of(cls, sentences: Sequence[Placed], numbers: np.ndarray, labels: np.ndarray) -> Pairs:
        """Pairs (n, 2) of numbers of sentences, each for itself alone, read by no teacher."""
        count = len(numbers)
        soft = np.full((count, CLASSES), np.nan, np.float32)
        return cls(sentences, numbers[:, 0], numbers[:, 1], labels.astype(np.int64), np.ones(count, np.float32), soft)

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def lengths(self) -> np.ndarray:
        """How many tokens the sequence of each pair has."""
        length = np.array([sum(map(len, part)) for part in self.sentences], np.int64)
        made: np.ndarray = length[self.first] + length[self.second] + 3
        return made

    def only(self, chosen: np.ndarray) -> Pairs:
        """The chosen pairs alone."""
        names = ("first", "second", "labels", "weights", "soft")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def __iter__(self) -> Iterator[tuple[Placed, Placed]]:
        """Every pair, the first side first."""
        return ((self.sentences[a], self.sentences[b]) for a, b in zip(self.first, self.second, strict=True))

    def arrays(self) -> dict[str, np.ndarray]:
        """The pairs as arrays, from which `stored` makes them again; what a teacher said is left out."""
        parts = [part for sentence in self.sentences for part in sentence]
        flat = np.fromiter((n for part in parts for n in part), np.int32)
        sizes = np.array([len(part) for part in parts], np.int16)
        named = {name: getattr(self, name) for name in ("first", "second", "labels", "weights")}
        return {"flat": flat, "sizes": sizes} | named

    @classmethod
    def stored(cls, arrays: Mapping[str, np.ndarray]) -> Pairs:
        """Pairs of what `arrays` gave."""
        ends, flat = np.cumsum(arrays["sizes"], dtype=np.int64).tolist(), arrays["flat"].tolist()
        parts = [tuple(flat[start:end]) for start, end in pairwise([0, *ends])]
        held = [Placed(*parts[n : n + 3]) for n in range(0, len(parts), 3)]
        made = cls.of(held, np.stack([arrays["first"], arrays["second"]], 1), arrays["labels"])
        return replace(made, weights=arrays["weights"])


@dataclass(frozen=True)
class Material:
    """All there is to learn from.

    Of each annotated pair: `probability`, which the first round gave it, the `half` its case is in, and its row in the
    table, which has `table_rows`.
    """

    annotated: Pairs
    probability: np.ndarray
    half: np.ndarray
    rows: np.ndarray
    table_rows: int
    auxiliary: Pairs
    unlabelled: Pairs

    @property
    def easy(self) -> np.ndarray:
        """Annotated pairs that the first round holds unrelated, and rightly."""
        found: np.ndarray = (self.annotated.labels == 0) & (self.probability < EASY)
        return found

    def save(self, path: Path) -> None:
        """Write all of it as one file."""
        kinds = {f"{kind}.{name}": one for kind in KINDS for name, one in getattr(self, kind).arrays().items()}
        numbers = {name: getattr(self, name) for name in ("probability", "half", "rows", "table_rows")}
        np.savez_compressed(path, **kinds, **numbers)

    @classmethod
    def load(cls, path: Path) -> Material:
        """What `save` wrote."""
        with np.load(path) as kept:
            held = {name: kept[name] for name in kept.files}
        made = {kind: Pairs.stored(under(held, kind)) for kind in KINDS}
        return cls(
            probability=held["probability"], half=held["half"], rows=held["rows"],
            table_rows=int(held["table_rows"]), **made,
        )  # fmt: skip


def under(held: Mapping[str, np.ndarray], kind: str) -> dict[str, np.ndarray]:
    """The arrays whose names begin with a kind and a dot, by the rest of their names."""
    return {name.removeprefix(f"{kind}."): one for name, one in held.items() if name.startswith(f"{kind}.")}
