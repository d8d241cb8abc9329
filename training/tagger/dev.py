"""Scores of the torch model on the dev sets, greedy heads; benchmarks/tagger.py measures the shipped file."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields

import torch

from training.tagger.batches import Batch, Chunk, batched, collate
from training.tagger.labels import ATTRIBUTION, NER
from training.tagger.loss import masked_arcs, relation
from training.tagger.model import Scores, Tagger


def score(model: Tagger, dev: Mapping[str, Sequence[Chunk]], most: int | None = None) -> dict[str, float]:
    """Accuracies and F1 in percent on at most `most` chunks of each set."""
    model.eval()
    made: dict[str, float] = {}
    with torch.inference_mode():
        if "ewt" in dev:
            made |= parsing(model, dev["ewt"][:most])
        if "polnear" in dev:
            made |= attribution(model, dev["polnear"][:most])
    return {name: round(value, 2) for name, value in made.items()}


def batches(model: Tagger, chunks: Sequence[Chunk]) -> Iterator[tuple[Batch, Scores, torch.Tensor]]:
    """Batches, what the heads say, and the relations of the heads found; all on the CPU."""
    device = model.root.device
    for group in batched(chunks, 4096, random.Random(0)):  # noqa: S311
        batch = collate(group).to(device)
        scores = model(batch.ids, batch.shapes, batch.mask, batch.first)
        rels = relation(model, scores, masked_arcs(scores.arcs, batch.sentence).argmax(-1)).argmax(-1).cpu()
        said = Scores(*(getattr(scores, part.name).cpu() for part in fields(scores)))
        yield batch.to(torch.device("cpu")), said, rels


def parsing(model: Tagger, chunks: Sequence[Chunk]) -> dict[str, float]:
    """UPOS, UAS, LAS and the F1 of person, organisation and place."""
    hits, words = [0, 0, 0], 0
    names = [0, 0, 0]
    for batch, scores, rels in batches(model, chunks):
        heads = masked_arcs(scores.arcs, batch.sentence).argmax(-1)
        right = (heads == batch.heads)[batch.word]
        hits[0] += int((scores.upos.argmax(-1) == batch.upos)[batch.word].sum())
        hits[1] += int(right.sum())
        hits[2] += int((right & (rels == batch.rels)[batch.word]).sum())
        words += len(right)
        for n, word in enumerate(batch.word):
            found = spans([NER[t] for t in scores.names[n][word].argmax(-1)], ("PERSON", "ORG", "LOC"))
            gold = [
                next((NER[t] for t in range(1, 7) if row.sum() == 1 and row[t]), "O") for row in batch.names[n][word]
            ]
            count(names, found, spans(gold, ("PERSON", "ORG", "LOC")))
    upos, uas, las = (100 * hit / words for hit in hits)
    return {"upos": upos, "uas": uas, "las": las, "names": f1(*names)}


def attribution(model: Tagger, chunks: Sequence[Chunk]) -> dict[str, float]:
    """Token F1 and exact span F1 of each role."""
    tokens = {role: [0, 0, 0] for role in ("SOURCE", "CUE", "CONTENT")}
    exact = {role: [0, 0, 0] for role in tokens}
    for batch, scores, _ in batches(model, chunks):
        for n, word in enumerate(batch.word):
            found = [ATTRIBUTION[t] for t in scores.roles[n][word].argmax(-1)]
            gold = [ATTRIBUTION[t] for t in batch.roles[n][word]]
            for role, counts in tokens.items():
                left, right = ({p for p, t in enumerate(tags) if t.endswith(role)} for tags in (found, gold))
                count(counts, left, right)
                count(exact[role], spans(found, (role,)), spans(gold, (role,)))
    made = {f"{role.lower()}_token": f1(*counts) for role, counts in tokens.items()}
    return made | {f"{role.lower()}_span": f1(*counts) for role, counts in exact.items()}


def spans(tags: Sequence[str], kinds: Sequence[str]) -> set[object]:
    """(start, end, kind) of BIO tags; I without its B opens a span."""
    made: set[object] = set()
    start, kind = 0, ""
    for n, tag in enumerate([*tags, "O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            if kind in kinds:
                made.add((start, n, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = n, tag[2:]
    return made


def count(counts: list[int], found: AbstractSet[object], gold: AbstractSet[object]) -> None:
    """Add hits, found and gold."""
    counts[0] += len(found & gold)
    counts[1] += len(found)
    counts[2] += len(gold)


def f1(hits: int, found: int, gold: int) -> float:
    """F1 in percent."""
    return 200 * hits / (found + gold) if found + gold else 0.0
