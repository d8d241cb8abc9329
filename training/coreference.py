"""Trains src/rashomon/weights/corefer.npz: which actor a pronoun or description takes up, on UD GUM's coreference.

    python -m training.coreference [--data ../shared/data] [--epochs 12] [--commit COMMIT]

Each open phrase of a document, in text order, is one example: its candidates before it, made by the rules and by the
right decisions so far, and taking up nobody. The loss is the negative log of the share of all right choices (Durrett
and Klein 2013). Minutes on a CPU, most of it reading; seeded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from benchmarks.coreference import Annotated, gum, head, parsed

from rashomon.mention import read, speakers
from rashomon.mention.clusters import Clusters
from rashomon.mention.corefer import by_rule
from rashomon.mention.facts import Context
from rashomon.mention.features import OF_PAIR, OF_PHRASE, of_pairs, of_phrase
from rashomon.mention.phrases import phrases
from rashomon.mention.rank import FILE, candidates, is_open
from training.manifest import record

WEIGHTS = Path(__file__).parent.parent / "src" / "rashomon" / "weights"
HIDDEN = 32
SEEDS = (1, 2, 3)  # rankers whose mean is shipped: one alone moves by a point with its seed


class Example(NamedTuple):
    """Features of the candidates and of none, which choices are right (0 is none), and whether it is a pronoun."""

    pairs: np.ndarray
    alone: np.ndarray
    right: np.ndarray
    pronoun: bool


def examples(document: Annotated) -> Iterator[Example]:
    """The open phrases of one annotated document."""
    segments, doc, attributions = parsed(document.account)
    spoken = speakers(doc, [each for each in attributions if each.speaker_kind != "author"])
    found = phrases(doc, read(doc, segments))
    longest_first = sorted(document.mentions.items(), key=lambda item: item[0].start - item[0].end)
    chain_at = {head(doc, span): chain for span, chain in longest_first}
    chains = [chain_at.get(phrase.head.idx, "") for phrase in found]
    yield from walk(by_rule(found, spoken), spoken, chains)


def walk(clusters: Clusters, spoken: dict[int, int], chains: Sequence[str]) -> Iterator[Example]:
    """Decides rightly, phrase by phrase, and gives each decision as an example."""
    context = Context(clusters, spoken)
    for i, phrase in enumerate(clusters.found):
        choices = candidates(context, i) if is_open(clusters, i) else []
        if choices:
            right = [bool(chains[i]) and _chain(clusters, root, chains, i) == chains[i] for root, _ in choices]
            alone = of_phrase(context, i)
            pairs = [[*alone, *pair] for pair in of_pairs(context, i, choices)]
            yield Example(
                np.asarray(pairs, np.float32),
                np.asarray([alone], np.float32),
                np.asarray([not any(right), *right]),
                phrase.form == "pronoun",
            )
            if any(right):
                context.join(choices[right.index(True)][1], i)


def _chain(clusters: Clusters, root: int, chains: Sequence[str], i: int) -> str:
    """The chain most phrases of a group belong to."""
    votes = Counter(chains[k] for k in clusters.groups[root].members if chains[k] and k != i)
    return max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))[0]


class Ranker(torch.nn.Module):
    """Two scorers with one hidden layer each."""

    def __init__(self) -> None:
        super().__init__()
        self.pair = torch.nn.Sequential(
            torch.nn.Linear(len(OF_PHRASE) + len(OF_PAIR), HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1)
        )
        self.alone = torch.nn.Sequential(
            torch.nn.Linear(len(OF_PHRASE), HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1)
        )

    def forward(self, example: Example) -> torch.Tensor:
        """Log shares of none and of each candidate."""
        pairs = self.pair(torch.from_numpy(example.pairs)).squeeze(-1)
        none = self.alone(torch.from_numpy(example.alone)).squeeze(-1)
        return torch.log_softmax(torch.cat([none, pairs]), dim=0)


def fit(made: Sequence[Example], *, epochs: int, seed: int = 1) -> Ranker:
    """A ranker trained with Adam, one example a term, 64 a step."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    ranker = Ranker()
    optimiser = torch.optim.AdamW(ranker.parameters(), lr=2e-3, weight_decay=1e-3)
    steps = epochs * (len(made) // 64 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=4e-3, total_steps=steps)
    order = np.random.default_rng(seed)
    for _ in range(epochs):
        shuffled = order.permutation(len(made))
        for start in range(0, len(made), 64):
            loss = _loss(ranker, [made[k] for k in shuffled[start : start + 64]])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return ranker


def _loss(ranker: Ranker, batch: Sequence[Example]) -> torch.Tensor:
    terms = padded(ranker, batch)
    right = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(each.right) for each in batch], batch_first=True)
    return -torch.logsumexp(terms.masked_fill(~right, -1e9), dim=1).mean()


