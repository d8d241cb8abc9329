"""Which persons of different accounts are one: by full names that agree, then by bare surnames with one candidate.

Two full names agree if the words of the shorter occur in the longer (spelling variants, initials and short forms
allowed) and no generation, middle name or gender contradicts. A name that fits two persons who are not one joins
neither, but other accounts' persons of this very name. Family ties, changed names and nicknames outside a short list
of English ones are not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.names import TITLES, Name, code, is_title, romanised, same_word, similar, told_apart, unshort, within
from rashomon.resolve.entities import Entity, Groups


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a person apart: the full names with the accounts that use them, and the genders shown."""

    names: Mapping[Name, frozenset[str]]
    genders: frozenset[str]

    def __add__(self, other: Known) -> Known:
        names = dict(self.names)
        for name, accounts in other.names.items():
            names[name] = names.get(name, frozenset()) | accounts
        return Known(names, self.genders | other.genders)


def join_people(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the person entities among `found` that name one person."""
    apart = told_apart(name for entity in found if entity.is_person for name in entity.people())
    named = {i: entity.people(apart) for i, entity in enumerate(found) if entity.is_person and entity.people()}
    known = {i: _known(found[i], names) for i, names in named.items()}
    full = {i: each for i, each in known.items() if each.names}
    _join_full(groups, full)
    _join_bare(found, groups, {i: names for i, names in named.items() if i not in full}, full)


def _known(entity: Entity, people: set[Name]) -> Known:
    names = sorted((name for name in people if len(name.words) > 1), key=lambda n: (-len(n.words), n))
    return Known(dict.fromkeys(names, frozenset({entity.account})), frozenset({entity.gender} - {""}))


@cache
def agree(a: Name, b: Name) -> bool:
    """True if two personal names can be one person's."""
    generations = {a.generation, b.generation} - {""}
    return len(generations) < 2 and within(a.words, b.words)


def compatible(a: Known, b: Known) -> bool:
    """True if all names of two groups agree pairwise, their genders too, and no account spells both ways."""
    # Equal full names outweigh a gender, which may rest on one pronoun followed back wrongly.
    if len(a.genders | b.genders) > 1 and not set(a.names) & set(b.names):
        return False
    pairs = [(x, y) for x in a.names for y in b.names if x != y]
    # One full name in both outweighs a longer one, which may be cut wrongly ("Ada Moss Dead").
    if set(a.names) & set(b.names):
        return not any(_told_apart(x, y) for x, y in pairs)
    return all(agree(x, y) and (not a.names[x] & b.names[y] or _spelt_alike(x, y)) for x, y in pairs)


def _told_apart(a: Name, b: Name) -> bool:
    """True for two middle names between one first and last name, and for two generations."""
    ends = same_word(a.words[0], b.words[0]) and same_word(a.words[-1], b.words[-1])
    return (ends and not within(a.words, b.words)) or len({a.generation, b.generation} - {""}) > 1


def _spelt_alike(a: Name, b: Name) -> bool:
    """One account spells one name one way; two spellings in it are two people unless they sound the same."""
    return romanised(a.words[-1]) == romanised(b.words[-1]) or a.words[-1] in b.words or b.words[-1] in a.words


def _join_full(groups: Groups, full: Mapping[int, Known]) -> None:
    """Fullest names first; each joins the groups it agrees with if these agree with each other."""
    blocks: dict[str, set[int]] = defaultdict(set)
    merged: dict[int, Known] = {}
    for i in sorted(full, key=lambda i: _fullness(full[i])):
        keys = {code(word) for name in full[i].names for word in name.words}
        near = sorted({groups.root(j) for key in keys for j in blocks[key]})
        fits = [root for root in near if compatible(merged[root], full[i])]
        if not _all_one(merged, fits):
            equal = [root for root in fits if set(merged[root].names) & set(full[i].names)]
            fits = equal if _all_one(merged, equal) else []
        whole = full[i]
        for root in fits:
            whole += merged.pop(root)
            groups.join(root, i)
        merged[groups.root(i)] = whole
        for key in keys:
            blocks[key].add(groups.root(i))


def _all_one(known: Mapping[int, Known], roots: Sequence[int]) -> bool:
    """True if the groups agree with each other, two by two."""
    return all(compatible(known[x], known[y]) for x in roots for y in roots if x < y)


def _fullness(known: Known) -> tuple[int, tuple[Name, ...], bool, list[list[str]]]:
    """Sorts the fullest names first, then by the names themselves, so that the order of accounts has no part in it."""
    names = tuple(known.names)
    return -len(names[0].words), names, not known.genders, [sorted(accounts) for accounts in known.names.values()]


def _join_bare(
    found: Sequence[Entity], groups: Groups, bare: Mapping[int, set[Name]], full: Mapping[int, Known]
) -> None:
    """A single name joins the one person whose last name it is, else first; without any, others of its spelling.

    Of several it joins the one of its office: "President Moss" is Ada Moss, whom another account calls president.
    """
    last: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    first: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for i, known in full.items():
        for name in known.names:
            last[code(name.words[-1])].add((i, name.words[-1], name.generation))
            first[code(unshort(name.words[0]))].add((i, name.words[0], name.generation))
    alone: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, names in sorted(bare.items()):
        name = min(names)
        bearers = _bearers(last, name) or _bearers(first, name)
        roots = _of_gender(found, groups, bearers, i)
        meant = {groups.root(j) for j in bearers if _offices(found[i]) & _offices(found[j])} & roots or roots
        if len(meant) == 1:
            groups.join(meant.pop(), i)
        elif not roots:
            alone[romanised(name.words[0]), name.generation].append(i)
    for alike in alone.values():
        _join_alone(found, groups, alike)


def _join_alone(found: Sequence[Entity], groups: Groups, alike: Sequence[int]) -> None:
    """A surname without a full name is one person's, unless titles tell of a man and a woman: "Mr Moss", "Mrs Moss"."""
    told = {i: found[i].gender if found[i].told_gender else "" for i in alike}
    couple = {"m", "f"} <= set(told.values())
    first: dict[str, int] = {}
    for i in alike:
        if told[i] or not couple:
            groups.join(first.setdefault(told[i] if couple else "", i), i)


def _offices(entity: Entity) -> set[str]:
    """The offices by which an account calls a person ("president", for "President Moss" and "the president")."""
    return {head for head in entity.heads if is_title(head) and TITLES.get(head) != ""}


def _of_gender(found: Sequence[Entity], groups: Groups, bearers: set[int], i: int) -> set[int]:
    """The groups of those bearers whose gender agrees; what pronouns alone tell of both may rest on a misread one."""
    agreeing = {j for j in bearers if len({found[i].gender, found[j].gender} - {""}) < 2}
    unsure = {j for j in bearers if not (found[i].told_gender or found[j].told_gender)}
    return {groups.root(j) for j in agreeing or unsure}


def _bearers(by_code: Mapping[str, set[tuple[int, str, str]]], name: Name) -> set[int]:
    word = name.words[0]
    return {
        i
        for i, part, generation in by_code.get(code(unshort(word)), ())
        if similar(word, part) and len({name.generation, generation} - {""}) < 2
    }
