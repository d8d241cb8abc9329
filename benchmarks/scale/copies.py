"""Near-duplicates: speed beside datasketch, precision and recall on silver pairs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import daft
import pyarrow as pa
import pyarrow.parquet as pq
from daft import col, lit

from benchmarks import trace
from benchmarks.record import Row
from benchmarks.scale.cost import Watch, source
from rashomon.corpus.copies import near_duplicates as found
from rashomon.corpus.sketch import minhash

COPY = 0.5
"""Containment from which a pair is one of the silver set, and a copy."""

Pair = frozenset[str]


def copies(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """Both programs on fnc1 and on allsides, of which the peer takes minutes."""
    for name, texts, silver in (("fnc1", *fnc1(data)), ("allsides", *allsides(data, limit))):
        table = pa.table({"article": list(texts), "text": list(texts.values())})
        watch = Watch()
        ours = near_duplicates(table)
        yield Row(f"{name}: near-duplicates of {len(texts)} articles, wall and CPU seconds", watch.both(), "60")
        yield Row(f"{name}: precision, recall, F1 on {len(silver)} silver pairs", quality(ours, silver))
        with suppress(ImportError):
            peer = Watch()
            candidates = datasketch_pairs(texts)
            yield Row(f"{name}: datasketch MinHashLSH, 128 hashes in 64 bands, candidates only", peer.both())
            right = {pair for pair in candidates if containment(texts, pair) >= COPY}
            yield Row(f"{name}: the same, measured like ours", quality(right, silver), "equal or better")
            times = [theirs / ours for theirs, ours in zip(peer.spent, watch.spent, strict=True)]
            yield Row(f"{name}: times as fast, wall and CPU", f"{times[0]:.1f}, {times[1]:.1f}", "10")


def near_duplicates(texts: pa.Table) -> set[Pair]:
    """Pairs of which one has half of the other's runs of words, by the corpus's own steps; every run counted."""
    articles = daft.from_arrow(texts).with_columns({
        "outlet": lit(None).cast(daft.DataType.string()), "day": lit(None).cast(daft.DataType.int32()),
    })  # fmt: skip
    prints = articles.select("article", "day", minhash(col("text")).alias("hashes"), lit(True).alias("new")).collect()
    rows = found(prints, [articles]).to_pylist()
    return {frozenset((row["source"], row["target"])) for row in rows if row["share"] >= COPY}


def datasketch_pairs(texts: Mapping[str, str]) -> set[Pair]:
    """Candidates of datasketch, of the same runs: 128 hashes in bands of two, which find as much as ours."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=128, params=(64, 2))
    found = set()
    for name, text in texts.items():
        hashes = MinHash(num_perm=128)
        hashes.update_batch([" ".join(run).encode() for run in runs(text)])
        found |= {frozenset((name, other)) for other in index.query(hashes)}
        index.insert(name, hashes)
    return found


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of five words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 5]) for n in range(max(1, len(words) - 4))}


def containment(texts: Mapping[str, str], pair: Pair) -> float:
    """The share of the runs of the shorter text that the other has."""
    one, two = (runs(texts[name]) for name in pair)
    return len(one & two) / min(len(one), len(two))


def quality(found: set[Pair], silver: set[Pair]) -> str:
    """Precision, recall and F1."""
    right = len(found & silver)
    precision, recall = right / max(1, len(found)), right / len(silver)
    return f"{precision:.3f}, {recall:.3f}, {2 * right / (len(found) + len(silver)):.3f}"


def fnc1(data: Path) -> tuple[dict[str, str], set[Pair]]:
    """The bodies of FNC-1 and their silver pairs."""
    texts = {name: account.text for name, account in trace.bodies(data / "fnc1").items()}
    return texts, {pair for pair in trace.silver(data / "fnc1") if pair <= texts.keys()}


def allsides(data: Path, limit: int | None) -> tuple[dict[str, str], set[Pair]]:
    """The articles of allsides and their silver pairs."""
    table = pq.read_table(source(data), columns=["id", "text"]).slice(0, limit)
    texts = dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))
    lines = map(json.loads, (data / "allsides/near_dup_pairs.silver.jsonl").read_text("utf-8").splitlines())
    pairs = {frozenset((line["a"], line["b"])) for line in lines if line["containment5"] >= COPY}
    return texts, {pair for pair in pairs if pair <= texts.keys()}
