"""Finds quantities: a number, extended to its range, unit, bound and counted noun."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rashomon import dates
from rashomon.lexicon import noun_kind
from rashomon.model import Bound
from rashomon.quantities.ages import age_end
from rashomon.quantities.bounds import bounded, is_bounded
from rashomon.quantities.counted import is_plural, what, what_before
from rashomon.quantities.exclude import (
    DEFINITE,
    NAME_BEFORE,
    NUMBERED_BEFORE,
    NUMBERED_THINGS,
    ONE_AFTER,
    ONE_BEFORE,
    STREET,
    WITHIN_SENTENCE,
    Ranges,
    not_quantities,
)
from rashomon.quantities.numbers import FRACTION, GROUPED, NUMBER, SCALES, Amount, amount, figure, fraction
from rashomon.quantities.units import TIMES, UNITS, convert, is_money, money_before, unit_after

SOME_DAY = "2000-01-01"
"""Stands for the day a text was published where only the place of its dates matters: "15 March" needs a year."""


class QuantityExpression(NamedTuple):
    """A number in a text: half-open offsets, value (to `high` for a range), unit, counted noun and bound."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    what: str
    bound: Bound


TO: Final = re.compile(r" ?[-–—] ?|[ \n](?:to|or)[ \n]")
AND: Final = re.compile(r"[ \n]and[ \n]")
OPENS: Final = re.compile(r"(?:\band|[.;:!?]|^)[ \n]?$", re.IGNORECASE)
"""Before "three times" that begin a clause and say how often ("and three times the guard fell")."""
SCALED: Final = re.compile(rf"(?:[ \n](?:{'|'.join(SCALES)}))+$")
REST: Final = re.compile(r"(?: and)?[ \n]")
BETWEEN: Final = re.compile(r"\bbetween[ \n](?:the ages of )?$", re.IGNORECASE)
FROM: Final = re.compile(r"\bfrom[ \n]$", re.IGNORECASE)
CHANGED: Final = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|fell|fall\w*|grew|grow\w*|climb\w*|dropp?\w*|jump\w*|slipp?\w*|increas\w+|decreas\w+"
    r"|declin\w+|reduc\w+|rais\w+|lower\w*|cut\w*|up|down)(?: \w+ly| (?:the|its|their|his|her) \w+)?(?P<by> by)?[ \n]$",
    re.IGNORECASE,
)
"""Before "31 to 214", of which the second number is what the change by the first has come to."""
AGO: Final = re.compile(r"[ -](?:ago|later|earlier)\b")
NOT_ONE: Final = re.compile(r"\bnot[ \n]one$", re.IGNORECASE)
HYPHENED: Final = re.compile(r"-(?=[a-z]{3,})(?!year|old|time|fold|way|sided|star|third|half|ish|odd|plus|to-)")
YEARS: Final = range(1500, 2100)
"""Whole numbers of four digits without a comma that are taken for years unless a noun, unit or bound says else."""


SCORES: Final = 20
"""Below it two numbers with a dash and nothing to count are a score."""


class _Measure(NamedTuple):
    amount: Amount
    unit: str
    bound: Bound


class _Number(NamedTuple):
    """A number of the text: where it stands and what it comes to; `share` for fractions, which are in percent."""

    match: re.Match[str]
    amount: Amount
    share: bool = False


def find(text: str, skip: Sequence[tuple[int, int]] = (), *, dated: bool = False) -> list[QuantityExpression]:
    """Every quantity of a text in its order, none overlapping.

    `skip` are the half-open ranges of the dates that were read. They are all it has where it is `dated`; without a day
    of publication "until 12 May" was not read, and is no quantity either. Linear in the length of the text.
    """
    unread = () if dated else ((found.start, found.end) for found in dates.find(text, SOME_DAY))
    taken = Ranges([*skip, *unread, *not_quantities(text)])
    numbers = [number for number in _numbers(text) if not taken.touch(*number.match.span())]
    found: list[QuantityExpression] = []
    end = 0
    for index, number in enumerate(numbers):
        if number.match.start() < end:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        quantity = _quantity(text, number, following, end)
        end = number.match.end()
        if quantity is not None and not taken.touch(quantity.start, quantity.end):
            found.append(quantity)
            end = quantity.end
    return found


