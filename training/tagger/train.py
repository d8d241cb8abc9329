"""Train the tagger: python -m training.tagger.train --run DIR [--tokens N | --minutes M].

Checkpoints go to the run folder every few minutes; the same command resumes there. With --tokens the run is
reproducible from its seed; with --minutes the learning rate follows the clock instead.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from training.layers import MINILM, MPNET, sized, state_of
from training.tagger import corpora
from training.tagger.batches import Batch, Chunk, batched, chunks, collate
from training.tagger.corpora import Sentence
from training.tagger.dev import score
from training.tagger.loss import WEIGHTS, lessons, losses
from training.tagger.model import Tagger

SHARES = {"ewt": 0.30, "gum": 0.18, "polnear": 0.37, "names": 0.15, "texts": 0.25}  # of the words of a round
ROUND = 60_000  # words between two draws
LIMITS = (1, 32, 64, 96, 128, 192)  # sub-words a chunk may reach; 1 makes each sentence stand alone
DEV = (160,)
HIDDEN, MASK = 0.08, 103  # share of the sub-words a step does not show, and what stands in their place
REPORT = 50  # steps between two lines of the log
WARM = 0.03  # share of the run in which the learning rate rises
FALL = 0.6  # share of the run in which it falls
SAVE = 180.0  # seconds between two checkpoints

SETS: dict[str, Callable[[Path, str], list[Sentence]]] = {
    "ewt": corpora.ewt,
    "gum": corpora.gum,
    "polnear": corpora.polnear,
    "names": lambda data, _: corpora.names_only(data),
    "texts": lambda data, _: list(corpora.texts(data.parent / "cases")),
}


TREELESS = {"polnear", "names", "texts"}


class Pools(NamedTuple):
    """Training or dev chunks by set; the relations' numbers in them are places in `rels`."""

    rels: tuple[str, ...]
    chunks: dict[str, list[Chunk]]


@dataclass
class Run:
    """What a checkpoint holds beside the tensors."""

    seconds: float = 0.0
    tokens: int = 0
    steps: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)


def drawn(pools: dict[str, list[Chunk]], rng: random.Random) -> Iterator[list[Chunk]]:
    """Endless rounds of chunks in the given shares; a set starts anew when it is used up."""
    waiting: dict[str, list[Chunk]] = {name: [] for name in pools}
    while True:
        chosen: list[Chunk] = []
        for name, pool in pools.items():
            words = SHARES[name] * ROUND
            while words > 0:
                if not waiting[name]:
                    waiting[name] = rng.sample(pool, len(pool))
                chosen.append(waiting[name].pop())
                words -= len(chosen[-1].first)
        yield chosen


def stream(pools: dict[str, list[Chunk]], tokens: int, seed: int) -> Iterator[list[Chunk]]:
    """Endless groups of chunks of about so many sub-words."""
    rng = random.Random(seed)  # noqa: S311
    for chosen in drawn(pools, rng):
        yield from batched(chosen, tokens, rng)


def loaded(args: argparse.Namespace, part: str, names: list[str], rels: tuple[str, ...] = ()) -> Pools:
    """The sets cut into chunks, read once and kept beside the run folder; `rels` are the relations if known."""
    kept = args.run.parent / f"{part}-{'-'.join(names)}.pickle"
    if not kept.exists():
        sets = {name: SETS[name](args.data, part) for name in names}
        for name in sorted(TREELESS & sets.keys()) if part == "train" else ():
            corpora.silver(sets[name])
        kept.write_bytes(pickle.dumps(cut(sets, rels, LIMITS if part == "train" else DEV, args.seed)))
    made: Pools = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
    return made


def cut(sets: dict[str, list[Sentence]], rels: tuple[str, ...], limits: Sequence[int], seed: int) -> Pools:
    """Chunks of every set; relations are numbered by `rels`, or as they are found."""
    rng = random.Random(seed)  # noqa: S311
    rels = rels or tuple(sorted({rel for sentences in sets.values() for s in sentences for rel in s.rels or []}))
    number = defaultdict(lambda: -1, {rel: n for n, rel in enumerate(rels)})
    return Pools(rels, {name: list(chunks(sentences, number, limits, rng)) for name, sentences in sets.items()})


def fresh(rels: tuple[str, ...], seed: int, folder: Path | None = None) -> Tagger:
    """A tagger on MiniLM, or on the MPNet of a folder."""
    torch.manual_seed(seed)
    shape = MPNET if folder else MINILM
    model = Tagger(rels, shape)
    model.load_state_dict(state_of(shape, folder), strict=False)
    return model


def restored(path: Path) -> Tagger:
    """The tagger of a finished run."""
    kept = torch.load(path / "checkpoint.pt", weights_only=False)
    shape = MPNET if "relative.weight" in kept["model"] else MINILM
    model = Tagger(kept["rels"], sized(shape, kept["model"]))
    model.load_state_dict(kept["model"])
    return model.eval()


