"""Rules for dates whose words fix them, and for dates that only leave out the year."""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.context import Context, Reading, Rule, rule
from rashomon.dates.months import lone_month
from rashomon.dates.words import (
    BREAK,
    DAY,
    DAYPART,
    HOLIDAYS,
    MONTH,
    ORDINAL,
    PART,
    SEASON,
    SEASONS,
    SOME_MONTH,
    SOME_SEASON,
    SOME_YEAR,
    SPACE,
    START,
    SUFFIX,
    TO,
    WEEKDAY,
    WEEKDAY_SPELLED,
    YEAR,
    YEAR_END,
    month,
    ordinal,
    weekday,
)
from rashomon.dates.yearless import of_year, yearless
from rashomon.dates.years import lone_year, year_range

OPENING: Final = rf"(?:(?:[Tt]he )?{DAYPART} (?:of|on) )?(?:(?P<weekday>{WEEKDAY}),?{BREAK}(?:the{SPACE})?)?"
SAME_YEAR: Final = r"(?P<told> of (?:that|the same) year\b)"
ITS_YEAR: Final = rf"(?:(?:,?{BREAK}|,)(?:of )?(?P<year>{YEAR}){YEAR_END}|{SAME_YEAR})?"
CLOSING: Final = rf"(?:,? (?:in the |at )?{DAYPART}\b)?"


def whole_day(match: re.Match[str], context: Context) -> Reading | None:
    """A day and a month, with or without weekday and year."""
    day, its_month = ordinal(match["day"]), month(match["month"])
    if not iso.is_day(2000, its_month, day):
        return None
    if match["year"]:
        return of_year(int(match["year"]), its_month, day)
    following = match.string[match.end() : match.end() + 20]
    if (its_month, day) == (9, 11) and re.match(r" (?:terror|attack|hijack|atrocit|commission|bomb)", following, re.I):
        return Reading("2001-09-11")
    return yearless(context, match, its_month, day)


def day_range(match: re.Match[str], context: Context) -> Reading | None:
    """Two days of one month ("3-5 January 2020", "January 3 to 5")."""
    first, last, its_month = int(match["day"]), int(match["day2"]), month(match["month"])
    if first >= last or not iso.is_day(2000, its_month, last):
        return None
    year = match["year"]
    end = of_year(int(year), its_month, last) if year else yearless(context, match, its_month, last)
    return None if end is None else Reading(f"{end.value[:-2]}{first:02d}/{end.value}", end.anchor)


def iso_day(match: re.Match[str], _: Context) -> Reading | None:
    """2020-01-03, 2020/01/03, 2020.01.03, with or without a time of day."""
    reading = of_year(int(match["year"]), int(match["month"]), int(match["day"]))
    if reading is None or match["hour"] is None:
        return reading
    value = f"{reading.value}T{match['hour']}:{match['minute']}"
    return Reading(value) if iso.is_value(value) else reading


def numeric_day(match: re.Match[str], _: Context) -> Reading | None:
    """13/04/2020 and 04/13/2020; of 03/04/2020 only the year is certain, except with dots, which mean day first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2:
        if first <= 12 and second <= 12:
            return None  # 1/2/20 may be a score or a fraction as well
        year += 1900 if year > 50 else 2000
    if match["sep"] == "." or first > 12 or first == second:
        return of_year(year, second, first) if 1 <= second <= 12 else None
    if second > 12:
        return of_year(year, first, second) if 1 <= first <= 12 else None
    return Reading(iso.year_value(year)) if first and second else None


def month_year(match: re.Match[str], _: Context) -> Reading | None:
    """A month and a year."""
    return Reading(iso.month_value(int(match["year"]), month(match["month"])))


def nth_weekday(match: re.Match[str], context: Context) -> Reading | None:
    """The first Monday of May, the last Sunday in March 2031."""
    year, number = match["year"], month(match["month"])
    its_month = of_year(int(year), number, None) if year else yearless(context, match, number)
    if its_month is None:
        return None
    start, end = (minute // iso.MINUTES for minute in iso.extent(its_month.value))
    count, day = NTHS.index(match["nth"].lower()), weekday(match["name"])
    is_last = count == len(NTHS) - 1
    found = iso.latest_weekday(end - 1, day) if is_last else iso.latest_weekday(start + 6, day) + 7 * count
    return Reading(iso.day_value(found), its_month.anchor)


def before_christ(match: re.Match[str], _: Context) -> Reading | None:
    """490 BC, 499–449 BC, April 480 BC, in ISO's count, where the year 1 BC is 0000."""
    first = iso.year_value(1 - int(match["first"]))
    if match["month"]:
        return Reading(f"{first}-{month(match['month']):02d}")
    if match["last"] is None:
        return Reading(first)
    value = f"{first}/{iso.year_value(1 - int(match['last']))}"
    return Reading(value) if iso.is_value(value) else None


