"""What holds the claims of a point together: not every two of them are linked, some only through others."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rashomon.model import Alignment


def held(alignments: Iterable[Alignment], base: str) -> Mapping[str, tuple[str, ...]]:
    """For every claim that is linked with `base`, the claims on the strongest way to it: none where linked directly.

    The strongest way is the one whose weakest link has the highest score; all of them form the maximum spanning tree
    (Prim 1957, from `base`), among ways of equal strength the one with fewer links.
    """
    links: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one in alignments:
        links[one.a].append((one.score, one.b))
        links[one.b].append((one.score, one.a))
    direct = {claim for _, claim in links[base]}
    ways: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[float, int, str, tuple[str, ...]]] = [(-1.0, 0, base, ())]
    while waiting:
        strength, length, claim, way = heapq.heappop(waiting)
        if claim in ways:
            continue
        ways[claim] = way
        onward = way if claim == base else (*way, claim)
        for score, other in links[claim]:
            if other not in ways:
                heapq.heappush(waiting, (max(strength, -score), length + 1, other, onward))
    del ways[base]
    return {claim: () if claim in direct else way for claim, way in ways.items()}
