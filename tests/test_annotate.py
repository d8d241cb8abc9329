"""Annotate: one Doc over the whole text, whatever the text, with a sentence for each segment."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from parsed import parsed
from rashomon.annotate import annotate, component
from rashomon.annotate.alike import alike
from rashomon.annotate.component import bounds
from rashomon.model import Account, Segment, SegmentKind, Span
from rashomon.text import segments

STORY = (
    "Dam at Oldmarsh closed\r\n\r\n"
    "The water board closed the dam on 3 May 1921. Mara Quist, its president, said that the wall had cracks.\r\n\r\n"
    "“Nobody was hurt,” she told reporters. “We were lucky.”\r\n"
)


def account(text: str) -> Account:
    return Account("a0", "story.txt", text, "0" * 64)


def cut(text: str, kind: SegmentKind = "body") -> list[Segment]:
    return [Segment(Span("a0", start, end), kind, paragraph) for start, end, paragraph in segments(text)]


def read(text: str) -> Doc:
    return annotate(account(text), cut(text))


@given(st.text(st.sampled_from("ab Z.\"'“”\r\n\t \u00a0\u200b\ufeff\u0301😀👩‍👩‍👧中ß0,;-—(")))
@settings(max_examples=60, deadline=None)
def test_the_text_is_kept(text: str) -> None:
    doc = read(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_unicode_is_kept(text: str) -> None:
    assert read(text).text == text


def test_sentences_are_the_segments() -> None:
    doc = read(STORY)
    assert [sentence.text.strip() for sentence in doc.sents] == [STORY[s.span.start : s.span.end] for s in cut(STORY)]


def test_every_sentence_has_one_root() -> None:
    for sentence in read(STORY).sents:
        assert [token for token in sentence if token.head == token] == [sentence.root]
        assert sentence.root.dep_ == "ROOT"


def test_words_have_part_of_speech_relation_and_lemma() -> None:
    words = [token for token in read(STORY) if not token.is_space]
    assert all(token.pos_ and token.dep_ and token.lemma_ for token in words)
    assert {token.lemma_ for token in words} >= {"close", "say", "have", "wall", "crack"}


def test_labels_are_those_of_universal_dependencies() -> None:
    doc = read("The water board closed the dam.")
    assert [token.pos_ for token in doc] == ["DET", "NOUN", "NOUN", "VERB", "DET", "NOUN", "PUNCT"]
    assert [token.dep_ for token in doc] == ["det", "compound", "nsubj", "ROOT", "det", "obj", "punct"]


def test_names_and_attribution_are_marked() -> None:
    doc = read(STORY)
    assert ("Mara Quist", "PERSON") in [(name.text, name.label_) for name in doc.ents]
    source = next(span for span in doc.spans["source"] if "Mara Quist" in span.text)
    together = [span.text for key in ("cue", "content") for span in doc.spans[key] if span.id == source.id]
    assert together == ["said", "that the wall had cracks"]


def test_spans_do_not_overlap() -> None:
    doc = read(STORY)
    ranges = sorted((span.start, span.end) for key in ("source", "cue", "content") for span in doc.spans[key])
    assert all(end <= start for (_, end), (start, _) in pairwise(ranges))


def test_a_predicate_says_whether_it_happened() -> None:
    doc = read("The dam broke on Monday. The dam did not break. The dam might break.")
    broke, denied, feared = (token._.factuality for token in doc if token.lemma_ == "break")
    assert broke > denied
    assert broke > feared


def test_other_segments_are_cut_but_not_analysed() -> None:
    text = "Share this page\n\nThe dam broke at dawn."
    first, second = cut(text)
    doc = annotate(account(text), [Segment(first.span, "chrome", 0), second])
    menu, body = doc.sents
    assert {token.pos_ for token in menu if not token.is_space} == {""}
    assert all(token.pos_ for token in body)


@pytest.mark.parametrize("text", ["", " ", "\r\n\r\n", "\ufeff"])
def test_an_empty_text_gives_a_doc_without_words(text: str) -> None:
    doc = read(text)
    assert doc.text == text
    assert not doc.ents


def test_nothing_to_analyse_leaves_sentences() -> None:
    doc = annotate(account("Menu\n\nSearch"), cut("Menu\n\nSearch", "chrome"))
    assert [sentence.text.strip() for sentence in doc.sents] == ["Menu", "Search"]
    assert doc._.confidence is None


def test_another_pipeline_can_stand_in() -> None:
    """A spaCy pipeline given as `nlp` finds the sentences set and does the rest."""

    @Language.component("test_marks_every_word")
    def mark(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = "x"
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe("test_marks_every_word")
    doc = annotate(account(STORY), cut(STORY), nlp=nlp)
    assert {token.lemma_ for token in doc} == {"x"}
    assert len(list(doc.sents)) == len(cut(STORY))


def test_the_component_works_in_any_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("rashomon_reader")
    doc = nlp("The dam broke. Mara Quist wept.")
    assert [sentence.root.text for sentence in doc.sents] == ["broke", "wept"]


def test_the_component_names_money_shares_quantities_and_dates() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("rashomon_reader")
    doc = nlp("On 3 March 2021 Mara Quist paid $3.5 million, 12 per cent of it for 30 km of pipe and seven pumps.")
    found = {(name.text, name.label_) for name in doc.ents}
    expected = {
        ("3 March 2021", "DATE"), ("Mara Quist", "PERSON"), ("$3.5 million", "MONEY"), ("12 per cent", "PERCENT"),
        ("30 km", "QUANTITY"), ("seven", "CARDINAL"),
    }  # fmt: skip
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le barrage a été fermé mardi matin. La présidente a déclaré que le mur était fissuré.",
        "Der Damm wurde am Dienstag geschlossen. Die Vorsitzende sagte, die Mauer habe Risse.",
        "Station\tLevel\tChange\nOldmarsh\t4.31\t+0.2\nQuist Weir\t3.07\t-0.1\nLow Lock\t2.98\t0.0\n",
        "def level(rows):\n    return [row[1] for row in rows if row[0] != 'x']\n\nprint(f'{level(table):.2f}')\n",
    ],
)
def test_text_it_was_not_made_for_is_read_with_less_confidence(text: str) -> None:
    assert read(text)._.confidence < 0.9
    assert read(STORY)._.confidence > 0.95


def test_the_component_keeps_tokens_and_sentence_starts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("rashomon_reader")
    words = ["Mara-Quist", "wept", "The", "dam", "broke"]
    doc = nlp(Doc(nlp.vocab, words=words, sent_starts=[True, False, True, False, False]))
    assert [token.text for token in doc] == words
    assert [sentence.text for sentence in doc.sents] == ["Mara-Quist wept", "The dam broke"]


def test_a_pipeline_with_the_component_survives_the_disk(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("rashomon_reader")
    nlp.to_disk(str(tmp_path))
    assert spacy.load(str(tmp_path))("It rained.")[1].pos_ == "VERB"


def test_a_text_beyond_a_million_characters_is_read() -> None:
    """spaCy's own limit does not apply; most of this text is not analysed, to keep the test short."""
    text = "The dam broke.\n\n" + "word " * 220_000
    first, *rest = cut(text)
    doc = annotate(account(text), [first, *(Segment(s.span, "chrome", s.paragraph) for s in rest)])
    assert len(doc.text) > 1_000_000
    assert doc[2].lemma_ == "break"


