"""Framing: labels with voice and charge, and words that set one account apart."""

from __future__ import annotations

import pytest

from rashomon.frame import contrasts, describes, frame, loaded, log_odds, telling
from rashomon.model import Actor, Attribution, Reading, Span
from rashomon.resolve import resolve
from tellings import Telling


def framed(*told: Telling) -> tuple[Actor, ...]:
    accounts, readings = [each.account for each in told], [each.reading for each in told]
    return frame(accounts, readings, resolve(accounts, readings))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the notorious thug", True), ("a heroic pilot", True), ("so-called expert", True),
        ("the foreign minister", False), ("Thug Ola Renn", True), ("a Thug Records thug", True),
        ("a Thug Records singer", False), ("The Hero Park warden", False),
        ("a guard who beat a thug", False), ("a guard who is a thug", True), ("a thug who beat a guard", True),
        ("a group that the mayor called thugs", True), ("that thug", True),
        ("a guard who led so-called experts", False),
        ("the Ostrow bandits", True), ("two henchmen", True), ("some ethics", False),
        ("spokeswoman", False), ("anti-terror chief", False), ("former counter-terror adviser", False),
    ],
)  # fmt: skip
def test_judging_words_load_a_label(words: str, expected: bool) -> None:
    assert loaded(words) is expected


def test_a_lone_plain_adjective_describes_nobody() -> None:
    assert [words for words in ("ready", "reckless", "captain", "very tall") if describes(words)] == [
        "reckless",
        "captain",
        "very tall",
    ]


def test_labels_keep_span_voice_charge_and_role() -> None:
    told = Telling("a0").person("Warlord Ola Renn", label="Warlord", role="agent")
    told.say("the governor", "nominal", "person", of=0, voice="quoted", role="patient")
    (actor,) = framed(told)
    text = told.text
    found = [(text[x.span.start : x.span.end], x.voice, x.loaded, x.role) for x in actor.labels]
    assert found == [("Warlord", "own", True, "agent"), ("the governor", "quoted", False, "patient")]


def test_a_label_inside_what_somebody_says_is_quoted() -> None:
    told = Telling("a0").person("Warlord Ola Renn", label="Warlord")
    accounts = [told.account]
    said = Attribution((Span("a0", 0, 9),), "direct", speaker="a clerk")
    readings = [Reading("a0", attributions=(said,), mentions=told.reading.mentions)]
    (actor,) = frame(accounts, readings, resolve(accounts, readings))
    assert [label.voice for label in actor.labels] == ["quoted"]


def test_two_verbs_of_one_mention_give_one_label() -> None:
    told = Telling("a0").say("the pilots", "nominal", "group", role="agent", verb="land", verb_start=1)
    told.mentions.append(told.mentions[0])
    told.say("the pilots", "nominal", "group", of=0)
    (actor,) = framed(told)
    assert [label.span for label in actor.labels] == [m.span for m in (told.mentions[0], told.mentions[2])]


def told_often(ident: str, title: str, times: int) -> Telling:
    told = Telling(ident).person(f"{title} Ola Renn", label=title)
    for number in range(times - 1):
        told.person(f"{title} Ola Renn", label=title, of=number)
    return told


def test_a_word_only_one_account_uses_sets_it_apart() -> None:
    told = [told_often("a0", "Butcher", 12), told_often("a1", "Governor", 12)]
    rows = contrasts([each.account for each in told], framed(*told))
    (butcher,) = [row for row in rows if (row.account, row.word) == ("a0", "butcher")]
    assert (butcher.count, butcher.total, butcher.others, butcher.others_total) == (12, 12, 0, 12)
    assert butcher.z > 1.96
    assert len(butcher.spans) == 12


def test_one_label_alone_is_no_difference() -> None:
    told = [told_often("a0", "Butcher", 1), told_often("a1", "Governor", 1)]
    assert all(abs(row.z) < 1.96 for row in contrasts([each.account for each in told], framed(*told)))


def test_only_a_word_said_more_often_than_chance_would_is_telling() -> None:
    often = [told_often("a0", "Butcher", 12), told_often("a1", "Governor", 12)]
    rows = telling(contrasts([each.account for each in often], framed(*often)))
    assert [(row.account, row.word) for row in rows] == [("a0", "butcher"), ("a1", "governor")]
    seldom = [told_often("a0", "Butcher", 2), told_often("a1", "Governor", 2)]
    assert telling(contrasts([each.account for each in seldom], framed(*seldom))) == ()


def test_copies_of_one_origin_are_compared_once() -> None:
    told = [told_often(ident, title, 12) for ident, title in (("a0", "Butcher"), ("a1", "Butcher"), ("a2", "Governor"))]
    accounts, actors = [each.account for each in told], framed(*told)
    copied = contrasts(accounts, actors, {"a0": "a0", "a1": "a0", "a2": "a2"})
    alone = contrasts([accounts[0], accounts[2]], framed(told[0], told[2]))
    assert {(r.account, r.word, r.count, r.others) for r in copied} == {
        (r.account, r.word, r.count, r.others) for r in alone
    }


def test_equal_use_has_no_log_odds() -> None:
    assert log_odds(3, 10, 3, 10, prior=0.5) == 0.0
    assert log_odds(3, 10, 1, 10, prior=0.5) == -log_odds(1, 10, 3, 10, prior=0.5)
