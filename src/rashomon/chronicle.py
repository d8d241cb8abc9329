"""Puts dated claims in the order of their dates, with every account's version of when an event happened.

A claim is dated by one time expression: the one that dates its predicate, not a year mentioned in passing ("the 2015
accord"), nor that of what it compares with, nor, where it has another, the day on which it was said. Dated claims
become one event where they are aligned and their dates can both hold, where they are aligned as differing in time, or
where date, an actor and what happened are the same. Claims that state an event without a date are no version of it.
Not done: the order of events on one day, what two dates in one sentence each belong to, time zones.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon import dates
from rashomon.model import Account, Alignment, Claim, Dated, Event, Span, Time

CLOSE: Final = 0.6
"""Cosine from which two claims of one day and actor speak of one event though their verbs differ."""
BETWEEN: Final = 0.0
"""Whole days that may lie between the dates of claims that agree and still date one event: it may pass midnight.

Of 66 aligned pairs of 62 training cases with one to three days between, two are annotated as differing in time; the
others tell what was said or done on another day.
"""
READABLE: Final = 40
"""A slice shorter than this, in code points, words an event only if nothing longer does."""

LINK: Final = 0.3
"""Least average join at which two groups of versions are one event."""

RANKS: Final = {"minute": 0, "day": 0, "week": 1, "month": 2, "year": 3, "decade": 4, "century": 5}

PASSING: Final = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|this|that|[A-Za-z]+['’]s?)(?: [a-z-]+)? )$", re.IGNORECASE
)
"""What stands before a year that only describes a noun ("the 2015 accord")."""
LIMITED: Final = re.compile(
    r"\b(?:since|until|till|by|before|after|following|ahead of|prior to|from)(?: the)? $", re.IGNORECASE
)
"""What makes a date the limit of an event and not its time."""
COMPARED: Final = re.compile(
    r"\b(?:(?:up|down) from|compared (?:with|to)|than(?: \w+ (?:was|were|had been))?"
    r"|(?:first|most|least|worst|best|(?!suggest|modest)[a-z]+(?:[dghiklpw]|tt|eat|ast)est)(?: [\w'’-]+){0,3} since)"
    r"(?: (?:in|on|at|during|the|[$£€]?\d[\d.,]*\w*|[mb]illion)){0,4} $",
    re.IGNORECASE,
)
"""What stands before the date of that with which a claim compares ("down from $8m in 2033", "the worst since 2033")."""
SUBORDINATE: Final = re.compile(
    r"(?:, (?:who|which|where|when|whose)\b|\b(?:after|since|when|who|which|before|because|as)\b)"
)


Joins = Mapping[tuple[int, int], float]
"""What speaks for two versions (by number, the lower first) being of one event, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Version:
    """A dated claim: what it says happened, and when."""

    claim: Claim
    time: Time


def chronicle(
    accounts: Sequence[Account], claims: Sequence[Claim], alignments: Sequence[Alignment]
) -> tuple[Event, ...]:
    """The dated events of a case, earliest first, ids "e0", "e1", ...; every dated claim is in exactly one."""
    texts = {account.id: account for account in accounts}
    versions = [Version(claim, time) for claim in claims if (time := main_time(texts[claim.span.account], claim))]
    events = [_event(group, texts) for group in _groups(versions, alignments)]
    events.sort(key=lambda event: (dates.sort_key(event.date), event.versions[0].span))
    return tuple(replace(event, id=f"e{number}") for number, event in enumerate(events))


def main_time(account: Account, claim: Claim) -> Time | None:
    """The time expression that dates a claim's predicate; None for a claim without a usable date."""
    usable = [time for time in claim.times if dates.is_value(time.value) and not _is_compared(account, claim, time)]
    at = _predicate(account, claim)
    return min(usable, key=lambda time: (_distance(account, claim, time, at), time.span), default=None)


def _is_compared(account: Account, claim: Claim, time: Time) -> bool:
    """True for the date of what a claim compares with, which dates nothing it tells."""
    return COMPARED.search(account.text[claim.span.start : time.span.start][-90:]) is not None


