"""Conflicting numbers in annotated pairs: python benchmarks/quantities.py CASES [--leave-out NAME...].

CASES is a folder of annotated cases (accounts `aN.txt`, segments `aN.seg.tsv`, annotation `gold*.json` with `pairs`).
For each annotated pair of segments that both hold a quantity, the grammar says whether they conflict: whether some
quantity of one conflicts with one of the other while neither has a partner there that it agrees with. Printed is how
often it says so, for pairs that differ in a quantity according to the annotation and for pairs that agree. Agreeing
sentences can give two different numbers of two things, and differ in a number that both wordings allow, so neither
100 nor 0 is to be reached by numbers alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rashomon import dates, quantities
from rashomon.quantities import QuantityExpression

Found = dict[str, list[QuantityExpression]]


def by_segment(folder: Path) -> Found:
    """The quantities of each annotated segment ("a0:12") of a case."""
    found: Found = {}
    for path in sorted(folder.glob("*.seg.tsv")):
        name = path.name.split(".")[0]
        text = (folder / f"{name}.txt").read_text("utf-8")
        published = json.loads((folder / f"{name}.meta.json").read_text("utf-8")).get("published")
        taken = dates.find(text, published if published and dates.is_value(published) else None)
        whole = quantities.find(text, [(each.start, each.end) for each in taken])
        for line in path.read_text("utf-8").splitlines():
            number, start, end, _ = line.split("\t", 3)
            found[f"{name}:{number}"] = [each for each in whole if int(start) <= each.start < int(end)]
    return found


def conflicting(a: Sequence[QuantityExpression], b: Sequence[QuantityExpression]) -> bool:
    """True if a quantity of one conflicts with one of the other and neither agrees with any there."""
    apart = [(x, y) for x in a for y in b if quantities.conflict(x, y)]
    return any(not any(_agree(x, z) for z in b) and not any(_agree(z, y) for z in a) for x, y in apart)


def _agree(x: QuantityExpression, y: QuantityExpression) -> bool:
    agreement = quantities.agreement(x, y)
    return agreement is not None and agreement.relation != "conflict"


def count(folder: Path, pairs: Counter[str], said: Counter[str]) -> None:
    """Adds one case: its pairs with quantities on both sides, and those said to conflict, by annotation."""
    found = by_segment(folder)
    gold = json.loads(sorted(folder.glob("*gold*.json"))[0].read_text("utf-8"))
    for pair in gold["pairs"]:
        a, b = found.get(pair["a"], []), found.get(pair["b"], [])
        kind = "agree" if pair["label"] == "AGREE" else "quantity" if pair.get("slot") == "quantity" else "other"
        if a and b:
            pairs[kind] += 1
            said[kind] += conflicting(a, b)


def main() -> None:
    """Prints one row for pairs that differ in a quantity, agree, or differ in something else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=["seeds", "t36", "t37", "t38", "t39"], help="folders to skip")
    arguments = parser.parse_args()
    pairs: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for folder in sorted(arguments.cases.iterdir()):
        if folder.is_dir() and folder.name not in arguments.leave_out and any(folder.glob("*gold*.json")):
            count(folder, pairs, said)
    for kind in ("quantity", "agree", "other"):
        share = 100 * said[kind] / pairs[kind] if pairs[kind] else 0.0
        print(
            f"{kind:9} pairs with quantities in both {pairs[kind]:5}, said to conflict {said[kind]:4} ({share:.1f} %)"
        )


if __name__ == "__main__":
    main()
