"""Every segment gets a kind: the page around an article is marked, the article is not."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.clean import clean
from rashomon.clean.looks import _FLAGS, _is_hinted, form_of
from rashomon.model import SEGMENT_KINDS, Account, Segment
from rashomon.text import segments

STORY = """The council of Arlen closed the ferry line on Monday after an inspector found cracks in two of its hulls.

Passengers were sent to the road bridge, nine miles upstream, and the first buses ran before noon. "Nobody told us," \
said Ada Moss, who sells fish on the quay.

The company that built the boats said it had not seen the report and would answer when it had.

A fourth boat, ordered two winters ago, is still on the slip at Norrby with her engines uncrated."""

PAGE = f"""Home | News | Ferries | Weather | Opinion

Skip to content

Ferry line closed after cracks found

By Tom Reed

12 March 2019, 14:05

Share on Facebook

{STORY}

Advertisement

The inspector will speak to the council on Thursday, the mayor's office said.

Tom Reed is a reporter for the Quayside Times.

Sign up for our newsletter

Related articles

Council votes on new bridge

Why the fish market moved

© 2019 Quayside Times. All rights reserved.

3 comments

Kofi_77

13 March 2019 at 08:12

I told them years ago those boats were rotten!!

Reply

Greta

13 March 2019 at 09:40

so who pays for the buses then?

