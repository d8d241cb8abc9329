"""Untrusted documents are parsed in a process of their own, with limits on memory, processor time and the clock."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from rashomon.ingest.decode import Kind
from rashomon.ingest.facts import Draft, Facts, Unreadable
from rashomon.ingest.limits import Limits
from rashomon.ingest.worker import too_large

_PACKAGE_ROOT = str(Path(__file__).parents[2])


def parse(kind: Kind, data: bytes, limits: Limits) -> Draft:
    """Text and facts of a html, pdf, docx or mail file; an Unreadable if its parser refuses, fails, dies or dawdles."""
    command = [sys.executable, "-P", "-m", "rashomon.ingest.worker", kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and module)
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            timeout=limits.patience, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(f"was not read in {limits.patience:g} seconds; try again on a less busy machine") from None
    except OSError as error:
        raise Unreadable(f"could not be read: no process to parse it in could be started ({error})") from None
    if done.returncode:
        raise Unreadable(_death(-done.returncode, limits))
    return _draft(done.stdout)


def _draft(answer: bytes) -> Draft:
    record = json.loads(answer)
    if "reason" in record:
        raise Unreadable(record["reason"])
    facts = record["facts"] | {"authors": tuple(record["facts"]["authors"])}
    return Draft(record["text"], Facts(**facts))


def _environment() -> dict[str, str]:
    """Ours, with this very package first on the path; `-P` keeps the current folder off it."""
    path = os.pathsep.join(filter(None, (_PACKAGE_ROOT, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


def _too_slow(limits: Limits) -> str:
    return f"takes more than {limits.seconds:g} seconds of processor time to read: damaged or hostile"


def _death(signal_number: int, limits: Limits) -> str:
    if signal_number == getattr(signal, "SIGXCPU", None) or signal_number == getattr(signal, "SIGKILL", None):
        return _too_slow(limits)
    if signal_number > 0:  # an allocation that fails inside a C library mostly ends in an abort or a fault
        return f"{too_large(limits)}, or breaks its parser"
    return "could not be read: its parser ended without an answer"
