"""Who says what: quotation marks, linking of marked spans, reported speech in the parse, speakers."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from parsed import parsed as parse
from parsed import tabled
from rashomon.attribute import attribute
from rashomon.attribute.drafts import supply
from rashomon.attribute.link import Draft
from rashomon.attribute.quotes import scan
from rashomon.attribute.salience import scene
from rashomon.attribute.speakers import Cast
from rashomon.model import Account, Attribution, Segment, Span
from rashomon.text import segments
from rashomon.tokens import Tokens

ENGLISH = spacy.blank("en")


def cast_of(doc: Doc) -> Cast:
    """The cast of a text without quotations, in one paragraph."""
    return Cast(doc, scene(Tokens(doc), [], [], [0] * len(doc), talk=False))


def quoted(text: str) -> list[list[str]]:
    """The parts of each quotation found in a text whose paragraphs are its lines."""
    ranges, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((at, at + len(line)))
        at += len(line) + 1
    return [[text[start:end] for start, end in quote.parts] for quote in scan(text, ranges)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She said “we left” and 'they stayed' and \"nobody knew\".",
            [["“we left”"], ["'they stayed'"], ['"nobody knew"']],
        ),
        ("«Nous partons», he said.", [["«Nous partons»"]]),
        ("„Wir gehen“, he said.", [["„Wir gehen“"]]),
        ("``We left,'' she said.", [["``We left,''"]]),
        ("“I said ‘no’ to him,” he said.", [["“I said ‘no’ to him,”"]]),
        ('"I asked “why?” and went," he said.', [['"I asked “why?” and went,"']]),
        ("“He told me “go away” at noon,” she said.", [["“He told me “go away” at noon,”"]]),
        ("“First.\n\n“Second.\n\n“Third,” she said.", [["“First.", "“Second.", "“Third,”"]]),
        ("“First.\n\nLast,” she said.", [["“First.", "Last,”"]]),
        ("“Never closed. The author goes on.\n\nNo mark here.", [["“Never closed."]]),
        ("“Lost end, he said. “New one,” she said.", [["“Lost end, he said."], ["“New one,”"]]),
        ("The officials' homes of the '90s, don't you know.", []),
        ("The 6'2\" man left.", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


@given(st.lists(st.sampled_from(["“", "”", '"', "'", "‘", "’", "«", "»", "word", " ", ".", "\n\n", "``", "''"])))
def test_quotations_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    """Whatever the marks, parts are non-empty, ordered and disjoint."""
    text = "".join(pieces)
    lines = [line for line in text.split("\n") if line.strip()]
    ranges, at = [], 0
    for line in lines:
        start = text.index(line, at)
        ranges.append((start, start + len(line)))
        at = start + len(line)
    parts = [part for quote in scan(text, ranges) for part in quote.parts]
    assert all(start < end for start, end in parts)
    assert parts == sorted(parts)
    assert all(before[1] <= after[0] for before, after in pairwise(parts))


def account(text: str, language: str = "en") -> tuple[Account, tuple[Segment, ...]]:
    """An account whose whole text is body."""
    cut = segments(text)
    made = Account("a0", "a0.txt", text, "", language=language)
    return made, tuple(Segment(Span("a0", start, end), "body", paragraph) for start, end, paragraph in cut)


def plain(text: str, **marked: Sequence[str]) -> tuple[Account, Doc, tuple[Segment, ...]]:
    """A document without a parse; `marked` gives the phrases the tagger is to have marked, in text order by role."""
    made, cut = account(text)
    doc = ENGLISH.make_doc(text)
    starts = {segment.span.start for segment in cut}
    for token in doc:
        token.is_sent_start = token.idx in starts
    for role in ("source", "cue", "content"):
        at = 0
        found = []
        for phrase in marked.get(role, ()):
            at = text.index(phrase, at)
            found.append(doc.char_span(at, at + len(phrase)))
            at += len(phrase)
        doc.spans[role] = [span for span in found if span is not None]
    return made, doc, cut


def parsed(rows: str, *, ents: Sequence[tuple[int, int, str]] = ()) -> tuple[Account, Doc, tuple[Segment, ...]]:
    """A one-sentence document from rows "word POS lemma head relation", heads numbered from 1, 0 for the root."""
    doc = tabled(rows, ents=ents)
    made, cut = account(doc.text)
    return made, doc, cut


def said(found: Attribution, made: Account) -> tuple[str | None, list[str]]:
    """Speaker and content of an attribution in words."""
    return found.speaker, [made.slice(span) for span in found.content]


def test_a_content_in_two_parts_is_one() -> None:
    text = "“We left,” Moss said, “and nobody stopped us.”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“We left,”", "“and nobody stopped us.”"])
    (found,) = attribute(made, doc, cut)
    assert said(found, made) == ("Moss", ["“We left,”", "“and nobody stopped us.”"])
    assert found.kind == "direct"


def test_a_content_that_stops_short_takes_the_whole_quotation() -> None:
    text = "Moss said: “We left at dawn. Nobody stopped us.”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["We left at dawn"])
    (found,) = attribute(made, doc, cut)
    assert [made.slice(span) for span in found.content] == ["“We left at dawn. Nobody stopped us.”"]


def test_a_quotation_over_paragraphs_is_one_content() -> None:
    text = "Moss spoke.\n\n“We left at dawn.\n\n“Nobody stopped us,” Moss said."
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“Nobody stopped us,”"])
    (found,) = attribute(made, doc, cut)
    assert [made.slice(span) for span in found.content] == ["“We left at dawn.", "“Nobody stopped us,”"]


def test_a_quotation_that_follows_in_the_paragraph_has_the_same_speaker() -> None:
    text = "“We left,” Moss said. “Nobody stopped us at all.”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“We left,”"])
    (found,) = attribute(made, doc, cut)
    assert said(found, made) == ("Moss", ["“We left,”", "“Nobody stopped us at all.”"])


def test_a_paragraph_of_quotation_alone_goes_to_the_last_speaker() -> None:
    text = "“We left,” Moss said.\n\n“Nobody stopped us at all.”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“We left,”"])
    first, second = attribute(made, doc, cut)
    assert (first.speaker, second.speaker, second.source) == ("Moss", "Moss", first.source)


def test_a_name_and_a_colon_before_a_quotation_say_it() -> None:
    made, doc, cut = plain("Ada Moss: “We left at dawn.”")
    (found,) = attribute(made, doc, cut)
    assert made.slice(found.source) == "Ada Moss" if found.source else False


def test_a_short_line_that_ends_like_speech_is_said_by_somebody() -> None:
    text = "“We left,” Moss said.\n\n“Why?”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“We left,”"])
    assert [made.slice(found.content[0]) for found in attribute(made, doc, cut)] == ["“We left,”", "“Why?”"]


def test_lines_of_a_dialogue_take_turns() -> None:
    text = "“We left,” Moss said.\n\n“All of you?” Lind asked.\n\n“All but two, I think.”"
    made, doc, cut = plain(
        text, source=["Moss", "Lind"], cue=["said", "asked"], content=["“We left,”", "“All of you?”"]
    )
    assert [found.speaker for found in attribute(made, doc, cut)] == ["Moss", "Lind", "Moss"]


TALK = (
    "“Are you coming, Lind?” Moss asked.\n\n“Where to?”\n\n“Down to the bridge, before you change your mind.”\n\n"
    "“You never said so.”"
)


def test_a_conversation_alternates_and_whom_a_line_calls_answers_it() -> None:
    made, doc, cut = plain(TALK, source=["Moss"], cue=["asked"], content=["“Are you coming, Lind?”"])
    names = [doc.char_span(at, at + 4, label="PERSON") for at in (TALK.index("Lind"), TALK.index("Moss"))]
    doc.set_ents([name for name in names if name is not None])
    found = [(one.speaker, made.slice(one.content[0])) for one in attribute(made, doc, cut)]
    assert found == [
        ("Moss", "“Are you coming, Lind?”"),
        ("Lind", "“Where to?”"),
        ("Moss", "“Down to the bridge, before you change your mind.”"),
        ("Lind", "“You never said so.”"),
    ]


def test_whom_the_next_line_calls_has_the_first() -> None:
    text = (
        "“Is it open?”\n\n“Not before noon, Moss,” Lind said.\n\n“Then we wait, do you mind?”\n\n“You may sit inside.”"
    )
    made, doc, cut = plain(text, source=["Lind"], cue=["said"], content=["“Not before noon, Moss,”"])
    names = [doc.char_span(at, at + 4, label="PERSON") for at in (text.index("Moss"), text.index("Lind"))]
    doc.set_ents([name for name in names if name is not None])
    assert [found.speaker for found in attribute(made, doc, cut)] == ["Moss", "Lind", "Moss", "Lind"]


def test_a_text_that_does_not_converse_goes_on_with_its_speaker() -> None:
    text = "“We left at dawn,” Moss said.\n\n“Nobody stopped us.”\n\n“It was cold.”\n\n“Then the road was shut.”"
    made, doc, cut = plain(text, source=["Moss"], cue=["said"], content=["“We left at dawn,”"])
    assert {found.speaker for found in attribute(made, doc, cut)} == {"Moss"}


def test_a_source_that_runs_into_the_quotation_is_cut_at_its_mark() -> None:
    text = "“We left, dear Moss,” said the guard."
    made, doc, cut = plain(text, source=["dear Moss,” said the guard"], cue=["said"], content=["“We left, dear Moss,”"])
    (found,) = attribute(made, doc, cut)
    assert found.source is not None
    assert made.slice(found.source) == "the guard"


def test_the_signature_under_a_post_says_who_wrote_it() -> None:
    made, doc, cut = plain("The bridge is closed until noon. — Ada Moss (@adamoss) June 3, 2021")
    (found,) = attribute(made, doc, cut)
    assert (found.speaker, made.slice(found.content[0])) == ("Ada Moss", "The bridge is closed until noon")


def test_a_speaker_in_capitals_labels_a_turn_of_a_transcript() -> None:
    made, doc, cut = plain("MOSS: We left at dawn and nobody stopped us.")
    (found,) = attribute(made, doc, cut)
    assert said(found, made) == ("MOSS", ["We left at dawn and nobody stopped us"])


def test_a_turn_of_a_transcript_goes_on_until_the_next() -> None:
    text = "MOSS: We left.\n\nNobody stopped us.\n\nQ: And then?\n\nMOSS: We ran.\n\nThe talk ended at noon."
    made, doc, cut = plain(text)
    turns = [said(found, made) for found in attribute(made, doc, cut)]
    assert turns == [("MOSS", ["We left", "Nobody stopped us"]), (None, ["then?"]), ("MOSS", ["We ran"])]


def test_a_label_that_never_comes_back_has_its_own_paragraph_alone() -> None:
    made, doc, cut = plain("MOSS: We left at dawn.\n\nNobody stopped them.\n\nLIND: They all ran away.")
    turns = [said(found, made) for found in attribute(made, doc, cut)]
    assert turns == [("MOSS", ["We left at dawn"]), ("LIND", ["They all ran away"])]


def test_a_verb_in_capitals_labels_no_turn() -> None:
    rows = "BREAKING VERB break 0 root\n: PUNCT : 5 punct\nOld ADJ old 4 amod\nbridges NOUN bridge 5 nsubj"
    made, doc, cut = parsed(f"{rows}\nfell VERB fall 1 parataxis\nat ADP at 7 case\ndawn NOUN dawn 5 obl")
    assert not attribute(made, doc, cut)


@pytest.mark.parametrize("labels", [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:")])
def test_questions_are_the_authors_and_answers_whom_the_talk_was_with(labels: tuple[str, str]) -> None:
    ask, answer = labels
    text = f"A talk with Ada Moss.\n\n{ask} Who left at dawn, and why?\n\n{answer} We all left. Nobody stopped us."
    made, doc, cut = plain(text)
    doc.set_ents([Entity(doc, 3, 5, "PERSON")])
    question, reply = attribute(made, doc, cut)
    assert (question.speaker, question.speaker_kind) == (None, "author")
    assert said(reply, made) == ("Ada Moss", ["We all left. Nobody stopped us"])


def test_a_turn_is_its_speakers_to_the_end_whatever_is_reported_in_it() -> None:
    made, doc, cut = parsed(
        """
        MOSS PROPN MOSS 3 nsubj
        : PUNCT : 1 punct
        waited VERB wait 0 root
        . PUNCT . 3 punct
        Lind PROPN Lind 6 nsubj
        says VERB say 0 root
        it PRON it 8 nsubj
        fell VERB fall 6 ccomp
        . PUNCT . 6 punct
        We PRON we 11 nsubj
        ran VERB run 0 root
        . PUNCT . 11 punct
        """,
        ents=[(0, 1, "PERSON"), (4, 5, "PERSON")],
    )
    doc.spans["source"], doc.spans["cue"], doc.spans["content"] = [doc[4:5]], [doc[5:6]], [doc[6:8]]
    whole, inner = attribute(made, doc, cut)
    assert said(whole, made) == ("MOSS", ["waited. Lind says it fell. We ran"])
    assert (inner.speaker, inner.outer) == ("Lind", 0)


def test_scare_quotes_are_no_attribution() -> None:
    assert attribute(*plain("The so-called “peace plan” was dropped.")) == ()


def test_another_language_keeps_quotations_without_a_speaker() -> None:
    text = "Il a dit : « Nous sommes partis à l'aube. »"
    made, cut = account(text, "fr")
    _, doc, _ = plain(text)
    (found,) = attribute(made, doc, cut)
    assert (found.speaker, found.kind) == (None, "direct")


SAID_THAT = """
Moss PROPN Moss 2 nsubj
said VERB say 0 root
that SCONJ that 6 mark
the DET the 5 det
bridge NOUN bridge 6 nsubj
fell VERB fall 2 ccomp
. PUNCT . 2 punct
"""


def test_the_parse_shows_reported_speech_the_tagger_missed() -> None:
    made, doc, cut = parsed(SAID_THAT, ents=[(0, 1, "PERSON")])
    (found,) = attribute(made, doc, cut)
    assert said(found, made) == ("Moss", ["that the bridge fell"])
    assert (found.kind, found.speaker_kind, made.slice(found.cue) if found.cue else "") == ("indirect", "named", "said")


def test_an_attribution_inside_a_content_points_outward() -> None:
    made, doc, cut = parsed(
        """
        The DET the 2 det
        ministry NOUN ministry 3 nsubj
        said VERB say 0 root
        a DET a 5 det
        general NOUN general 6 nsubj
        told VERB tell 3 ccomp
        it PRON it 6 iobj
        the DET the 9 det
        bridge NOUN bridge 10 nsubj
        fell VERB fall 6 ccomp
        . PUNCT . 3 punct
        """
    )
    outermost, inner = attribute(made, doc, cut)
    assert (outermost.speaker, outermost.outer) == ("The ministry", None)
    assert (said(inner, made), inner.outer) == (("a general", ["the bridge fell"]), 0)


def test_according_to() -> None:
    made, doc, cut = parsed(
        """
        The DET the 2 det
        bridge NOUN bridge 3 nsubj
        fell VERB fall 0 root
        , PUNCT , 7 punct
        according VERB accord 7 case
        to ADP to 5 fixed
        witnesses NOUN witness 3 obl
        . PUNCT . 3 punct
        """
    )
    (found,) = attribute(made, doc, cut)
    assert (said(found, made), found.speaker_kind) == (("witnesses", ["The bridge fell"]), "unnamed")


def test_reportedly_leaves_a_clause_to_nobody_named() -> None:
    made, doc, cut = parsed(
        """
        The DET the 2 det
        bridge NOUN bridge 4 nsubj
        reportedly ADV reportedly 4 advmod
        fell VERB fall 0 root
        at ADP at 6 case
        dawn NOUN dawn 4 obl
        . PUNCT . 4 punct
        """
    )
    (found,) = attribute(made, doc, cut)
    assert (found.source, found.speaker, found.speaker_kind) == (None, None, "unnamed")


@pytest.mark.parametrize("text", ["", " ", "…", "12 %", "“", "\n\n\n", "”” ““"])
def test_noise_has_no_attribution(text: str) -> None:
    made, cut = account(text)
    doc = ENGLISH.make_doc(text)
    assert attribute(made, doc, cut) == ()


def test_a_name_right_after_the_noun_of_a_source_is_its_speaker() -> None:
    """Even where the parse takes "spokeswoman" and the name for two subjects."""
    doc = parse("""
    Ministry PROPN 2 compound B-ORG
    spokeswoman NOUN 5 nsubj
    Ada PROPN 5 nsubj B-PERSON
    Moss PROPN 3 flat I-PERSON
    spoke/speak VERB 0 root
    . PUNCT 5 punct
    """)
    cast = cast_of(doc)
    assert cast.resolve((0, 4)) == ("Ada Moss", "named")


def test_the_kin_of_a_name_is_not_its_bearer() -> None:
    doc = parse("""
    A/a DET 2 det
    brother NOUN 6 nsubj
    of ADP 4 case
    Ada PROPN 2 nmod B-PERSON
    Moss PROPN 4 flat I-PERSON
    spoke/speak VERB 0 root
    . PUNCT 6 punct
    """)
    assert cast_of(doc).resolve((0, 5))[1] == "unnamed"


def named(*marks: tuple[str, str]) -> Doc:
    """Names, each the subject of a sentence of its own ("Mr Moss left."), with their labels."""
    rows = []
    for name, label in marks:
        words = name.split()
        last = len(words)
        own = [f"{word} PROPN {last} compound O" for word in words[:-1] if word in ("Mr", "Mrs")]
        own += [f"{word} PROPN {last} compound B-{label}" for word in words[:-1] if word not in ("Mr", "Mrs")]
        inside = "I" if len(own) < last - 1 or (own and not own[0].endswith("O")) else "B"
        rows.append("\n".join([*own, f"{words[-1]} PROPN {last + 1} nsubj {inside}-{label}", "left/leave VERB 0 root"]))
    return parse(*rows)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([("Mr Moss", "PERSON"), ("Alice Moss", "PERSON"), ("John Moss", "PERSON")], ["John", "Alice", "John"]),
        ([("Alice Moss", "PERSON"), ("Tomas Moss", "PERSON"), ("Tomas", "PERSON")], ["Alice", "Tomas", "Tomas"]),
    ],
)
def test_a_short_name_goes_to_the_one_of_its_gender_or_first_name(
    marks: list[tuple[str, str]], expected: list[str]
) -> None:
    found = cast_of(named(*marks)).figures
    assert [figure.name for figure in found] == [f"{first} Moss" for first in expected]


def test_a_name_is_a_persons_all_through_a_text() -> None:
    doc = named(("Lind", "LOC"), ("Mr Lind", "LOC"), ("Velm", "LOC"), ("Baker", "PERSON"), ("Minister", "PERSON"))
    found = [(figure.name, figure.label) for figure in cast_of(doc).figures]
    assert found == [("Lind", "PERSON"), ("Lind", "PERSON"), ("Velm", "LOC"), ("Baker", "PERSON")]


def short(*words: str) -> str:
    """A sentence of a subject that left, for `parse`: names with capitals, pronouns, or "the stranger"."""
    last = len(words)
    kinds = ["DET" if word == "The" else "PRON" if word in ("He", "She") else "PROPN" for word in words]
    kinds = ["NOUN" if word.islower() else kind for word, kind in zip(words, kinds, strict=True)]
    names = [f"{'I' if n else 'B'}-PERSON" if kind == "PROPN" else "O" for n, kind in enumerate(kinds)]
    deps = ["compound" if kind == "PROPN" else "det" for kind in kinds[:-1]] + ["nsubj"]
    heads = [last] * (last - 1) + [last + 1]
    rows = [" ".join(map(str, row)) for row in zip(words, kinds, heads, deps, names, strict=True)]
    return "\n".join([*rows, "left/leave VERB 0 root"])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["John Lind", "John Lind", "John Lind", "James Moss", "He"], "James Moss"),
        (["John Lind", "Alice Moss", "He"], "John Lind"),
        (["The guest", "The stranger", "He", "She"], "The guest"),
    ],
)
def test_a_pronoun_goes_to_whom_was_just_spoken_of_and_agrees(told: list[str], expected: str) -> None:
    doc = parse(*(short(*words.split()) for words in told))
    at = max(token.i for token in doc if token.pos_ == "PRON")
    assert cast_of(doc).resolve((at, at + 1))[0] == expected


def test_nobody_says_of_themselves_by_name() -> None:
    doc = parse(
        """
    Ada PROPN 2 compound B-PERSON
    Moss PROPN 3 nsubj I-PERSON
    left/leave VERB 0 root
    """,
        """
    Lea PROPN 2 compound B-PERSON
    Lind PROPN 3 nsubj I-PERSON
    left/leave VERB 0 root
    """,
        """
    She PRON 2 nsubj
    said/say VERB 0 root
    Lind PROPN 4 nsubj B-PERSON
    fell/fall VERB 2 ccomp
    """,
    )
    assert cast_of(doc).resolve((6, 7))[0] == "Ada Moss"


def test_it_is_the_body_last_told_of() -> None:
    doc = parse(
        """
    The/the DET 2 det
    company NOUN 3 nsubj
    left/leave VERB 0 root
    """,
        "It PRON 2 nsubj\nspoke/speak VERB 0 root",
    )
    assert cast_of(doc).resolve((3, 4)) == ("The company", "unnamed")


def test_two_unnamed_sources_are_both_named() -> None:
    doc = parse("""
    Officials/official NOUN 4 nsubj
    and CCONJ 3 cc
    drivers/driver NOUN 1 conj
    spoke/speak VERB 0 root
    """)
    assert cast_of(doc).resolve((0, 3))[0] == "Officials and drivers"


REASON = """
Moss PROPN Moss 2 nsubj
had VERB have 0 root
reason NOUN reason 2 obj
to PART to 5 mark
say VERB say 3 acl
it PRON it 7 nsubj
fell VERB fall 5 ccomp
"""


def test_a_reason_says_nothing() -> None:
    made, doc, cut = parsed(REASON, ents=[(0, 1, "PERSON")])
    assert [found.speaker for found in attribute(made, doc, cut)] in ([], [None])


def test_what_was_not_found_is_not_what_somebody_claimed() -> None:
    made, doc, cut = parsed(
        """
        Police NOUN police 2 nsubj
        found VERB find 0 root
        no DET no 4 det
        fire NOUN fire 2 obj
        , PUNCT , 8 punct
        as SCONJ as 8 mark
        Moss PROPN Moss 8 nsubj
        claimed VERB claim 2 advcl
        """,
        ents=[(6, 7, "PERSON")],
    )
    assert attribute(made, doc, cut) == ()


def test_a_source_goes_to_the_end_of_its_phrase() -> None:
    doc = parse("""
    The/the DET 2 det
    service NOUN 5 nsubj
    in ADP 4 case
    Velm PROPN 2 nmod B-LOC
    said/say VERB 0 root
    her PRON 7 nmod:poss
    colleague NOUN 9 nsubj
    Ada PROPN 9 nsubj B-PERSON
    spoke/speak VERB 5 ccomp
    """)
    service, colleague = Draft(cue=(4, 5), source=(0, 3)), Draft(cue=(8, 9), source=(5, 7))
    supply(doc, [service, colleague])
    assert (service.source, colleague.source) == ((0, 4), (5, 8))


def test_who_is_quoted_as_saying_says_it() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 3 nsubj:pass
        was AUX be 3 aux:pass
        quoted VERB quote 0 root
        as SCONJ as 5 mark
        saying VERB say 3 advcl
        bridges NOUN bridge 7 nsubj
        fell VERB fall 5 ccomp
        """,
        ents=[(0, 1, "PERSON")],
    )
    doc.spans["cue"], doc.spans["content"] = [doc[1:3]], [doc[3:5], doc[5:7]]
    (found,) = attribute(made, doc, cut)
    assert said(found, made) == ("Moss", ["bridges fell"])


