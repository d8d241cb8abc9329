"""What is known about an account besides its text, from whatever says it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from rashomon.errors import InputError
from rashomon.ingest.when import iso


class Unreadable(InputError):
    """One input cannot be read; the message is the reason its failed account shows."""


class Foreign(Unreadable):
    """A sound file that is no account (a table, JSON without text); passed over where only its folder is named."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Metadata of one account; every field may be missing."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    original_outlet: str | None = None
    original_published: str | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, their gaps filled from `other`."""
        return Facts(**{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)})


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its facts, before it becomes an account."""

    text: str
    facts: Facts = NO_FACTS


# Names other programs give the same facts, compared without case, spaces, hyphens and underscores.
KEYS = {
    "title": ("title", "headline", "articletitle", "name"),
    "outlet": (
        *("outlet", "publisher", "publication", "newsoutlet", "newspaper", "sitename", "site", "source", "sourcename"),
        "domain",
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "published": (
        *("published", "datepublished", "publishedat", "publishdate", "datepublish", "publicationdate", "publishedutc"),
        *("pubdate", "date", "datetime", "createdat"),
    ),
    "language": ("language", "lang", "inlanguage"),
    "url": ("url", "link", "canonicalurl", "sourceurl"),
    "original_outlet": ("originaloutlet", "originalsource"),
    "original_published": ("originalpublished", "originaldate"),
}
# What people do for an outlet, the last word of it ("Ports Correspondent").
_JOBS = frozenset({
    "staff", "editor", "editors", "team", "desk", "writer", "writers", "reporter", "reporters", "correspondent",
    "correspondents", "columnist", "contributor", "newsroom",
})  # fmt: skip
# Words of a byline that are neither a person's name nor an outlet's.
ROLES = _JOBS | {"editorial", "board", "department", "guest", "special", "bureau", "chief"}
_NOTHING = frozenset(("", "nan", "null", "none", "nil", "n/a", "na", "undefined", "<na>", "nat"))
TEXT_KEYS = ("text", "body", "content", "articlebody", "articletext", "maintext", "fulltext", "article", "story")


def facts_of(record: Mapping[str, object]) -> Facts:
    """The facts a JSON object states, under any of the usual key names; unusable values count as missing."""
    values = {plain_key(key): value for key, value in record.items()}

    def first(field: str) -> object:
        return next((values[key] for key in KEYS[field] if not is_absent(values.get(key))), None)

    return Facts(
        title=label(first("title")),
        outlet=label(first("outlet")),
        authors=names(first("authors")),
        published=iso(first("published")),
        language=language_code(first("language")),
        url=web_address(first("url")),
        original_outlet=label(first("original_outlet")),
        original_published=iso(first("original_published")),
    )


def text_of(record: Mapping[str, object]) -> str | None:
    """The account's text in a JSON object, under any of the usual key names; a list of strings is its paragraphs."""
    values = {plain_key(key): value for key, value in record.items()}
    return next((text for key in TEXT_KEYS if (text := _whole(values.get(key))) is not None), None)


def _whole(value: object) -> str | None:
    paragraphs = value if isinstance(value, list) else [value]
    texts = [part for part in paragraphs if isinstance(part, str)]
    return "\n\n".join(texts) if texts and len(texts) == len(paragraphs) else None


def is_absent(value: object) -> bool:
    """True for nothing, and for what programs write where there is nothing ("nan", "NULL")."""
    return value in (None, "", []) or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def plain_key(key: str) -> str:
    """A key as it is compared: lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", key).lower()


_TWICE = re.compile(r"(?<!\w)(?P<name>[^\W\d_a-z][\w.'’-]{0,30}(?: [\w.'’-]{1,30}){1,4})(?P=name)(?!\w)")


def once(text: str) -> str:
    """The text with a name of several words once that a page prints twice in a run ("By Ada MossAda Moss")."""
    return _TWICE.sub(r"\g<name>", text)


def label(value: object) -> str | None:
    """A one-line name or title; controls and bidirectional marks, which could disguise it, are dropped."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    shown = "".join(" " if char.isspace() else char for char in value)
    shown = "".join(
        char for char in shown if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} or char in "\u200c\u200d"
    )
    return once(" ".join(shown.split())[:500].strip()) or None


def names(value: object) -> tuple[str, ...]:
    """Author names from a string ("A; B", "A, B and C", "['A', 'B']"), a list of strings or of {"name": …} objects.

    What tells nobody's name but what they are ("Staff", "Ports Correspondent") is left out.
    """
    items: Iterable[object] = [value]
    if isinstance(value, str):
        items = re.split(r"\s*;\s*|\s*[,&]\s+(?:and\s+)?|\s+and\s+", value)
    elif isinstance(value, list | tuple):
        items = value
    cleaned = (re.sub(r"(?i)^by\s+", "", text.strip("[]\"'“”‘’ ")) for text in map(label, items) if text)
    return tuple(dict.fromkeys(name for name in cleaned if name and not is_role(name)))


def is_role(text: str) -> bool:
    """What somebody does for an outlet, and no name ("Staff", "Jobs and Ports Reporter", "Bureau Chief")."""
    words = text.casefold().split()
    return bool(words) and len(words) <= 5 and (words[-1] in _JOBS or ROLES.issuperset(words))


def language_code(value: object) -> str | None:
    """The primary language subtag of a BCP 47 tag ("pt" of "pt-BR")."""
    found = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", value.strip()) if isinstance(value, str) else None
    return found[1].lower() if found else None


def web_address(value: object) -> str | None:
    """An http(s) URL as given; None for anything else, so that no report links to a script or a file."""
    if not isinstance(value, str):
        return None
    address = label(value)
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None
