"""Scores whom a third-person pronoun stands for, by what the text shows of each candidate.

Salience (Lappin and Leass 1994) as a log-linear ranking of candidates (Denis and Baldridge 2008): where, how and how
often somebody was mentioned, which pronouns have taken them up, and, for a pronoun that says who speaks, whose turn it
was. In texts that converse some of it weighs otherwise. The weights (salience.json) are fitted by
`training/salience.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, compress
from typing import cast

from spacy.tokens import Token

from rashomon.attribute.figures import NAMES, Figure
from rashomon.attribute.link import Draft, Range
from rashomon.tokens import Tokens

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
KINDS = (
    "subject", "person", "definite", "pronoun", "possessive", "gender known", "taken up", "taken up otherwise",
)  # fmt: skip
TURNS = 2  # turns back that are told apart


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands where in an account, token by token: words, paragraphs, quotations, turns, and who speaks.

    `told` counts the sentences begun outside quotations, `turn` the paragraphs with a quotation; `voices` has the
    turn of each source of a quotation or report, `sayings` what it says.
    """

    words: Tokens
    told: Sequence[int]
    paragraph: Sequence[int]
    turn: Sequence[int]
    quotes: Sequence[Sequence[Range]]
    marks: set[int]
    voices: Mapping[Range, int]
    sayings: Mapping[Range, Sequence[Range]]
    talk: bool


def scene(
    words: Tokens, drafts: Sequence[Draft], quotes: Sequence[Sequence[Range]], paragraph: Sequence[int], *, talk: bool
) -> Scene:
    """The scene of a document with the attributions found so far."""
    marks = {i for parts in quotes for part in parts for i in range(*part)}
    opened = {paragraph[parts[0][0]]: parts[0][0] for parts in reversed(quotes)}
    begins = [0] * len(paragraph)
    for at in opened.values():
        begins[at] = 1
    turn = list(accumulate(begins))
    voices: dict[Range, int] = {}
    sayings: dict[Range, list[Range]] = {}
    for draft in drafts:
        start = min(draft.content)[0]
        if draft.source and not draft.guessed:
            voices.setdefault(draft.source, turn[start if start in marks else draft.source[0]])
            sayings.setdefault(draft.source, []).extend(draft.content)
    told = accumulate([begins and i not in marks for i, begins in enumerate(words.begins)])
    return Scene(words, list(told), paragraph, turn, quotes, marks, voices, sayings, talk)


@dataclass(slots=True)
class Standing:
    """How present somebody is at a point of the text.

    The first and last mention, and whether the last was a subject; how many mentions; how often "he" and "she" took
    them up; and the turn they last spoke in.
    """

    figure: Figure
    first: int
    token: int
    subject: bool
    count: int = 0
    he: int = 0
    she: int = 0
    spoke: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun, the turn it says the speaker of, if it does, and who is called by name in that turn and the last."""

    token: Token
    turn: int | None
    called: Collection[str] = ()
    called_before: Collection[str] = ()


def score(features: Mapping[str, float]) -> float:
    """Log-linear score of a candidate, to be compared with that of another."""
    known = weights()
    return sum([known[name] * value for name, value in features.items() if name in known])


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights by feature."""
    return cast(Mapping[str, float], json.loads(files(__package__).joinpath("salience.json").read_text("utf-8")))


def features(scene: Scene, asked: Question, seen: Standing, rank: int) -> dict[str, float]:
    """What speaks for a candidate, and how much; `rank` counts the candidates mentioned since."""
    found = _place(scene, asked.token.i, seen, rank)
    found["often"] = math.log(seen.count)
    found |= dict.fromkeys((*_kind(scene.words, asked.token.i, seen), *_turns(scene, asked, seen)), 1.0)
    if scene.talk:
        found |= {f"talk {name}": found[name] for name in ("voice", "often", "paragraph")}
    return found


def _place(scene: Scene, here: int, seen: Standing, rank: int) -> dict[str, float]:
    """Distance of the last mention, and whether both stand in one voice, inside quotations or outside."""
    there, marks = seen.token, scene.marks
    sentences = scene.words.sentence[here] - scene.words.sentence[there]
    return {
        "sentences": -math.log1p(sentences),
        "same sentence": not sentences,
        "paragraph": scene.paragraph[here] == scene.paragraph[there],
        "rank": -math.log1p(rank),
        "voice": (here in marks) == (there in marks),
    }


def _kind(words: Tokens, at: int, seen: Standing) -> list[str]:
    """Who it is, how last mentioned, and whether the same or the other pronoun has taken them up."""
    figure, word = seen.figure, words.lower[at]
    he, she = word in HE, word in SHE
    same, other = (seen.he, seen.she) if he else (seen.she, seen.he)
    holds = (
        seen.subject,
        figure.label == "PERSON",
        figure.label not in NAMES and words.lower[figure.start] in ("the", "this", "that"),
        words.pos[seen.token] == "PRON",
        words.dep[seen.token] == "nmod:poss",
        figure.he is not None,
        (he or she) and same > 0,
        (he or she) and other > 0,
    )
    return list(compress(KINDS, holds))


def _turns(scene: Scene, asked: Question, seen: Standing) -> Iterator[str]:
    """For a speaker: how many turns ago the candidate spoke, and whether somebody calls them by name."""
    if asked.turn is None:
        return
    ago = None if seen.spoke is None else asked.turn - seen.spoke
    yield "spoke never" if ago is None else f"spoke {ago} ago" if 0 <= ago <= TURNS else "spoke long ago"
    if scene.talk and seen.figure.name in asked.called:
        yield "talk called"
    if scene.talk and seen.figure.name in asked.called_before:
        yield "talk called before"
