"""Replays a person's judgements over what the machine found.

The log is append-only; what stands is a pure function of it: judgements in the order of their time, less those
undone. A judgement finds its words again by the hash of the account's bytes, the offsets and the exact words,
and by nothing else. Where they are gone it becomes an orphan, which is shown, and never moves to other words.
The machine's own results stay stored as they were; judged ones carry the judgement's id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from rashomon.errors import InputError
from rashomon.model import (
    SEGMENT_KINDS,
    Account,
    Action,
    Actor,
    Alignment,
    Anchor,
    Claim,
    Holder,
    Judgement,
    Relation,
    Segment,
    Slot,
    Span,
)

RELATIONS: dict[str, tuple[Relation, Slot | None]] = {
    "agree": ("agree", None),
    "conflict": ("conflict", None),
    "differ": ("differ", None),
    "differ quantity": ("differ", "quantity"),
    "differ time": ("differ", "time"),
    "differ place": ("differ", "place"),
    "differ actor": ("differ", "actor"),
    "differ cause": ("differ", "cause"),
    "differ wording": ("differ", "wording"),
}
"""What `after` may say when an alignment is relabelled."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A judgement that finds nothing to apply to, and why, in words for a person."""

    judgement: Judgement
    reason: str


def sealed(judgement: Judgement) -> Judgement:
    """The judgement with its id: the SHA-256 of everything else it holds."""
    content = repr(replace(judgement, id=""))
    return replace(judgement, id=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16])


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements in force: by time, less the undone; undoing an undo brings the first back."""
    ordered = sorted(set(judgements), key=lambda one: (one.at, one.id))
    undone: set[str] = set()
    for one in reversed(ordered):
        if one.action == "undo" and one.id not in undone and one.after:
            undone.add(one.after)
    return tuple(one for one in ordered if one.action != "undo" and one.id not in undone)


def anchored(span: Span, account: Account) -> Anchor:
    """The anchor of a span."""
    return Anchor(account.sha256, span.start, span.end, account.slice(span))


class Evidence:
    """Finds the spans that anchors point at in the accounts of one case."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_hash: dict[str, list[Account]] = {}
        for account in accounts:
            self._by_hash.setdefault(account.sha256, []).append(account)

    def accounts(self, anchor: Anchor) -> list[Account]:
        """The accounts with the anchor's bytes (several where one text was collected twice)."""
        return self._by_hash.get(anchor.sha256, [])

    def spans(self, anchor: Anchor) -> list[Span]:
        """Where the anchor's words stand, exactly where it says and nowhere else."""
        if anchor.start is None or anchor.end is None:
            return []
        return [
            Span(account.id, anchor.start, anchor.end)
            for account in self.accounts(anchor)
            if account.text[anchor.start : anchor.end] == anchor.exact
        ]


def kinds(account: Account, segments: tuple[Segment, ...], judgements: Sequence[Judgement]) -> tuple[Segment, ...]:
    """The segments, with the kind a person gave to those the judgements name."""
    given = dict(_by_span(Evidence([account]), judgements, "kind"))
    return tuple(_of_kind(segment, given.get(segment.span)) for segment in segments)


def _of_kind(segment: Segment, judgement: Judgement | None) -> Segment:
    kinds = (kind for kind in SEGMENT_KINDS if judgement and kind == judgement.after)
    return next((replace(segment, kind=kind, judgement=judgement.id) for kind in kinds if judgement), segment)


def claims(
    accounts: Sequence[Account], claims: tuple[Claim, ...], judgements: Sequence[Judgement]
) -> tuple[Claim, ...]:
    """The claims, with holders, dates and numbers a person put right."""
    evidence = Evidence(accounts)
    changes: tuple[tuple[dict[Span, Judgement], Callable[[Claim, Span, Judgement], Claim | None]], ...] = (
        (dict(_by_span(evidence, judgements, "holder")), _held),
        (dict(_by_span(evidence, judgements, "time")), _timed),
        (dict(_by_span(evidence, judgements, "quantity")), _counted),
    )
    for found, change in changes:
        claims = tuple(_changed(claim, found, change) for claim in claims) if found else claims
    return claims


def actors(
    accounts: Sequence[Account], actors: tuple[Actor, ...], judgements: Sequence[Judgement]
) -> tuple[Actor, ...]:
    """The actors after every split and merge, in the order they were judged; ids of untouched actors stay."""
    evidence = Evidence(accounts)
    for judgement in judgements:
        if judgement.action in ("merge", "split"):
            spans = {span for anchor in judgement.about for span in evidence.spans(anchor)}
            actors = (_merged if judgement.action == "merge" else _split)(actors, spans, judgement)
    return actors


