"""Dated events of annotated cases: python benchmarks/chronicle.py FOLDER COMPARISON [--dates-only].

FOLDER holds accounts, their segments (`aN.seg.tsv`) and an annotation with `events` (`gold*.json`); COMPARISON is the
`comparison.json` of those accounts. Spans are projected on the annotated segments by largest overlap.

Two figures, each with precision and recall. *Dated segments*: pairs of a segment and a date, right if the annotation
gives that segment the same date, or one that ours contains or is contained in ("2018" and "2018-05"). *Events*: one of
ours matches one annotated event that shares a segment with it and a date as above, each used once, most shared
segments first. Many annotated events carry no date in their own words; what of them can be found at all is the share
of annotated (segment, date) pairs whose segment has any date that fits, which `--dates-only` prints: every date of
every segment, chosen from by nobody.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rashomon import dates

Json = dict[str, Any]
Pairs = set[tuple[str, str]]


def segments(folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Offsets of the annotated segments by account file."""
    rows = {path.name.split(".")[0]: path.read_text("utf-8").splitlines() for path in sorted(folder.glob("*.seg.tsv"))}
    return {name: [(int(r.split("\t")[1]), int(r.split("\t")[2])) for r in found if r] for name, found in rows.items()}


def project(places: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """The segment a span overlaps most; None if it overlaps none."""
    overlap, number = max(((min(b, end) - max(a, start), -n) for n, (a, b) in enumerate(places)), default=(0, 0))
    return -number if overlap > 0 else None


def found_events(folder: Path, comparison: Json) -> list[Pairs]:
    """Each event of a comparison as its (segment, date) pairs."""
    names = {account["id"]: Path(account["path"]).name.split(".")[0] for account in comparison["accounts"]}
    places = segments(folder)
    events: list[Pairs] = []
    for event in comparison["events"]:
        pairs: Pairs = set()
        for span in event["spans"]:
            name = names[span["account"]]
            number = project(places[name], span["start"], span["end"])
            if number is not None:
                pairs.add((f"{name}:{number}", span["date"]))
        events.append(pairs)
    return events


def all_dates(folder: Path) -> list[Pairs]:
    """Every date of every segment, as if each were an event."""
    found: list[Pairs] = []
    for name, places in segments(folder).items():
        meta = json.loads((folder / f"{name}.meta.json").read_text("utf-8"))
        text = (folder / f"{name}.txt").read_text("utf-8")
        for each in dates.find(text, meta.get("published")):
            number = project(places, each.start, each.end)
            found.append({(f"{name}:{number}", each.value)})
    return found


def usable(events: Sequence[Json]) -> list[Json]:
    """The annotated events with an ISO 8601 date; a decade ("1960s") is made an interval, other words are dropped."""
    read = [{**event, "date": re.sub(r"^(\d{3})0s$", r"\g<1>0/\g<1>9", event["date"])} for event in events]
    return [event for event in read if dates.is_value(event["date"])]


def fits(a: str, b: str) -> bool:
    """True if one date lies in the other."""
    return dates.contains(a, b) or dates.contains(b, a)


def scores(hits: int, predicted: int, gold: int, again: int | None = None) -> str:
    """F1, precision and recall, where hits may be counted from both sides."""
    precision = hits / predicted if predicted else 0.0
    recall = (hits if again is None else again) / gold if gold else 0.0
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"F1 {mean:.3f}  P {precision:.3f}  R {recall:.3f}"


def score(found: Sequence[Pairs], gold: Json) -> list[str]:
    """The two lines of figures of one annotation."""
    events = usable(gold["events"])
    truth: Pairs = {(segment, event["date"]) for event in events for segment in event["segments"]}
    body = {s for account, kinds in gold["boilerplate"].items() for s in (f"{account}:{number}" for number in kinds)}
    ours = {pair for event in found for pair in event if pair[0] not in body}
    by_segment: defaultdict[str, list[str]] = defaultdict(list)
    for segment, date in truth:
        by_segment[segment].append(date)
    right = sum(any(fits(date, other) for other in by_segment[segment]) for segment, date in ours)
    exact = sum(date in by_segment[segment] for segment, date in ours)
    recalled = sum(any(segment == s and fits(date, d) for s, d in ours) for segment, date in truth)
    lines = [f"dated segments  {scores(right, len(ours), len(truth), recalled)}  (same value {exact}/{len(ours)})"]
    matched = _matched([event - {p for p in event if p[0] in body} for event in found], events)
    kept = [event for event in found if any(segment not in body for segment, _ in event)]
    lines.append(f"events          {scores(matched, len(kept), len(events))}")
    return lines


def _matched(found: Sequence[Pairs], events: Sequence[Json]) -> int:
    """How many events are matched one to one, those that share most segments first."""
    options = []
    for i, pairs in enumerate(found):
        for j, event in enumerate(events):
            shared = {s for s, date in pairs if s in event["segments"] and fits(date, event["date"])}
            if shared:
                options.append((-len(shared), i, j))
    mine: set[int] = set()
    theirs: set[int] = set()
    for _, i, j in sorted(options):
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
    return len(mine)


def main() -> None:
    """Prints the figures for each annotation of the case that lists events."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("comparison", type=Path, nargs="?")
    parser.add_argument("--dates-only", action="store_true", help="every date of every segment instead of a comparison")
    arguments = parser.parse_args()
    if arguments.dates_only or arguments.comparison is None:
        found = all_dates(arguments.folder)
    else:
        found = found_events(arguments.folder, json.loads(arguments.comparison.read_text("utf-8")))
    for path in sorted(arguments.folder.glob("*gold*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if gold.get("events"):
            print(path.name)
            print("\n".join(f"  {line}" for line in score(found, gold)))


if __name__ == "__main__":
    main()
