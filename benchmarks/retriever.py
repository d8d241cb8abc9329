"""How many annotated pairs the candidates hold: python -m benchmarks.retriever CASES NAME... [--record].

Two measures of every named case, on the annotated body sentences: the plain encoder (a pair is found if one sentence
is among the 20 nearest of the other in its account), and what the aligner scores (pairs the judge finds at least a
little likely). Beside each recall stands how many candidates a sentence has in another account.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from training.judge.cases import Annotated
from training.judge.cases import read as case_of

from benchmarks.record import Row, append, shown
from rashomon import reader
from rashomon.align.features.facing import LIKELY
from rashomon.align.judge import judge, read

NEAREST = 20


def near(similarity: np.ndarray) -> np.ndarray:
    """Which pairs are among the nearest of a row or of a column."""
    ranks = (np.argsort(np.argsort(-similarity, axis=axis), axis=axis) for axis in (0, 1))
    return np.minimum(*ranks) < NEAREST


def measured(case: Annotated) -> Iterator[tuple[int, int, int, int, int]]:
    """For every two accounts: pairs annotated, found by the encoder and by the judge, candidates of both."""
    texts = [[sentence.text for sentence in part] for part in case.sentences]
    vectors = [reader.embed(part) for part in texts]
    held = [read(account.title or "", part) for account, part in zip(case.accounts, texts, strict=True)]
    for (i, j), labels in case.labels.items():
        gold = labels > 0
        close, likely = near(vectors[i] @ vectors[j].T), judge(held[i], held[j]).related >= LIKELY
        yield (
            int(gold.sum()), int((gold & close).sum()), int((gold & likely).sum()), int(close.sum()), int(likely.sum())
        )  # fmt: skip


def row(name: str, case: Annotated) -> Row:
    """Both recalls of a case."""
    pairs, by_encoder, by_judge, close, likely = (sum(part) for part in zip(*measured(case), strict=True))
    ways = sum(len(case.sentences[i]) + len(case.sentences[j]) for i, j in case.labels)
    figure = (
        f"{by_encoder / pairs:.3f} with {2 * close / ways:.1f}, {by_judge / pairs:.3f} with {2 * likely / ways:.1f}"
    )
    return Row(
        f"{name}: recall of {pairs} pairs by the encoder, by the judge, with candidates a sentence", figure, ".95"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--record", action="store_true", help="append the figures to RESULTS.md")
    args = parser.parse_args()
    rows = [row(name, case_of(args.cases / name)) for name in args.names]
    print(shown(rows))
    if args.record:
        append("Candidates of the aligner", f"python -m benchmarks.retriever {args.cases} {' '.join(args.names)}", rows)


if __name__ == "__main__":
    main()
