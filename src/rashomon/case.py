"""A case: several accounts of the same events, kept in one file; the door every face goes through."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from rashomon import pipeline
from rashomon.errors import InputError
from rashomon.ingest import ingest
from rashomon.judge import Agreement, Orphan, agreement, anchored, check, orphans, sealed, standing
from rashomon.model import Account, Action, Anchor, Comparison, Explanation, Judgement, JudgeServer, Span
from rashomon.result import Result
from rashomon.store import Store


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
        if file.is_dir():
            raise InputError(f"'{file}' is a folder; make a case of it with `rashomon new {file.name}.case {file}`")
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

    def compare(
        self, *, progress: pipeline.Progress = quiet, workers: int = 1, judge: JudgeServer | None = None
    ) -> Result:
        """Bring the comparison up to date; only what changed since the last time is read again.

        With more than one worker, accounts are read in processes of their own, which start by importing the main
        module: a script that asks for them needs the `if __name__ == "__main__":` guard. `judge` names a language
        model to put doubtful pairs before; its answers are kept, and count in every later comparison of the case.
        """
        accounts = self.accounts()
        if not accounts:
            raise InputError("the case holds no account; add files, folders or URLs first")
        return Result(pipeline.compare(self._store, progress, workers=workers, judge=judge))

    def set_aside_judge(self) -> None:
        """Let no language model judge this case any more; its answers are kept for when it is named again."""
        pipeline.set_aside_judge(self._store)

    def explain(self, result: Result, *ids: str) -> tuple[Explanation, ...]:
        """Why claims are aligned as they are: a point by its id, a claim, or two claims (`a0.3 a1.5` or `a0.3~a1.5`).

        A claim is set against every other account, aligned or not. An InputError where an id is not in the comparison.
        """
        return pipeline.explain(result.record, subjects(result.record, ids))

    def judge(
        self,
        action: Action,
        about: Sequence[Span] = (),
        *,
        after: str | None = None,
        before: str | None = None,
        why: str = "",
        by: str | None = None,
    ) -> Judgement:
        """Record a person's decision about these words (docs/judgements.md); it is on disk when this returns.

        `by` is the user's login unless given. The next `compare` applies it, and every one after.
        """
        accounts = {account.id: account for account in self.accounts()}
        anchors = tuple(anchored(span, accounts[span.account]) for span in about)
        return self._log(Judgement("", by or getpass.getuser(), _now(), action, anchors, before, after, why))

    def judge_accounts(
        self, action: Action, about: Sequence[str], *, after: str, why: str = "", by: str | None = None
    ) -> Judgement:
        """Record a decision about whole accounts, named by their ids: `copy`, `note` or `grade`."""
        accounts = {account.id: account for account in self.accounts()}
        anchors = tuple(Anchor(accounts[name].sha256) for name in about)
        return self._log(Judgement("", by or getpass.getuser(), _now(), action, anchors, None, after, why))

    def undo(self, judgement: str, *, why: str = "", by: str | None = None) -> Judgement:
        """Take back a judgement, by its id; an undo can itself be undone."""
        if judgement not in {one.id for one in self.log()}:
            raise InputError(f"the log holds no judgement '{judgement}'")
        return self._log(Judgement("", by or getpass.getuser(), _now(), "undo", (), None, judgement, why))

    def _log(self, judgement: Judgement) -> Judgement:
        check(judgement)
        judgement = sealed(judgement)
        self._store.log(judgement)
        return judgement

    def log(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, by time, the undone ones included."""
        return self._store.judgements()

    def standing(self) -> tuple[Judgement, ...]:
        """The judgements in force, by time: the log less what was undone."""
        return standing(self.log())

    def merge_log(self, judgements: Iterable[Judgement]) -> int:
        """Take over another log; what this one already holds is left alone. Returns how many were new."""
        return sum(self._store.log(sealed(judgement)) for judgement in judgements)

    def orphans(self, result: Result) -> tuple[Orphan, ...]:
        """The standing judgements that found nothing to apply to, each with the reason."""
        record = result.record
        segments = [segment for reading in record.readings for segment in reading.segments]
        return orphans(record.accounts, segments, record.claims, record.actors, standing(self.log()))

    def agreement(self) -> Agreement:
        """How far the people who judged the same words agree."""
        return agreement(standing(self.log()))

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


def subjects(comparison: Comparison, ids: Sequence[str]) -> list[tuple[str, ...]]:
    """What ids given by a person are about, as claims and pairs of claims: those of the alignments of a point."""
    names = [name for given in ids for name in given.split("~")]
    points = {point.id: frozenset(point.claims) for point in comparison.points}
    if len(names) == 1 and names[0] in points:
        inside = points[names[0]]
        pairs = [(one.a, one.b) for one in comparison.alignments if {one.a, one.b} <= inside]
        return [*pairs] or [(claim,) for claim in sorted(inside)]
    of_account = {claim.id: claim.span.account for claim in comparison.claims}
    unknown = [name for name in names if name not in of_account]
    if unknown or not 1 <= len(names) <= 2:
        what = _misnamed(comparison, unknown[0]) if unknown else f"{len(names)} ids were given"
        raise InputError(f"{what}; name a point, a claim or two claims by their ids in comparison.json")
    if len({of_account[name] for name in names}) < len(names):
        raise InputError(f"'{names[0]}' and '{names[1]}' are of one account; only claims of two accounts are compared")
    return [tuple(names)]


def _misnamed(comparison: Comparison, name: str) -> str:
    """Why an id among others, or alone, is not one of a claim."""
    if name in {point.id for point in comparison.points}:
        return f"'{name}' is a point, and a point is explained alone"
    if name in {account.id for account in comparison.accounts}:
        return f"'{name}' is an account"
    return f"'{name}' is no point or claim of this case"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
