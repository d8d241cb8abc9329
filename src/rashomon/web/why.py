"""Why two claims were set together, in full: every feature and its weight, what fits next best, and the rule."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon.model import Explanation, Reason, Rival
from rashomon.report.lookup import Lookup
from rashomon.web.page import desk_of, page, snapshot_of
from rashomon.web.point import end


def show(request: Request) -> Response:
    """The explanation of the pair `a` and `b`; `rashomon explain` says the same in a terminal."""
    snapshot = snapshot_of(request)
    look, pair = snapshot.look, (request.query_params.get("a", ""), request.query_params.get("b", ""))
    if not set(pair) <= look.claims.keys():
        raise HTTPException(404, "There is no such pair of claims any more; open the point again.")
    with desk_of(request).open() as case:
        [found] = case.explain(snapshot.result, *pair)
    return page(request, "why.html", title="Why", **_laid_out(look, found))


def _laid_out(look: Lookup, found: Explanation) -> dict[str, Any]:
    heaviest = max((abs(reason.weight) for reason in found.reasons), default=1.0) or 1.0
    reasons = sorted(found.reasons, key=lambda reason: (-abs(reason.weight), reason.feature))
    return {
        "a": end(look, look.claims[found.a]),
        "b": end(look, look.claims[found.b]),
        "first": found.a,
        "found": found,
        "label": " ".join(filter(None, (found.alignment.relation, found.alignment.slot))) if found.alignment else "",
        "reasons": [_reason(reason, heaviest) for reason in reasons],
        "rivals": [
            (look.sigla[look.claims[claim].span.account], _rival(look, rival))
            for claim, rival in zip((found.a, found.b), found.rivals, strict=True)
            if rival
        ],
    }


def _reason(reason: Reason, heaviest: float) -> dict[str, Any]:
    return {
        "feature": reason.feature,
        "meaning": reason.meaning,
        "value": f"{reason.value:.2f}",
        "weight": f"{reason.weight:+.2f}",
        "share": round(100 * abs(reason.weight) / heaviest),
        "against": reason.weight < 0,
    }


def _rival(look: Lookup, rival: Rival) -> dict[str, Any]:
    return end(look, look.claims[rival.claim]) | {"score": f"{rival.score:.2f}"}
