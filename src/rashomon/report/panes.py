"""Which texts stand side by side until a person chooses others."""

from __future__ import annotations

from collections import Counter

from rashomon.report.lookup import Lookup


def panes(look: Lookup) -> list[str]:
    """The first independent account, and the one it parts with on most points; copies only where nothing else is."""
    origins = [column.origin.id for column in look.columns]
    if len(origins) < 2:
        return [account.id for account in look.read][:2]
    partings = Counter(
        account
        for point in look.record.points
        if point.status in ("contested", "differs")
        and origins[0] in (told := {look.claims[claim].span.account for claim in point.claims})
        for account in told
    )
    return [origins[0], max(origins[1:], key=lambda account: (partings[account], -look.number[account]))]
