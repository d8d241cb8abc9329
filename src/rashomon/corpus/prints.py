"""What is compared of an article: its sketch against copies, weighted words and names against other stories.

Words are kept as hashes in a fixed number of buckets (Weinberger and others 2009), so that their document frequencies
are one array of fixed size, however many words the corpus knows.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import daft
import pyarrow as pa
from daft import DataFrame, DataType, Series, col, lit

from rashomon.corpus.bands import PER_BAND
from rashomon.corpus.shelf import Shelf
from rashomon.corpus.sketch import HASHES, RUN, minhash
from rashomon.text import fold

BUCKETS = 1 << 22
HEAD = 2_000
"""Characters of the text that are weighed, after the title: news tells first what happened."""

GROUP = 256
"""Rows that are read or passed over together: whoever asks for a few days reads these days' groups only."""

SETTINGS = {"hashes": HASHES, "per_band": PER_BAND, "run": RUN, "buckets": BUCKETS, "head": HEAD}
"""What a corpus is built with, all its life."""

PRINT = pa.schema([
    ("article", pa.string()), ("day", pa.int32()), ("outlet", pa.string()),
    ("hashes", pa.list_(pa.uint32(), HASHES)), ("terms", pa.list_(pa.uint32())), ("counts", pa.list_(pa.uint8())),
    ("names", pa.list_(pa.uint32())),
])  # fmt: skip

_WORDS = DataType.struct({
    "terms": DataType.list(DataType.uint32()), "counts": DataType.list(DataType.uint8()),
    "names": DataType.list(DataType.uint32()),
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEGINNING = frozenset('.!?:\n\r\t"“”‘—–-•|')
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")


def prints(shelf: Shelf, progress: Callable[[str, int, int], None]) -> None:
    """Make the prints of every piece of articles that has none."""
    pieces = shelf.pieces("articles")
    missing = sorted(set(pieces) - set(shelf.pieces("prints")))
    for number, piece in enumerate(missing, start=len(pieces) - len(missing) + 1):
        shelf.write("prints", piece, made(shelf.paths("articles", [piece])), rows=GROUP)
        progress("prints", number, len(pieces))


def made(paths: list[str]) -> pa.Table:
    """The prints of the articles in these files, by day."""
    articles = daft.read_parquet(paths)
    query = articles.select(
        "article", "day", "outlet", minhash(col("text")).alias("hashes"), _words(col("title"), col("text")).unnest()
    )
    return query.to_arrow().select(PRINT.names).cast(PRINT).sort_by([("day", "ascending"), ("article", "ascending")])


def marked(shelf: Shelf, new: Sequence[str], every: Sequence[str]) -> DataFrame:
    """The prints of the pieces `every`, with the column `new` true for those of the pieces `new`."""
    parts = [(list(new), True), (sorted(set(every) - set(new)), False)]
    frames = [
        daft.read_parquet(shelf.paths("prints", pieces)).with_column("new", lit(value))
        for pieces, value in parts
        if pieces
    ]
    return frames[0] if len(frames) == 1 else frames[0].concat(frames[1])


@daft.func.batch(return_dtype=_WORDS)
def _words(title: Series, text: Series) -> pa.Array:
    rows = [words(a or "", b[:HEAD]) for a, b in zip(title.to_pylist(), text.to_pylist(), strict=True)]
    return pa.array(rows, pa.struct([PRINT.field(name) for name in ("terms", "counts", "names")]))


def words(title: str, head: str) -> dict[str, list[int]]:
    """The buckets of a title's words, counted twice, and of a text's beginning; and which are names or numbers."""
    counts: Counter[int] = Counter()
    names: set[int] = set()
    for part, times in ((title, 2), (head, 1)):
        for match in _WORD.finditer(part):
            word = bucket(match[0])
            counts[word] += times
            if _is_name(part, match.start(), match[0]):
                names.add(word)
    terms = sorted(counts)
    return {"terms": terms, "counts": [min(counts[term], 255) for term in terms], "names": sorted(names)}


@lru_cache(1 << 16)
def bucket(word: str) -> int:
    """Where a word is counted, however it is written and whatever stands after its apostrophe."""
    return zlib.crc32(_POSSESSIVE.sub("", fold(word)).encode()) % BUCKETS


def _is_name(text: str, start: int, word: str) -> bool:
    """True for a capital or a digit where no sentence begins, months and days of the week left out.

    A title in capitals throughout gives many too many.
    """
    if not (word[0].isupper() or word[0].isdecimal()) or word.lower() in _CALENDAR:
        return False
    before = text[max(0, start - 3) : start].rstrip(" ")
    return bool(before) and before[-1] not in _BEGINNING
