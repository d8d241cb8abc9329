"""What is known of a phrase and of a group of phrases: asked of the parse once, read by `bars` and `features`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from spacy.tokens import Token

from rashomon.lexicon import broader, country, noun
from rashomon.mention.clusters import Clusters
from rashomon.mention.phrase import Phrase
from rashomon.mention.phrases import NOUNS
from rashomon.mention.pronouns import NEUTER, PLURAL
from rashomon.model import Form
from rashomon.names import BEFORE_OFFICES, PRONOUN_GENDER, TITLES, is_title
from rashomon.proper.read import HYPHENS

CLASSES = ("he or she", "they", "it", "the", "this", "whose", "a", "bare")
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj", "iobj", "obl:agent"})
OF_NOUN = frozenset({"nmod", "nmod:poss"})
ARGUMENTS = SUBJECTS | OBJECTS | {"obl"}
LANDS = frozenset({"country", "nation", "state", "kingdom", "republic", "power", "regime", "government"})
WHERE = frozenset({"LOC", "GPE", "FAC"})  # entities that tell where a country is, not whose
RANKS = frozenset(TITLES.values())
NONE = frozenset[str]()
Said = TypeVar("Said")
FORMS: tuple[Form, ...] = ("name", "nominal", "pronoun")
IS_FORM = {form: [float(form == other) for other in FORMS] for form in FORMS}
BRANCHES = (
    frozenset({"judge", "justice", "magistrate"}),
    frozenset(
        {"archbishop", "ayatollah", "bishop", "cardinal", "imam", "pastor", "pope", "priest", "rabbi", "reverend"}
    ),
    frozenset({"brigadier", "colonel", "corporal", "lieutenant", "sergeant"}),
    frozenset({"congressman", "congresswoman", "senator"}),
    frozenset({"chancellor", "governor", "king", "mayor", "minister", "premier", "president", "queen"}),
)
"""Offices of which nobody holds two of different branches."""
SHARED_OUT = frozenset({"chief", "commissioner", "secretary"}).union(*BRANCHES)
"""Offices of which there are several, told apart by what they are over."""
PASSING = frozenset({"acting", "former", "interim", "senior"})


class Kinds(NamedTuple):
    """What the head words of a phrase are kinds of.

    `jobs` are those that are kinds of others; `works` is true if one is more than a rank. `branches` are those that
    its offices belong to, `bodies` the words that say which body or place it is.
    """

    jobs: frozenset[str]
    works: bool
    wider: frozenset[str]
    branches: frozenset[int]
    bodies: frozenset[str]
    is_body: bool


class Post(NamedTuple):
    """An office with the words before it that tell which it is ("minister", of "finance")."""

    office: str
    over: frozenset[str]


class Place(NamedTuple):
    """Where a description stands: the verb it is an argument of or part of one, how that verb is tied to which word."""

    verb: int
    relation: str
    above: int
    is_part: bool


class Facts(NamedTuple):
    """What is asked of one phrase again and again, so that the parse is asked once; tokens are their numbers.

    `modifiers` are the words of a description but its head; `kinds` is of its head words. `owned_by` are the
    possessors before its head, `beside_noun` the noun it is a complement of, `subject_of` the verb it is the subject
    of. `looks` are its form and part, as numbers.
    """

    form: Form
    is_thing: bool
    plural: bool
    of_class: int
    head: str
    at: int
    above: int
    relation: str
    reflexive: bool
    content: frozenset[str]
    modifiers: frozenset[str]
    heads: frozenset[str]
    kinds: Kinds
    posts: frozenset[Post]
    lands: frozenset[str]
    owners: frozenset[str]
    where: frozenset[str]
    of_state: bool
    numbers: frozenset[str]
    arguments_of: frozenset[int]
    owned_by: frozenset[int]
    beside_noun: int | None
    subject_of: int | None
    place: Place | None
    verb: int
    subject: bool
    object: bool
    looks: tuple[float, ...]
    speaker: int | None


@dataclass(slots=True)
class Known:
    """What has been said of a group so far: its words, head words and the rest of `Facts`, the forms of its names.

    Most groups are of one phrase, whose own sets they share; so nothing here is changed in place.
    """

    words: frozenset[str] = NONE
    heads: frozenset[str] = NONE
    works: bool = False
    wider: frozenset[str] = NONE
    bodies: frozenset[str] = NONE
    branches: frozenset[int] = frozenset()
    posts: frozenset[Post] = frozenset()
    lands: frozenset[str] = NONE
    owners: frozenset[str] = NONE
    numbers: frozenset[str] = NONE
    forms: frozenset[str] = NONE

    def add(self, facts: Facts) -> None:
        """Take in a phrase."""
        self.words = _union(self.words, facts.content)
        self.lands = _union(self.lands, facts.lands)
        self.owners = _union(self.owners, facts.owners)
        self.numbers = _union(self.numbers, facts.numbers)
        if facts.heads:
            kinds = facts.kinds
            self.heads = _union(self.heads, facts.heads)
            self.works |= kinds.works
            self.wider = _union(self.wider, kinds.wider)
            self.bodies = _union(self.bodies, kinds.bodies)
            self.branches = _union(self.branches, kinds.branches)
            self.posts = _union(self.posts, facts.posts)


def _union(known: frozenset[Said], told: frozenset[Said]) -> frozenset[Said]:
    """Both together; one of them as it is where that is enough."""
    if not told:
        return known
    return known | told if known else told


class Context:
    """The facts of all phrases of an account, and what is known of its groups as they grow by `join`.

    Of each phrase, `sentences` has the number of its sentence, `said` how often its head was said before it;
    `number` finds a phrase by its head. `known` finds what has been said of a group by its root, `heads` has every word
    that heads a phrase or is wider than one that does.
    """

    def __init__(self, clusters: Clusters, speakers: Mapping[int, int]) -> None:
        self.clusters = clusters
        self.facts = [_facts(phrase, speakers) for phrase in clusters.found]
        self.sentences = [phrase.sentence for phrase in clusters.found]
        self.said = _said(self.facts)
        self.heads = NONE.union(*(each.heads | each.kinds.wider for each in self.facts if each.heads))
        self.number = {facts.at: i for i, facts in enumerate(self.facts)}
        self.known = {root: Known() for root in clusters.groups}
        self._beside: dict[int, list[int]] = defaultdict(list)
        for i, sentence in enumerate(self.sentences):
            self._beside[sentence].append(i)
        for root, group in clusters.groups.items():
            self._tell(root, group.members)

    def join(self, j: int, i: int) -> None:
        """Groups phrase `i` with phrase `j` before it, unless their groups contradict each other."""
        added = self.clusters.of(i)
        if self.clusters.join(j, i):
            self._tell(self.clusters.root[j], added)

    def beside(self, i: int) -> list[int]:
        """The other phrases in the sentence of phrase `i`."""
        return [k for k in self._beside[self.sentences[i]] if k != i]

    def _tell(self, root: int, members: Sequence[int]) -> None:
        """Takes in phrases that are of this group by now."""
        known = self.known[root]
        for k in members:
            known.add(self.facts[k])
        names = self.clusters.groups[root].names
        if names:
            known.forms = frozenset(land.form for name in names if (land := country(name)))


def _said(facts: Sequence[Facts]) -> list[int]:
    """How often the head of each phrase was said before it."""
    said, before = Counter[str](), []
    for each in facts:
        before.append(said[each.head])
        said.update(each.heads)
    return before


def _facts(phrase: Phrase, speakers: Mapping[int, int]) -> Facts:
    head = phrase.head
    place = head
    while place.dep_ in ("conj", "nmod", "compound", "flat") and place.head != place:
        place = place.head
    words, heads, owners = frozenset(content(phrase)), frozenset(described_by(phrase)), _owners(phrase)
    lands = {word for word in words if word[:1].isupper() and country(word)} | _placed(phrase)
    top, lemma, relation = phrase.top, head.lemma_.lower(), head.dep_
    children = [(child, child.dep_) for child in head.children]
    above, form = top.head.i, phrase.form
    subject, object_ = relation in SUBJECTS, relation in OBJECTS
    return Facts(
        form=form, is_thing=phrase.kind == "other", plural=phrase.plural,
        of_class=CLASSES.index(_class(phrase)),
        head=lemma, at=head.i, above=head.head.i, relation=relation,
        reflexive=head.lower_.endswith(("self", "selves")),
        content=words, modifiers=words - {lemma} if form == "nominal" else NONE,
        heads=heads,
        kinds=_kinds(heads),
        posts=frozenset(_posts(phrase)),
        lands=frozenset(lands),
        owners=frozenset(token.lemma_.lower() for token in owners) if owners else NONE,
        where=frozenset(token.lemma_.lower() for token in owners if token.ent_type_ in WHERE) if owners else NONE,
        of_state=_is_of_state(phrase),
        numbers=frozenset([child.lower_ for child, dep in children if dep == "nummod"]),
        arguments_of=_arguments_of(head),
        owned_by=frozenset([child.i for child, dep in children if dep == "nmod:poss" and child.i < head.i]),
        beside_noun=above if top.dep_ in OF_NOUN else None,
        subject_of=above if top.dep_ in SUBJECTS else None,
        place=_place(head) if form == "nominal" else None,
        verb=place.head.i, subject=subject, object=object_,
        looks=(*IS_FORM[form], float(subject), float(object_)),
        speaker=speakers.get(head.i),
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _kinds(heads: frozenset[str]) -> Kinds:
    """What these words are kinds of."""
    named = {head: found.kind for head in heads if (found := noun(head)) is not None}
    jobs = frozenset(head for head in heads if broader(head))
    return Kinds(
        jobs=jobs,
        works=not jobs <= RANKS,
        wider=NONE.union(*map(broader, heads)),
        branches=frozenset(n for n, branch in enumerate(BRANCHES) if branch & heads),
        bodies=frozenset(head for head, kind in named.items() if kind in ("org", "place")),
        is_body="org" in named.values(),
    )


def _posts(phrase: Phrase) -> Iterator[Post]:
    """The offices that a description or the words before a name tell ("Finance Minister Ada Moss")."""
    end = phrase.head.i + 1 if phrase.form == "nominal" else phrase.core.start if phrase.core else phrase.start
    for token in phrase.head.doc[phrase.start : end]:
        if token.lemma_.lower() in SHARED_OUT:
            yield Post(token.lemma_.lower(), frozenset(_over(token, phrase.start)))


def _over(office: Token, start: int) -> Iterator[str]:
    """The words right before an office that tell which it is, names and what tells of rank or time left out."""
    for before in reversed(office.doc[start : office.i]):
        told = before.pos_ in NOUNS or before.lower_ in BEFORE_OFFICES
        if before.ent_type_ or not (told or before.text in HYPHENS):
            return
        if told and before.lower_ not in PASSING:
            yield before.lemma_.lower()


def _arguments_of(head: Token) -> frozenset[int]:
    """The verbs a phrase is an argument of; a subject is also one of the open complements ("it failed to tell X")."""
    if head.dep_ not in ARGUMENTS:
        return frozenset()
    verbs = [head.head]
    while head.dep_ in SUBJECTS and (complement := _complement(verbs[-1])) is not None:
        verbs.append(complement)
    return frozenset(verb.i for verb in verbs)


def _place(head: Token) -> Place | None:
    """Where a description stands as an argument of a verb or within one, else None."""
    place = head
    while place.dep_ in ("nmod:poss", "nmod", "compound") and place.head != place:
        place = place.head
    if place.dep_ not in ARGUMENTS:
        return None
    verb = place.head
    return Place(verb.i, verb.dep_, verb.head.i, place != head)


def _complement(verb: Token) -> Token | None:
    """The open complement of a verb without an object, whose subject is the verb's own."""
    if any(child.dep_ in OBJECTS for child in verb.rights):
        return None
    return next((child for child in verb.rights if child.dep_ == "xcomp" and child.pos_ == "VERB"), None)


