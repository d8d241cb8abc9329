"""Units, money and their conversion."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class UnitKind(NamedTuple):
    """A unit's dimension and its size in the dimension's base unit."""

    dimension: str
    size: float


UNITS: Final[dict[str, UnitKind]] = {
    "mm": UnitKind("length", 0.001), "cm": UnitKind("length", 0.01), "m": UnitKind("length", 1),
    "km": UnitKind("length", 1000), "inch": UnitKind("length", 0.0254), "foot": UnitKind("length", 0.3048),
    "yard": UnitKind("length", 0.9144), "mile": UnitKind("length", 1609.344),
    "nautical mile": UnitKind("length", 1852),
    "square metre": UnitKind("area", 1), "square foot": UnitKind("area", 0.09290304),
    "square km": UnitKind("area", 1e6), "square mile": UnitKind("area", 2589988.110336),
    "acre": UnitKind("area", 4046.8564224), "hectare": UnitKind("area", 1e4),
    "microgram": UnitKind("mass", 1e-9), "mg": UnitKind("mass", 1e-6),
    "g": UnitKind("mass", 0.001), "kg": UnitKind("mass", 1), "tonne": UnitKind("mass", 1000),
    "ton": UnitKind("mass", 907.18474), "pound": UnitKind("mass", 0.45359237),
    "ounce": UnitKind("mass", 0.028349523125),
    "ml": UnitKind("volume", 0.001), "litre": UnitKind("volume", 1), "gallon": UnitKind("volume", 3.785411784),
    "barrel": UnitKind("volume", 158.987294928),
    "cubic metre": UnitKind("volume", 1000),
    "km/h": UnitKind("speed", 1), "mph": UnitKind("speed", 1.609344), "knot": UnitKind("speed", 1.852),
    "second": UnitKind("time", 1), "minute": UnitKind("time", 60), "hour": UnitKind("time", 3600),
    "day": UnitKind("time", 86400), "week": UnitKind("time", 604800), "month": UnitKind("time", 2629746),
    "year": UnitKind("time", 31556952), "decade": UnitKind("time", 315569520), "century": UnitKind("time", 3155695200),
    "kw": UnitKind("power", 1), "mw": UnitKind("power", 1000), "gw": UnitKind("power", 1e6),
    "kwh": UnitKind("energy", 1), "mwh": UnitKind("energy", 1000), "gwh": UnitKind("energy", 1e6),
    "twh": UnitKind("energy", 1e9),
}  # fmt: skip
"""Units that convert: a ton is the short ton of 907 kg, a gallon the US gallon, a barrel the oil barrel."""
TIMES: Final = frozenset(name for name, kind in UNITS.items() if kind.dimension == "time")
"""The units of time."""

_SPELLINGS: Final[tuple[tuple[str, str], ...]] = (
    ("percentage point", r"percentage[ -]points?|pps?\b"),
    ("basis point", r"basis points?|bps?\b"),
    ("percent", r"%|per ?cent\b|percent\b|pct\b"),
    (
        "times",
        r"times(?= (?:as (?:many|much|\w+ as)|the|its|their|his|her|our|what|more|less|fewer|larger|bigger"
        r"|higher|greater|smaller|lower|longer|faster|stronger|heavier|likelier|worse|that (?:of|figure|number))\b)",
    ),
    ("square km", r"square kilomet(?:er|re)s?|square km|sq\.? ?km|km²|km2\b"),
    ("square mile", r"square miles?|sq\.? ?mi(?:les?)?\b"),
    ("square foot", r"square (?:feet|foot)|sq\.? ?ft\b"),
    ("square metre", r"square met(?:er|re)s?|sq\.? ?m\b|m²"),
    ("cubic metre", r"cubic met(?:er|re)s?|m³"),
    ("km/h", r"kilomet(?:er|re)s? (?:per|an) hour|km/h|kph|kmh"),
    ("mph", r"miles? (?:per|an) hour|mph"),
    ("nautical mile", r"nautical miles?"),
    ("knot", r"knots?"),
    ("mm", r"millimet(?:er|re)s?|mm"),
    ("cm", r"centimet(?:er|re)s?|cm"),
    ("km", r"kilomet(?:er|re)s?|kms?"),
    ("m", r"met(?:er|re)s?|m"),
    ("mile", r"miles?"),
    ("yard", r"yards?"),
    ("foot", r"feet|foot|ft"),
    ("inch", r"inch(?:es)?|(?<=\d)in"),
    ("acre", r"acres?"),
    ("hectare", r"hectares?"),
    ("tonne", r"tonnes?|metric tons?"),
    ("ton", r"tons?"),
    ("kg", r"kilograms?|kilos?|kgs?"),
    ("mg/l", r"milligram(?:me)?s? per lit(?:er|re)|mg/l"),
    ("mg", r"milligram(?:me)?s?|mg"),
    ("microgram", r"microgram(?:me)?s?|mcg|[µμ]g"),
    ("g", r"gram(?:me)?s?"),
    ("ounce", r"ounces?|oz"),
    ("pound", r"pounds?|lbs?"),
    ("ml", r"millilit(?:er|re)s?|ml"),
    ("litre", r"lit(?:er|re)s?"),
    ("gallon", r"gallons?"),
    ("barrel", r"barrels?|bpd"),
    ("degree celsius", r"degrees? (?:Celsius|centigrade|C)\b|° ?C|(?<=\d)C"),
    ("degree fahrenheit", r"degrees? (?:Fahrenheit|F)\b|° ?F|(?<=\d)F"),
    ("degree", r"degrees?|°"),
    ("second", r"seconds?|secs?"),
    ("minute", r"minutes?|mins?"),
    ("hour", r"hours?|hrs?"),
    ("day", r"days?|nights?"),
    ("week", r"weeks?"),
    ("month", r"months?"),
    ("year", r"years?|yrs?"),
    ("decade", r"decades?"),
    ("century", r"centur(?:y|ies)"),
    ("kwh", r"kilowatt[ -]hours?|kWh"),
    ("mwh", r"megawatt[ -]hours?|MWh"),
    ("gwh", r"gigawatt[ -]hours?|GWh"),
    ("twh", r"terawatt[ -]hours?|TWh"),
    ("kw", r"kilowatts?|kW"),
    ("mw", r"megawatts?|MW"),
    ("gw", r"gigawatts?|GW"),
)
UNIT: Final = re.compile(
    r"(?:[ \u00a0\u202f]|-|\n)?(?:"
    + "|".join(f"(?P<u{index}>{pattern})" for index, (_, pattern) in enumerate(_SPELLINGS))
    + r")(?![\w²³])"
)
_COUNTRIES: Final = {
    "US": "USD", "U.S.": "USD", "American": "USD", "Canadian": "CAD", "Australian": "AUD", "Hong Kong": "HKD",
    "Singapore": "SGD", "New Zealand": "NZD",
}  # fmt: skip
NATIONLESS: Final = {
    "cent": r"cents?", "crown": r"crowns?|kron(?:a|or|er?)", "dinar": r"dinars?", "ducat": r"ducats?",
    "escudo": r"escudos?", "florin": r"florins?", "franc": r"francs?", "guilder": r"guilders?", "peso": r"pesos?",
    "penny": r"pence|penny|pennies|(?<=\d)p", "shilling": r"shillings?", "thaler": r"th?alers?",
}  # fmt: skip
"""Money of more than one country, or a part of it: a unit by its name, where no country is said."""
_MONEY: Final[tuple[tuple[str, str], ...]] = (
    *((code, rf"{re.escape(country)} dollars?") for country, code in _COUNTRIES.items()),
    ("USD", r"dollars?|bucks|USD"),
    ("EUR", r"euros?|EUR"),
    ("GBP", r"pounds? sterling|(?:British )pounds?|sterling|GBP|quid"),
    ("EGP", r"Egyptian pounds?"),
    ("JPY", r"(?:Japanese )?yen|JPY"),
    ("CNY", r"(?:Chinese )?yuan|renminbi|CNY|RMB"),
    ("KRW", r"(?:South )?Korean won|KRW"),
    ("PKR", r"Pakistani rupees?|PKR"),
    ("INR", r"(?:Indian )?rupees?|INR"),
    ("RUB", r"(?:Russian )?rou?bles?|RUB"),
    ("UAH", r"hryvnias?|hryvnya|UAH"),
    ("ILS", r"(?:Israeli )?(?:new )?she[kq]els?|ILS|NIS"),
    ("IRR", r"(?:Iranian )?rials?|IRR"),
    ("SAR", r"(?:Saudi )?riyals?|SAR"),
    ("AED", r"(?:Emirati )?dirhams?|AED"),
    ("IQD", r"Iraqi dinars?|IQD"),
    ("TRY", r"(?:Turkish )?liras?|TRY"),
    ("CHF", r"Swiss francs?|CHF"),
    ("SEK", r"Swedish (?:krona|kronor|crowns?)|SEK"),
    ("NOK", r"Norwegian (?:krone|kroner|crowns?)|NOK"),
    ("DKK", r"Danish (?:krone|kroner|crowns?)|DKK"),
    ("PLN", r"zlot(?:y|ys|ies)|PLN"),
    ("MXN", r"Mexican pesos?|MXN"),
    ("BRL", r"reais|BRL"),
    ("NGN", r"naira|NGN"),
    ("ZAR", r"(?:South African )?rand|ZAR"),
    ("KES", r"Kenyan shillings?|KES"),
    ("THB", r"baht|THB"),
    *NATIONLESS.items(),
)
MONEY_AFTER: Final = re.compile(
    r"(?:[ \u00a0\u202f]|-|\n)?(?:€|£|"
    + "|".join(f"(?P<c{index}>{p})" for index, (_, p) in enumerate(_MONEY))
    + r")(?!\w)"
)
SIGNS: Final = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "$": "USD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₺": "TRY", "₩": "KRW", "₦": "NGN", "₴": "UAH",
    "Rs.": "INR", "Rs": "INR", "R$": "BRL",
}  # fmt: skip
_codes = "|".join(sorted({code for code, _ in _MONEY if code.isupper()}))
MONEY_BEFORE: Final = re.compile(
    rf"(?<![\w$])(?P<sign>{'|'.join(re.escape(sign) for sign in SIGNS)}|(?:{_codes})(?=[ \d]))[ \u00a0]?$"
)


MONEY: Final = frozenset(code for code, _ in _MONEY) | frozenset(SIGNS.values())
"""The units that are money."""


class Suffix(NamedTuple):
    """A unit that follows a number, and where its words end."""

    unit: str
    end: int


def unit_after(text: str, position: int, *, large: bool) -> Suffix | None:
    """The unit or currency written after a number; `large` numbers of pounds are money, small ones a weight."""
    money = MONEY_AFTER.match(text, position)
    if money:
        sign = money[0].strip(" -\u00a0\u202f\n")
        unit = SIGNS[sign] if sign in SIGNS else next(code for i, (code, _) in enumerate(_MONEY) if money[f"c{i}"])
        return Suffix(unit, money.end())
    match = UNIT.match(text, position)
    if match is None:
        return None
    unit = next(name for index, (name, _) in enumerate(_SPELLINGS) if match[f"u{index}"])
    return Suffix("GBP" if unit == "pound" and large else unit, match.end())


def money_before(text: str, position: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands before a number, and where it begins."""
    match = MONEY_BEFORE.search(text, max(0, position - 6), position)
    if match is None:
        return None
    return SIGNS.get(match["sign"], match["sign"]), match.start()


def is_money(unit: str) -> bool:
    """True for a unit that is money."""
    return unit in MONEY


def convert(value: float, unit: str, into: str) -> float | None:
    """A value in another unit of the same dimension; None where the two have nothing in common."""
    if unit == into:
        return value
    if {unit, into} == {"degree celsius", "degree fahrenheit"}:
        return value * 9 / 5 + 32 if into.endswith("fahrenheit") else (value - 32) * 5 / 9
    here, there = UNITS.get(unit), UNITS.get(into)
    if here is None or there is None or here.dimension != there.dimension:
        return None
    return value * here.size / there.size
