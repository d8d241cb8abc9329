"""Who does what to whom, as told: a drawing read from left to right, and the table that says the same.

Agents stand on the left, those acted upon on the right; every line has its own slot at both ends, so no two
words stand on one another. The order is computed, never thrown: the same comparison draws the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.model import Claim, Deed
from rashomon.report.lookup import Lookup
from rashomon.report.words import listed

DRAWN = 36
"""At most this many lines are drawn; the table has them all."""

SWEEPS = 8
"""So many times each side is put in the order of the other (the barycentre method), which leaves few crossings."""

HELD_BY = 3
"""At most this many sources are named in a row."""

SLOT_HEIGHT, BLOCK_GAP = 22, 12
LEFT, RIGHT, WIDTH = 335, 535, 810
"""Where the lines begin and end, and how wide it all is, in the units of the drawing."""


def relations(look: Lookup) -> dict[str, Any]:
    """The rows of the table, those told by most accounts first, and the drawing of the first of them."""
    names = {actor.id: actor.name for actor in look.record.actors}
    rows = [_row(look, deed, names) for deed in told(look)]
    rows.sort(
        key=lambda row: (
            not row["kind"],
            -len(row["sigla"]),
            -len(row["claims"]),
            row["agent"],
            row["verb"],
            row["patient"],
        )
    )
    return {"rows": rows, "drawing": drawing([row for row in rows if row["told"] or row["denied"]][:DRAWN])}


def told(look: Lookup) -> list[Deed]:
    """The deeds of which the report can say who did it to whom."""
    names = {actor.id: actor.name for actor in look.record.actors}
    return [deed for deed in look.record.deeds if _is_known(deed, names)]


def _is_known(deed: Deed, names: Mapping[str, str]) -> bool:
    """True if the report can say who did it to whom."""
    return deed.agent in names and (deed.patient in names or deed.whom is not None)


def _row(look: Lookup, deed: Deed, names: Mapping[str, str]) -> dict[str, Any]:
    told, denied, possible = (
        [look.claims[claim] for claim in part if claim in look.claims]
        for part in (deed.claims, deed.denied, deed.possible)
    )
    tellers, deniers, others = ({claim.span.account for claim in part} for part in (told, denied, possible))
    return {
        "agent": names[deed.agent],
        "verb": deed.verb,
        "kind": deed.type.lower() if deed.type else "",
        "patient": names[deed.patient] if deed.whom is None else look.words(deed.whom),
        "sigla": [look.sigla[account] for account in look.accounts if account in tellers | deniers],
        "told": listed(look.sigla[account] for account in look.accounts if account in tellers),
        "denied": listed(look.sigla[account] for account in look.accounts if account in deniers),
        "possible": listed(look.sigla[account] for account in look.accounts if account in others),
        "holders": listed(_holders(told)),
        "claims": [{"id": claim.id, "siglum": look.sigla[claim.span.account]} for claim in (*told, *denied, *possible)],
    }


def _holders(claims: Sequence[Claim]) -> list[str]:
    """On whose word it is told, where the accounts do not tell it on their own."""
    names = {claim.holders[0].name: None for claim in claims if claim.holders[0].kind != "author"}
    return list(names)[:HELD_BY]


def drawing(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Blocks of agents and patients with the slots of their lines, and the lines between them."""
    agents = _blocks(rows, "agent", {})
    for _ in range(SWEEPS):
        patients = _blocks(rows, "patient", _slots(agents))
        agents = _blocks(rows, "agent", _slots(patients))
    starts, ends = _slots(agents), _slots(patients)
    lines = [
        {
            "from": starts[index],
            "to": ends[index],
            "verb": row["verb"],
            "sigla": " ".join(row["sigla"]),
            "denied": bool(row["denied"]),
            "weight": min(len(row["sigla"]), 4),
        }
        for index, row in enumerate(rows)
    ]
    height = max([block["bottom"] for block in (*agents, *patients)], default=0) + BLOCK_GAP
    return {
        "agents": agents,
        "patients": patients,
        "lines": lines,
        "height": height,
        "left": LEFT,
        "right": RIGHT,
        "width": WIDTH,
    }


def _blocks(rows: Sequence[Mapping[str, Any]], end: str, other: Mapping[int, float]) -> list[dict[str, Any]]:
    """One block an actor at this end, its lines in the order of their other end so that few of them cross."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        members[row[end]].append(index)
    order = sorted(members, key=lambda name: (_mean([other.get(i, 0.0) for i in members[name]]), members[name][0]))
    blocks, top = [], float(BLOCK_GAP)
    for name in order:
        lines = sorted(members[name], key=lambda index: (other.get(index, 0.0), index))
        bottom = top + SLOT_HEIGHT * len(lines)
        blocks.append({"name": name, "lines": lines, "top": top, "bottom": bottom, "middle": (top + bottom) / 2})
        top = bottom + BLOCK_GAP
    return blocks


def _slots(blocks: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    return {
        index: block["top"] + SLOT_HEIGHT * (place + 0.5)
        for block in blocks
        for place, index in enumerate(block["lines"])
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
