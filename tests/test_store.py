"""The case file keeps what it was given, whole, whatever happens to the process."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputError, StoreError
from rashomon.model import Account, Lineage, Reading, Segment, Span
from rashomon.store import MIGRATIONS, Store


def account(number: int, text: str) -> Account:
    return Account(f"a{number}", f"{number}.txt", text, f"{number:064x}", authors=("Ada Moss",))


def test_accounts_come_back_in_order(tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    accounts = tuple(account(number, f"text {number} 🚨") for number in (2, 0, 1))
    for one in accounts:
        store.add(one)
    store.close()
    assert Store(tmp_path / "case").accounts() == tuple(sorted(accounts, key=lambda one: one.id))


def test_numbers_continue(tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    assert store.next_number() == 0
    store.add(account(4, "x"))
    assert store.next_number() == 5


def test_reading_is_found_by_its_key_only() -> None:
    store = Store()
    store.add(account(0, "Rain fell."))
    reading = Reading("a0", (Segment(Span("a0", 0, 10), "body", 0),))
    store.put_reading(reading, "key")
    assert store.reading("a0", "key") == reading
    assert store.reading("a0", "another") is None


def test_results_keep_their_types() -> None:
    store = Store()
    lineage = (Lineage("a0", "a1", "copy", 0.9, ()),)
    store.put_result("lineage", lineage, "key")
    store.put_result("groups", {"a0": "a0"}, "key")
    assert store.result("lineage", tuple[Lineage, ...], "key") == lineage
    assert store.result("groups", dict[str, str], "key") == {"a0": "a0"}


def test_views_give_one_row_a_record(tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    store.add(account(0, "Rain fell. It stopped."))
    store.put_reading(
        Reading("a0", (Segment(Span("a0", 0, 10), "body", 0), Segment(Span("a0", 11, 22), "body", 0))), "key"
    )
    rows = sqlite3.connect(tmp_path / "case").execute("SELECT account, number FROM segment").fetchall()
    assert rows == [("a0", 0), ("a0", 1)]


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0 but broken"])
def test_other_files_are_refused_or_new(tmp_path: Path, content: bytes) -> None:
    """An empty file may become a case, as SQLite itself has it; anything else is refused with its name."""
    path = tmp_path / "thing.db"
    path.write_bytes(content)
    if content:
        with pytest.raises(StoreError, match=r"thing\.db"):
            Store(path)
    else:
        assert Store(path).accounts() == ()


def test_a_case_that_is_damaged_inside_is_named(tmp_path: Path) -> None:
    """Its first page opens, and what cannot be read after it is an error of ours, not one of the database's."""
    store = Store(tmp_path / "case")
    store.add(account(0, "Rain fell. " * 2000))
    store.close()
    whole = (tmp_path / "case").read_bytes()
    (tmp_path / "case").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError, match=r"case' cannot be read .* take an earlier copy"):
        Store(tmp_path / "case").accounts()
    with pytest.raises(StoreError, match=r"case' cannot be read .* take an earlier copy"):
        Store(tmp_path / "case").search("rain")


@pytest.mark.parametrize("damage", [None, "", "[]", '{"id": "a0", "colour": "red"}'])
def test_a_record_that_is_damaged_is_named(tmp_path: Path, damage: str | None) -> None:
    """A page that still opens may hold nothing, or something else, where a record stood."""
    store = Store(tmp_path / "case")
    store.add(account(0, "Rain fell."))
    store.put_result("lineage", (Lineage("a0", "a1", "copy", 0.9, ()),), "key")
    store.close()
    db = sqlite3.connect(tmp_path / "case")
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT')")
    db.commit()
    db.close()
    db = sqlite3.connect(tmp_path / "case")
    db.execute("UPDATE account SET record = ?", [damage])
    db.execute("UPDATE result SET records = ?", [damage and f"[{damage}]"])
    db.commit()
    db.close()
    with pytest.raises(StoreError, match=r"case' holds a damaged record .* take an earlier copy"):
        Store(tmp_path / "case").accounts()
    if damage != "[]":
        with pytest.raises(StoreError, match=r"case' holds a damaged record .* take an earlier copy"):
            Store(tmp_path / "case").result("lineage", tuple[Lineage, ...], "key")


