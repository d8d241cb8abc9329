"""Whether a clause is asserted or denied, by the grammar around its predicate, and whether a report puts it forward.

Polarity counts negations that reach the predicate: its own ("did not strike"), those of its subject or object ("no
evidence"), verbs of what was not done ("failed to warn"), verbs that deny ("denied that"), and those of a verb of
thinking above it ("doesn't think that"); two cancel out. Not counted as denials: what must not or cannot be, and what
nobody wants now. "Declined to confirm" denies nothing, and "wrongly claimed that" is the claim of whoever claimed.
Scope follows Universal Dependencies and stops at clauses: a negation in a subordinate clause leaves the main claim
alone.
"""

from __future__ import annotations

from rashomon.extract.clause import (
    ASKED,
    CHECKING,
    DENIALS,
    DENIERS,
    DENYING,
    RULING_OUT,
    SUBJECT,
    SURE,
    far_from,
    following,
    full_verb,
    is_left_open,
    is_negated,
    is_nobody,
    is_none,
    is_not_until,
    is_passive,
    is_predicative,
    leaves_open,
    raised,
)
from rashomon.extract.tree import Word
from rashomon.lexicon import noun_kind
from rashomon.model import Polarity
from rashomon.text import word_set

FALSELY = word_set("falsely wrongly erroneously incorrectly mistakenly")
FAIL = word_set("fail neglect omit avoid hesitate")
"""Verbs that say that what hangs on them was not done (Karttunen 1971)."""
SENDING_OFF = word_set("dismiss reject exclude")
"""Verbs that deny no claim where somebody is their object ("was dismissed for theft") or something is left."""
PERSONAL = word_set("i me he him she her we us they them who whom")
REFUSED = word_set(
    """request offer appeal motion petition bid application plea suit lawsuit case complaint nomination invitation
    demand amendment proposal bill visa entry access permission bail clemency"""
)
"""What is refused, not denied, where it is denied, rejected or dismissed."""
DOUBT = word_set("doubt question wonder")
"""What there is none of where something is certain."""
VOUCHING = word_set("confirm say tell know assure repeat stress think believe")
"""Verbs by which a speaker puts forward what follows, where the subject is "I" or "we"."""
OUGHT = word_set("can must should shall ought ca")
ABLE = word_set("can ca")
WANT = word_set("want seek intend wish plan hope need look")
FACT = word_set("did was were had has have will wo")
"""Auxiliaries under which it is told as a fact that something was not wanted ("did not need help")."""
FALSE = word_set("false untrue incorrect baseless unfounded untruthful fabricated bogus myth hoax nonsense lie fiction")
TRUTH = FALSE | word_set("true case so correct fact")
WRONG = FALSE | word_set("wrong fake inaccurate fabrication invention falsehood")
CLAIMS = word_set(
    "claim report allegation statement accusation assertion story rumor rumour charge suggestion notion idea"
)
RAISING = word_set("think believe expect suppose guess imagine reckon want seem appear consider feel")
JUDGING = word_set(
    """criticize criticise praise deny reject dispute dismiss denounce condemn accuse blame rebuff refute rebut welcome
    applaud defend urge demand vow warn threaten promise pledge slam blast decry hail mock endorse oppose insist
    claim say call describe label brand dub term characterize characterise portray depict"""
)
SILENT = word_set("know realize realise remember forget notice refuse decline")
SIDES = JUDGING | RULING_OUT
RAISED = RAISING | RULING_OUT
CORE = (*SUBJECT, "obj")


def polarity(predicate: Word, above: list[Word]) -> Polarity:
    """Whether a clause is asserted or denied; `above` are the reporting words it hangs on, outermost first."""
    count = 0 if is_evaded(predicate) else denials(predicate)
    for word in (token for token in above if token.i != predicate.i):
        count += (denies(word) and not _is_apart(predicate, word)) + (_negations(word) if word.lemma in TRUTH else 0)
        count += full_verb(word) in RAISED and is_negated(word)
        count += is_passive(word) and any(c.lower in FALSELY for c in word.children)  # "it was falsely reported"
    return "denies" if count % 2 else "asserts"


