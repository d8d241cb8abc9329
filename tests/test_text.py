"""Segments, quotations, paragraphs and folding: offsets into the text as it was given."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text import LONGEST, fold, keys, paragraphs, quotes, segments, trim, words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in segments(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Ada Moss met Mr. Tom Reed.", "They spoke."],
        ["The U.S. envoy left.", "He came from the U.K.", "The talks failed."],
        ["It began at 3 p.m. Tuesday.", "It ended at 5 a.m.", "Then they slept."],
        ["It began at 6.37 a.m. (0437 GMT) at the quay.", "Cranes fell at 7 p.m. Harbour time."],
        ["It began at 6.37 a.m.", "Firemen came at 7 p.m.", "They left."],
        ["The oil was 140 °C.", "Firemen came at 06.37 hrs.", "They left at 0840hrs.", "Plan B.", "It failed."],
        ["Form RS-7 rev. 2 is lost.", "See Tab. 4 and cl. 5.", "Ca. 30 men fled."],
        ["On Jan. 5 it rained.", "It cost $3.5 million, or 2.1 percent."],
        ["Moss & Co. sued Reed Ltd. on Friday.", "Both lost."],
        ["See Fig. 3 and No. 4.", "No. 5 is blank."],
        ["The answer is no.", "Reed said so."],
        ["J. R. Moss and Ada T. Reed wed in St. Ives.", "It was 1990."],
        ["Harlow Jr. spoke.", "Nobody came."],
        ["“Is it true?” she asked.", "“It is!” a clerk at the harbour shouted."],
        ['"Nobody told us. We waited," Moss said.', "She left."],
        ["He called it “a lie.”", "She did not."],
        ["It was late (nobody knew. Nobody asked.) and cold.", "They left."],
        ["She waited ... and waited… and left.", "Was it over?!", "It was."],
        ["He said so. . . and more.", "It ended."],
        ["The harbour fell.[12]", "The town followed.¹", "The rest fled."],
        ["The quay was shut.", "“We saw it,” Moss said."],
        ["„Das war alles. Wirklich.“", "Er ging."],
        ["« Oui. Non. »", "Il partit."],
        ["هل هذا صحيح؟", "نعم.", "هذا نص."],
        ["यह सच है।", "वह गया।"],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_of_one_paragraph(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_languages_without_spaces_are_cut_at_their_stops() -> None:
    assert cut("港が閉まった。誰も知らなかった！「本当ですか。」と聞いた。") == [
        "港が閉まった。",
        "誰も知らなかった！",
        "「本当ですか。」",
        "と聞いた。",
    ]


def test_headings_and_list_items_stand_alone() -> None:
    assert cut("1.1. Moss left.\n1.2. Reed stayed.") == ["1.1. Moss left.", "1.2. Reed stayed."]
    assert cut("# The quay\n\n- Moss left. Reed stayed.\n- Nobody knew\n1. It rained.\n\nEnd") == [
        "# The quay",
        "- Moss left.",
        "Reed stayed.",
        "- Nobody knew",
        "1. It rained.",
        "End",
    ]


def test_lost_spaces_between_sentences_are_found_but_not_in_addresses() -> None:
    assert cut("The quay was shut.The harbour fell at noon.“We saw it,” Moss said.") == [
        "The quay was shut.",
        "The harbour fell at noon.",
        "“We saw it,” Moss said.",
    ]
    assert cut("See harbour.Example.com or Node.Js for it.") == ["See harbour.Example.com or Node.Js for it."]


def test_paragraph_numbers_follow_line_breaks() -> None:
    assert [s.paragraph for s in segments("One. Two.\nThree.\n\n\n  \nFour. Five.")] == [0, 0, 1, 2, 2]


WRAPPED = """The harbour office said on Monday that the ferry had left at nine
with forty people on board, and that nobody on the quay had been
told of the delay. It was the third delay of the month, the office
Ada Moss runs said.

THE LETTER
The ministry answered in a letter that the harbour office had known
since eight, and that Tom Reed had signed for it.
"""


def test_a_wrapped_text_is_read_across_its_line_ends() -> None:
    assert [piece.replace("\n", " ") for piece in cut(WRAPPED)] == [
        "The harbour office said on Monday that the ferry had left at nine with forty people on board, and that "
        "nobody on the quay had been told of the delay.",
        "It was the third delay of the month, the office Ada Moss runs said.",
        "THE LETTER",
        "The ministry answered in a letter that the harbour office had known since eight, and that Tom Reed had "
        "signed for it.",
    ]


def test_a_word_cut_in_two_is_one_whatever_the_width() -> None:
    text = "The harbour office told this news-\npaper that it\nknew of noth-\ning.\n\nThe ferry-\nMoss left."
    assert [piece.replace("\n", " ") for piece in cut(text)] == [
        "The harbour office told this news- paper that it",
        "knew of noth- ing.",
        "The ferry-",
        "Moss left.",
    ]
    assert [word.key for word in words("this news-\npaper, a well-known one")] == [
        *("this", "newspaper", "a", "well", "known", "one"),
    ]


def test_a_ragged_column_is_read_across_its_line_ends() -> None:
    ragged = WRAPPED.replace("nobody on the quay", "nobody\non the quay")
    assert [" ".join(piece.split()) for piece in cut(ragged)] == [" ".join(piece.split()) for piece in cut(WRAPPED)]


WIRE = """RENN-FERRY (2ND LEAD)
*A headline of the wire that is longer by far than its lines are*
    By Ada Moss
    SANDMOOR, Renn, March 18 (Coastwire) - The mate of a ferry
