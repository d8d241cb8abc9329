"""Pronouns that may take somebody up, and whom a relative pronoun stands for."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.lexicon import noun_kind
from rashomon.mention.phrase import Phrase
from rashomon.names import PRONOUN_GENDER

FIRST = {"i", "me", "my", "mine", "myself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
NEUTER = {"it", "its", "itself"}
RELATIVE = {"who", "whom", "whose", "which", "that"}
BODIES = frozenset({"ORG", "GPE", "LOC", "FAC"})


def pronoun(token: Token) -> Phrase | None:
    """A personal or relative pronoun as a phrase; None for any other word, and for the "it" of "it rains"."""
    word = token.lower_
    if token.dep_ == "expl":
        return None
    if word in PRONOUN_GENDER:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person", gender=PRONOUN_GENDER[word])
    if word in FIRST:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person")
    if word in PLURAL:
        return Phrase(token.i, token.i + 1, token, "pronoun", "group", plural=True)
    if word in NEUTER or (word in RELATIVE and relative_head(token) is not None):
        return Phrase(token.i, token.i + 1, token, "pronoun", "other")
    return None


def relative_head(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for: what its clause modifies."""
    clause = token.head
    while clause.dep_ not in ("acl:relcl", "acl") and clause.head != clause and clause.i > token.i - 1:
        clause = clause.head
    if clause.dep_ not in ("acl:relcl", "acl") or clause.head.i >= token.i:
        return None
    return _who(clause.head) if token.lower_ in ("who", "whom") else clause.head


def _who(noun: Token) -> Token:
    """The person whom a body that "who" follows is said of ("a veteran of the Guard, who")."""
    above = noun.head
    of = noun.dep_ == "nmod" and noun_kind(above.lemma_) == "person"
    return above if of and (noun.ent_type_ in BODIES or noun_kind(noun.lemma_) in ("org", "place")) else noun
