"""How a clause is put forward: denied or not, hedged or certain, by the grammar around its predicate.

Polarity counts negations that reach the predicate: its own ("did not strike"), those of its subject or object ("no
evidence"), verbs of what was not done ("failed to warn"), verbs that deny ("denied that"), and those of a verb of
thinking above it ("doesn't think that"); two cancel out. Hedges are modals of possibility, adverbs, predicates and
verbs of seeming, supposing and expecting, and conditions. Not counted as denials: what must not or cannot be, and what
nobody wants now. A plain "X said that" hedges nothing; "declined to confirm" denies nothing, and "wrongly claimed
that" is the claim of whoever claimed. Scope follows Universal Dependencies and stops at clauses: a negation in a
subordinate clause leaves the main claim alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.tree import Word
from rashomon.lexicon import noun_kind
from rashomon.model import Certainty, Polarity


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT = _words("not n't n’t never no neither nor hardly scarcely barely nowhere")
NONE = _words("no neither hardly scarcely barely")
"""Words in a subject or object by which it is nobody or nothing ("hardly anyone")."""
FALSELY = _words("falsely wrongly erroneously incorrectly mistakenly")
FAIL = _words("fail neglect omit avoid")
"""Verbs that say that what hangs on them was not done (Karttunen 1971)."""
ONLY = _words("only just merely simply least")
NOBODY = _words("no none nobody nothing neither")
RULE_OUT = "rule out"
DENYING = _words("deny dispute reject refute rebut disbelieve doubt dismiss contradict debunk disavow disprove")
SENDING_OFF = _words("dismiss reject")
"""Verbs that deny no claim where somebody is their object ("was dismissed for theft")."""
PERSONAL = _words("i me he him she her we us they them who whom")
REFUSED = _words(
    """request offer appeal motion petition bid application plea suit lawsuit case complaint nomination invitation
    demand amendment proposal bill visa entry access permission bail clemency"""
)
"""What is refused, not denied, where it is denied, rejected or dismissed."""
DOUBT = _words("doubt question wonder")
"""What there is none of where something is certain."""
SURE = _words("certain sure clear evident obvious")
"""What is not so is left open, and not denied ("it is not clear whether")."""
VOUCHING = _words("confirm say tell know assure repeat stress think believe")
"""Verbs by which a speaker puts forward what follows, where the subject is "I" or "we"."""
COMPARED = _words("more less fewer later earlier better worse longer")
ASKED = _words("if whether how who what when where why which")
OUGHT = _words("can must should shall ought ca")
ABLE = _words("can ca")
CHECKING = _words("verify confirm establish ascertain")
"""Verbs of what somebody is able or unable to do, where "cannot" tells of no duty."""
WANT = _words("want seek intend wish plan mean hope need look")
FACT = _words("did was were had has have will wo")
"""Auxiliaries under which it is told as a fact that something was not wanted ("did not need help")."""
FALSE = _words("false untrue incorrect baseless unfounded untruthful fabricated bogus myth hoax nonsense lie fiction")
TRUTH = FALSE | _words("true case so correct fact")
WRONG = FALSE | _words("wrong fake inaccurate fabrication invention falsehood")
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
    claim say call describe label brand dub term characterize characterise portray depict"""
)
SILENT = _words("know realize realise remember forget notice refuse decline")
SEEM = _words("seem appear suggest indicate hint imply suspect believe think guess assume suppose expect fear")
REGARD = _words("think believe appear fear assume")
DOUBTFUL = _words(
    """possible probable likely unlikely unclear uncertain potential plausible conceivable expected suspected understand
    allege rumor rumour"""
)
DOUBTED = _words(
    "possibility probability likelihood chance risk suspicion speculation rumor rumour sign indication impression"
)
ALLEGED = _words("alleged suspected presumed purported supposed apparent possible potential likely probable")
DENIALS = DENYING | {RULE_OUT}
DENIERS = frozenset(verb.partition(" ")[0] for verb in DENIALS)
SIDES = JUDGING | {RULE_OUT}
RAISED = RAISING | {RULE_OUT}
UNSURE = SEEM | DOUBTFUL
RUMOURED = _words("say report claim")
"""Verbs that hedge where it is left unsaid who says so ("is said to be ill")."""
HEDGES = MAY | PERHAPS | ALLEGED
SUBJECTS = ("nsubj", "nsubj:pass")
CORE = ("nsubj", "nsubj:pass", "nsubj:outer", "obj", "csubj", "expl")


def polarity(predicate: Word, above: list[Word]) -> Polarity:
    """Whether a clause is asserted or denied; `above` are the reporting words it hangs on, outermost first."""
    count = 0 if is_evaded(predicate) else denials(predicate)
    for word in (token for token in above if token.i != predicate.i):
        count += (_denies(word) and not _is_apart(predicate, word)) + (_negations(word) if word.lemma in TRUTH else 0)
        count += word.lemma in RAISING and _is_negated(word)
        count += _is_passive(word) and any(c.lower in FALSELY for c in word.children)  # "it was falsely reported"
    return "denies" if count % 2 else "asserts"


