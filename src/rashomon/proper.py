"""Proper names in a parsed sentence: runs of capitalised words, cut at titles and countries, with a kind for each.

Entities tell the kind and hold a name together over small words; the run of capitalised words mends what they cut
short ("Strait | of Hormuz"). Months and weekdays are no names; a run made of titles alone ("the President") is left
to the nominals. A name in lower case is found only as far as the entities cover it, and so is one in a heading of
capitals, if it is a country's or the account has it in plain sentences too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from rashomon.lexicon import country, given_gender, is_loaded, noun
from rashomon.model import ActorKind
from rashomon.names import BEFORE_OFFICES, DATELINE, GENERATIONS, PARTICLES, TITLES, abbreviates, is_acronym, is_title
from rashomon.tokens import Tokens

KINDS: dict[str, ActorKind] = {
    "PERSON": "person", "PER": "person", "ORG": "org", "LOC": "place", "GPE": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
CALENDAR = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"}
    | {"april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "gmt", "est", "edt", "utc"}
)
HYPHENS = frozenset({"-", "‐", "‑"})
KEPT = "rashomon.propers"
DASHES = HYPHENS | {"–", "—"}
QUOTES = frozenset({'"', "'", "``", "''", "“", "”", "‘", "’"})
OPENING = ("(", "{")
PICTURES = frozenset({"image", "images", "photo", "photos", "picture", "pictures"})
LEAST_HEADING, CAPITALISED = 4, 0.6  # words of a heading, and how many of them begin with a capital at least
LONG = 5  # letters from which a word of a heading does
STOPS = frozenset({".", "!", '"', "”", "'", "’"})
PREFIXES = frozenset({"HMS", "HMAS", "HMCS", "INS", "MS", "MT", "MV", "RMS", "SS", "USNS", "USS"})
"""What stands before the names of ships."""
NAMED_BESIDE = frozenset({"appos", "flat", "nmod:desc"})
# Offices that "Mr" and "Madam" stand before; after another word of the kind they are no surname either.
ADDRESSED = frozenset(
    {"ambassador", "attorney", "chair", "chairman", "chairwoman", "chancellor", "commissioner", "director", "mayor"}
    | {"minister", "premier", "president", "prime", "secretary", "speaker", "vice", "vice-president"}
)
OF_NOBLES = PARTICLES | {"of"}
LONGEST_COUNTRY = 4
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# What English joins to a name with a hyphen to make an adjective of it ("Moss-era").
COMPOUNDED = frozenset(
    {"area", "based", "born", "era", "free", "led", "like", "made", "only", "owned", "run", "style", "tied", "wide"}
)


@dataclass(frozen=True, slots=True)
class Proper:
    """A name proper with its kind, and where the capitalised run before it, which describes it, begins."""

    core: Span
    kind: ActorKind
    start: int


class Read(Tokens):
    """The tokens of a document as names are looked for."""

    @cached_property
    def kinds(self) -> list[ActorKind | None]:
        """What kind of actor the entity of each token names."""
        return [KINDS.get(label) for label in self.ent_type]

    @cached_property
    def opens(self) -> list[bool]:
        """True where a name may begin: at a capital or in an entity."""
        text = self.text
        return [label != "" or text[at].isupper() for at, label in zip(self.starts, self.ent_type, strict=True)]

    @cached_property
    def surnames(self) -> set[str]:
        """The last words of persons' names of several words."""
        return {self.doc[i].text for i in range(len(self.starts)) if _ends_person(self, i)}

    @cached_property
    def people(self) -> set[str]:
        """Every word of a person's name."""
        return {self.written(i, i + 1) for i, kind in enumerate(self.kinds) if kind == "person"}


def analysed(doc: Doc) -> list[Span]:
    """The sentences to look for names in: those with parts of speech if any has, all of it if none are marked."""
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]] if len(doc) else []
    tagged = [sentence for sentence in sentences if sentence[0].pos_]
    return tagged or sentences


Cut = tuple[Span, ActorKind | None, int]  # what a Proper is made of, before its kind is known


