"""The confined process that parses one web page, e-mail, PDF or Word document: bytes on stdin, JSON on stdout.

    python -P -m rashomon.ingest.worker KIND LIMITS

It may open no socket, start no process and write no file, and takes no more memory and processor time than
the limits allow; `rashomon.ingest.jail` watches the clock from outside.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from rashomon.ingest.facts import Draft, Unreadable
from rashomon.ingest.limits import MEGABYTE, Limits

PARSERS = {"html": "page", "pdf": "pdf", "docx": "word", "mail": "mail"}
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")


def main() -> None:
    """Parse stdin under the limits given on the command line and answer on stdout."""
    kind, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints must not become part of the answer
    parse: Callable[[bytes, Limits], Draft] = importlib.import_module(f"rashomon.ingest.{PARSERS[kind]}").parse
    confine(limits)
    answer = answer_to(parse, sys.stdin.buffer.read(), kind, limits)
    json.dump(answer, out)
    out.flush()
    os._exit(0)  # a large tree is not worth taking down piece by piece


def answer_to(parse: Callable[[bytes, Limits], Draft], data: bytes, kind: str, limits: Limits) -> dict[str, Any]:
    """What goes back to the asking process: `text` and `facts`, or the `reason` why there are none."""
    try:
        draft = parse(data, limits)
    except Exception as error:  # parsers of other people's formats fail in any way there is
        return {"reason": _reason(error, kind, limits)}
    if len(draft.text) > limits.characters:
        return {"reason": too_long(len(draft.text), limits)}
    return {"text": draft.text, "facts": asdict(draft.facts)}


def _reason(error: Exception, kind: str, limits: Limits) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, MemoryError) or _memory_was_short(limits):
        return too_large(limits)
    if isinstance(error, RecursionError):
        return "is nested too deeply to be read"
    return f"is damaged or no {kind} file ({type(error).__name__}: {str(error)[:200]}); fetch or save it again"


def too_large(limits: Limits) -> str:
    """The reason shown when memory ran out."""
    return f"takes more than {limits.memory // MEGABYTE} MB of memory to read: damaged or hostile"


def too_long(characters: int, limits: Limits) -> str:
    """The reason shown for a text over the cap."""
    return f"has {characters:,} characters of text, over the limit of {limits.characters:,}; split it"


def confine(limits: Limits) -> None:
    """Take from this process, for good, what a parser never needs."""
    sys.addaudithook(_refuse)
    try:
        import resource  # not on Windows, where only the clock and the hook confine
    except ImportError:
        return
    seconds = math.ceil(time.process_time() + limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    space = _address_space() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))


def _address_space() -> int:
    """Bytes of address space in use, the code of the parser included."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 512 * MEGABYTE  # no /proc: a generous guess of what the libraries map


def _memory_was_short(limits: Limits) -> bool:
    """True if so much memory was taken that a failure is most likely one of memory, which C libraries tell badly."""
    try:
        import resource

        with open("/proc/self/status", encoding="ascii") as file:
            peak = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmPeak"))
    except (ImportError, OSError, StopIteration):
        return False
    return peak > resource.getrlimit(resource.RLIMIT_AS)[0] - limits.memory // 2


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a parser tried '{event}'")


if __name__ == "__main__":
    main()
