"""The first and last lines of a text, without Markdown's marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rashomon.ingest.facts import once
from rashomon.ingest.when import DATE

HEAD_LINES = 20
TAIL_LINES = 30
_SCANNED = 12_000
_LONGEST = 400
_RUNNING = 120

_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,600}\)")
_LINK = re.compile(r"\[([^\]]{1,300})\]\([^)]{0,600}\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*\n]{1,300}?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
_COLUMNS = re.compile(r"(?<=\S)(?: {4,}|\t+)(?=\S)")  # outlet, date and page number side by side in a running head
_BARS = re.compile(r" \| |(?<=[\dmMT)]) +(?=(?:Last )?(?:Updated|Modified|Published)\b)")  # a page's two dates, too
_ITEM = re.compile(r"\s*[*+-]\s")
_MARKS = frozenset("#>*+-[]_\\")  # without one of which nothing of a line is Markdown's
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; `level` is its Markdown heading level, 0 for none.

    `beside` is True for the parts of a line that holds several, as a running head does; `item` for one of a list.
    """

    text: str
    level: int = 0
    beside: bool = False
    item: bool = False

    @property
    def is_prose(self) -> bool:
        """Long enough, or of enough sentences, to be a paragraph of the story itself."""
        return len(self.text) >= 200 or (len(self.text) >= 100 and len(_SENTENCE_END.findall(self.text)) >= 2)


def head(text: str) -> tuple[Line, ...]:
    """The lines above the first paragraph of prose (at most 20), where title, byline and date stand."""
    lines = list(islice(_lines(text[:_SCANNED].splitlines()), HEAD_LINES))
    prose = next((number for number, line in enumerate(lines) if line.is_prose), None)
    return tuple(lines[:prose])


def opening(text: str) -> tuple[Line, ...]:
    """The head and the first paragraphs after it, where a dateline or an editor's note stands."""
    return tuple(islice(_lines(text[:_SCANNED].splitlines()), len(head(text)) + 3))


def tail(text: str) -> tuple[Line, ...]:
    """The last lines, where credits, notes on the author and copyright stand."""
    last = islice(_lines(reversed(text[-_SCANNED:].splitlines()), step=-1), TAIL_LINES)
    return tuple(last)[::-1]


def _lines(raws: Iterable[str], step: int = 1) -> Iterator[Line]:
    """Those that are not blank, in the order given; `step` is -1 where the last part of a line comes first."""
    return (line for raw in raws for line in _columns(raw)[::step] if line.text)


def _columns(raw: str) -> list[Line]:
    parts = _parts(raw)
    lines = [_unmarked(part[: 2 * _LONGEST]) for part in parts]
    return lines if len(parts) == 1 else [replace(line, beside=True) for line in lines]


def _parts(raw: str) -> list[str]:
    """The columns of a running head, or what stands parted beside a date; a caption with bars is longer."""
    if "    " in raw or "\t" in raw:
        return _COLUMNS.split(raw)
    is_dated = len(raw) <= _RUNNING and _BARS.search(raw) and re.search(DATE, raw, re.I)
    return _BARS.split(raw) if is_dated else [raw]


def _unmarked(line: str) -> Line:
    if _MARKS.isdisjoint(line):
        return Line(once(" ".join(line.split())[:_LONGEST]))
    heading, item = re.match(r"\s*(#{1,6})\s+", line), _ITEM.match(line)
    plain = line[heading.end() :].rstrip("# ") if heading else re.sub(r"^\s*(?:>\s*|[*+-]\s+)+", "", line)
    plain = _LINK.sub(r"\1", _IMAGE.sub("", plain))
    plain = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", plain)))
    text = once(" ".join(plain.split())[:_LONGEST])
    return Line(text, len(heading[1]) if heading else 0, item=item is not None)
