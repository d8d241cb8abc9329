"""Daft, silenced and pointed at this machine or at a Ray cluster."""

from __future__ import annotations

import os
from functools import cache

from rashomon.errors import EngineError, InputError, MissingExtra

# Read when Daft and Ray are imported: neither reports home, and progress is ours to show.
_QUIET = {"DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0", "RAY_USAGE_STATS_ENABLED": "0", "DO_NOT_TRACK": "1"}
for _name, _value in _QUIET.items():
    os.environ.setdefault(_name, _value)

try:
    import daft
except ImportError as error:
    raise MissingExtra("daft", "corpus") from error

LOCAL = "native"


@cache
def start(address: str = LOCAL) -> None:
    """Choose where queries run: `native` for this machine, `ray` for a Ray of its own, `ray://HOST:PORT` for a cluster.

    Before the first query, which otherwise settles it for this machine; an EngineError where the choice comes too
    late or the cluster does not answer.
    """
    if address == LOCAL:
        return
    if address != "ray" and not address.startswith("ray://"):
        raise InputError(f"there is no engine '{address}'; use '{LOCAL}', 'ray' or 'ray://HOST:PORT'")
    try:
        import ray  # noqa: F401
    except ImportError as error:
        raise MissingExtra("ray", "ray") from error
    try:
        daft.set_runner_ray(None if address == "ray" else address, noop_if_initialized=True)
    except Exception as error:  # Daft and Ray share no base of their errors
        raise EngineError(f"the engine '{address}' could not be started ({error}); start rashomon anew") from error
