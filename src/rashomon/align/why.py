"""The sentence that says why two claims were put together, in the accounts' own words and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon import dates
from rashomon.align.cues import said
from rashomon.align.features import Case
from rashomon.align.features.meaning import meaning
from rashomon.align.opposed import opposed
from rashomon.align.relation import TELLING
from rashomon.align.sides import Sentence, numbers, rarity, stem
from rashomon.diff import quotations
from rashomon.model import Account, Relation, Slot, Span
from rashomon.quantities.counted import ENDS
from rashomon.text import words

SHOWN = 3
UNSHOWN = {
    "conflict": "read as opposed, though no word alone shows it",
    "differ": "read as different, though no word alone shows it",
}
"""What is said of a relation that the models alone see."""
MINUTES = 24 * 60
DAYS = ("minute", "day")


def why(a: Sentence, b: Sentence, relation: Relation, slot: Slot | None, case: Case) -> str:
    """One sentence that names the evidence for a pair."""
    common = shared(a, b, case)
    together = f"both have {_listed(common)}" if common else _lower(meaning.__doc__ or "")
    if relation != "agree":
        update = later(a, b, case) if slot in ("quantity", "time") else ""
        together = f"{differing(a, b, relation, slot) or UNSHOWN[relation]}{update}; {together}"
    return together[0].upper() + together[1:]


def differing(a: Sentence, b: Sentence, relation: Relation, slot: Slot | None) -> str:
    """What stands against what, where words or numbers show it; else empty."""
    if slot == "wording":
        return _reworded(a, b)
    if ranges := opposed(a, b, slot):
        return " against ".join(_quote(s.text[start:end]) for s, (start, end) in zip((a, b), ranges, strict=True))
    if relation == "conflict":
        telling = _telling(a) & _telling(b)
        reaching = [said(s.text).denier(telling) for s in (a, b)]
        denied = reaching if any(reaching) else _sole_denial(a, b)
        return _denied(*denied) if any(denied) else ""
    return ""


def _telling(sentence: Sentence) -> set[str]:
    """Stems of the words that tell what a sentence is about."""
    return {stem for stem, word in zip(sentence.stems, sentence.plain, strict=True) if rarity(word) > TELLING}


def _sole_denial(a: Sentence, b: Sentence) -> list[str]:
    """The word by which one denies what it says, where the other has none that denies anything; else empty."""
    return [_denial(s) if not said(other.text).denials else "" for s, other in ((a, b), (b, a))]


def _denial(sentence: Sentence) -> str:
    """The word that denies what a denying claim of a sentence says, else the first that denies anything."""
    predicates = {stem(claim.predicate or "") for claim in sentence.claims if claim.polarity == "denies"}
    told = said(sentence.text)
    return told.denier(predicates) or told.first_denial if predicates else ""


def _denied(first: str, second: str) -> str:
    if first and second:
        return f"one denies or negates with {_quote(first)}, the other with {_quote(second)}"
    return f"one denies or negates ({_quote(first or second)}), the other does not"


def _reworded(a: Sentence, b: Sentence) -> str:
    """The longest words of a quotation that one has otherwise, or alone; empty where no one quotation is in both."""
    quoted = [(Account(s.account, "", s.text, ""), Span(s.account, 0, len(s.text))) for s in (a, b)]
    changes = [one for one in quotations(*quoted[0], *quoted[1]) if one.edit != "same"]
    if not changes:
        return ""
    longest = max(changes, key=lambda one: _length(one.a) + _length(one.b))
    spans = zip(quoted, (longest.a, longest.b), strict=True)
    found = [_quote(account.slice(span)) for (account, _), span in spans if span]
    return " against ".join(found) if len(found) > 1 else f"only one quotes {found[0]}"


def _length(span: Span | None) -> int:
    return span.end - span.start if span else 0


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
    """The most telling words both sentences have, as the first writes them, in its order; of numbers those of both."""
    other, numbers_ = set(b.stems), a.numbers & b.numbers
    written = ((s, a.text[w.start : w.end]) for s, w in zip(a.stems, words(a.text), strict=True) if s in other)
    found = {s: word for s, word in written if numbers(word) <= numbers_}
    found = {s: word for s, word in found.items() if word.casefold() not in ENDS}
    best = sorted(found, key=lambda s: (-case.weight[case.index[s]], s))[:SHOWN]
    return [word for s, word in found.items() if s in best and case.weight[case.index[s]] > 0.2]


def _listed(found: Iterable[str]) -> str:
    quoted = [_quote(word) for word in found]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _quote(words_: str) -> str:
    return f"“{words_}”"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")
