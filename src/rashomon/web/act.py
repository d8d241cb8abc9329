"""What a person decides on a page, written to the log; the answer is sent when it is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rashomon.case import Case
from rashomon.errors import InputError
from rashomon.model import Action, Judgement, Span
from rashomon.report.lookup import Lookup
from rashomon.web.desk import Desk
from rashomon.web.page import back, desk_of, parse_span

LONGEST = 4000
"""Characters a value or a reason may have."""

SOON = 2.0
"""Seconds the queue lets pass before it brings the comparison up to date, so that fast answers are taken together."""


async def judge(request: Request) -> Response:
    """A judgement from a form: `action`, what it is about (`claim`, `span` or `account`), `after` and `why`."""
    async with request.form(max_files=0) as form:
        made = await run_in_threadpool(_judge, desk_of(request), form)
        return await _answer(request, form, made)


async def undo(request: Request) -> Response:
    """Takes back the judgement named `id`; an undo can be taken back in the same way."""
    async with request.form(max_files=0) as form:
        made = await run_in_threadpool(_undo, desk_of(request), _word(form, "id"))
        return await _answer(request, form, made)


async def _answer(request: Request, form: FormData, made: Judgement) -> Response:
    """Back to the page it came from, with the comparison brought up to date where that is quick."""
    desk = desk_of(request)
    queued = _word(form, "later") == "yes"
    desk.work.refresh(after=SOON if queued else 0.0)
    if not queued:
        await run_in_threadpool(desk.work.wait, desk.patience)
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"judgement": made.id})
    return back(_word(form, "next") or "/log")


def _judge(desk: Desk, form: FormData) -> Judgement:
    action = parse_action(_word(form, "action"))
    after, why = _word(form, "after") or None, _word(form, "why")
    with desk.open() as case:
        accounts = _words(form, "account")
        if accounts:
            return case.judge_accounts(action, _known(case, accounts), after=after or "", why=why)
        look = desk.snapshot.look if desk.snapshot else None
        about = _about(form, look)
        return case.judge(action, _standing_in(case, about), after=after, before=_before(look, action, about), why=why)


def _undo(desk: Desk, judgement: str) -> Judgement:
    with desk.open() as case:
        return case.undo(judgement)


def parse_action(words: str) -> Action:
    """The action of this name; an InputError for none, and for `undo`, which has an address of its own."""
    for action in get_args(Action):
        if action == words and action != "undo":
            found: Action = action
            return found
    raise InputError(f"'{words}' is nothing that can be judged; see docs/judgements.md")


def _about(form: FormData, look: Lookup | None) -> list[Span]:
    spans = [parse_span(words) for words in _words(form, "span")]
    for claim in _words(form, "claim"):
        if look is None or claim not in look.claims:
            raise InputError(f"there is no claim '{claim}' any more; open the page again")
        spans.append(look.claims[claim].span)
    if not spans:
        raise InputError("nothing was chosen: tick what this is about, then press the button again")
    return spans


def _standing_in(case: Case, about: Sequence[Span]) -> Sequence[Span]:
    known = {account.id: len(account.text) for account in case.accounts()}
    for span in about:
        if span.end > known.get(span.account, 0):
            raise InputError(f"{span.account}:{span.start}-{span.end} is no place in an account of this case")
    return about


def _known(case: Case, accounts: Sequence[str]) -> Sequence[str]:
    missing = sorted(set(accounts) - {account.id for account in case.accounts()})
    if missing:
        raise InputError(f"there is no account '{missing[0]}' in this case")
    return accounts


def _before(look: Lookup | None, action: Action, about: Sequence[Span]) -> str | None:
    """What the machine, or an earlier judgement, had there; None where there is nothing of one word."""
    if look is None:
        return None
    if action in ("accept", "reject", "relabel"):
        return _relation(look, about)
    first = about[0]
    claims = [claim for claim in look.claims_of.get(first.account, ()) if claim.span.contains(first)]
    reading = look.readings.get(first.account)
    found: dict[str, Iterable[str]] = {
        "holder": (claim.holders[0].name for claim in claims if claim.span == first),
        "time": (time.value for claim in claims for time in claim.times if time.span == first),
        "quantity": (f"{one.value:.15g}" for claim in claims for one in claim.quantities if one.span == first),
        "kind": (segment.kind for segment in (reading.segments if reading else ()) if segment.span == first),
    }
    return next(iter(found.get(action, ())), None)


def _relation(look: Lookup, about: Sequence[Span]) -> str | None:
    wanted = set(about)
    for one in look.record.alignments:
        if {look.claims[one.a].span, look.claims[one.b].span} == wanted:
            return " ".join(filter(None, (one.relation, one.slot)))
    return None


def _word(form: FormData, name: str) -> str:
    value = form.get(name)
    words = value.strip() if isinstance(value, str) else ""
    if len(words) > LONGEST:
        raise InputError(f"'{name}' is longer than {LONGEST} characters; shorten it")
    return words


def _words(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str) and value]
