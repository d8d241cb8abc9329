"""Which phrases of one account name the same actor: precise rules in passes, the surest first.

After the multi-pass sieve of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric,
precision-ranked rules"): every pass sees the clusters of the passes before it. Passes: constructions (apposition,
predicate, naming, relative pronoun), equal names, acronyms, parts of names, definite descriptions by head word, and
pronouns by number, gender, animacy, nearness and who is speaking. Left alone where unsure: descriptions that share no
word with what they describe, "we", "you", "this", plural pronouns with split antecedents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from rashomon.lexicon import broader, country, given_gender
from rashomon.mention.labels import appositions, namings, predicates
from rashomon.mention.phrases import FIRST, NEUTER, PLURAL, RELATIVE, SINGULAR_PERSON, Phrase, relative_head
from rashomon.model import ActorKind
from rashomon.names import FEMALE, MALE, TITLES, abbreviates, is_acronym, is_title, person, similar, within, words

PRONOUN_REACH = 2  # sentences back in which a pronoun looks for its antecedent
NOMINAL_REACH = 60  # sentences back in which a definite description looks for its head word
MAIN = 6  # mentions before a person can be the one an account is all about
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


class Clusters:
    """Phrases grouped so far, with what is known of each group: a union-find over phrase numbers."""

    def __init__(self, found: Sequence[Phrase]) -> None:
        self.found = found
        self.members = {i: [i] for i in range(len(found))}
        self.root = list(range(len(found)))

    def of(self, i: int) -> list[int]:
        """The numbers of all phrases grouped with phrase `i`, in text order."""
        return self.members[self.root[i]]

    def join(self, i: int, j: int) -> bool:
        """Groups two phrases' clusters unless their kinds, genders or names contradict each other."""
        a, b = self.root[i], self.root[j]
        if a == b or not self._compatible(a, b):
            return a == b
        low, high = sorted((a, b))
        for k in self.members.pop(high):
            self.root[k] = low
            self.members[low].append(k)
        self.members[low].sort()
        return True

    def _compatible(self, a: int, b: int) -> bool:
        kinds = {self.kind(a), self.kind(b)} - {"other"}
        loose = kinds <= {"org", "group"} or kinds <= {"org", "place"}
        genders = {self.gender(a), self.gender(b)} - {""}
        return (len(kinds) < 2 or loose) and len(genders) < 2 and not self._clash(a, b)

    def _clash(self, a: int, b: int) -> bool:
        """Two full names of which neither is part of the other are two actors."""
        left, right = self.names(a), self.names(b)
        return any(not may_be_one(x, y) for x in left for y in right)

    def kind(self, i: int) -> ActorKind:
        """The kind of the group: that of its first name, else of its first nominal, else of its first pronoun."""
        order = {"name": 0, "nominal": 1, "pronoun": 2}
        return min((self.found[k] for k in self.of(i)), key=lambda phrase: order[phrase.form]).kind

    def gender(self, i: int) -> str:
        """The gender some member shows, or empty."""
        return next((self.found[k].gender for k in self.of(i) if self.found[k].gender), "")

    def names(self, i: int) -> list[Phrase]:
        """The group's named phrases, acronyms aside."""
        return [
            self.found[k] for k in self.of(i) if self.found[k].form == "name" and not is_acronym(self.found[k].words)
        ]

    def plural(self, i: int) -> bool:
        """True if the group's first phrase is plural."""
        return self.found[self.of(i)[0]].plural


def may_be_one(a: Phrase, b: Phrase) -> bool:
    """False if two names plainly differ: some word of the shorter is missing from the longer."""
    if a.kind == "person" and b.kind == "person":
        return within(person(a.words).words, person(b.words).words)
    left, right = country(a.words), country(b.words)
    if left is not None or right is not None:
        return left is not None and right is not None and left.name == right.name
    return within(words(a.words), words(b.words))


def corefer(found: Sequence[Phrase], speakers: dict[int, int], sentence_of: dict[int, int]) -> Clusters:
    """Groups the phrases; `speakers` gives, by token number in quoted content, its source's head token (or -1)."""
    clusters = Clusters(found)
    by_head = {phrase.head.i: i for i, phrase in enumerate(found)}
    _constructions(clusters, by_head)
    _equal_names(clusters)
    _acronyms(clusters)
    _name_parts(clusters)
    _genders(clusters)
    _descriptions(clusters, sentence_of)
    _pronouns(clusters, by_head, speakers, sentence_of)
    _main_person(clusters, sentence_of)
    return clusters


