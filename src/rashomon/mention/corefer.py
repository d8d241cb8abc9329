"""Which phrases of one account name the same actor: precise rules in passes, the surest first.

After the multi-pass sieve of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric,
precision-ranked rules"): every pass sees the clusters of the passes before it. Passes: constructions (apposition,
predicate, naming, relative pronoun), equal names, acronyms, parts of names, titles, "I" inside quotations, pronouns
that are sources of what a named speaker says; then pronouns and descriptions in text order by a trained scorer
(`rank`), and what it leaves open to the person an account is all about.
Left alone: "we", "you", "this", plural pronouns with split antecedents.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.lexicon import country, given_gender
from rashomon.mention.clusters import Clusters
from rashomon.mention.phrase import Phrase
from rashomon.mention.phrases import before_name
from rashomon.mention.pronouns import FIRST, RELATIVE, relative_head
from rashomon.mention.rank import rank
from rashomon.mention.told import canonical, note
from rashomon.names import (
    PRONOUN_GENDER,
    abbreviates,
    is_acronym,
    is_owner,
    is_title,
    person,
    shortens,
    similar,
    within,
    words,
)

MAIN = 6  # mentions before a person can be the one an account is all about
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def corefer(found: Sequence[Phrase], speakers: dict[int, int], told: Mapping[int, str]) -> Clusters:
    """Groups the phrases.

    `speakers` gives, by token number in quoted content, its source's head token (or -1); `told` the name of the speaker
    by the head token of a source.
    """
    clusters = by_rule(found, speakers)
    _sources(clusters, told)
    rank(clusters, speakers)
    _main_person(clusters)
    return clusters


def by_rule(found: Sequence[Phrase], speakers: Mapping[int, int]) -> Clusters:
    """The groups that precise rules make: constructions, names, and "I" inside quotations."""
    by_head = {phrase.top.i: i for i, phrase in enumerate(found)} | {phrase.head.i: i for i, phrase in enumerate(found)}
    note(found, by_head)
    clusters = Clusters(found)
    _constructions(clusters, by_head)
    _equal_names(clusters)
    _acronyms(clusters)
    _name_parts(clusters)
    _titled(clusters)
    _given_names(clusters)
    _first_persons(clusters, by_head, speakers)
    return clusters


def _constructions(clusters: Clusters, by_head: dict[int, int]) -> None:
    for i, phrase in enumerate(clusters.found):
        if phrase.form == "pronoun":
            _relative(clusters, by_head, i)
            _reflexive(clusters, by_head, i)
        for other in phrase.descriptions:
            j = by_head.get(other.i)
            if j is not None and _may_describe(phrase, clusters.found[j]):
                clusters.join(i, j)


def _relative(clusters: Clusters, by_head: dict[int, int], i: int) -> None:
    pronoun = clusters.found[i]
    noun = relative_head(pronoun.head) if pronoun.head.lower_ in RELATIVE else None
    j = by_head.get(noun.i) if noun is not None else None
    if j is not None and (pronoun.head.lower_ != "which" or clusters.found[j].kind != "person"):
        pronoun.kind = clusters.found[j].kind
        clusters.join(j, i)


def _reflexive(clusters: Clusters, by_head: dict[int, int], i: int) -> None:
    """ "Herself" is the subject of its verb, or the noun that it stands beside ("Moss herself")."""
    pronoun = clusters.found[i].head
    if not pronoun.lower_.endswith(("self", "selves")):
        return
    subjects = [child for child in pronoun.head.lefts if child.dep_ in ("nsubj", "nsubj:pass")]
    for token in (subjects if pronoun.head.pos_ == "VERB" else [pronoun.head])[:1]:
        if token.i in by_head:
            clusters.join(by_head[token.i], i)


def _may_describe(a: Phrase, b: Phrase) -> bool:
    """Two names side by side are a list or a place in a place; two numbers disagree."""
    if a.form == b.form == "name":
        short, full = (a, b) if is_acronym(a.words) else (b, a)
        if not is_acronym(short.words) or is_acronym(full.words):
            return False
        return abbreviates(short.words, full.words) or _defines(full, short)
    return a.kind == b.kind and (a.plural == b.plural or a.kind in ("org", "group"))


def _defines(full: Phrase, short: Phrase) -> bool:
    """True for a body's or people's name with its short form in brackets right after ("Varnland Front (LFV)")."""
    doc, start, end = full.head.doc, short.start, short.end
    bodies = {full.kind, short.kind} <= {"org", "group"} and country(short.words) is None
    return bodies and full.end == start - 1 and doc[start - 1].text == "(" and doc[end : end + 1].text == ")"


def _equal_names(clusters: Clusters) -> None:
    """Equal names are one, but "Mr Moss" is not "Mrs Moss"; "Moss" alone is the last of them."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, phrase in enumerate(clusters.found):
        key = (_family(phrase), canonical(phrase)) if phrase.form == "name" else ("", "")
        if key[1]:
            any(clusters.join(j, i) for j in reversed(seen[key]))
            seen[key].append(i)


