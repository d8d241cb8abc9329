"""Small PDFs, written by hand: plain, encrypted, scanned, looping, inflating."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

Line = tuple[float, float, float, str]  # x, y, font size, text

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(pages: Sequence[Sequence[Line]], *, title: str = "", author: str = "") -> bytes:
    """A PDF with these lines of Helvetica on its pages."""
    streams = [b"\n".join(map(_show, page)) for page in pages]
    info = f"<< /Title ({title}) /Author ({author}) >>".encode("cp1252")
    number = 4 + 2 * len(pages)
    return assemble([_page(i) for i in range(len(pages))], streams, f"/Info {number} 0 R".encode(), extra=[info])


def columns_of(text: str, *, x: float = 72, top: float = 700, size: float = 11, width: int = 70) -> list[Line]:
    """Paragraphs set as lines of at most `width` characters, 14 points apart, 28 between paragraphs."""
    lines: list[Line] = []
    y = top
    for paragraph in text.split("\n\n"):
        for line in wrap(paragraph, width):
            lines.append((x, y, size, line))
            y -= 14
        y -= 14
    return lines


def wrap(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def scanned() -> bytes:
    """Two pages that hold one drawn rectangle each and no text."""
    return assemble([_page(0), _page(1)], [b"0 0 300 400 re f", b"10 10 300 400 re f"])


def inflating(megabytes: int) -> bytes:
    """A page whose compressed content unpacks to this many megabytes of text operators."""
    squeeze = zlib.compressobj(9)
    block = b"(ab) Tj " * 131072
    packed = b"".join([squeeze.compress(b"BT /F1 9 Tf "), *(squeeze.compress(block) for _ in range(megabytes))])
    return assemble([_page(0)], [packed + squeeze.compress(b"ET") + squeeze.flush()], filters=b"/Filter /FlateDecode ")


def looping() -> bytes:
    """A page tree whose only child is itself."""
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"])


def encrypted(text: str = "secret") -> bytes:
    """A PDF under 40-bit RC4 that asks for a user password."""
    ident = hashlib.md5(b"test").digest()
    owner = rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], (b"user" + _PAD)[:32])
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5((b"user" + _PAD)[:32] + owner + rights + ident).digest()[:5]
    trailer = (
        f"/ID [<{ident.hex()}> <{ident.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        f" /O <{owner.hex()}> /U <{rc4(key, _PAD).hex()}> >>"
    )
    return assemble([_page(0)], [_show((72, 700, 11, text))], trailer=trailer.encode())


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _show(line: Line) -> bytes:
    x, y, size, text = line
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {x} {y} Td (".encode() + escaped.encode("cp1252") + b") Tj ET"


def _page(index: int) -> bytes:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * index} 0 R".encode() + (
        b" /Resources << /Font << /F1 3 0 R >> >> >>"
    )


def assemble(
    pages: Sequence[bytes],
    streams: Sequence[bytes],
    trailer: bytes = b"",
    *,
    filters: bytes = b"",
    extra: Sequence[bytes] = (),
) -> bytes:
    kids = b" ".join(f"{4 + 2 * index} 0 R".encode() for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + f"] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page, stream in zip(pages, streams, strict=True):
        objects.append(page)
        objects.append(b"<< " + filters + f"/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return _file([*objects, *extra], trailer)


def _file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer
    return bytes(out + f" >>\nstartxref\n{start}\n%%EOF\n".encode())
