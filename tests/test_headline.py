"""The headline: names are read there, claims and attributions are not, and the body reads the same without it."""

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.extract import extract
from rashomon.headline import headline, is_headline
from rashomon.mention import mention
from rashomon.model import Account, Claim, Mention, Segment, SegmentKind, Span
from rashomon.text import segments

TITLE = "Harbour chief Ada Moss says ferry is safe"
BODY = "Ada Moss met the crew on Monday. The ferry left at noon, she said."


def told(text: str, title: str | None, first: SegmentKind = "meta") -> tuple[Account, tuple[Segment, ...]]:
    """An account and its segments, of which those of the first paragraph are of one kind and all others body."""
    account = Account("a0", "a0.txt", text, "", title=title, language="en")
    cut = segments(text)
    return account, tuple(Segment(Span("a0", s, e), "body" if number else first, number) for s, e, number in cut)


def read(account: Account, cut: tuple[Segment, ...]) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of an account."""
    doc = annotate(account, cut)
    attributions = attribute(account, doc, cut)
    mentions = mention(account, doc, cut, attributions)
    return mentions, extract(account, doc, cut, attributions, mentions)


def test_a_headline_names_but_claims_nothing() -> None:
    account, cut = told(f"# {TITLE}\n\n{BODY}", TITLE)
    mentions, claims = read(account, cut)
    end = len(TITLE) + 2
    assert "Harbour chief Ada Moss" in [account.slice(one.span) for one in mentions if one.span.end <= end]
    assert claims
    assert all(claim.span.start > end for claim in claims)
    assert all(holder.span is None or holder.span.start > end for claim in claims for holder in claim.holders)


def test_the_body_reads_the_same_with_and_without_its_headline() -> None:
    account, cut = told(f"{TITLE}\n\n{BODY}", TITLE)
    plain, others = told(f"{TITLE}\n\n{BODY}", None)
    titled, bare = annotate(account, cut), annotate(plain, others)
    body = titled.char_span(len(TITLE) + 2, len(account.text))
    assert body is not None
    tags = [(word.pos_, word.dep_, word.head.i, word.ent_type_) for word in titled[body.start : body.end]]
    assert tags == [(word.pos_, word.dep_, word.head.i, word.ent_type_) for word in bare[body.start : body.end]]


def test_only_the_title_set_off_from_the_body_is_a_headline() -> None:
    assert headline(*told(f"{TITLE}\n\n{BODY}", TITLE)) == {0}
    assert not headline(*told(f"{TITLE}\n\n{BODY}", TITLE, "body"))
    assert not headline(*told(f"{TITLE}\n\n{BODY}", None))
    assert not is_headline("Ferry", Account("a0", "a0.txt", "Ferry", "", title=" "))


def test_white_space_before_the_first_sentence_hides_nobody() -> None:
    account, cut = told(f"\n\n  {BODY}", None, "body")
    mentions, _ = read(account, cut)
    assert account.slice(mentions[0].span) == "Ada Moss"
