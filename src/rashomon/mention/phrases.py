"""Noun phrases that name or describe someone: names from the entities, nominals from the parse, pronouns.

A phrase is the record coreference works on; `mention` turns it into a Mention at the end. Heads and relations are
Universal Dependencies. What the entity tagger misses is not found here, except countries' adjectives and peoples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from rashomon.lexicon import country, noun
from rashomon.model import ActorKind, Form
from rashomon.names import TITLES

KINDS: dict[str, ActorKind] = {
    "PERSON": "person", "PER": "person", "ORG": "org", "LOC": "place", "GPE": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
PREMODIFIERS = {
    "det",
    "amod",
    "compound",
    "nmod:poss",
    "nummod",
    "nmod:desc",
    "nmod:unmarked",
    "flat",
    "det:predet",
    "nmod",
}
NOT_HEADS = {"compound", "fixed", "flat", "nmod:desc", "goeswith", "reparandum", "dep", "nmod:unmarked", "obl:unmarked"}
SINGULAR_PERSON = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
FIRST = {"i", "me", "my", "mine", "myself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
NEUTER = {"it", "its", "itself"}
RELATIVE = {"who", "whom", "whose", "which", "that"}
# What governments do; a capital that does it is the government.
STATECRAFT = frozenset(
    {"accuse", "acknowledge", "admit", "agree", "announce", "argue", "ask", "back", "ban", "blame", "call"}
    | {"claim", "condemn", "confirm", "consider", "decide", "declare", "demand", "denounce", "deny", "deploy"}
    | {"dismiss", "expect", "expel", "fear", "hope", "impose", "insist", "intend", "issue", "launch", "lift"}
    | {"maintain", "offer", "order", "plan", "pledge", "promise", "propose", "protest", "pull", "refuse", "reject"}
    | {"respond", "retaliate", "sanction", "say", "see", "seek", "send", "sever", "sign", "summon", "support"}
    | {"threaten", "try", "urge", "vow", "want", "warn", "withdraw"}
)
LONGEST_TAIL = 12


@dataclass(eq=False)
class Phrase:
    """A candidate mention: token range, head token, form and kind; for a name, the token range of the name proper."""

    start: int
    end: int
    head: Token
    form: Form
    kind: ActorKind
    core: Span | None = None
    gender: str = ""
    plural: bool = False
    labels: list[tuple[int, int]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text of the name proper, or of the whole phrase."""
        return self.core.text if self.core is not None else self.head.doc[self.start : self.end].text


def phrases(doc: Doc, sentences: list[Span]) -> list[Phrase]:
    """Every name, nominal and pronoun of the sentences in text order; an outer phrase before those nested in it."""
    found: dict[int, Phrase] = {}
    taken: set[int] = set()
    for phrase in _names(doc, sentences):
        found[phrase.head.i] = phrase
        taken.update(range(phrase.core.start, phrase.core.end) if phrase.core else ())
    for phrase in _peoples(sentences, taken):
        found.setdefault(phrase.head.i, phrase)
        taken.update(range(phrase.core.start, phrase.core.end) if phrase.core else ())
    for sentence in sentences:
        for token in sentence:
            other = None if token.i in taken else _pronoun(token) or _nominal(token)
            if other is not None:
                found.setdefault(token.i, other)
    return sorted(found.values(), key=lambda phrase: (phrase.start, -phrase.end))


def _names(doc: Doc, sentences: list[Span]) -> Iterator[Phrase]:
    inside = {token.i for sentence in sentences for token in sentence}
    for ent in doc.ents:
        kind = KINDS.get(ent.label_)
        if kind is None or ent.start not in inside:
            continue
        core = _proper(ent, kind)
        head = core.root
        if kind == "group" and head.dep_ in ("amod", "compound") and country(core.text):
            kind = "place"
        if kind == "place" and _stands_for_government(core):
            kind = "org"
        yield Phrase(left_edge(head, core.start), core.end, head, "name", kind, core, plural=kind == "group")


def _proper(ent: Span, kind: ActorKind) -> Span:
    """The entity less determiners, possessive endings and, for a person, leading titles."""
    start, end = ent.start, ent.end
    while start + 1 < end and (
        ent.doc[start].lower_ in ("the", "a", "an") or (kind == "person" and is_title(ent.doc[start]))
    ):
        start += 1
    while end - 1 > start and ent.doc[end - 1].lower_ in ("'s", "’s", "'", "’"):
        end -= 1
    return ent.doc[start:end]


def is_title(token: Token) -> bool:
    """True for "Gen.", "Minister" and the like: an abbreviated title or a noun for a person."""
    word = token.lower_.rstrip(".")
    if word in TITLES:
        return True
    found = noun(word)
    return (
        found is not None
        and found.kind == "person"
        and token.pos_ in ("NOUN", "PROPN")
        and token.i + 1 < len(token.doc)
    )


