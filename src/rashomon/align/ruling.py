"""Which rule decided what two sentences are to each other, in words for a person.

The rules themselves are those of `relation`, which says itself which of them held, and of `slots`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.align.relation import in_words, may_conflict, one_voice, undisputed
from rashomon.align.sides import Sentence
from rashomon.align.slots import RULES
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
        yield _relation(a, b, alignment, *chances, score=score)
        if alignment.slot:
            yield _slot(a, b, alignment)


def _apart(score: float, bar: float) -> str:
    if score < bar:
        return f"Not aligned: the score {score:.2f} is under the bar of {bar:.2f}."
    return (
        f"Not aligned: the sentences belong together ({score:.2f}), but through other claims of theirs, or the two"
        " accounts say both in the same words, or one is in a language that is not read."
    )


def _relation(a: Sentence, b: Sentence, alignment: Alignment, conflict: Chance, differ: Chance, *, score: float) -> str:
    said_so = in_words(a, b, score)
    if said_so is not None and said_so[0] == alignment.relation:
        return said_so[1]
    shown = f"conflict {conflict[0]:.2f} (bar {conflict[1]:.2f}), difference {differ[0]:.2f} (bar {differ[1]:.2f})"
    if alignment.relation != "agree":
        return f"The chance that most exceeds its bar decides: {shown}."
    doubted = said_so is not None or conflict[0] >= conflict[1]
    return f"Agreement, because {_why_agree(a, b, alignment, doubted=doubted, differ=differ)}: {shown}."


def _why_agree(a: Sentence, b: Sentence, alignment: Alignment, *, doubted: bool, differ: Chance) -> str:
    """What keeps a pair from being a difference, or from being the conflict that words or models make of it."""
    if differ[0] >= differ[1] and (settled := undisputed(a, b)):
        return settled
    if not doubted and differ[0] < differ[1]:
        return "neither other chance reaches its bar"
    if not may_conflict(a, b):
        both = "one source says both" if one_voice(a, b) else "both only deny, or tell of an acquittal"
        return f"a conflict needs two voices, of which one asserts something, and {both}"
    denying = [claim.id for claim in (*a.claims, *b.claims) if claim.polarity == "denies"]
    if alignment.a in denying and alignment.b in denying:
        return "these two claims both deny"
    if len(a.claims) == len(b.claims) == 1:
        return "neither denies anything, and the pair is a doubtful one"
    return "what is opposed is said in other claims"


def _slot(a: Sentence, b: Sentence, alignment: Alignment) -> str:
    held = next((rule for slot, rule in RULES if slot == alignment.slot and rule(a, b)), None)
    if held is None:
        return f"Slot {alignment.slot}: no rule holds, so it is what is left."
    sentence = (held.__doc__ or "").split("\n")[0].removesuffix(".")
    return f"Slot {alignment.slot}: {sentence[:1].lower()}{sentence[1:]}."