def optimiser(model: Tagger, inner_rate: float, outer_rate: float) -> torch.optim.Optimizer:
    """AdamW with a lower rate for the encoder."""
    learnt = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    inner = [p for name, p in learnt if name.startswith(("layers.", "relative."))]
    outer = [p for name, p in learnt if not name.startswith(("layers.", "relative."))]
    groups = [{"params": inner, "lr": inner_rate}, {"params": outer, "lr": outer_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def rate(progress: float) -> float:
    """Linear rise, a level stretch, then linear fall to nothing."""
    return min(1.0, progress / WARM, (1 - progress) / FALL)


def step(
    model: Tagger, teacher: Tagger | None, batch: Batch, optim: torch.optim.Optimizer, half: bool
) -> dict[str, Tensor]:
    """One update, its products in bfloat16 if `half`; the losses."""
    with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=half):
        scores = model(batch.ids, batch.shapes, batch.mask, batch.first)
        found = losses(model, scores, batch)
        total = [WEIGHTS[name] * value for name, value in found.items()]
        if teacher is not None:
            with torch.no_grad():
                taught = teacher(batch.ids, batch.shapes, batch.mask, batch.first)
            total += [WEIGHTS[name] * value for name, value in lessons(model, scores, teacher, taught, batch).items()]
    optim.zero_grad(set_to_none=True)
    torch.stack(total).sum().backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optim.step()
    return {name: value.detach() for name, value in found.items()}


def blinded(batch: Batch) -> Batch:
    """The batch with some sub-words hidden, so that a word is also told by its neighbours."""
    gone = (torch.rand(batch.ids.shape) < HIDDEN) & (batch.mask > 0)
    gone[:, 0] = False
    return replace(batch, ids=batch.ids.masked_fill(gone, MASK))


def save(path: Path, model: Tagger, optim: torch.optim.Optimizer, run: Run) -> None:
    """Write a checkpoint in one piece."""
    waiting = path.with_suffix(".tmp")
    state = {"model": model.state_dict(), "optim": optim.state_dict(), "run": vars(run), "rels": model.rels}
    torch.save(state, waiting)
    waiting.rename(path)


def train(args: argparse.Namespace) -> None:
    """Run or resume."""
    args.run.mkdir(parents=True, exist_ok=True)
    pools = loaded(args, "train", [name for name in SETS if name not in args.without])
    device = torch.device(args.device)
    path = args.run / "checkpoint.pt"
    source = args.run if path.exists() else args.start
    model, run = restored(source) if source else fresh(pools.rels, args.seed, args.base), Run()
    model.to(device)
    torch.manual_seed(args.seed)
    optim = optimiser(model, args.rate, args.heads_rate)
    if path.exists():
        kept = torch.load(path, weights_only=False)
        optim.load_state_dict(kept["optim"])
        run = Run(**kept["run"])
    dev = loaded(args, "dev", [name for name in ("ewt", "polnear") if name not in args.without], pools.rels)
    loop(args, model, optim, run, stream(pools.chunks, args.batch, args.seed + run.steps), dev)
    save(path, model, optim, run)


def loop(
    args: argparse.Namespace, model: Tagger, optim: torch.optim.Optimizer, run: Run,
    groups: Iterator[list[Chunk]], dev: Pools,
) -> None:  # fmt: skip
    """Steps until the budget is spent."""
    peaks = [args.rate, args.heads_rate]
    teacher = restored(args.teacher).to(args.device) if args.teacher else None
    begun = saved = time.monotonic() - run.seconds
    marks = [0.25, 0.5, 0.75]
    model.train()
    while (progress := run.seconds / (60 * args.minutes) if args.minutes else run.tokens / args.tokens) < 1:
        for part, peak in zip(optim.param_groups, peaks, strict=True):
            part["lr"] = peak * rate(progress)
        batch = blinded(collate(next(groups)))
        size = int(batch.mask.sum())
        found = step(model, teacher, batch.to(model.root.device), optim, args.bfloat16 or args.device != "cpu")
        run.steps, run.tokens, run.seconds = run.steps + 1, run.tokens + size, time.monotonic() - begun
        if run.steps % REPORT == 0:
            told = " ".join(f"{name} {float(value):.3f}" for name, value in found.items())
            print(f"{run.steps} {progress:.3f} {run.tokens / run.seconds:.0f}/s", told, flush=True)
        if time.monotonic() - saved > SAVE:
            save(args.run / "checkpoint.pt", model, optim, run)
            saved = time.monotonic()
        if args.curve and marks and progress > marks[0]:
            marks = [mark for mark in marks if mark > progress]
            measure(args, model, dev, run, 100)
    measure(args, model, dev, run)


def measure(args: argparse.Namespace, model: Tagger, dev: Pools, run: Run, most: int | None = None) -> None:
    """Add a point to the curve."""
    point = {"minutes": run.seconds / 60, "tokens": run.tokens, **score(model, dev.chunks, most)}
    run.curve.append(point)
    print(json.dumps(point), flush=True)
    (args.run / "curve.json").write_text(json.dumps(run.curve, indent=1))
    model.train()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--tokens", type=int, default=4_000_000)
    parser.add_argument("--start", type=Path, help="an earlier run to go on from, with a fresh learning rate")
    parser.add_argument("--rate", type=float, default=3e-4, help="learning rate of the encoder")
    parser.add_argument("--heads-rate", type=float, default=1e-3, help="learning rate of all else")
    parser.add_argument("--batch", type=int, default=1024, help="sub-words of one step")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--bfloat16", action="store_true", help="on a CPU that has it in hardware; a GPU always does")
    parser.add_argument("--base", type=Path, help="a folder with MPNet, to train a teacher in the place of MiniLM")
    parser.add_argument("--teacher", type=Path, help="a finished run to learn from, beside the labels")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--curve", action="store_true", help="measure on part of the dev sets on the way")
    parser.add_argument("--without", nargs="*", default=[], choices=list(SETS))
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
