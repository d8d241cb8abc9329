"""What kind of actor a name names: by its last word, a title before it, the entities, or its ship's prefix."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Span, Token

from rashomon.lexicon import country, given_gender, noun, noun_kind, singular
from rashomon.model import ActorKind
from rashomon.names import PARTICLES, is_title
from rashomon.proper.offices import is_addressed, is_body, is_title_at
from rashomon.proper.read import Read

PREFIXES = frozenset({"HMS", "HMAS", "HMCS", "INS", "MS", "MT", "MV", "RMS", "SS", "USNS", "USS"})
"""What stands before the names of ships."""

LAWS = frozenset({"accord", "accords", "act", "agreement", "amendment", "bill", "pact", "treaty"})
REALMS = frozenset({
    "bay", "city", "commonwealth", "county", "district", "duchy", "emirate", "gulf", "island", "isle", "kingdom",
    "principality", "province", "republic", "state", "strait", "sultanate", "territory",
})  # fmt: skip
AGAINST = frozenset({"v.", "v", "vs.", "vs"})
NAMED_BESIDE = frozenset({"appos", "flat", "nmod:desc"})
OF_NOBLES = PARTICLES | {"of"}


def kind_of(read: Read, begin: int, i: int, stop: int) -> ActorKind | None:
    """By words that tell it, by a title before, by most of the entity labels, by the last word; else None."""
    doc, kinds = read.doc, read.kinds
    if (told := _told(read, i, stop)) is not None:
        return told
    labels = Counter(kind for kind in kinds[i:stop] if kind is not None)
    if (i > begin and is_title_at(doc, i - 1, stop)) or _follows_person(doc, i, firm=set(labels) == {"org"}):
        return "person"
    if labels:
        return max(labels.items(), key=lambda item: (item[1], kinds[stop - 1] == item[0], item[0]))[0]
    general = noun_kind(doc[stop - 1].text)
    if general in ("org", "place"):
        return general
    return "group" if stop - i == 1 and _names_many(doc[i]) else None


def _told(read: Read, i: int, stop: int) -> ActorKind | None:
    """What the words of a name tell: a country, a party, a person's given name, a law or lawsuit, a body or land."""
    realm = stop - i > 2 and read.lower[i] in REALMS and read.lower[i + 1] == "of" and read.lower[i + 2] != "the"
    if realm or country(read.written(i, stop)) is not None:
        return "person" if is_addressed(read, i) else "place"
    if any(token.text in AGAINST for token in read.doc[i:stop]):
        return "other"
    if given_gender(read.doc[i].text) and all(kind == "person" for kind in read.kinds[i:stop]):  # "Douglas Band"
        return "person"
    if stop - i > 1 and (_has_body(read, i, stop) or "&" in read.lower[i:stop]):
        return "org"
    if _is_party_of(read, i, stop) or _is_party_in(read, i, stop):
        return "group"
    return "other" if stop - i > 1 and read.lower[stop - 1] in LAWS else None


def _has_body(read: Read, i: int, stop: int) -> bool:
    """True for a name that ends with a noun for bodies, or has one before "of" or "for", and for the White House."""
    ends = [k for k in range(i, stop) if k + 1 == stop or read.lower[k + 1] in ("of", "for")]
    return any(is_body(read.doc[k]) for k in ends) or read.written(stop - 2, stop) == "White House"


def country_kind(core: Span) -> ActorKind:
    found = country(core.text)
    plural = core.text.endswith(("s", "men")) and core.root.dep_ not in ("amod", "compound", "nmod:desc")
    return "group" if found is not None and found.form == "people" and plural else "place"


def _is_party_of(read: Read, i: int, stop: int) -> bool:
    """True for "Republicans", which entities take for a person as often as not, and no "Masters" with a first name."""
    text, before = read.doc[i].text, read.lower[i - 1] if i else ""
    alone = text not in read.surnames and not is_title(before) and not given_gender(before)
    return stop == i + 1 and _are_people(text) and read.kinds[i] == "person" and alone


def _is_party_in(read: Read, i: int, stop: int) -> bool:
    """True for "House Republicans" and "Varnian Democrats", whom entities take for a place or a person now and then."""
    first = read.doc[i]
    if stop == i + 1 or not _are_people(read.doc[stop - 1].text) or given_gender(first.text):
        return False
    kinds = {kind for kind in read.kinds[i:stop] if kind is not None}
    land = country(first.text)
    seat = is_body(first) or (land is not None and land.form != "capital")
    return seat or (read.kinds[i] is not None and kinds <= {"place"})


def _are_people(word: str) -> bool:
    """True for a noun for people in the plural, with a capital."""
    return word.istitle() and singular(word) != word and noun_kind(singular(word)) == "person"


def is_craft(read: Read, i: int, stop: int) -> bool:
    """True for a ship or the like: after its prefix or kind ("MV Varn Star", "the ferry Varn"), or after "the".

    English puts no article before the name of a person, so "the Varn" is a ship; of a family there are several, and
    who has a "de" or "of" in the name may have had a title.
    """
    doc = read.doc
    if stop - i > 1 and doc[i].text in PREFIXES:
        return True
    before = doc[i - 1] if i > 0 else doc[i]
    if before.text.islower() and noun_kind(before.lemma_) == "other":
        root = doc[i:stop].root
        return before in (root.head, *root.lefts) and root.dep_ in NAMED_BESIDE
    told = read.kinds[stop - 1] == "person" and before.lower_ == "the" and not doc[stop - 1].text.endswith("s")
    if not told or doc[i:stop].root.dep_ in ("compound", "amod", "nmod:desc"):
        return False
    noble = given_gender(doc[i].text) or any(token.lower_ in OF_NOBLES for token in doc[i : stop + 1])
    return not noble


def _follows_person(doc: Doc, i: int, *, firm: bool) -> bool:
    """True right after a noun for a person in lower case ("spokeswoman Ada Moss").

    What the entities have as a firm is one after a noun of no gender and no office ("the supplier Brandow Works").
    """
    if i == 0 or not doc[i - 1].text.islower() or noun_kind(doc[i - 1].lemma_) != "person":
        return False
    said = noun(doc[i - 1].lemma_)
    telling = (said and said.gender) or is_title(doc[i - 1].lemma_) or given_gender(doc[i].text)
    return not firm or bool(telling)


def _names_many(token: Token) -> bool:
    """True for "Democrats" and the like: a capital makes a noun for people the name of all of them."""
    plural = token.lower_.endswith("s") and noun_kind(token.lemma_) == "person"
    return plural and token.pos_ in ("PROPN", "NOUN") and not token.is_sent_start
