"""The log of judgements: all that people decided, what found nothing to apply to, and on how much they agree."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from rashomon.codec import decode, encode
from rashomon.errors import InputError
from rashomon.model import Judgement
from rashomon.web.desk import Desk
from rashomon.web.page import back, desk_of, page, told

LOG_CAP = 32 * 1024 * 1024
"""Bytes of a log that can be taken over."""


def show(request: Request) -> Response:
    """The whole log, latest first."""
    desk = desk_of(request)
    with desk.open() as case:
        log, standing, agreed = case.log(), frozenset(one.id for one in case.standing()), case.agreement()
    orphans = {one.id: reason for one, reason in desk.orphans()}
    applied = desk.snapshot.made_with if desk.snapshot else frozenset[str]()
    rows = [
        told(one, standing) | {"orphan": orphans.get(one.id), "pending": one.id in standing and one.id not in applied}
        for one in reversed(log)
    ]
    return page(
        request,
        "log.html",
        title="Judgements",
        rows=rows,
        orphans=[row for row in rows if row["orphan"]],
        agreed=agreed,
        disputed=[[told(one, standing) for one in answers] for answers in agreed.disputed],
    )


def export(request: Request) -> Response:
    """The log as JSON lines, as `rashomon log --export` writes it."""
    with desk_of(request).open() as case:
        lines = [json.dumps(encode(one), ensure_ascii=False) + "\n" for one in case.log()]
    headers = {"Content-Disposition": 'attachment; filename="judgements.jsonl"'}
    return Response("".join(lines), media_type="application/jsonl", headers=headers)


async def take(request: Request) -> Response:
    """Takes over another machine's log; what this one holds is kept once."""
    async with request.form(max_files=1) as form:
        file = form.get("log")
        if not isinstance(file, UploadFile) or not file.filename:
            raise InputError("no file was chosen; choose a log that was exported as JSON lines")
        content = await file.read(LOG_CAP + 1)
    if len(content) > LOG_CAP:
        raise InputError(f"the log is larger than {LOG_CAP:,} bytes; take it over with `rashomon log --import`")
    await run_in_threadpool(_merge, desk_of(request), content)
    return back("/log")


def _merge(desk: Desk, content: bytes) -> None:
    with desk.open() as case:
        case.merge_log(
            [_judgement(number, line) for number, line in enumerate(content.splitlines(), 1) if line.strip()]
        )
    desk.work.refresh()


def _judgement(number: int, line: bytes) -> Judgement:
    try:
        return decode(Judgement, json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"line {number} of the log is no judgement ({error}); export it again") from error
