"""What a comparison becomes outside rashomon: the contract's JSON, tables with evidence, and formats of others."""

from collections.abc import Callable

from rashomon.export.parquet import to_parquet
from rashomon.export.standards import to_csl, to_webannotation
from rashomon.export.tables import to_ach, to_csv, to_jsonl
from rashomon.model import Comparison

FORMATS: dict[str, Callable[[Comparison], str | bytes]] = {
    "csv": to_csv,
    "jsonl": to_jsonl,
    "parquet": to_parquet,
    "webannotation": to_webannotation,
    "csl-json": to_csl,
    "ach": to_ach,
}
"""The formats `rashomon export` writes, by name; text, but for Parquet."""
