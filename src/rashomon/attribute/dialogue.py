"""Gives the lines of a conversation to its speakers: turns, who is addressed, who acts between two lines.

A line without a speaker goes to the likeliest of those who speak in the conversation, are called there or mentioned
near it, by a log-linear ranking over the sieves of Muzny, Fang, Chang and Jurafsky (2017) and the features of Elson and
McKeown (2010) and He, Barbosa and Kondrak (2013): who had the turn before last, who is called ("Listen, Moss."), whom
the narration between two lines is about. The weights are fitted by `training/dialogue.py`. It works on texts that
converse: where many quotations ask, or speak to a "you". In other texts a paragraph of quotation goes on with the last
speaker (see `quoted`). What it does not do: look ahead of the next two turns, and change its mind.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.attribute.figures import words_of
from rashomon.attribute.link import Draft, Held, Range
from rashomon.attribute.speakers import Cast
from rashomon.tokens import Tokens

LEAST = 4  # quotations of a text that converses
SHARE = 0.25  # of them ask or speak to somebody
GAP = 120  # words of narration that end a conversation
YOU = frozenset(("you", "your", "yours", "yourself", "ye", "thou", "thee", "thy"))
NARRATOR = "I"
NEAR = 250  # words of the text before a turn in which whoever is mentioned may be its speaker
# Fitted on LitBank's develop texts by `training/dialogue.py`.
WEIGHTS: Mapping[str, float] = {
    "spoke last": -0.55,
    "spoke last, then narration": 1.17,
    "spoke before last": 0.49,
    "speaks next": -0.41,
    "speaks after next": 0.37,
    "called": -0.81,
    "called before": 0.74,
    "called after": 0.53,
    "subject before": 0.56,
    "recent": 0.42,
    "turns": 0.75,
    "person": 0.53,
}

Parts = list[Range]


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one draft holds, who says them, if known, and whom they call by name."""

    draft: Draft
    parts: Parts
    paragraph: int
    voice: str | None = None
    called: tuple[tuple[str, Range], ...] = ()


def converses(words: Tokens, quotes: Sequence[Parts]) -> bool:
    """True if enough quotations of a text ask something, exclaim, or say "you"."""
    talking = sum(_speaks_to(words, parts) for parts in quotes)
    return len(quotes) >= LEAST and talking >= SHARE * len(quotes)


def _speaks_to(words: Tokens, parts: Parts) -> bool:
    said = [word for start, end in parts for word in words.lower[start:end]]
    return not YOU.isdisjoint(said) or said[-2:][0][-1:] in ("?", "!")


def settle(drafts: Sequence[Draft], cast: Cast) -> None:
    """Gives drafts whose speaker was guessed the likeliest speaker of their conversation, turn by turn."""
    for talk in talks(drafts, cast):
        for n in talk.open():
            choices = talk.choices(n)
            talk.give(n, max(choices, key=lambda name: score(choices[name])) if choices else None)


