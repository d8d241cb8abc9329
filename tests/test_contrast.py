"""Points: how aligned claims cluster, how accounts are counted, and what must not depend on order or copies."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rashomon.contrast import contrast
from rashomon.model import Account, Alignment, Claim, Holder, Point, Relation, Span

AUTHOR = (Holder("author", "author"),)


def telling(name: str, *sentences: str) -> tuple[Account, list[Claim]]:
    """An account of one claim a sentence."""
    text = " ".join(sentences)
    account = Account(name, f"{name}.txt", text, hashlib.sha256(text.encode()).hexdigest())
    claims, at = [], 0
    for number, sentence in enumerate(sentences):
        start = text.index(sentence, at)
        at = start + len(sentence)
        claims.append(Claim(f"{name}.{number}", Span(name, start, at), AUTHOR))
    return account, claims


def linked(a: str, b: str, relation: Relation = "agree", score: float = 0.9) -> Alignment:
    return Alignment(a, b, relation, score, "they share their words")


def case(*told: tuple[Account, list[Claim]]) -> tuple[list[Account], list[Claim]]:
    return [account for account, _ in told], [claim for _, claims in told for claim in claims]


def apart(accounts: Sequence[Account]) -> dict[str, str]:
    """Every account its own group."""
    return {account.id: account.id for account in accounts}


FERRY = "The ferry sank off Port Halden on Monday night."
SANK = "A ferry went down near Port Halden late on Monday."
DEAD = "Twelve people died, the harbour master said."
MORE = "Nineteen people died, according to the owners."
SHORT = "It went down in the dark off Port Halden."
ROUGH = "The sea was rough that night."


def test_agreement_of_two_accounts_is_shared() -> None:
    accounts, claims = case(telling("a0", FERRY), telling("a1", SANK))
    points = contrast(accounts, claims, [linked("a0.0", "a1.0")], apart(accounts))
    expected = [("p0", "shared", ("a0.0", "a1.0"), (("a0.0", "a1.0"),), 2, 2, ())]
    assert [(p.id, p.status, p.claims, p.sides, p.accounts, p.independent, p.silent) for p in points] == expected


def test_wording_is_the_shortest_slice() -> None:
    accounts, claims = case(telling("a0", SANK), telling("a1", FERRY))
    (point,) = contrast(accounts, claims, [linked("a0.0", "a1.0")], apart(accounts))
    assert accounts[1].slice(point.wording) == FERRY


def test_a_plain_statement_words_a_point_before_hearsay() -> None:
    accounts, claims = case(telling("a0", "The owners say that a ferry sank off Halden."), telling("a1", SANK))
    claims[0] = replace(claims[0], holders=(Holder("the owners", "named"), *AUTHOR))
    (point,) = contrast(accounts, claims, [linked("a0.0", "a1.0")], apart(accounts))
    assert accounts[1].slice(point.wording) == SANK


def test_a_point_is_worded_by_what_parts_its_sides() -> None:
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE), telling("a2", SHORT))
    alignments = [linked("a0.0", "a1.0", "differ"), linked("a0.0", "a2.0"), linked("a1.0", "a2.0")]
    (point,) = contrast(accounts, claims, alignments, apart(accounts))
    assert accounts[0].slice(point.wording) == DEAD


def test_a_point_is_not_worded_by_what_hangs_on_it_by_a_thread() -> None:
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE), telling("a2", MORE), telling("a3", SHORT))
    alignments = [linked("a0.0", "a1.0", "differ"), linked("a0.0", "a2.0", "differ"), linked("a1.0", "a2.0")]
    alignments += [linked("a0.0", "a3.0", "differ", 0.35), linked("a1.0", "a3.0", score=0.35)]
    alignments.append(linked("a2.0", "a3.0", score=0.35))
    (point,) = contrast(accounts, claims, alignments, apart(accounts))
    assert accounts[0].slice(point.wording) == DEAD


def test_conflict_makes_two_sides_and_stands_first() -> None:
    accounts, claims = case(telling("a0", FERRY, DEAD), telling("a1", SANK, MORE), telling("a2", DEAD))
    alignments = [
        linked("a0.0", "a1.0"),
        linked("a0.1", "a1.1", "conflict"),
        linked("a0.1", "a2.0"),
        linked("a1.1", "a2.0", "conflict"),
    ]
    points = contrast(accounts, claims, alignments, apart(accounts))
    assert [(p.status, p.sides) for p in points] == [
        ("contested", (("a0.1", "a2.0"), ("a1.1",))),
        ("shared", (("a0.0", "a1.0"),)),
    ]
    assert points[1].silent == ("a2",)


def test_a_side_holds_no_two_claims_that_conflict() -> None:
    """Also where a third claim agrees with both, and more than they conflict."""
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE), telling("a2", ROUGH))
    alignments = [
        linked("a0.0", "a1.0", "conflict", 0.4),
        linked("a0.0", "a2.0", score=0.6),
        linked("a1.0", "a2.0", score=0.5),
    ]
    (point,) = contrast(accounts, claims, alignments, apart(accounts))
    assert (point.status, point.sides) == ("contested", (("a0.0", "a2.0"), ("a1.0",)))


def test_difference_without_conflict_differs() -> None:
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE))
    (point,) = contrast(accounts, claims, [linked("a0.0", "a1.0", "differ")], apart(accounts))
    assert (point.status, len(point.sides)) == ("differs", 2)


def test_a_copy_alone_is_no_second_voice() -> None:
    accounts, claims = case(telling("a0", FERRY), telling("a1", FERRY))
    (point,) = contrast(accounts, claims, [linked("a0.0", "a1.0")], {"a0": "g0", "a1": "g0"})
    assert (point.status, point.accounts, point.independent) == ("single", 2, 1)


def test_an_account_that_was_not_read_is_not_silent() -> None:
    accounts, claims = case(telling("a0", FERRY))
    unread = Account("a1", "a1.pdf", "", "0", status="failed", reason="encrypted")
    (point,) = contrast([*accounts, unread], claims, [], {"a0": "a0"})
    assert point.silent == ()


def test_one_long_sentence_does_not_chain_two_matters() -> None:
    long = f"{FERRY[:-1]}, and {DEAD[0].lower()}{DEAD[1:]}"
    accounts, claims = case(telling("a0", long), telling("a1", SANK, DEAD), telling("a2", FERRY, MORE))
    alignments = [
        linked("a1.0", "a2.0"),
        linked("a1.1", "a2.1"),
        linked("a0.0", "a1.0", score=0.7),
        linked("a0.0", "a2.0", score=0.7),
        linked("a0.0", "a1.1", score=0.6),
    ]
    points = contrast(accounts, claims, alignments, apart(accounts))
    assert {point.claims for point in points} == {("a0.0", "a1.0", "a2.0"), ("a1.1", "a2.1")}


def test_a_difference_is_not_lost_to_a_better_agreement() -> None:
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE), telling("a2", FERRY, SANK))
    alignments = [linked("a0.0", "a1.0", "differ", 0.4), linked("a0.0", "a2.0", score=0.5)]
    points = contrast(accounts, claims, alignments, apart(accounts))
    assert {(point.status, point.claims) for point in points} == {
        ("differs", ("a0.0", "a1.0")), ("single", ("a2.0",)), ("single", ("a2.1",)),
    }  # fmt: skip


def test_a_conflict_is_not_lost_to_a_likelier_one() -> None:
    accounts, claims = case(telling("a0", DEAD), telling("a1", MORE), telling("a2", FERRY))
    alignments = [linked("a0.0", "a1.0", "differ", 0.9), linked("a0.0", "a2.0", "conflict", 0.4)]
    (point,) = contrast(accounts, claims, alignments, apart(accounts))
    assert (point.status, point.claims) == ("contested", ("a0.0", "a1.0", "a2.0"))


# --- What must hold for any case ---------------------------------------------------------------------------

WORDS = ["ferry", "harbour", "storm", "captain", "crew", "night", "port", "owner", "rescue", "signal"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(
    lambda words: " ".join(words).capitalize() + "."
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Account], list[Claim], list[Alignment]]:
    """Two to four accounts of invented sentences, with alignments between any of their claims."""
    told = [
        telling(f"a{n}", f"Report number {n}.", *draw(st.lists(SENTENCE, min_size=1, max_size=4)))
        for n in range(draw(st.integers(2, 4)))
    ]
    accounts, claims = case(*told)
    pairs = [(x.id, y.id) for x in claims for y in claims if x.span.account < y.span.account]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    relations: list[Relation] = ["agree", "differ", "conflict"]
    alignments = [linked(a, b, draw(st.sampled_from(relations)), draw(st.integers(3, 10)) / 10) for a, b in chosen]
    return accounts, claims, alignments


@given(cases())
def test_every_claim_is_in_exactly_one_point(given_case: tuple[list[Account], list[Claim], list[Alignment]]) -> None:
    accounts, claims, alignments = given_case
    points = contrast(accounts, claims, alignments, apart(accounts))
    assert sorted(claim for point in points for claim in point.claims) == sorted(claim.id for claim in claims)
    for point in points:
        assert sorted(claim for side in point.sides for claim in side) == sorted(point.claims)
    assert [point.id for point in points] == [f"p{n}" for n in range(len(points))]


def names(points: Sequence[Point], renamed: dict[str, str]) -> list[tuple[object, ...]]:
    """What a point says, with account ids replaced."""

    def claim(identity: str) -> str:
        account, number = identity.split(".")
        return f"{renamed[account]}.{number}"

    return [
        (
            point.status,
            frozenset(map(claim, point.claims)),
            frozenset(frozenset(map(claim, side)) for side in point.sides),
            (renamed[point.wording.account], point.wording.start, point.wording.end),
            point.accounts,
            point.independent,
            frozenset(renamed[account] for account in point.silent),
        )
        for point in points
    ]


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_accounts_changes_nothing(
    given_case: tuple[list[Account], list[Claim], list[Alignment]],
    random: object,
) -> None:
    accounts, claims, alignments = given_case
    order = [account.id for account in accounts]
    random.shuffle(order)  # type: ignore[attr-defined]
    renamed = {old: f"a{new}" for new, old in enumerate(order)}

    def claim_id(identity: str) -> str:
        account, number = identity.split(".")
        return f"{renamed[account]}.{number}"

    moved_accounts = sorted((replace(a, id=renamed[a.id]) for a in accounts), key=lambda account: account.id)
    moved_claims = [
        replace(c, id=claim_id(c.id), span=replace(c.span, account=renamed[c.span.account])) for c in claims
    ]
    moved_claims.sort(key=lambda claim: claim.span)
    moved_alignments = [replace(x, a=claim_id(x.a), b=claim_id(x.b)) for x in reversed(alignments)]
    before = contrast(accounts, claims, alignments, apart(accounts))
    after = contrast(moved_accounts, moved_claims, moved_alignments, apart(moved_accounts))
    assert names(after, {new: old for old, new in renamed.items()}) == names(before, {a.id: a.id for a in accounts})


@given(cases())
def test_an_identical_copy_changes_no_status_and_no_count(
    given_case: tuple[list[Account], list[Claim], list[Alignment]],
) -> None:
    accounts, claims, alignments = given_case
    before = contrast(accounts, claims, alignments, apart(accounts))
    copied = accounts[0].id
    copy = replace(accounts[0], id="a9", path="copy.txt")
    copies = [
        replace(c, id=f"a9.{c.id.split('.')[1]}", span=replace(c.span, account="a9"))
        for c in claims
        if c.span.account == copied
    ]
    twins = {c.id: f"a9.{c.id.split('.')[1]}" for c in claims if c.span.account == copied}
    repeated = [
        replace(x, a=twins.get(x.a, x.a), b=twins.get(x.b, x.b)) for x in alignments if x.a in twins or x.b in twins
    ]
    between = [linked(original, twin, score=1.0) for original, twin in twins.items()]
    groups = apart(accounts) | {"a9": copied}
    after = contrast([*accounts, copy], [*claims, *copies], [*alignments, *repeated, *between], groups)
    said = [(p.status, p.independent, tuple(c for c in p.claims if not c.startswith("a9."))) for p in after]
    assert sorted(said) == sorted((p.status, p.independent, p.claims) for p in before)
