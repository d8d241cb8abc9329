"""What the tagger is shown of a word: its sub-words and its shape. Training imports this, so that both see the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rashomon.reader.models import tokenizer

CAP = 12  # sub-words of one word; the rest of a web address says nothing more
UNKNOWN, OPEN, CLOSE = 100, 101, 102  # [UNK], [CLS], [SEP]
CLASSES = 8
SHAPES = CLASSES * 6 + 1  # the last one is for the opening mark
MARK = SHAPES - 1


@lru_cache(maxsize=1 << 16)
def pieces(word: str) -> tuple[int, ...]:
    """Sub-word ids of one word, at least one and at most CAP."""
    ids: list[int] = tokenizer().encode(word[:200], add_special_tokens=False).ids
    return tuple(ids[:CAP]) or (UNKNOWN,)


@lru_cache(maxsize=1 << 16)
def case(word: str) -> int:
    """Letter case and digits as one of CLASSES; the vocabulary itself is uncased."""
    if not any(map(str.isalnum, word)):
        return 0
    if any(map(str.isdecimal, word)):
        return 1 if not any(map(str.isalpha, word)) else 2
    if word.islower() or not any(map(str.isupper, word)):
        return 3
    if len(word) == 1:
        return 4
    if word.isupper():
        return 5
    return 6 if word[0].isupper() and word[1:].islower() else 7


def shapes(words: Sequence[str], spaced: Sequence[bool], starts: Sequence[int]) -> list[int]:
    """The shape of every word in its place: `spaced` says if white space stands before it, `starts` is 1 if it opens a
    sentence, 2 if it opens a paragraph, else 0."""
    return [case(word) * 6 + gap * 3 + start for word, gap, start in zip(words, spaced, starts, strict=True)]
