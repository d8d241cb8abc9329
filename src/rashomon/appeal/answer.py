"""Reads an answer strictly: exactly what was asked for, or nothing."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from rashomon.appeal.question import Question
from rashomon.model import Relation, Slot

LONGEST = 2000
"""An answer of more code points is cut there, and then is none."""

RELATIONS: dict[str, Relation | None] = {
    "unrelated": None, "agree": "agree", "differ": "differ", "conflict": "conflict",
}  # fmt: skip
SLOTS: tuple[Slot, ...] = ("quantity", "time", "place", "actor", "cause", "wording")


class Verdict(NamedTuple):
    """What two claims are to each other; a relation of None says that they are not about the same thing."""

    relation: Relation | None
    slot: Slot | None = None


def verdict(text: str, question: Question) -> Verdict | None:
    """The verdict an answer gives; None where it is not the JSON that was asked for, or names other passages."""
    found = _object(text)
    if found is None or set(found) != {"passages", "relation", "slot"}:
        return None
    if found["passages"] != [question.first.id, question.second.id]:
        return None
    relation, slot = found["relation"], found["slot"]
    if not isinstance(relation, str) or relation not in RELATIONS:
        return None
    if relation != "differ":
        return Verdict(RELATIONS[relation]) if slot is None else None
    return next((Verdict("differ", known) for known in SLOTS if known == slot), None)


def _object(text: str) -> dict[str, Any] | None:
    """The one JSON object a text is; None if it is something else, or gives a key twice."""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found
