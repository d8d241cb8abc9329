"""Files, folders and lists of them become accounts, and a bad one never costs a good one."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.ingest import Limits, ingest
from rashomon.model import Account

PROSE = (
    "The ferry between Sandmoor and Oster was stopped on Wednesday after a crack was found in its hull, the operator"
    " said. It had carried four hundred people that day, and none of them was told before the evening."
)
SPANISH = (
    "El transbordador entre Sandmoor y Oster fue detenido el miércoles después de que se encontrara una grieta en el"
    " casco, dijo la empresa. Ese día había llevado a cuatrocientas personas, y ninguna lo supo hasta la noche."
)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*paths: Path | str, **options: object) -> list[Account]:
    return list(ingest([str(path) for path in paths], **options))  # type: ignore[arg-type]


def test_text_is_the_file_and_nothing_else(tmp_path: Path) -> None:
    """No line end, space, mark or control character is changed."""
    raw = f"\ufeffTitle\r\n\r\n  {PROSE}\r\n\u202etext\u202c\x0c<script>alert(1)</script>\n\n".encode()
    (account,) = read(put(tmp_path, "a.txt", raw))
    assert account.text == raw.decode("utf-8-sig")
    assert account.sha256 == hashlib.sha256(raw).hexdigest()
    assert account.status == "read"
    assert account.path == str(tmp_path / "a.txt")


def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    text = f"# A *heading*\n\n{PROSE} [link](https://x.example)\n"
    assert read(put(tmp_path, "a.md", text))[0].text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", f"{PROSE} “It was a matter of time,” one said – twice. The café stayed open."),
        ("cp1252", SPANISH),
        ("utf-16", PROSE),
        ("utf-16-le", PROSE),
        ("utf-16-be", PROSE),
        ("utf-32", PROSE),
        ("cp1251", "Мэр заявил, что мост закрыт до утра, и никто не пострадал при ремонте. " * 4),
        ("shift_jis", "市長は月曜日、橋が閉鎖されたと述べた。けが人はいなかった。" * 4),
    ],
)
def test_other_encodings_are_recognised(tmp_path: Path, encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    (account,) = read(put(tmp_path, "a.txt", raw))
    assert account.text == text
    assert account.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_few_foreign_bytes_do_not_cost_a_text(tmp_path: Path) -> None:
    """A passage pasted from a page in Windows-1252 into a file in UTF-8."""
    text = f"{PROSE} “It was a matter of time,” one said – twice. The café stayed open."
    raw = text.replace("fé", "").encode() + " It’s open still.".encode("cp1252")
    (account,) = read(put(tmp_path, "a.txt", raw))
    assert account.text == text.replace("fé", "") + " It’s open still."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "white space"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.pdf", b"", "0 bytes"),
        ("a.txt", b"%PDF-1.7 text", "a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\x00\x01\x02\x03" * 500, "binary"),
        ("a.txt", b"\xff\xfea", "mark of utf-16"),
        ("a.rtf", b"{\\rtf1 text}", "Rich Text"),
        ("a.csv", b"text,outlet\nx,y\n", "a table"),
        ("a.xml", b"<rss/>", "XML"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "rashomon corpus build"),
        ("a.txt", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a web archive"),
        ("a.jpg", b"\xff\xd8\xff\xe0 text", "a JPEG image"),
        ("a.docx", b"not a zip", "not a .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted, or an old .doc"),
        ("a.pdf", b"<html>not a pdf</html>", "name it by what it is"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no text"),
        ("a.json", b"{]", "; mend it there"),
        ("a.json", b'{"title": "x"}', "no text"),
        ("a.json", b'"text"', "no text"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "no JSON"),
        ("a.jsonl", b'{"title": "x"}\n', "no text"),
        ("a.jsonl", b"", "no account"),
        ("a.json", b" [ ]", "no account"),
    ],
)
def test_unreadable_file_is_a_failed_account_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad, good = put(tmp_path, name, content), put(tmp_path, "good.txt", PROSE)
    first, second = read(bad, good)
    assert first.status == "failed"
    assert first.text == ""
    assert first.reason is not None
    assert first.reason.startswith(f"'{name}")
    assert reason in first.reason
    assert (second.status, second.text, second.id) == ("read", PROSE, "a1")


def test_limits_are_named(tmp_path: Path) -> None:
    limits = Limits(bytes=100, characters=50)
    reasons = [
        account.reason
        for account in read(put(tmp_path, "a.txt", "x" * 101), put(tmp_path, "b.txt", "x" * 51), limits=limits)
    ]
    assert "over the limit of" in str(reasons[0])
    assert "51 characters of text, over the limit of 50" in str(reasons[1])


def test_missing_path_is_the_callers_error_and_comes_before_any_work(tmp_path: Path) -> None:
    good = put(tmp_path, "good.txt", PROSE)
    with pytest.raises(InputError, match="no-such-file"):
        ingest([str(good), str(tmp_path / "no-such-file.txt")])
    with pytest.raises(InputError, match="a list of paths"):
        ingest(str(good))
    with pytest.raises(InputError, match="nothing to read"):
        ingest([])


@pytest.mark.parametrize("wrong", [None, 5, [None], [5], [b"a.txt"]])
def test_what_is_no_path_is_the_callers_error(wrong: list[str]) -> None:
    with pytest.raises(InputError, match="was given where a path is needed"):
        ingest(wrong)


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (account,) = read(tmp_path / "pipe.txt")
    assert "not a regular file" in str(account.reason)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_unreadable_permission_fails_the_account(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", PROSE)
    path.chmod(0)
    (account,) = read(path)
    assert "permissions" in str(account.reason)


def test_dangling_link_fails_the_account(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (account,) = read(tmp_path / "a.txt")
    assert account.status == "failed"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_a_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(PROSE)
    (account,) = read(os.fsdecode(path))
    assert account.path == str(tmp_path / r"caf\xe9.txt")


def test_folder_gives_its_files_in_name_order(tmp_path: Path) -> None:
    """Hidden files, metadata files, folders and what is no account (tables, JSON without text) are passed over."""
    for name in ("b.txt", "a.md", ".hidden.txt"):
        put(tmp_path, name, PROSE)
    put(tmp_path, "b.meta.json", json.dumps({"outlet": "Harbour Post"}))
    put(tmp_path, "b.seg.tsv", "1\t2\n")
    put(tmp_path, "notes.json", '{"pairs": []}')
    put(tmp_path, "comparison.json", '{"schema": "rashomon.comparison/1", "accounts": [], "text": "x"}')
    (tmp_path / "inner").mkdir()
    put(tmp_path / "inner", "c.txt", PROSE)
    accounts = read(tmp_path)
    assert [(account.id, Path(account.path).name, account.outlet) for account in accounts] == [
        ("a0", "a.md", None),
        ("a1", "b.txt", "Harbour Post"),
    ]


def test_metadata_given_beside_its_account_is_no_account(tmp_path: Path) -> None:
    """As a shell's FOLDER/* gives it; alone it is read, and says that it has no text."""
    text = put(tmp_path, "a.txt", PROSE)
    facts = put(tmp_path, "a.meta.json", json.dumps({"outlet": "Harbour Post"}))
    assert [account.outlet for account in read(facts, text)] == ["Harbour Post"]
    assert [account.status for account in read(facts)] == ["failed"]


