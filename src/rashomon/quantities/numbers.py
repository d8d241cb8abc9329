"""Numbers in digits and words: "4,000", "2.5 million", "ten thousand", "half a million", "tens of thousands"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12,
}  # fmt: skip
SUFFIXES: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
"""Scales written against the digits; a lower-case m is a million only beside money (see `units`)."""

DENOMINATORS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip

VAGUE: Final = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2e3, 9999),
    "millions": (2e6, 9_999_999), "billions": (2e9, 9_999_999_999),
    "tens of thousands": (2e4, 99_999), "hundreds of thousands": (2e5, 999_999),
    "tens of millions": (2e7, 99_999_999), "hundreds of millions": (2e8, 999_999_999),
    "tens of billions": (2e10, 99_999_999_999), "hundreds of billions": (2e11, 999_999_999_999),
}  # fmt: skip
"""From two of a kind to just under the next kind."""

FEW: Final = {
    "several": (3, 9),
    "a few": (2, 9),
    "few": (2, 9),
    "a couple": (2, 2),
    "a couple of": (2, 2),
    "many": (2, 9),
}
"""What multiplies a scale without being a number ("several hundred")."""

DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d)){1,4}|\d{1,15})(?:\.\d{1,9})?"
)
GROUPED: Final = re.compile(r"[, \u00a0\u2009\u202f]")
"""What stands between the thousands of a number ("100,000", "100 000")."""
_scale = "|".join(SCALES)
_small = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_few = "|".join(sorted(FEW, key=len, reverse=True))
_part = "|".join(sorted(DENOMINATORS, key=len, reverse=True))
_vague_words = "|".join(sorted(VAGUE, key=len, reverse=True)).replace(" ", r"\s")


def _beginning(words: Iterable[str]) -> str:
    """Looks ahead for a digit or the first two letters of a word of these: what most words of a text fail, and fast."""
    seconds: dict[str, str] = {}
    for word in sorted({word[:2] for word in words}):
        seconds[word[0]] = seconds.get(word[0], r"-\s") + word[1]
    return r"(?<!\w)(?=\d|" + "|".join(f"{first}[{second}]" for first, second in seconds.items()) + ")"


_spelled = _beginning(("an", "half", *ONES, *TENS, *VAGUE, *FEW))
ORDINAL: Final = r"first|third|fourth|fifth|sixth|seventh|eighth|ninth|second(?=\s(?:of|in|at|and|is|was)\b|[^\w\s]|$)"
"""After a hyphen they make the number words before them ordinal ("the twenty-first of May"; not "ten-second clip")."""
_and = rf"(?:{'|'.join(f'(?<={word})' for word in SCALES)})\sand\s"
_more = rf"(?:(?:[ -]|{_and})(?:{_small}|{_scale})\b){{0,16}}"
WORDS: Final = rf"(?:{_small}){_more}"
"""Number words in a row; "and" joins what follows a hundred and more, and parts "between ten and twelve"."""
NUMBER: Final = re.compile(
    rf"{_spelled}(?:(?<![$€£¥₹₽₪])(?:(?P<vague>{_vague_words})"
    rf"|(?P<few>{_few})\s(?P<few_scale>{_scale})s?"
    rf"|(?P<portion>half|(?:a|one|three)[ -]quarters?(?:\sof)?)\sa\s(?P<portion_scale>{_scale})"
    rf"|(?P<lead>(?:{DIGITS}|{_small}))[\s-]and[\s-]a[\s-](?P<extra>half|quarter)(?:\s(?P<extra_scale>{_scale}))?"
    rf"|(?:a|an)\s(?P<single>(?>(?:{_scale})\b{_more}))"
    rf"|(?P<words>(?>{WORDS})(?!-(?:{ORDINAL})\b)))(?![\w])"
    rf"|(?<![.,/])(?<![A-Za-z)]-)(?P<digits>{DIGITS})(?![\d]|[.,]\d)(?:(?P<suffix>(?:bn|mn|mln|tn|k|K|m|M|b|B))\b|[\s-](?P<scale>{_scale})\b)?)",
    re.IGNORECASE,
)
FRACTION: Final = re.compile(
    rf"{_spelled}(?<!-)(?:(?P<whole>{_small}|\d{{1,3}})\s(?:in|out\sof)(?:\severy)?\s(?P<among>{_small}|\d{{1,3}})(?![\w.,]?\d|\w)"
    rf"|(?P<half>half)(?=\sof\b|\s(?:the|its|their|his|her|all)\b)"
    rf"|(?P<top>a|an|{_small})[ -](?P<below>{_part})s?(?P<of>(?=\sof\b(?!\sa\s(?:{_scale})\b)))?)(?![\w-])",
    re.IGNORECASE,
)
BY: Final = re.compile(r"\b(?:by|up|down)[ \n](?:(?:about|around|almost|nearly|over|more than|less than|some)[ \n])?$")
ALONE: Final = re.compile(
    r"[.,;:!?]|$|[ \n](?:to|in|from|since|on|over|during|this|last|and|after|between|as|when|while)\b"
)


class Amount(NamedTuple):
    """What a number's words come to; `high` closes a range, `vague` says that it is one by its words."""

    value: float
    high: float | None = None
    vague: bool = False


