"""Cuts a document into the pieces that claim something: sentences, and the full clauses of sentences with two sides.

A sentence is one piece unless clauses with subjects of their own are coordinated, or one asserts and the other denies
("was questioned and has not been arrested"), or one of two clauses belongs to another holder ("A said X, while B denied
Y"); no piece is without a verb. Left out: datelines, questions, fragments without a finite verb, commands, and talk
about the text itself ("this article was updated").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from spacy.tokens import Doc, Token

from rashomon.extract.stance import denials
from rashomon.names import DATELINE
from rashomon.text import LONGEST, segments

SHORT = 3  # words; anything shorter claims nothing that could be compared
SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl")
CONTRAST = frozenset(("while", "whereas", "although", "though", "but"))
SEPARATORS = frozenset((",", ";", ":", "–", "—", "-", "--"))
LINE_MARKS = frozenset((">", "#", "*", "•", "·", "▪", "●", "|"))  # of a quoted line, a heading, a list
QUESTION = re.compile(r"\?[\"”’')\]\s]*$")
MARKS = re.compile(r"[“”\"‘«»„]|’(?!\w)|``|''")
WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")  # a line that goes on in the next: the segment was cut at paragraphs already
WITHIN = re.compile(r"[.!?…‥؟۔।॥。！？｡](?=[\s“”\"‘«»„’]*[^\s“”\"‘«»„’])|[^\S \t]")
"""A stop that something follows, or a line break: without one a segment is a single sentence."""
DASHES = ("-", "–", "—")  # no dateline is without one
OPENING = frozenset(("“", '"', "‘", "'", "«", "„", "``"))
ASKING = frozenset(("why", "how", "what", "where", "when", "who"))
HANGING = frozenset(
    ("that", "which", "who", "whom", "whose", "if", "because", "to", "since", "unless", "until", "where")
)
TEXTS = frozenset(("article", "story", "post", "column", "essay", "piece", "page", "video", "podcast", "newsletter"))
PRINTED = frozenset(("appear", "publish", "update", "correct", "post", "edit", "syndicate", "translate", "republish"))


def pieces(
    doc: Doc, start: int, end: int, cues: frozenset[int], parsed: bool
) -> Iterator[tuple[int, int, Token | None]]:
    """Character range and predicate of each piece of a segment; `cues` are the tokens that report what others say.

    The predicate is None where the document has no parse to trust (`parsed`).
    """
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return
    first = _after_label(doc, _after_dateline(doc, span.start, span.end), span.end)
    if not parsed:
        if _looks_like_claim(doc, first, span.end):
            yield (*_trimmed(doc, first, span.end, None), None)
        return
    for low, high in _sentences(doc, first, span.end):
        for left, right, head in _clauses(doc, low, high, cues):
            if claims(doc, left, right, head):
                yield (*_trimmed(doc, left, right, head), head)


def claims(doc: Doc, start: int, end: int, head: Token) -> bool:
    """True if the clause asserts something that could be checked."""
    words = list(islice((t for t in doc[start:end] if not t.is_punct and not t.is_space), SHORT))
    if len(words) < SHORT or QUESTION.search(doc[start:end].text):
        return False
    if head.lower_ in ASKING and words[0].i == head.i:  # "Why the bridge fell", a heading
        return False
    return has_verb(doc, start, end) and not _is_command(doc, start, head) and not _is_about_text(head)


def has_verb(doc: Doc, start: int, end: int) -> bool:
    """True if some verb of the range is finite, as far as tags and subjects show."""
    return any(_is_finite(t) for t in doc[start:end])


def _is_finite(token: Token) -> bool:
    if token.pos_ == "AUX":
        return token.lower_ not in ("to", "be", "been", "being", "having")
    if token.pos_ != "VERB":
        return False
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.dep_ in SUBJECT for c in token.children):
        return True
    inflected = token.lower_ != token.lemma_.lower() and not token.lower_.endswith("ing")
    return inflected and (token.dep_ == "ROOT" or token.lower_.endswith("s") or _goes_on(token))


def _goes_on(token: Token) -> bool:
    """True for the second verb of "denied it and paid": finite as the first, with no auxiliary to share."""
    return token.dep_ == "conj" and not _has_auxiliary(token.head) and _is_finite(token.head)


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_.startswith("aux") for c in verb.children)


def _is_command(doc: Doc, start: int, head: Token) -> bool:
    """True if the first word is a bare verb without a subject, or "let"."""
    first = next(
        (t for t in doc[start : head.i + 1] if not t.is_punct and not t.is_space and t.lower_ != "please"), head
    )
    bare = head.pos_ == "VERB" and head.lower_ == head.lemma_.lower() and head.tag_ not in ("VBD", "VBZ", "VBP")
    alone = not any(
        c.dep_ in (*SUBJECT, "aux", "aux:pass", "cop") and c.lower_ not in ("do", "don't") for c in head.children
    )
    return bare and alone and (first.i == head.i or first.lower_ in ("do", "don't", "never", "let"))


def _is_about_text(head: Token) -> bool:
    """True for "this article was first published in …"."""
    subject = next((c for c in head.children if c.dep_ in SUBJECT), None)
    return (
        subject is not None
        and subject.lemma_.lower() in TEXTS
        and head.lemma_.lower() in PRINTED
        and any(c.lower_ == "this" for c in subject.children)
    )


def _looks_like_claim(doc: Doc, start: int, end: int) -> bool:
    words = [t for t in doc[start:end] if t.is_alpha or t.like_num]
    return len(words) > SHORT and not QUESTION.search(doc[start:end].text)


def _after_dateline(doc: Doc, start: int, end: int) -> int:
    """The first token after a dateline, or the first of all."""
    text = doc[start:end].text
    found = DATELINE.match(text) if any(dash in text for dash in DASHES) else None
    if found is None:
        return start
    after = bisect_left(range(start, end), doc[start].idx + found.end(), key=lambda i: doc[i].idx) + start
    return after if end - after > SHORT else start


def _after_label(doc: Doc, start: int, end: int) -> int:
    """The first token after the question that a line answers ("Where: The fire began in the loft"), else `start`."""
    labelled = end - start > SHORT + 1 and doc[start].lower_ in ASKING and doc[start + 1].text == ":"
    return start + 2 if labelled else start


def _sentences(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences in a segment: a quotation of several sentences is one segment, but several here."""
    text = doc[start:end].text
    if len(text) < LONGEST and not WITHIN.search(text):
        yield start, end
        return
    first = doc[start].idx
    text = WRAPPED.sub(" ", MARKS.sub(lambda mark: " " * len(mark.group()), text))
    left = start
    for sentence in segments(text)[1:]:
        cut = _token_at(doc, first + sentence.start, start, end)
        if left < cut < end and has_verb(doc, left, cut) and has_verb(doc, cut, end):
            yield left, cut
            left = cut
    yield left, end


