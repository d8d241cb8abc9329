"""Whether two figures count the same thing, by what stands around them."""

from __future__ import annotations

import pytest

from rashomon.align.figures import fates, is_part, is_whole
from rashomon.align.relation import disputed, relation
from rashomon.align.ruling import ruling
from rashomon.align.sides import Sentence
from rashomon.model import Alignment, Claim, Holder, Relation, Span
from rashomon.quantities import find

AUTHOR = (Holder("author", "author"),)


def sentence(text: str) -> Sentence:
    return Sentence("a0", 0, len(text), text, (Claim("a0.0", Span("a0", 0, len(text)), AUTHOR),))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Eleven people were killed.", "Nineteen people died.", True),
        ("Eleven people were killed.", "Nineteen people were injured.", False),
        ("The death toll from the fall of the north span rose to 24.", "Nineteen people died.", True),
        ("The fall killed 24 and injured 30.", "Nineteen people died.", True),
        ("Eleven people are now known by all to have died.", "Nineteen died.", True),
        ("Eleven people were rescued.", "Nineteen people are missing.", False),
        ("Eleven people were moved to safety.", "Nineteen people were evacuated.", True),
        ("Two weavers were among the dead.", "Four weavers died.", False),
        ("The crew rose by 12 sailors.", "The ship carried 30 sailors.", False),
        ("They hired 12 sailors more than in May.", "They hired 30 sailors.", False),
        ("The crew rose by 12 sailors.", "The crew rose by 30 sailors.", True),
        ("Thirty people, nine children among them, were killed.", "Nineteen people died.", True),
        ("Eleven people died.", "Some 400 people live there.", False),
        ("Eleven people perished.", "A crowd of 400 came.", False),
        ("Police put the crowd at 8,000.", "Some 40,000 people came.", True),
        ("The wave killed two sailors.", "The ship carried eight sailors.", False),
        ("They saw 12 boats at dawn.", "They saw 30 boats; 12 had come at dawn.", False),
        ("They saw 22 ships.", "They saw nearly two dozen ships, and four ships the year before.", False),
        ("Forty schools will open.", "Ninety schools will open.", True),
        ("Forty of the schools will open.", "Ninety schools will open.", False),
        ("Thirty people came, including 21 officers.", "Nine officers came.", False),
        ("Three other people survived.", "Four people survived.", False),
        ("Inspectors saw 12 of the 80 mills.", "Inspectors saw 20 mills.", False),
        ("Inspectors saw 12 of the 80 mills.", "Inspectors saw 12 mills.", False),
        ("Of 9 piers and 3 locks one pier, at $30 million, is new.", "The pier cost $45 million.", False),
        ("They lost 90 mills, of which 12 mills were old.", "They lost 90 mills; 30 mills stand.", False),
        ("They won by 60 votes.", "They had 51 votes.", False),
        ("It makes five boats a day.", "It makes 60 boats a year.", False),
        ("It makes five boats a day.", "It makes 60 boats per day.", True),
        ("The fund is 5 million crowns.", "The loss is 112 million crowns and the fund 2 million crowns.", False),
        ("The pier will cost $30 million.", "They put the cost of the pier at $45 million.", True),
        ("The pier will cost $30 million a year.", "The pier has cost $45 million.", False),
        ("The pier will cost $30 million.", "They paid the warden $2 million.", False),
        ("They spend $30 million on wages.", "They got $45 million in fees.", False),
        ("Ada Moss, 31, was the captain.", "The captain, Ada Moss, is 32 years old.", True),
        ("Ada Moss, 31, was the captain.", "The mate, Bo Lind, is 45 years old.", False),
    ],
)
def test_figures_are_disputed_only_where_they_count_the_same(a: str, b: str, expected: bool) -> None:
    for left, right in ((a, b), (b, a)):
        assert (disputed(sentence(left), sentence(right)) is not None) == expected


