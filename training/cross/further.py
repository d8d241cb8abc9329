"""Goes on from the cross-encoder that ships: python -m training.cross.further --cases CASES --invented NEW --run RUN.

`training.cross.train` has teachers of eight times the size, which take a GPU. Two cores are enough to teach the network
that ships more cases. It keeps what it knew: of the pairs of some annotated cases, read beside the invented ones, it is
to say what it says now as much as what their labels say (Li and Hoiem 2016, learning without forgetting). RUN/cross.pt
is written, for `training.cross.export`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch

from rashomon.align.judge import judge, read
from rashomon.align.scoring import models
from training.cross.network import WORDS, Cross, fresh, trained
from training.cross.pairs import Pairs, annotated
from training.cross.train import EASY, LOW, SELDOM, Lesson, kept, learn, saved, scored, thinned
from training.encoder import WEIGHTS
from training.judge.cases import Annotated, cases, stored
from training.judge.trees import table_of
from training.layers import MINILM
from training.tagger.restore import encoder, tensors

NORM = "embeddings.LayerNorm"
JUDGED = "shipped.npz"  # what the judge that ships says of the cases of a run folder
REPLAYED = 6  # one annotated case of so many is read beside the invented ones
RATE = 1e-4  # peak learning rate, a third of a new student's
TOKENS = 8192  # padded tokens of one step


class Candidates(NamedTuple):
    """The pairs of some cases that are likely enough to be read, with the first round's chances."""

    pairs: Pairs
    chance: np.ndarray

    def drawn(self, chance: np.random.Generator) -> Pairs:
        """Those to learn from in one epoch: all but most of the plainly unrelated ones."""
        easy = (self.pairs.labels == 0) & (self.chance < EASY)
        return thinned(self.pairs, easy, chance, stands_for=1 / SELDOM)


def shipped(path: Path = WEIGHTS / "cross.onnx") -> Cross:
    """The network of an exported file; int8 weights come back as the numbers that they stand for."""
    held = tensors(onnx.load(path))
    types = np.stack([np.zeros_like(held["second"]), held["second"]])  # the first type is part of the places
    state = encoder(held) | {
        "embeddings.position_embeddings.weight": held["positions"],
        "embeddings.token_type_embeddings.weight": types,
        f"{NORM}.weight": held[f"{NORM}.weight"],
        f"{NORM}.bias": held[f"{NORM}.bias"],
        "marks": held["mark_table"],
    }
    for name in ("first", "last"):
        state |= {f"{name}.weight": held[f"head_{name}"].T, f"{name}.bias": held[f"head_{name}_bias"]}
    made = fresh(MINILM)
    missing, unknown = made.load_state_dict({name: torch.tensor(one) for name, one in state.items()}, strict=False)
    if missing != [WORDS] or unknown:
        raise SystemExit(f"'{path}' is no cross-encoder: {missing} missing, {unknown} unknown")
    return made


def candidates(found: Sequence[Annotated], folder: Path, run: Path) -> Candidates:
    """The candidates of these cases of a folder, as the aligner chooses them; what is slow is kept in `run`."""
    run.mkdir(parents=True, exist_ok=True)
    if not (run / JUDGED).exists():
        np.savez_compressed(run / JUDGED, **{name: one for case in found for name, one in judged(case).items()})
    table = table_of([folder], run, JUDGED)
    chance = models()[0].probability(table.rows)
    chosen = (chance >= LOW) | (table.labels > 0)
    return Candidates(annotated(found, table).only(chosen), chance[chosen])


def judged(case: Annotated) -> dict[str, np.ndarray]:
    """What the judge that ships says of every two accounts, as `training.judge.train` keeps it."""
    held = [
        read(account.title or "", [sentence.text for sentence in part])
        for account, part in zip(case.accounts, case.sentences, strict=True)
    ]
    return {f"{case.name}/{i}/{j}": stored(judge(held[i], held[j])) for i, j in case.labels}


def joined(one: Pairs, other: Pairs) -> Pairs:
    """Two sets of pairs as one."""
    count = len(one.sentences)
    moved = replace(other, first=other.first + count, second=other.second + count)
    parts = {
        name: np.concatenate([getattr(one, name), getattr(moved, name)])
        for name in ("first", "second", "labels", "weights", "soft")
    }
    return Pairs([*one.sentences, *other.sentences], **parts)


def gone_on(model: Cross, known: Pairs, new: Candidates, *, rate: float, seed: int = 0) -> Cross:
    """The network after an epoch of the invented cases, and of `known` pairs with what was said of those."""
    torch.manual_seed(seed)
    lesson = Lesson(joined(known, new.drawn(np.random.default_rng(seed))))
    learn(model, [lesson], rate=rate, new_rate=rate, tokens=TOKENS)
    return model


def main() -> None:
    """Learn, and write cross.pt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True, help="the annotated cases")
    parser.add_argument("--invented", type=Path, required=True, help="the invented ones, as training.unfold makes them")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="a run to go on from, instead of what ships, which is the teacher still"
    )
    parser.add_argument("--turn", type=int, default=0, help=f"which of every {REPLAYED} annotated cases is read")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bfloat16", action="store_true", help="for a CPU that has it in hardware")
    args = parser.parse_args()
    old = list(cases(args.cases))[args.turn :: REPLAYED]
    known = candidates(old, args.cases, args.run / "known").drawn(np.random.default_rng(1))
    new = candidates(list(cases(args.invented)), args.invented, args.run / "new")
    print(f"{len(known)} pairs of {len(old)} annotated cases, {len(new.pairs)} of invented ones", flush=True)
    model = shipped()
    model.coarse = args.bfloat16
    known = replace(known, soft=kept(args.run / "said.npy", partial(scored, model, known)))
    if args.start:
        model.load_state_dict(torch.load(args.start / "cross.pt"), strict=False)
    saved(args.run / "cross.pt", trained(gone_on(model, known, new, rate=args.rate, seed=args.seed)))


if __name__ == "__main__":
    main()
