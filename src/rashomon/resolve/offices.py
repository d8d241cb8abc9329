"""Which named person a description means by an office: a body's chief, a country's ruler, or whoever was killed.

"The Guard's commander" is its head, chief or leader; "the Danish leader" is who is titled Denmark's president, monarch
or premier, if that is one person; "the slain general" and "the martyr" are the one person of the case told as killed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.lexicon import country, noun
from rashomon.names import BEFORE_OFFICES, fold, words
from rashomon.resolve.entities import Entity, Groups

PAST = frozenset({"former", "ex", "then", "previous", "past", "acting"})
NOW = frozenset({"current", "incumbent", "present", "sitting"})
FRESH = frozenset({"new", "next", "incoming", "future", "designate", "elect"})
CHIEFS = frozenset({"boss", "chief", "commander", "head", "leader"})
RULERS = frozenset({"autocrat", "despot", "dictator", "leader", "ruler", "strongman", "tyrant"})
THRONES = frozenset({"chancellor", "emir", "king", "monarch", "premier", "president", "queen", "sultan"})
KILLING = frozenset(
    {"assassinate", "behead", "eliminate", "execute", "gun down", "kill", "martyr", "murder", "shoot dead", "slay"}
)
DEAD = frozenset({"assassinated", "dead", "deceased", "fallen", "killed", "late", "martyred", "murdered", "slain"})
VICTIMS = frozenset({"martyr", "victim"})
ANYBODY = frozenset({"commander", "figure", "hero", "leader", "man", "martyr", "victim", "woman"})
LEAD = 3  # times as much must be told of one of the dead, or of a country's rulers, as of the next, to be the one meant


def offices(text: str) -> Iterator[tuple[str, str]]:
    """(country, throne) for a title of nothing but a country and its highest office ("Denmark prime minister")."""
    said = set(words(text))
    held = {"premier"} if {"prime", "minister"} <= said else THRONES & said
    for land in lands(text):
        if said <= {*words(land), *THRONES, "prime", "minister", "s"}:
            yield from ((land, throne) for throne in held)


def lands(text: str) -> frozenset[str]:
    """The countries named in a description or title."""
    said = text.split()
    runs = (" ".join(said[i : i + size]) for size in (1, 2, 3) for i in range(len(said)))
    return frozenset(found.name for run in runs if (found := country(run)) is not None and found.form != "capital")


def rulers(phrase: str, said: frozenset[str], thrones: Mapping[tuple[str, str], set[int]]) -> set[int]:
    """The persons that a description of such words can mean by a country's highest office ("the Danish leader")."""
    asked = set[tuple[str, str]]()
    for land in lands(phrase):
        rest = said - set(words(land))
        if rest and rest <= RULERS:
            asked.update(held for held in thrones if held[0] == land)
        elif rest <= {*THRONES, "prime", "minister"}:
            asked.update(offices(phrase))
    return {root for held in asked for root in thrones.get(held, ())}


def chief(said: frozenset[str]) -> frozenset[str]:
    """An office's words with one word for all its chiefs."""
    return frozenset("head" if word in CHIEFS else word for word in said)


def bare(entity: Entity, said: frozenset[str]) -> frozenset[str]:
    """An office's words without adjectives that only praise or blame ("the feared commander of the Guard")."""
    telling = PAST | NOW | FRESH | BEFORE_OFFICES
    written = {word for wording in entity.wordings for word in wording.split() if word.islower()}
    return said - {fold(word) for word in written if noun(word) is None and word not in telling}


def killed(found: Sequence[Entity], groups: Groups) -> int | None:
    """The person of the case told as killed; of several the one of whom far more is told than of any other."""
    told: dict[int, int] = defaultdict(int)
    dead = set[int]()
    for i, entity in enumerate(found):
        root = groups.root(i)
        told[root] += entity.told
        if (
            entity.is_person
            and entity.names
            and any(_is_killed(mention.role, mention.verb) for mention in entity.mentions)
        ):
            dead.add(root)
    first, second = ([*sorted((told[root] for root in dead), reverse=True), 0, 0])[:2]
    return max(dead, key=lambda root: (told[root], -root)) if first >= LEAD * max(1, second) else None


def _is_killed(role: str | None, verb: str | None) -> bool:
    return role == "patient" and verb in KILLING


def is_dead(entity: Entity, known: frozenset[str]) -> bool:
    """True for "the martyr", and for "the slain general" where the dead is called so or the word suits anybody."""
    for phrase in entity.phrases if entity.is_person and not entity.indefinite else ():
        said = set(words(phrase))
        if (said & DEAD and entity.heads <= known | ANYBODY) or VICTIMS & entity.heads:
            return not any(country(word) for word in said)
    return False
