"""Who wrote a text, by the line that says so: with or without "By", above the text or under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.ingest.credits.days import date_of
from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import is_agency, is_name, is_person, sounds_like_outlet
from rashomon.ingest.facts import ROLES, is_role
from rashomon.ingest.when import DATE, iso
from rashomon.names import is_title

_BYLINE = re.compile(
    r"(?:(?:story|words|text|analysis|report(?:ed|ing)?|written|opinion|article|comment|commentary)\s+)?by:?\s+(?P<rest>\S.{2,120})"
    r"|authors?\s*:\s*(?P<rest2>\S.{2,120})",
    re.I,
)
_POSTED = re.compile(
    rf"(?:posted|written|submitted) by:? (?P<name>[^\d,]{{2,40}}?),?(?: on)? (?P<date>{DATE})\.?", re.I
)
_LATE_BYLINE = re.compile(
    r"(?:articles?|story|written|reported|posted)\s+by:?\s+(?P<rest>\S.{2,80})"
    r"|\(?reporting by:?\s+(?P<rest2>[^;()]{3,80})(?:;.*)?\)?",
    re.I,
)
_IN_PLACE = re.compile(r" in [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
_PARTS = re.compile(
    r"\s*(?:[,|•·;]|\s[–—-]+\s|\bupdated:?\b|\bpublished:?\b)\s*(?:(?:and|&)\s+)?|\s+(?:and|&|for the|for|in|at)\s+",
    re.I,
)
_LIST = re.compile(
    r"\s*[,|•·;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+"
)  # without "By"; "at" and "in" are a headline's too
_STAFF = re.compile(rf"(?<=\w)(?:\s+(?:{'|'.join(sorted(ROLES))}))+$")  # of "Harbour Post staff"
_PERSONAL = re.compile(
    r"(?:from )?(?:the |an? )?(?:letter|diary|journal|memoirs?|testimony|deposition|recollections|speech|report)"
    r" (?:of|by|from) (?P<writer>[^:;,]+?)(?: (?:on|about|to|before) .+)?",
    re.I,
)


class Byline(NamedTuple):
    """Authors, other names beside them (outlets, agencies), and the date, as one byline gives them."""

    authors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    published: str | None = None


def byline(lines: Sequence[Line]) -> Byline:
    """The first byline of these lines, with or without "By"; empty if there is none."""
    return next(filter(None, map(signed, lines)), None) or _bare_byline(lines)


def signed(line: Line) -> Byline | None:
    """What a line tells that says "by" ("By Ada Moss and Ben Lund", "Posted by Ilse on 15 March 2024").

    "By our political desk" says so, and names nobody.
    """
    if posted := _POSTED.fullmatch(line.text):  # who posts may have one name
        return Byline((posted["name"],), (), iso(posted["date"])) if is_name(posted["name"]) else None
    found = _BYLINE.fullmatch(line.text)
    rest = (found["rest"] or found["rest2"]) if found else ""
    return _parsed(rest) or (Byline() if is_role(rest) else None)


def late_byline(lines: Sequence[Line]) -> Byline:
    """What "Posted by … on …" tells under the text, or the authors of "(Reporting by … in …; Editing by …)"."""
    for line in lines:
        if _POSTED.fullmatch(line.text) and (posted := signed(line)):
            return posted
        found = _LATE_BYLINE.fullmatch(line.text)
        if found and (parsed := _parsed(_IN_PLACE.sub("", found["rest"] or found["rest2"]))):
            return Byline(parsed.authors)
    return Byline()


def _parsed(rest: str) -> Byline | None:
    dated = re.search(DATE, rest, re.I)
    date = iso(dated[0]) if dated and dated[0].count(" ") + dated[0].count("-") else None
    names = rest[: dated.start()] + "," + rest[dated.end() :] if dated and date else rest
    parts = [_STAFF.sub("", part.strip(" .\"'“”*")) for part in _PARTS.split(names)]
    parts = [part for part in parts if part]
    if not parts or not (is_person(parts[0]) or is_agency(parts[0])):
        return None
    people = tuple(dict.fromkeys(part for part in parts if is_person(part)))
    return Byline(people, tuple(part for part in parts if sounds_like_outlet(part)), date)


def _bare_byline(lines: Sequence[Line]) -> Byline:
    """Names alone on the line above or below the date, or beside or over what they do for the outlet."""
    for line, below in zip(lines[1:], [*lines[2:], Line("")], strict=False):
        is_told = is_role(below.text) or any(map(is_role, _LIST.split(line.text)))
        if is_told and not line.level and (found := listed(line.text)):
            return found
    for number, line in enumerate(lines):
        if not date_of(line):
            continue
        for beside in (number - 1, number + 1):
            if 0 < beside < len(lines) and not _is_set_apart(lines, beside) and (found := listed(lines[beside].text)):
                return found
    return Byline()


def listed(text: str) -> Byline | None:
    """The people a line lists, what they do and their outlet alone ("Ada Moss, Ports Editor, Oster Post")."""
    parts = [part for part in _LIST.split(text) if not is_role(part)]
    people = tuple(filter(_is_short_name, parts))
    others = tuple(filter(sounds_like_outlet, parts[len(people) :]))
    return Byline(people, others) if people and len(people) + len(others) == len(parts) else None


def _is_set_apart(lines: Sequence[Line], number: int) -> bool:
    """True for a heading, over a list too, and for a part of a running head, where an outlet stands."""
    line, below = lines[number], lines[number + 1 : number + 2]
    return line.level > 0 or line.beside or any(one.item and not line.item for one in below)


def _is_short_name(text: str) -> bool:
    """A headline in capitals can look like a person of many names."""
    return is_person(text) and len(text.split()) <= 3


def writer(lines: Sequence[Line]) -> tuple[str, ...]:
    """Whose letter, diary or report a text is, by its heading ("Report of General Ada Moss to the King")."""
    stated = [(found["writer"], line.text) for line in lines[:3] if (found := _PERSONAL.fullmatch(line.text))]
    return tuple(
        name for name, text in stated if is_person(name) and (is_title(name.split()[0]) or "report" not in text.lower())
    )
