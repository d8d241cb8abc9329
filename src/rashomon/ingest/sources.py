"""From the paths a person gives to the files and addresses to be read."""

from __future__ import annotations

import json
import logging
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from rashomon.errors import InputError
from rashomon.ingest.decode import decode
from rashomon.ingest.facts import Facts, Unreadable, facts_of
from rashomon.ingest.limits import MEGABYTE, Limits

LOG = logging.getLogger(__name__)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SIDECAR = ".meta.json"
# What `rashomon compare FOLDER -o FOLDER` leaves behind is not an account of anything.
_OURS = {"comparison.json": b'"rashomon.comparison/', "report.html": b'name="generator" content="rashomon'}


@dataclass(frozen=True, slots=True)
class Source:
    """A file or an address, as given: `shown` is the path with the folder the person named, or the URL.

    `listed` is True for a file that only its folder was named for.
    """

    shown: str
    listed: bool = False

    @property
    def is_url(self) -> bool:
        """True for anything with a scheme, so that an unsupported one is told as such."""
        return bool(_SCHEME.match(self.shown))

    @property
    def name(self) -> str:
        """What error messages call it."""
        return self.shown if self.is_url else os.path.basename(self.shown)


def expand(paths: Sequence[str | os.PathLike[str]]) -> list[Source]:
    """Every file and address the paths stand for, each once, in order; an InputError if a path leads nowhere."""
    sources = [source for path in _given(paths) for source in _expand(path)]
    if not sources:
        raise InputError("nothing to read was given; name at least one file, folder or URL")
    once: dict[str, Source] = {}
    for source in sources:
        if once.setdefault(_identity(source), source) is not source:
            LOG.info("'%s' was given twice and is read once", source.shown)
    # Of `FOLDER/*` the metadata files are given too: they tell of their accounts and are none themselves.
    files = [source.shown for source in once.values() if not source.is_url]
    metadata = {os.path.realpath(name) for file in files for name in _beside(file)}
    return [source for identity, source in once.items() if identity not in metadata]


def _given(paths: object) -> list[str]:
    """The paths as text; an InputError for one path alone, and for what is no list of paths."""
    if isinstance(paths, str | os.PathLike):
        raise InputError(f"'{os.fspath(paths)}' was given where a list of paths is needed; write [path]")
    return [_path(path) for path in (paths if isinstance(paths, Iterable) else [paths])]


def _path(given: object) -> str:
    if isinstance(given, str | os.PathLike):
        return str(os.fspath(given))
    raise InputError(f"{given!r} was given where a path is needed; give a list of files, folders or URLs")


def _expand(path: str) -> Iterator[Source]:
    if _SCHEME.match(path):
        yield Source(path)
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield Source(path)
    else:
        raise InputError(f"there is no file or folder '{path}'; check the path (a web address begins with https://)")


def _folder(path: str) -> Iterator[Source]:
    """The files directly in a folder, in name order; no hidden file, no metadata file, no folder in it."""
    try:
        files = sorted(os.listdir(path))
    except OSError as error:
        raise InputError(f"the folder '{path}' cannot be listed ({error.strerror}); check its permissions") from None
    shown = [os.path.join(path, name) for name in files if not name.startswith(".") and not name.endswith(_SIDECAR)]
    sources = [Source(file, listed=True) for file in shown if not os.path.isdir(file) and not _is_ours(file)]
    if not sources:
        raise InputError(f"the folder '{path}' has no file directly in it that could be an account; name another")
    yield from sources


def _is_ours(path: str) -> bool:
    mark = _OURS.get(os.path.basename(path))
    if mark is None:
        return False
    try:
        with open(path, "rb") as file:
            return mark in file.read(4096)
    except OSError:
        return False


def _identity(source: Source) -> str:
    return urldefrag(source.shown).url if source.is_url else os.path.realpath(source.shown)


def file_size(path: str) -> int:
    """Bytes of a file; an Unreadable if it is a pipe or device, which would be read for ever."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror})") from None
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is not a regular file (a pipe or a device): save its content to a file")
    return status.st_size


def file_bytes(path: str, cap: int) -> bytes:
    """All bytes of a file; an Unreadable if it cannot be opened or is over the cap."""
    size = file_size(path)
    if size > cap:
        raise Unreadable(f"has {size / MEGABYTE:.1f} MB, over the limit of {cap / MEGABYTE:g} MB; split it")
    try:
        with open(path, "rb") as file:
            return file.read(cap)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check its permissions") from None


def _beside(path: str) -> tuple[str, str]:
    """Where the metadata of a file would be."""
    return os.path.splitext(path)[0] + _SIDECAR, path + _SIDECAR


def sidecar(path: str, limits: Limits) -> Facts:
    """The facts of the `NAME.meta.json` beside NAME.txt; none if there is no such file.

    An Unreadable if there is one that cannot be used: a person who states an outlet must not lose it unseen.
    """
    beside = next(filter(os.path.isfile, _beside(path)), None)
    if beside is None:
        return Facts()
    try:
        record = json.loads(decode(file_bytes(beside, limits.record_bytes))[0])
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"has a metadata file '{os.path.basename(beside)}' that is no JSON ({error}); mend it"
        ) from None
    if not isinstance(record, dict):
        raise Unreadable(f"has a metadata file '{os.path.basename(beside)}' that is no JSON object; mend it")
    return facts_of(record)
