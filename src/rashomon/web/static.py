"""The style sheets and scripts: the report's own, and the workbench's; nothing else is served from disk."""

from __future__ import annotations

from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon.report import render
from rashomon.web.page import desk_of

KINDS = {"css": "text/css", "js": "text/javascript"}


def show(request: Request) -> Response:
    """One asset, by its name in a fixed table."""
    name = request.path_params["name"]
    if name == "case.css":
        return _asset(name, _widths(request))
    if name not in assets():
        raise HTTPException(404)
    return _asset(name, assets()[name])


def _asset(name: str, text: str) -> Response:
    return Response(text, media_type=KINDS[name.rpartition(".")[2]])


@cache
def assets() -> dict[str, str]:
    """The report's sheets and scripts; on the board what is on the page is fetched, and more can be done."""
    board = ["web/pieces.js" if name == "whole.js" else name for name in render.SCRIPTS]
    board[-1:] = ["web/board.js", board[-1]]  # what opens the page comes last, when all is defined
    return {
        "report.css": render.styles(),
        "board.js": render.scripts(tuple(board)),
        "web.css": render.asset("web/web.css"),
        "pages.js": render.asset("keymap.js") + render.asset("web/pages.js"),
        "progress.js": render.asset("web/progress.js"),
    }


def _widths(request: Request) -> str:
    """The widths of this case's matrix."""
    snapshot = desk_of(request).snapshot
    if snapshot is None or snapshot.view["crowded"]:
        return ""
    columns = snapshot.view["columns"]
    return render.widths(len(columns), sum(not column["read"] for column in columns))
