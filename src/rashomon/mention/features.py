"""What tells whether a phrase takes up an actor spoken of before: named numbers for the scorer of `rank`.

A phrase is compared with a group of phrases before it through the group's latest phrase and through all that is known
of the group. Nothing here reads an annotation of coreference, knows a name or looks at later phrases.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log1p
from typing import NamedTuple

from rashomon.lexicon import broader
from rashomon.mention.facts import CLASSES, LANDS, Context
from rashomon.model import ActorKind

KINDS: tuple[ActorKind, ...] = ("person", "org", "place", "group", "other")
IS_KIND = {kind: [kind == other for other in KINDS] for kind in KINDS}
IS_CLASS = [[n == other for other in range(len(CLASSES))] for n in range(len(CLASSES))]
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
    words = [token.lower_ for token in head.doc[phrase.start : phrase.end]]
    after = [child.dep_ for child in head.rights]
    return [
        *IS_CLASS[facts.of_class],
        *IS_KIND[phrase.kind],
        phrase.plural,
        facts.subject,
        facts.object,
        bool(head.doc[phrase.start].is_sent_start),
        any(dep.startswith("acl") for dep in after),
        "nmod" in after,
        log1p(len(facts.content - {facts.head})),
        not ANOTHER.isdisjoint(words),
        facts.speaker is not None,
        log1p(context.said[i]),
        log1p(phrase.sentence) / 4,
    ]


class Field(NamedTuple):
    """What the candidates of one phrase are measured against: the largest group, and the candidates by nearness.

    `lately` is the first phrase of the last sentences before it, `alike` the roots of the candidates of its kind,
    `wider` the words its head is a kind of, `speaker` the root of the group that says it.
    """

    lately: int
    largest: int
    alike: Sequence[int]
    wider: frozenset[str]
    speaker: int | None


def of_pairs(context: Context, i: int, candidates: Sequence[tuple[int, int]]) -> list[list[float]]:
    """The numbers of OF_PAIR for phrase `i` with each (root, latest phrase) of the candidates, the nearest first."""
    phrase, facts, groups = context.clusters.found[i], context.facts[i], context.clusters.groups
    speaking = None if facts.speaker is None else context.number.get(facts.speaker)
    field = Field(
        bisect_left(context.sentences, phrase.sentence - 2, 0, i),
        max((len(groups[root].members) for root, _ in candidates), default=1),
        [root for root, _ in candidates if groups[root].kind == phrase.kind],
        broader(facts.head),
        None if speaking is None else context.clusters.root[speaking],
    )
    return [_of_pair(context, i, root, j, n, field) for n, (root, j) in enumerate(candidates)]


def _of_pair(context: Context, i: int, root: int, j: int, n: int, field: Field) -> list[float]:
    """The numbers named in OF_PAIR: phrase `i` against the group `root`, whose latest phrase before it is `j`.

    The group is the `n`th of the candidates. Truth is left as it is: it counts as 1.
    """
    found, facts = context.clusters.found, context.facts
    a, m, group = found[i], found[j], context.clusters.groups[root]
    fa, fm, known = facts[i], facts[j], context.known(root)
    head, members = fa.head, group.members
    apart = a.sentence - m.sentence
    size = bisect_left(members, i)
    new = fa.modifiers - known.words
    return [
        *IS_KIND[group.kind],
        a.kind == group.kind,
        bool(a.gender) and a.gender == group.gender,
        not a.gender or not group.gender,
        a.plural == group.plural,
        apart == 0,
        apart == 1,
        apart == 2,
        log1p(apart),
        log1p(i - j) / 2,
        log1p(size) / 2,
        bool(group.names),
        size / field.largest,
        len(members) == field.largest,
        (size - bisect_left(members, field.lately, 0, size)) / 4,
        found[members[0]].sentence <= 1,
        m.form == "name",
        m.form == "nominal",
        m.form == "pronoun",
        fm.subject,
        fm.object,
        fa.subject == fm.subject and fa.object == fm.object,
        head in known.heads,
        head in fm.heads,
        head in known.wider,
        not field.wider.isdisjoint(known.heads),
        log1p(len(fa.modifiers) - len(new)),
        log1p(len(new)),
        bool(fa.content) and not new and (head in known.heads or head in known.wider),
        field.speaker == root,
        fa.speaker is not None and fa.speaker == fm.speaker,
        fa.speaker is None and fm.speaker is not None,
        apart == 0 and fa.verb == fm.verb and fa.relation != "nmod:poss",
        apart == 0 and (m.start <= fa.at < m.end or a.start <= fm.at < a.end),
        apart == 0 and fa.relation == "conj" and fa.above == fm.at,
        log1p(n) / 2,
        field.alike[:1] == [root],
        log1p(len(field.alike)) / 2,
        head in LANDS and bool(known.forms - {"capital"}),
        head in TOWNS and group.kind == "place" and not known.forms - {"capital"},
        fm.at in fa.owned_by,
    ]
