"""Unfolds invented cases into the layout of the annotated ones: python -m training.unfold FOLDER... --to CASES.

An invented case is one text file, written for this project about an event that never was (cases/README.md):

    # a ferry runs aground
    @ The Lower Vale Gazette | 2023-04-11 | Ferry on rocks, nobody hurt
    1 The ferry Solveig ran on to rocks off Tarn Point at dusk.
    2 All sixty passengers were brought ashore, the coast guard said.
    @ Radio Tessin | 2023-04-12 | Two hurt as ferry strikes reef
    1 Two of the Solveig's sixty passengers broke bones when she struck a reef.
    = 1.1 2.1 agree
    = 1.2 2.1 conflict

Accounts are numbered in their order, sentences within them; pairs that are not named are unrelated.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEAD = re.compile(r"@ (?P<outlet>[^|]+) \| (?P<published>\d{4}-\d\d-\d\d) \| (?P<title>[^|]+)")
SENTENCE = re.compile(r"(?P<number>\d+) (?P<text>\S.*)")
PAIR = re.compile(
    r"= (?P<a>\d+)\.(?P<k>\d+) (?P<b>\d+)\.(?P<m>\d+) (?:(?P<label>agree|conflict)|differ (?P<slot>[a-z-]+))"
)
SLOTS = frozenset({"quantity", "time", "place", "actor", "cause", "wording-of-quote"})


class Misread(ValueError):
    """A line that is not of the format, with file, line and what was expected."""


@dataclass
class Written:
    """One account: what is known about it, and its sentences."""

    outlet: str
    published: str
    title: str
    sentences: list[str] = field(default_factory=list)


@dataclass
class Invented:
    """One case: a title, accounts and labelled pairs, each as the annotated cases have it."""

    name: str
    about: str
    accounts: list[Written]
    pairs: list[dict[str, str | None]]


def parse(path: Path) -> Invented:
    """One case; raises Misread at the first line that is not right."""
    case = Invented(path.stem, "", [], [])
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                take(case, line.rstrip())
            except Misread as error:
                raise Misread(f"{path}:{number}: {error}: {line[:60]!r}") from None
    if len(case.accounts) < 2 or not case.about or not case.pairs:
        raise Misread(f"{path}: a case needs a title, two accounts and a pair")
    return case


def take(case: Invented, line: str) -> None:
    """Add what one line says to the case."""
    if line.startswith("# "):
        case.about = line[2:]
    elif line.startswith("="):
        case.pairs.append(pair_of(case, line))
    elif head := HEAD.fullmatch(line):
        case.accounts.append(Written(**head.groupdict()))
    else:
        case.accounts[-1].sentences.append(sentence_of(case, line))


def sentence_of(case: Invented, line: str) -> str:
    """The text of a numbered sentence."""
    found = SENTENCE.fullmatch(line)
    if not found or not case.accounts:
        raise Misread('neither "# title", "@ outlet | date | title", "N sentence" nor "= A.N B.M label"')
    if int(found["number"]) != len(case.accounts[-1].sentences) + 1:
        raise Misread(f"sentence {len(case.accounts[-1].sentences) + 1} is next")
    return found["text"]


def pair_of(case: Invented, line: str) -> dict[str, str | None]:
    """A labelled pair of sentences of two accounts that are there."""
    found = PAIR.fullmatch(line)
    if not found:
        raise Misread('not "= A.N B.M agree", "= A.N B.M conflict" or "= A.N B.M differ SLOT"')
    ends = [(int(found["a"]), int(found["k"])), (int(found["b"]), int(found["m"]))]
    for account, sentence in ends:
        if not (0 < account <= len(case.accounts) and 0 < sentence <= len(case.accounts[account - 1].sentences)):
            raise Misread(f"there is no sentence {account}.{sentence}")
    if ends[0][0] == ends[1][0]:
        raise Misread("both sentences are of one account")
    if found["slot"] and found["slot"] not in SLOTS:
        raise Misread(f"the slot is none of {', '.join(sorted(SLOTS))}")
    a, b = (f"a{account - 1}:{sentence - 1}" for account, sentence in ends)
    return {"a": a, "b": b, "label": (found["label"] or "differ").upper(), "slot": found["slot"]}


def unfold(case: Invented, folder: Path) -> None:
    """Write the case as a folder of accounts, their segments and the annotation."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, account in enumerate(case.accounts):
        base = folder / f"a{number}"
        base.with_suffix(".txt").write_text(" ".join(account.sentences), "utf-8")
        base.with_suffix(".seg.tsv").write_text("".join(segments(account.sentences)), "utf-8")
        meta = {"outlet": account.outlet, "published": account.published, "title": account.title}
        base.with_suffix(".meta.json").write_text(json.dumps(meta), "utf-8")
    (folder / "gold.json").write_text(json.dumps({"invented": True, "boilerplate": {}, "pairs": case.pairs}), "utf-8")


def segments(sentences: list[str]) -> Iterator[str]:
    """The rows of a table of segments: number, start, end, text."""
    start = 0
    for number, text in enumerate(sentences):
        yield f"{number}\t{start}\t{start + len(text)}\t{text}\n"
        start += len(text) + 1


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of invented cases, *.txt")
    parser.add_argument("--to", type=Path, help="where the cases go, a folder each; without it they are only checked")
    args = parser.parse_args()
    found = [parse(path) for folder in args.folders for path in sorted(folder.glob("*.txt"))]
    for case in found if args.to else []:
        unfold(case, args.to / case.name)
    labels = [str(pair["label"]) for case in found for pair in case.pairs]
    counts = ", ".join(f"{labels.count(label)} {label.lower()}" for label in ("AGREE", "DIFFER", "CONFLICT"))
    print(f"{len(found)} cases, {sum(len(a.sentences) for c in found for a in c.accounts)} sentences, {counts}")


if __name__ == "__main__":
    main()
