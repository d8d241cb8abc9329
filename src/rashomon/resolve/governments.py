"""Governments without a name of their own: a country's is the country, and the White House is the administration.

"The administration" is that of the person of whom the case tells most among those who have one, and the White House
speaks for it; the administrations of others stay apart, and that of all where the case tells more of another president.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.lexicon import GOVERNMENTS, country
from rashomon.names import person
from rashomon.resolve.entities import Entity, Groups
from rashomon.resolve.offices import lands

SEATED = re.compile(r"\w (?:in|of) \w")
OWNED = re.compile(r"^([A-Z][\w-]+)(?:['’]s?)? (?:\w+ )?administration$")
ADMINISTRATION = re.compile(r"^(?:(?:current|present|new|united states) )?administration$")
WHITE_HOUSE = ("white", "house")


def countries(found: Sequence[Entity]) -> dict[str, int]:
    """The first entity that names each country."""
    first: dict[str, int] = {}
    for i, entity in enumerate(found):
        for form in entity.forms:
            if len(form) == 1 and country(form[0]) is not None:
                first.setdefault(form[0], i)
    return first


def governed(entity: Entity, known: dict[str, int]) -> int | None:
    """A country's government acts as the country ("the Danish government", "the regime in Oslo"); else None."""
    for phrase in entity.phrases:
        before, _, seat = re.split(r" (in|of) ", phrase, maxsplit=1) if SEATED.search(phrase) else (phrase, "", "")
        told = {found.name} if (found := country(seat)) else lands(before)
        if len(told) == 1 and before.split()[-1] in GOVERNMENTS:
            return known.get(min(told).casefold())
    return None


def join_administrations(found: Sequence[Entity], groups: Groups) -> None:
    """Joins what is said of the administration in office: by its president's name, by none, and by its house."""
    owned = {i: owner for i, entity in enumerate(found) for owner in _owners(entity)}
    plain = [i for i, entity in enumerate(found) if _is_plain(entity)]
    houses = [i for i, entity in enumerate(found) if WHITE_HOUSE in entity.forms]
    told = _told(found, {*owned.values(), *_presidents(found)})
    first = max(told, key=lambda owner: (told[owner], owner), default="")
    one = [i for i, owner in owned.items() if owner == first] + (plain if owned or houses else []) + houses
    for i in one:
        groups.join(one[0], i)


def _owners(entity: Entity) -> Iterator[str]:
    """Whose administration the entity is."""
    for wording in entity.wordings if not entity.names else ():
        if (owner := OWNED.match(wording)) and not country(owner[1]):
            yield from person(owner[1]).words[-1:]


def _presidents(found: Sequence[Entity]) -> Iterator[str]:
    """The surnames of whom the case calls president."""
    for entity in found:
        if entity.is_person and "president" in entity.heads:
            yield from (name.words[-1] for name in entity.people())


def _is_plain(entity: Entity) -> bool:
    return not entity.names and any(map(ADMINISTRATION.match, (phrase.casefold() for phrase in entity.phrases)))


def _told(found: Sequence[Entity], owners: set[str]) -> Counter[str]:
    """How many mentions the case has of the persons of these surnames."""
    told = Counter[str](dict.fromkeys(owners, 0))
    for entity in found:
        surnames = {name.words[-1] for name in entity.people()} if entity.is_person else set[str]()
        for owner in owners & surnames:
            told[owner] += entity.told
    return told
