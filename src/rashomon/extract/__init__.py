"""Takes from an account its claims: checkable propositions as spans, with holders, polarity, certainty and slots.

One claim a sentence is the rule; `pieces` says when a sentence is cut, and `claiming` what is no claim. Holders run
from the nearest to the author: whoever's content the predicate stands in, and whoever is said to have said so.
Captions of pictures name people but claim nothing: they tell what is shown, often on another day. What it does not
do: claims implied but not written, and claims spread over several sentences. A text in another language, or one
without a parse, yields its sentences, asserted by the author.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from rashomon import dates, quantities
from rashomon.errors import InputError
from rashomon.extract.certainty import certainty
from rashomon.extract.claiming import has_verb, is_clause, root_of
from rashomon.extract.pieces import is_other_side, pieces
from rashomon.extract.stance import (
    called_true,
    is_negated_report,
    is_open,
    is_silent,
    polarity,
    takes_side,
)
from rashomon.extract.tree import Tree, Word
from rashomon.model import Account, Attribution, Claim, Holder, Mention, Quantity, Segment, Span, Time

UNKNOWN = "unknown"
"""The holder of quoted words whose speaker was not found."""
MOST = 0.7
DEEPEST = 6  # attributions inside attributions that are followed
Found = TypeVar("Found", dates.TimeExpression, quantities.QuantityExpression)
PLACES = frozenset(("LOC", "GPE", "FAC"))


def extract(
    account: Account,
    doc: Doc,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
) -> tuple[Claim, ...]:
    """Every claim of the account's body in text order, with ids "<account>.<n>" and no vector."""
    page = _Page(account, doc, attributions)
    spans = [segment.span for segment in segments if segment.kind == "body"]
    starts = _turns(account, attributions)
    ranges = [(starts.get(span.start, span.start), span.end) for span in spans]
    found = [piece for start, end in ranges for piece in pieces(page.tree, start, end, page.reporting, page.parsed)]
    return tuple(page.claim(n, *piece) for n, piece in enumerate(found))


