"""The vectors of sub-words, from which every model of the reader starts: one table, kept once a process."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rashomon.reader.models import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Table(NamedTuple):
    """Rows as int8 (sub-words, 384), and the scale of each (sub-words, 1) float32."""

    rows: NDArray[np.int8]
    scales: NDArray[np.float32]


@cache
def table() -> Table:
    """The table that ships."""
    with np.load(io.BytesIO(weights("words.npz"))) as stored:
        return Table(stored["rows"], stored["scales"])


def vectors(ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
    """Sub-word ids of any shape -> their vectors, one axis longer."""
    rows, scales = table()
    return rows[ids] * scales[ids]
