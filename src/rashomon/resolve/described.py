"""Which actors without a name are one: by a title only one person of the case bears, and by equal descriptions.

A description joins the body whose name has the same words ("the navy", "the Navy", "Varnia's Tern force") or, of one
word, the only body with it in its name ("the police"), the only person of the case one of whose titles has all its
words, and another description of equal words in any order. A craft or agreement ("the ferry", "the accord") joins those
of its head word, country, owner and number, and all of its head word where the case tells of one such at most. A body,
person or group ("the ministry", "the gunman") joins the only longer description that has all its words, and a group of
one word those that are called by a word for the same kind of people ("protesters", "rioters"). A country's government
is the country. Who holds an office, and who was killed, is for `offices`. What two actors each own is never one. Words
as general as "people" or "officials" join nobody, nor does "the company" of an account that names a body.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.lexicon import country, kin
from rashomon.names import words
from rashomon.quantities import find
from rashomon.resolve.entities import FIRMS, Entity, Groups, described
from rashomon.resolve.governments import countries, governed, join_administrations
from rashomon.resolve.offices import (
    CHIEFS,
    FRESH,
    LEAD,
    NOW,
    PAST,
    bare,
    chief,
    is_dead,
    killed,
    lands,
    offices,
    rulers,
)

GENERAL = frozenset(
    {"person", "people", "man", "woman", "one", "other", "somebody", "everyone", "member", "leader", "official"}
    | {"source", "expert", "user", "reader", "author"}
    | {"adversary", "ally", "enemy", "foe", "opponent", "rival"}  # whose, depends on who tells
)
WHICHEVER = frozenset({"agency", "business", "firm"})
AGREEMENTS = frozenset({"deal", "agreement", "accord", "treaty", "pact"})
OWNER = re.compile(r"(\w+)['’]s?\s")
OWNED_NAME = re.compile(r"['’]s? (?=[A-Z])([^'’]+ [^'’]+)$")
ANOTHER = frozenset({"another", "other"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "own", "s"})


def join_described(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the entities among `found` that have descriptions and no name."""
    whose = Owners(found, groups)
    _join_owned(found, groups, whose)
    join_administrations(found, groups)
    by_head: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    bearers, known, dead = _bearers(found, groups), countries(found), killed(found, groups)
    naming = {entity.account for entity in found if entity.kind == "org" and entity.names}
    for i, entity in enumerate(found):
        if entity.names or not entity.phrases:
            continue
        bearer = _bearer(found, groups, bearers, i)
        if bearer is not None and _is_new(entity) and bearer in _named_in(entity.account, found[:i], groups):
            continue
        bearer = governed(entity, known) if bearer is None else bearer
        if bearer is None and dead is not None and is_dead(entity, frozenset(bearers.words[dead])):
            bearer = dead
        if bearer is not None:
            groups.join(bearer, i)
        elif not GENERAL & entity.heads and not (_is_whichever(entity) and entity.account in naming):
            head = min(entity.heads)
            several = entity.kind == "other" and _is_plural(entity, head)
            by_head[entity.kind, "agreement" if head in AGREEMENTS else head, several].append(i)
    for (kind, head, _), members in by_head.items():
        _join_equal(found, groups, members, whose)
        if kind == "other":
            _join_things(found, groups, members, head, whose)
        elif kind != "place":
            _join_shorter(found, groups, members, head, whose)
    _join_kindred(found, groups)


def _is_whichever(entity: Entity) -> bool:
    """True for "the company" and the like: whichever the account has named."""
    return entity.kind == "org" and entity.heads <= FIRMS | WHICHEVER and all(map(_is_plain, entity.phrases))


def _is_new(entity: Entity) -> bool:
    """True for "a commander of the Front", who is nobody named before; not where an "I" says so."""
    return entity.is_person and entity.indefinite and entity.mentions[0].form == "nominal"


class Owners:
    """The actors with a name whose the entities are said to be."""

    def __init__(self, found: Sequence[Entity], groups: Groups) -> None:
        place = {mention.span: i for i, entity in enumerate(found) for mention in entity.mentions if entity.names}
        self._groups = groups
        self._of = [[(place[owner], said) for owner, said in entity.owned if owner in place] for entity in found]

    def of(self, i: int, said: frozenset[str] | None = None) -> frozenset[int]:
        """Whose the entity is, by all that is said of it, or as what these very words say ("his men")."""
        return frozenset(self._groups.root(owner) for owner, told in self._of[i] if said in (None, told)) - {
            self._groups.root(i)
        }

    def apart(self, i: int, j: int, members: Sequence[int]) -> bool:
        """True if the groups of two entities, among these members, are of different owners."""
        a, b = self._all(i, members), self._all(j, members)
        return bool(a and b) and not a & b

    def _all(self, i: int, members: Sequence[int]) -> set[int]:
        root = self._groups.root
        return {owner for j in members if root(j) == root(i) for owner in self.of(j)}


