"""Says what is installed and whether it works, without using the network."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from rashomon import reader
from rashomon.errors import ReaderError
from rashomon.store import sqlite_support

OPTIONAL = {
    "pandas": "tables come as plain records; rashomon[frames] brings it",
    "polars": "tables come as pandas frames or plain records",
    "pyarrow": "no export to Parquet; rashomon[parquet] brings it",
    "daft": "no corpora; rashomon[corpus] brings it",
    "openai": "no second judge; rashomon[llm] brings it",
}
"""What works without, and how."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: what was looked at, what was found, and whether it is as it should be."""

    name: str
    found: str
    good: bool


def examine() -> Iterator[Check]:
    """Every check, as it is made."""
    yield Check("rashomon", metadata.version("rashomon"), good=True)
    yield Check("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", good=True)
    yield from _requirements()
    yield _sqlite()
    yield _models()
    yield Check("network", "not needed: models and page assets come with the package", good=True)


def _requirements() -> Iterator[Check]:
    for requirement in metadata.requires("rashomon") or ():
        name = requirement.partition(";")[0].strip().split(">")[0].split("=")[0].strip()
        if "extra ==" not in requirement:
            yield _version(name, absent="missing; reinstall rashomon", good=False)
    for name, without in OPTIONAL.items():
        yield _version(name, absent=f"not installed (optional: {without})", good=True)


def _version(name: str, *, absent: str, good: bool) -> Check:
    try:
        return Check(name, metadata.version(name), good=True)
    except metadata.PackageNotFoundError:
        return Check(name, absent, good)


def _sqlite() -> Check:
    version, searches = sqlite_support()
    return Check("SQLite", f"{version}, full-text search {'present' if searches else 'missing'}", good=searches)


def _models() -> Check:
    try:
        reader.embed(["The river rose in the night."])
    except ReaderError as error:
        return Check("models", str(error), good=False)
    return Check("models", "present, checksums right, and they run", good=True)
