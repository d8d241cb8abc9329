"""Which words two quotations share, and which only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

STRAIGHT = str.maketrans("‘’“”", "''\"\"")

TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def differing(text: str, other: str) -> list[tuple[str, bool]]:
    """`text` cut into runs, each with whether `other` lacks it; the runs joined are `text`.

    Compared word by word, without regard to case or to the shape of quotation marks; where less than two words in
    five are shared a diff is noise, and none is made.
    """
    ours, theirs = TOKEN.findall(text), TOKEN.findall(other)
    matcher = SequenceMatcher(None, [_key(one) for one in ours], [_key(one) for one in theirs], autojunk=False)
    shared = [False] * len(ours)
    for block in matcher.get_matching_blocks():
        shared[block.a : block.a + block.size] = [True] * block.size
    words = [number for number, token in enumerate(ours) if token[0].isalnum()]
    if sum(shared[number] for number in words) * 5 < len(words) * 2:
        return [(text, False)] if text else []
    lacking = {number for number in words if not shared[number]}
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
