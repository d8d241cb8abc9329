"""Reads the training sets into sentences of words with whatever labels each set has.

A set annotates some labels only. Names are therefore kept as a *set of allowed tags* for each word: where a set
does not annotate dates, an unmarked word may be O or any tag of DATE, and the loss sums over the allowed ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon import reader
from training.tagger.labels import ATTRIBUTION, NAMES, NER, UPOS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

NONE = -100  # a label that is not known
ANY = (1 << len(NER)) - 1
DAYS = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = "january february march april may june july august september october november december"
CALENDAR = frozenset([*DAYS.split(), *MONTHS.split()])


@dataclass(slots=True)
class Sentence:
    """Words with labels; -1, None or ANY where the set says nothing. Heads count from 1, 0 is the root."""

    words: list[str]
    spaced: list[bool]
    document: str
    paragraph: bool = False
    upos: list[int] | None = None
    heads: list[int] | None = None
    rels: list[str] | None = None
    names: list[int] | None = None
    roles: list[int] | None = None
    anchors: list[int] | None = None  # index in the document of the word that stands for the attribution, or -1
    facts: dict[int, float] = field(default_factory=dict)
    offset: int = 0  # index in the document of the first word


def allowed(tag: str, annotated: Iterable[str]) -> int:
    """Bit set of tags a gold tag permits, given which types its set annotates."""
    if tag != "O":
        return 1 << NER.index(tag)
    open_types = [kind for kind in NAMES if kind not in set(annotated)]
    return 1 | sum(1 << NER.index(f"{mark}-{kind}") for kind in open_types for mark in "BI")


def blocks(path: Path) -> Iterator[list[str]]:
    """Runs of non-empty lines."""
    block: list[str] = []
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


# --- Universal Dependencies ---------------------------------------------------------------------------------


def ud(path: Path) -> Iterator[tuple[str, Sentence, list[list[str]]]]:
    """(sentence id, sentence, its columns) of a CoNLL-U file."""
    document, paragraph = "", True
    for block in blocks(path):
        notes = [line for line in block if line.startswith("#")]
        document = next((line.split("= ")[1] for line in notes if line.startswith("# newdoc id")), document)
        paragraph = any(line.startswith(("# newpar", "# newdoc")) for line in notes)
        name = next(line.split("= ")[1] for line in notes if line.startswith("# sent_id"))
        columns, spaced = words_of(block)
        yield name, tree(columns, spaced, document, paragraph), columns


def words_of(block: Sequence[str]) -> tuple[list[list[str]], list[bool]]:
    """Word lines and whether white space stands before each; a multi-word token's spacing is on its range line."""
    columns: list[list[str]] = []
    spaced: list[bool] = []
    gap, after, until = True, True, 0
    for line in block:
        cells = line.split("\t")
        if cells[0].isdecimal():
            columns.append(cells)
            spaced.append(gap)
            number = int(cells[0])
            gap = "SpaceAfter=No" not in cells[9] if number > until else after and number == until
        elif re.fullmatch(r"\d+-\d+", cells[0]):
            until = int(cells[0].split("-")[1])
            after = "SpaceAfter=No" not in cells[9]
    return columns, spaced


def tree(columns: list[list[str]], spaced: list[bool], document: str, paragraph: bool) -> Sentence:
    """A sentence with its tree."""
    return Sentence(
        words=[cells[1] for cells in columns],
        spaced=spaced,
        document=document,
        paragraph=paragraph,
        upos=[UPOS.index(cells[3]) for cells in columns],
        heads=[int(cells[6]) for cells in columns],
        rels=[cells[7] for cells in columns],
    )


def ewt(data: Path, part: str) -> list[Sentence]:
    """UD EWT with UNER's names, silver NORP and UDS factuality."""
    file = "train.rebuilt" if part == "train" else "dev"
    names = uner(data / "uner_ewt" / f"en_ewt-ud-{'train.cleaned' if part == 'train' else 'dev'}.iob2")
    facts = factuality(data / "uds_factuality" / "factuality.jsonl")
    made = []
    for name, sentence, columns in ud(data / "ud_ewt" / f"en_ewt-ud-{file}.conllu"):
        tags = names.get(name)
        if tags is not None and len(tags) == len(sentence.words):
            sentence.names = peoples([allowed(t, ("PERSON", "ORG", "LOC", "NORP")) for t in tags], columns)
        sentence.facts = {n - 1: value for n, value in facts.get(name, []) if n <= len(sentence.words)}
        made.append(sentence)
    return made