def _numbers(text: str) -> Iterator[_Number]:
    """Fractions and numbers in text order, fractions first where both begin in one place."""
    fractions = ((match, fraction(match)) for match in FRACTION.finditer(text))
    shares = [_Number(match, Amount(value), True) for match, value in fractions if value is not None]
    amounts = ((match, amount(match)) for match in NUMBER.finditer(text))
    plain = [_Number(match, value) for match, value in amounts if value is not None]
    yield from sorted([*shares, *plain], key=lambda number: (number.match.start(), not number.share))


def _quantity(text: str, number: _Number, following: _Number | None, floor: int) -> QuantityExpression | None:
    start, end = number.match.span()
    if number.share:
        return _finished(text, (start, end), _Measure(number.amount, "percent", "about"), floor)
    money = money_before(text, start)
    unit = money[0] if money else ""
    start = money[1] if money else start
    ranged = _range(text, number, following, start, unit)
    if ranged is not None:
        start, end, value, unit = ranged
    else:
        value = number.amount
        suffix = None if unit else unit_after(text, end, large=value.value >= 1e5)
        if suffix and suffix.unit == "times" and OPENS.search(text, max(0, start - 5), start):
            suffix = None
        unit, end = (suffix.unit, suffix.end) if suffix else (unit, end)
        value, end = _with_rest(text, value, unit, end, following)
    if _is_metres(text, number, unit):
        value, unit = Amount(value.value / 1e6), "m"
    made = _finished(text, (start, end), _Measure(value, unit, "about" if value.vague else "exact"), floor)
    if aged := _aged(text, number, made):
        return aged
    no_count = _is_bare_score(text, number, end, value) if ranged else _is_none(text, number)
    if AGO.match(text, end) or NOT_ONE.search(text, max(0, start - 5), number.match.end()):
        return None
    return None if not unit and no_count else made


def _with_rest(text: str, value: Amount, unit: str, end: int, rest: _Number | None) -> tuple[Amount, int]:
    """A measure with what is left of it in a smaller unit ("nine years and six months"), and where it ends."""
    apart = rest is not None and unit in UNITS and REST.fullmatch(text, end, rest.match.start())
    smaller = unit_after(text, rest.match.end(), large=False) if rest and apart else None
    added = convert(rest.amount.value, smaller.unit, unit) if rest and smaller else None
    if added is None or smaller is None or not (added < 1 <= value.value) or smaller.unit == unit:
        return value, end
    return Amount(value.value + added), smaller.end


def _is_metres(text: str, number: _Number, unit: str) -> bool:
    """ "100m" is metres unless money or a plural says that it is millions."""
    suffix = number.match.groupdict().get("suffix")
    if suffix != "m" or unit:
        return False
    return not what(text, number.match.end(), unit="", single=False)


def _aged(text: str, number: _Number, made: QuantityExpression) -> QuantityExpression | None:
    """The quantity as the age it is, if it is one."""
    whole = made.value.is_integer() and not number.amount.vague
    end = age_end(text, (number.match.start(), made.end), made.value, made.unit) if whole else None
    return None if end is None else made._replace(end=end, unit="year", what="age")


def _range(
    text: str, number: _Number, following: _Number | None, start: int, unit: str
) -> tuple[int, int, Amount, str] | None:
    """ "10 to 15", "$5-10bn", "between X and Y" as one amount; the second number lends the first its scale and unit."""
    if following is None or following.share or following.amount.high is not None or number.amount.high is not None:
        return None
    first_unit = unit_after(text, number.match.end(), large=False)
    left_end = first_unit.end if first_unit else number.match.end()
    money = money_before(text, following.match.start())
    right_start = money[1] if money else following.match.start()
    between = BETWEEN.search(text, max(0, start - 21), start)
    if not (TO.fullmatch(text, left_end, right_start) or (between and AND.fullmatch(text, left_end, right_start))):
        return None
    low, high = _lent(number, following), following.amount.value
    suffix = unit_after(text, following.match.end(), large=high >= 1e5)
    units = {
        unit or (first_unit.unit if first_unit else ""),
        money[0] if money else (suffix.unit if suffix else ""),
    } - {""}
    ends_bare = first_unit is not None and suffix is None and money is None  # "jumped 34% to 1.2 billion"
    if low >= high or len(units) > 1 or ends_bare or FROM.search(text, max(0, start - 6), start):
        return None
    end = suffix.end if suffix else following.match.end()
    lent = bool(suffix) and not first_unit
    if text[left_end:right_start].strip() == "to" and not lent and _is_change(text, start, end, unit):
        return None
    return between.start() if between else start, end, Amount(low, high), next(iter(units), "")


