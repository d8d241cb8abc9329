"""What a number counts: the first noun after it, by a light rule without a parse.

The words after a number are read until the phrase ends (a preposition, a verb, punctuation, at most six words);
the first plural among them is the noun ("4,000 foreign fighters" -> fighter). After a unit it is what follows "of"
or "in".
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from rashomon.lexicon import noun_kind
from rashomon.quantities.numbers import ONES, TENS
from rashomon.quantities.units import MONEY, TIMES

WINDOW: Final = 6
WORD: Final = re.compile(r"[ \u00a0\n]{1,2}([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.’'-]*)")
IRREGULAR: Final = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "policemen": "policeman",
    "servicemen": "serviceman", "servicewomen": "servicewoman", "gunmen": "gunman", "fishermen": "fisherman",
    "firemen": "fireman", "wives": "wife", "lives": "life", "knives": "knife", "feet": "foot", "crises": "crisis",
    "mice": "mouse", "media": "media", "businessmen": "businessman", "clergymen": "clergyman",
    "congressmen": "congressman",
    "spokesmen": "spokesman", "militiamen": "militiaman", "tribesmen": "tribesman", "guardsmen": "guardsman",
    "crewmen": "crewman", "airmen": "airman", "halves": "half", "thieves": "thief", "buses": "bus", "gases": "gas",
    "viruses": "virus", "houses": "house", "horses": "horse", "causes": "cause", "nurses": "nurse", "phases": "phase",
}  # fmt: skip
FATES: Final = tuple(
    (frozenset(people.split()), frozenset(things.split()))
    for people, things in (
        ("dead killed", "death fatality body"),
        ("wounded injured hurt", "injury"),
        ("missing", ""),
        ("trapped", ""),
        ("rescued", ""),
        ("arrested detained jailed", "arrest detention"),
        ("homeless displaced", ""),
        ("evacuated", ""),
    )
)
"""What befell people: the words for those it befell, and for the thing itself."""
SUFFERERS: Final = frozenset[str]().union(*(people for people, _ in FATES))
"""What stands for the people it describes; before anything else it only describes it ("40 dead fish")."""
UNMARKED: Final = SUFFERERS.union({
    "aircraft", "spacecraft", "police", "personnel", "staff", "crew", "cattle", "sheep", "fish", "others",
    "headquarters",
})  # fmt: skip
"""Plurals that do not look it."""

ENDS: Final = frozenset({
    "a", "about", "above", "across", "after", "against", "all", "along", "also", "although", "among", "an", "and",
    "any", "are", "around", "as", "at", "away", "be", "because", "been", "before", "behind", "being", "below",
    "beneath", "beside", "between", "beyond", "but", "by", "can", "could", "did", "do", "does", "down", "due",
    "during", "each", "either", "else", "even", "every", "except", "few", "for", "from", "had", "has", "have", "he",
    "her", "here", "him", "his", "how", "however", "i", "if", "in", "including", "inside", "into", "is", "it", "its",
    "itself", "just", "less", "like", "many", "may", "me", "might", "more", "most", "must", "my", "near", "neither",
    "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "onto", "or", "our", "out", "outside", "over",
    "own", "per", "rather", "said", "same", "says", "several", "shall", "she", "should", "since", "so", "some",
    "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "though", "through", "throughout", "to", "today", "together", "too", "toward", "towards", "under", "unless",
    "until", "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when", "where", "whereas", "whether",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yesterday", "yet",
    "you", "your", "tonight", "tomorrow", "ago", "later", "earlier", "apiece", "respectively", "afterwards", "always",
    "besides", "fewer", "higher", "lower", "next", "overseas", "perhaps", "sometimes", "themselves", "twice", "worth",
})  # fmt: skip
"""Words that end a noun phrase."""
NEXT: Final = ENDS.union(ONES, TENS)
"""Words that end what a number counts, as a second number does ("24 from 19 three days earlier")."""
PASSED: Final = frozenset({
    "more", "other", "others", "such", "different", "additional", "own", "new", "overseas", "fewer",
    "higher", "lower",
})  # fmt: skip
BEFORE_NOUNS: Final = frozenset({"page", "member", "vote", "seat", "person", "point", "storey", "story"})
"""Nouns that are counted in the singular before another noun ("a 300 page report")."""
NOT_PLURAL: Final = re.compile(r"(?:ss|us|is|ous|'s|’s|[A-Z]\.)$")
PAST: Final = "came|went|took|made|shot|hit|found|got|gave|saw|held|led|ran|fell|rose|stood|left|told|flew"
VERB: Final = re.compile(rf"^(?:{PAST}|[a-z]+ed)$")
NO_NOUN: Final = re.compile(rf"^(?:[A-Z].*|{PAST})$")
"""After a measure: whoever is named next does something with it, and what is done is no noun."""
MODIFIER: Final = re.compile(r"(?:ly|ed|ish|ese|-\w+)$")
DETERMINER: Final = r"[ \n](?:the|its|their|his|her|all|those|these|our|my|your|this|that|a|an)"
OF: Final = re.compile(
    rf"[ \n](?:of(?:{DETERMINER})?|(?P<inside>in)(?!{DETERMINER}\b|[ \n]fiscal \d))"
    rf"(?:[ \n][A-Za-z]+['’]s)?(?:[ \n]\d[\d,]*)?(?=[ \n])"
)
"""What stands before the noun; "in aid" says what money is for, "in the quarter" and "in two years" when it came."""
THEM: Final = re.compile(r"[ \n]of[ \n](?:them|whom)(?=[ \n])")
"""Between a number and what those are that it counts ("12 of them children")."""
WHO: Final = re.compile(r"[ \u00a0\n]who\b")
"""After a bare number: it counts people ("nine who fell")."""
SAID_NEARLY: Final = r"(?: (?:at least|more than|about|around|nearly|over|up to|some|almost|roughly))?"
_were = (
    r"(?:(?:were|was|are|is|have|had|has|be|been|being|to|also|still|now|already|remain(?:s|ed)?|left|known|confirmed|reported"
    r"|listed|believed|thought|feared|\w+ly)[ \n])"
)
_suffered = rf"(?:(?P<suffered>{'|'.join(sorted(SUFFERERS))})|(?P<lost>unaccounted for))"
_died = r"(?P<died>died|drowned|perished|slain|lost their lives)"
FATE: Final = re.compile(rf"(?: others)?[ \n](?:{_were}{{1,6}}{_suffered}|{_were}{{0,6}}{_died})\b")
"""What befell them, where that is all that is said of those counted ("24 were killed", "11 drowned")."""
FATE_OF: Final = re.compile(rf" of[ \n](?:people|those)[ \n](?:who[ \n])?{_were}{{0,6}}(?:{_suffered}|{_died})\b")
"""The same after "the number of", where those counted are no more than people ("the number of people killed")."""
LEFT: Final = re.compile(
    r"\b(?:(?P<toll>(?:death )?toll(?! (?:road|bridge|gate|booth|lane|plaza))"
    r"(?: (?:after|for|from|in|of|on|since)\b[^.;!?\n\d]{0,50})?)"
    r"|(?:number|total)(?P<of>) of [^.:;!?\n\d]{1,40}"
    r"|(?P<crowd>(?:crowd|audience|congregation|gathering)s?)"
    r"|(?P<named>deaths|casualties|fatalities|arrests|injuries|cases|population|turnout|troop levels?"
    r"|(?<=\bthe )(?:dead|injured|wounded|missing)(?= (?:to|at|was|is|were|are|could|may|might)\b)))"
    r"\b[^.;!?\n]{0,25}\b(?:to|at|of|was|is|were|are|as|reached|exceed(?:s|ed)?|pass(?:es|ed)|top(?:s|ped)|hit|totall?ed)"
    rf"{SAID_NEARLY} ?$",
    re.IGNORECASE,
)
HARMED: Final = re.compile(
    r"\b(?P<deed>kill|wound|injur)(?:ing|ed|es|s)"
    rf"{SAID_NEARLY} ?$"
)
"""What befell a bare number of people ("killing 12")."""


def what(text: str, position: int, *, unit: str, single: bool) -> str:
    """Lemma of the noun that a number ending at `position` counts, "" where none is found."""
    of = OF.match(text, position)
    if them := THEM.match(text, position):
        position = them.end()
        noun = _noun(_phrase(text, position, NEXT), several=True)
    elif of and (not of["inside"] or unit in MONEY):  # "in" names what money is for, and where other things are
        noun = _behind(text, of)
    else:
        noun = _after(text, position, unit, single=single)
    return noun or ("" if unit else _fate(FATE.match(text, position)))


def _behind(text: str, of: re.Match[str]) -> str:
    """The noun behind "of" or "in": "20 miles of fence", "$5 million in aid"."""
    phrase = _phrase(text, of.end())
    noun = _noun(phrase, several=True) or _noun(phrase, several=False)
    return "" if of["inside"] and noun in TIMES else noun


def _after(text: str, position: int, unit: str, *, single: bool) -> str:
    """The noun that follows a number or its unit: "4,000 foreign fighters", "a three-day visit"."""
    if not unit and WHO.match(text, position):
        return "person"
    if unit and text[position - 1 : position] == "s":
        return ""  # "two weeks analysing": what a measure in the plural is followed by is no noun of its own
    phrase = _phrase(text, position, NEXT)
    if phrase and phrase[0] in BEFORE_NOUNS and not unit:
        return phrase[0]
    if unit and phrase and NO_NOUN.search(phrase[0]):
        return ""
    return _noun(phrase, several=not single) or (_noun(phrase, several=False) if unit else "")


def is_bare(text: str, position: int) -> bool:
    """True where no plural noun follows a number ending at `position`."""
    return not _noun(_phrase(text, position, NEXT), several=True)


def _fate(found: re.Match[str] | None) -> str:
    """What became of people of whom nothing else is told, "" where nothing did."""
    if found is None:
        return ""
    return found["suffered"] or ("missing" if found["lost"] else "dead")


def what_before(text: str, start: int) -> str:
    """The noun a number answers to from its left: "the death toll rose to 24", "a crowd of 300"."""
    before = max(0, start - 120)
    if harmed := HARMED.search(text, before, start):
        return {"kill": "killed", "wound": "wounded", "injur": "injured"}[harmed["deed"]]
    match = LEFT.search(text, before, start)
    if match is None:
        return ""
    if match["crowd"]:
        return "person"
    if match["toll"]:
        return "death"
    if match["named"]:
        return lemma(match["named"].lower().split()[-1])
    return _fate(FATE_OF.match(text, match.end("of"))) or what(text, match.end("of"), unit="", single=False)


def _phrase(text: str, position: int, ends: Set[str] = ENDS) -> list[str]:
    """The words of the noun phrase that begins at a position."""
    words: list[str] = []
    while len(words) < WINDOW:
        match = WORD.match(text, position)
        if match is None:
            break
        word = match[1].rstrip(".’'")
        position = match.end()
        if word.lower() in ends and not word.isupper() and not (word.lower() in PASSED and not words):
            break
        if word.lower() not in PASSED:
            words.append(word)
        if match[1].endswith((".", "'", "’")) and not re.fullmatch(r"(?:[A-Z]\.)+", match[1]):
            break
    return words


def _noun(words: list[str], *, several: bool) -> str:
    """The lemma of the phrase's noun: the first plural of several things, the last word before a verb of one."""
    if several:
        pairs = zip(words, [*words, ""][1:], strict=True)
        nouns = (word for word, after in pairs if _is_counted(word, after))
        return next((lemma(noun) for noun in nouns), "")
    kept: list[str] = []
    for word in words:
        if kept and VERB.search(word):
            break
        kept.append(word)
    plain = [word for word in kept if word[0].islower() and not MODIFIER.search(word)]
    return lemma(plain[-1]) if plain else ""


