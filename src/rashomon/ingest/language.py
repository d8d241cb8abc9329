"""The language a text is written in (py3langid), or None where it is too short to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# A fifth of the words of any English prose and more; they spare it the loading of the model (0.7 s, 75 MB).
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "he", "it", "by", "as", "his", "at",
    "from", "which", "had", "were", "are", "this", "be", "has",
})  # fmt: skip
# Languages of some press, so that a telegram of names is not told to be Volapük or Nigerian Pidgin.
_LANGUAGES = frozenset({
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa",
    "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko",
    "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro",
    "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
})  # fmt: skip
SHORTEST = 40
"""Letters below which no language is named."""
SURE = 0.8
"""Probability below which no language is named."""
_SAMPLE = 5_000


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's main language, judged by its first and middle parts."""
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(map(len, words)) < SHORTEST:
        return None
    common = sum(word in _ENGLISH for word in words)
    if common >= max(6, 0.15 * len(words)) and words.count("the") >= 0.02 * len(words):  # Dutch has "in", "of", "was"
        return "en"
    found, probability = _identifier().classify(" ".join(words))
    return str(found) if probability >= SURE else None


@cache
def _identifier() -> Any:
    # Loaded for texts in other languages only: 0.9 s.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
