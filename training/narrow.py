"""Takes out of an encoder the units and heads that it can best do without.

Feed-forward blocks and attention are nearly all of an encoder's arithmetic. Of the inner units of each block, and of
the heads of each layer, those go that the output on training text can best do without, and with each what stays makes
up for it by least squares (Hassibi and Stork 1993, optimal brain surgeon, here for whole units and heads).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import torch
from torch import Tensor, nn

from training.layers import Encoder, Shape

RIDGE = 1e-3  # of the mean square of a unit, added to keep the system well-posed

Moments = dict[str, list[Tensor]]
"""For `narrow` and `out`, the products that close a block and an attention, one matrix a layer."""


def moments(model: Encoder, runs: Iterable[tuple[Tensor, Callable[[], object]]]) -> Moments:
    """The mean products of what goes into `narrow` and `out`, and a constant 1, (units + 1, units + 1), by tokens.

    A run is the tokens (batch, tokens) of a batch that count, and what reads the batch.
    """
    sums: Moments = {"narrow": [], "out": []}
    chosen = torch.zeros(0, dtype=torch.bool)

    def seen(total: Tensor, _module: nn.Module, inputs: tuple[Tensor]) -> None:
        rows = inputs[0][chosen].float()
        rows = torch.cat([rows, rows.new_ones(len(rows), 1)], 1)
        total += (rows.T @ rows).double()

    hooks = []
    for layer in model.layers:
        for name, totals in sums.items():
            part = layer.get_submodule(name)
            weight = part.get_parameter("weight")
            size = weight.shape[1] + 1
            totals.append(torch.zeros(size, size, dtype=torch.float64, device=weight.device))
            hooks.append(part.register_forward_pre_hook(partial(seen, totals[-1])))
    with torch.no_grad():
        for chosen, run in runs:  # noqa: B007
            run()
    for hook in hooks:
        hook.remove()
    return {name: [total / total[-1, -1] for total in totals] for name, totals in sums.items()}


def thinned(weight: Tensor, moment: Tensor, width: int, apiece: int = 1, at_once: int = 1) -> tuple[Tensor, Tensor]:
    """The units that stay, (width,), and the weights (outputs, width + 1) that make up for the others.

    `weight` is (outputs, units + 1), the bias last, and never goes. Units go `apiece` at a time, those of one head, and
    `at_once` such groups before the costs of the others are taken anew.
    Taking the units j out costs the mean square of the output w_j [M^-1]_jj^-1 w_j when the others are fitted anew, M
    being the moment of those that are left.
    """
    made, units = weight.double().clone(), len(moment) - 1
    count, going = units // apiece, (units - width) // apiece
    ridge = RIDGE * moment.diagonal()[:units].mean()
    inverse = torch.linalg.inv(moment + ridge * torch.eye(units + 1).to(moment))
    left = torch.ones(count, dtype=torch.bool, device=moment.device)
    for n in range(0, going, at_once):
        cost = costs(made[:, :units], inverse[:units, :units], count).masked_fill(~left, torch.inf)
        chosen = cost.argsort(stable=True)[: min(at_once, going - n)]
        at = (chosen[:, None] * apiece + torch.arange(apiece, device=moment.device)).flatten()
        row = torch.linalg.solve(inverse[at][:, at], inverse[at])
        made -= made[:, at] @ row
        inverse -= inverse[:, at] @ row
        inverse[at, at] = 1.0  # gone: its rows and columns are nothing
        left[chosen] = False
    stays = left.repeat_interleave(apiece).nonzero()[:, 0]
    return stays, torch.cat([made[:, stays], made[:, -1:]], 1).float()


def costs(weight: Tensor, inverse: Tensor, count: int) -> Tensor:
    """What each of `count` groups of units costs, by weights (outputs, units) and M^-1."""
    groups = weight.unflatten(1, (count, -1))
    own = inverse.unflatten(0, (count, -1)).unflatten(2, (count, -1)).diagonal(dim1=0, dim2=2).permute(2, 0, 1)
    made: Tensor = torch.einsum("oga,gab,ogb->g", groups, torch.linalg.inv(own), groups)
    return made


def thin(
    state: dict[str, Tensor], name: str, moment: Tensor, width: int, apiece: int = 1, at_once: int = 1
) -> Tensor:  # fmt: skip
    """Leave `width` inputs to the linear layer `name` of the state; which ones, (width,)."""
    whole = torch.cat([state[f"{name}.weight"], state[f"{name}.bias"][:, None]], 1)
    stays, weight = thinned(whole, moment, width, apiece, at_once)
    state[f"{name}.weight"], state[f"{name}.bias"] = weight[:, :-1], weight[:, -1]
    return stays


def narrowed(
    shape: Shape, state: dict[str, Tensor], found: Moments, *, width: int, heads: int, at_once: int = 1
) -> dict[str, Tensor]:  # fmt: skip
    """The state with `width` inner units and `heads` heads in each layer, by the moments of them all.

    Scores of distances, which layers shared, become those of each layer's own heads.
    """
    made, distances = dict(state), []
    for n in range(shape.layers):
        name = f"layers.{n}"
        stays = thin(made, f"{name}.narrow", found["narrow"][n], width, at_once=at_once)
        rows = thin(made, f"{name}.out", found["out"][n], heads * shape.head, shape.head)
        parts = torch.cat([rows + part * shape.attending * shape.head for part in range(3)])
        for kind in ("weight", "bias"):
            made[f"{name}.wide.{kind}"] = made[f"{name}.wide.{kind}"][stays]
            made[f"{name}.qkv.{kind}"] = made[f"{name}.qkv.{kind}"][parts]
        distances.append(rows[:: shape.head] // shape.head)
    if shape.relative:
        made["relative.weight"] = made["relative.weight"][:, torch.cat(distances)]
    return made
