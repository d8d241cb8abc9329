"""Gradient-boosted trees as plain arrays, run by NumPy alone.

The model is that of Friedman 2001 as scikit-learn grows it (training/judge/trees); here are only its splits and leaf
values. A file holds several models by name, each with a calibration: knots of a monotone map from the raw
probability to the share of pairs that hold (Zadrozny and Elkan 2002; Oron and Flournoy 2017).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rashomon.reader.models import weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "align.npz"
TOGETHER = 256  # rows walked at once, so that what they need stays small


@dataclass(frozen=True)
class Trees:
    """One model: `roots` are the first nodes of the trees; a leaf has feature -1 and its value in `cut`."""

    base: float
    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    cut: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    knots: tuple[Floats, Floats]
    threshold: float

    def raw(self, rows: Floats) -> Floats:
        """Uncalibrated probability of each row of features."""
        odds = [self._odds(rows[n : n + TOGETHER]) for n in range(0, len(rows), TOGETHER)]
        return np.asarray(1 / (1 + np.exp(-np.concatenate(odds))) if odds else np.empty(0), np.float32)

    def probability(self, rows: Floats) -> Floats:
        """Calibrated probability of each row of features."""
        return np.asarray(np.interp(self.raw(rows), *self.knots), np.float32)

    def _odds(self, rows: Floats) -> NDArray[np.float64]:
        """Log-odds of some rows; all trees are walked at once, a level a step."""
        at = np.tile(self.roots, (len(rows), 1))
        row = np.arange(len(rows))[:, None]
        while (inner := self.feature[at] >= 0).any():
            goes_left = rows[row, self.feature[at]] <= self.cut[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        return np.asarray(self.base + self.cut[at].sum(axis=1, dtype=np.float64))


@cache
def load(file: str = FILE) -> tuple[dict[str, Trees], tuple[str, ...]]:
    """The models of a file by name, and the names of the features they were grown on."""
    stored = np.load(io.BytesIO(weights(file)))
    names = tuple(str(name) for name in stored["features"])
    return {str(model): _model(stored, str(model)) for model in stored["models"]}, names


def _model(stored: np.lib.npyio.NpzFile, name: str) -> Trees:
    part = {
        key: stored[f"{name}.{key}"]
        for key in ("base", "roots", "feature", "cut", "left", "right", "x", "y", "threshold")
    }
    return Trees(
        float(part["base"]), part["roots"], part["feature"], part["cut"], part["left"], part["right"],
        (part["x"], part["y"]), float(part["threshold"]),
    )  # fmt: skip
