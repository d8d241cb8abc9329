"""Noun phrases that name or describe someone: names from the entities, nominals from the parse, pronouns.

A phrase is the record coreference works on; `mention` turns it into a Mention at the end. Heads and relations are
Universal Dependencies; names are found by `proper`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from rashomon.lexicon import GOVERNMENTS, Noun, country, given_gender, noun, noun_kind
from rashomon.mention.capitals import is_government
from rashomon.mention.edges import LAW, OF, left_edge, right_edge
from rashomon.mention.labels import appositions, denied, is_one_of, namings, predicates
from rashomon.model import ActorKind, Form
from rashomon.names import PRONOUN_GENDER, TITLES, is_title
from rashomon.proper import propers
from rashomon.proper.offices import is_after_office
from rashomon.proper.read import HYPHENS

NOT_HEADS = {"compound", "fixed", "flat", "nmod:desc", "goeswith", "reparandum", "dep", "nmod:unmarked", "obl:unmarked"}
NOUNS = ("NOUN", "PROPN")
HEADS = ("DET", *NOUNS, "PRON")
FIRST = {"i", "me", "my", "mine", "myself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
NEUTER = {"it", "its", "itself"}
RELATIVE = {"who", "whom", "whose", "which", "that"}
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
PARTNERS = frozenset({"of", "with", "between"})
SEATED = frozenset({"of", "in"})
ADVERBIAL = frozenset({
    ("at", "school"), ("by", "force"), ("in", "accord"), ("in", "court"), ("in", "force"), ("in", "office"),
    ("in", "town"), ("into", "force"), ("on", "board"),
})  # fmt: skip
"""A preposition and a bare noun that together tell where or how, and name nobody."""
VAGUE = frozenset({"authority", "center", "centre", "division", "office", "opposition", "service", "society", "staff"})
"""Bodies only as such or with whose or what they are: "the service", "the ferry division", not "full authority"."""
BODIES = frozenset({"ORG", "GPE", "LOC", "FAC"})
DUTIES = frozenset({"keep", "mount", "play", "stand"})
SHORE = frozenset({
    "both", "either", "opposite", "far", "near", "left", "right", "river", "north", "south", "east", "west",
    "northern", "southern", "eastern", "western",
})  # fmt: skip
"""Of a bank: it is a river's."""
NAMELESS = re.compile(r"\b(?:not|declin\w+|refus\w+) to be (?:named|identified)|\banonym(?:ity|ously)\b")
OFFICE_REACH = 5


@dataclass(eq=False)
class Phrase:
    """A candidate mention: token range, head token, form, kind, number of its sentence; for a name, its proper part.

    `equals` are the heads of the words that are set beside the phrase or that a clause says it is, `descriptions`
    those of all words by which its clause describes it. `top` is the word by which it is tied to the rest: the head,
    or the title that the parse makes its head.
    """

    start: int
    end: int
    head: Token
    form: Form
    kind: ActorKind
    core: Span | None = None
    gender: str = ""
    plural: bool = False
    sentence: int = 0
    generation: str = ""
    nameless: bool = False
    equals: tuple[Token, ...] = field(init=False)
    descriptions: tuple[Token, ...] = field(init=False)
    top: Token = field(init=False)

    def __post_init__(self) -> None:
        """What the parse tells of the head, asked once: every phrase needs it."""
        self.equals = (*appositions(self.head), *predicates(self.head))
        self.descriptions = (*self.equals, *namings(self.head))
        self.top = self._top()

    @cached_property
    def words(self) -> str:
        """The text of the name proper, or of the whole phrase."""
        return self.core.text if self.core is not None else self.head.doc[self.start : self.end].text

    def _top(self) -> Token:
        token = self.head
        while self.start <= token.head.i < self.head.i and token.dep_ in ("appos", "flat", "compound"):
            token = token.head
        return token


