"""Loads the files of `weights/`: ONNX Runtime sessions and the tokenizer, once a process, checked before use."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import IO, TYPE_CHECKING

from rashomon.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

FORMAT = 5  # of the weights folder; a change of inputs, outputs or metadata of any model raises it

SLOWER = ["SkipLayerNormFusion"]  # ONNX Runtime's fused operator takes ten times as long as an Add and a LayerNorm


@cache
def tokenizer() -> Tokenizer:
    """The WordPiece tokenizer the models share."""
    from tokenizers import Tokenizer

    made: Tokenizer = Tokenizer.from_str(weights("tokenizer.json").decode("utf-8"))
    return made


@cache
def session(name: str, *, single: bool = False) -> InferenceSession:
    """A model of the weights folder, ready to run; `single` if it computes on one thread, for callers with several."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1 if single else threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # widen stored int8 weights once, at load
    try:
        with as_file(checked(name)) as path:  # not its bytes, which would be held beside what is made of them
            return onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
            )
    except ReaderError:
        raise
    except Exception as error:  # ONNX Runtime's own exceptions share no base
        raise ReaderError(
            f"ONNX Runtime {onnxruntime.__version__} cannot load '{name}': {error};"
            " install the version rashomon asks for: pip install --force-reinstall rashomon"
        ) from error


def threads() -> int:
    """Threads of one model, from RASHOMON_THREADS; two unless set, more gain little on sentences."""
    given = os.environ.get("RASHOMON_THREADS", str(min(2, os.cpu_count() or 1)))
    if not given.isdecimal() or int(given) < 1:
        raise ReaderError(f"RASHOMON_THREADS is '{given}'; set it to a whole number from 1 up, or unset it")
    return int(given)


def weights(name: str) -> bytes:
    """The bytes of one file of the weights folder, checked against the manifest."""
    path, expected = listed(name)
    data = content(path)
    compare(path, hashlib.sha256(data).hexdigest(), expected)
    return data


def checked(name: str) -> Traversable:
    """One file of the weights folder, after a check against the manifest that holds no more than a part of it."""
    path, expected = listed(name)
    compare(path, digest(path), expected)
    return path


def listed(name: str) -> tuple[Traversable, str]:
    """Where a file of the weights folder is, and the SHA-256 that the manifest states."""
    folder = files("rashomon") / "weights"
    expected = manifest(folder).get(name)
    if expected is None:
        raise ReaderError(f"'{name}' is not in the manifest of {folder}; reinstall rashomon")
    return folder / name, expected


def compare(path: Traversable, found: str, expected: str) -> None:
    """A ReaderError if a file's SHA-256 is not what the manifest states."""
    if found != expected:
        wrong = f"its SHA-256 is not {expected[:12]}…"
        raise ReaderError(f"'{path}' is damaged or of another version ({wrong}); reinstall rashomon")


def manifest(folder: Traversable) -> dict[str, str]:
    """File name to SHA-256, as the weights folder states them."""
    try:
        stated = json.loads(content(folder / "manifest.json"))
        found, sums = stated["format"], {name: entry["sha256"] for name, entry in stated["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReaderError(f"'{folder / 'manifest.json'}' is not a manifest of weights; reinstall rashomon") from error
    if found != FORMAT:
        raise ReaderError(
            f"the weights in '{folder}' are of format {found}, this version reads {FORMAT}; reinstall rashomon"
        )
    return sums


def content(path: Traversable) -> bytes:
    """The bytes of a file that must be there."""
    with opened(path) as file:
        return file.read()


def digest(path: Traversable) -> str:
    """The SHA-256 of a file that must be there."""
    made = hashlib.sha256()
    with opened(path) as file:
        while part := file.read(1 << 20):
            made.update(part)
    return made.hexdigest()


@contextmanager
def opened(path: Traversable) -> Iterator[IO[bytes]]:
    """A file that must be there, to be read."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise ReaderError(f"'{path}' is missing or cannot be read ({error.strerror}); reinstall rashomon") from error
