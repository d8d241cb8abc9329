"""A cell of the matrix: the claim an account tells a point with, its mark, its words and what sets them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rashomon.dates import clocks
from rashomon.diff import quotations
from rashomon.model import Alignment, Claim, Point, Span
from rashomon.report.excerpt import Range, comparable, emphasis, excerpt, pieces
from rashomon.report.lookup import Column, Lookup
from rashomon.report.wording import stating
from rashomon.report.words import POSSIBLE, SILENCE, chain


def cells(look: Lookup, point: Point, claims: Sequence[Claim], alignments: Sequence[Alignment]) -> list[dict[str, Any]]:
    """A cell a column: the claim told there, silence, or that it was not read; in a crowd the told ones alone."""
    by_column: dict[int, list[Claim]] = {}
    for claim in claims:
        by_column.setdefault(look.column_of[claim.span.account], []).append(claim)
    told = {n: _cell(look, point, look.columns[n], by_column[n], alignments) for n in sorted(by_column)}
    if look.crowded:
        return list(told.values())
    why = look.silence(point)
    read = [told.get(n) or {"state": "silent", "word": SILENCE[why[c.origin.id]]} for n, c in enumerate(look.columns)]
    return read + [{"state": "unread", "word": ""} for _ in look.failed]


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
    first = stating(look, point)
    return min(
        claims,
        key=lambda claim: (
            claim.span.account != column.origin.id,
            claim.id != first,
            -_parting(claim.id, first, alignments),
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
