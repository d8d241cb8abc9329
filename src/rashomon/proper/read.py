"""The words of a document as names are looked for in them: what entities tell of each, and whose names end where."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from rashomon.lexicon import country, given_gender, noun
from rashomon.model import ActorKind
from rashomon.names import BEFORE_OFFICES, TITLES, is_title
from rashomon.tokens import Tokens

KINDS: dict[str, ActorKind] = {
    "PERSON": "person", "PER": "person", "ORG": "org", "LOC": "place", "GPE": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip

HYPHENS = frozenset({"-", "‐", "‑"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})

# Offices that "Mr" and "Madam" stand before; after another word of the kind they are no surname either.
ADDRESSED = frozenset({
    "ambassador", "attorney", "chair", "chairman", "chairwoman", "chancellor", "commissioner", "director", "mayor",
    "minister", "premier", "president", "prime", "secretary", "speaker", "vice", "vice-president",
})  # fmt: skip


class Read(Tokens):
    """The tokens of a document as names are looked for."""

    @cached_property
    def kinds(self) -> list[ActorKind | None]:
        """What kind of actor the entity of each token names."""
        return [KINDS.get(label) for label in self.ent_type]

    @cached_property
    def opens(self) -> list[bool]:
        """True where a name may begin: at a capital or in an entity."""
        text = self.text
        return [label != "" or text[at].isupper() for at, label in zip(self.starts, self.ent_type, strict=True)]

    @cached_property
    def surnames(self) -> set[str]:
        """The last words of persons' names of several words."""
        return {self.doc[i].text for i in range(len(self.starts)) if ends_person(self, i)}

    @cached_property
    def uncapitalised(self) -> set[str]:
        """The words that stand without a capital somewhere."""
        text = self.text
        return {word for word, at in zip(self.lower, self.starts, strict=True) if text[at].islower()}

    @cached_property
    def people(self) -> set[str]:
        """Every word of a person's name."""
        return {self.written(i, i + 1) for i, kind in enumerate(self.kinds) if kind == "person"}


def ends_person(read: Read, i: int) -> bool:
    """True for the last word of what an entity has as a person's name, after a name or "Mr.", "Rep." and their like."""
    doc, before = read.doc, read.lower[i - 1] if i else ""
    if read.kinds[i] != "person" or doc[i].ent_iob_ != "I" or goes_on(doc, i):
        return False
    if is_title(before):
        called = before.endswith(".") or TITLES.get(before) == ""
        return called and not read.lower[i].endswith(".") and read.lower[i] not in ADDRESSED
    named = bool(given_gender(before)) or (noun(before) is None and country(before) is None)
    return named and doc[i - 1].text[:1].isupper() and before not in BEFORE_OFFICES


def goes_on(doc: Doc, i: int) -> bool:
    """True where the entity of token `i` has the next token too."""
    return i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I"