def propers(doc: Doc) -> list[Proper]:
    """Every proper name of what was analysed, in text order; a country inside a body's name comes too.

    Looked for once a document, and kept as numbers in its `user_data`.
    """
    kept = doc.user_data.get(KEPT)
    if kept is None:
        found = list(_found(doc))
        doc.user_data[KEPT] = [(name.core.start, name.core.end, name.kind, name.start) for name in found]
        return found
    return [Proper(doc[start:end], kind, begin) for start, end, kind, begin in kept]


def _found(doc: Doc) -> Iterator[Proper]:
    found = list(_cuts(doc, analysed(doc)))
    known = _told(found)
    for core, told, start in found:
        kind = told or _known_kind(core.text, known)
        if kind is not None:
            yield Proper(core, kind, start)


def _elsewhere(cuts: Sequence[Cut], plain: Sequence[Cut]) -> Iterator[Cut]:
    """Of the names in headings those of countries, and of whom the account names in plain sentences too, if any."""
    known = [set(core.text.casefold().split()) for core, _, _ in plain]
    for cut in cuts:
        words = set(cut[0].text.casefold().split())
        if not known or country(cut[0].text) is not None or any(words <= other for other in known):
            yield cut


def _told(found: Sequence[Cut]) -> dict[str, ActorKind]:
    """Persons, bodies and craft by their names, those that the entities cover more often than they miss them."""
    counts = Counter[str]()
    for core, kind, _ in found:
        counts[core.text] += 1 if kind is not None else -1
    known = ("person", "org", "other")
    return {core.text: kind for core, kind, _ in reversed(found) if kind in known and counts[core.text] > 0}


def _known_kind(words: str, known: Mapping[str, ActorKind]) -> ActorKind | None:
    """What the account elsewhere calls by this name, or by the name that it abbreviates, where no entity tells it."""
    if not is_acronym(words) or words in known:
        return known.get(words)
    return next((kind for name, kind in known.items() if kind == "org" and abbreviates(words, name)), None)


def _cuts(doc: Doc, sentences: Sequence[Span]) -> list[Cut]:
    """Every run of name words cut into names, those of no kind among them, in text order."""
    read = Read(doc)
    plain, headings = list[Cut](), list[Cut]()
    for sentence in sentences:
        heading = _is_capitalised(read, sentence.start, sentence.end)
        (headings if heading else plain).extend(_cuts_of(read, sentence, entities_only=heading))
    return sorted([*plain, *_elsewhere(headings, plain)], key=lambda cut: cut[0].start)


def _cuts_of(read: Read, sentence: Span, *, entities_only: bool) -> Iterator[Cut]:
    for run in _runs(read, sentence.start, sentence.end, entities_only=entities_only):
        yield from _cut(read, *run)


def _is_capitalised(read: Read, start: int, end: int) -> bool:
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


def _runs(read: Read, start: int, stop: int, *, entities_only: bool) -> Iterator[tuple[int, int]]:
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
    joined = ahead < stop and _is_name_word(doc[ahead])
    return ahead + 1 if joined and _joins(doc, i, ahead) else None


def _past_nickname(doc: Doc, i: int, stop: int) -> int | None:
    """One past the surname after a nickname that opens with the mark at `i` (Ada "The Owl" Moss, Adam (Ad) Moss)."""
    closers = QUOTES if doc[i].text in QUOTES else frozenset(")" if doc[i].text == "(" else ())
    if not closers or not doc[i - 1].whitespace_ or not doc[i + 1 : i + 2].text.istitle():
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
    body = doc[i + 1].text
    named = noun(body) if body[:1].isupper() else None
    return named is not None and named.kind == "org" and noun(doc[i - 1].lemma_) is not None


def _is_syllable(doc: Doc, i: int, stop: int) -> bool:
    """True for the last part of an East Asian given name ("Han Mi-rae"), after a hyphen in lower case.

    Two name words stand before it; an English compound ("Moss-led") has one word before it, or a common ending.
    """
    word, ends = doc[i], i + 1 >= stop or doc[i + 1].text != "-"
    named = i > 3 and doc[i - 3].text[:1].isupper() and doc[i - 3].pos_ == "PROPN" and doc[i - 3].is_alpha
    return word.is_alpha and len(word) <= 5 and word.lower_ not in COMPOUNDED and named and ends


