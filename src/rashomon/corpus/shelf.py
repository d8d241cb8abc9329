"""The folder of a corpus: tables in pieces, each written whole or not at all.

    manifest.json              versions, settings, sources, and every piece with its rows and hash
    articles/ skipped/         what was taken in, and every row that was not, with the reason
    prints/                    what is compared of each article: its sketch, weighted words, names
    copies/ edges/ stories/    near-duplicates, how likely pairs tell one event, and the stories
    readings/                  what reading single articles gave, where it was asked for
    compared/                  claims, alignments and points of compared stories

A piece is finished when its file is there: it is written under another name and renamed. What a piece was made from
stands in its own metadata (`covers`), so that no second file could disagree with it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from rashomon.errors import StoreError

_COVERS = b"rashomon.covers"


class Shelf:
    """Reads and writes the tables of one corpus; the folder must be visible to every worker."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def pieces(self, table: str) -> list[str]:
        """The names of a table's finished pieces, in order."""
        return sorted(path.stem for path in (self.root / table).glob("[!.]*.parquet"))

    def paths(self, table: str, pieces: Iterable[str] | None = None) -> list[str]:
        """The files of these pieces, or of all, as the engine takes them."""
        names = self.pieces(table) if pieces is None else pieces
        return [str(self.root / table / f"{name}.parquet") for name in names]

    def read(
        self, table: str, columns: Sequence[str] | None = None, *, pieces: Iterable[str] | None = None
    ) -> pa.Table:
        """A whole table in memory, or the named columns and pieces of it; empty where there is none."""
        found = [pq.read_table(path, columns=columns) for path in self.paths(table, pieces)]
        return pa.concat_tables(found, promote_options="default") if found else pa.table({})

    def write(
        self, table: str, piece: str, found: pa.Table, *, covers: Iterable[str] = (), rows: int | None = None
    ) -> None:
        """Write one piece, whole; `covers` names what it was made from, `rows` is how many are packed together."""
        made = found.replace_schema_metadata({_COVERS: json.dumps(sorted(covers)).encode()})
        path = self.root / table / f"{piece}.parquet"
        self._replace(path, lambda to: pq.write_table(made, to, compression="zstd", row_group_size=rows))

    def covered(self, table: str) -> set[str]:
        """All that the finished pieces of a table were made from."""
        found = (pq.read_schema(path).metadata or {} for path in self.paths(table))
        return {name for metadata in found for name in json.loads(metadata.get(_COVERS, b"[]"))}

    def rows(self, table: str) -> int:
        """How many rows the finished pieces of a table hold."""
        return sum(pq.read_metadata(path).num_rows for path in self.paths(table))

    def write_array(self, name: str, array: NDArray[Any]) -> None:
        """Write an array for workers to map into memory, whole."""
        buffer = io.BytesIO()
        np.save(buffer, array)
        self._replace(self.root / f"{name}.npy", lambda to: to.write_bytes(buffer.getvalue()))

    def write_json(self, name: str, value: Any) -> None:
        """Write a JSON file, whole."""
        text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True)
        self._replace(self.root / name, lambda to: to.write_text(text + "\n", "utf-8"))

    def read_json(self, name: str) -> Any:
        """A JSON file's value, None where there is no such file."""
        path = self.root / name
        try:
            return json.loads(path.read_text("utf-8")) if path.exists() else None
        except (OSError, ValueError) as error:
            raise StoreError(f"'{path}' cannot be read ({error}); build into a new folder") from error

    def hashes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every finished piece with its rows and SHA-256."""
        for path in sorted(self.root.glob("*/[!.]*.parquet")):
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            yield str(path.relative_to(self.root)), {"rows": pq.read_metadata(path).num_rows, "sha256": sha256}

    def _replace(self, path: Path, write: Callable[[Path], object]) -> None:
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(unfinished)
            os.replace(unfinished, path)
        except OSError as error:
            raise StoreError(f"cannot write '{path}' ({error}); free some space, or build elsewhere") from error
