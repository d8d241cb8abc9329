"""The rows of a source file, one after another: Parquet, JSON lines, CSV, WARC; compressed or not.

A row that cannot be parsed comes with its reason, and the next is read. Rows are numbered from 1, lines of a header
not counted; the number is where a person finds the row again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.corpus.warc import pages
from rashomon.errors import InputError

LONGEST = 8 << 20
"""Bytes of one line or cell; a longer one is no article."""

_SUFFIXES = {
    ".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".warc": "warc",
}  # fmt: skip
_PACKED = {".gz": "gzip", ".zst": "zstd"}


class Raw(NamedTuple):
    """One row as it stands in its file: its columns, or the page of a web archive, or why it cannot be read."""

    row: int
    values: dict[str, Any]
    page: bytes | None = None
    reason: str | None = None


def files(paths: Iterable[str]) -> list[Path]:
    """The source files that paths name, folders opened, in name order; an InputError where there is none."""
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if not path.exists():
            raise InputError(f"there is no file or folder '{name}'; check the path")
        inside = sorted(file for file in path.iterdir() if kind(file)) if path.is_dir() else [path]
        if not inside or not kind(inside[0]):
            raise InputError(
                f"'{name}' holds no articles; name files, or a folder of files, that end in"
                f" {', '.join(_SUFFIXES)}, with {' or '.join(_PACKED)} after it where they are compressed"
            )
        found += inside
    return list(dict.fromkeys(found))


def kind(path: Path) -> str | None:
    """The format a file's name tells, None for no format read here."""
    suffix = path.with_suffix("").suffix if path.suffix.lower() in _PACKED else path.suffix
    return _SUFFIXES.get(suffix.lower())


def names(path: Path) -> list[str]:
    """The names of a file's columns: those of the schema, of the header, or of the first hundred JSON lines."""
    if kind(path) == "parquet":
        return list(_parquet(path).schema_arrow.names)
    if kind(path) == "csv":
        with _opened(path) as lines:
            return next(csv.reader(lines), [])
    if kind(path) == "warc":
        return []
    return list(dict.fromkeys(name for raw in islice(rows(path), 100) for name in raw.values))


def count(path: Path) -> int | None:
    """How many rows a file holds, where the file itself says so."""
    return int(_parquet(path).metadata.num_rows) if kind(path) == "parquet" else None


def rows(path: Path, start: int = 0, columns: Iterable[str] | None = None) -> Iterator[Raw]:
    """The rows of a file after the first `start` of them."""
    if kind(path) == "parquet":
        return _of_parquet(path, start, None if columns is None else list(dict.fromkeys(columns)))
    read = {"jsonl": _of_json_lines, "csv": _of_csv, "warc": _of_warc}[kind(path) or ""]
    return islice(read(path), start, None)


def _parquet(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"'{path}' is not a Parquet file ({error}); name another") from error


def _of_parquet(path: Path, start: int, columns: list[str] | None) -> Iterator[Raw]:
    file, before = _parquet(path), 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if before + size > start:
            batches = file.iter_batches(1024, row_groups=[group], columns=columns)
            found = (values for batch in batches for values in batch.to_pylist())
            yield from (Raw(n, values) for n, values in enumerate(found, start=before + 1) if n > start)
        before += size


def _opened(path: Path) -> io.TextIOWrapper:
    """A text file, unpacked; bytes that are no UTF-8 are shown as such and cost no row."""
    stream = pa.input_stream(str(path), compression=_PACKED.get(path.suffix.lower()), buffer_size=1 << 20)
    return io.TextIOWrapper(io.BufferedReader(stream), encoding="utf-8-sig", errors="replace", newline="")


def _of_json_lines(path: Path) -> Iterator[Raw]:
    with _opened(path) as file:
        for number, line in enumerate(_lines(file), start=1):
            yield _of_line(number, line)


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines that hold anything; of one over the cap only the beginning, which no longer parses."""
    while line := file.readline(LONGEST):
        while not line.endswith("\n") and (rest := file.readline(LONGEST)):
            line = line[:LONGEST] + rest[-1:]
        if line.strip():
            yield line


def _of_line(number: int, line: str) -> Raw:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Raw(number, {}, reason=f"is no JSON ({str(error)[:100]})")
    return Raw(number, values) if isinstance(values, dict) else Raw(number, {}, reason="is no JSON object")


def _of_csv(path: Path) -> Iterator[Raw]:
    csv.field_size_limit(LONGEST)
    with _opened(path) as file:
        reader = csv.reader(file)
        header = next(reader, [])
        for number, cells in enumerate(_csv_rows(reader), start=1):
            if isinstance(cells, str):
                yield Raw(number, {}, reason=f"is no CSV ({cells})")
            elif len(cells) != len(header):
                yield Raw(number, {}, reason=f"has {len(cells)} cells where the header has {len(header)}")
            else:
                yield Raw(number, dict(zip(header, cells, strict=True)))


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    while True:
        try:
            yield next(reader)
        except csv.Error as error:
            yield str(error)
        except StopIteration:
            return


def _of_warc(path: Path) -> Iterator[Raw]:
    for number, page in enumerate(pages(path), start=1):
        yield Raw(number, {"url": page.url}, page=page.data, reason=page.reason)
