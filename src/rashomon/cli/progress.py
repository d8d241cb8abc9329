"""Progress and notes on standard error: a bar on a terminal, lines when piped, JSON lines for a program, or nothing."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

Progress = Callable[[str, int, int], None]

QUIET = click.option("--quiet", is_flag=True, help="No progress, only the result.")
JSON = click.option("--json", "as_json", is_flag=True, help="Progress and result as JSON lines.")


class Notes(logging.Handler):
    """What a step has to say about one input (a file passed over, an encoding guessed), a line each."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__(logging.INFO)
        self.as_json = as_json

    def emit(self, record: logging.LogRecord) -> None:
        """One line on standard error."""
        message = record.getMessage()
        click.echo(json.dumps({"note": message}) if self.as_json else f"note: {message}", err=True)


@contextlib.contextmanager
def notes_shown(*, as_json: bool) -> Iterator[None]:
    """Show the package's log of level INFO and above while the block runs."""
    logger, handler = logging.getLogger("rashomon"), Notes(as_json=as_json)
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


@contextlib.contextmanager
def progress_shown(*, quiet: bool, as_json: bool) -> Iterator[Progress]:
    """A progress function for the terminal, the pipe, a program, or nobody; notes go the same way."""
    with contextlib.nullcontext() if quiet else notes_shown(as_json=as_json), _progress(quiet, as_json) as progress:
        yield progress


@contextlib.contextmanager
def _progress(quiet: bool, as_json: bool) -> Iterator[Progress]:
    if quiet:
        yield lambda step, done, total: None
    elif as_json:
        yield _json_lines
    elif sys.stderr.isatty():
        with _bars() as progress:
            yield progress
    else:
        yield _plain_lines


def _json_lines(step: str, done: int, total: int) -> None:
    click.echo(json.dumps({"step": step, "done": done, "total": total}), err=True)


def _plain_lines(step: str, done: int, total: int) -> None:
    click.echo(f"{step} {done}/{total}" if total else f"{step} {done}", err=True)


@contextlib.contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def progress(step: str, done: int, total: int) -> None:
            stage = step if step in ("ingest", "read", "ask") else "compare"
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield progress
