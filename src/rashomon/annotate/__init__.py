"""Annotate an account: one spaCy Doc over its whole text, with sentences, parts of speech, trees, names, attribution.

What it does not do: segments that are not body, caption or headline are cut into tokens and sentences but not analysed;
`annotate` marks no money and quantities, which `extract` finds by itself (the spaCy component does); it knows English,
and on other text only a low confidence says so (`doc._.confidence`, the mean probability of its parts of speech, 0 for
words of code and tables): about .98 on news, below .85 on other languages, tables and code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rashomon.headline import READ, headline
from rashomon.model import Account, Segment
from rashomon.text import Segmented

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

HYPHEN_AFTER_INITIALS = r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"
"""Parts "U.S.-led" as English parts "Moss-led", and Universal Dependencies both."""


def annotate(account: Account, segments: Sequence[Segment], *, nlp: Language | None = None) -> Doc:
    """One Doc whose text is the account's text, so that `token.idx` are our offsets; a sentence per segment.

    Labels are those of Universal Dependencies. `doc.spans` has "source", "cue" and "content", where spans of one
    attribution share their `id`. Any spaCy pipeline with UD labels can stand in as `nlp`; it finds the sentence
    starts set and analyses every segment.
    """
    from rashomon.annotate import component

    tokens = component.tokenized(nlp or pipeline(), account.text)
    doc = tokens.doc
    cut = [Segmented(s.span.start, s.span.end, s.paragraph) for s in segments]
    found = component.sentences(doc, cut)
    if nlp is None:
        titles = headline(account, segments)
        read = [s.number in titles or segments[s.number].kind in READ for s in found]
        return component.fill(tokens, found, read, titles)
    component.mark(doc, found)
    for _, step in nlp.pipeline:
        doc = step(doc)
    return doc


@cache
def pipeline() -> Language:
    """The pipeline of this package: spaCy's English tokenizer, then the reader."""
    import spacy

    import rashomon.annotate.component  # noqa: F401 - registers the factory

    nlp = spacy.blank("en")
    # A long run meets more words than the 10,000 kept by default; "type: ignore" as a tokenizer may be any callable.
    nlp.tokenizer.max_cache_size = 1 << 17  # type: ignore[union-attr]
    infixes = spacy.util.compile_infix_regex([*(nlp.Defaults.infixes or ()), HYPHEN_AFTER_INITIALS])
    nlp.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]
    nlp.add_pipe("rashomon_reader")
    return nlp