class _Page:
    """One account as its claims are taken: what is said by whom, and where times, numbers and places stand."""

    def __init__(self, account: Account, doc: Doc, attributions: Sequence[Attribution]) -> None:
        self.account, self.doc = account, doc
        self.parsed = doc.has_annotation("DEP") and not account.is_foreign
        self.tree = Tree(doc)
        self.voiced = [Voiced(self.tree, attribution) for attribution in attributions if _is_voiced(attribution)]
        self.by_cue = _by_token(([token.i for token in voiced.cue], voiced) for voiced in self.voiced)
        self.by_content = _by_token((voiced.content(), voiced) for voiced in self.voiced)
        self.reporting = frozenset(token.i for voiced in self.voiced if voiced.head_in() for token in voiced.cue)
        self.times = _times(account)
        times = [(time.start, time.end) for time in self.times]
        self.quantities = quantities.find(account.text, times, dated=dates.is_value(account.published or ""))
        self.places = [entity for entity in doc.ents if entity.label_ in PLACES]

    def claim(self, n: int, start: int, end: int, head: Word | None) -> Claim:
        """The claim of one piece."""
        core, chain = self.core(head, start, end) if head is not None else (None, self.around(start, end))
        above = [token for voiced in reversed(chain) for token in voiced.cue]
        if core is not None and (told := called_true(core)) is not None:
            above, core = [*above, core], told
        return Claim(
            id=f"{self.account.id}.{n}",
            span=Span(self.account.id, start, end),
            holders=(*_holders(chain), _author(self.account)),
            polarity=polarity(core, above) if core is not None else "asserts",
            certainty=certainty(core, above) if core is not None else "certain",
            predicate=core.lemma if core is not None else None,
            times=tuple(self._time(found) for found in _inside(self.times, start, end)),
            quantities=tuple(self._quantity(found) for found in _inside(self.quantities, start, end)),
            places=_places(self.places, start, end),
        )

    def core(self, head: Word, start: int, end: int) -> tuple[Word, list[Voiced]]:
        """The predicate of what is claimed, below all reporting words, and who holds it, nearest first."""
        head = top = head if is_clause(head) else self._reporting_word(start, end) or head
        for _ in range(DEEPEST):
            reporting = [v for v in self.by_cue.get(head.i, ()) if not v.is_withdrawn]
            below = next((v.head_in(start, end) for v in reporting), None)
            if below is None or below.i == head.i:
                break
            head = below
        near = dict.fromkeys((*self.by_content.get(head.i, ()), *self._over(start, end), *self.by_cue.get(head.i, ())))
        holding = (v for v in near if (v.puts(head) or v.fills(start, end) or v.opens(start)) and not v.is_withdrawn)
        chain = [v for v in holding if not (is_other_side(top) and v.reports(top))]
        return head, sorted(chain, key=lambda v: v.size)

    def _reporting_word(self, start: int, end: int) -> Word | None:
        """The cue of a piece whose root is no predicate: the parse lost the main clause ("X, who …, denied that …")."""
        cues = ((v.cue[0], v) for v in self.voiced if v.cue and v.head_in(start, end))
        return next((cue for cue, v in cues if start <= cue.token.idx < end and not v.holds(cue.token.idx)), None)

    def around(self, start: int, end: int) -> list[Voiced]:
        """Who holds a piece that has no parse: whoever's content all of it stands in."""
        return sorted((v for v in self._over(start, end) if v.holds(start) and v.holds(end - 1)), key=lambda v: v.size)

    def _over(self, start: int, end: int) -> list[Voiced]:
        """The attributions whose content shares words with a range, in text order."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return list(dict.fromkeys(v for i in _indices(span) for v in self.by_content.get(i, ())))

    def _time(self, found: dates.TimeExpression) -> Time:
        return Time(Span(self.account.id, found.start, found.end), found.value, found.anchor)

    def _quantity(self, found: quantities.QuantityExpression) -> Quantity:
        span = Span(self.account.id, found.start, found.end)
        return Quantity(span, found.value, found.high, found.unit, found.what, found.bound)


class Voiced:
    """An attribution that puts its content forward, with the words of its cue and where its content stands."""

    def __init__(self, tree: Tree, attribution: Attribution) -> None:
        self.tree, self.attribution = tree, attribution
        self.parts = [(span.start, span.end) for span in attribution.content]
        self.size = sum(end - start for start, end in self.parts)
        cue = attribution.cue
        span = tree.doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
        self.cue = [tree.words[i] for i in _indices(span) if tree.words[i].pos in ("VERB", "NOUN", "ADJ", "AUX")]

    def content(self) -> Iterator[int]:
        """The indices of the words of the content."""
        for start, end in self.parts:
            yield from _indices(self.tree.doc.char_span(start, end, alignment_mode="expand"))

    def holds(self, at: int) -> bool:
        """True if the content covers a character."""
        return any(start <= at < end for start, end in self.parts)

    def puts(self, head: Word) -> bool:
        """True if the content covers the predicate, or the predicate is a verb by which its subject takes a side."""
        judges = any(word.i == head.i for word in self.cue) and takes_side(head)
        return judges or self.holds(head.token.idx)

    def reports(self, clause: Word) -> bool:
        """True if a clause hangs on the cue."""
        return any(word.i == clause.above for word in self.cue)

    def opens(self, start: int) -> bool:
        """True if the content covers the beginning and no cue says otherwise: a signed post."""
        return self.attribution.cue is None and self.holds(start)

    def fills(self, start: int, end: int) -> bool:
        """True if most of a piece is this content, though the predicate stands outside it."""
        shared = sum(max(0, min(end, high) - max(start, low)) for low, high in self.parts)
        return shared > MOST * (end - start)

    @cached_property
    def is_withdrawn(self) -> bool:
        """True if the cue is negated, open, or one of knowing or refusing, so that nothing was said."""
        return any(is_negated_report(word) or is_open(word) or is_silent(word) for word in self.cue)

    def head_in(self, start: int = 0, end: int = sys.maxsize) -> Word | None:
        """The predicate of the content inside a range; None where it has no clause there."""
        for low, high in self.parts:
            span = (
                self.tree.doc.char_span(max(low, start), min(high, end), alignment_mode="contract")
                if low < end
                else None
            )
            if span is None or not len(span):
                continue
            head = root_of(self.tree, span.start, span.end)
            if is_clause(head) or (self.attribution.kind == "direct" and has_verb(self.tree, span.start, span.end)):
                return head
        return None


def _indices(span: TokenSpan | None) -> range:
    """The indices of the tokens of a span, none where there is no span."""
    return range(span.start, span.end) if span is not None else range(0)


def _by_token(owners: Iterable[tuple[Iterable[int], Voiced]]) -> dict[int, list[Voiced]]:
    """The attributions by the indices of the tokens that are theirs."""
    found: dict[int, list[Voiced]] = {}
    for tokens, voiced in owners:
        for i in tokens:
            found.setdefault(i, []).append(voiced)
    return found


def _is_voiced(attribution: Attribution) -> bool:
    """True if somebody is given as the source, or the words stand in quotation marks."""
    return attribution.source is not None or attribution.kind == "direct" or attribution.speaker is not None


def _turns(account: Account, attributions: Sequence[Attribution]) -> dict[int, int]:
    """Where each turn begins after the name of its speaker and a colon, by where the name begins."""
    labelled = [a for a in attributions if a.source and (a.cue is None or account.slice(a.cue) == ":")]
    return {a.source.start: start for a in labelled if a.source and (start := a.content[0].start) >= a.source.end}


def _holders(chain: Sequence[Voiced]) -> Iterator[Holder]:
    """The chain's speakers, each once; an unknown one only where nobody else is known. The caller adds the author."""
    voices = [v.attribution for v in chain if v.attribution.speaker_kind != "author"]
    known = [voice for voice in voices if voice.speaker] or voices[:1]
    nearest: dict[str, Attribution] = {}
    for voice in known:
        nearest.setdefault(voice.speaker or UNKNOWN, voice)
    for name, voice in nearest.items():
        yield Holder(name, voice.speaker_kind, voice.source)


def _author(account: Account) -> Holder:
    return Holder(", ".join(account.authors) or account.outlet or "author", "author")


def _times(account: Account) -> list[dates.TimeExpression]:
    try:
        return dates.find(account.text, account.published)
    except InputError:  # a publication date no program can read anchors nothing
        return dates.find(account.text)


def _inside(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """Those of a sorted, disjoint list that lie wholly in a range."""
    first = bisect_left(found, start, key=lambda item: item.start)
    last = bisect_left(found, end, key=lambda item: item.start)
    return [item for item in found[first:last] if item.end <= end]


def _places(entities: Sequence[TokenSpan], start: int, end: int) -> tuple[str, ...]:
    """Names of places in a range as written, each once."""
    first = bisect_left(entities, start, key=lambda entity: entity.start_char)
    last = bisect_left(entities, end, key=lambda entity: entity.start_char)
    names = [" ".join(entity.text.split()) for entity in entities[first:last] if entity.end_char <= end]
    return tuple(dict.fromkeys(names))