@pytest.mark.parametrize(
    ("words", "pos", "kept"),
    [
        ("Mr. Moss said", "PROPN PROPN VERB", "Mr. Moss"),
        ("he", "PRON", ""),
        ("Bank of Velm", "PROPN ADP PROPN", "Bank of Velm"),
        ("de Moss", "ADP PROPN", "de Moss"),
    ],
)
def test_a_name_ends_where_a_verb_begins(words: str, pos: str, kept: str) -> None:
    doc = Doc(spacy.blank("en").vocab, words=words.split(), pos=pos.split())
    start, end = bounds(doc, "PERSON", 0, len(doc))
    assert doc[start:end].text == kept


def test_a_name_is_read_alike_all_through_a_text() -> None:
    doc = parsed(
        """
    Ada PROPN 3 nsubj
    Brisk PROPN 1 flat
    left/leave VERB 0 root
    """,
        """
    Brisk/brisk ADJ 2 nsubj
    denied/deny VERB 0 root
    a DET 5 det
    Brisk/brisk ADJ 5 amod
    trade NOUN 2 obj
    """,
        """
    Velm PROPN 2 compound
    Rail PROPN 3 nsubj
    said/say VERB 0 root
    Velm PROPN 5 nsubj
    lost/lose VERB 3 ccomp
    """,
    )
    marked = [Entity(doc, *ent) for ent in ((0, 2, "PERSON"), (8, 10, "ORG"), (11, 12, "PERSON"))]
    assert [(ent.start, ent.end, ent.label_) for ent in alike(doc, marked)] == [
        (0, 2, "PERSON"), (3, 4, "PERSON"), (8, 10, "ORG"), (11, 12, "ORG")
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1 ()[]<>\t\n.,'=é"), max_size=40))
def test_signs_of_code_are_those_of_each_token(text: str) -> None:
    """Looking at the tokens around the matches in the text finds what looking at every token does."""
    tokens = component.tokenized(spacy.blank("en"), text)
    doc = tokens.doc
    tabs = {t.i + step for t in doc if t.is_space and "\t" in t.text for step in (-1, 0, 1)}
    assert component.foreign(tokens) == tabs | {t.i for t in doc if component.CODE.search(t.text)}