def uner(path: Path) -> dict[str, list[str]]:
    """Sentence id to BIO tags in our names."""
    rename = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
    made = {}
    for block in blocks(path):
        name = next((line.split("= ")[1] for line in block if line.startswith("# sent_id")), "")
        cells = [line.split("\t") for line in block if line[0].isdecimal()]
        tags = [row[2].strip() for row in cells if row[0].isdecimal()]
        made[name] = [t if t == "O" else f"{t[0]}-{rename[t[2:]]}" for t in tags]
    return made


def peoples(names: list[int], columns: Sequence[Sequence[str]]) -> list[int]:
    """Silver NORP on unmarked words: capitalised adjectives ("Norwegian") and plurals ("Norwegians")."""
    made = list(names)
    for n, cells in enumerate(columns):
        word, lemma, upos = cells[1], cells[2], cells[3]
        capital = word[0].isupper() and lemma[0].isupper() and word[1:].islower() and len(word) > 3
        plural = upos == "PROPN" and "Number=Plur" in cells[5] and cells[7] not in ("flat", "compound")
        if names[n] & 1 and capital and ((upos == "ADJ" and "Degree" in cells[5]) or plural):
            made[n] = 1 << NER.index("B-NORP") | (1 if plural else 0)
    return made


def factuality(path: Path) -> dict[str, list[tuple[int, float]]]:
    """Sentence id to (word number from 1, factuality -3..3)."""
    made: dict[str, list[tuple[int, float]]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        made.setdefault(row["sent_id"], []).append((row["token"], row["value"]))
    return made


GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "DATE"}


def gum(data: Path, part: str) -> list[Sentence]:
    """The open genres of UD GUM, with names taken from its nested mentions where their extent is plain."""
    file = "train.rebuilt" if part == "train" else "dev"
    made = []
    for _, sentence, columns in ud(data / "ud_gum_open" / f"en_gum-ud-{file}.conllu"):
        sentence.names = peoples(mentions(columns), columns)
        made.append(sentence)
    return made


def mentions(columns: Sequence[Sequence[str]]) -> list[int]:
    """Allowed tags from GUM's Entity notes: plain names and dates are marked, other proper nouns left open."""
    names = [
        ANY if cells[3] in ("PROPN", "NUM") or cells[1][0].isupper() else allowed("O", ("NORP",)) for cells in columns
    ]
    names = [allowed("O", NAMES) if cells[3] in ("VERB", "AUX", "PUNCT", "PRON", "DET") else n
             for n, cells in zip(names, columns, strict=True)]  # fmt: skip
    found = sorted(entity_spans(columns), key=lambda span: span[0] - span[1])
    for outer_start, outer_end, kind in found:
        start, end = trimmed(columns, outer_start, outer_end)
        if kind in GUM_TYPES and start < end and plain(columns[start:end], kind):
            label = GUM_TYPES[kind]
            names[start] = 1 << NER.index(f"B-{label}")
            names[start + 1 : end] = [1 << NER.index(f"I-{label}")] * (end - start - 1)
    return names


