"""How a cross-encoder learns: from labels, or from them and a teacher of the same pairs (Hinton and others 2015)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.reader.cross import Row, row
from training.cross.network import Batch, Cross
from training.cross.pairs import CLASSES, Material, Pairs

CLASS_WEIGHTS = (1.0, 1.0, 2.0, 3.0)  # how much an unrelated, agreeing, differing, conflicting pair weighs
SELDOM = 1 / 3  # share of the easy pairs that an epoch learns from
NEW_RATE = 1e-3  # peak learning rate of what is new
LABEL = 0.5  # weight of the label beside a teacher's word
TOKENS = 16384  # padded tokens of one step
WIDE = 16  # sequences are padded to a multiple of this
WARM = 0.06  # share of the steps in which the learning rate rises
NEW = ("marks", "first.", "last.")


@dataclass(frozen=True)
class Lesson:
    """The pairs of one epoch, and what their labels weigh where a teacher has spoken."""

    pairs: Pairs
    label: float = LABEL

    @cached_property
    def scale(self) -> float:
        """Mean weight of a pair, by which losses are divided so that learning rates mean the same in each epoch."""
        if not self.label:
            return 1.0
        return float(np.mean(np.array(CLASS_WEIGHTS)[self.pairs.labels] * self.pairs.weights))


def batches(lengths: np.ndarray, tokens: int, chance: np.random.Generator | None = None) -> list[np.ndarray]:
    """Indices of sequences of like length, at most so many padded tokens together; in chance's order if given."""
    blur = 0.0 if chance is None else chance.uniform(0, 8, len(lengths))
    found: list[np.ndarray] = []
    part: list[int] = []
    widest = 0
    for n in np.argsort(lengths + blur, kind="stable").tolist():
        widest = max(widest, padded(lengths[n]))
        if part and widest * (len(part) + 1) > tokens:
            found.append(np.array(part))
            part, widest = [], padded(lengths[n])
        part.append(n)
    found += [np.array(part)] if part else []
    return found if chance is None else [found[n] for n in chance.permutation(len(found))]


def padded(length: int) -> int:
    """How wide a sequence is in a batch of its like."""
    return -(-int(length) // WIDE) * WIDE


def collate(rows: Sequence[Row]) -> Batch:
    """Sequences as one batch, padded at the end."""
    parts = np.zeros((4, len(rows), padded(max(len(one.ids) for one in rows))), np.int64)
    for n, one in enumerate(rows):
        length = len(one.ids)
        parts[0, n, :length], parts[2, n, :length], parts[3, n, :length] = one.ids, one.marks, 1
        parts[1, n, one.turn : length] = 1
    ids, types, marks, mask = torch.from_numpy(parts)
    return Batch(ids, types, marks, mask.bool())


def losses(logits: Tensor, pairs: Pairs, label: float) -> Tensor:
    """The loss of each pair (n,): cross-entropy, or where a teacher has spoken the divergence from it and a share."""
    gold, weights, soft = (
        torch.from_numpy(part).to(logits.device) for part in (pairs.labels, pairs.weights, pairs.soft)
    )
    hard = F.cross_entropy(logits, gold, reduction="none") * logits.new_tensor(CLASS_WEIGHTS)[gold] * weights
    told = soft.nan_to_num(0.0).clamp(min=1e-4)
    told = told / told.sum(-1, keepdim=True)
    apart = F.kl_div(logits.log_softmax(-1), told, reduction="none").sum(-1) * weights
    return torch.where(soft[:, 0].isnan(), hard, label * hard + apart)


def turned(pairs: Pairs, chance: np.random.Generator) -> Pairs:
    """The pairs, half of them with their sides swapped: neither comes first by nature."""
    swap = chance.random(len(pairs)) < 0.5
    first, second = np.where(swap, pairs.second, pairs.first), np.where(swap, pairs.first, pairs.second)
    return replace(pairs, first=first, second=second)


def rated(progress: float, least: float) -> float:
    """Share of the peak learning rate: a linear rise, then a linear fall to nothing."""
    return min(max(progress, least) / WARM, (1 - progress) / (1 - WARM))


def optimiser_of(model: Cross, rate: float, new_rate: float) -> torch.optim.Optimizer:
    """AdamW with a rate for what was pre-trained and one for what is new."""
    learnt = [(name.startswith(NEW), part) for name, part in model.named_parameters() if part.requires_grad]
    groups = [
        {"params": [part for new, part in learnt if new == wanted], "lr": peak, "peak": peak}
        for wanted, peak in ((False, rate), (True, new_rate))
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def learn(
    model: Cross, lessons: Sequence[Lesson], *,
    rate: float, new_rate: float = NEW_RATE, tokens: int = TOKENS, teacher: Cross | None = None,
    seconds: float = math.inf,
) -> list[float]:  # fmt: skip
    """One run over the lessons, so many padded tokens a step; the mean loss of each.

    A run that would take longer than `seconds` leaves out the end of each lesson.
    """
    chance = np.random.default_rng(0)
    cut = [batches(lesson.pairs.lengths, tokens, chance) for lesson in lessons]
    optimiser = optimiser_of(model, rate, new_rate)
    ends = np.cumsum([len(parts) for parts in cut])
    total, began, told = int(ends[-1]), time.monotonic(), []
    model.train()
    for lesson, parts, end in zip(lessons, cut, ends, strict=True):
        pairs, found = turned(lesson.pairs, chance), []
        for done, rows in enumerate(parts, end - len(parts)):
            gone = (time.monotonic() - began) / seconds
            if gone > end / total:
                break
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rated(max(done / total, gone), 1 / total)
            found.append(step(model, optimiser, pairs.only(rows), lesson, teacher))
        told.append(float(torch.stack(found).mean()) if found else 0.0)
        spent = time.monotonic() - began
        print(f"{len(pairs)} pairs, {len(found)} of {len(parts)} steps, loss {told[-1]:.4f}, {spent:.0f} s", flush=True)
    return told


def step(
    model: Cross, optimiser: torch.optim.Optimizer, pairs: Pairs, lesson: Lesson, teacher: Cross | None
) -> Tensor:  # fmt: skip
    """One update; the mean loss."""
    rows = [row(*pair) for pair in pairs]
    if teacher is None:
        loss = losses(read(model, rows), pairs, lesson.label).mean() / lesson.scale
    else:
        loss = followed(model, teacher, rows, pairs, lesson)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return loss.detach()


def followed(model: Cross, teacher: Cross, rows: Sequence[Row], pairs: Pairs, lesson: Lesson) -> Tensor:
    """The loss beside a teacher of as many layers: its word and the labels, and how far each layer is from its own."""
    device = model.marks.device
    batch = collate(rows).to(device)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or model.coarse):
        with torch.no_grad():
            right = list(teacher.states(teacher.inputs(batch), batch.mask))
            told = teacher.judged(right[-1], batch).softmax(-1)
        mine = list(model.states(model.inputs(batch), batch.mask))
        logits = model.judged(mine[-1], batch)
    share = batch.mask[:, :, None] / batch.mask.sum()
    apart = torch.stack([distance(one, other, share) for one, other in zip(mine, right, strict=True)]).mean()
    weights = torch.from_numpy(pairs.weights).to(device)
    word = (F.kl_div(logits.log_softmax(-1), told.float(), reduction="none").sum(-1) * weights).mean()
    if not lesson.label:
        return word + apart
    hard = losses(logits, pairs, 1.0).mean() / lesson.scale
    return word + apart + lesson.label * hard


def distance(one: Tensor, other: Tensor, share: Tensor) -> Tensor:
    """Mean squared distance of two states (pairs, tokens, width), of the variance of the second in each dimension.

    `share` (pairs, tokens, 1) is what each token weighs, 1 together.
    """
    one, other = one.float(), other.float()
    middle = (other * share).sum((0, 1))
    spread = ((other - middle).square() * share).sum((0, 1))
    gap: Tensor = ((one - other).square() * share).sum((0, 1))
    return (gap / (spread + 1e-6)).mean()


def read(model: Cross, rows: Sequence[Row]) -> Tensor:
    """Logits (n, 4) of one batch; products in bfloat16 on a GPU, and for a model that is `coarse`.

    Entered anew for each batch: while it lasts, the weights are rounded once and what is learnt is not seen.
    """
    device = model.marks.device
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or model.coarse):
        logits: Tensor = model(collate(rows).to(device))
    return logits


