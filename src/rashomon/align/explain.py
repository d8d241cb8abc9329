"""Why two claims were put together, or were not: every feature, the candidate that nearly won, the rule that decided.

Everything is computed again from the accounts and claims, as `align` does it, so that what is explained is what
happens. Accounts with the same text are compared once; a copy is explained as the account it is a copy of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from rashomon.align import SAME, judgements
from rashomon.align.chances import bars, chances
from rashomon.align.contributions import Background, background
from rashomon.align.features import FEATURES, TOGETHER, Case, Facing
from rashomon.align.ruling import Chance, ruling
from rashomon.align.scoring import FIRST, Scored, models
from rashomon.align.scoring import scored as both_rounds
from rashomon.align.sides import Sentence, Side, sides
from rashomon.align.trees import Trees
from rashomon.errors import InputError
from rashomon.model import Account, Alignment, Claim, Explanation, Reason, Rival

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SAMPLE = 1000
"""At most about this many pairs of two accounts, evenly spread, make the average that contributions start from."""

Place = tuple[int, int]
"""The numbers of a sentence's side and of the sentence in it."""


def explain(
    accounts: Sequence[Account],
    claims: Sequence[Claim],
    alignments: Sequence[Alignment],
    about: Sequence[tuple[str, ...]],
) -> tuple[Explanation, ...]:
    """The explanations of pairs of claims, and of single claims: their alignments, and the best miss where none is.

    Each of `about` holds two claim ids or one. Only accounts that were read may be given, and no two claims of one
    account. Aligned pairs come first, the closest of them first.
    """
    workings = Workings(accounts, claims)
    standing = {frozenset((one.a, one.b)): one for one in alignments}
    pairs = {
        _as_aligned(one[0], other, standing): None
        for one in about
        for other in (one[1:] or _partners(workings, one[0], alignments))
    }
    found = [workings.explain(a, b, standing.get(frozenset((a, b)))) for a, b in pairs]
    return tuple(sorted(found, key=lambda one: (one.alignment is None, -one.score, one.a, one.b)))


def _as_aligned(a: str, b: str, standing: Mapping[frozenset[str], Alignment]) -> tuple[str, str]:
    """The pair in the order it is aligned in, if it is."""
    found = standing.get(frozenset((a, b)))
    return (found.a, found.b) if found else (a, b)


def _partners(workings: Workings, claim: str, alignments: Sequence[Alignment]) -> list[str]:
    """The claims this one is aligned with, and in every account where there is none the one that came nearest."""
    aligned = [one.b if one.a == claim else one.a for one in alignments if claim in (one.a, one.b)]
    reached = {workings.claims[other].span.account for other in aligned}
    return aligned + [rival.claim for account, rival in workings.nearest(claim).items() if account not in reached]


