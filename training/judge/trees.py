"""Trains what decides on a pair: python -m training.judge.trees --cases ../shared/cases RUN/invented --run RUN.

Gradient-boosted trees over the named features of `rashomon.align.features`, where the judge's and the cross-encoder's
parts come from networks that never saw the case: do two sentences belong together? The first round has the features
that are cheap; the second only the pairs that the first finds likely, with what the cross-encoder says of them
(RUN/cross.npy, by training.cross.train, which needs the first round's table and so runs between). Four-fold
cross-validation by case gives the calibration, the threshold and the figures printed, all over the cases that were
not invented; the trees that are written are grown on all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from rashomon.align.features import Case, Facing, measured
from rashomon.align.judge import Judged
from rashomon.align.scoring import NAMES
from training.encoder import WEIGHTS
from training.judge.cases import Annotated, cases, sides_of, vectors_of
from training.manifest import record

FOLDS = 4
PAIR = {"max_iter": 300, "learning_rate": 0.06, "max_leaf_nodes": 15, "min_samples_leaf": 40, "l2_regularization": 1.0}
FLAT = 0.008  # mean F1 that is given up for recall
WORTH = 0.05  # first-round probability, uncalibrated, from which two sentences are read together


Scores = Mapping[str, np.ndarray]


class Table(NamedTuple):
    """Every candidate pair: features, label and place; how many annotated pairs each case has, and if it is invented.

    A place is five numbers: the case, its two accounts, and the sentence in each.
    """

    rows: np.ndarray
    labels: np.ndarray
    places: np.ndarray
    annotated: np.ndarray
    invented: np.ndarray

    @property
    def case(self) -> np.ndarray:
        """The case of each pair."""
        return self.places[:, 0]

    @property
    def real(self) -> np.ndarray:
        """Whether each pair is of a case that was not invented."""
        found: np.ndarray = ~self.invented[self.case]
        return found

    def only(self, chosen: np.ndarray) -> Table:
        """The table with the chosen pairs alone."""
        return self._replace(rows=self.rows[chosen], labels=self.labels[chosen], places=self.places[chosen])


def tabled(found: Sequence[Annotated], judged: Scores, vectors: Scores) -> Table:
    """The candidates of all cases, as the aligner chooses them."""
    parts = [part for n, case in enumerate(found) for part in pairs(n, case, judged, vectors)]
    rows, labels, places = zip(*parts, strict=True)
    annotated = np.array([case.annotated for case in found])
    invented = np.array([case.invented for case in found])
    return Table(np.concatenate(rows), np.concatenate(labels), np.concatenate(places), annotated, invented)


def pairs(
    number: int, case: Annotated, judged: Scores, vectors: Scores
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Features, labels and places of the candidates of every two accounts."""
    compared = sides_of(case, vectors)
    known = {
        (compared[i].account.id, compared[j].account.id): judged_of(judged[f"{case.name}/{i}/{j}"])
        for i, j in case.labels
    }
    whole = Case(compared, known)
    for i, j in combinations(range(len(compared)), 2):
        facing = Facing(compared[i], compared[j], whole)
        rows = measured(facing).astype(np.float32)
        told, other = facing.candidates
        place = np.stack([*(np.full_like(told, n) for n in (number, i, j)), told, other], axis=1)
        yield rows[told, other], case.labels[i, j][told, other], place.astype(np.int32)


def judged_of(scores: np.ndarray) -> Judged:
    """The judge's answer from its stored scores."""
    return Judged(*(scores[..., n].astype(np.float32) for n in range(6)))


def grown(rows: np.ndarray, labels: np.ndarray, **settings: float) -> HistGradientBoostingClassifier:
    """Trees on these rows."""
    return HistGradientBoostingClassifier(random_state=0, **settings).fit(rows, labels)


def folds(table: Table) -> np.ndarray:
    """The fold of each case."""
    return np.random.default_rng(0).permutation(len(table.annotated)) % FOLDS


def crossed(
    table: Table, labels: np.ndarray, fold: np.ndarray, *, among: np.ndarray | None = None, **settings: float
) -> np.ndarray:
    """Probability of each row by trees that saw no row of its case, and of the others those `among` the given alone."""
    found = np.zeros(len(labels), np.float64)
    for n in range(FOLDS):
        other = fold[table.case] == n
        seen = ~other if among is None else ~other & among
        model = grown(table.rows[seen], labels[seen], **settings)
        found[other] = model.predict_proba(table.rows[other])[:, 1]
    return found


def f1_by_case(chosen: np.ndarray, table: Table) -> float:
    """Mean pair F1 over the cases that were not invented."""
    right = np.bincount(table.case[chosen & (table.labels > 0)], minlength=len(table.annotated))
    shown = np.bincount(table.case[chosen], minlength=len(table.annotated))
    total = shown + table.annotated
    return float(np.mean(np.where(total > 0, 2 * right / np.maximum(total, 1), 1.0)[~table.invented]))


def best_bar(probability: np.ndarray, table: Table) -> tuple[float, float]:
    """The lowest threshold whose mean F1 by case is all but the greatest, and that F1.

    The curve is flat at its top; a missed pair costs a reader more than a doubtful one, which is shown with its score.
    """
    bars = np.arange(0.1, 0.7, 0.01)
    values = np.array([f1_by_case(probability >= bar, table) for bar in bars])
    first = int(np.argmax(values >= values.max() - FLAT))
    return float(bars[first]), float(values[first])


