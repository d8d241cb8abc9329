"""What one account alone tells, and what each leaves out of what others tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rashomon.model import Point
from rashomon.report.lookup import Lookup
from rashomon.report.wording import stating, wording
from rashomon.report.words import SILENCE, count

LISTED_ALONE = 3000
"""Up to this many points told by one account alone are written out; more are listed from the texts when asked for."""

LEFT_OUT, LEFT_OUT_LEAST, LEFT_OUT_ALL = 25, 3, 1500
"""So many points are written out of what an account leaves out, and in all; the matrix, filtered, has every one."""


def alone(look: Lookup) -> list[dict[str, Any]]:
    """The points one account alone tells, by account; only counted where there are too many to write out."""
    told = _singles(look)
    written = sum(map(len, told.values())) <= LISTED_ALONE
    return [
        _by_account(look, account, points if written else ()) | {"count": len(points)}
        for account, points in told.items()
        if points
    ]


def alone_of(look: Lookup, account: str) -> dict[str, Any]:
    """All points this account alone tells."""
    points = _singles(look).get(account, ())
    return _by_account(look, account, points) | {"count": len(points)}


def _singles(look: Lookup) -> Mapping[str, Sequence[Point]]:
    told: dict[str, list[Point]] = {account.id: [] for account in look.read}
    for point in look.record.points:
        if point.status == "single":
            told[point.wording.account].append(point)
    return told


def left_out(look: Lookup) -> list[dict[str, Any]]:
    """The points two or more other independent groups tell and an account is silent on, by account.

    A copy is not listed: its silence is its origin's, or the work of the shears. Nor is an account in a language that
    is not understood.
    """
    found = _omissions(look)
    most = max(LEFT_OUT_LEAST, min(LEFT_OUT, LEFT_OUT_ALL // max(len(found), 1)))
    return [_omitted(look, account, points, most) for account, points in found.items() if points]


def left_out_of(look: Lookup, account: str) -> dict[str, Any]:
    """The first of the points this account is silent on."""
    return _omitted(look, account, _omissions(look).get(account, ()), LEFT_OUT)


def _omissions(look: Lookup) -> Mapping[str, Sequence[Point]]:
    found: dict[str, list[Point]] = {column.origin.id: [] for column in look.columns if not column.origin.is_foreign}
    for point in sorted(look.record.points, key=lambda point: -point.independent):
        for account in point.silent if point.independent >= 2 else ():
            if account in found:
                found[account].append(point)
    return {account: sorted(points, key=_telling(look, account)) for account, points in found.items()}


def _telling(look: Lookup, account: str) -> Callable[[Point], int]:
    """The order of the reasons for an account's silence, the most telling first."""
    reasons = list(SILENCE)
    return lambda point: reasons.index(look.silence(point)[account])


def _omitted(look: Lookup, account: str, points: Sequence[Point], most: int) -> dict[str, Any]:
    listed = _by_account(look, account, points[:most])
    for entry, point in zip(listed["points"], points, strict=False):
        entry["told_by"] = count(point.independent, "other")
        reason = look.silence(point)[account]
        entry["why"] = SILENCE[reason] if reason != "elsewhere" else ""
    return listed | {"count": len(points)}


def _by_account(look: Lookup, account: str, points: Sequence[Point]) -> dict[str, Any]:
    return {
        "account": account,
        "siglum": look.sigla[account],
        "outlet": look.outlet(look.accounts[account]),
        "points": [
            {"point": point.id, "claim": stating(look, point), "told_by": "", "why": ""} | wording(look, point)
            for point in points
        ],
    }
