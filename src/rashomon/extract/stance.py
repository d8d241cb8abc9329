"""How a clause is put forward: denied or not, hedged or certain, by the grammar around its predicate.

Polarity counts negations that reach the predicate: its own ("did not strike"), those of its subject or object ("no
evidence"), verbs of what was not done ("failed to warn"), verbs that deny ("denied that"), and those of a verb of
thinking above it ("doesn't think that"); two cancel out. Hedges are modals of possibility, adverbs, predicates and
verbs of seeming, supposing and expecting, and conditions. Not counted as denials: what must not or cannot be, and what
is not wanted. A plain "X said that" hedges nothing; "declined to confirm" denies nothing, and "wrongly claimed that"
is the claim of whoever claimed. Scope follows Universal Dependencies and stops at clauses: a negation in a subordinate
clause leaves the main claim alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.model import Certainty, Polarity


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT = _words("not n't n’t never no neither nor hardly scarcely barely nowhere")
NONE = _words("no neither hardly scarcely barely")
"""Words in a subject or object by which it is nobody or nothing ("hardly anyone")."""
FALSELY = _words("falsely wrongly erroneously incorrectly mistakenly")
FAIL = _words("fail neglect omit")
"""Verbs that say that what hangs on them was not done (Karttunen 1971)."""
ONLY = _words("only just merely simply least")
NOBODY = _words("no none nobody nothing neither")
DENYING = _words("deny dispute reject refute rebut disbelieve doubt dismiss contradict debunk disavow disprove")
REFUSED = _words(
    """request offer appeal motion petition bid application plea suit lawsuit case complaint nomination invitation
    demand amendment proposal bill visa entry access permission bail clemency"""
)
"""What is refused, not denied, where it is denied, rejected or dismissed."""
DOUBT = _words("doubt question wonder")
"""What there is none of where something is certain."""
COMPARED = _words("more less fewer later earlier better worse longer")
OUGHT = _words("can must should shall ought ca")
WANT = _words("want seek intend wish plan mean hope need look")
FALSE = _words("false untrue incorrect baseless unfounded untruthful fabricated bogus myth hoax nonsense")
TRUTH = FALSE | _words("true case so correct fact")
WRONG = FALSE | _words("wrong lie fake fiction inaccurate")
CLAIMS = _words(
    "claim report allegation statement accusation assertion story rumor rumour charge suggestion notion idea"
)
RAISING = _words("think believe expect suppose guess imagine reckon want seem appear consider feel")
MAY = _words("may might could")
PERHAPS = _words(
    """perhaps maybe possibly probably likely allegedly reportedly apparently seemingly supposedly purportedly
    ostensibly presumably potentially conceivably arguably evidently"""
)
JUDGING = _words(
    """criticize criticise praise deny reject dispute dismiss denounce condemn accuse blame rebuff refute rebut welcome
    applaud defend urge demand vow warn threaten promise pledge slam blast decry hail mock endorse oppose insist
    claim"""
)
"""Verbs whose subject takes a side: it holds the claim even where what it says is no clause ("denied the report")."""
SEEM = _words("seem appear suggest indicate hint imply suspect believe think guess assume suppose expect fear")
DOUBTFUL = _words(
    "possible probable likely unlikely unclear uncertain potential plausible conceivable expected suspected"
)
DOUBTED = _words(
    "possibility probability likelihood chance risk suspicion speculation rumor rumour sign indication impression"
)
ALLEGED = _words("alleged suspected presumed purported supposed apparent possible potential likely probable")
SUBJECTS = ("nsubj", "nsubj:pass")
CORE = ("nsubj", "nsubj:pass", "nsubj:outer", "obj", "csubj", "expl")


def polarity(predicate: Token, above: list[Token]) -> Polarity:
    """Whether a clause is asserted or denied; `above` are the reporting words it hangs on, outermost first."""
    count = denials(predicate)
    for word in (token for token in above if token.i != predicate.i):
        count += _denies(word) + (_negations(word) if word.lemma_.lower() in TRUTH else 0)
        count += word.lemma_.lower() in RAISING and _is_negated(word)
        count += _is_passive(word) and any(c.lower_ in FALSELY for c in word.children)  # "it was falsely reported"
    return "denies" if count % 2 else "asserts"


def denials(predicate: Token) -> int:
    """How many words deny a predicate inside its own clause, the predicate itself included."""
    return _negations(predicate) + _denies(predicate)


def called_true(predicate: Token) -> Token | None:
    """The predicate of what is said to be so or not: "fell" in "it is not true that the bridge fell"."""
    if predicate.lemma_.lower() not in TRUTH:
        return None
    return next((c for c in predicate.children if c.dep_ in ("csubj", "ccomp") and c.i > predicate.i), None)


def _denies(word: Token) -> bool:
    """True for a verb that denies what is so; "dismissed the suit" and "denied the request" refuse."""
    lemma = word.lemma_.lower()
    things = {c.lemma_.lower() for c in word.children if c.dep_ in ("obj", "nsubj:pass")}
    refused = things & (REFUSED | {"charge"} if lemma == "dismiss" else REFUSED)
    return word.pos_ == "VERB" and lemma in DENYING and not refused


def certainty(predicate: Token, above: list[Token]) -> Certainty:
    """Whether the clause is put forward as certain or hedged."""
    return (
        "hedged" if any(_is_hedged(word) for word in (predicate, *above)) or _is_conditional(predicate) else "certain"
    )


def _negations(predicate: Token) -> int:
    """How many negations reach a predicate inside its own clause."""
    count = int(_is_negated(predicate) and not _is_wish(predicate))
    for child in predicate.children:
        if child.dep_ in CORE and (child.lower_ in NOBODY or (_is_none(child) and child.lemma_ not in DOUBT)):
            count += 1
    count += _is_no_such(predicate)
    count += sum(_is_negated(head) for head in _raised(predicate))  # "was not able to reach"
    return count + _calls_false(predicate) + _is_undone(predicate)


def _is_no_such(predicate: Token) -> bool:
    """True for "is no tax"; "is in no hurry" and "is no doubt" deny nothing."""
    said_of = _is_predicative(predicate) and not any(c.dep_ == "case" for c in predicate.children)
    return said_of and _is_none(predicate) and predicate.lemma_ not in DOUBT


def _is_none(noun: Token) -> bool:
    """True for "no tax" and "hardly anyone", not for "no more than it earns"."""
    found = (c for c in noun.children if c.lower_ in NONE and c.dep_ not in ("discourse", "obl"))
    return any(word.nbor().lower_ not in COMPARED for word in found)


def _is_undone(predicate: Token) -> bool:
    """True for "failed to warn" and "has yet to be repaired"."""
    lemma = predicate.lemma_.lower()
    yet = lemma == "have" and any(c.lower_ == "yet" for c in predicate.children)
    return (lemma in FAIL or yet) and any(c.dep_ == "xcomp" for c in predicate.children)


def _calls_false(predicate: Token) -> bool:
    """True for "it is false that …", and for "the claim is wrong", where only a claim can be untrue."""
    subjects = {c.lemma_.lower() for c in predicate.children if c.dep_ in CORE}
    if not _is_predicative(predicate):  # "the report turned out to be wrong"
        below = (c for c in predicate.children if c.dep_ == "xcomp" and _is_predicative(c))
        return bool(subjects & CLAIMS) and any(c.lemma_.lower() in WRONG for c in below)
    return predicate.lemma_.lower() in (WRONG if subjects & CLAIMS else FALSE)


def _is_wish(predicate: Token) -> bool:
    """True for "must not fall", "not to fall", "does not seek": what ought not be or is not wanted, not what is not."""
    if predicate.lemma_.lower() in WANT:
        return True
    return any(
        (c.dep_ == "aux" and c.lower_ in OUGHT) or (c.dep_ == "mark" and c.lower_ == "to") for c in predicate.children
    )


def is_negated_report(word: Token) -> bool:
    """True if a verb of saying is itself negated, so that its content is not put forward ("nobody said that")."""
    nobody = any(child.dep_ in SUBJECTS and (child.lower_ in NOBODY or _is_none(child)) for child in word.children)
    return nobody or (_is_negated(word) and word.lemma_.lower() not in RAISING)


def is_open(word: Token) -> bool:
    """True if a verb of saying stands under a modal or condition, so that nothing has been said ("may announce")."""
    return any(
        c.dep_ == "aux" and c.lower_ in ("may", "might", "could", "should", "would", "must") for c in word.children
    )


def _is_negated(word: Token) -> bool:
    """True for a negation that reaches the word, unlike those of "stopped it, not proportionate" and "not the only"."""
    only = _is_predicative(word) and any(c.lower_ == "only" for c in word.children)
    return not (only or _is_not_until(word)) and any(
        _is_not(child) and not _is_cut_off(word, child) for child in word.children
    )


def _is_not_until(word: Token) -> bool:
    """True for "will not open until May": it will."""
    return any(c.lower_ == "until" for below in word.children for c in (below, *below.children) if below.i > word.i)


def _is_cut_off(word: Token, child: Token) -> bool:
    return child.i > word.i and any(t.is_punct for t in word.doc[word.i : child.i])


def _is_not(word: Token) -> bool:
    """True for "not", "never", "no longer"; "not only" negates nothing."""
    following = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    if word.lower_ == "longer":
        return any(c.lower_ in ("no", "not") for c in word.children)
    return word.lower_ in NOT and word.dep_ in ("advmod", "neg", "cc:preconj", "aux") and following not in ONLY


def _is_predicative(word: Token) -> bool:
    return any(c.dep_ == "cop" for c in word.children)


def _is_hedged(word: Token) -> bool:
    lemma = word.lemma_.lower()
    if lemma in SEEM or (lemma == "look" and _looks(word)) or (lemma in DOUBTED and word.pos_ == "NOUN"):
        return True
    if lemma in DOUBTFUL and (_is_predicative(word) or _is_passive(word)):
        return True
    return any(head.lemma_.lower() in SEEM | DOUBTFUL for head in _raised(word)) or any(map(_hedges, word.children))


def _looks(word: Token) -> bool:
    """True for "looks likely", "looks like a deal", not for "looks for"."""
    return any(
        c.dep_ == "xcomp" or c.lower_ == "like" or any(g.lower_ == "like" for g in c.children) for c in word.children
    )


def _raised(word: Token) -> Iterator[Token]:
    """The predicates an infinitive hangs on: "appears to have fallen", "is likely to fall"."""
    while word.dep_ == "xcomp" and word.head.i != word.i:
        low, high = sorted((word.i, word.head.i))
        if any(t.text in (".", "!", "?") for t in word.doc[low:high]):
            return
        word = word.head
        yield word


def _hedges(child: Token) -> bool:
    """True for "may", "reportedly", "most likely", "alleged", and for "leaves the impression"."""
    if child.dep_ == "obj":
        return child.lemma_.lower() in DOUBTED
    if child.dep_ in ("aux", "advmod", "amod") and child.lower_ in MAY | PERHAPS | ALLEGED:
        return True
    return child.dep_ == "advmod" and any(c.lower_ in PERHAPS for c in child.children)


def _is_passive(word: Token) -> bool:
    return any(c.dep_ == "aux:pass" for c in word.children)


def _is_conditional(predicate: Token) -> bool:
    """True under "if" or "unless", or with such a clause hanging on a predicate that is not a past fact."""
    for child in predicate.children:
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return True
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in child.children):
            return True
    return False
