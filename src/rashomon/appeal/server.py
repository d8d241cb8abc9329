"""The one module that talks to a language model: any server with the OpenAI-compatible chat interface.

Nothing is sent anywhere but to the address the user named: no redirect is followed, no organisation or key of
another service is taken from the environment. The key, if the server wants one, is RASHOMON_JUDGE_KEY and is never
stored. An answer must be there in time and of a sane size; the limit in seconds holds for the whole of it.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from rashomon.errors import InputError, MissingExtra, ServerError

try:
    import openai
except ImportError as missing:
    raise MissingExtra("openai", "llm") from missing

log = logging.getLogger(__name__)

KEY = "RASHOMON_JUDGE_KEY"

TOKENS = 200
"""An answer has about forty; what would be longer is no answer."""

LARGEST = 256 * 1024
"""A response of more bytes is not read on."""


def base(url: str) -> str:
    """The address to ask, with `/v1` where it names no path; an InputError if it is no http(s) address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise InputError(f"'{url}' is no address of a server; write it like http://127.0.0.1:11434/v1")
    return url if parts.path.strip("/") else f"{url.rstrip('/')}/v1"


def is_local(url: str) -> bool:
    """True if the address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class ChatServer:
    """A server that was named by its address, and how many seconds an answer may take."""

    def __init__(self, url: str, *, seconds: float) -> None:
        self.url, self._seconds = base(url), seconds
        self._strict = True
        if not is_local(self.url):
            log.warning("sentences of the accounts are sent to '%s'", urlsplit(self.url).hostname)
        self._client = openai.OpenAI(
            base_url=self.url,
            api_key=os.environ.get(KEY) or "none",
            organization="",
            project="",
            max_retries=0,
            timeout=seconds,
            default_headers={"Accept-Encoding": "identity"},
            # A proxy of the environment is for other machines, never for this one.
            http_client=openai.DefaultHttpxClient(follow_redirects=False, trust_env=not is_local(self.url)),
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def only_model(self) -> str:
        """The name of the one model the server has; an InputError where it has none or several."""
        try:
            with self._client.models.with_streaming_response.list() as response:
                listed = json.loads(_body(response.iter_bytes(), time.monotonic() + self._seconds))
            names = sorted(_plain(str(model["id"]))[:100] for model in listed["data"])
        except Exception as error:  # whatever the server does is told in one sentence
            raise InputError(
                f"the judge at '{self.url}' does not say which models it has ({_told(error)}); "
                "check the address, or name the model with --judge-model"
            ) from error
        if len(names) != 1:
            raise InputError(
                f"the judge at '{self.url}' has {len(names)} models ({', '.join(names[:12])}); "
                "name one with --judge-model"
            )
        return names[0]

    def ask(self, model: str, messages: list[dict[str, str]], schema: dict[str, object]) -> str:
        """The answer to a chat at temperature 0; a ServerError where there is none in time."""
        try:
            return self._ask(model, messages, schema)
        except openai.BadRequestError as error:
            if not self._strict:
                raise ServerError(_told(error)) from error
            self._strict = False  # a server that knows no schemas is asked in words alone
            return self.ask(model, messages, schema)
        except ServerError:
            raise
        except Exception as error:  # whatever the server does, our own judgement stands
            raise ServerError(_told(error)) from error

    def _ask(self, model: str, messages: Any, schema: dict[str, object]) -> str:
        strict = {"type": "json_schema", "json_schema": {"name": "verdict", "strict": True, "schema": schema}}
        extra: dict[str, Any] = {"response_format": strict} if self._strict else {}
        deadline = time.monotonic() + self._seconds
        streaming = self._client.chat.completions.with_streaming_response
        with streaming.create(
            model=model, messages=messages, temperature=0, max_tokens=TOKENS, seed=0, **extra
        ) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise ServerError("the response is compressed, which was not asked for")
            answer = json.loads(_body(response.iter_bytes(), deadline))
        text = answer["choices"][0]["message"]["content"]
        return text if isinstance(text, str) else ""


def _body(chunks: Iterable[bytes], deadline: float) -> bytes:
    """All of a response; a ServerError where it does not end in time, or is too large to be an answer."""
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) > LARGEST:
            raise ServerError(f"the response is larger than {LARGEST} bytes")
        if time.monotonic() > deadline:
            raise ServerError("the response took too long")
    return body


def _told(error: Exception) -> str:
    """What went wrong, on one line that is not too long; the server's own words are not trusted with more."""
    return _plain(f"{type(error).__name__}: {error}")[:200]


def _plain(text: str) -> str:
    """The text on one line, without characters that would act on a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
