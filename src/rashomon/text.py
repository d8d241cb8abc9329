"""Words about words: where sentences end, what stands in quotation marks, how two wordings are compared.

Everything returns offsets into the text as it was given. Every function here is a single pass: time grows
with the length of the text, never with its shape. What it does not do: it knows the abbreviations of English
and the punctuation of most scripts, but no grammar; a language that writes neither spaces nor stops is cut by
length.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from anyascii import anyascii

LONGEST = 2000
"""No segment is longer, in code points: a run without a stop is cut at white space, or anywhere if it has none."""

QUOTED_WHOLE = 600
"""A quotation of one paragraph up to this long is kept in one segment; a longer one is a passage and is cut."""


class Segmented(NamedTuple):
    """A sentence, heading or list item: half-open offsets and the number of its paragraph, from 0."""

    start: int
    end: int
    paragraph: int


class Word(NamedTuple):
    """A word's half-open offsets and its folded form."""

    start: int
    end: int
    key: str


# --- Comparing ---------------------------------------------------------------------------------------------

_QUOTES = str.maketrans(
    dict.fromkeys("‘’‚‛′´`ʼ＇‹›", "'") | dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_IDEOGRAM = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CUT_WORD = r"[-\u2010\xad¬]\r?\n[ \t]*(?=[a-z])"
_WORD = re.compile(rf"[{_IDEOGRAM}]|[^\W{_IDEOGRAM}]+(?:(?:['’ʼ]|(?<=[a-z]){_CUT_WORD})[^\W{_IDEOGRAM}]+)*")


def fold(text: str) -> str:
    """The text as it is compared: NFKC, quotation marks and dashes unified, ASCII transliteration, case folded."""
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text).translate(_QUOTES))
    return text.casefold()


def words(text: str) -> list[Word]:
    """Every word of the text with its folded form; apostrophes inside a word belong to it, an ideogram is one.

    A word that a hyphen cuts in two at the end of a line is one, without the hyphen.
    """
    return [Word(m.start(), m.end(), fold(_whole(m[0]))) for m in _WORD.finditer(text)]


def keys(text: str) -> list[str]:
    """The folded forms of `words`, for those who do not ask where the words stand."""
    found: list[str] = _WORD.findall(text)
    if "\n" in text:
        found = [_whole(word) for word in found]
    return list(map(str.casefold if text.isascii() else fold, found))


