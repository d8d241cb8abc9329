"""Builds src/rashomon/lexicon/ from WordNet 3.0, UD GUM and VADER: what common nouns name, and which words judge.

    python training/lexicon.py WORDNET_DICT GUM_TRAIN.conllu VADER_LEXICON.txt

WORDNET_DICT is the folder with data.noun (Debian package wordnet-base: /usr/share/wordnet), VADER_LEXICON the
file vader_lexicon.txt of the PyPI package vaderSentiment. The run takes seconds and is deterministic. Licences and
notices: src/rashomon/lexicon/NOTICE.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "lexicon"
PERSON, GROUP, PLACE = 18, 14, 15

# Roots of the hypernym trees, as (first word, lexicographer file, number of the sense among these).
ORG_ROOTS = ("organization.14", "administrative_unit.14", "military_unit.14", "government.14", "force.14", "court.14")
GROUP_ROOTS = ("social_group.14", "people.14", "gathering.14", "ethnic_group.14", "population.14", "masses.14")
PLACE_ROOTS = (
    "region.15",
    "district.15",
    "municipality.15",
    "geographical_area.15",
    "settlement.15",
    "structure.06",
    "facility.06",
    "land.17",
)
THING_ROOTS = ("vehicle.06", "weaponry.06", "weapon.06")
MALE_ROOTS, FEMALE_ROOTS = ("male.18", "male_child.18"), ("female.18", "female_child.18")

WORDS = Path(__file__).parent / "words"
# Nouns whose counted senses in WordNet (texts of the 1960s, or none at all) mislead for news of today; "" for none.
OVERRIDES = dict(line.split("\t")[:2] for line in (WORDS / "overrides.tsv").read_text("utf-8").splitlines())
GENDERS = dict(line.split("\t") for line in (WORDS / "genders.tsv").read_text("utf-8").splitlines())
# Words VADER scores high or low that say what a person is, does or suffers, not what the writer thinks of them.
PLAIN = frozenset((WORDS / "plain.txt").read_text("utf-8").split())
# Nouns and adjectives by which news and commentary judge people and powers that VADER lacks or scores low.
EPITHETS = frozenset((WORDS / "epithets.txt").read_text("utf-8").split())


@dataclass(frozen=True)
class Synset:
    """One sense: its words, lexicographer file, and pointers (symbol, offset) to other senses; told in myths or not."""

    words: tuple[str, ...]
    lexfile: int
    pointers: tuple[tuple[str, str, str], ...]
    mythical: bool


def synsets(path: Path) -> dict[str, Synset]:
    """The senses of a WordNet data file by offset."""
    found = {}
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split(" ")
        count = int(fields[3], 16)
        words = tuple(re.sub(r"\(\w+\)$", "", word) for word in fields[4 : 4 + 2 * count : 2])
        rest = fields[4 + 2 * count :]
        pointers = tuple((rest[i], rest[i + 1], rest[i + 2]) for i in range(1, 1 + 4 * int(rest[0]), 4))
        mythical = "mythology)" in line.partition(" | ")[2]
        found[fields[0]] = Synset(words, int(fields[1]), pointers, mythical)
    return found


def below(nouns: dict[str, Synset], order: dict[str, list[str]], roots: tuple[str, ...]) -> set[str]:
    """Offsets of all senses under the roots, each "word.file": the word's first sense in that lexicographer file."""
    starts = []
    for root in roots:
        word, lexfile = root.split(".")
        starts += [offset for offset in order[word] if nouns[offset].lexfile == int(lexfile)][:1]
    children: dict[str, list[str]] = defaultdict(list)
    for offset, sense in nouns.items():
        for symbol, target, part in sense.pointers:
            if symbol in ("@", "@i") and part == "n":
                children[target].append(offset)
    found: set[str] = set()
    queue = starts
    while queue:
        offset = queue.pop()
        if offset not in found:
            found.add(offset)
            queue.extend(children[offset])
    return found


def counts(path: Path) -> dict[tuple[str, int], int]:
    """How often each (noun, sense number) was tagged in the WordNet corpora."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        key, number, count = line.split(" ")
        lemma, rest = key.split("%", 1)
        if rest.startswith("1:"):
            found[lemma, int(number)] = int(count)
    return found


def index(path: Path) -> dict[str, list[str]]:
    """The senses of each noun in WordNet's order."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            found[fields[0]] = fields[-int(fields[2]) :]
    return found


