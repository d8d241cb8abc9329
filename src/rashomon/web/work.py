"""The long work of a case, in one thread of its own: adding accounts, and bringing the comparison up to date.

Pages ask and watch; none of them holds the work, so that closing one costs nothing. Cancelling takes effect at
the next step of progress: what was stored until then is whole, and the next run continues from there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from rashomon.errors import RashomonError

Progress = Callable[[str, int, int], None]
Phase = Literal["idle", "running", "done", "failed", "cancelled"]

COMPARING = ("ingest", "read")
"""Steps that count accounts; every other one is a step over the whole case."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the work stands, as pages show it: `counts` maps each stage to (done, total)."""

    number: int = 0
    phase: Phase = "idle"
    step: str = ""
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    failure: str = ""
    added: int = 0
    unread: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For JSON, with the sentence that a page shows and a screen reader says."""
        return asdict(self) | {"words": self.words()}

    def words(self) -> str:
        """One sentence for a person."""
        if self.phase == "failed":
            return f"The last update failed: {self.failure}"
        if self.phase == "cancelled":
            return "Cancelled. What was read until then is kept."
        if self.phase == "done":
            return "The comparison is up to date." + self._added()
        return self._running() if self.phase == "running" else ""

    def _added(self) -> str:
        if not self.added:
            return ""
        accounts = f" {self.added} account{'s' if self.added != 1 else ''} added"
        return accounts + (f", {self.unread} of them not read." if self.unread else ".")

    def _running(self) -> str:
        done, total = self.counts.get(self.step if self.step in COMPARING else "compare", (0, 0))
        if self.step == "ingest":
            return f"Collecting accounts: {done} so far."
        if self.step == "read":
            return f"Reading accounts: {done} of {total}."
        return f"Comparing: step {done} of {total} ({self.step})." if total else "Starting."


class Cancelled(Exception):
    """Raised inside the work to end it."""


class Work:
    """Runs `add(paths, progress)` and `refresh(progress)` as they are asked for, one after another."""

    def __init__(
        self,
        add: Callable[[Sequence[str], Progress], tuple[int, int]],
        refresh: Callable[[Progress], None],
    ) -> None:
        self._add, self._refresh = add, refresh
        self._changed = threading.Condition()
        self._batches: list[Sequence[str]] = []
        self._due: float | None = None
        self._cancel = threading.Event()
        self._state = State()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> State:
        """Where the work stands now."""
        return self._state

    @property
    def busy(self) -> bool:
        """True while something runs or waits to run."""
        with self._changed:
            return self._busy()

    def _busy(self) -> bool:
        return self._state.phase == "running" or self._due is not None or bool(self._batches)

    def add(self, paths: Sequence[str]) -> None:
        """Collect these, then bring the comparison up to date."""
        with self._changed:
            self._batches.append(tuple(paths))
            self._ask(0.0)

    def refresh(self, *, after: float = 0.0) -> None:
        """Bring the comparison up to date, so many seconds from now unless asked for again until then."""
        with self._changed:
            self._ask(after)

    def _ask(self, after: float) -> None:
        self._due = time.monotonic() + after
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="rashomon-work", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def cancel(self) -> None:
        """End what runs at its next step, and forget what waits."""
        with self._changed:
            self._batches.clear()
            self._due = None
            if self._state.phase == "running":
                self._cancel.set()
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing runs or waits, at most this long; True if so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy(), seconds)

    def _loop(self) -> None:
        while True:
            batches = self._next()
            try:
                self._run(batches)
                self._set(phase="done")
            except Cancelled:
                self._set(phase="cancelled")
            except RashomonError as error:
                self._set(phase="failed", failure=str(error))
            except Exception as error:  # the thread must outlive a fault, and a person must see it
                self._set(phase="failed", failure=f"{type(error).__name__}: {error}; please report it")

    def _next(self) -> list[Sequence[str]]:
        with self._changed:
            while self._due is None or (left := self._due - time.monotonic()) > 0:
                self._changed.wait(None if self._due is None else left)
            batches, self._batches, self._due = self._batches, [], None
            self._cancel.clear()
            self._state = State(self._state.number + 1, "running")
            self._changed.notify_all()
            return batches

    def _run(self, batches: Sequence[Sequence[str]]) -> None:
        for paths in batches:
            added, unread = self._add(paths, self._progress)
            self._set(added=self._state.added + added, unread=self._state.unread + unread)
        self._refresh(self._progress)

    def _progress(self, step: str, done: int, total: int) -> None:
        if self._cancel.is_set():
            raise Cancelled
        stage = step if step in COMPARING else "compare"
        self._set(step=step, counts=self._state.counts | {stage: (done, total)})

    def _set(self, **changes: Any) -> None:
        with self._changed:
            self._state = replace(self._state, **changes)
            self._changed.notify_all()
