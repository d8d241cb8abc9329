"""What a segment looks like, by which it gets its kind: size, ending, capitals, marks, words, place and neighbours.

Each look is a short string, hashed into a row of a table of weights, so that no word of a training text can be read
back from them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from rashomon.model import Account
from rashomon.text import Segmented, fold, keys

BUCKETS = 1 << 18
"""Rows of the weight table that features are hashed into; most are zero, so that an unknown feature says nothing."""


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DOMAINS = "com|org|net|co|ly|info|tv|ru|ir|de|fr"
_FLAGS = {
    name: re.compile(pattern)
    for name, pattern in {
        "url": rf"https?://|www\.|\b[a-z0-9-]+\.(?:{_DOMAINS})\b",
        "link": r"\]\(",
        "email": r"\w@\w",
        "handle": r"(?<!\w)@\w",
        "hashtag": r"(?<!\w)#\w",
        "copyright": r"©|\(c\)|copyright|rights reserved",
        "clock": r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b",
        "date": rf"\b{_MONTH}\.? \d{{1,2}}|\b\d{{1,2}} {_MONTH}\b|\b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b",
        "year": r"\b(?:19|20)\d\d\b",
        "pipe": r"[|·•»›]",
        "bullet": r"^[*•·–—>+-]+\s",
        "mark-up": r"^#{1,6} |\*\*|\\[*_]|</?\w|&[a-z]{2,5};",
        "credit": r"\w/[a-z]\w|\bphotos?\b|\bimages?\b",
        "parenthesis": r"^\(.*\)$",
        "parenthesis-end": r"\)$",
        "note": r"^\[?\d{1,3}[\]. )]",
        "dash": r"^[—–-]",
        "rule": r"^\W+$",
        "colon": r"^.{2,40}: ",
        "reader": r"\b(?:you|your|our|us)\b",
        "author": r"\b(?:i|we|my)\b",
        "said": r"\b(?:said|says|told|wrote|according)\b",
        "by": r"^(?:by|from|written)\b",
        "count": r"^[\d.,]+\s\w+$",
        "ellipsis": r"…|\.\.\.",
    }.items()
}
_DIGIT = re.compile(r"\d")
_WORDED = {name: pattern for name, pattern in _FLAGS.items() if name not in ("clock", "date", "year")}
"""The flags a segment without a digit can have."""
_HINTS = {
    "url": ("://", "www.", *(f".{domain}" for domain in _DOMAINS.split("|"))),
    "email": "@",
    "handle": "@",
    "hashtag": "#",
    "copyright": ("©", "(c)", "copyright", "rights reserved"),
    "pipe": "|·•»›",
    "mark-up": "#*\\<&",
    "credit": ("/", "photo", "image"),
    "said": ("said", "says", "told", "wrote", "according"),
    "ellipsis": ("…", "..."),
}
"""One of these stands in whatever the pattern of the flag matches; to look for them first is faster by far."""
_GLUED = re.compile(r"[a-z][A-Z]")
# Lines that mark a text as no news page but a mail, a log and so on, and the share of its lines they make up at least.
_MARKS = {
    "mail": (0.05, r"(?:from|to|cc|subject|sent|reply-to): "),
    "log": (0.3, r"\W?\d{1,2}[:.]\d\d\b"),
    "posts": (
        0.15,
        r"@\w+ · .*(?:subscribers|followers)|[^\w\n]{0,6}(?:upd\b|(?:forwarded|repost) from|\d{1,2}/\d{0,2}\)? )"
        r"|[👁👍❤💬⚡❗🔴▪➡]",
    ),
    "release": (
        0.04,
        r"[^\w\n]{0,6}(?:(?:press|news|media) (?:release|statement|contact)|embargo|notes? (?:to|for) editors|ends\b)",
    ),
    "wire": (0.04, r"\W{0,2}(?:update \d|\dst lead|refile|correct(?:ed|s)\b|adds |recasts|updates with|reporting by)"),
    "paged": (
        0.04,
        r"[^\w\n\[(]{0,6}(?:page |p\. )?\d{1,3}(?: of \d+|/\d+)?[^\w\n]*$|.*\S {6,}\S"
        r"|\d{1,2}\.\d{1,2} +(?-i:[A-Z])|\(?continued (?:on|from) page",
    ),
}
_FORMS = {name: (share, re.compile(rf"^(?:{mark})", re.M | re.I)) for name, (share, mark) in _MARKS.items()}
_LINE = re.compile(r"^.*\w", re.M)
_QUOTE_START = re.compile(r"^[\"“'‘«„]")
_FUNCTION_WORDS = """
the a an of to in on at by for with from as and or but that which who is are was were be been has have had it
its he she they his her their this these not would will could than when while after before because if so about
into over under out up down there
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


class Shape(NamedTuple):
    """What one segment looks like by itself; every field is a short string so that fields can be joined."""

    key: str
    words: list[str]
    size: str
    ending: str
    opening: str
    capitals: str
    function: str
    flags: list[str]


