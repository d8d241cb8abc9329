"""Rules for expressions that count from the day of publication."""

from __future__ import annotations

import re
from typing import Final

from rashomon.dates import iso
from rashomon.dates.absolute import months_of
from rashomon.dates.context import Context, Reading, Rule, against, rule
from rashomon.dates.tense import AHEAD
from rashomon.dates.words import (
    COUNT,
    COUNTED,
    DAY,
    DAYPART,
    SOME_WEEKDAY,
    SPACE,
    START,
    STEPS,
    UNITS,
    WEEKDAY_SPELLED,
    counted,
    number,
    weekday,
)

NAMED_DAYS: Final = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


NAMED_TODAY: Final = re.compile(r"(?:[A-Z]{2,3} |[a-z]s? [\"“])$")
"""Before "Today" as the name of a paper or a programme."""


def named_day(match: re.Match[str], context: Context) -> Reading | None:
    """Yesterday, today, tonight, tomorrow, and the day before or after them."""
    if match["day"] in ("TODAY", "Today") and NAMED_TODAY.search(
        match.string[max(0, match.start() - 4) : match.start()]
    ):
        return None
    step = {None: 0, "before": -1, "after": 1}[match["side"]]
    return against(context.published, NAMED_DAYS[match["day"].lower().replace("-", "")] + step, "day")


def night(match: re.Match[str], context: Context) -> Reading | None:
    """Last night, this morning, this afternoon."""
    return against(context.published, -1 if match["which"].lower() == "last" else 0, "day")


SPANS: Final[dict[str, iso.Unit]] = {
    "today": "day", "to the day": "day", "this week": "week", "this month": "month",
}  # fmt: skip
"""What says how exactly so many years ago something was."""


def ago(match: re.Match[str], context: Context) -> Reading | None:
    """Two days ago, a year ago: the day, week, month or year that lies so far before publication.

    "Ten years ago today" is a day, "ten years ago this week" a week, "a week ago Thursday" the Thursday of that week.
    """
    count, unit = counted(match)
    today = context.today()
    if today is None or not (match["span"] or (match["weekday"] and unit == "week")):
        return against(context.published, -count, unit)
    if match["weekday"]:
        today = iso.latest_weekday(today, weekday(match["weekday"]))
    day = iso.same_day(iso.day_value(today), -count, unit)
    value = None if day is None else iso.truncate(day, SPANS[match["span"] or "today"])
    return None if value is None else Reading(value, context.published)


def ahead(match: re.Match[str], context: Context) -> Reading | None:
    """Two weeks from now, in two weeks' time."""
    return against(context.published, *counted(match))


def lapse(match: re.Match[str], context: Context) -> Reading | None:
    """In the past week, over the last three years: the interval that ends with publication."""
    unit = UNITS[match["unit"].lower()]
    count = number(match["count"]) if match["count"] else 1
    fine: iso.Unit = "day" if unit == "week" else "year" if unit in ("decade", "century") else unit
    size = count * {"week": 7, "decade": 10, "century": 100}.get(unit, 1)
    end = against(context.published, 0, fine)
    start = against(context.published, -size, fine)
    if start is None or end is None:
        return None
    return Reading(f"{start.value}/{end.value}", context.published)


def lone_weekday(match: re.Match[str], context: Context) -> Reading | None:
    """Sunday: the latest up to publication, or the next one where the verb looks ahead."""
    today = context.today()
    if today is None or _is_title(match):
        return None
    name = weekday(match["weekday"])
    latest = iso.latest_weekday(today, name)
    if (
        latest != today
        and not match.string.startswith(("'s", "’s"), match.end())
        and context.tense(match.start(), match.end()) in AHEAD
    ):
        latest += 7
    return Reading(iso.day_value(latest), context.published)


TITLE_BEFORE: Final = re.compile(
    r"\b(?:Good|Black|Bloody|Super|Ash|Palm|Easter|Cyber|Giving|Holy|Maundy|Shrove"
    r"|Big|News|Every|every|[Ee]ach|Any|any|Sheffield|Man|Girl|a) $"
)
TITLE_AFTER: Final = re.compile(
    r"s\b| (?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Independent|Night Live|Night Football|Review"
    r"|Magazine|School|school)\b"
)


def _is_title(match: re.Match[str]) -> bool:
    text = match.string
    return (
        TITLE_BEFORE.search(text[max(0, match.start() - 12) : match.start()]) is not None
        or TITLE_AFTER.match(text[match.end("weekday") : match.end("weekday") + 20]) is not None
    )


MONEY_WORDS: Final = re.compile(
    r"\b(?:earnings|profits?|revenues?|sales|gdp|growth|econom\w{1,4}|income|loss(?:es)?"
    r"|shares?|results|percent|per cent|%|\$|million|billion)",
    re.I,
)