def _constructions(clusters: Clusters, by_head: dict[int, int]) -> None:
    rules: tuple[Callable[[Token], Iterable[Token]], ...] = (appositions, predicates, namings)
    for i, phrase in enumerate(clusters.found):
        if phrase.form == "pronoun":
            _relative(clusters, by_head, i)
        for rule in rules:
            for other in rule(phrase.head):
                j = by_head.get(other.i)
                if j is not None and _may_describe(phrase, clusters.found[j]):
                    clusters.join(i, j)


def _relative(clusters: Clusters, by_head: dict[int, int], i: int) -> None:
    pronoun = clusters.found[i]
    noun = relative_head(pronoun.head) if pronoun.head.lower_ in RELATIVE else None
    if noun is not None and noun.i in by_head:
        pronoun.kind = clusters.found[by_head[noun.i]].kind
        clusters.join(by_head[noun.i], i)


def _may_describe(a: Phrase, b: Phrase) -> bool:
    """Two names side by side are a list or a place in a place; two numbers disagree."""
    if a.form == b.form == "name":
        return is_acronym(a.words) != is_acronym(b.words) and (
            abbreviates(a.words, b.words) if is_acronym(a.words) else abbreviates(b.words, a.words)
        )
    return a.kind == b.kind and (a.plural == b.plural or a.kind in ("org", "group"))


def _equal_names(clusters: Clusters) -> None:
    seen: dict[tuple[str, str], int] = {}
    for i, phrase in enumerate(clusters.found):
        if phrase.form != "name":
            continue
        key = (_family(phrase), _canonical(phrase))
        if key[1] and key in seen:
            clusters.join(seen[key], i)
        seen.setdefault(key, i)


def _family(phrase: Phrase) -> str:
    """Kinds that one name may be tagged with by turns are compared together."""
    return "person" if phrase.kind == "person" else "people" if phrase.kind == "group" else "place or org"


def _canonical(phrase: Phrase) -> str:
    if phrase.kind == "person":
        return " ".join(person(phrase.words).words)
    found = country(phrase.words)
    if found is not None and (found.form != "capital" or phrase.kind == "org"):
        return found.name
    return " ".join(words(phrase.words))


def _acronyms(clusters: Clusters) -> None:
    """An acronym in this account stands for the only earlier or later name that it abbreviates."""
    names = [(i, p) for i, p in enumerate(clusters.found) if p.form == "name" and p.kind != "person"]
    full = {clusters.root[i]: i for i, p in reversed(names) if not is_acronym(p.words) and len(words(p.words)) > 1}
    for i, phrase in names:
        if is_acronym(phrase.words) and country(phrase.words) is None:
            fits = [j for j in full.values() if abbreviates(phrase.words, clusters.found[j].words)]
            if len(fits) == 1:
                clusters.join(fits[0], i)


def _name_parts(clusters: Clusters) -> None:
    """A part of a name stands for the fuller name that has it: the last one before, else the only one after."""
    names = [i for i, phrase in enumerate(clusters.found) if phrase.form == "name" and phrase.kind in ("person", "org")]
    for i in names:
        short = _parts(clusters.found[i])
        fuller = [j for j in names if len(_parts(clusters.found[j])) > len(short) and _is_part(clusters, i, j)]
        before = [j for j in fuller if j < i]
        if before:
            clusters.join(before[-1], i)
        elif len({clusters.root[j] for j in fuller}) == 1:
            clusters.join(fuller[0], i)


def _parts(phrase: Phrase) -> tuple[str, ...]:
    return person(phrase.words).words if phrase.kind == "person" else words(phrase.words)


def _is_part(clusters: Clusters, i: int, j: int) -> bool:
    """A surname or first name of a person; for an organisation two words at least, or its last."""
    a, b = clusters.found[i], clusters.found[j]
    short, long = _parts(a), _parts(b)
    if a.kind != b.kind or not short or not within(short, long):
        return False
    if a.kind == "person":
        return len(short) > 1 or similar(short[0], long[-1]) or similar(short[0], long[0])
    return len(short) > 1 or (short[0] == long[-1] and len(long) > 1)


