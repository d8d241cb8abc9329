"""Which words two tellings share, and which only one of them has.

`differing` cuts a text into runs for a page; `quotations` finds one quotation in the words of two accounts and says,
as spans of both, what was kept, left out, put in or replaced. Words are compared without regard to case or to the
shape of quotation marks, and punctuation is not compared. Matching is that of Ratcliff and Metzener 1988 (difflib).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rashomon.model import Account, Span
from rashomon.text import Word, quotes, words

Edit = Literal["same", "replaced", "only-a", "only-b"]
EDITS: dict[str, Edit] = {"equal": "same", "replace": "replaced", "delete": "only-a", "insert": "only-b"}

STRAIGHT = str.maketrans("‘’“”", "''\"\"")

TOKEN = re.compile(r"\w+|[^\w\s]|\s+")

SHORTEST = 3
"""A quotation of fewer words is a name or a scare quote, and is not compared."""

ONE_QUOTATION = 0.4
"""Share of the shorter one's words in the other, in order, from which two quotations are taken to be one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of one quotation in two accounts; `a` or `b` is None where that account does not have these words."""

    edit: Edit
    a: Span | None
    b: Span | None


def quotations(a: Account, at: Span, b: Account, other: Span) -> tuple[Change, ...]:
    """The word-level changes from what `a` quotes at `at` to what `b` quotes at `other`, in text order.

    Of all quotations that reach into the two spans the two that share most words are compared, within the spans.
    Empty where no two of them are one quotation.
    """
    left, right = _quoted(a, at), _quoted(b, other)
    pairs = [(_shared(x, y), x, y) for x in left for y in right]
    fitting = [pair for pair in pairs if pair[0] >= ONE_QUOTATION * min(len(pair[1]), len(pair[2]))]
    if not fitting:
        return ()
    _, x, y = max(fitting, key=lambda pair: (pair[0], -pair[1][0].start, -pair[2][0].start))
    return tuple(_changes(a.id, x, b.id, y))


def _quoted(account: Account, at: Span) -> list[list[Word]]:
    """The words of each quotation of at least a few words, as far as it reaches into the span."""
    found = []
    for start, end in quotes(account.text):
        low, high = max(start, at.start), min(end, at.end)
        inside = [Word(low + w.start, low + w.end, w.key) for w in words(account.text[low:high])] if low < high else []
        if len(inside) >= SHORTEST:
            found.append(inside)
    return found


def _matcher(x: Sequence[Word], y: Sequence[Word]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.key for word in x], [word.key for word in y], autojunk=False)


def _shared(x: Sequence[Word], y: Sequence[Word]) -> int:
    return sum(block.size for block in _matcher(x, y).get_matching_blocks())


def _changes(a: str, x: Sequence[Word], b: str, y: Sequence[Word]) -> Iterator[Change]:
    for tag, i, j, k, m in _matcher(x, y).get_opcodes():
        yield Change(EDITS[tag], _span(a, x[i:j]), _span(b, y[k:m]))


def _span(account: str, run: Sequence[Word]) -> Span | None:
    return Span(account, run[0].start, run[-1].end) if run else None


def differing(text: str, other: str) -> list[tuple[str, bool]]:
    """`text` cut into runs, each with whether `other` lacks it; the runs joined are `text`.

    Where less than two words in five are shared a diff is noise, and none is made.
    """
    ours, theirs = TOKEN.findall(text), TOKEN.findall(other)
    matcher = SequenceMatcher(None, [_key(one) for one in ours], [_key(one) for one in theirs], autojunk=False)
    shared = [False] * len(ours)
    for block in matcher.get_matching_blocks():
        shared[block.a : block.a + block.size] = [True] * block.size
    numbers = [number for number, token in enumerate(ours) if token[0].isalnum()]
    if sum(shared[number] for number in numbers) * 5 < len(numbers) * 2:
        return [(text, False)] if text else []
    lacking = {number for number in numbers if not shared[number]}
    return _runs(ours, [number in lacking for number in range(len(ours))])


def _key(token: str) -> str:
    return " " if token.isspace() else token.translate(STRAIGHT).casefold()


def _runs(tokens: list[str], marked: list[bool]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for number, token in enumerate(tokens):
        # What stands between two marked words is marked with them, so that one change is one run.
        between = not token[0].isalnum() and 0 < number < len(tokens) - 1
        mark = marked[number] or (between and marked[number - 1] and marked[number + 1])
        if runs and runs[-1][1] == mark:
            runs[-1] = (runs[-1][0] + token, mark)
        else:
            runs.append((token, mark))
    return runs
