"""The actors: which mentions were taken for one and the same, to be merged or split where that is wrong."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rashomon.model import Actor, Span
from rashomon.report.actors import KINDS
from rashomon.report.lookup import Lookup
from rashomon.web.page import around, desk_of, page, snapshot_of, told, written


def index(request: Request) -> Response:
    """All actors, most widely named first; ticking two or more merges them."""
    look = snapshot_of(request).look
    mentions = (mention for reading in look.record.readings for mention in reading.mentions)
    pronouns = {mention.span for mention in mentions if mention.form == "pronoun"}
    rows = sorted(
        (_row(look, actor, pronouns) for actor in look.record.actors),
        key=lambda row: (-len(row["sigla"]), -row["mentions"]),
    )
    return page(request, "actors.html", title="Actors", rows=rows)


def _row(look: Lookup, actor: Actor, pronouns: Set[Span]) -> dict[str, Any]:
    tellers = {span.account for span in actor.mentions}
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": KINDS[actor.kind],
        "mentions": len(actor.mentions),
        "sigla": [look.sigla[account] for account in look.accounts if account in tellers],
        "names": _names(look, actor, pronouns),
        "span": written(actor.mentions[0]),
        "judgement": actor.judgement,
    }


def _names(look: Lookup, actor: Actor, pronouns: Set[Span]) -> list[str]:
    """A few of the names it goes by, as the accounts write them; a pronoun is no name."""
    spans = (span for span in actor.mentions if span not in pronouns)
    names = dict.fromkeys(" ".join(look.accounts[span.account].slice(span).split()) for span in spans)
    return [name for name in names if name != actor.name][:4]


def show(request: Request) -> Response:
    """One actor with every mention in its sentence; ticked ones can be split off."""
    look = snapshot_of(request).look
    id = request.path_params["id"]
    actor = next((one for one in look.record.actors if one.id == id), None)
    if actor is None:
        raise HTTPException(404, f"There is no actor '{id}' any more; it may have been merged into another.")
    with desk_of(request).open() as case:
        log, standing = case.log(), frozenset(one.id for one in case.standing())
    places = {(look.accounts[span.account].sha256, span.start, span.end) for span in actor.mentions}
    history = [
        one
        for one in reversed(log)
        if one.action in ("merge", "split") and any((a.sha256, a.start, a.end) in places for a in one.about)
    ]
    return page(
        request,
        "actor.html",
        title=actor.name,
        actor=actor,
        kind=KINDS[actor.kind],
        mentions=[around(look.accounts[span.account], span) | {"siglum": look.sigla[span.account]}
                  for span in actor.mentions],
        history=[told(one, standing) for one in history],
    )  # fmt: skip
