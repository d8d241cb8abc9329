"""The annotated cases: accounts with the kind of each of their segments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from rashomon.model import SEGMENT_KINDS, Account

HELD_OUT = frozenset(("seeds", "t36", "t37", "t38", "t39"))
NUMBER = {kind: number for number, kind in enumerate(SEGMENT_KINDS)}


class Labelled(NamedTuple):
    """An account with the half-open range and the kind of each annotated segment."""

    case: str
    account: Account
    ranges: list[tuple[int, int]]
    kinds: list[int]


def read_case(folder: Path, gold: str) -> list[Labelled]:
    """The labelled accounts of one case; `gold` is the name of the annotation file."""
    struck = json.loads((folder / gold).read_text("utf-8"))["boilerplate"]
    found = []
    for table in sorted(folder.glob("a*.seg.tsv")):
        name = table.name.split(".")[0]
        rows = [row.split("\t") for row in table.read_bytes().decode().split("\n") if row]
        kinds = [NUMBER[struck.get(name, {}).get(row[0], "body")] for row in rows]
        ranges = [(int(row[1]), int(row[2])) for row in rows]
        found.append(Labelled(folder.name, read_account(folder, name), ranges, kinds))
    return found


def read_account(folder: Path, name: str) -> Account:
    """One account of a case with the metadata beside it."""
    text = (folder / f"{name}.txt").read_bytes().decode().removeprefix("\ufeff")
    meta = json.loads((folder / f"{name}.meta.json").read_text("utf-8"))
    return Account(
        name,
        f"{name}.txt",
        text,
        "",
        title=meta.get("title"),
        outlet=meta.get("outlet"),
        authors=tuple(meta.get("authors") or ()),
        published=meta.get("published"),
    )


def read_cases(cases: Path) -> list[Labelled]:
    """Every training case."""
    folders = [folder for folder in sorted(cases.iterdir()) if folder.is_dir() and folder.name not in HELD_OUT]
    golds = [(folder, next(p.name for p in sorted(folder.glob("gold*.json")))) for folder in folders]
    return [labelled for folder, gold in golds for labelled in read_case(folder, gold)]
