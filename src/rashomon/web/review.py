"""The review queue: the machine's links a person has not judged, least certain and most consequential first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from rashomon.diff import differing
from rashomon.model import Alignment, Anchor, Judgement
from rashomon.report.lookup import Lookup
from rashomon.web.page import around, desk_of, page, snapshot_of, told
from rashomon.web.point import link

WEIGHT = {"conflict": 3.0, "differ": 2.0, "agree": 1.0}
"""What hangs on a link: a wrong conflict misleads a reader more than a wrong agreement."""

AROUND = 160
"""Characters shown to either side of a sentence."""

ANSWERS = ("accept", "reject", "relabel", "note")

Pair = frozenset[tuple[str, int | None, int | None]]


def show(request: Request) -> Response:
    """The link at place `at` of the queue; deciding it makes the next one take its place."""
    look = snapshot_of(request).look
    with desk_of(request).open() as case:
        log, standing = case.log(), case.standing()
    orphans = desk_of(request).orphans()
    waiting = queue(look, standing)
    done = len(look.record.alignments) - len(waiting)
    at = min(_place(request.query_params.get("at")), max(len(waiting) - 1, 0))
    last = next((one for one in reversed(standing) if one.action in ANSWERS and len(one.about) == 2), None)
    names = frozenset(one.id for one in standing)
    return page(
        request,
        "review.html",
        title="Review",
        item=_item(look, waiting[at]) if waiting else None,
        at=at,
        waiting=len(waiting),
        done=done,
        total=len(look.record.alignments),
        last=told(last, names) if last else None,
        orphans=[told(one, names) | {"reason": reason} for one, reason in orphans],
        judged=bool(log),
    )


def _place(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 9 else 0


def queue(look: Lookup, standing: Iterable[Judgement]) -> list[Alignment]:
    """The alignments nobody has judged; one whose pair was judged or put aside as unsure is never asked again."""
    asked = {_pair(one.about) for one in standing if one.action in ANSWERS and len(one.about) == 2}
    waiting = [one for one in look.record.alignments if not one.judgement and _claims_pair(look, one) not in asked]
    return sorted(waiting, key=lambda one: (-priority(look, one), one.a, one.b))


def priority(look: Lookup, alignment: Alignment) -> float:
    """Doubt times consequence: how near the score is to a coin's toss, what is said, how many accounts hang on it."""
    doubt = 1.0 - abs(2.0 * alignment.score - 1.0)
    point = look.point_of.get(alignment.a)
    return (doubt + 0.05) * WEIGHT[alignment.relation] * (1 + 0.25 * (point.independent if point else 0))


def _pair(about: Sequence[Anchor]) -> Pair:
    return frozenset((anchor.sha256, anchor.start, anchor.end) for anchor in about)


def _claims_pair(look: Lookup, alignment: Alignment) -> Pair:
    spans = (look.claims[claim].span for claim in (alignment.a, alignment.b))
    return frozenset((look.accounts[span.account].sha256, span.start, span.end) for span in spans)


def _item(look: Lookup, alignment: Alignment) -> dict[str, Any]:
    shown = link(look, alignment)
    a, b = shown["a"]["text"], shown["b"]["text"]
    shown["a"]["pieces"], shown["b"]["pieces"] = differing(a, b), differing(b, a)
    for side in ("a", "b"):
        claim = look.claims[shown[side]["claim"]]
        shown[side] |= around(look.accounts[claim.span.account], claim.span, width=AROUND)
    return shown
