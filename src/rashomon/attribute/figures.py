"""Finds who an account names or describes: names with their titles, fullest forms and gender, and people unnamed.

Number and gender come from titles, nouns and common given names; a bare surname stands for the longest name that
ends in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from rashomon import names
from rashomon.attribute import given
from rashomon.attribute.link import Range
from rashomon.attribute.titles import LABELS, is_name, is_post, rank, title_words, titles_of
from rashomon.lexicon import country, noun, noun_kind
from rashomon.model import ActorKind
from rashomon.proper import propers
from rashomon.tokens import Tokens

NAMES = frozenset(("PERSON", "ORG", "LOC", "GPE", "NORP"))
GENDERED = names.MALE | names.FEMALE
CIVIL = frozenset(("mr", "mrs", "ms", "miss", "mx", "sir", "dame"))
BRACKETS = str.maketrans("", "", "[]")
UNCLOSED = re.compile(r"\s*\([^)]*$")  # what a name cut short or glued to its party leaves ("Ada Moss(R")
NEAR = 8  # tokens after a verb in which "his" or "her" is its subject's
BODY = "BODY"
Named = tuple[Span, str]
"""Where a name stands, titles aside, and its words."""
BESIDE = ("flat", "compound", "appos", "nmod:desc", "name", "goeswith", "list", "nmod:unmarked")


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody the text has named or described: token range, full name or own words, and what is known of them.

    `rank` has the words before their titles ("finance" of "the finance minister").
    """

    start: int
    end: int
    name: str
    label: str
    he: bool | None = None
    plural: bool = False
    titles: frozenset[str] = frozenset()
    subject: bool = False
    rank: frozenset[str] = frozenset()


def base(noun: Token) -> Range:
    """A noun with what precedes it in its phrase and the names beside it."""
    tokens = [noun.i] + [
        t.i
        for child in noun.children
        if child.i < noun.i or child.dep_.split(":")[0] in ("flat", "compound")
        if child.dep_ not in ("case", "cc", "punct", "mark", "conj", "nsubj", "cop")
        for t in child.subtree
    ]
    return min(tokens), max(tokens) + 1


def words_of(doc: Doc, span: Range) -> str:
    """The words of a range on one line, without a possessive mark at the end."""
    text = " ".join(doc[span[0] : span[1]].text.split())
    return text.removesuffix("'s").removesuffix("’s").strip(" ,;:")


def full_names(ents: Iterable[Named], people: Collection[str]) -> dict[str, list[str]]:
    """For each last name, and each first name in one family only, whom an account names so, longest names first."""
    full: dict[str, list[str]] = {}
    firsts: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for _, name in ents if name in people):
        words = name.split()
        if words and not is_post(name):
            full.setdefault(words[-1], []).append(name)
        if len(words) > 1:
            firsts.setdefault(words[0], []).append(name)
    for first, wholes in firsts.items():
        if len({whole.split()[-1] for whole in wholes}) == 1:
            full[first] = full.get(first, []) + wholes
    return {word: sorted(wholes, key=lambda whole: -len(whole.split())) for word, wholes in full.items()}


def fullest(name: str, he: bool | None, full: Mapping[str, Sequence[str]], *, sure: bool = False) -> str | None:
    """The longest name that holds a shorter one and is not known to be of the other gender; `sure`: known to agree."""
    wholes = [whole for whole in full.get(name.rsplit(maxsplit=1)[-1], ()) if name in whole]
    genders = {whole: _gender(frozenset(), whole) for whole in wholes}
    agree = [whole for whole in wholes if he is not None and genders[whole] is he]
    others = [whole for whole in wholes if not sure and (he is None or genders[whole] is None)]
    return next(iter(agree + others), None)


def proper_names(doc: Doc) -> Iterator[Named]:
    """Every proper name of what was analysed, as a span with its label, and its words; none inside another."""
    last = 0
    for found in propers(doc):
        core = found.core
        if core.start >= last:
            yield Span(doc, core.start, core.end, _label(core, found.kind)), plain(core)
            last = core.end


