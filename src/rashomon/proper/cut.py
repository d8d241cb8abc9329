"""Cuts a run of name words into names: countries, persons after their titles, and the rest as one name each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from rashomon.lexicon import country, given_gender, is_loaded, noun_kind
from rashomon.model import ActorKind
from rashomon.names import PARTICLES, is_honour, is_title
from rashomon.proper.kinds import country_kind, is_craft, kind_of
from rashomon.proper.offices import (
    begins_office,
    is_addressed,
    is_after_office,
    is_chief_of_staff,
    is_inside_body,
    is_office_at,
    is_portfolio,
    is_titled,
    past_nouns,
    past_office,
)
from rashomon.proper.read import HYPHENS, Read, goes_on

DASHES = HYPHENS | {"–", "—"}
PICTURES = frozenset({"image", "images", "photo", "photos", "picture", "pictures"})
LONGEST_COUNTRY = 4
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
TICKER = re.compile(r"\([A-Z]{2,6}: ?[A-Z.]{1,6}\)")
TICKER_REACH = 10  # characters
BEFORE_BODIES = frozenset({"acting", "deputy", "former"})  # "Acting White House Chief of Staff"
SMALL = frozenset({"&", "and", "for", "of", "the"})

Cut = tuple[Span, ActorKind | None, int]  # what a Proper is made of, before its kind is known


def cut_run(read: Read, start: int, end: int) -> Iterator[Cut]:
    """The names of one run: countries, persons after their titles, and the rest as one name each."""
    doc, begin, i = read.doc, start, start
    while i < end:
        size = 0 if _is_league(read, i, end) or _is_persons(read, i, end) else _country_at(read, i, end)
        if size:
            yield doc[i : i + size], country_kind(doc[i : i + size]), i
            i += size
        elif not doc[i].text[0].isalnum() or is_office_at(read, i, end) or _is_common(read, i, end):
            i += 3 if is_chief_of_staff(read, i) else 1
        else:
            stop = i + 1
            while stop < end and not _splits(read, stop, end):
                if is_office_at(read, stop, end) or begins_office(read, stop, end):
                    break
                stop += 1
            core, kind = _named(read, begin, i, stop)
            if core and not _is_party(read, core) and not _is_ticker(read, core):
                yield core, kind, begin if kind == "person" else core.start
            i = stop
            begin = i if kind in ("person", "org") and i < end and not is_titled(doc, i, end) else begin


def _named(read: Read, begin: int, i: int, stop: int) -> tuple[Span, ActorKind | None]:
    """The name proper among the words from `i`, and its kind; it is empty where they name nobody."""
    doc = read.doc
    i = _past_bracket(doc, _past_article(doc, i, stop), stop)
    last = _before_person(read, i, _before_honours(read, i, _before_small_words(read, i, stop)))
    kind = "other" if is_craft(read, i, last) else kind_of(read, begin, i, last)
    i = past_nouns(doc, past_office(doc, i, last), last) if kind == "person" else i
    return doc[_with_ordinal(read, _with_country(read, begin, i, last), last) : last], kind


def _is_party(read: Read, core: Span) -> bool:
    """True for the party and state set beside a politician's name ("(D-Md.)", ", R-Ariz.,"), and for a letter alone.

    So are the letters after a name and a comma (", J.P.,").
    """
    doc, i = core.doc, core.start
    if len(core) == 1:
        after = i > 1 and doc[i - 1].text == "," and read.kinds[i - 2] == "person"
        return len(core.text) == 1 or (after and is_honour(core.text))
    beside = len(doc[i].text) == 1 and doc[i + 1].text in DASHES
    return beside and i > 0 and doc[i - 1].text in ("(", "[", ",")


def _is_ticker(read: Read, core: Span) -> bool:
    """True for both parts of the sign of a firm's shares ("(TSE: VLC)")."""
    start, end = core.start_char, core.end_char
    found = TICKER.search(read.text, max(start - TICKER_REACH, 0), end + TICKER_REACH)
    return found is not None and found.start() < start and end < found.end()


def _is_league(read: Read, i: int, end: int) -> bool:
    """True for a people that a body's name begins with ("Danes for Fair Fishing")."""
    found = country(read.doc[i].text)
    people = found is not None and found.form == "people" and read.doc[i].text.endswith("s")
    return people and is_inside_body(read, i, end)


def _is_persons(read: Read, i: int, end: int) -> bool:
    """True for a country's name that is a person's: after a title, or the first word by an entity ("Chad Moss")."""
    if is_addressed(read, i):
        return True
    found, doc = country(read.doc[i].text), read.doc
    begins = found is not None and found.form == "name" and doc[i].ent_iob_ == "B" and read.kinds[i] == "person"
    return begins and i + 1 < end and goes_on(doc, i) and doc[i + 1].is_title and not is_title(read.lower[i + 1])


