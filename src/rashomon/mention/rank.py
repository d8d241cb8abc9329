"""Pronouns and descriptions take up the likeliest actor before them, or none: a small network ranks the candidates.

Mention ranking with entity-level features (Denis and Baldridge 2008; Durrett and Klein 2013), scored by one hidden
layer over the numbers of `features`; trained on GUM (training/coreference.py). Phrases are decided in text order, each
seeing the groups made before it. A phrase joins where the network gives the best candidate more than TAKES.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from rashomon.mention.bars import bars_of, kept_apart
from rashomon.mention.clusters import Clusters, compatible
from rashomon.mention.facts import CLASSES, SUBJECTS, Context
from rashomon.mention.features import OF_PAIR, OF_PHRASE, of_pairs, of_phrase, sounds_new
from rashomon.mention.phrase import Phrase
from rashomon.mention.pronouns import FIRST, RELATIVE
from rashomon.reader.models import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from spacy.tokens import Token

    Floats = NDArray[np.float32]

FILE = "corefer.npz"
CANDIDATES = 40  # groups a phrase is compared with, the latest first
REACH = {"pronoun": 5, "nominal": 200}  # sentences back
TAKES = {"pronoun": 0.3, "nominal": 0.2}
TAKES_NEW = 0.6  # "a general" and "her father" mostly are somebody new
TAKES_BODY = 0.4  # "the company" mostly is no body named before: of GUM's 80 joined to one at .2, 21 are right
TAKES_IT = 0.5  # "it" mostly is a thing or a fact, and no actor: of GUM's 85 joined to a name at .3, 27 are right


@dataclass(frozen=True)
class Layer:
    """A hidden layer of rectified units and its output: (in, hidden), (hidden,), (hidden,), scalar."""

    into: Floats
    bias: Floats
    out: Floats
    base: float

    def scores(self, sums: Floats) -> list[float]:
        """One score a row of what goes into the hidden units."""
        scores: list[float] = (np.maximum(sums, 0.0) @ self.out + np.float32(self.base)).tolist()
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
    """Joins each pronoun and description to the group it takes up.

    What a phrase looks like by itself hangs on no decision, so its share of the sums is computed for all at once.
    """
    context = Context(clusters, speakers)
    opened = in_turn(clusters)
    if not opened:
        return
    pair, alone = scorers()
    own = np.asarray([of_phrase(context, i) for i in opened], np.float32)
    nobody = alone.scores(own @ alone.into + alone.bias)
    shares = own @ pair.into[: len(OF_PHRASE)] + pair.bias
    for n, i in enumerate(opened):
        best = _best(context, i, nobody[n], shares[n])
        if best is not None:
            context.join(best, i)


def in_turn(clusters: Clusters) -> list[int]:
    """The open phrases in text order, but a description after the pronouns in it ("the man who stabbed him").

    Not after the subject of what it says ("the man who said he fell"), which most often is itself.
    """
    found = clusters.found
    starts = [phrase.start for phrase in found]
    opened = [i for i in range(len(found)) if is_open(clusters, i)]
    pronouns = [i for i in opened if found[i].form == "pronoun" and not _is_reported(found[i].head)]

    def turn(i: int) -> tuple[int, bool]:
        end = bisect_left(starts, _end(found[i]))
        inside = pronouns[bisect_left(pronouns, i) : bisect_left(pronouns, end)]
        return (inside[-1], inside[-1] != i) if inside else (i, True)

    return sorted(opened, key=turn)


def _is_reported(token: Token) -> bool:
    return token.dep_ in SUBJECTS and token.head.dep_ == "ccomp"


def _end(phrase: Phrase) -> int:
    """One past the last token of a phrase with its relative clause."""
    clauses = [child.right_edge.i + 1 for child in phrase.head.rights if child.dep_ == "acl:relcl"]
    return max((phrase.end, *clauses))


def is_open(clusters: Clusters, i: int) -> bool:
    """True for a third-person pronoun or a description that no construction has tied to a phrase before it."""
    phrase = clusters.found[i]
    if phrase.form == "name" or (phrase.form == "pronoun" and phrase.head.lower_ in FIRST | RELATIVE):
        return False
    return clusters.of(i)[0] == i


def candidates(context: Context, i: int) -> list[tuple[int, int]]:
    """The groups a phrase may join with their latest phrase before it, the latest first."""
    clusters, known, facts = context.clusters, context.known, context.facts[i]
    own, groups, apart, bars = clusters.group(i), clusters.groups, kept_apart(context, i), bars_of(facts)
    first = bisect_left(context.sentences, context.sentences[i] - REACH[facts.form], 0, i)
    found: list[tuple[int, int]] = []
    for root in dict.fromkeys(reversed(clusters.root[first:i])):
        group = groups[root]
        if root in apart or not compatible(group, own):
            continue
        for bar in bars:
            if bar(facts, group, known[root]):
                break
        else:
            found.append((root, group.members[bisect_left(group.members, i) - 1]))
            if len(found) == CANDIDATES:
                break
    return found


def _best(context: Context, i: int, nobody: float, share: Floats) -> int | None:
    """The latest phrase of the group that phrase `i` takes up, given the score of none and its own share of sums."""
    choices = candidates(context, i)
    if not choices:
        return None
    pair, _ = scorers()
    told = chain.from_iterable(of_pairs(context, i, choices))
    pairs = np.fromiter(told, np.float32, len(choices) * len(OF_PAIR)).reshape(len(choices), -1)
    scores = pair.scores(pairs @ pair.into[len(OF_PHRASE) :] + share)
    best = max(scores)
    highest = max(best, nobody)
    likely = exp(best - highest) / sum(exp(score - highest) for score in (nobody, *scores))
    root, latest = choices[scores.index(best)]
    return latest if likely > _bar(context, i, root) else None


def _bar(context: Context, i: int, root: int) -> float:
    """The share of a phrase's choices that the best one, a group by its root, must exceed."""
    facts, group = context.facts[i], context.clusters.groups[root]
    if facts.form == "nominal" and context.clusters.found[i].kind in ("org", "group") and group.names:
        return TAKES_BODY
    if CLASSES[facts.of_class] == "it" and facts.relation != "nmod:poss":
        return TAKES_IT
    return TAKES_NEW if sounds_new(context, i) else TAKES[context.clusters.found[i].form]
