"""The named features a pair of sentences is scored by.

Each is a function of two accounts that face each other and gives a matrix: rows are the sentences of the first,
columns those of the second. Its docstring is the sentence a person is shown as the reason. All are symmetric: with
the accounts exchanged the matrix is transposed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from rashomon.align.features import context, facts, meaning, place, wording
from rashomon.align.features.facing import Case, Facing
from rashomon.align.features.together import TOGETHER, together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating[Any]]

__all__ = ["FEATURES", "TOGETHER", "Case", "Facing", "measured", "together"]

FEATURES: tuple[Callable[[Facing], Matrix], ...] = (
    meaning.meaning, meaning.nearest, meaning.mutual, meaning.margin_low, meaning.margin_high, meaning.local,
    meaning.common_low, meaning.common_high, meaning.third, wording.words_low, wording.words_high,
    wording.words_weight, wording.rarest, wording.phrases, facts.names_shared, facts.names_apart,
    facts.names_one_sided, facts.numbers_shared, facts.numbers_apart, facts.quantities_same,
    facts.quantities_apart, facts.dates_shared, facts.dates_apart, wording.quoted, facts.negated_apart,
    facts.negated_both, facts.hedged_apart, place.shorter, place.longer, place.weight_low, place.place_apart,
    place.place_later, place.place_earlier, place.title_low, place.title_high, place.before_after, place.beside,
    place.around, context.related, context.judged_differ, context.judged_conflict, context.matched_low,
    context.matched_high, context.content, context.related_nearest, context.related_mutual,
    context.related_margin_low, context.related_margin_high, context.others_low, context.others_high,
    context.related_third, context.opposed_third, context.related_beside, context.related_across,
)  # fmt: skip


def measured(facing: Facing) -> Matrix:
    """All features of every pair: (sentences of a, sentences of b, features)."""
    return np.stack([feature(facing) for feature in FEATURES], axis=-1)
