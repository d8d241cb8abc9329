"""Title, byline, outlet and date from the lines above a story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import (
    Credit,
    is_agency,
    is_institution,
    is_name,
    is_outlet,
    is_person,
    sounds_like_outlet,
)
from rashomon.ingest.facts import ROLES, is_role
from rashomon.ingest.when import DATE, YEARLESS, iso
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
_TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    r"(?:,?\s*\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?"
)
_DATE_LINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|updated|last updated|last modified|date|issued|released|created)"
    rf"(?: on| at)?\s*:?\s*(?:(?:at )?{_TIME}[,\s|]*)?)?(?:on )?(?P<date>{DATE})(?:[,\s|•·–—-]*(?:at\s+)?{_TIME})?\W*",
    re.I,
)
_DATE_AT_END = re.compile(rf"(?:[,|–—-]?\s*(?={DATE}$)|[,|–—-]\s*(?={YEARLESS}$))(?P<date>\S.*)", re.I)
_PAGE = re.compile(r"(?<=\b[12]\d{3})\W+(?:(?:[A-Z]\w+|page) ){0,2}(?:p\. ?)?\d{1,3}$")
_DATE_AT_START = re.compile(rf"(?P<date>{DATE})\s*[,|–—-]\s*", re.I)
_PLACED = re.compile(
    rf"(?:[A-Z][^.,:;!?]{{2,40}},\s+(?:the )?|[A-Z][^.;!?]{{0,60}} as (?:of|at) .{{0,16}}?)(?P<date>{DATE})\.?", re.I
)
_END = re.compile(r"[.:;,][\"'”’)]*$")  # prose, not a title
_SLUG = re.compile(r"[A-Z]{2}-[\w-]+--\w")  # under which a wire filed the story ("BC-RN--Crane, 4th Ld-Writethru")
_STOP = re.compile(r"[a-z]{3}[.!?][\"'”’]*\s")
_SPEAKER = re.compile(r"(?:[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}:|[A-Z]\.)(?=\s)")
_CREDITED = re.compile(r"\([^)]*[/)]|/\s?(?:getty|ap|afp|reuters)\b|\bago$", re.I)
_CHROME = re.compile(
    r"(?:navigate|skip|jump|share|follow|menu|home|search|sign|log|subscribe|advertisement|read more|listen|watch|"
    r"print|toggle|back|next|previous|support|donate|click|region|theme|topics?|tags?|categor\w+|photo|image|credit|source|"
    r"story highlights|close|video|updated|enlarge|this (?:article|story) is|"
    r"forwarded from|embargo\w*|for immediate|(?:press|news|media) release)\b",
    re.I,
)


_STATEMENT = re.compile(
    r"(?:(?:press|joint|official|public) )?(?:statement|communiqu[eé]|declaration|press release|news release|report)"
    r" (?:of|by|from) (?:the )?(?P<issuer>[^:;,]+?)"
    r"(?:,? (?:on|about|regarding|concerning|to|[a-z]+ed to) .+|, .{2,40})?",
    re.I,
)
_DOCUMENT = re.compile(
    r"(?:[\w-]+ ){0,2}(?:communiqu[eé]|statement|bulletin|notice|update|circular|declaration|order|release|report"
    r"|letter|resolution|directive)(?: (?:no\.?|number|as of|of|on) .{1,60}| \d[\w/.-]*)?\W*",
    re.I,
)
"""The kind of document on the second line of a letterhead ("Notice No. 12", "Operational update as of 08:00")."""
_ADDRESS = re.compile(r"(?:to|cc|re|ref|issued|attn|attention)\s*:", re.I)
_PERSONAL = re.compile(
    r"(?:from )?(?:the |an? )?(?:letter|diary|journal|memoirs?|testimony|deposition|recollections|speech|report)"
    r" (?:of|by|from) (?P<writer>[^:;,]+?)(?: (?:on|about|to|before) .+)?",
    re.I,
)
_SECTIONS = frozenset({
    "analysis", "breaking", "business", "daily", "exclusive", "international", "latest", "live", "local", "media",
    "national", "news", "opinion", "political", "politics", "post", "press", "release", "report", "reports", "sports",
    "stories", "story", "the", "top", "uk", "update", "us", "video", "weekly", "world",
})  # fmt: skip
"""Words of which names of sections are made ("World News"), and no outlet's name alone."""


