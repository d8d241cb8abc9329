"""Collect accounts: files of seven kinds, folders and web addresses become texts with metadata.

`ingest` is the step; the other modules are its parts. What is read, how, and under which limits is written in
docs/ingest.md.
"""

from rashomon.ingest.limits import Limits
from rashomon.ingest.run import ingest

__all__ = ["Limits", "ingest"]
