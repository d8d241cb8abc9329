"""Inflected forms of English words: the regular ones by spelling, the others as WordNet lists them as exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILES = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
VOWELS = frozenset("aeiou")
HISSING = ("s", "x", "z", "sh")
REPLACED = ("ed", "er", "est")  # endings a word seldom has beside an irregular form


class Form(NamedTuple):
    """A form, its part of speech and base, and in how many senses WordNet's texts use that base."""

    word: str
    upos: str
    base: str
    senses: int


def regular(base: str, upos: str) -> set[str]:
    """The forms a word has if it is regular, itself included; where spelling varies ("-ll-"), all."""
    if upos == "NOUN":
        return {base, *_with_s(base), *([f"{base[:-3]}men"] if base.endswith("man") else [])}
    if upos == "VERB":
        stems = _stems(base)
        gerund = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else base
        gerund = f"{base[:-2]}y" if base.endswith("ie") else gerund
        return {base, *_with_s(base), *(f"{s}ed" for s in stems), f"{gerund}ing", *(f"{s}ing" for s in _doubled(base))}
    if upos == "ADJ" and _is_short(base):
        return {base, *(f"{stem}{end}" for stem in _stems(base) for end in ("er", "est"))}
    return {base}


def _with_s(base: str) -> set[str]:
    if base[-2:-1] not in VOWELS and base.endswith(("y", "o")):
        return {f"{base[:-1]}ies"} if base.endswith("y") else {f"{base}s", f"{base}es"}
    if base.endswith("ch"):
        return {f"{base}s", f"{base}es"}  # "monarchs"
    return {f"{base}es" if base.endswith(HISSING) else f"{base}s"}


def _stems(base: str) -> set[str]:
    """What stands before "-ed" or "-er"."""
    if base.endswith("e"):
        return {base[:-1]}
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return {f"{base[:-1]}i"}
    return {base, *_doubled(base)} if not (len(base) < 5 and _doubled(base)) else _doubled(base)


def _doubled(base: str) -> set[str]:
    """With its last consonant twice, if one vowel stands before it ("stopp")."""
    ends = len(base) > 2 and base[-1] not in VOWELS | set("wxyh") and base[-2] in VOWELS
    single = ends and (base[-3] not in VOWELS or base[-3:-1] in ("ui", "ue"))
    return {base + base[-1]} if single else set()


def _is_short(base: str) -> bool:
    """True for adjectives that are compared by an ending: of one syllable, or two with a light end."""
    beats = sum(c in VOWELS | {"y"} and (n == 0 or base[n - 1] not in VOWELS) for n, c in enumerate(base))
    return beats - base.endswith("e") <= 1 or (beats == 2 and base.endswith(("y", "ow")))


def forms(wordnet: Path) -> Iterator[Form]:
    """The forms of WordNet's common single words."""
    for upos, file in FILES.items():
        odd = _exceptions(wordnet / f"{file}.exc")
        known = _known(wordnet / f"index.{file}")
        for base, senses in known.items():
            inflected = odd.get(base, set())
            for word in sorted(inflected | regular(base, upos)):
                replaced = inflected and word not in inflected | {base} and word.endswith(REPLACED)
                yield Form(word, upos, base, 0 if replaced else senses)


def _exceptions(path: Path) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        word, *bases = line.split()
        for base in bases:
            if word.isalpha() and word != base:
                found[base].add(word)
    return found


def _known(path: Path) -> dict[str, int]:
    """Its words and their senses in use; names of single things and words of parts left out."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        word, *rest = line.split() if line[0] != " " else [""]
        senses = int(rest[int(rest[2]) + 4]) if rest else 0
        common = senses or rest[:1] == ["v"]  # the rare nouns and adjectives are many and say little
        if word.isalpha() and word.isascii() and len(word) > 1 and "@i" not in rest and common:
            found[word] = senses
    return found
