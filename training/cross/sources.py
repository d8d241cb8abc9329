"""Where the pairs come from: python -m training.cross.sources --cases CASES --data DATA --run RUN.

Three kinds: the candidates of the annotated cases; pairs of public sets for related tasks (inference, similarity,
coreference of events), with labels that come near enough; and pairs of sentences of unannotated articles that look
alike, which have no label and are read by teachers. RUN is the judge's, with its scores in it; RUN/material.npz is
written, all that `training.cross.train` needs.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rashomon.reader import embed
from rashomon.reader.cross import Placed, placed
from training.cross.learn import kept
from training.cross.pairs import CLASSES, KINDS, Material, Pairs
from training.judge.cases import LABELS, Annotated, cases
from training.judge.train import half
from training.judge.trees import Table, first_round, table_of

CAP = 1500  # auxiliary pairs of one set and label
WORDS = (5, 80)  # of a sentence of an unannotated article
NEAREST = 6  # sentences of other articles each is paired with
ALIKE = 0.35  # least cosine of two paired sentences
BLOCK = 1000  # sentences compared with all others at once
JUDGED = "unseen.npz"  # the judge's scores in RUN
LOW = 0.02  # first-round probability under which a pair is not read

INFERENCE = {"entailment": LABELS["AGREE"], "contradiction": LABELS["CONFLICT"], "neutral": 0}
VERDICTS = {"SUPPORTS": LABELS["AGREE"], "REFUTES": LABELS["CONFLICT"]}
# The parts of STS whose licence is stated and lets weights be shipped.
SIMILARITY = (
    "2013/headlines", "2014/headlines", "2015/headlines", "2015/answers-forums", "2016/headlines",
    "2016/answer-answer", "2016/question-question", "2016/postediting",
)  # fmt: skip
SAME, OTHER = 4.0, 1.5  # STS scores from which two sentences agree, up to which they are unrelated


# --- Annotated cases ----------------------------------------------------------------------------------------


def annotated(found: Sequence[Annotated], table: Table) -> Pairs:
    """The table's candidates, in its order."""
    held: list[Placed] = []
    starts = np.zeros((len(found), max(len(case.accounts) for case in found)), np.int64)
    for n, case in enumerate(found):
        for account, part in enumerate(case.sentences):
            starts[n, account] = len(held)
            held += placed([sentence.text for sentence in part])
    case_of, i, j, a, b = table.places.T
    return Pairs.of(held, np.stack([starts[case_of, i] + a, starts[case_of, j] + b], 1), table.labels)


# --- Auxiliary sets -----------------------------------------------------------------------------------------


class Example(NamedTuple):
    """Two sentences of an auxiliary set and their label."""

    first: str
    second: str
    label: int


def breaking_nli(data: Path) -> Iterator[Example]:
    """Sentences that part in one word (Glockner and others 2018)."""
    for row in lines(data / "breaking_nli" / "dataset.jsonl"):
        yield Example(row["sentence1"], row["sentence2"], INFERENCE[row["gold_label"]])


def negation_nli(data: Path) -> Iterator[Example]:
    """Inference where negation matters (Hossain and others 2020); what is just "not entailed" is left out."""
    for name in ("MNLI", "SNLI", "RTE"):
        for line in (data / "negation_nli" / f"{name}.txt").read_text("cp1252", "replace").splitlines()[1:]:
            row = line.split("\t")
            if len(row) == 4 and row[3] in INFERENCE:
                yield Example(row[1], row[2], INFERENCE[row[3]])


def fever_symmetric(data: Path) -> Iterator[Example]:
    """Evidence and claims of which neither alone gives the answer away (Schuster and others 2019)."""
    seen = set()
    for path in sorted((data / "fever_symmetric").glob("*.jsonl")):
        for row in lines(path):
            texts = (row.get("evidence_sentence") or row["evidence"], row["claim"])
            if row["label"] in VERDICTS and texts not in seen:
                seen.add(texts)
                yield Example(*texts, VERDICTS[row["label"]])


