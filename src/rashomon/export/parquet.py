"""The claims of a comparison as Parquet: the rows of the CSV, with their types, for data frames and query engines."""

from __future__ import annotations

import io
from typing import Any

from rashomon.errors import MissingExtra
from rashomon.export.tables import claim_rows
from rashomon.model import Comparison

COLUMNS = {
    "account": "string", "start": "int64", "end": "int64", "exact": "string", "claim": "string", "point": "string",
    "status": "string", "path": "string", "title": "string", "outlet": "string", "group": "string",
    "published": "string", "language": "string", "url": "string", "sha256": "string", "holder": "string",
    "holder_kind": "string", "chain": "string", "polarity": "string", "certainty": "string", "times": "string",
    "quantities": "string", "judgement": "string",
}  # fmt: skip
"""The columns and their Arrow types; the same for an empty comparison."""


def to_parquet(comparison: Comparison) -> bytes:
    """One row a claim, with account, offsets and exact words; a MissingExtra where pyarrow is not installed."""
    pyarrow, parquet = _library()
    schema = pyarrow.schema([(name, pyarrow.type_for_alias(kind)) for name, kind in COLUMNS.items()])
    table = pyarrow.Table.from_pylist(claim_rows(comparison), schema=schema)
    made = io.BytesIO()
    parquet.write_table(table, made, compression="zstd")
    return made.getvalue()


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    return pyarrow, parquet