def _is_change(text: str, start: int, end: int, unit: str) -> bool:
    """True for "rose by 31 to 214" and "fell two to 26."; "gained 10 to 15 seats" is a range."""
    changed = CHANGED.search(text, max(0, start - 60), start)
    return changed is not None and bool(changed["by"] or unit or not what(text, end, unit="", single=False))


def _lent(number: _Number, following: _Number) -> float:
    """The first number of a range at the scale of the second ("10 to 15 million"), if it has none of its own."""
    value, size = number.amount.value, _size(following)
    return value * size if _size(number) == 1 and value < following.amount.value / size else value


def _size(number: _Number) -> float:
    """The scale that a number's words end with, 1 if with none ("twelve thousand" -> 1000)."""
    if number.match["digits"]:
        return number.amount.value / (figure(number.match["digits"]) or 1) or 1
    last = SCALED.search(number.match[0].lower())
    return math.prod(SCALES[word] for word in last[0].split()) if last else 1


def _is_none(text: str, number: _Number) -> bool:
    """True for a number that counts nothing: "one" and "the two" as pronouns, part of a name, a year, a score."""
    start, end = number.match.span()
    words, digits = number.match["words"], number.match["digits"]
    if words and words[0].isupper() and WITHIN_SENTENCE.search(text, max(0, start - 2), start):
        return True
    if words and words.lower() == "one":
        return ONE_AFTER.match(text, end) is not None or ONE_BEFORE.search(text, max(0, start - 12), start) is not None
    counted = what(text, end, unit="", single=False)
    if digits is None:
        return not counted and number.amount.value <= 12 and DEFINITE.search(text, max(0, start - 8), start) is not None
    if counted:
        return counted[0].isupper() and _is_year(text, number)
    if _is_score(text, start, end) or STREET.match(text, end):
        return True
    return any(rule(text, number) for rule in (_is_year, _is_in_name, _is_of_place))


def _is_bare_score(text: str, number: _Number, end: int, value: Amount) -> bool:
    """True for two small numbers with a dash and nothing to count ("lost 1-4", not "between 1 and 4")."""
    small = (value.high or 0) < SCORES and value.value.is_integer()
    return small and _is_score(text, *number.match.span()) and not what(text, end, unit="", single=False)


def _is_score(text: str, start: int, end: int) -> bool:
    return bool(re.match(r"[-–]\d", text[end : end + 2]) or re.search(r"\d[-–]$", text[max(0, start - 2) : start]))


def _is_year(text: str, number: _Number) -> bool:
    digits, start = number.match["digits"], number.match.start()
    plain = digits.isdigit() and len(digits) == 4 and int(digits) in YEARS and not number.match["scale"]
    return plain and not is_bounded(text, start)


def _is_in_name(text: str, number: _Number) -> bool:
    """True for "Boeing 737": the words before it are a name, and it has no comma."""
    named = NAME_BEFORE.search(text, max(0, number.match.start() - 30), number.match.start())
    return named is not None and _is_plain(number) and not is_plural(named[1])


def _is_plain(number: _Number) -> bool:
    """True for digits that nothing parts or multiplies, as a name has them."""
    return not GROUPED.search(number.match["digits"]) and not number.match["scale"]


def _is_of_place(text: str, number: _Number) -> bool:
    """True for "silo 3": a place or vehicle told by its number; after "the silo" a number counts."""
    named = NUMBERED_BEFORE.search(text, max(0, number.match.start() - 30), number.match.start())
    if named is None or named["one"] or not _is_plain(number):
        return False
    word = named["noun"].lower()
    return word in NUMBERED_THINGS or noun_kind(word) == "place"


def _finished(text: str, span: tuple[int, int], measure: _Measure, floor: int) -> QuantityExpression:
    """The quantity with its bound words taken in and its noun looked up."""
    value, unit, bound = measure
    start, end, said = bounded(text, floor, span, unit)
    bound = said if said and not (value.vague and said == "about") else bound
    hyphen = HYPHENED.match(text, span[1])
    if hyphen and not unit:
        counted = re.match(r"[a-z]+", text[hyphen.end() : hyphen.end() + 24])
        counts = counted[0] if counted else ""
    else:
        counts = what(text, end, unit=unit, single=value.value == 1) or what_before(text, span[0])
    named = unit_after(f" {counts}", 0, large=value.value >= 1e5) if counts and not unit else None
    if named and named.end == len(counts) + 1 and (named.unit in TIMES or is_money(named.unit)):
        counts, unit = "", named.unit  # "five long hours", "millions of crowns"
    return QuantityExpression(start, end, round(value.value, 6), value.high, unit, counts, bound)
