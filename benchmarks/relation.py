"""How often the rules of `align.relation` are right: python -m benchmarks.relation CASES [--every N] [--record].

The annotated pairs of every Nth training case are read by the pipeline; shown is, for each rule, of how many pairs it
holds, and how many of these are annotated as what the rule says; and for how many annotated differences the slot is
right. The held-out development cases are never read here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Json, project, read_golds, read_segments
from benchmarks.record import Row, append, shown
from rashomon.align.relation import denial, disputed
from rashomon.align.sides import Sentence, sentences
from rashomon.align.slots import slot
from rashomon.case import Case
from rashomon.pipeline import Job, read_account

HELD_OUT = frozenset({"seeds", "t36", "t37", "t38", "t39"})


def pairs(folder: Path) -> Iterator[tuple[Sentence, Sentence, str]]:
    """The annotated pairs of a case that both make a claim, with their label and, after a space, their slot."""
    segments, held = read_segments(folder), {}
    with Case.in_memory() as case:
        case.add([str(path) for path in sorted(folder.glob("a*.txt"))])
        for account in case.accounts():
            name = Path(account.path).name.split(".")[0]
            for sentence in sentences(account, read_account(Job(account)).claims):
                held[f"{name}:{project(segments[name], sentence.start, sentence.end)}"] = sentence
    for pair in read_golds(folder)[0]["pairs"]:
        if pair["a"] in held and pair["b"] in held:
            yield held[pair["a"]], held[pair["b"]], label_of(pair)


def label_of(pair: Json) -> str:
    """The label, with its slot where it has one: "CONFLICT", "DIFFER quantity"."""
    return " ".join(filter(None, (pair["label"], pair.get("slot"))))


def rules_of(a: Sentence, b: Sentence) -> Iterator[str]:
    """The rules that hold of a pair."""
    if denial(a, b) or denial(b, a):
        yield "denial"
    if disputed(a, b):
        yield "disputed"


def measure(folders: list[Path]) -> list[Row]:
    """A row for each rule, one for the pairs and one for the slots."""
    found: Counter[tuple[str, str]] = Counter()
    for folder in folders:
        for a, b, label in pairs(folder):
            found.update((rule, label) for rule in ("any", *rules_of(a, b)))
            if label.startswith("DIFFER "):
                found["slot", "right" if label.split()[1].split("-")[0] == slot(a, b) else "wrong"] += 1
    says = {"denial": "CONFLICT", "disputed": "DIFFER quantity"}
    rows = [Row(f"pairs of {len(folders)} training cases that both make a claim", str(total(found, "any")))]
    rows += [
        Row(f"{rule}: pairs of which it holds, of them {label}, AGREE; {label} in all",
            f"{total(found, rule)}, {found[rule, label]}, {found[rule, 'AGREE']}; {found['any', label]}")
        for rule, label in says.items()
    ]  # fmt: skip
    rows.append(
        Row("slot right, of annotated differences with a slot", f"{found['slot', 'right']}, {total(found, 'slot')}")
    )
    return rows


def total(found: Counter[tuple[str, str]], rule: str) -> int:
    """Of how many pairs a rule holds."""
    return sum(count for (name, _), count in found.items() if name == rule)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--every", type=int, default=4, help="read every Nth case (default 4)")
    parser.add_argument("--record", action="store_true", help="append the figures to RESULTS.md")
    args = parser.parse_args()
    folders = sorted(path for path in args.cases.iterdir() if path.is_dir() and path.name not in HELD_OUT)
    rows = measure(folders[:: args.every])
    print(shown(rows))
    if args.record:
        append("Rules of the relation", f"python -m benchmarks.relation ../shared/cases --every {args.every}", rows)


if __name__ == "__main__":
    main()
