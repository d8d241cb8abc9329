"""What keeps a phrase from taking up an actor spoken of before, whatever speaks for it: plain words and grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rashomon.mention.clusters import RANK, Group
from rashomon.mention.facts import CLASSES, LANDS, NONE, Context, Facts, Known, Post
from rashomon.mention.nominals import ARTICLES
from rashomon.mention.phrase import Phrase
from rashomon.names import UNDER

ANY_BODY = frozenset({"body", "force", "group", "institution", "organisation", "organization", "outfit", "team"})
"""Words for any body."""
TRADERS = frozenset({
    "airline", "bank", "business", "carmaker", "company", "corporation", "enterprise", "firm", "insurer", "magazine",
    "manufacturer", "network", "newspaper", "publisher", "railway", "retailer", "utility",
})  # fmt: skip
AUTHORITIES = frozenset({
    "administration", "agency", "authority", "bureau", "commission", "department", "directorate", "office", "service",
})  # fmt: skip
STANDS_FOR = {
    **dict.fromkeys(("business", "company", "corporation", "enterprise", "firm"), TRADERS),
    **dict.fromkeys(("agency", "authority"), AUTHORITIES),
}
"""What a word for any body of its sort may take up: "the company" an airline, but no union."""

Bar = Callable[[Facts, Group, Known], bool]


def bars_of(facts: Facts) -> list[Bar]:
    """The bars that a phrase has words for: mostly none for a pronoun. What one of them holds for is ruled out.

    "It" is no person, a thing is no actor, nobody who was named is "a spokesman";
    "the Danish general" is not one who was called Norwegian,
    nor somebody with a name but neither rank nor country; "the Moss administration" is neither Renn's nor a body that
    nothing called Moss's; nine people are not four nor a body by its name, and "the minister" is no judge,
    "the defence minister" not that of finance, "the inspector" no foreman.
    """
    of_class = CLASSES[facts.of_class]
    bars: tuple[tuple[object, Bar], ...] = (
        (facts.form == "nominal", _is_no_thing if facts.is_thing else _is_thing),
        (of_class == "it", _is_nobody),
        (of_class == "a" and facts.subject, _is_introduced),
        (facts.lands, _is_elsewhere),
        (facts.owners, _is_anothers),
        (facts.of_state, _is_other_office),
        (facts.numbers, _is_other_number),
        (facts.kinds.branches, _is_other_branch),
        (facts.posts, _is_other_post),
        (facts.heads, _is_other_body),
        (facts.kinds.jobs and of_class == "the", _is_other_job),
    )
    return [bar for called, bar in bars if called]


def kept_apart(context: Context, i: int) -> set[int]:
    """The groups begun before phrase `i` that grammar keeps it apart from, by another phrase of its sentence.

    Two arguments of one verb or noun are two actors unless one is reflexive, and so are "the senator and the mayor";
    nobody is part of their own description ("her father"), nor do speakers name themselves. "The man who stabbed him"
    is not him.
    """
    root = context.clusters.root
    told = (i, *_pronouns(context, i))
    return {root[k] for j in told for k in context.beside(j) if root[k] < i and _disjoint(context, j, k)}


def _pronouns(context: Context, i: int) -> Iterator[int]:
    """The pronouns of the same sentence that stand for phrase `i` ("the man who")."""
    for j in context.clusters.of(i):
        if j != i and context.facts[j].form == "pronoun" and context.sentences[j] == context.sentences[i]:
            yield j


def _is_elsewhere(facts: Facts, _group: Group, known: Known) -> bool:
    return bool(known.lands) and facts.lands.isdisjoint(known.lands)


def _is_anothers(facts: Facts, group: Group, known: Known) -> bool:
    """True for a description by a name that nothing said of the group has, where names tell its like apart."""
    if not (known.owners or (group.kind in ("org", "place") and group.names)):
        return False
    owners = facts.owners - facts.where if group.kind == "place" else facts.owners
    return bool(owners) and owners.isdisjoint(known.owners) and owners.isdisjoint(known.words)


def _is_other_office(facts: Facts, group: Group, known: Known) -> bool:
    """True for the holder of a country's office and a named person of whom neither office nor country was said."""
    named = group.kind == "person" and bool(group.names)
    return named and not (facts.heads | facts.lands) & (known.heads | known.words)


def _is_other_number(facts: Facts, group: Group, known: Known) -> bool:
    """True for so many of them, and others or one body by its name ("200 riot police")."""
    counted = bool(known.numbers) and facts.numbers.isdisjoint(known.numbers)
    return counted or (group.kind == "org" and bool(group.names))


