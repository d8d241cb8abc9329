"""Puts doubtful pairs before a language model the user named: a second judge, off unless asked for.

Only the pairs `align` itself calls doubtful are asked about, one question a pair, and an answer changes that pair
alone. Text of an account is data: it travels as a JSON string, the answer must name the passages by ids that no
account can know, and whatever does not fit exactly is thrown away, so that the pair stays as our own models left it.
Answers are kept, so that the same question is never asked twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from rashomon.appeal.answer import Verdict, verdict
from rashomon.appeal.court import Court
from rashomon.appeal.question import Question, questions
from rashomon.model import Account, Alignment, Appeal, Claim, Reading, Relation, Slot

__all__ = ["Court", "Question", "Verdict", "applied", "put", "told"]

AFFIRMED = 0.75
"""Score of a pair the language model affirms and we gave less: how well it is calibrated nobody knows."""

Place = tuple[str, int, int]
"""The hash of an account's bytes, and where in it a claim stands: the same for all copies of a text."""


def put(
    accounts: Sequence[Account],
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    doubts: Sequence[Alignment],
    court: Court,
) -> tuple[Verdict | None, ...]:
    """The verdict on each doubtful pair; None where the court was not asked or gave no answer that can be used."""
    asked = questions(accounts, readings, claims, doubts)
    return tuple(
        verdict(text, question) if text is not None else None
        for question, text in zip(asked, court.answers(asked), strict=True)
    )


def told(
    alignments: Sequence[Alignment], doubts: Sequence[Alignment], verdicts: Sequence[Verdict | None], court: Court
) -> tuple[Appeal, ...]:
    """What the court was asked, and what came of it."""
    standing = {(one.a, one.b): (one.relation, one.slot) for one in alignments}
    pairs = [(doubt, one) for doubt, one in zip(doubts, verdicts, strict=True) if one is not None]
    changed = sum(standing.get((doubt.a, doubt.b), (None, None)) != (one.relation, one.slot) for doubt, one in pairs)
    return (Appeal(court.model, len(doubts), court.answered, len(pairs), changed),)


def applied(
    accounts: Sequence[Account],
    claims: Sequence[Claim],
    alignments: Sequence[Alignment],
    doubts: Sequence[Alignment],
    verdicts: Sequence[Verdict | None],
    court: Court,
) -> tuple[Alignment, ...]:
    """The alignments with every verdict carried out, for all copies of the two texts alike."""
    found = {(one.a, one.b): one for one in alignments}
    twins = _twins(accounts, claims)
    order = {claim.id: n for n, claim in enumerate(claims)}
    for doubt, said in zip(doubts, verdicts, strict=True):
        for a, b in product(twins[doubt.a], twins[doubt.b]) if said else ():
            key = (a, b) if order[a] < order[b] else (b, a)
            found.pop(key, None)
            if said and said.relation:
                found[key] = _as_judged(replace(doubt, a=key[0], b=key[1]), said.relation, said.slot, court.model)
    return tuple(sorted(found.values(), key=lambda one: (order[one.a], order[one.b])))


def _as_judged(doubt: Alignment, relation: Relation, slot: Slot | None, model: str) -> Alignment:
    said = f"{relation} in {slot}" if slot else relation
    why = f"{doubt.why}; in doubt, and the language model {model} says: {said}"
    return replace(doubt, relation=relation, slot=slot, score=max(doubt.score, AFFIRMED), why=why, model=model)


def _twins(accounts: Sequence[Account], claims: Sequence[Claim]) -> Mapping[str, list[str]]:
    """For each claim, the claims at its place in all accounts with the same text, itself among them."""
    sha = {account.id: account.sha256 for account in accounts}
    here: defaultdict[Place, list[str]] = defaultdict(list)
    where = {claim.id: (sha[claim.span.account], claim.span.start, claim.span.end) for claim in claims}
    for ident, place in where.items():
        here[place].append(ident)
    return {ident: here[place] for ident, place in where.items()}
