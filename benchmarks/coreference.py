"""Scores coreference on public sets: within documents on UD GUM dev, across documents on ECB+.

    python -m benchmarks.coreference [--data ../shared/data] [--part dev|train] [-v] [--record]

GUM: mentions of persons, organisations and places whose chain has two mentions or more; MUC (Vilain et al. 1995),
B-cubed (Bagga and Baldwin 1998) and CEAF-e (Luo 2005), averaged as in the CoNLL shared tasks. A mention is right if
it shares the head word of an annotated one. ECB+: human participants and places of one event (one sub-topic) in all
its documents. It annotates some sentences only, so B-cubed runs over the annotated mentions (and over their distinct
wordings in each document, as `benchmarks.actors` does); one that no actor covers is alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from spacy.tokens import Doc

from benchmarks.actors import Score, b_cubed
from benchmarks.record import Row, append, shown
from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.clean import clean
from rashomon.mention import mention
from rashomon.model import Account, Attribution, Reading, Segment, Span
from rashomon.resolve import resolve

ACTORS = frozenset({"person", "organization", "place"})
Chains = dict[Hashable, str]  # a mention, by whatever identifies it, to its chain


class Annotated(NamedTuple):
    """One document: its text as an account, and its annotated mentions with their chains."""

    account: Account
    mentions: dict[Span, str]


class Read(NamedTuple):
    """What the reader made of a document."""

    doc: Doc
    reading: Reading


def read(account: Account) -> Read:
    """The parse and the mentions of one document."""
    segments, doc, attributions = parsed(account)
    return Read(doc, Reading(account.id, segments, attributions, mention(account, doc, segments, attributions)))


def parsed(account: Account) -> tuple[tuple[Segment, ...], Doc, tuple[Attribution, ...]]:
    """What the steps before `mention` find; these sets hold nothing but text, so titles are read as body."""
    segments = tuple(replace(segment, kind="body") for segment in clean(account))
    doc = annotate(account, segments)
    return segments, doc, attribute(account, doc, segments)


def gum(path: Path, *, kinds: frozenset[str] | None = ACTORS) -> Iterator[Annotated]:
    """The documents of a CoNLL-U file with GUM's entities in MISC; those of some kinds, or all with None."""
    for block in path.read_text("utf-8").split("# newdoc id = ")[1:]:
        name, _, lines = block.partition("\n")
        yield _gum_document(name.strip(), lines, kinds)


def _gum_document(name: str, lines: str, kinds: frozenset[str] | None = ACTORS) -> Annotated:
    text, opened, found = "", list[tuple[str, str, int]](), {}
    for line in lines.splitlines():
        if line.startswith("# newpar ") or line == "# newpar":
            text = text.rstrip() + "\n\n" if text else ""
        fields = line.split("\t")
        if len(fields) < 10 or not fields[0].isdigit():
            continue
        start = len(text)
        text += fields[1]
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", _value(fields[9], "Entity")):
            if mark.startswith("("):
                number, kind, *_ = mark.strip("()").split("-")
                opened.append((number, kind, start))
            if mark.endswith(")"):
                number = mark.strip("()").split("-")[0]
                at = max(i for i, each in enumerate(opened) if each[0] == number)
                number, kind, begin = opened.pop(at)
                if kinds is None or kind in kinds:
                    found[Span(name, begin, len(text))] = number
        text += "" if "SpaceAfter=No" in fields[9] else " "
    sizes = Counter(found.values())
    return Annotated(Account(name, name, text, ""), {s: n for s, n in found.items() if sizes[n] > 1})


def _value(misc: str, key: str) -> str:
    return next((part.partition("=")[2] for part in misc.split("|") if part.startswith(f"{key}=")), "")


