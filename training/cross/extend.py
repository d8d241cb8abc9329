"""Adds cases to a run folder that nothing that ships has seen: python -m training.cross.extend --new CASES --run RUN.

Judge, first round and cross-encoder as they ship say what they make of such cases, so that trees grown on their word
meet in use what they have learnt from. RUN is the folder of `training.judge.train` and `training.cross.train`; its
judge's scores, vectors, table, first round's chances and cross.npy are made longer, and the new folder of cases is the
last of those that `training.judge.trees` and `training.relation.train` are given.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rashomon.align.judge import judge, read
from rashomon.align.scoring import models
from training.cross.learn import scored
from training.cross.pairs import CLASSES
from training.cross.restore import shipped
from training.cross.sources import JUDGED, LOW, annotated
from training.judge.cases import Annotated, cases, stored, vectors_of
from training.judge.trees import Table, tabled


class Added(NamedTuple):
    """What a run folder keeps of cases: word of judge and cross-encoder, vectors, table, first round's chances."""

    judged: Mapping[str, np.ndarray]
    vectors: Mapping[str, np.ndarray]
    table: Table
    chance: np.ndarray
    cross: np.ndarray


def measured(found: Sequence[Annotated], run: Path, coarse: bool) -> Added:
    """What ships makes of the cases; their vectors are kept in `run`."""
    said = {name: one for case in found for name, one in judged(case).items()}
    vectors = vectors_of(found, run)
    table = tabled(found, said, vectors)
    chance = models()[0].probability(table.rows)
    cross = np.full((len(chance), CLASSES), np.nan, np.float16)
    read = chance >= LOW
    model = shipped()
    model.coarse = coarse
    cross[read] = scored(model, annotated(found, table).only(read))
    return Added(said, vectors, table, chance, cross)


def judged(case: Annotated) -> dict[str, np.ndarray]:
    """What the judge that ships says of every two accounts, as `training.judge.train` keeps it."""
    held = [
        read(account.title or "", [sentence.text for sentence in part])
        for account, part in zip(case.accounts, case.sentences, strict=True)
    ]
    return {f"{case.name}/{i}/{j}": stored(judge(held[i], held[j])) for i, j in case.labels}


def lengthened(table: Table, more: Table) -> Table:
    """One table of two; the cases of the second are numbered after those of the first."""
    moved = more.places + np.array([len(table.annotated), 0, 0, 0, 0], more.places.dtype)
    return Table(*(np.concatenate(parts) for parts in zip(table, more._replace(places=moved), strict=True)))


def extend(run: Path, added: Added) -> None:
    """Make the files of the run folder longer; a SystemExit if it has one of the cases already."""
    with np.load(run / JUDGED) as held, np.load(run / "vectors.npz") as vectors:
        if both := set(held.files) & set(added.judged):
            raise SystemExit(f"'{run / JUDGED}' has '{min(both)}' already; give a folder of other cases")
        together = dict(held) | dict(added.judged), dict(vectors) | dict(added.vectors)
    with np.load(run / f"table.{JUDGED}") as stored:
        table = lengthened(Table(*(stored[name] for name in Table._fields)), added.table)
    chances = run / f"first.{JUDGED}.npy"
    np.savez(run / f"table.{JUDGED}", **table._asdict())
    np.save(chances, np.concatenate([np.load(chances), added.chance]))
    np.save(run / "cross.npy", np.concatenate([np.load(run / "cross.npy"), added.cross]))
    np.savez_compressed(run / JUDGED, **together[0])
    np.savez(run / "vectors.npz", **together[1])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--new", type=Path, required=True, help="cases that what ships was not made from")
    parser.add_argument("--run", type=Path, required=True, help="the judge's and the cross-encoder's run folder")
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    beside = args.run / "new"
    beside.mkdir(exist_ok=True)
    extend(args.run, measured(list(cases(args.new)), beside, args.bfloat16))


if __name__ == "__main__":
    main()
