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

from rashomon.corpus import sketch

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
        _runs(col("text")).alias("runs"),
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
    return [one for part in sketch.together(text.to_pylist()) for one in runs(part)]


def runs(texts: Sequence[str]) -> list[Runs]:
    """The hashes of all runs of words of each text, sorted, each once."""
    owner, found = sketch.runs(texts)
    return [_sorted(one) for one in np.split(found, np.searchsorted(owner, np.arange(1, len(texts))))]


def _sorted(found: Runs) -> Runs:
    """Each value once, in order; `numpy.unique` takes several times as long."""
    found = np.sort(found)
    again = np.append(False, found[1:] == found[:-1])[: len(found)]
    once: Runs = found[~again]
    return once


@daft.func.batch(return_dtype=_OWN)
def _own(article: Series, runs: Series) -> list[list[dict[str, Any]]]:
    places = zip(article.to_pylist(), runs.to_arrow(), strict=True)
    return [own(names, [one.values.to_numpy() for one in given.values]) for names, given in places]


def own(articles: Sequence[str], runs: Sequence[Runs]) -> list[dict[str, Any]]:
    """The articles of one outlet and year with the runs that few of them have."""
    found = np.sort(np.concatenate(runs))
    later = found[REPEATED - 1 :]
    fixtures = later[later == found[: len(later)]]
    return [
        {"article": article, "runs": one[~np.isin(one, fixtures)] if len(fixtures) else one}
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
    both = np.sort(np.concatenate([a, b]))
    common = int(np.count_nonzero(both[1:] == both[:-1])) if least >= LEAST else 0
    return {"share": common / max(least, 1), "longer": "a" if len(a) >= len(b) else "b"}
