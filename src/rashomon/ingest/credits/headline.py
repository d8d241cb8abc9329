"""The headline of a text, and what cannot be one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rashomon.ingest.credits.byline import Byline, listed, signed
from rashomon.ingest.credits.days import TIME, beside_date, date_of
from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import is_institution, is_outlet, sounds_like_outlet
from rashomon.ingest.when import DATE

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
_DOCUMENT = re.compile(
    r"(?:[\w-]+ ){0,2}(?:communiqu[eé]|statement|bulletin|notice|update|circular|declaration|order|release|report"
    r"|letter|resolution|directive)(?: (?:no\.?|number|as of|of|on) .{1,60}| \d[\w/.-]*)?\W*",
    re.I,
)
"""The kind of document on the second line of a letterhead ("Notice No. 12", "Operational update as of 08:00")."""
_ADDRESS = re.compile(r"(?:to|cc|re|ref|issued|attn|attention)\s*:", re.I)


def title(lines: Sequence[Line], authors: Sequence[str] = ()) -> str | None:
    """The headline: a Markdown heading, or the first line above byline, date or prose that can be one."""
    headings = [line for line in lines if line.level]
    if headings:
        return min(headings, key=lambda line: line.level).text
    if lines and signed(lines[0]) == Byline():  # a desk's, which may stand above the headline
        return title(lines[1:], authors)
    if has_letterhead(lines):
        return title(lines[1:], authors) or lines[1].text
    end = next((number for number, line in enumerate(lines) if line.text in authors or signed(line)), len(lines))
    day = next((number for number, line in enumerate(lines[:end]) if date_of(line)), end)
    alone = lines[: day == 1 < len(lines)]
    # A running head or a dated post has the day above the headline.
    passed = [*_turns(lines), *_unended(lines)]
    options = (line for part in (lines[:day], lines[day:end]) for line in part if line not in passed)
    return next((line.text for line in options if could_be_title(line.text, alone=line in alone)), None)


def has_letterhead(lines: Sequence[Line]) -> bool:
    """True where a body stands above the kind of document it issues."""
    return len(lines) > 1 and is_institution(lines[0].text) and is_document(lines[1].text)


def is_document(text: str) -> bool:
    """True for the kind of a document, with its number or day ("Notice No. 12", "Statement")."""
    return _DOCUMENT.fullmatch(text) is not None


def _turns(lines: Sequence[Line]) -> list[Line]:
    """The lines of those who speak more than once ("LM: Did it come?", "Q. Where did you stand?")."""
    found = [(match[0], line) for line in lines if (match := _SPEAKER.match(line.text))]
    labels = Counter(label for label, _ in found)
    return [line for label, line in found if labels[label] > 1]


def _unended(lines: Sequence[Line]) -> list[Line]:
    """The lines that the next goes on with in small letters: prose that is wrapped, or half a headline."""
    return [line for line, below in pairwise(lines) if below.text[0].islower() and not (signed(below) or below.item)]


def could_be_title(text: str, *, alone: bool = False) -> bool:
    """True for what reads like a headline; one alone above the credits may hold a stop ("Shut it. Here is why").

    One in capitals may end in a stop, as old papers have it ("FALL OF THE GREAT CRANE.").
    """
    words = re.sub(rf"{DATE}|{TIME}", " ", text, flags=re.I).split()
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
    if is_outlet(beside_date(text)[0]):
        return False
    if sum(any(map(str.isdigit, word)) for word in words) > len(words) / 2:  # a number under which a wire filed it
        return False
    glued = len(re.findall(r"[a-z]{2}[A-Z][a-z]", text)) > 1  # menu entries that a scrape ran together
    return not glued and not listed(text)
