"""The reader as a spaCy component: `spacy.blank("en").add_pipe("rashomon_reader")`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from operator import or_
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from rashomon import reader
from rashomon.annotate.alike import alike
from rashomon.names import PARTICLES
from rashomon.reader.lemma import lemma
from rashomon.text import Segmented, segments

CODE = re.compile(r"[\[\]{}<>=_|\\^~]|\w\(|\)\w")
SIGNS = re.compile(r"[\[\]{}<>=_|\\^~()]")  # one of which is in all that is CODE
TABS = re.compile(r"\t+")
EDGES = frozenset({"VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "PRON", "PART"})  # of speech, in lower case
ROLES = {"SOURCE": "source", "CUE": "cue", "CONTENT": "content"}


class Tokens(NamedTuple):
    """A Doc with its words, whether a space follows each, and its text; spaCy makes them anew at each question."""

    doc: Doc
    words: list[str]
    spaces: list[bool]
    text: str

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """Those of a Doc."""
        words = [token.text for token in doc]
        spaces = doc.to_array("SPACY").astype(bool).tolist()
        text = "".join([f"{word} " if space else word for word, space in zip(words, spaces, strict=True)])
        return cls(doc, words, spaces, text)


class Sentence(NamedTuple):
    """Tokens [start, end) of a sentence, whether it opens a paragraph, and the number of its segment."""

    start: int
    end: int
    opens: bool
    number: int


if not Doc.has_extension("confidence"):
    Doc.set_extension("confidence", getter=lambda doc: doc.user_data.get("confidence"))
    Token.set_extension("factuality", getter=lambda token: token.doc.user_data.get("factuality", {}).get(token.i))


@Language.factory("rashomon_reader", assigns=["token.pos", "token.dep", "token.head", "token.lemma", "doc.ents"])
def make(nlp: Language, name: str) -> Reader:
    """The factory spaCy calls; its entry point is in pyproject.toml."""
    return Reader(name)


class Reader:
    """Analyses a whole Doc; the tokens and the sentence starts it already has are kept."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Fill the Doc in place."""
        from rashomon.annotate import amounts  # its grammars take long to load, and only this component needs them here

        tokens = Tokens.of(doc)
        if doc.has_annotation("SENT_START"):
            starts = [token.i for token in doc if token.is_sent_start]
            bounds = pairwise(sorted({0, *starts, len(doc)}))
            found = [Sentence(start, end, opens(tokens, start), n) for n, (start, end) in enumerate(bounds)]
        else:
            found = sentences(doc, segments(tokens.text))
        fill(tokens, found)
        amounts.add(doc)
        return doc

    def to_disk(self, path: object, *, exclude: object = ()) -> None:
        """Nothing to write: the weights belong to the package."""

    def from_disk(self, path: object, *, exclude: object = ()) -> Reader:
        """Nothing to read."""
        return self

    def to_bytes(self, *, exclude: object = ()) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: object = ()) -> Reader:
        """Nothing to read."""
        return self


def tokenized(nlp: Language, text: str) -> Tokens:
    """The tokens of a text of any length (`nlp(text)` refuses more than a million characters)."""
    tokens = Tokens.of(nlp.tokenizer(text))
    if tokens.text != text:
        raise ValueError(f"the tokenizer of pipeline '{nlp.lang}' changes the text; use one that keeps every character")
    return tokens


def sentences(doc: Doc, cut: Sequence[Segmented]) -> list[Sentence]:
    """One sentence for each segment that has a token; white space after a segment belongs to it."""
    offsets = doc.to_array("IDX").tolist()
    firsts = [bisect_left(offsets, start) for start, _, _ in cut]
    found: list[Sentence] = []
    before = -1
    for number, (start, end) in enumerate(pairwise([0, *firsts[1:], len(doc)] if cut else [])):
        if start < end:
            found.append(Sentence(start, end, cut[number].paragraph != before, number))
            before = cut[number].paragraph
    return found


def opens(tokens: Tokens, start: int) -> bool:
    """Whether a line break stands before the token at `start`, or nothing."""
    at = tokens.doc[start].idx
    stripped = tokens.text[:at].rstrip() if start else ""
    return not stripped or "\n" in tokens.text[len(stripped) : at]


def fill(
    tokens: Tokens, found: Sequence[Sentence], analysed: Sequence[bool] | None = None, apart: Collection[int] = ()
) -> Doc:
    """Tag the sentences (those marked in `analysed`) and write everything into the Doc.

    Those of the segments `apart` are tagged by themselves, so that the others read the same with or without them.
    """
    doc, words = tokens.doc, tokens.words
    chosen = [s for n, s in enumerate(found) if analysed is None or analysed[n]]
    chosen.sort(key=lambda sentence: sentence.number in apart)
    blank = [word.isspace() for word in words]
    spaced = [True, *map(or_, tokens.spaces, blank)]
    rows = [[n for n in range(s.start, s.end) if not blank[n]] for s in chosen]
    tags = reader.tag(
        reader.Sentence([words[n] for n in row], [spaced[n] for n in row], s.opens, s.number in apart)
        for row, s in zip(rows, chosen, strict=True)
    )
    places = np.array([n for row in rows for n in row], np.int64)
    if len(places):
        grow(doc, words, found, places, tags)
    else:
        mark(doc, found)
    name(doc, places, tags)
    doc.user_data["confidence"] = sure(tokens, places, tags) if len(places) else None
    doc.user_data["factuality"] = dict(zip(places.tolist(), tags.facts, strict=True))
    return doc


