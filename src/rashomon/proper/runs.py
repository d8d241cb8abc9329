"""Runs of name words: capitalised words and entities, with the small words, hyphens and nicknames between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.lexicon import country, noun, noun_kind
from rashomon.names import DATELINE, GENERATIONS, PARTICLES
from rashomon.proper.offices import is_body
from rashomon.proper.read import KINDS, POSSESSIVE, Read

CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "gmt", "est", "edt", "utc",
})  # fmt: skip

QUOTES = frozenset({'"', "'", "``", "''", "“", "”", "‘", "’"})
OPENING = ("(", "{")

# What English joins to a name with a hyphen to make an adjective of it ("Moss-era").
COMPOUNDED = frozenset(
    {"area", "based", "born", "era", "free", "led", "like", "made", "only", "owned", "run", "style", "tied", "wide"}
)

LEAST_HEADING, CAPITALISED = 4, 0.6  # words of a heading, and how many of them begin with a capital at least
LONG = 5  # letters from which a word of a heading does
STOPS = frozenset({".", "!", '"', "”", "'", "’"})


def is_capitalised(read: Read, start: int, end: int) -> bool:
    """True for a heading all in capitals, or with one on every longer word and no full stop; they tell no names."""
    alpha = [i for i in range(start, end) if read.is_alpha[i]]
    if len(alpha) < LEAST_HEADING:
        return False
    if sum(read.is_upper[i] for i in alpha) > CAPITALISED * len(alpha):
        return True
    closed = next((read.lower[i] for i in range(end - 1, start, -1) if not read.is_space[i]), "") in STOPS
    capital = {i: read.text[read.starts[i]].isupper() for i in alpha}
    longer = all(capital[i] for i in alpha if len(read.lower[i]) >= LONG)
    return longer and not closed and sum(capital.values()) > CAPITALISED * len(alpha)


def runs_of(read: Read, start: int, stop: int, *, entities_only: bool) -> Iterator[tuple[int, int]]:
    """Maximal token ranges of a sentence that begin and end with a name word."""
    doc, i = read.doc, _past_dateline(read, start, stop)
    while i < stop:
        end = _past_hyphen(doc, i, stop) if read.opens[i] and _opens(doc, i) else i
        if end >= stop or not read.opens[end] or not _is_name_word(doc[end], end == start, entities_only):
            i += 1
            continue
        end += 1
        while (after := _continues(doc, end, stop)) is not None:
            end = after
        yield i, end
        i = end


def _past_dateline(read: Read, start: int, stop: int) -> int:
    """The first token after where and by whose wire a story is told; the first of all where nothing tells it."""
    found = DATELINE.match(read.text, read.starts[start], read.ends[stop - 1])
    after = bisect_left(read.starts, found.end(), start, stop) if found else start
    return after if after < stop else start


def _is_name_word(token: Token, first: bool = False, entities_only: bool = False) -> bool:
    word, label = token.text, token.ent_type_
    numbered = label == "ORG" and word[:1].isdigit() and any(map(str.isalpha, word))
    if not (word[:1].isupper() or numbered):
        return False
    dated = word.lower().rstrip(".") in CALENDAR and label not in ("PERSON", "PER")
    if dated or token.pos_ == "PRON":
        return False
    if entities_only or first:
        return label in KINDS or (token.pos_ == "PROPN" and not entities_only) or country(word) is not None
    return label in KINDS or token.pos_ in ("PROPN", "ADJ", "NOUN")


def _continues(doc: Doc, i: int, stop: int) -> int | None:
    """One past the next name word if the run goes on at token `i`, over a hyphen, a particle or a small word."""
    if i >= stop:
        return None
    if _is_name_word(doc[i]):
        return i + 1
    if (after := _past_nickname(doc, i, stop)) is not None:
        return after
    ahead = i + 1
    if doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_:
        named = ahead < stop and (doc[ahead].pos_ == "PROPN" or doc[ahead].text[:1].isupper())
        named = named or (ahead < stop and (doc[i - 1].lower_ in PARTICLES or _is_syllable(doc, ahead, stop)))
        return ahead + 1 if named else None
    if ahead < stop and (_is_campus(doc, i, stop) or _owns_body(doc, i)):
        return ahead + 1
    ahead = _past_hyphen(doc, i, stop)
    while ahead < stop and doc[ahead].lower_ in ("the", *PARTICLES) and ahead - i < 3:
        ahead += 1
    joined = ahead < stop and (_is_capital_for(doc, i) or (_is_name_word(doc[ahead]) and _joins(doc, i, ahead)))
    return ahead + 1 if joined else None


def _is_capital_for(doc: Doc, i: int) -> bool:
    """True at a "For" whose capital, and that of the next word, make it a name's ("Housing For All")."""
    return doc[i].text == "For" and doc[i + 1].text.istitle()


