"""Sentences to chunks to batches. A chunk is a run of sentences of one document, as the reader forms them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from rashomon.reader.pieces import MARK, OPEN, pieces, shapes
from training.tagger.corpora import NONE, Sentence
from training.tagger.labels import NER


@dataclass(frozen=True, slots=True)
class Chunk:
    """One training example, all labels on words; NONE (or 0 for names, NaN for facts) where there is none."""

    ids: np.ndarray
    shapes: np.ndarray
    first: np.ndarray
    sentence: np.ndarray
    upos: np.ndarray
    heads: np.ndarray
    rels: np.ndarray
    names: np.ndarray
    roles: np.ndarray
    anchors: np.ndarray
    facts: np.ndarray


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks padded to the longest; `word` is True for real words."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    word: Tensor
    sentence: Tensor
    upos: Tensor
    heads: Tensor
    rels: Tensor
    names: Tensor
    roles: Tensor
    anchors: Tensor
    facts: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, part.name).to(device, non_blocking=True) for part in fields(self)))


def size(sentence: Sentence) -> int:
    """Sub-words of a sentence."""
    return sum(len(pieces(word)) for word in sentence.words)


def chunks(
    sentences: Sequence[Sentence], rels: dict[str, int], limits: Sequence[int], rng: random.Random
) -> Iterator[Chunk]:
    """Runs of one document's sentences, each up to a limit drawn anew; a longer sentence stands alone, cut at 300."""
    run: list[Sentence] = []
    room = rng.choice(limits)
    for sentence in sentences:
        need = size(sentence)
        if need > 300:
            continue
        if run and (sentence.document != run[0].document or need > room):
            yield chunk(run, rels)
            run, room = [], rng.choice(limits)
        run.append(sentence)
        room -= need
    if run:
        yield chunk(run, rels)


def chunk(run: Sequence[Sentence], rels: dict[str, int]) -> Chunk:
    """One chunk from consecutive sentences."""
    made: dict[str, list[float]] = {part.name: [] for part in fields(Chunk)} | {"ids": [OPEN], "shapes": [MARK]}
    for number, sentence in enumerate(run):
        length, base = len(sentence.words), len(made["first"])
        starts = [(2 if sentence.paragraph else 1) if n == 0 else 0 for n in range(length)]
        for word, form in zip(sentence.words, shapes(sentence.words, sentence.spaced, starts), strict=True):
            made["first"].append(len(made["ids"]))
            made["ids"].extend(pieces(word))
            made["shapes"].extend([form] * len(pieces(word)))
        made["sentence"].extend([number] * length)
        none = [NONE] * length
        made["upos"].extend(sentence.upos or none)
        made["heads"].extend([h and h + base for h in sentence.heads] if sentence.heads else none)
        made["rels"].extend([rels[r] for r in sentence.rels] if sentence.rels else none)
        made["names"].extend(sentence.names or [0] * length)
        made["roles"].extend(sentence.roles or none)
        shift = base - sentence.offset
        made["anchors"].extend([a + shift if a >= 0 else NONE for a in sentence.anchors] if sentence.anchors else none)
        made["facts"].extend(sentence.facts.get(n, float("nan")) for n in range(length))
    whole = {name: np.array(row, np.int16) for name, row in made.items() if name != "facts"}
    return Chunk(**whole, facts=np.array(made["facts"], np.float16))


def batched(pool: Sequence[Chunk], tokens: int, rng: random.Random) -> list[list[Chunk]]:
    """Chunks of like length together, about `tokens` sub-words a batch, in random order."""
    order = sorted(pool, key=lambda c: len(c.ids) + rng.random() * 4)
    made: list[list[Chunk]] = []
    for item in order:
        if not made or (len(made[-1]) + 1) * len(item.ids) > tokens:
            made.append([])
        made[-1].append(item)
    rng.shuffle(made)
    return made


def collate(group: Sequence[Chunk]) -> Batch:
    """Pad a group of chunks."""

    def filled(name: str, blank: float, dtype: type[np.generic] = np.int64) -> Tensor:
        rows = [getattr(c, name) for c in group]
        out = np.full((len(rows), max(map(len, rows))), blank, dtype)
        for n, row in enumerate(rows):
            out[n, : len(row)] = row
        return torch.from_numpy(out)

    ids = filled("ids", 0)
    sets = filled("names", 0)
    allowed = (sets[..., None] >> torch.arange(len(NER))) & 1
    sentence = filled("sentence", -1)
    anchors = filled("anchors", NONE)
    inside = (anchors >= 0) & (anchors < sentence.shape[1])
    return Batch(
        ids=ids,
        shapes=filled("shapes", MARK),
        mask=(ids != 0).long(),
        first=filled("first", 0),
        word=sentence >= 0,
        sentence=sentence,
        upos=filled("upos", NONE),
        heads=filled("heads", NONE),
        rels=filled("rels", NONE),
        names=allowed.bool(),
        roles=filled("roles", NONE),
        anchors=anchors.masked_fill(~inside, NONE),
        facts=filled("facts", float("nan"), np.float32),
    )
