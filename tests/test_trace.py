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


@pytest.mark.parametrize("many", [20, 100])
def test_many_identical_accounts_are_one_voice(many: int) -> None:
    copies = tuple(account(n, STORY) for n in range(many))
    assert set(groups(copies, traced(*copies)).values()) == {"a0"}


def test_of_many_copies_each_names_one_source() -> None:
    copies = tuple(account(n, STORY) for n in range(20))
    assert [one.source for one in traced(*copies)] == ["a0"] * 19


def test_a_copy_is_named_after_the_original_rather_than_another_copy() -> None:
    texts = (STORY + " It ends.", STORY.upper(), STORY[:330])
    for order in ((0, 1, 2), (1, 0, 2), (2, 1, 0)):
        dated: list[dict[str, str]] = [{"published": "2031-05-06"}, {}, {}]
        accounts = [account(k, texts[k], **dated[k]) for k in order]
        assert {(one.source, one.target) for one in traced(*accounts)} == {("a0", "a1"), ("a0", "a2")}


def test_of_two_equal_texts_the_one_that_names_its_writer_is_the_source() -> None:
    for number in (0, 1):
        signed, bare = account(number, STORY, authors=("Ada Moss",)), account(1 - number, STORY.upper())  # type: ignore[arg-type]
        (found,) = traced(bare, signed)
        assert (found.source, found.inferred) == (signed.id, True)


def test_a_second_source_is_named_for_words_the_first_does_not_have() -> None:
    first, second = account(0, STORY, published="2031-05-01"), account(1, OTHER, published="2031-05-01")
    both = account(2, STORY + " " + OTHER, published="2031-05-02")
    assert {(one.source, one.target) for one in traced(first, second, both)} == {("a0", "a2"), ("a1", "a2")}


@pytest.mark.parametrize("credit", ["The Arlen Post", "arlenpost.example", "ARLEN POST"])
def test_an_outlet_is_known_under_its_article_and_its_address(credit: str) -> None:
    original = account(0, STORY, "Arlen Post", url="https://www.arlenpost.example/ferry")
    (found,) = traced(original, account(1, STORY, "Far Shore", original_outlet=credit))
    assert (found.source, found.kind, found.inferred) == ("a0", "reprint", False)


def test_who_credits_an_unknown_original_is_the_reprint() -> None:
    (found,) = traced(account(0, STORY, original_outlet="Arlen Post"), account(1, STORY))
    assert (found.source, found.target, found.kind, found.inferred) == ("a1", "a0", "reprint", True)


def test_a_file_of_no_outlet_may_be_the_original_it_credits() -> None:
    """A wire's own file names the wire above its text; a paper cut it and credits nobody."""
    wire, paper = account(1, STORY + OTHER, original_outlet="Wire One"), account(0, STORY + " Ends.", "Far Shore")
    (found,) = traced(paper, wire)
    assert (found.source, found.target, found.kind, found.inferred) == ("a1", "a0", "copy", True)


def test_of_two_that_credit_one_original_the_one_of_another_outlet_is_the_copy() -> None:
    """Also where it has words of its own besides."""
    wire = account(1, STORY, original_outlet="Wire One")
    paper = account(0, STORY + OTHER, "Far Shore", original_outlet="Wire One")
    (found,) = traced(paper, wire)
    assert (found.source, found.target, found.kind, found.inferred) == ("a1", "a0", "reprint", True)


def test_accounts_that_credit_one_original_under_one_title_are_one_voice() -> None:
    """Also where what each printed of it shares no words."""
    first = account(0, STORY, title="Ferries stopped at Arlen", original_outlet="Wire One")
    second = account(1, OTHER, title="Ferries Stopped at Arlen", original_outlet="The Wire One")
    third = account(2, QUOTE, title="Ferries stopped at Arlen")
    assert groups((first, second, third), ()) == {"a0": "a0", "a1": "a0", "a2": "a2"}


def test_a_short_notice_taken_up_in_a_long_report_leaves_the_report_its_voice() -> None:
    notice = account(0, STORY[:330], published="2031-05-01")
    report = account(1, STORY[:330] + " " + OTHER + " " + OTHER.upper()[::-1], published="2031-05-02")
    (found,) = traced(notice, report)
    assert (found.source, found.kind) == ("a0", "excerpt")
    assert found.share < 0.5
    assert groups((notice, report), (found,)) == {"a0": "a0", "a1": "a1"}


def test_a_group_is_named_after_the_account_added_first() -> None:
    accounts = tuple(account(n, STORY if n in (2, 10) else f"{OTHER[n:]} {n}" * (n == 3)) for n in (10, 3, 2))
    assert groups(accounts, traced(*accounts)) == {"a10": "a2", "a3": "a3", "a2": "a2"}


def test_an_account_that_was_not_read_has_no_group() -> None:
    lost = replace(account(1, ""), status="failed", reason="it is empty")
    assert groups((account(0, STORY), lost), ()) == {"a0": "a0"}


def test_a_passage_does_not_run_over_struck_text() -> None:
    """Each side slices to the same words though an advertisement breaks into one of them."""
    cut = STORY.index("Passengers")
    notice = "Subscribe to the coast letter today."
    first, second = account(0, STORY), account(1, STORY[:cut] + notice + " " + STORY[cut:])
    ranges = [
        (0, cut - 1, "body"),
        (cut, cut + len(notice), "chrome"),
        (cut + len(notice) + 1, len(second.text), "body"),
    ]
    broken = Reading("a1", tuple(Segment(Span("a1", a, b), kind, 0) for a, b, kind in ranges))  # type: ignore[arg-type]
    (found,) = trace((first, second), (body(first), broken))
    texts = {"a0": first, "a1": second}
    sides = [[texts[s.account].slice(s) for s in (p.source, p.target)] for p in found.passages]
    assert found.kind == "copy"
    assert [a for a, _ in sides] == [b for _, b in sides]
    assert not any(notice in side for side in sides)


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
    turned = traced(second, first)
    assert joined == len(set(groups((second, first), turned).values()))
    assert sorted(turned, key=repr) == sorted(found, key=repr)