Reply"""


def account(text: str, **facts: str) -> Account:
    return Account("a0", "a0.txt", text, "0" * 64, **facts)  # type: ignore[arg-type]


def kinds(text: str, **facts: str) -> dict[str, str]:
    one = account(text, **facts)
    return {one.slice(segment.span): segment.kind for segment in clean(one)}


def struck(found: tuple[Segment, ...]) -> int:
    return sum(segment.kind != "body" for segment in found)


@pytest.mark.parametrize("separator", ["\n\n", "\n"])
def test_a_page_is_told_from_its_article(separator: str) -> None:
    found = kinds(PAGE.replace("\n\n", separator), title="Ferry line closed after cracks found")
    article = {segment for segment in found if segment in STORY} | {
        "The inspector will speak to the council on Thursday, the mayor's office said."
    }
    assert {segment for segment, kind in found.items() if kind == "body"} == article


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Share on Facebook", "chrome"),
        ("By Tom Reed", "meta"),
        ("Ferry line closed after cracks found", "meta"),
        ("Advertisement", "chrome"),
        ("Council votes on new bridge", "related"),
        ("© 2019 Quayside Times.", "legal"),
        ("I told them years ago those boats were rotten!!", "comment"),
        ("so who pays for the buses then?", "comment"),
    ],
)
def test_kinds_of_page_furniture(words: str, expected: str) -> None:
    assert kinds(PAGE)[words] == expected


def test_photograph_captions_are_captions() -> None:
    caption = "Passengers wait at the quay in Arlen, March 12, 2019. (Photo by Lena Beck/Worldpix)"
    found = kinds(f"Ferry line closed\n\n{caption}\n\n{STORY}")
    assert {kind for segment, kind in found.items() if segment in caption} == {"caption"}


def test_notes_are_notes() -> None:
    notes = '[1] Ada Moss, "The boats of Arlen," Quayside Times, March 3, 2018.\n\n[2] Ibid., p. 14.'
    found = kinds(f"{STORY}\n\nNotes\n\n{notes}")
    assert {kind for segment, kind in found.items() if segment in notes} == {"notes"}


@pytest.mark.parametrize("heading", ["The inspector's report", "## What the council knew", "Who pays for the buses?"])
def test_a_heading_inside_the_body_is_body(heading: str) -> None:
    paragraphs = STORY.split("\n\n")
    text = "\n\n".join([*paragraphs[:2], heading, *paragraphs[2:]])
    assert kinds(text)[heading] == "body"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.replace("\n\n", " "),
        "The ferry left at nine.",
        "STATEMENT\n\nThe council regrets the loss.\n\n1. The ferry left at nine.\n2. Nobody called.",
        "REPORTER: When were you told?\n\nMAYOR: At nine. The harbour office called me.",
        "I do not believe the council. You should not either. Our boats are old, and we were told they were new.",
        "La oficina del puerto dijo el lunes que el transbordador salió a las nueve.\n\nNadie fue avisado.",
        "Порт сообщил в понедельник, что паром ушёл в девять.\n\nНикто на причале не знал об этом.",
        "港务局周一表示渡轮于九点离开。码头上没有人被告知。\n\n部长在信中作出回应。",
        "قالت هيئة الميناء يوم الاثنين إن العبارة غادرت في التاسعة.\n\nلم يبلغ أحد على الرصيف بذلك.",
    ],
    ids=["story", "one line", "one sentence", "statement", "interview", "opinion", "es", "ru", "zh", "ar"],
)
def test_bare_texts_are_not_struck(text: str) -> None:
    assert struck(clean(account(text))) == 0


def test_a_page_without_an_article_is_struck() -> None:
    page = "Home\nNews\nSport\nShare on Facebook\nSubscribe now\nPrivacy policy\n© 2019 Quayside Times."
    found = clean(account(page))
    assert struck(found) == len(found)


def test_an_empty_text_has_no_segments() -> None:
    assert clean(account("")) == clean(account(" \n\n ")) == ()


HINTED = st.sampled_from(["@", "#", "a", " ", "photo", "said", "www.", "http://", ".com", "/", "…", "©", "<", "|"])


@given(st.lists(HINTED, max_size=8).map("".join) | st.text(max_size=40))
def test_no_flag_is_missed_for_want_of_a_hint(text: str) -> None:
    assert all(_is_hinted(name, text) for name, pattern in _FLAGS.items() if pattern.search(text))


@given(st.text(max_size=300) | st.lists(st.sampled_from(PAGE.split("\n")), max_size=25).map("\n".join))
@settings(deadline=None, max_examples=60)
def test_every_segment_has_a_kind(text: str) -> None:
    """The spans and paragraphs are those of `text.segments`; the kinds are known; two runs agree."""
    one = account(text)
    found = clean(one)
    assert [(s.span.start, s.span.end, s.paragraph) for s in found] == [tuple(s) for s in segments(text)]
    assert all(s.kind in SEGMENT_KINDS and s.span.account == "a0" for s in found)
    assert clean(one) == found


def test_time_grows_with_length_only() -> None:
    began = time.process_time()
    clean(account((PAGE + "\n\n") * 60))
    assert time.process_time() - began < 10


@pytest.mark.shared
def test_boilerplate_agrees_with_the_annotation(shared_cases: Path) -> None:
    """F1 by segment on the development case of dirty scrapes; two annotators agree at .96 and over."""
    gold = json.loads((shared_cases / "seeds" / "gold.p1.json").read_text("utf-8"))["boilerplate"]
    hit = wrong = missed = 0
    for table in sorted((shared_cases / "seeds").glob("*.seg.tsv")):
        name = table.name.split(".")[0]
        cut = [s.span for s in clean(account(table.with_name(f"{name}.txt").read_bytes().decode())) if s.kind != "body"]
        for row in table.read_text("utf-8").split("\n")[:-1]:
            number, start, end = row.split("\t")[0], *map(int, row.split("\t")[1:3])
            guess = any(min(end, span.end) - max(start, span.start) >= (end - start) / 2 for span in cut)
            truth = number in gold.get(name, {})
            hit, wrong, missed = hit + (guess and truth), wrong + (guess > truth), missed + (guess < truth)
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.9


LOG = """HARBOUR RESCUE SERVICE OF ARLEN
Log of calls, 12 March 2019
Duty officer: Ada Moss

08:41  First call. Caller reports smoke over the slip at Norrby.
08:44  Engine 2 sent from Arlen.
09:10  One man taken to the hospital with burns to both hands.
09:32  Fire out. Slip handed over to the police.