def features(account: Account, cut: list[Segmented], form: str | None = None) -> Iterator[list[int]]:
    """The hashed features of every segment of an account: rows of the weight table, for `decode` and for training.

    `form` is the form of the text (`form_of`), None for a news page.
    """
    text = account.text
    english = _is_english(text)
    shapes = [_shape(text[start:end], english=english) for start, end, _ in cut]
    prose = [i for i, shape in enumerate(shapes) if shape.size in "efgh" and shape.ending in '."']
    seen = Counter(shape.key for shape in shapes)
    per_paragraph = Counter(piece.paragraph for piece in cut)
    known = _Known.of(account)
    signed = {pair for shape in shapes[: prose[0] if prose else 12] for pair in pairwise(shape.words[:8])}
    earlier: set[str] = set()
    for i, shape in enumerate(shapes):
        names = _own(shape)
        names += _place(i, cut, prose, per_paragraph, shape)
        names += _neighbours(i, shapes)
        names += _paragraph(i, cut, shapes)
        names += _around(i, shapes)
        names += known.compare(shape)
        names += _in_form(form, shape)
        if i > 2 and tuple(shape.words[:2]) in signed:
            names += ["signed" + shape.size, "signed" + str(bool(prose) and i > prose[-1] - 3)]
        if seen[shape.key] > 1:
            names += ["again" + str(shape.key in earlier), "again-size" + shape.size]
            earlier.add(shape.key)
        yield [crc32(name.encode()) % BUCKETS for name in names]


def _is_english(text: str) -> bool:
    """True if function words of English make up an English-like share of the first words."""
    head = keys(text[:6000])
    return _function_words(head) > 0.12 * len(head)


def _function_words(found: list[str]) -> int:
    return sum(map(_FUNCTION.__contains__, found))


def form_of(text: str) -> str | None:
    """The form of source a text has, None for that of a news page."""
    head = text[:20_000]
    lines = len(_LINE.findall(head))
    found = ((name, len(mark.findall(head)), share) for name, (share, mark) in _FORMS.items())
    return next((name for name, count, share in found if count > 1 and count >= share * lines), None)


def _in_form(form: str | None, shape: Shape) -> list[str]:
    """Features of a segment in a text of another form: what a name in front of prose, a time or a number is there."""
    if form is None:
        return []
    own = [shape.size + shape.ending, shape.opening + shape.size + shape.capitals, shape.function + shape.size]
    return [f"form {form}", *(f"form {form} {name}" for name in (*own, *shape.flags, *shape.words[:2]))]


def _shape(piece: str, *, english: bool) -> Shape:
    """The look of one segment; long segments are judged by their first 600 characters."""
    piece = piece[:600]
    folded = fold(piece)
    own = keys(piece)
    letters = [c for c in piece if c.isalpha()]
    starts = [w for w in piece.split() if w[0].isalpha()]
    upper = sum(map(str.isupper, letters)) / len(letters) if letters else 0.0
    capital = sum([w[0].isupper() for w in starts]) / len(starts) if starts else 0.0
    possible = _FLAGS if _DIGIT.search(folded) else _WORDED
    flags = [name for name, pattern in possible.items() if _is_hinted(name, folded) and pattern.search(folded)]
    if len(_GLUED.findall(piece)) > 2:
        flags.append("glued")
    if _QUOTE_START.match(piece):
        flags.append("quote")
    function = _function_words(own) / len(own) if own else 0.0
    return Shape(
        folded,
        own,
        _size(len(own)),
        _ending(piece),
        _opening(piece),
        "A" if upper > 0.7 else "T" if capital > 0.75 else "t" if capital > 0.45 else "s",
        ("0", "1", "2", "3")[int(function > 0) + int(function > 0.2) + int(function > 0.35)] if english else "x",
        flags,
    )


def _is_hinted(flag: str, folded: str) -> bool:
    """False where the text lacks what a match of the flag's pattern must hold."""
    hints = _HINTS.get(flag)
    return hints is None or any(map(folded.__contains__, hints))


def _size(count: int) -> str:
    return "abcdefgh"[bisect_left((0, 2, 4, 8, 14, 24, 40), count)]


_STOPS = str.maketrans("。｡।॥۔！？؟：，」』", '.....!??:,""')


def _ending(piece: str) -> str:
    """What the segment ends with; a quotation mark after a stop is a quotation that ends a sentence."""
    last = piece[-1].translate(_STOPS)
    if last in "\"”’'»" and len(piece) > 1:
        return '"' if piece[-2].translate(_STOPS) in ".!?,…" else "q"
    return last if last in ".?!:;,)]*|" else "9" if last.isdigit() else "w" if last.isalnum() else "-"


def _opening(piece: str) -> str:
    first = piece[0]
    if first.isalpha():
        return "U" if first.isupper() else "l" if first.islower() else "x"
    return "9" if first.isdigit() else first if first in "([#*-—|@©" else "q" if first in "\"“'‘" else "-"


