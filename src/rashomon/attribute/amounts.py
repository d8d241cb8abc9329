"""What somebody tells without a clause: figures ("put the dead at 40", "confirmed 29 deaths") and who somebody is."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.attribute.link import Range
from rashomon.attribute.subjects import has_subject, ranges, source_of

PUTTING = {"estimate": "at", "put": "at", "give": "as"}  # "the dead at 40"
COUNTING = frozenset(("acknowledge", "announce", "confirm", "report"))  # "29 deaths"
NAMING = frozenset(("identify", "name"))  # "the victim as Ada Moss"


def told(verb: Token) -> list[Range]:
    """The clause, who speaks aside, by which somebody gives a figure, or says who somebody is; nothing for others."""
    return _figure_given(verb) or _named_as(verb)


def _named_as(verb: Token) -> list[Range]:
    """The clause for "identified the victim as Ada Moss" and "was named by police as Ada Moss", not for an office."""
    source = source_of(verb)
    things = (verb, *(c for c in verb.children if c.dep_ == "obj"))
    named = any(c.pos_ == "PROPN" and _case(c) == "as" for thing in things for c in thing.children)
    if verb.lemma_.lower() not in NAMING or source is None or not named:
        return []
    speaker = verb.doc[slice(*source)].root
    return ranges(verb.doc, [t.i for t in verb.subtree if speaker not in (t, *t.ancestors)])


def _figure_given(verb: Token) -> list[Range]:
    """The clause, subject aside, by which somebody gives a figure ("put the dead at 40", "confirmed 29 deaths").

    The verb is part of it: what stands beside it is no clause.
    """
    thing = next((c for c in verb.children if c.dep_ == "obj"), None)
    planned = any(c.dep_ == "aux" and c.lemma_.lower() not in ("have", "be", "do") for c in verb.children)
    if thing is None or planned or not (has_subject(verb) or verb.dep_ == "conj") or source_of(verb) is None:
        return []
    beside = [c for c in (*verb.children, *thing.children) if _is_given(verb, thing, c)]
    return ranges(verb.doc, [verb.i, *(t.i for word in (thing, *beside) for t in word.subtree)]) if beside else []


def _is_given(verb: Token, thing: Token, word: Token) -> bool:
    """True for the figure at which a thing is put, or which counts it."""
    lemma = verb.lemma_.lower()
    if lemma in PUTTING:
        moved = any(c.dep_ == "compound:prt" for c in verb.children)  # "put the boat out at six"
        return word.dep_ in ("obl", "nmod") and _case(word) == PUTTING[lemma] and _has_number(word) and not moved
    handed = any(c.dep_ == "obl" and _case(c) == "to" for c in verb.children)  # "reported two men to the guards"
    counts = word.dep_ == "nummod" or (_case(word) == "of" and _has_number(word))
    return lemma in COUNTING and word.head == thing and counts and not handed


def _has_number(word: Token) -> bool:
    return word.pos_ == "NUM" or any(c.dep_ == "nummod" for c in word.children)


def _case(word: Token) -> str:
    """The first preposition of a word, lower case."""
    return next((c.lower_ for c in word.children if c.dep_ == "case"), "")
