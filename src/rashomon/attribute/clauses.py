"""Finds reported speech and thought in the parse: who says that what, by the grammar of English clauses.

Complement clauses ("said that …"), clauses the verb is set into or after ("…, she said, …"), "as X said",
"according to X", nouns with a clause ("the claim that …"), adverbs ("reportedly"), "said to be", figures ("put the
dead at 40") and names ("identified the victim as X"). Relations are those of Universal Dependencies 2. What it does not
do: verbs outside the list in `cues`, other contents without a clause.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

from rashomon.attribute import cues
from rashomon.attribute.amounts import NAMING, PUTTING, told
from rashomon.attribute.link import Draft, Range
from rashomon.attribute.subjects import has_subject, is_passive, is_quoted_as, phrase, ranges, source_of
from rashomon.lexicon import noun_kind
from rashomon.tokens import Tokens

REPORTING = cues.SAY | cues.THINK
CUES = REPORTING | cues.DENY | {"accuse"}
# Lemmas by which the parse may show a report.
HINGES = CUES | frozenset(PUTTING) | NAMING | cues.NOUNS | cues.WORDS | cues.ADVERBS
PIECES = 2  # a content in more pieces is a misread tree
GOVERNED = ("ccomp", "xcomp", "obj", "obl")


def find(words: Tokens, taken: Container[int]) -> list[Draft]:
    """Attributions the parse shows by other cues than those taken, in text order; nothing without a parse."""
    doc = words.doc
    if not doc.has_annotation("DEP"):
        return []
    near = (i for i, lemma in enumerate(words.lemma) if lemma in HINGES or words.lower[i] == "according")
    found = [draft for i in near if i not in taken for draft in _at(doc[i])]
    return [draft for draft in found if _is_someone_elses(doc, draft) and len(draft.content) <= PIECES]


def _is_someone_elses(doc: Doc, draft: Draft) -> bool:
    """False for "I think", which reports nobody else, and for "you know"."""
    return draft.source is None or doc[draft.source[0]].lower_ not in ("i", "we", "you")


def _at(token: Token) -> Iterator[Draft]:
    lemma, pos = token.lemma_.lower(), token.pos_
    if pos == "VERB" and (lemma in CUES or told(token)):
        yield from reports(token)
    elif pos == "NOUN" and lemma in cues.NOUNS:
        yield from _noun(token)
        yield from _in_words(token)
    elif pos == "NOUN" and lemma in cues.WORDS:
        yield from _in_words(token)
    elif lemma in cues.ADVERBS and token.dep_ == "advmod":
        yield from _adverb(token)
    elif token.lower_ == "according" and token.dep_ in ("case", "mark", "fixed", "advmod", "advcl", "obl"):
        yield from _according(token)


def reports(verb: Token) -> Iterator[Draft]:
    """What a verb of reporting reports, if it does."""
    content = _complement(verb, verb.lemma_.lower())
    saying = next(filter(is_quoted_as, verb.children), None)
    source = source_of(verb) if saying is None else quoted_by(saying)
    if not content or (saying is not None and source is None):
        return
    first = verb.head.i if is_quoted_as(verb) and quoted_by(verb) is None else verb.i
    yield Draft(cue=(first, verb.i + 1), source=source, content=content)


def quoted_by(saying: Token) -> Range | None:
    """Who quotes somebody as saying something: "was quoted by TNA as saying", "was quoted as saying by TNA"."""
    by = (c for c in saying.children if c.dep_.startswith("obl") and any(t.lower_ == "by" for t in c.children))
    named = next((c for c in by if c.pos_ == "PROPN" or _speaks(c)), None)
    return source_of(saying.head) if named is None else phrase(named)


def _complement(verb: Token, lemma: str) -> list[Range]:
    """The token ranges of what the verb reports; empty if it reports nothing."""
    children = list(verb.children)
    clauses = [c for c in children if c.dep_ == "ccomp" or is_quoted_as(c)]
    if not clauses and lemma in cues.SAY:
        clauses = [c for c in children if c.dep_ == "parataxis" and c.i > verb.i and _colon_between(verb, c)]
    if clauses:
        return ranges(verb.doc, [t.i for c in clauses for t in c.subtree])
    if objects := _ahead(verb) or told(verb) or _disputed(verb, lemma):
        return objects
    if verb.dep_ == "parataxis" and lemma in cues.SAY and has_subject(verb) and _is_set_off(verb):
        return _around(verb)
    if verb.dep_ == "advcl" and any(c.lower_ in ("as", "like") and c.dep_ == "mark" for c in children):
        return _around(verb) if has_subject(verb) and not _is_nothing_found(verb.head) else []
    if is_passive(verb):  # "it was reported that …", "is said to …"
        open_clauses = [c for c in children if c.dep_ in ("xcomp", "csubj:pass", "csubj")]
        return ranges(verb.doc, [t.i for c in open_clauses for t in c.subtree])
    return []


def _ahead(saying: Token) -> list[Range]:
    """What stands before "she was quoted as saying"; nothing for other verbs."""
    quoting = saying.head
    if not is_quoted_as(saying):
        return []
    if quoting.dep_ == "parataxis":
        return _around(quoting) if _is_set_off(quoting) else []
    return ranges(saying.doc, [t.i for c in quoting.lefts if c.dep_ == "ccomp" for t in c.subtree])


def _disputed(verb: Token, lemma: str) -> list[Range]:
    """What "denied the report" and "accused them of lying" are about; nothing for a refusal."""
    things = [c for c in verb.children if c.dep_ in ("obj", "obl", "advcl", "xcomp") and c.i > verb.i]
    speaks = (lemma in cues.DENY or lemma == "accuse") and any(c.dep_ == "obj" for c in verb.children)
    if not speaks or refuses(verb) or source_of(verb) is None:
        return []
    return ranges(verb.doc, [t.i for c in things for t in c.subtree])


def refuses(verb: Token) -> bool:
    """True for "denied him a lawyer" and "was denied bail", which say nothing."""
    things = [c.dep_ for c in verb.children if c.dep_ in ("obj", "iobj", "nsubj:pass")]
    return verb.lemma_.lower() == "deny" and "obj" in things and len(things) > 1


def opposite(verb: Token) -> Token | None:
    """The verb of reporting that another with a subject is set against ("A said it fell, while B said it burned")."""
    marked = any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in verb.children)
    if not marked or verb.dep_ != "advcl" or verb.lemma_.lower() not in CUES or not has_subject(verb):
        return None
    host = verb.head if verb.head.lemma_.lower() in CUES else verb.head.head
    return host if host.lemma_.lower() in CUES and any(c.text == "," for c in verb.lefts) else None


def _is_nothing_found(host: Token) -> bool:
    """True for "found no sign of fire, as X had claimed": what X claimed is not that nothing was found."""
    objects = (c for c in host.children if c.dep_ == "obj")
    return any(c.lower_ == "no" and c.dep_ == "det" for thing in objects for c in thing.children)


def is_opposed(cue: Token) -> bool:
    """True for "which X disputes" and "contrary to what X said": the clause before is none of X's."""
    if cue.dep_ != "acl:relcl":
        return False
    about = any(c.lower_ == "which" and c.dep_ in ("obj", "nsubj:pass") for c in cue.children)
    return (about and cue.lemma_.lower() in cues.DENY) or cue.head.head.lower_ == "contrary"


