"""An explanation as a person reads it in the terminal, and as JSON for a program."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rashomon.codec import encode
from rashomon.model import Comparison, Explanation, Reason, Rival

WIDE = 110
"""Columns of a page that is written into a file or a pipe."""

WEIGHS = 0.05
"""Features of less weight than this, in log-odds, are summed up in one line unless all are asked for."""


class Words:
    """The words and accounts behind the claims of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.accounts = {account.id: account for account in comparison.accounts}
        self.claims = {claim.id: claim for claim in comparison.claims}

    def of(self, claim: str) -> dict[str, Any]:
        """A claim's place and exact words."""
        span = self.claims[claim].span
        account = self.accounts[span.account]
        where = {"account": span.account, "outlet": account.outlet, "path": account.path}
        return {"claim": claim, **where, "start": span.start, "end": span.end, "exact": account.slice(span)}


def as_rows(comparison: Comparison, explanations: Sequence[Explanation]) -> list[dict[str, Any]]:
    """The explanations as JSON values, with the exact words of every claim they name."""
    words = Words(comparison)
    return [
        {
            "a": words.of(one.a),
            "b": words.of(one.b),
            "aligned": one.alignment is not None,
            "relation": one.alignment.relation if one.alignment else None,
            "slot": one.alignment.slot if one.alignment else None,
            "why": one.alignment.why if one.alignment else None,
            "judgement": one.alignment.judgement if one.alignment else None,
            "score": one.score,
            "bar": one.bar,
            "average": one.average,
            "conflict": {"chance": one.conflict[0], "bar": one.conflict[1]},
            "differ": {"chance": one.differ[0], "bar": one.differ[1]},
            "rule": one.rule,
            "nearly": [words.of(rival.claim) | {"score": rival.score} if rival else None for rival in one.rivals],
            "features": [encode(reason) for reason in one.reasons],
        }
        for one in explanations
    ]


def say(comparison: Comparison, explanations: Sequence[Explanation], *, every: bool) -> None:
    """Print the explanations, each with its table of features: those that weigh, or every one."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDE)
    words = Words(comparison)
    for number, one in enumerate(explanations):
        if number:
            console.print()
        for line in _lines(words, one):
            console.print(line)
        if one.reasons:
            console.print(_table(one, 0 if every else WEIGHS))
    if not explanations:
        console.print("There is no other account to set this against.")


def _lines(words: Words, one: Explanation) -> list[str]:
    relation = " ".join(filter(None, (one.alignment.relation, one.alignment.slot))) if one.alignment else "not aligned"
    lines = [_claim(words, one.a), _claim(words, one.b)]
    lines.append(f"[bold]{relation}[/bold], score {one.score:.2f}, bar {one.bar:.2f}")
    lines += [f"Why: {escape(one.alignment.why)}"] if one.alignment else []
    lines.append(f"Rule: {escape(one.rule)}")
    pairs = ((one.a, one.rivals[0]), (one.b, one.rivals[1]))
    return lines + [_next(words, claim, rival) for claim, rival in pairs if rival]


def _claim(words: Words, claim: str) -> str:
    found = words.of(claim)
    return f"[bold]{claim}[/bold] {escape(found['outlet'] or found['path'])}: “{_one_line(found['exact'])}”"


def _next(words: Words, claim: str, rival: Rival) -> str:
    return f"Next best for {claim}: {rival.claim} at {rival.score:.2f}, “{_one_line(words.of(rival.claim)['exact'])}”"


def _one_line(exact: str) -> str:
    return escape(" ".join("".join(c if c.isprintable() else " " for c in exact).split()))


def _table(one: Explanation, least: float) -> Table:
    total = one.average + sum(reason.weight for reason in one.reasons)
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column("weight", footer=f"{total:+.2f}", justify="right", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("feature", no_wrap=True)
    table.add_column(
        "meaning", footer=f"all together, as log-odds (a chance of {_chance(total):.2f} before calibration)"
    )
    table.add_row(f"{one.average:+.2f}", "", "", "an average pair of these two accounts")
    for reason in one.reasons:
        if abs(reason.weight) >= least:
            table.add_row(*_row(reason))
    if light := [reason.weight for reason in one.reasons if abs(reason.weight) < least]:
        table.add_row(_weight(sum(light)), "", "", f"{len(light)} more of little weight together; --all shows them")
    return table


def _row(reason: Reason) -> tuple[str, str, str, str]:
    return _weight(reason.weight), f"{reason.value:.3g}", reason.feature, escape(reason.meaning)


def _weight(weight: float) -> str:
    return f"{round(weight, 2) + 0.0:+.2f}"  # adding nothing turns a negative nought into nought


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
