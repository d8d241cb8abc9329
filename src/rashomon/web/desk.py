"""One case as the pages see it: its last comparison laid out for showing, and the work that keeps it current.

Every thread opens the case file for itself; what pages share is a snapshot that is replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rashomon import report
from rashomon.case import Case
from rashomon.model import Judgement
from rashomon.report.lookup import Lookup
from rashomon.result import Result
from rashomon.web.sift import Sieve
from rashomon.web.work import Progress, Work


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One comparison, and what pages look up in it."""

    number: int
    result: Result
    made_with: frozenset[str] = frozenset()
    """The judgements that were in force when it was made."""
    parts: dict[str, str] = field(default_factory=dict)
    """Views that were laid out already, as markup."""

    @cached_property
    def view(self) -> report.Live:
        """What the report's templates read, each part of it made when it is asked for."""
        return report.Live(self.result.record)

    @property
    def look(self) -> Lookup:
        """The comparison, findable by id."""
        return self.view.look

    def warm(self) -> None:
        """Lays out what the first page and the first filter need, so that no person waits for it."""
        for name in ("headline", "sentences", "counts", "accounts", "columns", "choices", "panes"):
            self.view[name]
        self.sieve.markup(self.sieve.ordered("")[:1], self.sieve.ordered(""))
        self.sieve.facts  # noqa: B018 - made when asked for

    @cached_property
    def sieve(self) -> Sieve:
        """The points, to be filtered."""
        return Sieve(self.look)


@dataclass
class Desk:
    """What the pages of one case share."""

    path: Path
    patience: float = 4.0
    """Seconds a page waits for the comparison to catch up with a judgement before it shows the older one."""
    snapshot: Snapshot | None = None
    work: Work = field(init=False)

    def __post_init__(self) -> None:
        self.work = Work(self._add, self._refresh)

    def open(self) -> Case:
        """The case, for the thread that asks."""
        return Case.open(self.path)

    def start(self) -> None:
        """Bring the comparison up to date, where there is anything to compare."""
        with self.open() as case:
            if case.accounts():
                self.work.refresh()

    def _add(self, paths: Sequence[str], progress: Progress) -> tuple[int, int]:
        with self.open() as case:
            added = case.add(paths, progress=progress)
        return len(added), sum(account.status == "failed" for account in added)

    def _refresh(self, progress: Progress) -> None:
        with self.open() as case:
            if not case.accounts():
                return
            made_with = frozenset(one.id for one in case.standing())
            result = case.compare(progress=progress)
        number = self.snapshot.number + 1 if self.snapshot else 1
        snapshot = Snapshot(number, result, made_with)
        snapshot.warm()
        self.snapshot = snapshot

    def orphans(self) -> tuple[tuple[Judgement, str], ...]:
        """The judgements that the last comparison found nothing to apply to, each with the reason."""
        snapshot = self.snapshot
        if snapshot is None:
            return ()
        with self.open() as case:
            found = case.orphans(snapshot.result)
        return tuple((one.judgement, one.reason) for one in found if one.judgement.id in snapshot.made_with)
