"""The claims of a comparison as rows that carry their evidence: CSV, JSON lines, and a sheet for weighing hypotheses.

Every row has the account, the offsets and the exact words there. In CSV a cell that a spreadsheet would take for a
formula begins with an apostrophe (OWASP, CSV Injection); JSON lines hold the words as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.model import Account, Claim, Comparison, Point, Span

Row = dict[str, Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r")

HYPOTHESES = ("H1", "H2", "H3")
"""Columns left blank for a person: how each hypothesis stands to the evidence (CC, C, N, I, II after Heuer)."""


def to_csv(comparison: Comparison) -> str:
    """One line a claim, under a line of column names."""
    return sheet(claim_rows(comparison))


def to_jsonl(comparison: Comparison) -> str:
    """One JSON object a claim and line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in claim_rows(comparison))


def to_ach(comparison: Comparison) -> str:
    """A sheet for the analysis of competing hypotheses: a line of evidence a point, and blank cells to judge it in."""
    accounts = {account.id: account for account in comparison.accounts}
    claims = {claim.id: claim for claim in comparison.claims}
    return sheet([_evidence(point, accounts, claims) for point in comparison.points])


def claim_rows(comparison: Comparison) -> list[Row]:
    """The claims in order of account and text, each with its point."""
    accounts = {account.id: account for account in comparison.accounts}
    points = {claim: point for point in comparison.points for claim in point.claims}
    order = {account: number for number, account in enumerate(accounts)}
    claims = sorted(comparison.claims, key=lambda claim: (order[claim.span.account], claim.span, claim.id))
    return [_claim(claim, accounts[claim.span.account], points.get(claim.id)) for claim in claims]


def quoted(account: Account, span: Span) -> Row:
    """The columns every row has."""
    return {"account": account.id, "start": span.start, "end": span.end, "exact": account.slice(span)}


def _claim(claim: Claim, account: Account, point: Point | None) -> Row:
    return (
        quoted(account, claim.span)
        | {"claim": claim.id, "point": point.id if point else None, "status": point.status if point else None}
        | {"outlet": account.outlet, "published": account.published, "url": account.url, "sha256": account.sha256}
        | {"holder": claim.holders[0].name, "holder_kind": claim.holders[0].kind}
        | {"polarity": claim.polarity, "certainty": claim.certainty}
        | {"times": " | ".join(time.value for time in claim.times)}
        | {"quantities": " | ".join(f"{one.value:.15g} {one.unit} {one.what}".strip() for one in claim.quantities)}
        | {"judgement": claim.judgement}
    )


def _evidence(point: Point, accounts: Mapping[str, Account], claims: Mapping[str, Claim]) -> Row:
    tellers = dict.fromkeys(claims[claim].span.account for claim in point.claims)
    return (
        {"evidence": point.id}
        | quoted(accounts[point.wording.account], point.wording)
        | {"status": point.status, "independent": point.independent}
        | {"told_by": " | ".join(tellers), "silent": " | ".join(point.silent)}
        | {"credibility": None, "relevance": None}
        | dict.fromkeys(HYPOTHESES)
    )


def sheet(rows: Sequence[Row]) -> str:
    """Rows of the same columns as CSV that no spreadsheet runs."""
    made = io.StringIO()
    # Every word is quoted, so that no line end inside it ends the row; a text file makes "\n" its system's own.
    writer = csv.writer(made, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    if rows:
        writer.writerow(rows[0])
        writer.writerows(_cells(row.values()) for row in rows)
    return made.getvalue()


def _cells(values: Iterable[Any]) -> list[Any]:
    return [f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value for value in values]
