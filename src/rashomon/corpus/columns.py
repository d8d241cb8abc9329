"""Which column of a table is which fact of an account: proposed from the usual names, decided by a person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from rashomon.errors import InputError
from rashomon.ingest.facts import KEYS, TEXT_KEYS, plain_key

FIELDS = ("text", "title", "outlet", "published", "url", "authors", "language")
"""What a column can be mapped to; `text` must be."""

Columns = dict[str, str]
"""Field to column name."""


def proposed(names: Sequence[str]) -> Columns:
    """The mapping the column names suggest; a field no name suggests is left out."""
    usual = {**KEYS, "text": TEXT_KEYS}
    plain = {plain_key(name): name for name in reversed(names)}
    found = {field: next((plain[key] for key in usual[field] if key in plain), None) for field in FIELDS}
    return {field: name for field, name in found.items() if name is not None}


def chosen(mapping: Columns | None, names: Sequence[str]) -> Columns:
    """The mapping a person gave, or the proposed one; an InputError names what does not fit these column names."""
    columns = proposed(names) if mapping is None else mapping
    missing = [name for name in columns.values() if name not in names]
    if missing:
        raise InputError(f"there is no column '{missing[0]}'; the columns are {', '.join(names)}")
    if "text" not in columns:
        raise InputError(f'no column holds the text; say which with --map and a line like text = "{names[0]}"')
    return columns


def read(path: Path) -> Columns:
    """The mapping of a TOML file (`published = "date"`); an InputError where it is not there, or is none."""
    try:
        given: Mapping[str, object] = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"the mapping '{path}' cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise InputError(f"'{path}' is not a TOML file ({error}); `rashomon corpus inspect` prints one") from error
    for field, name in given.items():
        if field not in FIELDS or not isinstance(name, str):
            raise InputError(f"'{path}' maps '{field}' to {name!r}; map one of {', '.join(FIELDS)} to a column's name")
    return {field: str(name) for field, name in given.items()}


def as_toml(columns: Columns) -> str:
    """The mapping as a file for --map."""
    quoted = {field: name.replace("\\", "\\\\").replace('"', '\\"') for field, name in columns.items()}
    return "".join(f'{field} = "{name}"\n' for field, name in quoted.items())
