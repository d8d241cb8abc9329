"""Says who says what: joins sources, cues and contents into attributions and follows each source to a name.

Three kinds of evidence are brought together: the spans the tagger marks as source, cue and content (as PolNeAR
defines them, Newell, Margolin and Ruths 2018), quotation marks, and reported speech in the parse. Inside a content
the parse shows further attributions ("A says that B said"), joined by `outer`. The author's own voice is the absence
of an attribution. What it does not do: irony, more than a paragraph that layout alone sets off as a quotation, and for
texts in other languages than English anything but quotations in marks, without a speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.attribute import dialogue, quoted, setoff
from rashomon.attribute.cues import ADVERBS
from rashomon.attribute.drafts import assemble, layout
from rashomon.attribute.link import Draft
from rashomon.attribute.quotes import scan
from rashomon.attribute.records import to_records
from rashomon.attribute.salience import Scene, scene
from rashomon.attribute.speakers import Cast
from rashomon.attribute.subjects import is_told
from rashomon.headline import READ
from rashomon.model import Account, Attribution, Segment


def attribute(account: Account, doc: Doc, segments: Sequence[Segment]) -> tuple[Attribution, ...]:
    """Every attribution of the account's body and captions, in text order of their contents; spans are code points."""
    drafts, around = draft(account, doc, segments)
    cast = Cast(doc, around)
    if around.talk:
        dialogue.settle(drafts, cast)
    quoted.trim(doc, drafts, around.marks)
    return to_records(account, around.words, drafts, around.marks, cast)


def draft(account: Account, doc: Doc, segments: Sequence[Segment]) -> tuple[list[Draft], Scene]:
    """The attributions by their spans, before sources are followed to names, and where they stand."""
    read = [segment for segment in segments if segment.kind in READ]
    quotes = quoted.token_parts(doc, scan(account.text, _blocks(read)))
    marks = {i for parts in quotes for part in parts for i in range(*part)}
    english = (account.language or "en").lower().startswith("en")
    page = layout(doc, segments)
    talk = english and dialogue.converses(page.words, quotes)
    drafts = list[Draft]()
    if english and read and len(doc):
        drafts = assemble(page)
        quotes = sorted([*quotes, *setoff.find(page, drafts, marks)])
    quoted.widen(doc, drafts, quotes)
    quoted.part(doc, drafts, quotes)
    kept = [
        draft
        for draft in drafts
        if draft.content and _is_in(doc, draft, read) and (draft.source or _needs_none(doc, draft, marks))
    ]
    drafts = quoted.complete(doc, kept, quotes, page.paragraph, every=not english, talk=talk)
    return drafts, scene(page.words, drafts, quotes, page.paragraph, talk=talk)


def _is_in(doc: Doc, draft: Draft, read: Sequence[Segment]) -> bool:
    """True if the content begins in one of these segments: a headline claims nothing."""
    at = doc[draft.content[0][0]].idx
    before = bisect_right(read, at, key=lambda segment: segment.span.start)
    return before > 0 and at < read[before - 1].span.end


def _blocks(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Character range of each paragraph that is read."""
    blocks: dict[int, tuple[int, int]] = {}
    for segment in segments:
        start, _ = blocks.get(segment.paragraph, (segment.span.start, 0))
        blocks[segment.paragraph] = (start, segment.span.end)
    return list(blocks.values())


def _needs_none(doc: Doc, draft: Draft, marks: set[int]) -> bool:
    """True for "reportedly" and "told that …", and for words in quotation marks whoever said them."""
    cue = doc[slice(*draft.cue)] if draft.cue else ()
    if any(t.lemma_.lower() in ADVERBS or is_told(t) for t in cue):
        return True
    return any(i in marks for part in draft.content for i in range(*part))
