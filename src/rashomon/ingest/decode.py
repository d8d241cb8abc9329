"""Bytes of a text file to text, and what a file is by its first bytes."""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING, Literal

from rashomon.ingest.facts import Foreign, Unreadable

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

Kind = Literal["text", "html", "pdf", "docx", "mail", "json", "jsonl"]

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"WARC/", "a web archive"),
)
_EXTENSIONS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
    ".pdf": "pdf", ".docx": "docx", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_REFUSED = {
    ".csv": "is a table: write one account a line into a .jsonl file",
    ".tsv": "is a table: write one account a line into a .jsonl file",
    ".xml": "is XML, of which this program knows no article format: save the article as text or HTML",
    ".doc": "is an old Word file: save it as .docx",
    ".odt": "is an OpenDocument file: save it as .docx or .txt",
    ".rtf": "is a Rich Text file: save it as .docx or .txt",
    ".warc": "is a web archive: take it into a corpus with `rashomon corpus build`",
    ".epub": "is a book: save the part that matters as text or HTML",
}
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# The text codecs of charset-normalizer worth trying on news text; fewer candidates, fewer wrong guesses.
_LEGACY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r",
    "shift_jis", "euc_jp", "euc_kr", "gb18030", "big5",
]  # fmt: skip


def format_of(data: bytes) -> str | None:
    """The name of the binary format the first bytes show ("a PDF"), or None."""
    if data[4:8] == b"ftyp":
        return "a video or audio file"
    if data[:4] == b"RIFF" and data[8:12] in {b"WAVE", b"AVI ", b"WEBP"}:
        return "a media file"
    return next((name for mark, name in _FORMATS if data.startswith(mark)), None)


def kind_by_name(name: str) -> Kind | None:
    """The kind a file's extension promises, None for an extension unknown here."""
    return _EXTENSIONS.get(os.path.splitext(name)[1].lower())


def kind_by_content(name: str, data: bytes) -> Kind:
    """The kind of a file with an unknown extension by its first bytes; a Foreign that says what it is instead."""
    refused = _REFUSED.get(os.path.splitext(name)[1].lower())
    if refused:
        raise Foreign(refused)
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if found := format_of(data):
        raise Foreign(f"is {found}, not a text, web page, PDF or Word document")
    return "html" if _PAGE.match(data[:4096].removeprefix(codecs.BOM_UTF8)) else "text"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes and the encoding they were in; an Unreadable if they are not text.

    In order: byte order mark, the declared encoding, UTF-8, UTF-16 by its zero bytes, UTF-8 with a few bytes of
    Windows-1252 among it, then the best guess of charset-normalizer. Nothing but the byte order mark is dropped.
    """
    if found := format_of(data):
        raise Unreadable(f"is {found}, not text; give it its proper extension if it is an account")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding.removesuffix("-sig")
    for encoding in filter(None, (declared, "utf-8", _wide(data))):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if not _looks_binary(text):
            return text, encoding
    return _mixed(data) or _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise Unreadable(f"begins with the mark of {encoding}, but byte {_position(error)} does not fit it") from None


def _position(error: UnicodeError) -> int:
    return getattr(error, "start", 0)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has every second byte zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    return "utf-16-be" if half and sample[0::2].count(0) > 0.4 * half else None


_STRAY = re.compile("[\udc80-\udcff]")
_MULTIBYTE = re.compile(r"[^\x00-\x7f\udc80-\udcff]")


def _mixed(data: bytes) -> tuple[str, str] | None:
    """UTF-8 into which a few bytes of Windows-1252 were pasted; None where most of what is not ASCII is no UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    if len(_MULTIBYTE.findall(text)) <= 2 * len(_STRAY.findall(text)) or _looks_binary(text):
        return None
    return _STRAY.sub(_western, text), "utf-8"


def _western(stray: re.Match[str]) -> str:
    return stray[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _looks_binary(text: str) -> bool:
    """More control characters than a stray few: a letter never comes with one in a thousand."""
    sample = text[:65536]
    return len(_CONTROLS.findall(sample)) > max(2, len(sample) // 1000)


def _guess(data: bytes) -> tuple[str, str]:
    if data.count(0) > len(data) // 100:
        raise Unreadable("is binary data, not text")
    from charset_normalizer import from_bytes  # only files that are not UTF-8 pay for it

    matches = list(from_bytes(data[:262144], cp_isolation=_LEGACY))
    for encoding in _likely(matches):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not _looks_binary(text):
            return text, encoding
    raise Unreadable("is binary data, or text in no encoding known here; save it as UTF-8")


def _likely(matches: list[CharsetMatch]) -> list[str]:
    """Encodings, best first; Windows-1252 wins a near tie, being the one most such files are in."""
    best = matches[0] if matches else None
    western = [
        "cp1252"
        for match in matches
        if best
        and "cp1252" in {match.encoding, *match.could_be_from_charset}
        and match.chaos <= best.chaos + 0.03
        and match.coherence >= best.coherence - 0.05
    ]
    return western[:1] + [match.encoding for match in matches]