def _is_set_off(verb: Token) -> bool:
    """True if a mark stands on either side of the words of an inserted clause."""
    before, after = verb.left_edge.i - 1, verb.right_edge.i + 1
    doc = verb.doc
    return (before >= 0 and doc[before].is_punct) or (after < len(doc) and doc[after].is_punct)


def _around(verb: Token) -> list[Range]:
    """The clause a verb of saying is set into, without the words of that verb."""
    own = {t.i for t in verb.subtree}
    host = verb.head
    others = {
        t.i
        for c in host.children
        if c.dep_ == "parataxis" and c.i != verb.i and c.lemma_ in REPORTING
        for t in c.subtree
    }
    return ranges(verb.doc, [t.i for t in host.subtree if t.i not in own and t.i not in others])


def _colon_between(left: Token, right: Token) -> bool:
    between = left.doc[left.i + 1 : right.i]
    return any(t.text in (":", "“", '"', ",", "''", "``") for t in between)


def _noun(word: Token) -> Iterator[Draft]:
    for clause in word.children:
        if clause.dep_ in ("acl", "ccomp") and any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children):
            yield Draft(
                cue=(word.i, word.i + 1), source=_owner(word), content=ranges(word.doc, [t.i for t in clause.subtree])
            )


def _owner(word: Token) -> Range | None:
    """Whose statement it is: "the ministry's claim", "a claim by the ministry", "she made the claim"."""
    for child in word.children:
        if child.dep_ == "nmod:poss":
            return phrase(child)
        if child.dep_ == "nmod" and any(c.lower_ in ("by", "from", "of") for c in child.children):
            return phrase(child)
    if word.dep_ == "obj" and word.head.lemma_ in (
        "make",
        "issue",
        "give",
        "repeat",
        "voice",
        "express",
        "have",
        "release",
    ):
        return source_of(word.head)
    return None


