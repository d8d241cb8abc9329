"""Brings quotation marks and attributions together: whole quotations, quotations without a cue, turns of a dialogue.

A content that holds most of a quotation takes all of it, with its further paragraphs. A quotation nobody was found
to say looks for a verb of saying beside it, then for a name and a colon before it; it goes on the one before it in
its paragraph; and a paragraph of nothing but quotation goes to the last speaker, or alternates between two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.attribute import cues
from rashomon.attribute.link import Draft, Held, Range
from rashomon.attribute.quotes import Quote
from rashomon.attribute.subjects import source_of
from rashomon.lexicon import noun_kind

FEW = 3  # words; shorter quotations are scare quotes, titles or terms unless somebody is found to say them
MOST = 0.5  # of a quotation's tokens
CLOSING = frozenset(("”", "’", '"', "'", "''", "»"))
LOOSE = CLOSING | frozenset((",", ";", ":", "–", "—", "-", "(", "“", "‘", "and", "but", "or", "which", "who", "\n\n"))
LABEL = 6  # tokens after an opening mark that may be a speaker's label, as in transcripts
LINE = 15  # words; the lines of a dialogue are shorter, the quotations of a report longer
PHRASE = 6  # words of a noun phrase after a verb of saying
BESIDE = 14  # tokens between a quotation and the verb that reports it

Parts = list[Range]
SPEAKING = cues.SAY | cues.ASK | cues.THINK | cues.NAME


def token_parts(doc: Doc, quotes: Sequence[Quote]) -> list[Parts]:
    """The token ranges of each quotation, one a paragraph."""
    found: list[Parts] = []
    for quote in quotes:
        spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in quote.parts if start < end]
        parts = [(span.start, span.end) for span in spans if span is not None and len(span)]
        if parts:
            found.append(parts)
    return found


def widen(doc: Doc, drafts: Sequence[Draft], quotes: Sequence[Parts]) -> None:
    """Gives each content the whole of a quotation it reaches into by some words, unless it is reported inside it."""
    at = {i: n for n, parts in enumerate(quotes) for part in parts for i in range(*part)}
    for draft in drafts:
        near = {at[i] for part in draft.content for i in range(*part) if i in at}
        for parts in (quotes[n] for n in sorted(near)):
            inside = any(overlap(span, part) for span in (draft.cue, draft.source) if span for part in parts)
            if not inside and any(_reaches(doc, span, part) for span in draft.content for part in parts):
                draft.content = merged([*draft.content, *parts])


def part(doc: Doc, drafts: Sequence[Draft], quotes: Sequence[Parts]) -> None:
    """Takes the words of a quotation off the source that names its speaker; one with none left is sought by the cue."""
    at = {i: n for n, parts in enumerate(quotes) for part in parts for i in range(*part)}
    for draft in drafts:
        if draft.source is None or draft.cue is None or draft.cue[0] in at:
            continue
        said = {at.get(i) for span in draft.content for i in range(*span)} - {None}
        own = [i for i in range(*draft.source) if at.get(i) not in said and not draft.cue[0] <= i < draft.cue[1]]
        if len(own) < draft.source[1] - draft.source[0]:
            words = [i for i in own if not doc[i].is_punct and not doc[i].is_space]
            verb = next((t for t in doc[draft.cue[0] : draft.cue[1]] if t.pos_ == "VERB"), None)
            beside = (source_of(verb) or phrase_beside(doc, verb)) if verb is not None else None
            outside = beside if beside and not any(at.get(i) in said for i in range(*beside)) else None
            draft.source = outside or ((words[0], words[-1] + 1) if words else None)


def _reaches(doc: Doc, span: Range, part: Range) -> bool:
    start, end = max(span[0], part[0]), min(span[1], part[1])
    return start < end and (length(doc, [(start, end)]) >= FEW or 2 * (end - start) >= part[1] - part[0])


def complete(
    doc: Doc, drafts: list[Draft], quotes: Sequence[Parts], paragraph: Sequence[int], *,
    every: bool = False, talk: bool = False,
) -> list[Draft]:  # fmt: skip
    """The drafts with one more, or one more content, for each quotation of some length that had none.

    A quotation inside a sentence that reports nobody is left to the author, unless `every` one is wanted. In a text
    that converses (`talk`) each line that opens a paragraph is somebody's.
    """
    inside = {i for parts in quotes for part in parts for i in range(*part)}
    page = _Page(doc, paragraph, drafts, every, talk, inside, Held(drafts))
    for parts in quotes:
        draft = page.holder(parts)
        if draft is not None and page.has_other_verb(draft, parts):
            draft.content = [span for span in draft.content if not any(overlap(span, own) for own in parts)]
            page.held = Held(drafts)
            draft = None
        if draft is None and (length(doc, parts) >= FEW or page.is_spoken(parts)):
            draft = page.place(parts)
        if draft is not None:
            page.said.append((parts, draft))
    return sorted(drafts, key=start_of)


@dataclass(slots=True)
class _Page:
    """The quotations of one account as they are placed, in text order."""

    doc: Doc
    paragraph: Sequence[int]
    drafts: list[Draft]
    every: bool
    talk: bool
    inside: set[int]
    held: Held
    said: list[tuple[Parts, Draft]] = field(default_factory=list)

    def place(self, parts: Parts) -> Draft | None:
        """Finds who says a quotation and adds it to the drafts; None for words the author merely marks."""
        cue = self.verb_beside(parts)
        mine = self.held.cues.get(cue.i) if cue is not None else None
        beat = self.beat(parts) if cue is None and self.talk else None
        if mine is None and cue is None and beat is None and self.said and self.goes_on(self.said[-1][0], parts):
            mine = self.said[-1][1]
        if mine is not None:
            mine.content = merged([*mine.content, *parts])
            self.held.add(mine)
            return mine
        draft = Draft(content=list(parts))
        if cue is not None:
            draft.cue, draft.source = (cue.i, cue.i + 1), source_of(cue) or phrase_beside(self.doc, cue)
        elif label := _label(self.doc, parts[0][0], self.paragraph):
            draft.source, draft.cue = label
        elif beat is not None:
            draft.source = beat
        elif _stands_alone(self.doc, parts, self.paragraph):
            draft.source, draft.guessed = self.introduced(parts), True
            draft.shares = None if draft.source else self.turn(parts)
        elif acting := self.acting(parts):
            draft.source = acting
        elif self.talk and self.opens(parts) and self.is_spoken(parts):
            draft.guessed = True
        elif not self.every:
            return None
        self.drafts.append(draft)
        self.held.add(draft)
        return draft

    def holder(self, parts: Parts) -> Draft | None:
        """The draft whose content is most of a quotation and whose cue stands outside it, or labels it."""
        size = parts[0][1] - parts[0][0]
        for draft in self.held.over(parts[0]):
            within = draft.cue is not None and any(part[0] + LABEL < draft.cue[0] < part[1] for part in parts)
            if not within and sum(overlap(span, parts[0]) for span in draft.content) >= MOST * size:
                return draft
        return None

    def has_other_verb(self, draft: Draft, parts: Parts) -> bool:
        """True if a quotation has a verb of saying beside it, and the draft that holds it one in another sentence."""
        if draft.cue is None or all(any(overlap(span, own) for own in parts) for span in draft.content):
            return False
        verb = self.verb_beside(parts)
        mine = range(*draft.cue)
        return verb is not None and verb.i not in mine and verb.i not in self.held.cues and verb.sent.start > mine[-1]

    def is_spoken(self, parts: Parts) -> bool:
        """True for short words that end like speech ("No," "Where?") or are a sentence: no scare quotes."""
        start, end = parts[0][0], parts[-1][1]
        if end - start < 3:
            return False
        last = self.doc[end - 2].text[-1:]
        before = next((self.doc[i].text for i in range(start - 1, -1, -1) if not self.doc[i].is_space), ".")
        begins = (
            before[-1] in ".!?…:"
            or before in CLOSING
            or self.paragraph[start - 1 if start else 0] != self.paragraph[start]
        )
        return self.doc[start + 1].is_title and (last in ",?!—" or (last in ".…" and begins))

    def goes_on(self, before: Parts, after: Parts) -> bool:
        """True if one quotation begins a sentence, or follows a comma, in the paragraph in which another ended."""
        at = after[0][0]
        lead = next((self.doc[i] for i in range(at - 1, -1, -1) if not self.doc[i].is_space), None)
        begins = lead is None or not (lead.is_alpha or lead.like_num)
        return begins and self.paragraph[before[-1][1] - 1] == self.paragraph[at]

    def verb_beside(self, parts: Parts) -> Token | None:
        """The nearest verb of saying outside quotations: in the rest of the sentence, else before in its own."""
        start, end = parts[0][0], parts[-1][1]
        after = range(end, min(end + BESIDE, len(self.doc)))
        before = range(start - 1, max(-1, start - 1 - BESIDE), -1)
        found = self._first_verb(after, self.paragraph[end - 1]) or self._first_verb(before, self.paragraph[start])
        return found or self._announced(start)

    def _announced(self, start: int) -> Token | None:
        """The verb of the paragraph before, if that ends in a colon and the quotation begins its own."""
        at = start - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        if at < 0 or self.doc[at].text != ":" or self.paragraph[at] == self.paragraph[start]:
            return None
        return self._first_verb(range(at - 1, max(-1, at - 1 - BESIDE), -1), self.paragraph[at])

    def _first_verb(self, places: range, paragraph: int) -> Token | None:
        for i in places:
            token = self.doc[i]
            if self.paragraph[i] != paragraph or i in self.inside or (token.text in ".!?;" and i != places.start):
                return None
            if token.pos_ == "VERB" and token.lemma_.lower() in SPEAKING:
                return token
        return None

    def acting(self, parts: Parts) -> Range | None:
        """Who does something right after words that open a paragraph ("No." Moss rose.), if that is somebody."""
        start, end = parts[0][0], parts[-1][1]
        while end < len(self.doc) and self.doc[end].is_space:
            end += 1
        if not self.opens(parts) or end >= len(self.doc) or self.paragraph[end] != self.paragraph[start]:
            return None
        root = self.doc[end].sent.root
        subject = source_of(root) if root.pos_ == "VERB" and root.i >= end else None
        return subject if subject and subject[0] >= end and is_somebody(self.doc, subject) else None

    def opens(self, parts: Parts) -> bool:
        """True if a quotation begins its paragraph."""
        start = parts[0][0]
        return start == 0 or self.paragraph[start - 1] != self.paragraph[start] or self.doc[start - 1].is_space

    def beat(self, parts: Parts) -> Range | None:
        """Who does something in the whole sentence before a quotation in its paragraph (Moss rose. "No.")."""
        at = parts[0][0] - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        ends = at >= 0 and self.doc[at].text in (".", "!", ":") and at not in self.inside
        if not ends or self.paragraph[at] != self.paragraph[parts[0][0]] or not self.doc.has_annotation("DEP"):
            return None
        root = self.doc[at].sent.root
        subject = source_of(root) if root.pos_ == "VERB" and root.i not in self.inside else None
        if subject is None or subject[0] in self.inside:
            return None
        return subject if self.doc[subject[0]].lower_ == "i" or is_somebody(self.doc, subject) else None

    def introduced(self, parts: Parts) -> Range | None:
        """Whom the paragraph before is about, the subject of its last sentence, if nobody is quoted there."""
        at = parts[0][0] - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        if at < 0 or self.paragraph[at] == self.paragraph[parts[0][0]] or not self.doc.has_annotation("DEP"):
            return None
        if self.said and self.paragraph[self.said[-1][0][-1][1] - 1] == self.paragraph[at]:
            return None
        root = self.doc[at].sent.root
        subject = source_of(root) if root.pos_ == "VERB" else None
        return subject if subject and is_somebody(self.doc, subject) else None

    def turn(self, parts: Parts) -> Draft | None:
        """Whose turn it is: that of the one before last in a dialogue of short lines, else the last speaker's."""
        if not self.said or self.paragraph[parts[0][0]] - self.paragraph[self.said[-1][0][-1][1] - 1] > 2:
            return None
        last, draft = self.said[-1]
        if len(self.said) > 1:
            before, other = self.said[-2]
            near = self.paragraph[last[0][0]] - self.paragraph[before[-1][1] - 1] == 1
            short = max(length(self.doc, line) for line in (before, last)) <= LINE
            if near and (short or self.doc[last[-1][1] - 2].text == "?") and speaks(other) is not speaks(draft):
                return speaks(other)
        return speaks(draft)


