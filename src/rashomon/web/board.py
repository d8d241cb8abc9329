"""The board: the report's own views, live, and the report and the data as files to take away."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rashomon import report
from rashomon.export.contract import to_json
from rashomon.report import render
from rashomon.report.lookup import Lookup
from rashomon.web.desk import Snapshot
from rashomon.web.page import desk_of, page, snapshot_of


def show(request: Request) -> Response:
    """Overview, matrix, texts, actors, timeline, relations, lineage and method; an empty case asks for accounts."""
    desk = desk_of(request)
    if desk.snapshot is None:
        return page(request, "empty.html", title="Nothing compared yet")
    return page(request, "board.html", **_parts(desk.snapshot))


@lru_cache(maxsize=1)
def _parts(snapshot: Snapshot) -> dict[str, Any]:
    """What takes long to lay out, made once a comparison."""
    view = snapshot.view
    rows, prose = render.part("rows.html", view), render.part("prose.html", view)
    packed = ""
    if len(rows) + len(prose) > render.PACK_ABOVE:
        packed, rows, prose = render.pack(rows, prose), render.own(""), render.own("")
    return {
        "title": view["headline"],
        "view": view,
        "rows": rows,
        "prose": prose,
        "packed": packed,
        "data": render.data(view),
        "judged": render.script_json(judged_points(snapshot.look)),
    }


def judged_points(look: Lookup) -> list[str]:
    """The points in which a person has judged a claim or an alignment, so that the board can say so."""
    marked = {
        look.point_of[claim.id].id for claim in look.record.claims if claim.judgement and claim.id in look.point_of
    }
    marked |= {id for id, found in look.alignments_of.items() if any(one.judgement for one in found)}
    return sorted(marked)


def to_view(request: Request) -> Response:
    """`/timeline` and the like: the board with that view open."""
    return RedirectResponse(f"/#{request.url.path.strip('/')}", 303)


def report_file(request: Request) -> Response:
    """The report as one file that opens from disk without a network."""
    html = report.page(snapshot_of(request).view)
    return HTMLResponse(html, headers={"Content-Disposition": 'attachment; filename="report.html"'})


def data_file(request: Request) -> Response:
    """The comparison as JSON, by the contract."""
    text = to_json(snapshot_of(request).result.record)
    headers = {"Content-Disposition": 'attachment; filename="comparison.json"'}
    return Response(text, media_type="application/json", headers=headers)
