"""Runs the tagger over sentences of words.

Sentences are read in chunks of a few, because an attribution often needs its neighbours; dependency arcs stay
inside their sentence. A chunk is run alone and without padding, so its result depends on nothing but itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rashomon.errors import ReaderError
from rashomon.reader import tree
from rashomon.reader.models import session
from rashomon.reader.pieces import pieces, shapes
from rashomon.reader.spans import spans, valid
from rashomon.reader.words import vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOM = 128  # sub-words of one chunk; training saw up to 192, of 96, 128, 152, 176 and 240 this reads best
TOGETHER = 16  # chunks whose scores become labels at once: many small arrays cost more than a few large ones
LONGEST = 200  # sub-words of one sentence; a longer one is read in pieces cut at clause marks
MARKS = frozenset({";", ":", "—", "–", "--", ",", ")", "”", '"'})
NAMES = "upos", "names", "roles", "facts", "arcs", "links", "dependents", "heads"


class Sentence(NamedTuple):
    """Words, whether white space stands before each, and whether the sentence opens a paragraph.

    One set `apart` is not read in one run with those before it.
    """

    words: Sequence[str]
    spaced: Sequence[bool]
    paragraph: bool = False
    apart: bool = False


class Name(NamedTuple):
    """A named entity: words [start, end) and its label."""

    start: int
    end: int
    label: str


class Part(NamedTuple):
    """Words [start, end) with their role in attribution `number`: SOURCE, CUE or CONTENT."""

    start: int
    end: int
    role: str
    number: int


@dataclass(slots=True)
class Tags:
    """What the tagger says of all words, counted through all sentences.

    `heads` are word indices, a root is its own head. `facts` are factuality, from -3 (did not happen) to 3.
    `confidence` is the probability of each word's part of speech: low on text the model was not made for.
    """

    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    facts: list[float] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)


class Labels(NamedTuple):
    """Label inventories, read from the model's own metadata."""

    upos: tuple[str, ...]
    rels: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]


@cache
def labels() -> Labels:
    """The inventories of the shipped tagger."""
    found = session("tagger.onnx").get_modelmeta().custom_metadata_map.get("labels")
    if found is None:
        raise ReaderError("'tagger.onnx' carries no labels, so it is no tagger of this version; reinstall rashomon")
    stated = json.loads(found)
    return Labels(*(tuple(stated[name]) for name in Labels._fields))


def tag(sentences: Iterable[Sentence]) -> Tags:
    """Tag sentences of one text, in order."""
    made = Tags()
    runs = chunks(sentences)
    while some := list(islice(runs, TOGETHER)):
        read(some, made)
    return made


@dataclass(slots=True)
class Piece:
    """A sentence, or a part of one too long: its words as the model sees them."""

    ids: list[tuple[int, ...]]
    shapes: list[int]
    continues: bool = False


def chunks(sentences: Iterable[Sentence]) -> Iterator[list[Piece]]:
    """Runs of pieces that fit ROOM; a piece longer than that stands alone."""
    run: list[Piece] = []
    room = ROOM
    for sentence in sentences:
        for number, piece in enumerate(cut(whole(sentence))):
            need = length(piece)
            if run and (need > room or (sentence.apart and not number)):
                yield run
                run, room = [], ROOM
            run.append(piece)
            room -= need
    if run:
        yield run


def whole(sentence: Sentence) -> Piece:
    """A sentence as one piece."""
    starts = [0] * len(sentence.words)
    if starts:
        starts[0] = 2 if sentence.paragraph else 1
    return Piece([pieces(word) for word in sentence.words], shapes(sentence.words, sentence.spaced, starts))


def length(piece: Piece) -> int:
    """Sub-words of a piece."""
    return sum(map(len, piece.ids))


@cache
def mark_ids() -> frozenset[tuple[int, ...]]:
    """Clause marks as sub-words."""
    return frozenset(pieces(mark) for mark in MARKS)


