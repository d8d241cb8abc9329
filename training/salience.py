"""Fits the weights by which `rashomon.attribute.salience` ranks whom a third-person pronoun stands for.

    python -m training.salience [--data DIR] [--dry]

Examples are the pronouns of UD GUM's train part that have their antecedent among the candidates, and those beside the
quotations of LitBank's develop texts (`benchmarks.speakers`) where the right speaker is among them. Which figure is
whom in LitBank is told by its quotations with a name or description beside them, and by names that share a word with
one character alone. The loss is the negative log of the share of all right candidates (Durrett and Klein 2013), with
a normal prior; three rounds, each reading the texts with the weights of the one before. Written to
src/rashomon/attribute/salience.json (not with --dry); before that, LitBank is scored by five-fold cross-validation
over texts, GUM on its dev part. Minutes of one core, most of them reading.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from benchmarks.coreference import gum, head, parsed
from benchmarks.speakers import PARTS, Quotation, document, words
from scipy.optimize import minimize
from spacy.tokens import Doc

from rashomon.annotate import annotate
from rashomon.attribute import draft
from rashomon.attribute.figures import Figure
from rashomon.attribute.link import Draft
from rashomon.attribute.salience import Question, Scene, Standing
from rashomon.attribute.speakers import THIRD, Cast, head_of

TARGET = Path(__file__).parent.parent / "src" / "rashomon" / "attribute" / "salience.json"
PRIOR = 3.0  # weight of half the sum of squares; by cross-validation among 1, 3 and 10
ROUNDS, FOLDS = 3, 5
T = TypeVar("T")
Weights = Mapping[str, float]


class Text(NamedTuple):
    """A read text, whom each pronoun stands for, by token, and whom each figure's name stands for."""

    doc: Doc
    scene: Scene
    pronouns: dict[int, str]
    names: dict[str, str]


class Example(NamedTuple):
    """Features of the candidates, which of them are right, and which was chosen."""

    choices: list[dict[str, float]]
    right: list[bool]
    chosen: int


class Listener(Cast):
    """A cast that follows its text with weights of our own and keeps what it chose from."""

    def __init__(self, text: Text, weights: Weights) -> None:
        self.text, self.weights, self.examples = text, weights, []
        super().__init__(text.doc, text.scene)

    def _choose(self, asked: Question, choices: Sequence[tuple[Standing, dict[str, float]]]) -> Figure | None:
        if not choices:
            return None
        scores = [sum(self.weights.get(name, 0.0) * value for name, value in found.items()) for _, found in choices]
        chosen, gold = scores.index(max(scores)), self.text.pronouns.get(asked.token.i)
        right = [self.text.names.get(seen.figure.name) == gold for seen, _ in choices]
        if gold is not None and any(right):
            self.examples.append(Example([found for _, found in choices], right, chosen))
        return choices[chosen][0].figure


