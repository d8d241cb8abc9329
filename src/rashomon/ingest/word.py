"""A Word document to text (python-docx), behind a guard on its zip directory.

Paragraphs, list items, table rows, text boxes, insertions of tracked changes, foot- and endnotes, in order.
Left out: deleted text, headers and footers, comments, pictures, fields' codes, embedded files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from rashomon.ingest.facts import Draft, Facts, Unreadable, label, names
from rashomon.ingest.limits import MEGABYTE, Limits

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_SKIPPED = {
    qn(tag)
    for tag in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:instrText", "w:delText", "w:txbxContent", "w:sectPr")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")), (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")))


def parse(data: bytes, limits: Limits) -> Draft:
    """The text of a .docx; an Unreadable if it is encrypted, damaged, none, or out of bounds."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("is encrypted, or an old .doc under this name: save it as .docx without a password")
    safe = _repacked(data, limits)
    try:
        document = docx.Document(io.BytesIO(safe))
    except (OpcError, KeyError, ValueError) as error:
        raise Unreadable(f"is not a Word document: {error}; save it as .docx again") from None
    blocks = [*_blocks(document.element.body), *_notes(document.part)]
    text = "\n\n".join(block for block in blocks if block.strip())
    return Draft(text, _facts(document.core_properties, text))


def _repacked(data: bytes, limits: Limits) -> bytes:
    """The XML parts of the archive, each read under its cap, in a new archive without compression.

    The caps are on what entries declare, which zipfile holds them to but for one block; behind an entry that lies
    stands the memory limit of this process. Other parts (pictures, embedded files, archives in the archive) stay
    packed and are handed on empty.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, io.BytesIO() as out:
            entries = _checked(archive.infolist(), limits)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
                for entry in entries:
                    copy.writestr(entry.filename, _part(archive, entry))
            return out.getvalue()
    except Unreadable:
        raise
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, KeyError) as error:
        raise Unreadable(f"is not a .docx, or damaged: {error}; save it as .docx again") from None


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    data = archive.read(entry) if _is_xml(entry) else b""
    if b"<!DOCTYPE" in data:  # the packaging standard (ECMA-376 part 2) forbids it; only entity attacks have one
        raise Unreadable("declares XML entities, which no word processor does: hostile")
    return data


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _checked(entries: list[zipfile.ZipInfo], limits: Limits) -> list[zipfile.ZipInfo]:
    if len(entries) > limits.zip_entries:
        raise Unreadable(f"has {len(entries):,} parts, over the limit of {limits.zip_entries:,}")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable("has two parts of one name: damaged or hostile")
    for entry in entries:
        _check(entry, limits)
    total = sum(entry.file_size for entry in entries if _is_xml(entry))
    if total > limits.unpacked_bytes:
        raise Unreadable(f"unpacks to {total // MEGABYTE} MB, over the limit of {limits.unpacked_bytes // MEGABYTE} MB")
    return entries


def _check(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = entry.filename
    if entry.flag_bits & 1:
        raise Unreadable("is encrypted: save it without a password")
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise Unreadable(f"has a part that points outside the document ({name[:60]!r}): hostile")
    if not _is_xml(entry):
        return
    if entry.file_size > limits.part_bytes:
        size, cap = entry.file_size // MEGABYTE, limits.part_bytes // MEGABYTE
        raise Unreadable(f"has a part of {size} MB, over the limit of {cap} MB")
    if entry.file_size > 10 * MEGABYTE and entry.file_size > 100 * max(1, entry.compress_size):
        raise Unreadable("has a part that unpacks to more than 100 times its size: a zip bomb")


def _blocks(parent: Any) -> Iterator[str]:
    """One text a paragraph or table row, in document order, through content controls and insertions."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield _words(child)
            for box in _text_boxes(child):
                yield from _blocks(box)
        elif child.tag == qn("w:tbl"):
            yield "\n".join(_rows(child))
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in row.iterchildren(qn("w:tc")))
        yield " | ".join(cells)


def _words(node: Any) -> str:
    """The text of a paragraph's runs, wherever they are nested."""
    pieces: list[str] = []
    for child in node.iterchildren():
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            pieces.append(_words(child))
    return "".join(pieces).strip() if node.tag == qn("w:p") else "".join(pieces)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag in _SKIPPED for above in box.iterancestors() if above is not paragraph):
            yield box


def _notes(part: Any) -> Iterator[str]:
    for kind, tag in _NOTES:
        for relation in part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                for note in parse_xml(relation.target_part.blob).iter(tag):
                    yield " ".join(_blocks(note)).strip()


def _facts(properties: Any, text: str) -> Facts:
    """Title and author of the file, where the text itself bears them out: most such fields are left-overs."""
    shown = " ".join(text[:3000].split()).casefold()
    title = label(properties.title)
    authors = tuple(name for name in names(properties.author) if " " in name and name.casefold() in shown)
    return Facts(title=title if title and title.casefold() in shown else None, authors=authors)
