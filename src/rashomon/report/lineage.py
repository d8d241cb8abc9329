"""Who published first, who copied whom, what they share and what the copy adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from rashomon.diff import differing
from rashomon.model import Account, Lineage, Span
from rashomon.report.excerpt import excerpt
from rashomon.report.lookup import DEPENDENT, Lookup
from rashomon.report.texts import locate
from rashomon.report.words import LINEAGE, LINK, date, percent

WIDTH, MARGIN = 1190, 60
"""Of the drawing, in its own units."""

NAMED = 12
"""Up to this many accounts are named in the drawing; more are told by their letters alone."""

PASSAGE_WORDS, PASSAGE_WIDTH = 40, 300

REWORDED, COMPARED = 60, 150
"""From this likeness of 100 on, a new sentence counts as another wording of one left out; so many are compared."""


def lineage(look: Lookup) -> dict[str, Any]:
    """The accounts in order of publication, and every dependence between two of them."""
    links = told(look)
    return {
        "order": [_account(look, account) for account in published_order(look)],
        "links": [_link(look, link) for link in links],
        "untold": len(look.record.lineage) - len(links),
        "drawing": drawing(look, links),
    }


def told(look: Lookup) -> list[Lineage]:
    """The dependences that are listed."""
    return [link for link in look.record.lineage if _is_told(look, link)]


def _is_told(look: Lookup, link: Lineage) -> bool:
    """False for a dependence between two copies of one origin, which each copy's own dependence already tells."""
    column = look.column_of[link.target]
    return look.column_of[link.source] != column or look.columns[column].origin.id in (link.source, link.target)


def drawing(look: Lookup, links: Sequence[Lineage]) -> dict[str, Any]:
    """The accounts on a line from first to last published, and an arc from each to what depends on it."""
    linked = {account for link in links for account in (link.source, link.target)}
    order = [one for one in published_order(look) if len(look.read) <= NAMED or one.id in linked]
    step = (WIDTH - 2 * MARGIN) / max(len(order) - 1, 1)
    x = {account.id: round(MARGIN + step * index, 1) for index, account in enumerate(order)}
    rise = max((_rise(x[link.source], x[link.target]) for link in links), default=0.0)
    base = round(rise + 24, 1)
    return {
        "width": WIDTH,
        "height": base + (60 if len(order) <= NAMED else 24),
        "base": base,
        "named": len(order) <= NAMED,
        "nodes": [_account(look, account) | {"x": x[account.id]} for account in order],
        "lines": [_arc(link, x[link.source], x[link.target], base) for link in links],
        "worded": len(links) <= NAMED,
    }


def _rise(start: float, end: float) -> float:
    return min(40 + abs(end - start) / 4, 190)


def _arc(link: Lineage, start: float, end: float, base: float) -> dict[str, Any]:
    foot, top = base - 10, base - _rise(start, end)
    control = round(foot - (foot - top) * 4 / 3, 1)  # a cubic rises to three quarters of its controls
    return {
        "path": f"M{start} {foot}C{start} {control} {end} {control} {end} {foot}",
        "to": end,
        "middle": round((start + end) / 2, 1),
        "top": round(top, 1),
        "word": f"{LINK[link.kind]} {percent(link.share)}",
        "inferred": link.inferred,
    }


def published_order(look: Lookup) -> list[Account]:
    """The accounts that were read, first published first, of one date the copied before the copies, undated last."""
    origins = {column.origin.id for column in look.columns}
    return sorted(look.read, key=lambda one: (one.published is None, one.published or "", one.id not in origins))


def _account(look: Lookup, account: Account) -> dict[str, Any]:
    published = account.original_published
    original = ", ".join(filter(None, (account.original_outlet, published and date(published))))
    return {
        "account": account.id,
        "siglum": look.sigla[account.id],
        "outlet": look.outlet(account),
        "date": date(account.published),
        "original": original if account.original_outlet else None,
    }


def _link(look: Lookup, link: Lineage) -> dict[str, Any]:
    source, target = look.accounts[link.source], look.accounts[link.target]
    return {
        "source": look.sigla[source.id],
        "source_outlet": look.outlet(source),
        "target": look.sigla[target.id],
        "target_outlet": look.outlet(target),
        "kind": link.kind,
        "verb": LINEAGE[link.kind],
        "share": percent(link.share),
        "inferred": link.inferred,
        "original": _account(look, target)["original"],
        "passages": [_passage(look, passage.target) for passage in sorted(link.passages, key=lambda p: p.target)],
        **(_what_changed(look, link) if link.kind in DEPENDENT else {"changed": [], "added": [], "dropped": []}),
    }


def _what_changed(look: Lookup, link: Lineage) -> dict[str, Any]:
    """The sentences that were reworded, with the words that were put in; those that are new; those left out."""
    added = _untouched(look, link.target, [passage.target for passage in link.passages])
    dropped = _untouched(look, link.source, [passage.source for passage in link.passages])
    reworded = _reworded(look, added, dropped)
    olds = set(reworded.values())
    return {
        "changed": [
            {
                "pieces": differing(look.words(new), look.words(old)),
                "new": _passage(look, new),
                "old": _passage(look, old),
            }
            for new, old in reworded.items()
        ],
        "added": [_passage(look, span) for span in added if span not in reworded],
        "dropped": [_passage(look, span) for span in dropped if span not in olds],
    }


def _untouched(look: Lookup, account: str, passages: Sequence[Span]) -> list[Span]:
    """The body sentences of an account that no shared passage touches."""
    reading = look.readings.get(account)
    body = [segment.span for segment in reading.segments if segment.kind == "body"] if reading else []
    return [span for span in body if not any(span.overlaps(passage) for passage in passages)]


def _reworded(look: Lookup, added: Sequence[Span], dropped: Sequence[Span]) -> dict[Span, Span]:
    """Each added sentence that is another wording of a dropped one, with that one; each is used once, likest first."""
    pairs = [
        (score, new, old)
        for new in added[:COMPARED]
        for old in dropped[:COMPARED]
        if (score := fuzz.token_sort_ratio(look.words(new).lower(), look.words(old).lower())) >= REWORDED
    ]
    found: dict[Span, Span] = {}
    for _, new, old in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if new not in found and old not in found.values():
            found[new] = old
    return dict(sorted(found.items()))


def _passage(look: Lookup, span: Span) -> dict[str, Any]:
    account = look.accounts[span.account]
    cut = excerpt(account.text, span, words=PASSAGE_WORDS, width=PASSAGE_WIDTH)
    return {
        "text": account.text[cut.start : cut.end],
        "before": cut.before,
        "after": cut.after,
        "language": account.language,
        "place": locate(look, span),
    }