def test_broken_file_in_a_folder_is_failed_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", PROSE)
    put(tmp_path, "b.txt", b"")
    put(tmp_path, "c.json", b"{broken")
    assert [account.status for account in read(tmp_path)] == ["read", "failed", "failed"]


def test_folder_without_accounts_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file directly in it"):
        read(tmp_path)


def test_path_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", PROSE)
    put(tmp_path, "b.txt", PROSE)
    monkeypatch.chdir(tmp_path)
    assert [account.path for account in read("b.txt", ".", "./b.txt", tmp_path / "a.txt")] == ["b.txt", "./a.txt"]


def test_ids_count_from_start(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{n}.txt", PROSE) for n in range(3)]
    assert [account.id for account in read(*paths, start=7)] == ["a7", "a8", "a9"]


def test_twenty_identical_files_are_twenty_accounts(tmp_path: Path) -> None:
    """Copies are for the trace to find; ingest hides none."""
    for number in range(20):
        put(tmp_path, f"{number:02}.txt", PROSE)
    accounts = read(tmp_path)
    assert len(accounts) == 20
    assert len({account.sha256 for account in accounts}) == 1


def test_metadata_file_gives_the_facts_and_wins(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.meta.json",
        json.dumps(
            {
                "outlet": "Harbour Post", "published": "March 4, 2021", "title": "Ferry\nstopped \u202eat Sandmoor",
                "authors": ["Ada Moss", '"Ben Lund"'], "url": "https://harbour.example/1", "language": "en-GB",
                "side": "ignored",
            }
        ),
    )  # fmt: skip
    (account,) = read(put(tmp_path, "a.txt", f"# Another title\n\nBy Cora Venn\n\n{PROSE}"))
    assert account.outlet == "Harbour Post"
    assert account.published == "2021-03-04"
    assert account.title == "Ferry stopped at Sandmoor"
    assert account.authors == ("Ada Moss", "Ben Lund")
    assert account.url == "https://harbour.example/1"
    assert account.language == "en"


@pytest.mark.parametrize("content", ["{broken", "[]", "\x00\x01"])
def test_metadata_file_that_cannot_be_used_is_told(tmp_path: Path, content: str) -> None:
    put(tmp_path, "a.meta.json", content)
    (account,) = read(put(tmp_path, "a.txt", PROSE))
    assert account.status == "failed"
    assert "a.meta.json" in str(account.reason)


def test_failed_account_keeps_the_outlet_it_is_known_by(tmp_path: Path) -> None:
    put(tmp_path, "a.meta.json", '{"outlet": "Harbour Post"}')
    (account,) = read(put(tmp_path, "a.txt", b""))
    assert (account.status, account.outlet) == ("failed", "Harbour Post")


def test_url_of_another_scheme_is_never_a_link(tmp_path: Path) -> None:
    put(tmp_path, "a.meta.json", '{"url": "javascript:alert(1)"}')
    assert read(put(tmp_path, "a.txt", PROSE))[0].url is None


def test_json_under_the_usual_key_names(tmp_path: Path) -> None:
    record = {
        "headline": "Ferry stopped", "publisher": {"name": "Harbour Post"},
        "author": [{"name": "Ada Moss"}, "Ben Lund"], "date_published": "2021-03-04T09:14:00+01:00",
        "articleBody": PROSE, "inLanguage": "en", "id": 7,
    }  # fmt: skip
    path = put(tmp_path, "a.json", json.dumps(record))
    (account,) = read(path)
    assert (account.text, account.title, account.outlet) == (PROSE, "Ferry stopped", "Harbour Post")
    assert (account.authors, account.published) == (("Ada Moss", "Ben Lund"), "2021-03-04T09:14+01:00")
    assert (account.path, account.sha256) == (str(path), hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("record", "text", "authors"),
    [
        ({"text": ["It rained.", "It stopped."]}, "It rained.\n\nIt stopped.", ()),
        ({"text": [], "body": "It rained."}, "It rained.", ()),
        ({"text": [{"p": "It rained."}], "body": "It stopped."}, "It stopped.", ()),
        ({"text": "It rained.", "authors": '["Ada Moss", "Ben Lund"]'}, "It rained.", ("Ada Moss", "Ben Lund")),
        ({"text": "It rained.", "authors": "['Ada Moss']"}, "It rained.", ("Ada Moss",)),
    ],
)
def test_json_lists_of_paragraphs_and_names(
    tmp_path: Path, record: dict[str, object], text: str, authors: tuple[str, ...]
) -> None:
    (account,) = read(put(tmp_path, "a.json", json.dumps(record)))
    assert (account.text, account.authors) == (text, authors)


def test_json_list_is_one_account_an_element(tmp_path: Path) -> None:
    elements = ['{"text": "One [1], two."}', '{"outlet":  "x"}', '{"body": "Another."}']
    accounts = read(put(tmp_path, "a.json", f"[{elements[0]} ,\n {elements[1]},{elements[2]}]"))
    assert [account.status for account in accounts] == ["read", "failed", "read"]
    assert [account.path[-2:] for account in accounts] == ["#1", "#2", "#3"]
    assert accounts[2].sha256 == hashlib.sha256(elements[2].encode()).hexdigest()


def test_json_lines_are_one_account_a_line(tmp_path: Path) -> None:
    """Blank lines are none; a broken or endless line costs only itself."""
    lines = [
        "\ufeff" + json.dumps({"text": "First."}),
        "",
        "{broken",
        json.dumps({"text": "x" * 400}),
        '{"content": "Last."}',
    ]
    accounts = read(put(tmp_path, "a.jsonl", "\r\n".join(lines)), limits=Limits(record_bytes=200))
    assert [(account.path[-2:], account.status, account.text) for account in accounts] == [
        ("#1", "read", "First."),
        ("#3", "failed", ""),
        ("#4", "failed", ""),
        ("#5", "read", "Last."),
    ]
    assert accounts[3].sha256 == hashlib.sha256(lines[4].encode()).hexdigest()


def test_too_many_records_are_told_not_dropped_unseen(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "One."}\n' * 5)
    accounts = read(path, limits=Limits(records=3))
    assert [account.status for account in accounts] == ["read"] * 3 + ["failed"]
    assert "more than 3 accounts" in str(accounts[3].reason)


def test_lone_surrogate_becomes_a_replacement_character(tmp_path: Path) -> None:
    (account,) = read(put(tmp_path, "a.json", '{"text": "a\\ud800b \\ud83d\\ude80", "title": "t\\udfff"}'))
    assert account.text == "a\ufffdb 🚀"
    account.text.encode()
    assert account.title == "t"


def test_language_is_marked_and_the_account_kept(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "en.txt", PROSE),
        put(tmp_path, "es.txt", SPANISH),
        put(tmp_path, "short.txt", "No comment."),
    ]
    assert [(account.status, account.language) for account in read(*paths)] == [
        ("read", "en"),
        ("read", "es"),
        ("read", None),
    ]


