"""How likely two articles tell one event: rare words they share, names among these, and the days between them.

Articles are compared within WINDOW days of one another only, one row of the engine a day: what is added to a corpus
changes nothing far from its own days. The likelihood is a logistic rule of the cosine of weighted words (TF-IDF, Salton
and Buckley 1988; the recipe of topic detection, Allan and others 1998) and of the days between. A pair that shares a
topic shares frequent words; without a name or number that few articles have, it is no pair, however alike.

Not done: no vectors of sentences. Measured on pairs within four days, those of the titles added nothing to the words
(docs/scale.md), and would cost more than all other steps together. An undated article is in a story as a copy only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import daft
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from daft import DataFrame, DataType, Series, col
from numpy.typing import NDArray

from rashomon.corpus.prints import BUCKETS, marked
from rashomon.corpus.shelf import Shelf

WINDOW = 3
"""Days between two articles compared."""

AT_ONCE = 4096
"""Articles of the days that are compared at a time, if a day alone has not more: memory does not grow with a corpus."""

COMMON = 0.2
"""Words that more of the articles have say nothing."""

RARE = 0.05
"""A name or number is a sign of one event if no more than this share of the articles has it."""

FEW = 10
"""In a small corpus a word that so many articles have is rare still."""

CROWD = 400
"""A word that more articles of a window have is passed over there, so that cost does not grow with their square."""

LEAST = 0.05
"""Likelihood below which a pair is forgotten."""

COSINE, GAP, CONSTANT = 23.6, -1.09, -5.88
"""The logistic rule, fitted to silver groups of before 2015 and measured on later ones (docs/scale.md)."""

EDGE = pa.schema([("a", pa.string()), ("b", pa.string()), ("score", pa.float32())])
_EDGES = DataType.list(DataType.struct({"a": DataType.string(), "b": DataType.string(), "score": DataType.float32()}))
_COLUMNS = ("article", "day", "terms", "counts", "names", "new")


def edges(shelf: Shelf) -> None:
    """Write the likely pairs of the articles not yet looked at, among themselves and with all others."""
    every = shelf.pieces("prints")
    new = sorted(set(every) - shelf.covered("edges"))
    if new:
        weigh(shelf, every)
        piece = f"{len(shelf.pieces('edges')):05}"
        shelf.write("edges", piece, found(shelf, new, every), covers=new)


def weigh(shelf: Shelf, pieces: Sequence[str]) -> None:
    """Count in how many articles each word stands, and keep it as an array by bucket beside the tables."""
    frequencies = np.zeros(BUCKETS + 1, np.uint32)
    for piece in pieces:
        terms = shelf.read("prints", ["terms"], pieces=[piece])["terms"]
        np.add.at(frequencies, pc.list_flatten(terms).to_numpy(), 1)
        frequencies[BUCKETS] += len(terms)
    shelf.write_array("frequencies", frequencies)


def found(shelf: Shelf, new: Sequence[str], every: Sequence[str]) -> pa.Table:
    """The likely pairs with an article of the pieces `new` on one side, of `every` on the other."""
    days = Counter(shelf.read("prints", ["day"], pieces=every)["day"].drop_null().to_pylist())
    fresh = set(shelf.read("prints", ["day"], pieces=new)["day"].drop_null().to_pylist())
    compare = Compare(str(shelf.root / "frequencies.npy"))
    prints = marked(shelf, new, every).select(*_COLUMNS)
    tables = [_between(prints, compare, *run) for run in runs(days, fresh)]
    table = pa.concat_tables([EDGE.empty_table(), *tables])
    return table.sort_by([("a", "ascending"), ("b", "ascending")])


def runs(days: Mapping[int, int], fresh: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last of the days to be compared at a time, of days with so many articles, some of them new."""
    held: list[int] = []
    for day in sorted(day for day in days if any(day + later in fresh for later in range(WINDOW + 1))):
        if held and sum(days[one] for one in held) + days[day] > AT_ONCE:
            yield held[0], held[-1]
            held = []
        held.append(day)
    if held:
        yield held[0], held[-1]


def _between(prints: DataFrame, compare: Any, first: int, last: int) -> pa.Table:
    """The likely pairs of each day from `first` to `last` with itself and the days after it."""
    near = prints.where(col("day").between(first, last + WINDOW))
    blocks = near.with_column("block", _blocks(col("day"))).explode("block").where(col("block").between(first, last))
    days = blocks.groupby("block").agg(*(col(name).list_agg() for name in _COLUMNS))
    pairs = days.select(compare.block(col("block"), *map(col, _COLUMNS)).alias("edge")).explode("edge")
    return pairs.where(col("edge").not_null()).select(col("edge").unnest()).to_arrow().cast(EDGE)


