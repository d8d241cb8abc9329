"""How much of this machine one untrusted file may take."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one input; an input over a cap becomes a failed account that names the cap.

    `characters` is spaCy's own default for one document. `memory` and `seconds` are what parsing one document may
    take beyond the loaded parser: address space, and processor time, which unlike the clock does not depend on what
    else the machine does. `patience` is the clock for a parser that hangs without using the processor.
    """

    bytes: int = 32 * MEGABYTE
    record_bytes: int = 4 * MEGABYTE
    records: int = 2_000
    characters: int = 1_000_000
    seconds: float = 6.0
    patience: float = 60.0
    memory: int = 192 * MEGABYTE
    tags: int = 200_000
    pages: int = 2_000
    part_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 256 * MEGABYTE
    zip_entries: int = 10_000
    fetch_seconds: float = 20.0
    redirects: int = 5
