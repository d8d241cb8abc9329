"""Trees that decide on pairs: grown on all cases, while bars and calibration are those of real ones."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

pytest.importorskip("torch")
pytest.importorskip("sklearn")

from training.judge.trees import Table, f1_by_case, round_of

COUNT = 400


@pytest.fixture(scope="module")
def table() -> Table:
    """Two cases, the second invented; the first feature tells what is related."""
    chance = np.random.default_rng(0)
    labels = (chance.random(COUNT) < 0.3).astype(np.int64)
    rows = np.stack([labels + chance.normal(0, 0.5, COUNT), chance.random(COUNT)], 1).astype(np.float32)
    places = np.zeros((COUNT, 5), np.int32)
    places[COUNT // 2 :, 0] = 1
    return Table(rows, labels, places, np.array([60, 60]), np.array([False, True]))


def test_calibration_is_that_of_real_cases(table: Table) -> None:
    unseen = np.random.default_rng(1).random(COUNT)
    moved = np.where(table.real, unseen, 1 - unseen)
    one, other = (round_of("pair", table, told, 0.3) for told in (unseen, moved))
    for part in ("x", "y", "threshold"):
        assert_array_equal(one[f"pair.{part}"], other[f"pair.{part}"])


@pytest.mark.parametrize("bar", [0.2, 0.35, 0.5])
def test_the_same_pairs_pass_a_bar_before_and_after_calibration(table: Table, bar: float) -> None:
    unseen = np.clip(table.labels * 0.3 + np.random.default_rng(1).random(COUNT) * 0.7, 0, 1)
    made = round_of("pair", table, unseen, bar)
    passed = np.interp(unseen, made["pair.x"], made["pair.y"]) >= made["pair.threshold"]
    assert_array_equal(passed, unseen >= bar)


def test_trees_are_grown_on_invented_cases_too(table: Table) -> None:
    unseen = np.random.default_rng(1).random(COUNT)
    labels = np.where(table.real, table.labels, 1 - table.labels)
    one, other = (round_of("pair", part, unseen, 0.3) for part in (table, table._replace(labels=labels)))
    assert one["pair.cut"].tolist() != other["pair.cut"].tolist()


def test_figures_leave_invented_cases_out(table: Table) -> None:
    wrong = table.real & (table.labels == 0)
    right = table.real & (table.labels > 0)
    assert f1_by_case(wrong, table) == 0
    assert f1_by_case(right, table) == f1_by_case(right | (~table.real & (table.labels == 0)), table) > 0.5
