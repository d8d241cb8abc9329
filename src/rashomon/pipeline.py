"""The order of the steps, and which of them are stale.

A step is the function `rashomon.<module>.<name>`; it reads the values named in `reads`, in that order, and
writes the one named in `writes`. Steps are imported when they first run, so that a command which runs none
loads none. A stored value is used again while the key it was made from is the same: the key of a reading
hashes the account, that of a case-wide result the keys of all readings, and both hash this version of the
program and its models. A person's judgements are replayed between the steps they concern.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.engine import run_each
from rashomon.judge import standing
from rashomon.model import (
    Account,
    Actor,
    Alignment,
    Appeal,
    Claim,
    Comparison,
    Deed,
    Event,
    Explanation,
    Judgement,
    JudgeServer,
    Lineage,
    Point,
    Reading,
)
from rashomon.store import Store

if TYPE_CHECKING:
    from rashomon.appeal import Court

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
        return self.function.partition(".")[0]

    def run(self, values: Mapping[str, Any]) -> Any:
        """The step's result for these values."""
        module, _, name = self.function.rpartition(".")
        function = getattr(importlib.import_module(f"rashomon.{module}"), name)
        return function(*(values[key] for key in self.reads))


WORDS_STEPS = (
    Step("clean.clean", ("account",), "segments"),
    Step("judge.kinds", ("account", "segments", "judgements"), "segments"),
    Step("annotate.annotate", ("account", "segments"), "doc"),
    Step("attribute.attribute", ("account", "doc", "segments"), "attributions"),
    Step("mention.mention", ("account", "doc", "segments", "attributions"), "mentions"),
    Step("extract.extract", ("account", "doc", "segments", "attributions", "mentions"), "claims"),
)
"""What reads an account's words; an article of a corpus is read so far until it is compared."""

EMBED = Step("embed.embed", ("account", "claims"), "claims")

ACCOUNT_STEPS = (*WORDS_STEPS, EMBED)

CASE_STEPS = (
    Step("resolve.resolve", ("accounts", "readings"), "actors"),
    Step("judge.actors", ("accounts", "actors", "judgements"), "actors"),
    Step("judge.claims", ("accounts", "claims", "judgements"), "claims"),
    Step("resolve.link", ("claims", "accounts", "readings", "actors"), "claims"),
    Step("trace.trace", ("accounts", "readings"), "lineage"),
    Step("trace.groups", ("accounts", "lineage"), "groups"),
    Step("judge.groups", ("accounts", "groups", "judgements"), "groups"),
    Step("align.align", ("accounts", "claims", "actors"), "alignments"),
    Step("judge.alignments", ("accounts", "claims", "alignments", "judgements"), "alignments"),
    Step("contrast.contrast", ("accounts", "claims", "alignments", "groups", "actors"), "points"),
    Step("frame.frame", ("accounts", "readings", "actors"), "actors"),
    Step("relate.relate", ("accounts", "readings", "actors", "claims"), "deeds"),
    Step("chronicle.chronicle", ("accounts", "claims", "alignments"), "events"),
)

APPEAL_STEPS = (
    Step("align.doubts.doubts", ("accounts", "claims", "alignments"), "doubts"),
    Step("appeal.put", ("accounts", "readings", "claims", "doubts", "court"), "verdicts"),
    Step("appeal.told", ("alignments", "doubts", "verdicts", "court"), "appeals"),
    Step("appeal.applied", ("accounts", "claims", "alignments", "doubts", "verdicts", "court"), "alignments"),
)
"""What follows on `align` where the user named a language model."""

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
    "appeals": tuple[Appeal, ...],
}
"""What a comparison keeps of the whole case, with the type it is stored as."""


KEPT: dict[str, Any] = dict.fromkeys(("align.align", "align.doubts.doubts"), tuple[Alignment, ...])
"""Steps that grow with the square of the case: what the machine found is kept under the hash of what they read, so
that a judgement on what comes after them does not cost them again."""