DISPUTED = """
Bridges NOUN bridge 2 nsubj
fell VERB fall 0 root
, PUNCT , 6 punct
which PRON which 6 obj
Moss PROPN Moss 6 nsubj
disputes VERB dispute 2 acl:relcl
"""
CONTRARY = """
Bridges NOUN bridge 2 nsubj
fell VERB fall 0 root
contrary ADJ contrary 2 advmod
to ADP to 5 case
what PRON what 3 obl
Moss PROPN Moss 7 nsubj
said VERB say 5 acl:relcl
"""


@pytest.mark.parametrize(("rows", "cue"), [(DISPUTED, 5), (CONTRARY, 6)])
def test_what_somebody_disputes_is_not_what_they_say(rows: str, cue: int) -> None:
    made, doc, cut = parsed(rows, ents=[(cue - 1, cue, "PERSON")])
    doc.spans["source"], doc.spans["cue"], doc.spans["content"] = [doc[cue - 1 : cue]], [doc[cue : cue + 1]], [doc[0:2]]
    assert "Bridges fell" not in [words for found in attribute(made, doc, cut) for words in said(found, made)[1]]


def test_the_subject_speaks_and_not_who_is_told_of_in_passing() -> None:
    doc = parse("""
    Drivers/driver NOUN 5 nsubj
    none PRON 4 nsubj
    of ADP 2 case
    left/leave VERB 1 acl:relcl
    said/say VERB 0 root
    it PRON 7 nsubj
    fell/fall VERB 5 ccomp
    """)
    draft = Draft(cue=(4, 5), source=(1, 3), content=[(5, 7)])
    supply(doc, [draft])
    assert draft.source == (0, 1)


def test_what_somebody_is_said_to_be_is_nobody_new() -> None:
    doc = parse(
        """
    We/we PRON 2 nsubj
    saw/see VERB 0 root
    guard NOUN 2 obj
    """,
        """
    That/that PRON 4 nsubj
    is/be AUX 4 cop
    a DET 4 det
    driver NOUN 0 root
    """,
        "He PRON 2 nsubj\nspoke/speak VERB 0 root",
    )
    assert cast_of(doc).resolve((7, 8))[0] == "guard"


def test_a_cue_that_is_cut_short_still_has_its_source() -> None:
    doc = parse("""
    According/according VERB 3 case
    to ADP 1 fixed
    Moss PROPN 5 obl B-PERSON
    it PRON 5 nsubj
    fell/fall VERB 0 root
    """)
    draft = Draft(cue=(0, 1), content=[(3, 5)])
    supply(doc, [draft])
    assert draft.source == (2, 3)
