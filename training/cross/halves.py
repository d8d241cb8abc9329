"""Scores cases by cross-encoders that saw none of them: python -m training.cross.halves --cases CASES NEW --run RUN.

`training.cross.train` does this with teachers of eight times the size, which take a GPU. Two cores are enough where the
teacher is the cross-encoder that ships, and of unlabelled pairs alone, since it knows the labels of the cases. A
student learns what it says of those, then the cases of one half, and reads the other. RUN is the judge's run folder;
RUN/cross.npy is written, for `training.judge.trees`. Each stage is kept in RUN; the same command goes on from there.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from training.cross.further import TOKENS, shipped
from training.cross.network import CLASSES, Cross, fresh
from training.cross.pairs import Pairs
from training.cross.train import (
    NEW_RATE,
    STUDENT_RATE,
    Lesson,
    Material,
    averaged,
    case_lessons,
    gathered,
    kept,
    learn,
    saved,
    scored,
    spread,
    unlabelled_lessons,
)
from training.layers import MINILM

READ = 0.04  # first-stage probability from which a pair is read
UNLABELLED = 24_000  # pairs that the teacher is asked about


def begun(material: Material, run: Path, coarse: bool) -> Path:
    """A student that has learnt from all but the cases."""
    path = run / "halves.student.pt"
    if not path.exists():
        some = drawn(material.unlabelled)
        said = kept(run / "halves.said.npy", partial(said_of, some, coarse))
        model = coarsely(fresh(MINILM), coarse)
        lessons = [Lesson(material.auxiliary), *unlabelled_lessons(some, said, 1)]
        learn(model, lessons, rate=STUDENT_RATE, tokens=TOKENS)
        saved(path, model.state_dict())
    return path


def drawn(pairs: Pairs) -> Pairs:
    """As many unlabelled pairs as the teacher is asked about, drawn by chance."""
    return pairs.only(np.sort(np.random.default_rng(3).permutation(len(pairs))[:UNLABELLED]))


def said_of(pairs: Pairs, coarse: bool) -> np.ndarray:
    """What the cross-encoder that ships says of these pairs."""
    return scored(coarsely(shipped(), coarse), pairs)


def coarsely(model: Cross, coarse: bool) -> Cross:
    """The model, its products in bfloat16 if wanted."""
    model.coarse = coarse
    return model


def taught(number: int, material: Material, start: Path, coarse: bool) -> Cross:
    """The student after the cases of one half, each read once at half the rate."""
    model = coarsely(fresh(MINILM), coarse)
    model.load_state_dict(torch.load(start))
    torch.manual_seed(0)
    lessons = list(case_lessons(material, material.half == number, None, 1))
    learn(model, lessons, rate=STUDENT_RATE / 2, new_rate=NEW_RATE / 2, tokens=TOKENS)
    return model


def other_half(number: int, material: Material, start: Path, coarse: bool) -> np.ndarray:
    """Scores (n, 4) of the candidates by a student of one half; NaN in that half, and for what is not read."""
    wanted = (material.half != number) & (material.probability >= READ)
    made = np.full((len(wanted), CLASSES), np.nan, np.float32)
    made[wanted] = scored(taught(number, material, start, coarse), material.annotated.only(wanted))
    return made


def likely(material: Material) -> Material:
    """The material without the unrelated pairs that are not read."""
    chosen = (material.probability >= READ) | (material.annotated.labels > 0)
    return replace(
        material,
        annotated=material.annotated.only(chosen),
        probability=material.probability[chosen],
        half=material.half[chosen],
        rows=material.rows[chosen],
    )


def main() -> None:
    """Every stage that RUN lacks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True, help="the judge's run folder")
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    material = likely(gathered(args.cases, args.data, args.run))
    start = begun(material, args.run, args.bfloat16)
    told = [kept(args.run / f"halves.{n}.npy", partial(other_half, n, material, start, args.bfloat16)) for n in (0, 1)]
    kept(args.run / "cross.npy", partial(spread, averaged(told), material))


if __name__ == "__main__":
    main()
