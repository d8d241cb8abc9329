"""Accounts made of nothing but mentions, for tests of what reads mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rashomon.model import Account, Mention, Reading, Span


@dataclass
class Telling:
    """An account under construction: each call of `say` adds one mention and a full stop."""

    ident: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)

    def say(self, words: str, form: str, kind: str, *, of: int | None = None, label: str = "", **more: Any) -> Telling:
        """Adds a mention; `of` is the number of its antecedent, `label` the words it begins with that describe."""
        start = len(self.text)
        span = Span(self.ident, start, start + len(words))
        labels: tuple[Span, ...] = (Span(self.ident, start, start + len(label)),) if label else ()
        if form == "nominal":
            labels = (span,)
        head = words.lower().split()[-1]
        antecedent = None if of is None else self.mentions[of].span
        self.mentions.append(Mention(span, form, kind, head, antecedent=antecedent, labels=labels, **more))  # type: ignore[arg-type]
        self.text += words + ". "
        return self

    def person(self, words: str, *, label: str = "", **more: Any) -> Telling:
        """Adds a person's name."""
        return self.say(words, "name", "person", label=label, **more)

    def body(self, words: str, kind: str = "org", **more: Any) -> Telling:
        """Adds the name of an organisation, place or group."""
        return self.say(words, "name", kind, **more)

    @property
    def account(self) -> Account:
        """The account as told so far."""
        return Account(self.ident, f"{self.ident}.txt", self.text, "")

    @property
    def reading(self) -> Reading:
        """The account's mentions as a reading."""
        return Reading(self.ident, mentions=tuple(self.mentions))