def _family(phrase: Phrase) -> str:
    """Kinds that one name may be tagged with by turns are compared together."""
    return "person" if phrase.kind == "person" else "people" if phrase.kind == "group" else "place or org"


def _acronyms(clusters: Clusters) -> None:
    """An acronym in this account stands for the only earlier or later name that it abbreviates."""
    names = [(i, p) for i, p in enumerate(clusters.found) if p.form == "name" and p.kind != "person"]
    full = {clusters.root[i]: i for i, p in reversed(names) if not is_acronym(p.words) and len(words(p.words)) > 1}
    fits = {short: _in_full(clusters, short, full.values()) for short in {p.words for _, p in names}}
    for i, phrase in names:
        if len(fits[phrase.words]) == 1:
            clusters.join(fits[phrase.words][0], i)


def _in_full(clusters: Clusters, short: str, full: Iterable[int]) -> list[int]:
    """Those of the full names that the short one stands for, by its letters or with some words as initials."""
    stands_for = abbreviates if is_acronym(short) and country(short) is None else shortens
    return [j for j in full if stands_for(short, clusters.found[j].words)]


def _name_parts(clusters: Clusters) -> None:
    """A part of a name stands for the fuller name that has it: the last one before, else the only one after."""
    spelt: dict[tuple[tuple[str, str], tuple[str, ...]], list[int]] = defaultdict(list)
    for i, phrase in enumerate(clusters.found):
        if phrase.form == "name" and phrase.kind in ("person", "org"):
            spelt[(phrase.kind, phrase.generation), _parts(phrase)].append(i)
    written = {key: clusters.found[places[0]].words for key, places in spelt.items()}
    for (of, short), places in list(spelt.items()):
        wider = [
            name for other, name in spelt
            if other == of and is_part(short, name, of_person=of[0] == "person")
            and not is_owner(written[of, short], written[other, name])
        ]  # fmt: skip
        named = sorted(i for name in wider for i in spelt[of, name])
        for i in places if named else ():
            fuller = [j for j in named if _is_of_gender(clusters, i, j)]
            before = bisect_left(fuller, i)
            if before:
                clusters.join(fuller[before - 1], i)
            elif len({clusters.root[j] for j in fuller}) == 1:
                clusters.join(fuller[0], i)


def _is_of_gender(clusters: Clusters, i: int, j: int) -> bool:
    """False if titles tell that one of two phrases is a man and the other a woman."""
    return len({clusters.group(i).gender, clusters.group(j).gender} - {""}) < 2


def _parts(phrase: Phrase) -> tuple[str, ...]:
    return person(phrase.words).words if phrase.kind == "person" else words(phrase.words)


def is_part(short: tuple[str, ...], long: tuple[str, ...], *, of_person: bool) -> bool:
    """A surname or first name of a person; for an organisation two words at least, or its last."""
    if not short or len(short) >= len(long) or not within(short, long):
        return False
    if len(short) > 1:
        return True
    return similar(short[0], long[-1]) or similar(short[0], long[0]) if of_person else short[0] == long[-1]


def _titled(clusters: Clusters) -> None:
    """Joins a description to the only name that has just its words for a title ("Finance Minister Ada Moss")."""
    holders: dict[str, set[int]] = defaultdict(set)
    for i, phrase in enumerate(clusters.found):
        if (before := before_name(phrase)) is not None:
            holders[phrase.head.doc[slice(*before)].text.casefold()].add(clusters.root[i])
    for i, phrase in enumerate(clusters.found):
        held = holders.get(_bare(phrase), set()) if _is_post(phrase) else set()
        if len(held) == 1 and clusters.of(i)[0] == i:
            clusters.join(min(held), i)


