"""Lays the comparison of stories as tables: claims, alignments and points, with offsets into the articles' texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import daft
import pyarrow as pa
from daft import DataType, col

from rashomon import pipeline
from rashomon.corpus.accounts import COLUMNS, account, in_order, moved
from rashomon.corpus.readings import parsed
from rashomon.corpus.shelf import Shelf
from rashomon.engine import settle
from rashomon.model import Claim, Comparison
from rashomon.store import Store

AT_ONCE = 16
"""Stories of one piece; what a killed run compares anew at most."""

_STRINGS = pa.list_(pa.string())

TABLES = {
    "claims": pa.schema([
        ("story", pa.string()), ("claim", pa.string()), ("article", pa.string()), ("start", pa.int64()),
        ("end", pa.int64()), ("holders", _STRINGS), ("holder_kind", pa.string()), ("polarity", pa.string()),
        ("certainty", pa.string()), ("predicate", pa.string()), ("times", _STRINGS), ("places", _STRINGS),
        ("quantities", pa.list_(pa.float64())),
    ]),
    "alignments": pa.schema([
        ("story", pa.string()), ("a", pa.string()), ("b", pa.string()), ("relation", pa.string()),
        ("slot", pa.string()), ("score", pa.float64()), ("why", pa.string()),
    ]),
    "points": pa.schema([
        ("story", pa.string()), ("point", pa.string()), ("status", pa.string()), ("claims", _STRINGS),
        ("article", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("accounts", pa.int64()),
        ("independent", pa.int64()), ("silent", _STRINGS),
    ]),
}  # fmt: skip
"""The tables. Claims and points are named within their story; offsets count code points of the article's text."""

COMPARED = pa.schema([("story", pa.string()), ("key", pa.string()), ("articles", pa.int64())])

Progress = Callable[[str, int, int], None]
Stories = Mapping[str, Sequence[str]]


def key(articles: Sequence[str]) -> str:
    """Hash of what a story's comparison is made from: its articles and this version of the program."""
    return hashlib.sha256(json.dumps([pipeline.program_key(), sorted(articles)]).encode()).hexdigest()[:16]


def compare(shelf: Shelf, stories: Stories, progress: Progress) -> None:
    """Compare those of the stories whose comparison is not there or is stale; their articles must have been read."""
    done = current(shelf)
    missing = {story: articles for story, articles in stories.items() if done.get(story) != key(articles)}
    progress("compare", len(stories) - len(missing), len(stories))
    for n, found in enumerate(_in_pieces(_query(shelf, missing)) if missing else (), start=1):
        _write(shelf, missing, found)
        progress("compare", len(stories) - len(missing) + min(n * AT_ONCE, len(missing)), len(stories))


def current(shelf: Shelf) -> dict[str, str]:
    """The key each story was last compared under."""
    return {row["story"]: row["key"] for row in shelf.read("compared").to_pylist()}


def table(shelf: Shelf, name: str) -> pa.Table:
    """One of the tables, each story in its latest comparison, by story."""
    latest = {row["story"]: piece for piece in shelf.pieces("compared") for row in _stories(shelf, piece)}
    parts = []
    for piece in shelf.pieces("compared"):
        rows = shelf.read(name, pieces=[piece])
        keep = [latest[story] == piece for story in rows["story"].to_pylist()]
        parts.append(rows.filter(pa.array(keep, pa.bool_())))
    return pa.concat_tables(parts).sort_by("story") if parts else TABLES[name].empty_table()


def _stories(shelf: Shelf, piece: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = shelf.read("compared", ["story"], pieces=[piece]).to_pylist()
    return rows


def _write(shelf: Shelf, stories: Stories, found: Sequence[tuple[str, dict[str, Any]]]) -> None:
    piece = f"{len(shelf.pieces('compared')):06}"
    for name, schema in TABLES.items():
        rows = [{"story": story, **row} for story, tables in sorted(found) for row in tables[name]]
        shelf.write(name, piece, pa.Table.from_pylist(rows, schema))
    done = [{"story": story, "key": key(stories[story]), "articles": len(stories[story])} for story, _ in sorted(found)]
    shelf.write("compared", piece, pa.Table.from_pylist(done, COMPARED))


def _query(shelf: Shelf, stories: Stories) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each story with its tables, as they are made."""
    pairs = [(story, article) for story, articles in sorted(stories.items()) for article in articles]
    members = daft.from_pydict({"story": [story for story, _ in pairs], "article": [article for _, article in pairs]})
    program = pipeline.program_key()
    read = daft.read_parquet(shelf.paths("readings")).where(col("program").is_in([program])).select("article", "record")
    rows = members.join(daft.read_parquet(shelf.paths("articles")).select(*COLUMNS), on="article").join(
        read, on="article"
    )
    whole = rows.groupby("story").agg(*(col(name).list_agg() for name in (*COLUMNS, "record")))
    tables = Comparer().compare(*map(col, (*COLUMNS, "record"))).alias("tables")
    for batch in whole.select("story", tables).to_arrow_iter():
        for row in batch.to_pylist():
            yield row["story"], json.loads(row["tables"])


def _in_pieces(found: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    while piece := [one for _, one in zip(range(AT_ONCE), found, strict=False)]:
        yield piece


@daft.cls(use_process=True)
class Comparer:
    """Compares stories in a process of its own, which loads the models once."""

    def __init__(self) -> None:
        settle()

    @daft.method.batch(return_dtype=DataType.string(), batch_size=1)
    def compare(self, *columns: Any) -> Any:
        """The tables of each story, as JSON."""
        stories = zip(*(column.to_pylist() for column in columns), strict=True)
        return [json.dumps(tables(_rows(story))) for story in stories]


def _rows(story: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip((*COLUMNS, "record"), values, strict=True)) for values in zip(*story, strict=True)]


def fill(store: Store, rows: Sequence[dict[str, Any]]) -> None:
    """Put articles into a case as accounts, with their readings where they have one."""
    for number, row in enumerate(in_order(list(rows))):
        one = account(row, f"a{number}")
        store.add(one)
        if row.get("record"):
            reading = pipeline.embedded(one, moved(parsed(row["record"]), one.id))
            store.put_reading(reading, pipeline.Job(one).key)


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table for one story."""
    store = Store()
    fill(store, rows)
    found = pipeline.compare(store, lambda step, done, total: None)
    store.close()
    article = {f"a{number}": row["article"] for number, row in enumerate(in_order(list(rows)))}
    return {
        "claims": [_claim(claim, article) for claim in found.claims],
        "alignments": [
            {"a": one.a, "b": one.b, "relation": one.relation, "slot": one.slot, "score": one.score, "why": one.why}
            for one in found.alignments
        ],
        "points": list(_points(found, article)),
    }


def _claim(claim: Claim, article: Mapping[str, str]) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "article": article[claim.span.account],
        "start": claim.span.start,
        "end": claim.span.end,
        "holders": [holder.name for holder in claim.holders],
        "holder_kind": claim.holders[0].kind,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "predicate": claim.predicate,
        "times": [time.value for time in claim.times],
        "places": list(claim.places),
        "quantities": [quantity.value for quantity in claim.quantities],
    }


def _points(found: Comparison, article: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for point in found.points:
        yield {
            "point": point.id,
            "status": point.status,
            "claims": list(point.claims),
            "article": article[point.wording.account],
            "start": point.wording.start,
            "end": point.wording.end,
            "accounts": point.accounts,
            "independent": point.independent,
            "silent": [article[one] for one in point.silent],
        }
