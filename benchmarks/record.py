"""Tables of measured figures, printed and appended to benchmarks/RESULTS.md."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADER = """# Results

What was measured, with the commit and the command, oldest first. Dev sets only.
"""


class Row(NamedTuple):
    """One figure and what is aimed at."""

    what: str
    figure: str
    goal: str = ""


def shown(rows: Sequence[Row]) -> str:
    """A table in plain text."""
    wide = max(len(row.what) for row in rows)
    return "\n".join(f"{row.what:<{wide}}  {row.figure:>8}  {row.goal}".rstrip() for row in rows)


def append(title: str, command: str, rows: Sequence[Row], *, path: Path = RESULTS) -> None:
    """Add a section to the results."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    made = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=path.parent)  # noqa: S603
    lines = [f"| {row.what} | {row.figure} | {row.goal} |" for row in rows]
    day = datetime.now(UTC).date().isoformat()
    table = "\n".join(["| what | figure | goal |", "|---|---|---|", *lines])
    head = f"## {title}, {day}, {made.stdout.strip()}\n\n`{command}`"
    before = path.read_text("utf-8") if path.exists() else HEADER
    path.write_text(f"{before.rstrip()}\n\n{head}\n\n{table}\n", "utf-8")
