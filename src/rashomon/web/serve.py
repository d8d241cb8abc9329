"""Starts the workbench on this machine: a socket on the loopback address, a server, and the person's browser."""

from __future__ import annotations

import os
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rashomon.case import Case
from rashomon.errors import InputError
from rashomon.web.app import application
from rashomon.web.guard import Launch

PORT = 8747
"""Tried first, so that an address that was written down works again at the next launch."""


def serve(
    path: str | os.PathLike[str],
    *,
    port: int | None = None,
    browse: bool = True,
    say: Callable[[str], None] = lambda words: None,
) -> None:
    """Serve one case until interrupted; an InputError where there is no such case or the port is taken.

    `say` is given the address to open, which holds the token of this launch.
    """
    with Case.open(path):
        pass  # refused here, in words for a person, rather than on the first page
    bound = bind(port)
    launch = Launch(bound.getsockname()[1])
    say(launch.url)
    if browse:
        webbrowser.open(launch.url)
    config = uvicorn.Config(
        application(Path(path), launch),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[bound])


def bind(port: int | None) -> socket.socket:
    """A socket on 127.0.0.1; the usual port where none is named, and any free one where that is taken."""
    for wanted in (PORT, 0) if port is None else (port,):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name != "nt":  # elsewhere it lets two programs share a port
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(("127.0.0.1", wanted))
            bound.listen(128)  # a browser that is quicker than the server waits instead of being refused
        except (OSError, OverflowError):
            bound.close()
            continue
        return bound
    raise InputError(
        f"port {port} is in use or reserved; name another with --port, or leave --port out and a free one is taken"
    )
