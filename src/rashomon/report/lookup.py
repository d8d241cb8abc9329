"""One comparison with everything in it findable by id, and the columns its accounts stand in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten

from rashomon.model import Account, Alignment, Claim, Comparison, Point, Reading, Span
from rashomon.report.words import siglum

TITLE_WIDTH = 38
"""Where a title stands for a missing outlet, it is cut after about this many characters."""

DEPENDENT = ("reprint", "copy", "excerpt")

CROWD = 8
"""Beyond this many columns a row lists those that tell its point and counts the silent: silence costs nothing."""

PROMINENT = 24
"""This many actors can be chosen to filter the points by, and get an open card."""


class Everywhere(set[str]):
    """The sentences led to where any may be: every one is in it."""

    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Column:
    """One independent group of accounts: its origin, and the copies folded under it."""

    origin: Account
    copies: tuple[Account, ...] = ()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The origin, then its copies."""
        return (self.origin, *self.copies)


@dataclass(frozen=True)
class Lookup:
    """A comparison and what the rooms of the report look up in it."""

    record: Comparison
    led_to: set[str] = field(default_factory=set)
    """The sentences something on the page leads to, as `texts.locate` is asked for them; only they need an id."""

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Accounts by id, in order of addition."""
        return {account.id: account for account in self.record.accounts}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each account in the order of addition."""
        return {account.id: index for index, account in enumerate(self.record.accounts)}

    @cached_property
    def sigla(self) -> Mapping[str, str]:
        """The letter of each account."""
        return {account.id: siglum(index) for index, account in enumerate(self.record.accounts)}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """Readings by account id."""
        return {reading.account: reading for reading in self.record.readings}

    @cached_property
    def read(self) -> tuple[Account, ...]:
        """The accounts that were read."""
        return tuple(account for account in self.record.accounts if account.status == "read")

    @cached_property
    def failed(self) -> tuple[Account, ...]:
        """The accounts that were not."""
        return tuple(account for account in self.record.accounts if account.status == "failed")

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.record.claims}

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """Claims by account, in text order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.record.claims, key=lambda claim: (claim.span.start, claim.span.end)):
            found[claim.span.account].append(claim)
        return found

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each claim in the order of accounts and texts."""
        return {claim.id: number for number, claim in enumerate(self.record.claims)}

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Points by id."""
        return {point.id: point for point in self.record.points}

    @cached_property
    def point_of(self) -> Mapping[str, Point]:
        """The point each claim belongs to."""
        return {claim: point for point in self.record.points for claim in point.claims}

    def silence(self, point: Point) -> Mapping[str, str]:
        """Why each account that says nothing on a point is silent; no more than that where it is not stated.

        Of one in a language that is not understood nothing else can be said (`foreign`).
        """
        if point.id not in self._silences:  # asked once an account of a large case
            reasons: Sequence[str] = point.reasons or tuple("elsewhere" for _ in point.silent)
            found = dict(zip(point.silent, reasons, strict=True))
            foreign = (account for account in found if self.accounts[account].is_foreign)
            self._silences[point.id] = found | dict.fromkeys(foreign, "foreign")
        return self._silences[point.id]

    @cached_property
    def _silences(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def alignments_of(self) -> Mapping[str, Sequence[Alignment]]:
        """The alignments inside each point, by point id."""
        found: dict[str, list[Alignment]] = defaultdict(list)
        for alignment in self.record.alignments:
            point = self.point_of.get(alignment.a)
            if point is not None and point is self.point_of.get(alignment.b):
                found[point.id].append(alignment)
        return found

    @cached_property
    def actors_of(self) -> Mapping[str, tuple[str, ...]]:
        """The actors each point that several accounts tell is about, by point id."""
        return {
            point.id: tuple(dict.fromkeys(actor for claim in point.claims for actor in self.claims[claim].actors))
            for point in self.record.points
            if point.status != "single"
        }

    @cached_property
    def prominent(self) -> tuple[str, ...]:
        """The actors of most of these points, at most a couple of dozen."""
        counted = Counter(actor for actors in self.actors_of.values() for actor in actors)
        known = {actor.id for actor in self.record.actors}
        ranked = sorted((-count, actor) for actor, count in counted.items() if actor in known)
        return tuple(actor for _, actor in ranked[:PROMINENT])

    @cached_property
    def judged(self) -> frozenset[str]:
        """The points in which a person has judged a claim or an alignment."""
        claims = (claim.id for claim in self.record.claims if claim.judgement)
        links = (one.a for one in self.record.alignments if one.judgement)
        return frozenset(self.point_of[claim].id for claim in (*claims, *links) if claim in self.point_of)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The independent groups of the accounts that were read, in order of their first account."""
        groups: dict[str, list[Account]] = defaultdict(list)
        for account in self.read:
            groups[self.record.groups.get(account.id, account.id)].append(account)
        return tuple(self._column(members) for members in groups.values())

    def _column(self, members: Sequence[Account]) -> Column:
        ids = {account.id for account in members}
        links = [link for link in self.record.lineage if link.kind in DEPENDENT and link.source in ids]
        copied = {link.target for link in links}
        # The hash and the path only break ties, in a way that the order of the accounts does not show in.
        origin = min(members, key=lambda a: (a.id in copied, a.published or "9", a.sha256, a.path))
        return Column(origin, tuple(account for account in members if account is not origin))

    @cached_property
    def crowded(self) -> bool:
        """True where there are too many columns to stand beside one another."""
        return len(self.columns) + len(self.failed) > CROWD

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        """The number of the column each account that was read stands in."""
        return {account.id: number for number, column in enumerate(self.columns) for account in column.accounts}

    def words(self, span: Span) -> str:
        """The words a span points at."""
        return self.accounts[span.account].slice(span)

    def outlet(self, account: Account) -> str:
        """What an account is called: its outlet, else the beginning of its title, else the name of its file."""
        if account.outlet:
            return account.outlet
        if account.title:
            return shorten(account.title, TITLE_WIDTH, placeholder="\u00a0…")
        return account.path.replace("\\", "/").rstrip("/").rpartition("/")[2]
