"""Segments and kinds against annotation: python -m benchmarks.clean SHARED [--record].

SHARED is the folder that holds cases/ and data/. On the development cases, which nothing was trained on:

- *boundaries*: F1 of the offsets at which segments begin, ours against the annotated ones;
- *boilerplate*: F1 of the annotated segments that are not body, by the reference metric (a segment counts as struck
  if at least half of it is), and the share of body segments struck.

On web pages with hand-made main text (Scrapinghub's article extraction benchmark), words: the share of that text
struck when nothing else is there, and precision and recall before and after cleaning what trafilatura extracts.
Accuracy on the training cases, each held out in turn: python -m training.clean --folds 5.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import trafilatura

from benchmarks.record import Row, append, shown
from rashomon.clean import clean
from rashomon.model import Account
from rashomon.text import segments, words

CASES = {"seeds": ("seeds",), "t36-t39": ("t36", "t37", "t38", "t39")}


class Tally(NamedTuple):
    """What was found rightly, found wrongly and missed."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, found: Iterable[object], gold: Iterable[object]) -> Tally:
        """The tally with two collections, compared as multisets, added."""
        one, two = Counter(found), Counter(gold)
        both = (one & two).total()
        return Tally(self.hit + both, self.wrong + one.total() - both, self.missed + two.total() - both)

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.hit + self.wrong)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, 2 * self.hit + self.wrong + self.missed)


class Annotated(NamedTuple):
    """An account, its annotated segments, and which of them are not body."""

    account: Account
    ranges: list[tuple[int, int]]
    struck: set[int]


def annotated(folder: Path) -> Iterator[Annotated]:
    """The accounts of one case, by the first annotator where there are two."""
    gold = json.loads(min(folder.glob("gold*.json")).read_text("utf-8"))["boilerplate"]
    for table in sorted(folder.glob("a*.seg.tsv")):
        name = table.name.split(".")[0]
        rows = [row.split("\t") for row in table.read_bytes().decode().split("\n") if row]
        meta = json.loads((folder / f"{name}.meta.json").read_text("utf-8"))
        text = (folder / f"{name}.txt").read_bytes().decode()
        account = Account(name, name, text, "", title=meta.get("title"), outlet=meta.get("outlet"))
        yield Annotated(account, [(int(r[1]), int(r[2])) for r in rows], {int(k) for k in gold.get(name, {})})


def struck(account: Account) -> list[tuple[int, int]]:
    """The ranges that are not body."""
    return [(one.span.start, one.span.end) for one in clean(account) if one.kind != "body"]


def projected(ranges: list[tuple[int, int]], cut: list[tuple[int, int]]) -> set[int]:
    """The annotated segments of which at least half lies in one struck range."""
    return {
        number
        for number, (start, end) in enumerate(ranges)
        if any(min(end, b) - max(start, a) >= 0.5 * (end - start) for a, b in cut)
    }


def on_cases(cases: Path) -> list[Row]:
    """The figures on the development cases."""
    rows = []
    for name, folders in CASES.items():
        items = [item for folder in folders for item in annotated(cases / folder)]
        starts, boilerplate = Tally(), Tally()
        for item in items:
            starts = starts.plus((s.start for s in segments(item.account.text)), (a for a, _ in item.ranges))
            boilerplate = boilerplate.plus(projected(item.ranges, struck(item.account)), item.struck)
        body = sum(len(item.ranges) for item in items) - boilerplate.hit - boilerplate.missed
        rows += [
            Row(f"{name}: segment boundaries, F1", f"{starts.f1:.3f}"),
            Row(
                f"{name}: boilerplate F1 (P / R)",
                f"{boilerplate.f1:.3f} ({boilerplate.precision:.3f} / {boilerplate.recall:.3f})",
                ".90" if name == "seeds" else "",
            ),
            Row(f"{name}: body segments struck", f"{boilerplate.wrong / body:.2%}"),
        ]
    return rows


def on_pages(folder: Path) -> list[Row]:
    """The figures on web pages."""
    pages = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    alone, before, after = Tally(), Tally(), Tally()
    for name, page in sorted(pages.items()):
        gold = keys(page["articleBody"])
        alone = alone.plus(body_keys(page["articleBody"]), gold)
        source = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        text = trafilatura.extract(source, favor_recall=True) or ""
        before, after = before.plus(keys(text), gold), after.plus(body_keys(text), gold)
    return [
        Row("pages: words of the main text struck when alone", f"{1 - alone.recall:.2%}"),
        Row("pages: words extracted, P / R", f"{before.precision:.3f} / {before.recall:.3f}"),
        Row("pages: words extracted and cleaned, P / R", f"{after.precision:.3f} / {after.recall:.3f}"),
    ]


def keys(text: str) -> list[str]:
    """The folded words of a text."""
    return [word.key for word in words(text)]


def body_keys(text: str) -> list[str]:
    """The folded words of the body segments of a text."""
    account = Account("a0", "a0", text, "")
    return [key for one in clean(account) if one.kind == "body" for key in keys(account.slice(one.span))]


def main() -> None:
    """Print the figures, and with --record add them to the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    rows = on_cases(arguments.shared / "cases") + on_pages(arguments.shared / "data" / "extraction_scrapinghub")
    print(shown(rows))
    if arguments.record:
        append("Segments and their kinds", "python -m benchmarks.clean ../shared", rows)


if __name__ == "__main__":
    main()
