"""Train the segment kinds: python -m training.clean [--folds N].

Reads the annotated cases (their texts stay where they are; the weights hold numbers of hashed features only), adds
page furniture written for this purpose (training/furniture.toml), fits a linear-chain CRF by L-BFGS and writes
src/rashomon/weights/clean.npz; a second one, for sources that are no news pages (training/forms.py), goes to forms.npz.
With --folds it cross-validates the first by case instead and writes nothing. The development cases are never read
here.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse  # type: ignore[import-untyped]

from rashomon.clean import Model, decode
from rashomon.clean.looks import BUCKETS, features
from rashomon.model import SEGMENT_KINDS
from rashomon.text import segments
from training.cases import Labelled, read_cases
from training.forms import other_sources
from training.manifest import record
from training.pages import bare, documents, dress, remarks

Floats = NDArray[np.floating[Any]]
KINDS = len(SEGMENT_KINDS)
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "src" / "rashomon" / "weights"


class Example(NamedTuple):
    """Hashed feature rows of one account and the kind of each of its segments."""

    rows: list[list[int]]
    kinds: list[int]


# --- Reading -----------------------------------------------------------------------------------------------


def project(labelled: Labelled, form: str | None = None) -> Example:
    """The account cut as the program cuts it; a piece takes the kind of the annotated segment it shares most with."""
    cut = segments(labelled.account.text)
    kinds, at = [], 0
    for start, end, _ in cut:
        while at + 1 < len(labelled.ranges) and labelled.ranges[at][1] <= start:
            at += 1
        near = range(at, min(at + 12, len(labelled.ranges)))
        best = max(near, key=lambda k: min(end, labelled.ranges[k][1]) - max(start, labelled.ranges[k][0]))
        kinds.append(labelled.kinds[best])
    return Example(list(features(labelled.account, cut, form)), kinds)


# --- Fitting -----------------------------------------------------------------------------------------------


class Batch(NamedTuple):
    """Every segment as a sparse row, and for the padded grid of (place, account) its row number and its kind.

    `inside` is False beyond the end of an account.
    """

    rows: sparse.csr_matrix
    grid: NDArray[np.int64]
    kinds: NDArray[np.int64]
    inside: NDArray[np.bool_]


def active(examples: Sequence[Example]) -> NDArray[np.int64]:
    """The features that at least three accounts have; what fewer have cannot generalise."""
    accounts = np.zeros(BUCKETS, np.int64)
    for example in examples:
        accounts[list({feature for row in example.rows for feature in row})] += 1
    return np.nonzero(accounts > 2)[0]


def narrowed(examples: Sequence[Example], keep: NDArray[np.int64]) -> list[Example]:
    """The examples with their features renumbered by their place in `keep`, the others left out."""
    place = dict(zip(keep.tolist(), range(len(keep)), strict=True))
    return [
        Example([[place[f] for f in row if f in place] for row in example.rows], example.kinds) for example in examples
    ]


def batches(examples: Sequence[Example], width: int) -> list[Batch]:
    """The examples in batches of like length, so that little of a grid is padding."""
    order = sorted(examples, key=lambda example: len(example.kinds))
    return [stack(order[at : at + 200], width) for at in range(0, len(order), 200)]


def stack(examples: Sequence[Example], width: int) -> Batch:
    """The examples as one batch."""
    rows = [row for example in examples for row in example.rows]
    pointers = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((f for row in rows for f in row), np.int64, pointers[-1])
    table = sparse.csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), width))
    longest = max(len(example.kinds) for example in examples)
    grid = np.zeros((longest, len(examples)), np.int64)
    kinds, inside, at = grid.copy(), np.zeros(grid.shape, bool), 0
    for column, example in enumerate(examples):
        length = len(example.kinds)
        grid[:length, column] = np.arange(at, at + length)
        kinds[:length, column], inside[:length, column] = example.kinds, True
        at += length
    return Batch(table, grid, kinds, inside)


def slope(model: Model, batch: Batch) -> tuple[float, Model]:
    """The negative log likelihood of a batch and its gradient, by the forward-backward algorithm."""
    scores = (batch.rows @ model.emit)[batch.grid]
    ahead, total = _forward(model, scores, batch.inside)
    after = _backward(model, scores, batch.inside)
    everyone = np.arange(batch.grid.shape[1])
    last = batch.inside.sum(0) - 1
    marginal = np.exp(ahead + after - total[None, :, None]) * batch.inside[..., None]
    emit, begin, end = marginal.copy(), marginal[0].sum(0), marginal[last, everyone].sum(0)
    onward = scores[1:] + after[1:]
    move = np.zeros_like(model.move)
    for step in range(len(onward)):
        here = batch.inside[step + 1]
        joint = ahead[step, here][:, :, None] + model.move + onward[step, here][:, None, :]
        move += np.exp(joint - total[here][:, None, None]).sum(0)
    path = _count(model, batch, scores, (emit, move, begin, end), last)
    flat = np.zeros((batch.rows.shape[0], KINDS))
    flat[batch.grid[batch.inside]] = emit[batch.inside]
    return float(total.sum() - path), Model(batch.rows.T @ flat, move, begin, end)


def _count(model: Model, batch: Batch, scores: Floats, expected: tuple[Floats, ...], last: NDArray[np.int64]) -> float:
    """Take the annotated kinds off the expected counts, in place; the score of the annotated path."""
    emit, move, begin, end = expected
    where = np.nonzero(batch.inside)
    gold, everyone = batch.kinds, np.arange(batch.grid.shape[1])
    emit[(*where, gold[where])] -= 1
    later = batch.inside[1:]
    before, after = gold[:-1][later], gold[1:][later]
    np.subtract.at(move, (before, after), 1)
    np.subtract.at(begin, gold[0], 1)
    np.subtract.at(end, gold[last, everyone], 1)
    path = scores[(*where, gold[where])].sum() + model.move[before, after].sum()
    return float(path + model.begin[gold[0]].sum() + model.end[gold[last, everyone]].sum())


def _forward(model: Model, scores: Floats, inside: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    ahead = np.zeros_like(scores)
    ahead[0] = model.begin + scores[0]
    for step in range(1, len(scores)):
        onward = _sum(ahead[step - 1][:, :, None] + model.move, 1) + scores[step]
        ahead[step] = np.where(inside[step][:, None], onward, ahead[step - 1])
    return ahead, _sum(ahead[-1] + model.end, 1)


def _backward(model: Model, scores: Floats, inside: NDArray[np.bool_]) -> Floats:
    after = np.zeros_like(scores)
    after[-1] = model.end
    for step in range(len(scores) - 2, -1, -1):
        onward = _sum(model.move + (scores[step + 1] + after[step + 1])[:, None, :], 2)
        after[step] = np.where(inside[step + 1][:, None], onward, model.end)
    return after


def _sum(values: Floats, axis: int) -> Floats:
    """Log of the sum of exponentials."""
    top = values.max(axis, keepdims=True)
    total: Floats = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return total


def fit(examples: Sequence[Example], *, ridge: float, rounds: int = 80) -> Model:
    """Fit the field by L-BFGS; `ridge` is the L2 pull of every weight towards zero."""
    keep = active(examples)
    parts = batches(narrowed(examples, keep), len(keep))
    shapes = ((len(keep), KINDS), (KINDS, KINDS), (KINDS,), (KINDS,))
    edges = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def unpack(flat: Floats) -> Model:
        pieces = np.split(flat, edges[:-1])
        return Model(*(piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)))

    def objective(flat: Floats) -> tuple[float, Floats]:
        loss, pull = ridge * float(flat @ flat) / 2, ridge * flat
        for part in parts:
            more, gradient = slope(unpack(flat), part)
            loss += more
            pull += np.concatenate([g.ravel() for g in gradient])
        return loss, pull

    found = optimize.minimize(
        objective, np.zeros(edges[-1]), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
    )
    fitted = unpack(found.x)
    emit = np.zeros((BUCKETS, KINDS))
    emit[keep] = fitted.emit
    return fitted._replace(emit=emit)


def favoured(model: Model, amount: float) -> Model:
    """The model with `amount` added to every body segment."""
    begin, move = model.begin.copy(), model.move.copy()
    begin[0] += amount
    move[:, 0] += amount
    return Model(model.emit, move, begin, model.end)


def write(model: Model, path: Path) -> None:
    """Write the model with its table in eight bits, one scale a kind; weights that decide nothing become zero."""
    scale = (np.abs(model.emit).max(axis=0) / 127).astype(np.float32)
    emit = np.round(np.where(np.abs(model.emit) < 0.05, 0, model.emit) / scale).astype(np.int8)
    np.savez_compressed(
        path,
        emit=emit,
        scale=scale,
        **{name: getattr(model, name).astype(np.float32) for name in ("move", "begin", "end")},
    )


# --- Measuring ---------------------------------------------------------------------------------------------


def counts(model: Model, examples: Iterable[Example]) -> tuple[int, int, int, int, int]:
    """True, missing and wrong boilerplate segments; boilerplate of the right kind; body segments."""
    hit = missed = wrong = right = body = 0
    for example in examples:
        for guess, gold in zip(decode(example.rows, model), example.kinds, strict=True):
            hit += bool(guess and gold)
            missed += bool(gold and not guess)
            wrong += bool(guess and not gold)
            right += bool(gold and guess == gold)
            body += not gold
    return hit, missed, wrong, right, body


def report(name: str, total: Sequence[int]) -> str:
    """One line of figures."""
    hit, missed, wrong, right, body = total
    precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    f1 = 2 * hit / max(1, 2 * hit + missed + wrong)
    return (
        f"{name}: boilerplate F1 {f1:.3f} (P {precision:.3f} R {recall:.3f}), kind right {right / max(1, hit):.3f},"
        f" body struck {wrong / max(1, body):.4f}"
    )


def cross_validate(
    items: Sequence[Labelled], spoken: Sequence[str], others: Sequence[Labelled], arguments: argparse.Namespace
) -> None:
    """Print the figures over all folds, each case being tested by a field that has not seen it."""
    cases = sorted({item.case for item in items})
    random.Random(1).shuffle(cases)  # noqa: S311
    totals: dict[str, list[int]] = {}
    for fold in range(arguments.folds):
        held = set(cases[fold :: arguments.folds])
        pages = dress([*(item for item in items if item.case not in held), *others], spoken)
        model = favoured(fit([project(page) for page in pages], ridge=arguments.ridge), arguments.favour)
        tested = [item for item in items if item.case in held]
        for name, chosen in (
            ("all", tested),
            ("without metadata", [bare(item) for item in tested]),
            ("opinion", [item for item in tested if item.case[0] in "op"]),
        ):
            more = counts(model, map(project, chosen))
            totals[name] = [a + b for a, b in zip(totals.get(name, [0] * 5), more, strict=True)]
    for name, total in totals.items():
        sys.stdout.write(report(name, total) + "\n")


def main() -> None:
    """Train, or cross-validate with --folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED / "cases")
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--ridge", type=float, default=0.3)
    parser.add_argument("--favour", type=float, default=0.25)
    arguments = parser.parse_args()
    ewt = arguments.data / "ud_ewt" / "en_ewt-ud-train.rebuilt.conllu"
    gum = next((arguments.data / "ud_gum_open").glob("*train*.conllu"))
    items, spoken, others = read_cases(arguments.cases), remarks(ewt), documents(gum) + documents(ewt)[::2]
    if arguments.folds:
        cross_validate(items, spoken, others, arguments)
        return
    news = [project(page) for page in dress([*items, *others], spoken)]
    forms = [project(page, form) for page, form in other_sources([*items, *others], spoken)]
    for name, examples in (("clean.npz", news), ("forms.npz", forms)):
        write(favoured(fit(examples, ridge=arguments.ridge), arguments.favour), WEIGHTS / name)
    record(WEIGHTS, ["clean.npz", "forms.npz"])


if __name__ == "__main__":
    main()
