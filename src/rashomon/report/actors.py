"""One card an actor: what each account calls it, with which labels, in whose voice, and what part it plays there.

Counts are of mentions found, not of truth; an actor that was resolved wrongly shows all its names, so that a
person can see it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from rashomon.model import Actor, Label, Mention, Span
from rashomon.report.lookup import Lookup
from rashomon.report.texts import locate
from rashomon.result import Contrast, Result

KINDS = {"person": "person", "org": "organisation", "place": "place", "group": "group", "other": "other"}


def actors(look: Lookup) -> list[dict[str, Any]]:
    """Every actor, those named by most accounts and in most loaded words first; places and things last."""
    mentions = {mention.span: mention for reading in look.record.readings for mention in reading.mentions}
    apart: dict[tuple[str, str], list[Contrast]] = defaultdict(list)
    for row in Result(look.record).contrasts:
        apart[row.actor, row.account].append(row)
    cards = [_card(look, actor, mentions, apart) for actor in look.record.actors]
    cards.sort(key=_prominence)
    return cards


def _prominence(card: Mapping[str, Any]) -> tuple[bool, int, int, int]:
    return (
        card["kind"] in ("place", "other"),
        -card["accounts"],
        -card["loaded"],
        -card["mentions"],
    )


def _card(
    look: Lookup,
    actor: Actor,
    mentions: Mapping[Span, Mention],
    apart: Mapping[tuple[str, str], Sequence[Contrast]],
) -> dict[str, Any]:
    spans = _by_account(actor.mentions, key=lambda span: span.account)
    labels = _by_account(actor.labels, key=lambda label: label.span.account)
    tellers = [account for account in look.accounts if account in spans or account in labels]
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": KINDS[actor.kind],
        "mentions": len(actor.mentions),
        "labels": len(actor.labels),
        "loaded": sum(label.loaded for label in actor.labels),
        "accounts": len(tellers),
        "rows": [
            _account_row(look, account, spans.get(account, ()), labels.get(account, ()), mentions)
            | {"apart": [_standing_out(look, row) for row in apart.get((actor.id, account), ())]}
            for account in tellers
        ],
        "absent": [look.sigla[account.id] for account in look.read if account.id not in tellers],
    }


def _by_account(items: Iterable[Any], *, key: Any) -> Mapping[str, Sequence[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found


def _account_row(
    look: Lookup, account: str, spans: Sequence[Span], labels: Sequence[Label], mentions: Mapping[Span, Mention]
) -> dict[str, Any]:
    names = _names(look, spans, mentions)
    roles = Counter(mention.role for span in spans if (mention := mentions.get(span)) and mention.role)
    return {
        "account": account,
        "siglum": look.sigla[account],
        "outlet": look.outlet(look.accounts[account]),
        "language": look.accounts[account].language,
        "mentions": len(spans),
        "names": names,
        "labels": _labels(look, labels, {_key(name["text"]) for name in names}),
        "agent": roles["agent"],
        "patient": roles["patient"],
    }


def _standing_out(look: Lookup, row: Contrast) -> dict[str, Any]:
    """A word that sets this account's labels apart, with its counts here and elsewhere, and its first place."""
    counts = {"count": row.count, "total": row.total, "others": row.others, "others_total": row.others_total}
    return {"text": row.word, "place": locate(look, row.spans[0])} | counts


def _names(look: Lookup, spans: Sequence[Span], mentions: Mapping[Span, Mention]) -> list[dict[str, Any]]:
    """The distinct names, most frequent first, each with its first place; pronouns name nobody."""
    named = [span for span in spans if (mention := mentions.get(span)) is None or mention.form != "pronoun"]
    return _distinct(look, named, [{} for _ in named])


def _labels(look: Lookup, labels: Sequence[Label], names: Container[str]) -> list[dict[str, Any]]:
    """The distinct labels, loaded ones first, own voice and quoted apart; a plain one that is a name is left out."""
    kept = [label for label in labels if label.loaded or _key(look.words(label.span)) not in names]
    facts = [{"voice": label.voice, "loaded": label.loaded} for label in kept]
    found = _distinct(look, [label.span for label in kept], facts)
    return sorted(found, key=lambda label: not label["loaded"])


def _distinct(look: Lookup, spans: Sequence[Span], facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for span, fact in sorted(zip(spans, facts, strict=True), key=lambda pair: pair[0]):
        words = look.words(span)
        key = (_key(words), *sorted(fact.items()))
        entry = found.setdefault(key, {"text": words, "count": 0, "place": locate(look, span)} | dict(fact))
        entry["count"] += 1
    return sorted(found.values(), key=lambda entry: -entry["count"])


def _key(words: str) -> str:
    """Words as they are compared: without case, spacing or a leading article."""
    return " ".join(words.split()).casefold().removeprefix("the ").removeprefix("a ")
