"""The benchmark of annotated cases gives the figures of the reference metric."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def loaded(path: Path) -> ModuleType:
    """A Python file as a module, wherever it lies."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cases = loaded(Path(__file__).parent.parent / "benchmarks" / "cases.py")

SEGMENTS = {"a0": [(0, 40), (41, 80), (81, 120)], "a1": [(0, 50), (51, 99)]}
GOLD = {
    "boilerplate": {"a0": {"2": "chrome"}, "a1": {}},
    "pairs": [
        {"a": "a0:0", "b": "a1:0", "label": "AGREE", "slot": None},
        {"a": "a1:1", "b": "a0:1", "label": "DIFFER", "slot": "wording-of-quote"},
        {"a": "a0:0", "b": "a1:1", "label": "CONFLICT", "slot": None},
    ],
}
COMPARISON = {
    "accounts": [{"id": "x", "path": "/in/a0.txt"}, {"id": "y", "path": "/in/a1.txt"}],
    "claims": [
        {"id": "x.0", "account": "x", "start": 2, "end": 38},
        {"id": "x.1", "account": "x", "start": 35, "end": 78},
        {"id": "y.0", "account": "y", "start": 0, "end": 50},
        {"id": "y.1", "account": "y", "start": 51, "end": 70},
    ],
    "alignments": [
        {"a": "x.0", "b": "y.0", "relation": "agree", "slot": None},
        {"a": "x.1", "b": "y.1", "relation": "differ", "slot": "wording"},
        {"a": "x.1", "b": "y.0", "relation": "agree", "slot": None},
    ],
    "excluded": [{"account": "x", "start": 81, "end": 120, "kind": "chrome"}],
}


def test_figures_of_a_small_case() -> None:
    expected = {
        "pairs_gold": 3, "pairs_pred": 3, "pair_f1": 0.6667, "pair_p": 0.6667, "pair_r": 0.6667, "label_acc": 1.0,
        "agree_f1": 0.6667, "differ_f1": 1.0, "conflict_f1": 0.0, "differ_slot_f1": 1.0, "boilerplate_f1": 1.0,
    }  # fmt: skip
    assert cases.score(COMPARISON, GOLD, SEGMENTS) == expected


def guessed(folder: Path, seed: int) -> dict[str, Any]:
    """A comparison with random claims, alignments and exclusions over a case's texts."""
    chance = random.Random(seed)
    accounts = [{"id": f"n{n}", "path": str(path)} for n, path in enumerate(sorted(folder.glob("a*.txt")))]
    lengths = {a["id"]: len(Path(a["path"]).read_bytes().decode("utf-8-sig")) for a in accounts}

    def span(account: str) -> dict[str, Any]:
        start = chance.randrange(lengths[account] - 10)
        return {"account": account, "start": start, "end": min(lengths[account], start + chance.randrange(5, 300))}

    claims = [span(a["id"]) | {"id": f"{a['id']}.{n}"} for a in accounts for n in range(60)]
    relations = [("agree", None), ("conflict", None), ("differ", "quantity"), ("differ", "wording")]
    alignments = []
    for _ in range(400):
        a, b = chance.sample(claims, 2)
        relation, slot = chance.choice(relations)
        alignments.append({"a": a["id"], "b": b["id"], "relation": relation, "slot": slot})
    excluded = [span(a["id"]) | {"kind": "chrome"} for a in accounts for _ in range(10)]
    return {"accounts": accounts, "claims": claims, "alignments": alignments, "excluded": excluded}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seeds", "drone", "t36", "o03"])
def test_figures_are_those_of_the_reference(shared_cases: Path, name: str) -> None:
    folder = shared_cases / name
    comparison = guessed(folder, seed=7)
    segments = cases.read_segments(folder)
    for gold in cases.read_golds(folder):
        expected = loaded(shared_cases / "score.py").score(comparison, gold, json.loads(json.dumps(segments)))
        assert cases.score(comparison, gold, segments) == expected


def test_pooled_figures_count_each_case_as_the_mean_of_its_annotations() -> None:
    once = [{"CONFLICT": cases.Counts(1, 2, 4)}]
    twice = [{"CONFLICT": cases.Counts(1, 2, 2)}, {"CONFLICT": cases.Counts(0, 2, 4)}]
    expected = ["CONFLICT, pooled: F1 0.273 (1.5 right of 4 said, 7 annotated)"]
    assert cases.pooled([once, twice]) == expected


def test_a_tally_counts_slots_and_the_relations_of_pairs_found() -> None:
    comparison = {
        "accounts": [{"id": "n0", "path": "a0.txt"}, {"id": "n1", "path": "a1.txt"}],
        "claims": [
            {"id": f"n{n}.{k}", "account": f"n{n}", "start": 10 * k, "end": 10 * k + 9} for n in (0, 1) for k in (0, 1)
        ],
        "alignments": [
            {"a": "n0.0", "b": "n1.0", "relation": "differ", "slot": "time"},
            {"a": "n0.1", "b": "n1.1", "relation": "agree", "slot": None},
        ],
    }
    gold = {
        "pairs": [
            {"a": "a0:0", "b": "a1:0", "label": "DIFFER", "slot": "place"},
            {"a": "a0:1", "b": "a1:1", "label": "CONFLICT", "slot": None},
        ]
    }
    segments = {"a0": [(0, 10), (10, 20)], "a1": [(0, 10), (10, 20)]}
    assert cases.tally(comparison, gold, segments) == {
        "CONFLICT": (0, 0, 1),
        "DIFFER with its slot": (0, 1, 1),
        "DIFFER": (1, 1, 1),
        "relation of the pairs found": (1.0, 2, 2),
    }