def _token_at(doc: Doc, offset: int, start: int, end: int) -> int:
    """The first token at or after an offset, an opening quotation mark before it included."""
    at = bisect_left(range(start, end), offset, key=lambda i: doc[i].idx) + start
    return at - 1 if at > start and doc[at - 1].text in OPENING and not doc[at - 1].whitespace_ else at


def is_clause(token: Token) -> bool:
    """True for a predicate with a subject of its own, or a finite one."""
    return any(c.dep_ in SUBJECT for c in token.children) or _is_finite(token)


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The word of a range that hangs on nothing inside it; the first such that is a verb or has a subject, if any."""
    tops = [t for t in doc[start:end] if not start <= (above := t.head.i) < end or above == t.i]
    verbal = [t for t in tops if t.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECT, "cop") for c in t.children)]
    return (verbal or [t for t in tops if not t.is_punct and not t.is_space] or [doc[start]])[0]


def _clauses(doc: Doc, start: int, end: int, cues: frozenset[int]) -> Iterator[tuple[int, int, Token]]:
    """The sentence whole, or cut before each clause that stands on its own."""
    head = root_of(doc, start, end)
    cuts = sorted({at for other in _sides(head, start, end, cues) if (at := _left_edge(other)) > start})
    bounds = [start, *(at for at in cuts if _is_clean(doc, start, end, at)), end]
    ranges = [(a, b) for a, b in pairwise(bounds) if a < b]
    if len(ranges) > 1 and all(_stands(doc, a, b) for a, b in ranges):
        for a, b in ranges:
            yield a, b, root_of(doc, a, b)
    else:
        yield start, end, head


def _sides(head: Token, start: int, end: int, cues: frozenset[int]) -> Iterator[Token]:
    """Clauses with a subject of their own beside the head, or beside what the head reports."""
    todo, seen = [head], {head.i}
    while todo:
        clause = todo.pop()
        for child in clause.children:
            if child.i in seen or not start <= child.i < end:
                continue
            seen.add(child.i)
            own = _own_subject(child)
            beside = child.dep_ == "conj" or (child.dep_ == "parataxis" and (child.i not in cues or _reports(child)))
            if beside and ((own and _differs(clause, child)) or (not own and _turns(clause, child))):
                yield child
                todo.append(child)
            elif child.i in cues and (
                _contrasts(child) or (clause.i not in cues and _reports_last(child, clause, end))
            ):
                yield child
            elif child.dep_ == "ccomp" and clause.i in cues:
                todo.append(child)


def _contrasts(cue: Token) -> bool:
    """True for "while X denied …": another side's report."""
    return cue.dep_ == "advcl" and _own_subject(cue) is not None and _mark(cue) in CONTRAST


