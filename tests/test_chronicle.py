"""Events: which claims date one, which date it gets, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import dates
from rashomon.chronicle import chronicle, main_time
from rashomon.model import Account, Alignment, Claim, Event, Holder, Relation, Slot, Span, Time

PUBLISHED = "2031-05-16"  # a Friday


def tell(*texts: str) -> tuple[tuple[Account, ...], tuple[Claim, ...]]:
    """Accounts of one claim a line, dated by what the dates grammar finds; "|" stands before the predicate."""
    accounts, claims = [], []
    for number, text in enumerate(texts):
        ident, plain = f"a{number}", text.replace("|", "")
        accounts.append(Account(ident, f"{ident}.txt", plain, "0" * 64, published=PUBLISHED))
        found = dates.find(plain, PUBLISHED)
        start = 0
        for count, line in enumerate(text.split("\n")):
            verb = next(iter(line.partition("|")[2].split()), None)
            span = Span(ident, start, start + len(line.replace("|", "")))
            times = [Time(Span(ident, t.start, t.end), t.value) for t in found if span.start <= t.start < span.end]
            claims.append(
                Claim(f"{ident}.{count}", span, (Holder("author", "author"),), predicate=verb,
                      times=tuple(times), actors=("p0",) if "harbour" in line else ())
            )  # fmt: skip
            start = span.end + 1
    return tuple(accounts), tuple(claims)


def align(a: str, b: str, relation: Relation = "agree", slot: Slot | None = None, score: float = 0.9) -> Alignment:
    return Alignment(a, b, relation, score, "They say the same.", slot)


def versions(event: Event) -> list[tuple[str, str]]:
    return [(version.span.account, version.date) for version in event.versions]


def test_aligned_claims_are_one_event_with_each_version() -> None:
    accounts, claims = tell("The ferry |sank on 3 May 2031.", "On Saturday, 3 May, the ferry |sank with all hands.")
    (event,) = chronicle(accounts, claims, [align("a0.0", "a1.0")])
    assert (event.id, event.date) == ("e0", "2031-05-03")
    assert versions(event) == [("a0", "2031-05-03"), ("a1", "2031-05-03")]


def test_disagreeing_dates_stay_beside_each_other() -> None:
    """Of two dates told once each the earlier names the event; neither is dropped."""
    accounts, claims = tell("The ferry |sank on 7 May 2031.", "The ferry |sank on 3 May 2031.")
    (event,) = chronicle(accounts, claims, [align("a0.0", "a1.0", "differ", "time")])
    assert event.date == "2031-05-03"
    assert versions(event) == [("a0", "2031-05-07"), ("a1", "2031-05-03")]


def test_the_date_of_most_accounts_names_the_event_as_precisely_as_told() -> None:
    accounts, claims = tell(
        "The ferry |sank on 7 May 2031, it says.",
        "The ferry |sank in May 2031, they say.",
        "The ferry |sank on 3 May 2031, we hear.",
        "The old ferry |sank on 3 May 2031.",
    )
    pairs = [align("a0.0", "a1.0"), align("a1.0", "a2.0"), align("a2.0", "a3.0")]
    pairs += [align("a0.0", "a2.0", "differ", "time"), align("a0.0", "a3.0", "differ", "time"), align("a1.0", "a3.0")]
    (event,) = chronicle(accounts, claims, pairs)
    assert event.date == "2031-05-03"
    assert len(event.versions) == 4


def test_copied_words_count_once() -> None:
    """Three prints of one sentence do not outvote two accounts in words of their own."""
    copies = ["The ferry |sank on 7 May 2031 off Velm."] * 3
    accounts, claims = tell(*copies, "The ferry |sank on 3 May 2031.", "On 3 May 2031 the ferry |sank.")
    pairs = [align(f"a{i}.0", f"a{j}.0", "differ", "time") for i in range(3) for j in (3, 4)]
    pairs += [align("a0.0", "a1.0"), align("a1.0", "a2.0"), align("a0.0", "a2.0"), align("a3.0", "a4.0")]
    (event,) = chronicle(accounts, claims, pairs)
    assert event.date == "2031-05-03"


def test_agreement_far_apart_in_time_is_not_one_event() -> None:
    accounts, claims = tell("The ferry |sank in 2019.", "The ferry |sank on 3 May 2031.")
    assert [event.date for event in chronicle(accounts, claims, [align("a0.0", "a1.0")])] == ["2019", "2031-05-03"]


@pytest.mark.parametrize(("day", "events"), [("4 May", 1), ("5 May", 2)])
def test_agreement_joins_a_night_and_no_two_days(day: str, events: int) -> None:
    accounts, claims = tell("The crew |left on 3 May 2031.", f"On {day} 2031 some of the crew |sailed again.")
    assert len(chronicle(accounts, claims, [align("a0.0", "a1.0")])) == events


def test_one_day_one_actor_one_verb_is_one_event() -> None:
    accounts, claims = tell(
        "The harbour |closed on 3 May 2031.\nThe harbour |burned on 3 May 2031.",
        "The harbour |closed on 3 May 2031 for good.",
    )
    first, second = chronicle(accounts, claims, [])
    assert [len(first.versions), len(second.versions)] == [2, 1]


def test_close_embeddings_of_one_day_and_actor_are_one_event() -> None:
    accounts, claims = tell("The harbour |closed on 3 May 2031.", "The harbour was |shut on 3 May 2031.")
    vector = np.full(4, 0.5, dtype="<f2").tobytes()
    close = [
        Claim(c.id, c.span, c.holders, predicate=c.predicate, times=c.times, actors=c.actors, vector=vector)
        for c in claims
    ]
    assert len(chronicle(accounts, close, [])) == 1
    assert len(chronicle(accounts, claims, [])) == 2


def test_a_chain_of_alignments_does_not_swallow_a_day() -> None:
    """What three tell of the sinking and three of the vote stays two events though one pair crosses over."""
    sinkings = [f"{name} ferry |sank on 3 May 2031." for name in ("The", "A", "One")]
    votes = [f"{name} council |voted on 3 May 2031." for name in ("The", "A", "One")]
    accounts, claims = tell(*sinkings, *votes)
    pairs = [align(f"a{i}.0", f"a{j}.0") for group in ((0, 1, 2), (3, 4, 5)) for i in group for j in group if i < j]
    assert [len(e.versions) for e in chronicle(accounts, claims, [*pairs, align("a2.0", "a3.0", score=0.6)])] == [3, 3]


def test_events_are_in_order_and_undated_claims_are_none() -> None:
    accounts, claims = tell(
        "The mayor |resigned.\nThe ferry |sank on Thursday.\nThe quay was |built in 1999.\nIt |rained on 2 May."
    )
    events = chronicle(accounts, claims, [])
    assert [(event.id, event.date) for event in events] == [("e0", "1999"), ("e1", "2031-05-02"), ("e2", "2031-05-15")]


def test_wording_is_the_shortest_readable_slice() -> None:
    accounts, claims = tell(
        "It |sank 3 May 2031.",
        "The ferry |sank off the Velm coast on 3 May 2031.",
        "The ferry |sank off the Velm coast on 3 May 2031 with all its passengers and crew, it was said.",
    )
    pairs = [align("a0.0", "a1.0"), align("a1.0", "a2.0"), align("a0.0", "a2.0")]
    (event,) = chronicle(accounts, claims, pairs)
    assert event.wording.account == "a1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council |left the 2015 accord on Thursday.", "2031-05-15"),
        ("On Thursday the council |left the 2015 accord.", "2031-05-15"),
        ("The ferry, |built in 1999, sank.", "1999"),
        ("Velm |voted on Sunday after the ferry sank last week.", "2031-05-11"),
        ("It |sank in May 2031, weeks before the 2032 elections.", "2031-05"),
        ("The ferry |sank off the coast.", None),
        ("Velm will |spend $96 million on its ferries, up from $89 million in 2030.", None),
        ("Sales |fell to $9 million in April, down from $12.5 million in 2030.", "2031-04"),
        ("Fewer |sailed than in 2030.", None),
        ("It |was the worst storm at sea since 2030.", None),
        ("The crew |won for the first time since May 2030.", None),
        ("The harbour has |been shut since May 2030 at the latest.", "2030-05"),
        ("They |are better off than they were in 2030.", None),
        ("More than 40 people |sailed in 2030.", "2030"),
        ("The crew |came down from the hills in 2030.", "2030"),
    ],
)
def test_main_time_dates_the_predicate(text: str, expected: str | None) -> None:
    (account,), (claim,) = tell(text)
    found = main_time(account, claim)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mate was |killed in January 2030, the coastguard said on 9 May 2031.", "2030-01"),
        ("During 2010-2017 the ferries |sank, the coastguard said on 9 May 2031.", "2010/2017"),
        ("On 9 May 2031 the coastguard said the mate was |killed in January 2030.", "2030-01"),
        ("The coastguard said on 9 May 2031 that the ferry |sank.", "2031-05-09"),
        ("The coastguard said that on 3 May 2031 the ferry |sank, and not in April 2031.", "2031-05-03"),
    ],
)
def test_a_claim_is_dated_by_its_content_before_its_saying(text: str, expected: str) -> None:
    (account,), (claim,) = tell(text)
    at = account.text.index("coastguard")
    said = Holder("the coastguard", "named", Span(account.id, at, at + len("coastguard")))
    found = main_time(account, replace(claim, holders=(said, *claim.holders)))
    assert (found.value if found else None) == expected


LINES = st.lists(
    st.sampled_from(
        [
            "The ferry |sank on 3 May 2031.",
            "It |rained in April.",
            "It |sank.",
            "The harbour |closed in 2019.",
            "The harbour |shut on 7 May 2031.",
        ]
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(LINES, min_size=1, max_size=4), st.data())
def test_every_dated_claim_is_in_exactly_one_event(tellings: list[list[str]], data: st.DataObject) -> None:
    accounts, claims = tell(*("\n".join(lines) for lines in tellings))
    across = [(a.id, b.id) for a in claims for b in claims if a.span.account < b.span.account]
    chosen = data.draw(st.lists(st.sampled_from(across), max_size=6, unique=True)) if across else []
    events = chronicle(accounts, claims, [align(a, b) for a, b in chosen])
    told = sorted(version.span for event in events for version in event.versions)
    assert told == sorted(claim.span for claim in claims if claim.times)
    assert [event.id for event in events] == [f"e{n}" for n in range(len(events))]
    assert events == chronicle(accounts, claims, [align(a, b) for a, b in chosen])
    assert all(event.date in {version.date for version in event.versions} for event in events)