def _joins(doc: Doc, i: int, ahead: int) -> bool:
    """True if the small word at `i` belongs to a name: a particle, or "of" and "for" after a body or place."""
    word, before = doc[i].lower_, doc[i - 1]
    aside = word.startswith(OPENING) or (word == "," and doc[ahead].lower_.rstrip(".") not in GENERATIONS)
    within_entity = doc[i].ent_iob_ == "I" and doc[ahead].ent_iob_ == "I"
    if within_entity and aside and KINDS.get(doc[i].ent_type_) == "person":
        return False
    if within_entity or (word in PARTICLES and word not in ("as", "an", "at", "y", "e")):
        return True
    named = noun(before.text)
    is_body = named.kind in ("org", "place") if named else before.ent_type_ in ("ORG", "LOC", "GPE", "FAC")
    return (word == "of" and is_body) or (word == "for" and is_body and named is not None)


def _cut(read: Read, start: int, end: int) -> Iterator[Cut]:
    """The names of one run: countries, persons after their titles, and the rest as one name each."""
    doc, begin, i = read.doc, start, start
    while i < end:
        size = 0 if _is_league(read, i, end) else _country_at(read, i, end)
        if size:
            yield doc[i : i + size], _country_kind(doc[i : i + size]), i
            i += size
        elif not doc[i].text[0].isalnum() or _is_office_at(read, i, end) or _is_common(read, i, end):
            i += 1
        else:
            stop = i + 1
            while stop < end and not _splits(read, stop, end):
                if _is_office_at(read, stop, end) or _begins_office(doc, stop):
                    break
                stop += 1
            i = _past_article(doc, i, stop)
            kind = "other" if _is_craft(read, i, stop) else _kind(read, begin, i, stop)
            i = _past_nouns(doc, _past_office(doc, i, stop), stop) if kind == "person" else i
            core = doc[_with_country(read, begin, i, stop) : stop]
            if core and not _is_party(core):
                yield core, kind, begin if kind == "person" else core.start
            i = stop
            begin = i if kind in ("person", "org") and i < end and not _titled(doc, i, end) else begin


def _is_party(core: Span) -> bool:
    """True for the party and state set beside a politician's name ("(D-Md.)", ", R-Ariz.,")."""
    doc, i = core.doc, core.start
    single = len(doc[i].text) == 1 and core.end > i + 1 and doc[i + 1].text in DASHES
    return single and i > 0 and doc[i - 1].text in ("(", "[", ",")


def _is_office_at(read: Read, i: int, end: int) -> bool:
    """True for a title that is neither part of a body's name ("Marten General Hospital") nor a surname ("Ada King")."""
    given = i + 1 < end and given_gender(read.doc[i].text) and _is_surname(read, i + 1)
    named = given or _is_surname(read, i) or _is_inside_body(read, i, end)
    return _is_title(read.doc, i, end) and not named


def _is_inside_body(read: Read, i: int, end: int) -> bool:
    """True for a word that an entity ties to the next one as a body's name; "Mr" never is, and no title comes next."""
    word = read.lower[i]
    if word.endswith(".") or TITLES.get(word) == "":
        return False
    tied = i + 1 < end and read.kinds[i] == read.kinds[i + 1] == "org" and read.doc[i + 1].ent_iob_ == "I"
    return tied and not _is_title(read.doc, i + 1, end)


def _is_surname(read: Read, i: int) -> bool:
    """True for "King" at the end of a person's name, and alone where the account has "Ada King", as entities tell."""
    if _ends_person(read, i):
        return True
    doc, before = read.doc, read.lower[i - 1] if i else ""
    alone = doc[i].ent_iob_ != "I" and not _goes_on(doc, i) and before not in ("the", "a", "an")
    return alone and read.kinds[i] in ("person", None) and doc[i].text in read.surnames


