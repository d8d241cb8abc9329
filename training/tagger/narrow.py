"""A narrower tagger: python -m training.tagger.narrow --run DIR --of RUN [--width 1024] [--heads 8].

Units and heads that it can best do without go (`training.narrow`). Training then goes on with `--start DIR`, best with
the tagger it came from as `--teacher`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor

from training.narrow import moments, narrowed
from training.tagger.batches import Chunk, collate
from training.tagger.model import Tagger
from training.tagger.train import SETS, loaded, restored, stream

STEPS, BATCH = 80, 2048  # of text that the units are weighed on; sub-words of one step


def runs(model: Tagger, groups: Iterable[list[Chunk]]) -> Iterator[tuple[Tensor, Callable[[], object]]]:
    """The words of each batch, and what reads it; the opening mark is a constant, see Tagger.bias."""
    for group in groups:
        batch = collate(group)
        chosen = batch.mask > 0
        chosen[:, 0] = False
        yield chosen, partial(model, batch.ids, batch.shapes, batch.mask, batch.first)


def narrower(model: Tagger, groups: Iterable[list[Chunk]], *, width: int, heads: int) -> Tagger:
    """The tagger with `width` inner units and `heads` heads in each layer, chosen by these batches."""
    made = Tagger(model.rels, replace(model.shape, inner=width, left=heads))
    found = moments(model, runs(model, groups))
    made.load_state_dict(narrowed(model.shape, model.state_dict(), found, width=width, heads=heads))
    return made


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
    width, heads = args.width or model.shape.feed, args.heads or model.shape.attending
    made = narrower(model, islice(stream(pools.chunks, BATCH, args.seed), STEPS), width=width, heads=heads)
    args.run.mkdir(parents=True, exist_ok=True)
    torch.save({"model": made.state_dict(), "rels": made.rels}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
