"""Sets two sentences against each other: named features of what one says and the other denies or gives otherwise."""

from __future__ import annotations

from rashomon.align.against.features import FEATURES, NAMES, Against, row

__all__ = ["FEATURES", "NAMES", "Against", "row"]