def score(features: Mapping[str, float]) -> float:
    """Log-linear score of a candidate, to be compared with that of another."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def talks(drafts: Sequence[Draft], cast: Cast) -> Iterator[Talk]:
    """The conversations of a text; open turns have a draft without a source."""
    turns = _turns(drafts, cast)
    for turn in turns:
        if turn.voice is None:
            turn.draft.source = turn.draft.shares = None
    mentions = sorted(_told(cast))
    people = {figure.name for figure in cast.figures if figure.label == "PERSON"}
    for run in _conversations(turns):
        yield Talk(run, cast, mentions, people)


class Mention(NamedTuple):
    """Somebody mentioned in the narration: where, by what name known, as a subject or not, and where so named.

    `acts` is False where the mention only says who speaks ("Moss asked").
    """

    at: int
    name: str
    subject: bool
    source: Range
    acts: bool


def _told(cast: Cast) -> Iterator[Mention]:
    """The people the narration mentions by name, description, pronoun or as "I"."""
    told = [(figure.start, figure, figure.subject) for figure in cast.figures]
    told += [(i, figure, cast.scene.words.dep[i].startswith("nsubj")) for i, figure in cast.pronouns.items()]
    for at, figure, subject in told:
        if at not in cast.scene.marks and figure.label in ("PERSON", "NOMINAL") and not figure.plural:
            named = figure.start, figure.end
            yield Mention(at, figure.name, subject, named, at not in cast.said)
    words = cast.scene.words
    for i, word in enumerate(words.lower):
        if word == "i" and words.pos[i] == "PRON" and i not in cast.scene.marks:
            yield Mention(i, NARRATOR, words.dep[i].startswith("nsubj"), (i, i + 1), i not in cast.said)


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns of one conversation, whom the narration of the whole text mentions, and who has a name."""

    turns: Sequence[Turn]
    cast: Cast
    mentions: Sequence[Mention]
    people: Collection[str]

    def open(self) -> Iterator[int]:
        """The turns nobody is known to speak, one after the other, as those before are given to somebody."""
        return (n for n, turn in enumerate(self.turns) if turn.voice is None)

    def choices(self, n: int) -> dict[str, dict[str, float]]:
        """The features of everybody who speaks in the conversation, is called there, or mentioned near the turn."""
        turn = self.turns[n]
        near = self._between(turn.parts[0][0] - NEAR, turn.parts[-1][1] + GAP // 2)
        called = [name for k in (n - 1, n, n + 1) for name in self._called(k)]
        names = [*(each.voice for each in self.turns if each.voice), *(mention.name for mention in near), *called]
        return {name: self._features(n, name) for name in dict.fromkeys(names)}

    def give(self, n: int, name: str | None) -> None:
        """Lets a turn share the speaker of another, or name its own where the text last named them."""
        turn = self.turns[n]
        turn.voice = name
        same = [k for k, each in enumerate(self.turns) if each.voice == name and each.draft is not turn.draft]
        if name is None or turn.draft.source or turn.draft.shares:
            return
        if same:
            turn.draft.shares = self.turns[min(same, key=lambda k: (abs(n - k), k))].draft
        else:
            turn.draft.source = self._source(n, name)

    def _source(self, n: int, name: str) -> Range | None:
        """Where somebody is named: in the narration nearest to a turn, else where a line calls them."""
        at = self.turns[n].parts[0][0]
        named = [(abs(mention.at - at), mention.source) for mention in self.mentions if mention.name == name]
        calls = (source for each in self.turns for called, source in each.called if called == name)
        return min(named)[1] if named else next(calls, None)

    def _features(self, n: int, name: str) -> dict[str, float]:
        """What speaks for somebody having a turn."""
        turn = self.turns[n]
        start = turn.parts[0][0]
        before = self._acting(self.turns[n - 1].parts[-1][1] if n else start - GAP, start)
        last, next_ = self._voice(n - 1) == name, self._voice(n + 1) == name
        return {
            "spoke last": float(last),
            "spoke last, then narration": float(last and bool(before)),
            "spoke before last": float(self._voice(n - 2) == name and not last),
            "speaks next": float(next_),
            "speaks after next": float(self._voice(n + 2) == name and not next_),
            "called": float(name in self._called(n)),
            "called before": float(name in self._called(n - 1)),
            "called after": float(name in self._called(n + 1)),
            "subject before": float(any(mention.name == name and mention.subject for mention in before)),
            "recent": -math.log1p(self._since(start, name)),
            "turns": math.log1p(sum(each.voice == name for each in self.turns)),
            "person": float(name == NARRATOR or name in self.people),
        }

    def _voice(self, n: int) -> str | None:
        return self.turns[n].voice if 0 <= n < len(self.turns) else None

    def _called(self, n: int) -> tuple[str, ...]:
        return tuple(name for name, _ in self.turns[n].called) if 0 <= n < len(self.turns) else ()

    def _between(self, start: int, end: int) -> list[Mention]:
        low, high = (bisect_left(self.mentions, at, key=lambda mention: mention.at) for at in (start, end))
        return list(self.mentions[low:high])

    def _acting(self, start: int, end: int) -> list[Mention]:
        return [mention for mention in self._between(start, end) if mention.acts]

    def _since(self, at: int, name: str) -> int:
        """How many others the narration has mentioned since it last mentioned somebody, as far as it is looked at."""
        others: set[str] = set()
        for mention in reversed(self._between(at - NEAR, at)):
            if mention.name == name:
                break
            others.add(mention.name)
        return len(others)


def _turns(drafts: Sequence[Draft], cast: Cast) -> list[Turn]:
    """The turns in text order."""
    held = Held(drafts)
    found: list[Turn] = []
    for parts in cast.scene.quotes:
        draft = next((d for d in held.over(parts[0]) if any(part in d.content for part in parts)), None)
        draft = draft or next(iter(held.over(parts[0])), None)
        if draft is None:
            continue
        here = cast.scene.paragraph[parts[0][0]]
        if found and found[-1].draft is draft and found[-1].paragraph == here:
            found[-1].parts.extend(parts)
            found[-1].called += tuple(cast.called(parts))
        else:
            found.append(Turn(draft, list(parts), here, _voice(draft, cast), tuple(cast.called(parts))))
    return found


def _voice(draft: Draft, cast: Cast) -> str | None:
    """The name or words of a draft's own source; None where it was guessed from its neighbours, or is not known."""
    if draft.guessed or draft.source is None:
        return None
    name, kind = cast.resolve(draft.source)
    return NARRATOR if kind == "author" else name or words_of(cast.doc, draft.source)


def _conversations(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    """Runs of turns with no long narration between them."""
    run: list[Turn] = []
    for turn in turns:
        if run and turn.parts[0][0] - run[-1].parts[-1][1] > GAP:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run
