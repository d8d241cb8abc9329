"""The actors of the whole case: mentions of all accounts that name or describe one person, body, place or group.

Within an account the antecedents found there are followed; across accounts, names are compared (`people`, `bodies`)
and then descriptions without a name. Grouping depends on the distinct names, and where it asks of whom most is told on
distinct texts, so neither the order of the accounts nor a second copy of one changes it; votes on names and kinds
count equal texts once. No outside knowledge joins two names that share no word or initials, except countries with
their peoples and capitals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.lexicon import country, deed_type, given_gender
from rashomon.model import BEINGS, Account, Actor, ActorKind, Claim, Mention, Reading, Span
from rashomon.names import fold, is_acronym, person
from rashomon.resolve.bodies import PEOPLES, join_bodies
from rashomon.resolve.described import join_described
from rashomon.resolve.entities import Entity, Groups, canonical, entities
from rashomon.resolve.holders import held
from rashomon.resolve.people import join_people


def resolve(accounts: Sequence[Account], readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """Every actor with its mentions in account order; ids "x0", "x1", … by first mention; labels still empty."""
    by_id = {account.id: account for account in accounts}
    order = {account.id: number for number, account in enumerate(accounts)}
    ordered = sorted(readings, key=lambda reading: order[reading.account])
    found = [entity for reading in ordered for entity in entities(by_id[reading.account], reading)]
    voters = _voters(accounts)
    for entity in found:
        entity.told = len(entity.mentions) if entity.account in voters else 0
    _agree_on_kinds(found, voters)
    _agree_on_towns(found, voters)
    groups = Groups(len(found))
    _join_copies(found, groups, accounts)
    join_people(found, groups)
    join_bodies(found, groups)
    join_described(found, groups)
    made = [[found[i] for i in members] for members in groups.all().values()]
    deeds = {(mention.span.account, mention.verb_start) for reading in readings for mention in _acted_upon(reading)}
    kept = [members for members in made if _is_actor(members, voters, deeds)]
    kept.sort(
        key=lambda members: min((order[m.span.account], m.span.start, m.span.end) for e in members for m in e.mentions)
    )
    return tuple(_actor(f"x{number}", members, voters, order) for number, members in enumerate(kept))


def _voters(accounts: Sequence[Account]) -> frozenset[str]:
    """The ids of one account for each distinct text, so that a copy has no second vote."""
    first: dict[str, str] = {}
    for account in accounts:
        first.setdefault(account.text, account.id)
    return frozenset(first.values())


def _join_copies(found: Sequence[Entity], groups: Groups, accounts: Sequence[Account]) -> None:
    """Accounts of equal text tell of the same actors in the same order, named clearly or not."""
    by_account: dict[str, list[int]] = defaultdict(list)
    for i, entity in enumerate(found):
        by_account[entity.account].append(i)
    first: dict[str, str] = {}
    for account in accounts:
        original = by_account[first.setdefault(account.text, account.id)]
        for i, j in zip(original, by_account[account.id], strict=False):
            groups.join(i, j)


def _agree_on_kinds(found: list[Entity], voters: frozenset[str]) -> None:
    """A name that most mentions tag as one kind is of that kind everywhere: a tagger's slip makes no second actor.

    A full name of a person votes twice for its surname, so that a body is one by more than a slip or two. Of the kinds
    of a name of one word a place is left alone ("Georgia"), unless the account calls a person so too; of one of several
    words the commonest is that of all.
    """
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    for entity in found:
        for name, count in entity.names.items() if entity.account in voters else ():
            if _is_land(entity) and not _is_full(name):
                continue
            votes[fold(name)][entity.kind] += count
            if entity.is_person and " " in name and (surname := person(name).words[-1:]):
                votes[surname[0]]["person"] += 2 * count
    called = {(entity.account, name) for entity in found if entity.is_person for name in entity.names}
    for entity in found:
        tally: Counter[ActorKind] = Counter()
        for name in entity.names:
            tally.update(votes[fold(name)])
        kind, count = max(tally.items(), key=lambda item: (item[1], item[0]), default=(entity.kind, 0))
        full = all(map(_is_full, entity.names))
        doubted = not _is_land(entity) or all(
            (entity.account, name) in called and not country(name) for name in entity.names
        )
        if count > tally[entity.kind] if full else count >= 2 * max(1, tally[entity.kind]) and doubted:
            entity.kind = kind


def _agree_on_towns(found: list[Entity], voters: frozenset[str]) -> None:
    """A word that is a place as often as a person, and in nobody's full name, is a place ("Halden").

    Whoever has a title that tells a man or woman ("Mrs Halden") stays a person.
    """
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    for entity in found:
        for name, count in entity.names.items():
            for word in person(name).words if entity.is_person else (fold(name),):
                votes[word]["other" if " " in name else entity.kind] += count if entity.account in voters else 0
    peoples = {fold(name) for entity in found if entity.kind == "group" for name in entity.names}
    for entity in found:
        doubted = entity.is_person and entity.names and not entity.told_gender
        if doubted and all(_is_town(fold(n), votes[fold(n)], peoples) for n in entity.names):
            entity.kind = "place"


def _is_town(word: str, votes: Counter[ActorKind], peoples: set[str]) -> bool:
    """By how often it is one; once is enough, or how it ends, for what a people is called after ("Halda", "Haldan")."""
    if votes["other"]:
        return False
    if any(word + ending in peoples for ending in PEOPLES):
        return votes["place"] > 0 or (word.endswith("a") and not given_gender(word))
    return votes["place"] >= max(1, votes["person"])


def _is_full(name: str) -> bool:
    """True for a name of several words that is no country's."""
    return " " in name and country(name) is None