@torch.no_grad()
def scored(model: Cross, pairs: Pairs) -> np.ndarray:
    """Probabilities (n, 4) of the pairs, each laid out in the order in which the reader does it."""
    model.eval()
    made = np.full((len(pairs), CLASSES), np.nan, np.float32)
    for chosen in batches(pairs.lengths, TOKENS):
        rows = [row(*sorted(pair)) for pair in pairs.only(chosen)]
        made[chosen] = read(model, rows).softmax(-1).cpu().numpy()
    return made


def thinned(pairs: Pairs, seldom: np.ndarray, chance: np.random.Generator, *, stands_for: float = 1.0) -> Pairs:
    """All pairs but those seldom learnt from, of which a third is drawn."""
    weights = np.where(seldom, stands_for, 1.0).astype(np.float32)
    return replace(pairs, weights=weights).only(~seldom | (chance.random(len(pairs)) < SELDOM))


def case_lessons(material: Material, seen: np.ndarray, epochs: int, seed: int = 1) -> Iterator[Lesson]:
    """Epochs over the annotated pairs that may be seen."""
    chance = np.random.default_rng(seed)
    for _ in range(epochs):
        yield Lesson(thinned(material.annotated.only(seen), material.easy[seen], chance, stands_for=1 / SELDOM))


def kept(path: Path, make: Callable[[], np.ndarray]) -> np.ndarray:
    """An array of the run folder, made if it is not there."""
    if not path.exists():
        waiting = path.with_suffix(".tmp.npy")
        np.save(waiting, make())
        waiting.rename(path)
    found: np.ndarray = np.load(path)
    return found


def saved(path: Path, state: dict[str, Tensor]) -> None:
    """Write a state in one piece."""
    waiting = path.with_suffix(".tmp")
    torch.save(state, waiting)
    waiting.rename(path)


def of_others(run: Path, which: int) -> np.ndarray:
    """What the halves' teachers (0) or students (1) said (n, 4) of the annotated pairs, each of those it never saw."""
    one, other = (np.load(run / f"cross.half{n}.npy")[which] for n in (0, 1))
    found: np.ndarray = np.where(np.isnan(one), other, one).astype(np.float32)
    return found
