"""Which articles meet: those whose sketches share a band, that is two hashes.

Of texts that share a tenth of their runs 90 in a hundred have a band in common, of texts that share a thousandth three
in ten thousand. A band meets only that of the same place: the engine brings those of a few places together, a share,
and there they are sorted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

import daft
import numpy as np
import pyarrow as pa
from daft import DataFrame, DataType, Series, col
from numpy.typing import NDArray

from rashomon.corpus.sketch import HASHES, Hashes, Sketch, owned, signatures

PER_BAND, APART = 2, 97
"""Hashes in a band, and how far apart: neighbours borrow from the same bin, and one run would make a band."""

CROWD = 50
"""Articles that may share one band; of more, each is compared to the next NEXT only, and chains join them all."""

NEXT = 12

PLACES = 4
"""Places of bands that are sorted together: few rows an article, and many shares for many workers."""

SHARES = HASHES // PLACES

_BANDS = DataType.list(DataType.struct({
    "share": DataType.uint8(), "bands": DataType.fixed_size_list(DataType.uint64(), PLACES),
}))  # fmt: skip
_PAIRS = DataType.list(DataType.struct({"a": DataType.string(), "b": DataType.string()}))

Member = tuple[str, bool]
"""An article and whether it is new."""


def candidates(prints: DataFrame, part: int, parts: int) -> DataFrame:
    """Pairs `a` < `b` that share a band of this part of all shares, at least one of them new, each once."""
    bands = Bands(part, parts).of(col("hashes")).alias("bands")
    rows = prints.select("article", "new", bands).explode("bands").select("article", "new", col("bands").unnest())
    shares = rows.groupby("share").agg(*(col(name).list_agg() for name in ("bands", "article", "new")))
    return (
        shares.select(_pairs(col("bands"), col("article"), col("new")).alias("pair"))
        .explode("pair")
        .select(col("pair").unnest())
        .where(col("a").not_null())
        .distinct()
    )


@daft.cls
class Bands:
    """The bands of texts: two with one in common may be copies. Of their shares every `parts`-th is given out."""

    def __init__(self, part: int, parts: int) -> None:
        self.shares = np.arange(part, SHARES, parts).astype(np.uint8)

    @daft.method.batch(return_dtype=_BANDS)
    def of(self, hashes: Any) -> Any:
        """The bands of each text that belong to the part."""
        places = self.shares[:, None].astype(np.intp) * PLACES + np.arange(PLACES)
        found = mixed(signatures(hashes), places.ravel())
        bands = pa.FixedSizeListArray.from_arrays(found.ravel(), PLACES)
        shares = pa.StructArray.from_arrays([np.tile(self.shares, len(found)), bands], ["share", "bands"])
        ends = np.arange(len(found) + 1, dtype=np.int32) * len(self.shares)
        return owned(pa.ListArray.from_arrays(ends, shares))


def mixed(hashes: Sketch, places: NDArray[np.intp]) -> Hashes:
    """The bands of each row of hashes at these places, the place mixed in: a band meets only those of its own."""
    found = np.broadcast_to(places.astype(np.uint64), (len(hashes), len(places)))
    for step in range(PER_BAND):
        found = (found ^ hashes[:, (places + step * APART) % HASHES]) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    return found


@daft.func.batch(return_dtype=_PAIRS)
def _pairs(bands: Series, article: Series, new: Series) -> list[list[dict[str, str]]]:
    columns = (bands.to_arrow(), article.to_arrow(), new.to_arrow())
    return [
        [{"a": a, "b": b} for group in _groups(*share) for (a, one), (b, two) in _met(group) if one or two]
        for share in zip(*([value.values for value in column] for column in columns), strict=True)
    ]


def _groups(bands: pa.Array, article: pa.Array, new: pa.Array) -> Iterator[list[Member]]:
    """The articles that share a band, in order, for every band that two have."""
    values = bands.flatten().to_numpy()
    order = np.argsort(values)
    values = values[order]
    same = np.concatenate([[False], values[1:] == values[:-1], [False]])
    shared = np.flatnonzero(same[1:] | same[:-1])
    owner = order[shared] // PLACES
    members = list(zip(article.take(owner).to_pylist(), new.take(owner).to_pylist(), strict=True))
    first = np.flatnonzero(~same[shared])
    return (sorted(members[start:end]) for start, end in pairwise([*first, len(members)]))


def _met(members: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    if len(members) <= CROWD:
        return combinations(members, 2)
    return ((one, two) for n, one in enumerate(members) for two in members[n + 1 : n + 1 + NEXT])
