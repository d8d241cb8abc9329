"""Measures the speakers `rashomon.attribute` gives to quotations, on LitBank (novels, Sims and Bamman 2020).

    python -m benchmarks.speakers [--data DIR] [--part test|develop|all] [--errors]

LitBank attributes each quotation to a character, by an identifier that stands for everything the text calls them
("Winnie_Verloc-3" is also "she" and "the sister"). So what is compared is who says what *with whom*: the quotations of
a text are grouped by our speaker and by the annotated character. A speaker counts as one group by the name or words
`rashomon.attribute` gives ("her father"), the narrator's "I" as another; a quotation that was not found, or has no
speaker, is a group of its own. Three figures, over all quotations:

- accuracy: quotations whose group is the annotated character's, where the groups of a text are matched with its
  characters one to one so that most are right (the mention-based CEAF of Luo 2005);
- B-cubed F1 of the groups (Bagga and Baldwin 1998), the measure BookNLP reports for its speakers;
- named: the speaker shares a word (titles aside) with the character's identifier. Says too little where a text calls a
  character by a description or "I", so it is no more than a lower bound.

The tokenised sentences are set as text again. LitBank keeps no paragraphs, so one is assumed to begin at a quotation
that follows a sentence closed by a quotation mark, at narration that follows one closed by a full stop and a quotation
mark, and at a quotation that follows more than twenty words of narration. Every second text, by file name, was looked
at while rules were made (`develop`); the figures to quote are those of the others (`test`). The texts are read from
DIR (default ../shared/data).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Attribution, Segment, Span
from rashomon.names import TITLES

OPENING = frozenset("“‘([{`")
CLOSING = frozenset(".,;:!?)]}”’%")
PARTS = {"develop": slice(0, None, 2), "test": slice(1, None, 2), "all": slice(None)}
NARRATOR = "(narrator)"
MARKS = frozenset("“”\"‘’'")
LONG = 20  # words of narration after which a quotation begins a paragraph of its own


class Quotation(NamedTuple):
    """Half-open offsets and the speaker's identifier."""

    start: int
    end: int
    speaker: str


class Answer(NamedTuple):
    """The annotated character of a quotation, and our speaker, None if we have none; `seen` if it was found at all."""

    gold: str
    found: str | None
    seen: bool


