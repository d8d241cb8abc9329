"""What a download gives, and what its content type says it is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from rashomon.ingest.decode import Kind

_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body of a response, decompressed; `url` is where it came from after redirects."""

    url: str
    data: bytes
    content_type: str = ""
    charset: str | None = None

    @property
    def path(self) -> str:
        """The path of the final address, whose extension counts where the content type says nothing."""
        return urlsplit(self.url).path


def kind_by_type(content_type: str) -> Kind | None:
    """The kind a content type names; None for one that says nothing of use."""
    return _TYPES.get(content_type.lower())
