"""The record coreference works on: a noun phrase or pronoun that names or describes someone.

`mention` turns it into a Mention at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Span, Token

from rashomon.mention.labels import appositions, namings, predicates
from rashomon.model import ActorKind, Form


@dataclass(eq=False)
class Phrase:
    """A candidate mention: token range, head token, form, kind, number of its sentence; for a name, its proper part.

    `equals` are the heads of the words that are set beside the phrase or that a clause says it is, `descriptions`
    those of all words by which its clause describes it. `top` is the word by which it is tied to the rest: the head,
    or the title that the parse makes its head.
    """

    start: int
    end: int
    head: Token
    form: Form
    kind: ActorKind
    core: Span | None = None
    gender: str = ""
    plural: bool = False
    sentence: int = 0
    generation: str = ""
    nameless: bool = False
    equals: tuple[Token, ...] = field(init=False)
    descriptions: tuple[Token, ...] = field(init=False)
    top: Token = field(init=False)

    def __post_init__(self) -> None:
        """What the parse tells of the head, asked once: every phrase needs it."""
        self.equals = (*appositions(self.head), *predicates(self.head))
        self.descriptions = (*self.equals, *namings(self.head))
        self.top = self._top()

    @cached_property
    def words(self) -> str:
        """The text of the name proper, or of the whole phrase."""
        return self.core.text if self.core is not None else self.head.doc[self.start : self.end].text

    def _top(self) -> Token:
        token = self.head
        while self.start <= token.head.i < self.head.i and token.dep_ in ("appos", "flat", "compound"):
            token = token.head
        return token


def is_plural(token: Token) -> bool:
    """True if the noun is written in the plural."""
    number = token.morph.get("Number", [])
    if number:
        return "Plur" in number
    return token.tag_ in ("NNS", "NNPS") or (
        token.lower_ != token.lemma_.lower() and token.lower_.endswith(("s", "men", "people"))
    )