def sts(data: Path) -> Iterator[Example]:
    """Sentences scored as the same, or as other than each other (Agirre and others 2012-2016)."""
    for name in SIMILARITY:
        for line in (data / "sts" / f"{name}.test.tsv").read_text("utf-8").splitlines():
            row = line.split("\t")
            if len(row) >= 3 and row[0] and not OTHER < float(row[0]) < SAME:
                yield Example(row[1], row[2], LABELS["AGREE"] if float(row[0]) >= SAME else 0)


def ecbplus(data: Path) -> Iterator[Example]:
    """Sentences of two articles on one topic that tell of one event, or share neither event nor participant."""
    texts = ecb_texts(data)
    events, participants = (chains(data, name) for name in ("event", "entity"))
    for one, other in combinations(texts, 2):
        if cluster(one[0]) == cluster(other[0]) and one[0] != other[0]:
            told = bool(events[one] & events[other])
            if told or not participants[one] & participants[other]:
                yield Example(texts[one], texts[other], LABELS["AGREE"] if told else 0)


def ecb_texts(data: Path) -> dict[tuple[str, int], str]:
    """ECB+ (Cybulska and Vossen 2014): the text of each document and sentence, words joined by blanks."""
    words = defaultdict(list)
    for line in (data / "ecbplus" / "cybulska_setup" / "ECB_Train_corpus.txt").read_text("utf-8").splitlines():
        row = line.split("\t")
        if len(row) >= 4:
            words[row[0], int(row[1])].append(row[3])
    return {key: " ".join(part) for key, part in words.items()}


def chains(data: Path, kind: str) -> defaultdict[tuple[str, int], set[str]]:
    """The coreference chains each sentence of ECB+ is in; none for a sentence without."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for row in lines(data / "ecbplus" / "cybulska_setup" / f"train_{kind}_gold.jsonl"):
        found[row["doc_id"], row["sent_id"]].add(row["coref_chain"])
    return found


def cluster(document: str) -> tuple[str, str]:
    """Topic and collection of a document of ECB+: "7_3ecbplus" is of topic 7, and of the plus."""
    topic, name = document.split("_")
    return topic, name.lstrip("0123456789")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


AUXILIARY: tuple[Callable[[Path], Iterator[Example]], ...] = (
    breaking_nli, negation_nli, fever_symmetric, sts, ecbplus,
)  # fmt: skip


def auxiliary(data: Path, *, cap: int = CAP) -> Pairs:
    """Of every auxiliary set and label at most `cap` pairs; nothing stands around their sentences."""
    chance = np.random.default_rng(0)
    chosen: list[Example] = []
    for read in AUXILIARY:
        examples = list(read(data))
        for label in range(CLASSES):
            alike = [example for example in examples if example.label == label]
            chosen += [alike[n] for n in chance.permutation(len(alike))[:cap]]
    return alone(chosen)


def alone(examples: Sequence[Example]) -> Pairs:
    """Examples as pairs of sentences without neighbours."""
    texts = dict.fromkeys(text for example in examples for text in (example.first, example.second))
    number = {text: n for n, text in enumerate(texts)}
    numbers = np.array([[number[example.first], number[example.second]] for example in examples], np.int64)
    held = [part for text in texts for part in placed([text])]
    return Pairs.of(held, numbers.reshape(-1, 2), np.array([example.label for example in examples], np.int64))


# --- Unlabelled pairs ---------------------------------------------------------------------------------------


class Article(NamedTuple):
    """Sentences of an unannotated article; only articles of one group are compared."""

    group: str
    sentences: list[str]


def polnear(data: Path) -> Iterator[Article]:
    """PolNeAR's articles, one group; a line break ends a sentence."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for row in lines(data / "polnear" / "train.jsonl"):
        blocks = [nlp(block) for block in row["text"].split("\n") if block.strip()]
        yield Article("polnear", fitting(sentence.text for block in blocks for sentence in block.sents))


