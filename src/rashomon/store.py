"""The case file: one SQLite database (WAL, FTS5), the only module that knows SQL.

An account is written once, its reading and each case-wide result under a key that hashes what they were made
from. Every write is one transaction: a process killed at any moment leaves the file as it was before the
write it was in, and the next run continues from there. SQL users get views (`claim`, `point`, ...) over the
stored records.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from rashomon.codec import decode, encode
from rashomon.errors import InputError, StoreError
from rashomon.model import Account, Judgement, Reading, Span

T = TypeVar("T")

APPLICATION_ID = 0x7261736F  # "raso", so that `file` and we can tell a case from any other database
MARK = "\x02rashomon-hit\x03"  # what FTS5 puts before and after a hit; see `_hits`


def m001_records(db: sqlite3.Connection) -> None:
    """Accounts, readings and results, each record as JSON beside the columns that are searched."""
    db.executescript("""
        CREATE TABLE account (
            position INTEGER PRIMARY KEY,
            id       TEXT NOT NULL UNIQUE,
            sha256   TEXT NOT NULL,
            text     TEXT NOT NULL,
            record   TEXT NOT NULL
        );
        CREATE TABLE reading (
            account TEXT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
            key     TEXT NOT NULL,
            record  TEXT NOT NULL
        );
        CREATE TABLE result (
            name    TEXT PRIMARY KEY,
            key     TEXT NOT NULL,
            records TEXT NOT NULL
        );
    """)


def m002_search(db: sqlite3.Connection) -> None:
    """Full-text index over the accounts, kept in step by triggers."""
    db.executescript("""
        CREATE VIRTUAL TABLE account_fts USING fts5(
            text, content='account', content_rowid='position', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER account_insert AFTER INSERT ON account BEGIN
            INSERT INTO account_fts(rowid, text) VALUES (new.position, new.text);
        END;
        CREATE TRIGGER account_delete AFTER DELETE ON account BEGIN
            INSERT INTO account_fts(account_fts, rowid, text) VALUES ('delete', old.position, old.text);
        END;
    """)


def m003_views(db: sqlite3.Connection) -> None:
    """One row a record for people who read the file with SQL."""
    per_account = {"segment": "segments", "attribution": "attributions", "mention": "mentions", "claim": "claims"}
    for view, field in per_account.items():
        db.execute(
            f"CREATE VIEW {view} AS SELECT reading.account, item.key AS number, item.value AS record"  # noqa: S608 - ours
            f" FROM reading, json_each(reading.record, '$.{field}') AS item"
        )
    for view, name in {"actor": "actors", "alignment": "alignments", "point": "points", "event": "events"}.items():
        db.execute(
            f"CREATE VIEW {view} AS SELECT item.key AS number, item.value AS record"  # noqa: S608 - names are ours
            f" FROM result, json_each(result.records) AS item WHERE result.name = '{name}'"
        )


def m004_judgements(db: sqlite3.Connection) -> None:
    """The append-only log of what people decided; rows are never changed, an undo is a row of its own."""
    db.execute("CREATE TABLE judgement (id TEXT PRIMARY KEY, at TEXT NOT NULL, record TEXT NOT NULL)")


def m005_answers(db: sqlite3.Connection) -> None:
    """Answers of language models, under a hash of what was asked of which; and what the user set for the case."""
    db.executescript("""
        CREATE TABLE answer (key TEXT PRIMARY KEY, model TEXT NOT NULL, text TEXT NOT NULL);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    """)


MIGRATIONS = (m001_records, m002_search, m003_views, m004_judgements, m005_answers)


class Store:
    """One open case file; `None` as path keeps the case in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(_address(path), uri=True, isolation_level=None, timeout=10)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"'{path}' is not a rashomon case file or is damaged ({error})") from error

    def _prepare(self) -> None:
        db = self._db
        db.execute("PRAGMA foreign_keys = ON")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreError(f"'{self.path}' was written by a newer rashomon (format {version}); upgrade to open it")
        owner = db.execute("PRAGMA application_id").fetchone()[0]
        if owner != APPLICATION_ID and (version or self._tables()):
            raise StoreError(f"'{self.path}' is a database of another program; choose a rashomon case file")
        db.execute("PRAGMA synchronous = FULL")  # a judgement that was acknowledged outlives a power cut
        if (version, owner) != (len(MIGRATIONS), APPLICATION_ID):  # a case that may only be read is opened all the same
            db.execute("PRAGMA journal_mode = WAL")
            self._migrate()

    def _tables(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])

    def _migrate(self) -> None:
        # The version is read again inside the write lock: two programs may open a new file at once.
        with self._transaction() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
                _run(migration, db)
                db.execute(f"PRAGMA user_version = {number}")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._rollback()
            raise StoreError(f"could not write '{self.path}': {error}; nothing of this step was kept") from error
        except BaseException:
            self._rollback()
            raise

    def _rows(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        """All that a query finds; a StoreError where the file turns out damaged, or another program holds it."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"'{self.path}' cannot be read ({error}); take an earlier copy if it is damaged"
            ) from error

    def _decoded(self, kind: type[T], record: str, **more: str) -> T:
        """A stored record, with the fields kept beside it; a StoreError where a damaged page holds something else."""
        try:
            value = json.loads(record)
            return decode(kind, value | more if more else value)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError(f"'{self.path}' holds a damaged record ({error}); take an earlier copy") from error

    def _rollback(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; the write-ahead log is folded back into it."""
        self._db.close()

    def add(self, account: Account) -> None:
        """Store one account; its id must be new."""
        row = (int(account.id[1:]), account.id, account.sha256, account.text, _dump(_without_text(account)))
        with self._transaction() as db:
            db.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?)", row)

    def next_number(self) -> int:
        """The number of the next account to add; numbers of removed accounts are not used again."""
        [(number,)] = self._rows("SELECT coalesce(max(position) + 1, 0) FROM account")
        return int(number)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order they were added."""
        rows = self._rows("SELECT record, text FROM account ORDER BY position")
        return tuple(self._decoded(Account, record, text=text) for record, text in rows)

    def put_reading(self, reading: Reading, key: str) -> None:
        """Store what reading one account gave, made from inputs hashed as `key`."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", (reading.account, key, _dump(encode(reading)))
            )

    def reading(self, account: str, key: str) -> Reading | None:
        """The stored reading of an account, or None where there is none made from `key`."""
        rows = self._rows("SELECT record FROM reading WHERE account = ? AND key = ?", account, key)
        return self._decoded(Reading, rows[0][0]) if rows else None

    def put_result(self, name: str, records: Any, key: str) -> None:
        """Store a case-wide result (records, or a mapping of strings) made from inputs hashed as `key`."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?)", (name, key, _dump(encode(records))))

    def result(self, name: str, kind: type[T], key: str) -> T | None:
        """The stored result, or None where there is none made from `key`."""
        rows = self._rows("SELECT records FROM result WHERE name = ? AND key = ?", name, key)
        return self._decoded(kind, rows[0][0]) if rows else None

    def log(self, judgement: Judgement) -> bool:
        """Append a judgement; False where the log already holds it. It is on disk when this returns."""
        row = (judgement.id, judgement.at, _dump(encode(judgement)))
        with self._transaction() as db:
            return db.execute("INSERT OR IGNORE INTO judgement VALUES (?, ?, ?)", row).rowcount == 1

    def judgements(self) -> tuple[Judgement, ...]:
        """The whole log, by time."""
        rows = self._rows("SELECT record FROM judgement ORDER BY at, id")
        return tuple(self._decoded(Judgement, record) for (record,) in rows)

    def answer(self, key: str) -> str | None:
        """The kept answer to the question with this key, None where there is none."""
        rows = self._rows("SELECT text FROM answer WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def put_answer(self, key: str, model: str, text: str) -> None:
        """Keep the answer of a language model."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, model, text))

    def answer_keys(self, model: str) -> tuple[str, ...]:
        """The keys of all answers of a language model, sorted."""
        rows = self._rows("SELECT key FROM answer WHERE model = ? ORDER BY key", model)
        return tuple(str(key) for (key,) in rows)

    def setting(self, name: str) -> str | None:
        """What was set for this case under a name, None where nothing was."""
        rows = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def put_setting(self, name: str, value: str) -> None:
        """Set something for this case."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def search(self, query: str) -> tuple[Span, ...]:
        """Every hit of an FTS5 query (words, "a phrase", NEAR(a b)), by account and offset.

        Words that are no such query ("it's", "twenty-four") are looked for as they are written; an InputError where
        there are none.
        """
        as_written = _as_written(query)
        if not as_written:
            raise InputError(f"there is no word in '{query}'; name the words to look for")
        sql = (
            "SELECT account.id, account.text, highlight(account_fts, 0, ?, ?) FROM account_fts"
            " JOIN account ON account.position = account_fts.rowid WHERE account_fts MATCH ? ORDER BY position"
        )
        try:
            rows = self._db.execute(sql, (MARK, MARK, query)).fetchall()
        except sqlite3.Error:
            rows = self._rows(sql, MARK, MARK, as_written)
        return tuple(span for account, text, marked in rows for span in _hits(account, text, marked))


def sqlite_support() -> tuple[str, bool]:
    """The version of SQLite, and whether it was built with the full-text search a case needs."""
    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    return sqlite3.sqlite_version, "ENABLE_FTS5" in options


def _address(path: Path | None) -> str:
    """What SQLite opens; it needs a file of its own beside a case, and one in a folder that is read-only does without.

    Where such a file was left there, it holds the last writes, and is read.
    """
    if path is None:
        return ":memory:"
    is_sealed = path.exists() and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"{path.absolute().as_uri()}?immutable=1" if is_sealed else path.absolute().as_uri()


def _run(migration: Any, db: sqlite3.Connection) -> None:
    # executescript() commits before it runs, which would end our transaction; run its statements one by one.
    migration(_Statements(db))


class _Statements:
    """Gives a migration `execute` and a transactional `executescript`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.execute = db.execute

    def executescript(self, script: str) -> None:
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.execute(statement)
                statement = ""


def _as_written(query: str) -> str:
    """The words of a query, each quoted, which leaves no syntax: `it's AND` becomes `"it's" "AND"`."""
    pieces = query.replace('"', " ").replace("\0", " ").split()
    return " ".join(f'"{piece}"' for piece in pieces if any(map(str.isalnum, piece)))


def _hits(account: str, text: str, marked: str) -> Iterator[Span]:
    """Turns FTS5's marks into offsets; a text that holds the mark itself gives no hits rather than wrong ones."""
    pieces = marked.split(MARK)
    if "".join(pieces) != text:
        return
    position = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            yield Span(account, position, position + len(piece))
        position += len(piece)


def _without_text(account: Account) -> dict[str, Any]:
    record: dict[str, Any] = encode(account)
    record.pop("text", None)
    return record


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
