"""Which organisations, places and groups of different accounts are one.

One are: equal words (countries by usual name, order aside), spellings of one sound, an acronym and the only name it
abbreviates, a last word and the only name that ends with it, a name and the only one that has a noun for bodies more
("Labour", "the Labour Party"), a firm and its first word in one account, a land and its people, and a name whose words
(two at least) the only other candidate contains. Two names with different countries in them never join. A part of a
body is not told from the whole where the names do not tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rashomon.lexicon import country, noun, noun_kind
from rashomon.names import abbreviates, is_acronym, is_owner, shortens, similar, within, words
from rashomon.resolve.entities import FIRMS, Entity, Groups, canonical

Form = tuple[str, ...]

OWNED = re.compile(r" of (?:the )?[A-Z][\w-]*[^\Ws]$")
"""How a name ends that tells whose the body is, by one word that is no plural ("House of Owls" is "the Owls")."""

PEOPLES = ("n", "an", "ian", "ish", "ese", "i", "ite")
"""What the name of a land ends with where it names its people."""


def join_bodies(found: Sequence[Entity], groups: Groups) -> None:
    """Joins the entities among `found` that are no persons and name one body, place or people."""
    forms: dict[Form, list[int]] = defaultdict(list)
    for i, entity in enumerate(found):
        if not entity.is_person:
            for form in entity.forms:
                forms[form].append(i)
    for holders in forms.values():
        for i in holders:
            groups.join(holders[0], i)
    _join_orders(forms, groups)
    _join_parts(found, {form: forms[form] for form in forms if not _is_initials(found, forms[form])}, groups)
    _join_last_words(found, forms, groups)
    _join_plain(found, forms, groups)
    _join_acronyms(found, forms, groups)
    _join_first_words(found, forms, groups)
    _join_peoples(found, forms, groups)


def _join_orders(forms: dict[Form, list[int]], groups: Groups) -> None:
    """The same words in another order ("Ministry of Defence", "Defence Ministry")."""
    seen: dict[Form, int] = {}
    for form, holders in sorted(forms.items()):
        groups.join(seen.setdefault(tuple(sorted(form)), holders[0]), holders[0])


def _join_parts(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    """Longest names first: each joins the only group it is a part or spelling of."""
    by_word: dict[str, set[Form]] = defaultdict(set)
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        near = sorted({other for word in form for other in by_word[_key(word)]})
        wider = [other for other in near if is_part(form, other) and not _is_owner(found, forms[form], forms[other])]
        fits = {groups.root(forms[other][0]) for other in wider}
        if len(fits) == 1:
            groups.join(fits.pop(), forms[form][0])
        for word in form:
            by_word[_key(word)].add(form)


def _is_owner(found: Sequence[Entity], short: Sequence[int], long: Sequence[int]) -> bool:
    return any(is_owner(a, b) for i in short for a in found[i].names for j in long for b in found[j].names)


def _is_initials(found: Sequence[Entity], holders: Sequence[int]) -> bool:
    """True for initials, of which no other spelling is the same: "MENA" is not "Mena"."""
    return all(map(is_acronym, (name for i in holders for name in found[i].names)))


def _join_last_words(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    """A last word alone joins the only body of the case whose name ends with it.

    "The Owls" are "Ostrow Owls", not "the Ostrow Owl", "the Front" is "Uplands Front"; of armies, unions and houses
    there are too many. "The Board of Ostrow" ends with whose it is.
    """
    whole: dict[str, set[int]] = defaultdict(set)
    for form, holders in forms.items():
        if len(form) > 1:
            whole[form[-1]].update(i for i in holders if not any(map(OWNED.search, found[i].names)))
    for form, holders in forms.items():
        ends = whole.get(form[0], set()) if len(form) == 1 else set()
        fits = {groups.root(i) for i in ends if _is_plural(found[i]) or not _is_plural(found[holders[0]])}
        if len(fits) == 1 and country(form[0]) is None and all(_is_last_word(found[i]) for i in holders):
            groups.join(fits.pop(), holders[0])


def _join_plain(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    """A body's name joins the only one of the case that has a noun for bodies more: "Labour" and "the Labour Party".

    Not a country and its body ("Varnia", "Varnian Navy"), nor "the House" and "the House and Senate".
    """
    longer: dict[Form, set[int]] = defaultdict(set)
    for form, holders in forms.items():
        if len(form) > 1 and _is_body(form[-1]):
            longer[form[:-1]].update(i for i in holders if found[i].kind == "org" and not _are_several(found[i]))
    for form, holders in forms.items():
        fits = {groups.root(i) for i in longer.get(form, ())}
        if len(fits) == 1 and _is_plain(form) and all(_is_called(found[i], form) for i in holders):
            groups.join(fits.pop(), holders[0])


def _join_first_words(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    """A firm's first word alone joins it where an account has both and no other name begins so: "Brandow Foods".

    A country, a place or person of the case, and a common noun are no short names.
    """
    begun: dict[str, set[int]] = defaultdict(set)
    for i, entity in enumerate(found):
        for name in entity.names:
            for word in words(name) if entity.is_person else words(name)[: len(words(name)) > 1]:
                begun[word].add(i)
    for form, holders in forms.items():
        whole = begun[form[0]] if len(form) == 1 and _is_short(form[0]) else set()
        near = {found[i].account for i in whole} & {found[i].account for i in holders}
        firm = any(map(_is_firm, (found[i] for i in whole))) and all(found[i].kind == "org" for i in {*whole, *holders})
        if near and firm and len({groups.root(i) for i in whole}) == 1:
            groups.join(min(whole), holders[0])


def _join_peoples(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    """A land and its people are one actor, as those of countries are ("Karelva", "Karelvans")."""
    for form, holders in forms.items():
        lands = [i for i in holders if found[i].kind == "place" and len(form) == 1]
        for ending in PEOPLES if lands else ():
            people = (*forms.get((form[0] + ending,), ()), *forms.get((f"{form[0]}{ending}s",), ()))
            for i in people:
                if found[i].kind == "group":
                    groups.join(lands[0], i)


def _is_firm(entity: Entity) -> bool:
    """True for a name that ends as firms' do ("Ltd")."""
    return any(words(name)[-1:] and words(name)[-1] in FIRMS for name in entity.names)


