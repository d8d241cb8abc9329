"""Dates against hand-annotated corpora: TempEval-3's TimeBank and AQUAINT (news), WikiWars (histories of wars).

    python benchmarks/dates.py ../shared/data [--errors FILE]

Three figures a corpus, over documents pooled: *relaxed* span F1 (any overlap), *strict* span F1 (same offsets) and
*value* F1 (overlapping, and the same calendar value), as TempEval-3 defines them, once over what `rashomon.dates`
sets out to find (expressions with a calendar value) and once over everything annotated, durations, repeated times
and "now" included. In the first count a prediction on one of those others is neither right nor wrong.

Values are compared as calendar extents: TIMEX `1989-Q3` is our 1989-07/1989-09, `199` is 1990/1999, `1998-08-07TMO` its
day. One of our ranges that covers two annotations ("from March to May 2019") is compared with both, an end each;
"10:35 a.m. Friday" likewise.
News is read with its publication date, WikiWars without one. Gold values with an X are left out of the first count.
"""

from __future__ import annotations

import argparse
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rashomon import dates


class Gold(NamedTuple):
    """An annotated expression; `iso` is its value in our terms, None where it has no calendar value."""

    start: int
    end: int
    value: str
    iso: str | None


class Document(NamedTuple):
    """One text with its publication date and its annotated expressions."""

    name: str
    text: str
    published: str | None
    gold: list[Gold]


class Count(NamedTuple):
    """Predictions and annotations, and how many of each were matched."""

    predicted: int
    annotated: int
    relaxed: int
    strict: int
    value: int


TAG = re.compile(r"<(/?)([A-Z0-9]+)([^>]*)>")
ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
SEASONS = {"SP": ("03", "05"), "SU": ("06", "08"), "FA": ("09", "11")}


def to_iso(value: str) -> str | None:
    """A TIMEX value in our terms; None for durations, references ("PRESENT_REF") and values with unknown parts."""
    for pattern, make in READINGS:
        match = re.fullmatch(pattern, value)
        if match:
            return make(match)
    clock = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value)
    plain = clock[0] if clock else value
    return plain if dates.is_value(plain) else None


def _before_christ(match: re.Match[str]) -> str:
    year = 1 - int(match[1])
    return (f"-{-year:04d}" if year < 0 else "0000") + (match[2] or "")


def _part(year: str, part: str) -> str:
    if part == "WI":
        return f"{year}-12/{int(year) + 1:04d}-02"
    if part in SEASONS:
        first, last = SEASONS[part]
        return f"{year}-{first}/{year}-{last}"
    size = 3 if part[0] == "Q" else 6
    first_month = (int(part[1]) - 1) * size + 1
    return f"{year}-{first_month:02d}/{year}-{first_month + size - 1:02d}"


READINGS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"BC(\d{4})(-\d\d(?:-\d\d)?)?", _before_christ),
    (r"(\d\d)", lambda match: f"{match[1]}01/{int(match[1]) + 1:02d}00"),
    (r"(\d{3})X?", lambda match: f"{match[1]}0/{match[1]}9"),
    (r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)", lambda match: _part(match[1], match[2])),
    (r"(\d{4}-W\d\d)-WE", lambda match: f"{match[1]}-WE"),
    (r"(\d{4}-\d\d-\d\d)T(?:[A-Z]{2}|24:00(?::00)?|24|\d\d)", lambda match: match[1]),
)
"""TIMEX shapes that are no ISO 8601, and what each is in our terms; a weekend keeps its TIMEX shape until compared."""


def parsed(body: str, tag: str, attribute: str) -> tuple[str, list[Gold]]:
    """The text of an annotated body and its expressions, offsets in that text."""
    pieces: list[str] = []
    length, position = 0, 0
    stack: list[tuple[int, str]] = []
    gold: list[Gold] = []
    for match in TAG.finditer(body):
        piece = html.unescape(body[position : match.start()])
        pieces.append(piece)
        length, position = length + len(piece), match.end()
        if match[2] == tag and not match[1]:
            stack.append((length, dict(ATTRIBUTE.findall(match[3])).get(attribute, "")))
        elif match[2] == tag:
            start, value = stack.pop()
            gold.append(Gold(start, length, value, to_iso(value)))
    pieces.append(html.unescape(body[position:]))
    return "".join(pieces), sorted(gold)


def tempeval(folder: Path) -> Iterator[Document]:
    """The documents of a folder of TimeML files."""
    for path in sorted(folder.glob("*.tml")):
        source = path.read_text("utf-8")
        stamp = re.search(r"<DCT>.*?value=\"([^\"]*)\"", source, re.DOTALL)
        body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
        if stamp and body:
            text, gold = parsed(body[1], "TIMEX3", "value")
            yield Document(path.name, text, to_iso(stamp[1]), gold)


