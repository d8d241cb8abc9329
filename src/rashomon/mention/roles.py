"""The part a phrase takes in its clause: who acts, who is acted upon, and of which verb.

Agent and patient are read off Universal Dependencies: active subject and "by" phrase against object and passive
subject; a preposition leads to a patient where it belongs to a verb of doing ("fired on the crowd"). A subject shared
by coordinated verbs, or by a verb and its open complement ("vowed to strike X"), is also the agent of those verbs.
Not read: experiencers, events named by nouns ("the killing of X"), light verbs.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from rashomon.lexicon import deed_type
from rashomon.model import Role


class Part(NamedTuple):
    """A role, the verb's lemma and the verb's offset in the account."""

    role: Role
    verb: str
    verb_start: int


def parts(head: Token) -> tuple[Part, ...]:
    """Each part the phrase with this head takes, that of its own clause first; empty if it takes none."""
    place = _first_conjunct(head)
    verb = place.head
    if verb.pos_ not in ("VERB", "AUX") or verb == place:
        return ()
    role = _role(place, verb)
    if role is None:
        governed = _governed(place, verb)
        return () if governed is None else (Part("patient", governed, verb.idx),)
    found = [_part(role, verb)] if not _copular(verb) else []
    if place.dep_ in ("nsubj", "nsubj:pass"):
        found += [_part("patient" if _passive(other) else "agent", other) for other in _sharers(verb)]
    return tuple(found)


def _part(role: Role, verb: Token) -> Part:
    particle = next((f" {child.lower_}" for child in verb.children if child.dep_ == "compound:prt"), "")
    return Part(role, verb.lemma_.lower() + particle, verb.idx)


def _first_conjunct(head: Token) -> Token:
    while head.dep_ == "conj" and head.head != head and head.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        head = head.head
    return head


def _role(place: Token, verb: Token) -> Role | None:
    if place.dep_ == "nsubj" and not _with_auxiliary(verb):
        return "agent"
    if place.dep_ in ("obj", "nsubj", "nsubj:pass"):
        return "patient"
    if place.dep_ == "obl:agent" or (place.dep_ == "obl" and _by(place) and _passive(verb)):
        return "agent"
    return None


def _governed(place: Token, verb: Token) -> str | None:
    """The verb with the preposition that leads to this phrase, where the two together are something done to it."""
    if place.dep_ != "obl" or _passive(verb):
        return None
    prepositions = [child.lower_ for child in place.children if child.dep_ == "case"]
    joined = f"{verb.lemma_.lower()} {' '.join(prepositions)}"
    return joined if prepositions and deed_type(joined) else None


def _by(place: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ == "by" for child in place.children)


def _passive(verb: Token) -> bool:
    """True with a passive subject or auxiliary, or for a bare participle after a noun ("the men killed by X")."""
    marks = {child.dep_ for child in verb.children}
    if "nsubj:pass" in marks or "aux:pass" in marks:
        return True
    return verb.dep_ == "acl" and "nsubj" not in marks and _is_participle(verb)


def _is_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", []) or verb.lower_.endswith(("ed", "en", "t"))


def _with_auxiliary(verb: Token) -> bool:
    """A passive auxiliary outweighs a subject that the parser took for an active one."""
    return any(child.dep_ == "aux:pass" for child in verb.children)


def _copular(verb: Token) -> bool:
    return verb.lemma_ == "be" or any(child.dep_ == "cop" for child in verb.children)


def _sharers(verb: Token) -> list[Token]:
    """Verbs without a subject of their own that take the subject of `verb`: its conjuncts and open complements."""
    return [
        child
        for child in verb.rights
        if child.pos_ == "VERB"
        and (child.dep_ == "conj" or (child.dep_ == "xcomp" and not _negated(verb) and not _has_object(verb)))
        and not any(token.dep_.startswith(("nsubj", "csubj")) for token in child.children)
    ]


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "advmod" and child.lower_ in ("not", "n't", "never") for child in verb.children)


def _has_object(verb: Token) -> bool:
    """An open complement after an object is the object's doing ("forced him to leave")."""
    return any(child.dep_ in ("obj", "iobj", "nsubj:pass") for child in verb.children)