def _is_apart(predicate: Word, cue: Word) -> bool:
    """True for what stands after a colon or in a sentence of its own: "paid" in "Moss denied it: they had paid"."""
    low, high = sorted((predicate.i, cue.i))
    return any(t.text in (".", "!", "?", ":") for t in cue.token.doc[low:high])


def denials(predicate: Word) -> int:
    """How many words deny a predicate inside its own clause, the predicate itself included."""
    return _negations(predicate) + _denies(predicate)


def is_evaded(predicate: Word) -> bool:
    """True for "neither confirmed nor denied it": as little is denied as by who declines to do both."""
    denying = (c for c in predicate.children if c.dep == "conj" and c.lemma in DENYING)
    either = any(cc.lower in ("or", "nor") for c in denying for cc in c.children)
    return either and _is_negated(predicate)


def called_true(predicate: Word) -> Word | None:
    """The predicate of what is said to be so or not: "fell" in "it is not true that the bridge fell"."""
    if predicate.lemma not in TRUTH:
        return _vouched(predicate)
    clause = ("csubj", "ccomp", *(("acl", "acl:relcl") if any(c.dep == "expl" for c in predicate.children) else ()))
    return next((c for c in predicate.children if c.dep in clause and c.i > predicate.i), None)


def _vouched(predicate: Word) -> Word | None:
    """The predicate of what a speaker puts forward: "fell" in "I can confirm that the bridge fell"."""
    if not _is_vouching(predicate) or _is_negated(predicate) or is_open(predicate):
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
    return not marked and first.lower_ not in ASKED and any(c.dep in CORE and c.dep != "obj" for c in clause.children)


def _denies(word: Word) -> bool:
    """True for a verb that denies what is so; "dismissed the suit" and "denied her a lawyer" refuse."""
    if word.pos != "VERB" or word.lemma not in DENIERS or (verb := _verb(word)) not in DENIALS or _leaves_open(word):
        return False
    things = [c for c in word.children if c.dep in ("obj", "iobj", "nsubj:pass")]
    if len(things) > 1:
        return False
    refused = REFUSED | {"charge"} if verb == "dismiss" else REFUSED
    return not any(c.lemma in refused or (verb in SENDING_OFF and _is_somebody(c)) for c in things)


def _leaves_open(word: Word) -> bool:
    """True for "whether it was open is disputed" and "they dispute whether it was": not denied, but not agreed on."""
    clauses = (c for c in word.children if c.dep in ("csubj", "csubj:pass", "ccomp", "advcl"))
    return any(c.dep == "mark" and c.lower == "whether" for clause in clauses for c in clause.children)


def _verb(word: Word) -> str:
    """A verb with its particle: "rule out"."""
    particle = next((f" {c.lower}" for c in word.children if c.dep == "compound:prt"), "")
    return word.lemma + particle


def _is_somebody(word: Word) -> bool:
    """True for a person's name, a personal pronoun, and a noun that names people."""
    described = word.pos == "NOUN" and noun_kind(word.lemma) == "person"
    return word.token.ent_type_ == "PERSON" or word.lower in PERSONAL or described


def certainty(predicate: Word, above: list[Word]) -> Certainty:
    """Whether the clause is put forward as certain or hedged."""
    return (
        "hedged" if any(_is_hedged(word) for word in (predicate, *above)) or _is_conditional(predicate) else "certain"
    )


def _negations(predicate: Word) -> int:
    """How many negations reach a predicate inside its own clause."""
    if _is_left_open(predicate):
        return 0
    count = int(_is_negated(predicate) and not _is_wish(predicate))
    for child in predicate.children:
        if child.dep in CORE and (child.lower in NOBODY or (_is_none(child) and not _is_doubt(child))):
            count += 1
    count += _is_no_such(predicate)
    count += sum(_is_negated(head) for head in _raised(predicate))  # "was not able to reach"
    return count + _calls_false(predicate) + _is_undone(predicate) + _finds_not(predicate)


def _finds_not(predicate: Word) -> bool:
    """True for "found Moss not guilty" and "pleaded not guilty": what is judged so is negated."""
    return any(c.dep == "xcomp" and c.pos == "ADJ" and _is_negated(c) and not _is_wish(c) for c in predicate.children)


def _is_no_such(predicate: Word) -> bool:
    """True for "is no tax"; "is in no hurry" and "is no doubt" deny nothing."""
    said_of = _is_predicative(predicate) and not any(c.dep == "case" for c in predicate.children)
    return said_of and _is_none(predicate) and predicate.lemma not in DOUBT