def _ends_person(read: Read, i: int) -> bool:
    """True for the last word of what an entity has as a person's name, after a name or "Mr.", "Rep." and their like."""
    doc, before = read.doc, read.lower[i - 1] if i else ""
    if read.kinds[i] != "person" or doc[i].ent_iob_ != "I" or _goes_on(doc, i):
        return False
    if is_title(before):
        called = before.endswith(".") or TITLES.get(before) == ""
        return called and not read.lower[i].endswith(".") and read.lower[i] not in ADDRESSED
    named = bool(given_gender(before)) or (noun(before) is None and country(before) is None)
    return named and doc[i - 1].text[:1].isupper() and before not in BEFORE_OFFICES


def _goes_on(doc: Doc, i: int) -> bool:
    """True where the entity of token `i` has the next token too."""
    return i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I"


def _is_league(read: Read, i: int, end: int) -> bool:
    """True for a people that a body's name begins with ("Danes for Fair Fishing")."""
    found = country(read.doc[i].text)
    people = found is not None and found.form == "people" and read.doc[i].text.endswith("s")
    return people and _is_inside_body(read, i, end)


def _is_common(read: Read, i: int, end: int) -> bool:
    """True for a capital that makes no name: a body's after "our", what an office is of ("State") or is ("Prime")."""
    doc = read.doc
    if doc[i].lower_ == "former" or _begins_office(doc, i) or _is_portfolio(doc[i]) or _is_epithet(read, i, end):
        return True
    named = noun(doc[i].text)
    if i + 1 < end or named is None:
        return False
    if doc[i].is_sent_start:
        return doc[i].pos_ == "NOUN" or not doc[i].ent_type_
    owned = doc[i - 1].pos_ == "PRON" and doc[i - 1].dep_ == "nmod:poss" and named.kind in ("org", "group")
    return owned or (i > 1 and doc[i - 1].lower_ == "of" and is_title(doc[i - 2].lemma_))


def _begins_office(doc: Doc, i: int) -> bool:
    """True for the first word of an office of several ("Deputy Leader", "Minority Leader")."""
    return doc[i].lower_ in BEFORE_OFFICES and _is_office(doc, i + 1)


def _is_epithet(read: Read, i: int, end: int) -> bool:
    """True for an adjective before one name word ("Crazy Moss"): it judges, or Moss is somebody elsewhere."""
    doc = read.doc
    if i + 2 != end or doc[i].pos_ != "ADJ" or doc[i].ent_iob_ != "O" or doc[i + 1].pos_ != "PROPN":
        return False
    return is_loaded(doc[i].text) or doc[i + 1].text in read.people


def _is_portfolio(token: Token) -> bool:
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


def _is_office(doc: Doc, i: int) -> bool:
    """True if an office or rank stands at token `i`, or after the hyphen there."""
    i += i < len(doc) and doc[i].text in HYPHENS
    return i < len(doc) and is_title(doc[i].lemma_)


def _past_article(doc: Doc, i: int, stop: int) -> int:
    while i + 1 < stop and doc[i].lower_ in ("the", "a", "an"):
        i += 1
    return i


def _past_office(doc: Doc, i: int, stop: int) -> int:
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


def _past_nouns(doc: Doc, i: int, stop: int) -> int:
    """Past a noun for a person that a heading's capitals put before a full name ("Plant Worker Ada Moss")."""
    if given_gender(doc[i].text):
        return i
    nouns = [k for k in range(i, stop - 2) if (named := noun(doc[k].text)) and named.kind == "person"]
    return nouns[-1] + 1 if nouns else i


def _titled(doc: Doc, i: int, end: int) -> bool:
    return any(_is_title(doc, j, end) for j in range(i, end))


def _splits(read: Read, i: int, end: int) -> bool:
    """True where a country begins that no entity ties to the words before it, or where a person meets another kind.

    A picture's credit ends where the next entity begins ("NVP Photo Ada Moss").
    """
    doc, kinds = read.doc, read.kinds
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


def _country_kind(core: Span) -> ActorKind:
    found = country(core.text)
    plural = core.text.endswith(("s", "men")) and core.root.dep_ not in ("amod", "compound", "nmod:desc")
    return "group" if found is not None and found.form == "people" and plural else "place"


