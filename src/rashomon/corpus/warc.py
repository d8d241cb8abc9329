"""The web pages of a WARC file (ISO 28500): the HTML bodies of its successful HTTP responses.

Records are parsed by the engine; here the HTTP message inside is taken apart. Not done: segmented records, the body
encodings `br` and `zstd`, responses other than 200.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import daft
from daft import col

from rashomon.errors import InputError

UNPACKED = 32 << 20
"""Bytes of one page, unpacked."""


class Page(NamedTuple):
    """One HTML page as it was sent; `reason` says why it could not be taken out of its record."""

    url: str | None
    data: bytes
    reason: str | None = None


def pages(path: Path) -> Iterator[Page]:
    """Every HTML page of the file, in its order; an InputError if the file is no WARC."""
    records = (
        daft.read_warc(str(path)).where(col("WARC-Type").is_in(["response"])).select("WARC-Target-URI", "warc_content")
    )
    try:
        for batch in records.to_arrow_iter():
            for record in batch.to_pylist():
                page = _page(record)
                if page is not None:
                    yield page
    except Exception as error:  # the engine's errors share no base
        raise InputError(f"'{path}' cannot be read as WARC ({error}); name another file") from error


def _page(record: dict[str, Any]) -> Page | None:
    head, _, body = (record["warc_content"] or b"").partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if status.split(" ")[1:2] != ["200"] or "html" not in headers.get("content-type", ""):
        return None
    url = record["WARC-Target-URI"]
    try:
        return Page(url, _unpacked(_joined(body, headers), headers))
    except (ValueError, zlib.error) as error:
        return Page(url, b"", f"is a damaged HTTP response ({error})")


def _joined(body: bytes, headers: dict[str, str]) -> bytes:
    """The body without the framing of `Transfer-Encoding: chunked`; many archives have removed it already."""
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return body
    parts, rest = [], body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = _chunk_size(size)
        if length is None:
            return body  # no chunk where one should be: it was joined before it was archived
        if not length:
            break
        parts.append(rest[:length])
        rest = rest[length + 2 :]
    return b"".join(parts)


def _chunk_size(line: bytes) -> int | None:
    try:
        return int(line.partition(b";")[0], 16)
    except ValueError:
        return None


def _unpacked(body: bytes, headers: dict[str, str]) -> bytes:
    coding = headers.get("content-encoding", "").lower()
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"its encoding '{coding}' is not read")
    if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # unpacked before it was archived
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(body, UNPACKED)
