"""Why an account is silent on a point, as far as its date and its other claims tell.

Three classes, asked in this order: it was published *earlier* than the matter could be known; it does not treat the
matter at all (*elsewhere*); it treats the matter and leaves this out (*omits*). Not done: an account that tells the
same in words that were not aligned counts as leaving it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from rashomon import dates
from rashomon.model import Account, Claim, Silence


class Silences:
    """What of a case decides why an account is silent; `point_of` says which point each claim is in."""

    def __init__(self, accounts: Sequence[Account], claims: Sequence[Claim], point_of: Mapping[str, int]) -> None:
        self.published = {account.id: _extent(account.published) for account in accounts}
        self.point_of = point_of
        self.tellers: defaultdict[int, set[str]] = defaultdict(set)
        self.named: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.beside: defaultdict[str, list[int]] = defaultdict(list)
        for claim in claims:
            self.tellers[point_of[claim.id]].add(claim.span.account)
            for pair in _pairs(claim):
                self.named[pair].add(claim.span.account)
        for x, y in _neighbours(claims):
            self.beside[x.id].append(point_of[y.id])
            self.beside[y.id].append(point_of[x.id])

    def reason(self, account: str, told: Sequence[Claim]) -> Silence:
        """The class for one silent account and the claims of the point."""
        if self._is_earlier(account, told):
            return "earlier"
        return "omits" if self._treats(account, told) else "elsewhere"

    def _is_earlier(self, account: str, told: Sequence[Claim]) -> bool:
        """True if it was published before the day of anyone who tells the point, or before what the point dates."""
        mine = self.published[account]
        if mine is None:
            return False
        theirs = [self.published[claim.span.account] for claim in told]
        if all(one is not None and mine[1] <= one[0] for one in theirs):
            return True
        dated = [_extent(time.value) for claim in told for time in claim.times]
        return bool(dated) and all(one is not None and mine[1] <= one[0] for one in dated)

    def _treats(self, account: str, told: Sequence[Claim]) -> bool:
        """True if it tells what stands beside the point elsewhere, or names two of its actors in one claim."""
        return any(
            any(account in self.tellers[point] for point in self.beside[claim.id])
            or any(account in self.named[pair] for pair in _pairs(claim) if pair in self.named)
            for claim in told
        )


def _pairs(claim: Claim) -> Iterable[tuple[str, str]]:
    """Every two actors a claim names."""
    return combinations(sorted(set(claim.actors)), 2)


def _neighbours(claims: Sequence[Claim]) -> Iterable[tuple[Claim, Claim]]:
    """Claims of one account that follow each other."""
    ordered = sorted(claims, key=lambda claim: (claim.span, claim.id))
    return ((x, y) for x, y in pairwise(ordered) if x.span.account == y.span.account)


def _extent(value: str | None) -> tuple[int, int] | None:
    """First and last minute of a date, widened to whole days: two accounts of one day know the same."""
    if value is None or not dates.is_value(value):
        return None
    return dates.extent(dates.truncate(value, "day") or value)