def test_unknown_extension_is_read_by_its_content(tmp_path: Path) -> None:
    assert read(put(tmp_path, "statement", PROSE))[0].text == PROSE
    assert read(put(tmp_path, "page.aspx", f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>"))[0].text == PROSE


def test_text_files_start_no_process_and_load_no_parser(tmp_path: Path) -> None:
    """`compare` on text files does not pay for what web pages need."""
    put(tmp_path, "a.txt", PROSE)
    script = (
        "import sys, subprocess; from rashomon.ingest import ingest\n"
        "subprocess.Popen = None\n"
        f"accounts = list(ingest([{str(tmp_path)!r}]))\n"
        "heavy = {'trafilatura', 'lxml', 'docx', 'pypdfium2', 'py3langid', 'charset_normalizer', 'ssl', 'numpy'}\n"
        "print(accounts[0].status, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "read []"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl", "a.xyz", "a"]),
    data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_random_bytes_never_raise(tmp_path: Path, name: str, data: bytes) -> None:
    """Whatever a file holds, it becomes accounts that can be stored; a text file that is read is its own bytes."""
    path = put(tmp_path, name, data)
    for account in read(path, limits=Limits(seconds=2)):
        account.text.encode()
        assert (account.status == "failed") == (account.reason is not None)
        assert (account.status == "failed") == (not account.text.strip())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_text_survives_json_and_plain_files(tmp_path: Path, text: str) -> None:
    plain, record = put(tmp_path, "a.txt", text), put(tmp_path, "b.jsonl", json.dumps({"text": text}))
    first, second = read(plain, record)
    if text.strip():
        assert second.text == text
        assert first.text in {text, text.removeprefix("\ufeff")} or first.status == "failed"
    else:
        assert (first.status, second.status) == ("failed", "failed")
