"""The command line: one verb one method, errors a person understands, documented commands."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main

DOCS = (Path(__file__).parent.parent / "docs" / "cli.md").read_text("utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", sorted(main.commands))
def test_command_is_documented(command: str) -> None:
    """Every command has a heading in docs/cli.md and help with a first sentence."""
    assert f"## rashomon {command}\n" in DOCS
    assert run(command, "--help").output.count(".") > 0


def test_compare_without_paths() -> None:
    result = run("compare")
    assert result.exit_code == 2
    assert "--case FILE" in result.output


def test_missing_path_is_named(tmp_path: Path) -> None:
    result = run("compare", tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.output
    assert not (tmp_path / "out").exists()


def test_new_refuses_to_overwrite(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.case").exit_code == 0
    again = run("new", tmp_path / "a.case")
    assert again.exit_code == 1
    assert "already exists" in again.output


def test_open_what_is_not_there(tmp_path: Path) -> None:
    result = run("add", tmp_path / "b.case", tmp_path)
    assert result.exit_code == 1
    assert "rashomon new" in result.output


def test_add_and_search(tmp_path: Path) -> None:
    text = tmp_path / "one.txt"
    text.write_text("The ferry left Orrin Quay at dawn. It carried nine people.", "utf-8")
    assert "1 in the case" in run("new", tmp_path / "c.case", text).output
    assert "0 added, 1 in the case" in run("add", tmp_path / "c.case", text).output
    found = run("search", tmp_path / "c.case", '"orrin quay"').output
    assert "one.txt:15-25" in found


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    """A file of a folder that is no account is named on standard error, not dropped in silence."""
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "one.txt").write_text("The ferry left at dawn.", "utf-8")
    (folder / "table.csv").write_text("a,b\n1,2\n", "utf-8")
    result = run("new", tmp_path / "d.case", folder)
    assert "table.csv" in result.stderr
    assert "1 added, 1 in the case" in result.stdout


def test_doctor_finds_everything_in_place() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "BAD" not in result.output
    assert "network" in result.output