def _is_counted(word: str, after: str) -> bool:
    """True for a plural that is not part of the next one ("Tern Rockets players", "sports clubs", "dead fish")."""
    return is_plural(word) and not (is_plural(after) and (word[0].isupper() or _describes(word, lemma(after))))


def _describes(word: str, noun: str) -> bool:
    """True where a plural only tells what kind of things the next one names ("sports clubs", "police cars").

    What stands for people stays their noun before other people ("12 injured workers", "eight crew members"); before any
    word the lexicon has no kind for, another plural does, since that may be a verb ("those three noes means").
    """
    kind = noun_kind(noun)
    if word.lower() in UNMARKED:
        return noun.islower() and noun not in TIMES | {"others"} and kind not in ("person", "group", "org")
    return kind is not None and noun not in SUFFERERS


def is_plural(word: str) -> bool:
    """True for a word that looks like a plural noun."""
    lowered = word.lower()
    if lowered in IRREGULAR or lowered in UNMARKED:
        return True
    return len(word) > 3 and lowered.endswith("s") and NOT_PLURAL.search(word) is None and not word.isupper()


def lemma(word: str) -> str:
    """The singular of a noun, lower-cased unless it is a name ("fighters" -> fighter, "Swedes" -> Swede)."""
    lowered = word.lower()
    if lowered in IRREGULAR:
        return IRREGULAR[lowered]
    if lowered in UNMARKED or NOT_PLURAL.search(word) or not lowered.endswith("s"):
        return word if word[0].isupper() and lowered not in UNMARKED else lowered
    base = word if word[0].isupper() else lowered
    if lowered.endswith("ies") and len(word) > 4:
        return base[:-3] + "y"
    if lowered.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return base[:-2]
    return base[:-1]
