"""Rules for dates whose words fix them, and for dates that only leave out the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rashomon.dates import iso
from rashomon.dates.context import Context, Reading
from rashomon.dates.words import (
    BREAK,
    DAY,
    DAYPART,
    HOLIDAYS,
    MONTH,
    ORDINALS,
    PART,
    SEASON,
    SEASONS,
    SPACE,
    WEEKDAY,
    YEAR,
    month,
    weekday,
)

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Reading | None]]

START: Final = r"(?<![\w.,:/$£€#+–-])"
"""A number that goes on to the left is part of something longer."""
YEAR_END: Final = r"(?![\w%]|[,.]\d|[-/]\d)"
SUFFIX: Final = r"(?:st|nd|rd|th)?"
OPENING: Final = rf"(?:(?:[Tt]he )?{DAYPART} (?:of|on) )?(?:(?P<weekday>{WEEKDAY}),?{BREAK}(?:the{SPACE})?)?"
ITS_YEAR: Final = rf"(?:(?:,?{BREAK}|,)(?:of )?(?P<year>{YEAR}){YEAR_END})?"
CLOSING: Final = rf"(?:,? (?:in the |at )?{DAYPART}\b)?"
TO: Final = rf"(?:{BREAK}?[-–—]{BREAK}?|{BREAK}(?:to|and|through|until|till){BREAK})"

LATER_YEAR: Final = re.compile(
    rf"(?:{TO}|,{BREAK}|{BREAK}or{BREAK})(?:{WEEKDAY},?{BREAK})?(?:the{SPACE})?"
    rf"(?:(?P<m1>{MONTH})(?:{BREAK}{DAY}{SUFFIX})?,?|{DAY}{SUFFIX}{BREAK}(?P<m2>{MONTH}),?){BREAK}(?P<year>{YEAR}){YEAR_END}"
)
"""A year given once for two dates ("from March to May 2019")."""


def whole_day(match: re.Match[str], context: Context) -> Reading | None:
    """A day and a month, with or without weekday and year."""
    day, its_month = int(match["day"]), month(match["month"])
    if not iso.is_day(2000, its_month, day):
        return None
    if match["year"]:
        return _day(int(match["year"]), its_month, day)
    following = match.string[match.end() : match.end() + 20]
    if (its_month, day) == (9, 11) and re.match(r" (?:terror|attack|hijack|atrocit|commission|bomb)", following, re.I):
        return Reading("2001-09-11")
    return yearless(context, match, its_month, day, match["weekday"])


def _day(year: int, its_month: int, day: int) -> Reading | None:
    return Reading(f"{iso.month_value(year, its_month)}-{day:02d}") if iso.is_day(year, its_month, day) else None


def yearless(
    context: Context, match: re.Match[str], its_month: int, day: int | None = None, its_weekday: str | None = None
) -> Reading | None:
    """A date without a year: of the range it begins, of the story being told, or nearest to publication."""
    shared = LATER_YEAR.match(match.string, match.end())
    if shared:
        year = int(shared["year"]) - (its_month > month(shared["m1"] or shared["m2"]))
        return _of_year(year, its_month, day, None)
    if context.published is None:
        told = context.narrative_year(match.start())
        return None if told is None else _of_year(told.year, its_month, day, told.value)
    return _near_publication(context, match, its_month, day, its_weekday)


def _near_publication(
    context: Context, match: re.Match[str], its_month: int, day: int | None, its_weekday: str | None
) -> Reading | None:
    published = context.published or ""
    year = iso.civil(iso.extent(published)[0] // iso.MINUTES)[0]
    readings = [_of_year(year + step, its_month, day, published) for step in (-1, 0, 1)]
    found = [reading for reading in readings if reading is not None]
    if its_weekday is not None:
        named = [r for r in found if iso.weekday(iso.extent(r.value)[0] // iso.MINUTES) == weekday(its_weekday)]
        found = named or found
    recent = [r for r in found if iso.extent(r.value)[0] < iso.extent(published)[1]]
    coming = [r for r in found if r not in recent]
    near_past = bool(recent) and iso.gap_days(recent[-1].value, published) <= 60
    told = context.narrative_year(match.start())
    if told is not None and not near_past and told.year < year:
        return _of_year(told.year, its_month, day, told.value)
    tense = context.tense(match.start(), match.end())
    soon = bool(coming) and iso.gap_days(coming[0].value, published) <= 45 and not near_past
    if coming and (not recent or (tense == "future" and not near_past) or (soon and tense != "past")):
        return coming[0]
    return recent[-1] if recent else None


def _of_year(year: int, its_month: int, day: int | None, anchor: str | None) -> Reading | None:
    if day is None:
        return Reading(iso.month_value(year, its_month), anchor)
    reading = _day(year, its_month, day)
    return None if reading is None else Reading(reading.value, anchor)


def day_range(match: re.Match[str], context: Context) -> Reading | None:
    """Two days of one month ("3-5 January 2020", "January 3 to 5")."""
    first, last, its_month = int(match["day"]), int(match["day2"]), month(match["month"])
    if first >= last or not iso.is_day(2000, its_month, last):
        return None
    year = match["year"]
    end = _day(int(year), its_month, last) if year else yearless(context, match, its_month, last)
    return None if end is None else Reading(f"{end.value[:-2]}{first:02d}/{end.value}", end.anchor)


def iso_day(match: re.Match[str], _: Context) -> Reading | None:
    """2020-01-03, 2020/01/03, 2020.01.03, with or without a time of day."""
    reading = _day(int(match["year"]), int(match["month"]), int(match["day"]))
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
        return _day(year, second, first) if 1 <= second <= 12 else None
    if second > 12:
        return _day(year, first, second) if 1 <= first <= 12 else None
    return Reading(iso.year_value(year)) if first and second else None


def month_year(match: re.Match[str], _: Context) -> Reading | None:
    """A month and a year."""
    return Reading(iso.month_value(int(match["year"]), month(match["month"])))


NEEDS_CUE: Final = {
    "march",
    "april",
    "may",
    "june",
    "august",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "jan",
    "dec",
    "sep",
    "nov",
    "oct",
    "feb",
}
MONTH_CUE: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Tt]o|[Tt]hrough|[Tt]hroughout|[Dd]uring|[Oo]f|[Bb]efore|[Aa]fter"
    r"|[Bb]etween|and|or|[Ee]nd of|[Tt]his|[Ll]ast|[Nn]ext|[Bb]ack in|[Ee]arly|[Ll]ate|[Mm]id)[ -]$"
)


def lone_month(match: re.Match[str], context: Context) -> Reading | None:
    """A month alone ("in January", "mid-May", "January's"): one that is also a word or a name needs a preposition."""
    text, name = match.string, match["month"].rstrip(".").lower()
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 3]
    cued = bool(match["part"]) or MONTH_CUE.search(before) is not None or match["possessive"]
    if re.match(r" [A-Z]|-[A-Za-z]", after) and not cued:
        return None  # a surname, a hyphenated word
    if name in NEEDS_CUE and not cued:
        return None
    return yearless(context, match, month(name))


UNITS: Final = (
    r"(?:people|persons|men|women|children|troops|soldiers|fighters|civilians|dead|deaths|killed|wounded|injured|others|more"
    r"|km|kilomet|mile|met(?:er|re)|feet|foot|ft|yards?|acres|hectares|tons?|tonnes|kg|dollar|euro|pound|rupee"
    r"|percent|per cent|points"
    r"|hours|minutes|days|weeks|months|years|calls|votes|seats|pages|words|times|tanks|aircraft|homes|houses"
    r"|jobs|cases|degrees)"
)
COUNTED: Final = re.compile(rf"[ -]{UNITS}")
PLURAL: Final = re.compile(r" (?:[a-z]+ )?[a-z]{3,}s\b")
YEAR_CUE: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Oo]f|[Bb]efore|[Aa]fter|[Dd]uring|[Cc]irca|[Yy]ear|[Ff]iscal"
    r"|[Tt]hroughout|[Bb]etween|[Aa]round|[Pp]re|[Pp]ost|[Ii]n about|[Tt]hrough|[Tt]o|[Ff]or|[Aa]s of"
    r"|[Ee]arly as|[Ll]ate as|[Ii]n (?:early|late))[ -]\(?)$"
)
DETERMINER: Final = re.compile(
    r"\b(?:[Tt]he|[Aa]|[Aa]n|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|whose|\w+['’]s?) $"
)
NOUN: Final = re.compile(r" [A-Za-z“\"‘]")
CODE: Final = re.compile(
    r"(?:[Nn]o\.|[Nn]umber|[Rr]esolution|[Ss]ection|[Pp]ages?|[Cc]hapter|[Aa]rticle"
    r"|[Ff]light|[Rr]oom|[Aa]partment|#) ?$"
)
YEARS_BEFORE: Final = re.compile(r"(?:,|,? and|,? or|,? to) $")


def lone_year(match: re.Match[str], context: Context) -> Reading | None:
    """A year alone, where the words around it say that it is one and not a count or a number of something."""
    text, year = match.string, int(match["year"])
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 40]
    if CODE.search(before) or COUNTED.match(after):
        return None
    if year % 100 == 0 and PLURAL.match(after) and not match["part"]:
        return None
    if match["part"] or _is_cued(match, before, after, context):
        return Reading(iso.year_value(year))
    return None


def _is_cued(match: re.Match[str], before: str, after: str, context: Context) -> bool:
    if YEAR_CUE.search(before) or re.match(r"['’]s ", after):
        return True
    if DETERMINER.search(before) and NOUN.match(after):
        return True
    if before.endswith("(") and re.match(r"[),;]", after):
        return True
    if re.search(r"(?:^|\n)[ \t•*–-]*$", before) and re.match(r":|[ \t]?[–—-]|[ \t]*(?:\n|$)| [a-z]", after):
        return True
    listed = context.told is not None and context.told.end >= match.start() - 6 and YEARS_BEFORE.search(before)
    return bool(listed)


def year_range(match: re.Match[str], _: Context) -> Reading | None:
    """2003-2011, 1939–45, 2014/15."""
    first, text = int(match["first"]), match["second"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if last <= first or last - first > 400 or COUNTED.match(match.string, match.end()):
        return None
    if first % 100 == 0 and last % 100 == 0 and PLURAL.match(match.string, match.end()):
        return None
    return Reading(f"{iso.year_value(first)}/{iso.year_value(last)}")


def before_christ(match: re.Match[str], _: Context) -> Reading | None:
    """490 BC, 499–449 BC, in ISO's count, where the year 1 BC is 0000."""
    first = iso.year_value(1 - int(match["first"]))
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
    word = match["ordinal"].lower()
    number = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
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
    number = "1234".index(match["q"]) if match["q"] else _ordinal(match["nth"])
    size = 6 if match["kind"] == "half" else 3
    first = number * size + 1
    return f"{iso.month_value(year, first)}/{iso.month_value(year, first + size - 1)}"