def main() -> None:
    """Reads both sets, prints the scores, fits and writes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--dry", action="store_true", help="only print the scores")
    chosen = options.parse_args()
    train, dev = (list(gum_texts(chosen.data / "ud_gum_open", part)) for part in ("train", "dev"))
    novels = list(novels_of(chosen.data))
    folds = [(novels[k::FOLDS], fitted([*train, *without(novels, k)])) for k in range(FOLDS)]
    print("LitBank develop, cross-validated:", right([e for held, w in folds for e in examples(held, w)]))
    weights = fitted([*train, *novels])
    print("GUM dev:", right(examples(dev, weights)), "LitBank develop, fitted:", right(examples(novels, weights)))
    if not chosen.dry:
        TARGET.write_text(json.dumps(weights, indent=0) + "\n", "utf-8")


def without(texts: Sequence[T], k: int) -> list[T]:
    """All but every fifth text from the k-th on."""
    return [text for n, text in enumerate(texts) if n % FOLDS != k]


def right(found: Sequence[Example]) -> str:
    """How many were chosen rightly."""
    return f"{sum(example.right[example.chosen] for example in found)} of {len(found)}"


def examples(texts: Sequence[Text], weights: Weights) -> list[Example]:
    """The pronouns of texts, read with some weights."""
    return [example for text in texts for example in Listener(text, weights).examples]


def fitted(texts: Sequence[Text]) -> dict[str, float]:
    """Weights by feature after all rounds; the first round takes the nearest candidate."""
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        weights = fit(examples(texts, weights))
    return weights


def fit(found: Sequence[Example], *, prior: float = PRIOR) -> dict[str, float]:
    """Weights that make the right candidates likely."""
    names = sorted({name for example in found for choice in example.choices for name in choice})
    rows = [np.array([[choice.get(name, 0.0) for name in names] for choice in one.choices]) for one in found]
    masks = [np.array(one.right, float) for one in found]

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = prior * point @ point / 2, prior * point
        for row, mask in zip(rows, masks, strict=True):
            scores = row @ point
            share = np.exp(scores - scores.max())
            good = share * mask
            total -= np.log(good.sum() / share.sum())
            slope = slope - (good / good.sum() - share / share.sum()) @ row
        return total, slope

    point = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(names, point, strict=True)}


def gum_texts(folder: Path, part: str) -> Iterator[Text]:
    """The documents of one part of GUM; a figure is whom most of its mentions stand for."""
    for one in gum(next(folder.glob(f"*{part}*.conllu")), kinds=None):
        segments, doc, _ = parsed(one.account)
        at = {token.idx: token.i for token in doc}
        longest_first = sorted(one.mentions.items(), key=lambda item: item[0].start - item[0].end)
        chains = {at.get(head(doc, span), -1): chain for span, chain in longest_first}
        _, scene = draft(one.account, doc, segments)
        votes = Counter(
            (figure.name, chains[root])
            for figure in Cast(doc, scene).figures
            if (root := doc[figure.start : figure.end].root.i) in chains
        )
        yield Text(doc, scene, chains, {name: chain for (name, chain), _ in reversed(votes.most_common())})


def novels_of(data: Path) -> Iterator[Text]:
    """LitBank's develop texts."""
    for path in sorted((data / "litbank" / "quotations" / "tsv").glob("*.txt"))[PARTS["develop"]]:
        account, segments, wanted = document(path)
        if wanted:
            doc = annotate(account, segments)
            drafts, scene = draft(account, doc, segments)
            yield told(doc, scene, drafts, wanted)


def told(doc: Doc, scene: Scene, drafts: Sequence[Draft], wanted: Sequence[Quotation]) -> Text:
    """A novel with the characters of the pronouns beside its quotations, and of its figures."""
    cast, pronouns = Cast(doc, scene), dict[int, str]()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for quotation in wanted:
        one = beside(doc, drafts, quotation)
        if one is None or one.source is None or one.guessed or one.cue is None:
            continue
        if (token := head_of(scene.words, one.source)).lower_ in THIRD:
            pronouns.setdefault(token.i, quotation.speaker)
        elif token.pos_ != "PRON" and (name := cast.resolve(one.source)[0]):
            votes[name][quotation.speaker] += 1
    names = {name: counted.most_common(1)[0][0] for name, counted in votes.items()}
    speakers = {quotation.speaker for quotation in wanted}
    for figure in cast.figures:
        alike = [speaker for speaker in speakers if words(speaker) & words(figure.name)]
        if len(alike) == 1:
            names.setdefault(figure.name, alike[0])
    return Text(doc, scene, pronouns, names)


def beside(doc: Doc, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """The draft whose content shares most with a quotation."""
    span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    shared = [sum(max(0, min(span.end, b) - max(span.start, a)) for a, b in one.content) for one in drafts]
    return drafts[shared.index(max(shared))] if shared and max(shared) else None


if __name__ == "__main__":
    main()
