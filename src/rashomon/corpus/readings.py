"""Reads articles one by one, each alone, as a case does: the costly part, done for what is asked for and once only.

Vectors of the claims, half of the cost of reading, wait until an article is compared: few of a corpus ever are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

import daft
import pyarrow as pa
from daft import DataType, col

from rashomon import pipeline
from rashomon.codec import decode, encode
from rashomon.corpus.accounts import COLUMNS, account
from rashomon.corpus.shelf import Shelf
from rashomon.engine import settle
from rashomon.model import Reading

AT_ONCE = 64
"""Articles of one piece; what a killed build reads anew at most. A minute's work of one processor."""

READING = pa.schema([("article", pa.string()), ("program", pa.string()), ("record", pa.string())])

Progress = Callable[[str, int, int], None]


def readings(shelf: Shelf, articles: Collection[str], progress: Progress) -> None:
    """Read those of the articles that this version of the program has not read; each piece is on disk when finished."""
    program = pipeline.program_key()
    missing = sorted(set(articles) - read_by(shelf, program))
    done = len(articles) - len(missing)
    progress("read", done, len(articles))
    for rows in _in_pieces(_query(shelf, missing)) if missing else ():
        table = pa.table({"article": rows["article"], "program": [program] * len(rows), "record": rows["record"]})
        shelf.write("readings", f"{len(shelf.pieces('readings')):06}", table.cast(READING))
        done += len(rows)
        progress("read", done, len(articles))


def read_by(shelf: Shelf, program: str) -> set[str]:
    """The articles this version of the program has read."""
    table = shelf.read("readings", ["article", "program"])
    if not table.num_rows:
        return set()
    return {one["article"] for one in table.to_pylist() if one["program"] == program}


def _query(shelf: Shelf, articles: Collection[str]) -> Iterator[pa.RecordBatch]:
    wanted = daft.from_pydict({"article": list(articles)})
    rows = daft.read_parquet(shelf.paths("articles")).select(*COLUMNS).join(wanted, on="article", how="semi")
    read = Reader().read(*map(col, COLUMNS)).alias("record")
    batches: Iterator[pa.RecordBatch] = rows.select("article", read).to_arrow_iter()
    return batches


def _in_pieces(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The results in pieces of AT_ONCE, as they come."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(len(one) for one in held) >= AT_ONCE:
            yield pa.Table.from_batches(held)
            held = []
    if sum(len(one) for one in held):
        yield pa.Table.from_batches(held)


@daft.cls(use_process=True)
class Reader:
    """Reads articles in a process of its own, which loads the models once."""

    def __init__(self) -> None:
        settle()

    @daft.method.batch(return_dtype=DataType.string(), batch_size=16)
    def read(self, *columns: Any) -> Any:
        """The record of each article."""
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        return [record(dict(zip(COLUMNS, row, strict=True))) for row in rows]


def record(row: dict[str, object]) -> str:
    """An article's reading, as the JSON a case file keeps, for an account named a0."""
    reading = pipeline.read_words(pipeline.Job(account(row)))
    return json.dumps(encode(reading), ensure_ascii=False)


def parsed(record: str) -> Reading:
    """A stored reading."""
    return decode(Reading, json.loads(record))
