"""What tells whether a phrase takes up an actor spoken of before: named numbers for the scorer of `rank`.

A phrase is compared with a group of phrases before it through the group's latest phrase and through all that is known
of the group. Nothing here reads an annotation of coreference, knows a name or looks at later phrases.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

from spacy.tokens import Token

from rashomon.lexicon import broader, country, noun
from rashomon.mention.clusters import RANK, Clusters, Group
from rashomon.mention.phrases import ARTICLES, NEUTER, PLURAL, Phrase
from rashomon.model import ActorKind
from rashomon.names import PRONOUN_GENDER, TITLES, is_title

KINDS: tuple[ActorKind, ...] = ("person", "org", "place", "group", "other")
IS_KIND = {kind: [float(kind == other) for other in KINDS] for kind in KINDS}
CLASSES = ("he or she", "they", "it", "the", "this", "whose", "a", "bare")
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj", "iobj", "obl:agent"})
OF_NOUN = frozenset({"nmod", "nmod:poss"})
ARGUMENTS = SUBJECTS | OBJECTS | {"obl"}
ANOTHER = frozenset({"other", "another", "others", "else", "different", "new", "second", "third", "next"})
LANDS = frozenset({"country", "nation", "state", "kingdom", "republic", "power", "regime", "government"})
WHERE = frozenset({"LOC", "GPE", "FAC"})  # entities that tell where a country is, not whose
TOWNS = frozenset({"city", "town", "capital", "village"})
BODIES = frozenset(
    {"agency", "authority", "body", "business", "company", "enterprise", "firm", "force", "group", "institution"}
    | {"organisation", "organization", "outfit", "team", "union"}
)
"""Words for any body."""
RANKS = frozenset(TITLES.values())
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

OF_PHRASE = (
    *CLASSES, *(f"is {kind}" for kind in KINDS), "plural", "subject", "object", "first of sentence", "relative clause",
    "of", "modifiers", "another", "quoted", "head said before", "sentence number",
)  # fmt: skip
OF_PAIR = (
    *(f"group is {kind}" for kind in KINDS), "kinds equal", "gender equal", "gender unknown", "number equal",
    "same sentence", "sentence before", "two sentences before", "sentences between", "phrases between",
    "group size", "group named", "share of largest group", "largest group", "lately", "begins early",
    "latest name", "latest nominal", "latest pronoun", "latest subject", "latest object", "same part",
    "head of group", "head of latest", "broader than group", "narrower than group", "modifiers known",
    "modifiers new", "all known", "its speaker", "same quotation", "from quotation", "same verb", "nested",
    "coordinated", "place among recent", "latest of kind", "rivals", "land", "town", "owner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of one phrase again and again, so that the parse is asked once; tokens are their numbers.

    `modifiers` are the words of a description but its head, `jobs` those of its heads that are kinds of others,
    `branches` those its offices belong to. `owned_by` are the possessors before its head, `beside_noun` the noun it is
    a complement of, `subject_of` the verb it is the subject of.
    """

    of_class: int
    head: str
    at: int
    above: int
    relation: str
    reflexive: bool
    content: frozenset[str]
    modifiers: frozenset[str]
    heads: frozenset[str]
    jobs: frozenset[str]
    wider: frozenset[str]
    branches: frozenset[int]
    is_body: bool
    lands: frozenset[str]
    owners: frozenset[str]
    where: frozenset[str]
    of_state: bool
    numbers: frozenset[str]
    arguments_of: frozenset[int]
    owned_by: frozenset[int]
    beside_noun: int | None
    subject_of: int | None
    verb: int
    subject: bool
    object: bool
    speaker: int | None

    @property
    def describes(self) -> bool:
        """False for what has no word that could contradict what is known of a group: most pronouns."""
        return bool(self.heads or self.lands or self.owners or self.numbers)


