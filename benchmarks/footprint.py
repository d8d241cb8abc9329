"""What the reader weighs: size of all weights, time to load, memory, and a document of 100,000 words.

    python -m benchmarks.footprint [--words N] [--record]

The document repeats the invented accounts that come with the project. Memory is the peak of this process (VmHWM), read
after each stage, in MiB; times are CPU seconds, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.record import Row, append, shown
from rashomon.model import Account, Segment, Span
from rashomon.reader import embed, in_context, placed, read_together
from rashomon.text import segments

COMMAND = "python -m benchmarks.footprint"
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    os.environ["RASHOMON_THREADS"] = "1"  # CPU seconds of two threads count their waiting as well
    sys.modules["torch"] = None  # type: ignore[assignment]  # spaCy loads it where it finds it; a plain install has none
    rows = list(measured(args.words))
    print(shown(rows))
    if args.record:
        append("Footprint", COMMAND, rows)


def measured(words: int) -> Iterator[Row]:
    """The rows, each measured when it is asked for."""
    weights = ROOT / "src" / "rashomon" / "weights"
    total = sum(path.stat().st_size for path in weights.iterdir() if path.suffix != ".md")
    yield Row("all weights, MB", f"{total / 1e6:.1f}", "90")
    begun = time.process_time()
    read("It rained.")
    yield Row("load of the tagger with spaCy, and one sentence, CPU seconds", f"{time.process_time() - begun:.2f}", "1")
    begun = time.process_time()
    embed(["It rained."])
    in_context("", ["It rained."])
    rain, snow = placed(["It rained.", "It snowed."])
    read_together([(rain, snow)])
    used = time.process_time() - begun
    yield Row("load of the encoder, the judge and the cross-encoder, CPU seconds", f"{used:.2f}", "1")
    yield Row("peak memory with all models loaded, MiB", f"{peak():.0f}", "400")
    text = story(words)
    begun = time.process_time()
    found = read(text)
    used = time.process_time() - begun
    yield Row(f"{words:,} words in one document, CPU seconds", f"{used:.1f}", "")
    yield Row("the same, peak memory, MiB", f"{peak():.0f}", "")
    yield Row("the same, attributions found", f"{found:,}", "")


def read(text: str) -> int:
    """Annotate and attribute a text; how many attributions it has."""
    from rashomon.annotate import annotate
    from rashomon.attribute import attribute

    account = Account("a0", "a0", text, "", language="en")
    cut = [Segment(Span("a0", start, end), "body", number) for start, end, number in segments(text)]
    return len(attribute(account, annotate(account, cut), cut))


def story(words: int) -> str:
    """The project's invented accounts, one after another, as often as it takes."""
    folder = ROOT / "examples" / "bridge"
    whole = "\n\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.[tm][xd]*")))
    return "\n\n".join([whole] * -(-words // len(whole.split())))


def peak() -> float:
    """The most memory this process has held, in MiB."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
