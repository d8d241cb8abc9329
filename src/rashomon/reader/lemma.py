"""Base forms by suffix rules learned from annotated words: the rule of the longest known ending wins.

The table (`weights/lemmas.tsv`, made by training/lemmas.py) has a line for each part of speech, ending and edit:
how many characters to strike at the end and what to add. An ending that starts with "^" is a whole word, or
what follows a word's last hyphen.
"""

from __future__ import annotations

from functools import cache, lru_cache

from rashomon.errors import ReaderError
from rashomon.reader.models import weights

Rule = tuple[int, str]


@cache
def rules() -> dict[tuple[str, str], Rule]:
    """(part of speech, ending) to (characters to strike, what to add)."""
    made = {}
    try:
        for line in weights("lemmas.tsv").decode("utf-8").splitlines():
            upos, ending, strike, addition = line.split("\t")
            made[upos, ending] = (int(strike), addition)
    except ValueError as error:
        raise ReaderError("'lemmas.tsv' is not a table of lemma rules; reinstall rashomon") from error
    return made


@lru_cache(maxsize=1 << 16)
def lemma(word: str, upos: str) -> str:
    """The base form of a word with a given universal part of speech; proper nouns stay as they are written."""
    if upos == "PROPN" or not word.isascii() or (upos == "ADJ" and "-" in word):  # such are seldom compared
        return word
    lower = word.lower()
    if upos == "NUM":
        return lower.replace(",", "")
    marked = f"^{lower[lower.rfind('-', 0, -1) + 1 :]}"
    for start in range(len(marked) + 1):
        rule = rules().get((upos, marked[start:]))
        if rule is not None:
            return lower[: len(lower) - rule[0]] + rule[1]
    return lower
