"""Measures holder, polarity and certainty of claims on annotated cases, and how many annotated segments yield a claim.

    python -m benchmarks.stance [CASE_FOLDER ...]

A case folder holds accounts (aN.txt, aN.meta.json), their segments (aN.seg.tsv) and annotations (gold*.json). The
claims that fall on a segment by largest overlap are compared with its annotation: polarity and certainty are right if
some claim of the segment has them; the nearest holder if some claim's nearest holder shares a word of its name with
the annotated one (small words aside), or both are the author. Segments of pairs without any claim are counted as
missed. What is body is taken from the annotation, so that cleaning is not measured here. The texts are not part of
the project; the default folder is ../shared/cases/drone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.extract import extract
from rashomon.mention import mention
from rashomon.model import Account, Claim, Segment, Span
from rashomon.text import segments as cut

SMALL = frozenset(("the", "a", "an", "of", "and", "for", "to", "in", "mr", "mrs", "ms", "president", "officials"))


def main() -> None:
    """Prints one table a case."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", type=Path, nargs="*", default=[Path("../shared/cases/drone")])
    options.add_argument("--errors", action="store_true", help="list what was wrong, with the words")
    chosen = options.parse_args()
    for case in chosen.cases:
        for line in report(case, chosen.errors):
            print(line)


def report(case: Path, errors: bool) -> Iterator[str]:
    """The lines for one case, for each of its annotations."""
    for path in sorted(case.glob("gold*.json")):
        gold = json.loads(path.read_text("utf-8"))
        segments = {account.stem: numbered(account.with_suffix(".seg.tsv")) for account in case.glob("a*.txt")}
        read = {name: accounts_claims(case / f"{name}.txt", page(gold, name, segments)) for name in sorted(segments)}
        on = {name: project(claims, segments[name]) for name, (_, claims) in read.items()}
        paired = {key for pair in gold["pairs"] for key in (pair["a"], pair["b"])}
        missed = [key for key in sorted(paired) if not on[key.split(":")[0]].get(int(key.split(":")[1]))]
        share = len(missed) / max(1, len(paired))
        yield f"{case.name} {path.name}: {len(paired)} paired segments, {share:.1%} without a claim"
        yield from stance(gold.get("stance", {}), on, errors, read)
        if errors:
            yield from (f"  no claim {key}: {words(read, segments, key)}" for key in missed)


def page(gold: dict[str, Any], name: str, segments: dict[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The ranges of an account that are annotated as not body."""
    return [segments[name][int(number)] for number in gold["boilerplate"].get(name, {})]


def words(read: dict[str, Any], segments: dict[str, list[tuple[int, int]]], key: str) -> str:
    """The words of an annotated segment."""
    name, number = key.split(":")
    start, end = segments[name][int(number)]
    return str(read[name][0].text[start:end])


def accounts_claims(path: Path, around: Sequence[tuple[int, int]]) -> tuple[Account, tuple[Claim, ...]]:
    """An account of the case and its claims; `around` are the ranges that are not body."""
    meta = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
    text = path.read_bytes().decode("utf-8-sig")
    account = Account(
        path.stem, str(path), text, "", outlet=meta.get("outlet"), published=meta.get("published"), language="en"
    )
    segments = [
        Segment(Span(account.id, start, end), "chrome" if _is_in(around, start, end) else "body", paragraph)
        for start, end, paragraph in cut(text)
    ]
    doc = annotate(account, segments)
    attributions = attribute(account, doc, segments)
    return account, extract(account, doc, segments, attributions, mention(account, doc, segments, attributions))


def _is_in(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(2 * (min(end, high) - max(start, low)) >= end - start for low, high in ranges)


def numbered(path: Path) -> list[tuple[int, int]]:
    """Start and end of each annotated segment."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(int(row[1]), int(row[2])) for row in rows]


def project(claims: Sequence[Claim], segments: Sequence[tuple[int, int]]) -> dict[int, list[Claim]]:
    """The claims by the segment they overlap most."""
    on: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        shared = [min(claim.span.end, end) - max(claim.span.start, start) for start, end in segments]
        best = max(range(len(shared)), key=shared.__getitem__)
        if shared[best] > 0:
            on[best].append(claim)
    return on


def stance(
    annotated: dict[str, Any], on: dict[str, dict[int, list[Claim]]], errors: bool, read: dict[str, Any]
) -> Iterator[str]:
    """Accuracy of each part of the stance, over the annotated segments that have a claim."""
    right: Counter[str] = Counter()
    denied: Counter[str] = Counter()
    total = 0
    for key, gold in sorted(annotated.items()):
        name, number = key.split(":")
        claims = on[name].get(int(number), [])
        if not claims:
            continue
        total += 1
        found = judged(gold, claims)
        right.update(part for part, good in found.items() if good)
        for part, rare in (("polarity", "denies"), ("certainty", "hedged")):
            here = any(getattr(claim, part) == rare for claim in claims)
            denied[f"{rare} both"] += here and gold[part] == rare
            denied[f"{rare} found"] += here
            denied[f"{rare} annotated"] += gold[part] == rare
        if errors and not all(found.values()):
            said = [(c.holders[0].name, c.polarity, c.certainty, read[name][0].slice(c.span)) for c in claims]
            yield f"  {key} {[part for part, good in found.items() if not good]} {gold} {said}"
    if total:
        yield "  " + ", ".join(f"{part} {right[part] / total:.3f}" for part in ("holder", "polarity", "certainty"))
        for rare in ("denies", "hedged"):
            both, seen, there = (denied[f"{rare} {what}"] for what in ("both", "found", "annotated"))
            yield f"  {rare}: F1 {2 * both / max(1, seen + there):.3f} ({both} of {seen} found, {there} annotated)"


def judged(gold: dict[str, Any], claims: Sequence[Claim]) -> dict[str, bool]:
    """Which parts of an annotated stance some claim of the segment has."""
    holders = gold["holder"] if isinstance(gold["holder"], list) else [gold["holder"]]
    return {
        "holder": any(same(holders[0], claim) for claim in claims),
        "polarity": any(claim.polarity == gold["polarity"] for claim in claims),
        "certainty": any(claim.certainty == gold["certainty"] for claim in claims),
    }


def same(name: str, claim: Claim) -> bool:
    """True if the claim's nearest holder is the named one."""
    nearest = claim.holders[0]
    if name == "author" or nearest.kind == "author":
        return name == "author" and nearest.kind == "author"
    return bool(parts(name) & parts(nearest.name))


def parts(name: str) -> set[str]:
    """The words of a name that tell it from others; all of them if none does."""
    found = set(re.findall(r"\w+", name.lower()))
    return (found - SMALL) or found


if __name__ == "__main__":
    main()
