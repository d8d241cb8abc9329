"""Whom a noun phrase names: the name it bears, or the one with the title that it repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.attribute.figures import BESIDE, Figure
from rashomon.attribute.link import Range
from rashomon.attribute.titles import fitting, is_called, is_of_rank, is_title, rank
from rashomon.names import OFFICES
from rashomon.proper.read import POSSESSIVE

CLAUSES = frozenset(("acl", "advcl", "ccomp", "conj", "csubj", "parataxis", "xcomp"))
NOMINAL = ("ADJ", "NOUN", "NUM", "PROPN")


class Naming(NamedTuple):
    """A noun phrase in which names may stand, and the word that heads it."""

    span: Range
    head: Token


def borne(phrase: Naming, inside: Sequence[Figure]) -> Figure | None:
    """The name among those inside a phrase that it bears, by the surest way that tells.

    "The Moss campaign" bears none, so names that end before the head are looked at last.
    """
    names = sorted(inside, key=lambda figure: figure.end <= phrase.head.i)
    return next((figure for bears in WAYS for figure in names if bears(phrase, figure)), None)


def _ends(phrase: Naming, figure: Figure) -> bool:
    """True for a name that ends a phrase, right after its head or a word on it, or set off by a comma.

    So "spokeswoman Ada Moss" and "Secretary of Works Ada Moss" are Ada Moss, even where the parse cuts them in two.
    """
    (start, end), head = phrase
    while end - 1 > start and head.doc[end - 1].is_punct:
        end -= 1
    before = head.doc[figure.start - 1]
    titled = start <= head.i < figure.start and head in (before, before.head)
    person = figure.label == "PERSON" and titled and before.pos_ in ("NOUN", "PROPN")
    return figure.end == end and (person or _is_set_off(phrase, figure))


def _is_set_off(phrase: Naming, figure: Figure) -> bool:
    """True for a name after a comma of what heads a phrase ("its head, Captain Ada Moss,"), whatever the parse."""
    head, at = phrase.head, figure.start - 1
    while is_title(head.doc[at].lower_) or head.doc[at].lower_ == "the":
        at -= 1
    return head.i < at and head.doc[at].text == "," and is_called(head, at, figure.label)


def _heads(phrase: Naming, figure: Figure) -> bool:
    """True for a name that holds the head of a phrase, or is one naming with it."""
    head = phrase.head
    beside = (figure.label == "PERSON" and figure.start > head.i) or head.pos_ == "PROPN"
    return figure.start <= head.i < figure.end or (beside and _hangs_on(figure, head))


def _hangs_on(figure: Figure, head: Token) -> bool:
    """True if a name hangs on a word, or the word on it, as part of one naming."""
    return any(
        (token.head.i == head.i and token.dep_.startswith(BESIDE))
        or (head.head.i == token.i and head.dep_.startswith(BESIDE))
        for token in head.doc[figure.start : figure.end]
    )


def _has_office(phrase: Naming, figure: Figure) -> bool:
    """True for "Secretary of Trade Ada Moss", "chief of staff Ada Moss"; not "aide to Governor Ada Moss"."""
    doc, head = phrase.head.doc, phrase.head
    if figure.label != "PERSON" or figure.start <= head.i or not is_title(head.lower_):
        return False
    before, after = doc[figure.start - 1], doc[min(figure.end, len(doc) - 1)]
    if before.pos_ not in ("NOUN", "PROPN") or after.lower_ in POSSESSIVE:
        return False
    if is_title(before.lower_):
        return all(token.pos_ in NOMINAL for token in doc[head.i : figure.start])
    return head.text[:1].isupper() or before.text.islower()


def _is_unparsed(phrase: Naming, _: Figure) -> bool:
    """True for any name where there is no parse to tell."""
    return not phrase.head.doc.has_annotation("DEP")


WAYS = (_ends, _heads, _has_office, _is_unparsed)


def repeated(titled: Mapping[str, Sequence[Figure]], at: int, head: Token) -> Figure | None:
    """The nearest earlier name with the title or trade that a definite noun repeats ("the general").

    One of the same rank goes before. If there is none, and it is an office alone ("the president"), the only
    person whom the account later calls so.
    """
    asked, lemma = rank(head), head.lemma_.lower()
    named = [figure for figure in titled.get(lemma, ()) if is_of_rank(asked, figure.rank - {lemma})]
    earlier = [figure for figure in named if figure.start < at and not _is_in_clause(figure, head)]
    if earlier:
        return max(earlier, key=lambda figure: (*fitting(asked, figure.rank), figure.start))
    alone = head.i == at + 1 and head.lower_ in OFFICES and not any(c.dep_ == "nmod" for c in head.children)
    return named[0] if alone and len({figure.name for figure in named}) == 1 else None


def _is_in_clause(figure: Figure, head: Token) -> bool:
    """True if a name stands in the clause of a noun, so that both are two ("to Mayor Lind, the mayor said")."""
    same = _clause(head.doc[figure.start : figure.end].root) == _clause(head)
    return same and not head.dep_.startswith(BESIDE)


def _clause(token: Token) -> Token:
    """The head of the clause in which a word stands."""
    while token.head.i != token.i and token.dep_.split(":")[0] not in CLAUSES:
        token = token.head
    return token
