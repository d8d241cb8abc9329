"""The files the commands write: whole or not at all, and never over the case or an account they are made from."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from rashomon.errors import InputError, RashomonError
from rashomon.model import Account


def spare(target: Path, case_file: str | None, accounts: Iterable[Account]) -> None:
    """An InputError where the file to be written is the case, or one an account was read from, or has no folder.

    An account of a file of several is named with its number ("tern.jsonl#3"), and its file is spared all the same.
    """
    if case_file and _same(target, case_file):
        raise InputError(f"'{target}' is the case itself; name another file to write")
    paths = {path for account in accounts for path in (account.path, account.path.rpartition("#")[0])}
    if any(_same(target, path) for path in paths):
        raise InputError(f"'{target}' is an account of the case and would be lost; name another file to write")
    if not target.parent.is_dir():
        raise InputError(f"there is no folder '{target.parent}' to write '{target.name}' into; create it first")


def _same(target: Path, path: str) -> bool:
    return target.exists() and os.path.exists(path) and os.path.samefile(target, path)


def put(target: Path, content: bytes) -> None:
    """Write a file, `-` for standard output; what stood there before stays until the new file is whole."""
    if str(target) == "-":
        click.echo(content, nl=False)
        return
    with writing(target):
        if target.exists() and not target.is_file():  # a pipe is written into; a folder cannot be, and is said
            target.write_bytes(content)
        else:
            _replace(target.resolve(), content)  # where a link leads: the link itself stays


def _replace(target: Path, content: bytes) -> None:
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def make(folder: Path) -> None:
    """Create a folder where needed."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turns what the system says of a place that cannot be written into what to do about it."""
    try:
        yield
    except OSError as error:
        raise RashomonError(f"cannot write '{target}' ({error.strerror}); choose another place") from error