def _is_doubt(word: Word) -> bool:
    """True for "doubt", and for "reason to doubt": where there is none of it, nothing is denied."""
    return word.lemma in DOUBT or any(c.dep == "acl" and c.lemma in DENYING for c in word.children)


def _is_left_open(predicate: Word) -> bool:
    """True for "it is not clear whether …", "nobody knows why": not denied, but said to be uncertain."""
    lemma = predicate.lemma
    if lemma not in SURE and lemma != "know":
        return False
    clauses = [c for c in predicate.children if c.i > predicate.i and c.dep in ("csubj", "csubj:pass", "ccomp")]
    asked = any(t.lower_ in ASKED and t.i < c.i for c in clauses for t in c.token.subtree)
    negated = _is_negated(predicate) or _is_nobody(predicate)
    return negated and bool(clauses) and (lemma in SURE or asked)


def _is_none(word: Word) -> bool:
    """True for "no tax", "hardly anyone" and "not a single ship", not for "no more than it earns"."""
    found = (c for c in word.children if c.lower in NONE and c.dep not in ("discourse", "obl"))
    return _is_not_one(word) or any(_next(c) not in COMPARED for c in found)


def _is_not_one(word: Word) -> bool:
    """True for "not one ship" and "not a single ship", not for "not one ship but two" and "is not one of them"."""
    if _is_predicative(word) or any(c.lower == "but" for part in word.children for c in (part, *part.children)):
        return False
    below = (word, *(c for c in word.children if c.dep in ("nummod", "det")))
    found = (c for part in below for c in part.children if c.lower == "not" and c.i < word.i)
    return any(_next(c) == "one" or (_next(c), _next(c, 2)) == ("a", "single") for c in found)


def _next(word: Word, by: int = 1) -> str:
    """The word so many after another, in lower case; "" after the last."""
    words = word.tree.words
    return words[word.i + by].lower if word.i + by < len(words) else ""


def _is_undone(predicate: Word) -> bool:
    """True for "failed to warn", "has yet to be repaired", "has still to say" and "stopped short of saying"."""
    lemma = predicate.lemma
    yet = lemma == "have" and _next(predicate) in ("yet", "still")
    if lemma == "stop":
        return any(c.lower == "short" and g.dep == "advcl" for c in predicate.children for g in c.children)
    return (lemma in FAIL or yet) and any(c.dep == "xcomp" for c in predicate.children)


def _calls_false(predicate: Word) -> bool:
    """True for "it is false that …", and for "the claim is wrong", where only a claim can be untrue."""
    of_claim = any(c.dep in CORE and c.lemma in CLAIMS for c in predicate.children)
    if not _is_predicative(predicate):  # "the report turned out to be wrong"
        below = (c for c in predicate.children if c.dep == "xcomp" and _is_predicative(c))
        return of_claim and any(c.lemma in WRONG for c in below)
    return predicate.lemma in (WRONG if of_claim else FALSE)


def _is_wish(predicate: Word) -> bool:
    """True for "must not fall", "not to fall", "does not seek": what ought not be or is not wanted, not what is not."""
    if predicate.lemma in WANT:
        return not _is_fact(predicate)
    ought = OUGHT - ABLE if predicate.lemma in CHECKING else OUGHT
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
    undone = any(map(_is_undone, (word, *_raised(word))))
    return undone or _is_nobody(word) or (_is_negated(word) and _verb(word) not in RAISED)


def _is_nobody(word: Word) -> bool:
    """True if the subject is nobody."""
    return any(c.dep in SUBJECTS and (c.lower in NOBODY or _is_none(c)) for c in word.children)


def is_silent(word: Word) -> bool:
    """True for a verb by which its subject knows or refuses something, and says nothing."""
    return word.lemma in SILENT


def takes_side(word: Word) -> bool:
    """True for a verb by which its subject holds a claim even where what it says is no clause ("denied the report")."""
    return _verb(word) in SIDES


def is_open(word: Word) -> bool:
    """True if a verb of saying stands under a modal or condition, so that nothing has been said ("may announce")."""
    return any(
        c.dep == "aux" and c.lower in ("may", "might", "could", "should", "would", "must") for c in word.children
    )


def _is_negated(word: Word) -> bool:
    """True for a negation that reaches the word, unlike those of "stopped it, not proportionate" and "not the only"."""
    if not any(_is_not(child) and not _is_cut_off(word, child) for child in word.children):
        return False
    only = _is_predicative(word) and any(c.lower == "only" for c in word.children)
    return not (only or _is_not_until(word))


def _is_not_until(word: Word) -> bool:
    """True for "will not open until May": it will."""
    return any(c.lower == "until" for below in word.children if below.i > word.i for c in (below, *below.children))


