"""Records survive the trip to JSON and back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.codec import decode, encode
from rashomon.model import Account, Attribution, Claim, Holder, Mention, Quantity, Reading, Segment, Span, Time

numbers = st.integers(0, 10_000)
spans = st.builds(lambda start, length: Span("a0", start, start + length), numbers, st.integers(1, 500))
holders = st.builds(Holder, st.text(), st.sampled_from(["author", "named", "unnamed"]), st.none() | spans)
quantities = st.builds(Quantity, spans, st.floats(allow_nan=False), st.none() | st.floats(allow_nan=False), st.text())
claims = st.builds(
    Claim,
    id=st.text(min_size=1),
    span=spans,
    holders=st.lists(holders, min_size=1).map(tuple),
    times=st.lists(st.builds(Time, spans, st.text(), st.none() | st.text())).map(tuple),
    quantities=st.lists(quantities).map(tuple),
    actors=st.lists(st.text()).map(tuple),
    vector=st.binary(),
)
mentions = st.builds(Mention, spans, st.just("name"), st.just("person"), st.text(), labels=st.lists(spans).map(tuple))
attributions = st.builds(Attribution, st.lists(spans, min_size=1).map(tuple), st.just("direct"), st.none() | spans)
readings = st.builds(
    Reading,
    st.just("a0"),
    st.lists(st.builds(Segment, spans, st.just("body"), numbers)).map(tuple),
    st.lists(attributions).map(tuple),
    st.lists(mentions).map(tuple),
    st.lists(claims).map(tuple),
)


@given(readings)
def test_reading_survives_json(reading: Reading) -> None:
    assert decode(Reading, json.loads(json.dumps(encode(reading)))) == reading


def test_defaults_are_left_out() -> None:
    """An old file lacks the fields that came later, and reads as their defaults."""
    account = Account("a0", "x.txt", "Rain.", "00")
    assert encode(account) == {"id": "a0", "path": "x.txt", "text": "Rain.", "sha256": "00"}


@pytest.mark.parametrize(
    ("kind", "value"), [(dict[str, str], {"a0": "a0"}), (tuple[Span, ...], (Span("a1", 2, 3),)), (str | None, None)]
)
def test_nests_survive(kind: Any, value: Any) -> None:
    assert decode(kind, encode(value)) == value
