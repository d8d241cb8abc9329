"""Copies are found and told from shared quotations; direction by credit, date, or what was cut from what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Account, Lineage, Reading, Segment, Span
from rashomon.text import fold, segments
from rashomon.trace import groups, trace

STORY = (
    "The council of Arlen closed the ferry line on Monday after an inspector found cracks in two of its three hulls. "
    "Passengers were sent to the road bridge, nine miles upstream, and the first buses ran before noon. "
    "The company that built the boats said it had not seen the inspector's report and would answer when it had. "
    "A fourth boat, ordered two winters ago, is still on the slip at Norrby with her engines uncrated."
)
OTHER = (
    "Nobody in the lower town was surprised. The boats had leaked since spring, the crews kept buckets by the rail. "
    "What the council calls a pause will cost the fish market its busiest week, the stallholders reckon."
)
QUOTE = "“We will not put a single passenger on a boat that I would not let my own children sail on,” she said."


def account(number: int, text: str, outlet: str | None = None, **facts: str) -> Account:
    return Account(f"a{number}", f"{number}.txt", text, f"{hash_of(text)}", outlet=outlet, **facts)  # type: ignore[arg-type]


def hash_of(text: str) -> str:
    return f"{sum(map(ord, text)):064x}"


def body(account: Account) -> Reading:
    cut = segments(account.text)
    return Reading(
        account.id, tuple(Segment(Span(account.id, one.start, one.end), "body", one.paragraph) for one in cut)
    )


def traced(*accounts: Account) -> tuple[Lineage, ...]:
    return trace(accounts, [body(one) for one in accounts])


def test_reprint_by_credit_line() -> None:
    """The account that names its original is the target, whatever the dates say, and the direction is stated."""
    original = account(1, STORY, "Arlen Post", published="2031-05-06")
    reprint = account(0, STORY + " Ends.", "Far Shore", published="2031-05-01", original_outlet="Arlen Post")
    (found,) = traced(reprint, original)
    assert (found.source, found.target, found.kind, found.inferred) == ("a1", "a0", "reprint", False)
    assert found.share > 0.95


def test_two_reprints_of_one_absent_original_are_one_voice() -> None:
    first = account(0, STORY, "Far Shore", original_outlet="Wire One")
    second = account(1, STORY[:300] + OTHER, "Near Shore", original_outlet="Wire One")
    assert groups((first, second), traced(first, second)) == {"a0": "a0", "a1": "a0"}


def test_light_edits_are_a_copy_with_inferred_direction() -> None:
    edited = STORY.replace("nine miles", "about ten miles").replace("two winters ago", "in 2029")
    early, late = account(0, edited, published="2031-05-07"), account(1, STORY, published="2031-05-06")
    (found,) = traced(early, late)
    assert (found.source, found.target, found.kind, found.inferred) == ("a1", "a0", "copy", True)


def test_what_was_cut_lies_in_what_it_was_cut_from() -> None:
    short, long = account(0, STORY[:330]), account(1, STORY + " " + OTHER)
    (found,) = traced(short, long)
    assert (found.source, found.target) == ("a1", "a0")
    assert groups((short, long), (found,)) == {"a0": "a0", "a1": "a0"}


def test_one_borrowed_sentence_joins_nobody() -> None:
    first = account(0, STORY)
    second = account(
        1, OTHER + " Passengers were sent to the road bridge, nine miles upstream, while the boats lay idle."
    )
    (found,) = traced(first, second)
    assert found.kind == "excerpt"
    assert groups((first, second), (found,)) == {"a0": "a0", "a1": "a1"}


def test_shared_quotation_joins_nobody() -> None:
    """Five papers that quote one speaker at length did not copy each other."""
    first, second = account(0, STORY[:112] + QUOTE), account(1, OTHER[:60] + " " + QUOTE)
    (found,) = traced(first, second)
    assert found.kind == "shared-quotation"
    assert groups((first, second), (found,)) == {"a0": "a0", "a1": "a1"}


def test_different_accounts_share_nothing() -> None:
    assert traced(account(0, STORY), account(1, OTHER)) == ()


def test_page_around_the_text_does_not_count() -> None:
    notice = " Sign up to our morning letter and never miss a story from the coast, the islands and the river towns."
    first, second = account(0, STORY + notice), account(1, OTHER + notice)
    readings = []
    for one in (first, second):
        reading = body(one)
        *rest, last = reading.segments
        readings.append(replace(reading, segments=(*rest, replace(last, kind="chrome"))))
    assert trace((first, second), readings) == ()


def test_chain_of_copies_is_one_group() -> None:
    three = tuple(account(n, STORY + " Page" * n, published=f"2031-05-0{n + 1}") for n in range(3))
    assert set(groups(three, traced(*three)).values()) == {"a0"}


@pytest.mark.parametrize("many", [20])
def test_many_identical_accounts_are_one_voice(many: int) -> None:
    copies = tuple(account(n, STORY) for n in range(many))
    assert set(groups(copies, traced(*copies)).values()) == {"a0"}


vocabulary = st.sampled_from(
    [
        "the",
        "ferry",
        "was",
        "closed",
        "on",
        "monday",
        "after",
        "cracks",
        "were",
        "found",
        "“",
        "”",
        ",",
        ".",
        "boats",
        "hulls",
    ]
)


@given(st.lists(vocabulary, min_size=6, max_size=60), st.lists(vocabulary, min_size=6, max_size=60))
def test_passages_slice_to_the_same_words_and_order_changes_no_group(a: list[str], b: list[str]) -> None:
    first, second = account(0, " ".join(a)), account(1, " ".join(b + a[:20]))
    texts = {one.id: one for one in (first, second)}
    found = traced(first, second)
    for one in found:
        for passage in one.passages:
            sides = [" ".join(w for w in fold(texts[s.account].slice(s)).split() if w.isalnum())
                     for s in (passage.source, passage.target)]  # fmt: skip
            assert sides[0] == sides[1]
        assert 0 < one.share <= 1
    joined = len(set(groups((first, second), found).values()))
    assert joined == len(set(groups((second, first), traced(second, first)).values()))
