"""The comparison in a few plain sentences and numbers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rashomon.model import Appeal
from rashomon.report import lineage, relations
from rashomon.report.lookup import Column, Lookup
from rashomon.report.words import LINEAGE, count, date, listed, number, sentence, short_date


def counts(look: Lookup) -> dict[str, int]:
    """The numbers of the summary."""
    status = Counter(point.status for point in look.record.points)
    groups = len(look.columns)
    return {
        "accounts": len(look.record.accounts),
        "read": len(look.read),
        "failed": len(look.failed),
        "independent": groups,
        "points": len(look.record.points),
        "shared": status["shared"],
        "by_all": sum(p.status == "shared" and p.independent == groups > 1 for p in look.record.points),
        "contested": status["contested"],
        "differs": status["differs"],
        "single": status["single"],
        "claims": len(look.record.claims),
        "actors": len(look.record.actors),
        "events": len(look.record.events),
        "deeds": len(relations.told(look)),
        "links": len(lineage.told(look)),
    }


def headline(look: Lookup) -> str:
    """The first line: how many accounts, and how many of them independent."""
    numbers = counts(look)
    told = sentence(count(numbers["accounts"], "account"))
    if not numbers["read"]:
        return f"{told}, none of them read"
    if numbers["failed"]:
        told += f", {number(numbers['read'])} of them read"
    if numbers["read"] == 1:
        return f"{told}, nothing to set against it"
    if numbers["independent"] == numbers["read"]:
        return f"{told}, all independent"
    return f"{told}, {number(numbers['independent'])}{'' if numbers['failed'] else ' of them'} independent"


def sentences(look: Lookup) -> list[str]:
    """What there is to know before the first row."""
    return [*_copies(look), *_points(look), *_failures(look), *_foreign(look), *map(_appeal, look.record.appeals)]


def _appeal(appeal: Appeal) -> str:
    """Which language model was asked, about how much, and what came of it."""
    asked = f"{number(appeal.answered)} of {count(appeal.doubtful, 'doubtful pair')}"
    changed = f"{count(appeal.changed, 'pair')} stand{'s' if appeal.changed == 1 else ''} otherwise because of it"
    return f"The language model {appeal.model} was asked about {asked} of claims: {changed}."


def _copies(look: Lookup) -> list[str]:
    if len(look.columns) == len(look.read):
        return [] if len(look.read) < 2 else ["No account was found to copy another."]
    return [_folded(look, column) for column in look.columns if column.copies]


def _folded(look: Lookup, column: Column) -> str:
    copies = [f"{look.sigla[copy.id]} ({look.outlet(copy)})" for copy in column.copies]
    origin = f"{look.sigla[column.origin.id]} ({look.outlet(column.origin)})"
    if len(copies) > 3:
        return f"{sentence(count(len(copies), 'account'))} depend on {origin} and count with it as one."
    links = [link for link in look.record.lineage if link.source == column.origin.id]
    direct = {link.target: LINEAGE[link.kind] for link in links}
    if len(copies) == 1:
        return f"{copies[0]} {direct.get(column.copies[0].id, 'depends on')} {origin}: the two count as one."
    return f"{listed(copies)} depend on {origin}: they count as one."


def _points(look: Lookup) -> list[str]:
    numbers = counts(look)
    if not numbers["points"]:
        return ["No claim was found to compare."]
    if len(look.columns) < 2:
        return [f"{sentence(count(numbers['points'], 'point'))}, and no independent account to set against them."]
    by_all = f" ({number(numbers['by_all'])} by all)" if numbers["by_all"] else ""
    parts = [
        ("contested", " contested"),
        ("differs", " on which the accounts differ"),
        ("shared", f" shared by two or more{by_all}"),
        ("single", " told by one account alone"),
    ]
    found = [number(numbers[status]) + words for status, words in parts if numbers[status]]
    return [f"{sentence(count(numbers['points'], 'point'))}: {listed(found)}."]


def _failures(look: Lookup) -> list[str]:
    if not look.failed:
        return []
    which = listed(look.sigla[account.id] for account in look.failed)
    verb = "was" if len(look.failed) == 1 else "were"
    return [f"{which} {verb} not read: that is not silence, and counts nowhere."]


def _foreign(look: Lookup) -> list[str]:
    found = [account for account in look.read if account.is_foreign]
    if not found:
        return []
    which = listed(f"{look.sigla[one.id]} ({one.language})" for one in found)
    verb, its = ("is", "its") if len(found) == 1 else ("are", "their")
    return [f"{which} {verb} not in English: {its} claims are not understood, and {its} silence says nothing."]


def fetched(look: Lookup) -> bool:
    """True if an account was read from an address."""
    return any(account.path.startswith(("https://", "http://")) for account in look.record.accounts)


def accounts(look: Lookup) -> list[dict[str, Any]]:
    """One row an account: what it is, and how much of the whole it tells."""
    silent = Counter(account for point in look.record.points for account in point.silent if point.independent > 1)
    alone = Counter(point.wording.account for point in look.record.points if point.status == "single")
    told = Counter(
        account
        for point in look.record.points
        for account in {look.claims[claim].span.account for claim in point.claims}
    )
    groups = {account.id: column.origin.id for column in look.columns for account in column.accounts}
    return [
        {
            "id": account.id,
            "siglum": look.sigla[account.id],
            "outlet": look.outlet(account),
            "title": account.title,
            "authors": listed(account.authors),
            "date": date(account.published),
            "short_date": short_date(account.published),
            "url": account.url if (account.url or "").startswith(("https://", "http://")) else None,
            "path": account.path,
            "sha256": account.sha256,
            "length": len(account.text),
            "language": account.language,
            "foreign": account.is_foreign,
            "words": len(account.text.split()),
            "status": account.status,
            "reason": account.reason,
            "copy_of": look.sigla[groups[account.id]] if groups.get(account.id, account.id) != account.id else None,
            "original": account.original_outlet,
            "points": told[account.id],
            "alone": alone[account.id],
            "silent": silent[account.id],
        }
        for account in look.record.accounts
    ]
