"""What every page shares: the case, the frame around it, and how words of an account are pointed at in an address."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rashomon.errors import InputError
from rashomon.model import Account, Judgement, Span
from rashomon.report.render import environment
from rashomon.web.desk import Desk, Snapshot


def desk_of(request: Request) -> Desk:
    """The case this application serves."""
    desk: Desk = request.app.state.desk
    return desk


def snapshot_of(request: Request) -> Snapshot:
    """The last comparison; where there is none yet, the page that says why stands in for every other."""
    snapshot = desk_of(request).snapshot
    if snapshot is None:
        raise HTTPException(409, "There is no comparison yet: add accounts, or wait until they are read.")
    return snapshot


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """One page inside the frame."""
    desk = desk_of(request)
    frame = {
        "case": desk.path.name,
        "here": request.url.path,
        "work": desk.work.state.as_dict(),
        "busy": desk.work.busy,
        "snapshot": desk.snapshot,
    }
    html = environment().get_template(f"web/{template}").render(frame | values)
    # A file name may hold bytes that are no UTF-8; they must not keep the page from being shown.
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def back(where: str) -> Response:
    """To a page of the workbench after something was changed; any other address leads to the board."""
    inside = where.startswith("/") and not where.startswith(("//", "/\\")) and where.isprintable()
    return RedirectResponse(where if inside else "/", 303)


def parse_span(words: str) -> Span:
    """`a0:12-20` as a span; an InputError for anything else."""
    account, _, offsets = words.rpartition(":")
    start, _, end = offsets.partition("-")
    if not (account and all(part.isascii() and part.isdigit() for part in (start, end))):
        raise InputError(f"'{words}' names no place in an account; it is written like a0:12-20")
    return Span(account, int(start), int(end))


def written(span: Span) -> str:
    """A span as `parse_span` reads it."""
    return f"{span.account}:{span.start}-{span.end}"


def around(account: Account, span: Span, *, width: int = 90) -> dict[str, Any]:
    """The words of a span with some to either side, cut at spaces; one slice of the account in three parts."""
    text = account.text
    low, high = max(0, span.start - width), min(len(text), span.end + width)
    start = text.find(" ", low, span.start) + 1 if low else 0
    end = text.rfind(" ", span.end, high) if high < len(text) else high
    start, end = (start or low), (end if end >= span.end else high)
    return {
        "account": account.id,
        "language": account.language,
        "lead": text[start : span.start],
        "words": text[span.start : span.end],
        "tail": text[span.end : end],
        "before": start > 0,
        "after": end < len(text),
        "span": written(span),
        "start": span.start,
        "end": span.end,
    }


ACTIONS = {
    "accept": "accepted the link",
    "reject": "rejected the link",
    "relabel": "called the link",
    "merge": "merged the actors",
    "split": "split off the mentions",
    "holder": "named the holder",
    "time": "set the date to",
    "quantity": "set the number to",
    "kind": "called the passage",
    "copy": "called the accounts",
    "grade": "graded the account",
    "note": "noted",
    "undo": "took back",
}
"""What a judgement did, in words."""


def told(judgement: Judgement, standing: frozenset[str]) -> dict[str, Any]:
    """A judgement as the pages list it."""
    return {
        "id": judgement.id,
        "by": judgement.by,
        "at": judgement.at[:16].replace("T", " "),
        "action": judgement.action,
        "did": ACTIONS[judgement.action],
        "before": judgement.before,
        "after": judgement.after,
        "why": judgement.why,
        "words": [anchor.exact or f"account {anchor.sha256[:12]}" for anchor in judgement.about],
        "standing": judgement.id in standing,
    }