def _label(core: Span, kind: ActorKind) -> str:
    """The entity label of a kind; the adjective of a country ("Danish") is a group's, which "it" never takes up."""
    found = country(core.text)
    return "NORP" if found is not None and found.form != "name" and kind == "place" else LABELS[kind]


def plain(core: Span) -> str:
    """The words of a name on one line, without an editor's brackets and a possessive mark."""
    return UNCLOSED.sub("", words_of(core.doc, (core.start, core.end)).translate(BRACKETS)).rstrip("'’")


def is_written_as_name(token: Token) -> bool:
    """True for a proper noun that begins as names do, with a capital or a digit."""
    return token.pos_ == "PROPN" and (token.text[0].isupper() or token.text[0].isdigit())


def named(
    words: Tokens, ents: Sequence[Named], people: Collection[str], full: Mapping[str, Sequence[str]]
) -> Iterator[Figure]:
    """The names of an account; a surname under titles of both genders ("Mr. and Mrs. Moss") keeps its title."""
    couples = _couples(ents)
    for ent, name in (*ents, *_unmarked(words, people)):
        label = "PERSON" if name in people else ent.label_
        if not is_name(ent, name):
            continue
        titles, whole, he = frozenset[str](), name, None
        if label == "PERSON":
            titles = frozenset(titles_of(ent))
            he = _gender(titles, name)
            # "Ada Moss" and "Ben Moss" are two, and "Mr. Moss" is the second; a bare surname goes to the longest form.
            longest = fullest(name, he, full, sure=name in couples and he is not None)
            whole = longest or f"{_honorific(ent)} {name}".strip()
            he = _gender(titles, whole)
        held = frozenset(word for title in title_words(ent) for word in rank(title)) if titles else titles
        yield Figure(ent.start, ent.end, whole, label, he, label == "NORP", titles, _is_subject(ent.root), held)


def bodies(words: Tokens) -> Iterator[Figure]:
    """The organisations the text describes without a name: "the company"."""
    for i in _nouns(words):
        if words.ent_type[i] or words.dep[i] in BESIDE or noun_kind(words.lemma[i]) != "org":
            continue
        if words.lower[i] == words.lemma[i]:  # one, not several
            token = words.doc[i]
            span = base(token)
            yield Figure(*span, words_of(words.doc, span), BODY, subject=_is_subject(token))


def _nouns(words: Tokens) -> Iterator[int]:
    """Where the common nouns are."""
    return (i for i, pos in enumerate(words.pos) if pos == "NOUN")


def persons(ents: Iterable[Named]) -> frozenset[str]:
    """The names marked as a person's at least as often as anything else, or after "Mr" or "Mrs" once."""
    marked: Counter[tuple[str, bool]] = Counter()
    called: set[str] = set()
    for ent, name in ents:
        marked[name, ent.label_ == "PERSON"] += 1
        if ent.doc[max(0, ent.start - 1)].lower_.rstrip(".") in CIVIL:
            called.add(name)
    often = {name for name, person in marked if person and marked[name, True] >= marked[name, False]}
    return frozenset((called | often) - {""})


def _unmarked(words: Tokens, people: Collection[str]) -> Iterator[Named]:
    """Where the reader left a person's name unmarked."""
    for i, pos in enumerate(words.pos):
        if pos == "PROPN" and not words.ent_type[i] and words.doc[i].text in people:
            span = words.doc[i : i + 1]
            yield span, plain(span)


def _couples(ents: Iterable[Named]) -> frozenset[str]:
    """The surnames that go with titles of both genders."""
    seen: dict[str, set[bool]] = {}
    for ent, name in ents:
        title = _honorific(ent).lower().rstrip(".") if ent.label_ == "PERSON" else ""
        if title:
            seen.setdefault(name, set()).add(title in names.MALE)
    return frozenset(name for name, genders in seen.items() if len(genders) > 1)


