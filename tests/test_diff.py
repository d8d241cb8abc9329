"""One quotation in two accounts, word by word: what was kept, left out, put in or replaced, as spans of both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.align.sides import Sentence
from rashomon.align.why import differing
from rashomon.diff import Change, quotations
from rashomon.model import Account, Span
from rashomon.text import words

GAZETTE = "The owner was brief. “The ship was never overloaded on that night,” Ida Brandt told us on the quay."
COURIER = "Ida Brandt said: “The ship was never quite full on that night.” She left."


def changes(a: str, b: str) -> tuple[Change, ...]:
    return quotations(*told("a0", a), *told("a1", b))


def told(name: str, text: str) -> tuple[Account, Span]:
    return Account(name, f"{name}.txt", text, ""), Span(name, 0, len(text))


def shown(a: str, b: str) -> list[tuple[str, str, str]]:
    return [
        (one.edit, a[one.a.start : one.a.end] if one.a else "", b[one.b.start : one.b.end] if one.b else "")
        for one in changes(a, b)
    ]


def test_the_words_of_one_quotation_are_set_against_each_other() -> None:
    assert shown(GAZETTE, COURIER) == [
        ("same", "The ship was never", "The ship was never"),
        ("replaced", "overloaded", "quite full"),
        ("same", "on that night", "on that night"),
    ]


def test_words_left_out_stand_in_one_account_only() -> None:
    longer = "He said: “We left the harbour long before the storm began.”"
    shorter = "He said: “We left the harbour before the storm began.”"
    assert shown(longer, shorter)[1] == ("only-a", "long", "")
    assert shown(shorter, longer)[1] == ("only-b", "", "long")


@pytest.mark.parametrize(
    "other",
    [
        "She spoke of a full ship that night.",
        "“Nothing of the kind happened here,” she said.",
        "A “ship was”, she said.",
    ],
)
def test_what_is_not_quoted_in_both_is_no_quotation(other: str) -> None:
    assert changes(GAZETTE, other) == ()


def test_of_several_quotations_those_that_share_most_are_compared() -> None:
    text = "“Ask the harbour master about that,” she said. “The ship was never full on any night.”"
    assert shown(GAZETTE, text)[0] == ("same", "The ship was never", "The ship was never")


def test_only_what_reaches_into_the_spans_is_compared() -> None:
    account, whole = told("a0", GAZETTE)
    before = Span("a0", 0, GAZETTE.index("“"))
    assert quotations(account, before, account, whole) == ()


WORDS = st.lists(
    st.sampled_from(["the", "ship", "was", "never", "full", "on", "that", "cold", "night", "owner"]),
    min_size=3,
    max_size=12,
)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_changes_cover_both_quotations_and_turn_round(left: list[str], right: list[str]) -> None:
    """Every word of either is in exactly one change; exchanging the accounts exchanges which words only one has."""
    a, b = f"“{' '.join(left)}”", f"“{' '.join(right)}”"
    found = changes(a, b)
    if found:
        for text, spans in ((a, [one.a for one in found]), (b, [one.b for one in found])):
            held = [word.key for span in spans if span for word in words(text[span.start : span.end])]
            assert held == [word.key for word in words(text)]
    for one in found:
        assert (one.a is None) == (one.edit == "only-b")
        assert (one.b is None) == (one.edit == "only-a")


@pytest.mark.parametrize(
    ("told", "other", "expected"),
    [
        (GAZETTE, COURIER, "“overloaded” against “quite full”"),
        (GAZETTE, "“The ship was never overloaded,” Brandt said.", "only one quotes “on that night”"),
        (GAZETTE, "Nobody is quoted here.", ""),
        (
            "“I’m sure the dam gets nowhere near the mark,” Moss said.",
            "“I am sure the dam never gets anyplace close to the mark,” Moss said.",
            "“nowhere near” against “anyplace close to”",
        ),
    ],
)
def test_why_two_wordings_differ_is_said_in_their_longest_words(told: str, other: str, expected: str) -> None:
    pair = (sentence("a0", told), sentence("a1", other))
    assert differing(*pair, "differ", "wording") == expected


def sentence(name: str, text: str) -> Sentence:
    return Sentence(name, 0, len(text), text, ())
