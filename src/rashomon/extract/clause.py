"""What the grammar around a predicate says, for its polarity and its certainty alike: negated, passive, left open."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.tree import Word
from rashomon.text import word_set

NOT = word_set("not n't n’t never no neither nor hardly scarcely barely nowhere")
NONE = word_set("no neither hardly scarcely barely")
"""Words in a subject or object by which it is nobody or nothing ("hardly anyone")."""
ONLY = word_set("only just merely simply least")
AMONG = word_set("only first last")
"""What is not the first or the only one is one of several."""
NOBODY = word_set("no none nobody nothing neither little")
COMPARED = word_set("more less fewer later earlier better worse longer short but if")
"""What follows "no" and "nothing" where something is ("no more than it earns", "nothing but dust")."""
RULING_OUT = frozenset(("rule out", "exclude"))
DENYING = word_set("deny dispute reject refute rebut disbelieve doubt dismiss contradict debunk disavow disprove")
DENIALS = DENYING | RULING_OUT
DENIERS = frozenset(verb.partition(" ")[0] for verb in DENIALS)
SURE = word_set("certain sure clear evident obvious")
"""What is not so is left open, and not denied ("it is not clear whether")."""
CHECKING = word_set("verify confirm establish ascertain determine")
"""Verbs of what somebody is able or unable to do, where "cannot" tells of no duty."""
SETTLED = SURE | CHECKING | {"know"}
ASKED = word_set("if whether how who what when where why which")
TIMES = word_set("when where if")
CLAUSES = ("csubj", "csubj:pass", "ccomp")
"""How what is said hangs on the word that says it."""
SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl")


def is_negated(word: Word) -> bool:
    """True for a negation that reaches the word, unlike "stopped it, not proportionate" and "not the first"."""
    negating = ((_is_not(c) and not _is_cut_off(word, c)) or _is_in_no_way(word, c) for c in word.children)
    if not any(negating):
        return False
    among = is_predicative(word) and any(c.lower in AMONG for c in (word, *word.children))
    return not (among or is_not_until(word))


def is_not_until(word: Word) -> bool:
    """True for "will not open until May": it will."""
    return any(c.lower == "until" for below in word.children if below.i > word.i for c in (below, *below.children))


def _is_cut_off(word: Word, child: Word) -> bool:
    """True for a "not" after a mark, and for the "nor" of "nor did it fall, Moss said"."""
    low, high = sorted((word.i, child.i))
    return (child.i > word.i or child.dep == "cc") and any(t.is_punct for t in word.token.doc[low:high])


def _is_in_no_way(word: Word, child: Word) -> bool:
    """True for "it was by no means sold" and "in no way was it sold", not for "with no warning, it fell"."""
    none = child.dep == "obl" and child.i < word.i and any(c.lower == "no" for c in child.children)
    return none and any(
        c.i < child.i if c.dep in SUBJECT else c.pos == "AUX" and c.i == child.token.right_edge.i + 1
        for c in word.children
    )


def _is_not(word: Word) -> bool:
    """True for "not", "never", "no longer", "not once", "nor"; "not only" negates nothing."""
    if word.lower in ("longer", "once"):
        return any(c.lower in ("no", "not") for c in word.children)
    if word.lower not in NOT or word.dep not in ("advmod", "neg", "cc", "cc:preconj", "aux"):
        return False
    return following(word) not in ONLY


def is_nobody(word: Word) -> bool:
    """True if the subject is nobody."""
    return any(c.dep in SUBJECT and is_none(c) for c in word.children)


def is_none(word: Word) -> bool:
    """True for "nobody", "no tax", "hardly anyone" and "little help", not for "nothing but dust"."""
    told = any(c.dep in ("det", "nmod:poss") and c.lower not in NONE for c in word.children)  # "a little"
    some = word.pos == "NOUN" and word.lower == word.lemma and not told  # "help", not "girls"
    found = [c for c in word.children if c.lower in NONE and c.dep not in ("discourse", "obl")]
    found += [c for c in word.children if some and c.lower == "little"]
    found += [word] if word.lower in NOBODY and not told else []
    return _is_not_one(word) or any(following(c) not in COMPARED for c in found)


def _is_not_one(word: Word) -> bool:
    """True for "not one ship" and "not a shred of it", not for "not one ship but two" and "is not one of them"."""
    if is_predicative(word) or any(c.lower == "but" for part in word.children for c in (part, *part.children)):
        return False
    below = (word, *(c for c in word.children if c.dep in ("nummod", "det")))
    found = (c for part in below for c in part.children if c.lower == "not" and c.i < word.i)
    return any(following(c) in ("one", "a", "an") and following(c, 2) not in ("few", "little") for c in found)


def far_from(word: Word) -> Word | None:
    """What is not so: "over" in "is far from over" and "is anything but over", not "shore" in "far from shore"."""
    for part in word.children:
        joint = next((c.lower for c in part.children if c.dep in ("case", "mark")), "")
        far = word.lower == "far" and joint == "from" and (part.pos in ("ADJ", "ADV", "VERB") or part.lemma in SURE)
        if far or (is_predicative(word) and word.lower == "anything" and joint == "but"):
            return part
    return None


def following(word: Word, by: int = 1) -> str:
    """The word so many after another, in lower case; "" after the last."""
    words = word.tree.words
    return words[word.i + by].lower if word.i + by < len(words) else ""


def leaves_open(word: Word) -> bool:
    """True for "whether it was open is disputed" and "they dispute whether it was": not denied, but not agreed on."""
    clauses = (c for c in word.children if c.dep in (*CLAUSES, "advcl"))
    return any(c.dep == "mark" and c.lower == "whether" for clause in clauses for c in clause.children)


def is_left_open(predicate: Word) -> bool:
    """True for "it is not clear whether …", "nobody knows why", "it remains unclear who": not denied, but uncertain."""
    word = _unsettled(predicate)
    if word is None:
        return False
    below = (*predicate.children, *word.children)
    return any(map(_asks, below)) or (word.lemma in SURE and any(c.dep in CLAUSES for c in below))


def _unsettled(predicate: Word) -> Word | None:
    """What is not settled: "known" in "is not known", "clear" in "far from clear", "unclear" in "remains unclear"."""
    if predicate.lemma == "remain":
        return next((c for c in predicate.children if c.dep == "xcomp"), None)
    word = predicate if is_negated(predicate) or is_nobody(predicate) else far_from(predicate)
    return word if word is not None and word.lemma in SETTLED else None


def _asks(clause: Word) -> bool:
    """True for "why it fell" and "what caused it", as far as it is no "when it fell" beside the predicate."""
    asking = ASKED if clause.dep in (*SUBJECT, "ccomp") else ASKED - TIMES if clause.dep == "advcl" else ()
    return any(t.lower_ in asking and t.i <= clause.i for t in clause.token.subtree)


def is_predicative(word: Word) -> bool:
    return any(c.dep == "cop" for c in word.children)


def is_passive(word: Word) -> bool:
    return any(c.dep == "aux:pass" for c in word.children)


def full_verb(word: Word) -> str:
    """A verb with its particle: "rule out"."""
    particle = next((f" {c.lower}" for c in word.children if c.dep == "compound:prt"), "")
    return word.lemma + particle


def raised(word: Word) -> Iterator[Word]:
    """The predicates an infinitive hangs on: "appears to have fallen", "is likely to fall"."""
    while word.dep == "xcomp" and word.head.i != word.i:
        low, high = sorted((word.i, word.head.i))
        if any(t.text in (".", "!", "?") for t in word.token.doc[low:high]):
            return
        word = word.head
        yield word
