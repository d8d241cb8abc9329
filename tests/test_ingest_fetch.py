"""Addresses are fetched from the public internet only. Every test runs against servers on this machine."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hostile import page, pdf, word
from rashomon.errors import InputError
from rashomon.ingest import Limits, ingest
from rashomon.ingest.address import why_refused
from rashomon.ingest.fetch import fetch
from rashomon.ingest.fetched import Fetched
from rashomon.model import Account

FIRST = (
    "The ferry between Sandmoor and Oster was stopped on Wednesday after a crack was found in its hull, the operator"
    " said. It had carried four hundred people that day."
)
PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.169.0.1",
        "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1",
    ],
)  # fmt: skip
def test_public_address_is_allowed(address: str) -> None:
    assert why_refused(address) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.0.0.1", "this machine"), ("127.8.8.8", "this machine"), ("::1", "this machine"),
        ("0.0.0.0", "this network"), ("::", "this network"), ("0.1.2.3", "this network"),
        ("10.1.2.3", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.168.1.1", "private"),
        ("100.64.0.1", "carrier"), ("100.127.255.255", "carrier"),
        ("169.254.169.254", "local link"), ("fe80::1", "local link"), ("fe80::1%eth0", "local link"),
        ("224.0.0.1", "multicast"), ("ff02::1", "multicast"),
        ("255.255.255.255", "reserved"), ("240.0.0.1", "reserved"),
        ("fc00::1", "private"), ("fd12:3456::1", "private"), ("fec0::1", "private"),
        ("192.0.2.1", "documentation"), ("198.51.100.7", "documentation"), ("203.0.113.9", "documentation"),
        ("2001:db8::1", "documentation"), ("198.18.0.1", "test"), ("192.0.0.8", "reserved"),
        ("::ffff:127.0.0.1", "this machine"), ("::ffff:10.0.0.1", "private"), ("::ffff:7f00:1", "this machine"),
        ("::127.0.0.1", "this machine"), ("::10.0.0.1", "private"),
        ("2002:7f00:1::1", "this machine"), ("2002:a00:1::", "private"),
        ("64:ff9b::7f00:1", "this machine"), ("64:ff9b::a9fe:a9fe", "local link"), ("64:ff9b:1::808:808", "private"),
        ("2001::1", "reserved"), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "reserved"), ("100::1", "discard"),
        ("localhost", "no address"), ("2130706433", "no address"), ("", "no address"),
    ],
)  # fmt: skip
def test_address_that_only_this_side_can_reach_is_refused(address: str, what: str) -> None:
    assert what in str(why_refused(address))


Reply = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server on this machine that stands in for the public internet, and a record of what was asked of it."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.names: dict[str, Sequence[str]] = {"news.example": [PUBLIC], "xn--nws-6la.example": [PUBLIC]}
        self.reached: list[tuple[str, int]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                site.replies[self.path.split("?")[0]](self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def resolve(self, host: str, _: int) -> Sequence[str]:
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return self.names[host]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """Only what the guard let through arrives here; it is led to the server of the test."""
        self.reached.append((address, port))
        return socket.create_connection(self.server.server_address[:2], timeout)  # type: ignore[arg-type]

    def fetch(self, url: str, limits: Limits | None = None, context: ssl.SSLContext | None = None) -> Fetched:
        return fetch(url, limits or Limits(), resolve=self.resolve, connect=self.connect, context=context)

    def ingest(self, *urls: str) -> list[Account]:
        guarded = partial(fetch, resolve=self.resolve, connect=self.connect)
        return list(ingest(urls, fetch=guarded))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def reply(body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def redirect(location: str, status: int = 302) -> Reply:
    return reply(b"", status=status, Location=location)


def test_page_becomes_an_account(site: Site) -> None:
    html = page.page(FIRST, FIRST.replace("Sandmoor", "Oster"))
    site.replies["/story"] = reply(html)
    (account,) = site.ingest("http://news.example/story?id=1#part")
    assert account.text.startswith(FIRST)
    assert account.path == "http://news.example/story?id=1#part"
    assert account.sha256 == hashlib.sha256(html).hexdigest()
    assert site.reached == [(PUBLIC, 80)]
    path, headers = site.asked[0]
    assert (path, headers["Host"]) == ("/story?id=1", "news.example")
    assert "Cookie" not in headers


@pytest.mark.parametrize(
    ("path", "body", "content_type"),
    [
        ("/a", FIRST.encode(), "text/plain"),
        ("/a", FIRST.encode("cp1252"), "text/plain; charset=windows-1252"),
        ("/a.pdf", pdf.pdf([pdf.columns_of(FIRST)]), "application/octet-stream"),
        ("/a", pdf.pdf([pdf.columns_of(FIRST)]), "application/pdf"),
        ("/a", word.docx(FIRST), "application/octet-stream"),
        ("/a", b'{"text": "' + FIRST.encode() + b'"}', "application/json"),
    ],
)
def test_what_comes_is_read_by_its_type(site: Site, path: str, body: bytes, content_type: str) -> None:
    site.replies[path] = reply(body, content_type)
    assert site.ingest(f"http://news.example{path}")[0].text == FIRST


def test_charset_of_the_response_wins(site: Site) -> None:
    html = page.page(f"{FIRST} Le café était fermé.").decode().encode("cp1252")
    site.replies["/"] = reply(html, "text/html; charset=windows-1252")
    assert "Le café était fermé." in site.ingest("http://news.example/")[0].text


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["::ffff:127.0.0.1"], [PUBLIC, "10.0.0.1"], ["64:ff9b::7f00:1", PUBLIC]]
)
def test_name_that_leads_inside_is_refused_before_any_connection(site: Site, addresses: list[str]) -> None:
    """One address that is not public is enough: the next look-up could give it first."""
    site.names["inside.example"] = addresses
    (account,) = site.ingest("http://inside.example/")
    assert account.status == "failed"
    assert "only public addresses are read" in str(account.reason)
    assert site.reached == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[::1]:8000/", "http://2130706433/", "http://0x7f.1/",
        "http://localhost/", "http://inside.example/", "//inside.example/x",
    ],
)  # fmt: skip
def test_redirect_inside_is_refused(site: Site, location: str) -> None:
    """Numbers are written in many ways; what counts is the address the resolver gives."""
    site.names |= {"inside.example": ["192.168.0.1"], "localhost": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    site.names |= {"::ffff:127.0.0.1": ["::ffff:127.0.0.1"], "::1": ["::1"]}
    site.names |= {"2130706433": ["127.0.0.1"], "0x7f.1": ["127.0.0.1"]}
    site.replies["/"] = redirect(location)
    with pytest.raises(InputError, match="only public addresses are read"):
        site.fetch("http://news.example/")
    assert len(site.reached) == 1


def test_system_resolver_gives_no_way_around_the_guard() -> None:
    for url in ("http://127.0.0.1:9/", "http://[::ffff:127.0.0.1]:9/", "http://localhost:9/", "http://0x7f000001:9/"):
        with pytest.raises(InputError, match=r"only public addresses are read|is not found"):
            fetch(url, Limits())


def test_answer_of_the_resolver_is_used_once(site: Site) -> None:
    """DNS rebinding: the connection goes to the address that was checked, not to a second answer."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    site.replies["/"] = reply(b"x", "text/plain")
    fetch("http://news.example/", Limits(), resolve=lambda *_: next(answers), connect=site.connect)
    assert site.reached == [(PUBLIC, 80)]