def _whole(word: str) -> str:
    return re.sub(_CUT_WORD, "", word) if "\n" in word else word


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at either end; empty at `start` if there is nothing else."""
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


# --- Paragraphs --------------------------------------------------------------------------------------------

_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ONE_NEWLINE = frozenset(("\n", "\r\n", "\r"))
_WIDEST = 200


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The trimmed, non-empty ranges between line breaks, in order.

    In a text wrapped by hand or by a printer (lines of one width, most of which begin in lower case in the
    middle of a sentence) a break that only the width explains does not end a paragraph, nor one in mid-sentence,
    but a line that stands further in begins one. A word cut in two by a hyphen is never parted.
    """
    lines = [trim(text, a, b) for a, b in _lines(text)]
    lines = [(a, b) for a, b in lines if a < b]
    width = _wrap_width(text, lines)
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and _is_wrapped(text, found[-1][1], start, width):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The ranges between line breaks, untrimmed."""
    at = 0
    for match in _BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width a text is wrapped at, 0 if its lines are paragraphs."""
    follows = [
        (b - a, c)
        for (a, b), (c, _) in pairwise(lines)
        if text[b:c].strip(" \t") in _ONE_NEWLINE and not _is_indented(text, a, c)
    ]
    follows = [(length, c) for length, c in follows if 40 <= length <= _WIDEST]
    lengths = sorted(length for length, c in follows if text[c].islower())  # of lines that run on for certain
    if len(lengths) < max(3, len(follows) / 2):
        return 0
    return lengths[len(lengths) * 19 // 20]


def _is_wrapped(text: str, end: int, start: int, width: int) -> bool:
    """True if the line that begins at `start` goes on with what stands on the one that ends at `end`.

    It does where a word is cut in two and, in a text wrapped at a width, where a sentence is or where the upper line
    had no room for the word that begins the lower.
    """
    if text[end:start].strip(" \t") not in _ONE_NEWLINE:
        return False
    if text[start].islower() and text[end - 1] in _HYPHENS and text[end - 2 : end - 1].isalpha():
        return True
    runs_on = text[start].islower() and text[end - 1] not in _LINE_ENDS and not text.startswith(_ADDRESSES, start)
    if not width or runs_on:
        return width > 0
    began = _line_start(text, end)
    if _is_indented(text, trim(text, began, end)[0], start):
        return False
    word = _FIRST_WORD.match(text, start)
    return end - began + 1 + (len(word[0]) if word else 0) >= width


def _line_start(text: str, at: int) -> int:
    """Where the line of `at` begins, indentation included; not looked for further back than a wrapped line is wide."""
    least = max(0, at - 2 * _WIDEST)
    return max(text.rfind("\n", least, at), text.rfind("\r", least, at), least - 1) + 1


def _is_indented(text: str, above: int, start: int) -> bool:
    """True if the line of `start` stands further in than the one of `above`, as the first of a paragraph does.

    What goes on with an item of a list does too.
    """
    further = start - _line_start(text, start) > above - _line_start(text, above) + 1
    return further and not _ITEM_MARK.match(text, above)


_ITEM_MARK = re.compile(r"(?:[-*•·–—>]|\(?\w{1,3}[.)])\s")
_FIRST_WORD = re.compile(r"\S{1,40}")
_HYPHENS = frozenset("-\u2010\xad¬")
_ADDRESSES = ("http://", "https://", "www.")
_LINE_ENDS = frozenset('.!?:;…"”’»|')


# --- Quotation marks ---------------------------------------------------------------------------------------

_MARK = re.compile(r"[\"“”„‟«»＂]")
_BEFORE_OPENING = frozenset("([{—–-/:…")
_AFTER_CLOSING = frozenset(")]},.;:!?—–-/")
_OPENERS = frozenset("“„‟«")
_REOPENERS = _OPENERS | frozenset('"＂')
_CLOSERS = frozenset("”»")


def quotes(text: str) -> list[tuple[int, int]]:
    """The stretches that stand in double quotation marks, marks included, in order and without overlap.

    A mark opens or closes by the space around it, then by its shape, so straight and reversed marks work.
    A quotation that runs over a paragraph break, where the next paragraph opens with a mark again, gives one
    stretch a paragraph. A mark without a partner is left alone. Single quotation marks are not read.
    """
    found: list[tuple[int, int]] = []
    unclosed: tuple[int, int] | None = None
    for start, end in paragraphs(text):
        if unclosed and text[start] in _REOPENERS and _opens(text, start, False):
            found.append(unclosed)
        inside, unclosed = _quotes_of(text, start, end)
        found.extend(inside)
    return found


def _quotes_of(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """The quotations closed within one paragraph, and the stretch of one left open at its end."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        if _opens(text, at, opened is not None):
            opened = at
        elif opened is not None:
            found.append((opened, at + 1))
            opened = None
    return found, None if opened is None else (opened, end)


def _opens(text: str, at: int, is_open: bool) -> bool:
    """True if the mark at `at` begins a quotation."""
    before = at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING
    after = at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] in _AFTER_CLOSING
    if before != after:
        return before
    if text[at] in _OPENERS:
        return True
    return text[at] not in _CLOSERS and not is_open


# --- Segments ----------------------------------------------------------------------------------------------

# A set comes first, as it lets the engine pass over all other characters fast.
_STOP = re.compile(
    r"(?P<stop>[.!?…‥؟۔।॥。！？｡](?:(?<=\.)(?:\s\.)+|(?<=[.!?…‥؟۔।॥])[.!?…‥؟۔।॥]*|[。！？｡]*))"
    r"(?P<close>(?:[\"”’'»›)\]}*_」』】）]|“(?=\s))*(?:\s[”’»](?=\s|$))?)"
    r"(?P<note>(?:\[\w{1,3}\])+|(?<=[a-z)”\"’]\.)\d{1,3}(?=\s)|[¹²³⁰-⁹]+|)"
    r"(?P<gap>\s*)"
)
_PARENTHESES = re.compile(r"\([^()\n]{1,400}\)|\[[^\[\]\n]{1,400}\]")
_ASIDE = re.compile(r"\([^()\n]{1,400}\)\s*[a-z,;]")
# What follows "a.m." in the same sentence: a day, a zone, "Arden time"; figures too.
_OF_A_CLOCK = re.compile(
    r"[^A-Z\W]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[A-Z]{2,5}\b"
    r"|(?:[A-Z][\w-]*\s){1,3}(?:[Tt]ime|Day|Eve)\b|\("
)
_ELLIPSIS = re.compile(r"\.(?:\s?\.)+|[…‥]")
_HYPHEN = re.compile(r"[-&]")
_TOKEN = re.compile(r"[\w.&'’-]*$")
_NEXT = re.compile(r"[^\W_]+(?:['’]\w+)?")
_SAID = re.compile(
    r"(?:\w[\w.'’-]*\s){0,4}(?:said|says|saying|asked|asks|wrote|writes|tweeted|told|added|adds|replied|answered|"
    r"exclaimed|shouted|declared|warned|insisted|continued|noted|recalled|posted|demanded|wondered)\b"
)


def word_set(listed: str) -> frozenset[str]:
    """The words of a text between blanks, as the lists of the rules are written."""
    return frozenset(listed.split())


# Abbreviations, by what may follow them. Capitalised titles stand before a name and never end a sentence.
_TITLES = word_set(
    "mr mrs ms mx messrs mmes dr drs prof profs rev revs fr hon gen lt col maj capt cpt cmdr cdr adm sgt cpl pvt brig "
    "sen sens rep reps gov govs pres amb atty dist supt insp msgr mme mlle st ste mt"
)
_NEVER_LAST = word_set("vs v viz cf al e.g i.e eg ie approx")
_BEFORE_NUMBER = word_set(
    "no nos nr fig figs tab pp p pg vol vols art arts sec secs sect sects ch chs cl op eq para paras rev ver ca max "
    "min ext tel apt"
)
# These may end a sentence, and then what follows must look like a beginning: the first only if capitalised.
_NAMES_SHORT = word_set(
    "inc corp co cos bros jr sr jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat "
    "sun ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass mich minn miss mo mont neb nev okla ore "
    "pa penn tenn tex va vt wash wis wisc wyo dak ave blvd rd sq"
)
_SHORT = word_set("ltd llc plc assn dept univ est esq phd md etc")
# A number stands before these, and hardly ever a name after them.
_UNITS = word_set("ft lb lbs oz kg km cm mm hr hrs min mins yds mi mph mln bn")
_HALF_DAYS = word_set("a.m p.m")
# Words that begin sentences and hardly ever names.
_BEGINNERS = word_set(
    "a after all also although an and another any are as asked at because before both but by can could did do does "
    "during each earlier even every few finally first following for former from furthermore had has have he her here "
    "his how however i if in indeed instead is it it's its last later many meanwhile moreover more most my nearly "
    "neither no nor not nothing now of on once one only or other others our over perhaps second she should similarly "
    "since so some soon still such that that's the their then there there's therefore these they this those though "
    "through thus to today under unlike until was we were what when where whether which while who why will with "
    "without would yes yet you your"
)


def segments(text: str) -> list[Segmented]:
    """Sentences, headings and list items over the whole text, in order and without overlap.

    Every character that is not white space lies in exactly one segment, no segment begins or ends with white
    space, and none crosses a line break. A quotation of one paragraph, and what stands in parentheses, stays
    whole; so do a question in quotation marks and the words that say who asked it.
    """
    whole = _protected(text)
    starts = [start for start, _ in whole]
    found: list[Segmented] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        cuts = [cut for cut in _cuts(text, start, end) if not _inside(whole, starts, cut)]
        found.extend(Segmented(a, b, number) for a, b in _pieces(text, start, end, cuts))
    return found


def _protected(text: str) -> list[tuple[int, int]]:
    """Disjoint ranges no segment is cut in: quotations of a moderate length, and parentheses outside them."""
    whole = [(start, end) for start, end in quotes(text) if end - start <= QUOTED_WHOLE]
    starts = [start for start, _ in whole]
    outside = [
        match.span()
        for match in _PARENTHESES.finditer(text)
        if not _inside(whole, starts, match.start()) and not _inside(whole, starts, match.end())
    ]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(whole + outside):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(ranges: list[tuple[int, int]], starts: list[int], at: int) -> bool:
    """True if `at` lies strictly within one of the disjoint, sorted ranges."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and ranges[index][0] < at < ranges[index][1]


def _pieces(text: str, start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    """The trimmed, non-empty ranges between cuts, none longer than LONGEST."""
    ranges = (trim(text, a, b) for a, b in pairwise([start, *cuts, end]))
    return [piece for a, b in ranges if a < b for piece in _halved(text, a, b)]


def _halved(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range itself, or parts no longer than LONGEST, cut at white space where there is some."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield trim(text, start, cut)
        start = trim(text, cut, end)[0]
    yield start, end


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which a new segment begins inside one line, white space before them included."""
    return [m.end() for m in _STOP.finditer(text, start, end) if m.end() < end and _ends(text, start, m)]


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """True if a sentence ends at this stop."""
    if stop["stop"][0] in "。！？｡":
        return True
    if not stop["gap"]:
        return _is_glued(text, stop)
    if _is_carried_on(text, stop) or _is_item_number(text, start, stop.start()):
        return False
    if _ELLIPSIS.fullmatch(stop["stop"]):
        apart = stop.start() > 0 and text[stop.start() - 1] == " "
        return (apart or stop["close"] != "") and _begins(text, stop.end())
    if stop["stop"] == "." and not stop["close"]:
        return _ends_word(text, stop.start(), stop.end())
    return stop["close"] == "" or stop["stop"] == "." or not _SAID.match(text, stop.end(), stop.end() + 80)


def _is_carried_on(text: str, stop: re.Match[str]) -> bool:
    """True if what follows the stop can only go on with the same sentence."""
    after = text[stop.end()]
    if text.startswith(_ADDRESSES, stop.end()):
        return False
    return after.islower() or after in ",;:)]}%&" or (after in "-–—" and stop["close"] != "")


def _ends_word(text: str, at: int, after: int) -> bool:
    """True if the single full stop at `at` ends a sentence rather than an abbreviation or an initial."""
    match = _TOKEN.search(text, max(0, at - 24), at)
    written = _HYPHEN.split(match[0].lstrip("'’-"))[-1] if match else ""
    word, capital = written.casefold(), written[:1].isupper()
    if word in _NEVER_LAST or (capital and word in _TITLES) or (word in _BEFORE_NUMBER and text[after].isdigit()):
        return False
    if len(word) == 1 and capital:
        return text[at - 2 : at - 1] == "°" or (text[after + 1 : after + 2].isalpha() and _begins(text, after))
    unit = word.lstrip("0123456789.:,")
    if unit in _HALF_DAYS and not _OF_A_CLOCK.match(text, after):
        return True
    if "." in word or word in _SHORT or unit in _UNITS or (capital and word in _NAMES_SHORT):
        return _begins(text, after) or (unit in _UNITS and text[after].isupper())
    return True


def _begins(text: str, at: int) -> bool:
    """True if what stands at `at` looks like the beginning of a sentence, not like a name or an aside."""
    if text[at] == "(" and _ASIDE.match(text, at):
        return False
    if text[at] in "\"“„«(‘'|•":
        return True
    match = _NEXT.match(text, at)
    return match is not None and text[at].isupper() and fold(match[0]) in _BEGINNERS


def _is_glued(text: str, stop: re.Match[str]) -> bool:
    """True if a scrape lost the space between two sentences ("…ended.The next…"), as no URL or name is written."""
    if "." in stop["stop"] and len(stop["stop"]) > 1:
        return False
    before = text[max(0, stop.start() - 3) : stop.start()]
    following = _NEXT.match(text, stop.end())
    if text[stop.end()] in "“„«":
        return before.islower() and before.isalpha()
    if not following or not before.isalpha() or not before[1:].islower():
        return False
    word = following[0]
    ends_clean = following.end() < len(text) and (text[following.end()].isspace() or text[following.end()] == ",")
    known = len(word) > 2 or fold(word) in _BEGINNERS
    return known and word.istitle() and ends_clean and word not in ("Com", "Org", "Net")


_ITEM_NUMBER = re.compile(r"\s*[#*>-]*\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})\)?")


def _is_item_number(text: str, start: int, at: int) -> bool:
    """True if everything in the line before `at` is a list number ("3", "(b", "IV")."""
    return at - start <= 8 and _ITEM_NUMBER.fullmatch(text, start, at) is not None
