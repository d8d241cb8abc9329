"""Reading two sentences together: how they are laid out, and what must not change what is said of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reader import Placed, placed, read_together
from rashomon.reader.cross import AFTER, BEFORE, LONGEST, inputs, row
from rashomon.reader.pieces import CLOSE, OPEN, UNKNOWN

STORY = ("The ferry sank at dawn.", "Twelve people drowned.", "Nobody has said why.")
OTHER = ("A ferry went down.", "The owners denied that twelve people had drowned.")


def test_a_sentence_is_placed_between_its_neighbours() -> None:
    first, second, third = placed(STORY)
    assert (first.before, third.after) == ((), ())
    assert (second.before, second.after) == (first.ids[-BEFORE:], third.ids[:AFTER])


def test_what_is_long_is_cut_and_what_is_empty_is_unknown() -> None:
    before, long, after = placed(["word " * 100, "word " * 100, ""])
    assert (len(long.ids), len(long.before), after.ids, before.before) == (LONGEST, BEFORE, (UNKNOWN,), ())


def test_a_row_holds_both_sides_and_says_which_is_which() -> None:
    made = row(Placed((7, 8), (5,), (9,)), Placed((17,), (), (18, 19)))
    assert made.ids == [OPEN, 5, 7, 8, 9, CLOSE, 17, 18, 19, CLOSE]
    assert made.marks == [0, 1, 2, 2, 1, 0, 4, 3, 3, 0]
    assert {name: one.tolist() for name, one in inputs(made).items()} == {"ids": made.ids, "marks": made.marks}


def test_a_closing_mark_in_a_text_does_not_move_the_second_side() -> None:
    made = row(Placed((7, CLOSE, 8), (), ()), Placed((17,), (), ()))
    assert made.ids[made.turn] == 17


def test_a_pair_reads_the_same_in_either_order_and_in_any_company() -> None:
    told, other = placed(STORY), placed(OTHER)
    pairs = [(a, b) for a in told for b in other]
    together = read_together(pairs)
    turned = read_together([(b, a) for a, b in pairs])
    alone = np.concatenate([read_together([pair]) for pair in pairs])
    np.testing.assert_array_equal(together, turned)
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_allclose(together.sum(1), 1, atol=1e-5)


def test_a_repeated_claim_is_likelier_than_another_matter() -> None:
    sunk, drowned, why = placed(STORY)
    same, apart = read_together([(sunk, placed(OTHER)[0]), (why, placed(OTHER)[0])])[:, 0]
    assert same < apart
    assert drowned.ids != sunk.ids


def test_no_pairs_give_no_rows() -> None:
    assert read_together([]).shape == (0, 4)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=3), st.text(max_size=60))
def test_any_text_gives_chances(texts: list[str], other: str) -> None:
    (alone,) = placed([other])
    odds = read_together([(part, alone) for part in placed(texts)])
    assert odds.sum(1) == pytest.approx(1, abs=1e-4)
    assert (odds >= 0).all()
