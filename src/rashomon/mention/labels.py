"""The words by which a clause describes someone, and the phrases it says are the same as them.

Found: appositions, predicate nominals and adjectives ("X was a hero", "X became one"), namings ("called X a thug", "X,
known as …", "X is said to be a spy"), and what people act as ("X served as mayor"). Denied and hypothetical
descriptions ("X is no hero", "would be a hero") are left out: they describe nobody. Sarcasm is taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.lexicon import noun_kind

NAMING = frozenset({
    "believe", "call", "dub", "label", "brand", "nickname", "deem", "consider", "term", "style", "describe", "hail",
    "know", "regard", "see", "portray", "depict", "characterize", "characterise", "condemn", "praise", "view", "cast",
    "paint", "decry", "declare", "denounce", "designate", "appoint", "assess", "elect", "identify", "name", "recall",
    "recognise", "recognize", "remember", "say", "think",
})  # fmt: skip
FEIGNING = frozenset({"disguise", "dress", "masquerade", "mistake", "pass", "pose", "pretend", "treat", "use"})
BECOMING = frozenset({"become", "remain", "stay"})
ENTERING = frozenset({"begin", "enter", "join", "leave", "quit", "start"})
POSITIONS = frozenset({"above", "below", "center", "centre", "left", "middle", "pictured", "right"})
"""Where somebody stands in a picture, which captions set beside the name."""
PERSONS = ("PERSON", "PER")
DENIALS = frozenset({"not", "n't", "n’t", "never", "no", "hardly"})


def appositions(head: Token) -> Iterator[Token]:
    """Heads of the phrases set beside this one as another word for it.

    What stands beyond the word that the phrase depends on is beside something else, whatever the parse says, and a
    person's name after "the chief of the Front, " or "the owner of the shop, " is the chief's or owner's.
    """
    for child in head.rights:
        if child.lower_ in POSITIONS and all(before.is_punct for before in child.lefts):
            continue
        if child.dep_ == "appos" and not head.i < head.head.i < child.i and not _is_chiefs(head, child):
            yield child
        elif child.dep_ in ("flat", "nmod:desc"):
            yield from appositions(child)
        elif child.dep_ == "nmod":
            yield from (other for other in child.rights if other.dep_ == "appos" and _is_chiefs(child, other))


def _is_chiefs(named: Token, beside: Token) -> bool:
    """True for a person's name set beside what a noun for a person is of ("chief of the Front, Moss")."""
    if named.dep_ != "nmod" or beside.ent_type_ not in PERSONS or noun_kind(named.head.lemma_) != "person":
        return False
    return named.ent_type_ not in ("", *PERSONS) or noun_kind(named.lemma_) in ("org", "place")


def predicates(head: Token) -> Iterator[Token]:
    """Heads of nouns and adjectives that the clause says its subject is, unless denied, asked or hypothetical."""
    if head.dep_ != "nsubj" or _unreal(head.head):
        return
    said = _predicate(head)
    if said is None or not _can_describe(said) or any(child.dep_ == "case" for child in said.children):
        return
    yield said
    yield from (child for child in said.rights if child.dep_ == "conj" and child.pos_ == said.pos_)


def _predicate(subject: Token) -> Token | None:
    """What a clause says its subject is or has become."""
    said = subject.head
    if said != subject and any(child.dep_ == "cop" for child in said.children):
        return said
    if said.lemma_.lower() in BECOMING:
        return next((child for child in said.rights if child.dep_ == "xcomp"), None)
    return None


def _can_describe(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or is_one_of(token)


def is_one_of(token: Token) -> bool:
    """True for the "one" of "one of the best soldiers", who is a soldier."""
    return token.lower_ == "one" and any(
        child.dep_ == "nmod" and child.left_edge.lower_ == "of" for child in token.rights
    )


def denied(said: Token) -> bool:
    """True for a predicate that is denied ("is no hero")."""
    return any(child.lower_ in DENIALS for child in said.children)


def _unreal(said: Token) -> bool:
    if denied(said):
        return True
    for child in said.children:
        if child.lower_ in ("if", "?", "as"):
            return True
        if child.dep_ == "aux" and child.lemma_.lower() not in ("be", "have", "'s", "’s", "do"):
            return True
    return False


def namings(head: Token) -> Iterator[Token]:
    """Heads of what a verb of naming says the phrase is: "called X a thug", "X was described as …", "X, known as …"."""
    relation = head.dep_
    if relation in ("obj", "nsubj:pass") and head.head.lemma_.lower() in NAMING:
        yield from _named_by(head.head, head)
    elif relation in ("nsubj", "nsubj:pass"):
        yield from _served_as(head.head)
    for child in head.rights:
        if child.dep_ == "acl" and child.lemma_.lower() in NAMING:
            yield from _named_by(child, head)


def _served_as(verb: Token) -> Iterator[Token]:
    """What a clause says its subject acts as ("served as mayor", "As mayor, she …"); an object takes the "as" to it.

    Not a body that one enters or leaves ("joined the Guard as a young man"), nor whom one names ("named her as …").
    """
    words = verb.lefts if verb.lemma_.lower() in NAMING else verb.children
    served = [child for child in words if child.dep_ == "obl" and _is_post(child)]
    if not served or verb.lemma_.lower() in FEIGNING or _unreal(verb):
        return
    if verb.lemma_.lower() in ENTERING or not any(child.dep_ == "obj" for child in verb.children):
        yield from served


def _is_post(token: Token) -> bool:
    """True for what one is by the clause: a noun for a person with "as"."""
    return token.pos_ in ("NOUN", "PROPN") and noun_kind(token.lemma_) == "person" and _with_as(token)


def _with_as(token: Token) -> bool:
    return any(child.lower_ == "as" and child.dep_ in ("case", "mark") for child in token.lefts)


def _named_by(verb: Token, head: Token) -> Iterator[Token]:
    negated = any(child.lower_ in ("not", "n't", "n’t", "never") for child in verb.children)
    for child in verb.rights:
        if negated or child == head or not _can_describe(child):
            continue
        if child.dep_ == "xcomp" or (child.dep_ in ("obl", "advcl") and _with_as(child)):
            yield child
