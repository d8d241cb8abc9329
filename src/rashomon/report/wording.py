"""The words that state a point: a slice of the first account that tells it."""

from __future__ import annotations

from typing import Any

from rashomon.model import Point
from rashomon.report.excerpt import excerpt
from rashomon.report.lookup import Lookup

ROW_WORDS, ROW_WIDTH = 22, 150
"""A row's own wording may be longer than a cell's."""


def wording(look: Lookup, point: Point) -> dict[str, Any]:
    """The slice that states a point, shortened to a line or two."""
    account = look.accounts[point.wording.account]
    cut = excerpt(account.text, point.wording, words=ROW_WORDS, width=ROW_WIDTH)
    return {
        "account": account.id,
        "siglum": look.sigla[account.id],
        "language": account.language,
        "text": account.text[cut.start : cut.end],
        "before": cut.before,
        "after": cut.after,
        "start": cut.start,
        "end": cut.end,
    }


def stating(look: Lookup, point: Point) -> str:
    """The claim the point's wording is a slice of."""
    holds = (claim for claim in point.claims if look.claims[claim].span.overlaps(point.wording))
    return next(holds, point.claims[0])
