"""What a comparison gives back: the plain records, and tables of them with the quoted words beside the offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rashomon.frame import Contrast, contrasts, telling
from rashomon.model import Account, Alignment, Claim, Comparison, Point, Span

__all__ = ["Contrast", "Result", "frame"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """One comparison. `record` holds everything; the methods give it as tables.

    Every table is a pandas data frame where pandas is installed, a Polars one where only Polars is, and a
    list of dicts otherwise. Each row that quotes has `account`, `start`, `end` and `exact`, the very words.
    """

    record: Comparison

    def accounts(self) -> Any:
        """One row an account: what was collected, whether it was read, and its independent group."""
        return frame(self._account_row(account) for account in self.record.accounts)

    def claims(self) -> Any:
        """One row a claim: its words, point, group, holders (nearest first), polarity, certainty, times and more.

        A quantity is its value, its high end or None, unit, what it counts, and bound ("min" is "at least").
        """
        return frame(self._claim_row(claim) for claim in self.record.claims)

    def alignments(self) -> Any:
        """One row an alignment: both claims' words, relation, slot, score and why."""
        return frame(self._alignment_row(alignment) for alignment in self.record.alignments)

    def points(self) -> Any:
        """One row a point: status, shortest wording, counts of accounts and of independent ones, silences, sides."""
        return frame(
            self._exact(point.wording)
            | {"point": point.id, "status": point.status, "claims": point.claims, "accounts": point.accounts}
            | {"independent": point.independent, "silent": point.silent, "sides": point.sides}
            for point in self.record.points
        )

    def actors(self) -> Any:
        """One row a mention of an actor, with the actor's name and kind."""
        return frame(
            {"actor": actor.id, "name": actor.name, "kind": actor.kind} | self._exact(span)
            for actor in self.record.actors
            for span in actor.mentions
        )

    def framing(self) -> Any:
        """One row a place of a word by which an account's labels on an actor stand out from the other accounts'.

        `count` of `total` label words are this word here, `others` of `others_total` elsewhere; `z` is the weighted
        log-odds over its standard deviation. Only words that stand out beyond chance (`rashomon.frame.telling`).
        """
        return frame(
            {"actor": row.actor, "word": row.word, "count": row.count, "total": row.total, "others": row.others}
            | {"others_total": row.others_total, "z": row.z}
            | self._exact(span)
            for row in self.contrasts
            for span in row.spans
        )

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """The words that set one account's labels on an actor apart, the strongest first."""
        return telling(contrasts(self.record.accounts, self.record.actors, self.record.groups))

    def counts(self) -> dict[str, int]:
        """The numbers of the summary: accounts, those read, independent ones, points by status."""
        record = self.record
        points = dict.fromkeys(("shared", "contested", "differs", "single"), 0)
        for point in record.points:
            points[point.status] += 1
        read = sum(account.status == "read" for account in record.accounts)
        return {
            "accounts": len(record.accounts),
            "read": read,
            "independent": len(set(record.groups.values())),
            "points": len(record.points),
            **points,
        }

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        return {account.id: account for account in self.record.accounts}

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.record.claims}

    @cached_property
    def _points(self) -> Mapping[str, Point]:
        return {claim: point for point in self.record.points for claim in point.claims}

    def _exact(self, span: Span) -> Row:
        words = self._accounts[span.account].slice(span)
        return {"account": span.account, "start": span.start, "end": span.end, "exact": words}

    def _account_row(self, account: Account) -> Row:
        shown = ("id", "path", "title", "outlet", "published", "language", "original_outlet", "status", "reason")
        return {name: getattr(account, name) for name in shown} | {"group": self.record.groups.get(account.id)}

    def _claim_row(self, claim: Claim) -> Row:
        return (
            {"claim": claim.id}
            | self._exact(claim.span)
            | self._point_of(claim)
            | {"group": self.record.groups.get(claim.span.account)}
            | {"holder": claim.holders[0].name, "holder_kind": claim.holders[0].kind}
            | {"holders": tuple(holder.name for holder in claim.holders)}
            | {"polarity": claim.polarity, "certainty": claim.certainty, "predicate": claim.predicate}
            | {"times": tuple(time.value for time in claim.times)}
            | {"quantities": tuple((q.value, q.high, q.unit, q.what, q.bound) for q in claim.quantities)}
            | {"places": claim.places, "actors": claim.actors}
        )

    def _point_of(self, claim: Claim) -> Row:
        point = self._points.get(claim.id)
        return {"point": point.id if point else None, "status": point.status if point else None}

    def _alignment_row(self, alignment: Alignment) -> Row:
        a, b = self._exact(self._claims[alignment.a].span), self._exact(self._claims[alignment.b].span)
        return (
            {"a": alignment.a, "b": alignment.b, "relation": alignment.relation, "slot": alignment.slot}
            | {"score": alignment.score, "why": alignment.why}
            | {f"{name}_a": value for name, value in a.items()}
            | {f"{name}_b": value for name, value in b.items()}
        )


def frame(rows: Iterable[Row]) -> Any:
    """The rows as a pandas or Polars data frame, or as they are where neither is installed."""
    table = list(rows)
    for library in ("pandas", "polars"):
        try:
            return __import__(library).DataFrame(table)
        except ImportError:
            continue
    return table
