"""Which actor of the case holds a claim, so that one source is known under all its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon import names
from rashomon.model import Account, Actor, Claim, Holder, Reading
from rashomon.resolve.entities import entities

Words = tuple[str, ...]
Called = Mapping[Words, frozenset[str]]
"""The actors that one account calls by a name of these words."""


def held(
    claims: Sequence[Claim], accounts: Sequence[Account], readings: Sequence[Reading], actors: Sequence[Actor]
) -> list[Claim]:
    """The claims, each named holder with the id of the actor whom the account calls so.

    Whoever has no name in the account stays without one, also where a description may mean an actor.
    """
    known = _called(accounts, readings, actors)
    return [
        replace(
            claim, holders=tuple(replace(one, actor=_actor(one, known[claim.span.account])) for one in claim.holders)
        )
        for claim in claims
    ]


def _actor(holder: Holder, known: Called) -> str | None:
    """The one actor of the holder's name, or else of a longer or shorter form of it."""
    if holder.kind != "named":
        return None
    said = names.person(holder.name).words
    near = known.get(said) or {one for words, ids in known.items() if names.within(said, words) for one in ids}
    return next(iter(near)) if len(near) == 1 else None


def _called(
    accounts: Sequence[Account], readings: Sequence[Reading], actors: Sequence[Actor]
) -> defaultdict[str, Called]:
    """By account, whom its names mean."""
    by_id = {account.id: account for account in accounts}
    owner = {span: actor.id for actor in actors for span in actor.mentions}
    known: defaultdict[str, Called] = defaultdict(dict)
    for reading in readings:
        forms: defaultdict[Words, set[str]] = defaultdict(set)
        for entity in entities(by_id[reading.account], reading):
            ident = owner.get(entity.mentions[0].span)
            for name in entity.names if ident is not None else ():
                forms[names.person(name).words].add(str(ident))
        known[reading.account] = {words: frozenset(ids) for words, ids in forms.items()}
    return known
