"""Titles and offices around a name: where they stand, what they are over, and when they are a surname or a body's."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.lexicon import country, given_gender, noun_kind
from rashomon.names import BEFORE_OFFICES, PARTICLES, TITLES, is_acronym, is_title
from rashomon.proper.read import HYPHENS, POSSESSIVE, Read, ends_person, goes_on


def is_office_at(read: Read, i: int, end: int) -> bool:
    """True for a title that is neither part of a body's name ("Marten General Hospital") nor a surname ("Ada King")."""
    given = i + 1 < end and given_gender(read.doc[i].text) and _is_surname(read, i + 1)
    named = given or _is_surname(read, i) or is_inside_body(read, i, end) or _is_of_body(read, i, end)
    return is_title_at(read.doc, i, end) and not named


def _is_of_body(read: Read, i: int, end: int) -> bool:
    """True for a title in a body's name ("Justice Department", "Department of Justice", "Office of the Mayor")."""
    if read.lower[i].endswith(".") or TITLES.get(read.lower[i]) == "":
        return False
    if i + 1 < end and is_body(read.doc[i + 1]) and read.kinds[i + 1] != "person":
        return True
    of = i - 1
    while of > 1 and (read.lower[of] in BEFORE_OFFICES | {"the"} or is_title_at(read.doc, of, end)):
        of -= 1
    if of < 1 or read.lower[of] != "of" or not is_body(read.doc[of - 1]):
        return False
    tied = read.kinds[i] == "org" and read.doc[i].ent_iob_ == "I"
    return tied or all(is_title_at(read.doc, k, end) or read.lower[k] in BEFORE_OFFICES for k in range(i, end))


def is_body(token: Token) -> bool:
    """True for a noun for bodies with a capital ("Department")."""
    return token.text[:1].isupper() and noun_kind(token.text) == "org"


def is_title_at(doc: Doc, i: int, end: int) -> bool:
    """True for an office, rank or honorific, and for a noun for a person before one ("Surgeon General")."""
    if i + 1 < end and doc[i + 1].lower_ in POSSESSIVE:
        return False
    if is_title(doc[i].lower_):
        return not (doc[i].lower_ == "saint" and i + 1 < end and doc[i + 1].ent_type_ in ("LOC", "GPE", "FAC"))
    return i + 1 < end and noun_kind(doc[i].text) == "person" and is_title(doc[i + 1].lower_)


def is_addressed(read: Read, i: int) -> bool:
    """True right after a form of address ("Mrs Jordan"), or another title if an entity has a person there.

    Whoever is so called is a person, whatever land or city has the name too.
    """
    before = read.lower[i - 1].rstrip(".") if i and read.doc[i - 1].text[:1].isupper() else ""
    return TITLES.get(before) == "" or (is_title(before) and read.kinds[i] == "person")


def is_inside_body(read: Read, i: int, end: int) -> bool:
    """True for a word that an entity ties to the next one as a body's name; "Mr" never is, and no title comes next."""
    word = read.lower[i]
    if word.endswith(".") or TITLES.get(word) == "" or not read.doc[i].text[:1].isupper() or is_chief_of_staff(read, i):
        return False
    tied = i + 1 < end and read.kinds[i] == read.kinds[i + 1] == "org" and read.doc[i + 1].ent_iob_ == "I"
    return tied and not is_title_at(read.doc, i + 1, end)


def is_chief_of_staff(read: Read, i: int) -> bool:
    return read.lower[i : i + 3] == ["chief", "of", "staff"]


def _is_surname(read: Read, i: int) -> bool:
    """True for "King" at the end of a person's name, and alone where the account has "Ada King", as entities tell."""
    if ends_person(read, i):
        return True
    doc, before = read.doc, read.lower[i - 1] if i else ""
    alone = doc[i].ent_iob_ != "I" and not goes_on(doc, i) and before not in ("the", "a", "an")
    return alone and read.kinds[i] in ("person", None) and doc[i].text in read.surnames


def begins_office(read: Read, i: int, end: int) -> bool:
    """True for the first word of an office of several ("Deputy Leader", "Minority Leader")."""
    return read.lower[i] in BEFORE_OFFICES and _is_office(read.doc, i + 1) and not _is_of_body(read, i, end)


def _is_office(doc: Doc, i: int) -> bool:
    """True if an office or rank stands at token `i`, or after the hyphen there."""
    i += i < len(doc) and doc[i].text in HYPHENS
    return i < len(doc) and is_title(doc[i].lemma_)


def is_portfolio(token: Token) -> bool:
    """True for what a minister or secretary is over ("Transport minister", "the Interior and Finance ministers").

    A department is a body too ("Treasury Secretary"), as the entities tell.
    """
    place = token
    while place.dep_ == "conj" and place.head != place:
        place = place.head
    over = place.dep_ in ("amod", "compound") and place.head.i > token.i and not is_acronym(token.text)
    office = place.head.lemma_.lower() if over else ""
    minister = office == "minister" and token.ent_type_ not in ("NORP", "PERSON", "PER")
    beside = office == "secretary" and token.i + 1 == place.head.i
    return minister or (beside and (not token.ent_type_ or place.head.ent_iob_ == "I"))


def is_after_office(token: Token) -> bool:
    """True for what a minister or secretary is of ("Minister of the Interior"), a land or body ("the Navy") aside."""
    of, office, prime, *_ = (*(w for w in _before(token) if w != "the"), "", "", "")
    land = prime == "prime" or token.ent_type_ == "GPE" or country(token.text) is not None
    body = is_acronym(token.text) or noun_kind(token.text) == "org"
    return of == "of" and office in ("minister", "secretary") and not (land or body)


def _before(token: Token) -> list[str]:
    """The four words before a token in lower case, the nearest first."""
    return [each.lower_ for each in reversed(token.doc[max(token.i - 4, 0) : token.i])]


def past_office(doc: Doc, i: int, stop: int) -> int:
    """Past what an office is over: in "Secretary of State Ada B. Moss" the name is the last words, "State" is not.

    Past all of it where no name follows ("Secretary of State").
    """
    if doc[i].lower_ in ("of", "for") and i > 0 and is_title(doc[i - 1].text):
        i += 1
        if stop - i < 2:
            return stop
    after_office = i > 1 and doc[i - 1].lower_ in ("of", "for") and is_title(doc[i - 2].text)
    first = stop - 2
    while first > i and (len(doc[first].text.rstrip(".")) == 1 or doc[first].lower_ in PARTICLES):
        first -= 1
    return max(first, i) if after_office else i


def past_nouns(doc: Doc, i: int, stop: int) -> int:
    """Past a noun for a person that a heading's capitals put before a full name ("Plant Worker Ada Moss")."""
    if given_gender(doc[i].text):
        return i
    nouns = [k for k in range(i, stop - 2) if noun_kind(doc[k].text) == "person"]
    return nouns[-1] + 1 if nouns else i


def is_titled(doc: Doc, i: int, end: int) -> bool:
    return any(is_title_at(doc, j, end) for j in range(i, end))
