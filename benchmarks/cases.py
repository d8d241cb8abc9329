"""Scores comparisons of annotated cases: python -m benchmarks.cases FOLDER... [--comparison FILE] [--no-baseline].

Each folder holds accounts (`aN.txt`), their annotated segments (`aN.seg.tsv`: number, start, end, text) and one or
more annotations (`gold*.json`). Claims are projected on the annotated segments by largest overlap, and pairs of
segments are compared as sets: pair F1 with precision and recall, F1 by relation, whether the relation is right on
the pairs found, F1 of differences with their slot, F1 of boilerplate by segment, and, where actors were annotated,
B-cubed F1 of actors. Where a case was annotated twice each annotation is scored and the mean shown. Beside it stands
what a plain sentence encoder reaches with the threshold that is best for this very case, which no one could know
beforehand. Of several cases also the figures over all their pairs together: rare relations need that.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.actors import of_comparison

Json = dict[str, Any]


class Counts(NamedTuple):
    """How many are right, said and annotated."""

    right: float
    said: float
    annotated: float


Pair = tuple[str, str]
Segments = Mapping[str, Sequence[tuple[int, int]]]

COLUMNS = (
    "pair_f1", "pair_p", "pair_r", "label_acc", "agree_f1", "differ_f1", "conflict_f1", "differ_slot_f1",
    "boilerplate_f1", "actors_f1",
)  # fmt: skip


def f1(predicted: set[Any], gold: set[Any]) -> tuple[float, float, float]:
    """F1, precision and recall of two sets, rounded to four digits."""
    both = len(predicted & gold)
    precision = both / len(predicted) if predicted else 0.0
    recall = both / len(gold) if gold else 0.0
    mean = 2 * precision * recall / (precision + recall) if both else 0.0
    return round(mean, 4), round(precision, 4), round(recall, 4)


def project(segments: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """The segment a span overlaps most, the first of equals; None if it overlaps none."""
    overlaps = [min(b, end) - max(a, start) for a, b in segments]
    best = int(np.argmax(overlaps)) if overlaps else 0
    return best if overlaps and overlaps[best] > 0 else None


def predicted_pairs(comparison: Json, segments: Segments) -> dict[Pair, set[tuple[str, str | None]]]:
    """Pairs of segments with the relations and slots a comparison gives them."""
    names = {account["id"]: Path(account["path"]).name.split(".")[0] for account in comparison["accounts"]}
    home: dict[str, str] = {}
    for claim in comparison["claims"]:
        name = names[claim["account"]]
        number = project(segments[name], claim["start"], claim["end"])
        if number is not None:
            home[claim["id"]] = f"{name}:{number}"
    found: defaultdict[Pair, set[tuple[str, str | None]]] = defaultdict(set)
    for alignment in comparison["alignments"]:
        a, b = home.get(alignment["a"]), home.get(alignment["b"])
        if a and b and a.split(":")[0] != b.split(":")[0]:
            found[ordered(a, b)].add((alignment["relation"].upper(), alignment.get("slot")))
    return found


def gold_pairs(gold: Json) -> dict[Pair, set[tuple[str, str | None]]]:
    """Annotated pairs of segments with their labels and slots."""
    found: defaultdict[Pair, set[tuple[str, str | None]]] = defaultdict(set)
    for pair in gold["pairs"]:
        found[ordered(pair["a"], pair["b"])].add((pair["label"], pair.get("slot")))
    return found


def ordered(a: str, b: str) -> Pair:
    """The two names in order."""
    return (a, b) if a <= b else (b, a)


def score(comparison: Json, gold: Json, segments: Segments) -> Json:
    """All figures of one comparison against one annotation."""
    predicted, expected = predicted_pairs(comparison, segments), gold_pairs(gold)
    scores: Json = {"pairs_gold": len(expected), "pairs_pred": len(predicted)}
    scores["pair_f1"], scores["pair_p"], scores["pair_r"] = f1(set(predicted), set(expected))
    scores["label_acc"] = label_accuracy(predicted, expected)
    for label in ("AGREE", "DIFFER", "CONFLICT"):
        scores[f"{label.lower()}_f1"] = f1(with_label(predicted, label), with_label(expected, label))[0]
    scores["differ_slot_f1"] = f1(slots(predicted), slots(expected))[0]
    excluded, boilerplate = excluded_segments(comparison, segments), annotated_boilerplate(gold)
    scores["boilerplate_f1"] = f1(excluded, boilerplate)[0] if excluded or boilerplate else None
    return scores


Labelled = Mapping[Pair, set[tuple[str, str | None]]]


def tally(comparison: Json, gold: Json, segments: Segments) -> dict[str, Counts]:
    """How many conflicts and differences are right, said and annotated, and how many relations of pairs found are."""
    predicted, expected = predicted_pairs(comparison, segments), gold_pairs(gold)
    found: dict[str, Counts] = {}
    for name, mine, theirs in (
        ("CONFLICT", with_label(predicted, "CONFLICT"), with_label(expected, "CONFLICT")),
        ("DIFFER with its slot", slots(predicted), slots(expected)),
        ("DIFFER", with_label(predicted, "DIFFER"), with_label(expected, "DIFFER")),
    ):
        found[name] = Counts(len(mine & theirs), len(mine), len(theirs))
    both = len(set(predicted) & set(expected))
    found["relation of the pairs found"] = Counts(label_accuracy(predicted, expected) * both, both, both)
    return found


def pooled(tallies: Sequence[Sequence[Mapping[str, Counts]]]) -> list[str]:
    """A line for each figure over all cases, where each case counts as the mean of its annotations."""
    lines = []
    for name in tallies[0][0]:
        parts = [mean_counts([one[name] for one in case]) for case in tallies]
        right, said, annotated = (sum(column) for column in zip(*parts, strict=True))
        value = 2 * right / max(1, said + annotated)
        lines.append(f"{name}, pooled: F1 {value:.3f} ({right:g} right of {said:g} said, {annotated:g} annotated)")
    return lines


def mean_counts(counts: Sequence[Counts]) -> Counts:
    """Figure by figure, the mean."""
    return Counts(*(sum(column) / len(counts) for column in zip(*counts, strict=True)))


def label_accuracy(predicted: Labelled, expected: Labelled) -> float:
    """Share of the pairs found that have a right label."""
    both = set(predicted) & set(expected)
    right = sum(bool({label for label, _ in predicted[k]} & {label for label, _ in expected[k]}) for k in both)
    return round(right / max(1, len(both)), 4)


def with_label(pairs: Labelled, label: str) -> set[Pair]:
    """The pairs that have a label."""
    return {pair for pair, labels in pairs.items() if any(found == label for found, _ in labels)}


def slots(pairs: Labelled) -> set[tuple[Pair, str | None]]:
    """Differences with their slot; "wording-of-quote" is the annotation's name of "wording"."""
    return {
        (pair, "wording" if slot and slot.startswith("wording") else slot)
        for pair, labels in pairs.items()
        for label, slot in labels
        if label == "DIFFER"
    }


