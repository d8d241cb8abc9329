"""Who may talk to the workbench: this machine's browser, with this launch's token, from the workbench's own pages.

Three independent walls, since each alone has been climbed elsewhere: the Host header must name this machine and
port (a rebound domain does not), the caller must hold the session cookie that the launch's token is traded for,
and whatever changes something must come from one of our own pages (Fetch Metadata, or Origin where a browser does
not send it). Every answer, refusals included, carries the policy under which no word of an account can act.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD_CAP = 256 * 1024 * 1024
"""Bytes one request may carry; each file in it has a cap of its own where it is read."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Launch:
    """What one start of the workbench is reached by: its port, and secrets that die with it."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that mean this machine and port."""
        names = ("127.0.0.1", "localhost", "[::1]")
        bare = names if self.port == 80 else ()
        return frozenset((*bare, *(f"{name}:{self.port}" for name in names)))

    @property
    def cookie(self) -> str:
        """The cookie's name: browsers share cookies among the ports of a host."""
        return f"rashomon-{self.port}"

    @property
    def url(self) -> str:
        """The address to open first."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"


class Guard:
    """An ASGI application in front of another, which sees only what passed all three walls."""

    def __init__(self, app: ASGIApp, launch: Launch) -> None:
        self._app = app
        self._launch = launch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._answer(Request(scope)) or self._app
            await answer(scope, receive, _with_headers(send))
        # Anything else (a web socket) is no part of the workbench: the server closes what is not accepted.

    def _answer(self, request: Request) -> Response | None:
        """A refusal, or the trade of the token for the cookie; None where the request may go on."""
        return self._host(request) or self._origin(request) or self._size(request) or self._session(request)

    def _host(self, request: Request) -> Response | None:
        hosts = request.headers.getlist("host")
        if len(hosts) == 1 and hosts[0].lower() in self._launch.hosts:
            return None
        return PlainTextResponse("This address is not the workbench's: open the one that was printed.", 400)

    def _origin(self, request: Request) -> Response | None:
        if request.method in SAFE:
            return None
        if request.method != "POST":
            return PlainTextResponse("Only GET and POST are answered here.", 405)
        if from_own_page(request.headers):
            return None
        return PlainTextResponse("Refused: this did not come from a page of the workbench.", 403)

    def _size(self, request: Request) -> Response | None:
        if request.method in SAFE:
            return None
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return PlainTextResponse("Refused: a request must say how long it is.", 411)
        if int(length) > UPLOAD_CAP:
            return PlainTextResponse(f"Refused: more than {UPLOAD_CAP:,} bytes at once; add fewer files.", 413)
        return None

    def _session(self, request: Request) -> Response | None:
        token = request.query_params.get("token")
        if request.method in SAFE and token is not None and same(token, self._launch.token):
            return self._traded(request)
        if same(_cookies(request.headers).get(self._launch.cookie, ""), self._launch.session):
            return None
        words = "Open the address that `rashomon serve` printed: it holds the key to this session."
        return PlainTextResponse(words, 401)

    def _traded(self, request: Request) -> Response:
        """The same page without the token, and the cookie; the host is one of ours, so this leads nowhere else."""
        rest = urlencode([pair for pair in request.query_params.multi_items() if pair[0] != "token"])
        address = f"http://{request.headers['host'].lower()}{request.url.path}"
        response = RedirectResponse(f"{address}?{rest}" if rest else address, 303)
        response.set_cookie(self._launch.cookie, self._launch.session, httponly=True, samesite="strict", path="/")
        return response


def same(given: str, secret: str) -> bool:
    """Equality that takes as long for a near miss as for a far one."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode("utf-8"))


def from_own_page(headers: Headers) -> bool:
    """True if the browser says that one of our own pages sent this.

    Fetch Metadata is decisive where it is sent, as all current browsers do to this machine; our no-referrer policy
    makes the Origin of a form "null" then. Without it the Origin must be exactly ours.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = f"http://{headers['host'].lower()}"
    if site is not None:
        return site == "same-origin" and origin in (None, "null", own)
    return origin == own


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        jar = SimpleCookie("; ".join(headers.getlist("cookie")))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
