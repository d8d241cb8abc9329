"""Scores actors and loaded labels of annotated cases: B-cubed over the annotated surface forms.

    python -m benchmarks.actors ../shared/cases/drone ../shared/cases/seeds [-v] [--record]

An item is one annotated form of one actor in one account ("the general" in a2). It stands for the actor most of whose
mentions lie on its occurrences: leading articles aside, intersection over union of a half at least; an occurrence
inside a longer annotated form is that form's. A form that occurs nowhere in the text is not counted, one that no
actor covers is alone.
B-cubed (Bagga and Baldwin 1998) then compares the two groupings of the items.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.record import Row, append, shown
from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.clean import clean
from rashomon.frame import frame
from rashomon.mention import mention
from rashomon.model import Account, Actor, Reading, Span
from rashomon.resolve import resolve

Item = tuple[str, str, str]  # annotated actor, account, form
Thing = TypeVar("Thing", bound=Hashable)


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1.0)


def accounts_of(case: Path) -> list[Account]:
    """The case's accounts as their exact texts."""
    found = []
    for path in sorted(case.glob("a*.txt"), key=lambda path: int(path.stem[1:])):
        meta = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
        published = meta.get("published") if isinstance(meta.get("published"), str) else None
        found.append(Account(path.stem, str(path), path.read_text("utf-8"), "", meta.get("title"), published=published))
    return found


def read(account: Account) -> Reading:
    """Segments, attributions and mentions of one account."""
    segments = clean(account)
    doc = annotate(account, segments)
    attributions = attribute(account, doc, segments)
    return Reading(account.id, segments, attributions, mention(account, doc, segments, attributions))


