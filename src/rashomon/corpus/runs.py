"""The runs of five words an article has of its own, and which share of them two articles have in common.

What an outlet prints under many of its articles (captions of a gallery, a note on the author) is no sign of copying: a
run that so many articles of one outlet and year have is left out, so that the share is one of the words told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import daft
import numpy as np
from daft import DataFrame, DataType, Series, col
from numpy.typing import NDArray

from rashomon.corpus.prints import RUN, plain

REPEATED = 4
"""Articles of one outlet and year, of those looked at, from which on a run they share is a fixture of the outlet."""

LEAST = 10
"""Runs an article must have of its own to be measured."""

YEAR = 366

Runs = NDArray[np.uint64]

_OWN = DataType.list(DataType.struct({"article": DataType.string(), "runs": DataType.list(DataType.uint64())}))


def own_runs(articles: DataFrame) -> DataFrame:
    """Article and runs, the fixtures of its outlet left out, of articles with `outlet`, `day` and `text`."""
    shelves = articles.select(
        "article",
        _places(col("outlet"), col("day"), col("article")).alias("place"),
        _runs(plain(col("text"))).alias("runs"),
    )
    outlets = shelves.groupby("place").agg(col("article").list_agg(), col("runs").list_agg())
    own = outlets.select(_own(col("article"), col("runs")).alias("own")).explode("own")
    return own.select(col("own").unnest())


@daft.func.batch(return_dtype=DataType.string())
def _places(outlet: Series, day: Series, article: Series) -> list[str]:
    """Where an article's fixtures stand: its outlet and year; an article of an unnamed outlet stands alone."""
    rows = zip(outlet.to_pylist(), day.to_pylist(), article.to_pylist(), strict=True)
    return [f"{(when or 0) // YEAR} {name}" if name else one for name, when, one in rows]


@daft.func.batch(return_dtype=DataType.list(DataType.uint64()))
def _runs(text: Series) -> list[Runs]:
    return [runs(one) for one in text.to_pylist()]


_BYTE = np.random.default_rng(1997).integers(0, 1 << 63, 256, np.uint64)
_BASE = 0x9E3779B97F4A7C15
_BACK = pow(_BASE, -1, 1 << 64)


def runs(text: str) -> NDArray[np.uint64]:
    """The hashes of all runs of RUN words of a plain text, sorted, each once; of a shorter text the hash of all of it.

    A run's hash is a difference of prefix sums of a polynomial in the bytes (Karp and Rabin 1987), so that every run
    costs the same, however long its words.
    """
    data = np.frombuffer(f" {text.strip()} ".encode(), np.uint8)
    powers = _powers(_BASE, len(data))
    sums = np.cumsum(_BYTE[data] * powers)
    spaces = np.nonzero(data == 32)[0]
    starts, ends = (spaces[:-RUN], spaces[RUN:]) if len(spaces) > RUN else (spaces[:1], spaces[-1:])
    return np.unique((sums[ends] - sums[starts]) * _powers(_BACK, len(data))[starts])


def _powers(base: int, length: int) -> NDArray[np.uint64]:
    return np.multiply.accumulate(np.concatenate([[np.uint64(1)], np.full(length - 1, base, np.uint64)]))


@daft.func.batch(return_dtype=_OWN)
def _own(article: Series, runs: Series) -> list[list[dict[str, Any]]]:
    places = zip(article.to_pylist(), runs.to_arrow(), strict=True)
    return [own(names, [one.values.to_numpy() for one in given.values]) for names, given in places]


def own(articles: Sequence[str], runs: Sequence[Runs]) -> list[dict[str, Any]]:
    """The articles of one outlet and year with the runs that few of them have."""
    found, times = np.unique(np.concatenate(runs), return_counts=True)
    fixtures = found[times >= REPEATED]
    return [
        {"article": article, "runs": one[~np.isin(one, fixtures, assume_unique=True)] if len(fixtures) else one}
        for article, one in zip(articles, runs, strict=True)
    ]


@daft.func.batch(return_dtype=DataType.struct({"share": DataType.float32(), "longer": DataType.string()}))
def shared(a: Series, b: Series) -> list[dict[str, object]]:
    """Which part of the runs of the shorter article the other has, and which of the two is the longer."""
    return [measured(one, two) for one, two in zip(_lists(a), _lists(b), strict=True)]


def _lists(column: Series) -> Iterator[Runs]:
    return (value.values.to_numpy() for value in column.to_arrow())


def measured(a: Runs, b: Runs) -> dict[str, object]:
    """Containment of two sets of runs; none where one of them has next to nothing of its own."""
    least = min(len(a), len(b))
    common = len(np.intersect1d(a, b, assume_unique=True)) if least >= LEAST else 0
    return {"share": common / max(least, 1), "longer": "a" if len(a) >= len(b) else "b"}
