"""Small .docx files, written by hand: plain, inflating, entity-laden, with archives inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="zip" ContentType="application/zip"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)


def paragraph(text: str, inner: str = "") -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{inner}</w:p>'


def document(body: str, *, doctype: str = "") -> str:
    start = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{_W}">'
    return f"{start}<w:body>{body}</w:body></w:document>"


def docx(
    *paragraphs: str, body: str | None = None, doctype: str = "", extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A document of these paragraphs, or of this WordprocessingML; `extra` are further parts by name."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="word/document.xml").encode(),
        "word/document.xml": document(body or "".join(map(paragraph, paragraphs)), doctype=doctype).encode(),
        **(extra or {}),
    }
    return archive(parts)


def with_footnote(text: str, note: str) -> bytes:
    """One paragraph and one footnote."""
    root = f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1">{paragraph(note)}</w:footnote></w:footnotes>'
    relations = _RELATIONS.format(kind="footnotes", target="footnotes.xml")
    return docx(text, extra={"word/footnotes.xml": root.encode(), "word/_rels/document.xml.rels": relations.encode()})


def archive(parts: Mapping[str, bytes]) -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as copy:
            for name, data in parts.items():
                copy.writestr(name, data)
        return out.getvalue()


def bomb(megabytes: int = 40) -> bytes:
    """A few hundred KB that unpack to this many megabytes of tiny runs, each of which becomes an object."""
    run = "<w:r><w:t>a</w:t></w:r>"
    return docx(body=f"<w:p>{run * (megabytes * 1024 * 1024 // len(run))}</w:p>")


def dense_bomb(megabytes: int = 9) -> bytes:
    """A bomb below every cap of the directory, so that memory alone can stop it."""
    return docx(body="<w:p/>" * (megabytes * 1024 * 1024 // 6))


def entities() -> bytes:
    """A billion laughs in the document part."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx(
        body="<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", doctype=f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{levels}]>'
    )


def outside_entity(path: str) -> bytes:
    """An entity that would read a file of this machine into the text."""
    return docx(
        body="<w:p><w:r><w:t>before &leak; after</w:t></w:r></w:p>",
        doctype=f'<!DOCTYPE w:document [<!ENTITY leak SYSTEM "file://{path}">]>',
    )


def nested(depth: int = 6) -> bytes:
    """A sound document that carries archives in archives, 10 MB of zeros at the bottom of each."""
    inner = archive({"zeros.bin": bytes(10 << 20)})
    for _ in range(depth):
        inner = archive({f"{n}.zip": inner for n in range(10)})
    return docx("The document itself is sound.", extra={"word/embeddings/inner.zip": inner})


def many_parts(count: int = 20_000) -> bytes:
    return docx("One paragraph.", extra={f"word/media/{n}.bin": b"" for n in range(count)})


def climbing() -> bytes:
    return docx("One paragraph.", extra={"../../outside.xml": b"<a/>"})


def marked_encrypted() -> bytes:
    """A document whose zip entries carry the encryption flag."""
    data = bytearray(docx("One paragraph."))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(mark, position + 4)
    return bytes(data)


def lying(megabytes: int = 220) -> bytes:
    """An entry that unpacks to far more than its directory declares."""
    data = bytearray(docx(body="<w:p/>", extra={"word/styles.xml": bytes(megabytes << 20)}))
    size = (megabytes << 20).to_bytes(4, "little")
    position = data.find(size)
    while position >= 0:
        data[position : position + 4] = (1000).to_bytes(4, "little")
        position = data.find(size, position + 4)
    return bytes(data)
