"""Which account depends on which: re-prints, copies, excerpts, shared quotations, with the passages they share.

Runs of equal words are found by seed and extend over an inverted index of word n-grams (Manber 1994; as in passim,
Smith, Cordell and Mullen 2015) and measured by containment, not by Jaccard: an original and its re-print often share
a third of their n-grams only, since one is cut and the other goes on. What stands in quotation marks on both sides
shows a common speaker, not a copied article, and joins nobody.

Not done: a paraphrase is not seen, and where neither credit line nor date tells, the direction is a guess, marked
*inferred*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

from rashomon.model import Account, Lineage, LineageKind, Passage, Reading, Span
from rashomon.text import Word, fold, quotes, words

SEED = 5
"""Words in a seed: a run of equal words shorter than this is no sign of copying."""

PASSAGE = 8
"""Words in the shortest run kept where accounts are not near-copies; five equal words are often a stock phrase."""

COMMON = 60
"""A seed that stands in more accounts than this is a stock phrase, and makes no candidates."""

COPIED = 0.5
"""From this containment on, an account is a copy of the other, shortened or not, and no voice of its own."""

CREDITED = 0.2
"""The containment that is enough where a credit line names the other, or both name one original."""


class Run(NamedTuple):
    """Equal words: where they begin in both word lists, and how many there are."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Told:
    """The body words of one account, and which of them stand in quotation marks."""

    account: Account
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]

    def seeds(self) -> list[tuple[str, ...]]:
        """Every run of SEED words, by the place of its first."""
        keys = [word.key for word in self.words]
        return [tuple(keys[start : start + SEED]) for start in range(len(keys) - SEED + 1)]

    def span(self, start: int, length: int) -> Span:
        """The characters from the first word of a run to its last."""
        return Span(self.account.id, self.words[start].start, self.words[start + length - 1].end)


def trace(accounts: Sequence[Account], readings: Sequence[Reading]) -> tuple[Lineage, ...]:
    """Every dependence found, by the accounts' order; `share` is the part of the target's words the source has."""
    by_account = {reading.account: reading for reading in readings}
    told = [_told(account, by_account[account.id]) for account in accounts]
    found = (_lineage(told[left], told[right], runs) for (left, right), runs in _shared(told))
    return tuple(lineage for lineage in found if lineage is not None)


def groups(accounts: Sequence[Account], lineage: Sequence[Lineage]) -> dict[str, str]:
    """The independent group of each account: its first account's id. Copies are one voice, however many print it."""
    order = {account.id: number for number, account in enumerate(accounts)}
    group = {account.id: account.id for account in accounts}
    for one in lineage:
        if one.kind in ("reprint", "copy"):
            first, second = sorted((group[one.source], group[one.target]), key=order.__getitem__)
            group = {account: first if known == second else known for account, known in group.items()}
    return group


def _told(account: Account, reading: Reading) -> Told:
    body = [segment.span for segment in reading.segments if segment.kind == "body"]
    starts = [span.start for span in body]
    inside = quotes(account.text)
    quote_starts = [start for start, _ in inside]
    kept = tuple(word for word in words(account.text) if _within(word, starts, [span.end for span in body]))
    quoted = tuple(_within(word, quote_starts, [end for _, end in inside]) for word in kept)
    return Told(account, kept, quoted)


def _within(word: Word, starts: Sequence[int], ends: Sequence[int]) -> bool:
    at = bisect_right(starts, word.start) - 1
    return at >= 0 and word.end <= ends[at]


# --- Shared runs -------------------------------------------------------------------------------------------


def _shared(told: Sequence[Told]) -> list[tuple[tuple[int, int], list[Run]]]:
    """The runs of every two accounts that share a seed."""
    seeds = [one.seeds() for one in told]
    index: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, found in enumerate(seeds):
        for seed in found:
            index[seed].add(number)
    together = Counter(
        pair for holders in index.values() if 1 < len(holders) <= COMMON for pair in combinations(sorted(holders), 2)
    )
    places = [_places(found) for found in seeds]
    return [(pair, _runs(told[pair[0]], told[pair[1]], places[pair[0]])) for pair in sorted(together)]


