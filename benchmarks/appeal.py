"""What the best second judge could change: python -m benchmarks.appeal CASES... [--record].

The doubtful pairs of each annotated case are answered as its annotation has them, so the figures are a ceiling: they
say whether the pairs that are asked about are the ones worth asking, not how good any language model is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.cases import Json, Segments, gold_pairs, mean, ordered, project, read_golds, read_segments, score
from benchmarks.record import Row, append, shown
from rashomon.align.doubts import doubts
from rashomon.appeal import Court, Verdict, applied
from rashomon.appeal.answer import RELATIONS, SLOTS
from rashomon.case import Case
from rashomon.export.contract import to_dict
from rashomon.model import Alignment, Comparison
from rashomon.store import Store

FIGURES = ("pair_f1", "label_acc", "conflict_f1", "differ_slot_f1")


def compared(folder: Path) -> Comparison:
    """The comparison of a case's texts."""
    with Case.in_memory() as case:
        case.add([str(path) for path in sorted(folder.glob("a*.txt"))])
        return case.compare().record


def annotated(comparison: Comparison, unsure: Sequence[Alignment], gold: Json, segments: Segments) -> list[Verdict]:
    """The verdict of the annotation on each doubtful pair; a pair it does not have is unrelated."""
    names = {account.id: Path(account.path).name.split(".")[0] for account in comparison.accounts}
    home: dict[str, str] = {}
    for claim in comparison.claims:
        name = names[claim.span.account]
        home[claim.id] = f"{name}:{project(segments[name], claim.span.start, claim.span.end)}"
    pairs = gold_pairs(gold)
    return [_verdict(pairs.get(ordered(home[one.a], home[one.b]))) for one in unsure]


def _verdict(labels: set[tuple[str, str | None]] | None) -> Verdict:
    if not labels:
        return Verdict(None)
    label, name = max(labels, key=str)  # of several, a difference says more than a conflict, and that than agreement
    slot = next((known for known in SLOTS if label == "DIFFER" and (name or "").startswith(known)), None)
    return Verdict(RELATIONS[label.lower()], slot)


def scores(folder: Path) -> tuple[Json, Json, int]:
    """The figures of a case as it is, those with its doubtful pairs answered, and how many pairs that are."""
    comparison, segments = compared(folder), read_segments(folder)
    unsure = doubts(comparison.accounts, comparison.claims, comparison.alignments)
    before, after = [], []
    for gold in read_golds(folder):
        verdicts = annotated(comparison, unsure, gold, segments)
        judged = applied(
            comparison.accounts, comparison.claims, comparison.alignments, unsure, verdicts, Court("gold", Store())
        )
        before.append(score(to_dict(comparison), gold, segments))
        after.append(score(to_dict(replace(comparison, alignments=judged)), gold, segments))
    return mean(before), mean(after), len(unsure)


def row(name: str, before: Mapping[str, float], after: Mapping[str, float], count: int) -> Row:
    """One row of the table."""
    figures = "; ".join(f"{before[key]:.3f} → {after[key]:.3f}" for key in FIGURES)
    return Row(f"{name}, {count} doubtful pairs", figures)


def main() -> None:
    """Score each case as it is and as it could be, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--record", action="store_true", help="append the table to RESULTS.md")
    args = parser.parse_args()
    rows: list[Row] = []
    befores, afters, counts = [], [], []
    for folder in args.folders:
        before, after, count = scores(folder)
        counts.append(count)
        befores.append(before)
        afters.append(after)
        rows.append(row(folder.name, before, after, count))
        print(shown(rows[-1:]), flush=True)
    rows.append(row("mean", mean(befores), mean(afters), sum(counts) // len(counts)))
    if args.record:
        append("Doubtful pairs answered as annotated: pair F1; relation; CONFLICT F1; DIFFER F1 with slot",
               " ".join(["python -m benchmarks.appeal", *map(str, sys.argv[1:])]), rows)  # fmt: skip


if __name__ == "__main__":
    main()
