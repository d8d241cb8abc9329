"""The tokens of a document by column."""

import spacy

from parsed import parsed as parse
from rashomon.tokens import Tokens

ENGLISH = spacy.blank("en")


def test_words_by_column_are_those_of_the_tokens() -> None:
    doc = parse(
        "Moss/Moss PROPN 2 nsubj B-PERSON\nLeft/Leave VERB 0 root\n. PUNCT 2 punct",
        "It PRON 2 nsubj\nrained/rain VERB 0 root",
    )
    words = Tokens(doc)
    assert words.lower == [token.lower_ for token in doc]
    assert words.lemma == [token.lemma_.lower() for token in doc]
    assert (words.pos, words.dep) == ([token.pos_ for token in doc], [token.dep_ for token in doc])
    assert words.ent_type == [token.ent_type_ for token in doc]
    assert words.head == [token.head.i for token in doc]
    assert words.sentence == [1, 1, 1, 2, 2]
    flat = ENGLISH("Rain,\n\nthen snow.")
    assert [bool(flag) for flag in Tokens(flat).is_space] == [token.is_space for token in flat]
    assert [bool(flag) for flag in Tokens(flat).is_punct] == [token.is_punct for token in flat]


def test_places_and_writing_are_those_of_the_tokens() -> None:
    doc = ENGLISH("UN envoys met in Oslo.")
    tokens = Tokens(doc)
    assert (tokens.text, tokens.written(1, 3), tokens.written(2, 2)) == (doc.text, "envoys met", "")
    assert tokens.starts == [token.idx for token in doc]
    assert tokens.ends == [token.idx + len(token) for token in doc]
    assert [bool(flag) for flag in tokens.is_upper] == [token.is_upper for token in doc]
    assert [bool(flag) for flag in tokens.is_alpha] == [token.is_alpha for token in doc]