def _reports_last(cue: Token, clause: Token, end: int) -> bool:
    """True for "…, saying that X fell": a report in a clause of its own, which ends the sentence."""
    last = cue.i > clause.i and all(t.is_punct for t in cue.doc[cue.right_edge.i + 1 : end])
    return cue.dep_ == "advcl" and last and _reports(cue)


def _reports(cue: Token) -> bool:
    """True if what is reported hangs on the cue, as in "…; Moss says it fell", not in "it fell, Moss says"."""
    return any(c.dep_ == "ccomp" and _own_subject(c) for c in cue.children)


def _own_subject(clause: Token) -> Token | None:
    return next((c for c in clause.children if c.dep_ in SUBJECT), None)


def _mark(clause: Token) -> str:
    return next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")


def _differs(first: Token, second: Token) -> bool:
    """True if two clauses have subjects in different words."""
    one, two = _own_subject(first), _own_subject(second)
    return two is not None and (one is None or one.lower_ != two.lower_)


def _turns(first: Token, second: Token) -> bool:
    """True for "denied it, but was arrested": one subject, of which one thing is said and another denied."""
    finite = all(_is_finite(t) or _has_auxiliary(t) for t in (first, second))
    return finite and denials(first) % 2 != denials(second) % 2


def _left_edge(clause: Token) -> int:
    edge = clause.left_edge.i
    doc = clause.doc
    if edge > 0 and doc[edge - 1].text in OPENING and not doc[edge - 1].whitespace_:
        edge -= doc[edge - 1].text in "“‘«„" or edge == 1 or bool(doc[edge - 2].whitespace_)
    return edge


def _is_clean(doc: Doc, start: int, end: int, at: int) -> bool:
    """True if a single dependency joins the two sides of a cut, so that neither is torn."""
    crossing = [
        t for t in doc[start:end] if start <= t.head.i < end and (t.i < at) != (t.head.i < at) and not t.is_punct
    ]
    return len(crossing) == 1


def _stands(doc: Doc, start: int, end: int) -> bool:
    """True if a part of a sentence can be read alone: it has a verb, and is no relative or subordinate clause."""
    words = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    joined = bool(words) and words[0].dep_ == "cc"
    first = words[1] if joined and len(words) > 1 else words[0] if words else None
    if first is None or (first.lower_ in HANGING and not (joined and first.lower_ == "that")):
        return False
    return len(words) > SHORT and has_verb(doc, start, end)


def _trimmed(doc: Doc, start: int, end: int, head: Token | None) -> tuple[int, int]:
    """Character range without separators and line marks at its ends, and without words that join it to another."""
    while end - start > 1 and (_is_outside(doc[start]) or _joins(doc[start], head)):
        start += 1
    while end - start > 1 and (doc[end - 1].text in SEPARATORS or doc[end - 1].is_space):
        end -= 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _is_outside(token: Token) -> bool:
    return token.is_space or token.text in SEPARATORS or token.text in LINE_MARKS


def _joins(token: Token, head: Token | None) -> bool:
    """True for "and" and "but" at the beginning, and for "while" and "that" of the clause itself."""
    if head is None:
        return False
    if token.dep_ == "cc" and token.lower_ in ("and", "but", "or", "yet"):
        return True
    return token.dep_ == "mark" and token.head.i == head.i and token.lower_ in (*CONTRAST, "that")
