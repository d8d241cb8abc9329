"""Every error rashomon raises on purpose.

RashomonError
├── InputError        a path, URL, option or file the user gave cannot be used
├── EvidenceError     a record would point outside the text it quotes
├── StoreError        a case file cannot be opened, read or written
├── ReaderError       a model file is missing, damaged or does not fit this version
├── EngineError       the engine that runs many accounts could not do so
├── ServerError       a language model the user named gave no answer; caught, and our own judgement stands
└── MissingExtra      an optional dependency is needed for what was asked

Each message says what went wrong, with which value, and what to do about it.
Faces catch `RashomonError` and nothing wider.
"""


class RashomonError(Exception):
    """Base of every error raised on purpose."""


class InputError(RashomonError, ValueError):
    """Something the user gave cannot be used as it is."""


class EvidenceError(RashomonError, ValueError):
    """A record would point outside the text it quotes."""


class StoreError(RashomonError, OSError):
    """A case file cannot be opened, read or written."""


class ReaderError(RashomonError, RuntimeError):
    """A model file is missing, damaged, or made for another version."""


class EngineError(RashomonError, RuntimeError):
    """The engine that runs a step over many accounts failed."""


class ServerError(RashomonError, RuntimeError):
    """A language model the user named gave no answer, or none in time."""


class MissingExtra(RashomonError, ImportError):
    """An optional dependency is needed for what was asked."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"'{package}' is not installed; install it with: pip install 'rashomon[{extra}]'")
        self.package = package
        self.extra = extra
