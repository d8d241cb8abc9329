"""Accounts written as JSON: one object, a list of objects, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.ingest.decode import decode
from rashomon.ingest.facts import TEXT_KEYS, Draft, Foreign, Unreadable, facts_of, text_of
from rashomon.ingest.limits import MEGABYTE, Limits

Record = tuple[str, bytes, "Draft | Unreadable"]
"""A suffix for the path ("", or "#3" for the third line), the record's own bytes, and what they hold."""

_SPACE = re.compile(r"[\s,]*")


def json_records(data: bytes, limits: Limits) -> Iterator[Record]:
    """The accounts of a .json file: one object, or a list of them; an Unreadable if it is neither."""
    if len(data) > limits.record_bytes:
        cap = limits.record_bytes // MEGABYTE
        raise Unreadable(f"has more than {cap} MB of JSON; write one account a line into a .jsonl file")
    text, encoding = decode(data)
    if not text.lstrip().startswith("["):
        yield "", data, _draft(_loaded(text))
        return
    _loaded(text)  # the list as a whole first: half a list would be a silent loss
    for number, (start, end) in enumerate(_elements(text), start=1):
        if number > limits.records:
            yield f"#{number}", b"", _too_many(limits)
            return
        yield f"#{number}", text[start:end].encode(encoding, "surrogatepass"), _draft(_loaded(text[start:end]))


def json_lines(file: BinaryIO, limits: Limits) -> Iterator[Record]:
    """The accounts of a .jsonl file, one a line; a line that is no account is a failed one, the next is read."""
    found = 0
    for number, line in enumerate(_lines(file, limits.record_bytes), start=1):
        if line is not None and not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        found += 1
        if found > limits.records:
            yield f"#{number}", b"", _too_many(limits)
            return
        yield f"#{number}", line or b"", _line(line, limits)


def _line(line: bytes | None, limits: Limits) -> Draft | Unreadable:
    if line is None:
        return Unreadable(f"has a line of more than {limits.record_bytes // MEGABYTE} MB; split it")
    try:
        return _draft(_loaded(decode(line)[0]))
    except Unreadable as error:
        return error


def _lines(file: BinaryIO, cap: int) -> Iterator[bytes | None]:
    """The lines without their ends; None for one over the cap, which is skipped without being held."""
    while line := file.readline(cap + 1):
        if len(line) <= cap or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while (rest := file.readline(cap)) and not rest.endswith(b"\n"):
            pass
        yield None


def _too_many(limits: Limits) -> Unreadable:
    return Unreadable(f"holds more than {limits.records:,} accounts; the rest was not read: split it")


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deeply to be read") from None
    except ValueError as error:
        raise Unreadable(f"is no JSON ({error}); mend it there") from None


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Where the elements of a list stand; the list is known to be well formed."""
    decoder = json.JSONDecoder()
    end = text.index("[") + 1
    while (start := _after_space(text, end)) < len(text) and text[start] != "]":
        _, end = decoder.raw_decode(text, start)
        yield start, end


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _draft(record: object) -> Draft | Unreadable:
    text = text_of(record) if isinstance(record, dict) else None
    if text is None or not isinstance(record, dict):
        return Foreign(f"has no text; an account is a JSON object with one of the keys {', '.join(TEXT_KEYS)}")
    return Draft(re.sub("[\ud800-\udfff]", "\ufffd", text), facts_of(record))  # no half of a pair can be stored
