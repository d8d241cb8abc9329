"""Records to plain JSON values and back; what the case file keeps.

A record becomes an object of its fields, a span the list `[account, start, end]`, bytes become base64.
Fields that hold their default are left out, so that records grow fields without rewriting old files.
"""

from __future__ import annotations

import base64
import dataclasses
import types
import typing
from functools import cache
from typing import Any, TypeVar

from rashomon.model import Span

T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool, type(None)})


def encode(value: Any) -> Any:
    """A record, or any nest of tuples, mappings and records, as JSON values."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is Span:
        return [value.account, value.start, value.end]
    if (fields := _fields(kind)) is not None:
        return {name: encode(part) for name, default in fields if (part := getattr(value, name)) != default}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a record with their defaults, None for what is no record; no cheap question, and asked of each."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


def decode(kind: type[T], value: Any) -> T:
    """The inverse of `encode` for a value of type `kind` (a record, or `tuple[record, ...]`)."""
    return typing.cast("T", _decode(kind, value))


def _decode(kind: Any, value: Any) -> Any:
    if value is None or kind is Any:
        return value
    if kind is Span:
        return Span(*value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _decode(hints[name], part) for name, part in value.items()})
    if kind is bytes:
        return base64.b64decode(value)
    return _decode_generic(kind, value)


def _decode_generic(kind: Any, value: Any) -> Any:
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and parts[-1] is Ellipsis:
        return tuple(_decode(parts[0], item) for item in value)
    if origin is tuple:
        return tuple(_decode(part, item) for part, item in zip(parts, value, strict=True))
    if origin is dict:
        return {key: _decode(parts[1], item) for key, item in value.items()}
    if origin in (types.UnionType, typing.Union):
        return _decode(next(part for part in parts if part is not type(None)), value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