def _is_title(doc: Doc, i: int, end: int) -> bool:
    """True for an office, rank or honorific, and for a noun for a person before one ("Surgeon General")."""
    if i + 1 < end and doc[i + 1].lower_ in POSSESSIVE:
        return False
    if is_title(doc[i].lower_):
        return True
    named = noun(doc[i].text)
    return named is not None and named.kind == "person" and i + 1 < end and is_title(doc[i + 1].lower_)


def _with_country(read: Read, begin: int, i: int, stop: int) -> int:
    """Where the core begins: a country before a body's name is part of it ("Danish Foreign Ministry")."""
    if i == begin or _kind(read, begin, i, stop) != "org":
        return i
    for size in range(min(LONGEST_COUNTRY, i - begin), 0, -1):
        if country(read.written(i - size, i)) is not None:
            return i - size
    return i


def _kind(read: Read, begin: int, i: int, stop: int) -> ActorKind | None:
    """By the last word where it names bodies, by a title before, by most of the entity labels, else None."""
    doc, kinds = read.doc, read.kinds
    if country(read.written(i, stop)) is not None:
        return "place"
    if _is_party_of(read, i, stop):
        return "group"
    person = bool(given_gender(doc[i].text)) and all(kind == "person" for kind in kinds[i:stop])  # "Douglas Band"
    last = noun(doc[stop - 1].text)
    first = noun(doc[i].text) if i + 1 < stop and doc[i + 1].lower_ == "of" else None
    if not person and any(named is not None and named.kind == "org" and stop - i > 1 for named in (last, first)):
        return "org"
    if person or (i > begin and _is_title(doc, i - 1, stop)) or _follows_person(doc, i):
        return "person"
    labels = Counter(kind for kind in kinds[i:stop] if kind is not None)
    if labels:
        return max(labels.items(), key=lambda item: (item[1], kinds[stop - 1] == item[0], item[0]))[0]
    told = last.kind if last is not None and last.kind in ("org", "place") else None
    return told or ("group" if stop - i == 1 and _names_many(doc[i]) else None)


def _is_party_of(read: Read, i: int, stop: int) -> bool:
    """True for "Republicans", which entities take for a person as often as not, and no "Masters" with a first name."""
    text, before = read.doc[i].text, read.lower[i - 1] if i else ""
    named = noun(text[:-1].lower()) if text.endswith("s") and text.istitle() else None
    alone = text not in read.surnames and not is_title(before) and not given_gender(before)
    known = named is not None and named.kind == "person" and read.kinds[i] == "person"
    return known and alone and stop == i + 1


def _is_craft(read: Read, i: int, stop: int) -> bool:
    """True for a ship or the like: after its prefix or kind ("MV Varn Star", "the ferry Varn"), or after "the".

    English puts no article before the name of a person, so "the Varn" is a ship; of a family there are several, and
    who has a "de" or "of" in the name may have had a title.
    """
    doc = read.doc
    if stop - i > 1 and doc[i].text in PREFIXES:
        return True
    before = doc[i - 1] if i > 0 else doc[i]
    named = noun(before.lemma_) if before.text.islower() else None
    if named is not None and named.kind == "other":
        root = doc[i:stop].root
        return before in (root.head, *root.lefts) and root.dep_ in NAMED_BESIDE
    told = read.kinds[stop - 1] == "person" and before.lower_ == "the" and not doc[stop - 1].text.endswith("s")
    if not told or doc[i:stop].root.dep_ in ("compound", "amod", "nmod:desc"):
        return False
    noble = given_gender(doc[i].text) or any(token.lower_ in OF_NOBLES for token in doc[i : stop + 1])
    return not noble


def _follows_person(doc: Doc, i: int) -> bool:
    """True right after a noun for a person in lower case ("spokeswoman Ada Moss")."""
    before = noun(doc[i - 1].lemma_) if i > 0 and doc[i - 1].text.islower() else None
    return before is not None and before.kind == "person"


def _names_many(token: Token) -> bool:
    """True for "Democrats" and the like: a capital makes a noun for people the name of all of them."""
    found = noun(token.lemma_)
    plural = found is not None and found.kind == "person" and token.lower_.endswith("s")
    return plural and token.pos_ in ("PROPN", "NOUN") and not token.is_sent_start
