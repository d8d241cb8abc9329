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
    """The report's sheets and scripts as it inlines them, with the board's script inside the same scope."""
    report_script = render.scripts().removesuffix("})();\n") + render.asset("web/board.js") + "})();\n"
    return {
        "report.css": render.styles(),
        "report.js": report_script,
        "web.css": render.asset("web/web.css"),
        "web.js": render.asset("web/web.js"),
    }


def _widths(request: Request) -> str:
    """The widths of this case's matrix."""
    snapshot = desk_of(request).snapshot
    if snapshot is None or snapshot.view["crowded"]:
        return ""
    columns = snapshot.view["columns"]
    return render.widths(len(columns), sum(not column["read"] for column in columns))
