"""How each account names the actors: every label with its voice and role, and which words set one account apart.

A label is a span by which an account describes an actor (title, apposition, predicate, the noun phrase itself).
`loaded` is read off a list of words that judge whomever they are said of (`rashomon.lexicon`): it misses irony,
metaphor and judgements made of plain words, and flags a judging word even where it is a term ("rogue state"). Take it
as a mark to look at the words, never as a finding about the account. No verdict is drawn from it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from statistics import NormalDist

from rashomon.lexicon import is_loaded, noun, singular
from rashomon.model import Account, Actor, Label, Mention, Reading, Span, Voice

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CLAUSE = re.compile(r"(?<=\w )(?:who|whom|whose|which|that)\b.*", re.DOTALL)
_SAID_TO_BE = re.compile(r"(?<!-)\b(?:is|are|was|were|been|branded|called|deemed|dubbed|labell?ed)\b")
_AGAINST = ("anti", "counter", "ex", "former", "non")
PRIOR = 10.0  # words of prior a contrast starts from; small beside a long account, large beside three labels
CHANCE = 0.05  # of telling an account's words on an actor apart where there is no difference
PLAIN = frozenset({
    "about", "after", "also", "been", "from", "have", "having", "into", "more", "most", "once", "only", "other",
    "over", "since", "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this",
    "those", "under", "were", "what", "when", "where", "which", "while", "whom", "whose", "will", "with", "would",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word one account's labels put on an actor more often, or less often, than the other accounts' do.

    `count` of `total` label words in this account, `others` of `others_total` in the rest; `z` is the weighted
    log-odds ratio over its standard deviation (beyond ±1.96 chance alone is unlikely); `spans` the labels.
    """

    actor: str
    account: str
    word: str
    count: int
    total: int
    others: int
    others_total: int
    z: float
    spans: tuple[Span, ...]


def frame(accounts: Sequence[Account], readings: Sequence[Reading], actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors with `labels` filled, in the order of their mentions, one label a span."""
    texts = {account.id: account for account in accounts}
    by_span: dict[Span, list[tuple[Mention, Reading]]] = defaultdict(list)
    for reading in readings:
        for mention in reading.mentions:
            by_span[mention.span].append((mention, reading))
    return tuple(replace(actor, labels=_labels(actor, by_span, texts)) for actor in actors)


def _labels(
    actor: Actor, by_span: Mapping[Span, list[tuple[Mention, Reading]]], texts: Mapping[str, Account]
) -> tuple[Label, ...]:
    found: dict[Span, Label] = {}
    for span in actor.mentions:
        for mention, reading in by_span[span]:
            for label in mention.labels:
                words = texts[label.account].slice(label)
                if label not in found and describes(words):
                    found[label] = Label(label, _voice(label, mention, reading), loaded(words), mention.role)
    return tuple(found.values())


def describes(words: str) -> bool:
    """False for a lone plain word that is no noun for somebody ("ready"): it says nothing of who they are."""
    parts = _WORD.findall(words)
    return len(parts) > 1 or any(is_loaded(part) or noun(singular(part)) for part in parts)


def loaded(words: str) -> bool:
    """True if a word of the label judges, or the label takes its own words back ("so-called").

    Against "anti-", "counter-" and the like the judging word is said of somebody else; a capital within the sentence
    begins a name ("a Beacon photographer").
    """
    first, *rest = _WORD.findall(_describing(words)) or [""]
    in_sentence = first.islower() or first.lower() in ("a", "an", "the")
    told = (first, *(word for word in rest if word[0].islower() or not in_sentence))
    return any(is_loaded(word) and word.casefold().partition("-")[0] not in _AGAINST for word in told)


def _describing(words: str) -> str:
    """A label without the clause that only tells of whom it describes: "a guard who beat a thug" is none himself."""
    clause = _CLAUSE.search(words)
    return words if clause is None or _SAID_TO_BE.search(clause[0]) else words[: clause.start()]


def _voice(label: Span, mention: Mention, reading: Reading) -> Voice:
    """`quoted` where the mention is, or where the label itself stands in what somebody else is said to have said."""
    others = [part for each in reading.attributions if each.speaker_kind != "author" for part in each.content]
    return "quoted" if mention.voice == "quoted" or any(part.contains(label) for part in others) else "own"


def contrasts(
    accounts: Sequence[Account], actors: Sequence[Actor], groups: Mapping[str, str] | None = None
) -> tuple[Contrast, ...]:
    """Label words compared across accounts, actor by actor, each account against all others; strongest first.

    Weighted log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), the prior being
    the words of all labels of the case: with few labels every ratio shrinks towards none. Quoted labels count too.
    Of accounts that `groups` puts together, copies of one origin, the first alone is compared.
    """
    first: dict[str, Account] = {}
    for account in accounts:
        first.setdefault((groups or {}).get(account.id, account.id), account)
    texts = {account.id: account for account in first.values()}
    used = {actor.id: _used(actor, texts) for actor in actors}
    prior: Counter[str] = Counter(
        word for by_account in used.values() for words in by_account.values() for word, _ in words
    )
    scale = PRIOR / (1 + prior.total())  # one word of it is kept for words not seen, so that no odds are infinite
    weights = {word: count * scale for word, count in prior.items()}
    found = [row for actor in actors for row in _contrast(actor, used[actor.id], weights)]
    return tuple(sorted(found, key=lambda row: (-abs(row.z), row.actor, row.account, row.word)))


def telling(rows: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The contrasts in which an account says a word more often than the others, beyond CHANCE, in their order.

    The bound is Bonferroni's over all words compared for the actor: the more words, the stronger one has to stand out.
    """
    compared = Counter(row.actor for row in rows)
    least = {actor: NormalDist().inv_cdf(1 - CHANCE / 2 / count) for actor, count in compared.items()}
    return tuple(row for row in rows if row.count > 1 and row.z >= least[row.actor])


def _used(actor: Actor, texts: Mapping[str, Account]) -> dict[str, list[tuple[str, Span]]]:
    """By account, each content word of the labels on an actor with its label's span."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for label in actor.labels:
        if label.span.account not in texts:
            continue
        words = (word.casefold() for word in _WORD.findall(texts[label.span.account].slice(label.span)))
        found[label.span.account] += [(word, label.span) for word in words if len(word) > 3 and word not in PLAIN]
    return dict(found)


def _contrast(
    actor: Actor, used: Mapping[str, list[tuple[str, Span]]], prior: Mapping[str, float]
) -> Iterator[Contrast]:
    counts = {account: Counter(word for word, _ in words) for account, words in used.items()}
    whole: Counter[str] = sum(counts.values(), Counter())
    for account, own in sorted(counts.items()):
        total, others_total = own.total(), whole.total() - own.total()
        for word in sorted(own):
            others = whole[word] - own[word]
            z = log_odds(own[word], total, others, others_total, prior=prior[word])
            spans = tuple(dict.fromkeys(span for each, span in used[account] if each == word))
            yield Contrast(actor.id, account, word, own[word], total, others, others_total, z, spans)


def log_odds(count: int, total: int, others: int, others_total: int, *, prior: float) -> float:
    """z of the difference of log odds between two samples, both with `prior` of PRIOR words added."""
    a, b = count + prior, others + prior
    ratio = log(a / (total + PRIOR - a)) - log(b / (others_total + PRIOR - b))
    return ratio / sqrt(1 / a + 1 / b)
