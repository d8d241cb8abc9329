"""Order, staleness and failure: what runs, what is used again, and what a broken text costs."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from rashomon import pipeline
from rashomon.model import Account, Anchor, Claim, Holder, Judgement, Point, Segment, Span
from rashomon.pipeline import ACCOUNT_STEPS, Job, Step, compare, read_account
from rashomon.store import Store


def account(number: int, text: str = "Rain fell.") -> Account:
    return Account(f"a{number}", f"{number}.txt", text, f"{number:064x}")


def segment(account: Account) -> tuple[Segment, ...]:
    if "poison" in account.text:
        raise KeyError("poison")
    return (Segment(Span(account.id, 0, len(account.text)), "body", 0),)


def claim(account: Account, segments: tuple[Segment, ...]) -> tuple[Claim, ...]:
    return (Claim(f"{account.id}.0", segments[0].span, (Holder("author", "author"),)),)


def points(accounts: tuple[Account, ...], claims: tuple[Claim, ...]) -> tuple[Point, ...]:
    return tuple(Point(f"p{n}", "single", (c.id,), ((c.id,),), c.span, 1, 1) for n, c in enumerate(claims))


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A pipeline of three small steps in place of the real ones, and the log of what it ran."""
    log: list[str] = []
    module = ModuleType("rashomon.small")

    def segmented(account: Account) -> tuple[Segment, ...]:
        log.append(account.id)
        return segment(account)

    def pointed(accounts: tuple[Account, ...], claims: tuple[Claim, ...]) -> tuple[Point, ...]:
        log.append("points")
        return points(accounts, claims)

    module.segment, module.claim, module.points = segmented, claim, pointed  # type: ignore[attr-defined]
    module.nothing = lambda accounts: ()  # type: ignore[attr-defined]
    module.groups = lambda accounts: {one.id: one.id for one in accounts}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rashomon.small", module)
    monkeypatch.setattr(pipeline, "ACCOUNT_STEPS", (
        Step("small.segment", ("account",), "segments"),
        Step("small.nothing", ("account",), "attributions"),
        Step("small.nothing", ("account",), "mentions"),
        Step("small.claim", ("account", "segments"), "claims"),
    ))  # fmt: skip
    empty = [
        Step("small.nothing", ("accounts",), name) for name in ("actors", "lineage", "alignments", "events", "deeds")
    ]
    monkeypatch.setattr(pipeline, "CASE_STEPS", (
        *empty, Step("small.groups", ("accounts",), "groups"), Step("small.points", ("accounts", "claims"), "points"),
    ))  # fmt: skip
    return SimpleNamespace(log=log)


def quiet(step: str, done: int, total: int) -> None:
    """Says nothing."""


def test_reads_come_after_what_writes_them() -> None:
    """Every value a step reads was given or written by a step before it."""
    known = {"account", "judgements"}
    for step in ACCOUNT_STEPS:
        assert set(step.reads) <= known, step.function
        known.add(step.writes)
    for appeal in (False, True):
        known = {"accounts", "readings", "claims", "judgements", "appeals", "court"}
        for step in pipeline.case_steps(appeal=appeal):
            assert set(step.reads) <= known, step.function
            known.add(step.writes)
        assert set(pipeline.RESULTS) <= known


def test_nothing_runs_twice(steps: SimpleNamespace) -> None:
    store = Store()
    store.add(account(0))
    first = compare(store, quiet)
    assert steps.log == ["a0", "points"]
    assert compare(store, quiet) == first
    assert steps.log == ["a0", "points"]


def test_adding_an_account_reads_that_account_only(steps: SimpleNamespace) -> None:
    store = Store()
    store.add(account(0))
    compare(store, quiet)
    steps.log.clear()
    store.add(account(1))
    assert [point.id for point in compare(store, quiet).points] == ["p0", "p1"]
    assert steps.log == ["a1", "points"]


def test_another_version_reads_anew(steps: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    store.add(account(0))
    compare(store, quiet)
    monkeypatch.setattr(pipeline, "program_key", lambda: "another version")
    compare(store, quiet)
    assert steps.log == ["a0", "points", "a0", "points"]


def test_what_only_shows_makes_nothing_stale() -> None:
    rooms = {name.split("/")[0] for name in pipeline.program_files()}
    assert not rooms & {"templates", "static", "report", "web", "cli"}
    assert {"align", "attribute", "weights", "lexicon", "pipeline.py", "text.py"} <= rooms


def test_broken_text_costs_itself(steps: SimpleNamespace) -> None:
    """A text that breaks a step is marked not read with the step's name; the others are compared."""
    store = Store()
    store.add(account(0, "poison"))
    store.add(account(1))
    found = compare(store, quiet)
    assert [one.status for one in found.accounts] == ["failed", "read"]
    assert "'small'" in str(found.accounts[0].reason)
    assert found.groups == {"a1": "a1"}
    assert len(found.points) == 1


def test_killed_between_accounts_the_next_run_continues(steps: SimpleNamespace, tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    store.add(account(0))
    store.add(account(1))

    def killed(step: str, done: int, total: int) -> None:
        if (step, done) == ("read", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(store, killed)
    store.close()
    compare(Store(tmp_path / "case"), quiet)
    assert steps.log == ["a0", "a1", "points"]


def test_failed_account_is_not_read(steps: SimpleNamespace) -> None:
    failed = Account("a0", "x.pdf", "", "0" * 64, status="failed", reason="empty")
    assert read_account(Job(failed)).claims == ()
    assert steps.log == []


def test_a_judgement_does_not_cost_a_kept_step_again(steps: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "KEPT", {"small.points": tuple[Point, ...]})
    store = Store()
    store.add(account(0))
    first = compare(store, quiet)
    store.log(Judgement("j1", "ada", "2026-01-01T00:00:00+00:00", "note", (Anchor("0" * 64),), None, "seen"))
    assert compare(store, quiet).points == first.points
    store.add(account(1))
    assert len(compare(store, quiet).points) == 2
    assert steps.log == ["a0", "points", "a1", "points"]
