"""The part a phrase takes in its clause: who acts, who is acted upon, and of which verb.

Agent and patient are read off Universal Dependencies: active subject and "by" phrase against object and passive
subject; a preposition leads to a patient where it belongs to a verb of doing ("fired on the crowd"). A subject shared
by coordinated verbs, or by a verb and its open complement ("vowed to strike X") or participle ("fled, killing X"), is
also the agent of those verbs.
Not read: experiencers, events named by nouns ("the killing of X"), light verbs.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.lexicon import deed_type
from rashomon.model import Role

OBJECTS = frozenset(("obj", "iobj", "nsubj:pass"))


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
    marks = _marks(verb)
    role = _role(place, verb, marks)
    if role is None:
        governed = _governed(place, verb, marks)
        return () if governed is None else (Part("patient", governed, verb.idx),)
    found = [_part(role, verb, marks)] if verb.lemma_ != "be" and "cop" not in marks else []
    if place.dep_ in ("nsubj", "nsubj:pass"):
        found += [_shared(other) for other in _sharers(verb)]
    elif role == "agent" and _is_joined(verb):
        found.append(_part(role, verb.head, _marks(verb.head)))
    return tuple(found)


def _is_joined(verb: Token) -> bool:
    """True for the second of two passives with one agent ("was punched and kicked by X")."""
    tight = verb.dep_ == "conj" and verb.i == verb.head.i + 2  # nothing but "and" between
    return tight and _passive(verb.head, _marks(verb.head))


def _marks(verb: Token) -> set[str]:
    """By which relations words hang on a verb."""
    return {child.dep_ for child in verb.children}


def _part(role: Role, verb: Token, marks: Set[str]) -> Part:
    particle = ""
    if "compound:prt" in marks:
        particle = next(f" {child.lower_}" for child in verb.children if child.dep_ == "compound:prt")
    return Part(role, verb.lemma_.lower() + particle, verb.idx)


def _shared(verb: Token) -> Part:
    """The part that the subject of another verb takes in this one."""
    marks = _marks(verb)
    return _part("patient" if _passive(verb, marks) else "agent", verb, marks)


def _first_conjunct(head: Token) -> Token:
    while head.dep_ == "conj" and head.head != head and head.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        head = head.head
    return head


def _role(place: Token, verb: Token, marks: Set[str]) -> Role | None:
    relation = place.dep_
    # A passive auxiliary outweighs a subject that the parser took for an active one.
    if relation == "nsubj" and "aux:pass" not in marks:
        return "agent"
    if relation in ("obj", "nsubj", "nsubj:pass"):
        return "patient"
    if relation == "obl:agent" or (relation == "obl" and _by(place) and _passive(verb, marks)):
        return "agent"
    return None


def _governed(place: Token, verb: Token, marks: Set[str]) -> str | None:
    """The verb with the preposition that leads to this phrase, where the two together are something done to it."""
    if place.dep_ != "obl" or _passive(verb, marks):
        return None
    prepositions = [child.lower_ for child in place.children if child.dep_ == "case"]
    joined = f"{verb.lemma_.lower()} {' '.join(prepositions)}"
    return joined if prepositions and deed_type(joined) else None


def _by(place: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ == "by" for child in place.children)


def _passive(verb: Token, marks: Set[str]) -> bool:
    """True with a passive subject or auxiliary, and for a bare participle after a noun or passive.

    So "the men killed by X", and "kicked" in "was punched and kicked".
    """
    if "nsubj:pass" in marks or "aux:pass" in marks:
        return True
    if "nsubj" in marks or not _is_participle(verb):
        return False
    after = verb.dep_ == "conj" and not marks & {"obj", "aux"} and _passive(verb.head, _marks(verb.head))
    return verb.dep_ == "acl" or after


def _is_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", []) or verb.lower_.endswith(("ed", "en", "t"))


def _sharers(verb: Token) -> Iterator[Token]:
    """Verbs without a subject of their own that take that of `verb`: conjuncts, open complements, participles."""
    for child in verb.rights:
        if child.pos_ == "VERB" and _takes_subject(verb, child) and not _has_subject(child):
            yield child
            yield from (_sharers(child) if child.dep_ == "advcl" else ())


def _takes_subject(verb: Token, child: Token) -> bool:
    """By its relation; not with "without killing" or "he asked them to leave"."""
    if child.dep_ == "xcomp":
        return not _negated(verb) and not _has_object(verb)
    return child.dep_ == "conj" or (
        child.dep_ == "advcl" and child.lower_.endswith("ing") and "mark" not in _marks(child)
    )


def _has_subject(verb: Token) -> bool:
    return any(token.dep_.startswith(("nsubj", "csubj")) for token in verb.children)


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "advmod" and child.lower_ in ("not", "n't", "never") for child in verb.children)


def _has_object(verb: Token) -> bool:
    """An open complement after an object is the object's doing ("forced him to leave", "called on him to leave")."""
    marks = _marks(verb)
    return any(child.dep_ in OBJECTS or _governed(child, verb, marks) is not None for child in verb.children)
