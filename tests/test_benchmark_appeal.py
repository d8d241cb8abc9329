"""The ceiling of a second judge: doubtful pairs answered as a case is annotated."""

from __future__ import annotations

from benchmarks.appeal import annotated, row

from rashomon.appeal import Verdict
from rashomon.model import Account, Alignment, Claim, Comparison, Holder, Span

AUTHOR = (Holder("author", "author"),)
SEGMENTS = {"a0": [(0, 10), (10, 20)], "a1": [(0, 20)]}


def case() -> Comparison:
    accounts = tuple(Account(f"a{n}", f"somewhere/a{n}.txt", "x" * 20, str(n)) for n in (0, 1))
    spans = (Span("a0", 0, 9), Span("a0", 10, 20), Span("a1", 0, 20))
    claims = tuple(Claim(f"c{n}", span, AUTHOR) for n, span in enumerate(spans))
    return Comparison(accounts, (), {}, claims, (), (), (), (), (), ())


def test_each_pair_is_answered_as_annotated_and_unrelated_where_it_is_not() -> None:
    gold = {"pairs": [{"a": "a1:0", "b": "a0:1", "label": "DIFFER", "slot": "wording-of-quote"}]}
    unsure = [Alignment("c0", "c2", "agree", 0.2, "why"), Alignment("c1", "c2", "agree", 0.2, "why")]
    assert annotated(case(), unsure, gold, SEGMENTS) == [Verdict(None), Verdict("differ", "wording")]


def test_a_row_shows_before_and_after() -> None:
    figures = {"pair_f1": 0.5, "label_acc": 1.0, "conflict_f1": 0.0, "differ_slot_f1": 0.25}
    found = row("t00", figures, figures | {"pair_f1": 0.75}, 7)
    assert found.what == "t00, 7 doubtful pairs"
    assert found.figure.startswith("0.500 → 0.750; 1.000 → 1.000")
