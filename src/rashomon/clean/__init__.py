"""Give every segment a kind: body, or the page around it (chrome, meta, caption, comment, legal, related, notes).

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over what a segment looks like
(`looks`). There are two, one for news pages and one for mails, logs, posts and other forms; their weights are numbers
only (weights/clean.npz and forms.npz, made by training/clean.py). Body is favoured: a page element left in costs a
reader less than a paragraph struck out. A paragraph that is the account's title, and stands first, is no body in any
case.

What it does not do: it sees text, not the page's markup; it does not join or split segments, so a caption that runs
into a sentence without a break takes that sentence's kind; a paragraph of self-promotion in the author's own prose
is body.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.clean.looks import features, form_of
from rashomon.headline import is_headline
from rashomon.model import SEGMENT_KINDS, Account, Segment, SegmentKind, Span
from rashomon.reader.models import weights
from rashomon.text import Segmented, segments


def clean(account: Account) -> tuple[Segment, ...]:
    """Every segment of the account's whole text with its kind and paragraph number; empty for an empty text."""
    cut = segments(account.text)
    form = form_of(account.text)
    found = decode(features(account, cut, form), model("forms.npz" if form else "clean.npz"))
    kinds: list[SegmentKind] = [SEGMENT_KINDS[kind] for kind in found]
    for i in _heading(account, cut, kinds):
        kinds[i] = "meta"
    return tuple(
        Segment(Span(account.id, start, end), kind, paragraph)
        for (start, end, paragraph), kind in zip(cut, kinds, strict=True)
    )


def _heading(account: Account, cut: list[Segmented], kinds: list[SegmentKind]) -> list[int]:
    """The first paragraph of the body, by its segments, where it is the account's title alone and more follows."""
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    first = [i for i in body if cut[i].paragraph == cut[body[0]].paragraph]
    if len(first) == len(body) or not is_headline(account.text[cut[first[0]].start : cut[first[-1]].end], account):
        return []
    return first


# --- The model ---------------------------------------------------------------------------------------------


Floats = NDArray[np.floating[Any]]


class Model(NamedTuple):
    """`emit` (BUCKETS of `looks`, kinds), `move` (kinds, kinds) from row to column, `begin` and `end` (kinds,)."""

    emit: Floats
    move: Floats
    begin: Floats
    end: Floats


@cache
def model(name: str) -> Model:
    """A trained model, read once a process: clean.npz for news pages, forms.npz for texts of another form."""
    data = np.load(BytesIO(weights(name)))
    emit = data["emit"].astype(np.float32) * data["scale"]
    return Model(emit, data["move"], data["begin"], data["end"])


def decode(rows: Iterable[list[int]], field: Model) -> list[int]:
    """The best sequence of kinds (indices into SEGMENT_KINDS) for one account, by the Viterbi algorithm."""
    scores = [np.add.reduce(field.emit.take(row, axis=0), axis=0) for row in rows]
    if not scores:
        return []
    best = field.begin + scores[0]
    back: list[NDArray[np.intp]] = []
    for score in scores[1:]:
        reach = best[:, None] + field.move
        back.append(reach.argmax(axis=0))
        best = reach.max(axis=0) + score
    kinds = [int((best + field.end).argmax())]
    for pointers in reversed(back):
        kinds.append(int(pointers[kinds[-1]]))
    return kinds[::-1]
