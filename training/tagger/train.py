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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import torch
from safetensors.torch import load_file

from training.encoder import base
from training.tagger import corpora
from training.tagger.batches import Batch, Chunk, batched, chunks, collate, grounded
from training.tagger.corpora import Sentence
from training.tagger.dev import score
from training.tagger.loss import WEIGHTS, losses
from training.tagger.model import Tagger

SHARES = {"ewt": 0.30, "gum": 0.18, "polnear": 0.37, "names": 0.15}  # of the words of a round
ROUND = 60_000  # words between two draws
LIMITS = (1, 32, 64, 96, 128, 192)  # sub-words a chunk may reach; 1 makes each sentence stand alone
BATCH = 1024  # sub-words of one step
RATES = {"encoder": 3e-4, "heads": 1e-3}
WARM = 0.03  # share of the run in which the learning rate rises
FALL = 0.6  # share of the run in which it falls
SAVE = 180.0  # seconds between two checkpoints

SETS: dict[str, Callable[[Path, str], list[Sentence]]] = {
    "ewt": corpora.ewt,
    "gum": corpora.gum,
    "polnear": corpora.polnear,
    "names": lambda data, _: corpora.names_only(data),
}


@dataclass
class Run:
    """What a checkpoint holds beside the tensors."""

    seconds: float = 0.0
    tokens: int = 0
    steps: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)


def documents(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Sentences grouped by the document they stand in."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: s.document)]


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


def stream(sets: dict[str, list[Sentence]], rels: dict[str, int], seed: int) -> Iterator[list[Chunk]]:
    """Endless groups of chunks; the chunks themselves are cut once."""
    rng = random.Random(seed)  # noqa: S311
    pools = {name: [c for doc in documents(s) for c in chunks(doc, rels, LIMITS, rng)] for name, s in sets.items()}
    for chosen in drawn(pools, rng):
        yield from batched(chosen, BATCH, rng)


def loaded(data: Path, run: Path, part: str, names: list[str]) -> dict[str, list[Sentence]]:
    """The sets, read once and kept in the run folder."""
    kept = run.parent / f"{part}-{'-'.join(names)}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps({name: SETS[name](data, part) for name in names}))
    made: dict[str, list[Sentence]] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
    return made


def fresh(rels: tuple[str, ...], seed: int) -> Tagger:
    """A tagger on the base encoder."""
    torch.manual_seed(seed)
    model = Tagger(rels)
    model.start_from(load_file(base() / "model.safetensors"))
    return model


def optimiser(model: Tagger) -> torch.optim.Optimizer:
    """AdamW with a lower rate for the encoder."""
    inner = [p for n, p in model.named_parameters() if n.startswith("layers.") and p.requires_grad]
    outer = [p for n, p in model.named_parameters() if not n.startswith("layers.") and p.requires_grad]
    groups = [{"params": inner, "lr": RATES["encoder"]}, {"params": outer, "lr": RATES["heads"]}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def rate(progress: float) -> float:
    """Linear rise, a level stretch, then linear fall to nothing."""
    return min(1.0, progress / WARM, (1 - progress) / FALL)


def step(model: Tagger, group: list[Chunk], batch: Batch, optim: torch.optim.Optimizer) -> dict[str, float]:
    """One update; the losses."""
    scores = model(grounded(group, batch, model), batch.shapes, batch.mask, batch.first)
    found = losses(model, scores, batch)
    total = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
    optim.zero_grad(set_to_none=True)
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optim.step()
    return {name: float(value.detach()) for name, value in found.items()}


def save(path: Path, model: Tagger, optim: torch.optim.Optimizer, run: Run) -> None:
    """Write a checkpoint in one piece."""
    waiting = path.with_suffix(".tmp")
    state = {"model": model.state_dict(), "optim": optim.state_dict(), "run": vars(run), "rels": model.rels}
    torch.save(state, waiting)
    waiting.rename(path)


def train(args: argparse.Namespace) -> None:
    """Run or resume."""
    args.run.mkdir(parents=True, exist_ok=True)
    names = [name for name in SETS if name not in args.without]
    sets = loaded(args.data, args.run, "train", names)
    rels = tuple(sorted({r for name in ("ewt", "gum") if name in sets for s in sets[name] for r in s.rels or []}))
    model, run = fresh(rels, args.seed), Run()
    optim = optimiser(model)
    path = args.run / "checkpoint.pt"
    if path.exists():
        kept = torch.load(path, weights_only=False)
        model.load_state_dict(kept["model"])
        optim.load_state_dict(kept["optim"])
        run = Run(**kept["run"])
    elif args.start:
        model.load_state_dict(torch.load(args.start / "checkpoint.pt", weights_only=False)["model"])
    loop(args, model, optim, run, stream(sets, {r: n for n, r in enumerate(rels)}, args.seed + run.steps))
    save(path, model, optim, run)


def loop(
    args: argparse.Namespace, model: Tagger, optim: torch.optim.Optimizer, run: Run, groups: Iterator[list[Chunk]]
) -> None:
    """Steps until the budget is spent."""
    peaks = [args.scale * peak for peak in RATES.values()]
    dev = loaded(args.data, args.run, "dev", [n for n in ("ewt", "polnear") if n not in args.without])
    begun = saved = time.monotonic() - run.seconds
    marks = [0.25, 0.5, 0.75]
    seen: dict[str, float] = {}
    model.train()
    while (progress := run.seconds / (60 * args.minutes) if args.minutes else run.tokens / args.tokens) < 1:
        for part, peak in zip(optim.param_groups, peaks, strict=True):
            part["lr"] = peak * rate(progress)
        group = next(groups)
        batch = collate(group)
        for name, value in step(model, group, batch, optim).items():
            seen[name] = 0.95 * seen.get(name, value) + 0.05 * value
        run.steps, run.tokens, run.seconds = run.steps + 1, run.tokens + int(batch.mask.sum()), time.monotonic() - begun
        if run.steps % 20 == 0:
            speed = run.tokens / run.seconds
            print(
                f"{run.steps} {progress:.3f} {speed:.0f}/s",
                " ".join(f"{k} {v:.3f}" for k, v in seen.items()),
                flush=True,
            )
        if time.monotonic() - saved > SAVE:
            save(args.run / "checkpoint.pt", model, optim, run)
            saved = time.monotonic()
        if args.curve and marks and progress > marks[0]:
            marks = [mark for mark in marks if mark > progress]
            measure(args, model, dev, run, 400)
    measure(args, model, dev, run, 3000)


def measure(args: argparse.Namespace, model: Tagger, dev: dict[str, list[Sentence]], run: Run, most: int) -> None:
    """Add a point to the curve."""
    point = {"minutes": run.seconds / 60, "tokens": run.tokens, **score(model, dev, most)}
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
    parser.add_argument("--scale", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--curve", action="store_true", help="measure on part of the dev sets on the way")
    parser.add_argument("--without", nargs="*", default=[], choices=list(SETS))
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
