"""Measures the speakers `rashomon.attribute` gives to quotations, on LitBank (novels, Sims and Bamman 2020).

    python -m benchmarks.speakers [--data DIR] [--errors]

The tokenised sentences are set as text again. LitBank keeps no paragraphs, so one is assumed before each sentence
that begins with a quotation mark. A quotation's speaker is that of the attribution whose content overlaps it most; it
is right if it shares a word (titles aside) with the annotated speaker's identifier ("Winnie_Verloc-3"). All documents
count; nothing here was trained on them. The texts are read from DIR (default ../shared/data).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Attribution, Segment, Span
from rashomon.names import TITLES

OPENING = frozenset("“‘([{`")
CLOSING = frozenset(".,;:!?)]}”’%")


class Quotation(NamedTuple):
    """Half-open offsets and the speaker's identifier."""

    start: int
    end: int
    speaker: str


def main() -> None:
    """Prints accuracy over all quotations."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    counts: Counter[str] = Counter()
    for path in sorted((chosen.data / "litbank" / "quotations" / "tsv").glob("*.txt")):
        account, segments, quotations = document(path)
        if quotations:
            found = attribute(account, annotate(account, segments), segments)
            for quotation in quotations:
                verdict, speaker = judge(quotation, found)
                counts[verdict] += 1
                if chosen.errors and verdict != "right":
                    print(
                        verdict,
                        quotation.speaker,
                        "|",
                        speaker,
                        "|",
                        account.text[quotation.start : quotation.end + 60],
                    )
    total = sum(counts.values())
    shares = ", ".join(f"{name} {counts[name] / total:.3f}" for name in ("right", "wrong", "unknown", "not found"))
    print(f"LitBank, {total} quotations: {shares}")


def document(path: Path) -> tuple[Account, tuple[Segment, ...], list[Quotation]]:
    """Account, segments and annotated quotations of one text."""
    text, places, segments = "", [], []
    paragraph = 0
    for line in path.read_text("utf-8").splitlines():
        tokens = line.split()
        paragraph += bool(tokens) and tokens[0][0] in "“\"‘'"
        text += "\n\n" if paragraph and tokens and tokens[0][0] in "“\"‘'" else " " if text else ""
        start = len(text)
        text, offsets = set_line(text, tokens)
        places.append(offsets)
        if tokens:
            segments.append((start, len(text), paragraph))
    account = Account(path.stem, path.name, text, "", language="en")
    kept = tuple(Segment(Span(account.id, start, end), "body", number) for start, end, number in segments)
    return account, kept, list(quotations(path.with_suffix(".ann"), places))


def set_line(text: str, tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text with a tokenised sentence added as it would be printed, and the offsets of its tokens."""
    offsets: list[tuple[int, int]] = []
    inside = False
    glued = True
    for word in tokens:
        closes = word[0] in CLOSING or word.startswith(("n't", "n’t", "'s", "’s", "'ll", "'re", "'ve", "'d", "'m"))
        closes |= word == '"' and inside
        text += "" if glued or closes else " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
        glued = word in OPENING or (word == '"' and not inside)
        inside ^= word == '"'
    return text, offsets


def quotations(path: Path, places: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Quotation]:
    """The annotated quotations of a text whose tokens stand at `places`."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    speakers = {row[1]: row[2] for row in rows if row[0] == "ATTRIB"}
    for row in rows:
        if row[0] == "QUOTE" and row[1] in speakers:
            first, start, last, end = (int(number) for number in row[2:6])
            yield Quotation(places[first][start][0], places[last][end][1], speakers[row[1]])


def judge(quotation: Quotation, found: Sequence[Attribution]) -> tuple[str, str | None]:
    """How the quotation was attributed: right, wrong, unknown (no speaker) or not found; and to whom."""
    shared = [(sum(overlap(quotation, span) for span in a.content), n) for n, a in enumerate(found) if a.outer is None]
    best = max(shared, default=(0, 0))
    if not best[0]:
        return "not found", None
    speaker = found[best[1]].speaker
    if speaker is None:
        return "unknown", None
    return ("right" if words(quotation.speaker) & words(speaker) else "wrong"), speaker


def overlap(quotation: Quotation, span: Span) -> int:
    """Shared characters."""
    return max(0, min(quotation.end, span.end) - max(quotation.start, span.start))


def words(name: str) -> set[str]:
    """The lower-case words of a name or identifier, titles and numbers aside; all of them if nothing is left."""
    found = set(re.findall(r"[^\W\d_]+", name.lower()))
    return found - set(TITLES) - {"the", "a", "an"} or found


if __name__ == "__main__":
    main()
