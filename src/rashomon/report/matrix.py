"""The claim matrix: a row for each point that more than one account tells, a column for each independent group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rashomon.dates import clocks
from rashomon.diff import quotations
from rashomon.model import Account, Alignment, Claim, Point, Span
from rashomon.report.excerpt import Range, comparable, emphasis, excerpt, pieces
from rashomon.report.lookup import Column, Lookup
from rashomon.report.words import POSSIBLE, SILENCE, SLOT, chain, count, listed, short_date

ORDER = ("contested", "differs", "shared", "single")

ROW_WORDS, ROW_WIDTH = 22, 150
"""A row's own wording may be longer than a cell's."""

NAMED_SILENT = 8
"""Up to this many silent accounts are named in a row, more are counted."""

LISTED_ALONE = 3000
"""Up to this many points told by one account alone are written out; more are listed from the texts when asked for."""

LEFT_OUT, LEFT_OUT_LEAST, LEFT_OUT_ALL = 25, 3, 1500
"""So many points are written out of what an account leaves out, and in all; the matrix, filtered, has every one."""


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
        "first": _stating(look, point),
        "wording": wording(look, point),
        "independent": point.independent,
        "of": len(look.columns),
        "voices": voices(point),
        "silent_words": _silent_words(look, point),
        "cells": _cells(look, point, claims, alignments),
    }


def grouped(rows: Sequence[Mapping[str, Any]], totals: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows in order as one group a status, each with how many there are of it in all."""
    return [
        {"status": status, "total": totals[status], "rows": list(members)}
        for status, members in groupby(rows, key=lambda row: str(row["status"]))
    ]


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


def _stating(look: Lookup, point: Point) -> str:
    """The claim the point's wording is a slice of."""
    holds = (claim for claim in point.claims if look.claims[claim].span.overlaps(point.wording))
    return next(holds, point.claims[0])


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


def _cells(
    look: Lookup, point: Point, claims: Sequence[Claim], alignments: Sequence[Alignment]
) -> list[dict[str, Any]]:
    by_column: dict[int, list[Claim]] = {}
    for claim in claims:
        by_column.setdefault(look.column_of[claim.span.account], []).append(claim)
    told = {n: _cell(look, point, look.columns[n], by_column[n], alignments) for n in sorted(by_column)}
    if look.crowded:
        return list(told.values())
    why = look.silence(point)
    cells = [told.get(n) or {"state": "silent", "word": SILENCE[why[c.origin.id]]} for n, c in enumerate(look.columns)]
    return cells + [{"state": "unread", "word": ""} for _ in look.failed]


def _cell(
    look: Lookup, point: Point, column: Column, claims: Sequence[Claim], alignments: Sequence[Alignment]
) -> dict[str, Any]:
    claim = _shown(look, point, column, claims, alignments)
    account = claim.span.account
    tellers = {claim.span.account for claim in claims}
    others = [other for other in claims if other.span.account == account and other is not claim]
    return _quoted(look, point, claim, alignments) | {
        "further": [_quoted(look, point, other, alignments) for other in others],
        "turns": _turns(look, point, claim, others),
        "values": _values(look, claim, others, alignments),
        "also": [look.sigla[copy.id] for copy in column.accounts if copy.id in tellers and copy.id != account],
        "from_copy": account != column.origin.id,
    }


def _quoted(look: Lookup, point: Point, claim: Claim, alignments: Sequence[Alignment]) -> dict[str, Any]:
    """A claim in a cell: its mark, its words with their emphasis, their place, and on whose word they are told."""
    account, focus = look.accounts[claim.span.account], focus_of(look, claim, alignments)
    cut = excerpt(account.text, claim.span, focus)
    state, word = state_of(claim, point, look)
    return {
        "state": state,
        "word": word,
        "claim": claim.id,
        "account": account.id,
        "siglum": look.sigla[account.id],
        "language": account.language,
        "text": account.text[cut.start : cut.end],
        "pieces": pieces(account.text, cut.start, cut.end, focus),
        "before": cut.before,
        "after": cut.after,
        "start": claim.span.start,
        "end": claim.span.end,
        "holders": chain(claim.holders, "")[1:],
        "side": _side(point, claim.id) + 1 if many_sided(point, look) else None,
        "unsure": _score(claim, alignments) < POSSIBLE,
    }


def _shown(
    look: Lookup, point: Point, column: Column, claims: Sequence[Claim], alignments: Sequence[Alignment]
) -> Claim:
    """The claim a cell shows: the origin's before a copy's, what parts with the row's words before other differences.

    Beside "the alarms were off" stands that the firm denied it, not that the fire broke out at another hour.
    """
    stating = _stating(look, point)
    return min(
        claims,
        key=lambda claim: (
            claim.span.account != column.origin.id,
            claim.id != stating,
            -_parting(claim.id, stating, alignments),
            not focus_of(look, claim, alignments),
            -_score(claim, alignments),
            claim.span,
        ),
    )


