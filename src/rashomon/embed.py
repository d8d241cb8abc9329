"""Gives every claim its embedding, by which the aligner finds candidates in other accounts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rashomon import reader
from rashomon.model import Account, Claim


def embed(account: Account, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with `vector` filled: the reader's unit vector of the claim's words, as float16 bytes."""
    vectors = reader.embed([account.slice(claim.span) for claim in claims])
    return tuple(
        replace(claim, vector=vector.astype("<f2").tobytes())
        for claim, vector in zip(claims, np.asarray(vectors), strict=True)
    )