@dataclass(slots=True)
class Known:
    """What has been said of a group so far, in its phrases `members`: its words, head words and the rest of `Facts`."""

    members: set[int] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    jobs: set[str] = field(default_factory=set)
    wider: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    branches: set[int] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)

    def add(self, k: int, facts: Facts) -> None:
        """Take in phrase `k`; `called` are the heads that say which body or place it is."""
        self.members.add(k)
        self.words |= facts.content
        self.heads |= facts.heads
        self.jobs |= facts.jobs - RANKS
        self.wider |= facts.wider
        self.called |= {head for head in facts.heads if (named := noun(head)) and named.kind in ("org", "place")}
        self.branches |= facts.branches
        self.lands |= facts.lands
        self.owners |= facts.owners
        self.numbers |= facts.numbers


class Context:
    """The facts of all phrases of an account, and what is known of its groups as they grow."""

    def __init__(self, clusters: Clusters, speakers: Mapping[int, int]) -> None:
        self.clusters = clusters
        self.facts = [_facts(phrase, speakers) for phrase in clusters.found]
        self.said: Counter[str] = Counter()
        self._known: dict[int, Known] = {}
        self._beside: dict[int, list[int]] = defaultdict(list)
        for i, phrase in enumerate(clusters.found):
            self._beside[phrase.sentence].append(i)

    def known(self, group: Group) -> Known:
        """The words of a group's phrases, those it has grown by taken in."""
        found = self._known.get(group.members[0])
        if found is None:
            found = self._known[group.members[0]] = Known()
        if len(found.members) != len(group.members):
            for k in group.members:
                if k not in found.members:
                    found.add(k, self.facts[k])
            found.forms = {land.form for name in group.names if (land := country(name))}
        return found

    def beside(self, i: int) -> list[int]:
        """The other phrases in the sentence of phrase `i`."""
        return [k for k in self._beside[self.clusters.found[i].sentence] if k != i]


def _facts(phrase: Phrase, speakers: Mapping[int, int]) -> Facts:
    head = phrase.head
    place = head
    while place.dep_ in ("conj", "nmod", "compound", "flat") and place.head != place:
        place = place.head
    words, heads, owners = frozenset(content(phrase)), frozenset(described_by(phrase)), _owners(phrase)
    lands = {word for word in words if word[:1].isupper() and country(word)} | _placed(phrase)
    top, lemma, relation = phrase.top, head.lemma_.lower(), head.dep_
    children = [(child.i, child.dep_, child.lower_) for child in head.children]
    return Facts(
        of_class=CLASSES.index(_class(phrase)),
        head=lemma, at=head.i, above=head.head.i, relation=relation,
        reflexive=head.lower_.endswith(("self", "selves")),
        content=words, modifiers=words - {lemma} if phrase.form == "nominal" else frozenset(),
        heads=heads,
        jobs=frozenset(head for head in heads if broader(head)),
        wider=frozenset(word for head in heads for word in broader(head)),
        branches=frozenset(n for n, branch in enumerate(BRANCHES) if branch & heads),
        is_body=any((named := noun(head)) is not None and named.kind == "org" for head in heads),
        lands=frozenset(lands),
        owners=frozenset(token.lemma_.lower() for token in owners),
        where=frozenset(token.lemma_.lower() for token in owners if token.ent_type_ in WHERE),
        of_state=_is_of_state(phrase),
        numbers=frozenset(word for _, dep, word in children if dep == "nummod"),
        arguments_of=_arguments_of(head),
        owned_by=frozenset(k for k, dep, _ in children if dep == "nmod:poss" and k < head.i),
        beside_noun=top.head.i if top.dep_ in OF_NOUN else None,
        subject_of=top.head.i if top.dep_ in SUBJECTS else None,
        verb=place.head.i, subject=relation in SUBJECTS, object=relation in OBJECTS,
        speaker=speakers.get(head.i),
    )  # fmt: skip