def bare_quarter(match: re.Match[str], context: Context) -> Reading | None:
    """The third quarter, of money: the latest that had begun, the nearest where the clause looks ahead."""
    year = against(context.published, 0, "year")
    around = match.string[max(0, match.start() - 150) : match.end() + 150]
    if year is None or MONEY_WORDS.search(around) is None:
        return None
    published = context.published or ""
    if match["step"]:
        return Reading(months_of(match, int(year.value) + STEPS[match["step"].lower()]), published)
    options = [months_of(match, int(year.value) + step) for step in (-1, 0, 1)]
    if context.tense(match.start(), match.end()) in AHEAD:
        return Reading(min(options, key=lambda value: iso.gap_days(value, published)), published)
    return Reading([v for v in options if iso.extent(v)[0] <= iso.extent(published)[0]][-1], published)


def numbered_day(match: re.Match[str], context: Context) -> Reading | None:
    """Saturday the 11th, the 11th of this month: the latest by publication, the next where a clause looks ahead."""
    today = context.today()
    this_month = iso.truncate(context.published, "month") if context.published else None
    if today is None or this_month is None:
        return None
    months = (iso.shift(this_month, step, "month") for step in (-1, 0, 1))
    fit = [day for month in months if falls(day := f"{month}-{int(match['day']):02d}", match)]
    past = [day for day in fit if iso.extent(day)[0] // iso.MINUTES <= today]
    coming = [day for day in fit if day not in past]
    looks_ahead = context.tense(match.start(), match.end()) in AHEAD
    chosen = coming[:1] + past[-1:] if looks_ahead else past[-1:] + coming[:1]
    return Reading(chosen[0], context.published) if chosen else None


def beside_month(match: re.Match[str], context: Context) -> Reading | None:
    """The 15th inst., 24th ult., 3d prox.: of the month of publication, the one before, the one after."""
    step = {"u": -1, "i": 0, "p": 1}[match["which"][0]]
    its_month = against(context.published, step, "month")
    day = f"{its_month.value}-{int(match['day']):02d}" if its_month else ""
    return Reading(day, context.published) if iso.is_value(day) else None


def falls(day: str, match: re.Match[str]) -> bool:
    """True for a day of the calendar, and for one that falls on the day of the week given with it."""
    name = match.groupdict().get("weekday")
    return iso.is_value(day) and (name is None or iso.weekday(iso.extent(day)[0] // iso.MINUTES) == weekday(name))


NTH: Final = r"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?<!\w)(?:[Tt]he day (?P<side>before|after) |(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate){SPACE})?"
        rf"(?P<day>(?i:yesterday|to-?day|to-?night|to-?morrow))(?!\w)(?:,? (?:in the |at )?{DAYPART}\b)?",
        named_day,
        r"[YyTt](?i:esterday|o-?day|o-?night|o-?morrow)",
    ),
    rule(
        rf"(?<!\w)(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate){SPACE})?(?P<which>[Ll]ast|[Tt]his){SPACE}"
        r"(?P<unit>night|morning|afternoon|evening)\b",
        night,
        "night|morning|afternoon|evening",
    ),
    rule(
        rf"(?<!\w)(?P<weekday>{WEEKDAY_SPELLED}),? the (?P<day>{DAY})(?:st|nd|rd|th)(?!\w)", numbered_day, SOME_WEEKDAY
    ),
    rule(rf"(?<!\w)the (?P<day>{DAY})(?:st|nd|rd|th) of this month\b", numbered_day, "of this month"),
    rule(
        rf"{START}(?:the )?(?P<day>{DAY})(?:st|nd|rd|th|d)"
        r" (?P<which>ult(?:imo\b|\.)|inst(?:ant\b|\.)|prox(?:imo\b|\.))",
        beside_month,
        "d (?:ult|inst|prox)|(?:st|th) (?:ult|inst|prox)",
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he )?(?:(?P<step>[Ll]ast|[Tt]his|[Nn]ext) year['’]s )?"
        rf"{NTH}[ -](?P<kind>quarter)\b(?P<q>(?!))?(?! (?:of|the|19|20))",
        bare_quarter,
        "quarter",
    ),
    rule(
        rf"(?<!\w){COUNTED}(?P<unit>(?i:day|night|week|fortnight|month|year|decade))s?[ -]ago\b"
        rf"(?: (?P<span>today|to the day|this week|this month)\b| (?:on |last )?(?P<weekday>{WEEKDAY_SPELLED})(?!\w))?",
        ago,
        "ago",
    ),
    rule(rf"(?<!\w){COUNTED}(?P<unit>day|week|fortnight|month|year)s? from now\b", ahead, "from now"),
    rule(rf"(?<!\w)in (?P<count>{COUNT}) (?P<unit>day|week|fortnight|month|year)s?['’](?:s)? time\b", ahead, "time"),
    rule(
        rf"(?<!\w)the (?:past|last)(?: (?P<count>{COUNT}))? (?P<unit>day|week|month|year|decade|century)s?\b(?! of\b)",
        lapse,
        "the (?:past|last)",
    ),
    rule(
        rf"(?<!\w)(?:[Tt]he {DAYPART} of )?(?:(?:[Ee]arly|[Ll]ate|[Ll]ater|[Ee]arlier)(?: on)? )?"
        rf"(?P<weekday>{WEEKDAY_SPELLED})(?![\w-])"
        rf"(?:,? (?:in the |at )?{DAYPART}\b)?",
        lone_weekday,
        SOME_WEEKDAY,
    ),
)
