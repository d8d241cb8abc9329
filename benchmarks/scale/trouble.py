"""Trouble: builds that are killed, and builds on Ray of which a worker is killed, give the same tables."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.record import Row
from benchmarks.scale.cost import command, source
from rashomon.corpus import Corpus

TABLES = ("articles", "skipped", "prints", "copies", "edges", "stories", "readings")

reading = partial(command, read="all")
"""A build that reads every article."""


def kills(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """Ten times killed at random moments, then left alone: the tables are those of an undisturbed build."""
    path, size, moments = source(data), limit or 2_000, random.Random(9)  # noqa: S311
    began = time.monotonic()
    subprocess.run(reading(folder / "whole", path, size), check=True)  # noqa: S603
    took = time.monotonic() - began
    for _ in range(10):
        process = subprocess.Popen(reading(folder / "killed", path, size))  # noqa: S603
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.2, 1) * took)
        process.kill()
        process.wait()
    subprocess.run(reading(folder / "killed", path, size), check=True)  # noqa: S603
    yield Row(f"killed ten times at {size} articles: tables equal", same(folder / "whole", folder / "killed"), "all")


def ray(data: Path, folder: Path, limit: int | None) -> Iterator[Row]:
    """The same build on a Ray of its own, the engine's worker killed on the way; what fails is started again."""
    with suppress(ImportError):
        import ray as _  # noqa: F401

        path, size = source(data), limit or 2_000
        subprocess.run(reading(folder / "native", path, size), check=True)  # noqa: S603
        process = subprocess.Popen(reading(folder / "ray", path, size, "ray"))  # noqa: S603
        killed = kill_a_worker(process, folder / "ray")
        if process.wait():
            subprocess.run(reading(folder / "ray", path, size, "ray"), check=True)  # noqa: S603
        yield Row(
            f"Ray, {killed} worker killed, at {size} articles: tables equal",
            same(folder / "native", folder / "ray"),
            "all",
        )


def kill_a_worker(process: subprocess.Popen[bytes], corpus: Path) -> int:
    """Kill one of Ray's worker processes once the first piece is there; how many were killed."""
    while process.poll() is None:
        if any(corpus.glob("articles/[!.]*.parquet")):
            for worker in workers(process.pid):
                os.kill(worker, signal.SIGKILL)
                return 1
        time.sleep(0.5)
    return 0


def workers(parent: int) -> Iterator[int]:
    """The processes below a process that run queries: the engine has one a node of Ray."""
    children, names = defaultdict(list), {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, name, rest = re.fullmatch(r"(\d+) \((.*)\) (.*)", stat.read_text(), re.S).groups()  # type: ignore[union-attr]
            children[int(rest.split()[1])].append(int(number))
            names[int(number)] = name
    queue = [parent]
    while queue:
        one = queue.pop()
        queue += children[one]
        if names.get(one, "").startswith("ray::RaySwordf"):
            yield one


def same(one: Path, two: Path) -> str:
    """Which of the tables of two corpora are equal, row by row after sorting."""
    equal = [name for name in TABLES if sorted_rows(one, name) == sorted_rows(two, name)]
    return "all" if len(equal) == len(TABLES) else ", ".join(equal)


def sorted_rows(corpus: Path, name: str) -> list[str]:
    """A table's rows as text, in an order of their own."""
    return sorted(map(repr, Corpus(corpus).table(name).to_pylist()))
