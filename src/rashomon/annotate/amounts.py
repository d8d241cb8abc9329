"""Money, percentages, quantities, counts and dates as entities, by the grammars of this package.

Labels are those of OntoNotes (MONEY, PERCENT, QUANTITY, CARDINAL, DATE). Where the model has marked a name, that
stands; its dates, learned from few examples, give way to the grammar's. Expressions that do not begin and end with a
token are left out.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from rashomon import dates, quantities

SHARES = frozenset(("percent", "percentage point", "basis point"))


def add(doc: Doc) -> None:
    """Add them to `doc.ents`, none over another."""
    times = [(found.start, found.end) for found in dates.find(doc.text)]
    amounts = quantities.find(doc.text, times)
    wanted = [(start, end, "DATE") for start, end in times]
    wanted += [(found.start, found.end, label(found.unit)) for found in amounts]
    names = [name for name in doc.ents if name.label_ != "DATE"]
    taken = {i for name in names for i in range(name.start, name.end)}
    made: list[Span] = []
    for start, end, kind in wanted:
        span = doc.char_span(start, end, label=kind)
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            made.append(span)
            taken.update(range(span.start, span.end))
    doc.set_ents(sorted([*names, *made], key=lambda span: span.start))


def label(unit: str) -> str:
    """The label of an amount by its unit: a currency's code, a share, a unit, or none for a count."""
    if len(unit) == 3 and unit.isupper():
        return "MONEY"
    return "PERCENT" if unit in SHARES else "QUANTITY" if unit else "CARDINAL"
