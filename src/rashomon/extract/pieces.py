"""Cuts a document into the pieces that claim something: sentences, and the full clauses of sentences with two sides.

A sentence is one piece unless clauses with subjects of their own are coordinated, or one asserts and the other denies
("was questioned and has not been arrested"), or one of two clauses belongs to another holder ("A said X, while B denied
Y", "A met B, who said X"); no piece is without a verb. Left out: datelines, questions, fragments without a finite verb,
commands, and talk about the text itself ("this article was updated").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from spacy.tokens import Token

from rashomon import quantities
from rashomon.extract.clause import SUBJECT
from rashomon.extract.stance import denials, is_evaded
from rashomon.extract.tree import Tree, Word
from rashomon.names import DATELINE
from rashomon.quantities.exclude import LISTED
from rashomon.text import LONGEST, segments
from rashomon.tokens import LINE_MARKS

SHORT = 3  # words; anything shorter claims nothing that could be compared
VERBAL = frozenset(("VERB", "AUX"))
CLAUSAL = (*SUBJECT, "cop")
BESIDE = ("advcl", "conj", "parataxis", "xcomp")
CONTRAST = frozenset(("while", "whereas", "although", "though", "but"))
SEPARATORS = frozenset((",", ";", ":", "–", "—", "-", "--"))
QUESTION = re.compile(r"\?[\"”’')\]\s]*$")
MARKS = re.compile(r"[“”\"‘«»„]|’(?!\w)|``|''")
WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")  # a line that goes on in the next: the segment was cut at paragraphs already
WITHIN = re.compile(r"[.!?…‥؟۔।॥。！？｡](?=[\s“”\"‘«»„’]*[^\s“”\"‘«»„’])|[^\S \t]")
"""A stop that something follows, or a line break: without one a segment is a single sentence."""
ITEM = re.compile(LISTED)
DASHES = ("-", "–", "—")  # no dateline is without one
OPENING = frozenset(("“", '"', "‘", "'", "«", "„", "``"))
CLOSING = frozenset(("”", '"', "’", "'", "»", "''"))
ASKING = frozenset(("why", "how", "what", "where", "when", "who"))
HANGING = frozenset(
    ("that", "which", "who", "whom", "whose", "if", "because", "to", "since", "unless", "until", "where")
)
TEXTS = frozenset(("article", "story", "post", "column", "essay", "piece", "page", "video", "podcast", "newsletter"))
PRINTED = frozenset(("appear", "publish", "update", "correct", "post", "edit", "syndicate", "translate", "republish"))


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
        if _looks_like_claim(tree, first, span.end):
            yield (*_trimmed(tree, first, span.end, None), None)
        return
    for low, high in _sentences(tree, first, span.end):
        is_asked = QUESTION.search(tree.written(low, high))
        for left, right, head in _clauses(tree, low, high, cues):
            empty = (is_asked and _asks(head)) or (head.i in cues and _only_reports(left, right, head))
            if not empty and claims(tree, left, right, head):
                yield (*_trimmed(tree, left, right, head), head)


def claims(tree: Tree, start: int, end: int, head: Word) -> bool:
    """True if the clause asserts something that could be checked; without a verb a toll ("Five dead") or item does."""
    words = list(islice((i for i in range(start, end) if not tree.blank[i]), SHORT))
    if len(words) < SHORT or QUESTION.search(tree.written(start, end)):
        return False
    if head.lower in ASKING and words[0] == head.i:  # "Why the bridge fell", a heading
        return False
    if not has_verb(tree, start, end):
        found = quantities.find(tree.written(start, end))
        counted = _is_item(tree, start, end) and any(q.what or q.unit for q in found)
        return counted or any(map(quantities.is_toll, found))
    return not _is_command(tree, start, head) and not _is_about_text(head)


def _asks(head: Word) -> bool:
    """True for "why was it closed" and "was it closed", before a comma and the rest of a question."""
    subject = _own_subject(head)
    before = [c for c in head.children if subject is not None and c.i <= subject.i]
    return any(c.pos == "AUX" or c.lower in ASKING for c in before)


def _only_reports(start: int, end: int, head: Word) -> bool:
    """True for "“Who fell?” Moss asked", and for "Moss said in Varn" after the mark that ends what she said."""
    clauses = [c for c in head.children if c.dep == "ccomp" or (c.dep in BESIDE and start <= c.i < end)]
    quoted = start > 0 and head.token.doc[start - 1].text in CLOSING
    untold = (any(t.text == "?" for t in c.token.subtree) if start <= c.i < end else quoted for c in clauses)
    return bool(clauses) and all(c.dep == "ccomp" for c in clauses) and all(untold)


def _is_item(tree: Tree, start: int, end: int) -> bool:
    """True for an item of a list that ends as a sentence: "- 31 new cases in a day, down from 44."."""
    return (tree.doc[start].text in LINE_MARKS or tree.doc[start].text in DASHES) and tree.doc[end - 1].text == "."


def has_verb(tree: Tree, start: int, end: int) -> bool:
    """True if some verb of the range is finite, as far as tags and subjects show."""
    return any(tree.words[i].pos in VERBAL and _is_finite(tree.words[i]) for i in range(start, end))


def _is_finite(word: Word) -> bool:
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
    return word.dep == "conj" and not _has_auxiliary(word.head) and _is_finite(word.head)


def _has_auxiliary(verb: Word) -> bool:
    return any(c.dep.startswith("aux") for c in verb.children)


def _is_command(tree: Tree, start: int, head: Word) -> bool:
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


def _looks_like_claim(tree: Tree, start: int, end: int) -> bool:
    words = [t for t in tree.doc[start:end] if t.is_alpha or t.like_num]
    return len(words) > SHORT and not QUESTION.search(tree.written(start, end))


def _after_number(tree: Tree, start: int, end: int) -> int:
    """The first token after the number of a list's item ("12. On the evening a crowd met"), else `start`."""
    number = ITEM.match(tree.text, tree.doc[start].idx)
    return min(_token_at(tree, number.end(), start, end), end - 1) if number else start


