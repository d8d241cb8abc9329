"""Asks each question once: answers that were kept first, then the server, until it fails too often."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rashomon.appeal.answer import LONGEST
from rashomon.appeal.question import SCHEMA, Question
from rashomon.errors import ServerError

PATIENCE = 3
"""After this many failures in a row the server is left alone for the rest of the run."""

log = logging.getLogger(__name__)


class Server(Protocol):
    """What answers a chat."""

    def ask(self, model: str, messages: list[dict[str, str]], schema: dict[str, object]) -> str:
        """The answer's text; a ServerError where there is none in time."""


class Kept(Protocol):
    """Where answers are kept."""

    def answer(self, key: str) -> str | None:
        """The kept answer to the question with this key."""

    def put_answer(self, key: str, model: str, text: str) -> None:
        """Keep an answer."""


@dataclass
class Court:
    """A language model and its kept answers; without a server only those.

    `calls` is how many of a case's questions may be put to the server, the first ones; a kept answer always counts.
    """

    model: str
    kept: Kept
    server: Server | None = None
    calls: int = 0
    progress: Callable[[str, int, int], None] = lambda step, done, total: None
    answered: int = field(default=0, init=False)
    """How many questions have an answer, since the last `answers`."""

    def answers(self, questions: Sequence[Question]) -> list[str | None]:
        """The answer to each question, None where there is none."""
        found = [self.kept.answer(question.key(self.model)) for question in questions]
        open_ = [n for n, text in enumerate(found[: self.calls]) if text is None]
        if self.server is not None and open_:
            self._ask(self.server, questions, open_, found)
        self.answered = sum(text is not None for text in found)
        return found

    def _ask(
        self, server: Server, questions: Sequence[Question], open_: Sequence[int], found: list[str | None]
    ) -> None:
        failures = 0
        for done, n in enumerate(open_):
            self.progress("ask", done, len(open_))
            try:
                text = server.ask(self.model, questions[n].messages, SCHEMA)[:LONGEST]
            except ServerError as error:
                failures += 1
                log.warning("the judge gave no answer (%s); our own judgement stands for this pair", error)
                if failures == PATIENCE:
                    log.warning(
                        "the judge failed %d times in a row; %d pairs stay unasked", failures, len(open_) - done - 1
                    )
                    return
                continue
            failures, found[n] = 0, text
            self.kept.put_answer(questions[n].key(self.model), self.model, text)
        self.progress("ask", len(open_), len(open_))