def _is_short(word: str) -> bool:
    return country(word) is None and noun(word) is None


def _is_plain(form: Form) -> bool:
    return not lands(form) and not _is_body(form[-1])


def _is_called(entity: Entity, form: Form) -> bool:
    """True for a body of just these words, no initials: a firm's name without "Company" is not its whole name."""
    written = (name for name in entity.names if len(words(name)) == len(form))
    return entity.kind == "org" and not all(map(is_acronym, written))


def _is_body(word: str) -> bool:
    return noun_kind(word) == "org"


def _are_several(entity: Entity) -> bool:
    return any(" and " in name for name in entity.names)


def _is_plural(entity: Entity) -> bool:
    return any(name.endswith("s") for name in entity.names)


def _is_last_word(entity: Entity) -> bool:
    """True for a plural, and for a word that is no noun for any body."""
    telling = (name.endswith("s") or not (noun(name) or name.casefold() == "house") for name in entity.names)
    return entity.kind in ("org", "group") and any(telling)


def _key(word: str) -> str:
    return word[0]


def is_part(short: Form, long: Form) -> bool:
    """True if two names can be one body's: spelt alike throughout, or one a part of the other of two words at least.

    A country in one alone, and the order of the words, tell no two bodies apart ("Danish Ministry of Defence").
    """
    if lands(short) and lands(long) and lands(short) != lands(long):
        return False
    if len(short) == len(long) and all(map(similar, short, long)):
        return not lands(short)
    a, b = _without_lands(short), _without_lands(long)
    whole = sorted(a) == sorted(b) or (within(a, b) and a[-1][:4] in {word[:4] for word in b[-2:]})
    return min(len(a), len(b)) > 1 and whole


def lands(form: Form) -> frozenset[str]:
    """The countries named in a form."""
    return frozenset(word for word in form if country(word) is not None)


def _without_lands(form: Form) -> Form:
    return tuple(word for word in form if country(word) is None)


def _join_acronyms(found: Sequence[Entity], forms: dict[Form, list[int]], groups: Groups) -> None:
    bearers: dict[str, list[int]] = defaultdict(list)
    for i in sorted({i for held in forms.values() for i in held}):
        for name in found[i].names:
            bearers[name].append(i)
    names = [name for name in bearers if not is_acronym(name) and len(canonical(name)) > 1]
    for acronym in sorted(bearers):
        if is_acronym(acronym) and country(acronym) is None:
            fits = {groups.root(i) for name in names if _stands_for(acronym, name) for i in bearers[name]}
        else:
            fits = {groups.root(i) for name in names if shortens(acronym, name) for i in bearers[name]}
        if len(fits) == 1:
            groups.join(fits.pop(), bearers[acronym][0])


def _stands_for(acronym: str, name: str) -> bool:
    """True for the initials of a name, the country that it begins with aside ("NRA", "Danish National Rail Agency")."""
    first, _, rest = name.partition(" ")
    landless = len(acronym) > 2 and country(first) is not None
    return abbreviates(acronym, name) or (landless and abbreviates(acronym, rest))
