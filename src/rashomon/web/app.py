"""The workbench as an ASGI application: which address shows what, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from rashomon.errors import RashomonError
from rashomon.web import account, actors, add, board, log, out, point, review, search, static, why
from rashomon.web.act import judge, undo
from rashomon.web.desk import Desk
from rashomon.web.guard import Guard, Launch
from rashomon.web.page import page


def application(path: Path, launch: Launch, *, desk: Desk | None = None) -> ASGIApp:
    """The workbench for one case file, which a launch's secrets open."""
    desk = desk or Desk(path)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        desk.start()
        yield
        desk.work.cancel()

    app = Starlette(routes=routes(), exception_handlers=HANDLERS, lifespan=lifespan)
    app.state.desk = desk
    return Guard(app, launch)


def routes() -> list[Route]:
    """Every address of the workbench; all that changes something is a POST."""
    return [
        Route("/", board.show),
        *(Route(f"/{view}", board.show_part, name=view) for view in board.PARTS if view != "actors"),
        Route("/rows", board.rows),
        Route("/part/{name}", board.part),
        Route("/evidence", board.evidence),
        Route("/text/{id}", board.prose),
        Route("/points", point.index),
        Route("/points/{id}", point.show),
        Route("/accounts/{id}", account.show),
        Route("/why", why.show),
        Route("/actors", actors.index),
        Route("/actors/{id}", actors.show),
        Route("/search", search.show),
        Route("/review", review.show),
        Route("/add", add.show),
        Route("/add", add.take, methods=["POST"]),
        Route("/progress", add.state),
        Route("/progress/events", add.events),
        Route("/progress/cancel", add.cancel, methods=["POST"]),
        Route("/log", log.show),
        Route("/log.jsonl", log.export),
        Route("/log", log.take, methods=["POST"]),
        Route("/judge", judge, methods=["POST"]),
        Route("/undo", undo, methods=["POST"]),
        Route("/export", out.show),
        Route("/export/{name}", out.file),
        Route("/static/{name}", static.show),
        Route("/favicon.ico", lambda request: Response(status_code=204)),
    ]


def _refused(request: Request, error: Exception) -> Response:
    """What a person did that cannot be, in the words the library has for it."""
    return page(request, "error.html", 400, title="That cannot be done", message=str(error))


def _missing(request: Request, error: Exception) -> Response:
    detail = error.detail if isinstance(error, HTTPException) else ""
    status = error.status_code if isinstance(error, HTTPException) else 404
    standard = detail in ("", "Not Found", "Method Not Allowed")
    message = "There is no such page in this case." if standard else detail
    return page(request, "error.html", status, title="Not here", message=message)


HANDLERS: dict[Any, Callable[[Request, Exception], Response]] = {
    RashomonError: _refused,
    HTTPException: _missing,
}
