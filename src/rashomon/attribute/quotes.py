"""Finds quotations by their marks: straight, curly, low, guillemets, single; nested, unbalanced, over paragraphs.

Scans characters only and knows nothing of who speaks. A quotation that runs over paragraphs, each of which
opens anew while only the last one closes, is one quotation of several parts. What it does not do: quotations
set off by dashes or by layout alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MARK = re.compile(r"``|''|[“”„«»\"‘’‛‹›']")
# Single marks are taken for quotations only where they stand like one; these words begin with an apostrophe.
ELISION = re.compile(r"['’‘](?:\d\ds?|em|tis|twas|til|till|cause|bout|round|n)\b", re.IGNORECASE)
LABEL = re.compile(r"\W{1,2}[A-Z][A-Z.'’ -]{1,30}:")
SENTENCE_END = re.compile(r"[.!?…][)\]]?(?=\s)")
OPENS = {"“": "double", "``": "tex", "„": "low", "«": "guillemet", "‹": "angle"}
CLOSES = {"double": ("”",), "tex": ("''",), "low": ("“", "”"), "guillemet": ("»",), "angle": ("›",), "twice": ()}
PLAIN = {'"': "double", "''": "twice"}  # marks without a direction, and the family each belongs to


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: character ranges with the marks included, one a paragraph; `closed` if its end is marked."""

    parts: tuple[tuple[int, int], ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """Offset of the first opening mark."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Offset after the last mark."""
        return self.parts[-1][1]


@dataclass(slots=True)
class _Open:
    """A quotation whose end has not been seen yet."""

    family: str
    sign: str
    start: int
    parts: list[tuple[int, int]]

    def close(self, end: int) -> Quote:
        return Quote((*self.parts, (self.start, end)))

    def abandon(self, text: str) -> Quote:
        """The quotation cut at the end of the sentence in which its last part opened: its closing mark is lost."""
        parts = list(self.parts)
        start, end = parts.pop()
        stop = SENTENCE_END.search(text, start + 1, end)
        return Quote((*parts, (start, stop.end() if stop else end)), closed=False)


def scan(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quote]:
    """Outermost quotations of the paragraphs (character ranges in order), in text order."""
    found: list[Quote] = []
    pending: _Open | None = None
    for start, end in paragraphs:
        pending = _resume(text, start, end, pending, found)
        pending = _paragraph(text, start, end, pending, found)
    if pending:
        found.append(pending.abandon(text))
    return found


def _resume(text: str, start: int, end: int, pending: _Open | None, found: list[Quote]) -> _Open | None:
    """The open quotation carried into this paragraph, or None if nothing here continues it."""
    if pending is None:
        return None
    marks = list(_marks(text, start, end, pending.family))
    first = marks[0] if marks else None
    reopened = first is not None and first[1] == "open" and not text[start : first[0]].strip()
    if reopened and LABEL.match(text, first[0] if first else start):  # a transcript: the next speaker's turn
        found.append(Quote(tuple(pending.parts)))
        return None
    if reopened or (first is not None and first[1] == "close"):
        return _Open(pending.family, pending.sign, start, pending.parts)
    found.append(pending.abandon(text))
    return None


def _paragraph(text: str, start: int, end: int, state: _Open | None, found: list[Quote]) -> _Open | None:
    """Adds the quotations that end in this paragraph to `found`; returns the one still open at its end."""
    position = start
    if state is not None and (again := MARK.match(text, _skip(text, start, end))) and _opens(text, again, state.family):
        position = again.end()
    while mark := MARK.search(text, position, end):
        position = mark.end()
        if state is None:
            state = _begin(text, mark, end, found)
            position = max(position, found[-1].end if found else position)
        elif _closes(text, mark, state.family):
            found.append(state.close(mark.end()))
            state = None
        elif _opens(text, mark, state.family):
            state, position = _again(text, mark, end, state, found)
    if state is not None:
        return _Open(state.family, state.sign, start, [*state.parts, (state.start, _rstrip(text, state.start, end))])
    return None


def _begin(text: str, mark: re.Match[str], end: int, found: list[Quote]) -> _Open | None:
    """Opens a quotation at `mark`; one in single marks is taken only if its end is in the paragraph."""
    sign = mark.group()
    for family in (OPENS.get(sign), PLAIN.get(sign)):
        if family and _opens(text, mark, family):
            return _Open(family, sign, mark.start(), [])
    if sign in "‘'‛" and _leads(text, mark) and not ELISION.match(text, mark.start()):
        stop = _single_end(text, mark.end(), end)
        if stop:
            found.append(Quote(((mark.start(), stop),)))
    return None


def _again(text: str, mark: re.Match[str], end: int, state: _Open, found: list[Quote]) -> tuple[_Open, int]:
    """Another opening mark inside an open quotation: a nested one if two ends follow, else a lost end."""
    following = [kind for _, kind in _marks(text, mark.end(), end, state.family)]
    if following[:2] == ["close", "close"] or (following[:1] == ["close"] and mark.group() != state.sign):
        inner = next(position for position, kind in _marks(text, mark.end(), end, state.family) if kind == "close")
        return state, inner + 1
    lost = _Open(
        state.family, state.sign, state.start, [*state.parts, (state.start, _rstrip(text, state.start, mark.start()))]
    )
    found.append(lost.abandon(text))
    return _Open(state.family, mark.group(), mark.start(), []), mark.end()


def _marks(text: str, start: int, end: int, family: str) -> Iterator[tuple[int, str]]:
    """(offset, 'open' | 'close') of the marks of one family in a range."""
    for mark in MARK.finditer(text, start, end):
        if _closes(text, mark, family):
            yield mark.start(), "close"
        elif _opens(text, mark, family):
            yield mark.start(), "open"


def _opens(text: str, mark: re.Match[str], family: str) -> bool:
    sign = mark.group()
    return OPENS.get(sign) == family or (PLAIN.get(sign) == family and _leads(text, mark))


def _closes(text: str, mark: re.Match[str], family: str) -> bool:
    sign = mark.group()
    return sign in CLOSES[family] or (PLAIN.get(sign) == family and not _leads(text, mark))


def _leads(text: str, mark: re.Match[str]) -> bool:
    """True if a direction-less mark stands before a word and not after one."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return (before.isspace() or before in "([{—–-/“‘\"'") and not after.isspace()


def _single_end(text: str, start: int, end: int) -> int | None:
    """Offset after the mark that ends a single-quoted stretch: the first after punctuation, else after a word."""
    weak: int | None = None
    for mark in re.finditer(r"[’'](?![\w])", text[start:end]):
        before = text[start + mark.start() - 1] if start + mark.start() else " "
        if before in ",.!?…":
            return start + mark.end()
        # "officials' homes": a plural's apostrophe closes nothing if another mark follows.
        if not before.isspace() and (weak is None or text[weak - 2] == "s"):
            weak = start + mark.end()
    return weak


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