class Workings:
    """The aligner's workings on one case; what was computed for one pair serves the others."""

    def __init__(self, accounts: Sequence[Account], claims: Sequence[Claim]) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.first, self.pair = models()
        self._accounts = accounts
        self._first: dict[str, str] = {}
        for account in accounts:
            self._first.setdefault(account.sha256, account.id)
        self._sha = {account.id: account.sha256 for account in accounts}
        self.scored = cache(self.score)
        self.background = cache(self._background)

    @cached_property
    def sides(self) -> list[Side]:
        """The accounts as they are compared, copies left out."""
        return sides([a for a in self._accounts if self._first[a.sha256] == a.id], list(self.claims.values()))

    @cached_property
    def case(self) -> Case:
        """What all of them together say."""
        return Case(self.sides, judgements(self.sides))

    @cached_property
    def _places(self) -> dict[tuple[str, int, int], Place]:
        """Where each span of a claim is compared."""
        return {
            (side.account.id, claim.span.start, claim.span.end): (n, i)
            for n, side in enumerate(self.sides)
            for i, sentence in enumerate(side.sentences)
            for claim in sentence.claims
        }

    def place(self, claim: str) -> Place:
        """The side and sentence a claim is compared in, that of the first copy where its account is one."""
        span = self.claims[claim].span
        original = self._first[self._sha[span.account]]
        if (original, span.start, span.end) not in self._places:
            raise InputError(
                f"claim '{claim}' was not compared: '{original}', of which its account is a copy, has no such"
            )
        return self._places[original, span.start, span.end]

    def score(self, left: int, right: int) -> Scored:
        """Two sides by their numbers, the lower first: the order in which `align` sets them side by side."""
        return both_rounds(Facing(self.sides[left], self.sides[right], self.case))

    def scores(self, left: int, right: int) -> Floats:
        """The scores of every sentence of one side with every one of the other."""
        return self.scored(left, right).scores if left < right else self.scored(right, left).scores.T

    def _background(self, left: int, right: int, read: bool) -> Background:
        """What an average pair of two sides scores: of those read together, or in the first round of all."""
        scored = self.scored(left, right)
        flat = scored.rows[scored.read] if read else scored.rows.reshape(-1, scored.rows.shape[-1])[:, : len(FIRST)]
        return background(self.trees(read), flat[:: -(-len(flat) // SAMPLE)])

    def trees(self, read: bool) -> Trees:
        """The trees that have the last word on a pair, which was read together or not."""
        return self.pair if read else self.first

    def nearest(self, claim: str) -> dict[str, Rival]:
        """By account, the claim of every other text that scores best with this one."""
        side, sentence = self.place(claim)
        found = {}
        for other, held in enumerate(self.sides):
            if other != side:
                row = self.scores(side, other)[sentence]
                best = int(row.argmax())
                found[held.account.id] = Rival(held.sentences[best].claims[0].id, round(float(row[best]), 4))
        return found

    def explain(self, a: str, b: str, alignment: Alignment | None) -> Explanation:
        """Why these two claims are aligned as they are, or are not."""
        (s, i), (t, j) = self.place(a), self.place(b)
        if s == t:
            return _of_copies(a, b, alignment)
        if s > t:
            s, i, t, j = t, j, s, i
        scored = self.scored(s, t)
        read = bool(scored.read[i, j])
        row = scored.rows[i, j] if read else scored.rows[i, j, : len(FIRST)]
        score = float(self.trees(read).probability(row[None])[0])  # even if the pair was no candidate
        found = self.chances(scored, i, j)
        base = self.background(s, t, read)
        turned = self.place(a)[0] != s
        rivals = self._rival(scored, i, j), self._rival_back(scored, i, j)
        told, other = scored.facing.a.sentences[i], scored.facing.b.sentences[j]
        return Explanation(
            a, b, alignment, round(score, 4), round(float(self.pair.threshold), 4), round(base.mean, 4),
            tuple(_reasons(row, base)), rivals[::-1] if turned else rivals, *found,
            " ".join(ruling(told, other, alignment, chances=found, score=score, bar=self.pair.threshold)),
        )  # fmt: skip

    def chances(self, scored: Scored, i: int, j: int) -> tuple[Chance, Chance]:
        """The chance of a conflict and of a difference, each with its bar."""
        found = chances(scored.facing, scored.rows[i, j][None], scored.scores[i, j][None], [(i, j)])
        first, second = (
            (round(float(one[0]), 4), round(float(bar), 4)) for one, bar in zip(found, bars(), strict=True)
        )
        return first, second

    def _rival(self, scored: Scored, i: int, j: int) -> Rival | None:
        """The other sentence of the second side that comes nearest to the first side's."""
        return _best_beside(scored.scores[i], scored.facing.b.sentences, j)

    def _rival_back(self, scored: Scored, i: int, j: int) -> Rival | None:
        """The other sentence of the first side that comes nearest to the second side's."""
        return _best_beside(scored.scores[:, j], scored.facing.a.sentences, i)


def _best_beside(scores: Floats, sentences: Sequence[Sentence], taken: int) -> Rival | None:
    others = [n for n in range(len(sentences)) if n != taken]
    if not others:
        return None
    best = max(others, key=lambda n: (float(scores[n]), -n))
    return Rival(sentences[best].claims[0].id, round(float(scores[best]), 4))


def _reasons(row: Floats, base: Background) -> list[Reason]:
    """Every feature, the weightiest first."""
    weights = base.contributions(row)
    found = [
        Reason(feature.__name__, _first_sentence(feature.__doc__), round(float(value), 4), round(float(weight), 4))
        for feature, value, weight in zip((*FEATURES, *TOGETHER), row, weights, strict=False)
    ]
    return sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature))


def _of_copies(a: str, b: str, alignment: Alignment | None) -> Explanation:
    """Two claims of one text were not compared: they are the same words, or two places of one account."""
    rule = f"{SAME}." if alignment else "Two claims of the same text are never compared."
    score = alignment.score if alignment else 0.0
    return Explanation(a, b, alignment, score, 0.0, 0.0, (), (None, None), (0.0, 0.0), (0.0, 0.0), rule)


def _first_sentence(doc: str | None) -> str:
    return " ".join((doc or "").split("\n\n")[0].split())
