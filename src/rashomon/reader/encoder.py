"""Sentence vectors from MiniLM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rashomon.reader.models import session, tokenizer
from rashomon.reader.words import vectors as looked_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 384
LONGEST = 256  # sub-words of one text; MiniLM was trained on no more, the rest is not read
STEP = 16  # texts are padded to a multiple of this, by their own length alone
AT_ONCE = 1024  # sub-words in one batch; more is no faster and takes more memory


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Sentence vectors (n, 384), L2-normalised; a text's vector does not depend on the texts beside it.

    Sentence-BERT: Reimers and Gurevych 2019, mean over sub-words. A text without any word gets what the model
    makes of the empty text.
    """
    vectors = np.empty((len(texts), WIDTH), np.float32)
    encodings = tokenizer().encode_batch_fast(list(texts))
    ids = [trimmed(encoding.ids) for encoding in encodings]
    for chosen in batches([len(row) for row in ids]):
        vectors[chosen] = session("encoder.onnx").run(["vectors"], padded([ids[n] for n in chosen]))[0]
    return vectors


def trimmed(ids: list[int]) -> list[int]:
    """At most LONGEST sub-words, the closing one kept."""
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def batches(lengths: Sequence[int]) -> Iterable[list[int]]:
    """Indices grouped by padded length, each group small enough to hold in memory."""
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for n, length in enumerate(lengths):
        buckets[-(-length // STEP)].append(n)
    for steps, members in sorted(buckets.items()):
        size = max(1, AT_ONCE // (steps * STEP))
        yield from (members[start : start + size] for start in range(0, len(members), size))


def padded(rows: Sequence[Sequence[int]]) -> dict[str, NDArray[np.generic]]:
    """Rows of sub-words as a model's input: `words` (rows, width, 384) and `mask`, the width a multiple of STEP."""
    width = -(-max(map(len, rows)) // STEP) * STEP
    ids = np.zeros((len(rows), width), np.int64)
    mask = np.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = row
        mask[n, : len(row)] = 1
    return {"words": looked_up(ids), "mask": mask}
