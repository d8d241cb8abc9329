"""Stories: B-cubed on silver groups and on a sample judged by hand; the copies of a build by outlet."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.record import Row
from benchmarks.scale.copies import COPY, quality
from benchmarks.scale.cost import built, source
from rashomon import reader
from rashomon.corpus import Corpus

HAND = Path(__file__).parents[1] / "stories.hand.json"
"""Row numbers of articles, and of all others that tell the same event, as a person judged."""


def stories(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """B-cubed of the stories on silver groups and on the sample a person read; copies with outlets known."""
    corpus = folder / "stories"
    spent = built(corpus, source(data), limit)
    made = Corpus(corpus)
    yield Row(f"build of {made.counts()['articles']} articles: wall, CPU seconds, peak MB", spent)
    yield Row("stories; articles in stories of several outlets", several(made))
    ids, group = rows_by_id(data), story_by_row(made)
    silver = {row: gold for gold, rows in silver_groups(data, ids).items() for row in rows if row in group}
    yield Row(f"B-cubed P, R, F1 on silver groups ({len(silver)} articles)", bcubed(group, silver))
    yield from by_hand(made, group)
    yield from across_outlets(data, made, ids)
    with suppress(ImportError):
        yield Row("the same silver articles: community_detection of title vectors", communities(data, silver))


def several(corpus: Corpus) -> str:
    """How many stories have two outlets or more, and how many articles those hold."""
    found = corpus.stories(outlets=2)
    return f"{len(found)}; {sum(len(story.articles) for story in found)}"


def rows_by_id(data: Path) -> dict[str, int]:
    """Row numbers of allsides, from 1, by id."""
    return {name: n for n, name in enumerate(pq.read_table(source(data), columns=["id"])["id"].to_pylist(), start=1)}


def story_by_row(corpus: Corpus) -> dict[int, str]:
    """The story of each row of the source."""
    story = {row["article"]: row["story"] for row in corpus.table("stories").to_pylist()}
    return {
        row["row"]: story[row["article"]] for row in corpus.table("articles").select(["article", "row"]).to_pylist()
    }


def silver_groups(data: Path, ids: Mapping[str, int]) -> dict[int, list[int]]:
    """The silver groups, as row numbers."""
    lines = map(json.loads, (data / "allsides/same_event_groups.silver.jsonl").read_text("utf-8").splitlines())
    return {line["group"]: [ids[name] for name in line["ids"] if name in ids] for line in lines}


def bcubed(found: Mapping[int, Any], gold: Mapping[int, Any]) -> str:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) over the items of `gold`."""
    ours, theirs = inverted({item: found[item] for item in gold}), inverted(gold)
    both = [(ours[found[item]], theirs[gold[item]]) for item in gold]
    precision = float(np.mean([len(a & b) / len(a) for a, b in both]))
    recall = float(np.mean([len(a & b) / len(b) for a, b in both]))
    return f"{precision:.3f}, {recall:.3f}, {2 * precision * recall / (precision + recall):.3f}"


def inverted(groups: Mapping[int, Any]) -> dict[Any, set[int]]:
    """Items by group."""
    found = defaultdict(set)
    for item, group in groups.items():
        found[group].add(item)
    return found


def by_hand(corpus: Corpus, group: Mapping[int, str]) -> Iterator[Row]:
    """For each article of the sample, its story against the articles a person says tell the same event.

    An article of the story nobody looked at counts as wrong. The threshold of linkage was settled with every second
    article of the sample in view; the figures are of the others, and of all.
    """
    judged = json.loads(HAND.read_text("utf-8"))["same_event"]
    sample = {int(seed): set(same) | {int(seed)} for seed, same in judged.items()}
    members = inverted(group)
    scores = [(members[group[seed]], same & group.keys()) for seed, same in sorted(sample.items()) if seed in group]
    told = [one for one in scores[1::2] if len(one[1]) > 1]
    for name, chosen in (("all", scores), ("not seen before", scores[1::2]), ("of these told more than once", told)):
        precision = float(np.mean([len(a & b) / len(a) for a, b in chosen]))
        recall = float(np.mean([len(a & b) / len(b) for a, b in chosen]))
        figure = f"{precision:.3f}, {recall:.3f}, {2 * precision * recall / (precision + recall):.3f}"
        yield Row(f"B-cubed P, R, F1 on {len(chosen)} stories judged by hand, {name}", figure, ".80")


def across_outlets(data: Path, corpus: Corpus, ids: Mapping[str, int]) -> Iterator[Row]:
    """The copies of a build, fixtures of outlets left out, against the silver pairs of two outlets and of one."""
    facts = {row["article"]: row for row in corpus.table("articles").select(["article", "row", "outlet"]).to_pylist()}
    outlet = {str(row["row"]): row["outlet"] for row in facts.values()}
    lines = map(json.loads, (data / "allsides/near_dup_pairs.silver.jsonl").read_text("utf-8").splitlines())
    silver = [{str(ids[one["a"]]), str(ids[one["b"]])} for one in lines if one["containment5"] >= COPY]
    found = [row for row in corpus.table("copies").to_pylist() if row["kind"] == "copy"]
    ours = [{str(facts[row["source"]]["row"]), str(facts[row["target"]]["row"])} for row in found]
    for name, outlets in (("two outlets", 2), ("one outlet", 1)):
        gold, made = (
            {frozenset(pair) for pair in pairs if told_by(pair, outlet) == outlets} for pairs in (silver, ours)
        )
        if gold:
            yield Row(f"copies in a build, {name}: P, R, F1 on {len(gold)} silver pairs", quality(made, gold))


def told_by(rows: set[str], outlet: Mapping[str, str]) -> int:
    """How many outlets these rows are of; none where one of them was not taken in."""
    return len({outlet[row] for row in rows}) if rows <= outlet.keys() else 0


def communities(data: Path, silver: Mapping[int, int]) -> str:
    """B-cubed of the peer, given the silver articles alone, which spares it all others."""
    from sentence_transformers.util import community_detection

    titles = pq.read_table(source(data), columns=["title"])["title"].to_pylist()
    rows = sorted(silver)
    vectors = reader.embed([titles[row - 1] for row in rows])
    found = community_detection(vectors, threshold=0.75, min_community_size=2)
    group = {rows[item]: f"g{n}" for n, members in enumerate(found) for item in members}
    return bcubed({row: group.get(row, row) for row in rows}, silver)
