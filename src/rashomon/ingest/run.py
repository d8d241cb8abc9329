"""Files, folders and addresses become accounts, in the order given; a bad one never costs a good one."""

from __future__ import annotations

import hashlib
import io
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain

from rashomon.ingest.credits import credits
from rashomon.ingest.decode import Kind, decode, kind_by_content, kind_by_name
from rashomon.ingest.facts import NO_FACTS, Draft, Facts, Foreign, Unreadable
from rashomon.ingest.fetched import Fetched, kind_by_type
from rashomon.ingest.jail import parse
from rashomon.ingest.language import language
from rashomon.ingest.limits import Limits
from rashomon.ingest.records import Record, json_lines, json_records
from rashomon.ingest.sources import Source, expand, file_bytes, file_size, sidecar
from rashomon.ingest.worker import too_long
from rashomon.model import Account

LOG = logging.getLogger(__name__)
WORKERS = 2
"""How many parser processes and downloads run at once."""

Fetch = Callable[[str, Limits], Fetched]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file, address or line of JSON turned out to be; `stated` are the facts a person gave beside it."""

    path: str
    name: str
    sha256: str
    result: Draft | Unreadable
    stated: Facts = NO_FACTS


def ingest(
    paths: Sequence[str | os.PathLike[str]], *, start: int = 0, limits: Limits | None = None, fetch: Fetch | None = None
) -> Iterator[Account]:
    """The accounts of files, folders and http(s) addresses, in order, with ids a0, a1, ... from `start` on.

    A path that leads nowhere raises an InputError at once, before anything is read. Whatever else goes wrong with
    one input makes an account of status `failed` with the reason, and the next is read. A path or address given
    twice is read once. `fetch` replaces the guarded download (`rashomon.ingest.fetch`).
    """
    return _accounts(expand(paths), start, limits or Limits(), fetch or _guarded_fetch)


def _guarded_fetch(url: str, limits: Limits) -> Fetched:
    from rashomon.ingest.fetch import fetch  # only addresses pay for TLS

    return fetch(url, limits)


def _accounts(sources: Iterable[Source], start: int, limits: Limits, fetch: Fetch) -> Iterator[Account]:
    outcomes = _in_order(sources, partial(_of_source, limits=limits, fetch=fetch))
    for number, outcome in enumerate(outcomes, start=start):
        yield _account(f"a{number}", outcome, limits)


def _in_order(sources: Iterable[Source], read: Callable[[Source], Iterator[Outcome]]) -> Iterator[Outcome]:
    """The outcomes in order; sources that need a process or the network are read a few ahead, in threads."""
    pool = ThreadPoolExecutor(WORKERS, "rashomon-ingest")
    pending: deque[Future[list[Outcome]] | Iterator[Outcome]] = deque()
    try:
        for source in sources:
            pending.append(pool.submit(_read_all, read, source) if _is_slow(source) else read(source))
            if len(pending) > 2 * WORKERS:
                yield from _awaited(pending.popleft())
        yield from chain.from_iterable(map(_awaited, pending))
    finally:
        pool.shutdown(cancel_futures=True)


def _read_all(read: Callable[[Source], Iterator[Outcome]], source: Source) -> list[Outcome]:
    return list(read(source))


def _awaited(outcomes: Future[list[Outcome]] | Iterator[Outcome]) -> Iterable[Outcome]:
    return outcomes.result() if isinstance(outcomes, Future) else outcomes


def _is_slow(source: Source) -> bool:
    return source.is_url or kind_by_name(source.shown) not in {"text", "json", "jsonl"}


def _of_source(source: Source, *, limits: Limits, fetch: Fetch) -> Iterator[Outcome]:
    """The outcomes of a source; none for a file nobody named that is no account of anything."""
    outcomes = _outcomes(source, limits=limits, fetch=fetch)
    if source.listed:
        outcomes = iter(found := list(outcomes))
        if all(isinstance(outcome.result, Foreign) for outcome in found):
            LOG.info("passed over '%s', which %s", source.shown, found[0].result)
            return
    yield from outcomes


def _outcomes(source: Source, *, limits: Limits, fetch: Fetch) -> Iterator[Outcome]:
    try:
        if source.is_url:
            yield from _address(source, limits, fetch)
        else:
            yield from _file(source, limits)
    except Unreadable as error:
        stated = NO_FACTS
        with suppress(Unreadable):  # of an account that failed, the outlet is worth showing all the same
            stated = stated if source.is_url else sidecar(source.shown, limits)
        yield Outcome(source.shown, source.name, _sha256(b""), error, stated)


def _file(source: Source, limits: Limits) -> Iterator[Outcome]:
    stated = sidecar(source.shown, limits)
    kind = kind_by_name(source.shown)
    if kind == "jsonl":
        file_size(source.shown)
        try:
            with open(source.shown, "rb") as file:
                yield from _of_records(source, json_lines(file, limits), stated)
        except OSError as error:
            raise Unreadable(f"cannot be read ({error.strerror}); check its permissions") from None
    else:
        yield from _of_bytes(source, file_bytes(source.shown, limits.bytes), kind, stated, limits)


def _address(source: Source, limits: Limits, fetch: Fetch) -> Iterator[Outcome]:
    page = fetch(source.shown, limits)
    kind = kind_by_type(page.content_type) or kind_by_name(page.path)
    data = page.data
    if page.charset and kind in {"text", "html"}:
        with suppress(Unreadable):
            data = decode(data, page.charset)[0].encode("utf-8-sig", "replace")
    yield from _of_bytes(source, data, kind, Facts(url=page.url), limits, original=page.data)


def _of_bytes(
    source: Source, data: bytes, kind: Kind | None, stated: Facts, limits: Limits, *, original: bytes | None = None
) -> Iterator[Outcome]:
    sha256 = _sha256(data if original is None else original)
    try:
        kind = kind or kind_by_content(source.shown, data)
        if kind == "json":
            yield from _of_records(source, json_records(data, limits), stated)
        elif kind == "jsonl":
            yield from _of_records(source, json_lines(io.BytesIO(data), limits), stated)
        else:
            yield Outcome(source.shown, source.name, sha256, _draft(source, data, kind, limits), stated)
    except Unreadable as error:
        yield Outcome(source.shown, source.name, sha256, error, stated)


def _of_records(source: Source, records: Iterable[Record], stated: Facts) -> Iterator[Outcome]:
    found = False
    for suffix, data, result in records:
        found = True
        yield Outcome(source.shown + suffix, source.name + suffix, _sha256(data), result, stated)
    if not found:
        raise Foreign("holds no account: the list in it is empty")


def _draft(source: Source, data: bytes, kind: Kind, limits: Limits) -> Draft:
    if not data:
        raise Unreadable("is empty (0 bytes)")
    if kind != "text":
        return parse(kind, data, limits)
    text, encoding = decode(data)
    if encoding != "utf-8":
        LOG.info("'%s' is not UTF-8 and was read as %s", source.shown, encoding)
    return Draft(text)


def _account(number: str, outcome: Outcome, limits: Limits) -> Account:
    result = outcome.result
    reason = str(result) if isinstance(result, Unreadable) else _unfit(result.text, limits)
    path = _storable(outcome.path)
    if isinstance(result, Unreadable) or reason:
        reason = f"'{_storable(outcome.name)}' {reason}"
        return Account(number, path, "", outcome.sha256, **asdict(outcome.stated), status="failed", reason=reason)
    facts = outcome.stated.over(result.facts)
    facts = facts.over(credits(result.text, facts))
    spoken = outcome.stated.language or language(result.text) or facts.language
    return Account(number, path, result.text, outcome.sha256, **(asdict(facts) | {"language": spoken}))


def _storable(path: str) -> str:
    """A path as it is stored and shown; the bytes of a name that is not UTF-8 are written out ("\\xe9")."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unfit(text: str, limits: Limits) -> str | None:
    """Why a text that was read is no account all the same."""
    if not text or text.isspace():
        return "is empty: there is no text in it, only white space" if text else "is empty: there is no text in it"
    return too_long(len(text), limits) if len(text) > limits.characters else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