@dataclass(frozen=True, slots=True)
class Job:
    """One account to read, and the judgements about its segments."""

    account: Account
    judgements: tuple[Judgement, ...] = ()

    @property
    def key(self) -> str:
        """The hash its reading is stored under: program, account as collected, judgements."""
        return _hash((program_key(), replace(self.account, path=""), self.judgements))


def read_account(job: Job) -> Reading:
    """All that reading this account alone yields; nothing for an account that could not be read."""
    return _read_by(ACCOUNT_STEPS, job)


def read_words(job: Job) -> Reading:
    """The same without the claims' vectors."""
    return _read_by(WORDS_STEPS, job)


def _read_by(steps: Sequence[Step], job: Job) -> Reading:
    account = job.account
    if account.status == "failed":
        return Reading(account.id)
    values: dict[str, Any] = {"account": account, "judgements": job.judgements}
    for step in steps:
        try:
            values[step.writes] = step.run(values)
        except Exception as error:  # one account that breaks a step must not cost the case
            return Reading(account.id, failure=_failure(step, error))
    return Reading(account.id, values["segments"], values["attributions"], values["mentions"], values["claims"])


def embedded(account: Account, reading: Reading) -> Reading:
    """What `read_words` found made whole, as `read_account` would have given it."""
    try:
        return replace(reading, claims=EMBED.run({"account": account, "claims": reading.claims}))
    except Exception as error:  # as in read_account
        return Reading(account.id, failure=_failure(EMBED, error))


def _failure(step: Step, error: Exception) -> str:
    return f"the step '{step.name}' could not read this text ({type(error).__name__}: {error}); please report it"


def compare(store: Store, progress: Progress, *, workers: int = 1, judge: JudgeServer | None = None) -> Comparison:
    """Bring the whole case up to date and return what it holds; only what is stale is run.

    Where a language model was named, now or before, its kept answers count; only a model named now is asked anew.
    """
    judgements = standing(store.judgements())
    jobs = [Job(account, about(account, judgements)) for account in store.accounts()]
    court = _court(store, judge, progress)
    readings = _read(store, jobs, progress, workers)
    accounts = tuple(_with_failure(job.account, reading) for job, reading in zip(jobs, readings, strict=True))
    key = _hash(([job.key for job in jobs], [job.account.id for job in jobs], judgements))
    given = {"accounts": accounts, "readings": readings, "judgements": judgements}
    results = _compare(store, key, given, progress, court)
    return Comparison(accounts, readings, **results)


SETTING = "judge"
"""Under this name a case keeps which language model was named for it, and at which address (as a hash)."""


def _court(store: Store, judge: JudgeServer | None, progress: Progress) -> Court | None:
    """The language model that was named for the case, with its server where it is named now."""
    from rashomon.appeal import Court

    address, _, model = (store.setting(SETTING) or "").partition(" ")
    if judge is None:
        return Court(model, store) if model else None
    from rashomon.appeal.server import ChatServer

    server = ChatServer(judge.url, seconds=judge.seconds)
    here = _hash(server.url)[:16]
    name = judge.model or (model if here == address else "") or server.only_model()
    store.put_setting(SETTING, f"{here} {name}")
    return Court(name, store, server, judge.calls, progress)


def set_aside_judge(store: Store) -> None:
    """Let no language model judge this case any more; its answers stay, and count again when it is named again."""
    store.put_setting(SETTING, "")


def explain(comparison: Comparison, about: Sequence[tuple[str, ...]]) -> tuple[Explanation, ...]:
    """Why pairs of claims, named by their ids, are aligned or not; a claim alone is set against every other account."""
    from rashomon.align import explain

    read = [account for account in comparison.accounts if account.status == "read"]
    return explain.explain(read, comparison.claims, comparison.alignments, about)


