"""Joins source, cue and content spans: which content hangs on which cue, and which source on which cue.

Every attribution has one cue as its hinge. Two small logistic models over order, distance, what stands between,
quotation marks and the parse score the pairs (content, cue) and (source, cue); each content takes its likeliest
cue and each cue its likeliest source. A content no cue is likely for is left out here. The weights (link.json) are
fitted by `training/linker.py`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple, cast

from spacy.tokens import Doc

from rashomon.tokens import Tokens

Range = tuple[int, int]
"""Half-open range of token numbers."""

REACH = 4  # cues looked at on either side of a content or source
FAR = 2  # paragraphs
CLIMB = 4  # steps up the tree
LIKELY = 0.3
QUOTES = frozenset(["“", '"', "‘", "'", "''", "``", "«", "„"])
RELATIVE = frozenset(("who", "which", "that", "whom"))


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution being made, in token ranges; without a source of its own it may share another's speaker.

    `guessed` says that nothing beside its words tells who speaks.
    """

    cue: Range | None = None
    source: Range | None = None
    content: list[Range] = field(default_factory=list)
    shares: Draft | None = None
    guessed: bool = False

    def size(self) -> int:
        """Tokens of the content."""
        return sum(end - start for start, end in self.content)


class Held:
    """The drafts so far, by the tokens of their cues and contents."""

    def __init__(self, drafts: Iterable[Draft] = ()) -> None:
        self.cues: dict[int, Draft] = {}
        self.contents: dict[int, tuple[Draft, ...]] = {}
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Enter a draft, or the tokens its content has gained."""
        for i in range(*(draft.cue or (0, 0))):
            self.cues.setdefault(i, draft)
        alone = (draft,)  # shared by all tokens that no other content holds
        for start, end in draft.content:
            for i in range(start, end):
                here = self.contents.setdefault(i, alone)
                if draft not in here:
                    self.contents[i] = (*here, draft)

    def over(self, span: Range) -> list[Draft]:
        """The drafts whose content shares a token with a range, each once, in text order of what they share."""
        return list(dict.fromkeys(draft for i in range(*span) for draft in self.contents.get(i, ())))

    def is_new(self, draft: Draft) -> bool:
        """True if nothing has this cue, and no content shares words with this one but such as hold its cue too."""
        start, end = draft.cue or (0, 0)
        if any(i in self.cues for i in range(start, end)):
            return False
        around = self.over((start, end))
        return all(other in around for part in draft.content for other in self.over(part))


class Hinge(NamedTuple):
    """How a span hangs in the tree, by its top: its first word that hangs on one outside it.

    The top's relation and head, the words above it as far as is looked (none for a root), the heads of all words in
    order, and the range in which all these stand.
    """

    relation: str
    head: int
    above: list[int]
    heads: list[int]
    reach: Range


@dataclass(slots=True)
class Layout:
    """Where the spans of one document stand, for counting what lies between two of them."""

    doc: Doc
    source: list[Range]
    cue: list[Range]
    content: list[Range]
    paragraph: Sequence[int]
    words: Tokens = field(init=False)
    starts: list[int] = field(init=False)
    begun: dict[str, list[int]] = field(init=False)
    hinges: dict[Range, Hinge] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.words = Tokens(self.doc)
        self.starts = [start for start, _ in self.cue]
        marked = {"source": self.source, "cue": self.cue, "content": self.content}
        self.begun = {name: _begun(spans, len(self.doc)) for name, spans in marked.items()}

    def between(self, kind: str, left: int, right: int) -> int:
        """How many spans of one kind begin in a range, at most three."""
        begun = self.begun[kind]
        return min(begun[right] - begun[left], 3) if left < right else 0

    def hinge(self, span: Range) -> Hinge:
        """How a span hangs in the tree."""
        if span not in self.hinges:
            low, high = span
            heads = self.words.head
            top = next((i for i in range(low, high) if not low <= heads[i] < high), low)
            relation, above, own = self.words.dep[top].split(":")[0], _above(heads, top), sorted(heads[low:high])
            reach = min(own[:1] + above), max(own[-1:] + above) + 1
            self.hinges[span] = Hinge(relation, heads[top], above, own, reach)
        return self.hinges[span]

    def candidates(self, span: Range) -> Iterator[Range]:
        """The cues near a span."""
        at = bisect_left(self.starts, span[0])
        for cue in self.cue[max(0, at - REACH) : at + REACH]:
            if abs(self.paragraph[cue[0]] - self.paragraph[span[0]]) <= FAR:
                yield cue


def _begun(spans: Sequence[Range], size: int) -> list[int]:
    """How many spans begin before each token, and before the end."""
    begins = [0] * (size + 1)
    for start, _ in spans:
        begins[start + 1] += 1
    return list(accumulate(begins))


def _above(heads: Sequence[int], at: int) -> list[int]:
    """The words on the way from a word to its root, as far as is looked."""
    above: list[int] = []
    while heads[at] != at and len(above) <= CLIMB:
        at = heads[at]
        above.append(at)
    return above


def link(layout: Layout) -> list[Draft]:
    """One draft for each cue that has a content, in the order of the cues."""
    drafts = {cue: Draft(cue) for cue in layout.cue}
    for content in layout.content:
        scored = [(chance("content", *_of_content(layout, content, cue)), cue) for cue in layout.candidates(content)]
        best = max(scored, default=(0.0, (0, 0)))
        if best[0] >= LIKELY:
            drafts[best[1]].content.append(content)
    likely: dict[Range, float] = {}
    for source in layout.source:
        for cue in layout.candidates(source):
            score = chance("source", *_of_source(layout, source, cue))
            if score >= LIKELY and score > likely.get(cue, 0.0):
                likely[cue], drafts[cue].source = score, _named(layout, source)
    return [draft for draft in drafts.values() if draft.content]


def _named(layout: Layout, source: Range) -> Range:
    """The source itself; of a relative clause marked apart, whom it is about ("Ada Moss, | who runs the port,")."""
    if layout.doc[source[0]].lower_ not in ("who", "whose", "which"):
        return source
    near = range(source[0] - 3, source[0] + 1)  # a comma lies between, and now and then the last word of a name
    start = next((start for start, end in layout.source if end in near), None)
    return source if start is None else (start, source[0] - layout.doc[source[0] - 1].is_punct)


@cache
def weights(role: str) -> Mapping[str, float]:
    """The fitted weights of the pairs (content, cue) or (source, cue), by feature."""
    table = json.loads(files(__package__).joinpath("link.json").read_text("utf-8"))
    return cast(Mapping[str, float], table[role])


def chance(role: str, near: Near, *signs: tuple[str, ...]) -> float:
    """Logistic score of a pair."""
    total = sum([_weight(role, names) for names in signs])
    return 1 / (1 + math.exp(-(total + near.gap * weights(role).get(near.side + " gap", 0.0))))


@lru_cache(maxsize=1 << 14)
def _weight(role: str, names: tuple[str, ...]) -> float:
    """What some features that are there weigh together."""
    return sum(weights(role).get(name, 0.0) for name in names)


def content_features(layout: Layout, span: Range, cue: Range) -> dict[str, float]:
    """What speaks for a content hanging on a cue."""
    return _features(*_of_content(layout, span, cue))


def source_features(layout: Layout, span: Range, cue: Range) -> dict[str, float]:
    """What speaks for a source going with a cue."""
    return _features(*_of_source(layout, span, cue))


def _features(near: Near, *signs: tuple[str, ...]) -> dict[str, float]:
    return {near.side + " gap": near.gap, **dict.fromkeys((name for names in signs for name in names), 1.0)}


class Near(NamedTuple):
    """On which side of a cue a span stands, how far off (a logarithm), and whether they touch."""

    side: str
    gap: float
    touch: bool


Signs = tuple[Near, tuple[str, ...], tuple[str, ...]]
"""How near a span is to a cue, the features any pair has, and those of a content or source."""


def _of_content(layout: Layout, span: Range, cue: Range) -> Signs:
    words = layout.words
    near, apart, common = _of_pair(layout, span, cue)
    # What has no letters reads the same in lower case.
    before, after = max(0, span[0] - 1), min(len(words.lower) - 1, span[1])
    ends = (words.lower[i] if words.is_punct[i] else "word" for i in (before, after))
    return near, common, _content_signs(near.side, words.lower[span[0]] in QUOTES, apart, *ends, touch=near.touch)


@lru_cache(maxsize=1 << 14)
def _content_signs(side: str, quoted: bool, apart: str, before: str, after: str, *, touch: bool) -> tuple[str, ...]:
    opens = "quote" if quoted else "plain"
    names = (f"{side} {opens} {apart}", f"{side} before {before}", f"{side} after {after}")
    return (*names, side + " touch") if touch else names


def _of_source(layout: Layout, span: Range, cue: Range) -> Signs:
    near, _, common = _of_pair(layout, span, cue)
    relative = span[1] - span[0] == 1 and layout.words.lower[span[0]] in RELATIVE
    return near, common, (near.side + " relative",) if relative else ()


def _of_pair(layout: Layout, span: Range, cue: Range) -> tuple[Near, str, tuple[str, ...]]:
    """How near a span is to a cue, whether in its sentence or paragraph, and the features any pair has."""
    side, left, right = ("after", cue[1], span[0]) if span[0] >= cue[1] else ("before", span[1], cue[0])
    par = layout.paragraph[span[0]] != layout.paragraph[cue[0]]
    sent = layout.words.sentence[span[0]] != layout.words.sentence[cue[0]]
    begun = [layout.between(kind, left, right) for kind in ("source", "cue", "content")]
    common = _common_signs(side, *begun, par, sent, _path(layout, span, cue, side))
    return Near(side, math.log1p(max(0, right - left)), right <= left), _apart(par, sent), common


def _apart(par: bool, sent: bool) -> str:
    return "far" if par else "near" if sent else "same"


@lru_cache(maxsize=1 << 14)
def _common_signs(
    side: str, sources: int, cues: int, contents: int, par: bool, sent: bool, path: str
) -> tuple[str, ...]:
    between = (f"{side} source {sources}", f"{side} cue {cues}", f"{side} content {contents}")
    apart = [f"{side} {name}" for name, is_so in (("par", par), ("sent", sent)) if is_so]
    return ("bias", side, *between, *apart, path)


def _path(layout: Layout, span: Range, cue: Range, side: str) -> str:
    """How the parse joins the two: by which relation one hangs on the other, directly or from how far."""
    for name, lower, (start, end) in (("down", span, cue), ("up", cue, span)):
        hinge = layout.hinge(lower)
        if end <= hinge.reach[0] or hinge.reach[1] <= start:
            continue
        if start <= hinge.head < end:
            return f"{name} {hinge.relation}"
        if bisect_left(hinge.heads, start) < bisect_left(hinge.heads, end):
            return f"{name} some"
        for i in hinge.above:
            if start <= i < end:
                return f"{name} far"
    return side + " apart"