def main() -> None:
    """Prints the figures of one part."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--part", choices=sorted(PARTS), default="test")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    paths = sorted((chosen.data / "litbank" / "quotations" / "tsv").glob("*.txt"))
    answers = []
    for path in paths[PARTS[chosen.part]]:
        account, segments, wanted = document(path)
        if not wanted:
            continue
        found = attribute(account, annotate(account, segments), segments)
        answers.append([answer(quotation, found) for quotation in wanted])
        if chosen.errors:
            show(path.stem, account, wanted, answers[-1])
    print(report(chosen.part, answers))


def report(part: str, texts: Sequence[Sequence[Answer]]) -> str:
    """The figures on one line."""
    rows = [answer for text in texts for answer in text]
    scores = [cubed(text) for text in texts]
    precision, recall = (np.mean([value for score in scores for value in score[side]]) for side in (0, 1))
    f1 = 2 * precision * recall / (precision + recall)
    right = sum(len(matched(text)) for text in texts)
    named = sum(bool(words(row.gold) & words(row.found or "")) for row in rows)
    unknown = sum(row.seen and row.found is None for row in rows)
    missing = sum(not row.seen for row in rows)
    shares = {"accuracy": right, "named": named, "without a speaker": unknown, "not found": missing}
    counted = ", ".join(f"{name} {value / len(rows):.3f}" for name, value in shares.items())
    return f"LitBank {part}, {len(texts)} texts, {len(rows)} quotations: B-cubed F1 {f1:.3f}, {counted}"


def groups(text: Sequence[Answer]) -> list[str]:
    """The group of each quotation by our speakers."""
    return [row.found if row.found is not None else f"({n})" for n, row in enumerate(text)]


def cubed(text: Sequence[Answer]) -> tuple[list[float], list[float]]:
    """B-cubed precision and recall of each quotation."""
    ours, theirs = groups(text), [row.gold for row in text]
    both = Counter(zip(ours, theirs, strict=True))
    mine, gold = Counter(ours), Counter(theirs)
    pairs = list(zip(ours, theirs, strict=True))
    return [both[pair] / mine[pair[0]] for pair in pairs], [both[pair] / gold[pair[1]] for pair in pairs]


def matched(text: Sequence[Answer]) -> list[int]:
    """The quotations whose group is matched with their character."""
    ours, theirs = groups(text), [row.gold for row in text]
    rows, columns = sorted(set(ours)), sorted(set(theirs))
    counts = np.zeros((len(rows), len(columns)))
    for one, other in zip(ours, theirs, strict=True):
        counts[rows.index(one), columns.index(other)] += 1
    left, right = linear_sum_assignment(-counts)
    pairs = {(rows[i], columns[j]) for i, j in zip(left, right, strict=True)}
    return [n for n, pair in enumerate(zip(ours, theirs, strict=True)) if pair in pairs]


def show(name: str, account: Account, wanted: Sequence[Quotation], text: Sequence[Answer]) -> None:
    """Every quotation of a text, the wrong ones marked."""
    right = set(matched(text))
    for n, (quotation, row) in enumerate(zip(wanted, text, strict=True)):
        words = " ".join(account.text[max(0, quotation.start - 60) : quotation.end + 90].split())
        print("  " if n in right else "X ", name[:12], row.gold, "|", row.found if row.seen else "-", "|", words[:330])


def document(path: Path) -> tuple[Account, tuple[Segment, ...], list[Quotation]]:
    """Account, segments and annotated quotations of one text."""
    text, places, segments = "", [], []
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    for tokens, paragraph, opens in zip(lines, *layout(lines), strict=True):
        text += "\n\n" if opens and text else " " if text else ""
        start = len(text)
        text, offsets = set_line(text, tokens)
        places.append(offsets)
        if tokens:
            segments.append((start, len(text), paragraph))
    account = Account(path.stem, path.name, text, "", language="en")
    kept = tuple(Segment(Span(account.id, start, end), "body", number) for start, end, number in segments)
    return account, kept, list(quotations(path.with_suffix(".ann"), places))


def layout(lines: Sequence[Sequence[str]]) -> tuple[list[int], list[bool]]:
    """The paragraph assumed for each sentence, and whether it opens it."""
    numbers: list[int] = []
    opened: list[bool] = []
    narration = 0
    before: Sequence[str] = ()
    for tokens in lines:
        speech = bool(tokens) and tokens[0][0] in MARKS
        ended = (
            bool(tokens)
            and len(before) > 1
            and before[-1][-1] in MARKS
            and (speech or (before[-2] == "." and tokens[0][:1].isupper()))
        )
        opens = ended or (speech and narration > LONG)
        narration = 0 if speech else narration + len(tokens)
        numbers.append((numbers[-1] if numbers else 0) + opens)
        opened.append(opens)
        before = tokens or before
    return numbers, opened


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


def answer(quotation: Quotation, found: Sequence[Attribution]) -> Answer:
    """Our speaker of a quotation: that of the attribution whose content overlaps it most, the innermost last."""
    shared = [(sum(overlap(quotation, span) for span in a.content), n) for n, a in enumerate(found) if a.outer is None]
    best = max(shared, default=(0, 0))
    if not best[0]:
        return Answer(quotation.speaker, None, seen=False)
    one = found[best[1]]
    return Answer(quotation.speaker, NARRATOR if one.speaker_kind == "author" else one.speaker, seen=True)


def overlap(quotation: Quotation, span: Span) -> int:
    """Shared characters."""
    return max(0, min(quotation.end, span.end) - max(quotation.start, span.start))


def words(name: str) -> set[str]:
    """The lower-case words of a name or identifier, titles and numbers aside; all of them if nothing is left."""
    found = set(re.findall(r"[^\W\d_]+", name.lower()))
    return found - set(TITLES) - {"the", "a", "an"} or found


if __name__ == "__main__":
    main()