def test_a_case_in_a_folder_that_is_read_only_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite would make a file beside the case; an account is not added to it."""
    path = tmp_path / "a case #1?"
    store = Store(path)
    store.add(account(0, "Rain fell."))
    store.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    sealed = Store(path)
    assert [hit.start for hit in sealed.search("fell")] == [5]
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(StoreError, match=r"could not write .* readonly"):
        sealed.add(account(1, "Snow fell."))


def test_a_case_another_program_writes_to_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    store.add(account(0, "Rain fell."))
    writer = sqlite3.connect(tmp_path / "case", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert len(Store(tmp_path / "case").accounts()) == 1


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Store(path)


def test_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case"
    Store(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    with pytest.raises(StoreError, match="newer rashomon"):
        Store(path)


def test_old_format_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "case"
    old = sqlite3.connect(path)
    MIGRATIONS[0](old)
    old.execute("PRAGMA user_version = 1")
    old.execute("PRAGMA application_id = 1918989167")
    old.commit()
    old.close()
    assert Store(path).search("rain") == ()


def test_search_gives_offsets() -> None:
    store = Store()
    store.add(account(0, "🚨 Rain fell on the Rain Gauge."))
    store.add(account(1, "Dry."))
    assert store.search("rain") == (Span("a0", 2, 6), Span("a0", 19, 23))
    assert store.search('"rain gauge"') == (Span("a0", 19, 29),)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("it's", ["it's"]),
        ("Twenty-four", ["Twenty-four"]),
        ("24.7", ["24.7"]),
        ("AND", ["AND"]),
        ("NEAR(", ["near"]),
        ("said: men", ["men", "said"]),
        ('"so near', ["so", "near"]),
        ("men\0", ["men"]),
        # What is a query stays one.
        ("men OR glacier", ["men"]),
        ("tw*", ["Twenty"]),
        ("NEAR(men said, 3)", ["men", "said"]),
        ("NEAR(men near, 3)", []),
    ],
)
def test_words_that_are_no_query_are_found_as_written(query: str, found: list[str]) -> None:
    store = Store()
    one = account(0, "Twenty-four men, it's said, AND so near 24.7.")
    store.add(one)
    assert [one.slice(span) for span in store.search(query)] == found


@pytest.mark.parametrize("query", ["", " ", '"', '""', "&", "(-)", "*", "\0"])
def test_a_search_without_words_is_refused(query: str) -> None:
    with pytest.raises(InputError, match="name the words to look for"):
        Store().search(query)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_search_hits_slice_to_the_word(padding: str) -> None:
    """Whatever stands around a word, the offsets slice to the word."""
    store = Store()
    one = account(0, f"{padding} quarry {padding}")
    store.add(one)
    words = {one.slice(span).casefold() for span in store.search("quarry")}
    assert words == {"quarry"}


KILLED = """
import sys
from pathlib import Path
from rashomon.model import Account
from rashomon.store import Store
store = Store(Path(sys.argv[1]))
store.add(Account("a0", "0.txt", "kept", "00"))
with store._transaction() as db:
    db.execute("INSERT INTO account VALUES (1, 'a1', '11', 'half', '{}')")
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_killed_in_a_write_the_file_stays_whole(tmp_path: Path) -> None:
    """A process killed between two writes of one step leaves what was committed before, and no half step."""
    command = [sys.executable, "-c", KILLED, str(tmp_path / "case")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            pytest.fail("no pipe")
        assert process.stdout.readline() == b"ready\n"
        os.kill(process.pid, signal.SIGKILL)
    store = Store(tmp_path / "case")
    assert [one.text for one in store.accounts()] == ["kept"]
    store.add(account(1, "next run"))
