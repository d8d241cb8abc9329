"""Proper names: their words, titles and particles, spelling variants across transliterations, and acronyms.

Two spellings of a word are compared by what survives transliteration: the romanised form (vowels merged, doubled
letters single) by edit similarity, under an equal consonant code in the manner of Soundex (Odell and Russell 1918,
after the archives' rules). Nothing here knows a person; whether two *people* are one is for `resolve` to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

PRONOUN_GENDER = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
"""What a pronoun of the third person tells of whom it stands for."""

# Abbreviated titles and what they stand for; the long forms are found as person nouns of the lexicon.
TITLES = {
    "mr": "", "mrs": "", "ms": "", "miss": "", "mx": "", "sir": "", "dame": "", "lord": "", "lady": "", "madam": "",
    "dr": "doctor", "prof": "professor", "gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major",
    "capt": "captain", "cpt": "captain", "cmdr": "commander", "cdr": "commander", "adm": "admiral",
    "brig": "brigadier", "sgt": "sergeant", "cpl": "corporal", "pvt": "private", "sen": "senator",
    "rep": "representative", "gov": "governor", "pres": "president", "rev": "reverend", "fr": "father", "hon": "",
    "sec": "secretary", "supt": "superintendent", "insp": "inspector", "pm": "minister", "amb": "ambassador",
    "drs": "doctor", "gens": "general", "govs": "governor", "messrs": "", "profs": "professor",
    "reps": "representative", "sens": "senator",
    "ayatollah": "ayatollah", "sheikh": "sheikh", "shaykh": "sheikh", "imam": "imam", "king": "king",
    "queen": "queen", "prince": "prince", "princess": "princess", "pope": "pope", "saint": "saint",
    "mme": "", "mlle": "", "mmes": "", "madame": "", "mademoiselle": "", "monsieur": "", "herr": "", "frau": "",
    "señor": "", "señora": "", "senor": "", "senora": "", "signor": "", "signora": "",
}  # fmt: skip
# Offices and ranks written before a name with a capital; other nouns for people there may be surnames ("Baker").
OFFICES = frozenset({
    "administrator", "admiral", "adviser", "advisor", "agent", "ambassador", "archbishop", "attorney", "ayatollah",
    "baron", "baroness", "bishop", "brigadier", "caliph", "captain", "cardinal", "ceo", "cfo", "chairman",
    "chairperson", "chairwoman", "chancellor", "chief", "coach", "colonel", "commandant", "commander", "commissioner",
    "commodore", "congressman", "congresswoman", "constable", "consul", "coo", "coordinator", "corporal",
    "correspondent", "councillor", "councilman", "councilwoman", "countess", "dean", "delegate", "deputy", "detective",
    "director", "doctor", "duchess", "duke", "earl", "emir", "emperor", "empress", "envoy", "general", "governor",
    "host", "imam", "inspector", "judge", "justice", "king", "lady", "lawmaker", "leader", "lieutenant", "lord",
    "major", "marquess", "marquis", "marshal", "mayor", "minister", "mullah", "negotiator", "officer", "ombudsman",
    "pope", "premier", "president", "prince", "princess", "professor", "prosecutor", "queen", "rabbi", "regent",
    "representative", "reverend", "secretary", "senator", "sergeant", "sheik", "sheikh", "sheriff", "speaker",
    "spokesman", "spokesperson", "spokeswoman", "sultan", "superintendent", "treasurer", "tsar", "undersecretary",
    "vice-president", "viscount",
})  # fmt: skip
BEFORE_OFFICES = frozenset({
    "acting", "chief", "deputy", "first", "foreign", "former", "interim", "majority", "minority", "press", "prime",
    "senior", "vice",
})  # fmt: skip
"""What is written with a capital before an office, and names nobody."""
MALE = frozenset({
    "mr", "sir", "lord", "king", "prince", "fr", "pope", "imam", "sheikh", "shaykh", "ayatollah", "monsieur", "herr",
    "senor", "signor",
})  # fmt: skip
FEMALE = frozenset({
    "mrs", "ms", "miss", "dame", "lady", "madam", "queen", "princess", "mme", "mlle", "mmes", "madame",
    "mademoiselle", "frau", "senora", "signora",
})  # fmt: skip
UNDER = frozenset({"assistant", "deputy", "vice"})
"""Who has one of these before an office does not hold it."""
HONOURS = frozenset({
    "ba", "bsc", "cbe", "dbe", "dd", "dphil", "dso", "esq", "frs", "jp", "kbe", "kc", "kcb", "llb", "ma", "mba", "mbe",
    "mc", "md", "mep", "mp", "mps", "msc", "msp", "obe", "om", "pc", "phd", "qc", "rn", "sc", "vc",
})  # fmt: skip
"""Letters after a name."""
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({
    "al", "el", "ul", "as", "ash", "ad", "an", "ar", "at", "az", "bin", "ibn", "ben", "bint", "abu", "de", "da", "del",
    "della", "der", "den", "di", "dos", "du", "la", "le", "les", "van", "von", "zu", "st", "y", "e",
})  # fmt: skip
SMALL = frozenset({"the", "a", "an", "of", "and", "for", "to", "in", "on", "at", "by", "s"})

# Short forms of given names, mostly English: a general fact of the languages, so that "Mike" and "Michael" may be one.
SHORT = {
    "alex": "alexander", "andy": "andrew", "art": "arthur", "becky": "rebecca", "ben": "benjamin",
    "beth": "elizabeth", "bill": "william", "billy": "william", "bob": "robert", "bobby": "robert",
    "cathy": "catherine", "charlie": "charles", "chris": "christopher", "chuck": "charles", "cliff": "clifford",
    "dan": "daniel", "danny": "daniel", "dave": "david", "debbie": "deborah", "dick": "richard", "don": "donald",
    "doug": "douglas", "ed": "edward", "eddie": "edward", "ernie": "ernest", "fred": "frederick", "gabe": "gabriel",
    "gene": "eugene", "geoff": "geoffrey", "gerry": "gerald", "greg": "gregory", "gwen": "gwendolyn",
    "hank": "henry", "jack": "john", "jake": "jacob", "jeff": "jeffrey", "jenny": "jennifer", "jerry": "gerald",
    "jim": "james", "jimmy": "james", "joe": "joseph", "joey": "joseph", "johnny": "john", "jon": "jonathan",
    "josh": "joshua", "judy": "judith", "kate": "katherine", "kathryn": "katherine", "kathy": "katherine",
    "katie": "katherine", "ken": "kenneth", "kenny": "kenneth", "larry": "lawrence", "len": "leonard",
    "liz": "elizabeth", "lou": "louis", "maggie": "margaret", "marty": "martin", "matt": "matthew",
    "meg": "margaret", "mike": "michael", "mitch": "mitchell", "nate": "nathan", "ned": "edward",
    "nick": "nicholas", "pam": "pamela", "pat": "patrick", "patty": "patricia", "pete": "peter", "phil": "philip",
    "ray": "raymond", "rick": "richard", "ricky": "richard", "rob": "robert", "ron": "ronald", "ronnie": "ronald",
    "russ": "russell", "sam": "samuel", "sammy": "samuel", "sid": "sidney", "stan": "stanley", "steve": "stephen",
    "steven": "stephen", "sue": "susan", "susie": "susan", "ted": "edward", "teddy": "edward", "theo": "theodore",
    "tim": "timothy", "tom": "thomas", "tommy": "thomas", "tony": "anthony", "vicky": "victoria",
    "vince": "vincent", "walt": "walter", "wes": "wesley", "will": "william", "willie": "william",
    "zach": "zachary",
    "beppe": "giuseppe", "fritz": "friedrich", "gia": "giorgi", "hans": "johannes", "heinz": "heinrich",
    "kolya": "nikolai", "lyosha": "alexei", "misha": "mikhail", "nacho": "ignacio", "paco": "francisco",
    "pepe": "jose", "sasha": "alexander", "sepp": "josef", "tolya": "anatoly", "vanya": "ivan", "vova": "vladimir",
    "yura": "yuri", "zhenya": "evgeny", "zura": "zurab",
}  # fmt: skip

_PLACE = r"[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][\w. ]{1,30}?)?(?:,? \d{1,2}(?: [A-Z][a-z.]{2,8})?)?(?:,? \d{4})?"
_DAY = r"(?:[A-Z][a-z.]{2,8} \d{1,2},?|\d{1,2} [A-Z][a-z.]{2,8}) \d{4}"
_WIRE = r"(?:\([A-Z][\w /.,-]{1,30}\)|/[A-Z][\w -]{1,30}/)"
DATELINE = re.compile(
    rf"(?:(?:[A-Z][\w.'’ -]{{2,40}}(?:,| [–—-]+) {_DAY}|{_PLACE})(?: {_WIRE})?|(?:[A-Z][\w.,'’ -]{{2,60}} )?{_WIRE})"
    r"(?:\.? ?(?:—|–|--)| -) (?=[\"“‘']?[A-Z])"
)
"""Where, when and by whose wire a story is told ("OSTER, May 3 (Harbour Wire) — "): nothing there is told."""

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_NICKNAME = re.compile(r"""\s["“'‘`]+[^"“”'’]+["”'’]+(?=\s)""")
_ROMAN = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("ph", "f"), ("gh", "g"),
    ("kh", "k"), ("dh", "d"), ("th", "t"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("oo", "u"), ("ou", "u"),
    ("ee", "i"), ("ei", "i"), ("ey", "i"), ("iy", "i"), ("yi", "i"), ("yy", "i"), ("y", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_CODE = str.maketrans("bpfvcgjkqsxzdtlmnr", "111122222222334556")


@lru_cache(maxsize=1 << 16)
def is_title(word: str) -> bool:
    """True for a title of the kind that stands before names with a capital ("Gen.", "Vice-President")."""
    plain = word.casefold().rstrip(".")
    return plain in TITLES or plain in OFFICES or plain.rpartition("-")[2] in OFFICES


def is_honour(word: str) -> bool:
    """True for letters that stand after a name ("K.C.", "PhD", "Esq"), and not for "Ma"."""
    plain = word.replace(".", "")
    return plain.casefold() in HONOURS and (len(plain) > 2 or not plain.istitle())


class Name(NamedTuple):
    """A personal name's words (folded, particles and titles left out), its titles, and jr, sr or a numeral."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    generation: str = ""


