"""What looks like a person, an outlet or a news agency in a credit line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.ingest.facts import ROLES
from rashomon.ingest.when import DATE, iso
from rashomon.lexicon import noun_kind, singular

# Words that outlets, and no persons, have in their names.
_OUTLET_WORDS = frozenset({
    "agency", "association", "analysis", "authority", "bulletin", "business", "broadcasting", "center", "centre",
    "chronicle", "club", "council", "courier", "daily", "dispatch", "examiner", "express", "foundation", "gazette",
    "global", "group", "guardian", "herald", "independent", "insider", "institute", "international", "journal",
    "letter", "letters", "live", "magazine", "mail", "media", "ministry", "mirror", "monitor", "network", "news",
    "newsletter", "newspaper", "observer", "office", "online", "opinion", "post", "press", "project", "radio", "record",
    "register", "report", "reports", "research", "review", "service", "sentinel", "star", "society", "standard",
    "telegraph", "television", "telegram", "thinktank", "times", "today", "tribune", "tv", "university", "voice",
    "watch", "weekly", "wire", "world",
})  # fmt: skip
_PARTICLES = frozenset({
    "al", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten",
    "ter", "und", "van", "von", "y",
})  # fmt: skip
_SMALL = _PARTICLES | {"of", "and", "the", "for", "in", "on", "&", "a", "an", "at", "to"}

# News agencies, whose copy many outlets print; each with the short form of its credit line where that is no
# common abbreviation of something else.
_AGENCIES = {
    "ap": "associated press", "afp": "agence france-presse", "reuters": "thomson reuters",
    "upi": "united press international", "dpa": "deutsche presse-agentur", "efe": "agencia efe",
    "ansa": "agenzia ansa", "pa media": "press association", "pti": "press trust of india",
    "aap": "australian associated press", "ians": "indo-asian news service", "ani": "asian news international",
    "xinhua": "xinhua news agency", "tass": "itar-tass", "kyodo": "kyodo news", "interfax": "interfax news agency",
    "anadolu": "anadolu agency", "the canadian press": "canadian press",
}  # fmt: skip
_FORMS = sorted({form for pair in _AGENCIES.items() for form in pair}, key=lambda form: (-len(form), form))
AGENCY = "(?:the )?(?:" + "|".join(map(re.escape, _FORMS)) + ")"
"""Any name of an agency, as a pattern for matching without case."""

_CUT = re.compile(
    r"\s+(?:under|with|as|where|which|who|here|via|through|by|has|have|had|was|were|is|are|and (?:is|was|has|are|re))\b"
    r"|(?<=\w\w\w)[.;!?](?=\s|$)|\s[|–—-]+\s|[(\[:,]|\s+(?:on|in|at)\s+(?=\d|[A-Z][a-z]+,? \d)",
    re.I,
)


_DATE = re.compile(DATE, re.I)
_HOUR = r"(?:\W*\bat \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?)?"
_DATE_NEXT = re.compile(rf"{_HOUR}\W*(?:\b(?:on|in|at|dated)\b)?\W*(?P<date>{DATE})", re.I)
_ARTICLE = re.compile(r"^(?:the (?:website|site|blog|pages|magazine|newspaper|journal) (?:of )?)?(?:the )?(?=[A-Z\d])")


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet and the date it published, as far as a line names them."""

    outlet: str | None = None
    published: str | None = None


NO_CREDIT = Credit()


def is_person(text: str) -> bool:
    """Two to five capitalised words, particles allowed, none that outlets are called by."""
    words = text.split()
    if not 2 <= len(words) <= 5 or re.search(r"[\d@/:;!?]", text):
        return False
    if any(_bare(word) in _OUTLET_WORDS | ROLES for word in words) or is_agency(text) or words[0] in {"The", "A", "An"}:
        return False
    capital = [word[0].isupper() or re.match(r"\w{0,3}[-'’][^\W\da-z]", word) is not None for word in words]
    return (
        capital[0]
        and capital[-1]
        and all(up or _bare(word) in _PARTICLES for up, word in zip(capital, words, strict=True))
    )


