"""Near-duplicates on the FNC-1 bodies: python -m benchmarks.trace DATA.

The reference pairs are silver: containment of word 5-grams of .5 and over, which where read were copies and light
edits. Published for orientation: locality-sensitive hashing reaches an ARI of 74 on news re-prints (NEWS-COPY).
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path

from rashomon.model import Account, Reading, Segment, Span
from rashomon.trace import related

LEAST = 0.5
"""Containment from which a pair is one of the reference."""


def bodies(folder: Path) -> dict[str, Account]:
    """The article bodies by their ids, as accounts."""
    with (folder / "train_bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["Body ID"], row["articleBody"].strip()) for row in csv.DictReader(file)]
    return {name: Account(f"a{n}", name, text, f"{n:064x}") for n, (name, text) in enumerate(rows) if text}


def silver(folder: Path) -> set[frozenset[str]]:
    """The reference pairs."""
    lines = (folder / "near_dup_pairs.silver.jsonl").read_text("utf-8").splitlines()
    pairs = map(json.loads, lines)
    return {frozenset((pair["a"], pair["b"])) for pair in pairs if pair["containment5"] >= LEAST}


def found(accounts: dict[str, Account]) -> set[frozenset[str]]:
    """The pairs of which one is a copy or a re-print of the other."""
    readings = [Reading(one.id, (Segment(Span(one.id, 0, len(one.text)), "body", 0),)) for one in accounts.values()]
    names = {account.id: name for name, account in accounts.items()}
    return {
        frozenset((names[one.source], names[one.target]))
        for one in related(list(accounts.values()), readings)
        if one.kind in ("copy", "reprint")
    }


def main(data: str) -> None:
    """Print precision, recall, F1 and speed."""
    folder = Path(data) / "fnc1"
    accounts = bodies(folder)
    reference = {pair for pair in silver(folder) if pair <= accounts.keys()}
    start = time.process_time()
    pairs = found(accounts)
    seconds = time.process_time() - start
    right = len(pairs & reference)
    precision, recall = right / len(pairs), right / len(reference)
    print(f"{len(accounts)} bodies, {len(reference)} pairs, {len(pairs)} found")
    print(f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}")
    print(f"{len(accounts) / seconds:,.0f} texts a CPU second")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