def _own(shape: Shape) -> list[str]:
    """Features of the segment by itself: its look, and its words where it is short or at its two ends."""
    look = shape.size + shape.ending
    names = ["bias", "size" + shape.size, "look" + look, "open" + shape.opening + shape.size]
    names += ["caps" + shape.capitals + look, "func" + shape.function + shape.size, "fl" + shape.function + look]
    names += ["flag " + flag for flag in shape.flags]
    names += ["flag-size " + flag + shape.size for flag in shape.flags]
    own = shape.words
    if len(own) > 25:
        own = [*own[:6], "", *own[-6:]]
    names += ["word " + key for key in own]
    names += ["pair " + a + " " + b for a, b in pairwise(own)]
    names += ["first " + " ".join(own[:n]) for n in (1, 2, 3)]
    names += ["last " + " ".join(own[-n:]) for n in (1, 2)]
    if len(own) <= 8:
        names += ["all " + " ".join(own), "key " + shape.key[:80]]
    return names


def _place(i: int, cut: list[Segmented], prose: list[int], per_paragraph: Counter[int], shape: Shape) -> list[str]:
    """Features of where the segment stands: from the start, from the end, in its paragraph, around the prose."""
    total = len(cut)
    start, end = _step(i), _step(total - 1 - i)
    alone = per_paragraph[cut[i].paragraph]
    first = i == 0 or cut[i - 1].paragraph != cut[i].paragraph
    last = i == total - 1 or cut[i + 1].paragraph != cut[i].paragraph
    paragraph = "1" if alone == 1 else ("F" if first else "L" if last else "M") + ("2" if alone < 4 else "3")
    if not prose:
        zone = "none"
    elif i < prose[0]:
        zone = "head" + _step(prose[0] - i)
    elif i > prose[-1]:
        zone = "tail" + _step(i - prose[-1])
    else:
        zone = "in"
    look = shape.size + shape.ending
    return [
        "start" + start, "end" + end, "start" + start + look, "end" + end + look, "par" + paragraph + look,
        "par" + paragraph, "zone" + zone, "zone" + zone + look, "zone" + zone[:4] + shape.capitals + shape.size,
        "zone" + zone[:4] + paragraph, "zone" + zone[:4] + shape.function + shape.size,
        *("zone" + zone[:4] + flag for flag in shape.flags),
    ]  # fmt: skip


def _step(distance: int) -> str:
    return "0123456789"[bisect_right((1, 2, 3, 4, 6, 9, 14, 25, 50), distance)]


def _neighbours(i: int, shapes: list[Shape]) -> list[str]:
    """Features of the segments one and two before and after."""
    names: list[str] = []
    own = shapes[i].size + shapes[i].ending
    for step in (-2, -1, 1, 2):
        if not 0 <= i + step < len(shapes):
            names.append(f"none{step}")
            continue
        other = shapes[i + step]
        look = other.size + other.ending
        names += [f"near{step}{look}", f"near{step}{look}|{own}"]
        if step in (-1, 1):
            names += [f"near{step}{flag}|{shapes[i].size}" for flag in other.flags]
            names.append(f"near{step}{other.capitals}{other.size}|{shapes[i].capitals}{own}")
            if len(other.words) <= 6:
                names += [f"near{step} {key}" for key in other.words]
    return names


def _around(i: int, shapes: list[Shape]) -> list[str]:
    """Features of the wider surroundings, so that a sentence among notices or notes is known for one."""
    before = {flag for shape in shapes[max(0, i - 9) : max(0, i - 1)] for flag in shape.flags}
    after = {flag for shape in shapes[i + 2 : i + 10] for flag in shape.flags}
    return [f"back {flag}" for flag in sorted(before)] + [f"ahead {flag}" for flag in sorted(after)]


def _paragraph(i: int, cut: list[Segmented], shapes: list[Shape]) -> list[str]:
    """Features of the sentence that opens the segment's paragraph, for all but that sentence itself."""
    first = i
    while first and cut[first - 1].paragraph == cut[i].paragraph and i - first < 12:
        first -= 1
    if first == i:
        return []
    opening = shapes[first]
    names = ["opens " + " ".join(opening.words[:n]) for n in (1, 2)]
    return names + ["opens-flag " + flag for flag in opening.flags] + ["opens-look " + opening.capitals + opening.size]


class _Known(NamedTuple):
    """What the account's metadata says, as sets of words."""

    title: frozenset[str]
    outlet: frozenset[str]
    authors: frozenset[str]

    @classmethod
    def of(cls, account: Account) -> _Known:
        return cls(*(_keys(part) for part in (account.title or "", account.outlet or "", " ".join(account.authors))))

    def compare(self, shape: Shape) -> list[str]:
        """Features of how much of the metadata the segment repeats."""
        keys = frozenset(shape.words)
        names = []
        for field, value in zip(self._fields, self, strict=True):
            if value and keys:
                shared = len(keys & value)
                told, own = 4 * shared // len(value), 4 * shared // len(keys)
                names += [f"{field}{told}", f"{field}{told}{own}", f"{field}{told}{own}{shape.size}"]
        return names


def _keys(text: str) -> frozenset[str]:
    return frozenset(keys(text)) - _FUNCTION
