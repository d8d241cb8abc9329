"""Phrases of one account grouped by the actor they name: a union-find that knows what each group is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lexicon import country
from rashomon.mention.phrase import Phrase
from rashomon.model import ActorKind
from rashomon.names import is_acronym, person, shortens, within, words

RANK = {"name": 0, "nominal": 1, "pronoun": 2}
# Kinds that one actor may show by turns; "other" goes with all.
LOOSE = frozenset({("org", "group"), ("group", "org"), ("org", "place"), ("place", "org")})


@dataclass(slots=True)
class Group:
    """One actor so far: its phrases in text order, its kind by the best phrase, gender, and its distinct names."""

    members: list[int]
    rank: int
    kind: ActorKind
    gender: str
    plural: bool
    names: dict[str, Phrase]
    nameless: bool


class Clusters:
    """Groups of phrases by phrase number; joining refuses what contradicts itself."""

    def __init__(self, found: Sequence[Phrase]) -> None:
        self.found = found
        self.root = list(range(len(found)))
        self.groups = {i: _group(i, phrase) for i, phrase in enumerate(found)}

    def group(self, i: int) -> Group:
        """The group that phrase `i` is in."""
        return self.groups[self.root[i]]

    def of(self, i: int) -> list[int]:
        """The numbers of all phrases grouped with phrase `i`, in text order."""
        return self.group(i).members

    def join(self, i: int, j: int) -> bool:
        """Groups two phrases' groups unless their kinds, genders or names contradict each other."""
        low, high = sorted((self.root[i], self.root[j]))
        if low == high:
            return True
        a, b = self.groups[low], self.groups[high]
        if not compatible(a, b):
            return False
        for k in b.members:
            self.root[k] = low
        a.members = sorted([*a.members, *b.members])
        a.rank, a.kind = min((a.rank, a.kind), (b.rank, b.kind), key=lambda pair: pair[0])
        a.gender = a.gender or b.gender
        a.names |= b.names
        a.nameless |= b.nameless
        del self.groups[high]
        return True

    def tell_gender(self, i: int, gender: str) -> None:
        """Notes the gender that phrase `i` shows, if its group has shown none."""
        self.group(i).gender = self.group(i).gender or gender


def _group(i: int, phrase: Phrase) -> Group:
    named = phrase.form == "name" and not is_acronym(phrase.words)
    names = {phrase.words: phrase} if named else {}
    return Group([i], RANK[phrase.form], phrase.kind, phrase.gender, phrase.plural, names, phrase.nameless)


def compatible(a: Group, b: Group) -> bool:
    """True if nothing known of two groups says that they are two actors."""
    if a.kind != b.kind and "other" not in (a.kind, b.kind) and (a.kind, b.kind) not in LOOSE:
        return False
    if a.gender and b.gender and a.gender != b.gender:
        return False
    if (a.nameless and b.names) or (b.nameless and a.names):
        return False
    if not a.names or not b.names:
        return True
    # Two full names of which neither is part of the other are two actors.
    return all(may_be_one(x, y) for x in a.names.values() for y in b.names.values())


def may_be_one(a: Phrase, b: Phrase) -> bool:
    """False if two names plainly differ: some word of the shorter is missing from the longer."""
    if a.kind == "person" and b.kind == "person":
        return a.generation == b.generation and within(person(a.words).words, person(b.words).words)
    left, right = country(a.words), country(b.words)
    if left is not None or right is not None:
        return left is not None and right is not None and left.name == right.name
    return within(words(a.words), words(b.words)) or shortens(a.words, b.words) or shortens(b.words, a.words)
