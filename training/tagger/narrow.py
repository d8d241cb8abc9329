"""A narrower tagger: python -m training.tagger.narrow --run DIR --of RUN [--width 1024] [--heads 8].

Feed-forward blocks and attention are nearly all of an encoder's arithmetic. Of the inner units of each block, and of
the heads of each layer, those go, one by one, that the output on training text can best do without, and with each what
stays makes up for it by least squares (Hassibi and Stork 1993, optimal brain surgeon, here for whole units and heads).
Training then goes on with `--start DIR`, best with the tagger it came from as `--teacher`.
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

Moments = dict[str, list[Tensor]]
"""For `narrow` and `out`, the products that close a block and an attention, one matrix a layer."""


def moments(model: Tagger, groups: Iterable[list[Chunk]]) -> Moments:
    """The mean products of what goes into `narrow` and `out`, and a constant 1, (units + 1, units + 1), by words."""
    sums: Moments = {"narrow": [], "out": []}
    mask = torch.zeros(0)

    def seen(total: Tensor, _module: nn.Module, inputs: tuple[Tensor]) -> None:
        rows = inputs[0][:, 1:][mask[:, 1:] > 0]  # the opening mark is a constant, see Tagger.bias
        rows = torch.cat([rows, torch.ones(len(rows), 1)], 1)
        total += (rows.T @ rows).double()

    hooks = []
    for layer in model.layers:
        for name, totals in sums.items():
            part = layer.get_submodule(name)
            size = part.get_parameter("weight").shape[1] + 1
            totals.append(torch.zeros(size, size, dtype=torch.float64))
            hooks.append(part.register_forward_pre_hook(partial(seen, totals[-1])))
    with torch.no_grad():
        for group in groups:
            batch = collate(group)
            mask = batch.mask
            model(batch.ids, batch.shapes, mask, batch.first)
    for hook in hooks:
        hook.remove()
    return {name: [total / total[-1, -1] for total in totals] for name, totals in sums.items()}


def thinned(weight: Tensor, moment: Tensor, width: int, apiece: int = 1) -> tuple[Tensor, Tensor]:
    """The units that stay, (width,), and the weights (outputs, width + 1) that make up for the others.

    `weight` is (outputs, units + 1), the bias last, and never goes. Units go `apiece` at a time, those of one head.
    Taking the units j out costs the mean square of the output w_j [M^-1]_jj^-1 w_j when the others are fitted anew, M
    being the moment of those that are left.
    """
    made, units = weight.double().clone(), len(moment) - 1
    count = units // apiece
    ridge = RIDGE * moment.diagonal()[:units].mean()
    inverse = torch.linalg.inv(moment + ridge * torch.eye(units + 1, dtype=torch.float64))
    left = torch.ones(count, dtype=torch.bool)
    for _ in range((units - width) // apiece):
        j = int(costs(made[:, :units], inverse[:units, :units], count).masked_fill(~left, torch.inf).argmin())
        at = slice(j * apiece, (j + 1) * apiece)
        row = torch.linalg.solve(inverse[at, at], inverse[at])
        made -= made[:, at] @ row
        inverse -= inverse[:, at] @ row
        inverse[at, at] = torch.eye(apiece, dtype=torch.float64)  # gone: its rows and columns are nothing
        left[j] = False
    stays = left.repeat_interleave(apiece).nonzero()[:, 0]
    return stays, torch.cat([made[:, stays], made[:, -1:]], 1).float()


def costs(weight: Tensor, inverse: Tensor, count: int) -> Tensor:
    """What each of `count` groups of units costs, by weights (outputs, units) and M^-1."""
    groups = weight.unflatten(1, (count, -1))
    own = inverse.unflatten(0, (count, -1)).unflatten(2, (count, -1)).diagonal(dim1=0, dim2=2).permute(2, 0, 1)
    made: Tensor = torch.einsum("oga,gab,ogb->g", groups, torch.linalg.inv(own), groups)
    return made


def narrowed(model: Tagger, found: Moments, *, width: int, heads: int) -> Tagger:
    """The tagger with `width` inner units and `heads` heads in each layer, by the moments of them all."""
    shape = model.shape
    made = Tagger(model.rels, replace(shape, inner=width, left=heads))
    state = model.state_dict()
    for n in range(shape.layers):
        name = f"layers.{n}"
        stays = thin(state, f"{name}.narrow", found["narrow"][n], width)
        rows = thin(state, f"{name}.out", found["out"][n], heads * shape.head, shape.head)
        parts = torch.cat([rows + part * shape.attending * shape.head for part in range(3)])
        for kind in ("weight", "bias"):
            state[f"{name}.wide.{kind}"] = state[f"{name}.wide.{kind}"][stays]
            state[f"{name}.qkv.{kind}"] = state[f"{name}.qkv.{kind}"][parts]
    made.load_state_dict(state)
    return made


def thin(state: dict[str, Tensor], name: str, moment: Tensor, width: int, apiece: int = 1) -> Tensor:
    """Leave `width` inputs to the linear layer `name` of the state; which ones, (width,)."""
    whole = torch.cat([state[f"{name}.weight"], state[f"{name}.bias"][:, None]], 1)
    stays, weight = thinned(whole, moment, width, apiece)
    state[f"{name}.weight"], state[f"{name}.bias"] = weight[:, :-1], weight[:, -1]
    return stays


def main() -> None:
    """Write a checkpoint that `--start` reads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--of", type=Path, required=True)
    parser.add_argument("--width", type=int, help="inner units of a block, as many as there are unless given")
    parser.add_argument("--heads", type=int, help="heads of a layer, as many as there are unless given")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model = restored(args.of)
    pools = loaded(args, "train", list(SETS))
    found = moments(model, islice(stream(pools.chunks, BATCH, args.seed), STEPS))
    width, heads = args.width or model.shape.feed, args.heads or model.shape.attending
    made = narrowed(model, found, width=width, heads=heads)
    args.run.mkdir(parents=True, exist_ok=True)
    torch.save({"model": made.state_dict(), "rels": made.rels}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
