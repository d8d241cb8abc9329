"""The outlet by the lines above a story: beside a date, alone at the top, under the byline, in a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.ingest.credits.byline import signed
from rashomon.ingest.credits.days import beside_date, date_of, is_date_line
from rashomon.ingest.credits.headline import could_be_title, has_letterhead, is_document
from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import Credit, is_name, is_outlet, is_person, sounds_like_outlet
from rashomon.ingest.when import iso

_STATEMENT = re.compile(
    r"(?:(?:press|joint|official|public) )?(?:statement|communiqu[eé]|declaration|press release|news release|report)"
    r" (?:of|by|from) (?:the )?(?P<issuer>[^:;,]+?)"
    r"(?:,? (?:on|about|regarding|concerning|to|[a-z]+ed to) .+|, .{2,40})?",
    re.I,
)
_SECTIONS = frozenset({
    "analysis", "breaking", "business", "daily", "exclusive", "international", "latest", "live", "local", "media",
    "national", "news", "opinion", "political", "politics", "post", "press", "release", "report", "reports", "sports",
    "stories", "story", "the", "top", "uk", "update", "us", "video", "weekly", "world",
})  # fmt: skip
"""Words of which names of sections are made ("World News"), and no outlet's name alone."""


def outlet_lines(lines: Sequence[Line]) -> Iterator[Credit]:
    """Lines of an outlet's name and a date ("Harbour Post, 3 January 2022"); the year may be missing."""
    for line in lines:
        name, day = beside_date(line.text)
        value = iso(day)
        if not day or value == day[-4:] or is_date_line(line.text) or signed(line):
            continue
        if is_outlet(name) or (value and is_name(name)):
            yield Credit(name, value)


def at_top(lines: Sequence[Line]) -> str | None:
    """An outlet's name alone on the first line, above a headline, or in it beside a date."""
    if name := _running_head(lines):
        return name
    if len(lines) < 2 or lines[0].level or not any(could_be_title(line.text) for line in lines[1:4]):
        return None
    words = {word.strip(".,").lower() for word in lines[0].text.split()}
    return lines[0].text if len(words) > 1 and words - _SECTIONS and sounds_like_outlet(lines[0].text) else None


def _running_head(lines: Sequence[Line]) -> str | None:
    """The name, and no byline, beside the date and the page at the very top ("OSTER LAMP, 4 May 2021     5")."""
    if len(lines) < 2 or not lines[0].beside or not lines[1].beside or signed(lines[0]):
        return None
    name = lines[0].text if date_of(lines[1]) else beside_date(lines[0].text)[0]
    return name if is_name(name) and (name.isupper() or not is_person(name)) else None


def between_credits(lines: Sequence[Line]) -> str | None:
    """An outlet's name alone on the line under the byline or above the date."""
    for above, line, below in zip(lines, lines[1:], [*lines[2:], Line("")], strict=False):
        named = sounds_like_outlet(line.text) and not line.level and not is_document(line.text)
        if named and (signed(above) or date_of(below)):
            return line.text
    return None


def issuer(lines: Sequence[Line]) -> str | None:
    """Whose statement a text is, by its letterhead or heading ("Statement of the Harbour Board on the ferry")."""
    if has_letterhead(lines):
        return lines[0].text
    stated = (_STATEMENT.fullmatch(line.text) for line in lines[:3])
    names = (found["issuer"] for found in stated if found)
    return next((name for name in names if is_name(name) and " " in name), None)
