"""Articles as accounts of a case, and readings moved from the account they were made for to another."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from rashomon.ingest.credits import credits
from rashomon.ingest.facts import Facts
from rashomon.model import Account, Claim, Reading, Span

T = TypeVar("T")

COLUMNS = ("article", "file", "row", "day", "outlet", "title", "published", "url", "authors", "language", "text")
"""What of an article an account is made of."""


def account(row: Mapping[str, Any], name: str = "a0") -> Account:
    """The account an article is in a case; `path` says where its row stands, `sha256` is of its text."""
    text, authors = row["text"], tuple(row["authors"] or ())
    stated = Facts(row["title"], row["outlet"], authors, row["published"], row["language"], row["url"])
    facts = stated.over(credits(text, stated))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Account(name, f"{row['file']}#{row['row']}", text, sha256, **dataclasses.asdict(facts))


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Articles by day, undated ones last, then by name: the order of a story's accounts."""
    return sorted(rows, key=lambda row: (row["day"] is None, row["day"] or 0, row["article"]))


def moved(reading: Reading, name: str) -> Reading:
    """The same reading for the same text under another account's name."""
    return replace(_moved(reading, name), account=name)


def _moved(value: T, name: str) -> T:
    made: Any = value
    if isinstance(value, Span):
        made = replace(value, account=name)
    elif isinstance(value, tuple):
        made = tuple(_moved(item, name) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{f.name: _moved(getattr(value, f.name), name) for f in dataclasses.fields(value)})
        if isinstance(made, Claim):
            made = replace(made, id=f"{name}.{made.id.rpartition('.')[2]}")
    return made  # type: ignore[no-any-return]