def ecb(folder: Path, part: str) -> Iterator[list[Annotated]]:
    """The documents of ECB+ by event (topic and sub-topic), human participants and places annotated."""
    words: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in (folder / f"ECB_{part.title()}_corpus.txt").read_text("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 3:
            words[fields[0]].append((int(fields[1]), int(fields[2]), fields[3]))
    rows = [json.loads(line) for line in (folder / f"{part}_entity_gold.jsonl").read_text("utf-8").splitlines()]
    marked: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        if row["mention_type"] in ("HUM", "LOC"):
            marked[row["doc_id"]].append(row)
    events: dict[tuple[str, bool], list[Annotated]] = defaultdict(list)
    for name in sorted(words):
        events[name.split("_")[0], name.endswith("plus")].append(_ecb_document(name, words[name], marked[name]))
    yield from (events[key] for key in sorted(events))


def _ecb_document(name: str, words: Sequence[tuple[int, int, str]], rows: Sequence[Mapping[str, object]]) -> Annotated:
    text, places = "", {}
    last = 0
    for sentence, number, word in words:
        text += "\n\n" if sentence != last and text else " " if text and not _sticks(text, word) else ""
        last = sentence
        places[sentence, number] = (len(text), len(text) + len(word))
        text += word
    found = {}
    for row in rows:
        inside = [places[row["sent_id"], number] for number in row["tokens_number"]]  # type: ignore[attr-defined, index]
        found[Span(name, inside[0][0], inside[-1][1])] = str(row["coref_chain"])
    return Annotated(Account(name, name, text, ""), found)


def _sticks(text: str, word: str) -> bool:
    """True where no space stands before the word."""
    return word in (".", ",", ";", ":", "?", "!", ")", "%", "''", "'s", "’s", "n't") or text[-1] in "(`$"


def matched(gold: Sequence[Span], spans: Mapping[str, Sequence[Span]], docs: Mapping[str, Doc]) -> dict[Span, str]:
    """The group (key of `spans`) whose span shares its head with each annotated one and overlaps it best."""
    by_account: dict[str, list[tuple[Span, int, str]]] = defaultdict(list)
    for key, own in spans.items():
        for span in own:
            by_account[span.account].append((span, head(docs[span.account], span), key))
    found = {}
    for one in gold:
        at = head(docs[one.account], one)
        fits = [
            (min(one.end, span.end) - max(one.start, span.start), -(span.end - span.start), key)
            for span, place, key in by_account[one.account]
            if one.start <= place < one.end and span.start <= at < span.end
        ]
        if fits:
            found[one] = max(fits)[2]
    return found


def head(doc: Doc, span: Span) -> int:
    """The offset of the head word of a span."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return int(words.root.idx) if words is not None else span.start


def muc(gold: Chains, guess: Chains) -> tuple[float, float, float, float]:
    """Links found and links there are, for recall, then for precision."""
    return *_links(gold, guess), *_links(guess, gold)


def _links(gold: Chains, guess: Chains) -> tuple[float, float]:
    right = there = 0
    for chain in _sets(gold):
        parts = len({guess.get(mention, mention) for mention in chain})
        right, there = right + len(chain) - parts, there + len(chain) - 1
    return right, there


def cubed(gold: Chains, guess: Chains) -> tuple[float, float, float, float]:
    """Sums of B-cubed shares and numbers of mentions, for recall, then for precision."""
    return *_shares(gold, guess), *_shares(guess, gold)


def _shares(gold: Chains, guess: Chains) -> tuple[float, float]:
    others = {chain: set(members) for chain, members in zip(_names(guess), _sets(guess), strict=True)}
    total = 0.0
    for chain in _sets(gold):
        total += sum(len(chain & others.get(guess.get(mention, ""), set())) / len(chain) for mention in chain)
    return total, len(gold)


def ceaf(gold: Chains, guess: Chains) -> tuple[float, float, float, float]:
    """Similarity of the best one-to-one pairing of chains (phi 4), and numbers of chains."""
    a, b = _sets(gold), _sets(guess)
    phi = [[-2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a]
    rows, columns = linear_sum_assignment(phi) if a and b else ((), ())
    best = -sum(phi[i][j] for i, j in zip(rows, columns, strict=True))
    return best, len(a), best, len(b)


def _names(chains: Chains) -> list[str]:
    return sorted(set(chains.values()))


def _sets(chains: Chains) -> list[set[Hashable]]:
    found: dict[str, set[Hashable]] = defaultdict(set)
    for mention_, chain in chains.items():
        found[chain].add(mention_)
    return [found[name] for name in sorted(found)]


METRICS: dict[str, Callable[[Chains, Chains], tuple[float, float, float, float]]] = {
    "MUC": muc, "B-cubed": cubed, "CEAF-e": ceaf,
}  # fmt: skip


def within(documents: Sequence[Annotated], *, title: str) -> list[Row]:
    """The three metrics over all documents, and their mean."""
    sums = {name: [0.0] * 4 for name in METRICS}
    for document in documents:
        gold, guess = chains(document, read(document.account))
        for name, metric in METRICS.items():
            sums[name] = [a + b for a, b in zip(sums[name], metric(gold, guess), strict=True)]
    scores = {name: Score(s[2] / (s[3] or 1), s[0] / (s[1] or 1)) for name, s in sums.items()}
    mean = sum(score.f1 for score in scores.values()) / len(scores)
    rows = [Row(f"{title} {name} F1 (P / R)", _shown(score)) for name, score in scores.items()]
    return [Row(f"{title} mean of the three F1", f"{mean:.3f}"), *rows]


def _shown(score: Score) -> str:
    return f"{score.f1:.3f} ({score.precision:.3f} / {score.recall:.3f})"


def chains(document: Annotated, found: Read) -> tuple[Chains, Chains]:
    """Annotated and predicted chains of one document over common mentions; predicted ones of two mentions or more."""
    groups: dict[str, list[Span]] = {}
    for actor in resolve([document.account], [found.reading]):
        if actor.kind != "other" and len(actor.mentions) > 1:
            groups[actor.id] = list(actor.mentions)
    docs = {document.account.id: found.doc}
    gold: Chains = {span: chain for span, chain in document.mentions.items()}  # noqa: C416 - widens the key
    at = {head(found.doc, span): span for span in sorted(document.mentions, key=lambda s: (s.start, -s.end))}
    guess: Chains = {}
    for key, spans in groups.items():
        for span in spans:
            one = at.get(head(docs[span.account], span))
            guess[one or (span.start, span.end)] = key
    return gold, guess


def across(events: Sequence[Sequence[Annotated]], *, title: str) -> list[Row]:
    """B-cubed over the annotated mentions of each event's documents, and over their distinct wordings."""
    truth: dict[Hashable, str] = {}
    guess: dict[Hashable, str] = {}
    worded: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for number, documents in enumerate(events):
        found = [read(document.account) for document in documents]
        actors = resolve([document.account for document in documents], [each.reading for each in found])
        docs = {document.account.id: each.doc for document, each in zip(documents, found, strict=True)}
        gold = {span: chain for document in documents for span, chain in document.mentions.items()}
        given = matched(list(gold), {actor.id: actor.mentions for actor in actors}, docs)
        texts = {document.account.id: document.account for document in documents}
        for span, chain in gold.items():
            truth[span] = f"{number} {chain}"
            guess[span] = f"{number} {given[span]}" if span in given else f"none {span}"
            worded[truth[span], span.account, texts[span.account].slice(span).casefold()].append(guess[span])
    forms = {key: key[0] for key in worded}
    best = {key: Counter(given).most_common(1)[0][0] for key, given in worded.items()}
    covered = sum(not each.startswith("none") for each in guess.values())
    score, by_form = b_cubed(truth, guess), b_cubed(forms, best)
    return [
        Row(f"{title} B-cubed F1 (P / R)", f"{score.f1:.3f} ({score.precision:.3f} / {score.recall:.3f})"),
        Row(
            f"{title} the same, distinct wordings", f"{by_form.f1:.3f} ({by_form.precision:.3f} / {by_form.recall:.3f})"
        ),
        Row(f"{title} mentions with an actor, of {len(truth)}", str(covered)),
    ]


def main() -> None:
    """Scores the chosen part of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--record", action="store_true", help="append the figures to benchmarks/RESULTS.md")
    options = parser.parse_args()
    path = next((options.data / "ud_gum_open").glob(f"*{options.part}*.conllu"))
    rows = within(list(gum(path)), title=f"GUM {options.part}")
    rows += across(list(ecb(options.data / "ecbplus" / "cybulska_setup", options.part)), title=f"ECB+ {options.part}")
    print(shown(rows))
    if options.record:
        append("Coreference", f"python -m benchmarks.coreference --part {options.part}", rows)


if __name__ == "__main__":
    main()
