"""Parses written out by hand, so that tests of the steps need no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from rashomon.model import Account, Segment, Span

VOCAB = spacy.blank("en").vocab
CLOSING = re.compile(r"[.,;:?!)%”]|['’]s|n['’]t")


def parsed(*sentences: str) -> Doc:
    """A Doc from sentences of "word[/lemma] UPOS head relation [B-LABEL|I-LABEL]" lines; heads count from 1."""
    rows = [[line.split() for line in sentence.strip().splitlines()] for sentence in sentences]
    words: list[str] = []
    lemmas: list[str] = []
    pos: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    ents: list[str] = []
    starts: list[bool | int | None] = []
    spaces: list[bool] = []
    for sentence in rows:
        first = len(words)
        for number, (word, upos, head, dep, *ent) in enumerate(sentence, 1):
            form, _, lemma = word.partition("/")
            words.append(form)
            lemmas.append(lemma or form.lower())
            pos.append(upos)
            heads.append(first + (int(head) or number) - 1)
            deps.append("ROOT" if head == "0" else dep)
            ents.append(ent[0] if ent else "O")
            starts.append(number == 1)
            spaces.append(number == len(sentence) or not CLOSING.fullmatch(sentence[number][0].partition("/")[0]))
    spaces[-1] = False
    return Doc(
        VOCAB, words=words, spaces=spaces, lemmas=lemmas, pos=pos, heads=heads, deps=deps, ents=ents, sent_starts=starts
    )  # fmt: skip


def tabled(rows: str, *, ents: Sequence[tuple[int, int, str]] = ()) -> Doc:
    """A Doc from rows "word POS lemma head relation", heads numbered from 1 in the whole, 0 for a root.

    Hyphens stand without spaces.
    """
    table = [row.split() for row in rows.strip().splitlines()]
    words = [row[0] for row in table]
    spaces = [
        after not in (".", ",", "”", "?", "n't", "-") and word not in ("“", "-")
        for word, after in zip(words, [*words[1:], "."], strict=True)
    ]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=spaces,
        pos=[row[1] for row in table],
        lemmas=[row[2] for row in table],
        heads=[int(row[3]) - 1 if row[3] != "0" else n for n, row in enumerate(table)],
        deps=[row[4] if row[3] != "0" else "ROOT" for row in table],
    )
    doc.ents = [Entity(doc, start, end, label=label) for start, end, label in ents]
    return doc


def as_account(doc: Doc, ident: str = "a0") -> tuple[Account, tuple[Segment, ...]]:
    """The account whose text the Doc is, and one body segment a sentence."""
    segments = tuple(Segment(Span(ident, s.start_char, s.end_char), "body", 0) for s in doc.sents)
    return Account(ident, f"{ident}.txt", doc.text, ""), segments
