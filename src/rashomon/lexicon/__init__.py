"""Words with a meaning the steps need: what a common noun names, whose adjective a word is, which words judge.

The tables are data beside this file, made by training/lexicon.py (countries.tsv, deeds.tsv, given.tsv and kindred.txt
are kept by hand); NOTICE says from what. They are small on purpose and know English only. A noun has the kind it most
often has: "general" is a person here, whatever the sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from rashomon.model import ActorKind, DeedType

# What states call themselves before their name ("the Arab Republic of …"); in the table where the rest is no name.
_STYLE = re.compile(r"^(?:[\w']+ ){0,2}(?:republic|kingdom|sultanate|principality|federation) of (?:the )?")

GOVERNMENTS = frozenset({"authority", "authorities", "government", "junta", "leadership", "monarchy", "regime"})
"""What a country's rule is called beside its name or seat ("the Danish government", "the regime in Oslo")."""

PLURALS = (("men", "man"), ("ies", "y"), ("ses", "s"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
"""Endings of plurals with that of the singular."""

CountryForm = Literal["name", "people", "capital"]

_SPACED = re.compile(r"(?<=\b\w)\. (?=\w\.)")  # "U. S."


class Country(NamedTuple):
    """A country's usual name, and by which form it was named: its name, its adjective or people, or its capital."""

    name: str
    form: CountryForm


class Noun(NamedTuple):
    """What a common noun names, and the only gender it names ("m", "f" or "")."""

    kind: ActorKind
    gender: str


def _table(name: str) -> list[list[str]]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


@cache
def _nouns() -> dict[str, Noun]:
    return {row[0]: Noun(cast(ActorKind, row[1]), row[2] if len(row) > 2 else "") for row in _table("nouns.tsv")}


@cache
def _broader() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in _table("broader.tsv")}


@cache
def _given() -> dict[str, str]:
    return {row[0]: row[1] for row in _table("given.tsv")}


@cache
def _loaded() -> frozenset[str]:
    return frozenset(row[0] for row in _table("loaded.txt"))


@cache
def _kindred() -> dict[str, str]:
    return {word: row[0].split()[0] for row in _table("kindred.txt") for word in row[0].split()}


@cache
def _deeds() -> dict[str, DeedType]:
    return {verb.replace("_", " "): cast(DeedType, row[0]) for row in _table("deeds.tsv") for verb in row[1].split()}


@cache
def _countries() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for name, aliases, peoples, *capitals in _table("countries.tsv"):
        forms: tuple[tuple[CountryForm, list[str]], ...] = (
            ("name", [name, *aliases.split(",")]),
            ("people", [form for word in peoples.split(",") if word for form in (word, f"{word}s")]),
            ("capital", ",".join(capitals).split(",")),
        )
        for form, words in forms:
            for word in filter(None, words):
                found.setdefault(word.casefold(), Country(name, form))
    return found


@lru_cache(maxsize=1 << 16)
def noun(lemma: str) -> Noun | None:
    """What the common noun names if it mostly names people, organisations, groups, places or craft, else None.

    A compound written with a hyphen ("vice-president") is looked up by its last part where the whole is unknown; one
    written with a space ("coast guard") only as a whole.
    """
    word = lemma.casefold()
    return _nouns().get(word) or _nouns().get(word.rpartition("-")[2])


def noun_kind(lemma: str) -> ActorKind | None:
    """The kind alone of what the common noun names."""
    found = noun(lemma)
    return found.kind if found else None


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """The noun for actors that a word is the plural of ("bandits": "bandit"), any other word as it is."""
    folded = word.casefold()
    made = (folded[: -len(end)] + one for end, one in PLURALS if folded.endswith(end))
    return next((one for one in made if one in _nouns()), word)


@lru_cache(maxsize=1 << 16)
def given_gender(name: str) -> str:
    """ "m" or "f" for a common given name that almost always is a man's or a woman's, else ""."""
    return _given().get(name.casefold(), "")


@lru_cache(maxsize=1 << 16)
def broader(lemma: str) -> frozenset[str]:
    """The words for people of which this noun is a kind ("colonel": officer, soldier …), in any of its senses."""
    return _broader().get(lemma.casefold(), frozenset())


def kin(lemma: str) -> str | None:
    """One word for the kind of people that accounts call by this word or another ("rebel", "militant"), else None."""
    return _kindred().get(lemma.casefold())


@lru_cache(maxsize=1 << 16)
def country(words: str) -> Country | None:
    """The country that a name, adjective, demonym or capital belongs to, "the" and a state's style aside, else None."""
    folded = _SPACED.sub(".", words.casefold().removeprefix("the ").strip())
    return _countries().get(folded) or _countries().get(_STYLE.sub("", folded))


@lru_cache(maxsize=1 << 16)
def deed_type(verb: str) -> DeedType | None:
    """The PLOVER type of what one does to another by this verb ("arrest", "beat up", "fire on"), None if it has none.

    It is the type of the verb's commonest sense between people; a preposition is part of the verb where it decides.
    """
    return _deeds().get(verb.casefold())


def is_loaded(word: str) -> bool:
    """True if the word judges whom it is said of ("thugs", "heroic"); of a hyphenated word, if any part does."""
    folded = word.casefold()
    whole = folded in _loaded() or singular(folded) in _loaded()
    return whole or any(part in _loaded() for part in folded.split("-") if len(part) > 3)
