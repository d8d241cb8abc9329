"""Goes on from the cross-encoder that ships: python -m training.cross.further --run RUN --minutes M [--bfloat16].

`training.cross.train` has teachers of four times the size, which take a GPU. Two cores are enough to teach the network
that ships some more of the material in RUN. Beside the labels it keeps to the word of a teacher that did not see the
case (RUN/cross.half0.npy and half1), or to its own from before where there is none (Li and Hoiem 2016, learning without
forgetting). RUN/cross.pt is written, for `training.cross.export`.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from training.cross.learn import case_lessons, kept, learn, of_others, saved, scored
from training.cross.network import Cross, trained
from training.cross.pairs import Material
from training.cross.restore import shipped

RATE = 5e-5  # peak learning rate, a third of a new network's
TOKENS = 8192  # padded tokens of one step


def told(run: Path, material: Material, model: Cross) -> np.ndarray:
    """The word (n, 4) on the annotated pairs that is kept to."""
    if all((run / f"cross.half{n}.npy").exists() for n in (0, 1)):
        return of_others(run, 0)
    return kept(run / "further.said.npy", partial(scored, model, material.annotated))


def gone_on(model: Cross, material: Material, said: np.ndarray, *, rate: float, seconds: float, seed: int) -> Cross:
    """The network after an epoch of the cases, or what there is time for."""
    torch.manual_seed(seed)
    everything = np.ones(len(said), bool)
    known = replace(material, annotated=replace(material.annotated, soft=said))
    learn(model, [*case_lessons(known, everything, 1, seed)], rate=rate, new_rate=rate, tokens=TOKENS, seconds=seconds)
    return model


def main() -> None:
    """Learn, and write cross.pt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    material, model = Material.load(args.run / "material.npz"), shipped()
    model.coarse = args.bfloat16
    said = told(args.run, material, model)
    made = gone_on(model, material, said, rate=args.rate, seconds=args.minutes * 60, seed=args.seed)
    saved(args.run / "cross.pt", trained(made))


if __name__ == "__main__":
    main()
