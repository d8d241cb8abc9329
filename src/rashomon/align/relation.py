"""What two aligned sentences are to each other: agree, differ in a slot, or conflict.

What is said in so many words decides, a denial or two figures for one thing; else two small models say how likely a
conflict and a difference are. A difference in certainty alone is neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from rashomon import dates, names, quantities
from rashomon.align.cues import said
from rashomon.align.figures import fates_in_all, same_count, settles
from rashomon.align.sides import Sentence, rarity
from rashomon.align.slots import one_quote, slot, times
from rashomon.model import Claim, Relation, Slot
from rashomon.quantities import QuantityExpression
from rashomon.quantities.compare import ALIKE

DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+|disput(?:e|es|ed|ing)|contradict\w*|debunk\w*|false(?:ly)?|untrue|baseless)\b",
    re.IGNORECASE,
)
CLEARED = re.compile(r"\b(?:acquit\w*|exonerat\w*|absolv\w*|not guilty|clear\w* of|innocent of)\b", re.IGNORECASE)
WITHHELD = re.compile(
    r"\b(?:refus\w+|declin\w+|fail\w*|lack\w*|oppos\w+|unable|unaware|against|without|block\w*|object\w*|omit\w*|avoid\w*|"
    r"stop\w*|instead|rather than|doubt\w*|unlikely|halt\w*|abandon\w*|cancel\w*|prevent\w*|disagree\w*|withh\w+|forgo|"
    r"forego|drop\w*|scrap\w*)\b",
    re.IGNORECASE,
)
"""What is said not to be done without a negation."""
DEED = 0.6  # rarity from which a predicate names a deed of its own: "arrest", not "be", "say" or "take"
FEW = 2  # figures of a sentence up to which its one sum of money is what it is about
LIKELY = 0.3  # score from which two figures count one thing
DENIED = 0.4  # score up to which the models' conflict needs a denial or negation in one of the two
SURE = 0.5  # score from which a deed that one asserts and the other denies is one deed
TELLING = 0.3  # rarity from which a word tells what is denied
MOST = 0.5  # share of the weight of the words both have, from which that is what they are about
Figures = tuple[QuantityExpression, QuantityExpression]
ROUND, MARGIN = 5, 15  # minutes: a time of so many is a rounded one, and lies so far from another to be apart from it
DAY = 24 * 60  # minutes


def relation(
    a: Sentence, b: Sentence, conflict: float, differ: float, *, bars: tuple[float, float], score: float
) -> Relation:
    """The relation: a denial or two figures in so many words, else the probability that most exceeds its bar.

    A conflict needs two voices, of which one asserts something, and if the pair is doubtful one denies something; a
    difference in figures two that cannot both be true.
    """
    said_so = in_words(a, b, score)
    if said_so is not None:
        return said_so[0]
    opposed = (score >= DENIED or one_denies(a.text, b.text)) and may_conflict(a, b)
    if conflict >= bars[0] and conflict / bars[0] >= differ / bars[1] and opposed:
        return "conflict"
    return "agree" if differ < bars[1] or undisputed(a, b) else "differ"


def in_words(a: Sentence, b: Sentence, score: float) -> tuple[Relation, str] | None:
    """What the sentences are to each other in so many words, and the rule that says so; None where no rule holds.

    `score` says how surely they belong together.
    """
    if not may_conflict(a, b):
        return disputed_in_words(a, b, score)
    if denial(a, b) or denial(b, a):
        return "conflict", "Conflict: one denies most of the telling words that both have, and the other only asserts."
    if score >= SURE and contradicted(a, b):
        return "conflict", "Conflict: one denies what the other says was done."
    return disputed_in_words(a, b, score)


def disputed_in_words(a: Sentence, b: Sentence, score: float) -> tuple[Relation, str] | None:
    """A difference in figures or hours, and the sentence that says so; None where they have none."""
    if score >= LIKELY and disputed(a, b):
        return "differ", "A difference in so many words: figures for one thing that cannot both be true."
    if score >= SURE and untimely(a, b):
        return "differ", "A difference in so many words: one deed at two times of day."
    return None


def one_denies(*texts: str) -> bool:
    """One of them denies or negates something.

    Of 48 doubtful pairs of real training cases called a conflict without one, cross-validated, one is annotated so; of
    1,223 of invented cases 189.
    """
    return any(said(text).denials for text in texts)


def may_conflict(a: Sentence, b: Sentence) -> bool:
    """Two voices, which do not both only deny, nor both tell of an acquittal ("acquitted", "found not guilty").

    Of seven pairs of 62 training cases that only deny and that the models called a conflict, none is annotated so.
    """
    if one_voice(a, b) or (CLEARED.search(a.text) and CLEARED.search(b.text)):
        return False
    return any(claim.polarity == "asserts" for side in (a, b) for claim in side.claims)


def one_voice(a: Sentence, b: Sentence) -> bool:
    """One and the same named source says all of both.

    Of the claims of 62 training cases said to conflict of which this held, 9 of 33 did; of the others 144 of 307.
    """
    held = [claim.holders[0] for side in (a, b) for claim in side.claims]
    if any(holder.kind != "named" for holder in held):
        return False
    if held[0].actor is not None and all(holder.actor == held[0].actor for holder in held):
        return True
    first, *rest = (names.person(holder.name).words for holder in held)
    return all(names.within(first, other) for other in rest)


def denial(a: Sentence, b: Sentence) -> Claim | None:
    """The claim of the first that denies most of the telling words it shares with the other, which only asserts.

    Nor does the other tell of anything withheld: "declined to defend him" asserts what "did not defend him" denies: of
    the annotated pairs of the training cases 95 conflict and 66 agree, and were 111 and 97 without that; the models
    find those that are lost. Of the annotated pairs shown of which this holds, in 75 training cases, three in four
    conflict (33 of 43). Of 39 shown in 62 where the word "denies" or its like reaches fewer than three telling words
    of the other, seven do.
    """
    if WITHHELD.search(b.text) or any(claim.polarity == "denies" for claim in b.claims):
        return None
    denying = (claim for claim in a.claims if claim.polarity == "denies")
    return next((claim for claim in denying if _denies(a.part(claim).text, b.text)), None)


def _denies(told: str, other: str) -> bool:
    x, y = said(told), said(other)
    weights = {stem: rarity(word.key) for stem, word in zip(x.stems, x.words, strict=True) if stem in set(y.stems)}
    reached = [weight for stem, weight in weights.items() if stem in x.denied and stem not in y.denied]
    return sum(weight > TELLING for weight in reached) >= 2 and sum(reached) >= MOST * sum(weights.values())


def contradicted(a: Sentence, b: Sentence) -> bool:
    """One denies the very deed of an actor of both that the other asserts, neither with a hedge.

    Rare: in 62 training cases it held of 3 pairs shown, none of them annotated or surely shown (SURE).
    """
    known = [{actor for claim in side.claims for actor in claim.actors} for side in (a, b)]
    pairs = [(x, y) for x, y in product(a.claims, b.claims) if same_deed(x, y)]
    return bool(known[0] & known[1]) and bool(pairs) and all(x.polarity != y.polarity for x, y in pairs)


def same_deed(x: Claim, y: Claim) -> bool:
    """Both are certain of what they say of one deed, a denial itself left out."""
    verb = x.predicate if x.predicate == y.predicate else None
    telling = verb is not None and rarity(verb) > DEED and not DENIAL.match(verb)
    return telling and x.certainty == y.certainty == "certain"


def untimely(a: Sentence, b: Sentence) -> bool:
    """Each gives one time of day, they lie apart, and what was done then is one deed, told of no two days.

    Rare: of 13 related pairs of 631 training cases, shown at .3 or more with one time each that lie apart, five differ
    and seven agree; the six of these that are invented tell of two deeds each.
    """
    left, right = (dates.clocks(s.text) for s in (a, b))
    if len(left) != 1 or len(right) != 1 or not _apart(left[0].minute, right[0].minute):
        return False
    x, y = (_at(s, clock.start) for s, (clock,) in ((a, left), (b, right)))
    days = [{time[:10] for time in s.times} for s in (a, b)]
    one_day = not all(days) or bool(days[0] & days[1])
    return one_day and x is not None and y is not None and x.polarity == y.polarity == "asserts" and same_deed(x, y)


def _apart(first: int, second: int) -> bool:
    """Two minutes of the day that no rounding makes one, midnight between them or not."""
    rounded = first % ROUND == 0 or second % ROUND == 0
    apart = abs(first - second)
    return min(apart, DAY - apart) > (MARGIN if rounded else 0)


def _at(sentence: Sentence, place: int) -> Claim | None:
    """The claim that holds a place of the sentence's text."""
    at = sentence.start + place
    return next((claim for claim in sentence.claims if claim.span.start <= at < claim.span.end), None)