def _genders(clusters: Clusters) -> None:
    """A title before a name tells the gender of the whole group ("Ms.", "Queen"), else a common given name."""
    for phrase in clusters.found:
        if phrase.form == "name" and phrase.kind == "person" and phrase.core is not None:
            doc = phrase.head.doc
            told = {
                token.lower_.rstrip(".") for token in doc[max(phrase.core.start - 2, phrase.start) : phrase.core.end]
            }
            given = given_gender(phrase.core[0].text) if len(phrase.core) > 1 else ""
            phrase.gender = phrase.gender or ("m" if told & MALE else "f" if told & FEMALE else given)


def _descriptions(clusters: Clusters, sentence_of: dict[int, int]) -> None:
    """A definite description takes the nearest earlier actor whose title, description or head word it repeats.

    Failing that, the nearest person whose title is a kind of what the description says ("Col. X … the officer").
    """
    same: dict[str, list[int]] = defaultdict(list)
    wider: dict[str, list[int]] = defaultdict(list)
    for i, phrase in enumerate(clusters.found):
        key = phrase.head.lemma_.lower()
        if phrase.form == "nominal" and _definite(phrase):
            near = [
                j
                for j in reversed(same[key])
                if sentence_of[phrase.head.i] - _at(clusters, sentence_of, j) <= NOMINAL_REACH
            ]
            if not any(_fits(clusters, i, j) and clusters.join(j, i) for j in near) and phrase.kind == "person":
                any(_fits(clusters, i, j, but=key) and clusters.join(j, i) for j in reversed(wider[key]))
        for head in _described_by(phrase):
            same[head].append(i)
            if phrase.kind == "person":
                for word in broader(head):
                    wider[word].append(i)


def _at(clusters: Clusters, sentence_of: dict[int, int], i: int) -> int:
    return sentence_of[clusters.found[i].head.i]


def _main_person(clusters: Clusters, sentence_of: dict[int, int]) -> None:
    """A definite description of a person that takes up nobody means the person the account is all about.

    Only where one named person has been spoken of at least twice as often as any other and stands in this sentence or
    the one before; never for an office ("the senator"), which singles out its own holder.
    """
    counts: dict[int, int] = defaultdict(int)
    last: dict[int, int] = {}
    for i in range(len(clusters.found)):
        root, here = clusters.root[i], _at(clusters, sentence_of, i)
        if _unknown(clusters, i):
            first, second = [*sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2], (-1, 0), (-1, 0)][:2]
            if first[1] >= max(MAIN, 2 * second[1]) and here - last[first[0]] <= 1:
                clusters.join(first[0], i)
        elif clusters.kind(i) == "person" and clusters.names(i):
            counts[root] += 1
            last[root] = here


def _unknown(clusters: Clusters, i: int) -> bool:
    """True for a definite description of one person that takes up nobody, names no office and says of nobody whose."""
    phrase = clusters.found[i]
    if phrase.form != "nominal" or phrase.kind != "person" or phrase.plural or len(clusters.of(i)) > 1:
        return False
    whose = any(child.dep_ in ("nmod", "nmod:poss", "acl:relcl") for child in phrase.head.children)
    common = phrase.head.text.islower() and not is_title(phrase.head.lemma_)
    return _definite(phrase) and common and not whose


def _described_by(phrase: Phrase) -> set[str]:
    """The head words by which a phrase can be taken up again: its head noun, or the titles before a name."""
    if phrase.form == "nominal":
        return {phrase.head.lemma_.lower()}
    if phrase.form == "pronoun" or phrase.core is None:
        return set()
    before = phrase.head.doc[phrase.start : phrase.core.start]
    found = {
        TITLES.get(token.lower_.rstrip("."), token.lemma_.lower())
        for token in before
        if token.pos_ in ("NOUN", "PROPN")
    }
    if phrase.kind != "person":
        found.add(phrase.core[-1].lemma_.lower())
    return found - {""}


def _definite(phrase: Phrase) -> bool:
    """True with "the" or a demonstrative, or a possessor named by name; "his brother" takes nobody up."""
    first = phrase.head.doc[phrase.start]
    named = any(child.dep_ == "nmod:poss" and child.pos_ != "PRON" for child in phrase.head.lefts)
    return first.lower_ in DEFINITE or named


