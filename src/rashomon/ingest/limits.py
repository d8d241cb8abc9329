"""How much of this machine one untrusted file may take."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one input; an input over a cap becomes a failed account that names the cap.

    `characters` is spaCy's own default for one document. `memory` is what parsing may take beyond the
    parser's own code, `seconds` both its processor time and its wall clock.
    """

    bytes: int = 32 * MEGABYTE
    record_bytes: int = 4 * MEGABYTE
    records: int = 2_000
    characters: int = 1_000_000
    seconds: float = 8.0
    memory: int = 192 * MEGABYTE
    tags: int = 200_000
    pages: int = 2_000
    part_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 256 * MEGABYTE
    zip_entries: int = 10_000
    fetch_seconds: float = 20.0
    redirects: int = 5
