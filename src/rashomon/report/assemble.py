"""A Comparison as the plain dict the templates and the tests read."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from rashomon.model import Comparison
from rashomon.report import summary
from rashomon.report.actors import PROMINENT, actors
from rashomon.report.evidence import evidence
from rashomon.report.lineage import lineage
from rashomon.report.lookup import Lookup
from rashomon.report.matrix import alone, columns, crowded, left_out, rows
from rashomon.report.relations import relations
from rashomon.report.texts import texts
from rashomon.report.timeline import timeline


def view(comparison: Comparison) -> dict[str, Any]:
    """Everything the report shows, as strings, numbers, lists and dicts; words of the accounts are slices of them."""
    look = Lookup(comparison)
    return {
        "version": version("rashomon"),
        "headline": summary.headline(look),
        "sentences": summary.sentences(look),
        "counts": summary.counts(look),
        "accounts": summary.accounts(look),
        "columns": columns(look),
        "crowded": crowded(look),
        "rows": rows(look),
        "alone": alone(look),
        "left_out": left_out(look),
        "actors": actors(look),
        "prominent": PROMINENT,
        "timeline": timeline(look),
        "relations": relations(look),
        "lineage": lineage(look),
        "evidence": evidence(look),
        "texts": texts(look),
    }
