"""Where a noun phrase begins and ends, by the parse: what of its neighbours belongs to a head."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.proper.read import HYPHENS, POSSESSIVE
from rashomon.tokens import LINE_MARKS

NOMINAL = {"ADJ", "NOUN", "PROPN", "NUM", "DET", "X", "SYM"}
OUTSIDE = {"case", "cc", "mark", "punct", "nsubj", "nsubj:pass", "obj", "root", "ROOT", "conj", "appos", "cop", "advcl"}
OF = frozenset({"of"})
RANGE = OF | {"among", "at", "in", "on", "within"}
"""Before what bounds a superlative: the tallest man "in the room" need not be the tallest man."""
LONGEST_TAIL = 12
LAW = 4  # tokens of "-in-law"


def left_edge(head: Token, start: int) -> int:
    """The first token of the noun phrase of `head` whose name proper begins at `start`, going left without a gap.

    Going left, each word must depend on one already in the phrase and be a word of noun phrases: a modifier that the
    parse hangs on another modifier belongs all the same, a clause or a phrase with a preposition does not. Modifiers
    come with what they are joined to ("a rich and idle lord", "a half-drowned man"); "pro-Moss" is not Moss.
    """
    doc, edge, last = head.doc, min(start, head.i), max(start, head.i)
    while edge > 0 and not doc[edge].is_sent_start:
        before = doc[edge - 1]
        owner = before.head
        if before.lower_ in POSSESSIVE and owner.i == edge - 2 and edge <= owner.head.i <= last:
            edge = left_edge(owner, owner.i)
        elif is_glue(before) and not before.is_sent_start and (edge < start or doc[edge].pos_ != "PROPN"):
            edge -= 2
        elif edge <= owner.i <= last and before.dep_ not in OUTSIDE and _is_modifier(before):
            edge -= 1
        elif (joined := _joined_from(before, edge, last)) is not None:
            edge = left_edge(joined, joined.i)
        else:
            break
    return edge


def _is_modifier(token: Token) -> bool:
    if token.lower_ in ("least", "most") and token.i and token.nbor(-1).lower_ == "at":
        return False
    return not LINE_MARKS.issuperset(token.text) and (
        token.pos_ in NOMINAL
        or token.dep_ in ("nmod:poss", "amod")
        or (token.dep_ == "advmod" and token.head.dep_ == "amod" and token.head.pos_ in ("ADJ", "VERB"))
    )


def is_glue(token: Token) -> bool:
    """True for a hyphen inside a written word."""
    return token.text in HYPHENS and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _joined_from(token: Token, edge: int, last: int) -> Token | None:
    """The first of several adjectives of which `token` is the last, if that describes a word of the phrase."""
    if token.dep_ != "conj":
        return None
    first = token
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    described = first.dep_ == "amod" and edge <= first.head.i <= last
    return first if described and first.right_edge.i == edge - 1 else None


def right_edge(head: Token, prepositions: frozenset[str] = OF) -> int:
    """One past the last token of the phrase: the head, what is compounded to it, and complements with "of".

    `prepositions` are those whose complements belong to the phrase ("the accord with X").
    """
    doc, edge = head.doc, head.i + 1
    prepositions = prepositions | RANGE if _is_superlative(head) else prepositions
    if edge < len(doc) and doc[edge].text == "-" and doc[edge : edge + LAW].text.lower() == "-in-law":
        edge += LAW
    for child in head.rights:
        joined = child.dep_ in ("flat", "compound", "nmod:unmarked", "fixed") and child.i == edge
        of = child.dep_ == "nmod" and child.left_edge.i == edge and child.left_edge.lower_ in prepositions
        if not joined and not of:
            break
        end = _short_end(child)
        if end - head.i > LONGEST_TAIL:
            break
        edge = end
    return edge


def _is_superlative(head: Token) -> bool:
    """True for a noun with an adjective in its highest degree ("the oldest man", "the most feared man")."""
    told = [child for child in head.lefts if child.dep_ == "amod"]
    written = any(child.lower_.endswith("st") and child.lower_ != child.lemma_.lower() for child in told)
    return written or any(before.lower_ in ("most", "least") for child in told for before in child.lefts)


def _short_end(token: Token) -> int:
    """One past the end of a complement, its own clauses and appositions left out."""
    end = (
        max(token.i, *(child.right_edge.i for child in token.lefts), token.i) + 1 if list(token.lefts) else token.i + 1
    )
    for child in token.rights:
        if child.dep_ not in ("flat", "compound", "nmod", "nmod:unmarked", "fixed", "conj") or child.left_edge.i != end:
            break
        end = child.right_edge.i + 1 if child.dep_ == "conj" else _short_end(child)
    return end
