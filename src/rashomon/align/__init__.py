"""Finds the claims of different accounts that are about the same thing, and says whether they agree.

Every pair of sentences of two accounts is measured by named features (`features`), scored in two rounds by
gradient-boosted trees trained on hand-annotated cases (`scoring`), and kept above one fixed threshold. `relation` says
agree, differ or conflict, `why` names the evidence. Accounts with the same text are compared once, so that a copy
changes no score.

Not done: nothing outside the two sentences and their neighbours is read, and no knowledge of the world is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from rashomon.align.chances import bars, chances
from rashomon.align.features import Case, Facing
from rashomon.align.judge import Judged, judge, read
from rashomon.align.links import links
from rashomon.align.relation import relation
from rashomon.align.scoring import NAMES, models, scored
from rashomon.align.sides import Side, sides
from rashomon.align.slots import slot
from rashomon.align.why import why
from rashomon.model import Account, Actor, Alignment, Claim, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME = "The same words in two copies of one text"


def align(accounts: Sequence[Account], claims: Sequence[Claim], actors: Sequence[Actor]) -> tuple[Alignment, ...]:
    """Alignments between claims of different accounts, in the order of the accounts and their texts."""
    first: dict[str, str] = {}
    for account in accounts:
        first.setdefault(account.sha256, account.id)
    compared = sides([account for account in accounts if first[account.sha256] == account.id], claims)
    case = Case(compared, judgements(compared))
    found = [x for a, b in combinations(compared, 2) for x in _between(Facing(a, b, case))]
    return _with_copies(found, accounts, claims)


def judgements(compared: Sequence[Side]) -> dict[tuple[str, str], Judged]:
    """What the judge says of every two accounts."""
    held = [read(side.account.title or "", [sentence.text for sentence in side.sentences]) for side in compared]
    return {
        (a.account.id, b.account.id): judge(x, y)
        for (a, x), (b, y) in combinations(zip(compared, held, strict=True), 2)
    }


def _between(facing: Facing) -> Iterator[Alignment]:
    """The alignments of two accounts; where one is in a language that is not read, those in the same words alone."""
    found = scored(facing)
    kept = found.read & (found.scores >= models()[1].threshold)
    pairs = [(int(i), int(j)) for i, j in np.argwhere(kept)]
    conflict, differ = chances(facing, found.rows[kept], found.scores[kept], pairs)
    both = frozenset(s.plain for s in facing.a.sentences) & frozenset(s.plain for s in facing.b.sentences)
    understood = not (facing.a.account.is_foreign or facing.b.account.is_foreign)
    for n, (i, j) in enumerate(pairs):
        told, other = facing.a.sentences[i], facing.b.sentences[j]
        if not understood and told.plain != other.plain:
            continue
        score = float(found.scores[i, j])
        kind = relation(told, other, float(conflict[n]), float(differ[n]), bars=bars(), score=score)
        if kind == "agree" or not {told.plain, other.plain} <= both:  # two that say both do not differ in them
            yield from _alignments(facing, i, j, kind, score, found.rows[i, j])


def _alignments(
    facing: Facing, i: int, j: int, kind: Relation, score: float, row: NDArray[np.float32]
) -> Iterator[Alignment]:
    """One alignment for each pair of claims through which two sentences belong together."""
    a, b = facing.a.sentences[i], facing.b.sentences[j]
    where = slot(a, b) if kind == "differ" else None
    features = tuple((name, round(float(value), 4)) for name, value in zip(NAMES, row, strict=True))
    for x, y, said in links(a, b, kind, where, score):
        at = where if said == "differ" else None
        told = (a, b) if at == "wording" else (a.part(x), b.part(y))  # a quotation may go on over several claims
        yield Alignment(x.id, y.id, said, round(score, 4), why(*told, said, at, facing.case), at, features)


def _with_copies(
    found: Sequence[Alignment], accounts: Sequence[Account], claims: Sequence[Claim]
) -> tuple[Alignment, ...]:
    """What holds of a text holds of each account with that text; and copies agree with each other."""
    order = {account.id: n for n, account in enumerate(accounts)}
    sha = {account.id: account.sha256 for account in accounts}
    by_id = {claim.id: claim for claim in claims}
    twins: defaultdict[tuple[str, int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        twins[_where(claim, sha)].append(claim)
    pairs = [
        (x, y, alignment)
        for alignment in found
        for x, y in product(*(twins[_where(by_id[end], sha)] for end in (alignment.a, alignment.b)))
    ]
    same = Alignment("", "", "agree", 1.0, SAME)
    pairs += [
        (x, y, same)
        for copies in twins.values()
        for x, y in combinations(copies, 2)
        if x.span.account != y.span.account
    ]
    ordered = [(x, y, a) if order[x.span.account] < order[y.span.account] else (y, x, a) for x, y, a in pairs]
    ordered.sort(
        key=lambda item: (
            order[item[0].span.account],
            item[0].span,
            order[item[1].span.account],
            item[1].span,
            item[0].id,
            item[1].id,
        )
    )
    return tuple(replace(alignment, a=x.id, b=y.id) for x, y, alignment in ordered)


def _where(claim: Claim, sha: Mapping[str, str]) -> tuple[str, int, int]:
    return sha[claim.span.account], claim.span.start, claim.span.end
