"""Follows a source back to a name inside its account: full names, surnames, titles, pronouns, relative pronouns.

A light resolution over names and grammar: a pronoun goes to the nearest preceding compatible person, the last
speaker and subjects first; "the general" to the nearest person so titled. Number and gender come from pronouns,
titles and common given names. What it does not do: cataphora, and groups made of several names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from rashomon import names
from rashomon.attribute import given
from rashomon.attribute.link import Range
from rashomon.lexicon import noun
from rashomon.model import HolderKind

NAMES = frozenset(("PERSON", "ORG", "LOC", "GPE", "NORP"))
HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
IT = frozenset(("it", "its", "itself"))
SELF = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
BESIDE = ("flat", "compound", "appos", "nmod:desc", "name", "goeswith", "list", "nmod:unmarked")
THIRD = HE | SHE | THEY | IT
BACK = 12  # sentences looked back for a pronoun's antecedent
# Weights of salience, set on the training part of UD GUM.
RECENT, SUBJECT, OFTEN, NAMED = 0.5, 0.4, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody the text has named or described: token range, full name or own words, and what is known of them."""

    start: int
    end: int
    name: str
    label: str
    he: bool | None = None
    plural: bool = False
    titles: frozenset[str] = frozenset()
    subject: bool = False


@dataclass(slots=True)
class Standing:
    """How present somebody is at a point of the text: last mentioned where, as a subject or not, and how often."""

    figure: Figure
    sentence: int
    token: int
    subject: bool
    count: int = 1

    def salience(self, sentence: int) -> float:
        """Recency in sentences; better for subjects, names and often mentioned (after Lappin and Leass 1994)."""
        weight = RECENT * (self.sentence - sentence) + SUBJECT * self.subject + OFTEN * math.log(self.count)
        return weight + NAMED * (self.figure.label == "PERSON")


