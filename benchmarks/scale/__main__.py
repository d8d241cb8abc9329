"""What a corpus costs and how good its stories are: python -m benchmarks.scale DATA [PART...] [--limit N] [--record].

DATA is the folder that holds `allsides` and `fnc1`. Parts, all unless named: copies (near-duplicates, beside
datasketch's MinHashLSH on the same texts by the same measure), stories (B-cubed on silver groups and on a sample read
by hand, beside community_detection of sentence-transformers), growth (cost and memory from 2,000 articles up),
reading (what reading every article would cost), whole (a build that does read them all: an hour), kills (SIGKILL ten
times), ray (its worker killed).

Seconds are of the processor, children included, and ratios are of one run: the machine may do other work. Not in the
project's environment: datasketch, sentence-transformers and ray, installed for the run; what is missing is passed over.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.record import Row, append, shown
from benchmarks.scale.copies import copies
from benchmarks.scale.cost import growth, reading, whole
from benchmarks.scale.stories import stories
from benchmarks.scale.trouble import kills, ray
from rashomon.corpus import start

PARTS: dict[str, Callable[[Path, Path, int | None], Iterable[Row]]] = {
    "copies": copies, "stories": stories, "growth": growth, "reading": reading, "whole": whole, "kills": kills,
    "ray": ray,
}  # fmt: skip


def main() -> None:
    """Run the parts that were asked for and print or record what they found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--limit", type=int, help="articles of allsides, the first so many")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for part in given.parts or PARTS:
            found = list(PARTS[part](given.data, Path(folder), given.limit))
            print(shown(found), flush=True)
            rows += found
    if given.record:
        command = " ".join(["python -m benchmarks.scale ../shared/data", *sys.argv[2:]]).replace(" --record", "")
        append("Scale", command, rows)


if __name__ == "__main__":
    start()
    main()
