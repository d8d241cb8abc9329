"""The word tables: kinds of nouns, countries, judging words, verbs of deeds."""

from importlib.resources import files
from typing import get_args

import pytest

from rashomon.lexicon import country, deed_type, is_loaded, kin, noun, singular
from rashomon.model import DeedType


@pytest.mark.parametrize(
    ("lemma", "kind"),
    [
        ("general", "person"), ("spokeswoman", "person"), ("militia", "org"), ("ministry", "org"), ("crowd", "group"),
        ("province", "place"), ("quarry", "place"), ("tanker", "other"), ("vice-president", "person"),
    ],
)  # fmt: skip
def test_nouns_name_kinds_of_actors(lemma: str, kind: str) -> None:
    found = noun(lemma)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("lemma", ["idea", "argument", "water", "year", "attack", "thing", "xyzzy"])
def test_nouns_for_things_name_no_actor(lemma: str) -> None:
    assert noun(lemma) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bandits", "bandit"), ("bosses", "boss"), ("deputies", "deputy"), ("Women", "woman"), ("press", "press"),
        ("police", "police"), ("ideas", "ideas"), ("Angeles", "Angeles"),
    ],
)  # fmt: skip
def test_a_plural_is_of_a_noun_for_actors(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_gendered_nouns_tell_the_gender() -> None:
    found = [noun(lemma) for lemma in ("king", "widow", "general")]
    assert [each.gender for each in found if each] == ["m", "f", ""]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the Netherlands", ("Netherlands", "name")), ("Holland", ("Netherlands", "name")),
        ("Dutch", ("Netherlands", "people")),
        ("Norwegians", ("Norway", "people")), ("Lisbon", ("Portugal", "capital")), ("Atlantis", None),
    ],
)  # fmt: skip
def test_countries_by_name_people_and_capital(words: str, expected: tuple[str, str] | None) -> None:
    assert country(words) == expected


def test_judging_words_are_loaded_and_plain_ones_are_not() -> None:
    told = [word for word in ("thug", "heroic", "power-hungry", "spokesman", "minister", "tall") if is_loaded(word)]
    assert told == ["thug", "heroic", "power-hungry"]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("arrest", "COERCE"), ("fire on", "ASSAULT"), ("fire", "SANCTION"), ("Meet with", "CONSULT"),
        ("press", "REQUEST"), ("remand", "COERCE"), ("phone", "CONSULT"), ("press on", None),
        ("walk", None), ("", None),
    ],
)  # fmt: skip
def test_verbs_of_deeds_have_a_type(verb: str, expected: str | None) -> None:
    assert deed_type(verb) == expected


def test_every_type_of_deed_has_verbs_and_no_verb_two_types() -> None:
    rows = [
        line.split("\t") for line in files("rashomon.lexicon").joinpath("deeds.tsv").read_text("utf-8").splitlines()
    ]
    verbs = [verb for _, listed in rows for verb in listed.split()]
    assert sorted(kind for kind, _ in rows) == sorted(get_args(DeedType))
    assert len(verbs) == len(set(verbs))


def test_an_abbreviated_country_may_have_spaces() -> None:
    assert country("U. S.") == country("U.S.") is not None


def test_a_state_by_its_style_is_the_country() -> None:
    found = country("the Kingdom of Denmark")
    assert found is not None
    assert found.name == "Denmark"
    assert country("Republic of Letters") is None


def test_one_kind_of_people_has_several_words() -> None:
    assert kin("rebel") == kin("Militant") != kin("protester") == kin("rioter")
    assert kin("ferry") is None
