"""The claim matrix: a row for each point that more than one account tells, a column for each independent group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rashomon.model import Account, Alignment, Claim, Point
from rashomon.report.cells import cells
from rashomon.report.lookup import Lookup
from rashomon.report.wording import stating, wording
from rashomon.report.words import SLOT, count, listed, short_date

ORDER = ("contested", "differs", "shared", "single")

NAMED_SILENT = 8
"""Up to this many silent accounts are named in a row, more are counted."""


def columns(look: Lookup) -> list[dict[str, Any]]:
    """The heads of the columns; accounts that were not read come last, each with the reason."""
    read = [_head(look, column.origin, column.copies) for column in look.columns]
    return read + [_head(look, account, ()) for account in look.failed]


def _head(look: Lookup, account: Account, copies: Sequence[Account]) -> dict[str, Any]:
    return {
        "account": account.id,
        "siglum": look.sigla[account.id],
        "outlet": look.outlet(account),
        "date": short_date(account.published),
        "copies": [{"siglum": look.sigla[copy.id], "outlet": look.outlet(copy)} for copy in copies],
        "read": account.status == "read",
        "reason": account.reason,
    }


SORTS = {"": "most widely told", "text": "order of the text", "doubt": "least certain"}
"""The orders the rows of one status can stand in."""


def ordered(look: Lookup, sort: str = "") -> list[Point]:
    """The points told by more than one account: contested first, and among those of one status as asked."""
    told = [point for point in look.record.points if point.status != "single"]
    by: dict[str, Callable[[Point], float]] = {
        "": lambda point: -point.independent,
        "text": lambda point: 0,
        "doubt": lambda point: sureness(look, point),
    }
    return sorted(told, key=lambda point: (ORDER.index(point.status), by[sort](point), look.place[point.claims[0]]))


def sureness(look: Lookup, point: Point) -> float:
    """The score of the weakest link that holds a point together."""
    return min((one.score for one in look.alignments_of.get(point.id, ())), default=1.0)


def rows(look: Lookup) -> list[dict[str, Any]]:
    """The points told by more than one account: contested first, then the most widely told."""
    return [row(look, point) for point in ordered(look)]


def row(look: Lookup, point: Point) -> dict[str, Any]:
    """One point as a row of the matrix."""
    alignments = look.alignments_of.get(point.id, ())
    claims = [look.claims[claim] for claim in point.claims]
    return {
        "id": point.id,
        "status": point.status,
        "judged": point.id in look.judged,
        "place": look.place[point.claims[0]],
        "sure": round(sureness(look, point), 2),
        "who": [look.prominent.index(actor) for actor in look.actors_of[point.id] if actor in look.prominent],
        "kinds": (found := kinds(point, claims, alignments)),
        "kind_words": [SLOT.get(kind, kind) for kind in found],
        "first": stating(look, point),
        "wording": wording(look, point),
        "independent": point.independent,
        "of": len(look.columns),
        "voices": voices(point),
        "silent_words": _silent_words(look, point),
        "cells": cells(look, point, claims, alignments),
    }


def grouped(rows: Sequence[Mapping[str, Any]], totals: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows in order as one group a status, each with how many there are of it in all."""
    return [
        {"status": status, "total": totals[status], "rows": list(members)}
        for status, members in groupby(rows, key=lambda row: str(row["status"]))
    ]


def kinds(point: Point, claims: Iterable[Claim], alignments: Iterable[Alignment]) -> list[str]:
    """In what the accounts part: slots of the differing alignments, and "denial" where one denies what another says."""
    if point.status not in ("contested", "differs"):
        return []
    slots = {alignment.slot or "wording" for alignment in alignments if alignment.relation != "agree"}
    denial = {"denial"} if len({claim.polarity for claim in claims}) > 1 else set[str]()
    if denial:
        slots.discard("wording")  # the denial is the difference
    return sorted(denial) + [slot for slot in SLOTS if slot in slots]


SLOTS = ("quantity", "time", "place", "actor", "cause", "wording")


def voices(point: Point) -> str:
    """On whose word a point rests, where fewer speak than accounts tell it: "one voice: the Ministry".

    Sources are those that are quoted: an account that tells it itself is a further voice.
    """
    if not 0 < point.voices < point.independent:
        return ""
    told = count(point.voices, "voice")
    if not point.sources:
        return told
    return f"{told}{': ' if len(point.sources) == point.voices else ', among them '}{listed(point.sources)}"


def _silent_words(look: Lookup, point: Point) -> str:
    if len(point.silent) > NAMED_SILENT:
        return str(len(point.silent))
    return listed(look.sigla[account] for account in point.silent)
