"""Which words two quotations share, and which only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def differing(text: str, other: str) -> list[tuple[str, bool]]:
    """`text` cut into runs, each with whether `other` lacks it; the runs joined are `text`.

    Compared word by word without regard to case; where nearly nothing is shared a diff is noise, and none is made.
    """
    ours, theirs = TOKEN.findall(text), TOKEN.findall(other)
    matcher = SequenceMatcher(None, [_key(one) for one in ours], [_key(one) for one in theirs], autojunk=False)
    shared = [False] * len(ours)
    for block in matcher.get_matching_blocks():
        shared[block.a : block.a + block.size] = [True] * block.size
    words = [number for number, token in enumerate(ours) if not token.isspace()]
    if sum(shared[number] for number in words) * 4 < len(words):
        return [(text, False)] if text else []
    return _runs(ours, [not is_shared and not token.isspace() for token, is_shared in zip(ours, shared, strict=True)])


def _key(token: str) -> str:
    return " " if token.isspace() else token.casefold()


def _runs(tokens: list[str], marked: list[bool]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for number, token in enumerate(tokens):
        # A space between two marked words is marked with them, so that one change is one run.
        between = token.isspace() and 0 < number < len(tokens) - 1
        mark = marked[number] or (between and marked[number - 1] and marked[number + 1])
        if runs and runs[-1][1] == mark:
            runs[-1] = (runs[-1][0] + token, mark)
        else:
            runs.append((token, mark))
    return runs
