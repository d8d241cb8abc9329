"""How the weights of clean are made: the gradient is right, and dressed pages keep their labels on their words."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("scipy")

from training.cases import Labelled
from training.clean import KINDS, Example, fit, project, slope, stack
from training.furniture import Writer
from training.pages import dress, dressed, foreign

from rashomon.clean import Model, decode
from rashomon.model import SEGMENT_KINDS, Account

LINES = ["The ferry left at nine.", "Nobody on the quay was told.", "Share this story", "The mayor said so on Monday."]
KIND = [0, 0, 1, 0]


def labelled() -> Labelled:
    text = "\n\n".join(LINES)
    starts = [text.index(line) for line in LINES]
    ranges = [(start, start + len(line)) for start, line in zip(starts, LINES, strict=True)]
    return Labelled("invented", Account("a0", "a0.txt", text, "", title="Ferry leaves"), ranges, list(KIND))


def sample(dice: np.random.Generator, length: int) -> Example:
    return Example(dice.integers(0, 20, (length, 4)).tolist(), dice.integers(0, KINDS, length).tolist())


@pytest.mark.parametrize(("part", "place"), [("emit", (3, 2)), ("move", (1, 0)), ("begin", (4,)), ("end", (5,))])
def test_gradient_is_the_slope_of_the_loss(part: str, place: tuple[int, ...]) -> None:
    dice = np.random.default_rng(3)
    batch = stack([sample(dice, 4), sample(dice, 6), sample(dice, 1)], 20)
    model = Model(*(dice.normal(size=shape) for shape in ((20, KINDS), (KINDS, KINDS), (KINDS,), (KINDS,))))
    loss, gradient = slope(model, batch)
    getattr(model, part)[place] += 1e-6
    assert (slope(model, batch)[0] - loss) / 1e-6 == pytest.approx(getattr(gradient, part)[place], abs=1e-3)


def test_a_fitted_field_repeats_what_it_saw() -> None:
    example = project(labelled())
    assert example.kinds == KIND
    assert decode(example.rows, fit([example] * 4, ridge=0.01)) == KIND


def test_dressed_pages_keep_their_labels_on_their_words() -> None:
    dice = random.Random(5)
    for _ in range(30):
        page = dressed(labelled(), Writer(dice, ["A title of another story"], ["well said", "not so"]))
        assert len(page.ranges) == len(page.kinds)
        assert all(page.account.text[a:b].strip() for a, b in page.ranges)
        body = {page.account.text[a:b] for (a, b), kind in zip(page.ranges, page.kinds, strict=True) if kind == 0}
        assert not body & {"Share this story"}


def test_foreign_pages_share_no_word_with_their_source() -> None:
    dice = random.Random(5)
    for _ in range(10):
        page = foreign(labelled(), dice)
        assert "ferry" not in page.account.text
        assert len(page.ranges) == len(page.kinds)


def test_the_same_seed_gives_the_same_pages() -> None:
    one, two = (dress([labelled()] * 5, ["well said"] * 9, seed=11) for _ in range(2))
    assert one == two
    assert all(0 <= kind < len(SEGMENT_KINDS) for page in one for kind in page.kinds)
