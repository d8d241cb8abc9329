"""One point: every version of it in full, who holds it, why its claims were set together, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon.diff import differing
from rashomon.model import Alignment, Claim, Judgement, Point, Span
from rashomon.report.cells import state_of
from rashomon.report.lookup import Lookup
from rashomon.report.matrix import kinds, voices
from rashomon.report.words import SILENCE, SLOT, STATUS, chain, confidence, date
from rashomon.web.desk import Snapshot
from rashomon.web.held import held
from rashomon.web.page import desk_of, page, snapshot_of, told, written

CLOSE_BY = 6
"""This many claims of other accounts are offered as what the machine may have missed."""

LISTED = 400
"""The index lists this many points told by one account alone, and says how many more there are."""


def index(request: Request) -> Response:
    """Every point as a plain list: what the matrix is to a browser without JavaScript."""
    look = snapshot_of(request).look
    several = [point for point in look.record.points if point.status != "single"]
    alone = [point for point in look.record.points if point.status == "single"]
    several.sort(key=lambda point: (("contested", "differs", "shared").index(point.status), -point.independent))
    return page(
        request,
        "points.html",
        title="All points",
        points=[_line(look, point) for point in (*several, *alone[:LISTED])],
        more=max(0, len(alone) - LISTED),
    )


def _line(look: Lookup, point: Point) -> dict[str, Any]:
    account = look.accounts[point.wording.account]
    return {
        "href": f"/points/{point.claims[0]}",
        "text": account.slice(point.wording),
        "language": account.language,
        "status": point.status,
        "status_word": STATUS[point.status],
        "told": f"{point.independent} of {len(look.columns)}",
        "sigla": [
            look.sigla[id] for id in look.accounts if any(look.claims[c].span.account == id for c in point.claims)
        ],
    }


def show(request: Request) -> Response:
    """The page of a point, named by its id or, for an address that lasts, by any of its claims."""
    snapshot = snapshot_of(request)
    look = snapshot.look
    id = request.path_params["id"]
    point = look.points.get(id) or look.point_of.get(id)
    if point is None:
        raise HTTPException(404, f"There is no point or claim '{id}' any more; the search finds its words.")
    with desk_of(request).open() as case:
        log, standing = case.log(), frozenset(one.id for one in case.standing())
    return page(
        request,
        "point.html",
        title="A point",
        here=f"/points/{id}",
        **laid_out(snapshot, point, against=request.query_params.get("against")),
        at=_in_hand(request.query_params.get("at")),
        history=[told(one, standing) for one in reversed(concerning(look, point, log))],
    )


def _in_hand(words: str | None) -> int | None:
    """The number of the link to judge next, as the address says it; None for the first that nobody judged."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 6 else None


def laid_out(snapshot: Snapshot, point: Point, *, against: str | None = None) -> dict[str, Any]:
    """Everything the page of a point shows of it."""
    look = snapshot.look
    alignments = look.alignments_of.get(point.id, ())
    claims = [look.claims[claim] for claim in point.claims]
    base = next((claim for claim in claims if claim.id == against), claims[0])
    ways = held(alignments, base.id)
    return {
        "point": point,
        "status_word": STATUS[point.status],
        "kinds": [SLOT.get(kind, kind) for kind in kinds(point, claims, alignments)],
        "wording": look.accounts[point.wording.account].slice(point.wording),
        "language": look.accounts[point.wording.account].language,
        "wording_siglum": look.sigla[point.wording.account],
        "of": len(look.columns),
        "versions": [version(look, claim, point, base) | {"way": _way(look, ways.get(claim.id))} for claim in claims],
        "base": look.sigla[base.span.account],
        "links": [link(look, one) for one in sorted(alignments, key=lambda one: -one.score)],
        "voices": voices(point),
        "silent": _silent(look, point),
        "close": close_by(look, point),
        "first": claims[0].id,
    }


def _silent(look: Lookup, point: Point) -> list[tuple[str, list[tuple[str, str]]]]:
    """The silent accounts as letter and outlet, by why they are."""
    why = look.silence(point)
    groups = {words: [account for account in why if why[account] == reason] for reason, words in SILENCE.items()}
    return [
        (words, [(look.sigla[one], look.outlet(look.accounts[one])) for one in members])
        for words, members in groups.items()
        if members
    ]


def _way(look: Lookup, way: tuple[str, ...] | None) -> list[dict[str, Any]]:
    """The claims through which one is held in the point, where it is not linked with the base itself."""
    return [end(look, look.claims[claim]) for claim in way or ()]