def _past_nickname(doc: Doc, i: int, stop: int) -> int | None:
    """One past the surname after a nickname that opens with the mark at `i` (Ada "The Owl" Moss, Adam (Ad) Moss)."""
    closers = QUOTES if doc[i].text in QUOTES else frozenset(")" if doc[i].text == "(" else ())
    first = i + 1 + (doc[i + 1 : i + 2].text == "the")
    if not closers or not doc[i - 1].whitespace_ or not doc[first : first + 1].text.istitle():
        return None
    closing = next((k for k in range(i + 2, min(i + 5, stop - 1)) if doc[k].text in closers), None)
    if closing is None or not doc[closing].whitespace_ or doc[i - 1].ent_type_ not in ("PERSON", "PER"):
        return None
    return closing + 2 if _is_name_word(doc[closing + 1]) else None


def _opens(doc: Doc, i: int) -> bool:
    """True at a particle in lower case that the entity it begins has as a part ("al-Renn", "bin Moss")."""
    return doc[i].lower_ in PARTICLES and doc[i].text.islower() and doc[i].ent_iob_ == "B" and doc[i].ent_type_ in KINDS


def _past_hyphen(doc: Doc, i: int, stop: int) -> int:
    """The token after `i`, or after the hyphen that ties a particle at `i` to a name ("al-Renn")."""
    tied = i + 2 < stop and doc[i].lower_ in PARTICLES and doc[i + 1].text == "-" and not doc[i + 1].whitespace_
    return i + 2 if tied else i + 1


def _is_campus(doc: Doc, comma: int, stop: int) -> bool:
    """True at the comma of a university's name that ends with its town ("University of Varnland, Ostrow")."""
    if comma < 4 or doc[comma].text != "," or doc[comma - 3].text != "University":
        return False
    named = doc[comma - 2].lower_ == "of" and doc[comma - 1].pos_ == "PROPN"
    alone = comma + 2 >= stop or not doc[comma + 2].text[:1].isupper()
    return named and doc[comma + 1].pos_ == "PROPN" and alone


def _owns_body(doc: Doc, i: int) -> bool:
    """True at a possessive ending inside a body's name ("Sheriff's Department", "Women's League")."""
    if doc[i].lower_ not in POSSESSIVE:
        return False
    return is_body(doc[i + 1]) and noun(doc[i - 1].lemma_) is not None


def _is_syllable(doc: Doc, i: int, stop: int) -> bool:
    """True for the last part of an East Asian given name ("Han Mi-rae"), after a hyphen in lower case.

    Two name words stand before it; an English compound ("Moss-led") has one word before it, or a common ending.
    """
    word, ends = doc[i], i + 1 >= stop or doc[i + 1].text != "-"
    named = i > 3 and doc[i - 3].text[:1].isupper() and doc[i - 3].pos_ == "PROPN" and doc[i - 3].is_alpha
    return word.is_alpha and len(word) <= 5 and word.lower_ not in COMPOUNDED and named and ends


def _joins(doc: Doc, i: int, ahead: int) -> bool:
    """True if the small word at `i` belongs to a name: a particle, or "of" and "for" after a body or place.

    So does the "&" of firms, which joins no two places or acronyms.
    """
    word, before = doc[i].lower_, doc[i - 1]
    aside = word.startswith(OPENING) or (word == "," and doc[ahead].lower_.rstrip(".") not in GENERATIONS)
    within_entity = doc[i].ent_iob_ == "I" and doc[ahead].ent_iob_ == "I"
    if within_entity and aside and KINDS.get(doc[i].ent_type_) == "person":
        return False
    if word == "&":
        return not any(token.is_upper or KINDS.get(token.ent_type_) == "place" for token in (before, doc[ahead]))
    if within_entity or (word in PARTICLES and word not in ("as", "an", "at", "y", "e")):
        return True
    kind = noun_kind(before.text)
    body = kind in ("org", "place") if kind else before.ent_type_ in ("ORG", "LOC", "GPE", "FAC")
    return (word == "of" and body) or (word == "for" and body and kind is not None)
