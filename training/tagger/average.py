"""The mean of finished runs' weights: python -m training.tagger.average --run DIR --of RUN RUN… [--weights W W…].

Runs that went on from one another, or from the same weights, lie in one valley of the loss, and their mean generalises
better than any of them (Izmailov and others 2018; Wortsman and others 2022). It costs nothing when it reads.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.tagger.train import restored


def averaged(states: Sequence[dict[str, Tensor]], weights: Sequence[float]) -> dict[str, Tensor]:
    """Every tensor's weighted mean."""
    total = sum(weights)
    return {name: sum(w / total * state[name] for w, state in zip(weights, states, strict=True)) for name in states[0]}


def main() -> None:
    """Write a checkpoint that `--start` and the export read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--of", type=Path, nargs="+", required=True)
    parser.add_argument("--weights", type=float, nargs="+", help="one for each run; all equal if not given")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    models = [restored(run) for run in args.of]
    state = averaged([model.state_dict() for model in models], args.weights or [1.0] * len(models))
    torch.save({"model": state, "rels": models[0].rels}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
