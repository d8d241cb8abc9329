"""Brings together what the tagger marked, what stands before a colon and what the parse shows, as drafts.

Marked spans are linked first; a content or cue without its other half finds it in the parse; parts of one content
are joined. The parse alone adds reported speech that nothing marked, inside contents too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Token

from rashomon.attribute import clauses, labels, quoted
from rashomon.attribute.amounts import told
from rashomon.attribute.link import Draft, Held, Layout, Range, link
from rashomon.attribute.subjects import is_quoted_as, is_told, phrase, source_of, speaker_of
from rashomon.attribute.titles import is_called, is_title
from rashomon.model import Segment

ALIKE = 0.5  # overlap by union
TITLING = ("DET", "NOUN", "PROPN")
NOMINAL = ("NOUN", "PROPN", "PRON", "")


def assemble(page: Layout) -> list[Draft]:
    """Every draft of an English document, quotations aside."""
    doc, drafts = page.doc, link(page)
    drafts += turns(page, drafts)
    drafts += labels.signatures(page)
    drafts += recover(page, drafts) + fulfil(doc, page, drafts)
    drafts = [whole for draft in drafts if not _says_nothing(doc, draft) for whole in _wholes(doc, draft)]
    supply(doc, drafts)
    mend(page, drafts)
    oppose(page, drafts)
    held = Held(drafts)
    drafts += [draft for draft in clauses.find(page.words, held.cues) if held.is_new(draft)]
    for draft in drafts:
        _set_off(doc, draft)
    return drafts


def _set_off(doc: Doc, draft: Draft) -> None:
    """Gives a source the name set off behind it, and takes what else is told of it there out of the content."""
    if draft.source is None:
        return
    draft.source = _named(doc, draft.source)
    aside = draft.source[0], _end_of_asides(doc, draft.source)
    if not quoted.overlap(aside, draft.cue or (0, 0)):
        draft.content = [rest for part in draft.content for rest in without(part, aside)]


def _wholes(doc: Doc, draft: Draft) -> list[Draft]:
    """The draft, with the clause by which it gives a figure; for "quoted her as saying" hers, in that of who quotes."""
    verb = _verb(doc, draft)
    if verb is None:
        return [draft]
    draft.content = told(verb) or draft.content
    quoting = verb.head if is_quoted_as(verb) else verb
    quoted_as = [whole for saying in quoting.children if is_quoted_as(saying) for whole in clauses.reports(saying)]
    return [*quoted_as, *clauses.reports(quoting)] if quoted_as else [draft]


def _verb(doc: Doc, draft: Draft) -> Token | None:
    return next((t for t in doc[slice(*draft.cue)] if t.pos_ == "VERB"), None) if draft.cue else None


def _says_nothing(doc: Doc, draft: Draft) -> bool:
    """True if a draft takes a clause before its cue for what its source says, who speaks against it, or a refusal."""
    verb = _verb(doc, draft)
    if verb is None:
        return False
    return clauses.refuses(verb) or (clauses.is_opposed(verb) and all(end <= verb.i for _, end in draft.content))


def turns(page: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts for paragraphs that begin with their speaker; one whose colon was marked as a cue gets the whole turn."""
    found: list[Draft] = []
    labelled = labels.find(page)
    held = Held(drafts if labelled else ())
    for turn in labelled:
        marked = held.cues.get(turn.cue[0]) if turn.cue else None
        if marked is not None:
            marked.source, marked.content = turn.source, turn.content
        elif all(_is_within(draft, turn) for part in turn.content for draft in held.over(part)):
            found.append(turn)
    return found


def _is_within(draft: Draft, turn: Draft) -> bool:
    """True if all of a draft stands in what another says, or holds the cue of that one."""
    spans = [*draft.content, *([draft.cue] if draft.cue else [])]
    inside = all(any(start <= low and high <= end for start, end in turn.content) for low, high in spans)
    return inside or any(quoted.overlap(part, turn.cue or (0, 0)) for part in draft.content)