def version(look: Lookup, claim: Claim, point: Point, base: Claim) -> dict[str, Any]:
    """One claim in full, with the words its base does not have."""
    account = look.accounts[claim.span.account]
    words, theirs = account.slice(claim.span), look.accounts[base.span.account].slice(base.span)
    state, word = state_of(claim, point, look)
    return {
        "claim": claim.id,
        "account": account.id,
        "siglum": look.sigla[account.id],
        "outlet": look.outlet(account),
        "date": date(account.published),
        "language": account.language,
        "text": words,
        "pieces": [(words, False)] if claim is base else differing(words, theirs),
        "is_base": claim is base,
        "state": state,
        "word": word,
        "holders": chain(claim.holders, look.outlet(account)),
        "holder": claim.holders[0].name,
        "times": [_value(look, time.span, time.value) | {"shown": date(time.value)} for time in claim.times],
        "quantities": [_value(look, q.span, _number(q.value, q.high)) for q in claim.quantities],
        "span": written(claim.span),
        "start": claim.span.start,
        "end": claim.span.end,
        "judgement": claim.judgement,
    }


def _value(look: Lookup, span: Span, value: str) -> dict[str, Any]:
    return {"span": written(span), "text": look.accounts[span.account].slice(span), "value": value}


def _number(value: float, high: float | None) -> str:
    return f"{value:.15g}" + (f"..{high:.15g}" if high is not None else "")


def link(look: Lookup, alignment: Alignment) -> dict[str, Any]:
    """One alignment: the two claims, what is said of them, how sure, and why."""
    a, b = look.claims[alignment.a], look.claims[alignment.b]
    return {
        "a": end(look, a),
        "b": end(look, b),
        "label": " ".join(filter(None, (alignment.relation, alignment.slot))),
        "relation": {"agree": "agree", "differ": "differ", "conflict": "conflict"}[alignment.relation],
        "slot": SLOT[alignment.slot] if alignment.slot else "",
        "score": f"{alignment.score:.2f}",
        "doubt": confidence(alignment.score),
        "why": alignment.why,
        "judgement": alignment.judgement,
    }


def end(look: Lookup, claim: Claim) -> dict[str, Any]:
    """One of the two claims of a link: its words, where they stand and who holds them."""
    account = look.accounts[claim.span.account]
    return {
        "claim": claim.id,
        "siglum": look.sigla[account.id],
        "outlet": look.outlet(account),
        "date": date(account.published),
        "account": account.id,
        "text": account.slice(claim.span),
        "language": account.language,
        "holder": claim.holders[0].name if claim.holders[0].kind != "author" else "",
        "start": claim.span.start,
        "end": claim.span.end,
    }


def close_by(look: Lookup, point: Point) -> list[dict[str, Any]]:
    """Claims of accounts that say nothing on the point, nearest first by the angle between embeddings."""
    told_by = {look.claims[claim].span.account for claim in point.claims}
    others = [one for one in look.record.claims if one.vector and one.span.account not in told_by]
    own = [look.claims[claim] for claim in point.claims if look.claims[claim].vector]
    if not others or not own:
        return []
    near = (_vectors(others) @ _vectors(own).T).max(axis=1)
    best = sorted(range(len(others)), key=lambda number: (-float(near[number]), others[number].span))[:CLOSE_BY]
    return [end(look, others[number]) | {"near": f"{float(near[number]):.2f}", "to": own[0].id} for number in best]


def _vectors(claims: Sequence[Claim]) -> np.ndarray[Any, np.dtype[np.float32]]:
    rows = np.stack([np.frombuffer(claim.vector, dtype="<f2") for claim in claims])
    return rows.astype(np.float32)


def concerning(look: Lookup, point: Point, log: Iterable[Judgement]) -> list[Judgement]:
    """The judgements, undone ones and undoings included, on words of a point's claims."""
    spans = [look.claims[claim].span for claim in point.claims]
    places = [(look.accounts[span.account].sha256, span.start, span.end) for span in spans]
    found: dict[str, Judgement] = {}
    for one in log:
        if one.action == "undo" and one.after in found:
            found[one.id] = one
        for anchor in one.about:
            if (
                anchor.start is not None
                and anchor.end is not None
                and _touches(places, anchor.sha256, anchor.start, anchor.end)
            ):
                found[one.id] = one
    return list(found.values())


def _touches(places: Iterable[tuple[str, int, int]], sha256: str, start: int, end: int) -> bool:
    return any(sha == sha256 and start < high and low < end for sha, low, high in places)
