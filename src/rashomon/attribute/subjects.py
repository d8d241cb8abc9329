"""Who speaks by a verb, as the parse has it, and the token ranges of phrases and clauses."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.attribute import cues
from rashomon.attribute.link import Range

SUBJECT = ("nsubj", "nsubj:outer", "csubj")
TOLD = cues.SAY | cues.ASK | {"accuse"}
SENSING = frozenset(("hear", "see", "watch"))
EDGE = frozenset([",", ";", ":", "-", "–", "—", ".", "and", "but", "or"])


def speaker_of(cue: Token) -> Range | None:
    """Who speaks by a cue: X of "according to X", else the verb's source."""
    return phrase(cue.head) if cue.lower_ == "according" and cue.dep_ == "case" else source_of(cue)


def source_of(verb: Token) -> Range | None:
    """The subject of a verb, also through coordination, participles and relative clauses, or a passive's agent."""
    for _ in range(5):
        found = next((c for c in verb.children if c.dep_ in SUBJECT), None) or _witnessed(verb)
        if found is not None:
            return phrase(found)
        if is_quoted_as(verb):
            return _quoted(verb.head)
        agent = next((c for c in verb.children if c.dep_ == "obl:agent"), None)
        if agent is not None or is_passive(verb) or is_told(verb):
            return phrase(agent) if agent is not None else None
        if verb.dep_ == "acl":
            return None if _is_infinitive(verb) else phrase(verb.head, without=verb)
        if verb.dep_.split(":")[0] not in ("conj", "xcomp", "advcl", "parataxis") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _witnessed(verb: Token) -> Token | None:
    """Whom somebody hears or sees speak ("heard the guard say")."""
    above = verb.head
    bare = verb.dep_ in ("ccomp", "xcomp") and above.lemma_.lower() in SENSING and not _is_infinitive(verb)
    between = (c for c in above.children if c.dep_ in ("obj", "nsubj") and above.i < c.i < verb.i)
    return next(between, None) if bare else None


def is_quoted_as(verb: Token) -> bool:
    """True for "saying" in "was quoted as saying that …" and "quoted her as saying that …"."""
    quoted = verb.head.lemma_.lower() in ("quote", "cite") and verb.lemma_.lower() in cues.SAY
    return quoted and not has_subject(verb) and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _quoted(verb: Token) -> Range | None:
    """Whom a verb quotes: what is its object, or its subject in the passive."""
    quoted = ("nsubj:pass",) if is_passive(verb) else ("obj", "iobj")
    return next((phrase(c) for c in verb.children if c.dep_ in quoted), None)


def _is_infinitive(verb: Token) -> bool:
    """True for "reason to doubt", where the noun is not who doubts."""
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def has_subject(verb: Token) -> bool:
    """True if the verb has a subject of its own."""
    return any(c.dep_ in SUBJECT for c in verb.children)


def is_passive(verb: Token) -> bool:
    """True if the verb's own subject or auxiliary marks it as passive."""
    return any(c.dep_ in ("nsubj:pass", "csubj:pass", "aux:pass", "expl") for c in verb.children)


def is_told(verb: Token) -> bool:
    """True for the participle of who is told, asked or accused something ("Told that it fell, Moss left")."""
    alone = not has_subject(verb) and not any(c.dep_.startswith("aux") for c in verb.children)
    lemma = verb.lemma_.lower()
    past = verb.lower_ != lemma and not verb.lower_.endswith("ing")
    return verb.dep_ in ("acl", "advcl") and lemma in TOLD and alone and past


def phrase(head: Token, *, without: Token | None = None) -> Range:
    """The noun phrase of a head without its preposition, appositions after a comma, and clauses."""
    left, right = head.i, head.i + 1
    for child in head.children:
        if (
            child.dep_ in ("case", "punct", "cc", "mark", "parataxis", "acl:relcl", "advcl", "cop", "aux")
            or child == without
        ):
            continue
        if child.dep_ in ("acl", "appos", "conj") and any(t.text in ",(–—" for t in head.doc[head.i + 1 : child.i]):
            continue
        tokens = [t.i for t in child.subtree]
        left, right = min(left, *tokens), max(right, *(i + 1 for i in tokens))
    return left, right


def ranges(doc: Doc, tokens: list[int]) -> list[Range]:
    """Runs of token numbers, without punctuation and conjunctions at the edges and a leading "that"."""
    found: list[Range] = []
    for i in sorted(set(tokens)):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    trimmed = (_trim(doc, *run) for run in found)
    return [run for run in trimmed if run and any(not t.is_punct and not t.is_space for t in doc[run[0] : run[1]])]


def _trim(doc: Doc, start: int, end: int) -> Range | None:
    while start < end and (doc[start].lower_ in EDGE or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in EDGE or doc[end - 1].is_space):
        end -= 1
    return (start, end) if start < end else None