def _is_apart(predicate: Word, cue: Word) -> bool:
    """True for what stands beside a cue, after a colon or in another sentence ("Moss denied it: they had paid")."""
    low, high = sorted((predicate.i, cue.i))
    return (predicate.dep == "conj" and predicate.above == cue.i) or any(
        t.text in (".", "!", "?", ":") for t in cue.token.doc[low:high]
    )


def denials(predicate: Word) -> int:
    """How many words deny a predicate inside its own clause, the predicate itself included."""
    return _negations(predicate) + denies(predicate)


def is_evaded(predicate: Word) -> bool:
    """True for "neither confirmed nor denied it": as little is denied as by who declines to do both."""
    denying = (c for c in predicate.children if c.dep == "conj" and full_verb(c) in DENIALS)
    either = any(cc.lower in ("or", "nor") for c in denying for cc in c.children)
    return either and is_negated(predicate)


def called_true(predicate: Word) -> Word | None:
    """The predicate of what is said to be so or not: "fell" in "it is not true that the bridge fell"."""
    if predicate.lemma not in TRUTH:
        return _vouched(predicate)
    clause = ("csubj", "ccomp", *(("acl", "acl:relcl") if any(c.dep == "expl" for c in predicate.children) else ()))
    return next((c for c in predicate.children if c.dep in clause and c.i > predicate.i), None)


def _vouched(predicate: Word) -> Word | None:
    """The predicate of what a speaker puts forward: "fell" in "I can confirm that the bridge fell"."""
    if not _is_vouching(predicate) or is_negated(predicate) or is_open(predicate):
        return None
    clauses = (c for c in predicate.children if c.dep in ("ccomp", "csubj") and c.i > predicate.i)
    return next((c for c in clauses if _is_plain(c)), None)


def _is_vouching(predicate: Word) -> bool:
    """True for "I can confirm", "we know" and "it is clear"."""
    ours = any(c.dep == "nsubj" and c.lower in ("i", "we") for c in predicate.children)
    impersonal = any(c.dep == "expl" for c in predicate.children)
    return (ours and predicate.lemma in VOUCHING) or (impersonal and predicate.lemma in SURE)


def _is_plain(clause: Word) -> bool:
    """True for a clause with a subject that asks nothing and is no quotation: not "how it fell" and not ": it fell"."""
    first = clause.token.left_edge
    marked = first.is_punct or (first.i > 0 and first.nbor(-1).is_punct)
    return not marked and first.lower_ not in ASKED and any(c.dep in SUBJECT for c in clause.children)


def denies(word: Word) -> bool:
    """True for a verb that denies what is so; "dismissed the suit" and "denied her a lawyer" refuse."""
    if word.pos != "VERB" or word.lemma not in DENIERS or (verb := full_verb(word)) not in DENIALS or leaves_open(word):
        return False
    things = [c for c in word.children if c.dep in ("obj", "iobj", "nsubj:pass")]
    if len(things) > 1:
        return False
    refused = REFUSED | {"charge"} if verb == "dismiss" else REFUSED
    if verb in SENDING_OFF and (any(map(_is_somebody, things)) or any(map(_is_left, word.children))):
        return False
    return not any(c.lemma in refused for c in things)


def _is_left(word: Word) -> bool:
    """True for "from the race"."""
    return word.dep == "obl" and any(c.lower == "from" for c in word.children)


def _is_somebody(word: Word) -> bool:
    """True for a person's name, a personal pronoun, and a noun that names people."""
    described = word.pos == "NOUN" and noun_kind(word.lemma) == "person"
    return word.token.ent_type_ == "PERSON" or word.lower in PERSONAL or described


