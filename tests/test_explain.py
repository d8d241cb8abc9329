"""Why claims are aligned or not: the parts add up, what is explained is what happens, and ids are understood."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.align import SAME, align
from rashomon.align.contributions import background
from rashomon.align.explain import explain
from rashomon.align.features import FEATURES, TOGETHER
from rashomon.align.scoring import FIRST, NAMES
from rashomon.align.trees import Trees, load
from rashomon.case import Case, subjects
from rashomon.cli import main
from rashomon.errors import InputError
from rashomon.model import Account, Alignment, Claim, Explanation, Span
from test_align import BULLETIN, COURIER, GAZETTE, account, claims_of

ACCOUNTS = (account("a0", GAZETTE), account("a1", COURIER), account("a2", BULLETIN))
CLAIMS = [claim for told in ACCOUNTS for claim in claims_of(told)]


@pytest.fixture(scope="module")
def alignments() -> tuple[Alignment, ...]:
    return align(ACCOUNTS, CLAIMS, ())


def explained(alignments: tuple[Alignment, ...], *about: str) -> tuple[Explanation, ...]:
    return explain(ACCOUNTS, CLAIMS, alignments, [about])


def test_a_pair_is_explained_by_every_feature(alignments: tuple[Alignment, ...]) -> None:
    for one in alignments:
        (found,) = explained(alignments, one.a, one.b)
        assert (found.alignment, found.score) == (one, one.score)
        assert {reason.feature: reason.value for reason in found.reasons} == pytest.approx(dict(one.features))
        assert {reason.feature: reason.meaning for reason in found.reasons} == {
            feature.__name__: feature.__doc__ for feature in (*FEATURES, *TOGETHER)
        }
        weights = [abs(reason.weight) for reason in found.reasons]
        assert weights == sorted(weights, reverse=True)


def test_the_weights_add_up_to_the_score(alignments: tuple[Alignment, ...]) -> None:
    models = load()[0]
    for found in explained(alignments, "a0.0"):
        pair = models["pair" if len(found.reasons) == len(NAMES) else "first"]
        log_odds = found.average + sum(reason.weight for reason in found.reasons)
        raw = 1 / (1 + np.exp(-log_odds))
        assert float(np.interp(raw, *pair.knots)) == pytest.approx(found.score, abs=0.02)


def test_what_was_not_read_together_is_explained_by_the_first_round(alignments: tuple[Alignment, ...]) -> None:
    unlikely = [one for n in range(4) for one in explained(alignments, f"a0.{n}") if len(one.reasons) == len(FIRST)]
    assert unlikely
    assert all(one.alignment is None and one.score < one.bar for one in unlikely)


def test_the_accounts_may_be_named_in_either_order(alignments: tuple[Alignment, ...]) -> None:
    assert explained(alignments, "a1.0", "a0.0") == explained(alignments, "a0.0", "a1.0")


def test_the_runner_up_is_the_next_best_of_the_other_account(alignments: tuple[Alignment, ...]) -> None:
    (found,) = explained(alignments, "a0.0", "a1.0")
    others = {two: explained(alignments, "a0.0", f"a1.{two}")[0].score for two in (1, 2, 3)}
    best = max(others, key=lambda two: others[two])
    assert found.rivals[0] is not None
    assert (found.rivals[0].claim, found.rivals[0].score) == (f"a1.{best}", others[best])
    assert found.rivals[1] is not None
    assert found.rivals[1].claim.startswith("a0.")


def test_a_claim_alone_is_set_against_every_other_account(alignments: tuple[Alignment, ...]) -> None:
    """Also where nothing was found there: then the best miss is shown, with the bar it did not reach."""
    found = explained(alignments, "a0.3")
    assert {one.b[:2] for one in found} == {"a1", "a2"}
    for one in found:
        if one.alignment is None:
            assert one.score < one.bar
            assert f"under the bar of {one.bar:.2f}" in one.rule


def test_the_rule_names_the_denial_and_the_slot() -> None:
    denial = account("a0", "Title\n\nBrightwater Lines denied that the ferry Kestrel had been overloaded.")
    other = account("a1", "Title\n\nThe ferry Kestrel had been overloaded, a deckhand of Brightwater Lines said.")
    claims = [replace(claim, polarity="denies") for claim in claims_of(denial)] + claims_of(other)
    for relation, slot, said in (("conflict", None, "one denies"), ("differ", "actor", "Slot actor:")):
        one = Alignment("a0.0", "a1.0", relation, 0.9, "why", slot)  # type: ignore[arg-type]
        (found,) = explain((denial, other), claims, (one,), [("a0.0", "a1.0")])
        assert said in found.rule


def test_what_a_person_judged_is_said() -> None:
    one = Alignment("a0.0", "a2.0", "agree", 1.0, "Linked by a person.", judgement="5f")
    assert explained((one,), "a0.0", "a2.0")[0].rule == "A person judged this pair (judgement 5f)."


def test_what_a_language_model_decided_is_said() -> None:
    one = Alignment("a0.0", "a2.0", "conflict", 0.75, "why", model="tiny")
    assert explained((one,), "a0.0", "a2.0")[0].rule == "The pair was in doubt, and the language model tiny decided."


def test_a_copy_is_explained_as_its_original(alignments: tuple[Alignment, ...]) -> None:
    copy = replace(ACCOUNTS[0], id="a3", path="copy.txt")
    accounts, claims = (*ACCOUNTS, copy), [*CLAIMS, *claims_of(copy)]
    both = align(accounts, claims, ())
    (original,) = explained(alignments, "a0.0", "a1.0")
    (copied,) = explain(accounts, claims, both, [("a3.0", "a1.0")])
    assert (copied.score, copied.reasons) == (original.score, original.reasons)
    (same,) = explain(accounts, claims, both, [("a0.0", "a3.0")])
    assert (same.rule, same.reasons) == (f"{SAME}.", ())


def test_a_claim_only_a_copy_has_is_refused_by_name() -> None:
    copy = replace(ACCOUNTS[0], id="a3", path="copy.txt")
    odd = replace(CLAIMS[0], id="a3.0", span=Span("a3", 3, 9))
    with pytest.raises(InputError, match=r"'a3\.0' was not compared: 'a0'"):
        explain((*ACCOUNTS, copy), [*CLAIMS, odd], (), [("a3.0", "a1.0")])


# --- Contributions -----------------------------------------------------------------------------------------

VALUE = st.sampled_from((-2.5, -1.0, 0.0, 0.5, 1.0, 2.0))
ROWS = st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=20)

STUMPS = Trees(  # x0 <= 0 ? -1 : (x1 <= 1 ? 2 : 5), and x1 <= 0 ? 0.25 : -0.25
    0.5,
    np.array([0, 5], np.int32),
    np.array([0, -1, 1, -1, -1, 1, -1, -1], np.int16),
    np.array([0, -1, 1, 2, 5, 0, 0.25, -0.25], np.float32),
    np.array([1, 0, 3, 0, 0, 6, 0, 0], np.int32),
    np.array([2, 0, 4, 0, 0, 7, 0, 0], np.int32),
    (np.array([0, 1], np.float32), np.array([0, 1], np.float32)),
    0.5,
)


@settings(deadline=None)
@given(ROWS, st.tuples(VALUE, VALUE))
def test_contributions_add_up_for_any_background(rows: list[tuple[float, float]], row: tuple[float, float]) -> None:
    base = background(STUMPS, np.array(rows, np.float32))
    one = np.array(row, np.float32)
    raw = float(STUMPS.raw(one[None])[0])
    expected = float(np.log(raw / (1 - raw)))
    assert base.mean + float(base.contributions(one).sum()) == pytest.approx(expected, abs=1e-3)


def test_a_feature_no_tree_asks_for_contributes_nothing() -> None:
    base = background(STUMPS, np.array([[1, 0], [1, 2]], np.float32))
    expected = [0.0, -1.25]  # both are right of the first split; the second moves 3.5 to 2, the third 0 to 0.25
    assert base.contributions(np.array([1, 0], np.float32)).tolist() == expected


# --- Through the case and the command line -----------------------------------------------------------------


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferry")
    for name, text in (("courier", COURIER), ("gazette", GAZETTE)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with Case.new(folder / "ferry.case") as case:
        case.add([str(folder / "courier.txt"), str(folder / "gazette.txt")])
        case.compare()
    return folder / "ferry.case"


def run(case_file: Path, *arguments: str) -> str:
    return CliRunner().invoke(main, ["explain", str(case_file), *arguments]).stdout


def test_the_command_says_it_in_words_and_as_json(case_file: Path) -> None:
    with Case.open(case_file) as case:
        record = case.compare().record
    one = max(record.alignments, key=lambda alignment: alignment.score)
    told = run(case_file, one.a, one.b, "--all")
    for words in (one.a, one.why, "Next best for", "an average pair of these two accounts"):
        assert words in " ".join(told.split())
    assert all(name in told for name in NAMES)
    assert "-0.00" not in told
    short = run(case_file, one.a, one.b)
    assert len(short.splitlines()) < len(told.splitlines()) / 2
    assert "--all shows them" in short
    (found,) = json.loads(run(case_file, f"{one.a}~{one.b}", "--json"))
    assert found["a"]["exact"] == next(a.slice(c.span) for a, c in by_claim(record.accounts, record.claims, one.a))
    assert (found["relation"], found["score"]) == (one.relation, one.score)
    assert len(found["features"]) == len(NAMES)
    point = next(point for point in record.points if one.a in point.claims)
    assert {(x["a"]["claim"], x["b"]["claim"]) for x in json.loads(run(case_file, point.id, "--json"))} >= {
        (one.a, one.b)
    }


def by_claim(accounts: tuple[Account, ...], claims: tuple[Claim, ...], ident: str) -> list[tuple[Account, Claim]]:
    return [(a, c) for c in claims if c.id == ident for a in accounts if a.id == c.span.account]


@pytest.mark.parametrize(
    ("ids", "word"),
    [
        (("p999",), "'p999' is no point or claim"),
        (("p0", "p1"), "'p0' is a point, and a point is explained alone"),
        (("a0.0", "p0"), "'p0' is a point, and a point is explained alone"),
        (("a0",), "'a0' is an account; name a point"),
        (("a0.0", "a0.1"), "one account"),
        (("a0.0", "a1.0", "a1.1"), "3 ids"),
    ],
)
def test_ids_that_name_nothing_are_refused(case_file: Path, ids: tuple[str, ...], word: str) -> None:
    with Case.open(case_file) as case:
        record = case.compare().record
    with pytest.raises(InputError, match=word):
        subjects(record, ids)
    refused = CliRunner().invoke(main, ["explain", str(case_file), *ids])
    assert refused.exit_code == 1
    assert word in refused.output
