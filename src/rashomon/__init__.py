"""rashomon: conflicting accounts of the same events, compared, with every cell a slice of a stored text.

    import rashomon

    result = rashomon.compare(["statement.txt", "paper.html"])
    result.points()                       # a data frame where pandas or Polars is installed
    case = rashomon.open("bridge.case")   # a case that was made with `rashomon new`

The names below load what they need when first used, so that `import rashomon` costs nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from rashomon.case import Case
    from rashomon.errors import RashomonError
    from rashomon.model import Comparison, JudgeServer
    from rashomon.result import Result

__all__ = ["Case", "Comparison", "JudgeServer", "RashomonError", "Result", "compare", "open"]

_HOME = {"Case": "case", "Comparison": "model", "JudgeServer": "model", "RashomonError": "errors", "Result": "result"}


def compare(paths: Sequence[str], *, judge: JudgeServer | None = None) -> Result:
    """Read files, folders or URLs as accounts of one case and compare them, in memory.

    `judge` names a language model to put doubtful pairs before; without it nothing leaves this machine. Raises
    InputError where a path does not exist; a file that cannot be read becomes a failed account.
    """
    from rashomon.case import Case

    with Case.in_memory() as case:
        case.add(paths)
        return case.compare(judge=judge)


def open(path: str | os.PathLike[str]) -> Case:
    """Open a case file made by `rashomon new`."""
    from rashomon.case import Case

    return Case.open(path)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rashomon' has no attribute '{name}'")
    return getattr(importlib.import_module(f"rashomon.{_HOME[name]}"), name)