def _negations(predicate: Word) -> int:
    """How many negations reach a predicate inside its own clause."""
    if is_left_open(predicate):
        return 0
    nothing = sum(c.dep in CORE and is_none(c) and not _is_doubt(c) for c in predicate.children)
    own = is_negated(predicate) + (0 if is_not_until(predicate) else nothing)
    count = (0 if _is_wish(predicate) else own) + _is_no_such(predicate)
    count += sum(is_negated(head) for head in raised(predicate))  # "was not able to reach"
    count += far_from(predicate) is not None
    return count + _calls_false(predicate) + _is_undone(predicate) + _finds_not(predicate)


def _finds_not(predicate: Word) -> bool:
    """True for "found Moss not guilty" and "pleaded not guilty": what is judged so is negated."""
    return any(c.dep == "xcomp" and c.pos == "ADJ" and is_negated(c) and not _is_wish(c) for c in predicate.children)


def _is_no_such(predicate: Word) -> bool:
    """True for "is no tax"; "is in no hurry" and "is no doubt" deny nothing."""
    said_of = is_predicative(predicate) and not any(c.dep == "case" for c in predicate.children)
    return said_of and is_none(predicate) and predicate.lemma not in DOUBT


def _is_doubt(word: Word) -> bool:
    """True for "doubt", and for "reason to doubt": where there is none of it, nothing is denied."""
    return word.lemma in DOUBT or any(c.dep == "acl" and c.lemma in DENYING for c in word.children)


def _is_undone(predicate: Word) -> bool:
    """True for "failed to warn", "has yet to be repaired", "has still to say" and "stopped short of saying"."""
    lemma = predicate.lemma
    yet = lemma == "have" and following(predicate) in ("yet", "still")
    if lemma == "stop":
        return any(c.lower == "short" and g.dep == "advcl" for c in predicate.children for g in c.children)
    return (lemma in FAIL or yet) and any(c.dep == "xcomp" for c in predicate.children)


def _calls_false(predicate: Word) -> bool:
    """True for "it is false that …", and for "the claim is wrong", where only a claim can be untrue."""
    of_claim = any(c.dep in CORE and c.lemma in CLAIMS for c in predicate.children)
    if not is_predicative(predicate):  # "the report turned out to be wrong"
        below = (c for c in predicate.children if c.dep == "xcomp" and is_predicative(c))
        return of_claim and any(c.lemma in WRONG for c in below)
    return predicate.lemma in (WRONG if of_claim else FALSE)


def _is_wish(predicate: Word) -> bool:
    """True for "must not fall", "not to fall", "does not seek": what ought not be or is not wanted, not what is not."""
    if predicate.lemma in WANT:
        return not _is_fact(predicate)
    able = predicate.lemma in CHECKING | DENIERS or not is_negated(predicate)  # "nobody can say"
    ought = OUGHT - ABLE if able else OUGHT
    return any(
        (c.dep == "aux" and c.lower in ought) or (c.dep == "mark" and c.lower == "to") for c in predicate.children
    )


def _is_fact(verb: Word) -> bool:
    """True for "did not seek", "never sought" and "will not seek", not for "does not seek"."""
    finite = next((c for c in verb.children if c.dep.startswith("aux")), verb)
    past = finite.i == verb.i and verb.lower not in (verb.lemma, f"{verb.lemma}s")
    return past or finite.lower in FACT


def is_negated_report(word: Word) -> bool:
    """True if a verb of saying is negated or left undone, so that its content is not said ("nobody said that")."""
    undone = next(filter(_is_undone, (word, *raised(word))), None)
    if undone is not None:
        return not is_negated(undone)
    return is_nobody(word) or (is_negated(word) and full_verb(word) not in RAISED)


def is_silent(word: Word) -> bool:
    """True for a verb by which its subject knows or refuses something, and says nothing."""
    return word.lemma in SILENT


def takes_side(word: Word) -> bool:
    """True for a verb by which its subject holds a claim even where what it says is no clause ("denied the report")."""
    return full_verb(word) in SIDES


def is_open(word: Word) -> bool:
    """True if a verb of saying stands under a modal or condition, so that nothing has been said ("may announce")."""
    return any(
        c.dep == "aux" and c.lower in ("may", "might", "could", "should", "would", "must") for c in word.children
    )
