"""The command line: one verb one method, errors a person understands, documented commands."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.cli.output import put
from rashomon.errors import RashomonError

DOCS = (Path(__file__).parent.parent / "docs" / "cli.md").read_text("utf-8")


FERRY = "The ferry left Orrin Quay at dawn."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_page_of_the_documentation_is_linked_from_the_readme() -> None:
    root = Path(__file__).parent.parent
    readme = (root / "README.md").read_text("utf-8")
    assert [page.name for page in (root / "docs").glob("*.md") if f"(docs/{page.name})" not in readme] == []


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


def test_new_leaves_nothing_behind_where_a_path_is_wrong(tmp_path: Path) -> None:
    """The corrected command does not find the case of the mistaken one in its way."""
    assert run("new", tmp_path / "a.case", tmp_path / "nowhere.txt").exit_code == 1
    assert not (tmp_path / "a.case").exists()


@pytest.mark.parametrize("command", [("compare", "-o", "out"), ("add", "b.case"), ("new", "c.case")])
def test_a_case_is_not_read_as_an_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.case", "b.case"):
        run("new", name)
    result = run(*command, "a.case")
    assert result.exit_code == 2
    assert "'a.case' is a case, not an account; compare it with --case a.case" in result.output
    assert not (tmp_path / "c.case").exists()


def test_accounts_alone_are_no_name_for_a_case(tmp_path: Path) -> None:
    """Who forgets the case is told where its name stands, not to add to what is none."""
    (tmp_path / "one.txt").write_text(FERRY, "utf-8")
    for forgetful in (tmp_path, tmp_path / "one.txt"):
        result = run("new", forgetful, tmp_path / "one.txt")
        assert result.exit_code == 2
        assert f"name one to make first: rashomon new NAME.case {forgetful}" in result.output


def test_a_folder_is_not_opened_as_a_case(tmp_path: Path) -> None:
    result = run("add", tmp_path, tmp_path)
    assert result.exit_code == 1
    assert f"is a folder; make a case of it with `rashomon new {tmp_path.name}.case {tmp_path}`" in result.output


def test_comparing_what_cannot_be_read_fails_and_still_writes(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    result = run("compare", tmp_path / "old.doc", "-o", tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    assert "1 account, 0 read" in result.stdout
    assert "no account could be read" in result.stderr
    assert (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize(
    ("given", "notes"),
    [
        (["one.txt"], ["one independent account only"]),
        (["one.txt", "one.txt"], ["one.txt' was given twice", "one independent account only"]),
        (["one.txt", "copy.txt"], ["one independent account only"]),
        (["one.txt", "two.txt"], []),
    ],
)
def test_nothing_to_compare_is_said(tmp_path: Path, given: list[str], notes: list[str]) -> None:
    """One account, or one and its copies, is written, and a note says why nothing is set against it."""
    texts = {"one": FERRY, "copy": FERRY, "two": "Moss told the council that no ferry had sailed."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    result = run("compare", *(tmp_path / name for name in given), "-o", tmp_path / "out")
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if line.startswith("note: ")]
    assert len(said) == len(notes)
    assert all(note in line for note, line in zip(notes, said, strict=True))


def test_what_was_not_read_is_named_once(tmp_path: Path) -> None:
    """By its path, which tells two files of one name apart, and with the reason and what to do."""
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "list.csv").write_text("a,b\n1,2\n", "utf-8")
    bad = tmp_path / "accounts" / "list.csv"
    told = run("new", tmp_path / "c.case", bad).stdout.splitlines()[0]
    assert told == f"a0\t{bad}\tnot read: is a table: write one account a line into a .jsonl file"
    said = run("compare", "--case", tmp_path / "c.case", "-o", tmp_path / "out").stdout.splitlines()
    assert f"not read: {bad}: is a table: write one account a line into a .jsonl file" in said


def test_another_language_is_said(tmp_path: Path) -> None:
    """A text that is read and not understood must not pass for one that says nothing."""
    text = "Die Fähre verließ den Hafen am Montag. Neun Menschen ertranken, sagte das Hafenamt der Stadt."
    (tmp_path / "eins.txt").write_text(text, "utf-8")
    result = run("compare", tmp_path / "eins.txt", "-o", tmp_path / "out", "--quiet")
    assert re.search(
        r"^not in English \(de\): .*eins\.txt: its claims are not understood$", result.stdout, re.MULTILINE
    )


def test_a_folder_that_cannot_be_made_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The ferry left at dawn.", "utf-8")
    result = run("compare", tmp_path / "one.txt", "-o", tmp_path / "one.txt" / "out")
    assert result.exit_code == 1
    assert "choose another place" in result.output
    assert "read 0/1" not in result.output


def test_a_file_is_no_folder_to_write_into(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FERRY, "utf-8")
    result = run("compare", tmp_path / "one.txt", "-o", tmp_path / "one.txt")
    assert result.exit_code == 2
    assert "is a file" in result.output


def test_a_file_without_a_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FERRY, "utf-8")
    run("new", tmp_path / "a.case", tmp_path / "one.txt")
    result = run("export", tmp_path / "a.case", "--to", "csv", "-o", tmp_path / "none" / "a.csv")
    assert result.exit_code == 1
    assert f"there is no folder '{tmp_path / 'none'}' to write 'a.csv' into" in result.output
    assert "read 0/1" not in result.output


def test_a_model_without_its_server_is_refused_before_the_work(tmp_path: Path) -> None:
    result = run("compare", tmp_path, "--judge-model", "tiny", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "ingest" not in result.output


def test_commands_are_listed_in_the_order_of_use_and_whole() -> None:
    """No line of the list of commands is cut short."""
    listed = run("--help").output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed][:3] == ["compare", "new", "add"]
    assert not [line for line in listed if line.endswith("...")]


def test_nothing_found_and_nothing_judged_are_said(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The ferry left at dawn.", "utf-8")
    run("new", tmp_path / "c.case", tmp_path / "one.txt")
    assert run("search", tmp_path / "c.case", "glacier").stderr == "nothing found in 1 account\n"
    assert "name the words" in run("search", tmp_path / "c.case", " ").stderr
    assert run("log", tmp_path / "c.case").stderr == "nobody has judged anything yet\n"


def test_nothing_is_written_over_what_it_is_made_from(tmp_path: Path) -> None:
    """Neither the case nor an account of it is lost to an export, a log or a comparison; another file is replaced."""
    case, one, old = tmp_path / "c.case", tmp_path / "report.html", tmp_path / "old.csv"
    one.write_text(f"<p>{FERRY}</p>", "utf-8")
    (tmp_path / "two.jsonl").write_text(json.dumps({"text": FERRY}), "utf-8")
    old.write_text("what was there", "utf-8")
    run("new", case, one, tmp_path / "two.jsonl")
    before = {path: path.read_bytes() for path in (one, tmp_path / "two.jsonl")}
    for wrong in (case, *before):
        for command in (("export", case, "--to", "csv", "-o", wrong), ("log", case, "--export", wrong)):
            result = run(*command)
            assert result.exit_code == 1
            assert f"'{wrong}' is " in result.stderr
            assert "name another file" in result.stderr
    assert "is an account of the case" in run("compare", one, "-o", tmp_path, "--quiet").stderr
    assert {path: path.read_bytes() for path in before} == before
    assert len(run("search", case, "ferry").stdout.splitlines()) == len(before)
    assert run("log", case, "--export", old).exit_code == 0
    assert old.read_bytes() == b""


def test_a_file_that_could_not_be_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs the export, not what stood in its place, and leaves no piece behind."""

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    (tmp_path / "old.csv").write_text("what was there", "utf-8")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RashomonError, match=r"old\.csv' \(No space left on device\)"):
        put(tmp_path / "old.csv", b"new")
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("old.csv", "what was there")]


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    put(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


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
    assert "one.txt:46-50" in run("search", tmp_path / "c.case", "orrin", "nine").output
    assert "nothing found" in run("search", tmp_path / "c.case", "orrin", "glacier").output


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    """A file of a folder that is no account is named on standard error, not dropped in silence."""
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "one.txt").write_text("The ferry left at dawn.", "utf-8")
    (folder / "table.csv").write_text("a,b\n1,2\n", "utf-8")
    result = run("new", tmp_path / "d.case", folder)
    assert "table.csv" in result.stderr
    assert "1 added, 1 in the case" in result.stdout
    quiet = run("new", tmp_path / "e.case", folder, "--quiet")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")


def test_doctor_finds_everything_in_place() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "BAD" not in result.output
    assert "network" in result.output


def test_doctor_says_what_every_extra_brings() -> None:
    """Each optional dependency of the package is looked for."""
    extras = {"pandas", "pyarrow", "daft", "openai"}
    assert extras <= {line.split()[1] for line in run("doctor").output.splitlines()}