def is_name(text: str) -> bool:
    """Up to six words, capitalised but for small ones, or a domain: something that can be called an outlet."""
    words = text.split()
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", text):
        return True
    if not 1 <= len(words) <= 6 or re.search(r"[@:;!?]", text) or not re.search(r"[^\W\d_]{2}", text):
        return False
    return _starts_name(words[0]) and all(_starts_name(word) or _bare(word) in _SMALL for word in words)


def sounds_like_outlet(text: str) -> bool:
    """A name with a word outlets are called by, a domain, or an agency."""
    return is_name(text) and (
        is_agency(text)
        or re.search(r"\w{2}\.\w{2}", text) is not None
        or any(_bare(word) in _OUTLET_WORDS for word in text.split())
    )


def is_outlet(text: str) -> bool:
    """What carries a text, by its name or by the plain words for a body."""
    return sounds_like_outlet(text) or is_body(text)


def is_body(text: str) -> bool:
    """A body in plain words, its branch after a comma ("Dockers' union, Oster branch", "Oster Union bulletin")."""
    whole, *parts = (part.split() for part in text.split(","))
    if not 2 <= len(whole) <= 6 or not _starts_name(whole[0]) or re.search(r"[\d.:;!?]", text):
        return False
    known = all(_starts_name(word) or _bare(word) in _SMALL or _noun_kind(word) for word in whole[1:])
    branches = all(part and all(map(_starts_name, part[:-1])) for part in parts)
    return known and branches and _noun_kind(whole[-1]) == "org"


def is_institution(text: str) -> bool:
    """A body by the noun at the head of its name ("Ministry of Works of the Republic of Renn")."""
    words = text.split()
    head = re.split(r"\s+(?:of|for)\s+|[,(]", text, maxsplit=1, flags=re.I)[0].split()
    named = all(_starts_name(word) or _bare(word) in _SMALL for word in words)
    return named and 2 <= len(words) <= 12 and bool(head) and _noun_kind(head[-1]) == "org"


def _noun_kind(word: str) -> str | None:
    """What the common noun names, of people, bodies and places alone; the words outlets are called by name bodies."""
    plain = _bare(word)
    found = noun_kind(plain) or noun_kind(singular(plain))
    return "org" if plain in _OUTLET_WORDS else found if found != "other" else None


def is_agency(text: str) -> bool:
    """The name of a news agency, long or short."""
    return re.fullmatch(AGENCY, text, re.I) is not None


def same_outlet(one: str | None, other: str | None) -> bool:
    """True if two names are one outlet's: case, spaces, "The", a domain ending or an agency's short form aside."""
    return one is not None and other is not None and _key(one) == _key(other)


def _key(name: str) -> str:
    key = re.sub(r"^(?:www\.|the )|\.(?:com|org|net|info|co\.\w\w|\w\w)$", "", name.casefold().strip())
    return re.sub(r"[\W_]", "", _AGENCIES.get(key, key))


def outlet_and_date(rest: str) -> Credit:
    """The outlet that a credit names right after "published in", "the source is" …, and the date that follows it."""
    ends = [found.start() for found in (_CUT.search(rest, 1), _DATE.search(rest)) if found]
    cut = min(ends, default=len(rest))
    dated = _DATE_NEXT.match(rest, cut)
    name = _ARTICLE.sub("", rest[:cut].strip(" \t.,;:\"'“”‘’«»*_-–—|()[]"))
    name = re.sub(r"\s+(?:on|in|at|of)$", "", name)
    return Credit(name if is_name(name) else None, iso(dated["date"]) if dated else None)


def _bare(word: str) -> str:
    return word.strip(".,'’\"()").lower()


def _starts_name(word: str) -> bool:
    first = word.lstrip("'’\"(")[:1]
    return first.isupper() or first.isdigit() or first == "&"