def _is_common(read: Read, i: int, end: int) -> bool:
    """True for a capital that makes no name: a body's after "our", what an office is of ("State") or is ("Prime").

    So is one word that no entity covers, and that the account has without a capital elsewhere.
    """
    doc = read.doc
    if i + 1 == end and not doc[i].ent_type_ and doc[i].is_title and read.lower[i] in read.uncapitalised:
        return True
    if i + 1 == end and is_after_office(doc[i]):
        return True
    if (
        doc[i].lower_ in BEFORE_BODIES
        or begins_office(read, i, end)
        or is_portfolio(doc[i])
        or _is_epithet(read, i, end)
    ):
        return True
    kind = noun_kind(doc[i].text)
    if i + 1 < end or kind is None:
        return False
    if doc[i].is_sent_start:
        return doc[i].pos_ == "NOUN" or not doc[i].ent_type_
    owned = doc[i - 1].pos_ == "PRON" and doc[i - 1].dep_ == "nmod:poss" and kind in ("org", "group")
    return owned or (i > 1 and doc[i - 1].lower_ == "of" and is_title(doc[i - 2].lemma_))


def _is_epithet(read: Read, i: int, end: int) -> bool:
    """True for an adjective before one name word ("Crazy Moss"): it judges, or Moss is somebody elsewhere."""
    doc = read.doc
    if i + 2 != end or doc[i].pos_ != "ADJ" or doc[i].ent_iob_ != "O" or doc[i + 1].pos_ != "PROPN":
        return False
    return is_loaded(doc[i].text) or doc[i + 1].text in read.people


def _past_bracket(doc: Doc, i: int, stop: int) -> int:
    """Past what brackets add at the beginning of a name, whose opening stands before it ("[Ada] Moss")."""
    closing = next((k for k in range(i, stop - 1) if doc[k].text in (")", "]")), None)
    opened = closing is not None and any(doc[k].text in ("(", "[") for k in range(i, closing))
    return i if closing is None or opened else closing + 1


def _before_small_words(read: Read, i: int, stop: int) -> int:
    """Where the name ends: of "Office of" before a senator's name only "Office" is left."""
    while stop > i and read.lower[stop - 1] in SMALL:
        stop -= 1
    return stop


def _before_honours(read: Read, i: int, stop: int) -> int:
    """Where a person's name ends: before the letters after it ("Ada Moss KC")."""
    last = stop
    while last - i > 2 and is_honour(read.doc[last - 1].text):
        last -= 1
    named = read.kinds[i] in ("person", None) and read.doc[last - 1].is_title
    return last if named else stop


def _before_person(read: Read, i: int, stop: int) -> int:
    """Where a land's name ends: before a noun for one person, whom it describes ("Ostrow Democrat")."""
    land = stop - i > 1 and read.kinds[i] == "place" and read.kinds[stop - 1] is None
    return stop - 1 if land and noun_kind(read.doc[stop - 1].text) == "person" else stop


def _past_article(doc: Doc, i: int, stop: int) -> int:
    while i + 1 < stop and doc[i].lower_ in ("the", "a", "an"):
        i += 1
    return i


def _splits(read: Read, i: int, end: int) -> bool:
    """True where a country begins that no entity ties to the words before it, or where a person meets another kind.

    A picture's credit ends where the next entity begins ("NVP Photo Ada Moss"), and whose White House it is is before.
    """
    doc, kinds = read.doc, read.kinds
    if i + 1 < end and read.written(i, i + 2) == "White House":
        return True
    place, before = doc[i].ent_iob_, doc[i - 1].lower_
    tied = place == "I" and kinds[i] in ("org", "person")
    if not tied and before not in ("of", "for", "the", "-") and _country_at(read, i, end) > 0:
        return True
    if place != "B":
        return False
    if before in PICTURES:
        return True
    full = i + 1 < end and doc[i + 1].ent_iob_ == "I"
    if kinds[i - 1] is None and kinds[i] == "person":  # "Harbour Broadcasting Ada Moss", but "Ilkay bin Moss"
        office = i > 1 and doc[i - 2].lower_ in ("of", "for")  # "Secretary of State Ada Moss" is cut by the office
        return full and not office and not given_gender(before) and before not in PARTICLES and doc[i - 1].is_alpha
    borders = kinds[i - 1] is not None and kinds[i] is not None
    return borders and full and (kinds[i] == "person") != (kinds[i - 1] == "person")


def _country_at(read: Read, i: int, end: int) -> int:
    """How many tokens from `i` are a country's name, adjective or people; 0 if none."""
    for size in range(min(LONGEST_COUNTRY, end - i), 0, -1):
        found = country(read.written(i, i + size))
        if found is not None and found.form != "capital":
            return size
    return 0


def _with_country(read: Read, begin: int, i: int, stop: int) -> int:
    """Where the core begins: a country before a body's name is part of it ("Danish Foreign Ministry")."""
    if i == begin or kind_of(read, begin, i, stop) != "org":
        return i
    for size in range(min(LONGEST_COUNTRY, i - begin), 0, -1):
        if country(read.written(i - size, i)) is not None:
            return i - size
    return i


def _with_ordinal(read: Read, i: int, stop: int) -> int:
    """Where the core begins: the number before a body's or place's name is part of it ("14th Mountain Brigade")."""
    counted = stop > i > 0 and ORDINAL.fullmatch(read.lower[i - 1]) is not None
    return i - 1 if counted and noun_kind(read.doc[stop - 1].text) in ("org", "place") else i
