"""Takes articles in: the rows of the sources, cleaned by the engine, in pieces that are written once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import daft
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from daft import DataType, Series, col
from numpy.typing import NDArray

from rashomon.corpus import sources
from rashomon.corpus.columns import Columns, chosen
from rashomon.corpus.rows import ARTICLE, MADE, made, record, skipped
from rashomon.corpus.shelf import Shelf
from rashomon.errors import InputError

PIECE = 4096
"""Rows of one piece; what a killed build loses at most."""

TWICE = "is the same article as one taken in before"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """One file the corpus was built from; `rows` is None until its end was reached."""

    path: str
    sha256: str
    bytes: int
    columns: Columns
    rows: int | None = None

    def as_json(self) -> dict[str, object]:
        """What the manifest keeps."""
        return asdict(self)


def known(manifest: list[dict[str, object]]) -> list[Source]:
    """The sources a manifest lists."""
    return [Source(**one) for one in manifest]  # type: ignore[arg-type]


def with_new(before: Sequence[Source], paths: Sequence[Path], mapping: Columns | None) -> list[Source]:
    """The sources with those added that are not known by their bytes.

    What was taken in stays as it is, so an InputError where a known file is given with another mapping.
    """
    found = {one.sha256: one for one in before}
    for path in paths:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if sha256 not in found:
            found[sha256] = Source(str(path), sha256, path.stat().st_size, _columns(path, mapping))
        elif mapping is not None and found[sha256].columns not in ({}, mapping):
            raise InputError(f"'{path}' was taken in by another mapping, which stays; build into a new folder for this")
    return list(found.values())


def _columns(path: Path, mapping: Columns | None) -> Columns:
    if sources.kind(path) == "warc":
        return {}
    names = sources.names(path)
    if not names:
        raise InputError(f"'{path}' is empty: it has no columns; leave it out")
    return chosen(mapping, names)


def gather(shelf: Shelf, given: Sequence[Source], progress: Progress, *, limit: int | None = None) -> list[Source]:
    """Take in what is not yet taken in, of the first `limit` rows of each file; returns the sources, ends known."""
    seen = Seen(shelf.read("articles", ["article"]))
    total = _total(given, limit)
    done = sum(_taken(shelf, number) for number in range(len(given)))
    found = []
    for number, source in enumerate(given):
        stop = _taken(shelf, number)
        if source.rows is None and (limit is None or stop < limit):
            for start, raws in _chunks(source, stop, limit):
                stop = start + len(raws)
                _write(shelf, f"{number:04}-{start:09}-{stop:09}", source, raws, seen)
                done += len(raws)
                progress("articles", done, total)
            source = source if stop == limit else replace(source, rows=stop)  # noqa: PLW2901
        found.append(source)
    return found


class Seen:
    """The articles taken in, as sorted numbers: eight bytes each."""

    def __init__(self, articles: pa.Table) -> None:
        self._numbers = np.sort(_numbers(articles))

    def new(self, articles: pa.Table) -> NDArray[np.bool_]:
        """Which of these are new, of equal ones the first; from now on they are seen."""
        numbers = _numbers(articles)
        first = np.zeros(len(numbers), bool)
        first[np.unique(numbers, return_index=True)[1]] = True
        new: NDArray[np.bool_] = first & ~np.isin(numbers, self._numbers)
        self._numbers = np.union1d(self._numbers, numbers)
        return new


def _numbers(articles: pa.Table) -> NDArray[np.uint64]:
    names = articles["article"].to_pylist() if articles.num_columns else []
    return np.array([int(name, 16) for name in names], np.uint64)


def _total(given: Sequence[Source], limit: int | None) -> int:
    """How many rows there are to take, 0 where a file does not say."""
    counts = [one.rows or sources.count(Path(one.path)) for one in given]
    return sum(min(n, limit or n) for n in counts if n) if all(counts) else 0


def _taken(shelf: Shelf, number: int) -> int:
    """The row of a source its finished pieces reach to."""
    ends = [piece.split("-") for piece in shelf.pieces("articles")]
    return max((int(end) for source, _, end in ends if int(source) == number), default=0)


def _chunks(source: Source, start: int, limit: int | None) -> Iterator[tuple[int, list[sources.Raw]]]:
    columns = source.columns.values() or None
    left = islice(sources.rows(Path(source.path), start, columns), None if limit is None else limit - start)
    while chunk := list(islice(left, PIECE)):
        yield start, chunk
        start += len(chunk)


def _write(shelf: Shelf, piece: str, source: Source, raws: Sequence[sources.Raw], seen: Seen) -> None:
    """Clean one piece and write what is an article and what is not; the articles last, which finishes the piece."""
    found = _cleaned(source, raws)
    bad = found.filter(pc.is_valid(found["reason"]))
    good = found.filter(pc.is_null(found["reason"])).sort_by("row")
    new = pa.array(seen.new(good))
    again = good.filter(pc.invert(new))
    out = [(one["file"], one["row"], one["reason"] or TWICE) for part in (bad, again) for one in part.to_pylist()]
    shelf.write("skipped", piece, skipped(sorted(out)))
    shelf.write("articles", piece, good.filter(new).select(ARTICLE.names).cast(ARTICLE).sort_by("article"))


def _cleaned(source: Source, raws: Sequence[sources.Raw]) -> pa.Table:
    """The raw rows as articles and reasons, in any order."""
    columns = source.columns or None
    table = pa.table({
        "file": [Path(source.path).name] * len(raws),
        "row": [raw.row for raw in raws],
        "record": ["" if raw.reason else record(raw.values, columns) for raw in raws],
        "page": pa.array([raw.page for raw in raws], pa.binary()),
        "reason": pa.array([raw.reason for raw in raws], pa.string()),
    })  # fmt: skip
    query = daft.from_arrow(table).select(_made(*map(col, table.column_names)).alias("made"))
    return query.select(col("made").unnest()).to_arrow()


@daft.func.batch(return_dtype=DataType.from_arrow_type(MADE))
def _made(file: Series, row: Series, record: Series, page: Series, reason: Series) -> pa.Array:
    return made(*(column.to_arrow() for column in (file, row, record, page, reason)))
