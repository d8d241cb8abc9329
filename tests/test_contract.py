"""comparison.json keeps to its schema, and cannot quote what is not in a text."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from rashomon.errors import EvidenceError
from rashomon.export.contract import schema, to_dict, to_json
from rashomon.model import (
    Account,
    Actor,
    Alignment,
    Attribution,
    Claim,
    Comparison,
    Dated,
    Deed,
    Event,
    Holder,
    Label,
    Lineage,
    Passage,
    Point,
    Quantity,
    Reading,
    Segment,
    Span,
    Time,
)

TEXT_A = "Nine crates were lost, the harbour office said on 4 May 2031. Share"
TEXT_B = "The harbour office said twelve crates were lost."


def span(account: str, words: str) -> Span:
    text = {"a0": TEXT_A, "a1": TEXT_B}[account]
    start = text.index(words)
    return Span(account, start, start + len(words))


def comparison() -> Comparison:
    """One of every record, by hand."""
    office = span("a0", "the harbour office")
    first = Claim(
        "a0.0",
        span("a0", "Nine crates were lost"),
        (Holder("the harbour office", "named", office, "x0"), Holder("author", "author")),
        times=(Time(span("a0", "4 May 2031"), "2031-05-04"),),
        quantities=(Quantity(span("a0", "Nine"), 9.0, what="crate"),),
        places=("Orrin Quay",),
        actors=("x0",),
    )
    second = Claim("a1.0", span("a1", "twelve crates were lost"), (Holder("author", "author"),), polarity="denies")
    said = Attribution((first.span,), "indirect", office, span("a0", "said"), "the harbour office", "named")
    return Comparison(
        accounts=(
            Account("a0", "a.txt", TEXT_A, "0" * 64, published="2031-05-05"),
            Account("a1", "b.txt", TEXT_B, "1" * 64),
            Account("a2", "c.pdf", "", "2" * 64, status="failed", reason="the file is empty"),
        ),
        readings=(
            Reading("a0", (Segment(span("a0", "Share"), "chrome", 1),), (said,), (), (first,)),
            Reading("a1", claims=(second,)),
            Reading("a2"),
        ),
        groups={"a0": "a0", "a1": "a1"},
        claims=(first, second),
        actors=(Actor("x0", "harbour office", "org", (office,), (Label(office, "own", loaded=False),)),),
        lineage=(Lineage("a0", "a1", "excerpt", 0.4, (Passage(span("a0", "crates"), span("a1", "crates")),)),),
        alignments=(Alignment("a0.0", "a1.0", "differ", 0.91234, "'Nine' against 'twelve' crates", "quantity"),),
        points=(Point("p0", "differs", ("a0.0", "a1.0"), (("a0.0",), ("a1.0",)), first.span, 2, 2),),
        events=(Event("e0", "2031-05-04", first.span, (Dated(first.span, "2031-05-04"),)),),
        deeds=(Deed("x0", "lose", "x0", ("a0.0",)),),
    )


def test_every_record_fits_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(to_json(comparison())), schema())


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("claims", {"polarity": "maybe"}),
        ("claims", {"holders": []}),
        ("alignments", {"score": 1.5}),
        ("accounts", {"sha256": "abc"}),
        ("points", {"independent": 0}),
    ],
)
def test_schema_refuses(key: str, change: dict[str, Any]) -> None:
    """The schema is no formality: a wrong value does not pass."""
    data = to_dict(comparison())
    data[key][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_keys_of_the_contract() -> None:
    """The published names, so that a rename cannot happen by accident."""
    data = to_dict(comparison())
    assert list(data)[:10] == [
        "schema", "accounts", "excluded", "claims", "alignments",
        "points", "actors", "events", "lineage", "attributions",
    ]  # fmt: skip
    assert data["lineage"][0]["from"] == "a0"
    holder = {"name": "the harbour office", "kind": "named", "start": 23, "end": 41, "actor": "x0"}
    assert data["claims"][0]["holders"][0] == holder
    assert data["alignments"][0]["score"] == 0.9123
    assert data["events"][0]["text"] == "Nine crates were lost"


def test_failed_account_keeps_its_place() -> None:
    failed = to_dict(comparison())["accounts"][2]
    assert (failed["status"], failed["reason"], failed["length"]) == ("failed", "the file is empty", 0)


def test_span_outside_its_text_cannot_be_written() -> None:
    whole = comparison()
    outside = replace(whole.claims[1], span=Span("a1", 40, 400))
    with pytest.raises(EvidenceError, match="a1:40"):
        to_json(replace(whole, claims=(whole.claims[0], outside)))
