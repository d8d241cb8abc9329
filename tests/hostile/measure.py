"""Ingest paths in a process of its own and tell what it cost (run as `python -m hostile.measure PATH...`)."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rashomon.ingest import ingest

TESTS = Path(__file__).parent.parent


class Cost(NamedTuple):
    """Accounts as (status, reason, characters), processor seconds of the process and its children, and the peak of
    resident memory in MB, of the process itself or of its largest child."""

    accounts: list[tuple[str, str | None, int]]
    seconds: float
    megabytes: float


def measure(*paths: Path) -> Cost:
    """What ingesting these paths in a fresh process yields and costs."""
    command = [sys.executable, "-m", "hostile.measure", *map(str, paths)]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=TESTS, env={**os.environ, "PYTHONPATH": str(TESTS)}
    )
    answer = json.loads(done.stdout)
    return Cost([tuple(account) for account in answer["accounts"]], answer["seconds"], answer["megabytes"])


def main() -> None:
    accounts = [(account.status, account.reason, len(account.text)) for account in ingest(sys.argv[1:])]
    spent = os.times()
    json.dump({"accounts": accounts, "seconds": sum(spent[:4]), "megabytes": peak()}, sys.stdout)


def peak() -> float:
    """Megabytes; of this process by its own record, for `getrusage` would count the one it was forked from."""
    own = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


if __name__ == "__main__":
    main()