def _is_cut_off(word: Word, child: Word) -> bool:
    """True for a "not" after a mark, and for the "nor" of "nor did it fall, Moss said"."""
    low, high = sorted((word.i, child.i))
    return (child.i > word.i or child.dep == "cc") and any(t.is_punct for t in word.token.doc[low:high])


def _is_not(word: Word) -> bool:
    """True for "not", "never", "no longer", "nor"; "not only" negates nothing."""
    if word.lower == "longer":
        return any(c.lower in ("no", "not") for c in word.children)
    if word.lower not in NOT or word.dep not in ("advmod", "neg", "cc", "cc:preconj", "aux"):
        return False
    return _next(word) not in ONLY


def _is_predicative(word: Word) -> bool:
    return any(c.dep == "cop" for c in word.children)


def _is_hedged(word: Word) -> bool:
    lemma = word.lemma
    verb = _verb(word) if lemma in DENIERS else lemma
    if (verb in DENYING and _leaves_open(word)) or (lemma in SEEM and not _is_regard(word)):
        return True
    if (lemma == "look" and _looks(word)) or (lemma in DOUBTED and word.pos == "NOUN") or _is_left_open(word):
        return True
    if (verb == RULE_OUT and _is_negated(word)) or _is_rumoured(word):
        return True
    if lemma in DOUBTFUL and (_is_predicative(word) or _is_passive(word)) and not _is_compared(word):
        return True
    above = (head for head in _raised(word) if not _is_compared(head))
    return any(head.lemma in UNSURE for head in above) or any(map(_hedges, word.children))


def _is_rumoured(word: Word) -> bool:
    """True for "is said to be ill", not for "was said to her"."""
    return word.lemma in RUMOURED and _is_passive(word) and any(c.dep == "xcomp" for c in word.children)


def _is_compared(word: Word) -> bool:
    """True for "twice as likely to fall" and "more likely to fall than to hold", not for "more likely than not"."""
    beside = {c.lower for c in word.children}
    after = " ".join(("", *(t.lower_ for t in word.token.subtree if t.i > word.i), ""))
    compared = "as" in beside or (bool(beside & {"more", "less"}) and " than " in after)
    return compared and not _is_impersonal(word) and " than not " not in after and " as not " not in after


def _is_impersonal(word: Word) -> bool:
    """True for "it is likely that"."""
    return any(c.dep in ("expl", "csubj") for c in word.children)


def _is_regard(word: Word) -> bool:
    """True for "thinks of her", "believed us" and "appeared in court", by which no clause is supposed."""
    deps = {c.dep for c in word.children if c.i > word.i}
    return word.lemma in REGARD and bool(deps & {"obj", "obl"}) and not deps & {"ccomp", "xcomp", "csubj"}


def _looks(word: Word) -> bool:
    """True for "looks likely", "looks like a deal", not for "looks for"."""
    return any(
        c.dep == "xcomp" or c.lower == "like" or any(g.lower == "like" for g in c.children) for c in word.children
    )


def _raised(word: Word) -> Iterator[Word]:
    """The predicates an infinitive hangs on: "appears to have fallen", "is likely to fall"."""
    while word.dep == "xcomp" and word.head.i != word.i:
        low, high = sorted((word.i, word.head.i))
        if any(t.text in (".", "!", "?") for t in word.token.doc[low:high]):
            return
        word = word.head
        yield word


def _hedges(child: Word) -> bool:
    """True for "may", "reportedly", "most likely", "alleged", and for "leaves the impression"; not for "could not"."""
    if child.dep == "obj":
        return child.lemma in DOUBTED
    if child.dep in ("aux", "advmod", "amod") and child.lower in HEDGES:
        return child.lower != "could" or not (_is_negated(child.head) or _is_nobody(child.head))
    return child.dep == "advmod" and any(c.lower in PERHAPS for c in child.children)


def _is_passive(word: Word) -> bool:
    return any(c.dep == "aux:pass" for c in word.children)


def _is_conditional(predicate: Word) -> bool:
    """True under "if" or "unless", or with such a clause below; "even if it rains" is no condition."""
    for child in predicate.children:
        if child.dep == "mark" and child.lower in ("if", "unless", "whether"):
            return True
        if child.dep == "advcl" and (_is_inverted(child) or any(map(_is_if, child.children))):
            return True
    return False


def _is_if(mark: Word) -> bool:
    """True for "if" and "unless", not for "even if"."""
    even = mark.i > 0 and mark.tree.words[mark.i - 1].lower == "even"
    return mark.dep == "mark" and mark.lower in ("if", "unless") and not even


def _is_inverted(clause: Word) -> bool:
    """True for "had it fallen", "should it fall": a condition without "if"."""
    first = clause.token.left_edge
    return first.dep_ in ("aux", "aux:pass", "cop") and first.lower_ in ("had", "were", "should")
