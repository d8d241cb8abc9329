"""What keeps a phrase from taking up an actor spoken of before, whatever speaks for it: plain words and grammar."""

from __future__ import annotations

from rashomon.mention.clusters import RANK, Group
from rashomon.mention.facts import ARGUMENTS, CLASSES, LANDS, SUBJECTS, Context, Facts, Known
from rashomon.mention.phrases import ARTICLES, Phrase

BODIES = frozenset(
    {"agency", "authority", "body", "business", "company", "enterprise", "firm", "force", "group", "institution"}
    | {"organisation", "organization", "outfit", "team", "union"}
)
"""Words for any body."""


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
    known = context.known(root)
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
