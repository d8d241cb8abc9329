"""Dates in prose: what is found, what it is resolved to, and what is no date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import dates
from rashomon.dates import iso
from rashomon.dates.context import stretches
from rashomon.errors import InputError

PUBLISHED = "2021-06-18"  # a Friday


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.value) for each in dates.find(text, published)]


ABSOLUTE = [
    ("It began on 3 January 2020.", "3 January 2020", "2020-01-03"),
    ("It began on 3rd of January, 2020.", "3rd of January, 2020", "2020-01-03"),
    ("On Jan. 3, 2020, it began.", "Jan. 3, 2020", "2020-01-03"),
    ("It began on January 3rd, 2020.", "January 3rd, 2020", "2020-01-03"),
    ("The log says 2020-01-03 twice", "2020-01-03", "2020-01-03"),
    ("The log says 2020-01-03T10:22:00Z.", "2020-01-03T10:22:00Z", "2020-01-03T10:22"),
    ("Filed 13/04/2020 in Velm", "13/04/2020", "2020-04-13"),
    ("Filed 04/13/2020 in Velm", "04/13/2020", "2020-04-13"),
    ("Filed 03/04/2020 in Velm", "03/04/2020", "2020"),
    ("Filed 03.04.2020 in Velm", "03.04.2020", "2020-04-03"),
    ("on Friday, January 3, 2020, at dawn", "Friday, January 3, 2020, at dawn", "2020-01-03"),
    ("on the night of 3 January 2020", "the night of 3 January 2020", "2020-01-03"),
    ("He left in May 2018.", "May 2018", "2018-05"),
    ("It fell on the first Sunday of May 2036.", "the first Sunday of May 2036", "2036-05-04"),
    ("It fell on the last Sunday in May 2036.", "the last Sunday in May 2036", "2036-05-25"),
    ("He left in late March 2018.", "late March 2018", "2018-03"),
    ("He left in 2018.", "2018", "2018"),
    ("the 2018 accord", "2018", "2018"),
    ("in the 1990s", "the 1990s", "1990/1999"),
    ("in the '80s", "the '80s", "1980/1989"),
    ("in the early 1800s", "the early 1800s", "1800/1899"),
    ("in the 19th century", "the 19th century", "1801/1900"),
    ("from 2003-2011 they ruled", "2003-2011", "2003/2011"),
    ("the winter of 1941-42", "the winter of 1941-42", "1941-12/1942-02"),
    ("the war of 1939–45", "1939–45", "1939/1945"),
    ("in 490 BC", "490 BC", "-0489"),
    ("from March to May 2019", "March to May 2019", "2019-03/2019-05"),
    ("between 1995 and 2011", "1995 and 2011", "1995/2011"),
    ("from December 28 to January 3, 2020", "December 28 to January 3, 2020", "2019-12-28/2020-01-03"),
    ("on January 3-5, 2020", "January 3-5, 2020", "2020-01-03/2020-01-05"),
    ("on 3 and 4 January 2020", "3 and 4 January 2020", "2020-01-03/2020-01-04"),
    ("in the summer of 2014", "the summer of 2014", "2014-06/2014-08"),
    ("in the third quarter of 2019", "the third quarter of 2019", "2019-07/2019-09"),
    ("in Q3 2019", "Q3 2019", "2019-07/2019-09"),
    ("in the first half of 2019", "the first half of 2019", "2019-01/2019-06"),
    ("the Sept. 11 attacks", "Sept. 11", "2001-09-11"),
    ("on Christmas Eve 2019", "Christmas Eve 2019", "2019-12-24"),
    ("at 10:30 a.m. (0730 GMT) on 3 January 2020", "10:30 a.m. (0730 GMT) on 3 January 2020", "2020-01-03T10:30"),
    (
        "at 4.10pm GMT (7.10pm local time) on 3 May 2020",
        "4.10pm GMT (7.10pm local time) on 3 May 2020",
        "2020-05-03T19:10",
    ),
    ("on 3 May 2020 at 16:10 GMT (7.10pm local)", "3 May 2020 at 16:10 GMT", "2020-05-03T19:10"),
    (
        "at 7.10 pm local time (16:10 GMT) on 3 May 2020",
        "7.10 pm local time (16:10 GMT) on 3 May 2020",
        "2020-05-03T19:10",
    ),
    ("on 3 January 2020 at 14:05", "3 January 2020 at 14:05", "2020-01-03T14:05"),
    ("on the third of January 2020", "the third of January 2020", "2020-01-03"),
    ("on the thirty-first of January, 2020, it began", "the thirty-first of January, 2020", "2020-01-31"),
    ("on the 22d of January 2020", "the 22d of January 2020", "2020-01-22"),
    ("on Jan. 3d, 2020, it began", "Jan. 3d, 2020", "2020-01-03"),
    ("on 3 January\n2020 it began", "3 January\n2020", "2020-01-03"),
]


@pytest.mark.parametrize(("text", "words", "expected"), ABSOLUTE)
def test_absolute(text: str, words: str, expected: str) -> None:
    assert found(text, None) == [(words, expected)]


RELATIVE = [
    ("It fell yesterday.", "yesterday", "2021-06-17"),
    ("It fell to-day.", "to-day", "2021-06-18"),
    ("It will fall to-morrow.", "to-morrow", "2021-06-19"),
    ("It fell on the 24th ult. at dusk.", "the 24th ult.", "2021-05-24"),
    ("It fell on the 2d instant.", "the 2d instant", "2021-06-02"),
    ("It opens on the 3rd prox., they say.", "the 3rd prox.", "2021-07-03"),
    ("It fell last night.", "last night", "2021-06-17"),
    ("It fell earlier today.", "earlier today", "2021-06-18"),
    ("It fell the day before yesterday.", "the day before yesterday", "2021-06-16"),
    ("It fell on Sunday.", "Sunday", "2021-06-13"),
    ("The mayor said on Friday it fell.", "Friday", "2021-06-18"),
    ("The council will meet on Monday.", "Monday", "2021-06-21"),
    ("The vote is expected to be held Monday.", "Monday", "2021-06-21"),
    ("It is likely to open Thursday.", "Thursday", "2021-06-24"),
    ("They have until noon Monday to leave.", "noon Monday", "2021-06-21T12:00"),
    ("It fell last Friday.", "last Friday", "2021-06-11"),
    ("He returns next Tuesday.", "next Tuesday", "2021-06-22"),
    ("It fell last week.", "last week", "2021-W23"),
    ("It fell earlier this week.", "earlier this week", "2021-W24"),
    ("It fell last month.", "last month", "2021-05"),
    ("It fell last year.", "last year", "2020"),
    ("It fell two days ago.", "two days ago", "2021-06-16"),
    ("It fell about three months ago.", "about three months ago", "2021-03"),
    ("It fell a year ago.", "a year ago", "2020"),
    ("It fell ten years ago today.", "ten years ago today", "2011-06-18"),
    ("It fell a decade ago to the day.", "a decade ago to the day", "2011-06-18"),
    ("It fell three months ago this week.", "three months ago this week", "2021-W11"),
    ("It fell a year ago this month.", "a year ago this month", "2020-06"),
    ("It fell two weeks ago on Monday.", "two weeks ago on Monday", "2021-05-31"),
    ("It fell ten years ago on Monday.", "ten years ago on Monday", "2011"),
    ("It fell in the night from Friday to Saturday.", "Friday to Saturday", "2021-06-11/2021-06-12"),
    ("It is shut from Sunday 20 June to Monday.", "Sunday 20 June to Monday", "2021-06-20/2021-06-21"),
    ("It was shut yesterday through Sunday.", "yesterday through Sunday", "2021-06-17/2021-06-20"),
    ("It rained on Wednesday night into Thursday.", "Wednesday night into Thursday", "2021-06-16/2021-06-17"),
    ("It fell two nights ago.", "two nights ago", "2021-06-16"),
    ("It fell a fortnight ago.", "a fortnight ago", "2021-W22"),
    ("It fell in January.", "January", "2021-01"),
    ("He cried: “‘We will not sail.’” It fell in August.", "August", "2020-08"),
    ("It fell in August.", "August", "2020-08"),
    ("It fell after the March floods.", "March", "2021-03"),
    ("It fell after a May ruling.", "May", "2021-05"),
    ("Its April report was lost.", "April", "2021-04"),
    ("It will open in August.", "August", "2021-08"),
    ("It fell on June 3.", "June 3", "2021-06-03"),
    ("It fell on December 24.", "December 24", "2020-12-24"),
    ("The hearing is on June 24.", "June 24", "2021-06-24"),
    ("It fell in June last year.", "June last year", "2020-06"),
    ("It fell between August and December last year.", "August and December last year", "2020-08/2020-12"),
    ("It fell from November to January this year.", "November to January this year", "2020-11/2021-01"),
    ("It fell on the second Monday of May.", "the second Monday of May", "2021-05-10"),
    ("The term begins the first Monday in October.", "the first Monday in October", "2021-10-04"),
    ("It fell last Oct. 23.", "last Oct. 23", "2020-10-23"),
    ("It fell last summer.", "last summer", "2020-06/2020-08"),
    ("It fell over the weekend.", "over the weekend", "2021-06-12/2021-06-13"),
    ("Three wells were lost in the past week.", "the past week", "2021-06-11/2021-06-18"),
    ("It reopens two weeks from now.", "two weeks from now", "2021-W26"),
    ("It fell Thursday at 5 p.m.", "Thursday at 5 p.m.", "2021-06-17T17:00"),
    ("The crew is headed to Velm on Thursday.", "Thursday", "2021-06-24"),
    ("They are meeting Thursday.", "Thursday", "2021-06-24"),
    ("They were meeting on Thursday.", "Thursday", "2021-06-17"),
    ("They are looking into a fire on Thursday.", "Thursday", "2021-06-17"),
    ("Its term ends Thursday.", "Thursday", "2021-06-24"),
    ("The hearing is Thursday.", "Thursday", "2021-06-24"),
    ("The council opens its inquiry on Thursday.", "Thursday", "2021-06-24"),
    ("The council issued rules Thursday.", "Thursday", "2021-06-17"),
    ("The council votes on Thursday.", "Thursday", "2021-06-24"),
    ("It fell on Friday the 11th.", "Friday the 11th", "2021-06-11"),
    ("It will meet on Friday the 25th.", "Friday the 25th", "2021-06-25"),
    ("It fell on the 3rd of this month.", "the 3rd of this month", "2021-06-03"),
    ("She will sail, telling the Courier on Thursday that it was safe.", "Thursday", "2021-06-17"),
    ("The crew will mend what sank on Thursday.", "Thursday", "2021-06-17"),
    ("Votes were counted on Thursday.", "Thursday", "2021-06-17"),
    ("On Thursday the council can show that.", "Thursday", "2021-06-24"),
    ("It should have met on Thursday.", "Thursday", "2021-06-17"),
    ("He wants to charge a toll from May.", "May", "2022-05"),
    ("The funeral takes place on Sunday.", "Sunday", "2021-06-20"),
    ("The service is held on Sunday.", "Sunday", "2021-06-20"),
    ("The service was held on Sunday.", "Sunday", "2021-06-13"),
    ("He hid it until April.", "April", "2021-04"),
    ("It is to open in June.", "June", "2021-06"),
    ("She put off the planned June 3 vote.", "June 3", "2021-06-03"),
    ("It will open on February 3.", "February 3", "2022-02-03"),
    ("It was put off until August.", "August", "2021-08"),
    ("They waited until Sunday.", "Sunday", "2021-06-20"),
    ("She spoke ahead of the December vote.", "December", "2021-12"),
    ("She leads before the September 1 vote.", "September 1", "2021-09-01"),
    ("She led ahead of the January vote.", "January", "2021-01"),
    ("She saw nothing before Sunday.", "Sunday", "2021-06-13"),
    ("They have a vote for December.", "December", "2021-12"),
    ("A judge set the hearing for September 1.", "September 1", "2021-09-01"),
    ("Sales for January fell.", "January", "2021-01"),
    ("He is blamed for Thursday's fire.", "Thursday", "2021-06-17"),
    ("It was not found until Sunday.", "Sunday", "2021-06-13"),
    ("They didn't tell the crew until Sunday.", "Sunday", "2021-06-13"),
    ("They were not leaving until Sunday.", "Sunday", "2021-06-20"),
    ("He said it would not open until Sunday.", "Sunday", "2021-06-20"),
    ("There were 251 dead by Thursday.", "Thursday", "2021-06-17"),
    ("He said it could burn by Thursday.", "Thursday", "2021-06-24"),
    ("The deal must be signed by Thursday.", "Thursday", "2021-06-24"),
    ("The crew threatened to strike from Thursday.", "Thursday", "2021-06-24"),
    ("On Thursday the crew threatened to strike.", "Thursday", "2021-06-17"),
    ("The crew refused to sail on Thursday.", "Thursday", "2021-06-17"),
    ("The much-feared vote is on Thursday.", "Thursday", "2021-06-24"),
    ("The firm forecasts third-quarter revenue of $4m.", "third-quarter", "2021-07/2021-09"),
    ("The firm reports third-quarter revenue of $4m.", "third-quarter", "2020-07/2020-09"),
    ("The firm expects to report a first-quarter loss.", "first-quarter", "2021-01/2021-03"),
    ("It expects to open the pier in August.", "August", "2021-08"),
    ("Sales are lower than in July.", "July", "2020-07"),
    ("The rate is the highest since July.", "July", "2020-07"),
    ("The tram hit a van on August 6.", "August 6", "2020-08-06"),
    ("On August 6 a tram hit a van.", "August 6", "2020-08-06"),
    ("On August 6 the crew could be asked to leave.", "August 6", "2021-08-06"),
    ("The mayor set the August 6 vote himself.", "August 6", "2021-08-06"),
    ("Nothing was safe until it was shut on August 6.", "August 6", "2021-08-06"),
    ("The two sides agreed to meet on August 6.", "August 6", "2021-08-06"),
    ("The December 24 deadline passed without a deal.", "December 24", "2020-12-24"),
    ("The deadline, December 24, had been put off.", "December 24", "2020-12-24"),
    ("The deadline is December 24.", "December 24", "2021-12-24"),
    ("The August 6 deadline was agreed in haste.", "August 6", "2021-08-06"),
    ("The general vowed to take the town by May 15.", "May 15", "2021-05-15"),
]


@pytest.mark.parametrize(("text", "words", "expected"), RELATIVE)
def test_relative_to_publication(text: str, words: str, expected: str) -> None:
    assert found(text) == [(words, expected)]
    assert {each.anchor for each in dates.find(text, PUBLISHED)} == {PUBLISHED}


@pytest.mark.parametrize(("text", "words", "expected"), RELATIVE)
def test_relative_without_publication_is_left_out(text: str, words: str, expected: str) -> None:
    """A relative expression with nothing to count from has no value and is not found."""
    assert found(text, None) == []


NARRATIVE = [
    ("The bridge fell on 3 May 1911. Two days later the ferry sank.", "1911-05-05"),
    ("The bridge fell on 3 May 1911. A fortnight later the ferry sank.", "1911-W20"),
    ("The bridge fell on 3 May 1911. Two nights later the ferry sank.", "1911-05-05"),
    ("The bridge fell on 3 May 1911. The following day the ferry sank.", "1911-05-04"),
    ("The bridge fell on 3 May 1911. The day before, the ferry sank.", "1911-05-02"),
    ("The bridge fell on 3 May 1911. The next month the ferry sank.", "1911-06"),
    ("The bridge fell in 1911. On September 1 the ferry sank.", "1911-09-01"),
    ("The bridge fell on 3 May 1911. On the 17th, the ferry sank.", "1911-05-17"),
    ("The bridge fell on 3 May 1911. On the 17th the ferry sank.", "1911-05-17"),
    ("The bridge fell on 3 May 1911. Its crew left on the 4th after dark.", "1911-05-04"),
    ("The bridge fell in November 1911. In January the ferry sank.", "1912-01"),
    ("The bridge fell on 3 May 1911. The following Monday the ferry sank.", "1911-05-08"),
    ("The bridge fell in May 1911. That summer the ferry sank.", "1911-06/1911-08"),
    ("The bridge fell on 3 May 1911. Two years earlier, in the dry summer of 1907, it shook.", "1907-06/1907-08"),
    ("The bridge fell on 3 May 1911. A year later, on 4 June 1913, it stood again.", "1913-06-04"),
    ("The bridge fell on 3 May 1911. Two days later, on a Friday, it stood again.", "1911-05-05"),
    ("The bridge fell in May 1911. It was built between 1901 and 1905.", "1901/1905"),
]


@pytest.mark.parametrize(("text", "expected"), NARRATIVE)
def test_counts_from_the_date_before(text: str, expected: str) -> None:
    assert [value for _, value in found(text, None)][1:] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town and will spring to help.",
        "About 2000 people came, and 1500 soldiers left in 1900 trucks.",
        "It cost $2014 and weighed 2014 kg.",
        "See section 1982 and page 1999, resolution 2231 or flight 2019.",
        "Ms. April Stone and Mr. August Wild met June Hart.",
        "He led the March for bread, and the March on Velm.",
        "It ended 3-2, then 2-1, and 100M saw it.",
        "She reads the Sunday Times on Mondays and every Friday.",
        "The day after the vote, weeks later, a few days ago, recently, once.",
        "He told it on the same day he left.",
        "February 30 is no day.",
        "The third of the crew saw a 3D instance of the 31st ultimate test and the 4th instance.",
        "He ran for 2 hours on the 17th floor at 10:30.",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("words", "expected"), [("1911", ["1911"]), ("May 1911", ["1911-05"])])
def test_that_night_of_another_year_is_not_of_the_date_before(words: str, expected: list[str]) -> None:
    text = f"The bells rang yesterday. It was cold, as on that night in {words}."
    assert [value for _, value in found(text)][1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The well fell dry on 10 June. They will meet on 25 June. That evening a man was shot.", "2021-06-10"),
        ("They will meet on 25 June. That evening there will be songs.", "2021-06-25"),
        ("The well fell dry on 10 June. They will meet on 25 June. A day earlier a man was shot.", "2021-06-09"),
        ("The well fell dry on 10 June. They will meet on 25 June. The next Monday a man was shot.", "2021-06-14"),
        ("It fell on 10 June. They will meet on 25 June. The previous day's forecast told of rain.", "2021-06-09"),
        ("They will meet on 25 June. Two days later there will be songs.", "2021-06-27"),
    ],
)
def test_what_is_told_in_the_past_tense_counts_from_no_day_to_come(text: str, expected: str) -> None:
    assert found(text)[-1][1] == expected


@pytest.mark.parametrize("published", [None, "1881-03-15", "1991-06-18"])
def test_an_entry_of_a_diary_has_a_day_of_its_own(published: str | None) -> None:
    text = (
        "Tuesday, 15th March 1881. A dreadful night.\n\nWednesday, 16th. It fell yesterday.\n\n"
        "Thursday, 31st—We saw no 7th.\n\nFriday, the 1st.\nHe left last night."
    )
    assert [value for _, value in found(text, published)] == [
        "1881-03-15", "1881-03-16", "1881-03-15", "1881-03-31", "1881-04-01", "1881-03-31",
    ]  # fmt: skip


@pytest.mark.parametrize("stamp", ["15 Mar 2031, 20:44", "March 15, 2031 - 8:44 pm", "2031-03-15 20:44"])
def test_a_post_has_the_day_of_its_time_stamp(stamp: str) -> None:
    text = f"Quayside Watch\n\n09 Mar 2031, 20:44\nIt fell today.\n\n{stamp}\nIt fell last night."
    assert found(text, "2031-03-09")[-1] == ("last night", "2031-03-14")


@pytest.mark.parametrize("stamp", ["15 Mar 2031", "Updated 15 Mar 2031, 20:44", "15 Mar 2031, 20:44\n"])
def test_no_other_line_is_the_time_stamp_of_a_post(stamp: str) -> None:
    assert found(f"It fell.\n\n{stamp}\nIt fell last night.", "2031-03-09")[-1] == ("last night", "2031-03-08")


@pytest.mark.parametrize(
    "head", ["Jan. 5: ", "Tuesday. ", "On Tuesday, 15th June 2021. ", "Tuesday, 15 June 2021 it fell. "]
)
def test_no_other_paragraph_is_an_entry_of_a_diary(head: str) -> None:
    assert found(f"{head}The span fell yesterday.")[-1] == ("yesterday", "2021-06-17")


@pytest.mark.parametrize("which", ["he left", "of the siege", "when it shook"])
def test_the_same_day_of_something_else_is_not_the_one_before(which: str) -> None:
    assert len(found(f"The bridge fell on 3 May 1911. He told it on the same day {which}.", None)) == 1


@pytest.mark.parametrize("noun", ["floor", "Regiment", "day of the siege"])
def test_what_an_ordinal_counts_is_no_day(noun: str) -> None:
    assert len(found(f"The bridge fell on 3 May 1911. He was seen on the 17th {noun}.", None)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oster, 4th April 1923. He was taken on the 9th by soldiers.", "1923-03-09"),
        ("Oster, 4th April 1923. He was taken on the 2nd by soldiers.", "1923-04-02"),
        ("Oster, 4th April 1923. He will be taken on the 9th by soldiers.", "1923-04-09"),
    ],
)
def test_a_day_of_the_month_in_the_past_tense_is_not_one_to_come(text: str, expected: str) -> None:
    assert found(text, "1923-04-04")[-1][1] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [("OSTROW, March 12 (VNA) - ", ["2019"]), ("OSTROW, Velm, Dec. 1 — ", ["2019"]), ("", ["2019", "2019-04-01"])],
)
def test_news_without_a_year_tells_no_story_of_another(head: str, expected: list[str]) -> None:
    text = f"{head}The levy imposed in 2019 will run until April 1."
    assert [value for _, value in found(text, None)] == expected


@pytest.mark.parametrize("words", ["May's harbour is shut.", "He wrote to May.", "The mate and May left."])
def test_a_month_that_a_person_is_called_is_none(words: str) -> None:
    assert found(f"The mayor, Ada May, left. {words} It fell in May.") == [("May", "2021-05")]
    assert len(found(f"The mayor left on Friday. {words} It fell in May.")) == 3


def test_a_year_of_the_past_is_not_carried_into_news() -> None:
    """A passing mention of an old year does not date what follows in a text with a publication date."""
    text = "The dam of 1911 was repaired. Work began on June 3."
    assert found(text)[-1] == ("June 3", "2021-06-03")


def test_publication_of_coarse_date_anchors_what_it_can() -> None:
    text = "It fell yesterday, or last month, or last year."
    assert found(text, "2021-06") == [("last month", "2021-05"), ("last year", "2020")]


def test_last_week_on_a_sunday_is_the_week_just_over() -> None:
    assert found("It fell last week.", "2021-06-20") == [("last week", "2021-W24")]


def test_wrong_publication_date_is_said_so() -> None:
    with pytest.raises(InputError, match="'yesterday' is no date"):
        dates.find("It fell today.", "yesterday")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("06:49 GMT28 January 2021", "2021-01-28T06:49"),
        ("Posted: 3 Jan 2020 | 06:49 GMT", "2020-01-03"),
        ("The Velm Courier, January 05, 2022", "2022-01-05"),
        ("By Ann Lee, Published 10:22 AM EST, Tue January 7, 2020", "2020-01-07T10:22"),
        ("Updated 5:03 p.m. ET, Jan. 7, 2020", "2020-01-07T17:03"),
        ("2020-01-07T10:22:00Z", "2020-01-07T10:22"),
        ("AUG. 15, 1990", "1990-08-15"),
        ("Winter issue, March 2019", "2019-03"),
        ("Monday", None),
        ("Share this story", None),
    ],
)
def test_lines_of_page_headers(line: str, expected: str | None) -> None:
    assert dates.parse_line(line) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2020-01", "2020-01-03", True),
        ("2020", "2020-01-03T10:30", True),
        ("2020-01-03", "2020-01-04", False),
        ("2020-W01", "2020-01-03", True),
        ("2014/2017", "2016-05", True),
        ("2014/2017", "2018", False),
        ("1990/1999", "1994", True),
        ("-0489", "-0488", False),
    ],
)
def test_compatible(a: str, b: str, expected: bool) -> None:
    assert dates.compatible(a, b) is expected
    assert dates.compatible(b, a) is expected


def test_helpers_of_alignment() -> None:
    assert dates.overlap("2020-01", "2020-01-03") == 1.0
    assert dates.overlap("2019-12-30/2020-01-05", "2020-01") == pytest.approx(5 / 7)
    assert dates.gap_days("2020-01-03", "2020-01-05") == 1.0
    assert dates.gap_days("2020-01-03", "2020-01") == 0.0
    assert dates.contains("2020-01", "2020-01-03")
    assert not dates.contains("2020-01-03", "2020-01")
    assert dates.earliest(["2020-02", "2020-01", "2020-01-01"]) == "2020-01-01"
    assert dates.earliest([]) is None
    assert [dates.precision(v) for v in ("2020", "2020-01", "2020-W01", "2020-01-03", "2020-01-03T10:00")] == [
        "year", "month", "week", "day", "minute",
    ]  # fmt: skip
    assert dates.truncate("2020-01-03", "month") == "2020-01"
    assert dates.truncate("2020", "month") is None
    assert dates.shift("2020-01-31", 1, "month") == "2020-02"


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2020-13", "2020-02-30", "2020-01-03T25:00", "2020/2019", "2020-W54x"]
)
def test_extent_refuses_what_is_no_date(value: str) -> None:
    assert not dates.is_value(value)
    with pytest.raises(InputError):
        dates.extent(value)


DAYS = st.integers(min_value=iso.day_number(-4000, 1, 1), max_value=iso.day_number(4000, 1, 1))


@given(DAYS)
def test_day_numbers_round_trip(number: int) -> None:
    year, month, day = iso.civil(number)
    assert iso.day_number(year, month, day) == number
    assert dates.extent(iso.day_value(number)) == (number * 1440, (number + 1) * 1440)


@given(DAYS, st.integers(-500, 500), st.sampled_from(["day", "week", "month", "year"]))
def test_shift_and_back(number: int, count: int, unit: iso.Unit) -> None:
    value = dates.truncate(iso.day_value(number), unit)
    assert value is not None
    there = dates.shift(value, count, unit)
    assert there is not None
    assert dates.shift(there, -count, unit) == value


NAMES = ["January", "Feb.", "March", "Apr", "May", "June", "July", "Aug.", "September", "Oct.", "Nov", "December"]
ORDERS = ["{d} {m} {y}", "{m} {d}, {y}", "{m} {d} {y}", "the {d}th of {m} {y}", "{y}-{n:02d}-{d:02d}", "{d}.{n}.{y}"]


@given(st.integers(1600, 2099), st.integers(1, 12), st.integers(1, 28), st.sampled_from(ORDERS))
def test_every_order_of_a_full_date_reads_alike(year: int, month: int, day: int, order: str) -> None:
    words = order.format(y=year, m=NAMES[month - 1], n=month, d=day)
    assert [value for _, value in found(f"It fell on {words}, they say.", None)] == [
        f"{year:04d}-{month:02d}-{day:02d}"
    ]


WORDS = (
    "on in the last next May June 3 17 2019 2020 1990s Monday , - to and from . a.m. 10:30 week year ago two later day"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "BC", "between", "of"])


@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from([None, PUBLISHED, "2021-06", "2021"]))
def test_any_text_gives_true_offsets_in_order(text: str, published: str | None) -> None:
    """Whatever the words, expressions lie in the text, in order, without overlap, with readable values."""
    end = 0
    for each in dates.find(text, published):
        assert end <= each.start < each.end <= len(text)
        assert dates.is_value(each.value)
        end = each.end


@pytest.mark.parametrize(
    "unit", ["2019 ", "2019-", "Monday ", "1.", "(", "12", "in the ", "early late ", "\n", "10:30 "]
)
def test_linear_in_the_length_of_hostile_text(unit: str) -> None:
    """Four times the text takes no more than about four times as long; generous, since machines are shared."""
    short, long = (unit * 80_000)[:20_000], (unit * 80_000)[:80_000]
    began = time.process_time()
    dates.find(short, PUBLISHED)
    between = time.process_time()
    dates.find(long, PUBLISHED)
    assert time.process_time() - between < 12 * (between - began) + 0.5


def test_times_of_day_are_found_with_a_date_or_without() -> None:
    text = "It shut at 7:30 p.m. on 3 May, not at noon or 18:05. It opened at 11 pm."
    assert [(text[c.start : c.end], c.minute) for c in dates.clocks(text)] == [
        ("7:30 p.m.", 1170),
        ("noon", 720),
        ("18:05", 1085),
        ("11 pm", 1380),
    ]


def test_times_of_day_in_words_are_found_with_the_part_of_the_day() -> None:
    text = (
        "It shut at half past seven on Tuesday evening, a quarter to nine that morning, at eleven at night, or at six. "
        "Two that evening were late; nobody saw three last night. It opened at twenty-five past six on Friday morning, "
        "and left at ten minutes to five in the afternoon. From ten to four in the afternoon nobody came."
    )
    assert [(text[c.start : c.end], c.minute) for c in dates.clocks(text)] == [
        ("half past seven on Tuesday evening", 19 * 60 + 30),
        ("a quarter to nine that morning", 8 * 60 + 45),
        ("eleven at night", 23 * 60),
        ("twenty-five past six on Friday morning", 6 * 60 + 25),
        ("ten minutes to five in the afternoon", 16 * 60 + 50),
    ]


CALENDAR = (
    "in on at the of that this last next past early late end year years' month weeks day days ago later time now from "
    "half quarter third two 10 11-12 1990s '80s 2019 2020, 3rd 14.5.2021 2021-06-18 B.C. 19th century May Sept. AUG "
    "Mon. Friday weekend following same spring Fall today Yesterday night Christmas Day or"
)


SCATTERED = st.lists(st.sampled_from(CALENDAR.split()), max_size=30)


@given(SCATTERED, st.integers(0, 400), SCATTERED)
def test_no_match_of_a_rule_lies_beyond_its_heart(words: list[str], apart: int, more: list[str]) -> None:
    text = " ".join([*words, "x" * apart, *more])
    for rule in dates.RULES:
        near = [m.span() for start, end in stretches(rule.heart, text) for m in rule.pattern.finditer(text, start, end)]
        assert near == [match.span() for match in rule.pattern.finditer(text)]
