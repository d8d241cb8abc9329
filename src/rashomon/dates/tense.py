"""The tense of the verb beside a date, by which it lies behind or ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

Tense = Literal["future", "until", "past", "done", ""]

CLAUSE: Final = 90
"""Characters to each side that are searched for the tense of a clause."""

FUTURE: Final = (
    r"(?:(?:will|shall|won't|won’t|(?:'|’)ll|would|going to)(?: (?:not|still|also|[a-z]{2,10}ly)){0,3}"
    r"(?: be [a-z]{2,14}| [a-z]{2,14}ed)?"
    r"|upcoming|forthcoming|planning|deadline|expires?|expects?|forecasts"
    r"|(?:is|are|be|being|am|due|set|scheduled|slated|expected|planned|plans?|hopes?|wants?|intends?|aims?|seeks?|about|has|have"
    r"|projected|poised|likely)"
    r" to [\"“‘]?(?!have\b|the\b|an?\b)(?:be )?[a-z]{2,14}(?: [a-z]{2,14}ed)?"
    r"|(?:can|must|should|may)(?: not| also| still)? (?!have\b)(?:be )?[a-z]{2,14}"
    r"|(?:votes|meets|opens|begins|starts|ends|closes|convenes|decides|rules|returns|resumes|takes effect)"
    r"(?= (?:again |here |there |(?:its|their|his|her) [a-z]+ )?(?:on|in|at|from) ?$)"
    r"|(?:meets|opens|begins|starts|ends|closes|convenes|resumes|takes effect)(?= (?:again |here |there )?$)"
    r"|(?:takes? place|kicks? off|gets? under way|goes? ahead|sets? off|(?:is|are)(?: held)?)"
    r"(?= (?:here |there )?(?:on ?)?$)"
    r"|(?:is|are|am|['’]re) (?:headed|[a-z]{2,12}ing)"
    r"(?= (?:(?!(?:an?|the|his|her|its|their|of|said|that|to (?![A-Z]))\b)[\w'’-]+ ){0,4}(?:on )?$)"
    r"|scheduled|planned|plans|(?:due|set|slated|expected|called) (?:for|on|in|by))"
)
PLAN: Final = (
    r"(?:(?:agree|ask|decid|hop|intend|order|pledg|prepar|promis|propos|resolv|swear|threaten|urg|vot|vow|want)(?:e?[sd]?|ing)"
    r"|swore|tell|told) to (?!(?:the|an?|his|her|its|their)\b)[a-z]{2,14}"
)
"""What somebody undertakes or is told to do ("vowed to strike"): it may be over by now or not."""
PAST: Final = (
    r"(?:was|were|had|did|has|have|been|said|told|wrote|went|came|took|made|met|left|began|saw|held|gave|found|fell|rose"
    r"|won|lost|shot|struck|hit|broke|spoke|sent|put|set off|set|led|ran|got|became|brought"
    r"|fought|quit|knew|hid|kept|stood|lay|slept|arose|blew|chose|drew|drove|felt|fled|flew|forgot|froze|grew|rang|rode"
    r"|sang|sank|shook|sought|spent|thought|threw|withdrew|wore|[a-z]{2,14}ed)"
)
SAYING: Final = r"(?<=, )(?:saying|telling|adding|announcing|tweeting|writing|claiming|calling|accusing|warning)"
"""What is said beside a verb of the clause before it, and in the past ("he will go, telling a paper on Monday …")."""
TENSE: Final = re.compile(rf"(?<!-)\b(?:(?P<future>{FUTURE})|(?P<plan>{PLAN})|(?P<past>{PAST}|{SAYING}))\b")
AHEAD: Final = ("future", "until")
"""Tenses by which a day of the week is the next one."""
OVER: Final = ("past", "done")
"""Tenses of what lies behind."""
UNTIL: Final = re.compile(
    r"\b(?:until|till|no later than|as (?:soon|early) as|(?P<by>by)|for|before the"
    r"|(?:ahead of|run-up to)(?: the| an?)?)"
    r"(?: (?:about|at|midnight|noon|[\d:]{1,5} ?[ap]\.m\.))?(?: [A-Z]{2,4})? $"
)
"""What looks ahead whatever the tense of its verb."""
NOT_UNTIL: Final = re.compile(
    r"\b(?:did|was|were|ha[ds]|have)(?: not|n['’]t) (?!(?:to|due|expected|scheduled|[a-z]+ing)\b)"
    r"[^,;]{0,60}\b(?:until|till) $"
)
"""What was done at last ("was not found until Sunday")."""
OPEN: Final = re.compile(r"\b(?:to|can|could|may|might|needs?|wants?|due) ")
"""After a verb in the past tense, what the date may belong to instead ("said it could burn by Sunday")."""
SINCE: Final = re.compile(r"\b(?:since|than (?:in|on|at|during))(?: the)? $")
"""What looks back whatever the tense of its verb ("sales are lower than in May")."""
DONE: Final = re.compile(r"(?: (?!to\b|that\b)[\w'’-]+){0,4} on ")
"""What stands between a verb in the past tense and the day on which it was done."""
DOING: Final = re.compile(r",?(?: (?!to\b|can|could|may|might|due)[\w'’-]+){1,6} (?<! be )")
"""What stands between a day that begins a sentence and the verb of what was done ("On 6 January a tram hit a van")."""
NOT_YET: Final = re.compile(r"\b(?:until|unless|before|once|if|will|would)\b|\bbe $")
"""What makes of a past participle or tense before the day something still to come."""
LAPSED: Final = re.compile(rf",?(?: deadline)? {PAST}\b")
"""What stands after the day of a deadline that is over ("the 4 May deadline passed")."""
SENTENCE_END: Final = re.compile(
    r"(?<=[a-z0-9\"”'’)][a-z0-9\"”'’)])[.!?][\"'”’)]{0,2}\s+(?=[\"'“‘(]{0,2}(?:[A-Z]|$))|\n"
)


def tense(text: str, start: int, end: int) -> Tense:
    """ "future" or "past" by the verb nearest before the expression, else the first after it, else "".

    "until": what was to come when a verb in the past tense was said, and may be over by now or not. "done": what
    is told as over and done ("the tram hit a van on 6 January").
    """
    left = SENTENCE_END.split(text[max(0, start - CLAUSE) : start])[-1]
    if SINCE.search(left[-20:]):
        return "done"
    right = SENTENCE_END.split(text[end : end + CLAUSE])[0]
    before = list(TENSE.finditer(left))
    if (not before or before[-1]["future"] == "deadline") and LAPSED.match(right):
        return "past"
    if _is_until(left, before):
        return _tense_until(left, before)
    return _tense(left, before[-1]) if before else _tense_after(left, right)


def _is_until(left: str, before: Sequence[re.Match[str]]) -> bool:
    """True before the end of a span of time; for "by", where that is no plain past ("251 had died by Sunday")."""
    until = UNTIL.search(left[-40:])
    if until is None or until["by"] is None or not before or not before[-1]["past"]:
        return until is not None
    return OPEN.search(left, before[-1].end()) is not None


def _tense_until(left: str, before: Sequence[re.Match[str]]) -> Tense:
    """The tense before the end of a span of time, by the verb that spans it."""
    if NOT_UNTIL.search(left):
        return "done"
    return "until" if before and not before[-1]["future"] else "future"


def _tense(left: str, verb: re.Match[str]) -> Tense:
    """The tense of the nearest verb before an expression."""
    if not verb["past"]:
        return "until" if verb["plan"] else "future"
    return "done" if DONE.fullmatch(left, verb.end()) and not NOT_YET.search(left, 0, verb.start()) else "past"


def _tense_after(left: str, right: str) -> Tense:
    """The tense of the first verb after an expression that has none before it."""
    verb = TENSE.search(right)
    if verb is None or verb["future"]:
        return "future" if verb else ""
    return "done" if left.endswith("On ") and DOING.fullmatch(right, 0, verb.start()) else "past"
