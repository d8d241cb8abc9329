"""The words of a document as plain values that know what hangs on them.

A spaCy token is made anew each time it is asked for, and each of its strings looked up anew. How a clause is put
forward is asked of the same few words again and again, so all are made once here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count, repeat
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token


class Word(NamedTuple):
    """A word's number, form and base form in lower case, part of speech, relation, and what hangs on it in text order.

    `above` is the number of the word it hangs on, for a root its own.
    """

    i: int
    lower: str
    lemma: str
    pos: str
    dep: str
    above: int
    children: Sequence[Word]
    tree: Tree

    @property
    def head(self) -> Word:
        """The word it hangs on; a root hangs on itself."""
        return self.tree.words[self.above]

    @property
    def token(self) -> Token:
        """The token, for what is seldom asked."""
        return self.tree.doc[self.i]


class Tree:
    """A document, its text, and its words; `heads` has the number of each word's head, `blank` what is no word."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc, self.text = doc, text
        self.heads: list[int] = (np.arange(len(doc)) + doc.to_array("HEAD").astype(np.int64)).tolist()
        self.blank: list[bool] = np.any(doc.to_array(["IS_PUNCT", "IS_SPACE"]), axis=1).tolist()
        self.words = self._words()

    def _words(self) -> list[Word]:
        below: list[Sequence[Word]] = [()] * len(self.doc)
        hanging: dict[int, list[Word]] = {head: [] for head in self.heads}
        for head, children in hanging.items():
            below[head] = children
        forms, bases = self._strings("LOWER"), self._strings("LEMMA", str.lower)
        tags, relations = self._strings("POS"), self._strings("DEP")
        rows = zip(count(), forms, bases, tags, relations, self.heads, below, repeat(self))
        words = list(map(Word._make, rows))
        for word in words:
            if word.above != word.i:
                hanging[word.above].append(word)
        return words

    def _strings(self, attribute: str, form: Callable[[str], str] = str) -> list[str]:
        """The strings of an attribute, each looked up once."""
        keys, strings = self.doc.to_array(attribute).tolist(), self.doc.vocab.strings
        named = {key: form(strings[key]) for key in set(keys)}
        return [named[key] for key in keys]

    def written(self, start: int, end: int) -> str:
        """The text of a range of words."""
        if start >= end:
            return ""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]
