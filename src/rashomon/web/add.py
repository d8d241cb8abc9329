"""Adding accounts: files from the browser, paths and addresses on request, and the progress of reading them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from rashomon.errors import InputError, StoreError
from rashomon.model import Account
from rashomon.report.words import date, siglum
from rashomon.web.desk import Desk
from rashomon.web.page import back, desk_of, page

FILES = 500
"""Files one form may carry."""

META = ".meta.json"
"""What a companion's name ends in: it says of the text of the same name when and by whom it was published."""

TICK = 0.25
"""Seconds between two looks at the work, which is as often as a page is told of it."""


def show(request: Request) -> Response:
    """The form, every account of the case with its state, and the progress of what is being read."""
    desk = desk_of(request)
    with desk.open() as case:
        accounts = case.accounts()
    snapshot = desk.snapshot
    read = snapshot.look.accounts if snapshot else {}
    return page(
        request,
        "add.html",
        title="Add accounts",
        accounts=[_row(number, read.get(one.id, one), one.id in read) for number, one in enumerate(accounts)],
    )


def _row(number: int, account: Account, is_read: bool) -> dict[str, object]:
    state = "failed" if account.status == "failed" else "read" if is_read else "waiting"
    return {
        "id": account.id,
        "siglum": siglum(number),
        "name": account.outlet or account.title or PurePosixPath(account.path.replace("\\", "/")).name,
        "path": account.path,
        "date": date(account.published),
        "sha256": account.sha256[:12],
        "length": len(account.text),
        "state": state,
        "linked": is_read,
        "reason": account.reason,
    }


async def take(request: Request) -> Response:
    """Hands what the form names to the work, and goes back to watch it."""
    desk = desk_of(request)
    async with request.form(max_files=FILES) as form:
        paths = _lines(form)
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        paths += await run_in_threadpool(_kept, desk, files)
    if not paths:
        raise InputError("nothing was named: choose files, or write paths or addresses, one a line")
    desk.work.add(paths)
    return back("/add")


def _lines(form: FormData) -> list[str]:
    """The paths and addresses written in the form; one that names nothing is refused before any is read."""
    value = form.get("paths")
    lines = [line.strip() for line in value.splitlines() if line.strip()] if isinstance(value, str) else []
    for line in lines:
        if not line.startswith(("https://", "http://")) and not Path(line).exists():
            raise InputError(f"there is no file or folder '{line}' on this machine; write the whole path")
    return lines


def _kept(desk: Desk, files: Sequence[UploadFile]) -> list[str]:
    """Writes uploads beside the case, each in a folder named by its content; returns the paths of the texts."""
    folder = desk.path.absolute().with_name(desk.path.name + ".files")
    texts = {safe_name(file.filename or ""): file for file in files}
    homes: dict[str, Path] = {}
    for name, file in texts.items():
        if not name.endswith(META):
            homes[name] = folder / _digest(file)
    try:
        for name, home in homes.items():
            _write(home / name, texts[name])
            companion = name.rpartition(".")[0] + META
            if companion in texts:
                _write(home / companion, texts[companion])
    except OSError as error:
        raise StoreError(f"an upload could not be kept in '{folder}' ({error.strerror}); is the disk full?") from error
    return [str(home / name) for name, home in homes.items()]


def _digest(file: UploadFile) -> str:
    file.file.seek(0)
    return hashlib.file_digest(file.file, "sha256").hexdigest()[:16]  # type: ignore[arg-type]


def _write(target: Path, file: UploadFile) -> None:
    """Writes one upload where its content says; what is there already is the same file."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.file.seek(0)
    with target.open("wb") as kept:
        while block := file.file.read(1 << 20):
            kept.write(block)


def safe_name(given: str) -> str:
    """A file name that is one harmless component: no folders, no hidden files, no controls, at most 120 characters."""
    last = re.split(r"[/\\]", given)[-1]
    name = re.sub(r"[\x00-\x1f\x7f:*?\"<>|\u202a-\u202e\u2066-\u2069]", "_", last).strip(" .") or "upload"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:20]}" if dot and stem else name[:120]


def state(request: Request) -> Response:
    """Where the work stands, for a script that asks once."""
    return JSONResponse(_now(desk_of(request)))


def _now(desk: Desk) -> dict[str, object]:
    number = desk.snapshot.number if desk.snapshot else 0
    return desk.work.state.as_dict() | {"busy": desk.work.busy, "comparison": number}


def events(request: Request) -> Response:
    """The same as server-sent events, one whenever it changes; the work goes on when nobody listens."""
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request), media_type="text/event-stream", headers=headers)


async def _events(request: Request) -> AsyncIterator[str]:
    last, desk = "", desk_of(request)
    while not await request.is_disconnected():
        now = json.dumps(_now(desk))
        if now != last:
            yield f"data: {now}\n\n"
            last = now
        await asyncio.sleep(TICK)


async def cancel(request: Request) -> Response:
    """Ends the work at its next step; what was read until then is kept."""
    desk = desk_of(request)
    desk.work.cancel()
    await run_in_threadpool(desk.work.wait, desk.patience)
    return back("/add")
