"""What two aligned sentences are to each other: agree, differ in a slot, or conflict.

Two small models say how likely a conflict and a difference are; the slot of a difference is the first whose rule
holds. A difference in certainty alone is neither a conflict nor a slot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from rashomon import dates, quantities
from rashomon.align.sides import Sentence
from rashomon.model import Relation, Slot

CAUSE = re.compile(
    r"\b(?:because|due to|caus(?:es?|ed|ing)|blam(?:es?|ed|ing)|responsib\w+|result(?:s|ed|ing)? (?:of|from|in)|led to|"
    r"reasons?|motiv\w+|in order to|so that|accus\w+)\b",
    re.IGNORECASE,
)
SAME_QUOTE = 0.4  # share of a quotation's words in the other from which the two are one quotation


def relation(conflict: float, differ: float, *, bars: tuple[float, float]) -> Relation:
    """The relation, from the two probabilities and the least each must reach."""
    if conflict >= bars[0] and conflict / bars[0] >= differ / bars[1]:
        return "conflict"
    return "differ" if differ >= bars[1] else "agree"


def slot(a: Sentence, b: Sentence) -> Slot:
    """In what two sentences differ: the first slot whose rule holds, the cause if none does."""
    return next((name for name, rule in RULES if rule(a, b)), "cause")


def figures(a: Sentence, b: Sentence) -> bool:
    """They give figures for the same thing that cannot both be true."""
    return any(quantities.conflict(q, r) for q, r in product(a.quantities, b.quantities) if q.what and r.what)


def times(a: Sentence, b: Sentence) -> bool:
    """Both give dates, and none of the one fits any of the other."""
    return bool(a.times and b.times) and not any(map(dates.compatible, *zip(*product(a.times, b.times), strict=True)))


def wording(a: Sentence, b: Sentence) -> bool:
    """They quote the same words, not quite alike."""
    left, right = set(a.quoted), set(b.quoted)
    shorter = min(len(left), len(right))
    return shorter >= 3 and len(left & right) >= SAME_QUOTE * shorter


def numbers(a: Sentence, b: Sentence) -> bool:
    """Each gives a number the other does not."""
    return bool(a.quantities and b.quantities and a.numbers - b.numbers and b.numbers - a.numbers)


def causes(a: Sentence, b: Sentence) -> bool:
    """Both speak of a cause or a motive."""
    return bool(CAUSE.search(a.text) and CAUSE.search(b.text))


def places(a: Sentence, b: Sentence) -> bool:
    """Both name places, and none that the other names."""
    left, right = ({place for claim in s.claims for place in claim.places} for s in (a, b))
    return bool(left and right) and not left & right


def actors(a: Sentence, b: Sentence) -> bool:
    """Each names what the other does not."""
    return bool(a.names - set(b.stems) and b.names - set(a.stems))


RULES: tuple[tuple[Slot, Callable[[Sentence, Sentence], bool]], ...] = (
    ("quantity", figures), ("time", times), ("wording", wording), ("quantity", numbers),
    ("cause", causes), ("place", places), ("actor", actors),
)  # fmt: skip