def padded(ranker: Ranker, batch: Sequence[Example]) -> torch.Tensor:
    """Log shares of a batch (examples, choices), absent choices at minus infinity."""
    pairs = ranker.pair(torch.from_numpy(np.concatenate([each.pairs for each in batch]))).squeeze(-1)
    none = ranker.alone(torch.from_numpy(np.concatenate([each.alone for each in batch]))).squeeze(-1)
    sizes = [len(each.pairs) for each in batch]
    rows_of = [torch.cat([none[n : n + 1], part]) for n, part in enumerate(pairs.split(sizes))]
    return torch.log_softmax(torch.nn.utils.rnn.pad_sequence(rows_of, batch_first=True, padding_value=-1e9), dim=1)


def scores(ranker: Ranker, made: Sequence[Example]) -> dict[str, tuple[float, float, float]]:
    """For pronouns and descriptions: precision and recall of taking up the right one, and how often one is there."""
    found = {}
    for name, of in (("pronoun", True), ("description", False)):
        some = [each for each in made if each.pronoun == of]
        with torch.no_grad():
            best = padded(ranker, some).argmax(dim=1).numpy()
        right = sum(bool(each.right[b]) and b > 0 for each, b in zip(some, best, strict=True))
        there = sum(not each.right[0] for each in some)
        found[name] = (right / max(1, int((best > 0).sum())), right / max(1, there), there / max(1, len(some)))
    return found


def write(rankers: Sequence[Ranker], path: Path) -> None:
    """The rankers as one whose score is the mean of theirs: hidden layers side by side, float16."""
    arrays = {}
    for name in ("pair", "alone"):
        nets = [getattr(ranker, name) for ranker in rankers]
        into = [net[0].weight.detach().numpy().T for net in nets]
        out = [net[2].weight.detach().numpy()[0] / len(nets) for net in nets]
        arrays[f"{name}.into"] = np.concatenate(into, axis=1).astype(np.float16)
        arrays[f"{name}.bias"] = np.concatenate([net[0].bias.detach().numpy() for net in nets]).astype(np.float16)
        arrays[f"{name}.out"] = np.concatenate(out).astype(np.float16)
        arrays[f"{name}.base"] = np.mean([net[2].bias.item() for net in nets], dtype=np.float32)
    np.savez(path, **arrays)


def main() -> None:
    """Reads GUM, trains, prints the scores on its dev part and writes the weights with their manifest entry."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    folder = options.data / "ud_gum_open"
    parts = {}
    for part in ("train", "dev"):
        path = next(folder.glob(f"*{part}*.conllu"))
        parts[part] = [example for document in gum(path, kinds=None) for example in examples(document)]
    rankers = [fit(parts["train"], epochs=options.epochs, seed=seed) for seed in SEEDS]
    for seed, ranker in zip(SEEDS, rankers, strict=True):
        for name, (precision, recall, share) in scores(ranker, parts["dev"]).items():
            print(f"{seed} dev {name}: precision {precision:.3f} recall {recall:.3f} of the {share:.2f} taken up")
    write(rankers, WEIGHTS / FILE)
    record(WEIGHTS, [FILE])


if __name__ == "__main__":
    main()
