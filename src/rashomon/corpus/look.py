"""Looks at files before anything is built of them: which column is what, and how clean the rows are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa

from rashomon.corpus import sources
from rashomon.corpus.columns import Columns, proposed
from rashomon.corpus.rows import made, record

ENOUGH = 10_000
"""Rows that are looked at unless another number is asked for."""

SHOWN = 3
"""Examples of a value that cannot be used."""


@dataclass(slots=True)
class Dirt:
    """What the first rows of a file are like; `rows` is how many were looked at, `of` how many the file says it has."""

    path: str
    names: list[str]
    columns: Columns
    of: int | None
    rows: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    same_text: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    unread_dates: int = 0
    examples: list[str] = field(default_factory=list)
    first: str | None = None
    last: str | None = None
    characters: list[int] = field(default_factory=list)


def inspect(paths: Sequence[str], *, limit: int = ENOUGH) -> list[Dirt]:
    """What the first `limit` rows of each file are like, by the mapping its column names suggest; writes nothing."""
    return [_look(path, limit) for path in sources.files(paths)]


def _look(path: Path, limit: int) -> Dirt:
    names = sources.names(path)
    columns = proposed(names)
    if "text" not in columns and sources.kind(path) != "warc":
        return Dirt(str(path), names, columns, sources.count(path))
    dirt = Dirt(str(path), names, columns, sources.count(path))
    texts: set[bytes] = set()
    for raw in islice(sources.rows(path, 0, columns.values() or None), limit):
        _note(dirt, raw, texts)
    return dirt


def _note(dirt: Dirt, raw: sources.Raw, texts: set[bytes]) -> None:
    dirt.rows += 1
    given = [[dirt.path], [raw.row], [record(raw.values, dirt.columns or None)], [raw.page], [raw.reason]]
    types = (pa.string(), pa.int64(), pa.string(), pa.binary(), pa.string())
    row = made(*(pa.array(value, kind) for value, kind in zip(given, types, strict=True))).to_pylist()[0]
    if row["reason"]:
        dirt.skipped[row["reason"]] += 1
        return
    dirt.missing.update(name for name in ("title", "outlet", "url") if not row[name])
    dirt.languages[row["language"] or "not told"] += 1
    dirt.characters.append(len(row["text"]))
    digest = hashlib.sha256(row["text"].encode()).digest()[:8]
    dirt.same_text += digest in texts
    texts.add(digest)
    _note_date(dirt, row["published"], row["day"], raw.values.get(dirt.columns.get("published", "")))


def _note_date(dirt: Dirt, published: str | None, day: int | None, written: object) -> None:
    if day is not None:
        dirt.first, dirt.last = (
            min(dirt.first or published or "", published or ""),
            max(dirt.last or "", published or ""),
        )
    elif written in (None, ""):
        dirt.missing["published"] += 1
    else:
        dirt.unread_dates += 1
        if len(dirt.examples) < SHOWN:
            dirt.examples.append(str(written))
