"""Quantities in prose: numbers, units, bounds, what is counted; and which two can both be true."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import dates, quantities
from rashomon.quantities import QuantityExpression, exclude
from rashomon.quantities.numbers import spoken


def found(text: str) -> list[tuple[str, float, float | None, str, str, str]]:
    return [(text[q.start : q.end], *q[2:]) for q in quantities.find(text)]


TABLE = [
    ("150 people left", "150", 150, None, "", "person", "exact"),
    ("4,000 foreign fighters left", "4,000", 4000, None, "", "fighter", "exact"),
    ("ten thousand militants left", "ten thousand", 10_000, None, "", "militant", "exact"),
    ("half a million voters left", "half a million", 500_000, None, "", "voter", "exact"),
    ("a quarter of a million voters", "a quarter of a million", 250_000, None, "", "voter", "exact"),
    ("two and a half million eggs", "two and a half million", 2_500_000, None, "", "egg", "exact"),
    ("one hundred and five wells", "one hundred and five", 105, None, "", "well", "exact"),
    ("nine thousand three hundred and two bees", "nine thousand three hundred and two", 9302, None, "", "bee", "exact"),
    ("a dozen eggs", "a dozen", 12, None, "", "egg", "exact"),
    ("a hundred thousand people", "a hundred thousand", 100_000, None, "", "person", "exact"),
    ("a hundred and forty million crowns", "a hundred and forty million crowns", 1.4e8, None, "crown", "", "exact"),
    ("a hundred and two eggs", "a hundred and two", 102, None, "", "egg", "exact"),
    ("two dozen boats", "two dozen", 24, None, "", "boat", "exact"),
    ("2.5 million dollars", "2.5 million dollars", 2_500_000, None, "USD", "", "exact"),
    ("100M people saw it", "100M", 100_000_000, None, "", "person", "exact"),
    ("the 100m race", "100m", 100, None, "m", "race", "exact"),
    ("$5bn in aid", "$5bn", 5e9, None, "USD", "aid", "exact"),
    ("£300 million of debt", "£300 million", 3e8, None, "GBP", "debt", "exact"),
    ("EUR 40 was paid", "EUR 40", 40, None, "EUR", "", "exact"),
    ("20 Canadian dollars", "20 Canadian dollars", 20, None, "CAD", "", "exact"),
    ("20 pounds of nails", "20 pounds", 20, None, "pound", "nail", "exact"),
    ("20 million pounds were lost", "20 million pounds", 2e7, None, "GBP", "", "exact"),
    ("30 percent of voters", "30 percent", 30, None, "percent", "voter", "exact"),
    ("shares closed 2 percent lower.", "2 percent", 2, None, "percent", "", "exact"),
    ("12 higher courts", "12", 12, None, "", "court", "exact"),
    ("6 percent fewer than in May", "6 percent", 6, None, "percent", "", "exact"),
    ("49,000 fewer jobs", "49,000", 49_000, None, "", "job", "exact"),
    ("it grew 3.5% next", "3.5%", 3.5, None, "percent", "", "exact"),
    ("2.3 tons of dye worth much", "2.3 tons", 2.3, None, "ton", "dye", "exact"),
    ("a rise of 3.5%", "3.5%", 3.5, None, "percent", "", "exact"),
    ("3 percentage points", "3 percentage points", 3, None, "percentage point", "", "exact"),
    ("two-thirds of residents", "two-thirds", 66.666667, None, "percent", "resident", "about"),
    ("sales had fallen by almost a third.", "almost a third", 33.333333, None, "percent", "", "about"),
    ("sales were up by a third on last year", "a third", 33.333333, None, "percent", "", "about"),
    ("half of the voters", "half", 50, None, "percent", "voter", "about"),
    ("one in five children", "one in five", 20, None, "percent", "child", "about"),
    ("10 to 15 boats", "10 to 15", 10, 15, "", "boat", "exact"),
    ("ten to twelve boats sank", "ten to twelve", 10, 12, "", "boat", "exact"),
    ("it opens at ten to twelve sites", "ten to twelve", 10, 12, "", "site", "exact"),
    ("put at between 1.1 and 1.4.", "between 1.1 and 1.4", 1.1, 1.4, "", "", "exact"),
    ("he spoke of three or four.", "three or four", 3, 4, "", "", "exact"),
    ("on Monday at nine stations they voted", "nine", 9, None, "", "station", "exact"),
    ("10-15 boats", "10-15", 10, 15, "", "boat", "exact"),
    ("$5-10bn", "$5-10bn", 5e9, 1e10, "USD", "", "exact"),
    ("10 to 15 million people", "10 to 15 million", 1e7, 1.5e7, "", "person", "exact"),
    ("between ten and twelve boats", "between ten and twelve", 10, 12, "", "boat", "exact"),
    ("between two and three hundred boats", "between two and three hundred", 200, 300, "", "boat", "exact"),
    ("it was ten to twelve sites", "ten to twelve", 10, 12, "", "site", "exact"),
    ("0 to 3 boats", "0 to 3", 0, 3, "", "boat", "exact"),
    ("five to two hundred boats", "five to two hundred", 5, 200, "", "boat", "exact"),
    ("between 10 and 15 boats", "between 10 and 15", 10, 15, "", "boat", "exact"),
    ("at least 19 people", "at least 19", 19, None, "", "person", "min"),
    ("more than 1,000 homes", "more than 1,000", 1000, None, "", "home", "min"),
    ("no fewer than 40 homes", "no fewer than 40", 40, None, "", "home", "min"),
    ("not below 40 homes", "not below 40", 40, None, "", "home", "min"),
    ("40 or more homes", "40 or more", 40, None, "", "home", "min"),
    ("200+ homes", "200+", 200, None, "", "home", "min"),
    ("up to 300 rockets", "up to 300", 300, None, "", "rocket", "max"),
    ("fewer than 20 boats", "fewer than 20", 20, None, "", "boat", "max"),
    ("not above 40 sacks", "not above 40", 40, None, "", "sack", "max"),
    ("no more than 40 sacks", "no more than 40", 40, None, "", "sack", "max"),
    ("he had not forty sacks", "not forty", 40, None, "", "sack", "max"),

    ("as many as 50 boats", "as many as 50", 50, None, "", "boat", "max"),
    ("about 1,000 homes", "about 1,000", 1000, None, "", "home", "about"),
    ("some 200 homes", "some 200", 200, None, "", "home", "about"),
    ("nearly 80 homes", "nearly 80", 80, None, "", "home", "about"),
    ("hundreds of homes", "hundreds", 200, 999, "", "home", "about"),
    ("dozens of homes", "dozens", 24, 99, "", "home", "about"),
    ("several thousand homes", "several thousand", 3000, 9000, "", "home", "about"),
    ("several dozen homes", "several dozen", 36, 108, "", "home", "about"),
    ("a couple of dozen homes", "a couple of dozen", 24, None, "", "home", "exact"),
    ("tens of thousands of homes", "tens of thousands", 20_000, 99_999, "", "home", "about"),
    ("20 miles of fence", "20 miles", 20, None, "mile", "fence", "exact"),
    ("5 km away", "5 km", 5, None, "km", "", "exact"),
    ("over 300 kg of flour", "over 300 kg", 300, None, "kg", "flour", "min"),
    ("40 degrees Celsius", "40 degrees Celsius", 40, None, "degree celsius", "", "exact"),
    ("a three-day visit", "three-day", 3, None, "day", "visit", "exact"),
    ("a 12-member council", "12", 12, None, "", "member", "exact"),
    ("a 34-year-old man", "34-year-old", 34, None, "year", "age", "exact"),
    ("Ana Vale, 34, said", "34", 34, None, "year", "age", "exact"),
    ("the driver, Mr Colin Ashdown (58), fell", "58", 58, None, "year", "age", "exact"),
    ("They named the dead as Mina Farrow, 12.", "12", 12, None, "year", "age", "exact"),
    ("his sister, nine, fell", "nine", 9, None, "year", "age", "exact"),
    ("The driver, 41, fell", "41", 41, None, "year", "age", "exact"),
    ("The strikers, 40, fell", "40", 40, None, "", "", "exact"),
    ("Its crew, 12, fell", "12", 12, None, "", "", "exact"),
    ("a pupil aged twelve", "twelve", 12, None, "year", "age", "exact"),
    ("people aged 18 to 30", "18 to 30", 18, 30, "year", "age", "exact"),
    ("between the ages of nine and twelve", "between the ages of nine and twelve", 9, 12, "year", "age", "exact"),
    ("people aged 65 and over", "65 and over", 65, None, "year", "age", "min"),
    ("boys under the age of ten", "under the age of ten", 10, None, "year", "age", "max"),
    ("Adults over 60 who drank it fell ill", "over 60", 60, None, "year", "age", "min"),
    ("Children under five were moved", "under five", 5, None, "year", "age", "max"),
    ("a lad of fourteen ran", "fourteen", 14, None, "year", "age", "exact"),
    ("a woman of sixty years", "sixty years", 60, None, "year", "age", "exact"),
    ("a man of 20 crimes", "20", 20, None, "", "crime", "exact"),
    ("the men of 12 Company", "12", 12, None, "", "", "exact"),
    ("12 Mill Lane residents left", "12", 12, None, "", "resident", "exact"),
    ("a crowd of 300 came", "300", 300, None, "", "person", "exact"),
    ("police put the crowd at 8,000", "8,000", 8000, None, "", "person", "exact"),
    ("a queue of 300 came", "300", 300, None, "", "", "exact"),
    ("a father of three came", "three", 3, None, "", "", "exact"),
    ("workers over 30 pits", "over 30", 30, None, "", "pit", "min"),
    ("Labour (12) lost", "12", 12, None, "", "", "exact"),
    ("she is aged 45", "45", 45, None, "year", "age", "exact"),
    ("one soldier died", "one", 1, None, "", "soldier", "exact"),
    ("608 dead were found", "608", 608, None, "", "dead", "exact"),
    ("12 injured workers were found", "12", 12, None, "", "injured", "exact"),
    ("1,900 dead fish were found", "1,900", 1900, None, "", "fish", "exact"),
    ("Two missing boats were found", "Two", 2, None, "", "boat", "exact"),
    ("They closed two sports clubs", "two", 2, None, "", "club", "exact"),
    ("Five police cars were burnt", "Five", 5, None, "", "car", "exact"),
    ("Five police officers were there", "Five", 5, None, "", "police", "exact"),
    ("She had eight crew members", "eight", 8, None, "", "crew", "exact"),
    ("Each of the three motions raises doubts", "three", 3, None, "", "motion", "exact"),
    ("It left 61 soldiers dead", "61", 61, None, "", "soldier", "exact"),
    ("40 missing Ostrovians were found", "40", 40, None, "", "missing", "exact"),
    ("24 were killed", "24", 24, None, "", "killed", "exact"),
    ("The dead were\n12. The board met", "12", 12, None, "", "dead", "exact"),
    ("Eleven were drowned", "Eleven", 11, None, "", "dead", "exact"),
    ("of them 14 are known to have perished", "14", 14, None, "", "dead", "exact"),
    ("the death toll rose to 24", "24", 24, None, "", "death", "exact"),
    ("the death toll from the night of the collapse rose to 24", "24", 24, None, "", "death", "exact"),
    ("the toll road to Oster opens at 7", "7", 7, None, "", "", "exact"),
    ("the collapse killed 24 and injured others", "24", 24, None, "", "killed", "exact"),
    ("a wall fell, wounding nearly 30", "nearly 30", 30, None, "", "wounded", "about"),
    ("it killed 12 soldiers", "12", 12, None, "", "soldier", "exact"),
    ("the number of arrests reached 80", "80", 80, None, "", "arrest", "exact"),
    ("The number of cases rose to 340", "340", 340, None, "", "case", "exact"),
    ("The number of jobs lost is 300", "300", 300, None, "", "job", "exact"),
    ("The total of complaints in the county fell to 7", "7", 7, None, "", "complaint", "exact"),
    ("The number of newly armed men reached 90", "90", 90, None, "", "man", "exact"),
    ("The number of the missing is 90", "90", 90, None, "", "missing", "exact"),
    ("The number of people killed in the Varn flood rose to 47", "47", 47, None, "", "killed", "exact"),
    ("The number of those who have died reached 47", "47", 47, None, "", "dead", "exact"),
    ("The number of miners killed rose to 47", "47", 47, None, "", "miner", "exact"),
    ("The number of people waiting rose to 47", "47", 47, None, "", "person", "exact"),
    ("The ministry put the dead at 24", "24", 24, None, "", "dead", "exact"),
    ("The dead man led a crew of 71", "71", 71, None, "", "", "exact"),
    ("The toll could exceed 2,000", "2,000", 2000, None, "", "death", "exact"),
    ("63 remained unaccounted for", "63", 63, None, "", "missing", "exact"),
    ("41 others are still missing", "41", 41, None, "", "missing", "exact"),
    ("Over 500 were badly hurt", "Over 500", 500, None, "", "hurt", "min"),
    ("up to 40 are feared to be trapped", "up to 40", 40, None, "", "trapped", "max"),
    ("Deaths rose to 24", "24", 24, None, "", "death", "exact"),
    ("1500 people left", "1500", 1500, None, "", "person", "exact"),
    ("a full 300 page report", "300", 300, None, "", "page", "exact"),
    ("for five long hours", "five", 5, None, "hour", "", "exact"),
    ("two weeks analysing news", "two weeks", 2, None, "week", "", "exact"),
    ("nearly 80 US troops", "nearly 80", 80, None, "", "troop", "about"),
    ("12 of them children", "12", 12, None, "", "child", "exact"),
    ("12 of whom were hurt", "12", 12, None, "", "hurt", "exact"),
    ("12 of them stood by the gates", "12", 12, None, "", "", "exact"),
    ("3 percent of them severe", "3 percent", 3, None, "percent", "", "exact"),
    ("three of the soldiers", "three", 3, None, "", "soldier", "exact"),
    ("5 million crowns in aid", "5 million crowns", 5e6, None, "crown", "aid", "exact"),
    ("tens of millions of crowns", "tens of millions", 2e7, 99_999_999, "crown", "", "about"),
    ("to the crown 40 boats belong", "40", 40, None, "", "boat", "exact"),
    ("9 million of her own dollars", "9 million", 9e6, None, "USD", "", "exact"),
    ("it fell to 412 pence", "412 pence", 412, None, "penny", "", "exact"),
    ("it fell to 412p", "412p", 412, None, "penny", "", "exact"),
    ("a loaf at 90 cents", "90 cents", 90, None, "cent", "", "exact"),
    ("5 ml of dye", "5 ml", 5, None, "ml", "dye", "exact"),
    ("200 millilitres of dye", "200 millilitres", 200, None, "ml", "dye", "exact"),
    ("250 mg", "250 mg", 250, None, "mg", "", "exact"),
    ("4.2 mg/l of lead", "4.2 mg/l", 4.2, None, "mg/l", "lead", "exact"),
    ("9 TWh", "9 TWh", 9, None, "twh", "", "exact"),
    ("that is three times as many as Varn admits", "three times", 3, None, "times", "", "exact"),
    ("it is 1.5 times the official figure", "1.5 times", 1.5, None, "times", "", "exact"),
    ("more than six times higher", "more than six times", 6, None, "times", "", "min"),
    ("Three times the guard fell", "Three", 3, None, "", "time", "exact"),
    ("they met three times as guests", "three", 3, None, "", "time", "exact"),
    ("they met three times.", "three", 3, None, "", "time", "exact"),
    ("nine years and six months", "nine years and six months", 9.5, None, "year", "", "exact"),
    ("three-and-a-half hours", "three-and-a-half hours", 3.5, None, "hour", "", "exact"),
    ("he is 6ft 3in tall", "6ft 3in", 6.25, None, "foot", "tall", "exact"),
    ("it reached 43.5C there", "43.5C", 43.5, None, "degree celsius", "", "exact"),
    ("it was five times that number", "five times", 5, None, "times", "", "exact"),
    ("nine and a half years", "nine and a half years", 9.5, None, "year", "", "exact"),
    ("two hours 15 minutes of rain", "two hours 15 minutes", 2.25, None, "hour", "rain", "exact"),
    ("300 francs", "300 francs", 300, None, "franc", "", "exact"),
    ("40 Swedish crowns", "40 Swedish crowns", 40, None, "SEK", "", "exact"),
    ("thirty-second clips", "thirty-second", 30, None, "second", "clip", "exact"),
    ("twenty first responders", "twenty", 20, None, "", "responder", "exact"),
    ("146 mm fell there", "146 mm", 146, None, "mm", "", "exact"),
    ("$38 million in the first half", "$38 million", 3.8e7, None, "USD", "", "exact"),
    ("$9 in fiscal 2033", "$9", 9, None, "USD", "", "exact"),
    ("$9 million in legal fees", "$9 million", 9e6, None, "USD", "fee", "exact"),
    ("three of the general's soldiers", "three", 3, None, "", "soldier", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "high", "unit", "what", "bound"), TABLE)
def test_found(text: str, words: str, value: float, high: float | None, unit: str, what: str, bound: str) -> None:
    assert found(text) == [(words, value, high, unit, what, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "on 3 January 2020, in 2014, from 2003-2011, two years ago",
        "at 10:30 a.m., at 5 pm, at six o'clock",
        "1. The board met.\n(2) It found nothing.",
        "a little after four in the afternoon, at half past seven, and he came at six.",
        "It came at ten past two, nearly ten minutes to six, at a quarter to twelve; half past eleven would do.",
        "It came nine minutes past two and left at eleven minutes to four.",
        "At twenty past nine police came, at ten to eight she left, and it was five to midnight.",
        "At four yesterday morning, on Monday at nine Renn spoke, by 6 the next evening",
        "It was 20 to ten. She said it is five to nine.",
        "between two and four in the afternoon, from five to seven o'clock",
        "She struck at 7.25 p.m. and sank at eleven at night",
        "at 6:37 a.m. (0537 GMT), at 6.37 by the clock, at 18.30 local time, between 01.30 and 03.05",
        "Bo Lind of 12 Old Mill Lane and of 4 Tern St., Renn",
        "silo 3 and Pier 9 are shut, and bus 12 is late",
        "she asked for not one cent and walked not one mile",
        "sold by a third party, cheered up by a third round",
        "the third man came 2nd and the 19th left",
        "on the 3d prox. of the twenty-first volume, the hundred and thirty-second of its kind",
        "a 3D film on the twenty-second",
        "H1 2033 sales fell, as in fiscal 2032 and the financial year 2031",
        "Section 5(2) and paragraph 17 of ANNEX 2; Clause 7 compels her, as 501(c)(3) does; the odds are 24:1",
        "Resolution 2231, Article 5, Flight 370, page 12, section 4.2.1, No. 7, #3",
        "a Boeing 737 and an F-35 on Air Force One",
        "they won 3-2 and lost 1-4",
        "call (020) 555 1234 or +44 20 5550 1234",
        "no one knew, one of them left, the one who, this one, one another",
        "between the two, these three",
        "see https://velm.example/2020/12/345, a1@velm.example or 12@velm.example",
        "the 1990s and the 401(k)",
        "per 1,000",
        "",
    ],
)
def test_no_quantities(text: str) -> None:
    assert found(text) == []


WORDS = "an one two several few dozen hundred thousand million half third of and in between to - , 3 1,200 5.5 % $ km m"
PIECES = st.sampled_from(
    [*WORDS.split(), "people", "at least", "or more", "year-old", "aged", "billion", "tens", "bn", "\n"]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_text_gives_true_offsets_in_order(text: str) -> None:
    """Whatever the words, quantities lie in the text, in order, without overlap, with a range that rises."""
    end = 0
    for quantity in quantities.find(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert isinstance(quantity.value, float)
        assert quantity.high is None or quantity.value < quantity.high
        end = quantity.end


@given(st.lists(st.sampled_from([text for text, *_ in TABLE] + ["on 3 May 2019", "in 2014", "yesterday"]), max_size=6))
def test_dates_and_quantities_share_no_character(pieces: list[str]) -> None:
    text = ", ".join(pieces)
    taken = [(d.start, d.end) for d in dates.find(text, "2021-06-18")]
    end = 0
    for quantity in quantities.find(text, taken):
        assert end <= quantity.start < quantity.end <= len(text)
        assert not any(quantity.start < b and a < quantity.end for a, b in taken)
        end = quantity.end


@pytest.mark.parametrize("text", ["On 15 March four people drowned.", "March 15 (Meridian) - four people drowned."])
def test_the_day_of_a_month_counts_nothing(text: str) -> None:
    assert [(found.value, found.what) for found in quantities.find(text)] == [(4.0, "person")]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_space_may_part_thousands(space: str) -> None:
    assert [row[:2] for row in found(f"some 100{space}000 letters")] == [(f"some 100{space}000", 100_000)]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("complaints about nine stations", ["exact"]),
        ("They closed about nine stations", ["about"]),
        ("worries over nine stations", ["exact"]),
        ("Varn handed over 75 servicemen", ["exact"]),
        ("Renn took over 30 shops", ["exact"]),
        ("the storm killed over 30", ["min"]),
        ("The walk took over two hours", ["min"]),
        ("sales fell 3 percent over two years", ["exact", "exact"]),
        ("12 boats waited over two hours", ["exact", "min"]),
        ("It was 30 sacks, not 40", ["exact", "exact"]),
        ("a quarrel over the 240m-crown deal", ["exact"]),
        ("She asked about the nine teachers", ["exact"]),
        ("They met over a two-day visit", ["exact"]),
        ("That is well over the nine stations needed", ["min"]),
        ("They fought about a 30 minute battle", ["about"]),
        ("boys under the age of nine", ["max"]),
    ],
)
def test_a_word_that_belongs_to_the_word_before_it_bounds_no_number(text: str, bounds: list[str]) -> None:
    assert [row[-1] for row in found(text)] == bounds


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The number of cases rose by 31 to 214.", [(31, None), (214, None)]),
        ("Revenue rose $5 million to $20 million.", [(5e6, None), (2e7, None)]),
        ("Renn cut its staff by 12 to 88.", [(12, None), (88, None)]),
        ("The toll rose sharply by two to 26.", [(2, None), (26, None)]),
        ("The toll fell two to 26.", [(2, None), (26, None)]),
        ("Deaths rose by 23 to 4,017.", [(23, None), (4017, None)]),
        ("Cases fell by 5 to 12.", [(5, None), (12, None)]),
        ("A 3% gain took it to 8, up 34% to 1.2 billion boats.", [(3, None), (8, None), (34, None), (1.2e9, None)]),
        ("Rents rose by 5 to 10 percent.", [(5, 10)]),
        ("Rents rose $5-10.", [(5, 10)]),
        ("They lost up to 10 to 15 boats.", [(10, 15)]),
        ("The growers gained 10 to 15 fields.", [(10, 15)]),
        ("It was struck by 10 to 12 shells.", [(10, 12)]),
    ],
)
def test_what_a_change_comes_to_is_no_end_of_a_range(text: str, values: list[tuple[float, float | None]]) -> None:
    assert [row[1:3] for row in found(text)] == values


@pytest.mark.parametrize("text", ["two men, 28 and 33, were held", "three girls, 9, 12 and 14, came"])
def test_people_may_be_told_by_their_ages(text: str) -> None:
    assert {row[4] for row in found(text)[1:]} == {"age"}


def test_after_the_silo_a_number_counts() -> None:
    assert [row[1] for row in found("In the silo 3 were hurt")] == [3]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The death toll rose to 24 from 19 three days earlier", [(24, "death"), (19, "")]),
        ("The firm raised €4.5m in two years", [(4.5e6, ""), (2, "")]),
        ("Two of Renn's seven bridges fell", [(2, "bridge"), (7, "bridge")]),
        ("six months and nine years", [(6, ""), (9, "")]),
        ("five miles and 40 km", [(5, ""), (40, "")]),
        ("three of the seven bridges", [(3, "bridge"), (7, "bridge")]),
        ("There were 44 the day before and 12 two days later", [(44, ""), (12, "")]),
    ],
)
def test_a_number_counts_nothing_beyond_the_next(text: str, counted: list[tuple[float, str]]) -> None:
    assert [(row[1], row[4]) for row in found(text)] == counted


def test_who_tells_that_people_are_counted() -> None:
    assert [(found.value, found.what) for found in quantities.find("Nine who went over the edge.")] == [(9.0, "person")]


@pytest.mark.parametrize("whole", ["the 310", "its 310", "the county’s 310", "310"])
def test_a_part_counts_what_its_whole_does(whole: str) -> None:
    assert [row[4] for row in found(f"23 of {whole} stations were shut")] == ["station", "station"]


def test_the_day_of_a_date_without_a_year_counts_nothing_whatever_dates_were_read() -> None:
    """Without a day of publication the dates of the text are not read, and leave its days to nobody."""
    text = "By 31 March the firm had named 12 wells. They met on 3 June and 6 July."
    assert dates.find(text) == []
    assert [row.value for row in quantities.find(text, [])] == [12]
    assert [row.value for row in quantities.find(text, dated=True)] == [31, 12, 3, 6]


def test_skipped_ranges_are_left_alone() -> None:
    assert quantities.find("150 people", [(0, 3)]) == []


ONES = (
    "one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(number: int) -> str:
    """A positive whole number in English words, written without looking at how the grammar reads them."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}{joint + in_words(rest) if rest else ''}"
    if number < 20:
        return ONES.split()[number - 1]
    tens = TENS.split()[number // 10 - 2]
    return f"{tens}-{in_words(number % 10)}" if number % 10 else tens


@given(st.integers(2, 10**11))
def test_words_round_trip(number: int) -> None:
    assert spoken(in_words(number)) == number
    assert found(f"{in_words(number)} boats")[0][1] == number


@given(st.integers(1, 10**12), st.booleans())
def test_digits_round_trip(number: int, commas: bool) -> None:
    words = f"{number:,}" if commas else str(number)
    assert [(w, v) for w, v, *_ in found(f"{words} boats")] == [(words, number)]


@given(st.integers(1, 9999), st.sampled_from([("k", 1e3), ("bn", 1e9), (" million", 1e6), (" trillion", 1e12)]))
def test_scaled_money_round_trip(hundredths: int, scale: tuple[str, float]) -> None:
    words = f"${hundredths / 100:.2f}{scale[0]}"
    (quantity,) = quantities.find(words)
    assert quantity.value == pytest.approx(hundredths / 100 * scale[1])
    assert (quantity.unit, quantity.start, quantity.end) == ("USD", 0, len(words))


def one(text: str) -> QuantityExpression:
    (quantity,) = quantities.find(text)
    return quantity


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("608 people", "608 people", "same"),
        ("hundreds of people", "608 people", "compatible"),
        ("hundreds of people", "4,000 people", "conflict"),
        ("at least 19 people", "24 people", "compatible"),
        ("at least 19 people", "12 people", "conflict"),
        ("at least 19 people", "900 people", "conflict"),
        ("at least 19 people", "19 people", "compatible"),
        ("at least 19 people", "at least 900 people", "compatible"),
        ("up to 19 people", "fewer than 900 people", "compatible"),
        ("up to 300 rockets", "250 rockets", "compatible"),
        ("up to 300 rockets", "400 rockets", "conflict"),
        ("about 1,000 homes", "950 homes", "compatible"),
        ("about 1,000 homes", "700 homes", "conflict"),
        ("ten thousand fighters", "4,000 fighters", "conflict"),
        ("600 people", "608 people", "compatible"),
        ("19 people", "20 people", "conflict"),
        ("10 to 15 boats", "12 boats", "compatible"),
        ("10 to 15 boats", "16 boats", "conflict"),
        ("half of the voters", "52 percent of voters", "compatible"),
        ("half of the voters", "70 percent of voters", "conflict"),
        ("71.8 percent of voters", "72 percent of voters", "compatible"),
        ("8.8 tons of dye", "nine tons of dye", "compatible"),
        ("71.8 percent of voters", "71 percent of voters", "conflict"),
        ("2.6 percent of voters", "3 percent of voters", "conflict"),
        ("5.25 percent of voters", "5.2 percent of voters", "conflict"),
        ("5 miles of road", "8 km of road", "compatible"),
        ("5 miles of road", "20 km of road", "conflict"),
        ("one week of talks", "seven days of talks", "compatible"),
        ("sixteen hours of talks", "sixteen hours and ten minutes of talks", "compatible"),
        ("nine years of talks", "nine years and six months of talks", "conflict"),
        ("nine years of talks", "eight years and seven months of talks", "conflict"),
        ("nine years of talks", "nine and a half years of talks", "conflict"),
        ("four years of talks", "three weeks of talks", None),
        ("aged 45", "45 minutes of talks", None),
        ("about 800,000 homes", "about 700,000 homes", "conflict"),
        ("hundreds of homes", "more than 1,000 homes", "conflict"),
        ("150 Swedes", "150 people", None),
        ("24 were killed", "24 people", "same"),
        ("40 soldiers", "more than 40 people", "compatible"),
        ("40 dead", "40 wounded", None),
        ("34 people", "87 were arrested", "conflict"),
        ("34 soldiers", "34 were missing", "same"),
        ("24 were killed", "60 were missing", None),
        ("24 were arrested", "60 were detained", "conflict"),
        ("24 were hurt", "60 wounded", "conflict"),
        ("24 were rescued", "60 were missing", None),
        ("11 police", "17 officers", "conflict"),
        ("40 rebels", "40 terrorists", "same"),
        ("40 rebels", "40 hostages", None),
        ("40 boats", "40 people", None),
        ("$5 million", "€5 million", None),
        ("5 km of road", "5 percent of road", None),
    ],
)
def test_agreement(a: str, b: str, relation: str | None) -> None:
    for first, second in ((one(a), one(b)), (one(b), one(a))):
        agreement = quantities.agreement(first, second)
        assert (agreement.relation if agreement else None) == relation
        assert quantities.conflict(first, second) is (relation == "conflict")
        assert quantities.comparable(first, second) is (relation is not None)