Varn Lines runs said on Monday that the crack had been known
for weeks, and that nobody had asked about it before she left
with forty people on board.
    Tom Reed, who commands her, told the paper that he would go
on as before.
    MORE TO FOLLOW
"""


def test_a_line_that_stands_further_in_begins_a_paragraph() -> None:
    assert [" ".join(piece.split()) for piece in cut(WIRE)][3:] == [
        "SANDMOOR, Renn, March 18 (Coastwire) - The mate of a ferry Varn Lines runs said on Monday that the crack had "
        "been known for weeks, and that nobody had asked about it before she left with forty people on board.",
        "Tom Reed, who commands her, told the paper that he would go on as before.",
        "MORE TO FOLLOW",
    ]
    item = "- The harbour office said on Monday that the ferry had left\n  Sandmoor. It was late.\n"
    assert [" ".join(piece.split()) for piece in cut(WRAPPED + "\n" + item)][-2:] == [
        "- The harbour office said on Monday that the ferry had left Sandmoor.",
        "It was late.",
    ]


def test_an_address_under_a_line_of_a_wrapped_text_stands_alone() -> None:
    listed = WRAPPED + "\nThe letter of the ministry\nhttps://post.example/letter"
    assert cut(listed)[-2:] == ["The letter of the ministry", "https://post.example/letter"]


def test_a_list_of_lower_case_lines_is_not_taken_for_a_wrapped_text() -> None:
    menu = "home\nnews from the harbour\nopinion\nweather\nferries and trains\ncontact"
    assert cut(menu) == menu.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("“One,” he said. ”Two,” she said.", ["“One,”", "”Two,”"]),
        ("„Eins“ und »zwei« und « trois »", ["„Eins“", "»zwei«", "« trois »"]),
        ("“One.\n\n“Two.” Three.", ["“One.", "“Two.”"]),
        ("A 6 ft pole, never opened.” And on.", []),
        ("“Never closed.\n\nAnother.", []),
        ('He said ("One") and "two".', ['"One"', '"two"']),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotes(text)] == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [("“Ünal’s” — Straße", '"unal\'s" - STRASSE'), ("ﬁve", "Five"), ("Одеса", "Odesa"), ("İzmir", "izmir")],
)
def test_fold_makes_spellings_comparable(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_words_keep_their_offsets() -> None:
    text = "Moss’s ferry, No. 5"
    assert [(text[w.start : w.end], w.key) for w in words(text)] == [
        ("Moss’s", "moss's"),
        ("ferry", "ferry"),
        ("No", "no"),
        ("5", "5"),
    ]


PIECES = st.text() | st.text(alphabet='aB. \n"“”’?!()[]…1。\t') | st.lists(
    st.sampled_from(["Mr.", "U.S.", "He said so.", "“", "”", '"', "\n", " ", "...", "(", ")", "。", "No. 5", "\u2028"])
).map("".join)  # fmt: skip


@given(PIECES)
def test_segments_hold_every_character_once(text: str) -> None:
    """In order, without overlap, trimmed, and nothing but white space between them."""
    at = 0
    for start, end, _ in segments(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert end - start <= LONGEST
        at = end
    assert not text[at:].strip()


@given(PIECES)
def test_segments_stay_inside_paragraphs(text: str) -> None:
    ranges = paragraphs(text)
    for start, end, number in segments(text):
        assert ranges[number][0] <= start < end <= ranges[number][1]


@given(PIECES)
def test_quotations_are_disjoint_and_ordered(text: str) -> None:
    edges = [edge for pair in quotes(text) for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in quotes(text))


@given(st.text() | st.text(alphabet="aB'’1é-\n中"))
def test_keys_are_those_of_the_words(text: str) -> None:
    assert keys(text) == [word.key for word in words(text)]


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_trim_leaves_the_words(text: str, start: int, end: int) -> None:
    start, end = min(start, end, len(text)), min(max(start, end), len(text))
    a, b = trim(text, start, end)
    assert text[a:b] == text[start:end].strip()


@pytest.mark.parametrize("unit", ["a", ". ", '"', "(", "Mr. ", "a.", "“", ".[1]", " ", "\n", "'", "… "])
def test_time_grows_with_length_only(unit: str) -> None:
    """A quarter of a million characters of the worst kind is cut within seconds, on a busy machine too."""
    began = time.process_time()
    segments(unit * (250_000 // len(unit)))
    assert time.process_time() - began < 5


@pytest.mark.shared
def test_boundaries_agree_with_the_annotated_segments(shared_cases: Path) -> None:
    """F1 of segment starts on the development cases."""
    hit = ours = theirs = 0
    for table in sorted(shared_cases.glob("seeds/*.seg.tsv")) + sorted(shared_cases.glob("t3[6-9]/*.seg.tsv")):
        text = table.with_name(table.name.replace(".seg.tsv", ".txt")).read_bytes().decode()
        gold = {int(row.split("\t")[1]) for row in table.read_text("utf-8").split("\n") if row}
        starts = {start for start, _, _ in segments(text)}
        hit, ours, theirs = hit + len(gold & starts), ours + len(starts), theirs + len(gold)
    assert 2 * hit / (ours + theirs) >= 0.97
