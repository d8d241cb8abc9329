"""Two lanes on one axis: when things happened according to each account, and when each account was written.

The axis is compressed: neighbouring dates stand further apart than their distance, distant ones nearer, so that
one night and ten years fit one line. Time zones are not resolved; a clock time is placed as written.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from rashomon import dates
from rashomon.model import Dated, Event
from rashomon.report.excerpt import excerpt
from rashomon.report.lookup import Lookup
from rashomon.report.texts import locate
from rashomon.report.words import date, listed, short_date

WIDTH, MARGIN = 640, 24
"""Of the axis, in the units of its drawing."""

LETTER = 6.2
"""About the width of a letter of a date label."""

FLAGS = 16
"""Up to this many accounts have a flag each where they were written; more are counted in bars."""

PILE_WIDTH, PILE_LEVELS = 8, 3
"""How wide such a bar is in units of the drawing, and in place of how many rows of flags they stand."""

EVENT_WORDS, EVENT_WIDTH = 16, 100

DAY = 24 * 60
"""Minutes of a day."""

Days = tuple[float, float]


def timeline(look: Lookup) -> dict[str, Any]:
    """The axis, the accounts on it, and the events in order of their date; those without a usable date last."""
    written = {account.id: days(account.published) for account in look.read}
    values = [version.date for event in look.record.events for version in event.versions]
    values += [account.published for account in look.read if account.published]
    ranges = {value: found for value in values if (found := days(value))}
    scale = axis(ranges.values())
    begins = {found[0]: value for value, found in ranges.items()}
    flags = _written(look, written, scale)
    piles = _piles(flags) if len(flags) > FLAGS else []
    return {
        "width": WIDTH,
        "ticks": _ticks(begins, scale),
        "written": flags,
        "piles": piles,
        "levels": PILE_LEVELS if piles else 1 + max((flag["level"] for flag in flags), default=0),
        "undated": [look.sigla[account] for account, found in written.items() if not found],
        "events": [_event(look, event, scale) for event in sorted(look.record.events, key=_order)],
    }


def days(value: str | None) -> Days | None:
    """First and last moment of a date as day numbers with fractions, counted from 1970; None if it is no date."""
    if not value or not dates.is_value(value):
        return None
    start, end = dates.extent(value)
    return start / DAY, end / DAY


def axis(ranges: Iterable[Days]) -> dict[float, float]:
    """Where each moment stands on the axis: half of each gap is the same for all, half by the log of its length."""
    moments = sorted({moment for found in ranges for moment in found})
    lengths = [math.log1p(high - low) for low, high in pairwise(moments)]
    whole = sum(lengths) or 1.0
    widths = [1 / len(lengths) + length / whole for length in lengths]
    total, at = sum(widths) or 1.0, 0.0
    places: dict[float, float] = {}
    for moment, width in zip(moments, [0.0, *widths], strict=False):
        at += width
        places[moment] = round(MARGIN + at / total * (WIDTH - 2 * MARGIN), 1)
    return places


def _ticks(begins: Mapping[float, str], scale: Mapping[float, float]) -> list[dict[str, Any]]:
    """A label where a date begins, as precise as that date, wherever there is room for one."""
    ticks: list[dict[str, Any]] = []
    free = 0.0
    for moment, value in sorted(begins.items()):
        x, label = scale[moment], short_date(value.partition("/")[0].partition("T")[0])
        half = len(label) * LETTER / 2
        left = min(max(x - half, 0.0), WIDTH - 2 * half)
        if left >= free:
            ticks.append({"x": x, "middle": round(left + half, 1), "label": label})
            free = left + 2 * half + LETTER
    return ticks


def _written(look: Lookup, written: Mapping[str, Days | None], scale: Mapping[float, float]) -> list[dict[str, Any]]:
    """One flag an account, those that would stand on one another raised."""
    flags: list[dict[str, Any]] = []
    for account, found in sorted(written.items(), key=lambda item: item[1] or (math.inf, 0)):
        if found:
            x = scale[found[0]]
            level = 0
            while any(flag["level"] == level and x - flag["x"] < 16 for flag in flags):
                level += 1
            when = date(look.accounts[account].published)
            flags.append({"siglum": look.sigla[account], "x": x, "level": level, "date": when})
    return flags


def _piles(flags: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Too many accounts for a flag each: how many were written where on the axis, as the heights of bars."""
    counted = Counter(int(flag["x"] // PILE_WIDTH) for flag in flags)
    most = max(counted.values(), default=1)
    room = 15 * PILE_LEVELS
    return [
        {"x": place * PILE_WIDTH, "count": count, "height": round(2 + (room - 2) * count / most, 1)}
        for place, count in sorted(counted.items())
    ]


def _order(event: Event) -> tuple[float, float, str]:
    found = days(event.date)
    return (*(found or (math.inf, math.inf)), event.id)


def _event(look: Lookup, event: Event, scale: Mapping[float, float]) -> dict[str, Any]:
    account = look.accounts[event.wording.account]
    focus = [(v.span.start, v.span.end) for v in event.versions if event.wording.contains(v.span)]
    cut = excerpt(account.text, event.wording, focus, words=EVENT_WORDS, width=EVENT_WIDTH)
    versions = _versions(look, event.versions, scale)
    return {
        "id": event.id,
        "date": date(event.date),
        "text": account.text[cut.start : cut.end],
        "before": cut.before,
        "after": cut.after,
        "language": account.language,
        "siglum": look.sigla[account.id],
        "place": locate(look, event.wording),
        "versions": versions,
        "disagree": disagree(event.versions),
        "accounts": len({version.span.account for version in event.versions}),
    }


def _versions(look: Lookup, versions: Sequence[Dated], scale: Mapping[float, float]) -> list[dict[str, Any]]:
    """The distinct dates given to one event, earliest first, each with the accounts that give it."""
    by_date: dict[str, list[Dated]] = {}
    for version in versions:
        by_date.setdefault(version.date, []).append(version)
    found = []
    for value, given in by_date.items():
        span = days(value)
        x = (scale[span[0]], scale[span[1]]) if span else None
        found.append(
            {
                "date": date(value),
                "range": span,
                "x": _bar(x, span) if x and span else None,
                "sigla": listed(dict.fromkeys(look.sigla[version.span.account] for version in given)),
                "tellers": [_teller(look, version) for version in given],
            }
        )
    return sorted(found, key=lambda version: version["range"] or (math.inf, math.inf))


def _bar(x: tuple[float, float], span: Days) -> dict[str, float]:
    """A day or less is a point at its middle, anything longer a bar."""
    if span[1] - span[0] <= 1:
        return {"at": round((x[0] + x[1]) / 2, 1), "width": 0}
    return {"at": x[0], "width": round(max(x[1] - x[0], 6), 1)}


def _teller(look: Lookup, version: Dated) -> dict[str, Any]:
    account = look.accounts[version.span.account]
    return {
        "siglum": look.sigla[account.id],
        "text": account.slice(version.span),
        "place": locate(look, version.span),
    }


def disagree(versions: Sequence[Dated]) -> bool:
    """True if some two of the dates cannot both hold: a month and a day inside it agree."""
    values = [version.date for version in versions if dates.is_value(version.date)]
    return any(not dates.compatible(a, b) for a, b in combinations(dict.fromkeys(values), 2))
