"""The manifest of the weights folder: for each file its size, SHA-256, format version and the commit that made it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from rashomon.reader.models import FORMAT


def commit() -> str:
    """The commit the weights are made at."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - the command is ours


def record(folder: Path, names: Sequence[str]) -> None:
    """Enter the named files of `folder` in its manifest.json with this commit, keeping the other entries."""
    path = folder / "manifest.json"
    files = json.loads(path.read_text("utf-8"))["files"] if path.exists() else {}
    for name in names:
        data = (folder / name).read_bytes()
        files[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "commit": commit()}
    manifest = {"format": FORMAT, "files": dict(sorted(files.items()))}
    waiting = path.with_suffix(".tmp")
    waiting.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    waiting.rename(path)
