"""A Comparison as the plain dict the templates and tests read: whole for the report, in parts for the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from rashomon.model import Comparison
from rashomon.report import summary
from rashomon.report.actors import actors
from rashomon.report.alone import alone, left_out
from rashomon.report.evidence import evidence
from rashomon.report.lineage import lineage
from rashomon.report.lookup import PROMINENT, Everywhere, Lookup
from rashomon.report.matrix import SORTS, columns, rows
from rashomon.report.panes import panes
from rashomon.report.relations import relations
from rashomon.report.texts import texts
from rashomon.report.timeline import timeline

PARTS: dict[str, Callable[[Lookup], Any]] = {
    "version": lambda look: version("rashomon"),
    "headline": summary.headline,
    "sentences": summary.sentences,
    "counts": summary.counts,
    "accounts": summary.accounts,
    "fetched": summary.fetched,
    "models": lambda look: [appeal.model for appeal in look.record.appeals],
    "columns": columns,
    "crowded": lambda look: look.crowded,
    "choices": lambda look: {"sorts": SORTS, "actors": [_named(look, actor) for actor in look.prominent]},
    "rows": rows,
    "alone": alone,
    "left_out": left_out,
    "actors": actors,
    "prominent": lambda look: PROMINENT,
    "timeline": timeline,
    "relations": relations,
    "lineage": lineage,
    "panes": panes,
    "evidence": evidence,
    "texts": texts,
}
"""What is shown, by name, and who lays it out; the texts last, after all that leads into them."""


def view(comparison: Comparison) -> dict[str, Any]:
    """Everything the report shows, as strings, numbers, lists and dicts; words of the accounts are slices of them."""
    look = Lookup(comparison)
    return {name: make(look) for name, make in PARTS.items()}


class Live(Mapping[str, Any]):
    """The same, each part laid out when it is first asked for; any sentence may be led to."""

    def __init__(self, comparison: Comparison) -> None:
        self.look = Lookup(comparison, Everywhere())
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = PARTS[name](self.look)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(PARTS)

    def __len__(self) -> int:
        return len(PARTS)


def _named(look: Lookup, actor: str) -> dict[str, Any]:
    return {"id": actor, "name": next(one.name for one in look.record.actors if one.id == actor)}