def fold(text: str) -> str:
    """Lower-case ASCII of a text, possessive endings and periods inside abbreviations removed ("U.S.'s" to "us")."""
    plain = re.sub(r"['’`]s\b|(?<=s)['’](?!\w)", "", anyascii(text.replace("’", "'")).casefold())
    return re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.|'", "", plain)


@cache
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens split, small words ("the", "of") left out."""
    return tuple(word for word in _tokens(text) if word not in SMALL)


def _tokens(text: str) -> list[str]:
    return [word.rstrip(".") for word in _WORD.findall(fold(text))]


@cache
def person(text: str) -> Name:
    """The parts of a personal name; "Gen. Ali al-Karim Jr." has words (ali, karim), titles (gen,), generation jr."""
    titles: list[str] = []
    parts: list[str] = []
    generation = ""
    for word in _tokens(_NICKNAME.sub(" ", text)):
        if word in GENERATIONS and parts:
            generation = word
        elif word in TITLES and not parts:
            titles.append(word)
        elif word not in ("the", "s"):
            parts.append(word)
    kept = [word for word in parts if word not in PARTICLES] or parts
    return Name(tuple(_join_abd(kept)), tuple(titles), generation)


def _join_abd(parts: list[str]) -> list[str]:
    """Names in Abd ("servant of") are one name however they are split: Abdul Rahman, Abdel-Rahman, Abdurrahman."""
    joined: list[str] = []
    for part in parts:
        if joined and re.fullmatch(r"abd[aeu]?[lr]?", joined[-1]):
            joined[-1] = f"abd{part}"
        else:
            plain = re.sub(r"^abd[aeu](?:l|r(?=r))", "abd", part) if len(part) > 6 else part
            joined.append(plain.removeprefix("abu") if len(part) > 6 else plain)
    return joined


def told_apart(names: Iterable[Name]) -> frozenset[str]:
    """The words of short names that keep their generation ("Moss Jr."): there the elder is another person.

    Who writes "Moss Jr." where the surname alone would do tells two people apart by it.
    """
    return frozenset(word for name in names if name.generation and len(name.words) == 1 for word in name.words)


def generation(name: Name, apart: frozenset[str]) -> str:
    """The generation that tells this name from others, "sr" where none is written; "" where nothing hangs on it."""
    told = any(same_word(word, other) for word in name.words for other in apart)
    return (name.generation or "sr") if told else ""


@cache
def romanised(word: str) -> str:
    """A folded word with the choices of transliteration taken out ("qassem" and "kasim" become "kasim")."""
    for written, sound in _ROMAN:
        word = word.replace(written, sound)
    word = re.sub(r"c(?!h)", "k", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=[aiu])h$", "", word)


@cache
def code(word: str) -> str:
    """The consonant classes of a word in order, vowels and h left out; equal for spellings of one name."""
    digits = re.sub(r"[^0-9]", "", romanised(word).translate(_CODE))
    return re.sub(r"(.)\1+", r"\1", digits)


@cache
def similar(a: str, b: str) -> bool:
    """True if two folded words can be spellings of one name: equal, short form, or one sound under transliteration."""
    a, b = unshort(a), unshort(b)
    if a == b:
        return True
    left, right = romanised(a), romanised(b)
    if left == right:
        return True
    # One changed letter in a word of three or four is another name; in five it may be a spelling. Transliterations
    # waver between o and u, e and i, a and e, but a first vowel a against o or u is another name.
    needed = 101 if min(len(left), len(right)) < 4 else 80 if left[0] == right[0] else 83
    return (
        code(a) == code(b)
        and _first_vowel(left) + _first_vowel(right) not in ("au", "ua")
        and ratio(left, right) >= needed
    )


def unshort(word: str) -> str:
    """The given name that a short form stands for ("mike": "michael"), any other word as it is."""
    return SHORT.get(word, word)


def _first_vowel(word: str) -> str:
    found = re.search(r"[aiu]", word)
    return found.group() if found else ""


def initials(text: str) -> str:
    """The capital initials of a name's words, small words left out ("Bureau of Land Records" to "BLR")."""
    return "".join(word[0] for word in words(text) if word[0].isalpha()).upper()