class Byline(NamedTuple):
    """Authors, other names beside them (outlets, agencies), and the date, as one byline gives them."""

    authors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    published: str | None = None


def byline(lines: Sequence[Line]) -> Byline:
    """The first byline of these lines, with or without "By"; empty if there is none."""
    for line in lines:
        if signed := _signed(line):
            return signed
    return _bare_byline(lines)


def _signed(line: Line) -> Byline | None:
    if posted := _POSTED.fullmatch(line.text):  # who posts may have one name
        return Byline((posted["name"],), (), iso(posted["date"])) if is_name(posted["name"]) else None
    found = _BYLINE.fullmatch(line.text)
    return _parsed(found["rest"] or found["rest2"]) if found else None


def late_byline(lines: Sequence[Line]) -> Byline:
    """What "Posted by … on …" tells under the text, or the authors of "(Reporting by … in …; Editing by …)"."""
    for line in lines:
        if _POSTED.fullmatch(line.text) and (posted := _signed(line)):
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
        if is_told and not line.level and (listed := _listed(line.text)):
            return listed
    for number, line in enumerate(lines):
        if not date_of(line):
            continue
        for beside in (number - 1, number + 1):
            if 0 < beside < len(lines) and not _is_set_apart(lines, beside) and (found := _listed(lines[beside].text)):
                return found
    return Byline()


def _listed(text: str) -> Byline | None:
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


def date_of(line: Line) -> str | None:
    """The date of a line that is nothing but a date, to the month or better; a page clock shows its time first."""
    found = _DATE_LINE.fullmatch(line.text)
    value = iso(found["date"]) if found else None
    return value if value and len(value) > 4 else None


def published(lines: Sequence[Line]) -> str | None:
    """The date of the first date line; one that says "updated" only if no other is there."""
    dates = [(line.text.lower().startswith(("updated", "last")), value) for line in lines if (value := date_of(line))]
    return min(dates, key=lambda pair: pair[0])[1] if dates else None


def written(lines: Sequence[Line]) -> str | None:
    """The day on which, as a line says, a letter was written somewhere ("Camp before Oster, 14 October 1788").

    So is the day up to which a report knows what it tells ("Update as of 08:00, 14 May 2031").
    """
    found = (_PLACED.fullmatch(line.text) for line in lines)
    days = (value for match in found if match and (value := iso(match["date"])) and len(value) == len("1788-10-14"))
    return next(days, None)


def outlet_lines(lines: Sequence[Line]) -> Iterator[Credit]:
    """Lines of an outlet's name and a date ("Harbour Post, 3 January 2022"); the year may be missing."""
    for line in lines:
        name, day = _beside_date(line.text)
        value = iso(day)
        if not day or value == day[-4:] or _DATE_LINE.fullmatch(line.text) or _signed(line):
            continue
        if is_outlet(name) or (value and is_name(name)):
            yield Credit(name, value)


def _beside_date(text: str) -> tuple[str, str]:
    """What stands before or after the date of a line, and the date, the page left aside; empty if it has none there."""
    text = _PAGE.sub("", text)
    found = _DATE_AT_END.search(text.rstrip(".")) or _DATE_AT_START.match(text)
    return ((text[: found.start()] + text[found.end() :]).strip(" ,|–—-."), found["date"]) if found else ("", "")


def masthead(lines: Sequence[Line]) -> str | None:
    """An outlet's name alone on the first line, above a headline, or in it beside a date."""
    if name := _running_head(lines):
        return name
    if len(lines) < 2 or lines[0].level or not any(_could_be_title(line.text) for line in lines[1:4]):
        return None
    words = {word.strip(".,").lower() for word in lines[0].text.split()}
    return lines[0].text if len(words) > 1 and words - _SECTIONS and sounds_like_outlet(lines[0].text) else None


def _running_head(lines: Sequence[Line]) -> str | None:
    """The name, and no byline, beside the date and the page at the very top ("OSTER LAMP, 4 May 2021     5")."""
    if len(lines) < 2 or not lines[0].beside or not lines[1].beside or _signed(lines[0]):
        return None
    name = lines[0].text if date_of(lines[1]) else _beside_date(lines[0].text)[0]
    return name if is_name(name) and (name.isupper() or not is_person(name)) else None


