"""The sentence that says why two claims were put together, in the accounts' own words and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import log

from rashomon import dates, quantities
from rashomon.align.features import Case
from rashomon.align.features.meaning import meaning
from rashomon.align.figures import is_whole, one_age, one_count
from rashomon.align.relation import clocks, disputed, times
from rashomon.align.sides import NEGATIONS, Sentence
from rashomon.diff import quotations
from rashomon.model import Account, Relation, Slot, Span
from rashomon.quantities import QuantityExpression
from rashomon.text import words

SHOWN = 3
MINUTES = 24 * 60
DAYS = ("minute", "day")


def why(a: Sentence, b: Sentence, relation: Relation, slot: Slot | None, case: Case) -> str:
    """One sentence that names the evidence for a pair."""
    common = shared(a, b, case)
    together = f"both have {_listed(common)}" if common else _lower(meaning.__doc__ or "")
    against = opposed(a, b, relation, slot)
    if against and slot in ("quantity", "time"):
        against += later(a, b, case)
    return f"{against}; {together}" if against else together[0].upper() + together[1:]


def opposed(a: Sentence, b: Sentence, relation: Relation, slot: Slot | None) -> str:
    """What stands against what, where words or numbers show it; else empty."""
    if slot == "quantity":
        figures = disputed(a, b) or apart(a, b)
        if figures:
            return " against ".join(_quote(x.text[q.start : q.end]) for x, q in zip((a, b), figures, strict=True))
        left, right = _only_numbers(a, b), _only_numbers(b, a)
        if left and right:
            return f"{_quote(left)} against {_quote(right)}"
    if slot == "time":
        shown = _clock if clocks(a, b) and not times(a, b) else _dates
        left, right = shown(a), shown(b)
        if left and right:
            return f"{_quote(left)} against {_quote(right)}"
    if slot == "wording":
        return _reworded(a, b)
    if relation == "conflict" and bool(a.negations) != bool(b.negations):
        return f"one denies or negates ({_quote(_negation(a) or _negation(b))}), the other does not"
    return ""


def apart(a: Sentence, b: Sentence) -> tuple[QuantityExpression, QuantityExpression] | None:
    """The figures that stand most plainly against each other: of one count, not both true, of one unit or noun."""

    def doubt(q: QuantityExpression, r: QuantityExpression) -> tuple[float, ...]:
        wholes = is_whole(a.text, q) or is_whole(b.text, r)
        alike = bool(q.unit) or q.what == r.what != ""
        told = not q.unit and bool(q.what) != bool(r.what)
        far = 0.0 if q.unit else abs(log(max(q.value, 1)) - log(max(r.value, 1)))
        return wholes, not one_count(a, q, b, r), not quantities.conflict(q, r), not alike, told, far

    known = ((pair, quantities.agreement(*pair)) for pair in product(a.quantities, b.quantities))
    pairs = [pair for pair, how in known if how and how.relation != "same" and one_age(a, pair[0], b, pair[1])]
    return min(pairs, key=lambda pair: doubt(*pair), default=None)


def _reworded(a: Sentence, b: Sentence) -> str:
    """The first words of a quotation that one has otherwise, or alone; empty where no one quotation is in both."""
    quoted = [(Account(s.account, "", s.text, ""), Span(s.account, 0, len(s.text))) for s in (a, b)]
    changes = (one for one in quotations(*quoted[0], *quoted[1]) if one.edit != "same")
    first = next(changes, None)
    if first is None:
        return ""
    found = [_quote(account.slice(span)) for (account, _), span in zip(quoted, (first.a, first.b), strict=True) if span]
    return " against ".join(found) if len(found) > 1 else f"only one quotes {found[0]}"


def later(a: Sentence, b: Sentence, case: Case) -> str:
    """That one account is younger by a day or more, so that what it says may be an update; else empty."""
    published = {side.account.id: side.account.published for side in case.sides}
    first, second = published.get(a.account), published.get(b.account)
    if first is None or second is None or not (dates.is_value(first) and dates.is_value(second)):
        return ""
    if dates.compatible(first, second) or dates.precision(first) not in DAYS or dates.precision(second) not in DAYS:
        return ""
    days = (dates.extent(second)[0] // MINUTES) - (dates.extent(first)[0] // MINUTES)
    if not days:
        return ""
    younger = "second" if days > 0 else "first"
    return f", the {younger} published {'a day' if abs(days) == 1 else f'{abs(days)} days'} later: it may be an update"


def shared(a: Sentence, b: Sentence, case: Case) -> list[str]:
    """The most telling words both sentences have, as the first writes them, in its order."""
    other = set(b.stems)
    found = {s: a.text[w.start : w.end] for s, w in zip(a.stems, words(a.text), strict=True) if s in other}
    best = sorted(found, key=lambda s: (-case.weight[case.index[s]], s))[:SHOWN]
    return [word for s, word in found.items() if s in best and case.weight[case.index[s]] > 0.2]


def _only_numbers(a: Sentence, b: Sentence) -> str:
    """The first figure of a sentence, no age, day or hour, of which the other does not give the number, as written."""
    figures = (q for q in a.quantities if q.what != "age" and q.value not in b.numbers)
    return next((a.text[q.start : q.end] for q in figures), "")


def _dates(a: Sentence) -> str:
    times = [time for claim in a.claims for time in claim.times]
    return a.text[times[0].span.start - a.start : times[0].span.end - a.start] if times else ""


def _clock(a: Sentence) -> str:
    return next((a.text[clock.start : clock.end] for clock in dates.clocks(a.text)), "")


def _negation(a: Sentence) -> str:
    return next((a.text[w.start : w.end] for w in words(a.text) if w.key in NEGATIONS or w.key.endswith("n't")), "")


def _listed(found: Iterable[str]) -> str:
    quoted = [_quote(word) for word in found]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _quote(words_: str) -> str:
    return f"“{words_}”"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")