def phrases(doc: Doc, sentences: list[Span]) -> list[Phrase]:
    """Every name, nominal and pronoun of the sentences in text order; an outer phrase before those nested in it."""
    found: dict[int, Phrase] = {}
    taken: set[int] = set()
    for phrase in _settled(list(_names(doc, sentences))):
        found[phrase.head.i] = phrase
        taken.update(_taken(phrase))
    for token, tag in _open(doc, sentences, taken):
        other = _nominal(token) if tag in NOUNS else _pronoun(token)
        if other is not None:
            found.setdefault(token.i, other)
    for owner in list(found.values()):
        for head in _said_to_be(owner):
            if head.i not in found and head.i not in taken:
                found[head.i] = _description(head, owner.kind)
    ordered = sorted(found.values(), key=lambda phrase: (phrase.start, -phrase.end))
    starts = [sentence.start for sentence in sentences]
    for phrase in ordered:
        phrase.sentence = bisect_right(starts, phrase.head.i) - 1
    return ordered


def _taken(named: Phrase) -> Iterator[int]:
    """The words of a name that are no mention by themselves: all that describes a person, the end of another name.

    Of the words before that only those with words of their own are: Tern University in "Tern University Hospital", but
    not the police in "Tern Police Department".
    """
    yield from range(named.start if named.kind == "person" else named.head.i, named.end)
    before = named.head.doc[named.head.i if named.core is None else named.core.start : named.head.i]
    yield from (token.i for token in before if not token.n_lefts)


def _open(doc: Doc, sentences: list[Span], taken: Set[int]) -> Iterator[tuple[Token, str]]:
    """The nouns and pronouns that no name has taken, with their part of speech."""
    tags, heads = doc.to_array("POS").tolist(), {doc.vocab.strings[tag]: tag for tag in HEADS}
    for sentence in sentences:
        for i in range(sentence.start, sentence.end):
            if (tag := heads.get(tags[i])) is not None and i not in taken:
                yield doc[i], tag


def _settled(named: list[Phrase]) -> list[Phrase]:
    """The names with one kind for one wording: that most often given; a surname alone is a person too."""
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    surnames = set()
    for phrase in named:
        votes[phrase.words][phrase.kind] += 1
        titled = phrase.core is not None and phrase.start < phrase.core.start
        if phrase.kind == "person" and (titled or " " in phrase.words):
            first, *_, last = phrase.words.split() * 2
            votes[last]["person"] += 1
            surnames.add(last)
            votes[first]["person"] += bool(given_gender(first) == "" and first != last)
    for phrase in named:
        kind, count = max(votes[phrase.words].items(), key=lambda item: (item[1], item[0]))
        if phrase.words in surnames and votes[phrase.words]["person"] == count:
            kind, count = "person", count + 1
        if count > votes[phrase.words][phrase.kind] and country(phrase.words) is None:
            phrase.kind, phrase.plural = kind, kind == "group"
    return [phrase for phrase in named if not _is_pair(phrase.words, votes)]


def _is_pair(words: str, votes: Mapping[str, Counter[ActorKind]]) -> bool:
    """True for two people's names with a hyphen between ("the Moss-Renn talks"): it names neither alone."""
    parts = words.split("-")
    return len(parts) == 2 and all(votes[part]["person"] > 0 for part in parts)


def _names(doc: Doc, sentences: list[Span]) -> Iterator[Phrase]:
    read = {i for sentence in sentences for i in range(sentence.start, sentence.end)}
    for found in propers(doc):
        core, kind = found.core, found.kind
        if core.start not in read:
            continue
        if kind == "person" and _is_credit(core):
            continue
        head = core.root
        if _is_national(core):
            gender = "f" if head.lower_.endswith("woman") else "m" if head.lower_.endswith(("chman", "shman")) else ""
            yield Phrase(left_edge(head, head.i), right_edge(head), head, "nominal", "person", gender=gender)
            continue
        if kind == "person" and _is_demonym(core):
            kind = "group"
        # "Danes" are people; as "the Danes" in accounts of politics they are the country, as its adjective is.
        if kind == "group" and head.dep_ in ("amod", "compound") and country(core.text):
            kind = "place"
        if kind == "place" and is_government(core):
            kind = "org"
        if kind == "group" and country(core.text) and core.start > 0 and doc[core.start - 1].lower_ == "the":
            kind = "place"
        start = min(found.start, left_edge(head, core.start))
        # The "spokeswoman for Ada Moss" is somebody else.
        if kind == "person" and doc[core.start - 1].lower_ not in ("of", "for"):
            start = _unless_several(core, _described_from(doc, start))
        yield Phrase(start, core.end, head, "name", kind, core, plural=kind == "group")


