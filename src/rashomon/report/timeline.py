"""Two lanes on one axis: when things happened according to each account, and when each account was written.

The axis is compressed: neighbouring dates stand further apart than their distance, distant ones nearer, so that
one night and ten years fit one line. Time zones are not resolved; a clock time is placed as written.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as day_of
from itertools import pairwise
from typing import Any

from rashomon.model import Dated, Event
from rashomon.report.excerpt import excerpt
from rashomon.report.lookup import Lookup
from rashomon.report.texts import locate
from rashomon.report.words import ISO, date, listed, short_date

WIDTH, MARGIN = 640, 24
"""Of the axis, in the units of its drawing."""

LETTER = 6.2
"""About the width of a letter of a date label."""

EVENT_WORDS, EVENT_WIDTH = 22, 150

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
    return {
        "width": WIDTH,
        "ticks": _ticks(begins, scale),
        "written": flags,
        "levels": 1 + max((flag["level"] for flag in flags), default=0),
        "undated": [look.sigla[account] for account, found in written.items() if not found],
        "events": [_event(look, event, scale) for event in sorted(look.record.events, key=_order)],
    }


def days(value: str | None) -> Days | None:
    """First and last moment of an ISO 8601 date or interval, as day numbers with fractions; None if it is neither."""
    if value and "/" in value:
        start, _, end = value.partition("/")
        low, high = days(start), days(end)
        return (low[0], high[1]) if low and high and (low[0] < high[1] or low == high) else None
    match = ISO.fullmatch(value or "")
    if not match:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    try:
        start_day = day_of(year, month or 1, day or 1).toordinal()
        last_month = month or 12
        end_day = day_of(year, last_month, day or calendar.monthrange(year, last_month)[1]).toordinal() + 1
    except ValueError:
        return None
    if not match["hour"]:
        return float(start_day), float(end_day)
    moment = start_day + (int(match["hour"]) * 60 + int(match["minute"] or 0)) / 1440
    return moment, moment


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
        x, label = scale[moment], short_date(value.partition("/")[0][:10])
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


def _order(event: Event) -> tuple[float, float, str]:
    found = days(event.date)
    return (*(found or (math.inf, math.inf)), event.id)


def _event(look: Lookup, event: Event, scale: Mapping[float, float]) -> dict[str, Any]:
    account = look.accounts[event.wording.account]
    cut = excerpt(account.text, event.wording, words=EVENT_WORDS, width=EVENT_WIDTH)
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
        "disagree": _disagree([version["range"] for version in versions if version["range"]]),
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


def _disagree(ranges: Sequence[Days]) -> bool:
    """True if some two dates cannot both hold: a month and a day inside it agree."""
    return any(
        a[1] < b[0] or b[1] < a[0] or (a[1] <= b[0] and a != b and a[0] != a[1]) or (b[1] <= a[0] and b[0] != b[1])
        for index, a in enumerate(ranges)
        for b in ranges[index + 1 :]
    )
