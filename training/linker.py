"""Fits the weights by which `rashomon.attribute.link` joins sources and contents to cues.

    python -m training.linker [--data DIR] [--every N]

Two logistic regressions over the pairs within reach in every third document of PolNeAR train (--every 1 for all),
written to src/rashomon/attribute/link.json. Every document is seen twice: with the spans the tagger marks, where a pair
is right if both spans overlap those of one annotated attribution, and with the annotated spans. Takes about two
minutes of one core; to be run anew when the tagger's weights change.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.attribution import Gold, Ranges, annotated, mark, plain
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from rashomon.annotate import annotate
from rashomon.attribute.drafts import layout
from rashomon.attribute.link import Layout, Range, content_features, source_features

RARE = 30  # features seen in fewer pairs get no weight
TARGET = Path(__file__).parent.parent / "src" / "rashomon" / "attribute" / "link.json"
Row = tuple[dict[str, float], bool]


def main() -> None:
    """Fits both models and writes them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--every", type=int, default=3)
    chosen = options.parse_args()
    lines = (chosen.data / "polnear" / "train.jsonl").read_text("utf-8").splitlines()[:: chosen.every]
    rows: dict[str, list[Row]] = {"content": [], "source": []}
    for n, line in enumerate(lines, 1):
        for role, features, right in pairs(json.loads(line)):
            rows[role].append((features, right))
        if n % 50 == 0 or n == len(lines):
            print(f"{n} of {len(lines)} documents, {sum(map(len, rows.values()))} pairs", flush=True)
    TARGET.write_text(json.dumps({role: fit(seen) for role, seen in rows.items()}, indent=0) + "\n", "utf-8")


def pairs(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, float], bool]]:
    """Role, features and truth of each pair within reach in one document, as marked and as annotated."""
    account, segments = plain(row["id"], row["text"])
    doc = annotate(account, segments)
    gold = annotated(row)
    yield from judged(layout(doc, segments), gold)
    mark(doc, gold)
    yield from judged(layout(doc, segments), gold)


def judged(page: Layout, gold: Sequence[Gold]) -> Iterator[tuple[str, dict[str, float], bool]]:
    """The pairs of one layout; one is right if both spans overlap those of one annotated attribution."""
    for role, spans, features in (
        ("content", page.content, content_features),
        ("source", page.source, source_features),
    ):
        for span in spans:
            for cue in page.candidates(span):
                right = any(meets(page.doc, span, item[role]) and meets(page.doc, cue, item["cue"]) for item in gold)
                yield role, features(page, span, cue), right


def meets(doc: Doc, span: Range, ranges: Ranges) -> bool:
    """True if a token range overlaps one of some character ranges."""
    low, high = doc[span[0]].idx, doc[span[1] - 1].idx + len(doc[span[1] - 1])
    return any(start < high and low < end for start, end in ranges)


def fit(rows: list[Row]) -> dict[str, float]:
    """Weights by feature, rare features and vanishing weights left out."""
    seen = Counter(name for features, _ in rows for name in features)
    kept = [{name: value for name, value in features.items() if seen[name] >= RARE} for features, _ in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=1.0, max_iter=2000, fit_intercept=False).fit(matrix, [right for _, right in rows])
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {name: round(float(weight), 3) for name, weight in sorted(weights) if abs(weight) >= 0.005}


if __name__ == "__main__":
    main()