def amount(match: re.Match[str]) -> Amount | None:
    """The amount a NUMBER match stands for; None for a row of number words that make no number."""
    if match["vague"] or match["few"]:
        return _vague(match)
    value = _digits(match) if match["digits"] else _mixed(match)
    return None if value is None else Amount(float(value))


def _vague(match: re.Match[str]) -> Amount:
    if match["vague"]:
        low, high = VAGUE[" ".join(match["vague"].lower().split())]
        return Amount(float(low), float(high), True)
    few, many = FEW[match["few"].lower()]
    scale = SCALES[match["few_scale"].lower()]
    return Amount(float(few * scale), None if few == many else float(many * scale), few != many)


def _mixed(match: re.Match[str]) -> float | None:
    """The value of "half a million", "two and a half", "a hundred" and rows of number words."""
    if match["portion"]:
        share = {"half": 0.5, "three": 0.75}.get(re.split(r"[ -]", match["portion"].lower())[0], 0.25)
        return share * SCALES[match["portion_scale"].lower()]
    if match["lead"]:
        whole = _lead(match["lead"]) + (0.5 if match["extra"].lower() == "half" else 0.25)
        return whole * (SCALES[match["extra_scale"].lower()] if match["extra_scale"] else 1)
    return spoken(match["single"] or match["words"])


def _digits(match: re.Match[str]) -> float:
    scale = (
        SCALES[match["scale"].lower()]
        if match["scale"]
        else SUFFIXES[match["suffix"].lower()]
        if match["suffix"]
        else 1
    )
    return round(figure(match["digits"]) * scale, 6)


def _lead(word: str) -> float:
    return figure(word) if word[0].isdigit() else (spoken(word) or 0.0)


def figure(digits: str) -> float:
    """The number that digits make, whatever parts their thousands."""
    return float(GROUPED.sub("", digits))


def spoken(words: str) -> float | None:
    """The number that English number words make ("two hundred and five" -> 205), None if they make none.

    Two numbers side by side ("five twenty") are no number; "twenty nineteen" is left to the dates.
    """
    total, group, previous = 0.0, 0.0, ""
    for word in re.split(r"[ \s-]+", words.lower()):
        if word == "and":
            continue
        if word in SCALES:
            total, group = _scaled(total, group, SCALES[word])
            previous = "scale"
            continue
        kind = "tens" if word in TENS else "ones"
        if previous in ("ones", "tens") and not (previous == "tens" and kind == "ones" and 0 < ONES[word] < 10):
            return None
        group += TENS.get(word, ONES.get(word, 0))
        previous = kind
    return total + group


def _scaled(total: float, group: float, scale: float) -> tuple[float, float]:
    """Hundreds and dozens multiply what stands before them; larger scales close the group."""
    group = (group or 1) * scale
    return (total, group) if scale <= 100 else (total + group, 0.0)


def _is_change(match: re.Match[str]) -> bool:
    """True for "fell by almost a third." and "up a third on last year", where no noun makes an ordinal of it."""
    return bool(
        BY.search(match.string, max(0, match.start() - 24), match.start()) and ALONE.match(match.string, match.end())
    )


def fraction(match: re.Match[str]) -> float | None:
    """The share a FRACTION match stands for, in percent; None where it is an ordinal ("a third man")."""
    if match["half"]:
        return 50.0
    if match["whole"]:
        whole, among = _lead(match["whole"]), _lead(match["among"])
        return 100 * whole / among if 0 < whole <= among and among > 1 else None
    top = 1.0 if match["top"].lower() in ("a", "an") else _lead(match["top"])
    below = DENOMINATORS[match["below"].lower()]
    plural = match[0].lower().endswith("s")
    if match["of"] is None and not plural and not _is_change(match):
        return None
    return 100 * top / below if top < below else None
