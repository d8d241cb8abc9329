"""Cuts a document into the pieces that claim something: sentences, and the full clauses of sentences with two sides.

A sentence is one piece unless clauses with subjects of their own are coordinated, or one asserts and the other denies
("was questioned and has not been arrested"), or one of two clauses belongs to another holder ("A said X, while B denied
Y", "A met B, who said X"); no piece is without a verb. Datelines and numbers of items are left out, and
what claims nothing (`claiming`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from spacy.tokens import Token

from rashomon.extract.claiming import (
    ASKING,
    DASHES,
    QUESTION,
    SHORT,
    asks,
    claims,
    has_auxiliary,
    has_verb,
    is_command,
    is_finite,
    looks_like_claim,
    only_reports,
    own_subject,
    root_of,
)
from rashomon.extract.stance import denials, is_evaded
from rashomon.extract.tree import Tree, Word
from rashomon.names import DATELINE
from rashomon.quantities.exclude import LISTED
from rashomon.text import LONGEST, segments
from rashomon.tokens import LINE_MARKS

CONTRAST = frozenset(("while", "whereas", "although", "though", "but"))
SEPARATORS = frozenset((",", ";", ":", "–", "—", "-", "--"))
MARKS = re.compile(r"[“”\"‘«»„]|’(?!\w)|``|''")
WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")  # a line that goes on in the next: the segment was cut at paragraphs already
WITHIN = re.compile(r"[.!?…‥؟۔।॥。！？｡](?=[\s“”\"‘«»„’]*[^\s“”\"‘«»„’])|[^\S \t]")
"""A stop that something follows, or a line break: without one a segment is a single sentence."""
ITEM = re.compile(LISTED)
OPENING = frozenset(("“", '"', "‘", "'", "«", "„", "``"))
HANGING = frozenset(
    ("that", "which", "who", "whom", "whose", "if", "because", "to", "since", "unless", "until", "where")
)


def pieces(
    tree: Tree, start: int, end: int, cues: frozenset[int], parsed: bool
) -> Iterator[tuple[int, int, Word | None]]:
    """Character range and predicate of each piece of a segment; `cues` are the tokens that report what others say.

    The predicate is None where the document has no parse to trust (`parsed`).
    """
    span = tree.doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return
    first = _after_number(tree, span.start, span.end)
    first = _after_label(tree, _after_dateline(tree, first, span.end), span.end)
    if not parsed:
        if looks_like_claim(tree, first, span.end):
            yield (*_trimmed(tree, first, span.end, None), None)
        return
    for low, high in _sentences(tree, first, span.end):
        is_asked = QUESTION.search(tree.written(low, high))
        for left, right, head in _clauses(tree, low, high, cues):
            empty = (is_asked and asks(head)) or (head.i in cues and only_reports(left, right, head))
            if not empty and claims(tree, left, right, head):
                yield (*_trimmed(tree, left, right, head), head)


def _after_number(tree: Tree, start: int, end: int) -> int:
    """The first token after the number of a list's item ("12. On the evening a crowd met"), else `start`."""
    number = ITEM.match(tree.text, tree.doc[start].idx)
    return min(_token_at(tree, number.end(), start, end), end - 1) if number else start


def _after_dateline(tree: Tree, start: int, end: int) -> int:
    """The first token after a dateline, or the first of all."""
    text = tree.written(start, end)
    found = DATELINE.match(text) if any(dash in text for dash in DASHES) else None  # none is without one
    if found is None:
        return start
    after = bisect_left(range(start, end), tree.doc[start].idx + found.end(), key=lambda i: tree.doc[i].idx) + start
    return after if end - after > SHORT else start


def _after_label(tree: Tree, start: int, end: int) -> int:
    """The first token after the question that a line answers ("Where: The fire began in the loft"), else `start`."""
    labelled = end - start > SHORT + 1 and tree.doc[start].lower_ in ASKING and tree.doc[start + 1].text == ":"
    return start + 2 if labelled else start


