"""Who an account names: mentions with their kind, part in the clause, voice, labels, and earlier mention of the same.

Names come from the entities of the annotation, widened to the noun phrase with titles; nominals from common nouns that
mostly name people, organisations, groups, places or craft (see `rashomon.lexicon`); pronouns from a closed list. A
phrase that is the shared subject of several verbs gives one mention a verb, with equal spans. Not found: events,
works, products and ideas as actors, and names that the annotation misses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from rashomon.headline import named_in
from rashomon.mention.clusters import Clusters
from rashomon.mention.corefer import corefer
from rashomon.mention.edges import is_glue, left_edge, right_edge
from rashomon.mention.phrase import Phrase
from rashomon.mention.phrases import before_name, phrases
from rashomon.mention.roles import Part, parts
from rashomon.model import Account, Attribution, Mention, Segment, Span, Voice
from rashomon.proper.read import POSSESSIVE

LONGEST_CLAUSE = 15  # tokens; a longer clause tells a story and describes nobody


def mention(
    account: Account, doc: Doc, segments: Sequence[Segment], attributions: Sequence[Attribution]
) -> tuple[Mention, ...]:
    """Every mention in the account's body, captions and headline in text order; offsets are the account's."""
    found = phrases(doc, read(doc, named_in(account, segments)))
    quoted = [attribution for attribution in attributions if attribution.speaker_kind != "author"]
    clusters, voices = corefer(found, speakers(doc, quoted), told(doc, quoted)), Voices.of(quoted)
    spans = [_span(account, phrase) for phrase in found]
    heads = {i for phrase in found for i in _own(phrase)}
    return tuple(
        record
        for i, phrase in enumerate(found)
        for record in _records(clusters, i, spans, voices.at(spans[i]), _labels(account, phrase, heads))
    )


def read(doc: Doc, segments: Sequence[Segment]) -> list[Tokens]:
    """The sentences that begin in one of these segments."""
    starts = [segment.span.start for segment in segments]
    kept = []
    for sentence in doc.sents:
        first = next((token for token in sentence if not token.is_space), sentence[0])
        at = bisect_right(starts, first.idx) - 1
        if at >= 0 and first.idx < segments[at].span.end:
            kept.append(sentence)
    return kept


class Voices(NamedTuple):
    """Where what others said begins, in text order, and how far what began by then reaches."""

    starts: list[int]
    reach: list[int]

    @classmethod
    def of(cls, quoted: Sequence[Attribution]) -> Voices:
        """The voices of an account, given what somebody other than the author is said to have said or thought."""
        parts = sorted((part.start, part.end) for attribution in quoted for part in attribution.content)
        return cls([start for start, _ in parts], list(accumulate((end for _, end in parts), max)))

    def at(self, span: Span) -> Voice:
        """`quoted` for words inside what somebody other than the author is said to have said or thought."""
        before = bisect_right(self.starts, span.start)
        return "quoted" if before and self.reach[before - 1] >= span.end else "own"


def speakers(doc: Doc, quoted: Sequence[Attribution]) -> dict[int, int]:
    """For each token of quoted content, the head token of its source; the innermost attribution wins."""
    found: dict[int, int] = {}
    for attribution in sorted(quoted, key=lambda each: -sum(part.end - part.start for part in each.content)):
        source = attribution.source
        words = doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
        for part in attribution.content:
            content = doc.char_span(part.start, part.end, alignment_mode="expand")
            if content is not None:
                found.update(dict.fromkeys(range(content.start, content.end), words.root.i if words else -1))
    return found


def told(doc: Doc, quoted: Sequence[Attribution]) -> dict[int, str]:
    """For the head token of each source, the name of the speaker it stands for."""
    found: dict[int, str] = {}
    for attribution in quoted:
        source = attribution.source
        words = doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
        if words is not None and attribution.speaker and attribution.speaker_kind == "named":
            found[words.root.i] = attribution.speaker
    return found


def _span(account: Account, phrase: Phrase) -> Span:
    doc = phrase.head.doc
    last = doc[phrase.end - 1]
    return Span(account.id, doc[phrase.start].idx, last.idx + len(last))


def _records(
    clusters: Clusters, i: int, spans: Sequence[Span], spoken: Voice, labels: tuple[Span, ...]
) -> list[Mention]:
    """One mention, or one a verb where the phrase takes part in several; the labels go with the first."""
    phrase = clusters.found[i]
    members = clusters.of(i)
    before = members[: bisect_left(members, i)]
    named = next((j for j in reversed(before) if clusters.found[j].form == "name"), None)
    antecedent = spans[before[-1] if named is None else named] if before else None
    kind = phrase.kind if phrase.form == "name" else clusters.group(i).kind
    taken: tuple[Part | None, ...] = parts(phrase.top) or (None,)
    return [
        Mention(
            span=spans[i], form=phrase.form, kind=kind, head=phrase.head.lemma_.lower(), voice=spoken,
            role=part.role if part else None, verb=part.verb if part else None,
            verb_start=part.verb_start if part else None, antecedent=antecedent, labels=labels if number == 0 else (),
        )
        for number, part in enumerate(taken)
    ]  # fmt: skip


def _labels(account: Account, phrase: Phrase, heads: set[int]) -> tuple[Span, ...]:
    """The spans that describe a phrase: words before a name, a nominal itself, and descriptions that are no mention."""
    doc, ranges = phrase.head.doc, []
    if phrase.form == "nominal":
        ranges.append((phrase.start, _described_to(phrase)))
    before = before_name(phrase)
    if before is not None:
        ranges.append(before)
    ranges += [_extent(other) for other in phrase.descriptions if other.i not in heads]
    spans = {(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in ranges}
    return tuple(Span(account.id, start, end) for start, end in sorted(spans))


def _described_to(phrase: Phrase) -> int:
    """One past the end of a description with the clause that belongs to it ("a man who …"), up to a mark or comma.

    Who stands beside it after an "and" is somebody else.
    """
    if phrase.end > phrase.head.right_edge.i:
        return phrase.end
    others = {token.i for other in phrase.head.rights if other.dep_ == "conj" for token in other.subtree}
    endings = {other.i for other in phrase.head.rights if other.lower_ in POSSESSIVE}
    within, end = {token.i for token in phrase.head.subtree} - others - endings, phrase.end
    while end in within and not _is_mark(phrase.head.doc[end]) and end - phrase.end < LONGEST_CLAUSE:
        end += 1
    return end if end not in within or _is_mark(phrase.head.doc[end]) else phrase.end


def _is_mark(token: Token) -> bool:
    """True for a mark between words; a hyphen inside one ("a 17-year-old boy") is none."""
    return token.is_punct and not is_glue(token)


def _own(phrase: Phrase) -> Collection[int]:
    """The tokens that head no description but the phrase itself: all of a person's name with the words before it.

    "The envoy Ada Moss" is described by "envoy" once, whatever the parse hangs it on.
    """
    whole = phrase.form == "name" and phrase.kind == "person"
    return range(phrase.start, phrase.end) if whole else (phrase.head.i,)


def _extent(head: Token) -> tuple[int, int]:
    return left_edge(head, head.i), right_edge(head)