def excluded_segments(comparison: Json, segments: Segments) -> set[tuple[str, int]]:
    """Segments at least half of which one excluded range covers."""
    names = {account["id"]: Path(account["path"]).name.split(".")[0] for account in comparison["accounts"]}
    return {
        (names[part["account"]], number)
        for part in comparison["excluded"]
        for number, (start, end) in enumerate(segments[names[part["account"]]])
        if min(end, part["end"]) - max(start, part["start"]) >= 0.5 * (end - start)
    }


def annotated_boilerplate(gold: Json) -> set[tuple[str, int]]:
    """Annotated segments that are not body text."""
    return {(name, int(number)) for name, kinds in gold["boilerplate"].items() for number in kinds}


# --- Reading a case ----------------------------------------------------------------------------------------


def read_segments(folder: Path) -> dict[str, list[tuple[int, int]]]:
    """The annotated segments of every account."""
    found = {}
    for path in sorted(folder.glob("a*.seg.tsv")):
        rows = [line.split("\t", 3) for line in path.read_text("utf-8").splitlines() if line]
        found[path.name.split(".")[0]] = [(int(row[1]), int(row[2])) for row in rows]
    return found


def read_golds(folder: Path) -> list[Json]:
    """The full annotations of a case, in name order."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("gold*.json"))]


def compared(folder: Path) -> Json:
    """The comparison rashomon makes of a case's texts."""
    from rashomon.case import Case
    from rashomon.export.contract import to_dict

    texts = sorted(folder.glob("a*.txt"), key=lambda path: (len(path.name), path.name))
    with Case.in_memory() as case:
        case.add([str(path) for path in texts])
        return to_dict(case.compare().record)


