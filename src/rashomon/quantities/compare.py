"""Whether two quantities can both be true: the semantics that alignments are made and explained with.

The docstring of each rule below is the sentence a reader is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import permutations
from typing import Final, Literal, NamedTuple, Protocol

from rashomon.lexicon import kin
from rashomon.model import Bound
from rashomon.quantities.counted import FATES
from rashomon.quantities.units import TIMES, UNITS, convert

ABOUT: Final = 0.1
"""How far, relative to it, "about" reaches to each side; half as far where both say "about"."""
ALIKE: Final = 3.0
"""How many times one another two measures in different units may be for one thing ("4 years" and "3 weeks" are not)."""
OPEN: Final = 10.0
"""How many times its number "at least" (or "up to") still covers: nobody calls two hundred "at least 19"."""
CONVERTED: Final = 0.1
"""How far a figure may be off that was converted between units: writers round what they convert."""
ROUND: Final = 0.05
"""How far a number of one significant digit is taken to be rounded ("600" for 608)."""
LEFT_OUT: Final = 0.25
"""How much of its unit a whole length of time may leave out ("two hours" for two hours and ten minutes)."""

PEOPLE: Final = frozenset({
    "civilian", "soldier", "troop", "man", "woman", "child", "fighter", "militant", "rebel", "protester",
    "protestor", "demonstrator", "passenger", "worker", "employee", "resident", "student", "pupil", "migrant",
    "refugee", "official", "officer", "policeman", "guard", "patient", "prisoner", "hostage", "detainee",
    "journalist", "voter", "citizen", "teacher", "doctor", "medic", "nurse", "villager", "insurgent", "terrorist",
    "gunman", "attacker", "combatant", "serviceman", "servicewoman", "marine", "sailor", "pilot", "tourist",
    "pilgrim", "worshipper", "baby", "infant", "boy", "girl", "family", "member", "adult", "volunteer", "activist",
    "supporter", "follower", "participant", "marcher", "survivor", "witness", "user", "customer", "youth",
    "teenager", "player", "settler", "farmer", "miner", "driver", "crewman", "contractor", "diplomat", "personnel",
    "staff", "crew", "police", "mourner", "policewoman", "cop", "kid", "inmate", "inhabitant",
})  # fmt: skip
"""Words that count people of one kind."""
TOLLS: Final = tuple(people | things for people, things in FATES)
"""The dead, the injured, the missing and so on are each a count of their own, whoever they are."""
GENERIC: Final = frozenset({
    "person", "individual", "human", "life", "victim", "casualty", "soul", "other",
}).union(*TOLLS)  # fmt: skip
"""Words that count people without saying which."""


class Measured(Protocol):
    """What is compared: `model.Quantity` and `QuantityExpression` both are."""

    @property
    def value(self) -> float: ...
    @property
    def high(self) -> float | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def bound(self) -> Bound: ...


class Agreement(NamedTuple):
    """How two comparable quantities stand to each other, and the rule that says so."""

    relation: Literal["same", "compatible", "conflict"]
    why: str


def comparable(a: Measured, b: Measured) -> bool:
    """True if the two measure one thing: units that convert, and the same counted noun, or one noun missing.

    "People" is compared with every noun that names people, "rebels" with "militants"; the dead never with the injured;
    an age only with an age; money only in one currency; different units only where the measures are of one order
    ("5 miles" and "20 km").
    """
    converted = convert(a.value, a.unit, b.unit)
    if converted is None or (a.what == "age") != (b.what == "age") or not _same_thing(a.what, b.what):
        return False
    return a.unit == b.unit or max(converted, b.value) <= ALIKE * min(converted, b.value)


def _same_thing(a: str, b: str) -> bool:
    a, b = a.lower(), b.lower()
    if not a or not b or a == b:
        return True
    if any(a in one and b in other for one, other in permutations(TOLLS, 2)):
        return False
    kindred = kin(a) is not None and kin(a) == kin(b)
    return kindred or (a in GENERIC and b in GENERIC | PEOPLE) or (b in GENERIC and a in PEOPLE)


def is_toll(a: Measured) -> bool:
    """True for a number of people by what became of them ("five dead", "12 missing")."""
    return not a.unit and any(a.what.lower() in toll for toll in TOLLS)


def conflict(a: Measured, b: Measured) -> bool:
    """True if the two measure one thing and cannot both be true."""
    found = agreement(a, b)
    return found is not None and found.relation == "conflict"


def agreement(a: Measured, b: Measured) -> Agreement | None:
    """How two quantities stand to each other, with the rule that says so; None if they measure different things."""
    if not comparable(a, b):
        return None
    for rule in RULES:
        relation = rule(a, b)
        if relation is not None:
            return Agreement(relation, " ".join((rule.__doc__ or "").split()))
    return Agreement("conflict", CONFLICT)


Relation = Literal["same", "compatible", "conflict"]
CONFLICT: Final = "The numbers lie apart, further than their wording allows."


def same_number(a: Measured, b: Measured) -> Relation | None:
    """Both give the same number, range and bound."""
    same = a.unit == b.unit and _close(a.value, b.value) and _ends_alike(a, b) and a.bound == b.bound
    return "same" if same else None


def _ends_alike(a: Measured, b: Measured) -> bool:
    if a.high is None or b.high is None:
        return a.high is b.high
    return _close(a.high, b.high)


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def same_figure(a: Measured, b: Measured) -> Relation | None:
    """Both give the same number; only its bound or range differs."""
    return "compatible" if a.unit == b.unit and _close(a.value, b.value) else None


def same_side(a: Measured, b: Measured) -> Relation | None:
    """Both bound the number on one side only."""
    return "compatible" if a.bound == b.bound and a.bound in ("min", "max") else None


def rounded(a: Measured, b: Measured) -> Relation | None:
    """One number is the other one rounded."""
    if a.unit != b.unit or a.high is not None or b.high is not None or {a.bound, b.bound} - {"exact", "about"}:
        return None
    if a.unit in TIMES and a.value.is_integer() != b.value.is_integer():
        return "compatible" if abs(a.value - b.value) < LEFT_OUT else None
    return "compatible" if _rounds_to(a.value, b.value) or _rounds_to(b.value, a.value) else None


def _rounds_to(exact: float, figure: float) -> bool:
    """True if `figure` is `exact` at the figure's own precision; below a hundred decimals alone are rounded."""
    if abs(figure) < 100:
        return not exact.is_integer() and figure == round(exact) and abs(exact - figure) <= ROUND * abs(figure)
    digits = len(f"{figure:.10g}".split("e")[0].replace(".", "").strip("0-"))
    if digits == 1:
        return abs(exact - figure) <= ROUND * abs(figure)
    step = 10.0 ** (math.floor(math.log10(abs(figure))) - digits + 1)
    return step >= 10 and abs(exact - figure) <= step / 2