def _given_names(clusters: Clusters) -> None:
    """A common given name tells the gender of a group without titles, once the surname is known to be of it."""
    for i, phrase in enumerate(clusters.found):
        if phrase.form == "name" and phrase.kind == "person" and phrase.core is not None and len(phrase.core) > 1:
            clusters.tell_gender(i, given_gender(phrase.core[0].text))


def _first_persons(clusters: Clusters, by_head: Mapping[int, int], speakers: Mapping[int, int]) -> None:
    """Joins "I" inside a quotation to its speaker."""
    for i, phrase in enumerate(clusters.found):
        if phrase.form == "pronoun" and phrase.head.lower_ in FIRST:
            speaker = by_head.get(speakers.get(phrase.head.i, -1))
            if speaker is not None and clusters.group(speaker).kind == "person":
                clusters.join(speaker, i)


def _sources(clusters: Clusters, told: Mapping[int, str]) -> None:
    """Joins a pronoun that is the source of a saying to the name last written of whoever it was resolved to."""
    heads = {phrase.head.i: i for i, phrase in enumerate(clusters.found) if _is_third(phrase)}
    names = {name: person(name).words for at, name in told.items() if at in heads}
    places = {
        name: [i for i, phrase in enumerate(clusters.found) if _is_one_named(phrase, whole)]
        for name, whole in names.items()
    }
    for at, i in heads.items():
        before = bisect_left(places.get(told.get(at, ""), ()), i)
        if before:
            clusters.join(clusters.root[places[told[at]][before - 1]], i)


def _is_third(phrase: Phrase) -> bool:
    return phrase.form == "pronoun" and phrase.head.lower_ in PRONOUN_GENDER


def _is_one_named(phrase: Phrase, whole: tuple[str, ...]) -> bool:
    own = person(phrase.words).words if phrase.form == "name" and phrase.kind == "person" else ()
    return bool(own and whole) and (within(own, whole) or within(whole, own))


def _main_person(clusters: Clusters) -> None:
    """A definite description of a person that takes up nobody means the person the account is all about.

    Only where one named person has been spoken of at least twice as often as any other and stands in this sentence or
    the one before; never for an office ("the senator"), which singles out its own holder.
    """
    counts: dict[int, int] = defaultdict(int)
    last: dict[int, int] = {}
    for i in range(len(clusters.found)):
        root, here = clusters.root[i], clusters.found[i].sentence
        if _unknown(clusters, i):
            first, second = [*sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2], (-1, 0), (-1, 0)][:2]
            if first[1] >= max(MAIN, 2 * second[1]) and here - last[first[0]] <= 1:
                clusters.join(first[0], i)
        elif clusters.group(i).kind == "person" and clusters.group(i).names:
            counts[root] += 1
            last[root] = here


def _unknown(clusters: Clusters, i: int) -> bool:
    """True for a definite description of one person that takes up nobody, names no office and says of nobody whose."""
    phrase = clusters.found[i]
    if phrase.form != "nominal" or phrase.kind != "person" or phrase.plural or len(clusters.of(i)) > 1:
        return False
    whose = any(child.dep_ in ("nmod", "nmod:poss", "acl:relcl") for child in phrase.head.children)
    common = phrase.head.text.islower() and not is_title(phrase.head.lemma_)
    return _definite(phrase) and common and not whose


def _is_post(phrase: Phrase) -> bool:
    """True for a description of one person in two words at least, article aside, of which the last is an office."""
    one = phrase.form == "nominal" and phrase.kind == "person" and not phrase.plural
    return one and is_title(phrase.head.lemma_) and " " in _bare(phrase)


def _bare(phrase: Phrase) -> str:
    """A description in lower case without "the"."""
    return phrase.words.casefold().removeprefix("the ")


def _definite(phrase: Phrase) -> bool:
    """True with "the" or a demonstrative, or a possessor named by name; "his brother" takes nobody up."""
    first = phrase.head.doc[phrase.start]
    named = any(child.dep_ == "nmod:poss" and child.pos_ != "PRON" for child in phrase.head.lefts)
    return first.lower_ in DEFINITE or named