def layout(doc: Doc, segments: Sequence[Segment]) -> Layout:
    """The document's marked spans in token ranges, with the paragraph and sentence of each token."""
    marked = {name: [(s.start, s.end) for s in doc.spans.get(name, ())] for name in ("source", "cue", "content")}
    return Layout(doc, marked["source"], marked["cue"], marked["content"], paragraphs(doc, segments))


def paragraphs(doc: Doc, segments: Sequence[Segment]) -> list[int]:
    """The paragraph number of each token; white space belongs to what precedes it."""
    numbers = np.zeros(len(doc), np.int64)
    for segment in segments:
        span = doc.char_span(segment.span.start, segment.span.end, alignment_mode="expand")
        if span is not None:
            numbers[span.start : span.end] = segment.paragraph
    paragraphs: list[int] = np.maximum.accumulate(numbers).tolist()
    return paragraphs


def recover(page: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts for marked contents that no marked cue is likely for, where a verb of reporting governs them."""
    held = {part for draft in drafts for part in draft.content}
    taken = {i for draft in drafts if draft.cue for i in range(*draft.cue)}
    taken.update(i for part in page.content for i in range(*part))
    found: dict[int, Draft] = {}
    for part in page.content:
        head = clauses.governor(page.words, part) if part not in held else None
        if head is None or head in taken or page.words.lemma[head] not in clauses.REPORTING:
            continue
        if source_of(page.doc[head]):
            found.setdefault(head, Draft(cue=(head, head + 1))).content.append(part)
    return list(found.values())


def fulfil(doc: Doc, page: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts for marked cues that no marked content hangs on: what the cue governs after it is its content."""
    held = {draft.cue for draft in drafts}
    found = []
    for cue in page.cue:
        if cue in held:
            continue
        content = clauses.reported(doc, cue) or clauses.governed(doc, cue)
        if content:
            found.append(Draft(cue=cue, content=content))
    return found


def supply(doc: Doc, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a source the subject of their cue, and sources cut short the rest of their phrase."""
    for draft in drafts:
        if draft.source and not any(t.pos_ in NOMINAL for t in doc[draft.source[0] : draft.source[1]]):
            head = doc[draft.source[1] - 1].head  # "the" alone was marked
            draft.source = phrase(head) if head.pos_ in NOMINAL else draft.source
        if draft.source and draft.cue:
            aside = _is_aside(doc, draft.source, draft.cue)
            draft.source = None if aside else _ended(doc, draft.source, draft.cue)
        if draft.source is None and draft.cue is not None:
            verb = _verb(doc, draft)
            draft.source = _source_of(doc, verb) if verb is not None else None
            if draft.source and quoted.overlap(draft.source, draft.cue):
                draft.source = None
        if draft.source:
            draft.content = [rest for part in draft.content for rest in without(part, draft.source)]


def _source_of(doc: Doc, verb: Token) -> Range | None:
    """Who speaks by a verb, by the parse or beside it; nobody known for "asked what he saw"."""
    return speaker_of(verb) or (None if is_told(verb) else quoted.phrase_beside(doc, verb))


def _is_aside(doc: Doc, source: Range, cue: Range) -> bool:
    """True if a source stands in a relative clause that its cue is no part of ("drivers, none of whom left, said")."""
    within = (token for token in doc[source[1] - 1].ancestors if token.dep_ == "acl:relcl")
    return any(clause.left_edge.i <= source[0] and clause.right_edge.i < cue[0] for clause in within)


def _ended(doc: Doc, source: Range, cue: Range) -> Range:
    """A source that stops at a preposition or before a name, to the end of its phrase ("her colleague | Ada Moss")."""
    last, end = doc[source[1] - 1], source[1]
    if last.pos_ == "ADP" and last.dep_ == "case":
        end = max(end, last.head.right_edge.i + 1)
    elif end < len(doc) and is_title(last.lower_) and doc[end].ent_type_ == "PERSON":
        while end < len(doc) and doc[end].ent_type_ == "PERSON":
            end += 1
    return source if quoted.overlap((source[1], end), cue) else (source[0], end)


def _named(doc: Doc, source: Range) -> Range:
    """A source with the name set off behind it ("its head | , Ada Moss,", "the firm that runs it | , Crane Hydro,")."""
    comma = source[1] - (doc[source[1] - 1].text == ",")
    start, end = _name_from(doc, comma + 1) if doc[comma : comma + 1].text == "," else (comma, comma)
    fits = start < end and is_called(doc[slice(*source)].root, comma, doc[start].ent_type_)
    return (source[0], end) if fits and all(t.is_punct for t in doc[end : end + 1]) else source


def _end_of_asides(doc: Doc, source: Range) -> int:
    """Where ends what is told of a source between two commas after it ("Ada Moss | , a driver,")."""
    told = (c for t in doc[slice(*source)] for c in t.children if c.dep_ in ("appos", "acl:relcl"))
    after = [c.right_edge.i + 1 for c in told if source[1] <= c.left_edge.i <= source[1] + 1]
    return max((end for end in after if doc[end : end + 1].text == ","), default=source[1])


def _name_from(doc: Doc, start: int) -> Range:
    """The name that begins at a word, after any title or article ("Captain | Ada Moss")."""
    while start < len(doc) and not doc[start].ent_type_ and doc[start].pos_ in TITLING:
        start += 1
    end = start
    while end < len(doc) and doc[end].ent_type_ and (end == start or doc[end].ent_iob_ == "I"):
        end += 1
    return start, end


def without(part: Range, taken: Range) -> list[Range]:
    """A range without what another takes of it."""
    if not quoted.overlap(part, taken):
        return [part]
    return [rest for rest in ((part[0], taken[0]), (taken[1], part[1])) if rest[0] < rest[1]]


def mend(page: Layout, drafts: Sequence[Draft]) -> None:
    """Joins parts of one content where neither source nor cue nor the end of a sentence stands between them."""
    taken = {i for draft in drafts for span in (draft.source, draft.cue) if span for i in range(*span)}
    sentence = page.words.sentence
    for draft in drafts:
        for (_, end), (start, _) in pairwise(sorted(draft.content)):
            if sentence[end - 1] == sentence[start] and not taken.intersection(range(end, start)):
                draft.content.append((end, start))
        draft.content = quoted.merged([part for part in draft.content if part[0] < part[1]])
        if draft.cue and len(draft.content) == 1:
            draft.content = [_to_clause_end(draft.content[0], clauses.reported(page.doc, draft.cue))]


def oppose(page: Layout, drafts: Sequence[Draft]) -> None:
    """Keeps apart what two say who are set against each other ("A said it fell, while B said it burned")."""
    for at in (i for i, word in enumerate(page.words.lower) if word in ("while", "whereas")):
        verb = page.doc[page.words.head[at]]
        other = clauses.opposite(verb)
        if other is not None:
            _set_apart(drafts, verb, other)


def _set_apart(drafts: Sequence[Draft], verb: Token, other: Token) -> None:
    """Takes the clause of a verb out of what is said by the other, and gives it its own subject for a source."""
    against = verb.left_edge.i, verb.right_edge.i + 1
    for draft in drafts:
        cue = range(*(draft.cue or (0, 0)))
        if verb.i in cue:
            draft.source = source_of(verb)
        elif other.i in cue:
            draft.content = [rest for span in draft.content for rest in without(span, against)]


def _to_clause_end(part: Range, clause: list[Range]) -> Range:
    """A content with the end of the clause its cue reports, if it is mostly that clause: the tree sees further.

    One that is the first word of the clause alone ("that") is the whole.
    """
    if len(clause) != 1:
        return part
    if part == (clause[0][0], clause[0][0] + 1):
        return clause[0]
    (start, end), shared = clause[0], quoted.overlap(part, clause[0])
    alike = shared >= ALIKE * (max(end, part[1]) - min(start, part[0]))
    return (part[0], end) if alike and end > part[0] else part