def _is_land(entity: Entity) -> bool:
    return entity.kind == "place" or any(map(country, entity.names))


def _acted_upon(reading: Reading) -> Iterator[Mention]:
    """The beings to whom an account says something is done that has a type ("shot dead 12 people")."""
    for mention in reading.mentions:
        if mention.role == "patient" and mention.kind in BEINGS and deed_type(mention.verb or ""):
            yield mention


def _is_actor(members: Sequence[Entity], voters: frozenset[str], deeds: Collection[tuple[str, int | None]]) -> bool:
    """A name makes an actor; a description alone must be taken up again, stand in two accounts of different text, or
    be that of a group or body that does a deed to others ("gunmen killed a guard").

    A place without a name ("the house") is a setting, no actor.
    """
    if any(entity.names for entity in members):
        return True
    if not any(entity.phrases for entity in members) or all(entity.kind == "place" for entity in members):
        return False
    distinct = {entity.account for entity in members if entity.account in voters}
    again = len(distinct) > 1 or any(sum(entity.phrases.values()) > 1 for entity in members)
    return again or any(_does(entity, deeds) for entity in members)


def _does(entity: Entity, deeds: Collection[tuple[str, int | None]]) -> bool:
    """True for a group or body that is the agent of one of these deeds, given by the places of their verbs."""
    acts = {(entity.account, mention.verb_start) for mention in entity.mentions if mention.role == "agent"}
    return entity.kind in ("group", "org") and not acts.isdisjoint(deeds)


def _actor(ident: str, members: Sequence[Entity], voters: frozenset[str], order: dict[str, int]) -> Actor:
    spans = {mention.span for entity in members for mention in entity.mentions}
    name = _name(members, voters)
    return Actor(
        id=ident,
        name=name,
        kind=_kind(name, members, voters),
        mentions=tuple(sorted(spans, key=lambda span: (order[span.account], span.start, span.end))),
    )


def _name(members: Sequence[Entity], voters: frozenset[str]) -> str:
    """The country's usual name (a city keeps its own); else the commonest full name; else the commonest description.

    A land's name goes before that of its people.
    """
    names: Counter[str] = Counter()
    wordings: Counter[str] = Counter()
    for entity in members:
        names.update({name: count * (entity.account in voters) for name, count in entity.names.items()})
        wordings.update({words: count * (entity.account in voters) for words, count in entity.wordings.items()})
    if not names:
        return max(wordings.items(), key=lambda item: (item[1], -len(item[0]), item[0]))[0]
    words = sorted(form[0] for entity in members if not entity.is_person for form in entity.forms if len(form) == 1)
    found = next((land for word in words if (land := country(word)) and land.form == "name"), None)
    if found is not None:
        return found.name
    spoken = {name: count for name, count in names.items() if not is_acronym(name)} or dict(names)
    # A full form used once may be a slip of the parser; two words are full enough to be told apart.
    length = {name: min(len(canonical(name)), 2) for name in spoken}
    commonest = max(spoken.items(), key=lambda item: (length[item[0]], item[1], len(item[0]), item[0]))[0]
    lands = (name for name in spoken if any(fold(name) + ending == fold(commonest) for ending in PEOPLES))
    return next(lands, None) or _in_full(commonest, spoken, {name: _users(name, members, voters) for name in spoken})


def _in_full(name: str, spoken: Mapping[str, int], users: Mapping[str, int]) -> str:
    """A longer form with the same end that as many accounts use, and two at least ("Ada Renn Moss"); else the name."""
    least = max(2, users[name])
    ends = {other: other.removesuffix(f" {name}") for other in spoken}
    longer = [other for other, start in ends.items() if start != other and users[other] >= least and "." not in start]
    return max(longer, key=lambda other: (users[other], len(other), other), default=name)


def _users(name: str, members: Sequence[Entity], voters: frozenset[str]) -> int:
    """How many accounts use a name."""
    return len({entity.account for entity in members if entity.account in voters and name in entity.names})


def _kind(name: str, members: Sequence[Entity], voters: frozenset[str]) -> ActorKind:
    """By vote of the named mentions; without names, of all. A land is a place, however often its people are named."""
    named = [entity for entity in members if entity.names]
    others = {entity.kind for entity in named if name not in entity.names}
    if others == {"group"} and all(entity.kind == "place" for entity in named if name in entity.names):
        return "place"
    votes: Counter[ActorKind] = Counter()
    for entity in named or members:
        votes[entity.kind] += len(entity.mentions) if entity.account in voters else 0
    return max(votes.items(), key=lambda item: (item[1], item[0]))[0]


def link(
    claims: Sequence[Claim], accounts: Sequence[Account], readings: Sequence[Reading], actors: Sequence[Actor]
) -> tuple[Claim, ...]:
    """The claims with the ids of all actors mentioned inside them, in the actors' order, and of those who hold them."""
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for actor in actors:
        for span in actor.mentions:
            mentions[span.account].append((span, actor.id))
    linked = []
    for claim in held(claims, accounts, readings, actors):
        inside = {ident for span, ident in mentions[claim.span.account] if claim.span.overlaps(span)}
        linked.append(replace(claim, actors=tuple(actor.id for actor in actors if actor.id in inside)))
    return tuple(linked)
