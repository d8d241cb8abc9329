"""Download one web page, with care where it comes from (server-side request forgery, CWE-918).

Every address a host name resolves to is checked, and the connection goes to the address that was checked, so
that a name cannot lead elsewhere a moment later; redirects are followed by hand and checked alike. No proxy
from the environment, no cookie, no credentials, no compression bomb, no endless body, no endless wait.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

from rashomon.ingest.address import why_refused
from rashomon.ingest.facts import Unreadable
from rashomon.ingest.fetched import Fetched
from rashomon.ingest.limits import MEGABYTE, Limits

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host name, best first; an OSError if it has none."""
Connect = Callable[[str, int, float], socket.socket]
"""A TCP connection to an address and port within so many seconds."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65536
_SAFE = "/?%:@!$&'()*+,;=~-._[]"
_HEADERS = {
    "User-Agent": "rashomon (reads one page for a person who named it)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives for a host name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """A TCP connection to a checked address."""
    return socket.create_connection((address, port), timeout)


def fetch(
    url: str,
    limits: Limits,
    *,
    resolve: Resolve = resolve,
    connect: Connect = connect,
    context: ssl.SSLContext | None = None,
) -> Fetched:
    """The body of an http(s) address; an Unreadable that says why it was refused or failed.

    `resolve`, `connect` and `context` replace the system's resolver, its connections and its trusted certificates.
    """
    opener = _Opener(resolve, connect, context, time.monotonic() + limits.fetch_seconds)
    for _ in range(limits.redirects + 1):
        target = _checked_url(url)
        with _failures_told(limits, opener.deadline), opener.response(target) as response:
            if response.status not in _REDIRECTS:
                return _fetched(url, response, limits, opener.deadline)
            url = urljoin(url, _location(response))
    raise Unreadable(f"redirects more than {limits.redirects} times; give the address it should lead to")


def _checked_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(urldefrag(url).url)
        port = parts.port
    except ValueError:
        raise Unreadable("is no address that can be read; check it") from None
    if parts.scheme not in {"http", "https"}:
        raise Unreadable(f"leads to '{parts.scheme}:'; only http and https addresses are read")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("holds a user name or password, which the report would show; save the page and give the file")
    if not parts.hostname or port == 0:
        raise Unreadable("names no host; check it")
    return parts


@dataclass(frozen=True, slots=True)
class _Opener:
    """How connections are made, and the moment by which all must be done."""

    resolve: Resolve
    connect: Connect
    context: ssl.SSLContext | None
    deadline: float

    @contextmanager
    def response(self, target: SplitResult) -> Iterator[http.client.HTTPResponse]:
        """The response to a GET; whatever happens on the line is cut off at the deadline."""
        host = _ascii(str(target.hostname))
        port = target.port or (443 if target.scheme == "https" else 80)
        line = [self._connected(host, port)]
        guard = threading.Timer(self._left(), _cut, (line,))
        guard.daemon = True
        guard.start()
        try:
            if target.scheme == "https":
                self._secure(line, host)
            connection = http.client.HTTPConnection(host, port)
            connection.sock = line[0]
            connection.request("GET", _path(target), headers={"Host": _host_header(target, host), **_HEADERS})
            yield connection.getresponse()
        finally:
            guard.cancel()
            line[0].close()

    def _connected(self, host: str, port: int) -> socket.socket:
        """A connection to the first address that answers, all of them checked before any is tried."""
        addresses = self.resolve(host, port)
        for address in addresses:
            if where := why_refused(address):
                raise Unreadable(
                    f"leads to {where} ({address}); only public addresses are read: save the page to a file"
                )
        failure: OSError = OSError("the host has no address")
        for address in addresses:
            try:
                return self.connect(address, port, self._left())
            except OSError as error:  # an address of a family this machine has no route for, most often
                failure = error
        raise failure

    def _secure(self, line: list[socket.socket], host: str) -> None:
        context = self.context or ssl.create_default_context()
        line[0] = context.wrap_socket(line[0], server_hostname=host, do_handshake_on_connect=False)
        line[0].do_handshake()  # type: ignore[attr-defined]

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _cut(line: list[socket.socket]) -> None:
    """End whatever a thread waits for on a connection; past TLS, whose own ending would wait in turn."""
    with suppress(OSError):
        socket.socket.shutdown(line[0], socket.SHUT_RDWR)


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unreadable("names a host that cannot exist; check it") from None


def _host_header(target: SplitResult, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{target.port}" if target.port else shown


def _path(target: SplitResult) -> str:
    path = quote(target.path or "/", safe=_SAFE)
    return f"{path}?{quote(target.query, safe=_SAFE)}" if target.query else path


def _location(response: http.client.HTTPResponse) -> str:
    location = response.headers.get("Location")
    if not location:
        raise Unreadable(f"answers {response.status} without saying where to go")
    return location


@contextmanager
def _failures_told(limits: Limits, deadline: float) -> Iterator[None]:
    """Errors of the network as reasons a person understands."""
    try:
        yield
    except socket.gaierror:
        raise Unreadable("names a host that is not found; check the address and the connection") from None
    except ssl.SSLCertVerificationError as error:
        raise Unreadable(f"shows a certificate that is not trusted ({error.verify_message}); it was not read") from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if isinstance(error, Unreadable):
            raise
        if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
            raise Unreadable(
                f"did not answer in full within {limits.fetch_seconds:g} seconds; try again later"
            ) from None
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Unreadable(f"could not be fetched ({what}); check the address and the connection") from None


def _fetched(url: str, response: http.client.HTTPResponse, limits: Limits, deadline: float) -> Fetched:
    if response.status != http.client.OK:
        raise Unreadable(
            f"was refused by its server ({response.status} {response.reason});"
            " open it in a browser, save the page and give the file"
        )
    data = b"".join(_capped(_unpacked(_chunks(response), response.headers.get("Content-Encoding", "")), limits.bytes))
    if time.monotonic() >= deadline:  # a body of no stated length, cut off there, looks complete
        raise TimeoutError
    kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    return Fetched(url, data, kind, response.headers.get_content_charset())


def _chunks(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK):
        yield chunk
    if response.length:
        raise Unreadable("broke off in the middle; try again")


def _unpacked(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The body as it was before the server compressed it, never more than a chunk in memory."""
    if encoding.strip().lower() in {"", "identity"}:
        yield from chunks
        return
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        raise Unreadable(
            f"was sent in the encoding '{encoding[:30]}', which is not read; save the page and give the file"
        )
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for chunk in chunks:
        rest = chunk
        while rest and not inflate.eof:
            yield inflate.decompress(rest, _CHUNK)
            rest = inflate.unconsumed_tail
    yield inflate.flush()
    if not inflate.eof:
        raise Unreadable("broke off in the middle; try again")


def _capped(chunks: Iterator[bytes], cap: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > cap:
            raise Unreadable(f"is over the limit of {cap // MEGABYTE} MB")
        yield chunk
