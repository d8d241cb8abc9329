"""Which actors without a name are one: by a title only one person of the case bears, and by equal descriptions.

A description joins the body whose name has the same words ("the navy", "the Navy"), the only person of the case one
of whose titles has all its words, and another description of equal words. A craft or agreement ("the ferry", "the
accord") joins those of its head word and country, and all of its head word where the case tells of one country at
most. A body, person or group ("the ministry", "the gunman") joins the only longer description that has all its words;
a country's government is the country. Words as general as "people" or "officials" join nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.lexicon import country
from rashomon.names import words
from rashomon.resolve.entities import Entity, Groups, described

GENERAL = frozenset(
    {"person", "people", "man", "woman", "one", "other", "somebody", "everyone", "member", "leader", "official"}
    | {"source", "expert", "user", "reader", "author"}
    | {"adversary", "ally", "enemy", "foe", "opponent", "rival"}  # whose, depends on who tells
)
AGREEMENTS = frozenset({"deal", "agreement", "accord", "treaty", "pact"})
GOVERNMENTS = frozenset({"government", "regime", "authorities", "leadership"})
PAST = frozenset({"former", "ex", "then", "previous", "past", "acting"})
NOW = frozenset({"current", "incumbent", "present", "sitting"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "own", "s"})


def join_described(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the entities among `found` that have descriptions and no name."""
    by_head: dict[tuple[str, str], list[int]] = defaultdict(list)
    bearers, countries = _bearers(found, groups), _countries(found)
    for i, entity in enumerate(found):
        if entity.names or not entity.phrases:
            continue
        bearer = _bearer(found, groups, bearers, i)
        bearer = _country(entity, countries) if bearer is None else bearer
        if bearer is not None:
            groups.join(bearer, i)
        elif not GENERAL & entity.heads:
            head = min(entity.heads)
            by_head[entity.kind, "agreement" if head in AGREEMENTS else head].append(i)
    for (kind, head), members in by_head.items():
        _join_equal(found, groups, members)
        if kind == "other":
            _join_by_land(found, groups, members, head)
        elif kind != "place":
            _join_shorter(found, groups, members, head)


@dataclass(slots=True)
class Bearers:
    """The named actors of the case by their titles and longer descriptions, and all words said of each."""

    by_head: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_phrase: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: set[tuple[int, frozenset[str]]] = field(default_factory=set)


def _bearers(found: Sequence[Entity], groups: Groups) -> Bearers:
    known = Bearers()
    for i, entity in enumerate(found):
        if not entity.names:
            continue
        for head in entity.heads if entity.is_person or entity.kind == "org" else ():
            known.by_head[head].add(groups.root(i))
        for phrase in (*entity.phrases, *entity.titles):
            known.words[groups.root(i)].update(words(phrase))
            if entity.is_person and not PAST & set(words(phrase)):
                known.titles.add((groups.root(i), frozenset(words(phrase))))
            if " " in phrase:
                known.by_phrase[phrase].add(groups.root(i))
        for name in entity.names if entity.kind == "org" else ():
            known.by_phrase[described(name)].add(groups.root(i))
    return known


def _bearer(found: Sequence[Entity], groups: Groups, known: Bearers, i: int) -> int | None:
    """The only named actor of the case described by these very words, or the only person or body of this title or noun.

    A body's name counts among the words that describe it, and a body is never a person. By title or noun only somebody
    named in the same account, of whom the case says all the description says.
    """
    entity = found[i]
    phrase = max(entity.phrases, key=lambda phrase: (len(phrase), phrase))
    roots = known.by_phrase.get(phrase, set())
    if len(roots) == 1 and found[min(roots)].is_person == entity.is_person:
        return min(roots)
    held = _holders(entity, phrase, known)
    if len(held) == 1:
        return min(held)
    single = (entity.is_person or entity.kind == "org") and not phrase.endswith("s")
    heads = entity.heads if single else ()
    roots = {root for head in heads for root in known.by_head.get(head, ())}
    roots = {root for root in roots if found[root].is_person == entity.is_person}
    if len(roots) != 1 or not set(words(phrase)) - POSSESSIVES <= known.words[min(roots)] | entity.heads:
        return None
    here = {groups.root(j) for j, other in enumerate(found) if other.account == entity.account and other.names}
    return min(roots) if roots <= here else None


def _holders(entity: Entity, phrase: str, known: Bearers) -> set[int]:
    """The named persons of the case one of whose titles has all words of a description: two at least, after "a" three.

    What somebody was ("former minister") is no title, and that a minister is the current one tells nothing.
    """
    said = frozenset(words(phrase)) - POSSESSIVES - NOW
    if not entity.is_person or GENERAL & entity.heads or len(said) < 2 + entity.indefinite:
        return set()
    return {root for root, title in known.titles if said <= title}


def _countries(found: Sequence[Entity]) -> dict[str, int]:
    """The first entity that names each country."""
    first: dict[str, int] = {}
    for i, entity in enumerate(found):
        for form in entity.forms:
            if len(form) == 1 and country(form[0]) is not None:
                first.setdefault(form[0], i)
    return first


def _country(entity: Entity, countries: dict[str, int]) -> int | None:
    """A country's government acts as the country ("the Danish government"); None for any other description."""
    for phrase in entity.phrases:
        land, _, head = phrase.rpartition(" ")
        if head in GOVERNMENTS and country(land) is not None:
            return countries.get(land.casefold())
    return None


def _join_equal(found: Sequence[Entity], groups: Groups, members: Sequence[int]) -> None:
    same: dict[str, int] = {}
    for i in members:
        for phrase in found[i].phrases:
            groups.join(same.setdefault(phrase, i), i)


def _join_by_land(found: Sequence[Entity], groups: Groups, members: Sequence[int], head: str) -> None:
    """Things of one country are one; things of no country told are that one too, where there is only one."""
    lands = {i: _lands(found[i], head) for i in members}
    first: dict[str, int] = {}
    for i in members:
        for land in sorted(lands[i]):
            groups.join(first.setdefault(land, i), i)
    if len({groups.root(i) for i in first.values()}) < 2:
        for i in members:
            groups.join(members[0], i)


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
