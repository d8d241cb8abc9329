"""The matrix's filters and orders, on the server: which points a person asked for, a page of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from rashomon.model import Point
from rashomon.report import render
from rashomon.report.lookup import Lookup
from rashomon.report.matrix import SORTS, grouped, kinds, ordered, row

PAGE = 30
"""Rows sent at once."""

NAMES = ("status", "kind", "account", "actor", "sort", "q")
"""What can be asked, as the address writes it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a point is sifted by; `words` are those of all its claims and their holders, folded."""

    kinds: frozenset[str]
    accounts: frozenset[str]
    actors: frozenset[str]
    words: str


class Sieve:
    """The points that more than one account tells, and what each can be found by; made once a comparison."""

    def __init__(self, look: Lookup) -> None:
        self._look = look
        self._orders: dict[str, list[Point]] = {}
        self._rows: dict[str, dict[str, Any]] = {}

    def ordered(self, sort: str) -> list[Point]:
        """All of them, in one of the orders of `matrix.SORTS`; the usual one for any other word."""
        sort = sort if sort in SORTS else ""
        if sort not in self._orders:
            self._orders[sort] = ordered(self._look, sort)
        return self._orders[sort]

    def row(self, point: Point) -> dict[str, Any]:
        """A point as the matrix shows it."""
        if point.id not in self._rows:
            self._rows[point.id] = row(self._look, point)
        return self._rows[point.id]

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """By point id."""
        return {point.id: _facts(self._look, point) for point in self.ordered("")}

    def passing(self, asked: Mapping[str, str]) -> list[Point]:
        """The points that pass all that is asked."""
        points = self.ordered(asked.get("sort", ""))
        if not any(asked.get(name) for name in NAMES if name != "sort"):
            return points
        return [point for point in points if _passes(point, self.facts[point.id], asked)]

    def markup(self, shown: Sequence[Point], passing: Sequence[Point]) -> str:
        """The rows of some points, by the report's own template; their groups count all that pass."""
        totals = Counter(str(point.status) for point in passing)
        look, groups = self._look, grouped([self.row(point) for point in shown], totals)
        return render.part(
            "rows.html", crowded=look.crowded, span=len(look.columns) + len(look.failed) + 1, groups=groups
        )


def _facts(look: Lookup, point: Point) -> Facts:
    claims = [look.claims[claim] for claim in point.claims]
    words = [look.words(claim.span) for claim in claims]
    words += [holder.name for claim in claims for holder in claim.holders]
    return Facts(
        frozenset(kinds(point, claims, look.alignments_of.get(point.id, ()))),
        frozenset(claim.span.account for claim in claims),
        frozenset(look.actors_of[point.id]),
        " ".join(words).lower(),
    )


def _passes(point: Point, facts: Facts, asked: Mapping[str, str]) -> bool:
    status, account = asked.get("status"), asked.get("account")
    return (
        (not status or point.status in status.split(","))
        and (not asked.get("kind") or asked["kind"] in facts.kinds)
        and (not asked.get("actor") or asked["actor"] in facts.actors)
        and (not account or (account[1:] in facts.accounts) is not account.startswith("-"))
        and all(word in facts.words for word in asked.get("q", "").lower().split())
    )


def rows(sieve: Sieve, asked: Mapping[str, str], *, start: int = 0) -> dict[str, Any]:
    """A page of rows as markup, how many pass and how many there are, and the address of the next page."""
    passing = sieve.passing(asked)
    shown = passing[start : start + PAGE]
    left = len(passing) - start - len(shown)
    return {
        "html": sieve.markup(shown, passing),
        "found": len(passing),
        "total": len(sieve.ordered("")),
        "more": query(asked) + f"&from={start + PAGE}" if left else None,
        "words": f"Show the next {min(PAGE, left)} of {left:,} more points" if left else "",
    }


def query(asked: Mapping[str, str]) -> str:
    """What is asked as an address writes it, in one order."""
    return urlencode([(name, asked[name]) for name in NAMES if asked.get(name)])
