"""Deeds: agent, verb and patient of one verb, with the claims that tell it."""

from __future__ import annotations

from typing import Any

from rashomon.model import Claim, Deed, Holder, Span
from rashomon.relate import relate
from rashomon.resolve import resolve
from tellings import Telling

AUTHOR = (Holder("author", "author"),)


def told_deed(ident: str, agent: str = "Ola Renn", patient: str = "Ada Moss") -> Telling:
    told = Telling(ident).person(agent, role="agent", verb="accuse", verb_start=9)
    return told.person(patient, role="patient", verb="accuse", verb_start=9)


def deeds(*told: Telling, **claim: Any) -> tuple[Deed, ...]:
    accounts, readings = [each.account for each in told], [each.reading for each in told]
    claims = [Claim(f"{t.ident}.0", Span(t.ident, 0, len(t.text)), AUTHOR, **claim) for t in told]
    return relate(readings, resolve(accounts, readings), claims)


def test_a_deed_joins_the_parts_of_one_verb_over_accounts() -> None:
    assert deeds(told_deed("a0"), told_deed("a1")) == (Deed("x0", "accuse", "x1", ("a0.0", "a1.0")),)


def test_what_a_claim_denies_is_no_deed() -> None:
    assert deeds(told_deed("a0"), polarity="denies") == ()


def test_parts_of_different_verbs_are_no_deed() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="see", verb_start=9)
    told.person("Ada Moss", role="patient", verb="meet", verb_start=20)
    assert deeds(told) == ()


def test_nobody_acts_upon_themselves() -> None:
    assert deeds(told_deed("a0", "Ola Renn", "Renn")) == ()


def test_a_verb_outside_every_claim_tells_no_deed() -> None:
    told = told_deed("a0")
    claims = [Claim("a0.0", Span("a0", 12, 20), AUTHOR)]
    assert relate([told.reading], resolve([told.account], [told.reading]), claims) == ()