def _after_dateline(tree: Tree, start: int, end: int) -> int:
    """The first token after a dateline, or the first of all."""
    text = tree.written(start, end)
    found = DATELINE.match(text) if any(dash in text for dash in DASHES) else None
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
    return has_verb(tree, start, end) or _is_command(tree, start, root_of(tree, start, end))


def _token_at(tree: Tree, offset: int, start: int, end: int) -> int:
    """The first token at or after an offset, an opening quotation mark before it included."""
    at = bisect_left(range(start, end), offset, key=lambda i: tree.doc[i].idx) + start
    return at - 1 if at > start and tree.doc[at - 1].text in OPENING and not tree.doc[at - 1].whitespace_ else at


def is_clause(word: Word) -> bool:
    """True for a predicate with a subject of its own, or a finite one."""
    return any(c.dep in SUBJECT for c in word.children) or _is_finite(word)


def root_of(tree: Tree, start: int, end: int) -> Word:
    """The word of a range that hangs on nothing inside it; the first such that is a verb or has a subject, if any."""
    heads = tree.head
    tops = [i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i]
    verbal = (i for i in tops if tree.words[i].pos in VERBAL or any(c.dep in CLAUSAL for c in tree.words[i].children))
    first = next(verbal, None)
    return tree.words[next((i for i in tops if not tree.blank[i]), start) if first is None else first]


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
            own = _own_subject(child)
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
    return cue.dep == "advcl" and _own_subject(cue) is not None and _mark(cue) in CONTRAST


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
    return any(c.dep == "ccomp" and _own_subject(c) for c in cue.children)


def _own_subject(clause: Word) -> Word | None:
    return next((c for c in clause.children if c.dep in SUBJECT), None)


def _mark(clause: Word) -> str:
    return next((c.lower for c in clause.children if c.dep == "mark"), "")


def _differs(first: Word, second: Word) -> bool:
    """True if two clauses have subjects in different words."""
    one, two = _own_subject(first), _own_subject(second)
    return two is not None and (one is None or one.lower != two.lower)


def _turns(first: Word, second: Word) -> bool:
    """True for "denied it, but was arrested": one subject, of which one thing is said and another denied."""
    finite = all(_is_finite(t) or _has_auxiliary(t) for t in (first, second))
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
    subject = _own_subject(head)
    told = subject is not None and subject.pos in ("NOUN", "PROPN")  # "Moss paid up", not "I mean that"
    colon = any(token.text == ":" for token in tree.doc[end - 1 : end + 1])
    opens = colon and _is_command(tree, start, head)  # "let me be clear:"
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