def _in_words(word: Token) -> Iterator[Draft]:
    """ "In the words of X", "in X's view", "by her own account": the clause is theirs."""
    case = next((c for c in word.children if c.dep_ == "case" and c.lower_ in ("in", "by")), None)
    owner = next((c for c in word.children if c.dep_ in ("nmod:poss", "nmod")), None)
    if case is None or owner is None or word.lemma_.lower() not in cues.WORDS or word.dep_ != "obl":
        return
    own = {t.i for t in word.subtree}
    content = ranges(word.doc, [t.i for t in word.head.subtree if t.i not in own])
    if content:
        yield Draft(
            cue=(case.i, word.i + 1) if owner.i > word.i else (word.i, word.i + 1),
            source=phrase(owner),
            content=content,
        )


def _adverb(adverb: Token) -> Iterator[Draft]:
    clause = adverb.head
    content = [t.i for t in clause.subtree if t.i != adverb.i]
    if clause.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and len(content) > 2:
        yield Draft(cue=(adverb.i, adverb.i + 1), content=ranges(adverb.doc, content))


def _according(word: Token) -> Iterator[Draft]:
    to = word.nbor() if word.i + 1 < len(word.doc) else word
    named = (
        word.head
        if word.dep_ in ("case", "mark", "fixed")
        else next((c for c in word.children if c.dep_ == "obl"), None)
    )
    if to.lower_ != "to" or named is None or named.i <= to.i:
        return
    outer = word if named.head.i == word.i else named
    own = {t.i for t in outer.subtree}
    host = outer.head
    content = ranges(word.doc, [t.i for t in host.subtree if t.i not in own])
    set_off = named.left_edge.i == host.left_edge.i or any(t.text == "," for t in (*_before(word), *_after(named)))
    if content and host.i != outer.i and (set_off or named.pos_ == "PROPN" or _speaks(named)):
        yield Draft(cue=(word.i, to.i + 1), source=phrase(named), content=content)


def _before(word: Token) -> list[Token]:
    return [word.doc[word.i - 1]] if word.i else []


def _after(named: Token) -> list[Token]:
    end = named.right_edge.i + 1
    return [named.doc[end]] if end < len(named.doc) else []


def _speaks(named: Token) -> bool:
    """True for people and for reports, not for "according to plan"."""
    return named.lemma_.lower() in cues.NOUNS or noun_kind(named.lemma_) in ("person", "org", "group")


def reported(doc: Doc, cue: Range) -> list[Range]:
    """The clause reported by a verb of a cue, wherever it stands."""
    verbs = [t for t in doc[cue[0] : cue[1]] if t.pos_ == "VERB"] if doc.has_annotation("DEP") else []
    contents = (_complement(verb, verb.lemma_.lower()) for verb in verbs)
    return next((content for content in contents if content and len(content) <= PIECES), [])


def governed(doc: Doc, cue: Range) -> list[Range]:
    """The clauses and objects after a cue that hang on it."""
    if not doc.has_annotation("DEP"):
        return []
    after = [c for t in doc[cue[0] : cue[1]] for c in t.children if c.i >= cue[1] and c.dep_ in GOVERNED]
    return ranges(doc, [t.i for c in after for t in c.subtree])


def governor(words: Tokens, span: Range) -> int | None:
    """The verb outside a range on which its head hangs, None where there is no parse or no verb."""
    if not words.doc.has_annotation("DEP"):
        return None
    for i in range(*span):
        head = words.head[i]
        outside = not span[0] <= head < span[1]
        if outside and words.pos[head] == "VERB" and words.dep[i] not in ("punct", "cc", "mark"):
            return head
    return None