def wikiwars(folder: Path) -> Iterator[Document]:
    """The documents of WikiWars."""
    for path in sorted(folder.glob("*.xml")):
        body = re.search(r"<TEXT>(.*)</TEXT>", path.read_text("utf-8"), re.DOTALL)
        if body:
            text, gold = parsed(body[1], "TIMEX2", "val")
            yield Document(path.name, text, None, gold)


def same_value(found: dates.TimeExpression, gold: Gold, *, shared: bool) -> bool:
    """True if the values name one stretch of the calendar, or the gold is one end of a range that covers two."""
    if gold.iso is None:
        return False
    ends = [found.value, *found.value.split("/")] if shared else [found.value]
    if gold.iso.endswith("-WE"):
        return any("/" in end and dates.contains(gold.iso[:-3], end) for end in ends[:1])
    if shared and "T" in found.value:
        ends.append(found.value.partition("T")[0])
    return any(dates.extent(end) == dates.extent(gold.iso) for end in ends)


def count(document: Document, *, everything: bool, errors: list[str] | None = None) -> Count:
    """Matches of one document; `everything` counts what has no calendar value too."""
    found = dates.find(document.text, document.published)
    gold = [each for each in document.gold if everything or each.iso is not None]
    ignored = [] if everything else [each for each in document.gold if each.iso is None]
    hits = {f: [g for g in gold if g.start < f.end and f.start < g.end] for f in found}
    predicted = [f for f in found if hits[f] or not any(g.start < f.end and f.start < g.end for g in ignored)]
    matched = {g: f for f in reversed(predicted) for g in reversed(hits[f])}
    right = [g for g, f in matched.items() if same_value(f, g, shared=len(hits[f]) > 1)]
    strict = [g for g, f in matched.items() if (g.start, g.end) == (f.start, f.end)]
    if errors is not None:
        _explain(document, predicted, matched, right, gold, errors)
    extra = len(matched) - len(set(matched.values()))
    return Count(len(predicted) + extra, len(gold), len(matched), len(strict), len(right))


def _explain(
    document: Document,
    predicted: list[dates.TimeExpression],
    matched: dict[Gold, dates.TimeExpression],
    right: list[Gold],
    gold: list[Gold],
    errors: list[str],
) -> None:
    text = document.text
    for g in gold:
        f = matched.get(g)
        words = " ".join(text[max(0, g.start - 60) : g.start].split()) + " [[" + text[g.start : g.end] + "]] "
        words += " ".join(text[g.end : g.end + 40].split())
        if f is None:
            errors.append(f"MISSED {document.name} {g.value}: {words}")
        elif g not in right:
            errors.append(f"VALUE  {document.name} {document.published} {g.value} != {f.value} ({f.anchor}): {words}")
    for f in set(predicted) - set(matched.values()):
        around = text[max(0, f.start - 60) : f.start] + " [[" + text[f.start : f.end] + "]] " + text[f.end : f.end + 40]
        errors.append(f"EXTRA  {document.name} {f.value}: {' '.join(around.split())}")


def f1(hits: int, predicted: int, annotated: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * hits / (predicted + annotated) if predicted + annotated else 0.0


def main() -> None:
    """Prints one row a corpus and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder that holds tempeval3/ and wikiwars/")
    parser.add_argument("--errors", type=Path, help="folder to write what went wrong to, a file a corpus")
    arguments = parser.parse_args()
    corpora = {
        "TimeBank": list(tempeval(arguments.data / "tempeval3" / "TimeBank")),
        "AQUAINT": list(tempeval(arguments.data / "tempeval3" / "AQUAINT")),
        "WikiWars": list(wikiwars(arguments.data / "wikiwars" / "keyinline")),
    }
    print("corpus    scope     gold  relaxed  strict  value  (F1; value precision / recall)")
    for name, documents in corpora.items():
        for everything in (False, True):
            errors: list[str] = []
            counts = [count(each, everything=everything, errors=errors) for each in documents]
            total = Count(*(sum(column) for column in zip(*counts, strict=True)))
            row = [f1(hits, total.predicted, total.annotated) for hits in (total.relaxed, total.strict, total.value)]
            scores = f"{row[0]:8.1f}{row[1]:8.1f}{row[2]:7.1f}"
            parts = f"({100 * total.value / total.predicted:.1f} / {100 * total.value / total.annotated:.1f})"
            print(f"{name:10}{'all' if everything else 'calendar':9}{total.annotated:5}{scores}  {parts}")
            if arguments.errors and not everything:
                arguments.errors.mkdir(parents=True, exist_ok=True)
                (arguments.errors / f"{name}.txt").write_text("\n".join(sorted(errors)), "utf-8")


if __name__ == "__main__":
    main()