@lru_cache(maxsize=1 << 16)
def is_acronym(text: str) -> bool:
    """True for two to six capitals, with or without periods, a small letter between two or none ("U.N.", "MoD")."""
    return re.fullmatch(r"(?:[A-Z](?:\.|[a-z](?=[A-Z]))?){2,6}", text.strip()) is not None


@lru_cache(maxsize=1 << 16)
def abbreviates(acronym: str, name: str) -> bool:
    """True if the acronym is the name's initials, small words counted or not, at most one word passed over."""
    letters = acronym.replace(".", "").upper()
    every = "".join(word[0] for word in re.findall(r"[A-Za-z]\w*", anyascii(name)) if word.casefold() != "the").upper()
    short = initials(name)
    skipped = {short[:i] + short[i + 1 :] for i in range(1, len(short))} if len(letters) >= 3 else set()
    return letters in {every, short} | skipped


@lru_cache(maxsize=1 << 16)
def shortens(short: str, name: str) -> bool:
    """True if the first is the second with some words as initials: "UN Mission" of "United Nations Mission"."""
    written = re.findall(r"[A-Za-z.]+", anyascii(short))
    if not 1 < len(written) < len(words(name)):
        return False
    rest = list(words(name))
    for word in written:
        size = len(word.replace(".", ""))
        if rest and fold(word) == rest[0]:
            del rest[0]
        elif is_acronym(word) and [each[0] for each in rest[:size]] == list(fold(word)):
            del rest[:size]
        else:
            return False
    return not rest


