"""Turns drafts into records: character spans, kind, speaker, and which attribution each stands inside."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.attribute.link import Draft, Held, Range
from rashomon.attribute.speakers import Cast
from rashomon.model import Account, Attribution, AttributionKind, HolderKind, Span
from rashomon.tokens import Tokens

DIRECT = 0.9  # of a content's words stand in quotation marks
MIXED = 0.1
Voice = tuple[str | None, HolderKind]


def to_records(
    account: Account, words: Tokens, drafts: Sequence[Draft], marks: set[int], cast: Cast
) -> tuple[Attribution, ...]:
    """One record a draft, in their order; `marks` are the tokens in quotation marks."""
    doc, numbers = words.doc, {draft: n for n, draft in enumerate(drafts)}
    held = Held(drafts)
    outer = [_outer(draft, held, numbers) for draft in drafts]
    voices = _voices(drafts, outer, numbers, cast)

    def span(tokens: Range) -> Span:
        last = doc[tokens[1] - 1]
        return Span(account.id, doc[tokens[0]].idx, last.idx + len(last))

    def record(n: int, draft: Draft) -> Attribution:
        source = draft.source or (draft.shares.source if draft.shares else None)
        return Attribution(
            content=tuple(map(span, draft.content)),
            kind=_kind(words, draft, marks),
            source=span(source) if source else None,
            cue=span(draft.cue) if draft.cue else None,
            speaker=voices[n][0],
            speaker_kind=voices[n][1],
            outer=outer[n],
        )

    return tuple(record(n, draft) for n, draft in enumerate(drafts))


def _outer(draft: Draft, held: Held, numbers: dict[Draft, int]) -> int | None:
    """Index of the smallest other attribution in whose content this one stands."""
    spans = [span for span in (*draft.content, draft.cue) if span]
    holding = [
        (other.size(), numbers[other])
        for other in held.over(spans[0])
        if other.size() > draft.size() and all(_is_inside(span, other.content) for span in spans)
    ]
    return min(holding)[1] if holding else None


def _is_inside(span: Range, parts: Sequence[Range]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in parts)


def _voices(drafts: Sequence[Draft], outer: Sequence[int | None], numbers: dict[Draft, int], cast: Cast) -> list[Voice]:
    """Speaker and kind of each draft; those outside come before those in their words."""
    voices: dict[int, Voice] = {}

    def voice(n: int) -> Voice:
        if n not in voices:
            draft, around = drafts[n], outer[n]
            if draft.source:
                voices[n] = cast.resolve(draft.source, voice(around)[0] if around is not None else None)
            elif draft.shares is not None:
                voices[n] = voice(numbers[draft.shares])
            else:
                voices[n] = (None, "unnamed")
        return voices[n]

    return [voice(n) for n in range(len(drafts))]


def _kind(words: Tokens, draft: Draft, marks: set[int]) -> AttributionKind:
    tokens = [i for span in draft.content for i in range(*span) if not words.is_punct[i] and not words.is_space[i]]
    share = sum([i in marks for i in tokens]) / max(1, len(tokens))
    return "direct" if share >= DIRECT else "mixed" if share > MIXED else "indirect"
