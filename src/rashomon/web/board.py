"""The board: the report's own views, live. The page comes with the first rows; the rest is fetched as it is needed.

A case of hundreds of accounts has texts and rows by the ten thousand. So the filters run here, rows are sent a page
at a time, and a view, a text or a piece of evidence is laid out when somebody asks for it, once a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rashomon.model import Judgement
from rashomon.report import render
from rashomon.report.alone import alone_of, left_out_of
from rashomon.report.evidence import claim_row, point_row
from rashomon.report.lookup import Lookup
from rashomon.report.texts import text
from rashomon.web import sift
from rashomon.web.desk import Snapshot
from rashomon.web.page import desk_of, page, snapshot_of

PARTS = ("texts", "actors", "timeline", "relations", "lineage", "method")
"""The views beside the points, each with an address of its own."""

LISTS: dict[str, Callable[[Lookup, str], Mapping[str, Any]]] = {"alone": alone_of, "left": left_out_of}
"""The lists under the matrix, which are laid out when one is opened."""


def show(request: Request) -> Response:
    """Overview and matrix, with the points the address asks for; an empty case asks for accounts."""
    return _board(request, "points")


def show_part(request: Request) -> Response:
    """The same page with another view open, which is there without JavaScript too."""
    return _board(request, request.url.path.strip("/"))


def _board(request: Request, name: str) -> Response:
    snapshot = desk_of(request).snapshot
    if snapshot is None:
        return page(request, "empty.html", title="Nothing compared yet")
    asked, start = _asked(request.query_params)
    first = sift.rows(snapshot.sieve, asked, start=start)
    query, view = sift.query(asked), snapshot.view
    data = render.about(view) | {key: first[key] for key in ("found", "total")}
    with desk_of(request).open() as case:
        grades = grades_of(snapshot.look, case.standing())
    return page(
        request,
        "board.html",
        grades=grades,
        title=view["headline"],
        live=True,
        view=view,
        asked=asked,
        open_view=name,
        parts={part: _part(snapshot, part) if part == name else None for part in PARTS},
        rows=render.own(first["html"]),
        first=first,
        found=f"{first['found']:,} of {first['total']:,} points" if query else f"{first['total']:,} points",
        data=render.script_json(data | {"query": query if not start else None}),
    )


def grades_of(look: Lookup, standing: Iterable[Judgement]) -> dict[str, str]:
    """The Admiralty code a person last gave an account, by account id."""
    by_hash = {one.about[0].sha256: one.after or "" for one in standing if one.action == "grade" and one.about}
    return {id: by_hash[account.sha256] for id, account in look.accounts.items() if account.sha256 in by_hash}


def _asked(params: QueryParams) -> tuple[dict[str, str], int]:
    """What the address asks for; a form without JavaScript sends one `status` a ticked box."""
    asked = {name: value for name in sift.NAMES if (value := params.get(name, "").strip())}
    if ticked := params.getlist("status"):
        asked["status"] = ",".join(ticked)
    start = params.get("from", "")
    return asked, int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0


def rows(request: Request) -> Response:
    """A page of the rows that pass the filters."""
    snapshot = snapshot_of(request)
    asked, start = _asked(request.query_params)
    return JSONResponse(sift.rows(snapshot.sieve, asked, start=start))


def part(request: Request) -> Response:
    """One view, or what stands under the matrix, as markup to be put into the page."""
    name, snapshot = request.path_params["name"], snapshot_of(request)
    if name in LISTS:
        return JSONResponse({"html": _list(snapshot, LISTS[name], request.query_params.get("account", ""))})
    if name not in (*PARTS, "beside"):
        raise HTTPException(404)
    return JSONResponse({"html": _part(snapshot, name)})


def _part(snapshot: Snapshot, name: str) -> str:
    if name not in snapshot.parts:
        snapshot.parts[name] = render.part(f"{name}.html", view=snapshot.view, live=True, prose="")
    return snapshot.parts[name]


def _list(snapshot: Snapshot, make: Callable[[Lookup, str], Mapping[str, Any]], account: str) -> str:
    """The points one account alone tells, or those it leaves out."""
    if account not in snapshot.look.accounts:
        raise HTTPException(404)
    return render.part("web/entries.html", account=make(snapshot.look, account))


def evidence(request: Request) -> Response:
    """What the drawer shows of a claim, or of all claims of an account, with all that stands on the same points."""
    look, params = snapshot_of(request).look, request.query_params
    claim, account = params.get("claim", ""), params.get("account")
    wanted = [one.id for one in look.claims_of.get(account, ())] if account is not None else [claim]
    if account is None and claim not in look.claims:
        raise HTTPException(404)
    return JSONResponse(_bundle(snapshot_of(request), wanted))


def _bundle(snapshot: Snapshot, wanted: Iterable[str]) -> Mapping[str, Any]:
    look = snapshot.look
    wanted = list(wanted)
    found = {claim: look.point_of[claim] for claim in wanted if claim in look.point_of}
    points = {point.id: point for point in found.values() if point.status != "single"}
    claims = dict.fromkeys([*wanted, *(claim for point in points.values() for claim in point.claims)])
    return {
        "claims": {claim: _with_words(snapshot, claim) for claim in claims},
        "points": {point.id: point_row(look, point) for point in points.values()},
    }


def _with_words(snapshot: Snapshot, claim: str) -> list[Any]:
    account, start, end, *more = claim_row(snapshot.look, snapshot.look.claims[claim])
    words = snapshot.look.words(snapshot.look.claims[claim].span)
    return [account, start, end, (more[0] if more else {}) | {"x": words}]


def prose(request: Request) -> Response:
    """The text of one account, as the reader shows it."""
    snapshot = snapshot_of(request)
    account = snapshot.look.accounts.get(request.path_params["id"])
    if account is None or account.status != "read":
        raise HTTPException(404)
    laid_out = [text(snapshot.look, account)]
    return JSONResponse({"html": render.part("prose.html", accounts=snapshot.view["accounts"], texts=laid_out)})
