"""Says who says what: joins sources, cues and contents into attributions and follows each source to a name.

Three kinds of evidence are brought together: the spans the tagger marks as source, cue and content (as PolNeAR
defines them, Newell, Margolin and Ruths 2018), quotation marks, and reported speech in the parse. Inside a content
the parse shows further attributions ("A says that B said"), joined by `outer`. The author's own voice is the absence
of an attribution. What it does not do: irony, quotations set off by layout alone, and for texts in other languages
than English anything but quotations in marks, without a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from spacy.tokens import Doc

from rashomon.attribute import clauses, labels, quoted
from rashomon.attribute.cues import ADVERBS
from rashomon.attribute.link import Draft, Layout, Range, link
from rashomon.attribute.quotes import scan
from rashomon.attribute.speakers import Cast
from rashomon.model import Account, Attribution, AttributionKind, HolderKind, Segment, Span

NOMINAL = ("NOUN", "PROPN", "PRON", "")
READ = ("body", "caption")
DIRECT = 0.9  # of a content's words stand in quotation marks
MIXED = 0.1


def attribute(account: Account, doc: Doc, segments: Sequence[Segment]) -> tuple[Attribution, ...]:
    """Every attribution of the account's body and captions, in text order of their contents; spans are code points."""
    read = [segment for segment in segments if segment.kind in READ]
    if not read or not len(doc):
        return ()
    quotes = quoted.token_parts(doc, scan(account.text, _blocks(read)))
    english = is_english(account)
    drafts = _english(doc, segments) if english else []
    quoted.widen(doc, drafts, quotes)
    drafts = [d for d in drafts if d.content]
    drafts = [draft for draft in drafts if draft.source or _needs_no_source(doc, draft, quotes)]
    drafts = quoted.complete(doc, drafts, quotes, paragraphs(doc, segments), every=not english)
    return _records(account, doc, drafts, quotes)


def is_english(account: Account) -> bool:
    """True unless the account is known to be in another language."""
    return (account.language or "en").lower().startswith("en")


def paragraphs(doc: Doc, segments: Sequence[Segment]) -> list[int]:
    """The paragraph number of each token; white space belongs to what precedes it."""
    numbers = [0] * len(doc)
    for segment in segments:
        span = doc.char_span(segment.span.start, segment.span.end, alignment_mode="expand")
        for token in span or ():
            numbers[token.i] = segment.paragraph
    return list(accumulate(numbers, max))