def alignments(
    accounts: Sequence[Account],
    claims: Sequence[Claim],
    alignments: tuple[Alignment, ...],
    judgements: Sequence[Judgement],
) -> tuple[Alignment, ...]:
    """The alignments as judged: accepted ones at score 1, rejected ones gone, relabelled or new ones as told."""
    pairs = {(one.a, one.b): one for one in alignments}
    for judgement, a, b in _judged_pairs(Evidence(accounts), claims, judgements):
        key = (a, b) if (a, b) in pairs or (b, a) not in pairs else (b, a)
        if judgement.action == "reject":
            pairs.pop(key, None)
        else:
            pairs[key] = _as_judged(pairs.get(key), key, judgement)
    return tuple(sorted(pairs.values(), key=lambda one: (one.a, one.b)))


def groups(accounts: Sequence[Account], groups: Mapping[str, str], judgements: Sequence[Judgement]) -> dict[str, str]:
    """The independent groups, with accounts a person called copies joined, and ones called independent set apart.

    "independent" takes the second account out of the group it shares with the first.
    """
    evidence, changed = Evidence(accounts), dict(groups)
    for judgement in judgements:
        if judgement.action == "copy":
            first, second = ({one.id for one in evidence.accounts(anchor)} for anchor in judgement.about)
            _regroup(changed, first, second, apart=judgement.after == "independent")
    return changed


def _regroup(groups: dict[str, str], first: set[str], second: set[str], *, apart: bool) -> None:
    joined = {groups[account] for account in first | second}
    members = sorted(account for account, group in groups.items() if group in joined)
    parts = [[one for one in members if one not in second], sorted(second)] if apart else [members]
    groups |= {account: min(part) for part in parts for account in part}


def orphans(
    accounts: Sequence[Account],
    segments: Sequence[Segment],
    claims: Sequence[Claim],
    actors: Sequence[Actor],
    judgements: Sequence[Judgement],
) -> tuple[Orphan, ...]:
    """The standing judgements whose words, segment, claim or mention is not there any more."""
    evidence = Evidence(accounts)
    homes: dict[str, tuple[str, set[Span]]] = {
        "kind": ("segment", {segment.span for segment in segments}),
        "holder": ("claim", {claim.span for claim in claims}),
        "time": ("date", {time.span for claim in claims for time in claim.times}),
        "quantity": ("number", {quantity.span for claim in claims for quantity in claim.quantities}),
        "merge": ("mention", {span for actor in actors for span in actor.mentions}),
    }
    homes |= dict.fromkeys(("accept", "reject", "relabel"), homes["holder"]) | {"split": homes["merge"]}
    reasons = ((one, _orphaned(one, evidence, homes.get(one.action))) for one in judgements)
    return tuple(Orphan(judgement, reason) for judgement, reason in reasons if reason)


def _orphaned(judgement: Judgement, evidence: Evidence, home: tuple[str, set[Span]] | None) -> str | None:
    for anchor in judgement.about:
        if not evidence.accounts(anchor):
            return "the account it was made on is not in the case any more, or its bytes have changed"
        spans = evidence.spans(anchor)
        if anchor.start is not None and not spans:
            return f"the words '{anchor.exact}' do not stand where they stood"
        if home and not home[1].intersection(spans):
            return f"'{anchor.exact}' is no {home[0]} of its own any more"
    return None


def _by_span(evidence: Evidence, judgements: Sequence[Judgement], action: str) -> Iterable[tuple[Span, Judgement]]:
    for judgement in judgements:
        if judgement.action == action:
            yield from ((span, judgement) for anchor in judgement.about for span in evidence.spans(anchor))


def _changed(
    claim: Claim, found: Mapping[Span, Judgement], change: Callable[[Claim, Span, Judgement], Claim | None]
) -> Claim:
    for span, judgement in found.items():
        if claim.span.contains(span):
            claim = change(claim, span, judgement) or claim
    return claim


def _held(claim: Claim, span: Span, judgement: Judgement) -> Claim | None:
    """The person named holds the claim; the author stays the outermost holder."""
    if claim.span != span or not judgement.after:
        return None
    author = claim.holders[-1]
    nearest = () if judgement.after == author.name else (Holder(judgement.after, "named"),)
    return replace(claim, holders=(*nearest, author), judgement=judgement.id)


def _timed(claim: Claim, span: Span, judgement: Judgement) -> Claim:
    value = judgement.after or ""
    times = tuple(replace(time, value=value, anchor=None) if time.span == span else time for time in claim.times)
    return replace(claim, times=times, judgement=judgement.id) if times != claim.times else claim


def _counted(claim: Claim, span: Span, judgement: Judgement) -> Claim:
    value, high = parse_number(judgement.after or "")
    quantities = tuple(
        replace(quantity, value=value, high=high, bound="exact") if quantity.span == span else quantity
        for quantity in claim.quantities
    )
    return replace(claim, quantities=quantities, judgement=judgement.id) if quantities != claim.quantities else claim


