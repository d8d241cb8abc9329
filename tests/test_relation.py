"""In what two sentences differ, rule by rule, and that a later figure is called an update."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rashomon.align.features import Case
from rashomon.align.links import can_conflict, links
from rashomon.align.relation import denial, relation
from rashomon.align.ruling import ruling
from rashomon.align.sides import Sentence, sides
from rashomon.align.slots import RULES, figures, slot
from rashomon.align.why import differing, why
from rashomon.model import Account, Alignment, Claim, Holder, Polarity, Span, Time

AUTHOR = (Holder("author", "author"),)


def sentence(text: str, *dates: str, account: str = "a0", places: tuple[str, ...] = ()) -> Sentence:
    times = tuple(Time(Span(account, 0, 1), date) for date in dates)
    claim = Claim(f"{account}.0", Span(account, 0, len(text)), AUTHOR, times=times, places=places)
    return Sentence(account, 0, len(text), text, (claim,))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Twelve people drowned.", "Nineteen people drowned.", "quantity"),
        ("Dozens of boats came to help.", "Thirty boats came to help.", "quantity"),
        ("The council meets on Tuesday.", "The council meets on Thursday.", "time"),
        ("The gate shut at 6 p.m.", "The gate shut at 7:30 p.m.", "time"),
        ("She said: “The ship was never full.”", "“The ship was never quite full,” she said.", "wording"),
        ("The valve burst because of frost.", "The valve burst; a worker was to blame, he said.", "cause"),
        ("The pump failed.", "The pump failed in response to the shock.", "cause"),
        ("The letter came from Ada Moss.", "The letter came from Bo Lind.", "actor"),
        ("The letter was short.", "The letter was long.", "cause"),
    ],
)
def test_slot(a: str, b: str, expected: str) -> None:
    assert slot(sentence(a), sentence(b)) == expected
    assert slot(sentence(b), sentence(a)) == expected


def test_dates_that_do_not_fit_differ_in_time() -> None:
    assert slot(sentence("It sank then.", "2031-01-06"), sentence("It sank then.", "2031-01-05")) == "time"
    assert slot(sentence("It sank then.", "2031-01-06"), sentence("It sank then.", "2031-01")) == "cause"


def test_shares_that_differ_on_two_days_differ_in_quantity() -> None:
    a, b = sentence("They offered 4 per cent.", "2031-01-05"), sentence("The offer is 6 per cent.", "2031-01-06")
    assert slot(a, b) == slot(b, a) == "quantity"


def test_times_of_day_stand_against_each_other() -> None:
    a, b = sentence("At least 40 gates were shut before 7 p.m."), sentence("At 6 p.m. all 62 gates were shut.")
    assert differing(a, b, "differ", slot(a, b)) == "“7 p.m.” against “6 p.m.”"


def test_places_named_apart_differ_in_place() -> None:
    a, b = sentence("They met there.", places=("Velm",)), sentence("They met there.", places=("Oster",))
    assert slot(a, b) == "place"


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=lambda rule: rule.__name__)
def test_rules_are_symmetric(rule: object) -> None:
    texts = (
        "Ada Moss said on Monday that 12 people drowned because of frost.",
        "At least 19 people drowned in Velm in March, Bo Lind said: “We were never warned of it.”",
        "“We were not warned of it,” the owners said.",
    )
    for a in map(sentence, texts):
        for b in map(sentence, texts):
            assert rule(a, b) == rule(b, a)  # type: ignore[operator]


SAYING = "“They came over the wall and shot at everything,” Moss said."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Moss said that they “came over the wall”.", "agree"),
        ("They “came over the wall” and “shot at everything”, Moss said.", "agree"),
        ("They “came through the wall” and “shot at everything”, Moss said.", "differ"),
        ("“They came and shot at everything,” Moss said.", "differ"),
        ("Moss said: “They never came over the wall and never shot at everything.”", "differ"),
    ],
)
def test_what_is_quoted_in_part_is_no_other_wording(other: str, expected: str) -> None:
    for a, b in ((SAYING, other), (other, SAYING)):
        pair = sentence(a), sentence(b)
        assert slot(*pair) == "wording"
        assert relation(*pair, 0.0, 0.9, bars=(0.5, 0.5), score=0.9) == expected
        chances, alignment = ((0.0, 0.5), (0.9, 0.5)), Alignment("", "", "agree", 0.9, "")
        ruled = next(ruling(*pair, alignment, chances=chances, score=0.9, bar=0.3))
        assert ("quotes whole" in ruled) == (expected == "agree")


def denying(text: str) -> Sentence:
    made = sentence(text)
    return replace(made, claims=tuple(replace(claim, polarity="denies") for claim in made.claims))


@pytest.mark.parametrize(
    ("told", "assertion", "expected"),
    [
        ("The sluice was never opened by the warden.", "The warden had opened the sluice, a farmer said.", "conflict"),
        ("The warden did not sleep; the sluice was open.", "The warden had opened the sluice.", "agree"),
        ("The warden did not open the sluice.", "The warden refused to open the sluice, a farmer said.", "agree"),
        ("The sluice was not opened.", "No sluice was opened that night.", "agree"),
    ],
)
def test_a_denial_of_most_of_what_both_say_conflicts(told: str, assertion: str, expected: str) -> None:
    a, b = denying(told), sentence(assertion)
    assert (denial(a, b) is not None) == (expected == "conflict")
    for pair in ((a, b), (b, a)):
        assert relation(*pair, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == expected


def test_what_both_deny_is_no_conflict() -> None:
    a, b = denying("The sluice was never opened by the warden."), denying("The warden never opened the sluice.")
    assert relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == "agree"


def test_two_that_only_deny_do_not_conflict() -> None:
    """Whatever the models say; and one denial and one assertion may."""
    a, b = denying("No trace of tar was found in the well."), denying("Traces of tar are not found there.")
    assert relation(a, b, 0.9, 0.0, bars=(0.5, 0.5), score=0.9) == "agree"
    assert relation(a, sentence("Tar was found in it."), 0.9, 0.0, bars=(0.5, 0.5), score=0.9) == "conflict"


def test_acquitted_and_not_guilty_are_one() -> None:
    a, b = sentence("Moss was acquitted of two counts of fraud."), denying("He was not guilty of two counts of fraud.")
    assert relation(a, b, 0.9, 0.0, bars=(0.5, 0.5), score=0.9) == "agree"
    assert (
        relation(sentence("He was guilty of two counts of fraud."), b, 0.9, 0.0, bars=(0.5, 0.5), score=0.9)
        == "conflict"
    )


def test_a_denial_of_something_else_is_no_conflict() -> None:
    a, b = denying("The warden denied that he had slept; a pump burst."), sentence("A pump burst in the frost.")
    assert relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == "agree"


def test_ages_of_two_people_are_no_figures_apart() -> None:
    a, b = sentence("A 19-year-old apprentice died in Velm."), sentence("At the mill Tom Brisk, 52, died.")
    assert not figures(a, b)
    assert differing(a, b, "differ", "quantity") == ""
    assert figures(b, sentence("The miller Tom Brisk, 54, died."))


def test_days_and_hours_are_no_figures_apart() -> None:
    a, b = sentence("Two drowned at 6:37 a.m. on 14 March."), sentence("Two drowned at 7:10 a.m. on 15 March.")
    assert slot(a, b) == "time"


def told(first: str | None, second: str | None) -> str:
    """Why two figures differ, in accounts of two dates."""
    texts = ("Twelve people drowned off Velm.", "Nineteen people drowned off Velm.")
    accounts = [
        Account(f"a{n}", f"a{n}.txt", text, str(n), published=date)
        for n, (text, date) in enumerate(zip(texts, (first, second), strict=True))
    ]
    claims = [Claim(f"{one.id}.0", Span(one.id, 0, len(one.text)), AUTHOR) for one in accounts]
    compared = sides(accounts, claims)
    a, b = (side.sentences[0] for side in compared)
    return why(a, b, "differ", "quantity", Case(compared, {}))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2031-05-03", "2031-05-05", ", the second published 2 days later: it may be an update;"),
        ("2031-05-04T23:00", "2031-05-03", ", the first published a day later: it may be an update;"),
    ],
)
def test_a_figure_published_later_may_be_an_update(first: str, second: str, expected: str) -> None:
    assert expected in told(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2031-05-03", "2031-05-03T20:00"),
        ("2031-05", "2031-05-03"),
        ("2031-05", "2031-06"),
        (None, "2031-05-03"),
        ("soon", "2031-05-03"),
    ],
)
def test_without_dates_that_are_days_apart_nothing_is_called_an_update(first: str | None, second: str) -> None:
    assert "update" not in told(first, second)


def held(text: str, holder: str, polarity: Polarity = "asserts", actor: str | None = None) -> Sentence:
    holders = (Holder(holder, "named", actor=actor), *AUTHOR)
    claim = Claim("a0.0", Span("a0", 0, len(text)), holders, polarity=polarity)
    return Sentence("a0", 0, len(text), text, (claim,))


@pytest.mark.parametrize(
    ("other", "expected"), [("Moss", "agree"), ("Ada Moss", "agree"), ("Bo Lind", "conflict"), ("Ada Lind", "conflict")]
)
def test_a_conflict_needs_two_voices(other: str, expected: str) -> None:
    a = held("Ada Moss denied that the valve burst in the frost.", "Ada Moss", "denies")
    b = held("The valve burst in the frost, the owners said.", other)
    assert relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == expected
    assert relation(a, b, 0.9, 0.0, bars=(0.5, 0.5), score=0.9) == expected


@pytest.mark.parametrize(("actor", "expected"), [("x0", "agree"), ("x1", "conflict"), (None, "conflict")])
def test_one_actor_of_two_names_is_one_voice(actor: str | None, expected: str) -> None:
    a = held("The NRA denied that the valve burst in the frost.", "NRA", "denies", "x0")
    b = held("The valve burst in the frost, the owners said.", "Northern River Authority", actor=actor)
    assert relation(a, b, 0.9, 0.0, bars=(0.5, 0.5), score=0.9) == expected


def deed(text: str, predicate: str, polarity: Polarity = "asserts", *, actors: tuple[str, ...] = ("x0",)) -> Sentence:
    span = Span("a0", 0, len(text))
    claim = Claim("a0.0", span, AUTHOR, polarity=polarity, predicate=predicate, actors=actors)
    return Sentence("a0", 0, len(text), text, (claim,))


def test_a_deed_denied_conflicts_where_it_is_surely_one() -> None:
    was, was_not = "The captain was arrested on Tuesday.", "The captain has not been arrested."
    asserted, denied = deed(was, "arrest"), deed(was_not, "arrest", "denies")
    for a, b in ((asserted, denied), (denied, asserted)):
        assert relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == "conflict"
        assert relation(a, b, 0.0, 0.0, bars=(0.5, 0.5), score=0.4) == "agree"
    for other in (
        deed(was_not, "arrest", "denies", actors=("x1",)),
        deed(was_not, "say", "denies"),
        deed(was_not, "arrest"),
    ):
        assert relation(asserted, other, 0.0, 0.0, bars=(0.5, 0.5), score=0.9) == "agree"


def test_figures_of_one_thing_stand_against_each_other() -> None:
    a = sentence("Sixty-two per cent of those who cross earn little.")
    b = sentence("Some 90,000 people cross, 41 per cent of them by bus.")
    assert differing(a, b, "differ", "quantity") == "“Sixty-two per cent” against “41 per cent”"


def two_claims(text: str, cut: int, first: Polarity, second: Polarity) -> Sentence:
    """A sentence cut in two claims at a place."""
    claims = (
        Claim("a0.0", Span("a0", 0, cut), AUTHOR, polarity=first),
        Claim("a0.1", Span("a0", cut, len(text)), AUTHOR, polarity=second),
    )
    return Sentence("a0", 0, len(text), text, claims)


def test_why_speaks_of_the_claim_and_no_other_words_of_its_sentence() -> None:
    a = two_claims("He said the fire was out and nobody was killed.", 25, "asserts", "denies")
    b = sentence("The fire was never out.", account="a1")
    compared = sides([Account("a0", "", a.text, ""), Account("a1", "", b.text, "")], [*a.claims, *b.claims])
    case = Case(compared, {})
    assert b.part(b.claims[0]) is b
    assert a.part(a.claims[1]).text == "and nobody was killed."
    assert "“never”" in why(a.part(a.claims[0]), b, "conflict", None, case)
    assert why(a.part(a.claims[1]), b, "conflict", None, case).startswith("Read as opposed, though no word")
    assert "opposed" not in why(a.part(a.claims[1]), b, "agree", None, case)


def test_why_names_a_denial_only_of_what_both_speak_of() -> None:
    a, b = sentence("The Act was read but not heard, a clerk said."), sentence("The Act was read by the magistrate.")
    case = Case(sides([Account(s.account, "", s.text, "") for s in (a, b)], [*a.claims, *b.claims]), {})
    assert "“not”" not in why(a, b, "conflict", None, case)
    other = sentence("The Act was not read by the magistrate.")
    assert "“not”" in why(other, b, "conflict", None, case)


@pytest.mark.parametrize(
    ("told", "other", "expected"),
    [
        ("The warden was not at the sluice.", "The warden had led the work himself.", "“not”"),
        ("Calling it an accident is a lie told by the owners.", "The valve burst in the frost.", "“lie”"),
        ("No wind blew; the boat did not arrive.", "The boat had been seen.", "“not”"),
        ("The warden was not at the sluice.", "He never slept.", ""),
    ],
)
def test_the_only_denial_of_two_opposed_claims_is_named(told: str, other: str, expected: str) -> None:
    """Whatever it reaches; but none where the other denies something as well."""
    made = denying(told)
    a = replace(made, claims=(replace(made.claims[0], predicate="arrive"),))
    for pair in ((a, sentence(other)), (sentence(other), a)):
        assert differing(*pair, "conflict", None) == (
            expected and f"one denies or negates ({expected}), the other does not"
        )
    assert differing(sentence(told), sentence(other), "conflict", None) == ""


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("She had seen him before.", "He said that she urged him to go.", "The two sentences are near in meaning"),
        ("No boat came over.", "Over the bar no boat had come.", "Both have “boat”"),
    ],
)
def test_little_words_are_no_evidence(a: str, b: str, expected: str) -> None:
    pair = sentence(a), sentence(b, account="a1")
    held = (*pair, *(sentence("Rain fell.", account=f"a{n}") for n in (2, 3, 4)))
    case = Case(sides([Account(s.account, "", s.text, "") for s in held], [s.claims[0] for s in held]), {})
    assert why(*pair, "agree", None, case) == expected


def test_a_denial_reaches_no_other_claim_of_its_sentence() -> None:
    a = two_claims("The baker dismissed it and said boys had robbed the mill.", 23, "denies", "asserts")
    assert denial(a, sentence("Boys robbed the mill.")) is None
    assert denial(denying(a.text), sentence("Boys robbed the mill.")) is not None


def test_a_conflict_is_of_the_claim_that_denies() -> None:
    a = two_claims("A gate was shut and the warden never opened the sluice.", 16, "asserts", "denies")
    b = sentence("The warden opened the sluice.", account="a1")
    assert [(x.id, y.id, said) for x, y, said in links(a, b, "conflict", None, 0.9)] == [("a0.1", "a1.0", "conflict")]


def test_a_difference_is_of_the_claims_with_its_figures() -> None:
    a = two_claims("The gate fell at dawn and two people drowned.", 22, "asserts", "asserts")
    b = two_claims("Nine people drowned and the gate fell.", 19, "asserts", "asserts")
    near, far = (np.array(vector, "<f2").tobytes() for vector in ((1, 0), (0, 1)))
    a, b = (replace(s, claims=tuple(map(lambda c, v: replace(c, vector=v), s.claims, (near, far)))) for s in (a, b))
    found = [(x.id, y.id, said) for x, y, said in links(a, b, "differ", "quantity", 0.9)]
    assert found == [("a0.1", "a0.0", "differ")]
    turned = replace(b, claims=(replace(b.claims[0], vector=far), replace(b.claims[1], vector=near)))
    found = [(x.id, y.id, said) for x, y, said in links(a, turned, "differ", "quantity", 0.9)]
    assert found == [("a0.1", "a0.0", "differ"), ("a0.0", "a0.1", "agree")]


@pytest.mark.parametrize(("figure", "expected"), [("52", "a0.1"), ("six", "a0.0")])
def test_claims_that_give_one_figure_belong_together(figure: str, expected: str) -> None:
    """Though others are nearer in meaning; but a small number stands in many a clause."""
    a = two_claims(f"The mayor said 31 had drowned; the guild spoke of {figure}.", 30, "asserts", "asserts")
    b = sentence(f"At least {figure} people drowned.", account="a1")
    near, far = (np.array(vector, "<f2").tobytes() for vector in ((1, 0), (0, 1)))
    a = replace(a, claims=tuple(map(lambda c, v: replace(c, vector=v), a.claims, (near, far))))
    b = replace(b, claims=(replace(b.claims[0], vector=near),))
    assert [x.id for x, _, _ in links(a, b, "agree", None, 0.9)] == [expected]
    assert [x.id for x, _, _ in links(a, b, "differ", "place", 0.9)] == ["a0.0"]


def test_of_two_sentences_only_claims_that_can_conflict_do() -> None:
    a = two_claims("He said the fire was out and nobody was killed.", 25, "asserts", "denies")
    drone, none = sentence("A drone fell."), denying("There are no dead.")
    out, nobody = a.claims
    assert not can_conflict(a, nobody, none, none.claims[0], 0.9)
    assert can_conflict(a, nobody, drone, drone.claims[0], 0.3)
    assert not can_conflict(a, out, drone, drone.claims[0], 0.3)
    assert can_conflict(a, out, drone, drone.claims[0], 0.4)
    assert [(x, y, said) for x, y, said in links(a, drone, "conflict", None, 0.9)] == [
        (nobody, drone.claims[0], "conflict")
    ]


@pytest.mark.parametrize(
    ("b", "score", "expected"),
    [
        ("He gave his coat to a child.", 0.3, "agree"),
        ("He gave his coat to a child.", 0.5, "conflict"),
        ("He gave no coat to a child.", 0.3, "conflict"),
    ],
)
def test_a_doubtful_pair_conflicts_only_where_one_denies(b: str, score: float, expected: str) -> None:
    a = sentence("The keeper was away from the lantern.")
    assert relation(a, sentence(b), 0.9, 0.0, bars=(0.5, 0.5), score=score) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Of 48 persons, fourteen perished.", "Eleven were drowned, and her two boys.", "“fourteen” against “Eleven”"),
        ("They were kept from 23 of the 310 mills.", "They were kept from 32 mills.", "“23” against “32”"),
        ("Some 180 mm of rain fell in 36 hours.", "In 48 hours 146 mm fell.", "“Some 180 mm” against “146 mm”"),
        ("Now 22 people are missing.", "Thirty-eight died; two are missing.", "“22” against “two”"),
        ("At least 14 people died.", "Nine more bodies took the number of dead to 31.", "“At least 14” against “31”"),
        ("She lost by 60 votes, if one asks them.", "He won by 80 votes out of some 2,900.", "“60” against “80”"),
        ("By 23 to 18 they voted to close four of the 11 mills.", "Five mills will close.", "“four” against “Five”"),
        ("Moss, 58, said at least 40 boats left.", "In all, 62 boats left.", "“at least 40” against “62”"),
    ],
)
def test_parts_and_wholes_and_ages_stand_behind_what_is_counted(a: str, b: str, expected: str) -> None:
    assert differing(sentence(a), sentence(b), "differ", "quantity") == expected


def timed(text: str, verb: str, *days: str) -> Sentence:
    """A sentence of one claim with this verb, told of these days."""
    times = tuple(Time(Span("a0", 0, 1), day) for day in days)
    claim = Claim("a0.0", Span("a0", 0, len(text)), AUTHOR, predicate=verb, times=times)
    return Sentence("a0", 0, len(text), text, (claim,))


RAISED = timed("The alarm was raised at 2 a.m.", "raise", "2031-05-04T02:00")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (timed("The alarm was raised at 4 a.m.", "raise"), "differ"),
        (timed("The alarm was raised at 4 a.m.", "raise", "2031-05-04T04:00"), "differ"),
        (timed("The alarm was raised at 2:07 a.m.", "raise"), "agree"),
        (timed("The alarm was raised at 4 a.m.", "raise", "2031-05-05T04:00"), "agree"),
        (timed("The brigade arrived at 4 a.m.", "arrive"), "agree"),
        (timed("The alarm was raised at 2 a.m. and again at 4 a.m.", "raise"), "agree"),
    ],
)
def test_one_deed_at_two_times_of_day_differs(other: Sentence, expected: str) -> None:
    for pair in ((RAISED, other), (other, RAISED)):
        assert relation(*pair, 0.0, 0.0, bars=(0.5, 0.5), score=0.6) == expected
    assert relation(RAISED, other, 0.0, 0.0, bars=(0.5, 0.5), score=0.4) == "agree"


def test_minutes_before_and_after_midnight_are_near() -> None:
    before, after = timed("The alarm was raised at 11:55 p.m.", "raise"), timed("It was raised at 12:05 a.m.", "raise")
    assert relation(before, after, 0.0, 0.0, bars=(0.5, 0.5), score=0.6) == "agree"
