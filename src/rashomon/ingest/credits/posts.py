"""Who posted a message, and when, by the lines a platform puts around it: name, handle, time, what was forwarded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import NO_CREDIT, Credit, is_name, is_person
from rashomon.ingest.when import DATE, iso

_HANDLE = re.compile(r"@\w{2,40}(?:\s*[·•|].*)?")
_READERS = re.compile(r"\b(?:subscribers|followers|members)\b", re.I)
_STAMP = re.compile(rf"\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?\s*[·•]\s*(?P<date>{DATE})(?:\s*[·•].*)?", re.I)
_FORWARDED = re.compile(r"\W*(?:forwarded|re-?posted) from:?\s+(?P<name>\S.{1,60})", re.I)
_PICTURE = re.compile(r"^[^\w(]+|[^\w.'’&()-]+$")


class Post(NamedTuple):
    """Who posted: a person or a channel; the day of the post; the channel it was forwarded from."""

    authors: tuple[str, ...] = ()
    channel: str | None = None
    published: str | None = None
    source: Credit = NO_CREDIT


def post(opening: Sequence[Line]) -> Post:
    """What the first lines tell, if they are those of a post; empty if they are not."""
    name, is_channel = _poster(opening)
    authors = (name,) if name and not is_channel else ()
    return Post(authors, name if is_channel else None, _day(opening), _forwarded(opening[:3]))


def _poster(opening: Sequence[Line]) -> tuple[str | None, bool]:
    """The name above a handle, and whether it is a channel's."""
    for above, below in pairwise(opening):
        name = _PICTURE.sub("", above.text)
        if _HANDLE.fullmatch(below.text) and is_name(name):
            return name, not is_person(name) or _READERS.search(below.text) is not None
    return None, False


def _day(opening: Sequence[Line]) -> str | None:
    """The day of the first line that stamps a post ("6:50 AM · Mar 14, 2024")."""
    stamps = (_STAMP.fullmatch(line.text) for line in opening)
    return next((value for found in stamps if found and (value := iso(found["date"]))), None)


def _forwarded(first: Sequence[Line]) -> Credit:
    found = (_FORWARDED.fullmatch(line.text) for line in first)
    names = (_PICTURE.sub("", match["name"]) for match in found if match)
    return next((Credit(name) for name in names if is_name(name)), NO_CREDIT)
