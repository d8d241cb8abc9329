"""Which actors without a name are one: by a title only one person of the case bears, and by equal descriptions.

A description joins another of equal words; a single craft ("the ferry") joins every craft of its head word unless the
case tells of craft of two countries; a single body ("the ministry") joins the only longer description that has all its
words. People are joined by equal words alone, and not by words as general as "people" or "officials".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.lexicon import country
from rashomon.names import words
from rashomon.resolve.entities import Entity, Groups

GENERAL = frozenset(
    {"person", "people", "man", "woman", "one", "other", "somebody", "everyone", "member", "leader", "official"}
    | {"source", "expert", "user", "reader", "author"}
)
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "own", "s"})


def join_described(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the entities among `found` that have descriptions and no name."""
    by_head: dict[tuple[str, str], list[int]] = defaultdict(list)
    bearers = _bearers(found)
    for i, entity in enumerate(found):
        if entity.names or not entity.phrases:
            continue
        bearer = _bearer(found, groups, bearers, i)
        if bearer is not None:
            groups.join(bearer, i)
        elif not GENERAL & entity.heads:
            by_head[entity.kind, min(entity.heads)].append(i)
    for (kind, head), members in by_head.items():
        _join_equal(found, groups, members)
        if kind == "other" and len({land for i in members for land in _lands(found[i], head)}) < 2:
            for i in members:
                groups.join(members[0], i)
        elif kind in ("org", "other"):
            _join_shorter(found, groups, members, head)


def _bearers(found: Sequence[Entity]) -> dict[str, set[int]]:
    """The named persons by the titles and descriptions they go by."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for i, entity in enumerate(found):
        for head in entity.heads if entity.names and entity.is_person else ():
            bearers[head].add(i)
    return bearers


def _bearer(found: Sequence[Entity], groups: Groups, bearers: dict[str, set[int]], i: int) -> int | None:
    """The person named in this account who alone in the case bears the title this description consists of."""
    entity = found[i]
    if not entity.is_person or len(entity.phrases) != 1 or " " in (title := min(entity.phrases)):
        return None
    roots = {groups.root(j) for j in bearers[title]}
    if len(roots) != 1:
        return None
    here = (j for j, other in enumerate(found) if other.account == entity.account and other.names)
    return next((j for j in here if groups.root(j) in roots), None)


def _join_equal(found: Sequence[Entity], groups: Groups, members: Sequence[int]) -> None:
    same: dict[str, int] = {}
    for i in members:
        for phrase in found[i].phrases:
            groups.join(same.setdefault(phrase, i), i)


def _join_shorter(found: Sequence[Entity], groups: Groups, members: Sequence[int], head: str) -> None:
    """Longest descriptions first: each joins the only group whose description has all its words."""
    told = {i: _modifiers(found[i], head) for i in members}
    done: list[int] = []
    for i in sorted(members, key=lambda i: (-len(told[i]), sorted(told[i]), i)):
        fits = {groups.root(j) for j in done if told[i] <= told[j] and told[i] != told[j]}
        if len(fits) == 1:
            groups.join(fits.pop(), i)
        done.append(i)


def _modifiers(entity: Entity, head: str) -> frozenset[str]:
    found = {word for phrase in entity.phrases for word in words(phrase)}
    return frozenset(found - POSSESSIVES - {head, f"{head}s"})


def _lands(entity: Entity, head: str) -> set[str]:
    text = " ".join(entity.phrases)
    return {found.name for word in text.split() if (found := country(word)) is not None and word != head}