def _stands_for_government(core: Span) -> bool:
    """A capital that acts ("X said", "X's plan", "talks with X") is the seat of power, not the city."""
    found = country(core.text)
    if found is None or found.form != "capital":
        return False
    head, verb = core.root, core.root.head.lemma_.lower()
    cases = {child.lower_ for child in head.children if child.dep_ == "case"}
    if head.dep_ in ("nsubj", "nsubj:pass"):
        return verb in STATECRAFT
    return head.dep_ == "obl:agent" or bool(cases & {"with", "against", "between"})


def left_edge(head: Token, start: int) -> int:
    """The first token of the noun phrase of `head` whose name proper begins at `start`, going left without a gap."""
    edge = min(start, head.i)
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.i >= edge:
            continue
        if child.dep_ not in PREMODIFIERS or any(t.dep_ == "case" and t.i < child.i for t in child.lefts):
            break
        if child.right_edge.i != edge - 1:
            break
        edge = child.left_edge.i
    return edge


def _peoples(sentences: list[Span], taken: set[int]) -> Iterator[Phrase]:
    """Countries' adjectives and peoples that no entity covers ("a Danish ship", "two North Koreans")."""
    for sentence in sentences:
        for token in sentence:
            for size in (2, 1):
                core = token.doc[token.i : token.i + size]
                found = country(core.text) if core.text[:1].isupper() and token.i + size <= sentence.end else None
                if found and found.form != "capital" and not taken & set(range(core.start, core.end)):
                    yield _people(core)
                    taken.update(range(core.start, core.end))
                    break


def _people(core: Span) -> Phrase:
    head = core.root
    found = country(core.text)
    if head.dep_ in ("amod", "compound", "nmod:desc", "nmod") or (found is not None and found.form == "name"):
        return Phrase(core.start, core.end, head, "name", "place", core)
    return Phrase(left_edge(head, core.start), core.end, head, "name", "group", core, plural=True)


def _nominal(token: Token) -> Phrase | None:
    """A common noun that mostly names people, an organisation, a group, a place or a craft, with its noun phrase."""
    found = noun(token.lemma_) if token.pos_ == "NOUN" and token.dep_ not in NOT_HEADS else None
    if found is None:
        return None
    plural = is_plural(token)
    kind: ActorKind = "group" if plural and found.kind == "person" else found.kind
    return Phrase(
        left_edge(token, token.i), right_edge(token), token, "nominal", kind, gender=found.gender, plural=plural
    )


def is_plural(token: Token) -> bool:
    """True if the noun is written in the plural."""
    number = token.morph.get("Number", [])
    if number:
        return "Plur" in number
    return token.tag_ in ("NNS", "NNPS") or (
        token.lower_ != token.lemma_.lower() and token.lower_.endswith(("s", "men", "people"))
    )


def right_edge(head: Token) -> int:
    """One past the last token of the phrase: the head, what is compounded to it, and complements with "of"."""
    edge = head.i + 1
    for child in head.rights:
        joined = child.dep_ in ("flat", "compound", "nmod:unmarked", "fixed") and child.i == edge
        of = child.dep_ == "nmod" and child.left_edge.i == edge and child.left_edge.lower_ == "of"
        if not joined and not of:
            break
        end = _short_end(child)
        if end - head.i > LONGEST_TAIL:
            break
        edge = end
    return edge


def _short_end(token: Token) -> int:
    """One past the end of a complement, its own clauses and appositions left out."""
    end = (
        max(token.i, *(child.right_edge.i for child in token.lefts), token.i) + 1 if list(token.lefts) else token.i + 1
    )
    for child in token.rights:
        if child.dep_ not in ("flat", "compound", "nmod", "nmod:unmarked", "fixed", "conj") or child.left_edge.i != end:
            break
        end = child.right_edge.i + 1 if child.dep_ == "conj" else _short_end(child)
    return end


def _pronoun(token: Token) -> Phrase | None:
    word = token.lower_
    if token.pos_ not in ("PRON", "DET") or token.dep_ == "expl":
        return None
    if word in SINGULAR_PERSON:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person", gender=SINGULAR_PERSON[word])
    if word in FIRST:
        return Phrase(token.i, token.i + 1, token, "pronoun", "person")
    if word in PLURAL:
        return Phrase(token.i, token.i + 1, token, "pronoun", "group", plural=True)
    if word in NEUTER or (word in RELATIVE and relative_head(token) is not None):
        return Phrase(token.i, token.i + 1, token, "pronoun", "other")
    return None


def relative_head(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for: what its clause modifies."""
    clause = token.head
    while clause.dep_ not in ("acl:relcl", "acl") and clause.head != clause and clause.i > token.i - 1:
        clause = clause.head
    return clause.head if clause.dep_ in ("acl:relcl", "acl") and clause.head.i < token.i else None
