"""Whether a verb is told as done, denied, or only planned, demanded or possible, by the words before it.

Auxiliaries, adverbs and "to" are read backwards from the verb; a verb joined to another by "and", "or" or a comma
shares its mood. What decides are the words of the verb's own clause; a plan in one sentence and its denial in the next
are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rashomon.model import Claim
from rashomon.text import word_set

Mood = Literal["told", "denied", "possible"]

DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+|disput(?:e|es|ed|ing)|debunk\w*|reject(?:s|ed|ing)? (?:the |all |any )?"
    r"(?:claims?|reports?|allegations?|accusations?|suggestions?))\b",
    re.IGNORECASE,
)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?—–()\"“”]")

BESIDE = re.compile(r"(?:,|\b(?:and|but|then))\s+(?:\w+ly\s+)?\Z")

END = re.compile(r"\n|\?|[.!](?=\s|$)")

SEEN = 14
"""This many words and marks before a verb are looked at."""


NEGATIONS = word_set("not never no nor neither without cannot hardly")
MODALS = word_set("will would can could may might shall should must ought ll")
CONDITIONS = word_set("if unless whether lest")
BETWEEN = word_set(
    """
    be been being is are was were am 's ’s 've ’ve 're ’re has have had having get got gotten getting do does did also
    ever then now again still already just even longer all both soon once later himself herself themselves
    """
)
"""What may stand between a negation or modal and its verb, adverbs in -ly aside."""

CARRIED_OUT = word_set(
    """
    managed manages manage began begun begins begin started starts start continued continues continue proceeded went
    helped helps help came chose dared used got able forced compelled rushed hurried returned
    """
)
"""A verb with "to" after one of these is done."""

ACCUSED = word_set("accused accuse accuses accusing suspected charged charges blamed accusations allegations suspicion")
"""What comes with "of", "with" or "for" after one of these is alleged."""

NOT_CARRIED_OUT = word_set(
    """
    failed fails fail failing refused refuses refuse refusing declined declines decline declining neglected forgot
    unable unwilling
    """
)
"""A verb with "to" after one of these is not."""


def mood(text: str, verb_start: int, clause_start: int, shared: Sequence[int] = ()) -> Mood:
    """The mood of the verb at an offset of an account's text; `shared` are the verbs of the same agent, in order."""
    before = [m[0].lower() for m in WORD.finditer(text, max(clause_start, verb_start - 200), verb_start)][-SEEN:]
    if _asked(text, verb_start):
        return "possible"
    if before and before[-1] in ("and", "or", "nor", ","):
        earlier = [at for at in shared if clause_start <= at < verb_start]
        if earlier:
            return "denied" if before[-1] == "nor" else mood(text, earlier[-1], clause_start, shared)
    return _by_words(before)


def _asked(text: str, verb_start: int) -> bool:
    """True if the sentence of the verb ends in a question mark."""
    stop = END.search(text, verb_start)
    return stop is not None and stop[0] == "?"


def is_denied(text: str, verb_start: int, claim: Claim, verb: str, shared: Sequence[int] = ()) -> bool:
    """True if a claim that denies denies this verb: its own predicate, or what is told after a word of denial.

    Who "denied this and accused Moss" did accuse Moss: the verb is not in what was denied, but beside it (`shared`).
    """
    if claim.polarity != "denies":
        return False
    denial = DENIAL.search(text, claim.span.start, verb_start)
    beside = denial is not None and denial.start() in shared and BESIDE.search(text, denial.end(), verb_start)
    return claim.predicate == verb.partition(" ")[0] or (denial is not None and not beside)


def _by_words(before: list[str]) -> Mood:
    modal = False
    while before:
        word = before.pop()
        if _negates(word):
            return "possible" if _conditional(before) else "denied"
        if word == "to":
            return "possible" if modal else _infinitive(before)
        if word in MODALS or word.endswith(("'ll", "’ll", "'d", "’d")):
            modal = True
        elif word not in BETWEEN and not word.endswith("ly"):
            before.append(word)
            break
    return "possible" if modal or _alleged(before) or _conditional(before) else "told"


def _alleged(before: list[str]) -> bool:
    """True after "accused of", "charged with" and the like: what one is accused of is not told as done."""
    return len(before) > 1 and before[-1] in ("of", "with", "for") and bool(ACCUSED & set(before[-4:-1]))


def _infinitive(before: list[str]) -> Mood:
    """A verb with "to", by the words before that: "failed to", "managed to", "wants to", "in order to"."""
    last = before[-1] if before else ""
    if _negates(last) or last in NOT_CARRIED_OUT:
        return "denied"
    if last not in CARRIED_OUT:
        return "possible"
    return "denied" if any(map(_negates, before[-3:-1])) else "told"


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def _conditional(before: list[str]) -> bool:
    """True if a condition opens the clause, with no mark between it and the verb."""
    for word in reversed(before):
        if word in CONDITIONS:
            return True
        if not word[0].isalpha():
            return False
    return False