def _predicate(account: Account, claim: Claim) -> int:
    """Where the claim's verb stands, by its first letters; the claim's start where it does not show."""
    text = account.slice(claim.span)
    stem = (claim.predicate or "")[:4].rstrip("e")
    found = re.search(rf"\b{re.escape(stem)}", text, re.IGNORECASE) if len(stem) > 1 else None
    return claim.span.start + (found.start() if found else 0)


def _distance(account: Account, claim: Claim, time: Time, predicate: int) -> float:
    """How far a time expression is from dating the claim: its wording first, then its place."""
    start, end = time.span.start, time.span.end
    before, after = account.text[claim.span.start : start], account.text[end : end + 2]
    rank = RANKS[dates.precision(time.value)]
    distance = abs(start - predicate) / 200 + 0.3 * rank
    if rank >= 3 and PASSING.search(before[-40:]) and re.match(r" [A-Za-z]", after):
        distance += 4
    if LIMITED.search(before[-14:]):
        distance += 1.5
    if SUBORDINATE.search(before) and start > predicate:
        distance += 1
    if "/" in time.value:
        distance += 0.5
    return distance + 1.5 * _dates_saying(account, claim, time, predicate)


def _dates_saying(account: Account, claim: Claim, time: Time, predicate: int) -> bool:
    """True for a time beside who is said to say it ("he died in May, the police said on Monday")."""
    start, end = claim.span.start, claim.span.end
    said = next((one.span for one in claim.holders if one.span and start <= one.span.start < end), None)
    if said is None or said.start > predicate:
        return said is not None and time.span.start > said.start
    return time.span.start < predicate and not re.search(r"\bthat\b", account.text[said.end : time.span.start])


def _groups(versions: Sequence[Version], alignments: Sequence[Alignment]) -> list[list[Version]]:
    """Versions of one event together, in the order of the claims: average linkage over what joins pairs of them."""
    accounts = [version.claim.span.account for version in versions]
    clusters = _Clusters(accounts, dict((*_aligned(versions, alignments), *_alike(versions))))
    return [[versions[n] for n in members] for members in clusters.joined()]


class _Clusters:
    """Groups of versions that grow while the two best joined of them are joined well enough.

    Pairs of one account that nothing joins are not averaged over: an account tells different things of one event.
    """

    def __init__(self, accounts: Sequence[str], joins: Joins) -> None:
        self.members = {n: [n] for n in range(len(accounts))}
        self.accounts = {n: Counter([account]) for n, account in enumerate(accounts)}
        self.sums: dict[int, dict[int, float]] = {n: {} for n in self.members}
        self.own: dict[int, dict[int, int]] = {n: {} for n in self.members}
        for (a, b), weight in joins.items():
            same = int(accounts[a] == accounts[b])
            self.sums[a][b] = self.sums[b][a] = weight
            self.own[a][b] = self.own[b][a] = same
        self.heap = [(-self.average(a, b), a, b) for a, b in sorted(joins)]
        heapq.heapify(self.heap)

    def average(self, a: int, b: int) -> float:
        """Mean join of the pairs of two groups that count."""
        mine, theirs = self.accounts[a], self.accounts[b]
        same = sum(count * theirs[account] for account, count in mine.items())
        pairs = len(self.members[a]) * len(self.members[b]) - same + self.own[a][b]
        return self.sums[a][b] / pairs if pairs else 0.0

    def joined(self) -> list[list[int]]:
        """The groups in the order of their first member."""
        while self.heap and -self.heap[0][0] >= LINK:
            _, a, b = heapq.heappop(self.heap)
            if a in self.members and b in self.members:
                self._merge(a, b)
        return sorted(sorted(members) for members in self.members.values())

    def _merge(self, a: int, b: int) -> None:
        new = len(self.sums)
        self.members[new] = self.members[a] + self.members[b]
        self.accounts[new] = self.accounts[a] + self.accounts[b]
        self.sums[new], self.own[new] = {}, {}
        del self.members[a], self.members[b]
        for other in sorted((set(self.sums[a]) | set(self.sums[b])) & set(self.members) - {new}):
            self.sums[new][other] = self.sums[other][new] = self.sums[a].get(other, 0.0) + self.sums[b].get(other, 0.0)
            self.own[new][other] = self.own[other][new] = self.own[a].get(other, 0) + self.own[b].get(other, 0)
            heapq.heappush(self.heap, (-self.average(other, new), other, new))


