"""Whether a piece of a sentence claims something: what could be so or not so, told as so.

Questions, commands, headings, fragments without a finite verb, who said what stands in another piece, and talk about
the text itself ("this article was updated") claim nothing; a toll ("Five dead in Ostrow") does, and a counted item of a
list. Nor does anything of fewer than three words.
"""

from __future__ import annotations

import re
from itertools import islice

from rashomon import quantities
from rashomon.extract.clause import SUBJECT
from rashomon.extract.tree import Tree, Word
from rashomon.tokens import LINE_MARKS

SHORT = 3  # words; anything shorter claims nothing that could be compared
VERBAL = frozenset(("VERB", "AUX"))
CLAUSAL = (*SUBJECT, "cop")
CLAUSES = ("ccomp", "advcl", "conj", "parataxis", "xcomp")
QUESTION = re.compile(r"\?[\"”’')\]\s]*$")
DASHES = ("-", "–", "—")
CLOSING = frozenset(("”", '"', "’", "'", "»", "''"))
ASKING = frozenset(("why", "how", "what", "where", "when", "who"))
TEXTS = frozenset(("article", "story", "post", "column", "essay", "piece", "page", "video", "podcast", "newsletter"))
PRINTED = frozenset(("appear", "publish", "update", "correct", "post", "edit", "syndicate", "translate", "republish"))


def claims(tree: Tree, start: int, end: int, head: Word) -> bool:
    """True if the clause asserts something that could be checked; without a verb a toll or a counted item does."""
    words = list(islice((i for i in range(start, end) if not tree.blank[i]), SHORT))
    if len(words) < SHORT or QUESTION.search(tree.written(start, end)):
        return False
    if head.lower in ASKING and words[0] == head.i:  # "Why the bridge fell", a heading
        return False
    if not has_verb(tree, start, end):
        found = quantities.find(tree.written(start, end))
        counted = _is_item(tree, start, end) and any(q.what or q.unit for q in found)
        return counted or any(map(quantities.is_toll, found))
    return not is_command(tree, start, head) and not _is_about_text(head)


def asks(head: Word) -> bool:
    """True for "why was it closed" and "was it closed", before a comma and the rest of a question."""
    subject = own_subject(head)
    before = [c for c in head.children if subject is not None and c.i <= subject.i]
    return any(c.pos == "AUX" or c.lower in ASKING for c in before)


def only_reports(start: int, end: int, head: Word) -> bool:
    """True for "“Who fell?” Moss asked", and for "Moss said in Varn" after the mark that ends what she said."""
    inside = [c for c in head.children if c.dep in CLAUSES and start <= c.i < end]
    if inside:
        return all(c.dep == "ccomp" and any(t.text == "?" for t in c.token.subtree) for c in inside)
    quoted = start > 0 and head.token.doc[start - 1].text in CLOSING
    return quoted and any(c.dep == "ccomp" for c in head.children)


def _is_item(tree: Tree, start: int, end: int) -> bool:
    """True for an item of a list that ends as a sentence: "- 31 new cases in a day, down from 44."."""
    return (tree.doc[start].text in LINE_MARKS or tree.doc[start].text in DASHES) and tree.doc[end - 1].text == "."


def has_verb(tree: Tree, start: int, end: int) -> bool:
    """True if some verb of the range is finite, as far as tags and subjects show."""
    return any(tree.words[i].pos in VERBAL and is_finite(tree.words[i]) for i in range(start, end))


def is_finite(word: Word) -> bool:
    if word.pos == "AUX":
        return word.lower not in ("to", "be", "been", "being", "having")
    if word.pos != "VERB":
        return False
    if word.token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.dep in SUBJECT for c in word.children):
        return True
    inflected = word.lower != word.lemma and not word.lower.endswith("ing")
    return inflected and (word.dep == "ROOT" or word.lower.endswith("s") or _goes_on(word))


def _goes_on(word: Word) -> bool:
    """True for the second verb of "denied it and paid": finite as the first, with no auxiliary to share."""
    return word.dep == "conj" and not has_auxiliary(word.head) and is_finite(word.head)


def has_auxiliary(verb: Word) -> bool:
    return any(c.dep.startswith("aux") for c in verb.children)


def is_command(tree: Tree, start: int, head: Word) -> bool:
    """True if the first word is a bare verb without a subject, or "let"."""
    words = (tree.words[i] for i in range(start, head.i + 1) if not tree.blank[i])
    first = next((word for word in words if word.lower != "please" and word.dep != "cc"), head)
    bare = head.pos == "VERB" and head.lower == head.lemma and head.token.tag_ not in ("VBD", "VBZ", "VBP")
    alone = not any(
        c.dep in (*SUBJECT, "aux", "aux:pass", "cop") and c.lower not in ("do", "don't") for c in head.children
    )
    return bare and alone and (first.i == head.i or first.lower in ("do", "don't", "never", "let"))


def _is_about_text(head: Word) -> bool:
    """True for "this article was first published in …"."""
    subject = next((c for c in head.children if c.dep in SUBJECT), None)
    return (
        subject is not None
        and subject.lemma in TEXTS
        and head.lemma in PRINTED
        and any(c.lower == "this" for c in subject.children)
    )


def looks_like_claim(tree: Tree, start: int, end: int) -> bool:
    words = [t for t in tree.doc[start:end] if t.is_alpha or t.like_num]
    return len(words) > SHORT and not QUESTION.search(tree.written(start, end))


def is_clause(word: Word) -> bool:
    """True for a predicate with a subject of its own, or a finite one."""
    return any(c.dep in SUBJECT for c in word.children) or is_finite(word)


def root_of(tree: Tree, start: int, end: int) -> Word:
    """The word of a range that hangs on nothing inside it; the first such that is a verb or has a subject, if any."""
    heads = tree.head
    tops = [i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i]
    verbal = (i for i in tops if tree.words[i].pos in VERBAL or any(c.dep in CLAUSAL for c in tree.words[i].children))
    first = next(verbal, None)
    return tree.words[next((i for i in tops if not tree.blank[i]), start) if first is None else first]


def own_subject(clause: Word) -> Word | None:
    return next((c for c in clause.children if c.dep in SUBJECT), None)
