"""Whether two figures count the same thing, by the words around them: dead are not hurt, a part is not the whole.

`quantities` compares a number, its unit and what is counted; here the sentences are asked what else the figure is of.
Not done: figures of different dates or places in one sentence, and a change told from one figure to another.
"""

from __future__ import annotations

import re

from rashomon.align.sides import NUMBERS, Sentence, rarity
from rashomon.quantities import Agreement, QuantityExpression
from rashomon.quantities.grammar import CHANGED

NEAR = 30
"""How many characters before and after a figure say what it is of."""
FAR = 60
"""How many characters of its clause after a figure say what befell those counted."""

COMMON = 0.3
"""Rarity up to which a word that opens a sentence names nobody."""

_OF = r"^\s+(?:\w+\s+){0,2}?of\s+(?:(?:the|its|his|her|their|those|these|our|them|whom|all)\b)"
_NUMBER = rf"(?:[\w-]+['’]s\s+)?(?:\d|(?:{'|'.join(NUMBERS)})\b)"
PART_OF = re.compile(
    rf"{_OF}(?!\s+{_NUMBER})|^\s+(?:\w+\s+)?(?:others?|more|additional|remaining)\b"
    r"|^\s+(?:[\w-]+\s+){0,3}?(?:was|were|is|are) among\b",
    re.IGNORECASE,
)
"""After a figure: it is a part of a known whole, or comes on top of others."""
OF_NUMBER = re.compile(rf"(?:{_OF}|^\s+(?:out )?of)\s+{_NUMBER}", re.IGNORECASE)
"""After a figure: it is a part of a whole of which the number is told ("four of its 11")."""
PART_BEFORE = re.compile(
    r"\b(?:including|included?s?|among|other|another|of (?:the|its|his|her|their|those|these|which|whom))\s+"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)
WHOLE_BEFORE = re.compile(
    rf"\b(?:\d[\d,.]*|{'|'.join(NUMBERS)}) (?:out )?of (?:(?:the|its|their|his|her|all) )*(?:[\w-]+['’]s )?$",
    re.IGNORECASE,
)
"""Before a figure: it is the whole of which another figure is a part ("23 of the 310")."""
CLAUSE = re.compile(r"[,;.]| and ")
ASIDE = re.compile(r"^([^,;.]*),[^,;.]+,(?= (?:are|were|was|have|has|had)\b)")
"""Between those counted and what befell them: "31 people, nine children among them, were killed"."""
FATES = {
    "dead": re.compile(
        r"\b(?:kill\w*|dead|die[sd]?|dying|deaths?|fatal\w*|murder\w*|slain|drown\w*|perish\w*|bodies|lives|"
        r"(?:were|was|been) lost|lost (?:his|her|their) li(?:fe|ves)|toll)\b",
        re.IGNORECASE,
    ),
    "hurt": re.compile(r"\b(?:injur\w*|wound\w*|hurt|hospitali[sz]\w*)\b", re.IGNORECASE),
    "lost": re.compile(r"\b(?:missing|trapped|unaccounted for|stranded)\b", re.IGNORECASE),
    "held": re.compile(r"\b(?:arrest\w*|detain\w*|held|captur\w*|abduct\w*|kidnap\w*)\b", re.IGNORECASE),
    "safe": re.compile(r"\b(?:rescu\w*|surviv\w*|evacu\w*|escap\w*|to safety)\b", re.IGNORECASE),
}  # fmt: skip
"""What befell those counted."""
HARM = frozenset(("dead", "hurt"))
"""Fates that count apart from all who are counted without one: "killing two crew" is not "a crew of eight"."""
RATE = re.compile(
    r"^(?:\W|\w+\W){0,3}?(?:an?|per|each|every)[ -]"
    r"(?P<per>second|minute|hour|day|night|week|month|year|head|person|vote)\b",
    re.IGNORECASE,
)
"""After a figure: in or for what it is counted each time."""
MORE = re.compile(
    r"^\s+(?:(?!(?:and|or|but)\b)[\w-]+\s+){0,2}?(?:(?:more|less|fewer|higher|lower) than|(?:up|down) (?:on|from))\b"
)
"""After a figure: it is how far one thing is from another."""
SIDES = frozenset(("vote",))
"""Counts that come in two sides, for and against, which a figure alone does not tell."""


