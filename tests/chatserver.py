"""A local chat server for tests: it answers as it is told to, well or badly, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Chat = dict[str, Any]


@dataclass
class Stub:
    """What the server says to a chat, and the requests it got. `raw` takes over the whole response where it is set."""

    says: Callable[[Chat], str]
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None
    models: tuple[str, ...] = ("tiny",)
    chats: list[Chat] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def passages(chat: Chat) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two passages of a question."""
    data = json.loads(chat["messages"][1]["content"])
    return data["first"], data["second"]


def answer(chat: Chat, relation: str, slot: str | None = None) -> str:
    """The answer that fits the question."""
    return json.dumps({"passages": [one["id"] for one in passages(chat)], "relation": relation, "slot": slot})


@contextmanager
def serving(says: Callable[[Chat], str]) -> Iterator[Stub]:
    """A server on a free port of this machine."""
    stub = Stub(says)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

        def do_GET(self) -> None:
            self._send({"object": "list", "data": [{"id": name, "object": "model"} for name in stub.models]})

        def do_POST(self) -> None:
            chat = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.chats.append(chat)
            stub.headers.append({name.lower(): value for name, value in self.headers.items()})
            if stub.raw is not None:
                stub.raw(self)
                return
            message = {"role": "assistant", "content": stub.says(chat)}
            self._send({"id": "x", "object": "chat.completion", "created": 0, "model": chat["model"],
                        "choices": [{"index": 0, "finish_reason": "stop", "message": message}]})  # fmt: skip

        def _send(self, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