def _parting(claim: str, other: str, alignments: Iterable[Alignment]) -> float:
    """How surely two claims are set against each other; 0 if they are not."""
    apart = (a.score for a in alignments if a.relation != "agree" and {a.a, a.b} == {claim, other})
    return next(apart, 0.0)


def _turns(look: Lookup, point: Point, shown: Claim, others: Iterable[Claim]) -> list[str]:
    """What an account's further claims on a point do that the shown one does not: deny it, tell another version."""
    told = dict.fromkeys(_turn(look, point, other) for other in others)
    return [turn for turn in told if turn != _turn(look, point, shown)]


def _turn(look: Lookup, point: Point, claim: Claim) -> str:
    state, _ = state_of(claim, point, look)
    return f"version {_side(point, claim.id) + 1}" if state == "differs" else state


def _values(look: Lookup, shown: Claim, others: Iterable[Claim], alignments: Iterable[Alignment]) -> list[str]:
    """The numbers and dates in the further claims that the shown one does not give, where accounts part in such."""
    account = look.accounts[shown.span.account]
    slots = {alignment.slot for alignment in alignments if alignment.relation != "agree"}
    days = {time.value for time in shown.times}
    spans: list[Span] = []
    for other in others:
        spans += [one.span for one in comparable(other, [shown]) if "quantity" in slots]
        spans += [one.span for one in other.times if "time" in slots and one.value not in days]
    return list(dict.fromkeys(map(account.slice, spans)))


def focus_of(look: Lookup, claim: Claim, alignments: Iterable[Alignment]) -> list[Range]:
    """The ranges of a claim that carry its differences to the claims it is aligned with."""
    text = look.accounts[claim.span.account].text
    against: dict[Any, list[Claim]] = {}
    for alignment in alignments:
        if alignment.relation != "agree" and claim.id in (alignment.a, alignment.b):
            other = alignment.b if alignment.a == claim.id else alignment.a
            against.setdefault(alignment.slot, []).append(look.claims[other])
    found = {one for slot, others in against.items() for one in emphasis(claim, others, slot, text)}
    found |= {one for other in against.get("time", ()) for one in _hours(look, claim, other)}
    return sorted(found | {one for other in against.get("wording", ()) for one in _reworded(look, claim, other)})


def _hours(look: Lookup, claim: Claim, other: Claim) -> list[Range]:
    """The times of day of a claim where the other gives some, and none of these."""
    mine, theirs = (clocks(look.words(one.span)) for one in (claim, other))
    given, start = {clock.minute for clock in theirs}, claim.span.start
    return [(start + one.start, start + one.end) for one in mine if given and one.minute not in given]


def _reworded(look: Lookup, claim: Claim, other: Claim) -> list[Range]:
    """The words of a quotation that the other claim quotes otherwise, or leaves out."""
    mine, theirs = look.accounts[claim.span.account], look.accounts[other.span.account]
    changes = quotations(mine, claim.span, theirs, other.span)
    return [(one.a.start, one.a.end) for one in changes if one.a is not None and one.edit != "same"]


def state_of(claim: Claim, point: Point, look: Lookup) -> tuple[str, str]:
    """The mark of a claim in its point and the word for it."""
    hedge = ", hedged" if claim.certainty == "hedged" else ""
    if claim.polarity == "denies" and _is_contradicted(claim, point, look):
        return "denies", "denies" + hedge
    if many_sided(point, look):
        return "differs", f"differs, version {_side(point, claim.id) + 1} of {len(point.sides)}" + hedge
    return ("hedged", "says, hedged") if hedge else ("says", "says")


def _is_contradicted(claim: Claim, point: Point, look: Lookup) -> bool:
    """True if another side asserts something: "will not stay" beside "will leave" denies nothing."""
    others = (other for side in point.sides if claim.id not in side for other in side)
    return any(look.claims[other].polarity == "asserts" for other in others)


def many_sided(point: Point, look: Lookup) -> bool:
    """True where sides differ in more than that one asserts what the other denies."""
    polarities = [{look.claims[claim].polarity for claim in side} for side in point.sides]
    return len(point.sides) > 2 or (len(point.sides) == 2 and polarities[0] == polarities[1])


def _side(point: Point, claim: str) -> int:
    return next((number for number, side in enumerate(point.sides) if claim in side), 0)


def _score(claim: Claim, alignments: Iterable[Alignment]) -> float:
    return max((a.score for a in alignments if claim.id in (a.a, a.b)), default=1.0)


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
            {"point": point.id, "claim": _stating(look, point), "told_by": "", "why": ""} | wording(look, point)
            for point in points
        ],
    }
