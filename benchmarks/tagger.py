"""The shipped tagger on the dev sets: python -m benchmarks.tagger [DATA] [--record].

Gold tokens and sentences, punctuation counted, the int8 file that ships, one thread. DATA is a folder laid out as
training/README.md says (default ../shared/data). --record appends the figures to benchmarks/RESULTS.md. The
goal column says what is aimed at, and "lab" what the same recipe reached in 19 minutes on a faster machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from training import lemmas
from training.tagger.corpora import Sentence, ewt, gum, polnear
from training.tagger.dev import count, f1, spans
from training.tagger.labels import ATTRIBUTION, NER, UPOS

from benchmarks.record import Row, append, shown
from rashomon import reader
from rashomon.reader.lemma import lemma

COMMAND = "python -m benchmarks.tagger"
ROLES = ("SOURCE", "CUE", "CONTENT")
GOAL = {
    "EWT dev UPOS": "97.0 (lab 96.8)", "EWT dev UAS": "92.3 (lab 91.8)", "EWT dev LAS": "90.0 (lab 89.3)",
    "GUM dev UPOS": "(lab 97.9)", "GUM dev UAS": "(lab 91.7)", "GUM dev LAS": "(lab 89.4)",
    "UNER EWT dev F1 (PERSON, ORG, LOC)": "85", "PolNeAR dev SOURCE token F1": "87 (lab 85)",
    "PolNeAR dev CUE token F1": "75 (lab 72)", "PolNeAR dev CONTENT token F1": "92 (lab 91)",
    "PolNeAR dev SOURCE span F1": "80 (lab 77)", "PolNeAR dev CONTENT span F1": "63 (lab 59)",
    "PolNeAR dev attribution F1 (source and content, overlap)": "70", "words/s, one thread": "9,000 (lab 8,900)",
}  # fmt: skip


class Relation(NamedTuple):
    """Words of one attribution's source and content."""

    source: frozenset[int]
    content: frozenset[int]


def tagged(sentences: Sequence[Sentence]) -> Iterator[tuple[list[Sentence], reader.Tags]]:
    """Each document with its tags."""
    for _, group in groupby(sentences, key=lambda s: s.document):
        document = list(group)
        yield document, reader.tag(reader.Sentence(s.words, s.spaced, s.paragraph) for s in document)


def parsing(name: str, sentences: Sequence[Sentence]) -> Iterator[tuple[str, float]]:
    """UPOS, UAS and LAS."""
    hits = {"UPOS": 0, "UAS": 0, "LAS": 0}
    words = 0
    for document, tags in tagged(sentences):
        base = 0
        for sentence in document:
            for n, (upos, head, rel) in enumerate(gold(sentence, base)):
                place = base + n
                right = tags.heads[place] == head
                hits["UPOS"] += tags.upos[place] == upos
                hits["UAS"] += right
                hits["LAS"] += right and tags.rels[place] == rel
            base += len(sentence.words)
        words += base
    for measure, value in hits.items():
        yield f"{name} {measure}", 100 * value / words


def gold(sentence: Sentence, base: int) -> Iterator[tuple[str, int, str]]:
    """Part of speech, head in the document (a root is its own) and relation of each word."""
    for n, (upos, head, rel) in enumerate(
        zip(sentence.upos or [], sentence.heads or [], sentence.rels or [], strict=True)
    ):
        yield UPOS[upos], base + (head - 1 if head else n), rel


def naming(sentences: Sequence[Sentence]) -> Iterator[tuple[str, float]]:
    """F1 of person, organisation and place, exact spans."""
    kinds = ("PERSON", "ORG", "LOC")
    single = {1 << n: tag for n, tag in enumerate(NER) if tag[2:] in kinds}
    counts = [0, 0, 0]
    for document, tags in tagged(sentences):
        wanted = spans([single.get(t, "O") for s in document for t in s.names or [1] * len(s.words)], kinds)
        count(counts, {(e.start, e.end, e.label) for e in tags.names if e.label in kinds}, wanted)
    yield "UNER EWT dev F1 (PERSON, ORG, LOC)", f1(*counts)