def _aligned(versions: Sequence[Version], alignments: Sequence[Alignment]) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs that are aligned and date one event, by their relation and by how far their dates are apart."""
    number = {version.claim.id: n for n, version in enumerate(versions)}
    for alignment in alignments:
        a, b = number.get(alignment.a), number.get(alignment.b)
        if a is None or b is None or alignment.relation == "conflict":
            continue
        apart = dates.gap_days(versions[a].time.value, versions[b].time.value)
        if alignment.slot == "time" or apart <= BETWEEN:
            yield (min(a, b), max(a, b)), alignment.score


def _alike(versions: Sequence[Version]) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of one day (or the same month, or year) with an actor in common that speak of one deed."""
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for n, version in enumerate(versions):
        if version.claim.actors:
            buckets[_day(version.time.value)].append(n)
    for numbers in buckets.values():
        near = _near([versions[n].claim for n in numbers])
        for (i, a), (j, b) in combinations(enumerate(numbers), 2):
            if _one_deed(versions[a].claim, versions[b].claim, near=bool(near[i, j])):
                yield (a, b), 1.0


def _one_deed(a: Claim, b: Claim, *, near: bool) -> bool:
    same_verb = a.predicate is not None and a.predicate == b.predicate
    return bool(set(a.actors) & set(b.actors)) and (near or (same_verb and set(a.actors) == set(b.actors)))


def _near(claims: Sequence[Claim]) -> NDArray[np.bool_]:
    """Which pairs of claims have embeddings close to each other; none where a claim has no vector."""
    if not claims or len({len(claim.vector) for claim in claims}) > 1 or not claims[0].vector:
        return np.zeros((len(claims), len(claims)), dtype=bool)
    vectors = np.stack([np.frombuffer(claim.vector, dtype="<f2").astype(np.float32) for claim in claims])
    close: NDArray[np.bool_] = vectors @ vectors.T >= CLOSE
    return close


def _event(group: Sequence[Version], texts: dict[str, Account]) -> Event:
    date = _date(group, texts)
    told = [version.claim.span for version in group if version.time.value == date]
    versions = sorted({Dated(version.claim.span, version.time.value) for version in group}, key=lambda v: v.span)
    return Event("", date, min(told, key=_brevity), tuple(versions))


def _brevity(span: Span) -> tuple[bool, int, Span]:
    """Orders the shortest readable slice first, then the longest of those too short to read."""
    length = span.end - span.start
    return length < READABLE, abs(length - READABLE), span


def _date(group: Sequence[Version], texts: dict[str, Account]) -> str:
    """The date most accounts give or leave room for; of those the most precise, to the day, the most told, the first.

    "May 2031" leaves room for 3 May 2031. An account that has the words of another is not counted beside it.
    """
    first: dict[str, str] = {}
    tellers: defaultdict[str, set[str]] = defaultdict(set)
    for version in group:
        account = texts[version.claim.span.account]
        words = " ".join(account.slice(version.claim.span).split()).casefold()
        tellers[version.time.value].add(first.setdefault(words, account.id))

    def weight(value: str) -> tuple[int, int, int, tuple[int, int], str]:
        holders = _union(told for other, told in tellers.items() if dates.contains(_day(other), _day(value)))
        return -len(holders), RANKS[dates.precision(value)], -len(tellers[value]), dates.sort_key(value), value

    return min(tellers, key=weight)


def _day(value: str) -> str:
    """The day of a time of day; any other value as it is."""
    return dates.truncate(value, "day") or value


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)
