"""Fits the weights by which `rashomon.attribute.dialogue` gives turns without a speaker to somebody.

    python -m training.dialogue [--data DIR]

Examples are the turns of LitBank's develop texts (`benchmarks.speakers`) that nothing beside them gives a speaker and
whose right speaker is among the candidates; who is whom is told as in `training.salience`, and "I" by what the narrator
says. Decided turn by turn as in use, in three rounds. Prints five-fold cross-validation over texts and the weights of
all, which stand in `dialogue.py`. To be run after `training.salience`; a minute of one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.speakers import PARTS, Quotation, document
from spacy.tokens import Doc

from rashomon.annotate import annotate
from rashomon.attribute import draft
from rashomon.attribute.dialogue import NARRATOR, Turn, talks
from rashomon.attribute.link import Draft
from rashomon.attribute.speakers import Cast
from training.salience import FOLDS, ROUNDS, Example, beside, fit, right, told, without

PRIOR = 2.0


class Novel(NamedTuple):
    """A text that converses, whom each name stands for, and its annotated quotations in tokens."""

    drafts: Sequence[Draft]
    cast: Cast
    names: Mapping[str, str]
    quotations: Sequence[tuple[int, int, str]]


def main() -> None:
    """Reads the texts, prints the scores and the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    texts = list(novels(options.parse_args().data))
    folds = [(texts[k::FOLDS], fitted(without(texts, k))) for k in range(FOLDS)]
    print("cross-validated:", right([e for held, weights in folds for text in held for e in examples(text, weights)]))
    weights = fitted(texts)
    print("fitted:", right([e for text in texts for e in examples(text, weights)]))
    print({name: round(weight, 2) for name, weight in weights.items()})


def novels(data: Path) -> Iterator[Novel]:
    """LitBank's develop texts, as far as they converse."""
    for path in sorted((data / "litbank" / "quotations" / "tsv").glob("*.txt"))[PARTS["develop"]]:
        account, segments, wanted = document(path)
        doc = annotate(account, segments)
        drafts, scene = draft(account, doc, segments)
        if wanted and scene.talk:
            yield novel(doc, drafts, Cast(doc, scene), wanted)


def novel(doc: Doc, drafts: Sequence[Draft], cast: Cast, wanted: Sequence[Quotation]) -> Novel:
    """A text with the characters of its names, and of its narrator."""
    names = told(doc, cast.scene, drafts, wanted).names
    near = [(beside(doc, drafts, quotation), quotation.speaker) for quotation in wanted]
    own = Counter(who for one, who in near if one and one.source and cast.resolve(one.source)[1] == "author")
    narrator = {NARRATOR: own.most_common(1)[0][0]} if own else {}
    spans = [(doc.char_span(q.start, q.end, alignment_mode="expand"), q.speaker) for q in wanted]
    quotations = [(span.start, span.end, speaker) for span, speaker in spans]
    return Novel(drafts, cast, names | narrator, quotations)


def examples(text: Novel, weights: Mapping[str, float]) -> Iterator[Example]:
    """The open turns of a text, each decided by some weights before the next."""
    for talk in talks(text.drafts, text.cast):
        for n in talk.open():
            choices = talk.choices(n)
            if not choices:
                continue
            names = list(choices)
            scores = [sum(weights.get(key, 0.0) * x for key, x in choices[name].items()) for name in names]
            chosen = scores.index(max(scores))
            gold = speaker(text, talk.turns[n])
            truth = [text.names.get(name) == gold for name in names]
            talk.turns[n].voice = names[chosen]
            if gold is not None and any(truth):
                yield Example([choices[name] for name in names], truth, chosen)


def speaker(text: Novel, turn: Turn) -> str | None:
    """The character of the annotated quotations a turn shares most words with."""
    votes: Counter[str] = Counter()
    for start, end in turn.parts:
        for low, high, who in text.quotations:
            votes[who] += max(0, min(end, high) - max(start, low))
    return max(votes, key=lambda who: votes[who], default=None) if any(votes.values()) else None


def fitted(texts: Sequence[Novel]) -> dict[str, float]:
    """Weights by feature after all rounds; in the first the one before last has the turn."""
    weights = {"spoke before last": 1.0, "recent": 0.2}
    for _ in range(ROUNDS):
        weights = fit([example for text in texts for example in examples(text, weights)], prior=PRIOR)
    return weights


if __name__ == "__main__":
    main()
