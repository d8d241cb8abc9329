"""Which rule decided what two sentences are to each other, in words for a person.

The rules themselves are those of `relation`, which says itself which of them held.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.align.relation import RULES, in_words, may_conflict, one_voice, relation
from rashomon.align.sides import Sentence
from rashomon.model import Alignment

Chance = tuple[float, float]
"""How likely a relation is, and the bar from which it is chosen."""


def ruling(
    a: Sentence,
    b: Sentence,
    alignment: Alignment | None,
    *,
    chances: tuple[Chance, Chance],
    score: float,
    bar: float,
) -> Iterator[str]:
    """The sentences that say what decided; `chances` are those of a conflict and of a difference."""
    if alignment is None:
        yield _apart(score, bar)
    elif alignment.judgement:
        yield f"A person judged this pair (judgement {alignment.judgement})."
    elif alignment.model:
        yield f"The pair was in doubt, and the language model {alignment.model} decided."
    else:
        yield _relation(a, b, *chances, score=score)
        if alignment.slot:
            yield _slot(a, b, alignment)


def _apart(score: float, bar: float) -> str:
    if score < bar:
        return f"Not aligned: the score {score:.2f} is under the bar of {bar:.2f}."
    return f"Not aligned: the sentences belong together ({score:.2f}), but through other claims of theirs."


def _relation(a: Sentence, b: Sentence, conflict: Chance, differ: Chance, *, score: float) -> str:
    said_so = in_words(a, b, score)
    if said_so is not None:
        return said_so[1]
    shown = f"conflict {conflict[0]:.2f} (bar {conflict[1]:.2f}), difference {differ[0]:.2f} (bar {differ[1]:.2f})"
    if differ[0] < differ[1] and conflict[0] >= conflict[1] and one_voice(a, b):
        return f"Agreement, because a conflict needs two voices, and one source says both: {shown}."
    if differ[0] < differ[1] and conflict[0] >= conflict[1] and not may_conflict(a, b):
        return f"Agreement, because both only deny, or tell of an acquittal: {shown}."
    if conflict[0] < conflict[1] and differ[0] < differ[1]:
        return f"Agreement, because neither other chance reaches its bar: {shown}."
    bars = (conflict[1], differ[1])
    if differ[0] >= differ[1] and relation(a, b, conflict[0], differ[0], bars=bars, score=score) == "agree":
        return f"Agreement, because their figures for one thing can all be true: {shown}."
    return f"The chance that most exceeds its bar decides: {shown}."


def _slot(a: Sentence, b: Sentence, alignment: Alignment) -> str:
    held = next((rule for slot, rule in RULES if slot == alignment.slot and rule(a, b)), None)
    if held is None:
        return f"Slot {alignment.slot}: no rule holds, so it is what is left."
    sentence = (held.__doc__ or "").split("\n")[0].removesuffix(".")
    return f"Slot {alignment.slot}: {sentence[:1].lower()}{sentence[1:]}."