def before_name(phrase: Phrase) -> tuple[int, int] | None:
    """The token range between the article and the name proper ("Defence Minister", "the country's top spy").

    A form of address before the name is left out ("the former minister Dame Ada Moss").
    """
    if phrase.core is None or phrase.core.start <= phrase.start:
        return None
    doc, start, end = phrase.head.doc, phrase.start, phrase.core.start
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].is_punct):
        start += 1
    while start < end and TITLES.get(doc[end - 1].lower_.rstrip(".")) == "":
        end -= 1
    return (start, end) if any(not token.is_punct for token in doc[start:end]) else None


def _is_national(core: Span) -> bool:
    """True for one person called by their country ("the Norwegian", "an Iranian", "the Frenchman")."""
    found, head = country(core.text), core.root
    if found is None or found.form != "people" or len(core) > 1 or head.dep_ in ("amod", "compound", "nmod:desc"):
        return False
    before = core.doc[core.start - 1].lower_ if core.start > core.sent.start else ""
    several = head.lower_.endswith(("s", "men", "sh", "se", "ch"))
    return before in ("a", "an") or (before == "the" and not several)


def _is_demonym(core: Span) -> bool:
    """True for one word that the parse has as an adjective of a people or land ("Varnian police")."""
    endings = {"amod": ("an", "ese", "ish"), "compound": ("ian",)}
    return len(core) == 1 and core.text.endswith(endings.get(core.root.dep_, ()))


def _is_credit(core: Span) -> bool:
    """True for whoever took a picture ("NVP Photo/Ada Moss", "(Ada Moss / Herald)"): they have no part in the story."""
    doc, beside = core.doc, list[Token]()
    if core.start > 1 and doc[core.start - 1].text == "/":
        beside.append(doc[core.start - 2])
    if core.end + 1 < len(doc) and doc[core.end].text == "/":
        beside.append(doc[core.end + 1])
    if not beside:
        return False
    enclosed = {"(", ")"} & {token.text for token in doc[max(core.start - 1, 0) : core.end + 1]}
    people = () if enclosed else ("PERSON", "PER")
    return any(token.text[:1].isupper() and token.ent_type_ not in people for token in beside)


def _described_from(doc: Doc, start: int) -> int:
    """Where a name's phrase begins: a noun for a person right before it is part of it, with its "of" or "for".

    So "spokeswoman Ada Moss" and "Secretary of Works Ada Moss" are one phrase even where the parse cuts them.
    """
    if start > LAW and doc[start - 1].lower_ == "law" and doc[start - LAW : start].text.lower() == "-in-law":
        return left_edge(doc[start - LAW - 1], start - LAW - 1)
    for back in range(1, min(OFFICE_REACH, start) + 1):
        if doc[start - back + 1].is_sent_start:
            return start
        before = doc[start - back]
        if before.is_punct or before.pos_ in ("VERB", "AUX", "PRON", "CCONJ"):
            return start
        near = back == 1 and noun_kind(before.lemma_) == "person"
        linked = back > 1 and is_title(before.lower_) and doc[start - back + 1].lower_ in ("of", "for")
        if before.pos_ in ("NOUN", "PROPN") and (near or linked):
            return left_edge(before, before.i)
    return start


def _unless_several(core: Span, start: int) -> int:
    """Where a person's phrase begins: at the name if what stands before is what several are ("leaders Moss and …")."""
    before = core.doc[max(core.start - 1, start)]
    several = before.i < core.start and is_plural(before) and noun_kind(before.lemma_) == "person"
    return core.start if several else start