def _placed(phrase: Phrase) -> set[str]:
    """The countries whose government a description means ("the government in Ostrow")."""
    if phrase.form != "nominal" or phrase.head.lemma_.lower() not in LANDS:
        return set()
    beside = [child for child in phrase.head.rights if child.dep_ == "nmod" and child.left_edge.lower_ == "in"]
    return {land.name for child in beside if (land := country(child.text)) is not None}


def _is_of_state(phrase: Phrase) -> bool:
    """True for a description by a country's office ("the Danish minister")."""
    office = phrase.form == "nominal" and is_title(phrase.head.text)
    return office and any(country(child.text) is not None for child in phrase.head.children)


def _owners(phrase: Phrase) -> list[Token]:
    """The names before the head of a description ("the Moss administration"), those of countries aside."""
    if phrase.form != "nominal":
        return []
    before = map(phrase.head.doc.__getitem__, range(phrase.start, phrase.head.i))
    return [token for token in before if _is_named(token) and not country(token.text)]


def _is_named(token: Token) -> bool:
    """True for a name, and for an adjective made of one."""
    return token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.text[:1].isupper() and not token.is_sent_start)


def _class(phrase: Phrase) -> str:
    """What a phrase begins with or is, of CLASSES; of a name, which takes up nobody by it, nothing is asked."""
    if phrase.form == "name":
        return "bare"
    word = phrase.head.lower_
    if phrase.form == "pronoun":
        if word in PRONOUN_GENDER:
            return "he or she"
        return "they" if word in PLURAL else "it" if word in NEUTER else "bare"
    first = phrase.head.doc[phrase.start].lower_
    if first in ("this", "that", "these", "those", "such"):
        return "this"
    if any(child.dep_ == "nmod:poss" for child in phrase.head.lefts):
        return "whose"
    return "the" if first in ("the", "both") else "a" if first in ("a", "an", "some", "one", "another") else "bare"