def parse_number(words: str) -> tuple[float, float | None]:
    """`4000` or the range `4000..5000`; an InputError for anything else."""
    low, dots, high = words.partition("..")
    try:
        return float(low), float(high) if dots else None
    except ValueError as error:
        raise InputError(f"'{words}' is no number; write 4000, or 4000..5000 for a range") from error


def _merged(actors: tuple[Actor, ...], spans: set[Span], judgement: Judgement) -> tuple[Actor, ...]:
    parts = [actor for actor in actors if spans.intersection(actor.mentions)]
    if len(parts) < 2 and not judgement.after:
        return actors
    whole = replace(
        parts[0],
        name=judgement.after or parts[0].name,
        mentions=tuple(sorted({span for part in parts for span in part.mentions})),
        judgement=judgement.id,
    )
    return tuple(whole if actor is parts[0] else actor for actor in actors if actor not in parts[1:])


def _split(actors: tuple[Actor, ...], spans: set[Span], judgement: Judgement) -> tuple[Actor, ...]:
    result: list[Actor] = []
    for actor in actors:
        away = tuple(span for span in actor.mentions if span in spans)
        rest = tuple(span for span in actor.mentions if span not in spans)
        if away and rest:
            result.append(replace(actor, mentions=rest, judgement=judgement.id))
            name = judgement.after or judgement.about[0].exact
            result.append(replace(actor, id=f"{actor.id}.{judgement.id}", name=name, mentions=away,
                                  judgement=judgement.id))  # fmt: skip
        else:
            result.append(actor)
    return tuple(result)


def _judged_pairs(
    evidence: Evidence, claims: Sequence[Claim], judgements: Sequence[Judgement]
) -> Iterable[tuple[Judgement, str, str]]:
    ids: dict[Span, list[str]] = {}
    for claim in claims:
        ids.setdefault(claim.span, []).append(claim.id)
    for judgement in judgements:
        if judgement.action in ("accept", "reject", "relabel") and len(judgement.about) == 2:
            first, second = (
                [n for span in evidence.spans(anchor) for n in ids.get(span, [])] for anchor in judgement.about
            )
            yield from ((judgement, a, b) for a in first for b in second)


def _as_judged(alignment: Alignment | None, key: tuple[str, str], judgement: Judgement) -> Alignment:
    found = alignment or Alignment(*key, "agree", 1.0, "Linked by a person.")
    relation, slot = RELATIONS[judgement.after] if judgement.after else (found.relation, found.slot)
    return replace(found, relation=relation, slot=slot, score=1.0, judgement=judgement.id)


FAMILIES = {"accept": "alignment", "reject": "alignment", "relabel": "alignment"}
"""Actions that answer the same question; every other action is a question of its own."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over what more than one person judged: how many subjects, on how many all agree, and the others in full."""

    subjects: int
    agreed: int
    disputed: tuple[tuple[Judgement, ...], ...]


def agreement(judgements: Sequence[Judgement]) -> Agreement:
    """How far people agree: each person's last standing judgement on the same words, compared; notes are no answers."""
    subjects: dict[tuple[str, frozenset[Anchor]], dict[str, Judgement]] = {}
    for one in judgements:
        if one.action == "note":
            continue
        question = FAMILIES.get(one.action, one.action), frozenset(one.about)
        subjects.setdefault(question, {})[one.by] = one
    shared = [tuple(answers.values()) for answers in subjects.values() if len(answers) > 1]
    disputed = tuple(answers for answers in shared if len({(one.action, one.after) for one in answers}) > 1)
    return Agreement(len(shared), len(shared) - len(disputed), disputed)


NEEDS: dict[str, int] = {"accept": 2, "reject": 2, "relabel": 2, "copy": 2, "undo": 0}
"""How many things a judgement of this action is about; one, or more, where it is not said."""


def check(judgement: Judgement) -> None:
    """An InputError if the judgement could never apply: no such action, wrong number of things, senseless value."""
    if judgement.action not in (actions := get_args(Action)):
        raise InputError(f"'{judgement.action}' is no action; use one of {', '.join(actions)}")
    needed = NEEDS.get(judgement.action)
    if needed is not None and len(judgement.about) != needed:
        raise InputError(f"'{judgement.action}' is about {needed} things, {len(judgement.about)} were given")
    allowed = {"relabel": tuple(RELATIONS), "kind": SEGMENT_KINDS, "copy": ("copy", "independent")}
    choices = allowed.get(judgement.action)
    if choices and judgement.after not in choices:
        raise InputError(f"'{judgement.after}' is no value for '{judgement.action}'; use one of {', '.join(choices)}")
    if judgement.action in ("holder", "time", "note", "grade", "undo") and not judgement.after:
        raise InputError(f"'{judgement.action}' needs a value")
    if judgement.action == "quantity":
        parse_number(judgement.after or "")
