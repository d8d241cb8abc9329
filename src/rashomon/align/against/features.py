"""The named features by which a pair of sentences that belong together is told to conflict or to differ.

Each is a number of two sentences and of how telling each word is in the case; its docstring is its sentence in an
explanation. All are symmetric. Beside them stand, for each kind of cue, how often the sentence with fewer of them and
the one with more has it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from rashomon import dates, quantities
from rashomon.align.cues import CUES, Said, said
from rashomon.align.sides import Sentence
from rashomon.align.slots import CAUSE, SAME_QUOTE
from rashomon.quantities import Agreement, QuantityExpression

Weights = Mapping[str, float]
FARTHEST = 3.0  # beyond e³ times the other, two figures are no farther apart


@dataclass(frozen=True)
class Against:
    """Two sentences set against each other; `weights` says how telling a stem is in the case."""

    a: Sentence
    b: Sentence
    weights: Weights

    @cached_property
    def pair(self) -> tuple[Said, Said]:
        """Both as they are read for this."""
        return said(self.a.text), said(self.b.text)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The stems both have."""
        x, y = self.pair
        return frozenset(x.stems) & frozenset(y.stems)

    @cached_property
    def weight(self) -> float:
        """The weight of all of these."""
        return self.weigh(self.shared) + 1e-6

    def weigh(self, stems: Iterable[str]) -> float:
        """The weight of some stems, added in one order whatever the sentences' order is."""
        return sum(self.weights.get(stem, 0.0) for stem in sorted(stems))

    @cached_property
    def denied_by_one(self) -> frozenset[str]:
        """The shared stems that a denial reaches in one sentence only."""
        x, y = self.pair
        return self.shared & (x.denied ^ y.denied)

    @cached_property
    def figures(self) -> list[tuple[QuantityExpression, QuantityExpression, Agreement]]:
        """Every two of their figures that measure one thing, and how they stand to each other."""
        pairs = product(self.a.quantities, self.b.quantities)
        return [(q, r, how) for q, r in pairs if (how := quantities.agreement(q, r))]

    @cached_property
    def quotation(self) -> tuple[int, float, float]:
        """Words of the shorter quotation, its share in the other, and the share of all their words not in both."""
        left, right = set(self.a.quoted), set(self.b.quoted)
        shorter = min(len(left), len(right))
        if not shorter:
            return 0, 0.0, 1.0
        share = len(left & right) / shorter
        return shorter, share, len(left ^ right) / len(left | right) if share >= SAME_QUOTE else 1.0


def denials_apart(x: Against) -> float:
    """One denies or negates more often than the other."""
    a, b = x.pair
    return abs(a.denials - b.denials)


def only_one_denies(x: Against) -> float:
    """One denies or negates, and the other does not."""
    a, b = x.pair
    return float((a.denials == 0) != (b.denials == 0))


def charge_and_denial(x: Against) -> float:
    """One accuses or concedes, and the other denies."""
    a, b = x.pair
    return max(min(a.charges, b.denials), min(b.charges, a.denials))


def negated_share(x: Against) -> float:
    """What one negates makes up much of what both say."""
    a, b = x.pair
    return x.weigh(x.shared & (a.negated ^ b.negated)) / x.weight


def negated_most(x: Against) -> float:
    """One negates a telling word that the other asserts."""
    a, b = x.pair
    return max((x.weights.get(stem, 0.0) for stem in x.shared & (a.negated ^ b.negated)), default=0.0)


def denied_share(x: Against) -> float:
    """What one denies makes up much of what both say."""
    return x.weigh(x.denied_by_one) / x.weight


def denied_weight(x: Against) -> float:
    """One denies several telling words that the other asserts."""
    return x.weigh(x.denied_by_one)


def denied_most(x: Against) -> float:
    """One denies a telling word that the other asserts."""
    return max((x.weights.get(stem, 0.0) for stem in x.denied_by_one), default=0.0)


def denied_by_both(x: Against) -> float:
    """Both deny the same words."""
    a, b = x.pair
    return x.weigh(x.shared & a.denied & b.denied)