def same_count(a: Sentence, q: QuantityExpression, b: Sentence, r: QuantityExpression) -> bool:
    """True if nothing around two comparable figures says that they count different things."""
    shares = any(OF_NUMBER.search(s.text[figure.end : figure.end + NEAR]) for s, figure in ((a, q), (b, r)))
    return q.what.casefold() not in SIDES and not shares and one_count(a, q, b, r)


def one_count(a: Sentence, q: QuantityExpression, b: Sentence, r: QuantityExpression) -> bool:
    """The same, but which of two sides a figure is of, and of how many, is not asked."""
    parts = (test(s.text, figure) for test in (is_part, is_whole) for s, figure in ((a, q), (b, r)))
    if any(parts):
        return False
    if any(test(a.text, q) != test(b.text, r) for test in (rate, is_change)):
        return False
    here, there = fates(a.text, q), fates(b.text, r)
    if bool(here & HARM) != bool(there & HARM):
        return False
    unlike = q.what and r.what and q.what.casefold() != r.what.casefold()
    if unlike or (here and there):
        return bool(here & there)
    return one_age(a, q, b, r)


def one_age(a: Sentence, q: QuantityExpression, b: Sentence, r: QuantityExpression) -> bool:
    """False for ages of which nothing says that they are one person's; true for all other figures."""
    return q.what != "age" or bool(_names(a.text, q) & _names(b.text, r))


def settles(q: QuantityExpression, r: QuantityExpression, how: Agreement) -> bool:
    """True if two figures leave nothing to dispute: they are the same, or their wording lets both be true.

    Of two measures one may leave unsaid what it is of.
    """
    one_noun = q.what.casefold() == r.what.casefold() or (q.unit and not (q.what and r.what))
    return how.relation == "same" or bool(how.relation == "compatible" and one_noun)


def is_part(text: str, figure: QuantityExpression) -> bool:
    """True for "two of the victims", "including 21 officers", "three other people"."""
    after, before = text[figure.end : figure.end + NEAR], text[max(0, figure.start - NEAR) : figure.start]
    return bool(PART_OF.search(after) or PART_BEFORE.search(before))


def is_whole(text: str, figure: QuantityExpression) -> bool:
    """True for the 310 of "23 of the 310"."""
    return bool(WHOLE_BEFORE.search(text[max(0, figure.start - NEAR) : figure.start]))


def rate(text: str, figure: QuantityExpression) -> str:
    """What a figure is of each time ("five crowns a day"), "" for a figure that is of all."""
    after = RATE.match(CLAUSE.split(text[figure.end : figure.end + NEAR])[0])
    return after["per"].lower() if after else ""


def is_change(text: str, figure: QuantityExpression) -> bool:
    """True for "fell by 12" and "12 more than in May": how far a count is from another.

    No share is one, since "fell 3 percent" says of it what "fell by 3 percent" does.
    """
    changed = CHANGED.search(text, max(0, figure.start - NEAR), figure.start)
    more = MORE.search(text[figure.end : figure.end + NEAR])
    return figure.unit != "percent" and bool((changed and changed["by"]) or more)


def fates(text: str, figure: QuantityExpression) -> frozenset[str]:
    """What befell those counted, by the word for them ("24 dead"), else by the clause around the figure."""
    before = CLAUSE.split(text[max(0, figure.start - NEAR) : figure.start])[-1]
    after = CLAUSE.split(ASIDE.sub(r"\1", text[figure.end :])[:FAR])[0]
    return _fates(figure.what) or _fates(f"{before} {text[figure.start : figure.end]} {after}")


def _fates(words: str) -> frozenset[str]:
    return frozenset(fate for fate, pattern in FATES.items() if pattern.search(words))


def fates_in_all(text: str, figure: QuantityExpression) -> frozenset[str]:
    """The fates of the clause, else of the whole sentence: the 52 of "31 had died, and the guild spoke of 52"."""
    return fates(text, figure) or _fates(text)


def _names(text: str, figure: QuantityExpression) -> set[str]:
    """Capitalised words around a figure, no common ones: whose age it is."""
    found = re.findall(r"\b[A-Z]\w+", text[max(0, figure.start - NEAR) : figure.end + NEAR])
    return {word for word in found if rarity(word.casefold()) > COMMON}
