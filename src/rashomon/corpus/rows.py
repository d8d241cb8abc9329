"""One row of a source becomes an article, or a reason why it is none; nothing is dropped in silence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from rashomon.ingest.facts import Facts, Unreadable, facts_of, is_absent
from rashomon.ingest.jail import parse
from rashomon.ingest.language import language
from rashomon.ingest.limits import Limits

ARTICLE = pa.schema([
    ("article", pa.string()),  # 64 bits of a hash of all that follows but the place: the same article is the same row
    ("file", pa.string()), ("row", pa.int64()),
    ("outlet", pa.string()), ("title", pa.string()), ("published", pa.string()), ("day", pa.int32()),
    ("url", pa.string()), ("authors", pa.list_(pa.string())), ("language", pa.string()), ("text", pa.string()),
])  # fmt: skip

SKIPPED = pa.schema([("file", pa.string()), ("row", pa.int64()), ("reason", pa.string())])

MADE = pa.struct([*ARTICLE, pa.field("reason", pa.string())])
"""What `made` gives: an article, or a row with a reason."""

LIMITS = Limits()
SAMPLE = 2_000
"""Characters the language is told from."""


def made(file: pa.Array, row: pa.Array, record: pa.Array, page: pa.Array, reason: pa.Array) -> pa.Array:
    """A column of MADE from raw rows; `record` holds the mapped columns as JSON."""
    columns = (column.to_pylist() for column in (file, row, record, page, reason))
    return pa.array([_made(*values) for values in zip(*columns, strict=True)], MADE)


def _made(file: str, row: int, record: str, page: bytes | None, reason: str | None) -> dict[str, Any]:
    try:
        if reason:
            raise Unreadable(reason)
        text, facts = _read(json.loads(record), page)
        return {"file": file, "row": row, **article(text, facts)}
    except Unreadable as error:
        return {"file": file, "row": row, "reason": str(error)}


def _read(values: Mapping[str, Any], page: bytes | None) -> tuple[str, Facts]:
    facts = facts_of(values)
    if page is not None:
        draft = parse("html", page, LIMITS)
        return draft.text, facts.over(draft.facts)
    text = values.get("text")
    if text is None:
        raise Unreadable("has no text")
    if not isinstance(text, str):
        raise Unreadable(f"has no text but a {type(text).__name__}")
    return text.encode("utf-8", "replace").decode("utf-8"), facts


def article(text: str, facts: Facts) -> dict[str, Any]:
    """The columns of an article; an Unreadable if the text is empty or over the limit of one account."""
    if is_absent(text):
        raise Unreadable("is empty: there is no text in it")
    if len(text) > LIMITS.characters:
        raise Unreadable(f"has {len(text):,} characters, over the limit of {LIMITS.characters:,}")
    told = (facts.outlet, facts.title, facts.published, facts.url, facts.authors, text)
    return {
        "article": hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16],
        "outlet": facts.outlet,
        "title": facts.title,
        "published": facts.published,
        "day": day(facts.published),
        "url": facts.url,
        "authors": facts.authors,
        "language": language(text[:SAMPLE]) or facts.language,
        "text": text,
    }


def day(published: str | None) -> int | None:
    """Days since 1970 of an ISO 8601 date; None where it names no day, or one before there were newspapers."""
    try:
        found = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return (found - date(1970, 1, 1)).days if 1600 <= found.year < 2200 else None


def record(values: Mapping[str, Any], columns: Mapping[str, str] | None) -> str:
    """The mapped columns of a raw row as JSON; dates and other values of the file's own types as text."""
    named = values if columns is None else {field: values.get(name) for field, name in columns.items()}
    return json.dumps(named, default=_as_text)


def _as_text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def skipped(rows: Sequence[tuple[str, int, str]]) -> pa.Table:
    """The table of rows that are no articles: file, row, reason."""
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    return pa.table([list(column) for column in columns], schema=SKIPPED)
