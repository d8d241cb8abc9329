"""A small case for the tests of the workbench: two accounts of an invented fire, read once a session and copied."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from rashomon.case import Case

GAZETTE = """A fire destroyed the grain store at Pell Harbour on 4 June 2023.
Nine people were injured in the fire, Mayor Ines Corvo said.
Ines Corvo ordered the harbour closed for three days.
A lifeboat from Marram brought two pumps across the bay.
The brigade needed six hours to put the fire out.
"""

COURIER = """The grain store at Pell Harbour was destroyed by a fire on 4 June 2023.
Fourteen people were injured in the fire, a nurse said.
Mayor Corvo ordered the harbour closed for three days.
Dockers had warned the Tolland Company about loose wiring in May.
"""

LATE = """A fire destroyed the grain store at Pell Harbour on 5 June 2023.
The keeper of the lighthouse saw the smoke at noon.
"""


@cache
def read_once() -> Path:
    """The case file, read and compared; never written to again."""
    folder = Path(mkdtemp(prefix="rashomon-test-"))
    for name, text in (("gazette.txt", GAZETTE), ("courier.txt", COURIER)):
        (folder / name).write_text(text, "utf-8")
    with Case.new(folder / "fire.case") as case:
        case.add([str(folder / "gazette.txt"), str(folder / "courier.txt")])
        case.compare()
    return folder / "fire.case"


def fresh(folder: Path) -> Path:
    """A copy of it to judge on."""
    return Path(shutil.copy(read_once(), folder / "fire.case"))