def _arguments_of(head: Token) -> frozenset[int]:
    """The verbs a phrase is an argument of; a subject is also one of the open complements ("it failed to tell X")."""
    if head.dep_ not in ARGUMENTS:
        return frozenset()
    verbs = [head.head]
    while head.dep_ in SUBJECTS and (complement := _complement(verbs[-1])) is not None:
        verbs.append(complement)
    return frozenset(verb.i for verb in verbs)


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
    before = phrase.head.doc[phrase.start : phrase.head.i]
    return [token for token in before if _is_named(token) and not country(token.text)]


def _is_named(token: Token) -> bool:
    """True for a name, and for an adjective made of one."""
    return token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.text[:1].isupper() and not token.is_sent_start)


def _class(phrase: Phrase) -> str:
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


def barred(context: Context, i: int, root: int) -> bool:
    """True for what plain words rule out.

    "It" is no person, a thing is no actor; "the Danish general" is not one who was called Norwegian,
    nor somebody with a name but neither rank nor country; "the Moss administration" is neither Renn's nor a body that
    nothing called Moss's; nine people are not four nor a body by its name, and "the minister" is no judge,
    "the inspector" no foreman.
    """
    group, facts = context.clusters.groups[root], context.facts[i]
    if _is_thing(context.clusters.found[i], group) or _is_nobody(facts, group):
        return True
    if not facts.describes:
        return False
    known = context.known(group)
    return (
        _is_elsewhere(facts, known)
        or _is_anothers(facts, group, known)
        or _is_other_office(facts, group, known)
        or _is_other_number(facts, group, known)
        or _is_other_branch(facts, known)
        or _is_other_body(facts, group, known)
        or _is_other_job(facts, group, known)
    )


def kept_apart(context: Context, i: int) -> set[int]:
    """The groups that grammar keeps phrase `i` apart from, by another phrase of its sentence.

    Two arguments of one verb or noun are two actors unless one is reflexive, and so are "the senator and the mayor";
    nobody is part of their own description ("her father"), nor do speakers name themselves.
    """
    return {context.clusters.root[k] for k in context.beside(i) if _disjoint(context, i, k)}


def _is_elsewhere(facts: Facts, known: Known) -> bool:
    return bool(facts.lands and known.lands) and not facts.lands & known.lands


def _is_anothers(facts: Facts, group: Group, known: Known) -> bool:
    """True for a description by a name that nothing said of the group has, where names tell its like apart."""
    if not facts.owners:
        return False
    told_by_names = bool(known.owners) or (group.kind in ("org", "place") and bool(group.names))
    owners = facts.owners - facts.where if group.kind == "place" else facts.owners
    return bool(owners) and told_by_names and not owners & (known.owners | known.words)


def _is_other_office(facts: Facts, group: Group, known: Known) -> bool:
    """True for the holder of a country's office and a named person of whom neither office nor country was said."""
    named = facts.of_state and group.kind == "person" and bool(group.names)
    return named and not (facts.heads | facts.lands) & (known.heads | known.words)


def _is_other_number(facts: Facts, group: Group, known: Known) -> bool:
    """True for so many of them, and others or one body by its name ("200 riot police")."""
    if not facts.numbers:
        return False
    counted = bool(known.numbers) and not facts.numbers & known.numbers
    return counted or (group.kind == "org" and bool(group.names))


def _is_other_branch(facts: Facts, known: Known) -> bool:
    """True for an office, and somebody whose offices are all of other branches."""
    return bool(facts.branches and known.branches) and not facts.branches & known.branches


def _is_other_job(facts: Facts, group: Group, known: Known) -> bool:
    """True for "the inspector" and somebody of whom only other work was told ("the foreman, Ada Moss", "a driver").

    A rank or degree ("Doctor Ada Moss") is no such work.
    """
    if CLASSES[facts.of_class] != "the" or group.kind != "person" or not (facts.jobs and known.jobs):
        return False
    return not (facts.jobs & known.heads or facts.jobs & known.wider or facts.wider & known.heads)


