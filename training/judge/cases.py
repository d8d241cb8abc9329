"""Annotated cases as the aligner sees them: accounts, sentences that make claims, and the relation of every pair."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import numpy as np

from rashomon import dates
from rashomon.align.judge import Judged
from rashomon.align.sides import Sentence, Side
from rashomon.errors import InputError
from rashomon.model import Account, Claim, Holder, Span, Time
from rashomon.reader import embed

HELD_OUT = frozenset({"seeds", "t36", "t37", "t38", "t39"})
LABELS = {"AGREE": 1, "DIFFER": 2, "CONFLICT": 3}
AUTHOR = (Holder("author", "author"),)


@dataclass(frozen=True)
class Annotated:
    """One case: accounts with a body, their sentences, and `labels[i, j]` for accounts i < j (0 unrelated).

    An `invented` case is denser in related pairs than real ones are: bars and calibration are not fitted to it.
    """

    name: str
    accounts: tuple[Account, ...]
    sentences: tuple[tuple[Sentence, ...], ...]
    labels: dict[tuple[int, int], np.ndarray]
    invented: bool = False

    @cached_property
    def annotated(self) -> int:
        """How many pairs are labelled."""
        return sum(int((matrix > 0).sum()) for matrix in self.labels.values())


def cases(*folders: Path) -> Iterator[Annotated]:
    """Every case of the folders that may be learnt from, in name order, one folder after the other."""
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        if path.is_dir() and path.name not in HELD_OUT:
            yield read(path)


def read(path: Path) -> Annotated:
    """One case; of two annotations the first."""
    gold = json.loads(sorted(path.glob("gold*.json"))[0].read_text("utf-8"))
    accounts, held = [], []
    for text in sorted(path.glob("a*.txt")):
        account = account_of(text)
        numbered = sentences_of(account, text.with_suffix(".seg.tsv"), gold["boilerplate"].get(account.id, {}))
        if numbered:
            accounts.append(account)
            held.append(numbered)
    known = labels_of(gold)
    labels = {
        (i, j): matrix(known, accounts[i], accounts[j], held[i], held[j]) for i, j in combinations(range(len(held)), 2)
    }
    sentences = tuple(tuple(part.values()) for part in held)
    return Annotated(path.name, tuple(accounts), sentences, labels, gold.get("invented", False))


def account_of(path: Path) -> Account:
    """An account as collected, with the metadata beside it."""
    meta = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
    text = path.read_bytes().decode("utf-8-sig")
    return Account(path.stem, path.name, text, "", title=meta.get("title"), published=meta.get("published"))


def sentences_of(account: Account, path: Path, boilerplate: dict[str, str]) -> dict[int, Sentence]:
    """The body segments by number, each as one claim with its dates."""
    rows = [line.split("\t", 3) for line in path.read_text("utf-8").splitlines() if line]
    times = [Time(Span(account.id, t.start, t.end), t.value, t.anchor) for t in times_of(account)]
    found = {}
    for row in rows:
        if row[0] not in boilerplate:
            span = Span(account.id, int(row[1]), int(row[2]))
            inside = tuple(time for time in times if span.contains(time.span))
            claim = Claim(f"{account.id}.{row[0]}", span, AUTHOR, times=inside)
            found[int(row[0])] = Sentence(account.id, span.start, span.end, account.slice(span), (claim,))
    return found


def times_of(account: Account) -> list[dates.TimeExpression]:
    """The account's dates; resolved without its own date where that is not ISO 8601."""
    try:
        return dates.find(account.text, account.published)
    except InputError:
        return dates.find(account.text)


def stored(said: Judged) -> np.ndarray:
    """What the judge says of two accounts as it is kept: agree, differ, conflict, low, high, content."""
    parts = (said.agree, said.differ, said.conflict, said.matched_low, said.matched_high, said.content)
    return np.stack(parts, -1).astype(np.float32)


def labels_of(gold: dict[str, list[dict[str, str]]]) -> dict[tuple[str, str], int]:
    """The label of each annotated pair, both ways round; a conflict outweighs a difference, that an agreement."""
    found: dict[tuple[str, str], int] = {}
    for pair in gold["pairs"]:
        for key in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
            found[key] = max(found.get(key, 0), LABELS[pair["label"]])
    return found


def matrix(
    known: dict[tuple[str, str], int], a: Account, b: Account, left: dict[int, Sentence], right: dict[int, Sentence]
) -> np.ndarray:
    """Labels of every pair of sentences of two accounts."""
    return np.array([[known.get((f"{a.id}:{k}", f"{b.id}:{m}"), 0) for m in right] for k in left], np.int64)


def vectors_of(found: Sequence[Annotated], run: Path) -> dict[str, np.ndarray]:
    """Vectors of title and sentences of each account "name/i", computed once and kept in the run folder."""
    kept = run / "vectors.npz"
    if not kept.exists():
        texts = {
            f"{case.name}/{n}": [account.title or case.sentences[n][0].text, *(s.text for s in case.sentences[n])]
            for case in found
            for n, account in enumerate(case.accounts)
        }
        np.savez(kept, **{key: embed(rows) for key, rows in texts.items()})
    with np.load(kept) as stored:
        return dict(stored)


def sides_of(case: Annotated, vectors: Mapping[str, np.ndarray]) -> list[Side]:
    """The case's accounts as the aligner compares them."""
    rows = [vectors[f"{case.name}/{n}"] for n in range(len(case.accounts))]
    return [
        Side(account, held, part[1:], part[0])
        for account, held, part in zip(case.accounts, case.sentences, rows, strict=True)
    ]
