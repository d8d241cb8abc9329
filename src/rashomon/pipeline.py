"""The order of the steps, and which of them are stale.

A step is the function `rashomon.<module>.<name>`; it reads the values named in `reads`, in that order, and
writes the one named in `writes`. Steps are imported when they first run, so that a command which runs none
loads none. A stored value is used again while the key it was made from is the same: the key of a reading
hashes the account, that of a case-wide result the keys of all readings, and both hash this version of the
program and its models.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.engine import run_each
from rashomon.model import Account, Actor, Alignment, Claim, Comparison, Deed, Event, Lineage, Point, Reading
from rashomon.store import Store

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how many of its items are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: where its function is, what it reads and what it writes."""

    function: str
    reads: tuple[str, ...]
    writes: str

    @property
    def name(self) -> str:
        """The verb, as shown to people."""
        return self.function.rpartition(".")[2]

    def run(self, values: Mapping[str, Any]) -> Any:
        """The step's result for these values."""
        module, _, name = self.function.rpartition(".")
        function = getattr(importlib.import_module(f"rashomon.{module}"), name)
        return function(*(values[key] for key in self.reads))


ACCOUNT_STEPS = (
    Step("clean.clean", ("account",), "segments"),
    Step("annotate.annotate", ("account", "segments"), "doc"),
    Step("attribute.attribute", ("account", "doc", "segments"), "attributions"),
    Step("mention.mention", ("account", "doc", "segments", "attributions"), "mentions"),
    Step("extract.extract", ("account", "doc", "segments", "attributions", "mentions"), "claims"),
    Step("embed.embed", ("account", "claims"), "claims"),
)

CASE_STEPS = (
    Step("resolve.resolve", ("accounts", "readings"), "actors"),
    Step("resolve.link", ("claims", "actors"), "claims"),
    Step("trace.trace", ("accounts", "readings"), "lineage"),
    Step("trace.groups", ("accounts", "lineage"), "groups"),
    Step("align.align", ("accounts", "claims", "actors"), "alignments"),
    Step("compare.compare", ("accounts", "claims", "alignments", "groups"), "points"),
    Step("frame.frame", ("readings", "actors"), "actors"),
    Step("relate.relate", ("readings", "actors", "claims"), "deeds"),
    Step("chronicle.chronicle", ("accounts", "claims", "alignments"), "events"),
)

STEPS = ACCOUNT_STEPS + CASE_STEPS

RESULTS: dict[str, Any] = {
    "groups": dict[str, str],
    "claims": tuple[Claim, ...],
    "actors": tuple[Actor, ...],
    "lineage": tuple[Lineage, ...],
    "alignments": tuple[Alignment, ...],
    "points": tuple[Point, ...],
    "events": tuple[Event, ...],
    "deeds": tuple[Deed, ...],
}
"""What a comparison keeps of the whole case, with the type it is stored as."""


def read_account(account: Account) -> Reading:
    """All that reading this account alone yields; nothing for an account that could not be read."""
    if account.status == "failed":
        return Reading(account.id)
    values: dict[str, Any] = {"account": account}
    for step in ACCOUNT_STEPS:
        try:
            values[step.writes] = step.run(values)
        except Exception as error:  # one account that breaks a step must not cost the case
            return Reading(account.id, failure=_failure(step, error))
    return Reading(account.id, values["segments"], values["attributions"], values["mentions"], values["claims"])


def _failure(step: Step, error: Exception) -> str:
    return f"the step '{step.name}' could not read this text ({type(error).__name__}: {error}); please report it"


def compare(store: Store, progress: Progress, *, workers: int = 1) -> Comparison:
    """Bring the whole case up to date and return what it holds; only what is stale is run."""
    accounts = store.accounts()
    readings = _read(store, accounts, progress, workers)
    accounts = tuple(map(_with_failure, accounts, readings))
    results = _compare(store, accounts, readings, progress)
    return Comparison(accounts, readings, **results)


def _read(store: Store, accounts: Sequence[Account], progress: Progress, workers: int) -> tuple[Reading, ...]:
    keys = {account.id: account_key(account) for account in accounts}
    readings = {account.id: store.reading(account.id, keys[account.id]) for account in accounts}
    stale = [account for account in accounts if readings[account.id] is None]
    done = len(accounts) - len(stale)
    progress("read", done, len(accounts))
    for reading in run_each(read_account, stale, workers=workers):
        store.put_reading(reading, keys[reading.account])
        readings[reading.account] = reading
        done += 1
        progress("read", done, len(accounts))
    return tuple(reading for reading in readings.values() if reading is not None)


def _with_failure(account: Account, reading: Reading) -> Account:
    return replace(account, status="failed", reason=reading.failure) if reading.failure else account


def _compare(
    store: Store, accounts: Sequence[Account], readings: Sequence[Reading], progress: Progress
) -> dict[str, Any]:
    key = case_key(accounts)
    stored = {name: store.result(name, kind, key) for name, kind in RESULTS.items()}
    if all(value is not None for value in stored.values()):
        return stored
    values = _run_case_steps(accounts, readings, progress)
    for name in RESULTS:
        store.put_result(name, values[name], key)
    return {name: values[name] for name in RESULTS}


def _run_case_steps(accounts: Sequence[Account], readings: Sequence[Reading], progress: Progress) -> dict[str, Any]:
    # Case steps see read accounts only: one that was not read can be neither silent nor independent.
    values: dict[str, Any] = {
        "accounts": tuple(account for account in accounts if account.status == "read"),
        "readings": tuple(readings),
        "claims": tuple(claim for reading in readings for claim in reading.claims),
    }
    for number, step in enumerate(CASE_STEPS):
        progress(step.name, number, len(CASE_STEPS))
        values[step.writes] = step.run(values)
    progress("done", len(CASE_STEPS), len(CASE_STEPS))
    return values


def account_key(account: Account) -> str:
    """The hash a reading is stored under: the account as collected, and the program that read it."""
    return _hash((program_key(), replace(account, path="")))


def case_key(accounts: Iterable[Account]) -> str:
    """The hash case-wide results are stored under."""
    return _hash(tuple((account.id, account_key(account)) for account in accounts))


@cache
def program_key() -> str:
    """Hash of this version of the program, code and weights: another version reads everything anew."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return _hash([(str(path.relative_to(root)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files])


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
