"""Who does what to whom, according to which claims, by the types of the PLOVER event ontology.

A deed joins the agent and the patient of one verb. Verbs have the type that their commonest sense between people has
(Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023; the verbs are `rashomon.lexicon`'s own). Accounts may tell a
deed as done, deny it, or speak of it as planned, demanded or possible, and these are kept apart (`mood`).

A patient who is no actor of the case, for want of a name ("a bystander"), is kept by the words of its first mention,
where the verb has a type. Not found: deeds told by nouns ("the killing of X by Y"), deeds over two clauses, agents
left unsaid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rashomon.lexicon import deed_type
from rashomon.model import BEINGS, Account, Actor, Claim, Deed, DeedType, Mention, Reading, Span
from rashomon.relate.mood import Mood, is_denied, mood

SAYS_NOTHING = frozenset({
    "be", "have", "include", "become", "remain", "get", "make", "take", "give", "put", "let", "keep", "do", "mean",
    "need", "want", "like", "know", "think", "believe", "feel", "see", "watch", "hear", "find", "show", "use", "say",
    "tell", "add", "describe", "call", "name", "consider", "regard", "portray", "quote", "cite", "mention", "note",
    "remember", "follow", "involve", "concern", "represent", "contain", "own", "lack", "resemble",
})  # fmt: skip
"""Verbs of being, having, noticing and speaking: no deed to another."""

TO_BEINGS: tuple[DeedType, ...] = ("AID", "CONSULT", "SANCTION")
"""What is done to people, bodies and places, and to nothing else."""


class Key(NamedTuple):
    """What makes two tellings one deed; `whom` is the head word of a patient without a name."""

    agent: str
    verb: str
    patient: str
    whom: str


@dataclass
class Told:
    """The claims that tell a deed, by mood, and the first words for a patient without a name."""

    first: Span
    claims: dict[Mood, dict[str, None]] = field(default_factory=lambda: {"told": {}, "denied": {}, "possible": {}})


def relate(
    accounts: Sequence[Account], readings: Sequence[Reading], actors: Sequence[Actor], claims: Sequence[Claim]
) -> tuple[Deed, ...]:
    """One deed for each agent, verb and patient, with the claims that tell it, in the order they are first told."""
    texts = {account.id: account.text for account in accounts}
    owner = {span: actor.id for actor in actors for span in actor.mentions}
    by_account: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_account[claim.span.account].append(claim)
    found: dict[Key, Told] = {}
    for reading in readings:
        verbs = _verbs(reading.mentions)
        for agent, patient in _pairs(reading.mentions):
            key = _key(agent, patient, owner)
            at = patient.verb_start
            inside = [c for c in by_account[reading.account] if at is not None and c.span.start <= at < c.span.end]
            if key is not None and at is not None and inside:
                text = texts[reading.account]
                shared = verbs.get(agent.span, ())
                how = mood(text, at, inside[0].span.start, shared)
                told = found.setdefault(key, Told(patient.span))
                for claim in inside:
                    told.claims["denied" if is_denied(text, at, claim, key.verb, shared) else how][claim.id] = None
    things = {actor.id for actor in actors if actor.kind == "other"}
    return tuple(_deed(key, told, _type(key, things)) for key, told in found.items())


def _key(agent: Mention, patient: Mention, owner: Mapping[Span, str]) -> Key | None:
    """Who did what to whom, None where it is no deed or nobody is known to have done it."""
    who, whom, verb = owner.get(agent.span), owner.get(patient.span), patient.verb or ""
    if who is None or who == whom or verb in SAYS_NOTHING:
        return None
    if whom is not None:
        return Key(who, verb, whom, "")
    unnamed = patient.form == "nominal" and patient.kind in BEINGS and deed_type(verb) is not None
    return Key(who, verb, "", patient.head) if unnamed else None


def _type(key: Key, things: Collection[str]) -> DeedType | None:
    """The type of a deed: none for what a thing does (a storm, a ship), nor where one does to a thing what is done to
    beings alone ("fired two shots")."""
    kind = deed_type(key.verb)
    if key.agent in things or (key.patient in things and kind in TO_BEINGS):
        return None
    return kind


def _deed(key: Key, told: Told, kind: DeedType | None) -> Deed:
    kept = {how: tuple(idents) for how, idents in told.claims.items()}
    return Deed(
        key.agent, key.verb, key.patient, kept["told"],
        type=kind, whom=None if key.patient else told.first, denied=kept["denied"], possible=kept["possible"],
    )  # fmt: skip


def _verbs(mentions: Sequence[Mention]) -> dict[Span, tuple[int, ...]]:
    """Where the verbs stand that share an agent, in text order."""
    found: dict[Span, list[int]] = defaultdict(list)
    for mention in mentions:
        if mention.verb_start is not None:
            found[mention.span].append(mention.verb_start)
    return {span: tuple(sorted(starts)) for span, starts in found.items()}


def _pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Agents and patients of one verb, in text order of the verb."""
    by_verb: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.verb_start is not None:
            by_verb[mention.verb_start].append(mention)
    for _, sharing in sorted(by_verb.items()):
        for agent in sharing:
            if agent.role == "agent":
                yield from ((agent, patient) for patient in sharing if patient.role == "patient")
