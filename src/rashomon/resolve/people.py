"""Which persons of different accounts are one: by full names that agree, then by bare surnames with one candidate.

Two full names agree if the words of the shorter occur in the longer (spelling variants, initials and short forms
allowed) and no generation, middle name or gender contradicts. A name that fits two persons who are not one joins
neither. Family ties, changed names and nicknames outside a short list of English ones are not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.names import Name, code, romanised, similar, within
from rashomon.resolve.entities import Entity, Groups


def join_people(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the person entities among `found` that name one person."""
    named = [i for i, entity in enumerate(found) if entity.is_person and entity.people()]
    full = [i for i in named if any(len(name.words) > 1 for name in found[i].people())]
    _join_full(found, groups, full)
    _join_bare(found, groups, [i for i in named if i not in set(full)], full)


def _fullest(entity: Entity) -> tuple[Name, ...]:
    """The entity's names of two words or more, fullest first."""
    return tuple(sorted((n for n in entity.people() if len(n.words) > 1), key=lambda n: (-len(n.words), n)))


def agree(a: Name, b: Name) -> bool:
    """True if two personal names can be one person's."""
    generations = {a.generation, b.generation} - {""}
    return len(generations) < 2 and within(a.words, b.words)


def compatible(a: Sequence[Entity], b: Sequence[Entity]) -> bool:
    """True if all names of two groups agree pairwise, their genders too, and no account spells both ways."""
    genders = {entity.gender for entity in (*a, *b)} - {""}
    pairs = [(x, y, left, right) for x in a for y in b for left in _fullest(x) for right in _fullest(y)]
    return len(genders) < 2 and all(
        agree(left, right) and (x.account != y.account or _spelt_alike(left, right)) for x, y, left, right in pairs
    )


def _spelt_alike(a: Name, b: Name) -> bool:
    """One account spells one name one way; two spellings in it are two people unless they sound the same."""
    return a.words[-1] == b.words[-1] or romanised(a.words[-1]) == romanised(b.words[-1]) or a.words[-1] in b.words


def _join_full(found: Sequence[Entity], groups: Groups, full: Sequence[int]) -> None:
    """Fullest names first; each joins the groups it agrees with if these agree with each other."""
    blocks: dict[str, set[int]] = defaultdict(set)
    members: dict[int, list[int]] = {}
    for i in sorted(
        full, key=lambda i: (-len(_fullest(found[i])[0].words), _fullest(found[i]), found[i].gender == "", i)
    ):
        keys = {code(word) for name in _fullest(found[i]) for word in name.words}
        near = sorted({groups.root(j) for key in keys for j in blocks[key]})
        fits = [root for root in near if compatible([found[j] for j in members[root]], [found[i]])]
        clear = all(
            compatible([found[j] for j in members[x]], [found[j] for j in members[y]])
            for x in fits
            for y in fits
            if x < y
        )
        joined = [i] + [j for root in fits if clear for j in members.pop(root)]
        for j in joined:
            groups.join(i, j)
        members[groups.root(i)] = joined
        for key in keys:
            blocks[key].add(i)


def _join_bare(found: Sequence[Entity], groups: Groups, bare: Sequence[int], full: Sequence[int]) -> None:
    """A single name joins the one person whose last name it is, else first; without any, others of its spelling."""
    surnames: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for i in full:
        for name in _fullest(found[i]):
            surnames[code(name.words[-1])].append((i, name.words[-1]))
    alone: dict[str, int] = {}
    for i in bare:
        word = min(name.words[0] for name in found[i].people())
        bearers = {j for j, surname in surnames[code(word)] if similar(word, surname)}
        bearers = bearers or {j for j in full if _called(found[j], word)}
        roots = {groups.root(j) for j in bearers if _same_gender(found[i], found[j])}
        if len(roots) == 1:
            groups.join(roots.pop(), i)
        elif not roots:
            groups.join(alone.setdefault(romanised(word), i), i)


def _called(entity: Entity, word: str) -> bool:
    """True if the word is the first of the entity's names, as surnames are in some languages."""
    return any(similar(word, name.words[0]) for name in _fullest(entity))


def _same_gender(a: Entity, b: Entity) -> bool:
    return "" in (a.gender, b.gender) or a.gender == b.gender
