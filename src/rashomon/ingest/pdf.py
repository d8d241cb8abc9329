"""A PDF to text (pypdfium2): the text layer, its lines joined to paragraphs by where they stand on the page.

Reads in the order the file draws, which is reading order in nearly all exported articles; columns that a file
interleaves stay interleaved. Recognises no characters in pictures: a scan without a text layer is refused.
"""

from __future__ import annotations

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, takewhile
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from rashomon.ingest.facts import Draft, Facts, Unreadable, label, names
from rashomon.ingest.limits import Limits

HYPHEN = "\x02"  # what pdfium makes of a hyphen at the end of a line, soft or not
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•‣◦▪●■⁃]")
# Halves that mark a compound, whose hyphen is the writer's and not the typesetter's.
_FIRST = frozenset({
    "all", "anti", "cross", "double", "ex", "far", "half", "high", "long", "low", "mid", "multi", "near", "non",
    "off", "one", "post", "pro", "self", "semi", "short", "so", "two", "vice", "well",
})  # fmt: skip
_SECOND = frozenset({
    "backed", "based", "born", "called", "controlled", "day", "elect", "free", "general", "held", "in", "known",
    "led", "made", "old", "owned", "run", "style", "term", "time", "up", "year",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as pdfium breaks them; `left`, `top` and `size` of its first letter, `right` and `bottom` of its last.

    In points, y upwards; None throughout where the page gives no positions.
    """

    text: str
    left: float | None = None
    top: float | None = None
    right: float | None = None
    bottom: float | None = None
    size: float | None = None


Place = tuple[str, int]
"""What a line says, and at which height of its page."""


def parse(data: bytes, limits: Limits) -> Draft:
    """The text layer of a PDF; an Unreadable if it is encrypted, damaged, scanned or out of bounds."""
    document = _open(data)
    if len(document) > limits.pages:
        raise Unreadable(f"has {len(document):,} pages, over the limit of {limits.pages:,}; split it")
    pages = [_lines(document, number) for number in range(len(document))]
    drawn = "".join(line.text for page in pages for line in page)
    if not drawn.strip():
        raise Unreadable("has no text layer: needs OCR (text recognition) first")
    if _unmapped(drawn) > len(drawn) / 2:
        raise Unreadable("has a text layer without readable letters (its fonts do not map to text): needs OCR")
    heads, pages, feet = _parted(pages)
    text = dehyphenated(chain(heads, map(_joined, _across(pages)), feet))
    return Draft(text, _facts(document.get_metadata_dict(), text))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    if not data[:1024].lstrip().startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        raise Unreadable("is no PDF (it has no PDF header); name it by what it is, such as .txt or .html")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("is encrypted: open it with its password and save a copy without protection") from None
        raise Unreadable("is damaged: no structure of a PDF is found in it; fetch or save it again") from None


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise Unreadable(f"is damaged at page {number + 1}; fetch or save it again") from None
    text = text_page.get_text_bounded().replace("\ufffe", HYPHEN).replace("\x00", "")
    placed = len(text) == text_page.count_chars()  # else characters and positions do not correspond
    lines = [_line(text_page, text, match, placed) for match in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text)]
    text_page.close()
    page.close()
    return lines


def _line(text_page: Any, text: str, match: re.Match[str], placed: bool) -> Line:
    words = match[0].strip()
    if not placed:
        return Line(words)
    first = match.start() + len(match[0]) - len(match[0].lstrip())
    last = first + len(words) - 1
    left, top = _origin(text_page, first)
    _, bottom = _origin(text_page, last)
    return Line(
        words, left, top, text_page.get_charbox(last)[2], bottom, raw.FPDFText_GetFontSize(text_page.raw, first)
    )


def _origin(text_page: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    return x.value, y.value


def _unmapped(text: str) -> int:
    return sum(
        char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or (char < " " and char not in "\r\n\t\x02") for char in text
    )


def _parted(pages: Sequence[Sequence[Line]]) -> tuple[list[str], list[list[Line]], list[str]]:
    """The pages without their running heads and feet, and each of these once, to stand above and below it all.

    They stand at the edge of a third of the pages, at one height, and differ in the page's number alone.
    """
    placed = [{line: _places(line, number) for line in page} for number, page in enumerate(pages)]
    counted = Counter(place for page in placed for place in set(chain.from_iterable(page.values())))
    known = {place for place, count in counted.items() if count >= max(2, len(pages) / 3)}
    heads, feet, bodies = dict[Place, str](), dict[Place, str](), list[list[Line]]()
    for page in placed:
        running = {line: min(found) for line, places in page.items() if (found := places & known)}
        down = sorted(page, key=lambda line: -(line.top or 0.0))
        high = list(takewhile(running.__contains__, down))
        low = list(takewhile(running.__contains__, reversed(down[len(high) :])))[::-1]
        bodies.append([line for line in page if line not in high and line not in low])
        heads = {running[line]: line.text for line in high} | heads
        feet = {running[line]: line.text for line in low} | feet
    return list(heads.values()), bodies, list(feet.values())


def _places(line: Line, page: int) -> set[Place]:
    """What a line says and how high it stands, any one of its figures as it would be on the first page as well.

    "Oster Post 5" on the fifth page is "Oster Post 1" there.
    """
    figures = islice(re.finditer(r"\d{1,4}", line.text), 8)
    as_first = (f"{line.text[: m.start()]}{int(m[0]) - page}{line.text[m.end() :]}" for m in figures)
    return {(text, round(line.top)) for text in (line.text, *as_first)} if line.top is not None else set()


def _across(pages: Sequence[Sequence[Line]]) -> Iterator[list[str]]:
    """Paragraphs as lists of line texts; one that a page break cuts in mid-sentence is put together again."""
    pending: list[str] = []
    for page in pages:
        for number, paragraph in enumerate(_paragraphs(page)):
            if pending and (number or not _runs_on(pending[-1], paragraph[0])):
                yield pending
                pending = []
            pending = pending + paragraph
    if pending:
        yield pending


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[str]]:
    breaks = _breaks_on(lines)
    paragraph = [line.text for line in lines[:1]]
    for above, below in pairwise(lines):
        if breaks(above, below):
            yield paragraph
            paragraph = []
        paragraph.append(below.text)
    if paragraph:
        yield paragraph


def _breaks_on(lines: Sequence[Line]) -> Callable[[Line, Line], bool]:
    """The test whether a paragraph ends between two lines of this page."""
    gaps = [above.bottom - below.top for above, below in pairwise(lines) if above.bottom and below.top]
    pitch = statistics.median_low([gap for gap in gaps if gap > 1] or [12.0])
    common = statistics.median_low([line.size for line in lines if line.size] or [12.0])

    def breaks(above: Line, below: Line) -> bool:
        if _BULLET.match(below.text):
            return True
        ends, runs_on = bool(_ENDS.search(above.text)), _runs_on(above.text, below.text)
        if above.bottom is None or below.top is None:
            return ends and not runs_on
        gap = above.bottom - below.top
        if gap < -1 or _unlike(above.size, below.size):  # back up the page to the next column; another kind of text
            return not runs_on
        larger = max(1.0, (below.size or common) / common)  # a headline of two lines is set wider
        return gap > 1.3 * pitch * larger or (gap > 1 and ends and _ends_on_purpose(above, below, lines))

    return breaks


def _ends_on_purpose(above: Line, below: Line, lines: Sequence[Line]) -> bool:
    """The next line is indented, or its first word would have fitted on this one."""
    left, right = above.left or 0.0, above.right or 0.0
    if (below.left or 0.0) > left + 8:
        return True
    edge = max(line.right or 0.0 for line in lines if abs((line.left or 0.0) - left) < 20)  # of this column
    letter = max(1.0, right - left) / len(above.text)
    return (edge - right) / letter > len(below.text.split()[0]) + 2


def _unlike(above: float | None, below: float | None) -> bool:
    return bool(above and below and abs(above - below) > 0.1 * max(above, below))


def _runs_on(above: str, below: str) -> bool:
    """A sentence goes on: no full stop above, a small letter below (or a word cut in two)."""
    return above.endswith(HYPHEN) or (not _ENDS.search(above) and below[:1].islower())


def _joined(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split()).replace(f"{HYPHEN} ", HYPHEN)


def dehyphenated(paragraphs: Iterator[str]) -> str:
    """The paragraphs as one text, each line-end hyphen kept or dropped by what the document itself writes.

    "opera-/tor" loses it where "operator" stands elsewhere or a half is no word of the document; "well-/known"
    keeps it where "well-known" stands elsewhere, both halves are words of the document, or one marks a compound.
    """
    text = "\n\n".join(paragraphs)
    whole = set(_WORD.findall(re.sub(rf"\w*{HYPHEN}\w*", " ", text).lower()))
    hyphened = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.lower()))

    def mend(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        one, two = first.lower(), second.lower()
        if one + two in whole and f"{one}-{two}" not in hyphened:
            return first + second
        compound = one in _FIRST or two in _SECOND or first.isupper() or second[:1].isupper() or not (one and two)
        return f"{first}-{second}" if compound or f"{one}-{two}" in hyphened or {one, two} <= whole else first + second

    return re.sub(rf"([^\W\d_]*){HYPHEN}([^\W\d_]*)", mend, text)


def _facts(metadata: dict[str, str], text: str) -> Facts:
    """Title and author of the file, where the text itself bears them out: most such fields are left-overs."""
    shown = " ".join(text[:3000].split()).casefold()
    title = label(metadata.get("Title"))
    authors = tuple(name for name in names(metadata.get("Author")) if " " in name and name.casefold() in shown)
    return Facts(title=title if title and title.casefold() in shown else None, authors=authors)