def mean(scores: Sequence[Json]) -> Json:
    """Figure by figure, the mean over annotations."""
    known = {key: [score[key] for score in scores if score[key] is not None] for key in scores[0]}
    return {key: round(sum(values) / len(values), 4) if values else None for key, values in known.items()}


# --- The plain baseline ------------------------------------------------------------------------------------


def baseline(folder: Path, golds: Sequence[Json], segments: Segments) -> tuple[float, float]:
    """Pair F1 of plain sentence vectors at the best threshold for this case, and that threshold."""
    from rashomon.reader import embed

    body = {name: body_of(name, golds[0], segments) for name in segments}
    texts = {name: (folder / f"{name}.txt").read_bytes().decode("utf-8-sig") for name in segments}
    vectors = {name: embed([texts[name][slice(*segments[name][k])] for k in numbers]) for name, numbers in body.items()}
    scored = {
        ordered(f"{x}:{k}", f"{y}:{m}"): float(value)
        for x in body
        for y in body
        if x < y and body[x] and body[y]
        for k, row in zip(body[x], vectors[x] @ vectors[y].T, strict=True)
        for m, value in zip(body[y], row, strict=True)
    }
    thresholds = [round(0.3 + 0.01 * step, 2) for step in range(66)]
    return max((mean_f1(scored, golds, bar), bar) for bar in thresholds)


def body_of(name: str, gold: Json, segments: Segments) -> list[int]:
    """Numbers of the segments annotated as body text."""
    return [k for k in range(len(segments[name])) if str(k) not in gold["boilerplate"].get(name, {})]


def mean_f1(scored: Mapping[Pair, float], golds: Iterable[Json], bar: float) -> float:
    """Mean pair F1 of the pairs that reach a threshold."""
    chosen = {pair for pair, value in scored.items() if value >= bar}
    values = [f1(chosen, set(gold_pairs(gold)))[0] for gold in golds]
    return round(sum(values) / len(values), 4)


# --- Showing -----------------------------------------------------------------------------------------------


def line(name: str, scores: Json, plain: float | None) -> str:
    """One row of the table."""
    shown = ["   –" if scores[key] is None else f"{scores[key]:.3f}" for key in COLUMNS]
    beside = "" if plain is None else f"{plain:.3f}"
    return "  ".join([f"{name:14}", *(f"{value:>8}" for value in shown), f"{beside:>8}"])


def main() -> None:
    """Score each folder and print a table; the last row is the mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--comparison", type=Path, help="score this comparison.json of the one folder given")
    parser.add_argument("--no-baseline", action="store_true", help="leave out the plain encoder")
    args = parser.parse_args()
    heads = [key.removesuffix("_f1").replace("_", " ")[:8] for key in COLUMNS]
    print("  ".join([f"{'case':14}", *(f"{head:>8}" for head in heads), f"{'cosine':>8}"]))
    rows, plains, tallies = [], [], []
    for folder in args.folders:
        segments, golds = read_segments(folder), read_golds(folder)
        comparison = json.loads(args.comparison.read_text("utf-8")) if args.comparison else compared(folder)
        texts = {name: (folder / f"{name}.txt").read_bytes().decode("utf-8-sig") for name in segments}
        scores = [
            score(comparison, gold, segments) | {"actors_f1": of_comparison(comparison, gold, texts)} for gold in golds
        ]
        rows.append(mean(scores))
        tallies.append([tally(comparison, gold, segments) for gold in golds])
        plains.append(None if args.no_baseline else baseline(folder, golds, segments)[0])
        print(line(folder.name, rows[-1], plains[-1]), flush=True)
    if len(rows) > 1:
        known = [plain for plain in plains if plain is not None]
        print(line("mean", mean(rows), sum(known) / len(known) if known else None))
        print("\n".join(pooled(tallies)))


if __name__ == "__main__":
    main()