def ecb_articles(data: Path) -> Iterator[Article]:
    """ECB+'s articles, a group each topic."""
    found = defaultdict(list)
    for (document, _), text in sorted(ecb_texts(data).items()):
        found[document].append(text)
    for document, texts in found.items():
        yield Article(f"ecb {cluster(document)[0]}", fitting(texts))


def fitting(texts: Iterable[str]) -> list[str]:
    """The texts of a sentence's length, white space made single blanks."""
    rows = [text.split() for text in texts]
    return [" ".join(words) for words in rows if WORDS[0] <= len(words) <= WORDS[1]]


def unlabelled(articles: Sequence[Article], vectors: np.ndarray) -> Pairs:
    """Pairs of sentences that look alike, of articles of one group; `vectors` (sentences, width) are normalised.

    Of a group as small as a topic of ECB+ all pairs that are alike enough are taken, of a large one the nearest.
    """
    held = [part for article in articles for part in placed(article.sentences)]
    counts = [len(article.sentences) for article in articles]
    article_of = np.repeat(np.arange(len(articles)), counts)
    groups = np.repeat([article.group for article in articles], counts)
    found = [np.empty((0, 2), np.int64)]
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        most = NEAREST if len(members) > BLOCK else len(members)
        found.append(members[neighbours(vectors[members], article_of[members], most)])
    numbers = np.concatenate(found)
    return Pairs.of(held, numbers, np.zeros(len(numbers), np.int64))


def neighbours(vectors: np.ndarray, article_of: np.ndarray, most: int) -> np.ndarray:
    """Each sentence with the `most` nearest ones of other articles: pairs (n, 2), low number first, each once."""
    found = [np.empty((0, 2), np.int64)]
    for start in range(0, len(vectors), BLOCK):
        part = slice(start, start + BLOCK)
        close = vectors[part] @ vectors.T
        close[article_of[part, None] == article_of] = -1
        nearest = np.argpartition(-close, min(most, len(vectors)) - 1, axis=1)[:, :most]
        row, rank = np.nonzero(np.take_along_axis(close, nearest, 1) >= ALIKE)
        found.append(np.stack([start + row, nearest[row, rank]], 1))
    return np.unique(np.sort(np.concatenate(found), axis=1), axis=0)


def vectors_of(articles: Sequence[Article]) -> np.ndarray:
    """The sentence encoder's vector of every sentence, in order."""
    return embed([text for article in articles for text in article.sentences])


# --- All of it ----------------------------------------------------------------------------------------------


def gathered(folders: Sequence[Path], data: Path, run: Path) -> Material:
    """All there is to learn from; the slow parts are kept in the run folder."""
    table = table_of(folders, run, JUDGED)
    found = list(cases(*folders))
    if [case.annotated for case in found] != table.annotated.tolist():
        raise SystemExit(f"these cases are not those of {run / JUDGED}; train the judge on them first")
    probability = first_round(table, run / f"first.{JUDGED}.npy")
    rows = np.flatnonzero((probability >= LOW) | (table.labels > 0))
    halves = half([case.name for case in found])
    articles: list[Article] = [*polnear(data), *ecb_articles(data)]
    vectors = kept(run / "cross.vectors.npy", partial(vectors_of, articles))
    return Material(
        annotated(found, table).only(rows), probability[rows], halves[table.case[rows]], rows, len(table.labels),
        auxiliary(data), unlabelled(articles, vectors),
    )  # fmt: skip


def main() -> None:
    """Write material.npz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True, help="the judge's run folder")
    args = parser.parse_args()
    material = gathered(args.cases, args.data, args.run)
    material.save(args.run / "material.npz")
    for name in KINDS:
        print(f"{len(getattr(material, name))} {name} pairs")


if __name__ == "__main__":
    main()
