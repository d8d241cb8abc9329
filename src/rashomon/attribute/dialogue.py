"""Gives the lines of a conversation to its speakers: turns, who is addressed, who acts between two lines.

After the sieves of Muzny, Fang, Chang and Jurafsky (2017) and the features of Elson and McKeown (2010) and He, Barbosa
and Kondrak (2013): a line without a speaker belongs to the one who had the turn before last; nobody speaks to
themselves, so a name called inside a line ("Listen, Moss.") is not its speaker, and likely that of a neighbouring line.
It works on texts that converse: where many quotations ask, or speak to a "you". In other texts a paragraph of
quotation goes on with the last speaker (see `quoted`). What it does not do: conversations of three or more without
cues, where the two last heard are taken to go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from rashomon.attribute.link import Draft, Held, Range
from rashomon.attribute.speakers import Cast

LEAST = 4  # quotations of a text that converses
SHARE = 0.25  # of them ask or speak to somebody
GAP = 120  # words of narration that end a conversation
YOU = frozenset(("you", "your", "yours", "yourself", "ye", "thou", "thee", "thy"))
NARRATOR = "I"

Parts = list[Range]


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one draft holds, who says them, if known, and whom they call by name."""

    draft: Draft
    parts: Parts
    paragraph: int
    voice: str | None = None
    called: tuple[tuple[str, Range], ...] = ()


def converses(doc: Doc, quotes: Sequence[Parts]) -> bool:
    """True if enough quotations of a text ask something, exclaim, or say "you"."""
    talking = sum(_speaks_to(doc, parts) for parts in quotes)
    return len(quotes) >= LEAST and talking >= SHARE * len(quotes)


def _speaks_to(doc: Doc, parts: Parts) -> bool:
    words = [token for start, end in parts for token in doc[start:end]]
    return any(t.lower_ in YOU for t in words) or words[-2:][0].text[-1:] in ("?", "!")


def settle(drafts: Sequence[Draft], cast: Cast) -> None:
    """Makes drafts whose speaker was guessed share the speaker whose turn it is."""
    for talk in _conversations(_turns(drafts, cast)):
        last = len(talk) - 1
        for n, turn in enumerate(talk):
            if turn.voice is None:
                turn.draft.source = turn.draft.shares = None
                _assign(turn, _other(talk, n, range(n - 1, -1, -1)))
                _answer(turn, talk[max(0, n - 1)])
        for n in range(last, -1, -1):
            _assign(talk[n], _other(talk, n, range(n + 1, last + 1)))
            _answer(talk[n], talk[min(n + 1, last)])


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
    return NARRATOR if kind == "author" else name


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


def _other(talk: Sequence[Turn], n: int, places: range) -> Turn | None:
    """The nearest turn on one side by somebody else than the neighbour there, and than whom the line calls."""
    neighbour = talk[places[0]].voice if places else None
    if neighbour is None:
        return None
    others = {None, neighbour, *(name for name, _ in talk[n].called)}
    return next((talk[m] for m in places if talk[m].voice not in others), None)


def _assign(turn: Turn, other: Turn | None) -> None:
    """Lets an open line share the speaker of another."""
    if turn.voice is None and other is not None:
        turn.draft.shares, turn.voice = other.draft, other.voice


def _answer(turn: Turn, near: Turn) -> None:
    """Gives an open line to whom a neighbouring line calls by name, if it does not call them itself."""
    own = {near.voice, *(name for name, _ in turn.called)}
    if turn.voice is None and near is not turn:
        turn.voice, turn.draft.source = next((each for each in near.called if each[0] not in own), (None, None))