def overlapping(a: Measured, b: Measured) -> Relation | None:
    """The numbers differ, but what their wording allows overlaps."""
    slack = ABOUT / 2 if a.bound == b.bound == "about" else ABOUT
    low, high = _range(a, slack, None if a.unit == b.unit else b.unit)
    other_low, other_high = _range(b, slack, None)
    return "compatible" if low <= other_high and other_low <= high else None


def _range(quantity: Measured, slack: float, into: str | None) -> tuple[float, float]:
    """What a quantity's wording allows, lowest and highest, in its own unit or in another.

    The high end of a range stays where it is: "hundreds" are no thousand.
    """
    low, high = quantity.value, quantity.value if quantity.high is None else quantity.high
    if quantity.bound == "min":
        high *= OPEN
    elif quantity.bound == "max":
        low /= OPEN
    elif quantity.bound == "about":
        low, high = low - abs(low) * slack, high + abs(high) * (slack if quantity.high is None else 0)
    if into is None:
        return low, high
    low, high = (convert(end, quantity.unit, into) or 0.0 for end in (low, high))
    if quantity.unit in UNITS:
        low, high = low - abs(low) * CONVERTED, high + abs(high) * CONVERTED
    return low, high


RULES: Final[tuple[Callable[[Measured, Measured], Relation | None], ...]] = (
    same_number,
    same_figure,
    same_side,
    rounded,
    overlapping,
)