@dataclass(slots=True)
class Cast:
    """Everybody named or described in one account, in text order, and whom each pronoun stands for."""

    doc: Doc
    sentence: Sequence[int]
    figures: list[Figure] = field(default_factory=list)
    pronouns: dict[int, Figure] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.full = _full_names(self.doc)
        figures = [*_named(self.doc, self.full), *_described(self.doc)]
        self.figures = sorted(_with_gender(figures), key=lambda figure: (figure.start, -figure.end))
        self._follow()

    def _follow(self) -> None:
        """Reads the text once and gives each third-person pronoun the most salient figure that agrees with it."""
        standing: dict[tuple[str, str], Standing] = {}
        figures = {figure.start: figure for figure in reversed(self.figures)}
        for token in self.doc:
            figure = figures.get(token.i)
            if figure is None and token.lower_ in THIRD and token.pos_ in ("PRON", "DET", ""):
                figure = self._antecedent(token, standing)
                if figure is not None:
                    self.pronouns[token.i] = figure
            if figure is not None:
                self._mention(figure, token, standing)

    def _mention(self, figure: Figure, token: Token, standing: dict[tuple[str, str], Standing]) -> None:
        seen = standing.get((figure.label, figure.name))
        subject = token.dep_.startswith("nsubj") if token.i in self.pronouns else figure.subject
        count = seen.count + 1 if seen else 1
        standing[figure.label, figure.name] = Standing(figure, self.sentence[token.i], token.i, subject, count)

    def _antecedent(self, token: Token, standing: dict[tuple[str, str], Standing]) -> Figure | None:
        here = self.sentence[token.i]
        scored = [
            (seen.salience(here), seen.token, seen.figure)
            for seen in standing.values()
            if here - seen.sentence <= BACK and fits(seen.figure, token.lower_) and not self._is_coargument(seen, token)
        ]
        return max(scored, key=lambda row: row[:2])[2] if scored else None

    def _is_coargument(self, seen: Standing, token: Token) -> bool:
        """True if a pronoun that is no subject hangs on the verb whose subject the figure is ("Moss saw him")."""
        if token.dep_ not in ("obj", "iobj", "obl"):
            return False
        other = self.doc[seen.token]
        return seen.subject and any(
            t.head.i == token.head.i and t.dep_.startswith("nsubj") for t in (other, other.head)
        )

    def resolve(self, source: Range, quoted_by: str | None = None) -> tuple[str | None, HolderKind]:
        """Name (or own words) and kind of a source; `quoted_by` is the speaker in whose words the source stands."""
        head = head_of(self.doc, source)
        if head.lower_ in SELF:
            return (quoted_by, "named") if quoted_by else (None, "author")
        if head.lower_ in RELATIVE and head.pos_ != "NOUN":
            return self._relative(head, source)
        figure = self._figure_at(source, head) or self.pronouns.get(head.i)
        if figure is None and self.doc[source[0]].lower_ in ("the", "this", "that"):
            figure = self._titled(source[0], head)
        if figure is None and head.pos_ == "PROPN":
            return self._by_words(head, source), "named"
        if figure is None:
            return words_of(self.doc, source), "unnamed"
        return figure.name, "named" if figure.label in NAMES else "unnamed"

    def _by_words(self, head: Token, source: Range) -> str:
        """A name the reader did not mark: the capitalised words around the head, titles aside, in the fullest form."""
        low, high = head.i, head.i + 1
        while low > source[0] and self.doc[low - 1].pos_ == "PROPN":
            low -= 1
        while high < source[1] and self.doc[high].pos_ == "PROPN":
            high += 1
        name = _bare(self.doc[low:high])
        return self.full.get(name, name)

    def _relative(self, head: Token, source: Range) -> tuple[str | None, HolderKind]:
        clause = head
        while clause.dep_ not in ("acl:relcl", "acl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        noun = clause.head
        if not clause.dep_.startswith("acl") or noun.i >= source[0]:
            nearest = [f for f in self.figures if f.end <= source[0] and f.end >= source[0] - 3]
            return (nearest[-1].name, "named") if nearest else (words_of(self.doc, source), "unnamed")
        return self.resolve(base(noun))

    def _figure_at(self, source: Range, head: Token) -> Figure | None:
        """The figure the source itself names: its head, or a name beside its head."""
        inside = [f for f in self.figures if source[0] <= f.start and f.end <= source[1] and f.label != "NOMINAL"]
        for figure in inside:
            if figure.start <= head.i < figure.end or _beside(self.doc, figure, head):
                return figure
        if inside and not self.doc.has_annotation("DEP"):
            return inside[0]
        described = next((f for f in self.figures if f.label == "NOMINAL" and f.start <= head.i < f.end), None)
        if described is not None and self.doc[described.start].lower_ in ("the", "this", "that"):
            return self._titled(described.start, head) or described
        return described

    def _titled(self, at: int, head: Token) -> Figure | None:
        """The nearest earlier name with the title or trade that a definite noun repeats ("the general")."""
        title = head.lemma_.lower()
        for figure in reversed(self.figures):
            if figure.start < at and figure.label in NAMES and title in figure.titles:
                return figure
        return None


def fits(figure: Figure, word: str) -> bool:
    """True if the pronoun agrees with what is known of the figure."""
    if word in HE | SHE:
        return figure.label in ("PERSON", "NOMINAL") and not figure.plural and figure.he in (None, word in HE)
    if word in THEY:
        return figure.plural or figure.label in ("ORG", "NORP")
    return figure.label in ("ORG", "LOC", "GPE")


def head_of(doc: Doc, span: Range) -> Token:
    """The word of a range on which its others hang; the last but any possessive mark without a parse."""
    if doc.has_annotation("DEP"):
        for token in doc[span[0] : span[1]]:
            if not span[0] <= token.head.i < span[1] or token.head.i == token.i:
                return token
    words = [t for t in doc[span[0] : span[1]] if t.lower_ not in ("'s", "’s") and not t.is_punct]
    return words[-1] if words else doc[span[0]]


def base(noun: Token) -> Range:
    """A noun with what precedes it in its phrase and the names beside it."""
    tokens = [noun.i] + [
        t.i
        for child in noun.children
        if child.i < noun.i or child.dep_.split(":")[0] in ("flat", "compound")
        if child.dep_ not in ("case", "cc", "punct", "mark", "conj", "nsubj", "cop")
        for t in child.subtree
    ]
    return min(tokens), max(tokens) + 1


def words_of(doc: Doc, span: Range) -> str:
    """The words of a range on one line, without a possessive mark at the end."""
    text = " ".join(doc[span[0] : span[1]].text.split())
    return text.removesuffix("'s").removesuffix("’s").strip(" ,;:")


def _beside(doc: Doc, figure: Figure, head: Token) -> bool:
    """True if a name hangs on the head, or the head on it, as part of one naming."""
    for token in doc[figure.start : figure.end]:
        if token.head.i == head.i and token.dep_.startswith(BESIDE):
            return True
        if head.head.i == token.i and head.dep_.startswith(BESIDE):
            return True
    return False


def _full_names(doc: Doc) -> dict[str, str]:
    """For each last name, and each first name of one person only, the longest form in which the account names them."""
    full: dict[str, str] = {}
    firsts: dict[str, set[str]] = {}
    for ent in doc.ents:
        words = _bare(ent).split() if ent.label_ == "PERSON" else []
        if len(words) == 1 and is_title(words[0]):
            continue
        if words and len(words) > len(full.get(words[-1], "").split()):
            full[words[-1]] = " ".join(words)
        if len(words) > 1:
            firsts.setdefault(words[0], set()).add(words[-1])
    for first, lasts in firsts.items():
        whole = full[min(lasts)]
        if len(lasts) == 1 and len(whole) > len(full.get(first, "")):
            full[first] = whole
    return full


def _bare(ent: Span) -> str:
    """A name without title words before it and a possessive mark after it."""
    words = [t.text for t in ent if not t.is_space and t.lower_ not in ("'s", "’s", "’", "'")]
    while len(words) > 1 and (words[0].lower() == "the" or is_title(words[0])):
        words = words[1:]
    return " ".join(words)


def _named(doc: Doc, full: dict[str, str]) -> Iterator[Figure]:
    for ent in doc.ents:
        name = _bare(ent)
        if ent.label_ not in NAMES or not name or (ent.label_ == "PERSON" and is_title(name)):
            continue
        titles = frozenset(_titles(ent))
        he: bool | None = None
        if ent.label_ == "PERSON":
            whole = full.get(name.split()[-1], name)
            # "Ada Moss" and "Ben Moss" are two; a bare surname goes to the longest form.
            name = whole if name in whole else name
            he = _gender(titles, name)
        yield Figure(ent.start, ent.end, name, ent.label_, he, ent.label_ == "NORP", titles, _is_subject(ent.root))


def is_title(word: str) -> bool:
    """True for "Gen.", "Mrs", and for a noun that names a person by post or trade ("spokeswoman")."""
    plain = word.lower().rstrip(".")
    return plain in names.TITLES or is_human(plain)


def is_human(lemma: str) -> bool:
    """True if the common noun names people."""
    known = noun(lemma)
    return known is not None and known.kind == "person"


def _titles(ent: Span) -> Iterator[str]:
    """Title words in, before and in apposition to a name, long forms for short ("general" for "Gen.")."""
    before: list[Token] = []
    while len(before) < 3 and ent.start > len(before) and is_title(ent.doc[ent.start - 1 - len(before)].lower_):
        before.append(ent.doc[ent.start - 1 - len(before)])
    beside = [c for t in ent for c in t.children if c.dep_ in ("appos", "nmod:desc", "compound")]
    for token in [*ent, *before, *beside]:
        plain = token.lower_.rstrip(".")
        if is_title(plain):
            yield plain
            yield names.TITLES.get(plain) or token.lemma_.lower()


def _gender(titles: frozenset[str], name: str) -> bool | None:
    """True for he, False for she, None where neither titles nor the given name tell."""
    first = name.split(maxsplit=1)[0].lower()
    if titles & names.MALE or first in given.HE or any(_noun_gender(title) == "m" for title in titles):
        return True
    if titles & names.FEMALE or first in given.SHE or any(_noun_gender(title) == "f" for title in titles):
        return False
    return None


def _noun_gender(lemma: str) -> str:
    """ "m", "f" or "" by what a noun means or ends in ("spokeswoman")."""
    if lemma in given.SHE_NOUNS or lemma.endswith(("woman", "women")):
        return "f"
    if lemma in given.HE_NOUNS or (
        lemma.endswith(("man", "men")) and is_human(lemma) and lemma not in ("human", "woman")
    ):
        return "m"
    known = noun(lemma)
    return known.gender if known else ""


def _described(doc: Doc) -> Iterator[Figure]:
    """People the text describes without a name: "a spokeswoman", "two officials"."""
    named = {i for ent in doc.ents for i in range(ent.start, ent.end)}
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and token.i not in named and token.dep_ not in BESIDE and is_human(lemma):
            he = {"m": True, "f": False}.get(_noun_gender(lemma))
            span = base(token)
            plural = token.lower_ != lemma and token.lower_.endswith(("s", "men", "women", "people"))
            yield Figure(
                span[0], span[1], words_of(doc, span), "NOMINAL", he, plural, frozenset((lemma,)), _is_subject(token)
            )


def _is_subject(token: Token) -> bool:
    return token.dep_.startswith("nsubj")


def _with_gender(figures: list[Figure]) -> Iterator[Figure]:
    """Each person with the gender any of their namings shows."""
    known: dict[str, bool] = {}
    for figure in figures:
        if figure.label == "PERSON" and figure.he is not None:
            known.setdefault(figure.name, figure.he)
    for figure in figures:
        if figure.label == "PERSON" and figure.he is None and figure.name in known:
            yield Figure(
                figure.start, figure.end, figure.name, figure.label, known[figure.name],
                figure.plural, figure.titles, figure.subject,
            )  # fmt: skip
        else:
            yield figure