def _blocks(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Character range of each paragraph that is read."""
    blocks: dict[int, tuple[int, int]] = {}
    for segment in segments:
        start, _ = blocks.get(segment.paragraph, (segment.span.start, 0))
        blocks[segment.paragraph] = (start, segment.span.end)
    return list(blocks.values())


def layout(doc: Doc, segments: Sequence[Segment]) -> Layout:
    """The document's marked spans in token ranges, with the paragraph and sentence of each token."""
    marked = {name: [(s.start, s.end) for s in doc.spans.get(name, ())] for name in ("source", "cue", "content")}
    return Layout(doc, marked["source"], marked["cue"], marked["content"], paragraphs(doc, segments), _sentences(doc))


def _english(doc: Doc, segments: Sequence[Segment]) -> list[Draft]:
    """What the tagger marked, linked; and what only the parse shows, inside its contents or beside them."""
    page = layout(doc, segments)
    drafts = link(page)
    drafts += [draft for draft in labels.find(doc, page.paragraph) if _is_new(draft, drafts)]
    drafts += labels.signatures(doc, page.paragraph)
    drafts += recover(doc, page, drafts) + fulfil(doc, page, drafts)
    supply(doc, drafts)
    mend(doc, drafts)
    return drafts + [draft for draft in clauses.find(doc) if _is_new(draft, drafts)]


def _needs_no_source(doc: Doc, draft: Draft, quotes: Sequence[quoted.Parts]) -> bool:
    """True for "reportedly", and for words in quotation marks whoever said them."""
    if draft.cue and doc[draft.cue[0]].lemma_.lower() in ADVERBS:
        return True
    return any(quoted.overlap(part, span) for span in draft.content for parts in quotes for part in parts)


def recover(doc: Doc, page: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts for marked contents that no marked cue is likely for, where a verb of reporting governs them."""
    held = {part for draft in drafts for part in draft.content}
    cues = {i for draft in drafts if draft.cue for i in range(*draft.cue)}
    inside = {i for part in page.content for i in range(*part)}
    found: dict[int, Draft] = {}
    for part in page.content:
        head = clauses.governor(doc, part)
        if part in held or head is None or head.i in cues or head.i in inside:
            continue
        if head.lemma_.lower() in clauses.REPORTING and clauses.source_of(head):
            found.setdefault(head.i, Draft(cue=(head.i, head.i + 1))).content.append(part)
    return list(found.values())


def fulfil(doc: Doc, page: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts for marked cues that no marked content hangs on: what the cue governs after it is its content."""
    held = {draft.cue for draft in drafts}
    found = []
    for cue in page.cue:
        if cue in held:
            continue
        content = clauses.governed(doc, cue)
        if content:
            found.append(Draft(cue=cue, content=content))
    return found


def supply(doc: Doc, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a source the subject of their cue, and sources without a noun the phrase they stand in."""
    for draft in drafts:
        if draft.source and not any(t.pos_ in NOMINAL for t in doc[draft.source[0] : draft.source[1]]):
            head = doc[draft.source[1] - 1].head  # "the" alone was marked
            draft.source = clauses.phrase(head) if head.pos_ in NOMINAL else draft.source
        if draft.source is None and draft.cue is not None:
            verb = next((t for t in doc[draft.cue[0] : draft.cue[1]] if t.pos_ == "VERB"), None)
            draft.source = (clauses.source_of(verb) or quoted.name_beside(doc, verb)) if verb is not None else None
            if draft.source and quoted.overlap(draft.source, draft.cue):
                draft.source = None
        if draft.source:
            draft.content = [rest for part in draft.content for rest in without(part, draft.source)]


def without(part: Range, taken: Range) -> list[Range]:
    """A range without what another takes of it."""
    if not quoted.overlap(part, taken):
        return [part]
    return [rest for rest in ((part[0], taken[0]), (taken[1], part[1])) if rest[0] < rest[1]]


def mend(doc: Doc, drafts: Sequence[Draft]) -> None:
    """Joins parts of one content where neither source nor cue nor the end of a sentence stands between them."""
    taken = {i for draft in drafts for span in (draft.source, draft.cue) if span for i in range(*span)}
    sentence = _sentences(doc)
    for draft in drafts:
        for (_, end), (start, _) in pairwise(sorted(draft.content)):
            if sentence[end - 1] == sentence[start] and not taken.intersection(range(end, start)):
                draft.content.append((end, start))
        draft.content = quoted.merged([part for part in draft.content if part[0] < part[1]])


def _sentences(doc: Doc) -> list[int]:
    return list(accumulate(int(bool(token.is_sent_start)) for token in doc))


def _is_new(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True if nothing has this cue, and no content covers about the same words."""
    for other in drafts:
        if draft.cue and other.cue and quoted.overlap(draft.cue, other.cue):
            return False
        if draft.cue and any(quoted.overlap(draft.cue, span) for span in other.content):
            continue
        shared = sum(quoted.overlap(a, b) for a in draft.content for b in other.content)
        if shared > 0:
            return False
    return True


def _records(
    account: Account, doc: Doc, drafts: Sequence[Draft], quotes: Sequence[quoted.Parts]
) -> tuple[Attribution, ...]:
    outer = [_outer(draft, drafts) for draft in drafts]
    marks = {i for parts in quotes for part in parts for i in range(*part)}
    voices = _voices(doc, drafts, outer)

    def span(tokens: Range | None) -> Span | None:
        return Span(account.id, doc[tokens[0]].idx, _end(doc, tokens)) if tokens else None

    return tuple(
        Attribution(
            content=tuple(found for part in draft.content if (found := span(part))),
            kind=_kind(doc, draft, marks),
            source=span(draft.source or (draft.shares.source if draft.shares else None)),
            cue=span(draft.cue),
            speaker=voices[n][0],
            speaker_kind=voices[n][1],
            outer=outer[n],
        )
        for n, draft in enumerate(drafts)
    )


def _end(doc: Doc, tokens: Range) -> int:
    last = doc[tokens[1] - 1]
    return last.idx + len(last)


def _outer(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """Index of the smallest other attribution in whose content this one stands."""
    low = min(span[0] for span in (*draft.content, draft.cue) if span)
    high = max(span[1] for span in (*draft.content, draft.cue) if span)
    size = _size(draft)
    holding = [
        (_size(other), n)
        for n, other in enumerate(drafts)
        if _size(other) > size and any(a <= low and high <= b for a, b in other.content)
    ]
    return min(holding)[1] if holding else None


def _size(draft: Draft) -> int:
    return sum(end - start for start, end in draft.content)


def _voices(doc: Doc, drafts: Sequence[Draft], outer: Sequence[int | None]) -> list[tuple[str | None, HolderKind]]:
    """Speaker and kind of each draft; those outside come before those in their words."""
    cast = Cast(doc, _sentences(doc))
    voices: dict[int, tuple[str | None, HolderKind]] = {}

    def voice(n: int) -> tuple[str | None, HolderKind]:
        if n not in voices:
            draft, around = drafts[n], outer[n]
            voices[n] = (None, "unnamed")  # stands while its own turn is followed back
            if draft.source:
                voices[n] = cast.resolve(draft.source, voice(around)[0] if around is not None else None)
            elif draft.shares is not None:
                voices[n] = voice(next(k for k, other in enumerate(drafts) if other is draft.shares))
        return voices[n]

    return [voice(n) for n in range(len(drafts))]


def _kind(doc: Doc, draft: Draft, marks: set[int]) -> AttributionKind:
    words = [i for span in draft.content for i in range(*span) if not doc[i].is_punct and not doc[i].is_space]
    share = sum(i in marks for i in words) / max(1, len(words))
    return "direct" if share >= DIRECT else "mixed" if share > MIXED else "indirect"
