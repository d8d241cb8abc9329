"""Trains the judge: python -m training.judge.train --cases CASES [INVENTED] --run RUN [--epochs 3 2].

Three networks are trained: one on each half of the cases, by which the other half is scored (the trees of
`training.judge.trees` learn from those scores, never from scores of cases the network saw), and one on all. The
lowest layers of MiniLM are frozen and run once. A network that is already in RUN is not trained again.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.align.judge import arranged, judge
from rashomon.reader.context import Window, windows
from rashomon.reader.models import tokenizer
from training.judge.cases import Annotated, cases, stored
from training.judge.network import FROZEN, Network, Side
from training.layers import MINILM, Encoder, state_of

NEAR = 4  # sentences of the other account, nearest by content, that are always learnt from
SAMPLE = 100  # pairs that stand for all the others of two accounts
STEP = 32  # windows are padded to a multiple of this: few shapes, so that kernels are compiled once
CLASSES = (1.0, 1.0, 1.5, 1.5)  # how much an unrelated, agreeing, differing, conflicting pair weighs
RATES = (2e-4, 2e-3)  # learning rates of the encoder's layers and of what is new


@dataclass(frozen=True)
class Prepared:
    """A case ready for training: the frozen layers' output of each window, and where its sentences stand."""

    case: Annotated
    windows: list[list[Window]]
    ground: list[list[Tensor]]


def prepared(case: Annotated, lower: Encoder) -> Prepared:
    """The case with its windows read by the frozen layers."""
    cut = [windows_of(case, n) for n in range(len(case.accounts))]
    ground = [[grounded(window.ids, lower) for window in part] for part in cut]
    return Prepared(case, cut, ground)


def windows_of(case: Annotated, n: int) -> list[Window]:
    """The windows of one account, as the reader cuts them."""
    texts = [case.accounts[n].title or "", *(sentence.text for sentence in case.sentences[n])]
    ids = [encoding.ids for encoding in tokenizer().encode_batch(texts, add_special_tokens=False)]
    return windows(ids[0], ids[1:])


@torch.no_grad()
def grounded(ids: Sequence[int], lower: Encoder) -> Tensor:
    """One window after the frozen layers, stored as float16."""
    row = torch.tensor([ids])
    return lower.encoded(lower.embedded(row), torch.ones(row.shape), slice(FROZEN))[0].half()


def all_prepared(folders: Sequence[Path], run: Path) -> list[Prepared]:
    """Every case, the frozen part computed once and kept in the run folder."""
    kept = run / "ground.pt"
    found = list(cases(*folders))
    if not kept.exists():
        lower = Encoder()
        lower.load_state_dict(state_of(MINILM))
        torch.save([prepared(case, lower.eval()).ground for case in found], kept)
    held = torch.load(kept)
    return [
        Prepared(case, [windows_of(case, n) for n in range(len(case.accounts))], ground)
        for case, ground in zip(found, held, strict=True)
    ]


Encoded = list[list[Tensor]]