def disputed(a: Sentence, b: Sentence) -> Figures | None:
    """Figures of both for one thing both name, which cannot both be true and which neither settles by another figure.

    Of the annotated training pairs of which this holds, three in four differ in a quantity (41 of 53), and of those
    shown in 62 training cases 18 of 27. Of eight that are sums of money four differ so, and four conflict.
    """
    return next(((q, r) for q, r in unsettled(a, b) if (q.what and r.what) or only_sums(a, q, b, r)), None)


def only_sums(a: Sentence, q: QuantityExpression, b: Sentence, r: QuantityExpression) -> bool:
    """Both are the one sum of money of a sentence of few figures, of the same noun or of none, and of one order.

    Of eighteen such pairs of 131 training cases eight are up to three times apart, of which six differ so; of the
    others two do.
    """
    alike = max(q.value, r.value) <= ALIKE * min(q.value, r.value)
    alone = all([one.unit for one in s.quantities].count(q.unit) == 1 for s in (a, b))
    few = max(len(a.quantities), len(b.quantities)) <= FEW
    return quantities.is_money(q.unit) and q.what == r.what and alike and alone and few


def undisputed(a: Sentence, b: Sentence) -> str:
    """Why nothing is left of a difference in figures, hours or a quotation that the models see; else empty."""
    where = slot(a, b)
    return next((reason for slots, rule, reason in UNDISPUTED if where in slots and rule(a, b)), "")


