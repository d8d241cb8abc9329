"""Provenance read from a text's own first and last lines; every text here is made up."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.ingest import ingest
from rashomon.ingest.credits import credits
from rashomon.ingest.credits.naming import is_person, same_outlet
from rashomon.ingest.credits.origin import _STATEMENTS, _TELLING
from rashomon.ingest.facts import Facts
from rashomon.ingest.when import iso
from rashomon.names import DATELINE

PROSE = (
    "The ferry between Sandmoor and Oster was stopped on Wednesday after a crack was found in its hull, the operator"
    " said. It had carried four hundred people that day, and none of them was told before the evening came."
)


def under(head: str) -> str:
    return f"{head}\n\n{PROSE}\n\n{PROSE}"


def over(tail: str) -> str:
    return f"{PROSE}\n\n{PROSE}\n\n{tail}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("January 05, 2022", "2022-01-05"), ("3 January 2022", "2022-01-03"), ("5 Jan. 2022", "2022-01-05"),
        ("Friday, January 3, 2020", "2020-01-03"), ("1st of March 2021", "2021-03-01"),
        ("Sept. 1st, 2021", "2021-09-01"),
        ("3-Jan-2020", "2020-01-03"), ("March 2021", "2021-03"), ("2021", "2021"), ("2020-01", "2020-01"),
        ("2020-01-03", "2020-01-03"), ("2020/01/03", "2020-01-03"), ("03.01.2020", "2020-01-03"),
        ("13/01/2020", "2020-01-13"), ("01/13/2020", "2020-01-13"), ("05/05/2020", "2020-05-05"),
        ("03/04/2024", None), ("31 February 2020", None), ("2020-13-01", None), ("May", None), ("", None), (None, None),
        ("2020-01-03T10:00:00Z", "2020-01-03T10:00+00:00"), ("2020-01-03T09:14+01:00", "2020-01-03T09:14+01:00"),
        ("2020-01-03T00:00:00", "2020-01-03"), ("Fri, 03 Jan 2020 10:00:00 GMT", "2020-01-03T10:00+00:00"),
        (1578009600, "2020-01-03T00:00+00:00"), (1578009600000, "2020-01-03T00:00+00:00"), (2020, "2020"),
        ("14.03.2024 17:45", "2024-03-14T17:45"), ("March 14, 2024 5:45 PM", "2024-03-14T17:45"),
        ("6:50 AM · Mar 14, 2024", "2024-03-14T06:50"), ("Mar 14 2024 12:00AM", "2024-03-14"),
        ("2024-03-14 17:45:00.123 UTC", "2024-03-14T17:45+00:00"), ("18:00 CET, 14 March 2024", "2024-03-14T18:00"),
        ("03/04/2024 17:45", None), ("14 March 2024 at 25:10", None), ("March 2024 10:30", None),
        ("2024-3-4", "2024-03-04"), ("2024.03.14", "2024-03-14"), (20240314, "2024-03-14"),
        ("1578009600", "2020-01-03T00:00+00:00"), ("Thu, 14 Mar 2024 17:45:00 EST", "2024-03-14T17:45-05:00"),
        (7, None), (True, None), (["2020"], None), (float("nan"), None),
    ],
)  # fmt: skip
def test_date_values(value: object, expected: str | None) -> None:
    """One date, whole; what can be read two ways is none."""
    assert iso(value) == expected


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates().map(str), st.datetimes().map(str)))
def test_any_date_value_is_iso_or_none(value: object) -> None:
    found = iso(value)
    assert found is None or found[:4].isdigit()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("# Ferry stopped at Sandmoor\n\nBy [Ada Moss](#)",
         Facts(title="Ferry stopped at Sandmoor", authors=("Ada Moss",))),
        ("Ferry stopped after a crack\nBy Ada Moss and Ben Lund",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss", "Ben Lund"))),
        ("BY ADA MOSS | March 4, 2021", Facts(authors=("ADA MOSS",), published="2021-03-04")),
        ("By Ada van der Moss, Harbour Post", Facts(authors=("Ada van der Moss",), outlet="Harbour Post")),
        ("By Ada Moss, Staff Writer", Facts(authors=("Ada Moss",))),
        ("By Ada Moss, Ports Editor, and Ben Lund in Oster", Facts(authors=("Ada Moss", "Ben Lund"))),
        ("Ferry stopped after a crack\n\nAda Moss, Jobs Correspondent",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss",))),
        ("Ferry stopped after a crack\nADA MOSS\nJobs and Ports Reporter",
         Facts(title="Ferry stopped after a crack", authors=("ADA MOSS",))),
        ("Ferry stopped after a crack\n\nAda Moss , Harbour Post\nMarch 4, 2021",
         Facts(title="Ferry stopped after a crack", outlet="Harbour Post", authors=("Ada Moss",),
               published="2021-03-04")),
        ("Oster Notes\nAda Moss Dies at Oster Castle\nMarch 4, 2021",
         Facts(title="Ada Moss Dies at Oster Castle", published="2021-03-04")),
        ("Ferry stopped after a crack\nOster Harbour\nAda Moss spoke to a reporter",
         Facts(title="Ferry stopped after a crack")),
        ("By Ada MossAda Moss", Facts(authors=("Ada Moss",))),
        ("Ferry stopped after a crack\n\nADA MOSSADA MOSS\nMarch 4, 2021",
         Facts(title="Ferry stopped after a crack", authors=("ADA MOSS",), published="2021-03-04")),
        ("Ferry stopped after crackFerry stopped after crack", Facts(title="Ferry stopped after crack")),
        ("By Ada Mossada", Facts(authors=("Ada Mossada",))),
        ("Author: Ada Moss", Facts(authors=("Ada Moss",))),
        ("Written by Ada Moss", Facts(authors=("Ada Moss",))),
        ("Ferry stopped after a crack\n\nAda Moss\nMarch 4, 2021",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss",), published="2021-03-04")),
        ("Ferry stopped after a crack\n\nAda Moss, Ben Lund and Cora Venn\nMarch 4, 2021\n\nKey Findings\n- A crack",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss", "Ben Lund", "Cora Venn"),
               published="2021-03-04")),
        ("Ferry stopped after a crack\nMarch 4, 2021\n\nKey Findings\n- A crack\n- No crew",
         Facts(title="Ferry stopped after a crack", published="2021-03-04")),
        ("Ferry stopped after a crack\nMarch 4, 2021\n\nAda Moss\nPort Oster",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss",), published="2021-03-04")),
        ("Comment by Ada Moss", Facts(authors=("Ada Moss",))),
        ("By Ada Moss, Harbour Post staff", Facts(authors=("Ada Moss",), outlet="Harbour Post")),
        ("Ferry stopped after a crack\n\nBy Ada Moss\nThe Harbour Post\nMarch 4, 2021", Facts(
            title="Ferry stopped after a crack", outlet="The Harbour Post", authors=("Ada Moss",),
            published="2021-03-04")),
        ("Ferry stopped after a crack\n\nBy Ada Moss\nOster Harbour\nMarch 4, 2021",
         Facts(title="Ferry stopped after a crack", authors=("Ada Moss",), published="2021-03-04")),
        ("Published: Thursday, 4 March 2021 at 10:02 GMT", Facts(published="2021-03-04")),
        ("Last Updated : 4 Mar 2021 09:30 PM IST", Facts(published="2021-03-04")),
        ("4 March 2021 • 9:30pm", Facts(published="2021-03-04")),
        ("Thursday 4 March 2021 21:30, UK", Facts(published="2021-03-04")),
        ("4 Mar 2021, 09:30 (GMT+2)", Facts(published="2021-03-04")),
        ("2021-03-04 21:30:14", Facts(published="2021-03-04")),
        ("Updated 6 March 2021\nPublished 4 March 2021", Facts(published="2021-03-04")),
        ("Harbour Post, March 04, 2021", Facts(outlet="Harbour Post", published="2021-03-04")),
        ("The Oster Echo | Thu 4 Mar 2021 06.30 GMT\n\nFerry stopped after a crack",
         Facts(title="Ferry stopped after a crack", outlet="The Oster Echo", published="2021-03-04")),
        ("Ferry stopped after a crack\n\nUpdated: 6 March 2021 | Published: 4 March 2021, 9:14 am",
         Facts(title="Ferry stopped after a crack", published="2021-03-04")),
        ("Ferry stopped after a crack\n\nPublished: 4 Mar 2021, 06:00 Updated: 6 Mar 2021, 11:15",
         Facts(title="Ferry stopped after a crack", published="2021-03-04")),
        ("Paper published 4 March 2021 has errors", Facts(title="Paper published 4 March 2021 has errors")),
        ("Ada Moss | 4 March 2021\n\nFerry stopped after a crack",
         Facts(title="Ferry stopped after a crack", published="2021-03-04")),
        ("A ferry leaves Sandmoor harbour on the morning of 4 March 2021, an hour before the crack was found by a mate"
         " | AFP | Coast Pictures", Facts()),
        ("By Ada Moss\nHarbour Post, 6 March 2021\n*Evening Letter* 4 March 2021", Facts(
            authors=("Ada Moss",), outlet="Harbour Post", published="2021-03-06",
            original_outlet="Evening Letter", original_published="2021-03-04")),
        ("Posted by Ilse on 15 March 2024", Facts(authors=("Ilse",), published="2024-03-15")),
        ("Harbour Post, Thursday, 4 March 2021, 18:00 GMT", Facts(outlet="Harbour Post", published="2021-03-04")),
        ("Harbour Post, 9 October", Facts(outlet="Harbour Post")),
        ("Harbour Post, 2021", Facts()),
        ("Dockers' union, Port Oster branch, 4 June 2023",
         Facts(outlet="Dockers' union, Port Oster branch", published="2023-06-04")),
        ("*Quarry Workers' Union bulletin, 16 May 2031*",
         Facts(outlet="Quarry Workers' Union bulletin", published="2031-05-16")),
        ("Harbour Post\nTitle: The ferry stops after a crack",
         Facts(title="The ferry stops after a crack", outlet="Harbour Post")),
        ("06:49 GMT 28 January 2021", Facts()),  # the clock of the page
        ("Share this article\nGet our newsletter", Facts()),
        ("By Friday the harbour was open", Facts(title="By Friday the harbour was open")),
        ("HomeNewsSportWeather and moreAbout us today", Facts()),
    ],
)  # fmt: skip
def test_head_of_a_text(head: str, expected: Facts) -> None:
    assert credits(under(head)) == expected


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("The original source of this article is [Evening Letter](#)", "Evening Letter", None),
        ("The original source of this article is Evening Letter. Copyright © Ada Moss, Evening Letter, 2021",
         "Evening Letter", None),
        ("This article was first published in the Evening Letter on 4 March 2021.", "Evening Letter", "2021-03-04"),
        ("*This piece originally appeared in **The Evening Letter** and is republished with permission.*",
         "The Evening Letter", None),
        ("This story was originally published by Evening Letter, a non-profit newsroom.", "Evening Letter", None),
        ("A version of this essay first appeared at eveningletter.example.", "eveningletter.example", None),
        ("First published by Evening Letter, March 4, 2021", "Evening Letter", "2021-03-04"),
        ("Originally published: Evening Letter", "Evening Letter", None),
        ("This article is republished from Evening Letter under a Creative Commons licence.", "Evening Letter", None),
        ("Republished from Evening Letter", "Evening Letter", None),
        ("Reprinted with permission from the Evening Letter (4 March 2021).", "Evening Letter", "2021-03-04"),
        ("This article was published by Evening Letter on March 4, 2021", "Evening Letter", "2021-03-04"),
        ("Read the original article at Evening Letter.", "Evening Letter", None),
        ("Original source: Evening Letter", "Evening Letter", None),
        ("[Machine translation. Original: Evening Letter, 4 March 2021]", "Evening Letter", "2021-03-04"),
        ("Evening Letter / Harbour Post 2021.", "Evening Letter", None),
        ("— Reuters", "Reuters", None),
        ("(AFP)", "AFP", None),
        ("The Associated Press", "The Associated Press", None),
        ("Copyright 2021 The Associated Press. All rights reserved.", "The Associated Press", None),
    ],
)  # fmt: skip
def test_reprint_names_its_original(line: str, outlet: str, published: str | None) -> None:
    """Wherever the line stands, above or below the story."""
    for text in (
        (over(line), under(line)) if "/" not in line and "©" not in line and "Copyright" not in line else (over(line),)
    ):
        found = credits(text)
        assert (found.original_outlet, found.original_published) == (outlet, published)


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press contributed to this report.",
        "Contributing: The Associated Press",
        "• Ben Lund contributed to this article, and some lines come from wire service reports.",
        "This article was first published on 4 March 2021.",
        "This story was originally published at 9 a.m. and has been updated.",
        "A version of this article appears in print on March 4, 2021, Section A, Page 1.",
        "Photo: Evening Letter",
        "He said the report was first published in haste.",
        "The mayor told Reuters that the harbour was shut.",
        "Rep. Ada Moss (PA).",
    ],
)
def test_what_is_no_credit_names_no_original(line: str) -> None:
    """To contribute, to be quoted or to hold a photograph is not to have written the account."""
    assert credits(over(line)).original_outlet is None


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("SANDMOOR (AP) — ", "AP"), ("SANDMOOR, March 4 (Reuters) - ", "Reuters"), ("(Reuters) - ", "Reuters"),
        ("SANDMOOR, March 4 (Coastwire) - ", "Coastwire"), ("SANDMOOR (Coast News) — ", "Coast News"),
        ("SANDMOOR, Renn (Coastwire) — ", "Coastwire"), ("SANDMOOR, Renn, Sept. 4 (AP) — ", "AP"),
        ("Sandmoor, Upper Renn, 4 March (Coastwire) – ", "Coastwire"), ("Ada Moss, Renn (Labour) – ", None),
        ("Sandmoor, 4 March (Coastwire) – ", "Coastwire"), ("Ada Moss (Labour) – ", None),
        ("Sandmoor/Oster (AFP) – ", "AFP"), ("A ship (built 1990) — ", None), ("He said (to AP) it was over. ", None),
    ],
)  # fmt: skip
def test_dateline_names_the_agency(start: str, agency: str | None) -> None:
    text = f"{start}{PROSE}"
    assert credits(text).original_outlet == agency
    assert credits(text, Facts(outlet="Harbour Post")).original_outlet == agency
    assert credits(text, Facts(outlet=agency)).original_outlet is None


def test_a_dateline_on_wrapped_lines_names_the_agency() -> None:
    assert (
        credits("    SANDMOOR (Coastwire) - The ferry was stopped on\nMonday.\n" + PROSE).original_outlet == "Coastwire"
    )


def test_dateline_with_a_short_form_of_the_outlet_names_no_original() -> None:
    assert credits(f"SANDMOOR (Harbour SM) — {PROSE}", Facts(outlet="Harbour Post")).original_outlet is None


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("(Sandmoor, April 9, 2031) – ", "2031-04-09"),
        ("SANDMOOR, April 9, 2031 (Coastwire) – ", "2031-04-09"),
        ("PORT OSTER, March 14, 2034 -- ", "2034-03-14"),
        ("Port Oster – 14 March 2034 – ", "2034-03-14"),
        ("March 14, 2034 /CoastLink/ -- ", "2034-03-14"),
        ("PORT OSTER, March 17. — ", None),
        ("PORT OSTER, March 2034 – ", None),
    ],
)
def test_a_whole_day_in_a_dateline_is_that_of_publication(dateline: str, published: str | None) -> None:
    found = DATELINE.match(f"{dateline}{PROSE}")
    assert found is not None
    assert found[0] == dateline
    assert credits(f"{dateline}{PROSE}").published == published


@pytest.mark.parametrize("text", ["Ada Moss left in March 2034 – The ferry sank.", "Port Oster. The ferry sank."])
def test_no_dateline(text: str) -> None:
    assert DATELINE.match(text) is None


def test_last_line_names_the_source() -> None:
    assert credits(over("Source: Coastwire")).original_outlet == "Coastwire"
    assert credits(over("Source: what the harbour office said on Monday")).original_outlet is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("(Reporting by Ada Moss in Port Lisle; Editing by Ben Lund)", ("Ada Moss",)),
        ("Reporting by Ada Moss in Oster and Cora Venn; writing by Ben Lund", ("Ada Moss", "Cora Venn")),
        ("Reporting by our own correspondents", ()),
    ],
)
def test_who_reported_is_named_under_the_story(line: str, authors: tuple[str, ...]) -> None:
    assert credits(over(line)).authors == authors


@pytest.mark.parametrize("day", ["Thu, 4 Mar 2021 08:12:44 +0100", "Thursday, 4 March 2021"])
def test_the_head_of_an_email_states_its_facts(day: str) -> None:
    head = f"Message-ID: <1@p.example>\nFrom: Ada Moss <ada@post.example>\nTo: Ben Lund\nCc: c@x.example\nDate: {day}"
    found = credits(f"{head}\nSubject: Re: The ferry\n\n{PROSE}")
    assert (found.title, found.authors) == ("Re: The ferry", ("Ada Moss",))
    assert str(found.published).startswith("2021-03-04")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Ada Moss\n@ada_moss\nAll we know so far.\n6:50 AM · Mar 4, 2021 · 118.2K Views",
         Facts(authors=("Ada Moss",), published="2021-03-04")),
        ("Oster Live 🔴\n@osterlive · 4 812 subscribers\n⚡️ A ferry is adrift.", Facts(outlet="Oster Live")),
        ("Forwarded from Port Lamp\nA ferry is adrift.", Facts(original_outlet="Port Lamp")),
    ],
)  # fmt: skip
def test_a_post_names_who_posted_it(head: str, expected: Facts) -> None:
    assert credits(f"{head}\n{PROSE}") == expected


def test_a_press_release_names_its_sender_and_its_day() -> None:
    head = "PRESS RELEASE\nEMBARGOED UNTIL 18:00 CET, 4 MARCH 2021\n\nStatement on the ferry of Sandmoor\n\n"
    foot = "\n\n– ENDS –\n\nNotes to editors\n1. None.\n\nAbout Sandmoor Ferries\nA leading operator."
    found = credits(head + PROSE + foot)
    assert (found.outlet, found.published) == ("Sandmoor Ferries", "2021-03-04")
    foot = "\n\nMedia contact: Ada Moss, 12 34\n\nAbout Sandmoor Ferries\nA leading operator."
    assert credits(f"PRESS RELEASE\n\n{PROSE}{foot}").outlet == "Sandmoor Ferries"
    assert credits(f"Sandmoor, 4 March 2021 – {PROSE}").published == "2021-03-04"
    assert credits(f"{PROSE}\n\nAbout Sandmoor Ferries\nA leading operator.").outlet is None


def test_a_running_head_holds_outlet_and_date_side_by_side() -> None:
    head = (
        "HARBOUR EVENING POST            THURSDAY, MARCH 4, 2021            3\n\n    Ferry Stopped After Crack at Oster"
    )
    found = credits(under(head))
    assert (found.outlet, found.published) == ("HARBOUR EVENING POST", "2021-03-04")
    assert found.title == "Ferry Stopped After Crack at Oster"
    name = "OSTER LAMP            MARCH 4, 2021            "
    found = credits(f"{name}3\n\nFerry Stopped After Crack\n\nThe ferry was stopped.\n\n{name}4\n\nIt was late.")
    assert (found.outlet, found.authors) == ("OSTER LAMP", ())


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Oster Post Monday 4 March 2021 News 3", "The Oster Post"),
        ("Oster Post, 4 March 2021, page 3", "Oster Post"),
        ("THE OSTER LAMP, Thursday, March 4, 2021.          PAGE 5", "THE OSTER LAMP"),
        ("Ada Moss, 4 March 2021          5", None),
    ],
)
def test_a_running_head_ends_in_its_page(line: str, outlet: str | None) -> None:
    found = credits(under(f"{line}\nFerry stopped after a crack"))
    assert (found.outlet, found.published, found.title) == (outlet, "2021-03-04", "Ferry stopped after a crack")


def test_a_number_a_wire_filed_it_under_is_no_title() -> None:
    assert (
        credits(under("CST0412 3 GEN 0061 COASTWIRE\nFerry stopped after a crack")).title
        == "Ferry stopped after a crack"
    )


def test_outlet_is_no_reprint_of_itself() -> None:
    line = "This article was first published in Evening Letter on 4 March 2021."
    for known in ("Evening Letter", "The Evening Letter", "eveningletter.com"):
        found = credits(over(line), Facts(outlet=known))
        assert (found.original_outlet, found.original_published, found.published) == (None, None, "2021-03-04")


@pytest.mark.parametrize("pattern", _STATEMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_statement_is_missed_for_want_of_a_hint(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    assert any(hint in text.lower() for hint in _TELLING)


def test_known_outlet_settles_which_line_is_the_original() -> None:
    text = under("By Ada Moss\n\nEvening Letter, 4 March 2021")
    found = credits(text, Facts(outlet="Harbour Post"))
    assert (found.original_outlet, found.original_published, found.published) == ("Evening Letter", "2021-03-04", None)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Copyright © 2021 The Harbour Post, LLC. Click here for reprint permission.", "The Harbour Post"),
        ("© 2019-2021 Harbour Post Ltd", "Harbour Post"),
        ("© 2021 Moss Ferries plc. All rights reserved.", "Moss Ferries"),
        ("© Harbour Post Ltd 2021", "Harbour Post"),
        ("© The Harbour Post, 2019-2021. All rights reserved.", "The Harbour Post"),
        ("© Coast Pictures 2021 / Ada Moss", None),
        ("© Coast Pictures", None),
        ("Ada Moss is Harbour Post’s news editor and a walker.", "Harbour Post"),
        ("Ada Moss is a senior reporter at the Harbour Post.", "Harbour Post"),
        ("Ada Moss is a freelance writer for the Harbour Post.", None),
        ("This site holds protected material whose use has not been authorised.", None),
        ("Ada Moss is a mother of two.", None),
    ],
)
def test_outlet_by_what_stands_under_the_story(line: str, outlet: str | None) -> None:
    assert credits(f"By Ada Moss\n\n{PROSE}\n\n{PROSE}\n\n{line}").outlet == outlet


def test_facts_of_the_text_fill_gaps_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(under("Ferry stopped after a crack\nBy Ada Moss\nHarbour Post, 4 March 2021"))
    (tmp_path / "a.meta.json").write_text('{"authors": ["Cora Venn"]}')
    (account,) = ingest([str(tmp_path / "a.txt")])
    assert (account.authors, account.outlet, account.published) == (("Cora Venn",), "Harbour Post", "2021-03-04")


@pytest.mark.parametrize(
    "name", ["Ada Moss", "Ada van der Moss", "A. B. Moss", "ADA MOSS", "Ibn al-Moss", "Édith Moss"]
)
def test_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Harbour Post", "The Moss", "Ada", "ada moss", "Ada Moss 4", "Reuters", "News Desk", ""]
)
def test_no_person(name: str) -> None:
    assert not is_person(name)


def test_same_outlet_under_other_forms() -> None:
    assert same_outlet("AP", "The Associated Press")
    assert same_outlet("Harbour Post", "harbourpost.com")
    assert not same_outlet("Harbour Post", "Evening Letter")
    assert not same_outlet(None, None)


@given(st.text(max_size=600))
def test_any_text_has_credits(text: str) -> None:
    """No text breaks the patterns, and what they find can be stored and shown."""
    for value in (credits(text), credits(over(text), Facts(outlet="Harbour Post"))):
        assert value.original_published is None or value.original_outlet is not None


@pytest.mark.parametrize(
    "unit",
    [
        *("By ", "(AP) - ", "[a](", "**", "a / ", "© 2021 ", "1 Jan ", "this article ", "first published ", "_ "),
        *("SANDMOOR ", "Reporting by a;", "From: a ", "@a ", "embargo ", "A, 1 "),
    ],
)
def test_repetition_does_not_slow_the_patterns(unit: str) -> None:
    """No pattern takes more than linear time in what an adversary repeats (ReDoS)."""
    start = time.process_time()
    credits(unit * 20_000)
    credits("\n".join([unit * 200] * 60))
    assert time.process_time() - start < 3


@pytest.mark.shared
def test_provenance_of_the_annotated_cases(shared_cases: Path) -> None:
    """Where an annotated text states its original, ingest names it; where it states none, ingest invents none."""
    for case in ("drone", "seeds"):
        gold = json.loads((shared_cases / case / "gold.p1.json").read_text())["provenance"]
        for account in ingest([str(shared_cases / case)]):
            expected = gold[account.id]
            assert account.original_outlet == expected["original_outlet"]
            assert account.original_published == expected["original_published"]
            assert list(account.authors) == expected["authors"]


LABELLED = "Title: The north span falls\nOutlet: Harbour Post\n**Author:** Ada Moss\nDate: 3 May 2031\n\n"


@pytest.mark.parametrize(
    "text", [LABELLED, "---\n" + LABELLED.rstrip() + "\n---\n\n", LABELLED.replace("The north", '"The north')]
)
def test_lines_that_name_their_facts(text: str) -> None:
    found = credits(text + "The bridge fell at night. " * 20)
    assert (found.outlet, found.authors, found.published) == ("Harbour Post", ("Ada Moss",), "2031-05-03")
    assert (found.title or "").strip('"') == "The north span falls"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: 'The span falls'\nauthor:\n  - Ada Moss\n  - Ben Lund\ndate: 2031-05-03\ntags: [span, night]",
         Facts(title="The span falls", authors=("Ada Moss", "Ben Lund"), published="2031-05-03")),
        ("title: >\n  The span falls\ndescription: |\n  What was seen: a light.\nauthors: [Ada Moss, Ben Lund]",
         Facts(title="The span falls", authors=("Ada Moss", "Ben Lund"))),
        ("layout: post\npublication: Harbour Post", Facts(outlet="Harbour Post")),
        ("The span falls\nat night", Facts()),
    ],
)  # fmt: skip
def test_front_matter_names_its_facts(front: str, expected: Facts) -> None:
    found = credits(f"---\n{front}\n---\n\n{PROSE}")
    assert found.over(Facts(title=expected.title)) == expected


@pytest.mark.parametrize("author", ["Staff", "Editorial team", "Staff reporter", "News Desk", "Shipping Correspondent"])
def test_what_somebody_is_names_nobody(author: str) -> None:
    assert credits(under(LABELLED.replace("Ada Moss", author).strip())).authors == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Radio Oster, 5 June 2023.", Facts(outlet="Radio Oster", published="2023-06-05")),
        (
            "Dockers' union, Oster branch, 4 June 2023",
            Facts(outlet="Dockers' union, Oster branch", published="2023-06-04"),
        ),
        ("Oster Parties, 5 June 2023.", Facts(outlet="Oster Parties", published="2023-06-05")),
        ("Posted by Ilse on 15 March 2024", Facts(authors=("Ilse",), published="2024-03-15")),
        ("Sandmoor, 5 June 2023.", Facts()),
        ("The company was sold on 5 June 2023.", Facts()),
    ],
)
def test_the_last_line_names_outlet_and_day(line: str, expected: Facts) -> None:
    assert credits(over(line)) == expected


def test_one_such_line_alone_states_nothing() -> None:
    assert credits("Source: Harbour Post\n\n" + "The bridge fell at night. " * 20).outlet is None


@pytest.mark.parametrize(
    ("first", "outlet"),
    [
        ("Uplands Monitor", "Uplands Monitor"),
        ("World News", None),
        ("Monitor", None),
        ("The bridge fell", None),
        ("Statement by the Sandmoor Harbour Board on the ferry", "Sandmoor Harbour Board"),
        ("Communiqué of the Free Uplands Front", "Free Uplands Front"),
        ("Statement of what was found", None),
        ("Statement of the Sandmoor Dockers' Union (SDU), Local 77", "Sandmoor Dockers' Union (SDU)"),
        ("Report of the commissioners appointed to inquire into the fire", None),
    ],
)
def test_the_first_line_names_the_outlet(first: str, outlet: str | None) -> None:
    assert credits(under(f"{first}\nFerry stopped in Sandmoor after crack\n13 June 2033")).outlet == outlet


@pytest.mark.parametrize(
    ("first", "authors", "outlet"),
    [
        ("Letter of Lieutenant Karel Aumund to his sister", ("Lieutenant Karel Aumund",), None),
        ("From the diary of Mattis Ylve", ("Mattis Ylve",), None),
        ("Report of General Ulrich von Stetten to the King", ("General Ulrich von Stetten",), None),
        ("Report of the Harbour Commission on the ferry", (), "Harbour Commission"),
    ],
)
def test_the_first_line_says_whose_letter_or_report_it_is(
    first: str, authors: tuple[str, ...], outlet: str | None
) -> None:
    found = credits(under(f"{first}\nCamp before Tessing, 14 October 1788"))
    assert (found.authors, found.outlet, found.published) == (authors, outlet, "1788-10-14")


@pytest.mark.parametrize(
    ("head", "title", "outlet", "published"),
    [
        ("MINISTRY OF WORKS OF THE REPUBLIC OF RENN\nCommuniqué No. 214\n14 March 2031, 10:00",
         "Communiqué No. 214", "MINISTRY OF WORKS OF THE REPUBLIC OF RENN", "2031-03-14"),
        ("General Staff of the Renn Army\nOperational update as of 08:00, 14.03.2031",
         "Operational update as of 08:00, 14.03.2031", "General Staff of the Renn Army", "2031-03-14"),
        ("Sandmoor Harbour Board\nNotice 34/118\n\nIssued: 17 March 2034\nTo: Moss Ferries, Oster Works",
         "Notice 34/118", "Sandmoor Harbour Board", "2034-03-17"),
        ("Sandmoor Harbour Board\nPress release\nFerry stopped after a crack",
         "Ferry stopped after a crack", "Sandmoor Harbour Board", None),
        ("RENN FOREIGN MINISTRY\nPRESS RELEASE\n7 May 2031\n\nMinister Moss on the ferry",
         "Minister Moss on the ferry", "RENN FOREIGN MINISTRY", "2031-05-07"),
        ("Harbour Board of Sandmoor meets\nStatement of what was found", "Harbour Board of Sandmoor meets", None, None),
    ],
)  # fmt: skip
def test_a_letterhead_names_the_issuer_and_the_document(
    head: str, title: str, outlet: str | None, published: str | None
) -> None:
    found = credits(under(head))
    assert (found.title, found.outlet, found.published) == (title, outlet, published)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("OPINION: The ferry must go now. Here is why\n\nBy Ada Moss", "OPINION: The ferry must go now. Here is why"),
        ("The ferry must go now. Here is why\nIt was never safe\n\nBy Ada Moss", "It was never safe"),
        ("BC-RN--Ferry Crack, 2nd Ld-Writethru,0412\nFerry stopped after a crack", "Ferry stopped after a crack"),
        (
            "The inquest on the bodies of John Moss, and\nof Ben Lund was opened.\nIt was adjourned until noon",
            "It was adjourned until noon",
        ),
        ("Ferry stopped after a crack\nby Ada Moss", "Ferry stopped after a crack"),
        ("By our own political desk\nFerry stopped after a crack", "Ferry stopped after a crack"),
        ("By our count ferries are late", "By our count ferries are late"),
        ("FALL OF THE GREAT CRANE.\nThree men killed.", "FALL OF THE GREAT CRANE."),
        ("LM: Did the lifeboat come?\nTR: It came at ten.\nLM: Who was in it then?\nTR: Only the mate.", None),
        ("Q. Where did you stand?\nA. By the door of the mill.\nQ. And what was there to see?", None),
        (
            "The ferry in court: day one\nQ. Where did you stand?\nQ. And what did you see?",
            "The ferry in court: day one",
        ),
    ],
)
def test_what_is_a_headline(head: str, title: str | None) -> None:
    assert credits(under(head)).title == title
