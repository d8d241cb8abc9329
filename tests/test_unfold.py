"""Invented cases: what a file says becomes a case, what is wrong with one is said with its line."""

import json
from pathlib import Path

import pytest
from training.unfold import Misread, parse, unfold

from kiln import CASE

ROOT = Path(__file__).parent.parent / "cases"
FILES = sorted(ROOT.glob("*/*.txt"))


def written(folder: Path, text: str) -> Path:
    path = folder / "kiln.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_case_has_its_accounts_and_pairs(tmp_path: Path) -> None:
    case = parse(written(tmp_path, CASE))
    assert [(account.outlet, account.published, account.title) for account in case.accounts] == [
        ("The Marl Observer", "1931-02-03", "Kiln bursts"),
        ("Potters' Union", "1931-02-04", "Warned for months"),
    ]
    assert case.pairs[0] == {"a": "a0:1", "b": "a1:1", "label": "DIFFER", "slot": "quantity"}
    assert case.pairs[1] == {"a": "a0:0", "b": "a1:1", "label": "AGREE", "slot": None}


def test_segments_are_slices_of_the_text(tmp_path: Path) -> None:
    unfold(parse(written(tmp_path, CASE)), tmp_path / "out")
    for number in (0, 1):
        text = (tmp_path / "out" / f"a{number}.txt").read_text("utf-8")
        rows = [row.split("\t") for row in (tmp_path / "out" / f"a{number}.seg.tsv").read_text("utf-8").splitlines()]
        assert [text[int(start) : int(end)] for _, start, end, _ in rows] == [row[3] for row in rows]
    assert json.loads((tmp_path / "out" / "gold.json").read_text("utf-8"))["invented"] is True


@pytest.mark.parametrize(
    ("line", "wrong", "told"),
    [
        ("2 Two firemen are dead.", "3 Two firemen are dead.", "sentence 2 is next"),
        ("= 1.1 2.2 agree", "= 1.1 2.9 agree", "there is no sentence 2.9"),
        ("= 1.1 2.2 agree", "= 1.1 1.2 agree", "both sentences are of one account"),
        ("= 1.1 2.2 agree", "= 1.1 2.2 maybe", "agree"),
        ("differ quantity", "differ colour", "slot"),
        ("@ Potters' Union | 1931-02-04 |", "@ Potters' Union | soon |", "neither"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, wrong: str, told: str) -> None:
    text = CASE.replace(line, wrong)
    number = next(n for n, row in enumerate(text.splitlines(), 1) if wrong in row)
    with pytest.raises(Misread, match=rf"kiln\.txt:{number}: .*{told}"):
        parse(written(tmp_path, text))


def test_a_file_without_pairs_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(Misread, match="two accounts and a pair"):
        parse(written(tmp_path, CASE.split("=", maxsplit=1)[0]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_invented_case_can_be_read(path: Path) -> None:
    case = parse(path)
    pairs = [(*sorted((str(pair["a"]), str(pair["b"]))), pair["label"]) for pair in case.pairs]
    assert len(set(pairs)) == len(pairs)


def test_no_case_is_both_learnt_from_and_measured() -> None:
    names = [path.stem for path in FILES]
    assert len(set(names)) == len(names) > 0
