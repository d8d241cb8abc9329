"""Trains the cross-encoder: python -m training.cross.train --run RUN --base FOLDER [--device cuda].

RUN has the material of `training.cross.sources`; FOLDER holds MPNet. Three times, for each half of the cases and for
all, a teacher of MPNet learns auxiliary pairs and then the cases. Units and heads that it can best do without go
(`training.narrow`), and what is left learns from it, layer by layer, over pairs without labels and over its cases.
RUN/cross.npy has the scores of the table's rows by networks that never saw their case, for `training.judge.trees`, and
RUN/cross.pt what was learnt from all. Each stage is kept in RUN; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from rashomon.reader.cross import row
from training.cross.learn import (
    TOKENS,
    Lesson,
    batches,
    case_lessons,
    collate,
    kept,
    learn,
    of_others,
    read,
    saved,
    scored,
    thinned,
)
from training.cross.network import WORDS, Cross, four, fresh, trained
from training.cross.pairs import CLASSES, Material, Pairs
from training.layers import MPNET
from training.narrow import moments, narrowed

UNITS, HEADS = 768, 6  # that are left of each feed-forward block and layer
NARROW = replace(MPNET, inner=UNITS, left=HEADS, rounded=True)
AT_ONCE = 32  # units that go together
WEIGHED = 60  # batches that units and heads are weighed on
TEACHER_EPOCHS, UNLABELLED_EPOCHS, CASE_EPOCHS = 3, 2, 2
TEACHER_RATE, NARROW_RATE = 4e-5, 1.5e-4  # peak learning rates
SURE = 0.9  # an unlabelled pair that a teacher holds unrelated with this probability is seldom learnt from


def teacher(seen: np.ndarray, material: Material, base: Path, device: str, seconds: float) -> Cross:
    """MPNet after auxiliary pairs and the cases that it may see."""
    model = fresh(MPNET, base).to(device)
    lessons = [Lesson(material.auxiliary), *case_lessons(material, seen, TEACHER_EPOCHS)]
    learn(model, lessons, rate=TEACHER_RATE, seconds=seconds)
    return model.eval()


def student(
    model: Cross, seen: np.ndarray, material: Material, said: np.ndarray, device: str, seconds: float
) -> Cross:  # fmt: skip
    """What is left of a teacher, after it learnt from what it was."""
    made = narrower(model, material.annotated.only(seen), device)
    lessons = [
        Lesson(material.auxiliary),
        *unlabelled_lessons(material.unlabelled, said, UNLABELLED_EPOCHS),
        *case_lessons(material, seen, CASE_EPOCHS),
    ]
    learn(made, lessons, rate=NARROW_RATE, new_rate=NARROW_RATE, teacher=model, seconds=seconds)
    return made.eval()


def unlabelled_lessons(pairs: Pairs, said: np.ndarray, epochs: int) -> Iterator[Lesson]:
    """Epochs over unlabelled pairs, of which those are drawn seldom that are `said` to be unrelated."""
    chance = np.random.default_rng(1)
    for _ in range(epochs):
        yield Lesson(thinned(pairs, said[:, 0] >= SURE, chance), label=0.0)


def narrower(model: Cross, pairs: Pairs, device: str) -> Cross:
    """The teacher without most of its units and half of its heads, chosen by some of these pairs."""
    found = moments(model, runs(model, pairs, device))
    state = narrowed(MPNET, model.state_dict(), found, width=UNITS, heads=HEADS, at_once=AT_ONCE)
    made = Cross(NARROW, 0.0).to(device)
    made.load_state_dict(state | {WORDS: four(state[WORDS])})
    return made


def runs(model: Cross, pairs: Pairs, device: str) -> Iterator[tuple[Tensor, Callable[[], object]]]:
    """The tokens of some batches, and what reads them."""
    for chosen in batches(pairs.lengths, TOKENS, np.random.default_rng(2))[:WEIGHED]:
        rows = [row(*pair) for pair in pairs.only(chosen)]
        yield collate(rows).mask.to(device), partial(read, model, rows)


# --- Stages -------------------------------------------------------------------------------------------------


class Stage(NamedTuple):
    """A part of the cases, all of them (None) or a half, and the share of the time that is for its two networks."""

    name: str
    half: int | None
    teacher: float
    student: float


STAGES = (Stage("all", None, 0.19, 0.25), Stage("half0", 0, 0.10, 0.16), Stage("half1", 1, 0.10, 0.16))


def stage(part: Stage, material: Material, run: Path, base: Path, device: str, seconds: float) -> None:
    """The networks of a part, and what teacher and student say of the other cases, RUN/cross.NAME.npy (2, n, 4)."""
    seen = np.ones(len(material.half), bool) if part.half is None else material.half == part.half
    torch.manual_seed(0)
    large = teacher(seen, material, base, device, part.teacher * seconds)
    said = kept(run / "cross.said.npy", partial(scored, large, material.unlabelled))
    small = student(large, seen, material, said, device, part.student * seconds)
    found = np.full((2, len(seen), CLASSES), np.nan, np.float32)
    if part.half is None:
        saved(run / "cross.pt", trained(small))
    else:
        found[:, ~seen] = [scored(model, material.annotated.only(~seen)) for model in (large, small)]
    kept(run / f"cross.{part.name}.npy", found.copy)


def spread(scores: np.ndarray, material: Material) -> np.ndarray:
    """Scores (n, 4) as rows of the whole table, float16; NaN where a pair is not in it."""
    made = np.full((material.table_rows, CLASSES), np.nan, np.float16)
    made[material.rows] = scores
    return made


def train(run: Path, base: Path, device: str, seconds: float) -> None:
    """Every stage that RUN lacks."""
    material = Material.load(run / "material.npz")
    for part in STAGES:
        if not (run / f"cross.{part.name}.npy").exists():
            stage(part, material, run, base, device, seconds)
    kept(run / "cross.npy", partial(spread, of_others(run, 1), material))


def main() -> None:
    """Train what the run folder lacks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="a folder with MPNet")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--minutes", type=float, default=math.inf, help="that all of it may take, about")
    args = parser.parse_args()
    train(args.run, args.base, args.device, args.minutes * 60)


if __name__ == "__main__":
    main()
