"""Finds who is named before a colon at the head of a paragraph: headlines ("Moss: Bridge Will Hold") and transcripts.

Also the signature under a post ("— Ada Moss (@adamoss) June 3, 2021"), which names who wrote what stands above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import groupby

from spacy.tokens import Doc

from rashomon.attribute import cues
from rashomon.attribute.link import Draft, Layout, Range
from rashomon.lexicon import noun_kind
from rashomon.model import HolderKind
from rashomon.names import is_title
from rashomon.tokens import Tokens

LONGEST = 6  # words of a name before a colon
BRIEF = 2  # words that are a turn only after "Q:" or a name in capitals; "Time: two hours" is none
TURNS = 3  # labelled paragraphs that make a transcript
LONGEST_TURN = 12  # paragraphs between two labels; more are a story of their own
SPEAKERS = frozenset(("PERSON", "ORG", "NORP"))
ASKING = frozenset(("q", "question", "interviewer"))
ANSWERING = frozenset(("a", "answer"))
SIGNATURE = re.compile(r"(?:—|–|--|-)\s?(?P<name>[^—–@\n()]{2,60}?)\s?\(\s?@\w{1,20}\s?\)")


def find(page: Layout) -> list[Draft]:
    """One draft for each paragraph that begins with a speaker and a colon, or with "Q." or "A.".

    In a transcript, where speakers take turns, the paragraphs before the next turn go on with it.
    """
    places = list(blocks(page))
    heads = Counter(page.doc[slice(*head)].text for start, end in places if (head := _head(page.words, start, end)))
    often = frozenset(head for head, times in heads.items() if times > 1)
    often = often if len(often) > 1 else frozenset()
    told = [
        (_labelled(page.words, start, end, often) or _lettered(page.words, start, end), (start, end))
        for start, end in places
    ]
    found = [draft for draft, _ in told if draft is not None]
    if _takes_turns(page, found):
        _prolong(told)
    return [] if len(found) == 1 and told[0][0] and _is_section(page, found[0]) else found


def _is_section(page: Layout, draft: Draft) -> bool:
    """True for "OPINION: The mayor must go", where a common noun in capitals is named nowhere else."""
    (first, end), words = draft.source or (0, 0), page.words
    if end - first != 1 or not words.doc[first].is_upper or words.pos[first] not in ("NOUN", "ADJ"):
        return False
    same = [i for i, word in enumerate(words.lower) if word == words.lower[first] and words.doc[i].text[0].isupper()]
    return len(same) == 1 and not _names_speakers(words.lower[first])


def _names_speakers(noun: str) -> bool:
    known = noun_kind(noun) or noun_kind(noun.removesuffix("s"))
    return noun in cues.REPORTS or known in ("person", "org")


def _takes_turns(page: Layout, found: list[Draft]) -> bool:
    """True if a label comes back: what begins with "Poll:" once is no transcript."""
    labels = [page.doc[slice(*draft.source)].text for draft in found if draft.source]
    return len(found) >= TURNS and len(set(labels)) < len(labels)


def _prolong(told: list[tuple[Draft | None, Range]]) -> None:
    """Adds the paragraphs between two turns to the first of them; what follows on the last turn is nobody's."""
    waiting: list[Range] = []
    speaking: Draft | None = None
    for draft, block in told:
        if draft is None:
            waiting.append(block)
            continue
        if speaking is not None and len(waiting) <= LONGEST_TURN:
            speaking.content += waiting
        speaking, waiting = draft, []


def blocks(page: Layout) -> Iterator[Range]:
    """Token range of each paragraph, without white space at its ends."""
    blank, end = page.words.is_space, 0
    for _, group in groupby(page.paragraph):
        start, end = end, end + len(list(group))
        first, last = start, end
        while first < last and blank[first]:
            first += 1
        while first < last and blank[last - 1]:
            last -= 1
        if first < last:
            yield first, last


