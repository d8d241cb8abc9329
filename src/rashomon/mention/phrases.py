"""Noun phrases that name or describe someone: names from the entities, nominals from the parse, pronouns.

Heads and relations are Universal Dependencies; names are found by `proper`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set

from spacy.tokens import Doc, Span, Token

from rashomon.lexicon import country, given_gender, noun_kind
from rashomon.mention.capitals import is_government
from rashomon.mention.edges import LAW, left_edge, right_edge
from rashomon.mention.labels import is_one_of
from rashomon.mention.nominals import ARTICLES, nominal
from rashomon.mention.phrase import Phrase, is_plural
from rashomon.mention.pronouns import RELATIVE, pronoun
from rashomon.model import ActorKind
from rashomon.names import TITLES, is_title
from rashomon.proper import propers

NOUNS = ("NOUN", "PROPN")
HEADS = ("DET", *NOUNS, "PRON")
OFFICE_REACH = 5


def phrases(doc: Doc, sentences: list[Span]) -> list[Phrase]:
    """Every name, nominal and pronoun of the sentences in text order; an outer phrase before those nested in it."""
    found: dict[int, Phrase] = {}
    taken: set[int] = set()
    for phrase in _settled(list(_names(doc, sentences))):
        found[phrase.head.i] = phrase
        taken.update(_taken(phrase))
    for token, tag in _open(doc, sentences, taken):
        other = nominal(token) if tag in NOUNS else pronoun(token)
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


def _is_described(head: Token) -> bool:
    return head.pos_ == "NOUN" and any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "the") for child in head.lefts
    )


def _description(head: Token, kind: ActorKind) -> Phrase:
    """The noun phrase as a description of an actor of that kind."""
    plural = is_plural(head)
    return Phrase(left_edge(head, head.i), right_edge(head), head, "nominal", kind, plural=plural)
