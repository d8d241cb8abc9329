"""Common nouns that mostly name people, bodies, groups, places or craft, and which of them name nobody here."""

from __future__ import annotations

import re

from spacy.tokens import Token

from rashomon.lexicon import GOVERNMENTS, Noun, country, noun
from rashomon.mention.edges import LAW, OF, left_edge, right_edge
from rashomon.mention.labels import denied
from rashomon.mention.phrase import Phrase, is_plural
from rashomon.model import ActorKind
from rashomon.names import TITLES
from rashomon.proper.offices import is_after_office
from rashomon.proper.read import HYPHENS

NOT_HEADS = {"compound", "fixed", "flat", "nmod:desc", "goeswith", "reparandum", "dep", "nmod:unmarked", "obl:unmarked"}
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
PARTNERS = frozenset({"of", "with", "between"})
SEATED = frozenset({"of", "in"})
ADVERBIAL = frozenset({
    ("at", "school"), ("by", "force"), ("in", "accord"), ("in", "court"), ("in", "force"), ("in", "office"),
    ("in", "town"), ("into", "force"), ("on", "board"),
})  # fmt: skip
"""A preposition and a bare noun that together tell where or how, and name nobody."""
VAGUE = frozenset({"authority", "center", "centre", "division", "office", "opposition", "service", "society", "staff"})
"""Bodies only as such or with whose or what they are: "the service", "the ferry division", not "full authority"."""
DUTIES = frozenset({"keep", "mount", "play", "stand"})
SHORE = frozenset({
    "both", "either", "opposite", "far", "near", "left", "right", "river", "north", "south", "east", "west",
    "northern", "southern", "eastern", "western",
})  # fmt: skip
"""Of a bank: it is a river's."""
NAMELESS = re.compile(r"\b(?:not|declin\w+|refus\w+) to be (?:named|identified)|\banonym(?:ity|ously)\b")


def nominal(token: Token) -> Phrase | None:
    """A common noun that mostly names people, an organisation, a group, a place or a craft, with its noun phrase."""
    if TITLES.get(token.lower_.rstrip(".")) == "":
        return None  # "sir", "madam" are forms of address
    found = _named_by(token)
    if found is None or (token.dep_ in NOT_HEADS and not (found.kind == "org" and _is_told_apart(token))):
        return None
    plural = is_plural(token)
    if _is_of_a_kind(token, plural=plural) or _is_nobody(token) or _has_none(token) or _is_duty(token):
        return None
    if _is_abstract(token, plural=plural) or _is_inside_word(token) or is_after_office(token):
        return None
    kind: ActorKind = "group" if plural and found.kind == "person" else found.kind
    edge = right_edge(token, PARTNERS if kind == "other" else SEATED if _is_seated(token) else OF)
    return Phrase(
        *(left_edge(token, token.i), edge, token, "nominal", kind),
        gender=found.gender, plural=plural, nameless=_is_nameless(token),
    )  # fmt: skip


def _is_told_apart(token: Token) -> bool:
    """True for a body inside another phrase with a word of its own ("Moss administration officials")."""
    return token.dep_ == "compound" and (not token.text.islower() or any(True for _ in token.lefts))


def _is_seated(token: Token) -> bool:
    """True for a government told by its seat ("the regime in Paris")."""
    return token.lemma_ in GOVERNMENTS and any(child.dep_ == "nmod" and country(child.text) for child in token.rights)


def _is_nameless(token: Token) -> bool:
    """True for a source that is told without a name ("an official, who asked not to be named, said")."""
    clauses = [child for child in token.rights if child.dep_.startswith("acl")]
    if token.dep_ == "nsubj":
        clauses += [child for child in token.head.children if child.dep_ in ("obl", "advcl")]
    return any(NAMELESS.search(token.doc[each.left_edge.i : each.right_edge.i + 1].text) for each in clauses)


def _is_of_a_kind(token: Token, *, plural: bool) -> bool:
    """True for a possessor that only tells the kind ("gunner's mate"): one in lower case, with no word of its own."""
    return token.dep_ == "nmod:poss" and token.text.islower() and not plural and not list(token.lefts)


def _is_duty(token: Token) -> bool:
    """True for what one does rather than whom one meets ("stood guard", "played host")."""
    return token.dep_ == "obj" and token.head.lemma_.lower() in DUTIES and not list(token.lefts)


def _is_abstract(token: Token, *, plural: bool) -> bool:
    """True for a power, a seat, an attitude or a duty rather than a body: one of VAGUE that nothing tells apart."""
    if token.lemma_ not in VAGUE or (plural and token.lemma_ == "authority"):
        return False
    whose = [child for child in token.lefts if child.dep_ in ("compound", "nmod:poss") or child.ent_type_]
    told = any(child.pos_ != "PRON" or token.lemma_ in ("office", "staff") for child in whose)
    aim = any(child.dep_ == "acl" and child.left_edge.lower_ == "to" for child in token.rights)
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts if child.dep_ == "det")
    return not told and (aim or not definite)


def _is_inside_word(token: Token) -> bool:
    """True for a part of a word with hyphens ("court-martialed", "across-the-board")."""
    doc, i = token.doc, token.i
    after = i + 1 < len(doc) and doc[i + 1].text in HYPHENS and not token.whitespace_ and not doc[i + 1].whitespace_
    before = i > 1 and doc[i - 1].text in HYPHENS and not doc[i - 1].whitespace_ and doc[i - 2].lower_ in ARTICLES | OF
    return (after and doc[i + 1 : i + 1 + LAW].text.lower() != "-in-law") or before


def _is_nobody(token: Token) -> bool:
    """True for what somebody is said not to be ("is no hero"); "not the minister" is somebody all the same."""
    return any(child.dep_ == "cop" for child in token.children) and not has_the(token) and denied(token)


def _has_none(token: Token) -> bool:
    """True for "no lorry", which there was not."""
    return any(child.dep_ == "det" and child.lower_ in ("no", "neither") for child in token.lefts)


def _named_by(token: Token) -> Noun | None:
    """What a noun names, as the last word of a compound ("coast guard") or alone; "on board", "both banks" nothing.

    The coast guard is a body, coast guards are people.
    """
    before = token.nbor(-1).lower_ if token.i else ""
    if (before, token.lower_) in ADVERBIAL or (token.lemma_ == "bank" and before in SHORE):
        return None
    alone, both = noun(token.lemma_), noun(f"{before} {token.lemma_}")
    several = is_plural(token) and alone is not None and alone.kind == "person"
    return alone if several else both or alone


def has_the(head: Token) -> bool:
    return any(child.dep_ == "nmod:poss" or child.lower_ == "the" for child in head.lefts)
