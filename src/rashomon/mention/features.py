"""What tells whether a phrase takes up an actor spoken of before: named numbers for the scorer of `rank`.

A phrase is compared with a group of phrases before it through the group's latest phrase and through all that is known
of the group. Nothing here reads an annotation of coreference, knows a name or looks at later phrases.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from rashomon.lexicon import broader
from rashomon.mention.clusters import Clusters
from rashomon.mention.facts import CLASSES, LANDS, Context
from rashomon.model import ActorKind

KINDS: tuple[ActorKind, ...] = ("person", "org", "place", "group", "other")
IS_KIND = {kind: [float(kind == other) for other in KINDS] for kind in KINDS}
ANOTHER = frozenset({"other", "another", "others", "else", "different", "new", "second", "third", "next"})
TOWNS = frozenset({"city", "town", "capital", "village"})
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


def sounds_new(context: Context, i: int) -> bool:
    """True for a description in the singular with "a" or the like, or of a person by whose they are ("her father")."""
    phrase, of_class = context.clusters.found[i], CLASSES[context.facts[i].of_class]
    return not phrase.plural and (of_class == "a" or (of_class == "whose" and phrase.kind == "person"))


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