def speaks(draft: Draft) -> Draft:
    """The attribution whose speaker a quotation shares."""
    while draft.shares is not None:
        draft = draft.shares
    return draft


def name_beside(doc: Doc, cue: Token) -> Range | None:
    """A name or pronoun right before or after a cue whose subject the parse does not show."""
    for at in (cue.i - 1, cue.i + 1):
        if 0 <= at < len(doc) and doc[at].pos_ in ("PROPN", "PRON"):
            low, high = at, at + 1
            while low > 0 and doc[low].ent_iob_ == "I":
                low -= 1
            while high < len(doc) and doc[high].ent_iob_ == "I":
                high += 1
            return low, high
    return None


def phrase_beside(doc: Doc, cue: Token) -> Range | None:
    """The noun phrase right after a cue ("continued the young man"), else the name or pronoun beside it."""
    end = cue.i + 1
    while end < len(doc) and end <= cue.i + PHRASE and doc[end].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
        end += 1
        if doc[end - 1].pos_ == "PRON" and doc[end - 1].dep_ != "nmod:poss":
            break
    found = end > cue.i + 1 and doc[end - 1].pos_ in ("NOUN", "PROPN", "PRON")
    return (cue.i + 1, end) if found else name_beside(doc, cue)


def _label(doc: Doc, start: int, paragraph: Sequence[int]) -> tuple[Range, Range] | None:
    """Source and cue of `Ada Moss: "…"`: at most six words with capitals that begin a paragraph, and a colon."""
    colon = start - 1
    while colon >= 0 and doc[colon].is_space:
        colon -= 1
    if colon < 1 or doc[colon].text != ":":
        return None
    first = colon
    while first > 0 and paragraph[first - 1] == paragraph[colon] and not doc[first - 1].is_space:
        first -= 1
    named = all(t.is_title or t.is_upper or not t.is_alpha for t in doc[first:colon])
    if first < colon and colon - first <= 6 and named:
        return (first, colon), (colon, colon + 1)
    return None


