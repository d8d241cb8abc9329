"""The seam to the language models: the only room that knows ONNX Runtime and the files in `weights/`.

Models load on first use, once a process, on two threads (one where accounts are read in parallel by processes; set
RASHOMON_THREADS to choose). Every file is checked against `weights/manifest.json` before use.
"""

from rashomon.reader.context import in_context
from rashomon.reader.cross import Placed, placed, read_together
from rashomon.reader.encoder import embed
from rashomon.reader.models import FORMAT
from rashomon.reader.tagger import Name, Part, Sentence, Tags, tag

__all__ = [
    "FORMAT",
    "Name",
    "Part",
    "Placed",
    "Sentence",
    "Tags",
    "embed",
    "in_context",
    "placed",
    "read_together",
    "tag",
]
