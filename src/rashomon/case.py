"""A case: several accounts of the same events, kept in one file; the door every face goes through."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rashomon import pipeline
from rashomon.errors import InputError
from rashomon.ingest import ingest
from rashomon.model import Account, Span
from rashomon.result import Result
from rashomon.store import Store

ACCOUNTS_PER_WORKER = 8
"""Below this many accounts a worker process costs more to start than it saves (about 3 s each)."""


def quiet(step: str, done: int, total: int) -> None:
    """The progress function that says nothing."""


class Case:
    """Accounts and all that was found in them; in memory, or in one SQLite file that outlives the process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def in_memory(cls) -> Case:
        """A case that is gone when the process ends."""
        return cls(Store())

    @classmethod
    def new(cls, path: str | os.PathLike[str]) -> Case:
        """Create an empty case file; an InputError if something is already there."""
        file = Path(path)
        if file.exists():
            raise InputError(f"'{file}' already exists; add to it with `rashomon add {file} PATH...`, or name another")
        if not file.parent.is_dir():
            raise InputError(f"the folder '{file.parent}' does not exist; create it first")
        return cls(Store(file))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Case:
        """Open a case file; an InputError if there is none, a StoreError if it is something else."""
        file = Path(path)
        if not file.is_file():
            raise InputError(f"there is no case file '{file}'; create one with `rashomon new {file}`")
        return cls(Store(file))

    def add(self, paths: Sequence[str], *, progress: pipeline.Progress = quiet) -> tuple[Account, ...]:
        """Collect files, folders and URLs as accounts; what is already in the case byte for byte at the same
        path is left alone. Returns the accounts that were added, failed ones included."""
        known = {(account.path, account.sha256) for account in self.accounts()}
        added: list[Account] = []
        for account in ingest(paths, start=self._store.next_number()):
            if (account.path, account.sha256) not in known:
                self._store.add(account)
                added.append(account)
                progress("ingest", len(added), 0)
        return tuple(added)

    def accounts(self) -> tuple[Account, ...]:
        """Every account of the case, in the order they were added."""
        return self._store.accounts()

    def compare(self, *, progress: pipeline.Progress = quiet, workers: int | None = None) -> Result:
        """Bring the comparison up to date; only what changed since the last time is read again."""
        accounts = self.accounts()
        if not accounts:
            raise InputError("the case holds no account; add files, folders or URLs first")
        return Result(pipeline.compare(self._store, progress, workers=workers or default_workers(len(accounts))))

    def search(self, query: str) -> tuple[Span, ...]:
        """Where words, a "quoted phrase" or NEAR(two words) stand in the accounts (FTS5 query syntax)."""
        return self._store.search(query)

    def close(self) -> None:
        """Close the case file."""
        self._store.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_workers(accounts: int) -> int:
    """One process for a handful of accounts, then one more for every few, up to the processors there are."""
    return max(1, min(os.cpu_count() or 1, accounts // ACCOUNTS_PER_WORKER))