def _is_other_body(facts: Facts, group: Group, known: Known) -> bool:
    """True for a body or place in other words than those it was called, unless they are as general as "the group".

    A name that says what it is ("Chamber of Commerce", "Marten Bridge") calls it that; other names call it nothing.
    """
    if known.forms and facts.is_body:
        return not facts.heads & (known.heads | LANDS | BODIES)
    if group.kind not in ("org", "place"):
        return False
    called = known.heads if group.kind == "org" and not group.names else known.called
    return bool(facts.heads and called) and not (facts.heads & called or facts.heads & BODIES)


def _is_nobody(facts: Facts, group: Group) -> bool:
    return CLASSES[facts.of_class] == "it" and group.kind == "person"


def _is_thing(phrase: Phrase, group: Group) -> bool:
    """True for a craft or an agreement and an actor, whichever of the two is described, and for one and several."""
    described = phrase.form == "nominal" and group.rank < RANK["pronoun"]
    thing, other = phrase.kind == "other", group.kind == "other"
    return described and (thing != other or (thing and phrase.plural != group.plural))


def _disjoint(context: Context, i: int, k: int) -> bool:
    a, b = context.clusters.found[i], context.clusters.found[k]
    fa, fb = context.facts[i], context.facts[k]
    if b.start <= fa.at < b.end or a.start <= fb.at < a.end:
        return True
    partners = fa.beside_noun is not None and fa.beside_noun == fb.beside_noun
    if (partners or fa.arguments_of & fb.arguments_of) and not fa.reflexive:
        return True
    if (b.form == "name" and fb.speaker == fa.at) or _are_listed(a, b):
        return True
    return a.form == "nominal" and fb.subject_of is not None and _is_told_anew(a, b)


def _are_listed(a: Phrase, b: Phrase) -> bool:
    """True for two that an "and" joins, each with an article of its own ("the senator and the mayor")."""
    joined = a.form == b.form == "nominal" and a.head.dep_ == "conj" and a.head.head == b.head
    return joined and all(_has_article(phrase) for phrase in (a, b))


def _has_article(phrase: Phrase) -> bool:
    return phrase.head.doc[phrase.start].lower_ in ARTICLES


def _is_told_anew(a: Phrase, b: Phrase) -> bool:
    """True where a description `a` cannot take up the subject `b` of its sentence, as a pronoun would there.

    In "Moss took the admiral's sword", in "Moss fired; the admiral fled" and in "Moss said that the admiral had fled"
    the admiral is somebody else.
    """
    place = a.head
    while place.dep_ in ("nmod:poss", "nmod", "compound") and place.head != place:
        place = place.head
    if place.dep_ not in ARGUMENTS:
        return False
    verb, above = place.head, b.top.head
    if verb.dep_ == "ccomp" and verb.head == above:
        return True
    if b.head.i > a.head.i:
        return False
    joined = verb.dep_ in ("conj", "parataxis") and verb.head == above and a.head.dep_ in SUBJECTS
    return (verb == above and place != a.head) or (joined and b.form != "pronoun")


def sounds_new(context: Context, i: int) -> bool:
    """True for a description in the singular with "a" or the like, or of a person by whose they are ("her father")."""
    phrase, of_class = context.clusters.found[i], CLASSES[context.facts[i].of_class]
    return not phrase.plural and (of_class == "a" or (of_class == "whose" and phrase.kind == "person"))


def content(phrase: Phrase) -> set[str]:
    """The folded lemmas of a phrase's nouns, names, adjectives and numbers, countries by their usual name."""
    found = set()
    for token in phrase.head.doc[phrase.start : phrase.end]:
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            land = country(token.text)
            found.add(land.name if land else TITLES.get(token.lower_.rstrip("."), "") or token.lemma_.lower())
    return found


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


