"""Learn `weights/lemmas.tsv` from UD EWT and GUM and WordNet's words: python -m training.lemmas --data DIR.

A trie of endings per part of speech; an ending is kept only where its best edit differs from the one the next
shorter ending would give, so the table holds general rules and the exceptions to them. Rules are drawn from regular
forms of nouns, verbs and adjectives alone: what is irregular ("fled") or of a closed class is a whole word and says
nothing about others. Prints the accuracy on dev.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rashomon.reader import lemma
from training import inflect
from training.encoder import WEIGHTS
from training.manifest import record
from training.tagger.corpora import ud

DEEPEST = 7  # characters of an ending that is not a whole word
FEWEST = 3  # words that show an ending's rule
ANNOTATED = 1000  # what one annotated use counts, in senses of a word
UNCHANGED = ("PROPN", "NUM", "X")
OPEN = frozenset(("VERB", "NOUN", "ADJ", "ADV"))
FILES = ("ud_ewt/en_ewt-ud-{}.conllu", "ud_gum_open/en_gum-ud-{}.conllu")
Rule = tuple[int, str]


def words(data: Path, part: str) -> Iterator[tuple[str, str, str]]:
    """(lower-case form, part of speech, lower-case lemma) of plain words, typing errors left out."""
    for file in FILES:
        for _, _, columns in ud(data / file.format(part if part == "dev" else "train.rebuilt")):
            for cells in columns:
                if cells[3] not in UNCHANGED and cells[1].isascii() and "Typo=Yes" not in cells[5] and cells[2] != "_":
                    yield cells[1].lower(), cells[3], cells[2].lower()


def edit(word: str, base: str) -> Rule:
    """What to strike from the word's end and what to add."""
    same = 0
    while same < min(len(word), len(base)) and word[same] == base[same]:
        same += 1
    return len(word) - same, base[same:]


def endings(word: str) -> list[str]:
    """From the empty ending to the longest, the whole word last."""
    return [word[len(word) - n :] for n in range(min(len(word) - 1, DEEPEST) + 1)] + [f"^{word}"]


def learned(data: Path, wordnet: Path) -> dict[tuple[str, str], Rule]:
    """The pruned table; annotated texts decide before WordNet what a whole word is a form of."""
    made = list(inflect.forms(wordnet))
    known = {(form.upos, form.base) for form in made}
    spelt = {(form.upos, form.word) for form in made}
    uses: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word, upos, base, senses in made:
        uses[upos, word][base] += 2 * senses + (word != base)
    for word, upos, base in words(data, "train"):
        if upos != "VERB" or (upos, word) not in spelt or (upos, base) in known:  # else a slip of the annotators
            uses[upos, word][base] += ANNOTATED
    edits: defaultdict[tuple[str, str], Counter[Rule]] = defaultdict(Counter)
    for (upos, word), bases in uses.items():
        base = bases.most_common(1)[0][0]
        for ending in endings(word) if is_regular(word, upos, base) else [f"^{word}"]:
            edits[upos, ending][edit(word, base)] += 1
    best = {key: counts.most_common(1)[0][0] for key, counts in edits.items() if trusted(key[1], counts)}
    return {key: rule for key, rule in best.items() if rule != above(best, *key)}


def is_regular(word: str, upos: str, base: str) -> bool:
    """True where the form of a word of an open class follows from its spelling."""
    return upos in OPEN and word in inflect.regular(base, upos)


def trusted(ending: str, counts: Counter[Rule]) -> bool:
    """Endings need several different words behind them; whole words one use."""
    return ending.startswith("^") or not ending or counts.most_common(1)[0][1] >= FEWEST


def above(best: dict[tuple[str, str], Rule], upos: str, ending: str) -> Rule:
    """What the next shorter known ending says; nothing to strike or add if none is known."""
    rest = ending
    while rest:
        rest = rest[1:]
        if (upos, rest) in best:
            return best[upos, rest]
    return 0, ""


def main() -> None:
    """Write the table and print its accuracy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    table = learned(args.data, args.wordnet)
    lines = [f"{upos}\t{ending}\t{strike}\t{addition}" for (upos, ending), (strike, addition) in sorted(table.items())]
    (args.out / "lemmas.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    record(args.out, ["lemmas.tsv"])
    pairs = [(lemma.lemma(word, upos), base) for word, upos, base in words(args.data, "dev")]
    print(f"{len(table)} rules; dev accuracy {sum(a == b for a, b in pairs) / len(pairs):.4f} of {len(pairs)} words")


if __name__ == "__main__":
    main()
