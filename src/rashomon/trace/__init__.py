"""Which account depends on which: re-prints, copies, excerpts, shared quotations, with the passages they share.

What is shared is measured by containment, not by Jaccard: an original and its re-print often share a third of their
n-grams only, since one is cut and the other goes on. What stands in quotation marks on both sides shows a common
speaker, not a copied article, and joins nobody.

Not done: a paraphrase or a translation is not seen, single quotation marks are not read as quotation, and where
neither credit line nor date tells, the direction is a guess, marked *inferred*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from rashomon.model import Account, Lineage, LineageKind, Passage, Reading
from rashomon.text import fold
from rashomon.trace.overlap import SEED, Overlap, Run, Told, overlaps, told

PASSAGE = 8
"""Words in the shortest run kept where accounts are not near-copies; five equal words are often a stock phrase."""

BORROWED = 10
"""Words outside quotation marks from which a passage is no stock phrase or title of office, but taken over."""

COPIED = 0.5
"""From this containment on, an account is a copy of the other, shortened or not, and no voice of its own."""

CREDITED = 0.2
"""The containment that is enough where a credit line names the other, or both name one original."""

_ONE_VOICE = frozenset(("reprint", "copy"))

TITLE = 90
"""From this likeness on (0 to 100, word order ignored), two titles are of one article."""


def trace(accounts: Sequence[Account], readings: Sequence[Reading]) -> tuple[Lineage, ...]:
    """What each account took from where, in the order of accounts; `share` is the part of its words the source has.

    Of several sources that have the same words only the nearest is named: one credited, else one copied, else the
    one with most of them, else one that is no copy itself. So twenty copies of one text are nineteen lineages, not a
    hundred and ninety.
    """
    order = {account.id: number for number, account in enumerate(accounts)}
    ties = {account.id: (account.sha256, account.path) for account in accounts}
    found = sorted(related(accounts, readings), key=lambda one: (order[one.target], order[one.source]))
    taken = {account.id: [one for one in found if one.target == account.id] for account in accounts}
    copied = {name for name, sources in taken.items() if any(one.kind in _ONE_VOICE for one in sources)}
    ranks = {name: (name in copied, *tie) for name, tie in ties.items()}
    return tuple(one for account in accounts for one in _nearest(taken[account.id], ranks))


def related(accounts: Sequence[Account], readings: Sequence[Reading]) -> list[Lineage]:
    """The dependence of every two accounts that share a passage, redundant ones included."""
    by_account = {reading.account: reading for reading in readings}
    bodies = [told(account, by_account[account.id]) for account in accounts if account.id in by_account]
    return [lineage for overlap in overlaps(bodies) if (lineage := _lineage(overlap)) is not None]


def groups(accounts: Sequence[Account], lineage: Sequence[Lineage]) -> dict[str, str]:
    """The independent group of each read account, named after the account in it that was added first.

    One voice are a copy or a re-print and its source, and accounts that name one original and carry one title. An
    account that takes a passage from another but says more in its own words stays a voice of its own.
    """
    group = {account.id: account.id for account in accounts if account.status == "read"}

    def root(name: str) -> str:
        while group[name] != name:
            group[name] = name = group[group[name]]
        return name

    joined = [(one.source, one.target) for one in lineage if one.kind in _ONE_VOICE]
    for pair in [*joined, *_same_article(accounts)]:
        first, second = sorted(map(root, pair), key=_rank)
        group[second] = first
    return {name: root(name) for name in group}


def _rank(name: str) -> tuple[int, str]:
    """Account ids in order of addition: a2 before a10."""
    return len(name), name


def _same_article(accounts: Sequence[Account]) -> list[tuple[str, str]]:
    """Read accounts that name one original, or of which one names the other, under one title."""
    read = [one for one in accounts if one.status == "read" and one.title]
    return [
        (one.id, two.id)
        for one, two in combinations(read, 2)
        if (one.original_outlet or two.original_outlet)
        and fuzz.token_sort_ratio(fold(one.title or ""), fold(two.title or "")) >= TITLE
        and (_credits(one, two) or _credits(two, one) or _credit_one(one, two))
    ]


def _nearest(found: Sequence[Lineage], ties: Mapping[str, tuple[bool, str, str]]) -> list[Lineage]:
    """Of an account's lineages, those that explain words no nearer source has explained.

    Of sources equally near, `ties` decides, which knows nothing of the order the accounts were added in.
    """
    order = sorted(found, key=lambda one: (one.inferred, one.kind not in _ONE_VOICE, -one.share, ties[one.source]))
    explained: list[tuple[int, int]] = []
    kept: list[Lineage] = []
    for one in order:
        places = [(passage.target.start, passage.target.end - passage.target.start) for passage in one.passages]
        if _union([*explained, *places]) - _union(explained) > _union(places) / 10:
            kept.append(one)
            explained += places
    return [one for one in found if one in kept]


def _union(ranges: Iterable[tuple[int, int]]) -> int:
    """How much ranges of (start, length) cover together."""
    total = reached = 0
    for start, length in sorted(ranges):
        total += max(0, start + length - max(start, reached))
        reached = max(reached, start + length)
    return total


# --- Kind --------------------------------------------------------------------------------------------------


def _lineage(overlap: Overlap) -> Lineage | None:
    """What two accounts that share runs of words are to each other; None where it is nothing to speak of."""
    source_left, inferred = _direction(overlap)
    own = [run for run in overlap.runs if not _is_quoted(overlap, run)]
    near = _is_near(overlap, own)
    borrowed = any(run.length >= BORROWED for run in own)
    kept = overlap.runs if near else [run for run in overlap.runs if run.length >= PASSAGE]
    if not near and not borrowed:
        kept = [run for run in kept if run not in own]
    if not kept:
        return None
    source, target = (overlap.left, overlap.right) if source_left else (overlap.right, overlap.left)
    pairs = sorted((overlap.left.span(a, n), overlap.right.span(b, n)) for a, b, n in kept)
    passages = tuple(Passage(a, b) if source_left else Passage(b, a) for a, b in pairs)
    share = _covered(target, _rights(kept) if source_left else _lefts(kept))
    kind = _kind(source, target, near=near, share=share, borrowed=borrowed)
    return Lineage(source.account.id, target.account.id, kind, round(share, 4), passages, inferred)


def _kind(source: Told, target: Told, *, near: bool, share: float, borrowed: bool) -> LineageKind:
    one, two = source.account, target.account
    if near and (_credits(two, one) or _credit_one(one, two) or (two.original_outlet and not one.outlet)):
        return "reprint"
    if near and share >= COPIED:
        return "copy"
    return "excerpt" if near or borrowed else "shared-quotation"


def _is_near(overlap: Overlap, own: Sequence[Run]) -> bool:
    """True for a copy, however shortened. Two reports of one speech share its words, a copy also words beside them."""
    share, outside = (
        max(
            _covered(overlap.left, _lefts(runs), SEED - 1),
            _covered(overlap.right, _rights(runs), SEED - 1),
        )
        for runs in (overlap.runs, own)
    )
    one, two = overlap.left.account, overlap.right.account
    if _credits(one, two) or _credits(two, one) or _credit_one(one, two):
        return share >= CREDITED
    return share >= COPIED and outside >= CREDITED


def _is_quoted(overlap: Overlap, run: Run) -> bool:
    """True if most of the run stands in quotation marks in both accounts."""
    sides = (
        overlap.left.quoted[run.left : run.left + run.length],
        overlap.right.quoted[run.right : run.right + run.length],
    )
    return all(sum(side) > run.length / 2 for side in sides)


def _covered(one: Told, runs: Iterable[tuple[int, int]], less: int = 0) -> float:
    """The share of an account's words in runs of (first word, length); each, and the account, `less` words shorter.

    With `less` of SEED - 1 it is the share of seeds (Broder 1997), by which many short runs weigh less than a long one.
    """
    covered = _union((start, length - less) for start, length in runs)
    return covered / max(1, len(one.words) - less)


def _lefts(runs: Iterable[Run]) -> list[tuple[int, int]]:
    return [(run.left, run.length) for run in runs]


def _rights(runs: Iterable[Run]) -> list[tuple[int, int]]:
    return [(run.right, run.length) for run in runs]


# --- Direction ---------------------------------------------------------------------------------------------


def _direction(overlap: Overlap) -> tuple[bool, bool]:
    """Whether the left account is the source, and whether that is inferred.

    A credit line states it. Else an account that is taken from anyone is no source of one that is not; else the
    earlier date tells; else the account less covered by the other, since what was cut lies wholly in what it was cut
    from; else the one that names its writer, which copies drop; else the longer text, which is the left one.
    """
    one, two = overlap.left.account, overlap.right.account
    if _credits(two, one) != _credits(one, two):
        return _credits(two, one), False
    if _is_taken(one, two) != _is_taken(two, one):
        return _is_taken(two, one), True
    early, late = _comparable(one.published, two.published), _comparable(two.published, one.published)
    if early != late:
        return early < late, True
    left = _covered(overlap.left, _lefts(overlap.runs))
    right = _covered(overlap.right, _rights(overlap.runs))
    if round(left, 4) == round(right, 4) and bool(one.authors) != bool(two.authors):
        return bool(one.authors), True
    return round(left, 4) <= round(right, 4), True


def _is_taken(one: Account, other: Account) -> bool:
    """True if an account credits an original; not if it may be that original, since only the other has an outlet.

    "Arlen, May 6 (Wire One) -" heads the wire's own file as well as what a paper took from it.
    """
    return bool(one.original_outlet) and (bool(one.outlet) or not other.outlet)


def _comparable(date: str | None, other: str | None) -> str:
    """A date cut to the precision both have; empty where one has none."""
    return (date or "")[: min(len(date or ""), len(other or ""))]


def _credits(one: Account, other: Account) -> bool:
    """True if an account names the outlet of the other as its original."""
    name = _name(one.original_outlet)
    return name != "" and name in (_name(other.outlet), _host(other.url))


def _credit_one(one: Account, other: Account) -> bool:
    """True if both name the same original."""
    return _name(one.original_outlet) == _name(other.original_outlet) != ""


_NOT_NAME = re.compile(r"^the\s|\.(?:com|org|net|info|co\.[a-z]{2}|[a-z]{2})$|[^a-z0-9]")


def _name(outlet: str | None) -> str:
    """An outlet's name as it is compared: "The Arlen Post" and "arlenpost.com" are one."""
    return _NOT_NAME.sub("", fold(outlet or "").strip())


def _host(url: str | None) -> str:
    """The name in a web address, compared like an outlet's."""
    host = re.sub(r"^[a-z]+://(?:www\.)?", "", fold(url or "")).split("/")[0]
    return _name(host)
