"""How likely two sentences that are aligned conflict, and how likely they differ.

Two more models of the kind in `trees`, over the features that score pairs, the score itself, and those of `against`,
which are measured only where a pair is shown. Trained by training/relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rashomon.align.against import NAMES as AGAINST
from rashomon.align.against import Against, row
from rashomon.align.features.facing import Facing
from rashomon.align.scoring import NAMES as SCORED
from rashomon.align.trees import Trees, load
from rashomon.errors import ReaderError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "relation.npz"
NAMES = (*SCORED, "score", *AGAINST)


@cache
def models() -> tuple[Trees, Trees, NDArray[np.intp]]:
    """The models of a conflict and of a difference, and which of `NAMES` they read; a ReaderError if one is missing.

    What they read is named in their file, so that a feature may be added without growing them anew.
    """
    found, read = load(FILE)
    missing = sorted(set(read) - set(NAMES))
    if missing:
        raise ReaderError(
            f"'{FILE}' needs {', '.join(missing)}, which this version does not measure; reinstall rashomon"
        )
    return found["conflict"], found["differ"], np.array([NAMES.index(name) for name in read])


def bars() -> tuple[float, float]:
    """The chances from which a conflict and a difference are said."""
    conflict, differ, _ = models()
    return conflict.threshold, differ.threshold


def chances(facing: Facing, rows: Floats, scores: Floats, pairs: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """The chance of a conflict, and of a difference, of some pairs of sentences, given their features and scores."""
    if not pairs:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    weights = facing.case.weights
    told, other = facing.a.sentences, facing.b.sentences
    against = np.array([row(Against(told[i], other[j], weights)) for i, j in pairs], np.float32)
    conflict, differ, columns = models()
    both = np.concatenate([rows, scores[:, None], against], axis=1).astype(np.float32)[:, columns]
    return conflict.probability(both), differ.probability(both)