def is_owner(short: str, name: str) -> bool:
    """True if the second is of the first, a body by itself: "Museum of the River Corps" and "River Corps"."""
    _, of, owner = name.rpartition(" of the ")
    return bool(of) and set(words(owner)) <= set(words(short))


def same_word(a: str, b: str) -> bool:
    """True for one word in two spellings, or an initial and the word."""
    return similar(a, b) or (1 in (len(a), len(b)) and a[0] == b[0])


@lru_cache(maxsize=1 << 16)
def within(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if the shorter name's words all occur in the longer, in order, spelling variants and initials allowed.

    Middle names and initials that both give and that differ make two people ("Ann B. Lee", "Ann C. Lee").
    """
    short, long = sorted((a, b), key=len)
    if len(short) > 2 and same_word(short[0], long[0]) and same_word(short[-1], long[-1]):
        return len(short) == len(long) and all(map(same_word, short, long))
    rest = iter(long)
    return bool(short) and all(any(same_word(word, other) for other in rest) for word in short)


def proper(text: str, start: int, labels: tuple[tuple[int, int], ...]) -> str:
    """The proper name in a noun phrase at offset `start`: what follows the label the phrase begins with."""
    inside = [end - start for begin, end in labels if start <= begin and end < start + len(text)]
    return text[max(inside, default=0) :].strip(" ,'’\"“”‘")
