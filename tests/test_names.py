"""Names: folding, personal names, spellings across transliterations, acronyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.names import (
    abbreviates,
    generation,
    is_acronym,
    is_honour,
    person,
    proper,
    shortens,
    similar,
    told_apart,
    within,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S.'s", ("us",)),
        ("Ministry of Roads", ("ministry", "roads")),
        ("Çelik’s Óbudai Street", ("celik", "obudai", "street")),
        ("Port-of-Vell", ("port", "vell")),
    ],
)
def test_words_are_folded_without_small_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "names", "titles", "generation"),
    [
        ("Gen. Ada Moss", ("ada", "moss"), ("gen",), ""),
        ("Mme. Moss", ("moss",), ("mme",), ""),
        ("Señora Moss", ("moss",), ("senora",), ""),
        ("Omar al-Tavil", ("omar", "tavil"), (), ""),
        ("Yusuf bin Harun", ("yusuf", "harun"), (), ""),
        ("Abdul Rahman Odeh", ("abdrahman", "odeh"), (), ""),
        ("Abdelrahman Odeh", ("abdrahman", "odeh"), (), ""),
        ("Pieter van der Zee Jr.", ("pieter", "zee"), (), "jr"),
    ],
)
def test_personal_names_come_apart(text: str, names: tuple[str, ...], titles: tuple[str, ...], generation: str) -> None:
    assert person(text) == (names, titles, generation)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("karim", "kareem"), ("youssef", "yusuf"), ("qadir", "kader"), ("tchernov", "chernov"), ("mohamed", "muhammad"),
        ("sergey", "sergei"), ("abdallah", "abdullah"), ("mike", "michael"), ("kuznetsov", "kuznetzov"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_similar(a: str, b: str) -> None:
    assert similar(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hasan", "husain"), ("moss", "mass"), ("renn", "wren"), ("marten", "norten"), ("gates", "kates"),
        ("ali", "ala"), ("bashir", "bushir"), ("stone", "stein"),
    ],
)  # fmt: skip
def test_different_names_are_not_similar(a: str, b: str) -> None:
    assert not similar(a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ada Moss", "Moss", True),
        ("Ada B. Moss", "Ada Moss", True),
        ("Ada B. Moss", "Ada C. Moss", False),
        ("A. Moss", "Ada Moss", True),
        ("Ada Moss", "Bea Moss", False),
        ("Ada Moss", "Ada Renn", False),
    ],
)
def test_a_name_is_within_a_fuller_one(a: str, b: str, expected: bool) -> None:
    assert within(person(a).words, person(b).words) is expected


@pytest.mark.parametrize(
    ("acronym", "name", "expected"),
    [
        ("BLR", "the Bureau of Land Records", True),
        ("BoLR", "Bureau of Land Records", True),
        ("N.R.A.", "Northern River Authority", True),
        ("NRA", "Northern Roads Association of Vell", True),
        ("NRA", "Southern River Authority", False),
    ],
)
def test_acronyms_come_from_initials(acronym: str, name: str, expected: bool) -> None:
    assert abbreviates(acronym, name) is expected


def test_only_capitals_are_an_acronym_but_for_a_small_letter_between_two() -> None:
    told = ("BLR", "U.N.", "MoD", "LOWaB", "Bob", "A", "ABCDEFGH", "Mo", "MoDs", "FitzRoy")
    assert [word for word in told if is_acronym(word)] == ["BLR", "U.N.", "MoD", "LOWaB"]


def test_letters_after_a_name_are_told_from_short_names() -> None:
    assert [word for word in ("K.C.", "MP", "PhD", "Esq", "Ma", "Moss", "NRA") if is_honour(word)] == [
        "K.C.", "MP", "PhD", "Esq",
    ]  # fmt: skip


def test_the_proper_name_follows_the_label_before_it() -> None:
    assert proper("Defence Minister Ola Renn", 10, ((10, 26),)) == "Ola Renn"
    assert proper("Ola Renn", 10, ((40, 50),)) == "Ola Renn"


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_reflexive(a: str, b: str) -> None:
    for left in words(a):
        assert similar(left, left)
        for right in words(b):
            assert similar(left, right) == similar(right, left)


@given(st.text(max_size=40))
def test_any_text_has_folded_words(text: str) -> None:
    assert all(word and word == word.casefold() for word in words(text))


def test_a_short_name_with_its_generation_tells_two_people_apart() -> None:
    apart = told_apart(map(person, ("Ada Moss Jr.", "Moss Jr.")))
    assert apart == {"moss"}
    assert generation(person("Ivo Moss"), apart) == "sr"
    assert generation(person("Ivo Renn"), apart) == ""


def test_a_name_may_have_some_of_its_words_as_initials() -> None:
    assert shortens("UV Ostrow", "University of Varnland, Ostrow")
    assert not shortens("UV", "University of Varnland")
    assert not shortens("UK Ostrow", "University of Varnland, Ostrow")