def _nominal(token: Token) -> Phrase | None:
    """A common noun that mostly names people, an organisation, a group, a place or a craft, with its noun phrase."""
    if TITLES.get(token.lower_.rstrip(".")) == "":
        return None  # "sir", "madam" are forms of address
    found = _named_by(token)
    if found is None or (token.dep_ in NOT_HEADS and not (found.kind == "org" and _is_told_apart(token))):
        return None
    plural = is_plural(token)
    if _is_of_a_kind(token, plural=plural) or _is_nobody(token) or _has_none(token) or _is_duty(token):
        return None
    if _is_abstract(token, plural=plural) or _is_inside_word(token) or is_after_office(token):
        return None
    kind: ActorKind = "group" if plural and found.kind == "person" else found.kind
    edge = right_edge(token, PARTNERS if kind == "other" else SEATED if _is_seated(token) else OF)
    return Phrase(
        *(left_edge(token, token.i), edge, token, "nominal", kind),
        gender=found.gender, plural=plural, nameless=_is_nameless(token),
    )  # fmt: skip


def _is_told_apart(token: Token) -> bool:
    """True for a body inside another phrase with a word of its own ("Moss administration officials")."""
    return token.dep_ == "compound" and (not token.text.islower() or any(True for _ in token.lefts))


def _is_seated(token: Token) -> bool:
    """True for a government told by its seat ("the regime in Paris")."""
    return token.lemma_ in GOVERNMENTS and any(child.dep_ == "nmod" and country(child.text) for child in token.rights)


def _is_nameless(token: Token) -> bool:
    """True for a source that is told without a name ("an official, who asked not to be named, said")."""
    clauses = [child for child in token.rights if child.dep_.startswith("acl")]
    if token.dep_ == "nsubj":
        clauses += [child for child in token.head.children if child.dep_ in ("obl", "advcl")]
    return any(NAMELESS.search(token.doc[each.left_edge.i : each.right_edge.i + 1].text) for each in clauses)


def _is_of_a_kind(token: Token, *, plural: bool) -> bool:
    """True for a possessor that only tells the kind ("gunner's mate"): one in lower case, with no word of its own."""
    return token.dep_ == "nmod:poss" and token.text.islower() and not plural and not list(token.lefts)


def _is_duty(token: Token) -> bool:
    """True for what one does rather than whom one meets ("stood guard", "played host")."""
    return token.dep_ == "obj" and token.head.lemma_.lower() in DUTIES and not list(token.lefts)


def _is_abstract(token: Token, *, plural: bool) -> bool:
    """True for a power, a seat, an attitude or a duty rather than a body: one of VAGUE that nothing tells apart."""
    if token.lemma_ not in VAGUE or (plural and token.lemma_ == "authority"):
        return False
    whose = [child for child in token.lefts if child.dep_ in ("compound", "nmod:poss") or child.ent_type_]
    told = any(child.pos_ != "PRON" or token.lemma_ in ("office", "staff") for child in whose)
    aim = any(child.dep_ == "acl" and child.left_edge.lower_ == "to" for child in token.rights)
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts if child.dep_ == "det")
    return not told and (aim or not definite)


def _is_inside_word(token: Token) -> bool:
    """True for a part of a word with hyphens ("court-martialed", "across-the-board")."""
    doc, i = token.doc, token.i
    after = i + 1 < len(doc) and doc[i + 1].text in HYPHENS and not token.whitespace_ and not doc[i + 1].whitespace_
    before = i > 1 and doc[i - 1].text in HYPHENS and not doc[i - 1].whitespace_ and doc[i - 2].lower_ in ARTICLES | OF
    return (after and doc[i + 1 : i + 1 + LAW].text.lower() != "-in-law") or before


def _is_nobody(token: Token) -> bool:
    """True for what somebody is said not to be ("is no hero"); "not the minister" is somebody all the same."""
    return any(child.dep_ == "cop" for child in token.children) and not _has_the(token) and denied(token)


