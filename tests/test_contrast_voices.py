"""On whose word points rest, who holds each side, and why accounts are silent."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rashomon.contrast import contrast
from rashomon.contrast.voices import distinct, voices
from rashomon.model import Account, Alignment, Claim, Holder, Point, Relation, Span, Time

AUTHOR = Holder("author", "author")
SPOKESMAN = Holder("Ada Moss", "named")
OFFICIALS = Holder("officials", "unnamed")


def told(name: str, *held: Holder, text: str = "The dam at Velm broke in the night.") -> Claim:
    """One claim that fills an account."""
    return Claim(f"{name}.0", Span(name, 0, len(text)), (*held, AUTHOR))


def account(name: str, text: str, published: str | None = None) -> Account:
    return Account(name, f"{name}.txt", text, hashlib.sha256(f"{name}{text}".encode()).hexdigest(), published=published)


def apart(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def test_five_accounts_that_quote_one_spokesman_are_one_voice() -> None:
    claims = [told(f"a{n}", SPOKESMAN) for n in range(5)]
    assert voices(claims, apart("a0", "a1", "a2", "a3", "a4"), {}) == (1, ("Ada Moss",))


def test_forms_of_one_name_are_one_source() -> None:
    claims = [told("a0", Holder("Moss", "named")), told("a1", Holder("Ms. Ada Moss", "named"))]
    assert voices(claims, apart("a0", "a1"), {}) == (1, ("Ms. Ada Moss",))


def test_a_source_known_as_one_actor_is_one_voice_under_all_its_names() -> None:
    claims = [told("a0", Holder("ABC", "named", actor="x1")), told("a1", Holder("Asker News", "named", actor="x1"))]
    assert voices(claims, apart("a0", "a1"), {"x1": "Asker News"}) == (1, ("Asker News",))
    assert voices(claims, apart("a0", "a1"), {})[0] == 2


def test_own_words_and_unnamed_sources_are_voices_of_their_own() -> None:
    claims = [told("a0"), told("a1", OFFICIALS), told("a2", OFFICIALS), told("a3", SPOKESMAN)]
    assert voices(claims, apart("a0", "a1", "a2", "a3"), {}) == (4, ("Ada Moss",))


def test_the_nearest_holder_is_the_ultimate_source() -> None:
    claims = [told("a0", SPOKESMAN, Holder("the Courier", "named")), told("a1", SPOKESMAN)]
    assert voices(claims, apart("a0", "a1"), {}) == (1, ("Ada Moss",))


def test_two_people_of_different_names_stay_two() -> None:
    assert distinct(["Ada Moss", "Bo Lind", "Lind"]) == ("Ada Moss", "Bo Lind")


@given(st.lists(st.sampled_from(["author", "officials", "Ada Moss", "Moss", "Bo Lind"]), min_size=1, max_size=6))
def test_voices_are_at_least_one_and_a_copy_adds_none(holders: list[str]) -> None:
    kinds = {"author": AUTHOR, "officials": OFFICIALS}
    claims = [told(f"a{n}", kinds.get(name, Holder(name, "named"))) for n, name in enumerate(holders)]
    groups = apart(*(claim.span.account for claim in claims))
    count, sources = voices(claims, groups, {})
    copy = replace(claims[0], id="a9.0", span=replace(claims[0].span, account="a9"))
    assert 1 <= count <= len(claims)
    assert voices([*claims, copy], groups | {"a9": "a0"}, {}) == (count, sources)


# --- Points ------------------------------------------------------------------------------------------------

BROKE = "The dam at Velm broke in the night."
HELD = "The dam at Velm did not break."
FLED = "Hundreds of people left their houses."
FAIR = "The summer fair of Oster opens on Saturday with a concert."


def case(*tellings: tuple[str, str | None, tuple[str, ...]]) -> tuple[list[Account], list[Claim]]:
    """Accounts by name, date and sentences, one claim a sentence."""
    accounts, claims = [], []
    for name, published, sentences in tellings:
        text = " ".join(sentences)
        accounts.append(account(name, text, published))
        for n, sentence in enumerate(sentences):
            start = text.index(sentence)
            claims.append(Claim(f"{name}.{n}", Span(name, start, start + len(sentence)), (AUTHOR,)))
    return accounts, claims


def linked(a: str, b: str, relation: Relation = "agree") -> Alignment:
    return Alignment(a, b, relation, 0.9, "they share their words")


def point_of(points: tuple[Point, ...], claim: str) -> Point:
    return next(point for point in points if claim in point.claims)


def test_a_silent_account_published_before_all_tellers_is_earlier() -> None:
    accounts, claims = case(
        ("a0", "2031-05-03", (BROKE,)), ("a1", "2031-05-04", (BROKE,)), ("a2", "2031-05-02", (FLED,))
    )
    points = contrast(accounts, claims, [linked("a0.0", "a1.0")], apart("a0", "a1", "a2"))
    assert point_of(points, "a0.0").reasons == ("earlier",)


def test_a_silent_account_published_before_the_event_is_earlier() -> None:
    accounts, claims = case(("a0", None, (BROKE,)), ("a1", "2031-05-02", (FLED,)))
    claims[0] = replace(claims[0], times=(Time(Span("a0", 0, 3), "2031-05-03"),))
    points = contrast(accounts, claims, [], apart("a0", "a1"))
    assert point_of(points, "a0.0").reasons == ("earlier",)


def test_accounts_of_one_day_are_not_earlier_than_each_other() -> None:
    accounts, claims = case(("a0", "2031-05-03T20:00", (BROKE,)), ("a1", "2031-05-03T07:00", (FAIR,)))
    points = contrast(accounts, claims, [], apart("a0", "a1"))
    assert point_of(points, "a0.0").reasons == ("elsewhere",)


def test_an_account_that_tells_what_stands_beside_leaves_the_point_out() -> None:
    accounts, claims = case(("a0", None, (BROKE, FLED)), ("a1", None, (FLED,)), ("a2", None, (FAIR,)))
    points = contrast(accounts, claims, [linked("a0.1", "a1.0")], apart("a0", "a1", "a2"))
    point = point_of(points, "a0.0")
    assert (point.silent, point.reasons) == (("a1", "a2"), ("omits", "elsewhere"))


def test_an_account_that_names_two_of_its_actors_in_one_claim_treats_the_matter() -> None:
    accounts, claims = case(("a0", None, (BROKE,)), ("a1", None, (HELD,)))
    claims = [replace(claim, actors=("p0", "p1")) for claim in claims]
    points = contrast(accounts, claims, [], apart("a0", "a1"))
    assert point_of(points, "a0.0").reasons == ("omits",)


def test_each_side_names_its_holders() -> None:
    accounts, claims = case(("a0", None, (BROKE,)), ("a1", None, (HELD,)))
    claims = [replace(claims[0], holders=(SPOKESMAN, AUTHOR)), claims[1]]
    (point,) = contrast(accounts, claims, [linked("a0.0", "a1.0", "conflict")], apart("a0", "a1"))
    assert [(side, held) for side, held in zip(point.sides, point.held, strict=True)] == [
        (("a0.0",), ("Ada Moss",)),
        (("a1.0",), ("author",)),
    ]
