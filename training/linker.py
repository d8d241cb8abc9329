"""Fits the weights by which `rashomon.attribute.link` joins sources and contents to cues.

    python -m training.linker [--data DIR]

Two logistic regressions over the pairs within reach in PolNeAR train (annotated spans, our own parse), written to
src/rashomon/attribute/link.json. Takes about five minutes on one core; needs the tagger's weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.attribution import annotated, mark, plain
from rashomon.annotate import annotate
from rashomon.attribute import layout
from rashomon.attribute.link import Layout, content_features, source_features

RARE = 30  # features seen in fewer pairs get no weight
TARGET = Path(__file__).parent.parent / "src" / "rashomon" / "attribute" / "link.json"
Row = tuple[dict[str, float], bool]


def main() -> None:
    """Fits both models and writes them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    path = options.parse_args().data / "polnear" / "train.jsonl"
    rows: dict[str, list[Row]] = {"content": [], "source": []}
    for line in path.read_text("utf-8").splitlines():
        for role, features, right in pairs(json.loads(line)):
            rows[role].append((features, right))
    TARGET.write_text(json.dumps({role: fit(seen) for role, seen in rows.items()}, indent=0) + "\n", "utf-8")


def pairs(row: dict[str, object]) -> Iterator[tuple[str, dict[str, float], bool]]:
    """Role, features and truth of each pair within reach in one document."""
    account, segments = plain(str(row["id"]), str(row["text"]))
    doc = annotate(account, segments)
    gold = annotated(row)
    mark(doc, gold)
    page = layout(doc, segments)
    joined = {
        role: {(part[0], item["cue"][0][0]) for item in gold if item["cue"] for part in item[role]}
        for role in ("content", "source")
    }
    yield from _role(page, "content", joined["content"])
    yield from _role(page, "source", joined["source"])


def _role(page: Layout, role: str, joined: set[tuple[int, int]]) -> Iterator[tuple[str, dict[str, float], bool]]:
    features = content_features if role == "content" else source_features
    for span in page.content if role == "content" else page.source:
        for cue in page.candidates(span):
            yield role, features(page, span, cue), (page.doc[span[0]].idx, page.doc[cue[0]].idx) in joined


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