def sure(tokens: Tokens, places: np.ndarray, tags: reader.Tags) -> float:
    """Mean confidence, in which words of code and of tables count for nothing: the model takes them for English."""
    odd = foreign(tokens)
    kept = [0.0 if n in odd else value for n, value in zip(places.tolist(), tags.confidence, strict=True)]
    return float(np.mean(kept))


def foreign(tokens: Tokens) -> set[int]:
    """The words with a sign of code, and those beside a tab, as in the rows of a table."""
    doc, words, _, text = tokens
    signs = _over(doc, [match.span() for match in SIGNS.finditer(text)])
    tabs = _over(doc, [match.span() for match in TABS.finditer(text)])
    odd = {n for n in signs if CODE.search(words[n])}
    return odd | {n + step for n in tabs if words[n].isspace() for step in (-1, 0, 1)}


def _over(doc: Doc, spans: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens that share a character with one of these ranges, found without a look at the others."""
    if not spans:
        return set()
    starts = doc.to_array("IDX")
    first, last = np.searchsorted(starts, np.array(spans) - [[0, 1]], side="right").T - 1
    return {n for low, high in zip(first.tolist(), last.tolist(), strict=True) for n in range(low, high + 1)}


def mark(doc: Doc, found: Sequence[Sentence]) -> None:
    """Sentence starts alone."""
    starts = {sentence.start for sentence in found}
    for token in doc:
        token.is_sent_start = token.i in starts


def grow(doc: Doc, words: Sequence[str], found: Sequence[Sentence], places: np.ndarray, tags: reader.Tags) -> None:
    """Parts of speech, lemmas and trees. What is not analysed hangs, unlabelled, on its sentence's root."""
    strings = doc.vocab.strings
    heads = np.arange(len(doc))
    for sentence in found:
        heads[sentence.start : sentence.end] = sentence.start
    columns = np.zeros((len(doc), 4), np.uint64)
    heads[places] = places[np.array(tags.heads)]
    upos = {name: strings.add(name) for name in set(tags.upos)}
    rels = {name: strings.add("ROOT" if name == "root" else name) for name in set(tags.rels)}
    columns[places, 0] = [upos[name] for name in tags.upos]
    columns[places, 2] = [rels[name] for name in tags.rels]
    bases = [lemma(words[n], u) for n, u in zip(places.tolist(), tags.upos, strict=True)]
    lemmas = {base: strings.add(base) for base in set(bases)}
    columns[places, 3] = [lemmas[base] for base in bases]
    hang_spaces(doc, found, heads, columns)
    columns[:, 1] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    doc.from_array(["POS", "HEAD", "DEP", "LEMMA"], columns)  # type: ignore[arg-type]  # its stub asks for signed


def hang_spaces(doc: Doc, found: Sequence[Sentence], heads: np.ndarray, columns: np.ndarray) -> None:
    """White-space tokens hang on the word before them in an analysed sentence, on the first word if there is none."""
    strings = doc.vocab.strings
    space, dep = strings.add("SPACE"), strings.add("dep")
    is_word = (columns[:, 0] != 0).tolist()
    for sentence in found:
        here = is_word[sentence.start : sentence.end]
        if all(here) or not any(here):
            continue
        last = sentence.start + here.index(True)
        for n in range(sentence.start, sentence.end):
            if is_word[n]:
                last = n
            else:
                heads[n], columns[n, 0], columns[n, 2] = last, space, dep


def name(doc: Doc, places: np.ndarray, tags: reader.Tags) -> None:
    """Named entities, and attribution spans that share an id where they belong together."""
    ranges = ((e.label, *bounds(doc, e.label, int(places[e.start]), int(places[e.end - 1]) + 1)) for e in tags.names)
    doc.set_ents(alike(doc, [Span(doc, start, end, label=label) for label, start, end in ranges if start < end]))
    for role, key in ROLES.items():
        doc.spans[key] = list(parts(doc, places, tags, role))


def bounds(doc: Doc, label: str, start: int, end: int) -> tuple[int, int]:
    """Where a name begins and ends: verbs, pronouns and small words at its edges are no part of it ("Moss | said")."""
    if label == "DATE":
        return start, end
    while start < end and _is_edge(doc[end - 1]):
        end -= 1
    while start < end and _is_edge(doc[start]):
        start += 1
    return start, end


def _is_edge(token: Token) -> bool:
    return token.is_lower and token.pos_ in EDGES and token.text not in PARTICLES


def parts(doc: Doc, places: np.ndarray, tags: reader.Tags, role: str) -> Iterator[Span]:
    """The spans of one role."""
    for part in tags.parts:
        if part.role == role:
            start, end = int(places[part.start]), int(places[part.end - 1]) + 1
            yield Span(doc, start, end, label=role, span_id=part.number + 1)
