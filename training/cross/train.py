"""Trains the cross-encoder: python -m training.cross.train --cases CASES --data DATA --run RUN --base FOLDER.

RUN is the judge's, with its scores in it; FOLDER holds MPNet. A teacher of MPNet is trained on each half of the cases,
and reads the other half and the unlabelled pairs. A student of MiniLM learns first from auxiliary sets and what the
teachers say of unlabelled pairs (Hinton and others 2015), then from the cases: from each half, to score the other, and
from all. RUN/cross.npy has the scores of the table's rows, for `training.judge.trees`, and RUN/cross.pt what was
learnt from all. Each stage is kept in RUN; the same command goes on from there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.reader.cross import Row, row
from training.cross.network import CLASSES, Batch, Cross, fresh, trained
from training.cross.pairs import (
    Article,
    Pairs,
    annotated,
    auxiliary,
    ecb_articles,
    polnear,
    unlabelled,
    vectors_of,
)
from training.judge.cases import cases
from training.judge.train import half
from training.judge.trees import first_round, table_of
from training.layers import MINILM, MPNET

JUDGED = "unseen.npz"  # the judge's scores in RUN
CLASS_WEIGHTS = (1.0, 1.0, 2.0, 3.0)  # how much an unrelated, agreeing, differing, conflicting pair weighs
LOW = 0.02  # first-stage probability under which a pair is not read
EASY = 0.2  # an unrelated pair under it is learnt from in one epoch of three, and stands for three
SURE = 0.9  # an unlabelled pair the teachers hold unrelated with this probability is seldom learnt from too
SELDOM = 1 / 3
TEACHER_EPOCHS, UNLABELLED_EPOCHS, CASE_EPOCHS = 3, 4, 2
TEACHER_RATE, STUDENT_RATE, NEW_RATE = 4e-5, 3e-4, 1e-3  # peak learning rates of encoders and of what is new
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


@dataclass(frozen=True)
class Material:
    """All there is to learn from.

    Of each annotated pair: `probability`, which the first stage gave it, the `half` its case is in, and its row in the
    table, which has `table_rows`.
    """

    annotated: Pairs
    probability: np.ndarray
    half: np.ndarray
    rows: np.ndarray
    table_rows: int
    auxiliary: Pairs
    unlabelled: Pairs

    @property
    def easy(self) -> np.ndarray:
        """Annotated pairs that the first stage holds unrelated, and rightly."""
        found: np.ndarray = (self.annotated.labels == 0) & (self.probability < EASY)
        return found


class Said(NamedTuple):
    """What the teachers say of the annotated and of the unlabelled pairs: probabilities (n, 4), NaN where nothing."""

    annotated: np.ndarray
    unlabelled: np.ndarray


# --- Learning -----------------------------------------------------------------------------------------------


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
    model: Cross, lessons: Sequence[Lesson], *, rate: float, new_rate: float = NEW_RATE, tokens: int = TOKENS
) -> list[float]:
    """One run over the lessons, so many padded tokens a step; the mean loss of each."""
    chance = np.random.default_rng(0)
    cut = [batches(lesson.pairs.lengths, tokens, chance) for lesson in lessons]
    optimiser = optimiser_of(model, rate, new_rate)
    total, done, told = sum(map(len, cut)), 0, []
    model.train()
    for lesson, parts in zip(lessons, cut, strict=True):
        pairs, found = turned(lesson.pairs, chance), []
        for rows in parts:
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rated(done / total, 1 / total)
            found.append(step(model, optimiser, pairs.only(rows), lesson))
            done += 1
        told.append(float(torch.stack(found).mean()) if found else 0.0)
        print(f"{len(pairs)} pairs, {len(parts)} steps, loss {told[-1]:.4f}", flush=True)
    return told


def step(model: Cross, optimiser: torch.optim.Optimizer, pairs: Pairs, lesson: Lesson) -> Tensor:
    """One update; the mean loss."""
    loss = losses(read(model, [row(*pair) for pair in pairs]), pairs, lesson.label).mean() / lesson.scale
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return loss.detach()


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


# --- Lessons ------------------------------------------------------------------------------------------------


def thinned(pairs: Pairs, seldom: np.ndarray, chance: np.random.Generator, *, stands_for: float = 1.0) -> Pairs:
    """All pairs but those seldom learnt from, of which a third is drawn."""
    weights = np.where(seldom, stands_for, 1.0).astype(np.float32)
    return replace(pairs, weights=weights).only(~seldom | (chance.random(len(pairs)) < SELDOM))


def case_lessons(material: Material, seen: np.ndarray, soft: np.ndarray | None, epochs: int) -> Iterator[Lesson]:
    """Epochs over the annotated pairs that may be seen, with a teacher's word if given."""
    chance = np.random.default_rng(1)
    pairs = material.annotated if soft is None else replace(material.annotated, soft=soft)
    for _ in range(epochs):
        yield Lesson(thinned(pairs.only(seen), material.easy[seen], chance, stands_for=1 / SELDOM))


