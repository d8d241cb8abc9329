"""Quotations that layout alone sets off: a paragraph after one that announces somebody's words and ends in a colon.

Only that paragraph is taken: nothing tells whether the next one still belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from spacy.tokens import Token

from rashomon.attribute import cues
from rashomon.attribute.labels import blocks
from rashomon.attribute.link import Draft, Layout, Range
from rashomon.attribute.quoted import BESIDE, CLOSING, FEW, overlap
from rashomon.attribute.subjects import source_of
from rashomon.tokens import LINE_MARKS, Tokens

LEAST = 6  # tokens; what is shorter is a heading or an item of a list
ANNOUNCING = cues.SAY | cues.NAME | {"ask", "wonder"}
UNWILLING = frozenset(("decline", "fail", "refuse"))
OWN = frozenset(("i", "we", "you"))


def find(page: Layout, drafts: Sequence[Draft], marks: Set[int]) -> Iterator[list[Range]]:
    """The paragraphs set off, each as the parts of one quotation; `marks` are the tokens in quotation marks."""
    for before, block in pairwise(blocks(page)):
        *_, last, colon = (" ", *page.words.lower[before[0] : before[1]])
        if colon != ":" or last in CLOSING or not _may_be_quoted(page, block, marks):
            continue
        if _announces(page, before, marks) or any(_reaches(page.words, draft, before, block) for draft in drafts):
            yield [block]


def _may_be_quoted(page: Layout, block: Range, marks: Set[int]) -> bool:
    """True for prose without quotation marks of its own around it."""
    start, end = block
    return end - start >= LEAST and start not in marks and page.words.lower[start] not in LINE_MARKS


def _announces(page: Layout, before: Range, marks: Set[int]) -> bool:
    """True if a verb of saying with a subject, not the writer's or reader's, stands shortly before the colon."""
    words = page.words
    for i in range(before[1] - 2, max(before[0], before[1] - 1 - BESIDE) - 1, -1):
        if i in marks or words.lower[i] in (".", "!", "?", ";"):
            return False
        if words.pos[i] == "VERB" and words.lemma[i] in ANNOUNCING:
            source = source_of(page.doc[i]) if _is_said(page.doc[i]) else None
            return source is not None and OWN.isdisjoint(words.lower[slice(*source)])
    return False


def _is_said(verb: Token) -> bool:
    """True but for a heading's verb ("Moss Promises Action:"), what nobody says, and "as described to me"."""
    as_told = any(child.lower_ == "as" for child in verb.lefts) and not any(c.dep_ == "nsubj" for c in verb.lefts)
    unsaid = verb.dep_ == "xcomp" and verb.head.lemma_ in UNWILLING
    return verb.text.islower() and not as_told and not unsaid


def _reaches(words: Tokens, draft: Draft, before: Range, block: Range) -> bool:
    """True for an attribution with its cue in the sentence that ends in the colon, and content after it."""
    if draft.cue is None or draft.source is None or not before[0] <= draft.cue[0] < before[1]:
        return False
    last = words.sentence[draft.cue[0]] == words.sentence[before[1] - 1]
    reported = last and words.doc[draft.cue[0]].text.islower()
    return reported and any(overlap(part, block) >= FEW for part in draft.content)
