"""`comparison.json`: the public, versioned form of a comparison (docs/contract.md, contract.schema.json).

Keys may be added, never renamed. The same input and version give the same bytes.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from rashomon.model import (
    Account,
    Actor,
    Alignment,
    Appeal,
    Attribution,
    Claim,
    Comparison,
    Deed,
    Event,
    Holder,
    Label,
    Lineage,
    Point,
    Quantity,
    Segment,
    Span,
    Time,
)

SCHEMA = "rashomon.comparison/1"

Json = dict[str, Any]


def to_dict(comparison: Comparison) -> Json:
    """The comparison as the contract lays it out; an EvidenceError if any span lies outside its text."""
    _check(comparison)
    return {
        "schema": SCHEMA,
        "accounts": [_account(account, comparison) for account in comparison.accounts],
        "excluded": [
            _segment(segment)
            for reading in comparison.readings
            for segment in reading.segments
            if segment.kind != "body"
        ],
        "claims": [_claim(claim) for claim in comparison.claims],
        "alignments": [_alignment(alignment) for alignment in comparison.alignments],
        "points": [_point(point) for point in comparison.points],
        "actors": [_actor(actor) for actor in comparison.actors],
        "events": [_event(event, comparison) for event in comparison.events],
        "lineage": [_lineage(lineage) for lineage in comparison.lineage],
        "attributions": [
            _attribution(attribution, reading.account)
            for reading in comparison.readings
            for attribution in reading.attributions
        ],
        "relations": [_deed(deed) for deed in comparison.deeds],
        "appeals": [_appeal(appeal) for appeal in comparison.appeals],
    }


def to_json(comparison: Comparison) -> str:
    """`to_dict` as the text of comparison.json: UTF-8, two-space indent, keys in the contract's order."""
    return json.dumps(to_dict(comparison), ensure_ascii=False, indent=1) + "\n"


def schema() -> Json:
    """The JSON Schema (2020-12) of comparison.json."""
    text = resources.files("rashomon.export").joinpath("contract.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def _check(comparison: Comparison) -> None:
    accounts = {account.id: account for account in comparison.accounts}
    for span in _spans(comparison):
        accounts[span.account].slice(span)


def _spans(comparison: Comparison) -> list[Span]:
    spans = [claim.span for claim in comparison.claims]
    spans += [segment.span for reading in comparison.readings for segment in reading.segments]
    spans += [span for reading in comparison.readings for one in reading.attributions for span in _parts(one)]
    spans += [span for actor in comparison.actors for span in actor.mentions]
    spans += [version.span for event in comparison.events for version in event.versions]
    spans += [deed.whom for deed in comparison.deeds if deed.whom]
    for lineage in comparison.lineage:
        spans += [span for passage in lineage.passages for span in (passage.source, passage.target)]
    return spans


def _parts(attribution: Attribution) -> list[Span]:
    return [span for span in (attribution.source, attribution.cue, *attribution.content) if span is not None]


def _account(account: Account, comparison: Comparison) -> Json:
    return {
        "id": account.id,
        "path": account.path,
        "title": account.title,
        "outlet": account.outlet,
        "authors": list(account.authors),
        "published": account.published,
        "language": account.language,
        "original_outlet": account.original_outlet,
        "original_published": account.original_published,
        "group": comparison.groups.get(account.id, account.id),
        "status": account.status,
        "reason": account.reason,
        "sha256": account.sha256,
        "length": len(account.text),
        "url": account.url,
    }


def _range(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _place(span: Span) -> Json:
    return {"account": span.account, "start": span.start, "end": span.end}


def _segment(segment: Segment) -> Json:
    return _place(segment.span) | {"kind": segment.kind, "judgement": segment.judgement}


def _claim(claim: Claim) -> Json:
    return (
        {"id": claim.id}
        | _place(claim.span)
        | {
            "holders": [_holder(holder) for holder in claim.holders],
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "times": [_time(time) for time in claim.times],
            "quantities": [_quantity(quantity) for quantity in claim.quantities],
            "places": list(claim.places),
            "actors": list(claim.actors),
            "predicate": claim.predicate,
            "judgement": claim.judgement,
        }
    )


def _holder(holder: Holder) -> Json:
    where = _range(holder.span) if holder.span else {"start": None, "end": None}
    return {"name": holder.name, "kind": holder.kind} | where | {"actor": holder.actor}


def _time(time: Time) -> Json:
    return _range(time.span) | {"value": time.value, "anchor": time.anchor}


def _quantity(quantity: Quantity) -> Json:
    return _range(quantity.span) | {
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "what": quantity.what,
        "bound": quantity.bound,
    }


def _alignment(alignment: Alignment) -> Json:
    return {
        "a": alignment.a,
        "b": alignment.b,
        "relation": alignment.relation,
        "slot": alignment.slot,
        "score": round(alignment.score, 4),
        "why": alignment.why,
        "judgement": alignment.judgement,
        "model": alignment.model,
    }


def _point(point: Point) -> Json:
    return {
        "id": point.id,
        "status": point.status,
        "claims": list(point.claims),
        "accounts": point.accounts,
        "independent": point.independent,
        "silent": list(point.silent),
        "sides": [list(side) for side in point.sides],
        "reasons": list(point.reasons),
        "held": [list(names) for names in point.held],
        "voices": point.voices,
        "sources": list(point.sources),
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "mentions": [_place(span) for span in actor.mentions],
        "labels": [_label(label) for label in actor.labels],
        "judgement": actor.judgement,
    }


def _label(label: Label) -> Json:
    return _place(label.span) | {"voice": label.voice, "loaded": label.loaded, "role": label.role}


def _event(event: Event, comparison: Comparison) -> Json:
    account = next(account for account in comparison.accounts if account.id == event.wording.account)
    return {
        "id": event.id,
        "date": event.date,
        "text": account.slice(event.wording),
        "spans": [_place(version.span) | {"date": version.date} for version in event.versions],
    }


def _lineage(lineage: Lineage) -> Json:
    return {
        "from": lineage.source,
        "to": lineage.target,
        "kind": lineage.kind,
        "share": round(lineage.share, 4),
        "spans": [
            {
                "from_start": passage.source.start,
                "from_end": passage.source.end,
                "to_start": passage.target.start,
                "to_end": passage.target.end,
            }
            for passage in lineage.passages
        ],
        "inferred": lineage.inferred,
    }


def _attribution(attribution: Attribution, account: str) -> Json:
    first, last = attribution.content[0], attribution.content[-1]
    return {
        "account": account,
        "source": _range(attribution.source) if attribution.source else None,
        "cue": _range(attribution.cue) if attribution.cue else None,
        "content": {"start": first.start, "end": last.end},
        "kind": attribution.kind,
        "parts": [_range(part) for part in attribution.content],
        "speaker": attribution.speaker,
        "outer": attribution.outer,
    }


def _deed(deed: Deed) -> Json:
    return {
        "agent": deed.agent,
        "verb": deed.verb,
        "patient": deed.patient,
        "claims": list(deed.claims),
        "type": deed.type,
        "whom": _place(deed.whom) if deed.whom else None,
        "denied": list(deed.denied),
        "possible": list(deed.possible),
    }


def _appeal(appeal: Appeal) -> Json:
    return {
        "model": appeal.model,
        "doubtful": appeal.doubtful,
        "answered": appeal.answered,
        "used": appeal.used,
        "changed": appeal.changed,
    }