def encoded(network: Network, item: Prepared) -> Encoded:
    """Each window of each account after all layers; the whole case is one batch."""
    flat = [ground for part in item.ground for ground in part]
    length = -(-max(map(len, flat)) // STEP) * STEP
    batch, mask = torch.zeros(len(flat), length, flat[0].shape[1]), torch.zeros(len(flat), length)
    for n, ground in enumerate(flat):
        batch[n, : len(ground)] = ground.float()
        mask[n, : len(ground)] = 1
    rows = iter([row[: len(ground)] for row, ground in zip(network.encode(batch, mask), flat, strict=True)])
    return [[next(rows) for _ in part] for part in item.ground]


def sides(network: Network, item: Prepared, known: Encoded | None) -> list[Side]:
    """Each account's sentences as they are compared; `known` where the layers have run before."""
    both = zip(item.windows, known or encoded(network, item), strict=True)
    return [network.side(list(placed(network, *part))) for part in both]


def placed(network: Network, cut: Sequence[Window], rows: Sequence[Tensor]) -> Iterator[Tensor]:
    """The rows of each sentence of an account, in order."""
    for window, row in zip(cut, rows, strict=True):
        made = network.rows(row.float())
        for _, start, end in window.places:
            yield made[start:end]


def loss(network: Network, item: Prepared, known: Encoded | None, chance: np.random.Generator) -> Tensor:
    """Cross-entropy over the pairs of a case, by the number of its related pairs.

    All related pairs count, and all that look alike; of the rest a sample stands for the whole.
    """
    compared = sides(network, item, known)
    total, related = torch.zeros(()), 5
    for (i, j), gold in item.case.labels.items():
        a, b = compared[i], compared[j]
        rows, columns, stands_for = chosen(gold, (a.content @ b.content.T).detach().numpy(), chance)
        labels = torch.from_numpy(gold[rows, columns])
        logits = network.pairs(a, b, torch.from_numpy(rows), torch.from_numpy(columns))
        weight = torch.tensor(CLASSES)[labels] * torch.from_numpy(stands_for)
        total = total + (F.cross_entropy(logits, labels, reduction="none") * weight).sum()
        related += int((gold > 0).sum())
    return total / related


def chosen(
    gold: np.ndarray, alike: np.ndarray, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows and columns of the pairs to learn from, and how many pairs each stands for."""
    ranks = [np.argsort(np.argsort(-alike, axis=axis), axis=axis) for axis in (0, 1)]
    sure = (gold > 0) | (np.minimum(*ranks) < NEAR)
    rest = np.argwhere(~sure)
    some = rest[chance.permutation(len(rest))[:SAMPLE]]
    both = np.concatenate([np.argwhere(sure), some])
    weight = np.concatenate([np.ones(int(sure.sum())), np.full(len(some), len(rest) / max(1, len(some)))])
    return both[:, 0], both[:, 1], weight.astype(np.float32)


def train(items: Sequence[Prepared], *, epochs: tuple[int, int], path: Path, coarse: bool = False) -> Network:
    """A network trained on these cases, one case a step: first what is new alone, then the upper layers with it."""
    torch.manual_seed(0)
    network = Network(coarse=coarse)
    network.start_from(state_of(MINILM))
    new = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    first = path.with_suffix(".first.pt")
    if first.exists():
        network.load_state_dict(torch.load(first))
    else:
        with torch.no_grad():
            known = [[[row.half() for row in part] for part in encoded(network, item)] for item in items]
        run_epochs(network, items, [{"params": new, "lr": RATES[1]}], epochs[0], path, known=known)
        torch.save(network.state_dict(), first)
    groups = [{"params": network.layers.parameters(), "lr": RATES[0]}, {"params": new, "lr": RATES[1] / 4}]
    run_epochs(network, items, groups, epochs[1], path)
    torch.save(network.state_dict(), path)
    return network


def run_epochs(
    network: Network, items: Sequence[Prepared], groups: list[dict[str, Any]], epochs: int, path: Path,
    *, known: Sequence[Encoded] | None = None,
) -> None:  # fmt: skip
    """Some epochs over the cases in a shuffled order; the loss of each goes into a log beside `path`."""
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=epochs * len(items) + 1, pct_start=0.15
    )
    order, began = np.random.default_rng(0), time.monotonic()
    for epoch in range(epochs):
        network.train()
        losses = []
        for n in order.permutation(len(items)):
            value = loss(network, items[n], known[n] if known else None, order)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(value.detach()))
        line = {"epoch": epoch, "loss": round(sum(losses) / len(losses), 4), "s": round(time.monotonic() - began)}
        with path.with_suffix(".jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")


@torch.no_grad()
def scores(network: Network, items: Sequence[Prepared]) -> dict[str, np.ndarray]:
    """What the judge says of every case and two accounts "name/i/j": agree, differ, conflict, low, high, content."""
    network.eval()
    part = {name: value.numpy() for name, value in network.state_dict().items()}
    found = {}
    for item in items:
        both = zip(item.windows, encoded(network, item), strict=True)
        reads = [arranged([row.numpy() for row in placed(network, *rows)]) for rows in both]
        for i, j in item.case.labels:
            found[f"{item.case.name}/{i}/{j}"] = stored(judge(reads[i], reads[j], part))
    return found


def half(names: Sequence[str]) -> np.ndarray:
    """Which half each case is in."""
    return np.random.default_rng(1).permutation(len(names)) % 2


def main() -> None:
    """Train what the run folder lacks, and score each half by the network of the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--epochs", type=int, nargs=2, default=(3, 2), help="with the layers frozen, and all")
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    items = all_prepared(args.cases, args.run)
    halves = half([item.case.name for item in items])
    unseen: dict[str, np.ndarray] = {}
    for name, chosen in (("half0", halves == 0), ("half1", halves == 1), ("all", halves >= 0)):
        path = args.run / f"{name}.pt"
        if not path.exists():
            seen = [item for item, use in zip(items, chosen, strict=True) if use]
            train(seen, epochs=tuple(args.epochs), path=path, coarse=args.bfloat16)
        network = Network()
        network.load_state_dict(torch.load(path))
        unseen |= scores(network, [item for item, use in zip(items, chosen, strict=True) if not use])
    np.savez_compressed(args.run / "unseen.npz", **unseen)


if __name__ == "__main__":
    main()