def kinds(wordnet: Path, gum: Path) -> list[tuple[str, str, str]]:
    """(noun, kind, gender) for nouns that mostly name a person, organisation, group, place or vehicle."""
    nouns, order = synsets(wordnet / "data.noun"), index(wordnet / "index.noun")
    tagged = counts(wordnet / "cntlist.rev")
    trees = {
        "person": {offset for offset, sense in nouns.items() if sense.lexfile == PERSON and not sense.mythical},
        "org": below(nouns, order, ORG_ROOTS),
        "group": below(nouns, order, GROUP_ROOTS),
        "place": below(nouns, order, PLACE_ROOTS),
        "other": below(nouns, order, THING_ROOTS),
    }
    male, female = below(nouns, order, MALE_ROOTS), below(nouns, order, FEMALE_ROOTS)
    seen = heads(gum)
    rows = []
    for lemma, senses in order.items():
        if not re.fullmatch(r"[a-z]{3,}(-[a-z]+)*", lemma) or is_proper(lemma, senses, nouns):
            continue
        weights: dict[str, float] = defaultdict(float)
        for rank, offset in enumerate(senses, 1):
            kind = next((name for name, tree in trees.items() if offset in tree), "")
            weights[kind] += tagged.get((lemma, rank), 0) + 1.0 / rank**2
        for kind, count in seen.get(lemma, {}).items():
            weights[kind] += count
        kind, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
        kind = OVERRIDES.get(lemma, kind if weight >= 0.5 * sum(weights.values()) else "")
        if kind and not lemma.endswith("ism"):
            rows.append((lemma, kind, GENDERS.get(lemma) or gender(senses[0], male, female)))
    missing = sorted(set(OVERRIDES) - {row[0] for row in rows})
    return sorted(rows + [(lemma, OVERRIDES[lemma], GENDERS.get(lemma, "")) for lemma in missing if OVERRIDES[lemma]])


# The broader words for a person by which a text takes somebody up again ("Gen. X … the officer").
BROADER = frozenset((WORDS / "broader.txt").read_text("utf-8").split())


def broader(wordnet: Path) -> list[tuple[str, str]]:
    """(noun, its broader words) for nouns for people, over all senses that name people."""
    nouns, rows = synsets(wordnet / "data.noun"), []
    for lemma, senses in index(wordnet / "index.noun").items():
        found: set[str] = set()
        queue = [offset for offset in senses if nouns[offset].lexfile == PERSON]
        while queue:
            sense = nouns[queue.pop()]
            found.update(word for word in sense.words if word in BROADER)
            queue += [
                offset for symbol, offset, _ in sense.pointers if symbol == "@" and nouns[offset].lexfile == PERSON
            ]
        if found - {lemma} and re.fullmatch(r"[a-z]{3,}", lemma):
            rows.append((lemma, " ".join(sorted(found - {lemma}))))
    return sorted(rows)


def is_proper(lemma: str, senses: list[str], nouns: dict[str, Synset]) -> bool:
    """True if every sense of the noun is written with a capital."""
    return all(lemma not in nouns[offset].words for offset in senses)


def gender(offset: str, male: set[str], female: set[str]) -> str:
    """m or f for a noun whose first sense names only men or only women, else empty."""
    return "f" if offset in female else "m" if offset in male else ""


GUM_KINDS = {"person": "person", "organization": "org", "place": "place"}


def heads(path: Path) -> dict[str, Counter[str]]:
    """How often each common noun heads an entity of each kind in GUM, other kinds counted under ''."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) != 10 or fields[3] != "NOUN":
            continue
        # A single-token entity "(12-person-…)" certainly has this noun as its head; longer ones are left out.
        for kind in re.findall(r"\(\d+-([a-z]+)-[^()]*\)", fields[9]):
            found[fields[2].lower()][GUM_KINDS.get(kind, "")] += 1
    return found


def loaded(wordnet: Path, vader: Path) -> list[str]:
    """Nouns for people and adjectives that judge: VADER's strong ones less the plain ones, and the epithets."""
    nouns, adjectives = index(wordnet / "index.noun"), index(wordnet / "index.adj")
    senses = synsets(wordnet / "data.noun")
    found = set(EPITHETS)
    for line in vader.read_text("utf-8").splitlines():
        word, valence = line.split("\t")[:2]
        if not re.fullmatch(r"[a-z-]{3,}", word) or abs(float(valence)) < 1.4:
            continue
        offsets = nouns.get(word) or nouns.get(word.removesuffix("s")) or [""]
        if word in adjectives or (offsets[0] and senses[offsets[0]].lexfile == PERSON):
            found.add(word)
    return sorted(found - PLAIN)


def main() -> None:
    """Writes nouns.tsv, broader.tsv and loaded.txt beside the hand-kept countries.tsv."""
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    wordnet, gum, vader = (Path(argument) for argument in sys.argv[1:])
    nouns = "".join("\t".join(row).rstrip() + "\n" for row in kinds(wordnet, gum))
    (OUT / "nouns.tsv").write_text(nouns, "utf-8")
    (OUT / "broader.tsv").write_text("".join("\t".join(row) + "\n" for row in broader(wordnet)), "utf-8")
    (OUT / "loaded.txt").write_text("".join(word + "\n" for word in loaded(wordnet, vader)), "utf-8")


if __name__ == "__main__":
    main()