def _ordinal(word: str) -> int:
    return ORDINALS.index(word.lower()) if word.lower() in ORDINALS else int(word[0]) - 1


def holiday(match: re.Match[str], context: Context) -> Reading | None:
    """Feasts of a fixed date, with or without a year."""
    name = match["feast"].lower().replace("’", "'")
    its_month, day = HOLIDAYS[name]
    return _day(int(match["year"]), its_month, day) if match["year"] else yearless(context, match, its_month, day)


def _rule(pattern: str, make: Callable[[re.Match[str], Context], Reading | None]) -> Rule:
    return re.compile(pattern), make


NTH: Final = r"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)"
PERIOD: Final = rf"(?:{NTH}[ -](?P<kind>quarter|half)|Q(?P<q>[1-4]))"
FEASTS: Final = "|".join(sorted({name.title().replace("'S", "['’]s") for name in HOLIDAYS}, key=len, reverse=True))
ORDINAL_WORDS: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))

RULES: Final[tuple[Rule, ...]] = (
    _rule(
        rf"{START}(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?!\d)"
        r"(?:[T ](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        iso_day,
    ),
    _rule(
        rf"{START}(?P<first>\d{{1,2}})(?P<sep>[/.])(?P<second>\d{{1,2}})(?P=sep)(?P<year>{YEAR}|\d\d){YEAR_END}",
        numeric_day,
    ),
    _rule(
        rf"{START}{OPENING}(?:[Tt]he )?(?P<day>{DAY}){SUFFIX}(?:{BREAK}(?:of{BREAK})?|[-/])(?P<month>{MONTH})"
        rf"(?:[-/](?={YEAR}))?(?:(?:,?{BREAK}|,|(?<=[-/]))(?:of )?(?P<year>{YEAR}){YEAR_END})?(?!\w){CLOSING}",
        whole_day,
    ),
    _rule(
        rf"(?<!\w){OPENING}(?P<month>{MONTH}){BREAK}(?:the )?(?P<day>{DAY}){SUFFIX}(?![\w%:]|[,.]\d)"
        rf"{ITS_YEAR}{CLOSING}",
        whole_day,
    ),
    _rule(
        rf"{START}(?:[Tt]he )?(?P<day>{DAY}){SUFFIX}{TO}(?:the )?(?P<day2>{DAY}){SUFFIX}"
        rf"{BREAK}(?:of )?(?P<month>{MONTH})(?!\w){ITS_YEAR}",
        day_range,
    ),
    _rule(
        rf"(?<!\w)(?P<month>{MONTH}){BREAK}(?P<day>{DAY}){SUFFIX}{TO}(?P<day2>{DAY}){SUFFIX}(?![\w%:]|[,.]\d)"
        rf"(?:{ITS_YEAR}|(?=[,.;:)]))",
        day_range,
    ),
    _rule(rf"(?<!\w){PART}?(?P<month>{MONTH})(?:,|{BREAK}of)?{BREAK}(?P<year>{YEAR}){YEAR_END}", month_year),
    _rule(rf"(?<!\w)(?P<part>{PART})?(?P<month>{MONTH})(?P<possessive>(?=['’]s\b))?(?![\w%])(?!{BREAK}\d)", lone_month),
    _rule(rf"{START}(?P<first>{YEAR}){SPACE}?[-–—/]{SPACE}?(?P<second>{YEAR}|\d\d){YEAR_END}", year_range),
    _rule(rf"{START}(?P<part>{PART})?(?P<year>{YEAR})(?![\w%]|[,.]\d)", lone_year),
    _rule(
        r"(?<![\w.,:/$£€#+–-])(?P<first>[1-9]\d{0,3})(?: ?[-–] ?(?P<last>[1-9]\d{0,3}))? ?(?:BCE?\b|B\.C\.(?:E\.)?)",
        before_christ,
    ),
    _rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?:(?<!\d)(?P<decade>1\d\d0|20\d0)(?:['’]?s)\b|['’‘](?P<short>\d0)s\b)",
        decade,
    ),
    _rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|(?i:{ORDINAL_WORDS}))"
        r"[ -][Cc]entury(?P<bc> BCE?\b| B\.C\.)?",
        century,
    ),
    _rule(
        rf"(?<!\w)(?:[Tt]he )?{PART}?(?P<season>{SEASON})(?:,|{BREAK}of|{BREAK}in)?"
        rf"{BREAK}(?P<year>{YEAR})(?:[-–/](?:{YEAR}|\d\d))?(?![\w%]|[,.]\d)",
        season,
    ),
    _rule(
        rf"(?<!\w)(?:[Tt]he )?{PERIOD}(?:,|{BREAK}of(?: the)?(?: (?:fiscal|financial))?(?: year)?)?"
        rf"{BREAK}(?P<year>{YEAR}){YEAR_END}",
        part_of_year,
    ),
    _rule(rf"(?<!\w)(?P<feast>{FEASTS})(?!\w)(?:,?{BREAK}(?:of )?(?P<year>{YEAR}){YEAR_END})?", holiday),
)
