"""Cost: builds as articles double, what reading takes, by sample and in whole, and the watch the other parts use."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil
import pyarrow.parquet as pq
import spacy
from spacy.language import Language

from benchmarks.record import Row
from rashomon.corpus import Corpus
from rashomon.corpus.readings import record
from rashomon.engine import settle

In = TypeVar("In")


def growth(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """Cost and memory as articles double, and the exponent of the fit."""
    sizes = [n for n in (2_000, 4_000, 8_000, 16_000, 32_000) if n <= (limit or 32_000)]
    costs = []
    for size in sizes:
        wall, cpu, peak = cost(folder / f"growth{size}", source(data), size)
        costs.append(cpu)
        yield Row(f"{size} articles: wall, CPU seconds, peak MB", f"{wall:.0f}, {cpu:.1f}, {peak:.0f}")
    if len(sizes) > 1:
        slope = float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])
        yield Row("CPU seconds grow as n to the power of", f"{slope:.2f}", "1.1")


BUILD = """
import sys
from rashomon.corpus import Corpus, start
start(sys.argv[1])
Corpus(sys.argv[2]).build(sys.argv[3:4], limit=int(sys.argv[4]) or None, read=sys.argv[5])
"""
PEAK = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
"""Prints the kilobytes this process took at most; `wait4` counts those of the one that started it, too."""


def command(folder: Path, path: Path, limit: int | None, engine: str = "native", read: str = "none") -> list[str]:
    """A build in a process of its own."""
    return [sys.executable, "-c", BUILD, engine, str(folder), str(path), str(limit or 0), read]


def cost(folder: Path, path: Path, limit: int | None) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak megabytes of a build."""
    began = time.monotonic()
    python, option, script, *given = command(folder, path, limit)
    process = subprocess.Popen([python, option, script + PEAK, *given], stdout=subprocess.PIPE)  # noqa: S603
    printed = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build of {folder} failed")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, int(printed.split()[-1]) / 1024


def built(folder: Path, path: Path, limit: int | None) -> str:
    """What a build cost, as a figure."""
    wall, cpu, peak = cost(folder, path, limit)
    return f"{wall:.0f}, {cpu:.1f}, {peak:.0f}"


def reading(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """Reading a sample of articles as a build's worker does, what that makes of all, and spaCy's rules on the same.

    On one thread, with the models loaded and the caches warm from other articles.
    """
    settle()
    table = pq.read_table(source(data), columns=["outlet", "title", "text"]).to_pylist()
    words = sum(len(row["text"].split()) for row in table)
    rest = {"file": "f", "row": 1, "published": None, "url": None, "authors": [], "language": "en"}
    sample = [row | rest for row in random.Random(6).sample(table, 240)]  # noqa: S311
    others, articles = sample[:40], sample[40:]
    spent(record, others)
    ours, theirs = spent(record, articles), spent(rules(), [row["text"] for row in articles])
    read = sum(len(row["text"].split()) for row in articles)
    yield Row(f"words read a CPU second, {len(articles)} articles", f"{read / ours:,.0f}")
    yield Row("the same by spaCy without a model, tokens and sentences by rule", f"{read / theirs:,.0f}")
    hours = words / read * ours / 3600
    yield Row(f"CPU hours for all {len(table):,} articles, {words / 1e6:.1f} million words", f"{hours:.2f}", "2")


def spent(function: Callable[[In], object], items: Iterable[In]) -> float:
    """Processor seconds of a function over some items."""
    watch = Watch()
    for item in items:
        function(item)
    return watch.spent[1]


def rules() -> Language:
    """The peer: spaCy's tokenizer and its sentences by rule."""
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    return made


def whole(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """A build that reads every article: hours by the wall, and the most memory its processes held together."""
    process = subprocess.Popen(command(folder / "whole", source(data), limit, read="all"))  # noqa: S603
    began, peak = time.monotonic(), 0
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        time.sleep(5)  # each look goes through all processes of the machine: once a second, 1 % of a core
    took = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"the build of {folder / 'whole'} failed")
    made = Corpus(folder / "whole").counts()
    yield Row(
        "articles, of these read, stories", ", ".join(f"{made[n]:,}" for n in ("articles", "readings", "stories"))
    )
    yield Row("wall seconds of the build that reads every article", f"{took:,.0f}", "3,600")
    yield Row("most megabytes its processes held at once, shared ones counted in each", f"{peak / 1e6:,.0f}", "4,000")


def held(pid: int) -> int:
    """Bytes in memory of a process and its children, 0 once it has ended."""
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        return sum(one.memory_info().rss for one in (root, *root.children(recursive=True)))
    return 0


class Watch:
    """Wall and processor seconds since it was made, until first asked."""

    def __init__(self) -> None:
        self._began = time.monotonic(), time.process_time()

    @cached_property
    def spent(self) -> tuple[float, float]:
        """Wall and processor seconds."""
        return time.monotonic() - self._began[0], time.process_time() - self._began[1]

    def both(self) -> str:
        """As a figure."""
        return f"{self.spent[0]:.0f}, {self.spent[1]:.1f}"


def source(data: Path) -> Path:
    """The articles of allsides."""
    return data / "allsides/articles.parquet"
