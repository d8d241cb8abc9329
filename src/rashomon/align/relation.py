"""What two aligned sentences are to each other: agree, differ in a slot, or conflict.

Two small models say how likely a conflict and a difference are; the slot of a difference is found by rules over
numbers, dates, quotations, names and causes. A difference in certainty alone is neither a conflict nor a slot.
"""

from __future__ import annotations

import re

from rashomon import dates
from rashomon.align.sides import Sentence
from rashomon.model import Relation, Slot

CAUSE = re.compile(
    r"\b(?:because|due to|caused?|causing|blamed?|responsib\w+|result(?:ed|s|ing)? (?:of|from|in)|led to|after)\b", re.I
)


def relation(conflict: float, differ: float, *, bars: tuple[float, float]) -> Relation:
    """The relation, from the two probabilities and the least each must reach."""
    if conflict >= bars[0] and conflict / bars[0] >= differ / bars[1]:
        return "conflict"
    return "differ" if differ >= bars[1] else "agree"


def slot(a: Sentence, b: Sentence) -> Slot:
    """In what two sentences differ: the first slot in which each has what the other lacks."""
    if a.numbers - b.numbers and b.numbers - a.numbers:
        return "quantity"
    if a.times and b.times and not any(dates.compatible(s, t) for s in a.times for t in b.times):
        return "time"
    if _share(a.quoted, b.quoted) >= 0.4:
        return "wording"
    if CAUSE.search(a.text) and CAUSE.search(b.text):
        return "cause"
    if a.names - set(b.stems) and b.names - set(a.stems):
        return "actor"
    return "wording" if a.quoted and b.quoted else "cause"


def _share(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of the shorter quotation's words that stand in the other."""
    if min(len(left), len(right)) < 3:
        return 0.0
    return len(set(left) & set(right)) / min(len(set(left)), len(set(right)))
