"""On whose word a point rests: five accounts that quote one spokesman are one voice.

A group of accounts that tells a point itself, or on the word of people it does not name, is a voice of its own. A
group that only quotes named sources lends its voice to them. A source that is an actor of the case is one under all its
names ("ABC", "Asker Broadcasting"). Not done: a source named by office alone in one account and by name in another
counts twice; who told an account what it tells in its own voice is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon import names
from rashomon.model import Claim, Holder


def voices(claims: Sequence[Claim], groups: Mapping[str, str], known: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """How many voices a point rests on, and the named sources among them, each under its longest name.

    `known` has the actors' names by their ids.
    """
    told: defaultdict[str, list[Holder]] = defaultdict(list)
    for claim in claims:
        told[groups.get(claim.span.account, claim.span.account)].append(claim.holders[0])
    own = {group for group, holders in told.items() if any(holder.kind != "named" for holder in holders)}
    sources = distinct(called(holder, known) for group, held in told.items() if group not in own for holder in held)
    return len(own) + len(sources), sources


def called(holder: Holder, known: Mapping[str, str]) -> str:
    """The name of the actor that a holder is, else the holder's own."""
    return known.get(holder.actor or "", holder.name)


def distinct(found: Iterable[str]) -> tuple[str, ...]:
    """Names that differ; of several forms of one name ("Moss", "Ada Moss") the longest, in alphabetical order."""
    kept: list[str] = []
    for name in sorted(set(found), key=lambda name: (-len(_words(name)), -len(name), name)):
        if not any(name == other or names.within(_words(name), _words(other)) for other in kept):
            kept.append(name)
    return tuple(sorted(kept))


def _words(name: str) -> tuple[str, ...]:
    return names.person(name).words