def about(account: Account, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that change how this account is read: those on the kinds of its segments."""
    return tuple(
        one
        for one in judgements
        if one.action == "kind" and any(anchor.sha256 == account.sha256 for anchor in one.about)
    )


def _read(store: Store, jobs: Sequence[Job], progress: Progress, workers: int) -> tuple[Reading, ...]:
    keys = {job.account.id: job.key for job in jobs}
    readings = {account: store.reading(account, key) for account, key in keys.items()}
    stale = [job for job in jobs if readings[job.account.id] is None]
    done = len(jobs) - len(stale)
    progress("read", done, len(jobs))
    for reading in run_each(read_account, stale, workers=workers):
        store.put_reading(reading, keys[reading.account])
        readings[reading.account] = reading
        done += 1
        progress("read", done, len(jobs))
    return tuple(reading for reading in readings.values() if reading is not None)


def _with_failure(account: Account, reading: Reading) -> Account:
    return replace(account, status="failed", reason=reading.failure) if reading.failure else account


def _compare(
    store: Store, key: str, given: Mapping[str, Any], progress: Progress, court: Court | None
) -> dict[str, Any]:
    stored = {name: store.result(name, kind, _appealed_key(store, key, court)) for name, kind in RESULTS.items()}
    if all(value is not None for value in stored.values()) and not _has_open(stored["appeals"], court):
        return stored
    values = _run_case_steps(store, given, progress, court)
    after = _appealed_key(store, key, court)
    for name in RESULTS:
        store.put_result(name, values[name], after)
    return {name: values[name] for name in RESULTS}


def _appealed_key(store: Store, key: str, court: Court | None) -> str:
    """The key of results in which a language model's answers of this moment count."""
    return key if court is None else _hash((key, court.model, store.answer_keys(court.model)))


def _has_open(appeals: Sequence[Appeal] | None, court: Court | None) -> bool:
    """True where a server that is named now could be asked what it was not, or did not answer."""
    if court is None or court.server is None:
        return False
    return not appeals or any(one.answered < min(one.doubtful, court.calls) for one in appeals)


def _run_case_steps(store: Store, given: Mapping[str, Any], progress: Progress, court: Court | None) -> dict[str, Any]:
    # Case steps see read accounts only: one that was not read can be neither silent nor independent.
    values = dict(given) | {"court": court, "appeals": ()}
    values["accounts"] = tuple(account for account in given["accounts"] if account.status == "read")
    read = {account.id for account in values["accounts"]}
    values["readings"] = tuple(reading for reading in given["readings"] if reading.account in read)
    values["claims"] = tuple(claim for reading in values["readings"] for claim in reading.claims)
    steps = case_steps(appeal=court is not None)
    for number, step in enumerate(steps):
        progress(step.name, number, len(steps))
        values[step.writes] = _run_or_recall(store, step, values)
    progress("done", len(steps), len(steps))
    return values


def _run_or_recall(store: Store, step: Step, values: Mapping[str, Any]) -> Any:
    """The step's result; of a step in KEPT the one of an earlier run that read the same."""
    if step.function not in KEPT:
        return step.run(values)
    key = _hash((program_key(), *(values[name] for name in step.reads)))
    found = store.result(step.function, KEPT[step.function], key)
    if found is None:
        found = step.run(values)
        store.put_result(step.function, found, key)
    return found


def case_steps(*, appeal: bool) -> tuple[Step, ...]:
    """The steps of the whole case, with or without an appeal to a language model."""
    return tuple(
        one
        for step in CASE_STEPS
        for one in (step, *(APPEAL_STEPS if appeal and step.function == "align.align" else ()))
    )


SHOWING = frozenset(("__main__.py", "cli", "corpus", "doctor.py", "export", "report", "static", "templates", "web"))
"""What only shows or hands out what was found: a change there makes nothing stale."""


@cache
def program_key() -> str:
    """Hash of this version of the program, code and weights: another version reads everything anew."""
    root = Path(__file__).parent
    return _hash([(name, hashlib.sha256((root / name).read_bytes()).hexdigest()) for name in program_files()])


def program_files() -> list[str]:
    """The files that decide what is found, relative to the package."""
    root = Path(__file__).parent
    files = [path.relative_to(root) for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return sorted(path.as_posix() for path in files if path.parts[0] not in SHOWING)


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