def _is_other_branch(facts: Facts, _group: Group, known: Known) -> bool:
    """True for an office, and somebody whose offices are all of other branches."""
    return bool(known.branches) and facts.kinds.branches.isdisjoint(known.branches)


def _is_other_post(facts: Facts, _group: Group, known: Known) -> bool:
    """True for "the defence minister" and the finance minister, for "the mayor" and a deputy mayor."""
    return any(
        (held := [other for other in known.posts if other.office == post.office])
        and not any(_may_be_one(post, other) for other in held)
        for post in facts.posts
    )


def _may_be_one(a: Post, b: Post) -> bool:
    """True for one office told in other words, fewer or more ("the minister", "the junior defence minister")."""
    return a.over & UNDER == b.over & UNDER and not (a.over and b.over and a.over.isdisjoint(b.over))


def _is_other_job(facts: Facts, group: Group, known: Known) -> bool:
    """True for "the inspector" and somebody of whom only other work was told ("the foreman, Ada Moss", "a driver").

    A rank or degree ("Doctor Ada Moss") is no such work.
    """
    if group.kind != "person" or not known.works:
        return False
    jobs, wider = facts.kinds.jobs, facts.kinds.wider
    return not (jobs & known.heads or jobs & known.wider or wider & known.heads)


def _is_other_body(facts: Facts, group: Group, known: Known) -> bool:
    """True for a body or place in other words than those it was called, unless they are as general as "the group".

    "The company" is as general for a bank, and for no union.
    A name that says what it is ("Chamber of Commerce", "Marten Bridge") calls it that; other names call it nothing.
    """
    if known.forms and facts.kinds.is_body:
        return not facts.heads & (known.heads | LANDS | ANY_BODY)
    if group.kind not in ("org", "place"):
        return False
    called = known.heads if group.kind == "org" and not group.names else known.bodies
    meant = facts.heads.union(*(STANDS_FOR.get(head, NONE) for head in facts.heads))
    return bool(called) and meant.isdisjoint(called) and meant.isdisjoint(ANY_BODY)


def _is_nobody(_facts: Facts, group: Group, _known: Known) -> bool:
    return group.kind == "person"


def _is_introduced(_facts: Facts, group: Group, _known: Known) -> bool:
    """True for a person who was named: "a spokesman declined" tells of somebody new."""
    return group.kind == "person" and bool(group.names)


def _is_thing(_facts: Facts, group: Group, _known: Known) -> bool:
    """True for an actor that is described, and a craft or an agreement."""
    return group.kind == "other" and group.rank < RANK["pronoun"]


def _is_no_thing(facts: Facts, group: Group, _known: Known) -> bool:
    """True for a craft or an agreement that is described, and an actor; also for one and several."""
    return (group.kind != "other" or facts.plural != group.plural) and group.rank < RANK["pronoun"]


def _disjoint(context: Context, i: int, k: int) -> bool:
    a, b = context.clusters.found[i], context.clusters.found[k]
    fa, fb = context.facts[i], context.facts[k]
    if b.start <= fa.at < b.end or a.start <= fb.at < a.end:
        return True
    partners = fa.beside_noun is not None and fa.beside_noun == fb.beside_noun
    if (partners or fa.arguments_of & fb.arguments_of) and not fa.reflexive:
        return True
    if b.form != "pronoun" and fb.speaker == fa.at:
        return True
    if fa.relation == "conj" and fa.above == fb.at and _have_articles(a, b):
        return True
    return fb.subject_of is not None and _is_told_anew(fa, fb)


def _have_articles(*joined: Phrase) -> bool:
    """True for descriptions that each have an article of their own ("the senator and the mayor")."""
    return all(each.form == "nominal" and each.head.doc[each.start].lower_ in ARTICLES for each in joined)


def _is_told_anew(a: Facts, b: Facts) -> bool:
    """True where a description `a` cannot take up the subject `b` of its sentence, as a pronoun would there.

    In "Moss took the admiral's sword", in "Moss fired; the admiral fled" and in "Moss said that the admiral had fled"
    the admiral is somebody else.
    """
    if a.place is None:
        return False
    verb, relation, above, is_part = a.place
    if relation == "ccomp" and above == b.subject_of:
        return True
    if b.at > a.at:
        return False
    joined = relation in ("conj", "parataxis") and above == b.subject_of and a.subject
    return (verb == b.subject_of and is_part) or (joined and b.form != "pronoun")
