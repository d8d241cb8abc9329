"""Quantities in English prose: found with their offsets, as a number with unit, counted noun and bound.

Rules, no model: `numbers` reads digits and words, `units` measures and money, `counted` what is counted, `ages` how old
somebody is, `bounds` "at least" and its like, `grammar` puts them together and `compare` says whether two quantities
can both be true. All of it is described in docs/quantities.md.

Not done: "no" and "both" as numbers, bare "several" and "few", scores and votes ("3-2"), ordinals, Roman numerals.
"""

from __future__ import annotations

from rashomon.quantities.compare import Agreement, Measured, agreement, comparable, conflict, is_toll
from rashomon.quantities.grammar import QuantityExpression, find
from rashomon.quantities.units import convert, is_money

__all__ = [
    "Agreement", "Measured", "QuantityExpression", "agreement", "comparable", "conflict", "convert", "find", "is_money",
    "is_toll",
]  # fmt: skip
