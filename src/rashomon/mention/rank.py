"""Pronouns and descriptions take up the likeliest actor before them, or none: a small network ranks the candidates.

Mention ranking with entity-level features (Denis and Baldridge 2008; Durrett and Klein 2013), scored by one hidden
layer over the numbers of `features`; trained on GUM (training/coreference.py). Phrases are decided in text order, each
seeing the groups made before it. A phrase joins where the network gives the best candidate more than TAKES.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from rashomon.mention.bars import barred, kept_apart
from rashomon.mention.clusters import Clusters
from rashomon.mention.facts import Context
from rashomon.mention.features import field_of, of_pair, of_phrase, sounds_new
from rashomon.mention.phrases import FIRST, RELATIVE
from rashomon.reader.models import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "corefer.npz"
CANDIDATES = 40  # groups a phrase is compared with, the latest first
REACH = {"pronoun": 5, "nominal": 200}  # sentences back
TAKES = {"pronoun": 0.3, "nominal": 0.2}
TAKES_NEW = 0.6  # "a general" and "her father" mostly are somebody new


@dataclass(frozen=True)
class Layer:
    """A hidden layer of rectified units and its output: (in, hidden), (hidden,), (hidden,), scalar."""

    into: Floats
    bias: Floats
    out: Floats
    base: float

    def __call__(self, rows: Floats) -> Floats:
        """One score a row."""
        scores: Floats = np.maximum(rows @ self.into + self.bias, 0.0) @ self.out + np.float32(self.base)
        return scores


@cache
def scorers() -> tuple[Layer, Layer]:
    """The network for a phrase with a candidate, and for a phrase that takes up nobody."""
    with np.load(BytesIO(weights(FILE))) as data:
        return _layer(data, "pair"), _layer(data, "alone")


def _layer(data: Mapping[str, Floats], name: str) -> Layer:
    into, bias, out = (data[f"{name}.{part}"].astype(np.float32) for part in ("into", "bias", "out"))
    return Layer(into, bias, out, float(data[f"{name}.base"]))


def rank(clusters: Clusters, speakers: Mapping[int, int]) -> None:
    """Joins each pronoun and description to the group it takes up."""
    context = Context(clusters, speakers)
    for i in range(len(clusters.found)):
        if is_open(clusters, i):
            best = _best(context, i)
            if best is not None:
                clusters.join(best, i)
        context.said.update(context.facts[i].heads)


def is_open(clusters: Clusters, i: int) -> bool:
    """True for a third-person pronoun or a description that no construction has tied to a phrase before it."""
    phrase = clusters.found[i]
    if phrase.form == "name" or (phrase.form == "pronoun" and phrase.head.lower_ in FIRST | RELATIVE):
        return False
    return clusters.of(i)[0] == i


def candidates(context: Context, i: int) -> list[tuple[int, int]]:
    """The groups a phrase may join with their latest phrase before it, the latest first."""
    clusters, found, seen = context.clusters, dict[int, int](), set[int]()
    phrase, apart = clusters.found[i], kept_apart(context, i)
    for j in range(i - 1, -1, -1):
        root = clusters.root[j]
        if root in seen:
            continue
        if phrase.sentence - clusters.found[j].sentence > REACH[phrase.form] or len(found) >= CANDIDATES:
            break
        seen.add(root)
        if root not in apart and clusters.may_join(root, i) and not barred(context, i, root):
            found[root] = j
    return list(found.items())


def rows(context: Context, i: int, choices: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    """The features of each choice, and those of taking up nobody."""
    among = field_of(context.clusters, choices, i)
    own = np.asarray([of_phrase(context, i)], np.float32)
    pairs = np.asarray([of_pair(context, i, root, j, among) for root, j in choices], np.float32)
    return np.concatenate([own.repeat(len(choices), axis=0), pairs], axis=1), own


def _best(context: Context, i: int) -> int | None:
    choices = candidates(context, i)
    if not choices:
        return None
    pairs, alone = rows(context, i, choices)
    pair, none = scorers()
    scores = np.concatenate([none(alone), pair(pairs)])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(shares[1:].argmax())
    takes = TAKES_NEW if sounds_new(context, i) else TAKES[context.clusters.found[i].form]
    return choices[best][1] if shares[1 + best] > takes else None
