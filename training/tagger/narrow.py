"""A tagger with narrower feed-forward blocks: python -m training.tagger.narrow --run DIR --of RUN [--width 1024].

The blocks are two thirds of an encoder's arithmetic. Of the inner units of each those go, one by one, that the block's
output on training text can best do without, and with each the units that stay make up for it by least squares (Hassibi
and Stork 1993, optimal brain surgeon, here for whole units). Training then goes on with `--start DIR`, best with the
tagger it came from as `--teacher`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor, nn

from training.tagger.batches import Chunk, collate
from training.tagger.model import Tagger
from training.tagger.train import SETS, loaded, restored, stream

STEPS, BATCH = 80, 2048  # of text that the units are weighed on; sub-words of one step
RIDGE = 1e-3  # of the mean square of a unit, added to keep the system well-posed


def moments(model: Tagger, groups: Iterable[list[Chunk]]) -> list[Tensor]:
    """Of every layer the mean products of its inner units and a constant 1, (units + 1, units + 1), over real words."""
    size = model.shape.feed + 1
    sums = [torch.zeros(size, size, dtype=torch.float64) for _ in model.layers]
    mask = torch.zeros(0)

    def seen(total: Tensor, _module: nn.Module, inputs: tuple[Tensor]) -> None:
        rows = inputs[0][:, 1:][mask[:, 1:] > 0]  # the opening mark is a constant, see Tagger.bias
        rows = torch.cat([rows, torch.ones(len(rows), 1)], 1)
        total += (rows.T @ rows).double()

    hooks = [
        layer.narrow.register_forward_pre_hook(partial(seen, total))
        for layer, total in zip(model.layers, sums, strict=True)
    ]
    with torch.no_grad():
        for group in groups:
            batch = collate(group)
            mask = batch.mask
            model(batch.ids, batch.shapes, mask, batch.first)
    for hook in hooks:
        hook.remove()
    return [total / total[-1, -1] for total in sums]


def thinned(weight: Tensor, moment: Tensor, width: int) -> tuple[Tensor, Tensor]:
    """The units that stay, (width,), and the weights (outputs, width + 1) that make up for the others.

    `weight` is (outputs, units + 1), the bias last, and never goes. Taking unit j out costs the mean square of the
    output |w_j|^2 / [M^-1]_jj when the others are fitted anew, M being the moment of those that are left.
    """
    made, units = weight.double().clone(), len(moment) - 1
    ridge = RIDGE * moment.diagonal()[:units].mean()
    inverse = torch.linalg.inv(moment + ridge * torch.eye(units + 1, dtype=torch.float64))
    left = torch.ones(units, dtype=torch.bool)
    for _ in range(units - width):
        costs = made[:, :units].square().sum(0) / inverse.diagonal()[:units]
        j = int(costs.masked_fill(~left, torch.inf).argmin())
        row = inverse[j] / inverse[j, j]
        made -= made[:, j : j + 1] * row
        inverse -= inverse[:, j : j + 1] * row
        inverse.diagonal()[j] = 1.0  # gone: its row and column are nothing
        left[j] = False
    stays = left.nonzero()[:, 0]
    return stays, torch.cat([made[:, stays], made[:, -1:]], 1).float()


def narrowed(model: Tagger, found: list[Tensor], width: int) -> Tagger:
    """The tagger with `width` inner units in each layer, by the moments of them all."""
    made = Tagger(model.rels, replace(model.shape, inner=width))
    state = model.state_dict()
    for n, moment in enumerate(found):
        name = f"layers.{n}"
        whole = torch.cat([state[f"{name}.narrow.weight"], state[f"{name}.narrow.bias"][:, None]], 1)
        stays, weight = thinned(whole, moment, width)
        state[f"{name}.narrow.weight"], state[f"{name}.narrow.bias"] = weight[:, :-1], weight[:, -1]
        for kind in ("weight", "bias"):
            state[f"{name}.wide.{kind}"] = state[f"{name}.wide.{kind}"][stays]
    made.load_state_dict(state)
    return made


def main() -> None:
    """Write a checkpoint that `--start` reads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--of", type=Path, required=True)
    parser.add_argument("--width", type=int, default=1024)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model = restored(args.of)
    pools = loaded(args, "train", list(SETS))
    found = moments(model, islice(stream(pools.chunks, BATCH, args.seed), STEPS))
    made = narrowed(model, found, args.width)
    args.run.mkdir(parents=True, exist_ok=True)
    torch.save({"model": made.state_dict(), "rels": made.rels}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
