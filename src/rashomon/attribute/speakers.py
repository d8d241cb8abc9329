"""Follows a source back to a name inside its account: full names, surnames, titles, pronouns, relative pronouns.

A light resolution over names and grammar: a pronoun goes to the likeliest person before it that agrees (see
`salience`), "the general" to the nearest person so titled. Number and gender come from pronouns, titles and common
given names. What it does not do: cataphora, and groups made of several names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.figures import (
    BODY,
    NAMES,
    Figure,
    base,
    bodies,
    described,
    full_names,
    is_written_as_name,
    named,
    persons,
    plain,
    proper_names,
    with_gender,
    words_of,
)  # fmt: skip
from rashomon.attribute.labels import role
from rashomon.attribute.link import Range
from rashomon.attribute.naming import Naming, borne, repeated
from rashomon.attribute.salience import HE, SHE, Question, Scene, Standing, features, score
from rashomon.attribute.titles import is_title
from rashomon.model import HolderKind
from rashomon.tokens import Tokens

THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
IT = frozenset(("it", "its", "itself"))
SELF = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
COMPLEMENTS = frozenset(("ccomp", "xcomp", "obj", "iobj", "obl"))
SINGULAR = HE | SHE
THIRD = SINGULAR | THEY | IT
BACK = 12  # sentences looked back for a pronoun's antecedent
CALLED = frozenset((",", ".", "!", "?", ";", "—", "--", "...", "…"))
ENDEARING = ("dear", "my", "old", "mr.", "mrs.")


@dataclass(slots=True)
class Cast:
    """Everybody named or described in one account, in text order, and whom each pronoun stands for."""

    doc: Doc
    scene: Scene
    figures: list[Figure] = field(default_factory=list)
    pronouns: dict[int, Figure] = field(default_factory=dict)
    full: dict[str, list[str]] = field(default_factory=dict)
    at: dict[int, list[Figure]] = field(default_factory=dict)
    titled: dict[str, list[Figure]] = field(default_factory=dict)
    said: dict[int, int] = field(default_factory=dict)
    sayings: dict[int, Sequence[Range]] = field(default_factory=dict)
    people: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        words, ents = self.scene.words, list(proper_names(self.doc))
        self.people = [ent for ent, _ in ents if ent.label_ == "PERSON"]
        people = persons(ents)
        self.full = full_names(ents, people)
        figures = [*named(words, ents, people, self.full), *described(words), *bodies(words)]
        self.figures = sorted(with_gender(words, figures), key=lambda figure: (figure.start, -figure.end))
        for figure in self.figures:
            for i in range(figure.start, figure.end):
                self.at.setdefault(i, []).append(figure)
            for title in figure.titles if figure.label in NAMES else ():
                self.titled.setdefault(title, []).append(figure)
        for source, turn in self.scene.voices.items():
            head = head_of(words, source)
            said = self._figure_at(source, head)
            at = said.start if said else head.i
            self.said[at], self.sayings[at] = turn, self.scene.sayings[source]
        self._follow()

    def _follow(self) -> None:
        """Reads the text once and gives each third-person pronoun the likeliest figure that agrees with it."""
        standing: dict[tuple[str, str], Standing] = {}
        figures = {figure.start: figure for figure in reversed(self.figures)}
        called = self._called_by_turn() if self.scene.talk else {}
        words = self.scene.words
        for i, word in enumerate(words.lower):
            figure = figures.get(i)
            if figure is not None and word == "the" and figure.label == "NOMINAL":
                figure = repeated(self.titled, i, self.doc[figure.end - 1]) or figure
            if figure is None and word in THIRD and words.pos[i] in ("PRON", "DET", ""):
                turn = self.said.get(i)
                asked = Question(self.doc[i], turn, called.get(turn, ()), called.get((turn or 0) - 1, ()))
                figure = self._antecedent(asked, standing)
                if figure is not None:
                    self.pronouns[i] = figure
            if figure is not None:
                self._mention(figure, i, standing)

    def _called_by_turn(self) -> dict[int | None, set[str]]:
        called: dict[int | None, set[str]] = {}
        for parts in self.scene.quotes:
            called.setdefault(self.scene.turn[parts[0][0]], set()).update(name for name, _ in self.called(parts))
        return called

    def called(self, parts: Sequence[Range]) -> Iterator[tuple[str, Range]]:
        """The names called inside a quotation: set off by marks on both sides."""
        doc = self.doc
        for start, end in parts:
            first, last = (bisect_left(self.people, at, key=lambda ent: ent.start) for at in (start, end))
            for ent in (e for e in self.people[first:last] if e.end <= end):
                low = ent.start - (ent.start > start and doc[ent.start - 1].lower_ in ENDEARING)
                before, after = doc[low - 1], doc[ent.end] if ent.end < len(doc) else doc[ent.end - 1]
                if low > start and (low == start + 1 or before.text in CALLED) and after.text in CALLED:
                    name = self.resolve((ent.start, ent.end))[0]
                    if name:
                        yield name, (ent.start, ent.end)

    def _mention(self, figure: Figure, at: int, standing: dict[tuple[str, str], Standing]) -> None:
        key, words = (figure.label, figure.name), self.scene.words
        seen = standing.get(key)
        if seen is None:
            seen = standing[key] = Standing(figure, at, at, subject=False)
        taken = at in self.pronouns
        seen.figure, seen.token, seen.count = figure, at, seen.count + 1
        seen.subject = words.dep[at].startswith("nsubj") if taken else figure.subject
        seen.he += taken and words.lower[at] in HE
        seen.she += taken and words.lower[at] in SHE
        seen.spoke = self.said.get(at, seen.spoke)

    def _antecedent(self, asked: Question, standing: dict[tuple[str, str], Standing]) -> Figure | None:
        told, words, at = self.scene.told, self.scene.words, asked.token.i
        since = told[at] - BACK
        for name in [name for name, seen in standing.items() if told[seen.token] < since]:
            del standing[name]
        word, below = words.lower[at], self._named_below(at)
        near = [seen for seen in standing.values() if fits(seen.figure, word) and seen.figure.name not in below]
        near = [seen for seen in near if not self._is_spoken_of(seen, at)]
        if words.dep[at] in ("obj", "iobj", "obl"):
            near = [seen for seen in near if not self._is_coargument(seen, at)]
        near.sort(key=lambda seen: -seen.token)
        return self._choose(asked, [(seen, features(self.scene, asked, seen, n)) for n, seen in enumerate(near)])

    def _choose(self, asked: Question, choices: Sequence[tuple[Standing, dict[str, float]]]) -> Figure | None:
        """The figure with the best score, the last mentioned of equals."""
        best = max(choices, key=lambda choice: score(choice[1]), default=None)
        return best[0].figure if best else None

    def _named_below(self, at: int) -> set[str]:
        """Whom the clause names of which a pronoun is the subject: nobody it stands for ("He said Moss was late")."""
        words = self.scene.words
        verb = words.head[at]
        if not words.dep[at].startswith("nsubj") or verb < at:
            return set()
        below = (c for c in self.doc[verb].children if c.i > at and c.dep_ in COMPLEMENTS)
        return {
            figure.name for c in below for t in c.subtree for figure in self.at.get(t.i, ()) if figure.label in NAMES
        }

    def _is_spoken_of(self, seen: Standing, at: int) -> bool:
        """True if the quotation of which a pronoun is the source first names a figure ("Where is Moss?" he asked)."""
        said = any(start <= seen.first < end for start, end in self.sayings.get(at, ()))
        return said and seen.first in self.scene.marks

    def _is_coargument(self, seen: Standing, at: int) -> bool:
        """True if a pronoun that is no subject hangs on the verb whose subject the figure is ("Moss saw him")."""
        words = self.scene.words
        verb, other = words.head[at], seen.token
        return seen.subject and any(
            words.head[i] == verb and words.dep[i].startswith("nsubj") for i in (other, words.head[other])
        )

    def resolve(self, source: Range, quoted_by: str | None = None) -> tuple[str | None, HolderKind]:
        """Name (or own words) and kind of a source; `quoted_by` is the speaker in whose words the source stands."""
        words = self.scene.words
        head = head_of(words, source)
        asked = role(self.doc[source[0] : source[1]].text)
        if asked is not None:
            return self._of_role(asked, source)
        if head.lower_ in SELF:
            return (quoted_by, "named") if quoted_by else (None, "author")
        if head.lower_ in RELATIVE and head.pos_ != "NOUN":
            return self._relative(head, source)
        figure = self._figure_at(source, head) or self.pronouns.get(head.i)
        if figure is None and words.lower[source[0]] in ("the", "this", "that"):
            figure = repeated(self.titled, source[0], head)
        if figure is None:
            return self._unmet(head, source)
        if figure.label in NAMES:
            return figure.name, "named"
        return (words_of(self.doc, source) if _is_joined(head, source) else figure.name), "unnamed"

    def _unmet(self, head: Token, source: Range) -> tuple[str | None, HolderKind]:
        """The name or words of a source that is no figure; a pronoun has neither."""
        name = self._by_words(head, source) if head.pos_ == "PROPN" else ""
        words = None if head.lower_ in THIRD else words_of(self.doc, source)
        return (name, "named") if name else (words, "unnamed")

    def _of_role(self, kind: HolderKind, source: Range) -> tuple[str | None, HolderKind]:
        """Who asks, the author, or who answers: the one person named before, or the one talked "with"."""
        if kind == "author":
            return None, kind
        turns = {voice: role(self.doc[voice[0] : voice[1]].text) for voice in self.scene.voices}
        first = min((voice[0] for voice, asks in turns.items() if asks == "author"), default=0)
        before = [figure for figure in self.figures if figure.label == "PERSON" and figure.end <= first]
        met = [figure.name for figure in before if self._is_after(figure, "with")]
        names = dict.fromkeys(met or (figure.name for figure in before if not self._is_after(figure, "by", "to")))
        return (next(iter(names)), "named") if len(names) == 1 else (None, "unnamed")

    def _is_after(self, figure: Figure, *before: str) -> bool:
        """True for "an interview with Ada Moss" by the word "with"; whom somebody speaks to, or was asked by, asks."""
        named = self.doc[figure.start : figure.end].root
        return any(t.dep_ == "case" and t.lower_ in before for t in named.children)

    def _by_words(self, head: Token, source: Range) -> str:
        """A name the reader did not mark: the capitalised words around the head, titles aside, in the fullest form.

        None ("") where the head is no name, or all words are an office's or a noun for people ("a Democrat").
        """
        low, high = head.i, head.i
        while low > source[0] and is_written_as_name(self.doc[low - 1]):
            low -= 1
        while (
            high < len(self.doc)
            and is_written_as_name(self.doc[high])
            and (high < source[1] or is_title(self.doc[high - 1].lower_))
        ):
            high += 1
        while low < high and is_title(self.doc[low].lower_):
            low += 1
        name = plain(self.doc[low:high]) if low < high else ""
        return next(iter(self.full.get(name, ())), name)

    def _relative(self, head: Token, source: Range) -> tuple[str | None, HolderKind]:
        clause = head
        while clause.dep_ not in ("acl:relcl", "acl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        noun = clause.head
        if not clause.dep_.startswith("acl") or noun.i >= source[0]:
            before = (figure for at in range(source[0] - 1, source[0] - 4, -1) for figure in self.at.get(at, ()))
            nearest = next(before, None)
            return (nearest.name, "named") if nearest else (words_of(self.doc, source), "unnamed")
        return self.resolve(base(noun))

    def _figure_at(self, source: Range, head: Token) -> Figure | None:
        """The figure the source itself names, or describes by its head."""
        over = dict.fromkeys(figure for at in range(*source) for figure in self.at.get(at, ()))
        inside = [f for f in over if source[0] <= f.start and f.end <= source[1] and f.label in NAMES]
        found = borne(Naming(source, head), inside)
        if found is not None:
            return found
        described = next((figure for figure in self.at.get(head.i, ()) if figure.label == "NOMINAL"), None)
        if described is not None and self.doc[described.start].lower_ in ("the", "this", "that"):
            return repeated(self.titled, described.start, head) or described
        return described


def fits(figure: Figure, word: str) -> bool:
    """True if the pronoun agrees with what is known of the figure."""
    if word in SINGULAR:
        return figure.label in ("PERSON", "NOMINAL") and not figure.plural and figure.he in (None, word in HE)
    if word in THEY:
        return figure.plural or figure.label in ("ORG", "NORP", BODY)
    return figure.label in ("ORG", "LOC", "GPE", BODY)


def head_of(words: Tokens, span: Range) -> Token:
    """The word of a range on which its others hang; the last but any possessive mark without a parse."""
    doc, heads, (start, end) = words.doc, words.head, span
    if doc.has_annotation("DEP"):
        for i in range(start, end):
            if not start <= heads[i] < end or heads[i] == i:
                return doc[i]
    plain = [i for i in range(start, end) if words.lower[i] not in ("'s", "’s") and not words.is_punct[i]]
    return doc[plain[-1] if plain else start]


def _is_joined(head: Token, source: Range) -> bool:
    """True for "officials and union leaders"."""
    return any(c.dep_ == "conj" and c.i < source[1] for c in head.children)