def attribution(sentences: Sequence[Sentence]) -> Iterator[tuple[str, float]]:
    """Token and exact span F1 of each role, and F1 of whole attributions."""
    tokens: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    exact: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    whole = [0, 0, 0]
    for document, tags in tagged(sentences):
        wanted = [ATTRIBUTION[t] for s in document for t in s.roles or []]
        for role in ROLES:
            found = {(p.start, p.end, role) for p in tags.parts if p.role == role}
            count(exact[role], found, spans(wanted, (role,)))
            inside = {n for start, end, _ in found for n in range(start, end)}
            count(tokens[role], inside, {n for n, tag in enumerate(wanted) if tag[2:] == role})
        numbers = [a for s in document for a in s.anchors or []]
        pairs(whole, relations(tags.parts), annotated(wanted, numbers))
    for role in ROLES:
        yield f"PolNeAR dev {role} token F1", f1(*tokens[role])
    for role in ROLES:
        yield f"PolNeAR dev {role} span F1", f1(*exact[role])
    yield "PolNeAR dev attribution F1 (source and content, overlap)", f1(*whole)


def relations(parts: Sequence[reader.Part]) -> list[Relation]:
    """The tagger's attributions that have both a source and a content."""
    words: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for part in parts:
        words[part.number, part.role].update(range(part.start, part.end))
    return joined(words)


def annotated(roles: Sequence[str], anchors: Sequence[int]) -> list[Relation]:
    """The annotators' attributions that have both."""
    words: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for n, (role, anchor) in enumerate(zip(roles, anchors, strict=True)):
        if anchor >= 0:
            words[anchor, role[2:]].add(n)
    return joined(words)


def joined(words: dict[tuple[int, str], set[int]]) -> list[Relation]:
    """Source and content of each number that has both."""
    numbers = sorted({number for number, _ in words})
    sides = [(words.get((n, "SOURCE"), set()), words.get((n, "CONTENT"), set())) for n in numbers]
    return [Relation(frozenset(source), frozenset(content)) for source, content in sides if source and content]


def pairs(counts: list[int], found: Sequence[Relation], wanted: Sequence[Relation]) -> None:
    """Count an attribution as found if both its source and its content overlap one not yet matched."""
    left = list(wanted)
    counts[1] += len(found)
    counts[2] += len(wanted)
    for one in found:
        match = next((w for w in left if w.source & one.source and w.content & one.content), None)
        if match is not None:
            left.remove(match)
            counts[0] += 1


def factuality(sentences: Sequence[Sentence]) -> Iterator[tuple[str, float]]:
    """How well factuality follows the annotators: Pearson's r of the values, and F1 of what did not happen."""
    pairs: list[tuple[float, float]] = []
    for document, tags in tagged(sentences):
        wanted = [value for s in document for value in (s.facts.get(n) for n in range(len(s.words)))]
        pairs += [(found, value) for found, value in zip(tags.facts, wanted, strict=True) if value is not None]
    found, gold = np.array(pairs).T
    yield "UDS on EWT dev factuality, Pearson's r of 100", 100 * float(np.corrcoef(found, gold)[0, 1])
    both = int(((found < 0) & (gold < 0)).sum())
    yield "UDS on EWT dev factuality below 0, F1", f1(both, int((found < 0).sum()), int((gold < 0).sum()))


def bases(data: Path) -> Iterator[tuple[str, float]]:
    """Base forms with gold parts of speech: of all words, and of verbs whose form the training parts do not have."""
    seen = {(word, upos) for word, upos, _ in lemmas.words(data, "train")}
    dev = list(lemmas.words(data, "dev"))
    new = [pair for pair in dev if pair[1] == "VERB" and pair[:2] not in seen]
    for what, part in (("EWT and GUM dev base forms", dev), ("of these, verb forms not in training", new)):
        yield what, 100 * sum(lemma(word, upos) == base for word, upos, base in part) / len(part)


def speed(sentences: Sequence[Sentence]) -> float:
    """Words per CPU second over a thousand news sentences, caches warm from one pass over others."""
    news, warm = sentences[:1000], sentences[1000:1400]
    for part in (warm, news):
        begun = time.process_time()
        for _ in tagged(part):
            pass
        used = time.process_time() - begun
    return sum(len(s.words) for s in news) / used


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    os.environ["RASHOMON_THREADS"] = "1"  # CPU seconds of two threads count their waiting as well
    web, news = ewt(args.data, "dev"), polnear(args.data, "dev")
    figures = [
        *parsing("EWT dev", web), *parsing("GUM dev", gum(args.data, "dev")),
        *bases(args.data),
        *naming(web), *attribution(news), *factuality(web), ("words/s, one thread", speed(news)),
    ]  # fmt: skip
    rows = [
        Row(what, f"{value:,.0f}" if value > 100 else f"{value:.1f}", GOAL.get(what, "")) for what, value in figures
    ]
    print(shown(rows))
    if args.record:
        append("Tagger", COMMAND, rows)


if __name__ == "__main__":
    main()
