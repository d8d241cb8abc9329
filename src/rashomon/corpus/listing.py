"""The stories of a corpus as a list: when, how many articles, of which outlets, how many independent."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rashomon.corpus.accounts import in_order
from rashomon.corpus.shelf import Shelf
from rashomon.errors import InputError


@dataclass(frozen=True, slots=True)
class Story:
    """A group of articles about one event. `independent` counts copies once, `sides` outlets' articles by the groups
    a person has put the outlets in, and is empty where none were given."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    independent: int
    sides: Mapping[str, int]


def listed(shelf: Shelf, sides: Mapping[str, str], *, outlets: int) -> list[Story]:
    """The stories of at least so many outlets, the largest first."""
    facts = {row["article"]: row for row in shelf.read("articles", ["article", "day", "outlet", "title"]).to_pylist()}
    members = defaultdict(list)
    for row in shelf.read("stories").to_pylist():
        members[row["story"]].append(facts[row["article"]])
    origin = origins((row["source"], row["target"]) for row in _copies(shelf))
    found = (_story(name, in_order(rows), origin, sides) for name, rows in members.items())
    chosen = (story for story in found if len(story.outlets) >= outlets)
    return sorted(chosen, key=lambda story: (-len(story.articles), story.first or "", story.id))


def _copies(shelf: Shelf) -> Iterator[dict[str, Any]]:
    return (row for row in shelf.read("copies").to_pylist() if row["kind"] == "copy")


def origins(copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One name for all articles that are copies of one another, however they are chained."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for pair in copies:
        first, second = sorted(map(root, pair))
        parent[second] = first
    return {name: root(name) for name in list(parent)}


def _story(name: str, rows: Sequence[dict[str, Any]], origin: Mapping[str, str], sides: Mapping[str, str]) -> Story:
    days = [row["day"] for row in rows if row["day"] is not None]
    articles = tuple(row["article"] for row in rows)
    outlets = sorted({row["outlet"] for row in rows if row["outlet"]})
    counted = Counter(sides[row["outlet"]] for row in rows if row["outlet"] in sides)
    return Story(
        name,
        next((row["title"] for row in rows if row["title"]), None),
        _date(min(days)) if days else None,
        _date(max(days)) if days else None,
        articles,
        tuple(outlets),
        len({origin.get(article, article) for article in articles}),
        {side: counted[side] for side in sorted(set(sides.values()))},
    )


def _date(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def read_sides(path: Path) -> dict[str, str]:
    """Which outlet a person has put in which group, from a CSV with the columns `outlet` and `side`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not {"outlet", "side"} <= set(rows.fieldnames or ()):
                raise InputError(f"'{path}' has no columns outlet and side; write a first line outlet,side")
            return {row["outlet"]: row["side"] for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"'{path}' is no CSV ({error}); write one line an outlet, under outlet,side") from error