def unlabelled_lessons(pairs: Pairs, soft: np.ndarray, epochs: int) -> Iterator[Lesson]:
    """Epochs over what the teachers say of unlabelled pairs, most of which are plainly unrelated."""
    chance = np.random.default_rng(1)
    for _ in range(epochs):
        yield Lesson(thinned(replace(pairs, soft=soft), soft[:, 0] >= SURE, chance), label=0.0)


def averaged(told: Sequence[np.ndarray]) -> np.ndarray:
    """The mean of what was said of each pair by those who spoke, each (n, 4); NaN where none did."""
    stacked = np.stack(told)
    spoke = ~np.isnan(stacked)
    mean = np.nan_to_num(stacked).sum(0) / np.maximum(spoke.sum(0), 1)
    return np.where(spoke.any(0), mean, np.nan).astype(np.float32)


# --- Stages -------------------------------------------------------------------------------------------------


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


def gathered(folders: Sequence[Path], data: Path, run: Path) -> Material:
    """All there is to learn from; the slow parts are kept in the run folder."""
    table = table_of(folders, run, JUDGED)
    found = list(cases(*folders))
    if [case.annotated for case in found] != table.annotated.tolist():
        raise SystemExit(f"these cases are not those of {run / JUDGED}; train the judge on them first")
    probability = first_round(table, run / f"first.{JUDGED}.npy")
    rows = np.flatnonzero((probability >= LOW) | (table.labels > 0))
    halves = half([case.name for case in found])
    articles: list[Article] = [*polnear(data), *ecb_articles(data)]
    vectors = kept(run / "cross.vectors.npy", partial(vectors_of, articles))
    return Material(
        annotated(found, table).only(rows), probability[rows], halves[table.case[rows]], rows, len(table.labels),
        auxiliary(data), unlabelled(articles, vectors),
    )  # fmt: skip


def teacher(number: int, material: Material, base: Path, device: str) -> np.ndarray:
    """What a teacher of one half says: of the annotated pairs (NaN where it saw the case), then of the unlabelled."""
    seen = material.half == number
    model = fresh(MPNET, base).to(device)
    lessons = [Lesson(material.auxiliary), *case_lessons(material, seen, None, TEACHER_EPOCHS)]
    learn(model, lessons, rate=TEACHER_RATE)
    said = np.full((len(seen), CLASSES), np.nan, np.float32)
    said[~seen] = scored(model, material.annotated.only(~seen))
    return np.concatenate([said, scored(model, material.unlabelled)])


def begun(material: Material, said: Said, path: Path, device: str) -> Cross:
    """A student that has learnt from all but the cases."""
    model = fresh(MINILM).to(device)
    if not path.exists():
        lessons = [
            Lesson(material.auxiliary),
            *unlabelled_lessons(material.unlabelled, said.unlabelled, UNLABELLED_EPOCHS),
        ]
        learn(model, lessons, rate=STUDENT_RATE)
        saved(path, model.state_dict())
    model.load_state_dict(torch.load(path, map_location=device))
    return model


def finished(model: Cross, material: Material, seen: np.ndarray, said: Said) -> Cross:
    """The student after the cases it may see, learnt at half the rate."""
    torch.manual_seed(0)
    lessons = list(case_lessons(material, seen, said.annotated, CASE_EPOCHS))
    learn(model, lessons, rate=STUDENT_RATE / 2, new_rate=NEW_RATE / 2)
    return model


def other_half(number: int, material: Material, said: Said, start: Path, device: str) -> np.ndarray:
    """Scores (n, 4) of the annotated pairs by a student of one half; NaN in that half, and for what is not read."""
    seen = material.half == number
    model = finished(begun(material, said, start, device), material, seen, said)
    wanted = ~seen & (material.probability >= LOW)
    made = np.full((len(seen), CLASSES), np.nan, np.float32)
    made[wanted] = scored(model, material.annotated.only(wanted))
    return made


def train(folders: Sequence[Path], data: Path, run: Path, base: Path, device: str) -> None:
    """Every stage that RUN lacks."""
    material, start = gathered(folders, data, run), run / "cross.student.pt"
    told = [kept(run / f"cross.teacher{n}.npy", partial(teacher, n, material, base, device)) for n in (0, 1)]
    said = Said(*np.split(averaged(told), [len(material.annotated)]))
    halves = [kept(run / f"cross.half{n}.npy", partial(other_half, n, material, said, start, device)) for n in (0, 1)]
    kept(run / "cross.npy", partial(spread, averaged(halves), material))
    if not (run / "cross.pt").exists():
        everything = np.ones(len(material.annotated), bool)
        model = finished(begun(material, said, start, device), material, everything, said)
        saved(run / "cross.pt", trained(model))


def spread(scores: np.ndarray, material: Material) -> np.ndarray:
    """Scores of the annotated pairs as those of the table's rows, (rows, 4) float16, NaN elsewhere."""
    made = np.full((material.table_rows, CLASSES), np.nan, np.float16)
    made[material.rows] = scores
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True, help="the judge's run folder")
    parser.add_argument("--base", type=Path, required=True, help="a folder with MPNet, for the teachers")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    train(args.cases, args.data, args.run, args.base, args.device)


if __name__ == "__main__":
    main()
