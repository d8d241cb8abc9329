"""Deeds: agent, verb and patient of one verb, typed, with the claims that tell it, deny it or only speak of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.model import Claim, Deed, Holder, Span
from rashomon.relate import relate
from rashomon.relate.mood import mood
from rashomon.resolve import resolve
from tellings import Telling

AUTHOR = (Holder("author", "author"),)


def told_deed(ident: str, agent: str = "Ola Renn", patient: str = "Ada Moss") -> Telling:
    told = Telling(ident).person(agent, role="agent", verb="accuse", verb_start=9)
    return told.person(patient, role="patient", verb="accuse", verb_start=9)


def deeds(*told: Telling, **claim: Any) -> tuple[Deed, ...]:
    accounts, readings = [each.account for each in told], [each.reading for each in told]
    claims = [Claim(f"{t.ident}.0", Span(t.ident, 0, len(t.text)), AUTHOR, **claim) for t in told]
    return relate(accounts, readings, resolve(accounts, readings), claims)


def test_a_deed_joins_the_parts_of_one_verb_over_accounts() -> None:
    assert deeds(told_deed("a0"), told_deed("a1")) == (Deed("x0", "accuse", "x1", ("a0.0", "a1.0"), "ACCUSE"),)


def test_what_a_claim_denies_is_told_by_nobody() -> None:
    (found,) = deeds(told_deed("a0"), polarity="denies", predicate="accuse")
    assert (found.claims, found.denied) == ((), ("a0.0",))


def test_a_claim_that_denies_something_else_still_tells_the_deed() -> None:
    (found,) = deeds(told_deed("a0"), polarity="denies", predicate="mention")
    assert (found.claims, found.denied) == (("a0.0",), ())


def test_what_follows_a_word_of_denial_is_denied() -> None:
    told = (
        Telling("a0")
        .say("He denies that", "nominal", "other")
        .person("Ola Renn", role="agent", verb="accuse", verb_start=25)
    )
    (found,) = deeds(
        told.person("Ada Moss", role="patient", verb="accuse", verb_start=25), polarity="denies", predicate="deny"
    )
    assert (found.claims, found.denied) == ((), ("a0.0",))


@pytest.mark.parametrize(("words", "denied"), [("denied this and accused", False), ("denied that he accused", True)])
def test_what_stands_beside_a_denial_is_told(words: str, denied: bool) -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="deny", verb_start=10)
    accused = 10 + words.index("accused")
    told.mentions.append(replace(told.mentions[0], verb="accuse", verb_start=accused))
    told.text += f"{words} "
    told.person("Ada Moss", role="patient", verb="accuse", verb_start=accused)
    (found,) = deeds(told, polarity="denies", predicate="deny")
    assert bool(found.denied) is denied


def test_a_verb_of_no_type_has_none() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="outlive", verb_start=9)
    (found,) = deeds(told.person("Ada Moss", role="patient", verb="outlive", verb_start=9))
    assert found.type is None


def test_what_a_storm_does_has_no_type() -> None:
    told = Telling("a0").body("Hurricane Ada", "other", role="agent", verb="hit", verb_start=9)
    (found,) = deeds(told.person("Ola Renn", role="patient", verb="hit", verb_start=9))
    assert found.type is None


def test_a_thing_is_neither_sanctioned_nor_consulted() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="fire", verb_start=9)
    (found,) = deeds(told.body("The Kestrel", "other", role="patient", verb="fire", verb_start=9))
    assert found.type is None


def test_a_verb_that_says_nothing_is_no_deed() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="see", verb_start=9)
    assert deeds(told.person("Ada Moss", role="patient", verb="see", verb_start=9)) == ()


def test_a_patient_without_a_name_is_kept_by_its_words() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="arrest", verb_start=9)
    told.say("a deckhand", "nominal", "person", role="patient", verb="arrest", verb_start=9)
    (found,) = deeds(told)
    assert (found.patient, found.type) == ("", "COERCE")
    assert found.whom is not None
    assert told.account.slice(found.whom) == "a deckhand"


def test_a_thing_without_a_name_is_no_patient() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="seize", verb_start=9)
    assert deeds(told.say("a boat", "nominal", "other", role="patient", verb="seize", verb_start=9)) == ()


def test_parts_of_different_verbs_are_no_deed() -> None:
    told = Telling("a0").person("Ola Renn", role="agent", verb="warn", verb_start=9)
    told.person("Ada Moss", role="patient", verb="meet", verb_start=20)
    assert deeds(told) == ()


def test_nobody_acts_upon_themselves() -> None:
    assert deeds(told_deed("a0", "Ola Renn", "Renn")) == ()


def test_a_verb_outside_every_claim_tells_no_deed() -> None:
    told = told_deed("a0")
    claims = [Claim("a0.0", Span("a0", 12, 20), AUTHOR)]
    assert relate([told.account], [told.reading], resolve([told.account], [told.reading]), claims) == ()


# --- Told, denied, possible --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guards attacked the crowd.", "told"),
        ("The guards had repeatedly attacked the crowd.", "told"),
        ("The crowd was attacked by the guards.", "told"),
        ("The guards did not attack the crowd.", "denied"),
        ("The guards didn’t attack the crowd.", "denied"),
        ("The guards have never been attacked.", "denied"),
        ("They left without attacking the crowd.", "denied"),
        ("The guards refused to attack the crowd.", "denied"),
        ("The guards would attack the crowd.", "possible"),
        ("The guards may have attacked the crowd.", "possible"),
        ("The guards would not attack the crowd.", "denied"),
        ("They came in order to attack the crowd.", "possible"),
        ("The guards vowed to attack the crowd.", "possible"),
        ("The guards managed to attack the crowd.", "told"),
        ("The guards did not manage to attack the crowd.", "denied"),
        ("If the guards attack the crowd, all will leave.", "possible"),
        ("If the guards do not attack the crowd, all will leave.", "possible"),
        ("Nine guards were accused of brutally attacking the crowd.", "possible"),
        ("Did the guards ever attack the crowd?", "possible"),
        ("The guards attacked the crowd. Who asked them to?", "told"),
        ("If asked, they say the guards attacked the crowd.", "told"),
        ("It will rain. The guards attacked the crowd.", "told"),
    ],
)
def test_mood_is_read_off_the_words_before_the_verb(text: str, expected: str) -> None:
    assert mood(text, text.index("attack"), 0) == expected


def test_a_joined_verb_shares_the_mood_of_the_first() -> None:
    text = "The guards vowed to attack and disperse the crowd."
    assert mood(text, text.index("disperse"), 0, (text.index("vowed"), text.index("attack"))) == "possible"
    assert mood("They ate and dispersed.", 13, 0, ()) == "told"
