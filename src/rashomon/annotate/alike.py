"""Names read alike all through one text: surnames left unmarked, and short names of bodies taken for people.

The reader sees one sentence at a time. Somebody called in full in one is the same by the surname in another, even
where that is a word too ("Brisk denied it"); and "Halden", in a text about Halden Mobility, is no person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "appos"))


def alike(doc: Doc, ents: Sequence[Span]) -> list[Span]:
    """The names with these mends, in text order."""
    surnames = {ent[-1].text for ent in ents if ent.label_ == "PERSON" and len(ent) > 1}
    people = surnames | {ent[0].text for ent in ents if ent.label_ == "PERSON" and len(ent) > 1}
    firms = {ent[0].text for ent in ents if ent.label_ == "ORG" and len(ent) > 1} - people
    named = [_as_body(ent) if ent.text in firms and ent.label_ == "PERSON" else ent for ent in ents]
    return sorted([*named, *_unmarked(doc, ents, surnames)], key=lambda ent: ent.start)


def _as_body(ent: Span) -> Span:
    return Span(ent.doc, ent.start, ent.end, label="ORG")


def _unmarked(doc: Doc, ents: Sequence[Span], surnames: set[str]) -> Iterator[Span]:
    """Words that stand where a name would and are a surname elsewhere in the text."""
    taken = {i for ent in ents for i in range(ent.start, ent.end)}
    wanted = {doc.vocab.strings[surname] for surname in surnames}
    found = [i for i, word in enumerate(doc.to_array("ORTH").tolist()) if word in wanted and i not in taken]
    for token in (doc[i] for i in found):
        if token.dep_ in ARGUMENTS and not _is_common(token):
            yield Span(doc, token.i, token.i + 1, label="PERSON")


def _is_common(token: Token) -> bool:
    """True for a word that is no bare name here ("the Hill", "Brisk winds")."""
    return not token.is_title or any(c.dep_ in ("det", "amod", "compound", "flat") for c in token.children)