def _stands_alone(doc: Doc, parts: Parts, paragraph: Sequence[int]) -> bool:
    """True if nothing but the quotation stands in its paragraph."""
    return not any(
        _words_in_paragraph(doc, at, step, paragraph) for at, step in ((parts[0][0], -1), (parts[-1][1] - 1, 1))
    )


def _words_in_paragraph(doc: Doc, at: int, step: int, paragraph: Sequence[int]) -> bool:
    i = at + step
    while 0 <= i < len(doc) and paragraph[i] == paragraph[at]:
        if doc[i].is_alpha:
            return True
        i += step
    return False


def is_somebody(doc: Doc, span: Range) -> bool:
    """True if a noun phrase is the name of a person, a personal pronoun or a noun for people."""
    head = doc[span[0] : span[1]].root
    if head.pos_ == "PROPN":
        return head.ent_type_ in ("PERSON", "")
    return head.lower_ in ("he", "she") or (head.pos_ == "NOUN" and noun_kind(head.lemma_) == "person")


def trim(doc: Doc, drafts: Sequence[Draft], marks: set[int]) -> None:
    """Takes separators, joining words and stray marks outside quotations (`marks`) off the ends of each content."""
    for draft in drafts:
        draft.content = [_trimmed(doc, part, marks) for part in draft.content]


def _trimmed(doc: Doc, part: Range, marks: set[int]) -> Range:
    start, end = part
    while end - start > 1 and start not in marks and doc[start].lower_ in LOOSE:
        start += 1
    while end - start > 1 and end - 1 not in marks and doc[end - 1].lower_ in LOOSE | {"."}:
        end -= 1
    return start, end


def start_of(draft: Draft) -> int:
    """Where a draft begins: its first content."""
    return min(draft.content)[0]


def length(doc: Doc, parts: Parts) -> int:
    """How many words a quotation has."""
    return sum(not t.is_punct and not t.is_space for start, end in parts for t in doc[start:end])


def overlap(a: Range, b: Range) -> int:
    """How many tokens two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def merged(spans: Sequence[Range]) -> list[Range]:
    """Ranges in order, those that touch or overlap joined."""
    found: list[Range] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
