"""Alignment: what pairs, in what relation and why; what order and copies must not change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rashomon.align import align, judgements
from rashomon.align.features import FEATURES, TOGETHER, Case, Facing, measured
from rashomon.align.relation import relation
from rashomon.align.scoring import NAMES, models, scored
from rashomon.align.sides import Sentence, numbers, rarity, sides, stem
from rashomon.align.slots import slot
from rashomon.align.trees import load
from rashomon.model import Account, Alignment, Claim, Holder, Polarity, Span, Time
from rashomon.text import segments

AUTHOR = (Holder("author", "author"),)

GAZETTE = (
    "Ferry sinks off Port Halden\n\nThe ferry Kestrel sank off Port Halden on Monday night after striking a reef. "
    "Twelve passengers drowned, harbour master Ada Moss said. The owners, Brightwater Lines, denied that the ship had "
    "been overloaded. Rescue boats searched until dawn."
)
COURIER = (
    "Questions over Kestrel disaster\n\nThe Kestrel struck a reef and went down near Port Halden late on Monday. "
    "Harbour master Ada Moss put the number of drowned passengers at nineteen. A deckhand said the ferry was badly "
    "overloaded. The town council meets on Friday to discuss the bus timetable."
)
BULLETIN = (
    "Port Halden council notes\n\nThe council will meet on Friday to discuss the timetable of the buses. "
    "The ferry Kestrel sank on Monday night."
)


def account(identity: str, text: str) -> Account:
    title = text.splitlines()[0]
    return Account(identity, f"{identity}.txt", text, hashlib.sha256(text.encode()).hexdigest(), title=title)


def claims_of(told: Account) -> list[Claim]:
    """One claim a sentence, the title left out."""
    found = [cut for cut in segments(told.text) if cut.start > 0]
    return [Claim(f"{told.id}.{n}", Span(told.id, cut.start, cut.end), AUTHOR) for n, cut in enumerate(found)]


def aligned(*accounts: Account) -> tuple[Alignment, ...]:
    return align(accounts, [claim for told in accounts for claim in claims_of(told)], ())


def words_of(accounts: Sequence[Account], found: Sequence[Alignment]) -> set[frozenset[str]]:
    """Every alignment as the words it links, its relation and its score, without any id."""
    texts = {claim.id: told.slice(claim.span) for told in accounts for claim in claims_of(told)}
    return {frozenset((texts[x.a], texts[x.b], x.relation, f"{x.score:.3f}")) for x in found}


@pytest.fixture(scope="module")
def three() -> tuple[Account, ...]:
    return account("a0", GAZETTE), account("a1", COURIER), account("a2", BULLETIN)


def test_the_same_event_in_other_words_is_aligned(three: tuple[Account, ...]) -> None:
    pairs = {(x.a, x.b) for x in aligned(*three)}
    assert {("a0.0", "a1.0"), ("a1.3", "a2.0")} <= pairs
    assert ("a0.3", "a2.0") not in pairs


def test_scores_are_probabilities_and_features_are_named(three: tuple[Account, ...]) -> None:
    for found in aligned(*three):
        assert 0 <= found.score <= 1
        assert tuple(name for name, _ in found.features) == NAMES
        assert found.why


def test_what_is_in_another_language_is_aligned_by_its_very_words_alone(three: tuple[Account, ...]) -> None:
    shared = "Rescue boats searched until dawn."
    other = account("a1", f"{COURIER} {shared}")
    assert len(aligned(three[0], other)) > 1
    found = aligned(three[0], replace(other, language="de"))
    assert words_of((three[0], other), found) <= {frozenset((shared, "agree", f"{one.score:.3f}")) for one in found}
    assert len(found) == 1


def test_two_runs_are_equal(three: tuple[Account, ...]) -> None:
    assert aligned(*three) == aligned(*three)


def test_order_of_accounts_changes_nothing(three: tuple[Account, ...]) -> None:
    turned = tuple(replace(told, id=f"a{n}") for n, told in enumerate(reversed(three)))
    assert words_of(turned, aligned(*turned)) == words_of(three, aligned(*three))


def test_a_copy_adds_its_own_alignments_and_changes_none(three: tuple[Account, ...]) -> None:
    copy = replace(three[0], id="a3", path="copy.txt")
    before, after = aligned(*three), aligned(*three, copy)
    assert [x for x in after if "a3" not in (x.a[:2], x.b[:2])] == list(before)
    twins = {(x.a, x.b): x.score for x in after if x.a.startswith("a0") and x.b.startswith("a3")}
    assert twins == {(f"a0.{n}", f"a3.{n}"): 1.0 for n in range(4)}


def test_one_account_alone_and_none_at_all(three: tuple[Account, ...]) -> None:
    assert aligned(three[0]) == ()
    assert align((), (), ()) == ()


def test_account_without_claims_is_left_out(three: tuple[Account, ...]) -> None:
    assert align(three, claims_of(three[0]), ()) == ()


def test_two_claims_of_one_sentence_are_aligned_by_their_own_words() -> None:
    left = account("a0", "Title\n\nThe ministry says the dam held, but villagers say the dam broke at noon.")
    right = account("a1", "Title\n\nThe ministry says that the dam held, but villagers say that the dam broke at noon.")
    cut, other = left.text.index(", but"), right.text.index(", but")
    claims = [
        Claim("a0.0", Span("a0", 7, cut), AUTHOR),
        Claim("a0.1", Span("a0", cut + 6, len(left.text)), AUTHOR),
        Claim("a1.0", Span("a1", 7, other), AUTHOR),
        Claim("a1.1", Span("a1", other + 6, len(right.text)), AUTHOR),
    ]
    from rashomon.embed import embed

    claims = [*embed(left, tuple(claims[:2])), *embed(right, tuple(claims[2:]))]
    assert {(x.a, x.b) for x in align((left, right), claims, ())} == {("a0.0", "a1.0"), ("a0.1", "a1.1")}


def test_every_feature_is_symmetric_and_says_what_it_is(three: tuple[Account, ...]) -> None:
    a, b, *_ = both = sides(three, [claim for told in three for claim in claims_of(told)])
    case = Case(both, judgements(both))
    there, back = measured(Facing(a, b, case)), measured(Facing(b, a, case))
    np.testing.assert_allclose(there, back.transpose(1, 0, 2), atol=1e-5)
    assert all(feature.__doc__ and feature.__doc__.endswith(".") for feature in (*FEATURES, *TOGETHER))


def test_calibration_never_falls() -> None:
    models, _ = load()
    for model in models.values():
        assert (np.diff(model.knots[1]) >= 0).all()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,000 fighters", {4000}),
        ("ten thousand people", {10000}),
        ("twenty-five men and $3.5 million", {25, 3.5e6}),
        ("in 2019, 14 of them", {2019, 14}),
        ("none", set()),
    ],
)
def test_numbers(text: str, expected: set[float]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(("one", "other"), [("attacks", "attack"), ("killed", "killing"), ("parties", "party")])
def test_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_rarity_follows_frequency() -> None:
    assert rarity("the") < rarity("government") < rarity("lighthouse") < rarity("kestrelby")


@pytest.mark.parametrize(
    ("conflict", "differ", "expected"),
    [(0.1, 0.1, "agree"), (0.9, 0.3, "conflict"), (0.2, 0.8, "differ"), (0.6, 0.9, "differ")],
)
def test_relation(conflict: float, differ: float, expected: str) -> None:
    plain = sentence("It rained.")
    assert relation(plain, plain, conflict, differ, bars=(0.5, 0.5), score=0.4) == expected


def sentence(text: str, *dates: str, polarity: Polarity = "asserts") -> Sentence:
    times = tuple(Time(Span("a0", 0, 1), date) for date in dates)
    claim = Claim("a0.0", Span("a0", 0, len(text)), AUTHOR, polarity=polarity, times=times)
    return Sentence("a0", 0, len(text), text, (claim,))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Eleven officers were hurt.", "The ministry said 17 officers were hurt.", "differ"),
        ("Hundreds of people marched.", "Some 608 people marched.", "agree"),
        ("Twelve sailors and two officers died.", "Two officers and 12 sailors died.", "agree"),
        ("Eleven officers were hurt.", "The march drew 17 singers.", "agree"),
    ],
)
def test_figures_for_one_thing_that_cannot_both_be_true_differ(a: str, b: str, expected: str) -> None:
    """However sure the models are of agreement, two numbers for one counted thing are shown as a difference."""
    assert relation(sentence(a), sentence(b), 0.0, 0.0, bars=(0.5, 0.5), score=0.4) == expected


def test_a_denial_in_so_many_words_conflicts_with_an_assertion_only() -> None:
    denial = sentence("The colonel denied that the soldiers had fired.", polarity="denies")
    told = sentence("The soldiers fired at our legs first.")
    same = sentence("No shot was fired, the minister said.", polarity="denies")
    for pair in ((denial, told), (told, denial)):
        assert relation(*pair, 0.0, 0.0, bars=(0.5, 0.5), score=0.4) == "conflict"
    assert relation(denial, same, 0.0, 0.0, bars=(0.5, 0.5), score=0.4) == "agree"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (sentence("Twelve people drowned."), sentence("Nineteen people drowned."), "quantity"),
        (sentence("It sank on Monday.", "2020-01-06"), sentence("It sank on Sunday.", "2020-01-05"), "time"),
        (
            sentence("“The ship was never full,” she said."),
            sentence("She said: “The ship was never quite full.”"),
            "wording",
        ),
    ],
)
def test_slot(a: Sentence, b: Sentence, expected: str) -> None:
    assert slot(a, b) == expected


def test_only_likely_pairs_are_read_together_and_only_those_are_shown(three: tuple[Account, ...]) -> None:
    compared = sides(three, [claim for told in three for claim in claims_of(told)])
    found = scored(Facing(compared[0], compared[1], Case(compared, judgements(compared))))
    first, pair = models()
    odds = found.rows[..., -len(TOGETHER) :]
    assert found.read.any()
    assert not found.read.all()
    assert not odds[~found.read].any()
    assert (odds[found.read] > 0).all()
    assert (found.scores[~found.read] < first.threshold).all()
    assert first.threshold < pair.threshold


def test_how_telling_a_word_is_does_not_depend_on_the_order(three: tuple[Account, ...]) -> None:
    there = account("a3", "Title\n\nThe owners deny it. The boats were searching, and searches go on.")
    both = sides((*three, there), [claim for told in (*three, there) for claim in claims_of(told)])
    assert Case(both, {}).weights == Case(both[::-1], {}).weights
