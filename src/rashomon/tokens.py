"""The tokens of a document by column: each attribute as a plain list, made once, for what looks at every word.

A spaCy token is made anew each time it is asked for, and each of its strings looked up anew; where many are looked at
and few are wanted, lists are faster.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc

LINE_MARKS = frozenset((">", "#", "*", "•", "·", "▪", "●", "|"))
"""What a quoted line, a heading or an item of a list begins with."""


class Tokens:
    """One list for each attribute of the tokens, made when first asked for; `head` and `sentence` are numbers."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def text(self) -> str:
        """The text of the document."""
        return str(self.doc.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each token begins."""
        return self._numbers("IDX")

    @cached_property
    def ends(self) -> list[int]:
        """Where in the text each token ends."""
        return [start + length for start, length in zip(self.starts, self._numbers("LENGTH"), strict=True)]

    @cached_property
    def lower(self) -> list[str]:
        """The word in lower case."""
        return self._strings("LOWER")

    @cached_property
    def lemma(self) -> list[str]:
        """The lemma in lower case."""
        return self._strings("LEMMA", str.lower)

    @cached_property
    def pos(self) -> list[str]:
        """The part of speech."""
        return self._strings("POS")

    @cached_property
    def dep(self) -> list[str]:
        """The relation to the head."""
        return self._strings("DEP")

    @cached_property
    def ent_type(self) -> list[str]:
        """The label of the name the word is part of, "" outside names."""
        return self._strings("ENT_TYPE")

    @cached_property
    def head(self) -> list[int]:
        """The number of the head; a root's is its own."""
        steps: list[int] = self.doc.to_array("HEAD").astype(np.int64).tolist()
        return [i + step for i, step in enumerate(steps)]

    @cached_property
    def sentence(self) -> list[int]:
        """The number of the sentence."""
        return list(accumulate(self.begins))

    @cached_property
    def begins(self) -> list[bool]:
        """True for the first word of a sentence."""
        return [start == 1 for start in self.doc.to_array("SENT_START").tolist()]

    @cached_property
    def is_space(self) -> list[int]:
        """1 for white space."""
        return self._numbers("IS_SPACE")

    @cached_property
    def is_punct(self) -> list[int]:
        """1 for punctuation."""
        return self._numbers("IS_PUNCT")

    @cached_property
    def is_upper(self) -> list[int]:
        """1 for a word all in capitals."""
        return self._numbers("IS_UPPER")

    @cached_property
    def is_alpha(self) -> list[int]:
        """1 for a word of letters alone."""
        return self._numbers("IS_ALPHA")

    def written(self, start: int, end: int) -> str:
        """The text of a range of tokens."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def _strings(self, attribute: str, form: Callable[[str], str] = str) -> list[str]:
        """The strings of an attribute, each looked up once."""
        keys, strings = self._numbers(attribute), self.doc.vocab.strings
        named = {key: form(strings[key]) for key in set(keys)}
        return [named[key] for key in keys]

    def _numbers(self, attribute: str) -> list[int]:
        numbers: list[int] = self.doc.to_array(attribute).tolist()
        return numbers