def _join_owned(found: Sequence[Entity], groups: Groups, owners: Owners) -> None:
    """Who is somebody's in equal words: "Moss's brother Ivo" is "his brother" where he is Moss.

    Who is the brother of two was read wrongly.
    """
    first: dict[tuple[frozenset[int], bool, frozenset[str]], int] = {}
    for i, entity in enumerate(found):
        for said in {said for _, said in entity.owned if said}:
            if len(whose := owners.of(i, said)) == 1:
                groups.join(first.setdefault((whose, entity.is_person, said), i), i)


@dataclass(slots=True)
class Bearers:
    """The named actors of the case by their titles and longer descriptions, and all words said of each."""

    by_head: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_phrase: dict[frozenset[str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[frozenset[str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_word: dict[frozenset[str], set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: set[tuple[int, frozenset[str]]] = field(default_factory=set)
    thrones: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))


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
                for held in offices(phrase):
                    known.thrones[held].add(groups.root(i))
            if " " in phrase:
                known.by_phrase[frozenset(words(phrase))].add(groups.root(i))
        for name in entity.names if entity.kind == "org" else ():
            known.by_phrase[frozenset(words(described(name)))].add(groups.root(i))
            known.by_name[frozenset(words(name))].add(groups.root(i))
            for word in words(name):
                known.by_word[frozenset({word})].add(groups.root(i))
    return known


def _bearer(found: Sequence[Entity], groups: Groups, known: Bearers, i: int) -> int | None:
    """The only named actor of the case described by these very words, or the only person or body of this title or noun.

    A body's name counts among the words that describe it, one word of it alone ("the police") where it is in no other
    body's, and a body is never a person. By title or noun only somebody named in the same account, of whom the case
    says all the description says.
    """
    entity = found[i]
    phrase = max(entity.phrases, key=lambda phrase: (len(phrase), phrase))
    roots = {groups.root(j) for j in known.by_phrase.get(frozenset(words(phrase)), ())}
    if len(roots) == 1 and found[min(roots)].is_person == entity.is_person:
        return min(roots)
    if entity.kind == "org" and len(bodies := _owned_bodies(entity, groups, known)) == 1:
        return min(bodies)
    if entity.kind == "org" and _is_plain(phrase) and len(bodies := known.by_word[frozenset(words(phrase))]) == 1:
        return min(bodies)
    held = {groups.root(j) for j in _holders(entity, phrase, known)}
    if len(held) > 1 and lands(phrase) and not entity.indefinite:
        held = _foremost(found, groups, held & _named_in(entity.account, found, groups) or held)
    if len(held) == 1:
        return min(held)
    single = (entity.is_person or entity.kind == "org") and not phrase.endswith("s")
    heads = entity.heads if single else ()
    told = {root for head in heads for root in known.by_head.get(head, ())}
    roots = {groups.root(root) for root in told if found[root].is_person == entity.is_person}
    said = {word for root in told if groups.root(root) in roots for word in known.words[root]}
    if len(roots) != 1 or not set(words(phrase)) - POSSESSIVES <= said | entity.heads:
        return None
    return min(roots) if roots <= _named_in(entity.account, found, groups) else None


def _named_in(account: str, found: Sequence[Entity], groups: Groups) -> set[int]:
    """Whom an account names."""
    return {groups.root(i) for i, entity in enumerate(found) if entity.account == account and entity.names}


def _owned_bodies(entity: Entity, groups: Groups, known: Bearers) -> set[int]:
    """The bodies of the name that a description ends with, after whose it is ("Varnia's Tern force")."""
    said = OWNED_NAME.search(max(entity.wordings, key=lambda wording: (len(wording), wording)))
    return {groups.root(i) for i in known.by_name[frozenset(words(said[1]))]} if said else set()


def _foremost(found: Sequence[Entity], groups: Groups, held: set[int]) -> set[int]:
    """Of several that a country's office can mean, the one of whom the case tells by far most."""
    told = Counter[int]()
    for i, entity in enumerate(found):
        if groups.root(i) in held:
            told[groups.root(i)] += entity.told
    (first, most), *others = told.most_common()
    return {first} if all(most >= LEAD * count for _, count in others) else held


def _holders(entity: Entity, phrase: str, known: Bearers) -> set[int]:
    """The named persons of the case one of whose titles has all words of a description: two at least, after "a" three.

    What somebody was ("former minister") is no title, and that a minister is the current one tells nothing. A body's
    chief may go by another word ("the Guard's commander"), a country's ruler by any ("the Danish leader").
    """
    said = frozenset(words(phrase)) - POSSESSIVES - NOW
    if not entity.is_person or GENERAL & entity.heads - CHIEFS or len(said) < 2 + entity.indefinite:
        return set()
    plain = bare(entity, said)
    if not entity.indefinite and (found := rulers(phrase, plain, known.thrones)):
        return found
    office = chief(plain) if CHIEFS & entity.heads and len(plain) > 2 else said
    if GENERAL & entity.heads and office == said:
        return set()
    titles = [(root, title) for root, title in known.titles if not FRESH & title - said]
    return {root for root, title in titles if said <= title or office <= chief(title)}


def _join_equal(found: Sequence[Entity], groups: Groups, members: Sequence[int], owners: Owners) -> None:
    """In the same words, in any order ("the Danish minister of works", "the works minister of Denmark").

    Where the case tells "his men" of two actors with names, the same words are not the same men.
    """
    same: dict[frozenset[str], list[int]] = defaultdict(list)
    for i in members:
        for phrase in found[i].phrases:
            same[frozenset(words(phrase))].append(i)
    for said, alike in same.items():
        whose = {i: owners.of(i, said - POSSESSIVES) for i in alike}
        several = len({owner for each in whose.values() for owner in each}) > 1
        first: dict[frozenset[int], int] = {}
        for i in alike:
            groups.join(first.setdefault(whose[i] if several else frozenset(), i), i)


def _join_things(found: Sequence[Entity], groups: Groups, members: Sequence[int], head: str, owners: Owners) -> None:
    """Things of one country, owner or number are one; things of which none is told are that one, if there is only one.

    Else they join the longer descriptions that have all their words.
    "The enemy's ships" are not "the king's ships", "six ships" not "seven", and one ship is not several.
    """
    told = {i: _told_of(found[i], head, owners.of(i)) for i in members}
    first: dict[str, int] = {}
    for i in members:
        for word in sorted(told[i]):
            groups.join(first.setdefault(word, i), i)
    if len({groups.root(i) for i in first.values()}) > 1:
        _join_shorter(found, groups, members, head, owners)
    else:
        for i in members:
            groups.join(members[0], i)


def _join_shorter(found: Sequence[Entity], groups: Groups, members: Sequence[int], head: str, owners: Owners) -> None:
    """Longest descriptions first: each joins the only group whose description has all its words, unless of another."""
    told = {i: _modifiers(found[i], head) for i in members if not ANOTHER & _modifiers(found[i], head)}
    done: list[int] = []
    for i in sorted(told, key=lambda i: (-len(told[i]), sorted(told[i]), i)):
        fits = {groups.root(j) for j in done if told[i] <= told[j] and told[i] != told[j]}
        if len(fits) == 1 and not owners.apart(i, min(fits), members):
            groups.join(fits.pop(), i)
        done.append(i)


def _join_kindred(found: Sequence[Entity], groups: Groups) -> None:
    """Plain words for one kind of people ("protesters", "rioters") where no sentence tells two such groups apart."""
    kinds: dict[str | None, list[int]] = defaultdict(list)
    for i, entity in enumerate(found):
        plain = entity.kind == "group" and not entity.names and any(map(_is_plain, entity.phrases))
        for kind in {kin(head) for head in entity.heads if plain} - {None}:
            kinds[kind].append(i)
    for members in kinds.values():
        told = {(found[i].account, sentence, groups.root(i)) for i in members for sentence in found[i].sentences}
        if len({place[:2] for place in told}) == len(told):
            for i in members:
                groups.join(members[0], i)


def _is_plain(phrase: str) -> bool:
    """True for one word, how many aside ("the 40 rioters")."""
    return sum(not word.isdigit() for word in words(phrase)) == 1


def _modifiers(entity: Entity, head: str) -> frozenset[str]:
    found = {word for phrase in entity.phrases for word in words(phrase)}
    return frozenset(found - POSSESSIVES - {head, f"{head}s"})


def _told_of(entity: Entity, head: str, whose: frozenset[int]) -> set[str]:
    """What tells a thing from others of its like: its country, its owner, and how many it is.

    An agreement has no owner: its several parties each call it by the other, or by who made it.
    """
    text = " ".join(entity.phrases)
    lands = {found.name for word in text.split() if (found := country(word)) is not None and word != head}
    owners = {owner.casefold() for words in entity.wordings for owner in OWNER.findall(words) if not country(owner)}
    owners |= {f"of {owner}" for owner in whose}
    numbers = {f"{quantity.value:g}" for quantity in find(text) if not quantity.unit}
    return lands | numbers | (set() if head == "agreement" else owners)


def _is_plural(entity: Entity, head: str) -> bool:
    return not any(head in phrase.split() for phrase in entity.phrases)
