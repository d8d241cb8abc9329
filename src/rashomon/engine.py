"""Runs one function over many items, here or in worker processes; results come as they finish.

The rule for failure: an exception in one item stops the run and reaches the caller; what was yielded before
it stands. Functions sent here are module-level and take and return records only.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from rashomon.errors import EngineError

In = TypeVar("In")
Out = TypeVar("Out")


def run_each(function: Callable[[In], Out], items: Sequence[In], *, workers: int = 1) -> Iterator[Out]:
    """Yield `function(item)` for every item, in any order; in this process where one worker is enough."""
    if min(workers, len(items)) <= 1:
        yield from map(function, items)
        return
    yield from _run_in_processes(function, items, min(workers, len(items)))


def _run_in_processes(function: Callable[[In], Out], items: Sequence[In], workers: int) -> Iterator[Out]:
    # "spawn" because the models' runtime keeps threads, which do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=settle) as pool:
        tasks = [pool.submit(function, item) for item in items]
        try:
            for task in as_completed(tasks):
                yield task.result()
        except BrokenProcessPool as error:
            raise EngineError(
                "a worker process ended unexpectedly, perhaps for lack of memory; run again with fewer workers"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def settle() -> None:
    """Settle this process as a worker among others, one a processor.

    Its models compute on one thread, since more would only stand in each other's way. Rubbish in cycles is looked for
    less often: next to none is made, and a look through what the models and word lists hold takes a fifth of a second.
    """
    os.environ.setdefault("RASHOMON_THREADS", "1")
    gc.set_threshold(50_000, 50, 1_000)