def entity_spans(columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of the mentions closed within the sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for n, cells in enumerate(columns):
        note = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", note.group(1) if note else ""):
            key = part.strip("()").split("-")[0]
            if part.startswith("("):
                opened.setdefault(key, []).append((n, part.strip("()").split("-")[1]))
            if part.endswith(")") and opened.get(key):
                start, kind = opened[key].pop()
                yield start, n + 1, kind


def trimmed(columns: Sequence[Sequence[str]], start: int, end: int) -> tuple[int, int]:
    """Without leading determiners and adpositions and trailing possessive marks and punctuation."""
    while start < end and columns[start][3] in ("DET", "ADP", "PUNCT", "PRON"):
        start += 1
    while start < end and columns[end - 1][3] in ("PUNCT", "PART"):
        end -= 1
    return start, end


def plain(rows: Sequence[Sequence[str]], kind: str) -> bool:
    """Whether a mention is a name or date through and through."""
    if kind == "time":
        dated = any(cells[1].lower() in CALENDAR or re.fullmatch(r"[12]\d{3}s?", cells[1]) for cells in rows)
        return (
            dated
            and len(rows) <= 6
            and all(cells[3] in ("PROPN", "NUM", "PUNCT", "ADP", "NOUN", "ADJ") for cells in rows)
        )
    small = {"of", "the", "and", "for", "'s", "’s", "&", "-", "de", "al", "el", "la", "von", "van", "in", "."}
    ends = rows[0][3] == "PROPN" and rows[-1][3] in ("PROPN", "NUM")
    return ends and len(rows) <= 8 and all(cells[3] == "PROPN" or cells[1] in small for cells in rows)


# --- Names only ---------------------------------------------------------------------------------------------

PERSONS = "person politician researcher scientist writer musicalartist"
ORGS = "organisation politicalparty university band corporation group conference"
RENAME = (
    dict.fromkeys(PERSONS.split(), "PERSON")
    | dict.fromkeys(ORGS.split(), "ORG")
    | dict.fromkeys(("location", "country"), "LOC")
    | dict.fromkeys(("event", "election"), "EVENT")
    | {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
)


def names_only(data: Path) -> list[Sentence]:
    """CrossNER, wikigold and WNUT17 (training parts of the last)."""
    made: list[Sentence] = []
    for path in sorted((data / "crossner").glob("*/*.txt")):
        made += tagged(path, ("PERSON", "ORG", "LOC", "NORP", "EVENT"))
    made += tagged(data / "ner_small" / "wikigold" / "wikigold.conll.txt", ("PERSON", "ORG", "LOC", "NORP"))
    made += tagged(data / "ner_small" / "WNUT17" / "train" / "wnut17train.conll", ("PERSON", "ORG", "LOC"))
    return made


def tagged(path: Path, annotated: tuple[str, ...]) -> Iterator[Sentence]:
    """Sentences of a two-column file."""
    for n, block in enumerate(blocks(path)):
        rows = [line.split() for line in block]
        rows = [row for row in rows if len(row) == 2]
        words = [row[0] for row in rows]
        if words:
            yield Sentence(
                words=words,
                spaced=[spaced(before, word) for before, word in pairwise(["", *words])],
                document=f"{path.parent.name}/{path.name}/{n}",
                paragraph=True,
                names=list(renamed(rows, annotated)),
            )


def renamed(rows: Sequence[Sequence[str]], annotated: tuple[str, ...]) -> Iterator[int]:
    """Allowed tags of a file's own tags; I without its B (IOB1) opens a name."""
    before = "O"
    for word, tag in rows:
        kind = tag[2:]
        if kind in RENAME:
            inside = tag[0] == "I" and before[2:] == kind
            yield allowed(f"{'I' if inside else 'B'}-{RENAME[kind]}", annotated)
        elif kind in ("misc", "MISC"):
            yield people(word)
        else:
            yield allowed("O", annotated)
        before = tag


def people(word: str) -> int:
    """Miscellaneous names: those that end like a nationality or faith are NORP, the rest is O, event or date."""
    if re.fullmatch(r"[A-Z][a-z]+(?:an|ans|ish|ese|ic|im|ims|ench|utch|eek|wiss)", word):
        return 1 << NER.index("B-NORP")
    return allowed("O", ("PERSON", "ORG", "LOC"))


def spaced(before: str, word: str) -> bool:
    """A guess at the white space a tokenised file lost."""
    closes = word in ",.;:!?)]}%''" or word.startswith(("'s", "n't", "'t", "’"))
    return bool(before) and not closes and before not in "([{$``" if before else True


# --- Attribution --------------------------------------------------------------------------------------------


def polnear(data: Path, part: str) -> list[Sentence]:
    """PolNeAR: SOURCE, CUE and CONTENT on spaCy's tokens, the first annotator of each document."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    made: list[Sentence] = []
    for line in (data / "polnear" / f"{part}.jsonl").read_text("utf-8").splitlines():
        made += article(nlp, json.loads(line))
    return made


def article(nlp: Language, row: dict[str, Any]) -> Iterator[Sentence]:
    """The sentences of one article; paragraphs are its lines."""
    text = str(row["text"])
    doc = nlp(text)
    tokens = [token for token in doc if not token.is_space]
    relations = next(iter(row["attributions"].values()))
    roles, anchors = projected(tokens, relations)
    start, gap = 0, True
    for end in range(1, len(tokens) + 1):
        last = end == len(tokens)
        between = "" if last else text[tokens[end - 1].idx + len(tokens[end - 1]) : tokens[end].idx]
        if last or "\n" in between or tokens[end].is_sent_start:
            part = tokens[start:end]
            blanks = [n == 0 or text[t.idx - 1].isspace() for n, t in enumerate(part)]
            yield Sentence(
                [t.text for t in part], blanks, str(row["id"]), gap,
                roles=roles[start:end], anchors=anchors[start:end], offset=start,
            )  # fmt: skip
            start, gap = end, "\n" in between


def projected(tokens: Sequence[Token], relations: Sequence[dict[str, list[list[int]]]]) -> tuple[list[int], list[int]]:
    """Role tags and anchors on tokens: a token takes the role that covers most of its characters."""
    roles, anchors = [0] * len(tokens), [-1] * len(tokens)
    for relation in relations:
        parts = [(role, span) for role in ("cue", "source", "content") for span in relation[role]]
        found = [(role, covered(tokens, *span)) for role, span in parts]
        anchor = next((members[0] for _, members in found if members), -1)
        for role, members in found:
            for n, place in enumerate(members):
                mark = "B" if n == 0 else "I"
                roles[place], anchors[place] = ATTRIBUTION.index(f"{mark}-{role.upper()}"), anchor
    return roles, anchors


def covered(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """Indices of the tokens that lie mostly inside a character range."""
    from bisect import bisect_left

    first = bisect_left(tokens, start, key=lambda t: t.idx + len(t))
    made = []
    for n in range(first, len(tokens)):
        low, high = tokens[n].idx, tokens[n].idx + len(tokens[n])
        if low >= end:
            break
        if 2 * (min(end, high) - max(start, low)) > high - low:
            made.append(n)
    return made


# --- Silver trees ---------------------------------------------------------------------------------------------

SURE = 0.95  # mean probability of a sentence's parts of speech from which its silver tree is learnt from
SURE_WORD = 0.9  # of one part of speech


def silver(sentences: Sequence[Sentence]) -> None:
    """Give sentences without trees those of the tagger that ships, where it is sure.

    A network that learns only names or attribution from a set forgets how to parse text of that kind: without these,
    its parts of speech on news fell to a mean probability of .65, while those on the sets with trees stayed right.
    """
    for _, group in groupby(sentences, key=lambda s: s.document):
        run = list(group)
        tags = reader.tag(reader.Sentence(s.words, s.spaced, s.paragraph) for s in run)
        first = 0
        for sentence in run:
            part = slice(first, first + len(sentence.words))
            if sum(tags.confidence[part]) >= SURE * len(sentence.words):
                found = zip(tags.upos[part], tags.confidence[part], strict=True)
                sentence.upos = [UPOS.index(upos) if sure >= SURE_WORD else NONE for upos, sure in found]
                sentence.heads = [
                    0 if head == n else head - first + 1 for n, head in enumerate(tags.heads[part], first)
                ]
                sentence.rels = list(tags.rels[part])
            first += len(sentence.words)


# --- Texts without labels -----------------------------------------------------------------------------------


def texts(folder: Path) -> Iterator[Sentence]:
    """The sentences of the cases that may be learnt from, for what a teacher says of them."""
    import spacy

    from training.judge.cases import cases

    nlp = spacy.blank("en")
    for case in cases(folder):
        for account, sentences in zip(case.accounts, case.sentences, strict=True):
            end = 0
            for sentence in sentences:
                tokens = [token for token in nlp(sentence.text) if not token.is_space]
                blanks = [n == 0 or sentence.text[token.idx - 1].isspace() for n, token in enumerate(tokens)]
                opens = end == 0 or "\n" in account.text[end : sentence.start]
                end = sentence.end
                if tokens:
                    yield Sentence([token.text for token in tokens], blanks, f"{case.name}/{account.id}", opens)
