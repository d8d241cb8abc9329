"""Proper names in a parsed sentence: runs of capitalised words, cut at titles and countries, with a kind for each.

Entities tell the kind and hold a name together over small words; the run of capitalised words mends what they cut
short ("Strait | of Hormuz"). Months and weekdays are no names; a run made of titles alone ("the President") is left
to the nominals. A name in lower case is found only as far as the entities cover it, and so is one in a heading of
capitals, if it is a country's or the account has it in plain sentences too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Span

from rashomon.lexicon import country, given_gender
from rashomon.model import ActorKind
from rashomon.names import abbreviates, is_acronym
from rashomon.proper.cut import Cut, cut_run
from rashomon.proper.read import Read
from rashomon.proper.runs import is_capitalised, runs_of

KEPT = "rashomon.propers"


@dataclass(frozen=True, slots=True)
class Proper:
    """A name proper with its kind, and where the capitalised run before it, which describes it, begins."""

    core: Span
    kind: ActorKind
    start: int


def propers(doc: Doc) -> list[Proper]:
    """Every proper name of what was analysed, in text order; a country inside a body's name comes too.

    Looked for once a document, and kept as numbers in its `user_data`.
    """
    kept = doc.user_data.get(KEPT)
    if kept is None:
        found = list(_found(doc))
        doc.user_data[KEPT] = [(name.core.start, name.core.end, name.kind, name.start) for name in found]
        return found
    return [Proper(doc[start:end], kind, begin) for start, end, kind, begin in kept]


def analysed(doc: Doc) -> list[Span]:
    """The sentences to look for names in: those with parts of speech if any has, all of it if none are marked."""
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]] if len(doc) else []
    tagged = [sentence for sentence in sentences if sentence[0].pos_]
    return tagged or sentences


def _found(doc: Doc) -> Iterator[Proper]:
    found = list(_cuts(doc, analysed(doc)))
    known = _told(found)
    for core, told, start in found:
        kind = told or _known_kind(core.text, known)
        if kind is not None:
            yield Proper(core, kind, start)


def _elsewhere(cuts: Sequence[Cut], plain: Sequence[Cut]) -> Iterator[Cut]:
    """Of the names in headings those of countries, and of whom the account names in plain sentences too, if any.

    Of a longer name the end that is a person's there, given names and all: "Butcher Moss Defends Clearing" names Moss.
    """
    known, people = _by_word(plain), _by_word([cut for cut in plain if cut[1] == "person"])
    for core, kind, start in cuts:
        words = core.text.casefold().split()
        if not known or _are_of(words, known) or country(core.text) is not None:
            yield core, kind, start
        elif len(words) == len(core):
            ends = (k for k in range(1, len(core)) if _are_of(words[k:], people))
            yield from ((_with_given_names(core, k), "person", start) for k in islice(ends, 1))


def _with_given_names(core: Span, k: int) -> Span:
    while k and (given_gender(core[k - 1].text) or len(core[k - 1].text.rstrip(".")) == 1):
        k -= 1
    return core[k:]


def _by_word(cuts: Sequence[Cut]) -> dict[str, set[frozenset[str]]]:
    """The names by each of their words, each as the set of its words."""
    known: dict[str, set[frozenset[str]]] = defaultdict(set)
    for name in {frozenset(core.text.casefold().split()) for core, _, _ in cuts}:
        for word in name:
            known[word].add(name)
    return known


def _are_of(words: Sequence[str], known: Mapping[str, set[frozenset[str]]]) -> bool:
    """True if all words are one name's."""
    return any(name.issuperset(words) for name in known.get(words[0], ()))


def _told(found: Sequence[Cut]) -> dict[str, ActorKind]:
    """All craft by their names, and the persons and bodies that the entities cover more often than they miss them."""
    counts = Counter[str]()
    for core, kind, _ in found:
        counts[core.text] += 1 if kind is not None else -1
    told = {core.text: kind for core, kind, _ in reversed(found) if kind in ("person", "org", "other")}
    return {name: kind for name, kind in told.items() if counts[name] > 0 or kind == "other"}


def _known_kind(words: str, known: Mapping[str, ActorKind]) -> ActorKind | None:
    """What the account elsewhere calls by this name, or by the name that it abbreviates, where no entity tells it."""
    if not is_acronym(words) or words in known:
        return known.get(words)
    return next((kind for name, kind in known.items() if kind == "org" and abbreviates(words, name)), None)


def _cuts(doc: Doc, sentences: Sequence[Span]) -> list[Cut]:
    """Every run of name words cut into names, those of no kind among them, in text order."""
    read = Read(doc)
    plain, headings = list[Cut](), list[Cut]()
    for sentence in sentences:
        heading = is_capitalised(read, sentence.start, sentence.end)
        (headings if heading else plain).extend(_cuts_of(read, sentence, entities_only=heading))
    return sorted([*plain, *_elsewhere(headings, plain)], key=lambda cut: cut[0].start)


def _cuts_of(read: Read, sentence: Span, *, entities_only: bool) -> Iterator[Cut]:
    for run in runs_of(read, sentence.start, sentence.end, entities_only=entities_only):
        yield from cut_run(read, *run)