def test_agreement_names_the_rule() -> None:
    agreement = quantities.agreement(one("600 people"), one("608 people"))
    assert agreement is not None
    assert agreement.why == "One number is the other one rounded."


NUMBERS = st.builds(
    QuantityExpression,
    st.just(0), st.just(1), st.floats(1, 1e6), st.none(), st.sampled_from(["", "km", "mile", "percent"]),
    st.sampled_from(["", "person", "boat", "dead"]), st.sampled_from(["exact", "about", "min", "max"]),
)  # fmt: skip


@given(NUMBERS, NUMBERS)
def test_agreement_is_symmetric(a: QuantityExpression, b: QuantityExpression) -> None:
    there, back = quantities.agreement(a, b), quantities.agreement(b, a)
    assert (there and there.relation) == (back and back.relation)


@given(NUMBERS)
def test_a_quantity_agrees_with_itself(quantity: QuantityExpression) -> None:
    agreement = quantities.agreement(quantity, quantity)
    assert agreement is not None
    assert agreement.relation == "same"


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        (5, "mile", "km", 8.04672),
        (2, "week", "day", 14),
        (0.5, "litre", "ml", 500),
        (3, "twh", "gwh", 3000),
        (100, "degree celsius", "degree fahrenheit", 212),
        (32, "degree fahrenheit", "degree celsius", 0),
        (1, "km", "kg", None),
        (1, "USD", "EUR", None),
    ],
)
def test_convert(value: float, unit: str, into: str, expected: float | None) -> None:
    converted = quantities.convert(value, unit, into)
    assert converted == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    "unit", ["1 ", "12", "one ", "1,", "a@", "1-", "10 to ", "$", "one hundred and ", "x.x-", "(", "half a "]
)
def test_linear_in_the_length_of_hostile_text(unit: str) -> None:
    """Four times the text takes no more than about four times as long; generous, since machines are shared."""
    short, long = (unit * 40_000)[:10_000], (unit * 40_000)[:40_000]
    began = time.process_time()
    quantities.find(short, dated=True)
    between = time.process_time()
    quantities.find(long, dated=True)
    assert time.process_time() - between < 12 * (between - began) + 0.5


SAID = (
    "Flight 12 no. five chapter two at 6.37 by the clock 14:05 9 p.m. eight o'clock 0630 GMT +44 20 7946 0999 "
    "ab@cd.example.org www.example.org/3 https://example.org/a-4/5 BTR-4xyz 3/4 #7 1990s one by one One-on-one "
    "ten past four at ten to eight she five midnight on Monday morning every 100 "
    "[12] 3rd 192.168.1.10 Level ten 4(a) A4 word of"
)
SOME = st.lists(st.sampled_from(SAID.split()), max_size=20)


@given(SOME, st.integers(0, 120), SOME)
def test_what_is_no_quantity_lies_about_its_heart(words: list[str], apart: int, more: list[str]) -> None:
    text = " ".join([*words, "x " * apart, *more])
    assert list(exclude.not_quantities(text)) == [match.span() for match in exclude.NOT_QUANTITIES.finditer(text)]