def content(phrase: Phrase) -> set[str]:
    """The folded lemmas of a phrase's nouns, names, adjectives and numbers, countries by their usual name."""
    if phrase.form == "pronoun":
        return set()
    tokens = map(phrase.head.doc.__getitem__, range(phrase.start, phrase.end))
    return {_usual(token.text, token.lemma_) for token in tokens if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")}


@lru_cache(maxsize=1 << 16)
def _usual(word: str, lemma: str) -> str:
    """A country by its usual name, a rank that is cut short in full, any other word by its lemma."""
    land = country(word)
    return land.name if land else TITLES.get(word.lower().rstrip("."), "") or lemma.lower()


def described_by(phrase: Phrase) -> set[str]:
    """The head words by which a phrase can be taken up again: its head noun, or the titles before a name."""
    if phrase.form == "nominal":
        return {phrase.head.lemma_.lower()}
    if phrase.form == "pronoun" or phrase.core is None:
        return set()
    before = phrase.head.doc[phrase.start : phrase.core.start]
    found = {
        TITLES.get(token.lower_.rstrip("."), token.lemma_.lower())
        for token in before
        if token.pos_ in ("NOUN", "PROPN")
    }
    if phrase.kind != "person":
        found |= {phrase.core[-1].lemma_.lower(), phrase.core[0].lemma_.lower()}
    return found - {""}