def _honorific(ent: Span) -> str:
    """The title right before a name that tells he from she ("Mrs."), else nothing."""
    near = ent.doc[max(0, ent.start - 2) : ent.start]
    return next((t.text for t in near if t.lower_.rstrip(".") in GENDERED and t.is_title), "")


def _gender(titles: frozenset[str], name: str) -> bool | None:
    """True for he, False for she, None where neither titles nor the given name tell."""
    first = name.split(maxsplit=1)[0].lower()
    nouns = {_noun_gender(title) for title in titles}
    signs = (
        (titles & names.MALE, titles & names.FEMALE),
        (first in given.HE, first in given.SHE),
        ("m" in nouns, "f" in nouns),
    )
    return next((bool(he) for he, she in signs if bool(he) != bool(she)), None)


@lru_cache(maxsize=1 << 14)
def _noun_gender(lemma: str) -> str:
    """ "m", "f" or "" by what a noun means or ends in ("spokeswoman")."""
    if lemma in given.SHE_NOUNS or lemma.endswith(("woman", "women")):
        return "f"
    if lemma in given.HE_NOUNS or (
        lemma.endswith(("man", "men")) and noun_kind(lemma) == "person" and lemma not in ("human", "woman")
    ):
        return "m"
    known = noun(lemma)
    return known.gender if known else ""


def described(words: Tokens) -> Iterator[Figure]:
    """People the text describes without a name: "a spokeswoman", "two officials"."""
    for i in _nouns(words):
        lemma = words.lemma[i]
        if noun_kind(lemma) != "person" or words.dep[i] in BESIDE or words.ent_type[i] in NAMES:
            continue
        token, lower = words.doc[i], words.lower[i]
        if not _is_predicate(token):
            he = {"m": True, "f": False}.get(_noun_gender(lemma))
            span = base(token)
            plural = lower != lemma and lower.endswith(("s", "men", "women", "people"))
            own = words_of(words.doc, span)
            yield Figure(*span, own, "NOMINAL", he, plural, frozenset((lemma,)), _is_subject(token))


def _is_predicate(token: Token) -> bool:
    """True for what somebody is said to be ("she is a driver"), which tells of nobody new."""
    return any(c.dep_ == "cop" for c in token.children)


def _is_subject(token: Token) -> bool:
    """True for a subject, and for a name beside one ("the director, Ada Moss, left")."""
    while token.dep_.startswith(BESIDE) and token.head.i < token.i:
        token = token.head
    return token.dep_.startswith("nsubj")


def with_gender(words: Tokens, figures: list[Figure]) -> Iterator[Figure]:
    """Each person with the gender any of their namings shows, else the one of what is theirs ("Moss took her hat")."""
    known: dict[str, bool] = {}
    for figure in figures:
        if figure.label == "PERSON" and figure.he is not None:
            known.setdefault(figure.name, figure.he)
    for name, votes in _possessions(words, figures).items():
        if votes and name not in known:
            known[name] = votes > 0
    for figure in figures:
        if figure.label == "PERSON" and figure.he is None and figure.name in known:
            yield replace(figure, he=known[figure.name])
        else:
            yield figure


def _possessions(words: Tokens, figures: list[Figure]) -> dict[str, int]:
    """How many more times "his" than "her" follows in the clause of which a person is the subject."""
    votes: dict[str, int] = {}
    for figure in figures:
        if figure.label != "PERSON" or not figure.subject:
            continue
        subject = words.doc[figure.start : figure.end].root.i
        verb = words.head[subject]
        for i in range(verb + 1, min(verb + NEAR, len(words.doc))) if verb > subject else ():
            other = words.dep[i].startswith("nsubj") or words.ent_type[i] == "PERSON"
            if other or words.sentence[i] != words.sentence[subject]:
                break
            if words.dep[i] == "nmod:poss" and words.lower[i] in ("his", "her"):
                votes[figure.name] = votes.get(figure.name, 0) + (1 if words.lower[i] == "his" else -1)
                break
    return votes