@pytest.mark.parametrize("whole", ["the 80", "its 80", "the owner's 80", "80"])
def test_a_whole_is_told_from_its_part(whole: str) -> None:
    text = f"Inspectors saw 12 of {whole} mills."
    assert [is_whole(text, figure) for figure in find(text)] == [False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two people died and 15 were injured, and a crash with 40 wounded was as deadly.",
            [{"dead"}, {"hurt"}, {"hurt"}],
        ),
        ("Two people, both of Velm, had been injured.", [{"hurt"}]),
        ("Two people came, a clerk said, and were injured.", [set()]),
    ],
)
def test_a_fate_is_that_of_the_clause(text: str, expected: list[set[str]]) -> None:
    assert [set(fates(text, one)) for one in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two of the victims were brothers.", True),
        ("Two more boats came.", True),
        ("Two Ostrow weavers were among the dead.", True),
        ("Two boats came.", False),
        ("Two of the 12 boats came.", False),
        ("Two of its twelve boats came.", False),
    ],
)
def test_a_part_is_told_from_a_whole(text: str, expected: bool) -> None:
    assert is_part(text, find(text)[0]) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The loss is over $100 million.", "The loss is $112 million, of which $47 million is insured.", "agree"),
        ("They left 25 feet free.", "They left eight metres free.", "agree"),
        ("About 1,400 of the owner's 2,100 workers left.", "Some 1,400 employees left.", "agree"),
        ("Thirty-one people, nine of them boys, were killed.", "The death toll is between 30 and 50.", "agree"),
        ("Thirty-one people, nine of them boys, were killed.", "The death toll is between 40 and 50.", "differ"),
        ("The loss is over $100 million.", "The loss is $90 million.", "differ"),
        ("Some 1,400 mills stand still.", "Most mills stand still.", "differ"),
    ],
)
def test_figures_that_can_all_be_true_are_no_difference(a: str, b: str, expected: Relation) -> None:
    for pair in ((a, b), (b, a)):
        left, right = map(sentence, pair)
        assert relation(left, right, 0.0, 0.9, bars=(0.5, 0.5), score=0.9) == expected
        chances = ((0.0, 0.5), (0.9, 0.5))
        ruled = next(ruling(left, right, Alignment("", "", expected, 0.9, ""), chances=chances, score=0.9, bar=0.3))
        assert ("can all be true" in ruled) == (expected == "agree")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("A clerk said that 31 people had died.", "agree"),
        ("A clerk said that 31 people had died; the guild spoke of 52.", "agree"),
        ("A clerk said that 31 people had died and two were missing.", "agree"),
        ("A clerk said that 31 people had come; the guild spoke of 52.", "differ"),
        ("A clerk said that 31 people had died; the guild spoke of 52 hurt.", "differ"),
    ],
)
def test_figures_of_other_fates_are_no_difference(other: str, expected: Relation) -> None:
    for a, b in (("Eleven were injured.", other), (other, "Eleven were injured.")):
        assert relation(sentence(a), sentence(b), 0.0, 0.9, bars=(0.5, 0.5), score=0.9) == expected


def test_figures_of_other_fates_leave_those_of_one_fate_apart() -> None:
    """Though their nouns are not known to count the same."""
    a, b = sentence("Five of the attackers were killed; two were held."), sentence("All seven gunmen were killed.")
    for pair in ((a, b), (b, a)):
        assert relation(*pair, 0.0, 0.9, bars=(0.5, 0.5), score=0.9) == "differ"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The guild has 700 members.", "They offered 6.5 per cent.", "agree"),
        ("The search lasted eleven minutes.", "The four-day search is over.", "agree"),
        ("The guild has 700 members.", "They offered 6.5 per cent; its 180 members left.", "differ"),
        ("The guild has 700 members.", "Three mills stand still.", "differ"),
        ("The guild has 700 members.", "It has many members.", "differ"),
    ],
)
def test_figures_of_unlike_measures_are_no_difference(a: str, b: str, expected: Relation) -> None:
    for pair in ((a, b), (b, a)):
        left, right = map(sentence, pair)
        assert relation(left, right, 0.0, 0.9, bars=(0.5, 0.5), score=0.9) == expected
        chances = ((0.0, 0.5), (0.9, 0.5))
        ruled = next(ruling(left, right, Alignment("", "", "agree", 0.9, ""), chances=chances, score=0.9, bar=0.3))
        assert ("measures" in ruled) == (expected == "agree")


def test_figures_of_a_pair_in_doubt_are_not_disputed() -> None:
    a, b = sentence("Forty schools will open."), sentence("Ninety schools will open.")
    found = [relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=score) for score in (0.29, 0.3)]
    assert found == ["agree", "differ"]
