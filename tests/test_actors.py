"""The benchmark of actors: its metric on small cases, and the training case it is tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.actors import assigned, b_cubed, items, measure, occurrences

from rashomon.model import Span

GOLD = {("Moss", "a0", "Ada"): "Moss", ("Moss", "a1", "Moss"): "Moss", ("Renn", "a0", "Renn"): "Renn"}


def test_equal_groupings_score_one() -> None:
    assert b_cubed(GOLD, GOLD) == (1.0, 1.0)


def test_one_big_group_is_all_recall_and_one_each_all_precision() -> None:
    together = b_cubed(GOLD, dict.fromkeys(GOLD, "x0"))
    apart = b_cubed(GOLD, {item: str(i) for i, item in enumerate(GOLD)})
    assert tuple(together) == pytest.approx((5 / 9, 1.0))
    assert tuple(apart) == pytest.approx((1.0, 2 / 3))


def test_a_form_inside_a_longer_form_is_not_counted_twice() -> None:
    found = occurrences("Ada Moss met Moss.", ["Moss", "Ada Moss"])
    assert found == {"Ada Moss": [(0, 8)], "Moss": [(13, 17)]}


def test_forms_that_do_not_occur_are_left_out() -> None:
    gold = {"actors": [{"name": "Moss", "variants": {"a0": ["Ada Moss", "the clerk"]}}]}
    assert items(gold, {"a0": "Ada Moss left."}) == {("Moss", "a0", "Ada Moss"): [Span("a0", 0, 8)]}


def test_a_form_belongs_to_the_actor_that_fits_it_best() -> None:
    mentions = {"x0": [Span("a0", 0, 4)], "x1": [Span("a0", 0, 9)]}
    assert assigned([Span("a0", 0, 8)], mentions) == "x1"
    assert assigned([Span("a0", 20, 28)], mentions) is None


@pytest.mark.shared
def test_actors_of_the_training_case_stay_found(shared_cases: Path) -> None:
    rows = {row.what: row.figure for row in measure(shared_cases / "drone", verbose=False)}
    assert float(rows["drone gold.p1: B-cubed F1"]) >= 0.78
    assert float(rows["drone gold.p1: B-cubed precision / recall"].split(" / ")[0]) >= 0.95