def test_next_address_is_tried_when_the_first_does_not_answer(site: Site) -> None:
    site.names["news.example"] = ["2606:2800:220:1:248:1893:25c8:1946", PUBLIC]
    site.replies["/"] = reply(b"x", "text/plain")

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        if ":" in address:
            raise OSError("no route to host")
        return site.connect(address, port, timeout)

    assert fetch("http://news.example/", Limits(), resolve=site.resolve, connect=connect).data == b"x"


def test_redirects_are_followed_and_counted(site: Site) -> None:
    site.replies |= {f"/{n}": redirect(f"/{n + 1}", 301 + n % 2) for n in range(9)} | {
        "/5": reply(b"there", "text/plain")
    }
    fetched = site.fetch("http://news.example/0")
    assert (fetched.data, fetched.url) == (b"there", "http://news.example/5")
    site.replies["/5"] = redirect("/6")
    with pytest.raises(InputError, match="redirects more than 5 times"):
        site.fetch("http://news.example/0")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/x", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://user:secret@news.example/", "a user name or password"),
        ("http:///x", "names no host"),
        ("http://news.example:99999/", "no address that can be read"),
        ("http://[::1/", "no address that can be read"),
        ("http://unknown.example/", "is not found"),
        ("http://news.example/gone", "404"),
        ("http://news.example/nowhere", "without saying where"),
        ("http://news.example/file", "only http and https"),
        ("http://news.example/brotli", "encoding 'br'"),
        ("http://news.example/cut", "broke off"),
        ("http://news.example/cut.gz", "broke off"),
        ("http://news.example/garbage", "could not be fetched"),
        ("http://\x7f\x00/", "could not be fetched|is not found|names"),
    ],
)
def test_failing_address_is_a_failed_account_with_a_reason(site: Site, url: str, reason: str) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nshort")

    def garbage(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01 nothing like HTTP\r\n\r\n")

    site.replies |= {
        "/gone": reply(b"", status=404), "/nowhere": reply(b"", status=302), "/file": redirect("file:///etc/hostname"),
        "/brotli": reply(b"x", Content_Encoding="br"), "/cut": cut, "/garbage": garbage,
        "/cut.gz": reply(gzip.compress(FIRST.encode())[:-12], Content_Encoding="gzip"),
    }  # fmt: skip
    (account,) = site.ingest(url)
    assert account.status == "failed"
    assert re.search(reason, str(account.reason))


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_body_is_unpacked(site: Site, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    site.replies["/"] = reply(pack(FIRST.encode() * 900), "text/plain", Content_Encoding=encoding)
    assert site.fetch("http://news.example/").data == FIRST.encode() * 900


def test_body_is_capped_after_unpacking(site: Site) -> None:
    site.replies |= {
        "/bomb": reply(gzip.compress(bytes(20 << 20)), "text/plain", Content_Encoding="gzip"),
        "/long": reply(bytes(200_000), "text/plain"),
    }
    for path in ("/bomb", "/long"):
        with pytest.raises(InputError, match="over the limit"):
            site.fetch(f"http://news.example{path}", Limits(bytes=100_000))


@pytest.mark.parametrize("part", ["header", "body", "silence"])
def test_server_that_dawdles_is_left(site: Site, part: str) -> None:
    """One byte now and then resets every timeout of a socket; the deadline holds all the same."""
    done = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while part == "silence" and not done.wait(0.05):
            pass
        while not done.wait(0.05):
            try:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: y\r\n"[:1] if part == "body" else b"H")
            except OSError:
                return

    site.replies["/"] = drip
    start = time.monotonic()
    try:
        with pytest.raises(InputError, match=r"did not answer in full within 0\.5 seconds"):
            site.fetch("http://news.example/", Limits(fetch_seconds=0.5))
    finally:
        done.set()
    assert time.monotonic() - start < 5


def test_proxy_of_the_environment_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.replies["/"] = reply(b"x", "text/plain")
    assert site.fetch("http://news.example/").data == b"x"


def test_same_address_is_fetched_once_and_good_ones_survive_bad_ones(site: Site) -> None:
    site.replies["/"] = reply(FIRST.encode(), "text/plain")
    accounts = site.ingest("http://news.example/", "http://unknown.example/", "http://news.example/#again")
    assert [account.status for account in accounts] == ["read", "failed"]
    assert len(site.asked) == 1


def test_host_and_path_beyond_ascii(site: Site) -> None:
    site.replies["/caf%C3%A9%20x"] = reply(b"x", "text/plain")
    assert site.fetch("http://nèws.example/café x").data == b"x"
    assert site.asked[0][1]["Host"] == "xn--nws-6la.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    command += ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(path), "-out", str(path) + ".crt"]
    subprocess.run(command, check=True, capture_output=True)
    return path


def test_https_checks_the_certificate_for_the_name(certificate: Path) -> None:
    """The connection goes to an address, yet the certificate must be the name's."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(f"{certificate}.crt", certificate)
    site = Site(serving)
    site.names["other.example"] = [PUBLIC]
    site.replies["/"] = reply(b"over TLS", "text/plain")
    trusting = ssl.create_default_context(cafile=f"{certificate}.crt")
    try:
        assert site.fetch("https://news.example/", context=trusting).data == b"over TLS"
        assert site.reached == [(PUBLIC, 443)]
        for url, context in (("https://other.example/", trusting), ("https://news.example/", None)):
            with pytest.raises(InputError, match="a certificate that is not trusted"):
                site.fetch(url, context=context)
    finally:
        site.server.shutdown()
        site.server.server_close()