def arrays(
    model: HistGradientBoostingClassifier, unseen: np.ndarray, labels: np.ndarray, bar: float
) -> dict[str, np.ndarray]:
    """A model as arrays for `rashomon.align.trees`, calibrated on what it did not see."""
    nodes = [step[0].nodes for step in model._predictors]
    starts = np.cumsum([0, *(len(part) for part in nodes[:-1])])
    joined = np.concatenate(nodes)
    offset = np.repeat(starts, [len(part) for part in nodes])
    leaf = joined["is_leaf"].astype(bool)
    x, y = (part.astype(np.float32) for part in calibration(unseen, labels))
    return {
        "base": np.float64(np.ravel(model._baseline_prediction)[0]), "roots": starts.astype(np.int32),
        "feature": np.where(leaf, -1, joined["feature_idx"]).astype(np.int16),
        "cut": np.where(leaf, joined["value"], joined["num_threshold"]).astype(np.float32),
        "left": np.where(leaf, 0, joined["left"] + offset).astype(np.int32),
        "right": np.where(leaf, 0, joined["right"] + offset).astype(np.int32),
        "x": x, "y": y, "threshold": np.float32(np.interp(bar, x, y)),
    }  # fmt: skip


def calibration(unseen: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Knots of a map from chance to the share of pairs that hold, by centred isotonic regression.

    Isotonic regression has steps, and all pairs of a step would pass a bar within it; between the steps' centres the
    map rises (Oron and Flournoy 2017).
    """
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0).fit_transform(unseen, labels)
    levels, step = np.unique(fitted, return_inverse=True)
    return np.bincount(step, unseen) / np.bincount(step), levels


def calibration_error(unseen: np.ndarray, labels: np.ndarray, fold: np.ndarray, bar: float) -> float:
    """Expected calibration error (Naeini and others 2015) of the pairs shown, ten bins, calibrated on other folds."""
    fitted = np.zeros(len(labels))
    for n in range(FOLDS):
        fitted[fold == n] = np.interp(unseen[fold == n], *calibration(unseen[fold != n], labels[fold != n]))
    shown = unseen >= bar
    bins = np.minimum((fitted[shown] * 10).astype(int), 9)
    gaps = [abs(fitted[shown][bins == n].sum() - labels[shown][bins == n].sum()) for n in range(10)]
    return float(sum(gaps) / shown.sum())


def main() -> None:
    """Write align.npz and print the figures of the cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--judged", default="unseen.npz")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--first", action="store_true", help="grow the first round alone; the second stays as it ships")
    args = parser.parse_args()
    table = table_of(args.cases, args.run, args.judged)
    unseen = first_round(table, args.run / f"first.{args.judged}.npy")
    printed("first", table, unseen)
    stored = {"models": np.array(["first", "pair"]), "features": np.array(NAMES)}
    if args.first:
        stored = dict(np.load(args.out / "align.npz"))
    else:
        read = second_round(table, unseen, args.run / "cross.npy")
        again = crossed(read, read.labels > 0, folds(read), **PAIR)
        stored |= round_of("pair", read, again, printed("pair", read, again))
    stored |= round_of("first", table, unseen, WORTH)
    np.savez_compressed(args.out / "align.npz", **stored)
    record(args.out, ["align.npz"])


def round_of(name: str, table: Table, unseen: np.ndarray, threshold: float) -> dict[str, np.ndarray]:
    """A round's trees, grown on all pairs and calibrated on those of real cases, as they are stored."""
    true, real = table.labels > 0, table.real
    made = arrays(grown(table.rows, true, **PAIR), unseen[real], true[real], threshold)
    return {f"{name}.{key}": value for key, value in made.items()}


def first_round(table: Table, kept: Path) -> np.ndarray:
    """Probabilities of all candidates by trees that saw no row of their case, kept in the run folder."""
    if not kept.exists():
        np.save(kept, crossed(table, table.labels > 0, folds(table), **PAIR))
    found: np.ndarray = np.load(kept)
    return found


def second_round(table: Table, unseen: np.ndarray, cross: Path) -> Table:
    """The candidates that are read together, with what the cross-encoder says of them: agree, differ, conflict."""
    if not cross.exists():
        raise SystemExit(f"'{cross}' is not there; run training.cross.train with this run folder first")
    read = unseen >= WORTH
    odds = np.load(cross)[read][:, 1:].astype(np.float32)
    if np.isnan(odds).any():
        raise SystemExit(f"'{cross}' leaves candidates out; run training.cross.train with this table")
    return table.only(read)._replace(rows=np.concatenate([table.rows[read], odds], axis=1))


def printed(name: str, table: Table, unseen: np.ndarray) -> float:
    """The best bar of a round, after printing what it reaches."""
    true, real = table.labels > 0, table.real
    bar, value = best_bar(unseen, table)
    cases = int((~table.invented).sum())
    print(f"{name}: mean pair F1 {value:.4f} at {bar:.2f} over {cases} cases, {real.sum()} candidates")
    error = calibration_error(unseen[real], true[real], folds(table)[table.case][real], bar)
    print(f"expected calibration error of what is shown: {error:.3f}")
    return bar


def table_of(folders: Sequence[Path], run: Path, judged: str) -> Table:
    """The table, measured once and kept in the run folder."""
    kept = run / f"table.{judged}"
    if not kept.exists():
        with np.load(run / judged) as stored:
            scored = {key.split("/")[0] for key in stored.files}
            found = [case for case in cases(*folders) if case.name in scored]
            table = tabled(found, dict(stored), vectors_of(found, run))
        np.savez(kept, **table._asdict())
    with np.load(kept) as stored:
        return Table(*(stored[name] for name in Table._fields))


if __name__ == "__main__":
    main()