def quoted_in_part(a: Sentence, b: Sentence) -> bool:
    """What both quote of one saying one has whole: "at once" of "Close it at once, I said", however little that is.

    Of six such pairs of 131 training cases that the models call a difference five are annotated as agreeing.
    """
    pairs = (sorted(pair, key=len) for pair in product(a.quotations, b.quotations))
    shared = [(short, long) for short, long in pairs if one_quote(short, long)]
    return bool(shared) and all(_is_run(short, long) for short, long in shared)


def _is_run(short: Sequence[str], long: Sequence[str]) -> bool:
    """The words of the one stand in the other, one after another."""
    return any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))


def reconciled(a: Sentence, b: Sentence) -> bool:
    """Figures of both measure or count one thing, and all that do can be true together.

    In 62 training cases the models call eight such pairs a difference; seven are annotated as agreeing, one not at all.
    """
    pairs = ((q, r, quantities.agreement(q, r)) for q, r in product(a.quantities, b.quantities))
    counts = ((q, r, how) for q, r, how in pairs if how and (q.unit or (q.what and r.what)))
    agreed = any(settles(q, r, how) or (how.relation != "conflict" and same_count(a, q, b, r)) for q, r, how in counts)
    return agreed and next(unsettled(a, b), None) is None


def other_fates(a: Sentence, b: Sentence) -> bool:
    """The figures that cannot all be true are of people to whom different things happened ("24 hurt", "four dead").

    Whatever the nouns: not so where five attackers and seven gunmen were killed. Of 11 annotated pairs of the real
    training cases of which this holds, one differs in a quantity.
    """
    pairs = list(product(a.quantities, b.quantities))
    apart = [(q, r) for q, r in pairs if quantities.conflict(_bare(q), _bare(r))]
    known = [(fates_in_all(a.text, q), fates_in_all(b.text, r)) for q, r in apart]
    disjoint = all(here and there and not here & there for here, there in known)
    return disjoint and any(quantities.conflict(q, r) for q, r in pairs)


def _bare(figure: QuantityExpression) -> QuantityExpression:
    """A figure without the noun it counts."""
    return figure._replace(what="")


def unlike(a: Sentence, b: Sentence) -> bool:
    """No figure of the one measures what one of the other does: crowns and people, or eleven minutes and four days.

    Of 11 such pairs of 131 training cases that the models call a difference in figures, one is annotated so.
    """
    pairs = list(product(a.quantities, b.quantities))
    return bool(pairs) and not any(quantities.comparable(_bare(q), _bare(r)) for q, r in pairs)


def same_hour(a: Sentence, b: Sentence) -> bool:
    """Both give one time of day, however it is written ("6:40 p.m.", "18:40"), no dates that differ and no figures."""
    left, right = ({clock.minute for clock in dates.clocks(s.text)} for s in (a, b))
    return bool(left & right) and not times(a, b) and next(unsettled(a, b), None) is None


def unsettled(a: Sentence, b: Sentence) -> Iterator[Figures]:
    """Figures of one count that cannot both be true, neither of which another figure of the two sentences settles."""
    found = [(q, r, quantities.agreement(q, r)) for q, r in product(a.quantities, b.quantities)]
    settled = {x for q, r, how in found if how and settles(q, r, how) for x in ((0, q), (1, r))}
    settled |= {(0, q) for q in a.quantities if q.value in b.numbers}
    settled |= {(1, r) for r in b.quantities if r.value in a.numbers}
    for q, r, how in found:
        if how and how.relation == "conflict" and same_count(a, q, b, r) and not settled & {(0, q), (1, r)}:
            yield q, r


UNDISPUTED: tuple[tuple[tuple[Slot, ...], Callable[[Sentence, Sentence], bool], str], ...] = (
    (("wording",), quoted_in_part, "what one quotes the other quotes whole"),
    (("quantity",), reconciled, "their figures for one thing can all be true"),
    (("quantity",), other_fates, "their figures are of people to whom different things happened"),
    (("quantity",), unlike, "no figure of the one measures what one of the other does"),
    (("quantity", "time"), same_hour, "both give one time of day"),
)
"""In which slots a rule leaves nothing of a difference, and what it says."""
