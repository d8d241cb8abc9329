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
from itertools import accumulate
from typing import cast

from spacy.tokens import Token

from rashomon.attribute.figures import NAMES, Figure
from rashomon.attribute.link import Draft, Range
from rashomon.attribute.words import Words

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
TURNS = 2  # turns back that are told apart


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands where in an account, token by token: words, paragraphs, quotations, turns, and who speaks.

    `told` counts the sentences begun outside quotations, `turn` the paragraphs with a quotation; `voices` has the
    turn of each source of a quotation or report.
    """

    words: Words
    told: Sequence[int]
    paragraph: Sequence[int]
    turn: Sequence[int]
    quotes: Sequence[Sequence[Range]]
    marks: set[int]
    voices: Mapping[Range, int]
    talk: bool


def scene(
    words: Words, drafts: Sequence[Draft], quotes: Sequence[Sequence[Range]], paragraph: Sequence[int], *, talk: bool
) -> Scene:
    """The scene of a document with the attributions found so far."""
    marks = {i for parts in quotes for part in parts for i in range(*part)}
    opened = {paragraph[parts[0][0]]: parts[0][0] for parts in reversed(quotes)}
    begins = [0] * len(paragraph)
    for at in opened.values():
        begins[at] = 1
    turn = list(accumulate(begins))
    voices: dict[Range, int] = {}
    for draft in drafts:
        start = min(draft.content)[0]
        if draft.source and not draft.guessed:
            voices.setdefault(draft.source, turn[start if start in marks else draft.source[0]])
    told = accumulate([begins and i not in marks for i, begins in enumerate(words.begins)])
    return Scene(words, list(told), paragraph, turn, quotes, marks, voices, talk)


@dataclass(slots=True)
class Standing:
    """How present somebody is at a point of the text.

    The last mention, and whether it was a subject; how many mentions; how often "he" and "she" took them up; and the
    turn they last spoke in.
    """

    figure: Figure
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
    return sum([known.get(name, 0.0) * value for name, value in features.items()])


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights by feature."""
    return cast(Mapping[str, float], json.loads(files(__package__).joinpath("salience.json").read_text("utf-8")))


def features(scene: Scene, asked: Question, seen: Standing, rank: int) -> dict[str, float]:
    """What speaks for a candidate; `rank` counts the candidates mentioned since."""
    found = {
        **_place(scene, asked.token, seen, rank),
        **_kind(scene.words, asked.token.i, seen),
        **dict.fromkeys(_turns(scene, asked, seen), 1.0),
    }
    if scene.talk:
        found |= {f"talk {name}": found[name] for name in ("voice", "often", "paragraph")}
    return found


def _place(scene: Scene, token: Token, seen: Standing, rank: int) -> dict[str, float]:
    """Distance of the last mention, and whether both stand in one voice, inside quotations or outside."""
    here, there = token.i, seen.token
    sentences = scene.words.sentence[here] - scene.words.sentence[there]
    return {
        "sentences": -math.log1p(sentences),
        "same sentence": float(not sentences),
        "paragraph": float(scene.paragraph[here] == scene.paragraph[there]),
        "rank": -math.log1p(rank),
        "voice": float((here in scene.marks) == (there in scene.marks)),
    }


def _kind(words: Words, at: int, seen: Standing) -> dict[str, float]:
    """Who it is, how often and how last mentioned, and whether the same or the other pronoun has taken them up."""
    he = words.lower[at] in HE
    same, other = (seen.he, seen.she) if he else (seen.she, seen.he)
    gendered = he or words.lower[at] in SHE
    described = seen.figure.label not in NAMES
    return {
        "subject": float(seen.subject),
        "often": math.log(seen.count),
        "person": float(seen.figure.label == "PERSON"),
        "definite": float(described and words.lower[seen.figure.start] in ("the", "this", "that")),
        "pronoun": float(words.pos[seen.token] == "PRON"),
        "possessive": float(words.dep[seen.token] == "nmod:poss"),
        "gender known": float(seen.figure.he is not None),
        "taken up": float(gendered and same > 0),
        "taken up otherwise": float(gendered and other > 0),
    }


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