def _has_none(token: Token) -> bool:
    """True for "no lorry", which there was not."""
    return any(child.dep_ == "det" and child.lower_ in ("no", "neither") for child in token.lefts)


def _named_by(token: Token) -> Noun | None:
    """What a noun names, as the last word of a compound ("coast guard") or alone; "on board", "both banks" nothing.

    The coast guard is a body, coast guards are people.
    """
    before = token.nbor(-1).lower_ if token.i else ""
    if (before, token.lower_) in ADVERBIAL or (token.lemma_ == "bank" and before in SHORE):
        return None
    alone, both = noun(token.lemma_), noun(f"{before} {token.lemma_}")
    several = is_plural(token) and alone is not None and alone.kind == "person"
    return alone if several else both or alone


def _said_to_be(owner: Phrase) -> Iterator[Token]:
    """Nouns that a clause or apposition says an actor is, whatever they mostly name ("a bastion of free speech")."""
    if owner.kind != "other" and owner.head.lower_ not in RELATIVE:
        yield from (head for head in owner.descriptions if is_one_of(head) or _is_described(head))
    if _is_set_beside(owner):
        yield owner.head.head


def _is_set_beside(owner: Phrase) -> bool:
    """True for a person's name after a comma, whom the noun before that describes ("the medic, Ada Moss").

    The clerk "who signed the warrant, Ada Moss," is no warrant.
    """
    noun, named = owner.head.head, owner.form == "name" and owner.kind == "person" and owner.head.dep_ == "appos"
    beside = named and owner.start > noun.i + 1 and noun.doc[owner.start - 1].text == ","
    return beside and not noun.head.dep_.startswith("acl") and _is_described(noun) and noun_kind(noun.lemma_) is None


def _has_the(head: Token) -> bool:
    return any(child.dep_ == "nmod:poss" or child.lower_ == "the" for child in head.lefts)


def _is_described(head: Token) -> bool:
    return head.pos_ == "NOUN" and any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "the") for child in head.lefts
    )


def _description(head: Token, kind: ActorKind) -> Phrase:
    """The noun phrase as a description of an actor of that kind."""
    plural = is_plural(head)
    return Phrase(left_edge(head, head.i), right_edge(head), head, "nominal", kind, plural=plural)


def is_plural(token: Token) -> bool:
    """True if the noun is written in the plural."""
    number = token.morph.get("Number", [])
    if number:
        return "Plur" in number
    return token.tag_ in ("NNS", "NNPS") or (
        token.lower_ != token.lemma_.lower() and token.lower_.endswith(("s", "men", "people"))
    )


def _pronoun(token: Token) -> Phrase | None:
    word = token.lower_
    if token.dep_ == "expl":
        return None
    if word in PRONOUN_GENDER:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person", gender=PRONOUN_GENDER[word])
    if word in FIRST:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person")
    if word in PLURAL:
        return Phrase(token.i, token.i + 1, token, "pronoun", "group", plural=True)
    if word in NEUTER or (word in RELATIVE and relative_head(token) is not None):
        return Phrase(token.i, token.i + 1, token, "pronoun", "other")
    return None


def relative_head(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for: what its clause modifies."""
    clause = token.head
    while clause.dep_ not in ("acl:relcl", "acl") and clause.head != clause and clause.i > token.i - 1:
        clause = clause.head
    if clause.dep_ not in ("acl:relcl", "acl") or clause.head.i >= token.i:
        return None
    return _who(clause.head) if token.lower_ in ("who", "whom") else clause.head


def _who(noun: Token) -> Token:
    """The person whom a body that "who" follows is said of ("a veteran of the Guard, who")."""
    above = noun.head
    of = noun.dep_ == "nmod" and noun_kind(above.lemma_) == "person"
    return above if of and (noun.ent_type_ in BODIES or noun_kind(noun.lemma_) in ("org", "place")) else noun
