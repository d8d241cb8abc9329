"""Near-duplicates of the whole corpus: articles that share a band, measured by the words they really share.

What is measured is containment, the share of the shorter article's runs of words that the other has: a re-print that
was cut and an original that goes on share about a third of their runs only. A text with less than half of its words
from another is an excerpt, and counts only near in time: outlets re-use their paragraphs of background for years.
The pairs are for `trace` to confirm and to explain once a story is opened; here no passage is located.
"""

from __future__ import annotations

from collections.abc import Sequence

import daft
import numpy as np
import pyarrow as pa
from daft import DataFrame, DataType, Series, col
from numpy.typing import NDArray

from rashomon.corpus.bands import candidates
from rashomon.corpus.prints import marked
from rashomon.corpus.runs import own_runs, shared
from rashomon.corpus.shelf import Shelf
from rashomon.corpus.sketch import HASHES, signatures

COPY, EXCERPT = 0.5, 0.3
"""Containment from which the shorter of two is a copy, as in `trace`, and from which it is an excerpt."""

WINDOW = 31
"""Days between an article and one that takes an excerpt of it."""

AT_ONCE = 4096
"""Pairs whose words are held at a time, so that memory does not grow with a corpus."""

BANDED = 16_384
"""Articles whose bands are held at a time."""

PARTS = 16
"""At most so many parts of bands, as each reads the hashes of all articles: cost stays in proportion, memory grows."""

AGREEING = 10
"""Hashes, of 256, that a pair must share to be measured; two that met by chance share two or three."""

COPIED = pa.schema([
    ("source", pa.string()), ("target", pa.string()), ("kind", pa.string()), ("share", pa.float32()),
])  # fmt: skip


def copies(shelf: Shelf) -> None:
    """Write the near-duplicates among the articles not yet looked at, and between these and all others."""
    every = shelf.pieces("prints")
    new = sorted(set(every) - shelf.covered("copies"))
    if new:
        piece = f"{len(shelf.pieces('copies')):05}"
        shelf.write("copies", piece, found(shelf, new, every), covers=new)


def found(shelf: Shelf, new: Sequence[str], every: Sequence[str]) -> pa.Table:
    """Near-duplicates with an article of the pieces `new` on one side, of `every` on the other, by article."""
    articles = [
        daft.read_parquet(path).select("article", "outlet", "day", "text") for path in shelf.paths("articles", every)
    ]
    return near_duplicates(marked(shelf, new, every).select("article", "day", "hashes", "new"), articles)


def near_duplicates(prints: DataFrame, articles: Sequence[DataFrame]) -> pa.Table:
    """The near-duplicates among articles (pieces of `article`, `outlet`, `day`, `text`) by their prints (`article`,
    `day`, `hashes`, `new`), as a table of COPIED."""
    pairs = alike(prints).collect()
    involved = pairs.select(col("a").alias("article")).union(pairs.select(col("b").alias("article"))).collect()
    texts = [piece.join(involved, on="article", how="semi").to_arrow() for piece in articles]
    runs = own_runs(daft.from_arrow(pa.concat_tables(texts))).collect()
    found = pairs.to_arrow()
    parts = [_measured(found.slice(n, AT_ONCE), runs) for n in range(0, len(found), AT_ONCE)]
    return _directed(pa.concat_tables(parts)) if parts else COPIED.empty_table()


def _measured(pairs: pa.Table, runs: DataFrame) -> pa.Table:
    """Those of the pairs that share words enough, with the share and the longer of the two."""
    sides = _joined(daft.from_arrow(pairs), runs, "runs")
    shares = sides.select("a", "b", "day_a", "day_b", shared(col("runs_a"), col("runs_b")).unnest())
    return shares.where(f"share >= {EXCERPT}").to_arrow()


def alike(prints: DataFrame) -> DataFrame:
    """Pairs `a` < `b` that share a band and agree in more hashes than chance gives, at least one of them new."""
    parts = min(max(1, -(-prints.count_rows() // BANDED)), PARTS)
    found = [_agree(candidates(prints, part, parts), prints).to_arrow() for part in range(parts)]
    # By the ids alone: with undated articles, null days among the keys, the engine compares every pair with all others.
    return daft.from_arrow(pa.concat_tables(found)).distinct("a", "b")


def _joined(pairs: DataFrame, table: DataFrame, *names: str) -> DataFrame:
    """The pairs with columns of a table for either side, as `name_a` and `name_b`."""
    for side in ("a", "b"):
        other = table.select(col("article").alias(side), *(col(name).alias(f"{name}_{side}") for name in names))
        pairs = pairs.join(other, on=side)
    return pairs


def _agree(pairs: DataFrame, prints: DataFrame) -> DataFrame:
    sides = _joined(pairs, prints.select("article", "day", "hashes"), "day", "hashes")
    enough = _agreeing(col("hashes_a"), col("hashes_b")).between(AGREEING, HASHES)
    return sides.where(enough).select("a", "b", "day_a", "day_b")


@daft.func.batch(return_dtype=DataType.int32())
def _agreeing(a: Series, b: Series) -> NDArray[np.int32]:
    equal: NDArray[np.int32] = (signatures(a) == signatures(b)).sum(1, dtype=np.int32)
    return equal


def _directed(pairs: pa.Table) -> pa.Table:
    """Source and target of each pair: the earlier first, of one day or undated the longer; far excerpts left out."""
    rows = [row for pair in pairs.to_pylist() if (row := _direct(**pair)) is not None]
    return pa.Table.from_pylist(rows, COPIED).sort_by([("source", "ascending"), ("target", "ascending")])


def _direct(
    *, a: str, b: str, day_a: int | None, day_b: int | None, share: float, longer: str
) -> dict[str, object] | None:
    gap = None if day_a is None or day_b is None else day_b - day_a
    if share < COPY and (gap is None or abs(gap) > WINDOW):
        return None
    source, target = (a, b) if (gap > 0 if gap else longer == "a") else (b, a)
    return {"source": source, "target": target, "kind": "copy" if share >= COPY else "excerpt", "share": share}
