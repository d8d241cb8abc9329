"""Trains what tells a conflict and a difference: python -m training.relation.train --cases CASES [INVENTED] --run RUN.

RUN is the folder of training.judge.train and training.judge.trees, whose table of candidates, with judge and pair
score from models that never saw the case, is used again. Each candidate that could be shown is also measured by
`rashomon.align.against`. Two models, is it a conflict and is it a difference, learn from the related ones: whether two
sentences are related at all the pair score says. Four-fold cross-validation by case gives their calibration, their bars
and the figures printed.

The bar of a relation is where its F1 over all annotated pairs is greatest, among those where at least `PRECISE` of
the related pairs it is said of have it. Real cases decide it; where none of their bars is precise enough, real and
invented ones together, and where none of those is, the relation is left to the rules of `align.relation`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rashomon.align.against import Against, row
from rashomon.align.chances import NAMES
from rashomon.align.features import Case
from training.encoder import WEIGHTS
from training.judge.cases import Annotated, cases, sides_of, vectors_of
from training.judge.trees import (
    PAIR,
    Table,
    arrays,
    best_bar,
    calibration,
    crossed,
    first_round,
    folds,
    grown,
    second_round,
    table_of,
)
from training.manifest import record

LOW = 0.03  # candidates with a lower score are never shown and not learnt from
PRECISE = 0.5  # share of the related pairs said to conflict, or to differ, that must
LEAST = 15  # related pairs a bar must be passed by to be judged
BOTH = {"conflict": 3, "differ": 2}
TREES = {"max_iter": 90, "learning_rate": 0.08, "max_leaf_nodes": 15, "min_samples_leaf": 40, "l2_regularization": 2.0}


class Bar(NamedTuple):
    """The chance from which a relation is said, 1 for never, and what it comes to."""

    chance: float
    figures: str


def against(found: Sequence[Annotated], vectors: Mapping[str, np.ndarray], at: np.ndarray) -> np.ndarray:
    """The features of `align.against` of each pair of sentences."""
    made: list[list[float]] = []
    for n, case in enumerate(found):
        weights = Case(sides_of(case, vectors), {}).weights
        for _, i, j, k, m in at[at[:, 0] == n]:
            made.append(row(Against(case.sentences[i][k], case.sentences[j][m], weights)))
    return np.array(made, np.float32)


def scores(table: Table, fold: np.ndarray, kept: Path) -> tuple[np.ndarray, float]:
    """Calibrated scores of all candidates by trees that saw no pair of their case, and the bar of what is shown."""
    true = table.labels > 0
    if not kept.exists():
        np.save(kept, crossed(table, true, fold, **PAIR))
    raw = np.load(kept)
    line = calibration(raw[table.real], true[table.real])
    return np.interp(raw, *line).astype(np.float32), float(np.interp(best_bar(raw, table)[0], *line))


def bar_of(table: Table, chance: np.ndarray, is_it: np.ndarray, shown: np.ndarray, total: int) -> Bar:
    """The bar with the greatest F1 that is precise enough among what is shown."""
    order = np.flatnonzero(shown)[np.argsort(-chance[shown], kind="stable")]
    said = np.arange(1, len(order) + 1)
    right, related = np.cumsum(is_it[order]), np.cumsum(table.labels[order] > 0)
    f1 = np.where((right >= PRECISE * related) & (related >= LEAST), 2 * right / (said + total), 0)
    best = int(np.argmax(f1))
    if not f1[best]:
        return Bar(1.0, "no bar is precise enough")
    figures = f"said of {said[best]} pairs, {right[best]} right, {related[best]} related"
    return Bar(float(chance[order[best]]), f"F1 {f1[best]:.4f} at {chance[order[best]]:.3f}: {figures}")


def settled(
    name: str, table: Table, chance: np.ndarray, shown: np.ndarray, labels: Sequence[np.ndarray]
) -> tuple[np.ndarray, Bar]:
    """The candidates that decide on a relation's bar, those of real cases if they can, else all; and that bar."""
    is_it = table.labels == BOTH[name]
    every = np.ones_like(table.real)
    for which, seen, known in (("real", table.real, labels[0]), ("all", every, np.concatenate(labels))):
        bar = bar_of(table, chance, is_it, shown & seen, int((known == BOTH[name]).sum()))
        print(f"{name}, {which} cases: {bar.figures}")
        if bar.chance < 1:
            break
    return seen, bar


def main() -> None:
    """Write relation.npz and print the figures of the cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--judged", default="unseen.npz")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    table, bar, labels = widened(args.cases, args.run, args.judged)
    fold = folds(table)
    stored: dict[str, np.ndarray] = {"models": np.array(list(BOTH)), "features": np.array(NAMES)}
    shown = table.rows[:, NAMES.index("score")] >= bar
    print(
        f"{len(table.labels)} candidates, {shown.sum()} shown at {bar:.3f}, {(shown & table.real).sum()} of real cases"
    )
    related = table.labels > 0
    for name, label in BOTH.items():
        is_it = table.labels == label
        chance = crossed(table, is_it, fold, among=related, **TREES)
        seen, found = settled(name, table, chance, shown, labels)
        known = seen & related
        made = grown(table.rows[related], is_it[related], **TREES)
        part = arrays(made, chance[known], is_it[known], found.chance)
        stored.update({f"{name}.{key}": value for key, value in part.items()})
    np.savez_compressed(args.out / "relation.npz", **stored)
    record(args.out, ["relation.npz"])


def widened(folders: Sequence[Path], run: Path, scores_of: str) -> tuple[Table, float, list[np.ndarray]]:
    """The candidates that could be shown with all features of a relation, the bar of what is shown, and all labels.

    Labels are those of the real cases, and those of the invented ones.
    """
    table = table_of(folders, run, scores_of)
    table = second_round(table, first_round(table, run / f"first.{scores_of}.npy"), run / "cross.npy")
    fold = folds(table)
    score, bar = scores(table, fold, run / f"pair.{scores_of}.npy")
    with np.load(run / scores_of) as stored:
        scored = {key.split("/")[0] for key in stored.files}
        found = [case for case in cases(*folders) if case.name in scored]
    labels = [labels_of([case for case in found if case.invented == invented]) for invented in (False, True)]
    kept = np.load(run / f"pair.{scores_of}.npy") >= LOW
    measured = run / f"against.{scores_of}.npy"
    if not measured.exists():
        np.save(measured, against(found, vectors_of(found, run), table.places[kept]))
    rows = np.concatenate([table.rows[kept], score[kept, None], np.load(measured)], axis=1)
    return table.only(kept)._replace(rows=rows), bar, labels


def labels_of(found: Sequence[Annotated]) -> np.ndarray:
    """The labels of every pair of sentences of these cases."""
    return np.concatenate([np.zeros(0, np.int64), *(part.ravel() for case in found for part in case.labels.values())])


if __name__ == "__main__":
    main()