def cut(piece: Piece) -> Iterator[Piece]:
    """The piece itself, or parts of at most LONGEST sub-words, cut after the clause mark nearest the middle."""
    count = len(piece.ids)
    if not count:
        return
    if length(piece) <= LONGEST or count < 2:
        yield piece
        return
    middle, marks = count // 2, mark_ids()
    after = [n + 1 for n in range(count // 4, count - count // 4 - 1) if piece.ids[n] in marks]
    at = min(after, key=lambda n: abs(n - middle), default=middle)
    yield from cut(Piece(piece.ids[:at], piece.shapes[:at], piece.continues))
    yield from cut(Piece(piece.ids[at:], piece.shapes[at:], continues=True))


def read(runs: Sequence[Sequence[Piece]], made: Tags) -> None:
    """Tag some chunks and append to `made`."""
    base = len(made.upos)
    outs: list[dict[str, NDArray[np.float32]]] = []
    for run in runs:
        outs.append(scores(run))
        hang(run, outs[-1], made)
        for used in ("arcs", "dependents", "heads"):  # large, and of no more use
            del outs[-1][used]
    joined = {name: np.concatenate([out[name] for out in outs]) for name in ("upos", "names", "roles", "facts")}
    chances, known = softmax(joined["upos"]), labels().upos
    made.upos += [known[n] for n in chances.argmax(1).tolist()]
    made.confidence += chances.max(1).tolist()
    made.facts += joined["facts"].tolist()
    made.names += names(joined["names"], bounds_of([len(piece.ids) for run in runs for piece in run]), base)
    made.parts += parts(joined["roles"], [out["links"] for out in outs], base, len(made.parts))


def bounds_of(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Where things of these lengths begin and end, one after the other."""
    return list(pairwise(accumulate(lengths, initial=0)))


def scores(run: Sequence[Piece]) -> dict[str, NDArray[np.float32]]:
    """The model's outputs for one chunk; the opening mark is part of the model."""
    words = [word for piece in run for word in piece.ids]
    counts = np.array([len(word) for word in words])
    first = np.cumsum(counts) - counts
    ids = [n for word in words for n in word]
    inputs = {
        "words": vectors(ids)[None],
        "shapes": np.repeat(np.array([form for piece in run for form in piece.shapes], np.int64), counts)[None],
        "first": first.astype(np.int64),
    }
    return dict(zip(NAMES, session("tagger.onnx").run(NAMES, inputs), strict=True))


def softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities over the last axis."""
    grown = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True), np.float32)


def hang(run: Sequence[Piece], out: dict[str, NDArray[np.float32]], made: Tags) -> None:
    """Append the relations and heads of one chunk."""
    bounds = bounds_of([len(piece.ids) for piece in run])
    found = tree.forest(out["arcs"], bounds)
    base = len(made.rels)
    made.rels += relations(out, found)
    attach(found.tolist(), run, bounds, base, made)


def relations(out: dict[str, NDArray[np.float32]], found: NDArray[np.int64]) -> list[str]:
    """The best relation of each word to the head it has; `root` for roots and for nothing else."""
    known = labels().rels
    dependents = out["dependents"].reshape(len(found), len(known), -1)
    values = np.matmul(dependents, out["heads"][found][:, :, None])[:, :, 0]
    root = known.index("root")
    values[found > 0, root] = -np.inf
    values[found == 0, root] = np.inf
    return [known[n] for n in values.argmax(1).tolist()]


def attach(
    found: Sequence[int], run: Sequence[Piece], bounds: Sequence[tuple[int, int]], base: int, made: Tags
) -> None:
    """Append heads; the root of a piece that continues a sentence hangs on the root of that sentence."""
    for piece, (start, end) in zip(run, bounds, strict=True):
        own = [base + (head - 1 if head else n) for n, head in enumerate(found[start:end], start)]
        if piece.continues:
            root = found.index(0, start)
            own[root - start], made.rels[base + root] = root_before(made), "parataxis"
        made.heads += own


def root_before(made: Tags) -> int:
    """The last word that is its own head."""
    return next(n for n in range(len(made.heads) - 1, -1, -1) if made.heads[n] == n)


def names(values: NDArray[np.float32], bounds: Sequence[tuple[int, int]], base: int) -> Iterator[Name]:
    """Named entities, none across sentences."""
    known = labels().names
    path = valid(softmax(values), known, bounds)
    for start, end, label in spans([known[n] for n in path.tolist()]):
        yield Name(base + start, base + end, label)


def parts(values: NDArray[np.float32], links: Sequence[NDArray[np.float32]], base: int, number: int) -> Iterator[Part]:
    """Attribution spans, none across chunks, by the roles of all and the links within each chunk."""
    known, bounds = labels().roles, bounds_of([len(table) for table in links])
    path = [known[n] for n in valid(softmax(values), known, bounds).tolist()]
    for table, (start, end) in zip(links, bounds, strict=True):
        made = list(linked(spans(path[start:end]), table, base + start, number))
        number += len(made)
        yield from made


def linked(found: Sequence[tuple[int, int, str]], links: NDArray[np.float32], base: int, number: int) -> Iterator[Part]:
    """The attribution spans of one chunk; those of one attribution share a number."""
    starts = [start for start, _, _ in found]
    cues = [n for n, (_, _, role) in enumerate(found) if role == "CUE"]
    numbers: dict[int, int] = {}
    for n, row in enumerate(links[np.ix_(starts, starts)].tolist()):
        start, end, role = found[n]
        targets = [n] if role == "CUE" else sorted({*cues, n})
        anchor = max(targets, key=row.__getitem__)
        yield Part(base + start, base + end, role, numbers.setdefault(anchor, number + len(numbers)))
