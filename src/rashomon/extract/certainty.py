"""Whether a clause is put forward as certain or hedged.

Hedges are modals of possibility, adverbs, predicates and verbs of seeming, supposing and expecting, and conditions. A
plain "X said that" hedges nothing, and neither does what could not be done.
"""

from __future__ import annotations

from rashomon.extract.clause import (
    DENIERS,
    DENYING,
    RULING_OUT,
    SUBJECT,
    full_verb,
    is_left_open,
    is_negated,
    is_nobody,
    is_none,
    is_passive,
    is_predicative,
    leaves_open,
    raised,
)
from rashomon.extract.stance import denies
from rashomon.extract.tree import Word
from rashomon.lexicon import noun_kind
from rashomon.model import Certainty
from rashomon.text import word_set

MAY = word_set("may might could")
PERHAPS = word_set(
    """perhaps maybe possibly probably likely allegedly reportedly apparently seemingly supposedly purportedly
    ostensibly presumably potentially conceivably arguably evidently"""
)
SEEM = word_set("seem appear suggest indicate hint imply suspect believe think guess assume suppose expect fear")
REGARD = word_set("think believe appear fear assume")
DOUBTFUL = word_set(
    """possible probable likely unlikely unclear uncertain potential plausible conceivable expected suspected understand
    allege rumor rumour"""
)
DOUBTED = word_set(
    "possibility probability likelihood chance risk suspicion speculation rumor rumour sign indication impression"
)
LIKELY = word_set("possible likely probable")
ALLEGED = LIKELY | word_set("alleged suspected presumed purported supposed apparent potential")
RUMOURED = word_set("say report claim")
"""Verbs that hedge where it is left unsaid who says so ("is said to be ill")."""
REFUSING = word_set("refuse decline")
UNSURE = SEEM | DOUBTFUL
HEDGES = MAY | PERHAPS | ALLEGED


def certainty(predicate: Word, above: list[Word]) -> Certainty:
    """Whether the clause is put forward as certain or hedged."""
    return (
        "hedged" if any(_is_hedged(word) for word in (predicate, *above)) or _is_conditional(predicate) else "certain"
    )


def _is_hedged(word: Word) -> bool:
    lemma = word.lemma
    verb = full_verb(word) if lemma in DENIERS else lemma
    if (verb in DENYING and leaves_open(word)) or (lemma in SEEM and not _is_regard(word)):
        return True
    if (lemma == "look" and _looks(word)) or (lemma in DOUBTED and word.pos == "NOUN") or is_left_open(word):
        return True
    if _is_not_ruled_out(word) or _is_rumoured(word):
        return True
    if lemma in DOUBTFUL and (is_predicative(word) or is_passive(word)) and not _is_compared(word):
        return True
    above = (head for head in raised(word) if not _is_compared(head))
    return any(head.lemma in UNSURE for head in above) or any(map(_hedges, word.children))


def _is_not_ruled_out(word: Word) -> bool:
    """True for "did not rule out murder" and "refused to rule it out"."""
    parts = [word] if is_negated(word) or is_nobody(word) else []
    parts += [c for c in word.children if word.lemma in REFUSING and c.dep == "xcomp"]
    return any(full_verb(part) in RULING_OUT and denies(part) for part in parts)


def _is_rumoured(word: Word) -> bool:
    """True for "is said to be ill", "it is said that …", not for "was said to her" and "it is said by Moss that …"."""
    deps = {c.dep for c in word.children}
    told = "xcomp" in deps or (_is_it(word) and (word.dep == "parataxis" or bool(deps & {"ccomp", "csubj"})))
    return word.lemma in RUMOURED and is_passive(word) and told and "obl:agent" not in deps


def _is_it(word: Word) -> bool:
    return any(c.dep in SUBJECT and c.lower == "it" for c in word.children)


def _is_compared(word: Word) -> bool:
    """True for "twice as likely to fall" and "more likely to fall than to hold", not for "more likely than not"."""
    beside = {c.lower for c in word.children}
    after = " ".join(("", *(t.lower_ for t in word.token.subtree if t.i > word.i), ""))
    compared = "as" in beside or (bool(beside & {"more", "less"}) and " than " in after)
    return compared and not _is_impersonal(word) and " than not " not in after and " as not " not in after


def _is_impersonal(word: Word) -> bool:
    """True for "it is likely that"."""
    return any(c.dep in ("expl", "csubj") for c in word.children)


def _is_regard(word: Word) -> bool:
    """True for "thinks of her", "believed us" and "appeared in court", by which no clause is supposed."""
    deps = {c.dep for c in word.children if c.i > word.i}
    return word.lemma in REGARD and bool(deps & {"obj", "obl"}) and not deps & {"ccomp", "xcomp", "csubj"}


def _looks(word: Word) -> bool:
    """True for "looks likely", "looks like a deal", not for "looks for"."""
    return any(
        c.dep == "xcomp" or c.lower == "like" or any(g.lower == "like" for g in c.children) for c in word.children
    )


def _hedges(child: Word) -> bool:
    """True for "may", "most likely", "leaves the impression", ", it is said,", not for "could not" and "no sign"."""
    if child.dep == "obj":
        return child.lemma in DOUBTED and not is_none(child)
    if child.dep == "parataxis":
        return _is_rumoured(child)
    if child.dep == "nsubj":
        return is_predicative(child.head) and _is_supposed(child)
    if child.dep in ("aux", "advmod", "amod") and child.lower in HEDGES:
        return child.lower != "could" or not (is_negated(child.head) or is_nobody(child.head))
    return child.dep == "advmod" and any(c.lower in PERHAPS for c in child.children)


def _is_supposed(subject: Word) -> bool:
    """True for "the likely source" and "the alleged theft", not for "the alleged thief", who is somebody."""
    supposing = LIKELY if noun_kind(subject.lemma) == "person" else ALLEGED
    return any(c.dep == "amod" and c.lower in supposing for c in subject.children)


def _is_conditional(predicate: Word) -> bool:
    """True under "if" or "unless", or over such a clause: "will fall if it rains", "is ready to talk if they leave"."""
    if any(c.dep == "mark" and c.lower in ("if", "unless", "whether") for c in predicate.children):
        return True
    parts = (predicate, *(c for c in predicate.children if c.dep == "xcomp"))
    clauses = (c for part in parts for c in part.children if c.dep == "advcl")
    return any(_is_inverted(clause) or any(map(_is_if, clause.children)) for clause in clauses)


def _is_if(mark: Word) -> bool:
    """True for "if", "unless" and "provided that", not for "even if"."""
    even = mark.i > 0 and mark.tree.words[mark.i - 1].lower == "even"
    return mark.dep == "mark" and mark.lower in ("if", "unless", "provided", "providing") and not even


def _is_inverted(clause: Word) -> bool:
    """True for "had it fallen", "should it fall": a condition without "if"."""
    first = clause.token.left_edge
    return first.dep_ in ("aux", "aux:pass", "cop") and first.lower_ in ("had", "were", "should")