@daft.func.batch(return_dtype=DataType.list(DataType.int32()))
def _blocks(day: Series) -> list[list[int]]:
    """The rows an article stands in: its own day's, and those of the days before, to be compared with theirs."""
    return [[one - back for back in range(WINDOW + 1)] for one in day.to_pylist()]


@daft.cls
class Compare:
    """Compares the articles of one day with those of that day and the next; the weights are loaded once a worker."""

    def __init__(self, frequencies: str) -> None:
        self.frequencies = np.load(Path(frequencies), mmap_mode="r")

    @daft.method.batch(return_dtype=_EDGES, batch_size=16)
    def block(self, *columns: Any) -> Any:
        """The likely pairs of each day."""
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        return [compared(day, _sorted(values), self.frequencies) for day, *values in rows]


def _sorted(columns: Sequence[list[Any]]) -> list[tuple[Any, ...]]:
    """The articles of a block in an order that does not depend on the engine."""
    return sorted(zip(*columns, strict=True), key=lambda article: str(article[0]))


def compared(day: int, articles: Sequence[tuple[Any, ...]], frequencies: NDArray[np.uint32]) -> list[dict[str, Any]]:
    """The likely pairs of `day` with itself and later days; articles as (article, day, terms, counts, names, new)."""
    names, days, terms, counts, rare, new = zip(*articles, strict=True)
    own, fresh = np.array(days) == day, np.array(new)
    if not own.any() or not fresh.any():
        return []
    total = int(frequencies[BUCKETS])
    owner, term, weight = weighted(terms, counts, frequencies)
    signs = _signs(rare, frequencies, total)
    a, b, cosine = cosines(owner, term, weight, own)
    chosen = fresh[a] | fresh[b]
    a, b, cosine = a[chosen], b[chosen], cosine[chosen]
    score = likelihood(cosine, np.abs(np.array(days)[a] - np.array(days)[b]))
    pairs = [(names[i], names[j], s) for i, j, s in zip(a, b, score, strict=True) if s >= LEAST and signs[i] & signs[j]]
    return [{"a": min(i, j), "b": max(i, j), "score": float(s)} for i, j, s in pairs]


def likelihood(cosine: NDArray[np.float64], gap: NDArray[np.int64]) -> NDArray[np.float64]:
    """That two articles tell one event."""
    made: NDArray[np.float64] = 1 / (1 + np.exp(-(COSINE * cosine + GAP * gap + CONSTANT)))
    return made


def weighted(
    terms: Sequence[Sequence[int]], counts: Sequence[Sequence[int]], frequencies: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Article, word and weight of all words that are not common, the weights of an article of length one."""
    total = int(frequencies[BUCKETS])
    owner = np.repeat(np.arange(len(terms)), [len(one) for one in terms])
    term = np.concatenate([np.array(one, np.int64) for one in terms])
    count = np.concatenate([np.array(one, np.float64) for one in counts])
    seen = frequencies[term].astype(np.float64)
    kept = seen <= max(FEW, COMMON * total)
    owner, term, count, seen = owner[kept], term[kept], count[kept], seen[kept]
    weight = (1 + np.log(count)) * (1 + np.log((1 + total) / (1 + seen)))
    length = np.sqrt(np.bincount(owner, weight**2, len(terms)))
    return owner, term, weight / length[owner]


def _signs(names: Sequence[Sequence[int]], frequencies: NDArray[np.uint32], total: int) -> list[set[int]]:
    most = max(FEW, RARE * total)
    return [{name for name in one if frequencies[name] <= most} for one in names]


def cosines(
    owner: NDArray[np.int64], term: NDArray[np.int64], weight: NDArray[np.float64], own: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of articles with a word in common, the first of the day itself, and the cosine of their words."""
    order = np.lexsort((owner, term))
    owner, term, weight = owner[order], term[order], weight[order]
    new = np.concatenate([[True], term[1:] != term[:-1]])
    start = np.maximum.accumulate(np.where(new, np.arange(len(term)), 0))
    size = np.bincount(np.cumsum(new) - 1)[np.cumsum(new) - 1]
    usable = size <= CROWD
    keys, values, at = [], [], np.nonzero(usable)[0]
    step = 0
    while len(at):
        step += 1
        at = at[at + step < len(term)]
        at = at[start[at + step] == start[at]]
        pair = own[owner[at]] | own[owner[at + step]]
        keys.append(owner[at[pair]] * len(own) + owner[at[pair] + step])
        values.append(weight[at[pair]] * weight[at[pair] + step])
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    key, where = np.unique(np.concatenate(keys), return_inverse=True)
    return key // len(own), key % len(own), np.bincount(where, np.concatenate(values), len(key)).astype(float)