def _sentences(tree: Tree, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences in a segment: a quotation of several sentences is one segment, but several here."""
    text = tree.written(start, end)
    if len(text) < LONGEST and not WITHIN.search(text):
        yield start, end
        return
    first = tree.doc[start].idx
    text = WRAPPED.sub(" ", MARKS.sub(lambda mark: " " * len(mark.group()), text))
    left = start
    for sentence in segments(text)[1:]:
        cut = _token_at(tree, first + sentence.start, start, end)
        if left < cut < end and _is_whole(tree, left, cut) and has_verb(tree, cut, end):
            yield left, cut
            left = cut
    yield left, end


def _is_whole(tree: Tree, start: int, end: int) -> bool:
    """True for a sentence with a finite verb, and for a command, which claims nothing of its own."""
    return has_verb(tree, start, end) or is_command(tree, start, root_of(tree, start, end))


def _token_at(tree: Tree, offset: int, start: int, end: int) -> int:
    """The first token at or after an offset, an opening quotation mark before it included."""
    at = bisect_left(range(start, end), offset, key=lambda i: tree.doc[i].idx) + start
    return at - 1 if at > start and tree.doc[at - 1].text in OPENING and not tree.doc[at - 1].whitespace_ else at


def _clauses(tree: Tree, start: int, end: int, cues: frozenset[int]) -> Iterator[tuple[int, int, Word]]:
    """The sentence whole, or cut before each clause that stands on its own."""
    head = root_of(tree, start, end)
    sides = chain(_sides(head, start, end, cues), _reported_of(tree, start, end, cues))
    cuts = sorted({at for other in sides if (at := _left_edge(other)) > start})
    bounds = [start, *(at for at in cuts if _is_clean(tree, start, end, at, cues)), end]
    ranges = [(a, b) for a, b in pairwise(bounds) if a < b]
    if len(ranges) > 1 and all(_stands(tree, a, b, cues) for a, b in ranges):
        for a, b in ranges:
            yield a, b, root_of(tree, a, b)
    else:
        yield start, end, head


def _sides(head: Word, start: int, end: int, cues: frozenset[int]) -> Iterator[Word]:
    """Clauses with a subject of their own beside the head, or beside what the head reports."""
    todo, seen = [head], {head.i}
    while todo:
        clause = todo.pop()
        for child in clause.children:
            if child.i in seen or not start <= child.i < end:
                continue
            seen.add(child.i)
            own = own_subject(child)
            beside = child.dep == "conj" or (child.dep == "parataxis" and (child.i not in cues or _reports(child)))
            if beside and ((own and _differs(clause, child)) or (not own and _turns(clause, child))):
                yield child
                todo.append(child)
            elif child.i in cues and (
                _contrasts(child) or (clause.i not in cues and _reports_last(child, clause, end))
            ):
                yield child
            elif child.dep == "ccomp" and clause.i in cues:
                todo.append(child)


def _reported_of(tree: Tree, start: int, end: int, cues: frozenset[int]) -> Iterator[Word]:
    """The report of whoever a sentence names last: "…, led by Moss, who said that the bridge fell"."""
    for cue in (tree.words[i] for i in cues if start < i < end and tree.dep[i] == "acl:relcl"):
        first = cue.token.left_edge
        apart = first.text in SEPARATORS or first.nbor(-1).text in SEPARATORS
        if apart and _is_last(cue, end) and _reports(cue):
            yield cue


def _contrasts(cue: Word) -> bool:
    """True for "while X denied …": another side's report."""
    return cue.dep == "advcl" and own_subject(cue) is not None and _mark(cue) in CONTRAST


def is_other_side(report: Word) -> bool:
    """True for "while a guard denies that it fell" and "; a guard says it fell", which no report before includes."""
    apart = report.dep == "parataxis" and any(c.lower == ";" for c in report.children)
    return _contrasts(report) or (apart and _reports(report))


def _reports_last(cue: Word, clause: Word, end: int) -> bool:
    """True for "…, saying that X fell": a report in a clause of its own, which ends the sentence."""
    return cue.dep == "advcl" and cue.i > clause.i and _is_last(cue, end) and _reports(cue)


def _is_last(clause: Word, end: int) -> bool:
    """True if only marks follow a clause."""
    return all(t.is_punct for t in clause.token.doc[clause.token.right_edge.i + 1 : end])


def _reports(cue: Word) -> bool:
    """True if what is reported hangs on the cue, as in "…; Moss says it fell", not in "it fell, Moss says"."""
    return any(c.dep == "ccomp" and own_subject(c) for c in cue.children)


def _mark(clause: Word) -> str:
    return next((c.lower for c in clause.children if c.dep == "mark"), "")


def _differs(first: Word, second: Word) -> bool:
    """True if two clauses have subjects in different words."""
    one, two = own_subject(first), own_subject(second)
    return two is not None and (one is None or one.lower != two.lower)


def _turns(first: Word, second: Word) -> bool:
    """True for "denied it, but was arrested": one subject, of which one thing is said and another denied."""
    finite = all(is_finite(t) or has_auxiliary(t) for t in (first, second))
    return finite and not is_evaded(first) and denials(first) % 2 != denials(second) % 2


def _left_edge(clause: Word) -> int:
    edge, doc = clause.token.left_edge.i, clause.token.doc
    if edge > 0 and doc[edge - 1].text in OPENING and not doc[edge - 1].whitespace_:
        edge -= doc[edge - 1].text in "“‘«„" or edge == 1 or bool(doc[edge - 2].whitespace_)
    return edge


def _is_clean(tree: Tree, start: int, end: int, at: int, cues: frozenset[int]) -> bool:
    """True if a single dependency joins the two sides of a cut, so that neither is torn; ", he said" binds nothing."""
    heads = tree.head
    crossing = (i for i in range(start, end) if start <= heads[i] < end and (i < at) != (heads[i] < at))
    joining = (i for i in crossing if not (tree.dep[i] == "ccomp" and i < heads[i] and heads[i] in cues))
    return sum(not tree.doc[i].is_punct for i in joining) == 1


def _stands(tree: Tree, start: int, end: int, cues: frozenset[int]) -> bool:
    """True if a part of a sentence can be read alone: whole, and a report or no subordinate clause."""
    words = [tree.words[i] for i in range(start, end) if not tree.blank[i]]
    head = root_of(tree, start, end)
    reports = head.dep == "acl:relcl" and head.i in cues
    if not words or (_hangs(words, head) and not reports):
        return False
    subject = own_subject(head)
    told = subject is not None and subject.pos in ("NOUN", "PROPN")  # "Moss paid up", not "I mean that"
    colon = any(token.text == ":" for token in tree.doc[end - 1 : end + 1])
    opens = colon and is_command(tree, start, head)  # "let me be clear:"
    return len(words) >= SHORT + (not told) and (opens or has_verb(tree, start, end))


def _hangs(words: Sequence[Word], head: Word) -> bool:
    """True for the beginning of a subordinate clause: "which fell", not "and that it fell", "if it fell, they left"."""
    joined = words[0].dep == "cc" and len(words) > 1
    first = words[1 if joined else 0]
    before = first.dep == "mark" and first.above != head.i  # a condition of what follows it here
    return first.lower in HANGING and not before and not (joined and first.lower == "that")


def _trimmed(tree: Tree, start: int, end: int, head: Word | None) -> tuple[int, int]:
    """Character range without separators and line marks at its ends, and without words that join it to another."""
    while end - start > 1 and (_is_outside(tree.doc[start]) or _joins(tree.doc[start], head)):
        start += 1
    while end - start > 1 and (tree.doc[end - 1].text in SEPARATORS or tree.doc[end - 1].is_space):
        end -= 1
    return tree.doc[start].idx, tree.doc[end - 1].idx + len(tree.doc[end - 1])


def _is_outside(token: Token) -> bool:
    return token.is_space or token.text in SEPARATORS or token.text in LINE_MARKS


def _joins(token: Token, head: Word | None) -> bool:
    """True for "and" and "but" at the beginning, and for "while" and "that" of the clause itself."""
    if head is None:
        return False
    if token.dep_ == "cc" and token.lower_ in ("and", "but", "or", "yet"):
        return True
    return token.dep_ == "mark" and token.head.i == head.i and token.lower_ in (*CONTRAST, "that")
