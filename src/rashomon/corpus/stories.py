"""Stories out of likely pairs: two groups of articles become one while their pairs are likely on average.

Agglomerative clustering by average linkage (Sokal and Michener 1958) over the pairs that were kept; a pair that was
not kept counts as unlikely, so that a chain of resemblances makes no story. Copies are one from the start. What was a
story before stays one: new articles join it, or one another, and two stories are never merged.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from rashomon.corpus.edges import WINDOW
from rashomon.corpus.shelf import Shelf

LIKELY = 0.2
"""Mean likelihood of the pairs of two groups from which on they are one story (docs/scale.md)."""

STORY = pa.schema([("article", pa.string()), ("story", pa.string())])

Edges = Iterable[tuple[str, str, float]]


def stories(shelf: Shelf) -> None:
    """Give every article not yet in a story its story; the name of a story is that of its first article."""
    every = shelf.pieces("prints")
    new = sorted(set(every) - shelf.covered("stories"))
    if not new:
        return
    days = shelf.read("prints", ["article", "day"])
    order = {article: (day is None, day or 0, article) for article, day in _pairs(days)}
    before = dict(_pairs(shelf.read("stories")))
    found = joined(_edges(shelf, order), before)
    fresh = sorted(article for article in order if article not in before)
    table = pa.table([fresh, _named(fresh, found, before, order)], schema=STORY)
    shelf.write("stories", f"{len(shelf.pieces('stories')):05}", table, covers=new)


def _pairs(table: pa.Table) -> Iterator[tuple[str, Any]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True) if table.num_columns else iter(())


def _edges(shelf: Shelf, order: Mapping[str, tuple[bool, int, str]]) -> Iterator[tuple[str, str, float]]:
    """The likely pairs, and copies near in time or undated as certain ones."""
    for row in shelf.read("copies").to_pylist():
        undated = order[row["source"]][0] or order[row["target"]][0]
        near = undated or abs(order[row["source"]][1] - order[row["target"]][1]) <= WINDOW
        if row["kind"] == "copy" and near:
            yield row["source"], row["target"], 1.0
    for row in shelf.read("edges").to_pylist():
        yield row["a"], row["b"], row["score"]


def _named(
    articles: Sequence[str],
    group: Mapping[str, str],
    before: Mapping[str, str],
    order: Mapping[str, tuple[bool, int, str]],
) -> list[str]:
    members = defaultdict(list)
    for article in articles:
        members[group.get(article, article)].append(article)
    name = {key: before.get(key) or min(inside, key=order.__getitem__) for key, inside in members.items()}
    return [name[group.get(article, article)] for article in articles]


def joined(edges: Edges, before: Mapping[str, str]) -> dict[str, str]:
    """The group of every article that has a likely pair, named by one of its articles.

    `before` are the articles already in stories and the stories' names; such a story keeps its articles.
    """
    links = _Links(edges, before)
    while (pair := links.best()) is not None:
        links.merge(*pair)
    return {article: root for root, members in links.members.items() for article in members}


class _Links:
    """Groups of articles and the summed likelihood between each two of them, the likeliest pair first."""

    def __init__(self, edges: Edges, before: Mapping[str, str]) -> None:
        self.members: dict[str, list[str]] = {}
        self.sums: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self.old: set[str] = set()
        self._heap: list[tuple[float, str, str]] = []
        first: dict[str, str] = {}
        for article, story in sorted(before.items()):
            root = first.setdefault(story, article)
            self.members.setdefault(root, []).append(article)
            self.old.add(root)
        root_of = {article: root for root, inside in self.members.items() for article in inside}
        self._sum(edges, root_of)
        for a, others in self.sums.items():
            for b in others:
                if a < b:
                    self._offer(a, b)

    def _sum(self, edges: Edges, root_of: Mapping[str, str]) -> None:
        best: dict[tuple[str, str], float] = {}
        for a, b, score in edges:
            pair = (min(a, b), max(a, b))
            best[pair] = max(best.get(pair, 0.0), score)
        for (a, b), score in sorted(best.items()):
            one, two = root_of.get(a, a), root_of.get(b, b)
            if one != two and not (one in self.old and two in self.old):
                self.members.setdefault(one, [one]), self.members.setdefault(two, [two])
                self.sums[one][two] = self.sums[two][one] = self.sums[one].get(two, 0.0) + score

    def _mean(self, a: str, b: str) -> float:
        return self.sums[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def _offer(self, a: str, b: str) -> None:
        mean = self._mean(a, b)
        if mean >= LIKELY and not (a in self.old and b in self.old):
            heapq.heappush(self._heap, (-mean, min(a, b), max(a, b)))

    def best(self) -> tuple[str, str] | None:
        """The two groups likeliest to be one, None where none are likely enough."""
        while self._heap:  # offers that a merge has overtaken are passed
            mean, a, b = heapq.heappop(self._heap)
            if a in self.members and b in self.members and self._mean(a, b) == -mean:
                return a, b
        return None

    def merge(self, a: str, b: str) -> None:
        """Make two groups one, under the name of the older story, else of the first by name."""
        if b in self.old:
            a, b = b, a
        self.members[a] += self.members.pop(b)
        for other, total in sorted(self.sums.pop(b).items()):
            del self.sums[other][b]
            if other != a:
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + total
        for other in self.sums[a]:
            self._offer(a, other)
