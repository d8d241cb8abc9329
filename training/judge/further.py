"""Goes on from the judge that ships: python -m training.judge.further --cases CASES --invented NEW... --run RUN.

It learns the invented cases and, so that it keeps what it knows of real ones, every fourth of the annotated ones, one
case a step. RUN/all.pt is written, for `training.judge.export`. So that the trees of `training.judge.trees` learn from
scores of cases unseen, the networks of halves that `training.judge.train` made of the annotated cases (`--halves`) go
on in the same way, each over its own half of both, and score the other: RUN/unseen.npz. A network that is already in
RUN is not trained again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch

from training.encoder import WEIGHTS
from training.graph import LAYERS
from training.judge.cases import Annotated, cases
from training.judge.export import PAIR
from training.judge.network import FROZEN, Network
from training.judge.train import Prepared, half, prepared, run_epochs, scores
from training.layers import MINILM, Encoder, state_of
from training.tagger.restore import encoder, tensors

REPLAYED = 4  # one annotated case of so many is read beside the invented ones
RATES = (8e-5, 2e-4)  # of the encoder's layers and of the rest; less than half of a new network's


class Part(NamedTuple):
    """A network to go on from, the cases that it knows, the invented ones that it learns, and those that it scores."""

    start: Network
    known: Sequence[Annotated]
    new: Sequence[Annotated]
    unseen: Sequence[Annotated] = ()


def shipped() -> Network:
    """The network of the exported files; int8 weights come back as the numbers that they stand for."""
    held = tensors(onnx.load(WEIGHTS / "judge.onnx"))
    state = {f"layers.{n - FROZEN}.{name}": one for n, name, one in layers(encoder(held))}
    state |= {"tokens.weight": held["head_tokens"].T, "tokens.bias": held["head_tokens_bias"]}
    with np.load(WEIGHTS / "judge.npz") as pair:
        state |= {name: pair[name] for name in PAIR}
    made = Network()
    made.load_state_dict({name: torch.tensor(one) for name, one in state.items()})
    return made


def layers(state: dict[str, np.ndarray]) -> list[tuple[int, str, np.ndarray]]:
    """The layers that are trained: number, name within the layer, and weights."""
    split = [(*name.removeprefix("layers.").split(".", 1), one) for name, one in state.items()]
    return [(int(n), name, one) for n, name, one in split if FROZEN <= int(n) < LAYERS]


def half_of(number: int, run: Path, annotated: Sequence[Annotated], invented: Sequence[Annotated]) -> Part:
    """The network of one half of the annotated cases, which goes on over one half of the invented ones."""
    start = Network()
    start.load_state_dict(torch.load(run / f"half{number}.pt"))
    mine, others = zip(*(parted(found, number) for found in (annotated, invented)), strict=True)
    return Part(start, *mine, [case for part in others for case in part])


def parted(found: Sequence[Annotated], number: int) -> tuple[list[Annotated], list[Annotated]]:
    """The cases of one half, and the others."""
    halves = half([case.name for case in found]).tolist()
    both = list(zip(halves, found, strict=True))
    return [case for n, case in both if n == number], [case for n, case in both if n != number]


def gone_on(part: Part, lower: Encoder, path: Path, coarse: bool) -> Network:
    """The network after an epoch of the invented cases and some that it knows; kept at `path`."""
    network = part.start
    if path.exists():
        network.load_state_dict(torch.load(path))
        return network
    torch.manual_seed(0)
    network.coarse = coarse
    items = [prepared(case, lower) for case in (*part.known[::REPLAYED], *part.new)]
    new = [weights for name, weights in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": network.layers.parameters(), "lr": RATES[0]}, {"params": new, "lr": RATES[1]}]
    run_epochs(network, items, groups, 1, path)
    torch.save(network.state_dict(), path)
    network.coarse = False
    return network


def said(network: Network, found: Sequence[Annotated], lower: Encoder) -> dict[str, np.ndarray]:
    """What the network says of the cases, one in memory at a time."""
    kept: dict[str, np.ndarray] = {}
    for case in found:
        item: Prepared = prepared(case, lower)
        kept |= scores(network, [item])
    return kept


def main() -> None:
    """Learn what RUN lacks, and score each half by the network of the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True, help="the annotated cases")
    parser.add_argument("--invented", type=Path, nargs="+", required=True, help="invented ones, by training.unfold")
    parser.add_argument("--halves", type=Path, help="the run folder with half0.pt and half1.pt")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    lower = Encoder()
    lower.load_state_dict(state_of(MINILM))
    annotated, invented = list(cases(args.cases)), list(cases(*args.invented))
    parts = {"all": Part(shipped(), annotated, invented)}
    if args.halves:
        parts |= {f"half{n}": half_of(n, args.halves, annotated, invented) for n in (0, 1)}
    unseen: dict[str, np.ndarray] = {}
    for name, part in parts.items():
        network = gone_on(part, lower.eval(), args.run / f"{name}.pt", args.bfloat16)
        unseen |= said(network, part.unseen, lower)
    if unseen:
        np.savez_compressed(args.run / "unseen.npz", **unseen)


if __name__ == "__main__":
    main()
