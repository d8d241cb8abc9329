"""Measures `rashomon.attribute` on PolNeAR (dev) and LitBank: spans, whole attributions, speakers of quotations.

    python -m benchmarks.attribution [--data DIR] [--gold-spans] [--litbank]

Spans are compared by characters: exact, and one to one with an intersection over union of at least .5. A whole
attribution is right if its source and its content (all parts together) both match one and the same annotated
attribution: by overlap, if each pair shares a character; and by intersection over union of at least .5 each. An
attribution without a source matches only one without a source. `--gold-spans` puts the annotated spans in place of
the tagger's, so that linking alone is measured. Where several annotators read a document, the first in order of
their ids counts. The texts are read from DIR (default ../shared/data) and are not part of the project.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

from spacy.tokens import Doc

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Attribution, Segment, Span
from rashomon.text import segments

Ranges = tuple[tuple[int, int], ...]
Gold = dict[str, Ranges]
Triple = tuple[Ranges, Ranges]  # source and content
T = TypeVar("T")


def main() -> None:
    """Prints one table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--gold-spans", action="store_true")
    chosen = options.parse_args()
    for line in report(list(polnear(chosen.data / "polnear" / "dev.jsonl", chosen.gold_spans))):
        print(line)


def polnear(path: Path, gold_spans: bool) -> Iterator[tuple[list[Gold], tuple[Attribution, ...]]]:
    """For each document what is annotated and what was found."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        account, body = plain(row["id"], row["text"], row["date"])
        doc = annotate(account, body)
        gold = annotated(row)
        if gold_spans:
            mark(doc, gold)
        yield gold, attribute(account, doc, body)


def plain(name: str, text: str, published: str | None = None) -> tuple[Account, tuple[Segment, ...]]:
    """An account whose whole text is body."""
    account = Account(name, name, text, "", published=published, language="en")
    cut = segments(text)
    return account, tuple(Segment(Span(name, start, end), "body", paragraph) for start, end, paragraph in cut)


def annotated(row: dict[str, Any]) -> list[Gold]:
    """The first annotator's attributions that have a content."""
    first = row["attributions"][min(row["attributions"])]
    roles = ("source", "cue", "content")
    return [{role: tuple(map(tuple, item[role] or ())) for role in roles} for item in first if item["content"]]


def mark(doc: Doc, gold: Sequence[Gold]) -> None:
    """Puts the annotated spans where the tagger puts its own."""
    for role in ("source", "cue", "content"):
        ranges = sorted({part for item in gold for part in item[role]})
        spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in ranges]
        doc.spans[role] = [span for span in spans if span is not None]


# --- Scores ------------------------------------------------------------------------------------------------


def report(results: Sequence[tuple[list[Gold], tuple[Attribution, ...]]]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'PolNeAR dev':<28}{'P':>7}{'R':>7}{'F1':>7}"
    for role in ("source", "cue", "content"):
        sets = [(spans_of(found, role), {part for item in gold for part in item[role]}) for gold, found in results]
        yield row(f"{role} exact", sum(len(p & g) for p, g in sets), *sizes(sets))
        yield row(f"{role} IoU>=.5", sum(matched(sorted(p), sorted(g), half_span) for p, g in sets), *sizes(sets))
    triples = [
        (list(map(triple, found)), [(item["source"], item["content"]) for item in gold]) for gold, found in results
    ]
    triples = [
        ([t for t, a in zip(p, found, strict=True) if a.outer is None], g)
        for (p, g), (_, found) in zip(triples, results, strict=True)
    ]
    for name, test in (("whole, by overlap", overlapping), ("whole, IoU>=.5", half)):
        yield row(name, sum(matched(p, g, test) for p, g in triples), *sizes(triples))
    quotes = [a for _, found in results for a in found if a.kind == "direct"]
    unknown = sum(a.speaker is None for a in quotes)
    yield f"direct quotations {len(quotes)}, speaker unknown {unknown / max(1, len(quotes)):.1%}"


def spans_of(found: Sequence[Attribution], role: str) -> set[tuple[int, int]]:
    """The distinct ranges of one role; attributions inside another's content are left out, as PolNeAR leaves them."""
    outermost = [a for a in found if a.outer is None]
    return {(span.start, span.end) for one in outermost for span in _parts(one, role) if span}


def _parts(attribution: Attribution, role: str) -> tuple[Span | None, ...]:
    return attribution.content if role == "content" else (getattr(attribution, role),)


def triple(found: Attribution) -> Triple:
    """Source and content of an attribution."""
    source = ((found.source.start, found.source.end),) if found.source else ()
    return source, tuple((span.start, span.end) for span in found.content)


def sizes(sets: Sequence[tuple[Any, Any]]) -> tuple[int, int]:
    """How many were found and how many are annotated."""
    return sum(len(p) for p, _ in sets), sum(len(g) for _, g in sets)


def row(name: str, right: int, found: int, gold: int) -> str:
    """One line: precision, recall, F1."""
    precision, recall = right / max(1, found), right / max(1, gold)
    f1 = 2 * right / max(1, found + gold)
    return f"{name:<28}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}   ({right} of {found} found, {gold} annotated)"


def matched(found: Sequence[T], gold: Sequence[T], score: Callable[[T, T], float]) -> int:
    """How many pairs match one to one, the best scores first; a score of 0 is no match."""
    scored = [(score(p, g), i, j) for (i, p), (j, g) in product(enumerate(found), enumerate(gold))]
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], s[1], s[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def iou(a: Ranges, b: Ranges) -> float:
    """Shared characters by all characters; 1 for two empty sets."""
    if not a and not b:
        return 1.0
    one = {i for start, end in a for i in range(start, end)}
    two = {i for start, end in b for i in range(start, end)}
    return len(one & two) / len(one | two)


def half_span(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The IoU of two ranges if at least .5, else 0."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    value = shared / (max(a[1], b[1]) - min(a[0], b[0]))
    return value if value >= 0.5 else 0.0


def overlapping(a: Triple, b: Triple) -> float:
    """How well two triples that overlap in source and content agree, else 0."""
    source, content = iou(a[0], b[0]), iou(a[1], b[1])
    return source + content if source > 0 and content > 0 else 0.0


def half(a: Triple, b: Triple) -> float:
    """The same, with an IoU of at least .5 each."""
    source, content = iou(a[0], b[0]), iou(a[1], b[1])
    return source + content if source >= 0.5 and content >= 0.5 else 0.0


if __name__ == "__main__":
    main()
