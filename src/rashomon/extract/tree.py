"""The words of a document as plain values that know what hangs on them.

A spaCy token is made anew each time it is asked for, and each of its strings looked up anew. How a clause is put
forward is asked of the same few words again and again, so all are made once here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, repeat
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.tokens import Tokens


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


class Tree(Tokens):
    """The tokens of a document and, made at once, the words that they are; `blank` tells what is no word."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.blank = [bool(mark or space) for mark, space in zip(self.is_punct, self.is_space, strict=True)]
        self.words = self._words()

    def _words(self) -> list[Word]:
        below: list[Sequence[Word]] = [()] * len(self.doc)
        hanging: dict[int, list[Word]] = {head: [] for head in self.head}
        for head, children in hanging.items():
            below[head] = children
        rows = zip(count(), self.lower, self.lemma, self.pos, self.dep, self.head, below, repeat(self))
        words = list(map(Word._make, rows))
        for word in words:
            if word.above != word.i:
                hanging[word.above].append(word)
        return words
