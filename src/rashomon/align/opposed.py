"""What of one sentence stands against what of another: the figures, hours or dates in which they differ."""

from __future__ import annotations

from itertools import product
from math import log

from rashomon import dates, quantities
from rashomon.align.figures import is_whole, one_age, one_count
from rashomon.align.relation import disputed
from rashomon.align.sides import Sentence
from rashomon.align.slots import clocks, times
from rashomon.model import Slot
from rashomon.quantities import QuantityExpression

Range = tuple[int, int]
"""Where characters of a sentence's text start and end."""


def opposed(a: Sentence, b: Sentence, slot: Slot | None) -> tuple[Range, Range] | None:
    """The first figure, hour or date of each that stands against the other's; None in any other slot."""
    if slot == "quantity":
        figures = disputed(a, b) or apart(a, b)
        left, right = (_range(q) for q in figures) if figures else (_only_number(a, b), _only_number(b, a))
    elif slot == "time":
        shown = _clock if clocks(a, b) and not times(a, b) else _date
        left, right = shown(a), shown(b)
    else:
        return None
    return (left, right) if left and right else None


def apart(a: Sentence, b: Sentence) -> tuple[QuantityExpression, QuantityExpression] | None:
    """The figures that stand most plainly against each other: of one count, not both true, of one unit or noun."""

    def doubt(q: QuantityExpression, r: QuantityExpression) -> tuple[float, ...]:
        wholes = is_whole(a.text, q) or is_whole(b.text, r)
        alike = bool(q.unit) or q.what == r.what != ""
        told = not q.unit and bool(q.what) != bool(r.what)
        far = 0.0 if q.unit else abs(log(max(q.value, 1)) - log(max(r.value, 1)))
        return wholes, not one_count(a, q, b, r), not quantities.conflict(q, r), not alike, told, far

    known = ((pair, quantities.agreement(*pair)) for pair in product(a.quantities, b.quantities))
    pairs = [pair for pair, how in known if how and how.relation != "same" and one_age(a, pair[0], b, pair[1])]
    return min(pairs, key=lambda pair: doubt(*pair), default=None)


def _range(figure: QuantityExpression) -> Range:
    return figure.start, figure.end


def _only_number(a: Sentence, b: Sentence) -> Range | None:
    """The first figure of a sentence, no age, day or hour, of which the other does not give the number."""
    figures = (_range(q) for q in a.quantities if q.what != "age" and q.value not in b.numbers)
    return next(figures, None)


def _date(a: Sentence) -> Range | None:
    spans = (time.span for claim in a.claims for time in claim.times)
    return next(((span.start - a.start, span.end - a.start) for span in spans), None)


def _clock(a: Sentence) -> Range | None:
    return next(((clock.start, clock.end) for clock in dates.clocks(a.text)), None)
