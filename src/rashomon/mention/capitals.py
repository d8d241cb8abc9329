"""A capital that acts, owns or is dealt with is the seat of power ("Paris said", "talks with Paris"), not the city."""

from __future__ import annotations

from spacy.tokens import Span, Token

from rashomon.lexicon import country, deed_type

STATECRAFT = frozenset({
    "accuse", "acknowledge", "admit", "agree", "announce", "argue", "ask", "back", "ban", "blame", "call", "claim",
    "condemn", "confirm", "consider", "decide", "declare", "demand", "denounce", "deny", "deploy", "dismiss", "expect",
    "expel", "fear", "hope", "impose", "insist", "intend", "issue", "launch", "lift", "maintain", "offer", "order",
    "plan", "pledge", "promise", "propose", "protest", "pull", "refuse", "reject", "respond", "retaliate", "sanction",
    "say", "see", "seek", "send", "sever", "sign", "summon", "support", "threaten", "try", "urge", "vow", "want",
    "warn", "withdraw",
})  # fmt: skip
FEELING = frozenset({
    "alarm", "anger", "annoy", "concern", "convince", "disappoint", "embarrass", "encourage", "humiliate", "infuriate",
    "outrage", "please", "reassure", "shock", "stun", "surprise", "trouble", "unnerve", "upset", "worry",
})  # fmt: skip
CITY_LIFE = frozenset({"fall", "burn", "sit", "lie", "host", "boast", "wake", "sleep", "celebrate", "lose", "become"})
TRAVEL = frozenset({
    "go", "travel", "fly", "return", "come", "move", "head", "drive", "bring", "take", "flee", "get", "rush",
    "accompany", "carry", "deploy", "escort", "evacuate", "invite", "lure", "march", "sail", "ship", "transfer",
    "convoy", "flight", "highway", "journey", "mile", "road", "route", "train", "trip", "visit", "visitor", "way",
})  # fmt: skip
DEALINGS = frozenset({
    "ally", "backing", "blow", "challenge", "concession", "consent", "decision", "defeat", "demand", "dependent",
    "enemy", "foe", "friend", "hard", "hostility", "humiliation", "leverage", "message", "order", "policy", "pressure",
    "problem", "promise", "reaction", "reliant", "response", "rival", "sanction", "setback", "signal", "soft",
    "stance", "statement", "support", "threat", "tough", "victory", "war", "warning", "win",
})  # fmt: skip
"""What is a government's, or is done to it: "pressure on Paris", "a blow for Paris", "soft on Paris"."""
ENVOYS = frozenset({"delegate", "delegation", "diplomat", "emissary", "envoy", "official", "representative"})
RULERS = frozenset({"ally", "establishment", "official", "policymaker", "ruler"})
MOODS = frozenset({
    "alarm", "anger", "anxiety", "concern", "consternation", "dismay", "fear", "frustration", "fury", "indignation",
    "irritation", "nervousness", "outrage", "relief", "resentment", "satisfaction", "suspicion", "unease", "worry",
})  # fmt: skip
"""What is felt "in Paris" where Paris is a government."""
MINDED = frozenset({
    "able", "afraid", "angry", "committed", "convinced", "determined", "eager", "furious", "guilty", "keen", "likely",
    "prepared", "ready", "reluctant", "responsible", "right", "unable", "unlikely", "unwilling", "wary", "willing",
    "wrong",
})  # fmt: skip
POLITICS = frozenset({"ACCUSE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
WAY = 5  # tokens from "from" to the second place


def is_government(core: Span) -> bool:
    """A capital that acts, owns or is dealt with is the seat of power, not the city."""
    found = country(core.text)
    if found is None or found.form != "capital":
        return False
    head = core.root
    while head.dep_ == "conj" and head.head.pos_ == "PROPN" and head.head != head:
        head = head.head
    verb = head.head.lemma_.lower()
    if head.dep_ == "nsubj":
        return verb in MINDED or (head.head.pos_ == "VERB" and verb not in CITY_LIFE)
    if head.dep_ in ("nsubj:pass", "obj"):
        return verb in STATECRAFT | FEELING or deed_type(verb) in POLITICS
    return head.dep_ in ("obl:agent", "nmod:poss") or _is_dealt_with(head, verb)


def _is_dealt_with(head: Token, said: str) -> bool:
    """By its preposition and the word that takes it; for "in" the one before it, whatever the parse hangs it on."""
    marker = next((child for child in head.lefts if child.dep_ == "case" and child.i), None)
    case = "" if marker is None else marker.lower_
    if marker is not None and case == "in":
        return marker.nbor(-1).lemma_.lower() in RULERS | MOODS
    if case == "to":
        return said not in TRAVEL and not _is_way_to(head)
    if case in ("on", "from", "of", "for"):
        return said in DEALINGS or (case == "from" and said in ENVOYS)
    return case in ("with", "against", "between", "by")


def _is_way_to(head: Token) -> bool:
    """True for the second of two places between which something is ("from Paris to Lyon")."""
    before = head.doc[head.sent.start : head.i]
    return any(token.lower_ == "from" and head.i - token.i <= WAY for token in before)
