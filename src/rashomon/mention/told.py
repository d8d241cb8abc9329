"""What an account tells of whoever it names, noted on its phrases before any are joined: kind, gender, generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.lexicon import country
from rashomon.mention.phrase import Phrase
from rashomon.names import FEMALE, MALE, fold, generation, is_title, person, told_apart, words

WHITHER = frozenset({"across", "around", "at", "from", "in", "into", "near", "through", "to", "towards", "within"})


def note(found: Sequence[Phrase], by_head: Mapping[int, int]) -> None:
    """Sets kinds, genders and generations that other phrases of the account tell; `by_head` as in `corefer`."""
    _generations(found)
    _surnames(found)
    _titles(found)
    _firms(found, by_head)


def _generations(found: Sequence[Phrase]) -> None:
    """Notes father or son on the names of an account that tells them apart."""
    people = [phrase for phrase in found if phrase.form == "name" and phrase.kind == "person"]
    apart = told_apart(person(phrase.words) for phrase in people)
    for phrase in people if apart else ():
        phrase.generation = generation(person(phrase.words), apart)


def _surnames(found: Sequence[Phrase]) -> None:
    """A land's name that is somebody's surname in an account is that person: "Ms Holland … Holland said".

    Not where anything is or goes "in Holland", or the land has another name in the account too ("the Dutch").
    """
    named = [phrase for phrase in found if phrase.form == "name"]
    people = [phrase for phrase in named if phrase.kind == "person"]
    full = [phrase for phrase in people if " " in phrase.words or phrase.start < phrase.head.i]
    surnames = {fold(phrase.words.split()[-1]) for phrase in full}
    lands = [phrase for phrase in named if phrase.kind in ("place", "group")]
    doubted = [phrase for phrase in lands if fold(phrase.words) in surnames]
    sure = {canonical(phrase) for phrase in lands if phrase not in doubted or _is_whither(phrase)}
    for phrase in doubted:
        if canonical(phrase) not in sure:
            phrase.kind = "person"


def _is_whither(phrase: Phrase) -> bool:
    return phrase.start > 0 and phrase.head.doc[phrase.start - 1].lower_ in WHITHER


def _titles(found: Sequence[Phrase]) -> None:
    """Notes on each person's name the gender that a title before it tells ("Ms.", "Queen")."""
    for phrase in found:
        if phrase.form == "name" and phrase.kind == "person" and phrase.core is not None:
            titled = phrase.head.doc[max(phrase.core.start - 2, phrase.start) : phrase.core.end]
            told = {token.lower_.rstrip(".") for token in titled}
            phrase.gender = "m" if told & MALE else "f" if told & FEMALE else ""


def _firms(found: Sequence[Phrase], by_head: Mapping[int, int]) -> None:
    """An owner or maker that is said to be a body by its name ("the owner, Moss Minerals") is that body, no person.

    So is "the owner" elsewhere in the account, unless a person is said to be one.
    """
    bodies, people = set[str](), set[str]()
    for phrase in found:
        for other in phrase.equals:
            beside = found[by_head[other.i]] if other.i in by_head else phrase
            described, named = (phrase, beside) if phrase.form == "nominal" else (beside, phrase)
            if _may_be_firm(described) and named.form == "name":
                (bodies if named.kind == "org" else people).add(described.head.lemma_)
    for phrase in found:
        if _may_be_firm(phrase) and phrase.head.lemma_ in bodies - people:
            phrase.kind = "org"


def _may_be_firm(phrase: Phrase) -> bool:
    """True for a description of one person that tells neither gender nor office."""
    one = phrase.form == "nominal" and phrase.kind == "person" and not phrase.plural
    return one and not phrase.gender and not is_title(phrase.head.lemma_)


def canonical(phrase: Phrase) -> str:
    """The name by which equal ones are known: a land for its people, a person without title, other words in full."""
    if phrase.kind == "person":
        return " ".join((*person(phrase.words).words, phrase.generation)).strip()
    found = country(phrase.words)
    if found is not None and (found.form != "capital" or phrase.kind == "org"):
        return found.name
    return " ".join(words(phrase.words))
