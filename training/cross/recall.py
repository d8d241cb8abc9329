"""Keeps what cross-encoders said of cases that they never saw: python -m training.cross.recall --cases CASES --run RUN.

`training.cross.train` makes these scores on a GPU, and trees cannot be grown without them. `unseen.npz`, beside this
module, holds them by case, accounts and sentences, without a word of any text: RUN/cross.npy is written from it for
the candidates of RUN, whatever judge chose them. With --keep it is the other way about.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.cross.pairs import CLASSES
from training.cross.sources import JUDGED
from training.judge.cases import cases
from training.judge.trees import Table, table_of

FILE = Path(__file__).parent / "unseen.npz"


def keep(table: Table, names: Sequence[str], odds: np.ndarray, path: Path) -> None:
    """Write the scores (rows, 4) of a table of the named cases, those that are not NaN."""
    known = ~np.isnan(odds[:, 0])
    np.savez_compressed(path, names=names, places=table.places[known].astype(np.int16), odds=odds[known])


def recalled(table: Table, names: Sequence[str], path: Path) -> np.ndarray:
    """The scores (rows, 4) of a table of the named cases, float16; NaN where none was kept."""
    with np.load(path) as kept:
        known = kept["names"].tolist()
        places = kept["places"].tolist()
        number = {(known[case], *place): n for n, (case, *place) in enumerate(places)}
        odds = np.concatenate([kept["odds"], np.full((1, CLASSES), np.nan, np.float16)])
    found: np.ndarray = odds[[number.get((names[case], *place), -1) for case, *place in table.places.tolist()]]
    return found


def main() -> None:
    """Write one file from the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="write unseen.npz from the run folder")
    args = parser.parse_args()
    table, names = table_of(args.cases, args.run, JUDGED), [case.name for case in cases(*args.cases)]
    if args.keep:
        keep(table, names, np.load(args.run / "cross.npy"), FILE)
    else:
        np.save(args.run / "cross.npy", recalled(table, names, FILE))


if __name__ == "__main__":
    main()