def occurrences(text: str, forms: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Where each form stands as whole words, longer forms first; nothing inside a longer form's place."""
    taken: list[tuple[int, int]] = []
    found: dict[str, list[tuple[int, int]]] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
        spans = [match.span() for match in re.finditer(pattern, text)]
        found[form] = [(s, e) for s, e in spans if not any(a <= s and e <= b for a, b in taken)]
        taken += found[form]
    return found


def items(gold: Mapping[str, Any], texts: Mapping[str, str]) -> dict[Item, list[Span]]:
    """The annotated forms that occur in the texts, with their places."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor in gold["actors"]:
        for account, variants in actor["variants"].items():
            for form in variants:
                forms[account][form].add(actor["name"])
    found: dict[Item, list[Span]] = {}
    for account, owners in forms.items():
        for form, places in occurrences(texts[account], owners).items():
            for owner in owners[form] if places else ():
                found[owner, account, form] = [Span(account, start, end) for start, end in places]
    return found


def assigned(places: Sequence[Span], mentions: Mapping[str, Sequence[Span]]) -> str | None:
    """The actor (a key of `mentions`) whose mention fits best on the most places."""
    votes: Counter[str] = Counter()
    for place in places:
        fits = [
            (overlap(span, place), actor) for actor, spans in mentions.items() for span in spans if span.overlaps(place)
        ]
        fit, actor = max(fits, default=(0.0, ""))
        votes[actor] += fit >= 0.5
    best = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return best[0] if best[1] else None


def guessed(
    places: Mapping[Item, Sequence[Span]], spans: Mapping[str, Sequence[Span]], texts: Mapping[str, str]
) -> dict[Item, str]:
    """The actor each form is given by the actors' spans; a form without one is alone."""
    trimmed = {actor: [bare(texts[span.account], span) for span in own] for actor, own in spans.items()}
    return {
        item: assigned([bare(texts[span.account], span) for span in own], trimmed) or f"none:{item}"
        for item, own in places.items()
    }


def bare(text: str, span: Span) -> Span:
    """The span without a leading article."""
    article = re.match(r"(?:the|an?)\s+", text[span.start : span.end], re.IGNORECASE)
    return Span(span.account, span.start + article.end(), span.end) if article else span


def overlap(a: Span, b: Span) -> float:
    """Intersection over union of two overlapping spans."""
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def b_cubed(gold: Mapping[Thing, str], guess: Mapping[Thing, str]) -> Score:
    """B-cubed precision and recall of the grouping `guess` against the grouping `gold` of the same items."""
    precision = recall = 0.0
    for item in gold:
        same_gold = {other for other in gold if gold[other] == gold[item]}
        same_guess = {other for other in gold if guess[other] == guess[item]}
        common = len(same_gold & same_guess)
        precision += common / len(same_guess)
        recall += common / len(same_gold)
    return Score(precision / len(gold), recall / len(gold))


def of_comparison(comparison: Mapping[str, Any], gold: Mapping[str, Any], texts: Mapping[str, str]) -> float | None:
    """B-cubed F1 of a comparison.json's actors over the annotated ones; None where no actors were annotated."""
    if not gold.get("actors"):
        return None
    names = {account["id"]: Path(account["path"]).name.split(".")[0] for account in comparison["accounts"]}
    spans = {
        actor["id"]: [Span(names[one["account"]], one["start"], one["end"]) for one in actor["mentions"]]
        for actor in comparison["actors"]
    }
    places = items(gold, texts)
    return b_cubed({item: item[0] for item in places}, guessed(places, spans, texts)).f1


def loaded_labels(gold: Mapping[str, Any], texts: Mapping[str, str], actors: Sequence[Actor]) -> Score:
    """Loaded labels: how many of the predicted lie on annotated ones, and of the annotated are found."""
    wanted = [
        Span(account, match.start(), match.end())
        for actor in gold["actors"]
        for account, forms in actor.get("loaded", {}).items()
        for form in forms
        for match in re.finditer(re.escape(form), texts[account])
    ]
    made = [label.span for actor in actors for label in actor.labels if label.loaded]
    right = sum(any(span.overlaps(other) for other in wanted) for span in made)
    found = sum(any(span.overlaps(other) for other in made) for span in wanted)
    return Score(right / (len(made) or 1), found / (len(wanted) or 1))


def measure(case: Path, *, verbose: bool) -> list[Row]:
    """The figures of one case against each of its annotations; with `verbose`, a row for each annotated actor."""
    accounts = accounts_of(case)
    readings = [read(account) for account in accounts]
    actors = frame(accounts, readings, resolve(accounts, readings))
    texts = {account.id: account.text for account in accounts}
    rows = []
    for path in sorted(case.glob("gold*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if not gold.get("actors"):
            continue
        places = items(gold, texts)
        truth = {item: item[0] for item in places}
        guess = guessed(places, {actor.id: actor.mentions for actor in actors}, texts)
        wide = guessed(
            places, {actor.id: (*actor.mentions, *(x.span for x in actor.labels)) for actor in actors}, texts
        )
        covered = {item: actor for item, actor in truth.items() if not guess[item].startswith("none:")}
        score, found, labels = b_cubed(truth, guess), b_cubed(covered, guess), loaded_labels(gold, texts, actors)
        name = f"{case.name} {path.stem}"
        rows += [
            Row(f"{name}: B-cubed F1", f"{score.f1:.3f}", ".85"),
            Row(f"{name}: B-cubed precision / recall", f"{score.precision:.3f} / {score.recall:.3f}"),
            Row(f"{name}: B-cubed F1, labels count as mentions", f"{b_cubed(truth, wide).f1:.3f}"),
            Row(f"{name}: forms with an actor, of {len(places)}", str(len(covered))),
            Row(f"{name}: B-cubed F1 of these", f"{found.f1:.3f}"),
            Row(f"{name}: loaded labels precision / recall", f"{labels.precision:.2f} / {labels.recall:.2f}"),
        ]
        if verbose:
            rows += [Row(line, "") for line in detail(truth, guess, {actor.id: actor.name for actor in actors})]
    return rows


def detail(truth: Mapping[Item, str], guess: Mapping[Item, str], names: Mapping[str, str]) -> list[str]:
    """One line for each annotated actor: its forms by the actor they were given."""
    lines = []
    for actor in dict.fromkeys(truth.values()):
        by_guess: dict[str, list[str]] = defaultdict(list)
        for item in truth:
            if truth[item] == actor:
                label = guess[item] if not guess[item].startswith("none:") else "none"
                by_guess[f"{label} {names.get(label, '')}"].append(f"{item[1]}:{item[2]}")
        lines.append(
            f"  {actor}: " + "; ".join(f"[{key.strip()}] {', '.join(forms)}" for key, forms in by_guess.items())
        )
    return lines


def main() -> None:
    """Scores the case folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="show which actor each form was given")
    parser.add_argument("--record", action="store_true", help="append the figures to benchmarks/RESULTS.md")
    options = parser.parse_args()
    rows = [row for case in options.cases for row in measure(case, verbose=options.verbose)]
    print(shown(rows))
    if options.record:
        cases = " ".join(f"../shared/cases/{case.name}" for case in options.cases)
        append("Actors", f"python -m benchmarks.actors {cases}", [row for row in rows if row.figure])


if __name__ == "__main__":
    main()