Page 1 of 1"""

POSTS = """Kofi Brandl
@kofi_brandl
1/4 Smoke over the slip at Norrby this morning, seen from the road bridge. All times local.
2/4 The harbour office says one man was hurt. A welder on the slip speaks of two.
3/4 I have seen no footage of an explosion. The damage looks like that of a fire in a paint store.
4/4 Correction: an earlier post said that the fourth boat was lost. It was not.
2:14 PM · Mar 12, 2019 · 18.2K Views
41 Reposts 7 Quotes 230 Likes"""

MAIL = """From: Greta Novik <greta@post.example>
To: Ada Moss <ada@post.example>
Date: 13 March 2019
Subject: Re: The slip

I was on the slip when it happened. It was twenty to nine by the clock over the gate, and I saw no flash.

On 12 March 2019, Ada Moss wrote:
> Is it true that a boat blew up?
> The mayor says that nobody was there."""

PAGED = """ARLEN PORT OFFICE                                            Report 2019/7

1.1  The fire began at 08:40 in the paint store of the slip at Norrby. One man was hurt.

1.2  The office found no sign of an explosion. The fourth boat was not touched by the fire.

Page 1 of 2

ARLEN PORT OFFICE                                            Report 2019/7

2.1  The fire was most probably caused by a lamp that a welder had left burning on the floor.

2.2  The statement of a witness that two men were hurt is not borne out by the log of the hospital.

Page 2 of 2"""

RELEASE = f"""PRESS RELEASE
EMBARGOED UNTIL 18:00, 12 MARCH 2019

Statement on the ferry line of Arlen

{STORY}

– ENDS –

Notes to editors
1. The council of Arlen runs three boats and employs 41 people.

Press contact
Ada Moss, Head of Communications
press@arlen.example"""


@pytest.mark.parametrize(
    ("text", "kept", "lost"),
    [
        (
            LOG,
            ["Caller reports smoke", "Engine 2 sent", "One man taken", "Fire out", "Slip handed"],
            ["Page 1", "Duty"],
        ),
        (POSTS, ["1/4", "A welder", "I have seen", "4/4", "It was not"], ["@kofi", "2:14 PM", "41 Reposts"]),
        (MAIL, ["I was on", "It was twenty"], ["From:", "Subject:", "On 12 March", "> Is it true", "> The mayor"]),
        (PAGED, ["1.1", "One man", "1.2", "The fourth", "2.1", "2.2"], ["Page 1", "Page 2"]),
        (
            RELEASE,
            ["The council", "Passengers", "A fourth"],
            ["PRESS", "EMBARGOED", "Notes", "Ada Moss, Head", "press@"],
        ),
    ],
    ids=["log", "posts", "mail", "paged", "release"],
)
def test_sources_that_are_no_news_pages_keep_their_words(text: str, kept: list[str], lost: list[str]) -> None:
    found = kinds(text)

    def body(beginning: str) -> bool:
        return next(kind for segment, kind in found.items() if beginning in segment) == "body"

    assert [beginning for beginning in kept if not body(beginning)] == []
    assert [beginning for beginning in lost if body(beginning)] == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (LOG, "log"),
        (POSTS, "posts"),
        (MAIL, "mail"),
        (PAGED, "paged"),
        (RELEASE, "release"),
        (PAGE, None),
        (STORY, None),
    ],
)
def test_forms_of_sources(text: str, form: str | None) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry line closed after cracks found in hulls.", "meta"),
        ("Ferry line closed", "body"),
        (None, "body"),
    ],
)
def test_a_title_before_the_story_is_no_body(title: str | None, expected: str) -> None:
    first = "Ferry line closed after cracks found in hulls."
    found = clean(Account("a0", "", f"{first}\n\n{STORY}", "", title=title))
    assert found[0].kind == expected
    assert [segment.kind for segment in found[1:]] == ["body"] * (len(found) - 1)


def test_a_text_of_nothing_but_its_title_is_body() -> None:
    words = "The council of Arlen closed the ferry line on Monday."
    assert [segment.kind for segment in clean(Account("a0", "", words, "", title=words))] == ["body"]