def between_credits(lines: Sequence[Line]) -> str | None:
    """An outlet's name alone on the line under the byline or above the date."""
    for above, line, below in zip(lines, lines[1:], [*lines[2:], Line("")], strict=False):
        named = sounds_like_outlet(line.text) and not line.level and not _DOCUMENT.fullmatch(line.text)
        if named and (_signed(above) or date_of(below)):
            return line.text
    return None


def writer(lines: Sequence[Line]) -> tuple[str, ...]:
    """Whose letter, diary or report a text is, by its heading ("Report of General Ada Moss to the King")."""
    stated = [(found["writer"], line.text) for line in lines[:3] if (found := _PERSONAL.fullmatch(line.text))]
    return tuple(
        name for name, text in stated if is_person(name) and (is_title(name.split()[0]) or "report" not in text.lower())
    )


def issuer(lines: Sequence[Line]) -> str | None:
    """Whose statement a text is, by its letterhead or heading ("Statement of the Harbour Board on the ferry")."""
    if _has_letterhead(lines):
        return lines[0].text
    stated = (_STATEMENT.fullmatch(line.text) for line in lines[:3])
    names = (found["issuer"] for found in stated if found)
    return next((name for name in names if is_name(name) and " " in name), None)


def _has_letterhead(lines: Sequence[Line]) -> bool:
    """True where a body stands above the kind of document it issues."""
    return len(lines) > 1 and is_institution(lines[0].text) and _DOCUMENT.fullmatch(lines[1].text) is not None


def title(lines: Sequence[Line], authors: Sequence[str] = ()) -> str | None:
    """The headline: a Markdown heading, or the first line above byline, date or prose that can be one."""
    headings = [line for line in lines if line.level]
    if headings:
        return min(headings, key=lambda line: line.level).text
    if _has_letterhead(lines):
        return title(lines[1:], authors) or lines[1].text
    end = next((number for number, line in enumerate(lines) if line.text in authors or _signed(line)), len(lines))
    day = next((number for number, line in enumerate(lines[:end]) if date_of(line)), end)
    alone = lines[: day == 1 < len(lines)]
    # A running head or a dated post has the day above the headline.
    passed = [*_turns(lines), *_unended(lines)]
    options = (line for part in (lines[:day], lines[day:end]) for line in part if line not in passed)
    return next((line.text for line in options if _could_be_title(line.text, alone=line in alone)), None)


def _turns(lines: Sequence[Line]) -> list[Line]:
    """The lines of those who speak more than once ("LM: Did it come?", "Q. Where did you stand?")."""
    found = [(match[0], line) for line in lines if (match := _SPEAKER.match(line.text))]
    labels = Counter(label for label, _ in found)
    return [line for label, line in found if labels[label] > 1]


def _unended(lines: Sequence[Line]) -> list[Line]:
    """The lines that the next goes on with in small letters: prose that is wrapped, or half a headline."""
    return [line for line, below in pairwise(lines) if below.text[0].islower() and not (_signed(below) or below.item)]


def _could_be_title(text: str, *, alone: bool = False) -> bool:
    """True for what reads like a headline; one alone above the credits may hold a stop ("Shut it. Here is why").

    One in capitals may end in a stop, as old papers have it ("FALL OF THE GREAT CRANE.").
    """
    words = re.sub(rf"{DATE}|{_TIME}", " ", text, flags=re.I).split()
    if not 4 <= len(words) <= 18 or len(text) > 120 or not re.match(r"[\"'“‘]?(?:\d|[^\W_a-z])", text):
        return False
    if (
        (_END.search(text) and not text.isupper())
        or _SLUG.match(text)
        or (not alone and _STOP.search(text))
        or _CREDITED.search(text)
        or _CHROME.match(text)
        or _ADDRESS.match(text)
        or sounds_like_outlet(text)
    ):
        return False
    if is_outlet(_beside_date(text)[0]):
        return False
    if sum(any(map(str.isdigit, word)) for word in words) > len(words) / 2:  # a number under which a wire filed it
        return False
    glued = len(re.findall(r"[a-z]{2}[A-Z][a-z]", text)) > 1  # menu entries that a scrape ran together
    return not glued and not _listed(text)
