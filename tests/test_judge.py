"""Judgements replay exactly, find their words by evidence alone, and are never moved or dropped."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import judge
from rashomon.errors import InputError
from rashomon.model import (
    Account,
    Action,
    Actor,
    Alignment,
    Anchor,
    Claim,
    Holder,
    Judgement,
    Quantity,
    Segment,
    Span,
    Time,
)

TEXT = "Four ferries sank on Monday. Lena Orre said so. Share this"
ACCOUNTS = (Account("a0", "a.txt", TEXT, "0" * 64), Account("a1", "b.txt", "Five ferries sank.", "1" * 64))
SANK, SAID, SHARE, FIVE = Span("a0", 0, 28), Span("a0", 29, 47), Span("a0", 48, 58), Span("a1", 0, 18)
AUTHOR = (Holder("author", "author"),)
CLAIMS = (
    Claim(
        "a0.0", SANK, AUTHOR,
        times=(Time(Span("a0", 21, 27), "2031-03-04"),),
        quantities=(Quantity(Span("a0", 0, 4), 4.0, what="ferry"),),
    ),
    Claim("a0.1", SAID, AUTHOR),
    Claim("a1.0", FIVE, AUTHOR),
)  # fmt: skip
ACTORS = (
    Actor("x0", "Lena Orre", "person", (Span("a0", 29, 38),)),
    Actor("x1", "ferries", "other", (Span("a0", 5, 12), Span("a1", 5, 12))),
)
FOUND = (Alignment("a0.0", "a1.0", "differ", 0.7, "'Four' against 'Five' ferries.", "quantity"),)


def decided(action: Action, *spans: Span, after: str | None = None, by: str = "ada", at: str = "1") -> Judgement:
    accounts = {account.id: account for account in ACCOUNTS}
    anchors = tuple(judge.anchored(span, accounts[span.account]) for span in spans)
    return judge.sealed(Judgement("", by, at, action, anchors, after=after))


def test_reject_takes_an_alignment_away_whichever_claim_is_named_first() -> None:
    for pair in ((SANK, FIVE), (FIVE, SANK)):
        assert judge.alignments(ACCOUNTS, CLAIMS, FOUND, [decided("reject", *pair)]) == ()


def test_relabel_changes_relation_and_slot() -> None:
    one = decided("relabel", FIVE, SANK, after="conflict")
    changed = judge.alignments(ACCOUNTS, CLAIMS, FOUND, [one])
    assert changed == (replace(FOUND[0], relation="conflict", slot=None, score=1.0, judgement=one.id),)


def test_accept_of_a_pair_the_machine_missed_links_it() -> None:
    found = judge.alignments(ACCOUNTS, CLAIMS, (), [decided("accept", SAID, FIVE)])
    assert [(one.a, one.b, one.relation, one.score) for one in found] == [("a0.1", "a1.0", "agree", 1.0)]


def test_kind_of_a_segment() -> None:
    segments = (Segment(SANK, "body", 0), Segment(SHARE, "body", 0))
    one = decided("kind", SHARE, after="chrome")
    assert judge.kinds(ACCOUNTS[0], segments, [one]) == (
        segments[0],
        Segment(SHARE, "chrome", 0, judgement=one.id),
    )


def test_holder_date_and_number_are_put_right() -> None:
    log = [
        decided("holder", SANK, after="the port"),
        decided("time", Span("a0", 21, 27), after="2031-03-11"),
        decided("quantity", Span("a0", 0, 4), after="4..5"),
    ]
    changed, *others = judge.claims(ACCOUNTS, CLAIMS, log)
    assert changed.holders == (Holder("the port", "named"), *AUTHOR)
    assert changed.times[0].value == "2031-03-11"
    assert (changed.quantities[0].value, changed.quantities[0].high) == (4.0, 5.0)
    assert tuple(others) == CLAIMS[1:]


def test_merge_and_split_of_actors() -> None:
    merge = decided("merge", ACTORS[0].mentions[0], ACTORS[1].mentions[0], after="the ferries")
    merged = judge.actors(ACCOUNTS, ACTORS, [merge])
    assert [(actor.name, len(actor.mentions)) for actor in merged] == [("the ferries", 3)]
    split = decided("split", ACTORS[0].mentions[0], after="Lena Orre", at="2")
    parts = judge.actors(ACCOUNTS, ACTORS, [merge, split])
    assert [(actor.name, len(actor.mentions)) for actor in parts] == [("the ferries", 2), ("Lena Orre", 1)]


def test_copies_and_independent_accounts() -> None:
    """A person may join two groups, and set one account of a group apart."""
    both = tuple(Anchor(account.sha256) for account in ACCOUNTS)
    copy = judge.sealed(Judgement("", "ada", "1", "copy", both, after="copy"))
    apart = judge.sealed(Judgement("", "ada", "2", "copy", both, after="independent"))
    assert judge.groups(ACCOUNTS, {"a0": "a0", "a1": "a1"}, [copy]) == {"a0": "a0", "a1": "a0"}
    assert judge.groups(ACCOUNTS, {"a0": "a0", "a1": "a0"}, [apart]) == {"a0": "a0", "a1": "a1"}


def test_undo_and_undo_of_undo() -> None:
    first = decided("reject", SANK, FIVE)
    undo = judge.sealed(Judgement("", "ada", "2", "undo", (), after=first.id))
    again = judge.sealed(Judgement("", "ada", "3", "undo", (), after=undo.id))
    assert judge.standing([first, undo]) == ()
    assert judge.standing([first, undo, again]) == (first,)


def test_gone_words_make_an_orphan_and_move_nothing() -> None:
    """The same sentence elsewhere in a changed text is not taken for the judged one."""
    moved = Account("a0", "a.txt", "New lead. " + TEXT, "0" * 64)
    one = decided("holder", SANK, after="the port")
    claims = (Claim("a0.0", Span("a0", 10, 38), AUTHOR),)
    assert judge.claims([moved], claims, [one]) == claims
    (orphan,) = judge.orphans([moved], [], claims, [], [one])
    assert "do not stand where they stood" in orphan.reason


def test_orphan_reasons() -> None:
    assert judge.orphans(ACCOUNTS, [], CLAIMS, ACTORS, [decided("holder", SANK, after="the port")]) == ()
    (gone,) = judge.orphans(ACCOUNTS[1:], [], CLAIMS, ACTORS, [decided("holder", SANK, after="the port")])
    assert "not in the case" in gone.reason
    (unclaimed,) = judge.orphans(ACCOUNTS, [], CLAIMS[1:], ACTORS, [decided("accept", SANK, FIVE)])
    assert "is no claim of its own" in unclaimed.reason


def test_people_who_disagree_are_shown() -> None:
    yes, no = decided("accept", SANK, FIVE), decided("reject", SANK, FIVE, by="bo", at="2")
    same = decided("kind", SHARE, after="chrome"), decided("kind", SHARE, after="chrome", by="bo")
    found = judge.agreement([yes, no, *same])
    assert (found.subjects, found.agreed, found.disputed) == (2, 1, ((yes, no),))


def test_notes_are_no_answers_to_agree_on() -> None:
    notes = decided("note", SANK, after="one"), decided("note", SANK, after="another", by="bo")
    assert judge.agreement(notes).subjects == 0


@pytest.mark.parametrize(
    ("action", "spans", "after", "word"),
    [
        ("accept", (SANK,), None, "2 things"),
        ("relabel", (SANK, FIVE), "true", "'true' is no value"),
        ("kind", (SHARE,), "advert", "chrome"),
        ("quantity", (SANK,), "four", "no number"),
        ("holder", (SANK,), None, "needs a value"),
        ("agree", (SANK, SANK), None, "'agree' is no action; use one of accept, reject"),
    ],
)
def test_judgement_that_could_never_apply(action: Action, spans: tuple[Span, ...], after: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        judge.check(decided(action, *spans, after=after))


@given(st.permutations(range(4)))
def test_order_of_arrival_changes_nothing(order: list[int]) -> None:
    """Logs of two machines merge to the same state in whatever order their rows arrive."""
    log = [
        decided("reject", SANK, FIVE, at="1"),
        decided("relabel", SANK, FIVE, after="conflict", by="bo", at="2"),
        decided("accept", SAID, FIVE, at="3"),
        judge.sealed(Judgement("", "bo", "4", "undo", (), after=decided("accept", SAID, FIVE, at="3").id)),
    ]
    standing = judge.standing(log[index] for index in order)
    assert judge.alignments(ACCOUNTS, CLAIMS, FOUND, standing) == judge.alignments(
        ACCOUNTS, CLAIMS, FOUND, judge.standing(log)
    )


def test_id_is_a_hash_of_the_rest() -> None:
    one = decided("note", SANK, after="check with the port")
    assert judge.sealed(replace(one, id="x")) == one
    assert judge.sealed(replace(one, why="because")).id != one.id
    assert judge.Evidence(ACCOUNTS).spans(Anchor("0" * 64)) == []
