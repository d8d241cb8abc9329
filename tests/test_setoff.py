"""Quotations that layout alone sets off, as the reader and `attribute` find them."""

import pytest

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Segment, Span
from rashomon.text import segments

BLOCK = "We are committed to repairing the bridge. As we said before, the work will take all summer."


def holder(text: str) -> str | None:
    """Who holds the whole of BLOCK; None if nobody does."""
    account = Account("a0", "a0.txt", text, "", language="en")
    cut = tuple(Segment(Span("a0", start, end), "body", number) for start, end, number in segments(text))
    start = text.index(BLOCK)
    for one in attribute(account, annotate(account, cut), cut):
        if any(part.start <= start and start + len(BLOCK) - 1 <= part.end for part in one.content):
            return one.speaker
    return None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("On Monday the Harbour Board released a strongly worded statement about the bridge:", "Harbour Board"),
        ("Ada Moss also wrote:", "Ada Moss"),
        ("As the Varn Courier reported on Monday:", "Varn Courier"),
        ("The bridge was closed on Monday.", None),
        ("The mayor declined to comment:", None),
        ("Mayor Moss Explains Plan:", None),
        ("Here is what we know:", None),
        ("The repairs were long overdue:", None),
    ],
)
def test_a_paragraph_after_words_are_announced_and_a_colon_is_a_quotation(before: str, expected: str | None) -> None:
    assert holder(f"{before}\n\n{BLOCK}\n\nThe ferry sailed on Monday.") == expected


def test_only_one_paragraph_is_set_off() -> None:
    text = f"Ada Moss wrote:\n\nThe bridge is old, and nobody has ever painted it.\n\n{BLOCK}"
    assert holder(text) is None


def test_words_set_off_are_quoted_directly() -> None:
    text = f"Ada Moss wrote:\n\n{BLOCK}"
    account = Account("a0", "a0.txt", text, "", language="en")
    cut = tuple(Segment(Span("a0", start, end), "body", number) for start, end, number in segments(text))
    assert [one.kind for one in attribute(account, annotate(account, cut), cut)] == ["direct"]
