"""Who does what to whom, according to which claims.

A deed joins the agent and the patient of one verb. Claims that deny are left out: nobody is said to have done
what is denied. Deeds told by nouns ("the killing of X by Y") or over two clauses are not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.model import Actor, Claim, Deed, Mention, Reading


def relate(readings: Sequence[Reading], actors: Sequence[Actor], claims: Sequence[Claim]) -> tuple[Deed, ...]:
    """One deed for each agent, verb and patient, with the claims that tell it, in the order they are first told."""
    owner = {span: actor.id for actor in actors for span in actor.mentions}
    by_account: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity == "asserts":
            by_account[claim.span.account].append(claim)
    told: dict[tuple[str, str, str], dict[str, None]] = {}
    for reading in readings:
        for agent, patient in _pairs(reading.mentions):
            who, whom = owner.get(agent.span), owner.get(patient.span)
            if who is None or whom is None or who == whom:
                continue
            at = agent.verb_start
            idents = [c.id for c in by_account[reading.account] if at is not None and c.span.start <= at < c.span.end]
            if idents:
                told.setdefault((who, agent.verb or "", whom), {}).update(dict.fromkeys(idents))
    return tuple(Deed(who, verb, whom, tuple(idents)) for (who, verb, whom), idents in told.items())


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