def _head(words: Tokens, start: int, end: int) -> Range | None:
    """The words before a colon that begins what a paragraph says; a mark, bullet or time before them is left out.

    What ends in brackets may be longer ("Mr. Ivo Moss (North Varn):").
    """
    first = start
    while first < end and not any(letter.isalpha() for letter in words.lower[first]):
        first += 1
    head = words.lower[first : min(first + LONGEST + 1, end)]
    opened = first + (head.index("(") if "(" in head else len(head))
    ends = (i for i in range(opened, min(opened + LONGEST, end)) if words.lower[i] == "):")
    colon = first + head.index(":") if ":" in head else next(ends, first)
    return (first, colon) if colon > first and colon + 1 < end else None


def _naming(words: Tokens, start: int, end: int) -> Range:
    """The words of a head that name somebody, in brackets after an office ("The Minister of Works (Mr. Ivo Moss)")."""
    opened = next((i for i in range(start, end) if words.lower[i] == "("), end)
    return (opened + 1, end) if words.lower[start] == "the" and opened + 1 < end else (start, opened)


def _labelled(words: Tokens, start: int, end: int, often: Container[str]) -> Draft | None:
    """The turn after a speaker and a colon; `often` are the heads of a text in which several come back."""
    head = _head(words, start, end)
    if head is None:
        return None
    colon = head[1]
    source = first, last = _naming(words, *head)
    name = words.doc[first:last]
    brief = sum(t.is_alpha for t in words.doc[colon + 1 : end]) <= BRIEF
    if brief and role(name.text) is None and not name.text.isupper():
        return None
    capitals = all(t.is_title or t.is_upper or not t.is_alpha or t.lower_ in ("of", "the", "and", "for") for t in name)
    initials = name.text in often and name.text.isupper()
    if not capitals or not (initials or _speaks(words.doc, first, last)):
        return None
    cue = (colon, colon + 1) if words.lower[colon] == ":" else None  # "):" is one word, and no cue
    return Draft(cue=cue, source=source, content=[(colon + 1, end)])


def _lettered(words: Tokens, start: int, end: int) -> Draft | None:
    """The turn after "Q." or "A."."""
    lettered = end - start > 2 and words.doc[start].text in ("Q.", "A.")
    return Draft(source=(start, start + 1), content=[(start + 1, end)]) if lettered else None


def role(words: str) -> HolderKind | None:
    """Who a label of questions and answers stands for: whoever writes, who asks, or somebody named elsewhere."""
    plain = words.lower().rstrip(".")
    return "author" if plain in ASKING else "named" if plain in ANSWERING else None


def _speaks(doc: Doc, start: int, end: int) -> bool:
    """True for a name in capitals or after a title, that of somebody or of a body, and for "Poll", "Police", "Q"."""
    if role(doc[start:end].text) is not None:
        return True
    words = [t for t in doc[start:end] if t.is_alpha]
    if end - start > 1 and is_title(doc[start].text):
        return True
    if all(t.is_upper and len(t) > 2 for t in words) and any(t.pos_ != "VERB" for t in words):  # "BREAKING:"
        return True
    if any(
        e.label_ in SPEAKERS and (e.start == start or e.end == end)
        for e in doc.ents
        if e.start >= start and e.end <= end
    ):
        return True
    return _names_speakers(doc[end - 1].lower_)


def signatures(page: Layout) -> list[Draft]:
    """One draft for each signed post: the text of its own paragraph before the signature, or the paragraph above."""
    doc, found = page.doc, []
    above: Range | None = None
    signed = any("@" in word for word in page.words.lower)
    for start, end in blocks(page) if signed else ():
        text = doc[start:end].text
        sign = SIGNATURE.search(text)
        if sign is None:
            above = (start, end)
            continue
        offset = doc[start].idx
        name = doc.char_span(offset + sign.start("name"), offset + sign.end("name"), alignment_mode="contract")
        before = doc.char_span(offset, offset + sign.start(), alignment_mode="contract")
        content = (before.start, before.end) if before is not None and len(before) > 2 else above
        if name is not None and len(name) and content is not None:
            found.append(Draft(source=(name.start, name.end), content=[content]))
        above = None
    return found