def _fits(clusters: Clusters, i: int, j: int, *, but: str = "") -> bool:
    """Number agrees, and every word of the description except `but` is known of the earlier actor."""
    phrase, other = clusters.found[i], clusters.found[j]
    if phrase.plural != other.plural and other.form == "nominal":
        return False
    known = {word for k in clusters.of(j) for word in _content(clusters.found[k])}
    return _content(phrase) - {but} <= known


def _content(phrase: Phrase) -> set[str]:
    """The folded lemmas of a phrase's nouns, names, adjectives and numbers, countries by their usual name."""
    found = set()
    for token in phrase.head.doc[phrase.start : phrase.end]:
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            land = country(token.text)
            found.add(land.name if land else TITLES.get(token.lower_.rstrip("."), "") or token.lemma_.lower())
    return found


def _pronouns(
    clusters: Clusters, by_head: dict[int, int], speakers: dict[int, int], sentence_of: dict[int, int]
) -> None:
    for i, phrase in enumerate(clusters.found):
        word = phrase.head.lower_
        if phrase.form != "pronoun" or word in RELATIVE:
            continue
        if word in FIRST:
            speaker = by_head.get(speakers.get(phrase.head.i, -1))
            if speaker is not None and clusters.kind(speaker) == "person":
                clusters.join(speaker, i)
        elif word in SINGULAR_PERSON or word in PLURAL or word in NEUTER:
            best = _best_antecedent(clusters, i, speakers, sentence_of)
            if best is not None:
                clusters.join(best, i)


def _best_antecedent(clusters: Clusters, i: int, speakers: dict[int, int], sentence_of: dict[int, int]) -> int | None:
    """The best fitting phrase before a pronoun: nearest sentence, then subjects before objects before the rest."""
    phrase = clusters.found[i]
    here = sentence_of[phrase.head.i]
    only = _only_choice(phrase.head)
    barred = _barred(clusters, i)
    choices = []
    for j in range(i - 1, -1, -1):
        other = clusters.found[j]
        back = here - sentence_of[other.head.i]
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
    pronoun = clusters.found[i].head
    if pronoun.lower_.endswith(("self", "selves")):
        return set()
    found = set()
    for j, other in enumerate(clusters.found):
        if other.head.sent != pronoun.sent or j == i:
            continue
        same = _verb(pronoun) == _verb(other.head) and pronoun.dep_ != "nmod:poss"
        around = other.start <= pronoun.i < other.end
        if around or same:
            found.add(clusters.root[j])
    return found


def _cost(clusters: Clusters, j: int, back: int) -> float:
    """Lower is likelier: sentences back, the part in the clause, and whether it is a name or often spoken of."""
    phrase = clusters.found[j]
    part = {"nsubj": 0.0, "nsubj:pass": 0.0, "obj": 0.6, "iobj": 0.6, "obl:agent": 0.6, "nmod:poss": 0.6}
    often = min(len(clusters.of(j)), 5) * 0.1
    return back * 1.0 + part.get(phrase.head.dep_, 0.8) - often


def _agrees(clusters: Clusters, phrase: Phrase, j: int) -> bool:
    """Number, gender and animacy agree; "it" is taken only for a body or place with a name."""
    word, kind, plural = phrase.head.lower_, clusters.kind(j), clusters.plural(j)
    if word in SINGULAR_PERSON:
        return kind == "person" and not plural and clusters.gender(j) in ("", phrase.gender)
    if word in PLURAL:
        return plural or kind in ("group",)
    return kind in ("org", "place") and not plural and bool(clusters.names(j))


def _verb(token: Token) -> Token:
    place = token
    while place.dep_ in ("conj", "nmod", "compound", "flat") and place.head != place:
        place = place.head
    return place.head


def _may_speak(phrase: Phrase, other: Phrase, speakers: dict[int, int]) -> bool:
    """Inside a quotation its speaker says "I", not "he"; a pronoun outside is not taken from a first person inside."""
    speaker = speakers.get(phrase.head.i, -1)
    return speaker != other.head.i and other.head.lower_ not in FIRST
