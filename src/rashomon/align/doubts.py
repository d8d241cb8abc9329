"""The pairs our own models leave uncertain: scores around the bar, and relations around theirs.

What is done about them is not decided here; `appeal` puts them before a language model, where the user named one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np

from rashomon.align.explain import Workings
from rashomon.align.links import closeness
from rashomon.align.scoring import NAMES, Scored
from rashomon.align.why import why
from rashomon.model import Account, Alignment, Claim

BAND = 0.15
"""A pair whose score is no farther from the bar than this may as well belong on the other side of it."""

RELATION_BAND = 0.1
"""So may a relation whose chance is no farther than this from its bar."""

Held = dict[tuple[int, int], list[Alignment]]
"""The alignments between two accounts, by the numbers of the sentences they link."""

Doubtful = tuple[float, Alignment]
"""How far from its bar, as a share of the band, and the alignment: as it stands, or as it would be."""


def doubts(
    accounts: Sequence[Account], claims: Sequence[Claim], alignments: Sequence[Alignment]
) -> tuple[Alignment, ...]:
    """The doubtful pairs, the most doubtful first: alignments as they stand, and others as they would be if aligned.

    Of accounts with the same text the first stands for all. In an order no order of the accounts shows in.
    """
    workings = Workings(accounts, claims)
    standing = _standing(workings, alignments)
    pairs = combinations(range(len(workings.sides)), 2)
    found = [one for s, t in pairs for one in _between(workings, s, t, standing.get((s, t), {}))]
    sha = {account.id: account.sha256 for account in accounts}

    def order(one: Doubtful) -> tuple[float, list[tuple[str, int, int]]]:
        spans = (workings.claims[end].span for end in (one[1].a, one[1].b))
        return round(one[0], 4), sorted((sha[span.account], span.start, span.end) for span in spans)

    return tuple(alignment for _, alignment in sorted(found, key=order))


def _standing(workings: Workings, alignments: Sequence[Alignment]) -> Mapping[tuple[int, int], Held]:
    """The alignments between accounts that stand for all their copies: by the two, and by the sentences they link."""
    first = {side.account.id for side in workings.sides}
    found: defaultdict[tuple[int, int], Held] = defaultdict(dict)
    for one in alignments:
        if {workings.claims[end].span.account for end in (one.a, one.b)} <= first:
            (s, i), (t, j) = sorted((workings.place(one.a), workings.place(one.b)))
            found[s, t].setdefault((i, j), []).append(one)
    return found


def _between(workings: Workings, s: int, t: int, held: Held) -> Iterator[Doubtful]:
    scored = workings.score(s, t)  # not remembered: of a large case all together would not fit in memory
    bar = float(workings.pair.threshold)
    for (i, j), alignments in held.items():
        doubt = _relation_doubt(workings, scored, i, j)
        yield from ((least, one) for one in alignments if (least := min(doubt, abs(one.score - bar) / BAND)) <= 1)
    for i, j in np.argwhere((scored.scores >= bar - BAND) & (scored.scores < bar)):
        if (int(i), int(j)) not in held:
            yield (bar - float(scored.scores[i, j])) / BAND, _as_aligned(workings, scored, int(i), int(j))


def _relation_doubt(workings: Workings, scored: Scored, i: int, j: int) -> float:
    """How far the nearest chance of a relation is from its bar, as a share of the band."""
    return min(abs(chance - bar) for chance, bar in workings.chances(scored, i, j)) / RELATION_BAND


def _as_aligned(workings: Workings, scored: Scored, i: int, j: int) -> Alignment:
    """The pair as an agreement of the two claims that are closest."""
    a, b = scored.facing.a.sentences[i], scored.facing.b.sentences[j]
    x, y = max(product(a.claims, b.claims), key=lambda pair: (closeness(*pair), pair[1].span, pair[0].span))
    features = tuple((name, round(float(value), 4)) for name, value in zip(NAMES, scored.rows[i, j], strict=True))
    reason = why(a, b, "agree", None, workings.case)
    return Alignment(x.id, y.id, "agree", round(float(scored.scores[i, j]), 4), reason, None, features)
