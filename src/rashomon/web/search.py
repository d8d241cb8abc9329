"""The search: words, a phrase, words near one another, in all accounts or in one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from rashomon.errors import InputError
from rashomon.model import Account, Span
from rashomon.report.words import siglum
from rashomon.web.page import around, desk_of, page

SHOWN = 200
"""Hits listed at once; the page says how many more there are."""

WAYS = {"": "as written", "phrase": "the exact phrase", "near": "all words near one another"}
"""How the words are to be found."""

NEAR = 10
"""Words may stand this many apart to be near one another."""


def asked(query: str, how: str) -> str:
    """The query as FTS5 reads it; as written, a person may use its own syntax."""
    words = [word for word in query.replace('"', " ").split() if word]
    if how == "phrase" and words:
        return f'"{" ".join(words)}"'
    if how == "near" and len(words) > 1:
        return "NEAR({}, {})".format(" ".join(f'"{word}"' for word in words), NEAR)
    return query


def show(request: Request) -> Response:
    """The hits of `q`, in the account `in` where one is named, each leading to its place in the text."""
    query, within = request.query_params.get("q", "").strip(), request.query_params.get("in", "")
    how = request.query_params.get("as", "")
    with desk_of(request).open() as case:
        accounts = {account.id: account for account in case.accounts()}
        try:
            hits, problem = (case.search(asked(query, how)) if query else ()), ""
        except InputError as error:
            hits, problem = (), str(error)
    found = [span for span in hits if not within or span.account == within]
    return page(
        request,
        "search.html",
        title="Search",
        query=query,
        within=within,
        how=how,
        ways=WAYS,
        problem=problem,
        accounts=[(account.id, siglum(n), _name(account)) for n, account in enumerate(accounts.values())],
        total=len(found),
        hits=_hits(accounts, found[:SHOWN]),
    )


def _hits(accounts: dict[str, Account], spans: list[Span]) -> list[dict[str, object]]:
    sigla = {id: siglum(number) for number, id in enumerate(accounts)}
    return [
        around(accounts[span.account], span, width=110)
        | {"siglum": sigla[span.account], "outlet": _name(accounts[span.account])}
        for span in spans
    ]


def _name(account: Account) -> str:
    return account.outlet or account.title or account.path
