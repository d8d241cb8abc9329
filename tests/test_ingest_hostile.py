"""Files made to hurt end in a failed account or a sound one, in little memory and time, with the rest intact."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import mail, page, pdf, word
from hostile.measure import measure
from rashomon.errors import InputError
from rashomon.ingest import Limits
from rashomon.ingest.jail import parse
from rashomon.ingest.mail import parse as parse_mail
from rashomon.ingest.page import parse as parse_page
from rashomon.ingest.pdf import parse as parse_pdf
from rashomon.ingest.word import parse as parse_word
from rashomon.ingest.worker import answer_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured through /proc")

SOUND = "A sound account of what happened, beside the hostile one. " * 3
MEGABYTES = 300
SECONDS = 10

BOMBS: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb.docx", word.bomb, "zip bomb"),
    ("dense.docx", word.dense_bomb, "MB of memory"),
    ("lying.docx", word.lying, "MB of memory"),
    ("parts.docx", word.many_parts, "20,003 parts"),
    ("climbing.docx", word.climbing, "outside the document"),
    ("encrypted.docx", word.marked_encrypted, "is encrypted"),
    ("entities.docx", word.entities, "declares XML entities"),
    ("leak.docx", lambda: word.outside_entity("/etc/hostname"), "declares XML entities"),
    ("million.html", page.million_tags, "1,000,002 tags"),
    ("cap.html", lambda: page.many_tags_under_the_cap(199_000), "seconds of processor time"),
    ("deep.html", page.deep, "holds no text"),
    ("attribute.html", page.wide_attribute, "holds no text"),
    ("inflating.pdf", lambda: pdf.inflating(220), "MB of memory"),
    ("looping.pdf", pdf.looping, "over the limit"),
    ("fifty.txt", lambda: b"fifty megabytes " * (50 << 16), "50.0 MB, over the limit"),
    ("fifty.html", lambda: b"<p>fifty megabytes" * (50 << 16), "over the limit"),
    ("fifty.jsonl", lambda: b'{"text": "' + b"a" * (50 << 20) + b'"}', "a line of more than"),
    ("long.txt", lambda: b"thirty megabytes " * (30 << 16), "characters of text, over the limit"),
    ("arrays.json", lambda: b'{"a": [' + b"[]," * 1_300_000 + b"[]]}", "no text"),
]


@pytest.mark.parametrize(("name", "make", "reason"), BOMBS, ids=[name for name, _, _ in BOMBS])
def test_bomb_is_a_failed_account(tmp_path: Path, name: str, make: Callable[[], bytes], reason: str) -> None:
    (tmp_path / name).write_bytes(make())
    (tmp_path / "sound.txt").write_text(SOUND)
    cost = measure(tmp_path / name, tmp_path / "sound.txt")
    (status, told, _), sound = cost.accounts
    assert status == "failed"
    assert reason in str(told)
    assert sound == ("read", None, len(SOUND))
    assert cost.megabytes < MEGABYTES
    assert cost.seconds < SECONDS


@pytest.mark.parametrize(
    ("name", "make", "characters"),
    [
        ("nested.docx", lambda: word.nested(3), len("The document itself is sound.")),
        (
            "entities.html",
            page.entities,
            len("The sentence before it. &l9; The sentence after it, which is long enough."),
        ),
    ],
)
def test_what_is_hostile_is_left_aside(tmp_path: Path, name: str, make: Callable[[], bytes], characters: int) -> None:
    """Archives in a document are not opened, entities of a page are not expanded; the rest is a sound account."""
    (tmp_path / name).write_bytes(make())
    cost = measure(tmp_path / name)
    assert cost.accounts == [("read", None, characters)]
    assert cost.megabytes < MEGABYTES
    assert cost.seconds < SECONDS


def test_confined_process_opens_no_socket_and_starts_nothing() -> None:
    """The hook is set for good: what a parser never needs, it cannot do."""
    script = (
        "import os, socket, subprocess\n"
        "from rashomon.ingest.limits import Limits\n"
        "from rashomon.ingest.worker import confine\n"
        "confine(Limits())\n"
        "def tried(action):\n"
        "    try:\n"
        "        action()\n"
        "    except OSError as error:\n"
        "        return type(error).__name__\n"
        "def write():\n"
        "    with open('/tmp/rashomon-confined', 'w') as file:\n"
        "        file.write('x')\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "print(tried(lambda: socket.create_connection(('127.0.0.1', 9))), tried(lambda: os.system('true')),"
        " tried(lambda: subprocess.run(['true'])), tried(write))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["PermissionError", "PermissionError", "PermissionError", "OSError"]
    Path("/tmp/rashomon-confined").unlink(missing_ok=True)


def test_module_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case folder may come from anyone; no Python file in it may stand in for a library."""
    for name in ("docx.py", "lxml.py", "json.py"):
        (tmp_path / name).write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert parse("docx", word.docx("A sound document."), Limits()).text == "A sound document."


def test_process_that_hangs_is_ended() -> None:
    with pytest.raises(InputError, match="was not read in"):
        parse("pdf", pdf.pdf([pdf.columns_of("Some words.")]), Limits(patience=0.01))


PARSERS = {"html": parse_page, "pdf": parse_pdf, "docx": parse_word, "mail": parse_mail}
SEEDS = {
    "html": page.page("A first paragraph of some length.", "A second one.", head="<title>Title</title>"),
    "pdf": pdf.pdf([pdf.columns_of("Some words of a small document.\n\nA second paragraph.")]),
    "docx": word.docx("A first paragraph.", "A second one."),
    "mail": mail.mail("A first paragraph.", page.page("A first paragraph.")),
}


@pytest.mark.parametrize("kind", list(PARSERS))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damaged_document_is_a_reason_or_a_text(kind: str, data: st.DataObject) -> None:
    """Any change of bytes in a sound file gives the confined process an answer, never a traceback."""
    seed = bytearray(SEEDS[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        position = data.draw(st.integers(0, len(seed) - 1))
        length = data.draw(st.integers(1, 12))
        seed[position : position + length] = data.draw(st.binary(max_size=12))
        if not seed:
            return
    answer = answer_to(PARSERS[kind], bytes(seed), kind, Limits())
    assert answer.get("reason") or isinstance(answer["text"], str)
    json.dumps(answer)


def test_one_bad_byte_in_a_confined_process_is_a_reason(tmp_path: Path) -> None:
    damaged = word.docx("A paragraph.").replace(b"<w:t", b"<w:&") + os.urandom(10)
    with pytest.raises(InputError):
        parse("docx", damaged[:-40], Limits())
