"""What pronouns of one account stand for, by number, gender, animacy, nearness, grammar and who is speaking.

"I" inside a quotation is its speaker; "we", "you" and "this" are left alone. "It" is taken only for a named body or
place that is the subject nearby, since it mostly means things that are nobody's mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.mention.clusters import Clusters
from rashomon.mention.phrases import FIRST, NEUTER, PLURAL, RELATIVE, Phrase
from rashomon.names import PRONOUN_GENDER

PRONOUN_REACH = 2  # sentences back in which a pronoun looks for its antecedent


def pronouns(clusters: Clusters, by_head: dict[int, int], speakers: dict[int, int]) -> None:
    """Joins each pronoun that fits one to its antecedent, in text order."""
    for i, phrase in enumerate(clusters.found):
        word = phrase.head.lower_
        if phrase.form != "pronoun" or word in RELATIVE:
            continue
        if word in FIRST:
            speaker = by_head.get(speakers.get(phrase.head.i, -1))
            if speaker is not None and clusters.group(speaker).kind == "person":
                clusters.join(speaker, i)
        elif word in PRONOUN_GENDER or word in PLURAL or word in NEUTER:
            best = _best_antecedent(clusters, i, speakers)
            if best is not None:
                clusters.join(best, i)


def _best_antecedent(clusters: Clusters, i: int, speakers: dict[int, int]) -> int | None:
    """The best fitting phrase before a pronoun: nearest sentence, then subjects before objects before the rest."""
    phrase = clusters.found[i]
    only = _only_choice(phrase.head)
    barred = _barred(clusters, i)
    choices = []
    for j in range(i - 1, -1, -1):
        other = clusters.found[j]
        back = phrase.sentence - other.sentence
        if back > PRONOUN_REACH:
            break
        fits = clusters.root[j] not in barred and (only is None or other.head == only)
        if fits and _agrees(clusters, phrase, j) and _may_speak(phrase, other, speakers):
            choices.append((_cost(clusters, j, back), -j))
    return -min(choices)[1] if choices else None


def _only_choice(pronoun: Token) -> Token | None:
    """The subject that "its" or a reflexive must take, and the subject of the sentence before for "it".

    Things that are nobody's mention ("the study") are what "it" mostly means; so where the subject is one, the
    pronoun is left alone, and this returns the pronoun itself, which no phrase before it can be.
    """
    word = pronoun.lower_
    if word in ("its", "itself") or word.endswith(("self", "selves")):
        return _subject_above(pronoun) or pronoun
    if word == "it":
        above = _subject_above(pronoun)
        before = pronoun.sent[0].i - 1
        return above or (_subject_of(pronoun.doc[before].sent.root) if before >= 0 else None) or pronoun
    return None


def _subject_above(pronoun: Token) -> Token | None:
    place = pronoun
    while place.head != place:
        place = place.head
        subject = _subject_of(place)
        if subject is not None and subject.i < pronoun.i:
            return subject
    return None


def _subject_of(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubj:pass")), None)


def _barred(clusters: Clusters, i: int) -> set[int]:
    """Groups that a pronoun cannot be of: those of a phrase around it and of its verb's other arguments."""
    phrase = clusters.found[i]
    pronoun = phrase.head
    if pronoun.lower_.endswith(("self", "selves")):
        return set()
    found = set()
    for j in _sentence(clusters, i):
        other = clusters.found[j]
        same = _verb(pronoun) == _verb(other.head) and pronoun.dep_ != "nmod:poss"
        if same or other.start <= pronoun.i < other.end:
            found.add(clusters.root[j])
    return found


def _sentence(clusters: Clusters, i: int) -> Iterator[int]:
    """The other phrases of the same sentence; phrases are in text order."""
    here = clusters.found[i].sentence
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(clusters.found) and clusters.found[j].sentence == here:
            yield j
            j += step


def _cost(clusters: Clusters, j: int, back: int) -> float:
    """Lower is likelier: sentences back, the part in the clause, and whether it is a name or often spoken of."""
    phrase = clusters.found[j]
    part = {"nsubj": 0.0, "nsubj:pass": 0.0, "obj": 0.6, "iobj": 0.6, "obl:agent": 0.6, "nmod:poss": 0.6}
    often = min(len(clusters.of(j)), 5) * 0.1
    return back * 1.0 + part.get(phrase.head.dep_, 0.8) - often


def _agrees(clusters: Clusters, phrase: Phrase, j: int) -> bool:
    """Number, gender and animacy agree; "it" is taken only for a body or place with a name."""
    word, group = phrase.head.lower_, clusters.group(j)
    kind, plural = group.kind, group.plural
    if word in PRONOUN_GENDER:
        return kind == "person" and not plural and group.gender in ("", phrase.gender)
    if word in PLURAL:
        return plural or kind in ("group",)
    return kind in ("org", "place") and not plural and bool(group.names)


def _verb(token: Token) -> Token:
    place = token
    while place.dep_ in ("conj", "nmod", "compound", "flat") and place.head != place:
        place = place.head
    return place.head


def _may_speak(phrase: Phrase, other: Phrase, speakers: dict[int, int]) -> bool:
    """Inside a quotation its speaker says "I", not "he"; a pronoun outside is not taken from a first person inside."""
    speaker = speakers.get(phrase.head.i, -1)
    return speaker != other.head.i and other.head.lower_ not in FIRST