def of_phrase(context: Context, i: int) -> list[float]:
    """The numbers named in OF_PHRASE: what the phrase looks like by itself."""
    phrase, facts = context.clusters.found[i], context.facts[i]
    head = phrase.head
    words = {token.lower_ for token in head.doc[phrase.start : phrase.end]}
    return [
        *(float(n == facts.of_class) for n in range(len(CLASSES))),
        *IS_KIND[phrase.kind],
        float(phrase.plural),
        float(facts.subject),
        float(facts.object),
        float(bool(head.doc[phrase.start].is_sent_start)),
        float(any(child.dep_.startswith("acl") for child in head.rights)),
        float(any(child.dep_ == "nmod" for child in head.rights)),
        log1p(len(facts.content - {facts.head})),
        float(bool(words & ANOTHER)),
        float(facts.speaker is not None),
        log1p(context.said[facts.head]),
        log1p(phrase.sentence) / 4,
    ]


@dataclass(frozen=True, slots=True)
class Field:
    """What the candidates of one phrase are measured against: the largest group, and the candidates by nearness.

    `lately` is the first phrase of the last sentences before it.
    """

    lately: int
    largest: int
    rank: Mapping[int, int]
    of_kind: Mapping[int, bool]
    rivals: int


def field_of(clusters: Clusters, candidates: Sequence[tuple[int, int]], i: int) -> Field:
    """The field of (root, latest phrase) candidates, the nearest first, for phrase `i`."""
    phrase = clusters.found[i]
    groups = {root: clusters.groups[root] for root, _ in candidates}
    alike = [root for root, _ in candidates if groups[root].kind == phrase.kind]
    return Field(
        bisect_left(clusters.found, phrase.sentence - 2, 0, i, key=lambda other: other.sentence),
        max((len(group.members) for group in groups.values()), default=1),
        {root: n for n, (root, _) in enumerate(candidates)},
        {root: bool(alike) and alike[0] == root for root in groups},
        len(alike),
    )


def of_pair(context: Context, i: int, root: int, j: int, among: Field) -> list[float]:
    """The numbers named in OF_PAIR: phrase `i` against the group `root`, whose latest phrase before it is `j`."""
    found, facts = context.clusters.found, context.facts
    a, m, group = found[i], found[j], context.clusters.groups[root]
    fa, fm, known = facts[i], facts[j], context.known(group)
    head, members = fa.head, group.members
    apart = a.sentence - m.sentence
    size = bisect_left(members, i)
    new = fa.modifiers - known.words
    return [
        *IS_KIND[group.kind],
        float(a.kind == group.kind),
        float(bool(a.gender) and a.gender == group.gender),
        float(not a.gender or not group.gender),
        float(a.plural == group.plural),
        float(apart == 0),
        float(apart == 1),
        float(apart == 2),
        log1p(apart),
        log1p(i - j) / 2,
        log1p(size) / 2,
        float(bool(group.names)),
        size / among.largest,
        float(len(members) == among.largest),
        (size - bisect_left(members, among.lately, 0, size)) / 4,
        float(found[members[0]].sentence <= 1),
        float(m.form == "name"),
        float(m.form == "nominal"),
        float(m.form == "pronoun"),
        float(fm.subject),
        float(fm.object),
        float(fa.subject == fm.subject and fa.object == fm.object),
        float(head in known.heads),
        float(head in fm.heads),
        float(head in known.wider),
        float(not broader(head).isdisjoint(known.heads)),
        log1p(len(fa.modifiers) - len(new)),
        log1p(len(new)),
        float(bool(fa.content) and not new and (head in known.heads or head in known.wider)),
        float(fa.speaker is not None and any(facts[k].at == fa.speaker for k in members)),
        float(fa.speaker is not None and fa.speaker == fm.speaker),
        float(fa.speaker is None and fm.speaker is not None),
        float(apart == 0 and fa.verb == fm.verb and fa.relation != "nmod:poss"),
        float(apart == 0 and (m.start <= fa.at < m.end or a.start <= fm.at < a.end)),
        float(apart == 0 and fa.relation == "conj" and fa.above == fm.at),
        log1p(among.rank[root]) / 2,
        float(among.of_kind[root]),
        log1p(among.rivals) / 2,
        float(head in LANDS and bool(known.forms - {"capital"})),
        float(head in TOWNS and group.kind == "place" and not known.forms - {"capital"}),
        float(fm.at in fa.owned_by),
    ]
