"""What tells whether a phrase takes up an actor spoken of before: named numbers for the scorer of `rank`.

A phrase is compared with a group of phrases before it through the group's latest phrase and through all that is known
of the group. Nothing here reads an annotation of coreference, knows a name or looks at later phrases.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cache
from math import log1p
from typing import NamedTuple

from rashomon.lexicon import broader
from rashomon.mention.facts import CLASSES, LANDS, Context, Facts, Known
from rashomon.mention.phrase import Phrase
from rashomon.model import ActorKind

KINDS: tuple[ActorKind, ...] = ("person", "org", "place", "group", "other")
IS_KIND = {kind: [float(kind == other) for other in KINDS] for kind in KINDS}
IS_CLASS = [[float(n == other) for other in range(len(CLASSES))] for n in range(len(CLASSES))]
ANOTHER = frozenset({"other", "another", "others", "else", "different", "new", "second", "third", "next"})
TOWNS = frozenset({"city", "town", "capital", "village"})
OF_LAND = LANDS | TOWNS
NOWHERE = (0.0,) * 3
NO_WORDS = (0.0,) * 7
NO_LAND = (0.0,) * 2
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
    words = [head.doc[k].lower_ for k in range(phrase.start, phrase.end)]
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

    `lately` is the first phrase of the last sentences before it, `alike` the root of the nearest candidate of its kind,
    `rivals` how many of its kind there are, `wider` the words its head is a kind of, `speaker` the root of the group
    that says it; `mute` is true where its words are nobody's, as a pronoun's.
    """

    lately: int
    largest: int
    alike: int | None
    rivals: float
    wider: frozenset[str]
    speaker: int | None
    mute: bool


def of_pairs(context: Context, i: int, candidates: Sequence[tuple[int, int]]) -> list[list[float]]:
    """The numbers of OF_PAIR for phrase `i` with each (root, latest phrase) of the candidates, the nearest first."""
    phrase, facts, groups = context.clusters.found[i], context.facts[i], context.clusters.groups
    speaking = None if facts.speaker is None else context.number.get(facts.speaker)
    alike = [root for root, _ in candidates if groups[root].kind == phrase.kind]
    wider = broader(facts.head)
    field = Field(
        bisect_left(context.sentences, phrase.sentence - 2, 0, i),
        max((len(groups[root].members) for root, _ in candidates), default=1),
        alike[0] if alike else None,
        log1p(len(alike)) / 2,
        wider,
        None if speaking is None else context.clusters.root[speaking],
        not facts.content and not wider and facts.head not in context.heads,
    )
    return [_of_pair(context, i, root, j, n, field) for n, (root, j) in enumerate(candidates)]


def _of_pair(context: Context, i: int, root: int, j: int, n: int, field: Field) -> list[float]:
    """The numbers named in OF_PAIR: phrase `i` against the group `root`, whose latest phrase before it is `j`.

    The group is the `n`th of the candidates. Truth is left as it is: it counts as 1.
    """
    found, facts = context.clusters.found, context.facts
    a, group, fa, fm = found[i], context.clusters.groups[root], facts[i], facts[j]
    kind, gender, members = group.kind, a.gender, group.members
    apart = a.sentence - context.sentences[j]
    size = bisect_left(members, i)
    return [
        *IS_KIND[kind],
        a.kind == kind,
        bool(gender) and gender == group.gender,
        not gender or not group.gender,
        a.plural == group.plural,
        *_distance(apart),
        log1p(i - j) / 2,
        log1p(size) / 2,
        bool(group.names),
        size / field.largest,
        len(members) == field.largest,
        (size - bisect_left(members, field.lately, 0, size)) / 4,
        context.sentences[members[0]] <= 1,
        *fm.looks,
        fa.subject == fm.subject and fa.object == fm.object,
        *(NO_WORDS if field.mute else _by_words(fa, fm, context.known[root], field.wider)),
        field.speaker == root,
        fa.speaker is not None and fa.speaker == fm.speaker,
        fa.speaker is None and fm.speaker is not None,
        *(_by_clause(a, fa, found[j], fm) if apart == 0 else NOWHERE),
        log1p(n) / 2,
        field.alike == root,
        field.rivals,
        *(_by_land(fa.head, kind, context.known[root].forms) if fa.head in OF_LAND else NO_LAND),
        fm.at in fa.owned_by,
    ]


@cache
def _distance(apart: int) -> tuple[float, ...]:
    """From "same sentence" to "sentences between"."""
    return float(apart == 0), float(apart == 1), float(apart == 2), log1p(apart)


def _by_words(fa: Facts, fm: Facts, known: Known, wider: frozenset[str]) -> tuple[float, ...]:
    """From "head of group" to "all known"."""
    head, modifiers, heads = fa.head, fa.modifiers, known.heads
    is_head, is_wider = head in heads, head in known.wider
    new = len(modifiers - known.words) if modifiers else 0
    return (
        is_head,
        head in fm.heads,
        is_wider,
        not wider.isdisjoint(heads),
        log1p(len(modifiers) - new),
        log1p(new),
        not new and bool(fa.content) and (is_head or is_wider),
    )


def _by_clause(a: Phrase, fa: Facts, m: Phrase, fm: Facts) -> tuple[float, ...]:
    """From "same verb" to "coordinated", of two phrases of one sentence."""
    return (
        fa.verb == fm.verb and fa.relation != "nmod:poss",
        m.start <= fa.at < m.end or a.start <= fm.at < a.end,
        fa.relation == "conj" and fa.above == fm.at,
    )


def _by_land(head: str, kind: ActorKind, forms: Set[str]) -> tuple[float, ...]:
    """From "land" to "town"."""
    is_land = bool(forms - {"capital"})
    return head in LANDS and is_land, head in TOWNS and kind == "place" and not is_land