def quoted_low(x: Against) -> float:
    """Both are mostly quotation."""
    return min(said_.quoted for said_ in x.pair)


def quoted_high(x: Against) -> float:
    """One is mostly quotation."""
    return max(said_.quoted for said_ in x.pair)


def figures_apart(x: Against) -> float:
    """They give figures for one thing that cannot both be true."""
    return sum(how.relation == "conflict" for q, r, how in x.figures if q.what and r.what)


def figures_far(x: Against) -> float:
    """Such figures are many times one another."""
    apart = ((q.value, r.value) for q, r, how in x.figures if how.relation == "conflict" and q.what and r.what)
    return max((min(FARTHEST, abs(math.log(abs(q)) - math.log(abs(r)))) for q, r in apart if q and r), default=0.0)


def figures_in_doubt(x: Against) -> float:
    """They give figures that cannot both be true, if they count one thing."""
    return sum(how.relation == "conflict" for _, _, how in x.figures)


def figures_same(x: Against) -> float:
    """They give the same figure."""
    return sum(how.relation == "same" for _, _, how in x.figures)


def figures_compatible(x: Against) -> float:
    """They give figures that can both be true."""
    return sum(how.relation == "compatible" for _, _, how in x.figures)


def numbers_low(x: Against) -> float:
    """Each gives a number the other does not."""
    return min(len(x.a.numbers - x.b.numbers), len(x.b.numbers - x.a.numbers))


def numbers_high(x: Against) -> float:
    """One gives numbers the other does not."""
    return max(len(x.a.numbers - x.b.numbers), len(x.b.numbers - x.a.numbers))


def dated_both(x: Against) -> float:
    """Both give dates."""
    return float(bool(x.a.times and x.b.times))


def dates_unfit(x: Against) -> float:
    """Both give dates, and none of one fits any of the other."""
    pairs = list(product(x.a.times, x.b.times))
    return float(bool(pairs) and not any(dates.compatible(*pair) for pair in pairs))


def dates_far(x: Against) -> float:
    """Their dates lie far apart."""
    return min((math.log1p(dates.gap_days(*pair)) for pair in product(x.a.times, x.b.times)), default=-1.0)


def quotation_length(x: Against) -> float:
    """Both quote many words."""
    return x.quotation[0]


def quotation_shared(x: Against) -> float:
    """They quote the same words."""
    return x.quotation[1]


def quotation_apart(x: Against) -> float:
    """They quote one saying in different words."""
    return x.quotation[2]


def cause_low(x: Against) -> float:
    """Both speak of a cause."""
    return float(bool(CAUSE.search(x.a.text) and CAUSE.search(x.b.text)))


def cause_high(x: Against) -> float:
    """One speaks of a cause."""
    return float(bool(CAUSE.search(x.a.text) or CAUSE.search(x.b.text)))


def names_low(x: Against) -> float:
    """Each names what the other does not."""
    return min(len(x.a.names - set(x.b.stems)), len(x.b.names - set(x.a.stems)))


def names_high(x: Against) -> float:
    """One names much that the other does not."""
    return max(len(x.a.names - set(x.b.stems)), len(x.b.names - set(x.a.stems)))


FEATURES: tuple[Callable[[Against], float], ...] = (
    denials_apart, only_one_denies, charge_and_denial, negated_share, negated_most, denied_share, denied_weight,
    denied_most, denied_by_both, quoted_low, quoted_high, figures_apart, figures_far, figures_in_doubt, figures_same,
    figures_compatible, numbers_low, numbers_high, dated_both, dates_unfit, dates_far, quotation_length,
    quotation_shared, quotation_apart, cause_low, cause_high, names_low, names_high,
)  # fmt: skip
NAMES = (
    *(feature.__name__ for feature in FEATURES), *(f"{cue}_{end}" for cue in CUES for end in ("low", "high")),
)  # fmt: skip


def row(x: Against) -> list[float]:
    """All features of two sentences, in the order of `NAMES`."""
    counts = [said_.counts for said_ in x.pair]
    ends = (float(end(count[cue] for count in counts)) for cue in CUES for end in (min, max))
    return [*(float(feature(x)) for feature in FEATURES), *ends]
