"""What can be taken away: the report, the data, and the formats of other programs, each with its offsets and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon import report
from rashomon.export import FORMATS
from rashomon.export.contract import to_json
from rashomon.model import Comparison
from rashomon.web.page import page, snapshot_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One file to take away."""

    title: str
    words: str
    media: str
    make: Callable[[Comparison], str | bytes]


def _report(comparison: Comparison) -> str:
    return report.page(report.view(comparison))


KINDS = {
    "report.html": Kind("Report", "one file that opens from disk without a network", "text/html", _report),
    "comparison.json": Kind("Data", "everything found, in the public format", "application/json", to_json),
    "claims.csv": Kind("Claims as CSV", "one line a claim; no cell is a formula", "text/csv", FORMATS["csv"]),
    "claims.jsonl": Kind("Claims as JSON lines", "the same for programs", "application/jsonl", FORMATS["jsonl"]),
    "claims.parquet": Kind("Claims as Parquet", "the same with types, for data frames",
                           "application/vnd.apache.parquet", FORMATS["parquet"]),
    "annotations.json": Kind("Web annotations", "the claims by the W3C’s model", "application/ld+json",
                             FORMATS["webannotation"]),
    "accounts.csl.json": Kind("Citations", "the accounts as CSL-JSON, for citation managers",
                              "application/vnd.citationstyles.csl+json", FORMATS["csl-json"]),
    "hypotheses.csv": Kind("Competing hypotheses",
                           "a line of evidence a version of a point, and blank cells to judge it in",
                           "text/csv", FORMATS["ach"]),
}  # fmt: skip


def show(request: Request) -> Response:
    """The list of what there is to take."""
    snapshot_of(request)
    return page(request, "export.html", title="Export", kinds=KINDS)


def file(request: Request) -> Response:
    """One of them, as a download; made when it is asked for."""
    name = request.path_params["name"]
    if name not in KINDS:
        raise HTTPException(404)
    kind = KINDS[name]
    made = kind.make(snapshot_of(request).result.record)
    content = made if isinstance(made, bytes) else made.encode("utf-8", "replace")
    return Response(content, media_type=kind.media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
