"""What is measured of two sentences set against each other: what a denial reaches, and figures that part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.align.against import FEATURES, NAMES, Against, row
from rashomon.align.cues import said
from rashomon.align.sides import Sentence, stem
from rashomon.model import Claim, Holder, Span, Time

AUTHOR = (Holder("author", "author"),)


def sentence(text: str, *dates: str) -> Sentence:
    claim = Claim("a0.0", Span("a0", 0, len(text)), AUTHOR, times=tuple(Time(Span("a0", 0, 1), d) for d in dates))
    return Sentence("a0", 0, len(text), text, (claim,))


def measured(a: Sentence, b: Sentence) -> dict[str, float]:
    """The features by name, every word as telling as any other."""
    return dict(zip(NAMES, row(Against(a, b, dict.fromkeys((*a.stems, *b.stems), 1.0))), strict=True))


@pytest.mark.parametrize(
    ("text", "word", "reached"),
    [
        ("The owners did not close the valve.", "valve", True),
        ("They closed it, but not the gate.", "closed", False),
        ("They never said so; the valve was shut.", "valve", False),
        ("It was not never closed.", "closed", False),
        ("It was not the U.S. that closed it.", "closed", True),
        ("They did not lose 3.5 million crowns.", "crowns", True),
    ],
)
def test_a_plain_negation_reaches_to_the_end_of_its_clause(text: str, word: str, reached: bool) -> None:
    assert (stem(word) in said(text).negated) == reached


def test_a_denial_reaches_farther_than_a_negation() -> None:
    long = "The company denied that the men on the night shift had ever opened the upper sluice."
    assert stem("sluice") in said(long).denied
    assert stem("company") not in said(long).denied


def test_what_one_denies_and_the_other_says_is_weighed() -> None:
    denial, told = sentence("The valve was not open."), sentence("The valve was open.")
    apart, alike = measured(denial, told), measured(told, told)
    assert [apart["denied_share"], alike["denied_share"]] == pytest.approx([0.25, 0.0])
    assert (apart["only_one_denies"], alike["only_one_denies"]) == (1.0, 0.0)


def test_a_charge_stands_against_a_denial() -> None:
    charge, denial = sentence("Residents accused the owners."), sentence("The owners rejected this as baseless.")
    assert measured(charge, denial)["charge_and_denial"] == 1.0


def test_figures_dates_and_quotations_are_compared() -> None:
    a = sentence("Twelve people drowned, “of this I am quite sure,” she said.", "2031-01-06")
    b = sentence("Nineteen people drowned, “of this I am sure,” she said.", "2031-01-09")
    found = measured(a, b)
    assert (found["figures_apart"], found["dates_unfit"], found["quotation_shared"]) == (1.0, 1.0, 1.0)
    assert 0 < found["quotation_apart"] < 0.5


WORDS = st.sampled_from(
    ["not", "denied", "false", "12", "nineteen", "people", "valve", "“open”", "no evidence", "because", "Moss", ";"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@given(TEXT, TEXT)
def test_features_are_symmetric_and_finite(a: str, b: str) -> None:
    left, right = row(Against(sentence(a), sentence(b), {})), row(Against(sentence(b), sentence(a), {}))
    assert left == right
    assert len(left) == len(NAMES)
    assert all(abs(value) < 1e6 for value in left)


def test_every_feature_has_its_sentence() -> None:
    assert all((feature.__doc__ or "").endswith(".") for feature in FEATURES)