def decade(match: re.Match[str], _: Context) -> Reading | None:
    """The 1990s, the '90s: ten years; the 1800s: a hundred, as English uses it, except the 2000s."""
    if match["short"]:
        short = int(match["short"])
        return Reading(iso.span_of_years((1900 if short >= 30 else 2000) + short, 10))
    first = int(match["decade"])
    return Reading(iso.span_of_years(first, 100 if first % 100 == 0 and first < 2000 else 10))


def century(match: re.Match[str], _: Context) -> Reading | None:
    """The 19th century: 1801 to 1900."""
    if re.match(r"Century [A-Z]", match.string[match.start("noun") : match.end() + 2]):
        return None  # a company
    number = ordinal(match["ordinal"])
    if not 1 <= number <= 25:
        return None
    first = 1 - number * 100 if match["bc"] else (number - 1) * 100 + 1
    return Reading(iso.span_of_years(first, 100))


def season_of(name: str, year: int) -> str:
    """The three months of a season, as an interval of months."""
    first = SEASONS[name.lower()]
    last = iso.shift(iso.month_value(year, first), 2, "month")
    return f"{iso.month_value(year, first)}/{last}"


def season(match: re.Match[str], _: Context) -> Reading | None:
    """Summer of 2014, the winter of 1941-42."""
    return Reading(season_of(match["season"], int(match["year"])))


def part_of_year(match: re.Match[str], _: Context) -> Reading | None:
    """The third quarter of 2019, the first half of 2019, the first nine months of 2019, Q3 2019."""
    return Reading(months_of(match, int(match["year"])))


def months_of(match: re.Match[str], year: int) -> str:
    """The months of a quarter or half of a year, as an interval."""
    number = "1234".index(match["q"]) if match["q"] else ordinal(match["nth"]) - 1
    size = 6 if match["kind"] == "half" else 3
    first = number * size + 1
    return f"{iso.month_value(year, first)}/{iso.month_value(year, first + size - 1)}"


FEAST_ENDS: Final = re.compile(r"[,.;:)\n]|['’]s?\b|$| (?:in|and|when|as|at|with|for|but|to|he|she|they|it|the)\b")


def holiday(match: re.Match[str], context: Context) -> Reading | None:
    """Feasts of a fixed date, with or without a year."""
    name = match["feast"].lower().replace("’", "'")
    if name == "christmas" and not match["year"] and not FEAST_ENDS.match(match.string, match.end()):
        return None
    its_month, day = HOLIDAYS[name]
    return of_year(int(match["year"]), its_month, day) if match["year"] else yearless(context, match, its_month, day)


NTHS: Final = ("first", "second", "third", "fourth", "last")
NTH: Final = r"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)"
PERIOD: Final = rf"(?:{NTH}[ -](?P<kind>quarter|half)|Q(?P<q>[1-4]))"
FEASTS: Final = "|".join(sorted({name.title().replace("'S", "['’]s") for name in HOLIDAYS}, key=len, reverse=True))

RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"{START}(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?!\d)"
        r"(?:[T ](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        iso_day,
        r"\d[-/.][01]\d[-/.]\d",
    ),
    rule(
        rf"{START}(?P<first>\d{{1,2}})(?P<sep>[/.])(?P<second>\d{{1,2}})(?P=sep)(?P<year>{YEAR}|\d\d){YEAR_END}",
        numeric_day,
        r"\d[/.]\d",
    ),
    rule(
        rf"{START}{OPENING}(?:[Tt]he )?(?P<day>{DAY}){SUFFIX}(?:{BREAK}(?:of{BREAK})?|[-/])(?P<month>{MONTH})"
        rf"(?:[-/](?={YEAR}))?(?:(?:,?{BREAK}|,|(?<=[-/]))(?:of )?(?P<year>{YEAR}){YEAR_END}"
        rf"|{SAME_YEAR})?(?!\w){CLOSING}",
        whole_day,
        SOME_MONTH,
    ),
    rule(
        rf"(?<!\w){OPENING}(?:[Tt]he )?(?P<day>{ORDINAL}){BREAK}of{BREAK}(?P<month>{MONTH})(?!\w){ITS_YEAR}{CLOSING}",
        whole_day,
        SOME_MONTH,
    ),
    rule(
        rf"(?<!\w){OPENING}(?P<month>{MONTH}){BREAK}(?:the )?(?P<day>{DAY}){SUFFIX}(?![\w%]|[,.:]\d)"
        rf"{ITS_YEAR}{CLOSING}",
        whole_day,
        SOME_MONTH,
    ),
    rule(
        rf"{START}(?:[Tt]he )?(?P<day>{DAY}){SUFFIX}{TO}(?:the )?(?P<day2>{DAY}){SUFFIX}"
        rf"{BREAK}(?:of )?(?P<month>{MONTH})(?!\w){ITS_YEAR}",
        day_range,
        SOME_MONTH,
    ),
    rule(
        rf"(?<!\w)(?P<month>{MONTH}){BREAK}(?P<day>{DAY}){SUFFIX}{TO}(?P<day2>{DAY}){SUFFIX}(?![\w%:]|[,.]\d)"
        rf"(?:{ITS_YEAR}|(?=[,.;:)]))",
        day_range,
        SOME_MONTH,
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?(?P<nth>(?i:{'|'.join(NTHS)})) (?P<name>{WEEKDAY_SPELLED}){BREAK}(?:of|in){BREAK}"
        rf"(?P<month>{MONTH})(?!\w){ITS_YEAR}",
        nth_weekday,
        SOME_MONTH,
    ),
    rule(rf"(?<!\w){PART}?(?P<month>{MONTH})(?:,|{BREAK}of)?{BREAK}(?P<year>{YEAR}){YEAR_END}", month_year, SOME_MONTH),
    rule(
        rf"(?<!\w)(?P<part>{PART})?(?P<month>{MONTH})(?P<possessive>(?=['’]s\b))?(?![\w%])"
        rf"(?!{BREAK}\d){SAME_YEAR}?",
        lone_month,
        SOME_MONTH,
    ),
    rule(rf"{START}(?P<first>{YEAR}){SPACE}?[-–—/]{SPACE}?(?P<second>{YEAR}|\d\d){YEAR_END}", year_range, SOME_YEAR),
    rule(rf"{START}(?P<part>{PART})?(?P<year>{YEAR})(?![\w%]|[,.]\d)", lone_year, SOME_YEAR),
    rule(
        rf"{START}(?:(?P<month>{MONTH}) )?(?P<first>[1-9]\d{{0,3}})(?:{TO}(?P<last>[1-9]\d{{0,3}}))?"
        r" ?(?:BCE?\b|B\.C\b\.?(?:E\.)?)",
        before_christ,
        r"B\.?C",
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?:(?<!\d)(?P<decade>1\d\d0|20\d0)(?:['’]?s)\b|['’‘](?P<short>\d0)s\b)",
        decade,
        r"0['’]?s\b",
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})"
        r"[ -](?P<noun>[Cc]entury)(?P<bc> BCE?\b| B\.C\.)?",
        century,
        "entury",
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?P<season>{SEASON})(?:,|{BREAK}of|{BREAK}in)?"
        rf"{BREAK}(?P<year>{YEAR})(?:[-–/](?:{YEAR}|\d\d))?(?![\w%]|[,.]\d)",
        season,
        SOME_SEASON,
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?{PERIOD}(?:,|{BREAK}of(?: the)?(?: (?:fiscal|financial))?(?: year)?)?"
        rf"{BREAK}(?P<year>{YEAR}){YEAR_END}",
        part_of_year,
        r"quarter|half|Q[1-4]",
    ),
    rule(rf"(?<!\w)(?P<feast>{FEASTS})(?!\w)(?:,?{BREAK}(?:of )?(?P<year>{YEAR}){YEAR_END})?", holiday, FEASTS),
)