def _places(seeds: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, seed in enumerate(seeds):
        places[seed].append(start)
    return dict(places)


def _runs(left: Told, right: Told, places: Mapping[tuple[str, ...], list[int]]) -> list[Run]:
    """Maximal runs of equal words, read along the right account; of several places on the left the longest."""
    a, b = [word.key for word in left.words], [word.key for word in right.words]
    runs: list[Run] = []
    at = 0
    while at <= len(b) - SEED:
        starts = places.get(tuple(b[at : at + SEED]), ())[:COMMON]
        best = max(
            (Run(start, at, _length(a, b, start, at)) for start in starts), key=lambda run: run.length, default=None
        )
        if best:
            runs.append(best)
        at += best.length if best else 1
    return runs


def _length(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    length = SEED
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


# --- Kind and direction ------------------------------------------------------------------------------------


def _lineage(left: Told, right: Told, runs: Sequence[Run]) -> Lineage | None:
    """What two accounts that share runs of words are to each other; None where it is nothing to speak of."""
    own = [run for run in runs if not _is_quoted(left, right, run)]
    near = _is_near(left, right, runs, own)
    kept = runs if near else [run for run in runs if run.length >= PASSAGE]
    if not kept:
        return None
    kind: LineageKind = "excerpt" if any(run.length >= PASSAGE for run in own) else "shared-quotation"
    if near:
        kind = "copy" if _credit(left, right) is None else "reprint"
    backwards, inferred = _is_backwards(left, right, _containment(left, right, runs))
    source, target = (right, left) if backwards else (left, right)
    pairs = sorted((left.span(run.left, run.length), right.span(run.right, run.length)) for run in kept)
    passages = tuple(Passage(b, a) if backwards else Passage(a, b) for a, b in pairs)
    share = _covered(left, kept, "left") if backwards else _covered(right, kept, "right")
    return Lineage(source.account.id, target.account.id, kind, round(share, 4), passages, inferred)


def _is_near(left: Told, right: Told, runs: Sequence[Run], own: Sequence[Run]) -> bool:
    """True for a copy, however shortened. Two reports of one speech share its words, a copy also words beside them."""
    share = max(_containment(left, right, runs))
    if _credit(left, right) is not None:
        return share >= CREDITED
    return share >= COPIED and max(_containment(left, right, own)) >= CREDITED


def _is_quoted(left: Told, right: Told, run: Run) -> bool:
    """True if most of the run stands in quotation marks in both accounts."""
    sides = left.quoted[run.left : run.left + run.length], right.quoted[run.right : run.right + run.length]
    return all(sum(side) > run.length / 2 for side in sides)


def _containment(left: Told, right: Told, runs: Sequence[Run]) -> tuple[float, float]:
    """Which part of each account's seeds the other has (Broder 1997): many short runs weigh less than a long one."""
    return _covered(left, runs, "left", SEED - 1), _covered(right, runs, "right", SEED - 1)


def _covered(told: Told, runs: Sequence[Run], side: Literal["left", "right"], less: int = 0) -> float:
    """The share of an account's words that runs cover, each run, and the account, counted `less` words shorter."""
    covered = {getattr(run, side) + step for run in runs for step in range(run.length - less)}
    return len(covered) / max(1, len(told.words) - less)


def _credit(left: Told, right: Told) -> Told | None:
    """The account the other names as its original; the left one where both name the same third."""
    if _names(right.account.original_outlet, left.account.outlet):
        return left
    if _names(left.account.original_outlet, right.account.outlet):
        return right
    return left if _names(left.account.original_outlet, right.account.original_outlet) else None


def _names(original: str | None, outlet: str | None) -> bool:
    return bool(original and outlet) and fold(original or "").strip() == fold(outlet or "").strip()


def _is_backwards(left: Told, right: Told, shares: tuple[float, float]) -> tuple[bool, bool]:
    """Whether the right account is the source, and whether that is inferred.

    A credit line states it. Else the earlier date tells; else the account that is less covered by the other, since
    what was cut lies wholly in what it was cut from; else the longer text.
    """
    if _names(right.account.original_outlet, left.account.outlet):
        return False, False
    if _names(left.account.original_outlet, right.account.outlet):
        return True, False
    early, late = (
        _comparable(one.account.published, two.account.published) for one, two in ((left, right), (right, left))
    )
    if early != late:
        return late < early, True
    ranks = [
        (round(share, 4), -len(one.account.text), one.account.sha256)
        for one, share in zip((left, right), shares, strict=True)
    ]
    return ranks[1] < ranks[0], True


def _comparable(date: str | None, other: str | None) -> str:
    """A date cut to the precision both have; empty where one has none."""
    return (date or "")[: min(len(date or ""), len(other or ""))]
