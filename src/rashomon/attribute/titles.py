"""Titles, offices and trades: which of them a name bears, of what, and which words are one and no name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Span, Token

from rashomon import names
from rashomon.lexicon import noun_kind
from rashomon.model import ActorKind

LABELS: dict[ActorKind, str] = {"person": "PERSON", "org": "ORG", "place": "LOC", "group": "NORP", "other": "ORG"}
MODIFYING = frozenset(("amod", "compound", "nmod:desc", "nmod:poss"))
OVER = frozenset(("lieutenant", "prime"))  # "the minister" is the Prime Minister only if no other is named


@lru_cache(maxsize=1 << 14)
def is_title(word: str) -> bool:
    """True for "Gen.", "Mrs", and for a noun that names a person by post or trade ("spokeswoman")."""
    plain = word.lower().rstrip(".")
    return plain in names.TITLES or noun_kind(plain) == "person"


def is_post(name: str) -> bool:
    """True for a title or office alone ("Mrs", "Minister"), not for a surname that is a trade too ("Baker")."""
    plain = name.lower().rstrip(".")
    return plain in names.TITLES or plain in names.OFFICES


def is_name(ent: Span, name: str) -> bool:
    """False for what is marked as a name but is a pronoun, an office or a piece of one ("Vice", "Foreign")."""
    following = ent.doc[ent.end] if ent.end < len(ent.doc) else None
    cut_off = following is not None and len(ent) == 1 and is_title(following.lower_) and following.text[:1].isupper()
    office = is_post(name) and ent.label_ != "PERSON"
    return ent.root.pos_ != "PRON" and not office and not cut_off and not _is_member(ent)


def _is_member(ent: Span) -> bool:
    """True for one of a group that has no name of their own ("the top Republican on the committee")."""
    return ent.label_ == "NORP" and noun_kind(ent.text) == "person" and ent.root.dep_ not in MODIFYING


def is_called(noun: Token, comma: int, label: str) -> bool:
    """True if the name after a comma is that of a noun before it ("its head | , Ada Moss,"), and of no noun between."""
    between = noun.doc[noun.i + 1 : comma]
    return _name_label(noun) == label and all(t.text != "," and _name_label(t) != label for t in between)


def _name_label(noun: Token) -> str | None:
    """The entity label of what a noun names one of, where that is somebody or a body."""
    one = noun.pos_ == "NOUN" and noun.lower_ == noun.lemma_
    kind = noun_kind(noun.lemma_) if one else None
    return LABELS[kind] if kind in ("person", "org") else None


def titles_of(ent: Span) -> Iterator[str]:
    """Title words of a name, long forms for short ("general" for "Gen.")."""
    for token in title_words(ent):
        plain = token.lower_.rstrip(".")
        yield plain
        yield names.TITLES.get(plain) or token.lemma_.lower()


def title_words(ent: Span) -> list[Token]:
    """The words in, before and beside a name that are its titles, and the office that it is set off behind."""
    before: list[Token] = []
    while len(before) < 3 and ent.start > len(before) and is_title(ent.doc[ent.start - 1 - len(before)].lower_):
        before.append(ent.doc[ent.start - 1 - len(before)])
    beside = [c for t in ent for c in t.children if c.dep_ in ("appos", "nmod:desc", "compound")]
    own = (c for c in beside if not any(t.text.endswith(":") for t in ent.doc[ent.end : c.i]))  # "Moss: Mr. Speaker,"
    above = ent.root.head
    whose = any(child.dep_ == "nmod:poss" for child in above.children)  # "its president, Ada Moss," is another's
    office = [above] if ent.root.dep_ == "appos" and is_post(above.lower_) and not whose else []
    return [token for token in (*ent, *before, *own, *office) if is_title(token.lower_)]


def rank(title: Token) -> frozenset[str]:
    """The nouns and words of rank before an office and after its "of": "finance" of "the finance minister"."""
    doc, low = title.doc, title.i
    while low and doc[low - 1].head.i >= low and _ranks(doc[low - 1]):
        low -= 1
    after = (t for c in title.children if c.dep_ == "nmod" and c.i > title.i for t in c.subtree)
    return frozenset(t.lower_ for t in (*doc[low : title.i], *after) if t.pos_ != "ADP")


def _ranks(token: Token) -> bool:
    noun = token.pos_ in ("NOUN", "PROPN") and token.ent_type_ != "DATE"
    return noun or token.lower_ in names.BEFORE_OFFICES


def is_of_rank(asked: frozenset[str], borne: frozenset[str]) -> bool:
    """False if a title is that of another office: "the deputy mayor" is no mayor, a "trade minister" no other one."""
    of_another = bool(asked and borne) and asked.isdisjoint(borne)
    return not of_another and not names.UNDER & (asked ^ borne) and "former" not in borne - asked


def fitting(asked: frozenset[str], borne: frozenset[str]) -> tuple[bool, bool]:
    """Whether two titles share a word before them, and whether one alone is of a high rank or of a low one."""
    return not asked.isdisjoint(borne), OVER.isdisjoint(borne - asked)
