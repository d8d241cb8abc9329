"""Proper names as the reader and `rashomon.proper` find them, and the speakers that `attribute` makes of them."""

import pytest
import spacy
from spacy.tokens import Span as Tokens

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Segment, Span
from rashomon.proper import KEPT, propers
from rashomon.text import segments


def read(text: str) -> tuple[Account, tuple[Segment, ...]]:
    """The account and its segments, all of them body."""
    account = Account("a0", "a0.txt", text, "", language="en")
    cut = segments(text)
    return account, tuple(Segment(Span("a0", start, end), "body", number) for start, end, number in cut)


def speakers(text: str) -> list[tuple[str | None, str]]:
    """Who speaks in a text, and of what kind each speaker is."""
    account, cut = read(text)
    return [(one.speaker, one.speaker_kind) for one in attribute(account, annotate(account, cut), cut)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ada Moss (R-Wis.) said the bridge would hold.", ["Ada Moss"]),
        ("Rep. Ada Moss, D-Md., said the bridge would hold.", ["Ada Moss"]),
        ("Sens. Ada Moss and Karl Renn said the bridge was closed.", ["Ada Moss", "Karl Renn"]),
        ("The Justice Department said on Monday that the ferry was late.", ["Justice Department"]),
        ("Americans for Safer Bridges said the bridge was closed.", ["Americans for Safer Bridges"]),
        ("Rep. Peter King said the bridge was safe. King added that the ferry was late.", ["Peter King", "King"]),
        ("Former Moss chief of staff Karl Renn said the bridge was safe.", ["Moss", "Karl Renn"]),
        ("Jim Jordan said the bridge was closed.", ["Jim Jordan"]),
        ("Chad Moss said the bridge was closed.", ["Chad Moss"]),
        ("Soldiers of the 12th Mountain Brigade left.", ["12th Mountain Brigade"]),
        ("Chad and Denmark signed the treaty.", ["Chad", "Denmark"]),
        ("Alabama Democrat Ada Moss wrote the bill.", ["Alabama", "Ada Moss"]),
        ("Rep. Ada Moss (D) wrote the bill.", ["Ada Moss"]),
        ("Prosecutor Helena Quist KC told the jury so.", ["Helena Quist"]),
        ("Ada Moss PhD and Ivo Renn OBE MP left.", ["Ada Moss", "Ivo Renn"]),
        ("It was opened by the Rev. Septimus Orrin, J.P., at noon.", ["Septimus Orrin"]),
        ("Ada Moss III left the Varn Clinic MD.", ["Ada Moss III", "Varn Clinic MD"]),
        ("Housing For All asked for a vote.", ["Housing For All"]),
        ("The mayor left Renna for Ada Moss.", ["Renna", "Ada Moss"]),
        ("Vellacott Chemicals (TSE: VLC) left the board (NRA).", ["Vellacott Chemicals", "NRA"]),
        ("Mme. Sophie Castellane met Frau Moss.", ["Sophie Castellane", "Moss"]),
        ("The Department of Justice said the bridge was closed.", ["Department of Justice"]),
        ("The Office of the Vice President said the bridge was closed.", ["Office of the Vice President"]),
        ("The integrity of our Justice Department depends on it.", ["Justice Department"]),
        ("FBI chief Moss wrote that the bridge was closed.", ["FBI", "Moss"]),
        ("He made an effort to lobby the Renn White House.", ["White House"]),
        ("Harbour supporters marched in Varn. In the picture Supporters of Ada Moss wave.", ["Varn", "Ada Moss"]),
        ("A U.S.-trained pilot landed at the U.S.-Danish base.", ["U.S.", "U.S.", "Danish"]),
        ("Acting White House Chief of Staff Karl Renn said it was closed.", ["White House", "Karl Renn"]),
        ("White House Press Secretary Karl Renn said it was closed.", ["White House", "Karl Renn"]),
    ],
)
def test_a_name_ends_where_its_party_or_office_begins(text: str, expected: list[str]) -> None:
    account, cut = read(text)
    assert [name.core.text for name in propers(annotate(account, cut))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abdel al-Renn told reporters that the ferry was late.", [("Abdel al-Renn", "named")]),
        ("The White House said the ferry was late.", [("White House", "named")]),
        ("Rep. Ada Moss, D-Md., said the bridge would hold.", [("Ada Moss", "named")]),
        ("House Press Secretary Jay Moss said the bridge was closed.", [("Jay Moss", "named")]),
        ("Former Moss chief of staff Karl Renn, who left, said the bridge was safe.", [("Karl Renn", "named")]),
        ("Rep. Peter King said it was safe. King added that the ferry was late.", [("Peter King", "named")] * 2),
        ("Harbour lawyer Karl Renn, who left, said the bridge was safe.", [("Karl Renn", "named")]),
        ("A spokeswoman for Governor Ada Moss said the bridge was safe.",
         [("A spokeswoman", "unnamed")]),
        ("The Moss campaign said the bridge was safe.", [("The Moss campaign", "unnamed")]),
        ("The Office of the Mayor closed it on Monday. The mayor said the bridge was safe.",
         [("The mayor", "unnamed")]),
        ("Kabul police said the bridge was closed.", [("Kabul police", "unnamed")]),
        ("A leading Democrat on the committee said the bridge was closed.",
         [("A leading Democrat on the committee", "unnamed")]),
    ],
)  # fmt: skip
def test_a_speaker_is_the_whole_name_or_nobody_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Mrs Jordan left.", "GPE", ("Jordan", "person")),
        ("Mr Dane left.", "NORP", ("Dane", "person")),
        ("Princess Sofia left.", "PERSON", ("Sofia", "person")),
        ("Dr Holland left.", "PERSON", ("Holland", "person")),
        ("Minister Holland left.", "GPE", ("Holland", "place")),
        ("From Jordan left.", "PERSON", ("Jordan", "place")),
    ],
)
def test_a_title_makes_a_lands_name_a_persons(text: str, label: str, expected: tuple[str, str]) -> None:
    doc = spacy.blank("en")(text)
    doc.set_ents([Tokens(doc, 1, 2, label)])
    assert [(name.core.text, name.kind) for name in propers(doc)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakers left the square.", "group"),
        ("Ada Bakers left. Bakers waved.", "person"),
        ("Mr. Bakers left.", "person"),
    ],
)
def test_a_plural_noun_for_people_is_a_group_and_no_person_but_in_a_full_name(text: str, expected: str) -> None:
    doc = spacy.blank("en")(text)
    words = ["Ada Bakers", "Bakers"] if "Ada" in text else ["Bakers"]
    at, ents = 0, []
    for word in words:
        at = text.index(word, at)
        ents.append(doc.char_span(at, at + len(word), label="PERSON"))
        at += len(word)
    doc.set_ents([ent for ent in ents if ent is not None])
    assert {name.kind for name in propers(doc)} == {expected}


def test_a_heading_of_capitals_names_only_what_plain_sentences_name() -> None:
    account, cut = read("Ada Moss Blasts Karl Renn On Ferry Plan\n\nAda Moss met the Harbour Board on Monday.")
    assert [name.core.text for name in propers(annotate(account, cut))] == ["Ada Moss", "Ada Moss", "Harbour Board"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The contractor Brandow Works hired 40 men.", [("Brandow Works", "org")]),
        ("The spokeswoman Ada Works hired 40 men.", [("Ada Works", "person")]),
        ("It burned at the warehouse of the supplier Gantry & Pell.", [("Gantry & Pell", "org")]),
        ('Ed "the Big Man" Vole said so.', [('Ed "the Big Man" Vole', "person")]),
        ("They met under the Clean Harbour Act.", [("Clean Harbour Act", "other")]),
        ("He left the Varn School of Law.", [("Varn School of Law", "org")]),
        ("They gave to the Moss Campaign for Safer Bridges.", [("Moss Campaign for Safer Bridges", "org")]),
        ("The committee heard Sen. [Ada] Moss.", [("Moss", "person")]),
        ("On Monday the mayor urged Senate Republicans to try again.", [("Senate Republicans", "group")]),
        ("The committee heard Charles V. Moss.", [("Charles V. Moss", "person")]),
        ("On Monday he went to Saint Petersburg.", [("Saint Petersburg", "place")]),
        ("They accuse the Republic of Maraland.", [("Republic of Maraland", "place")]),
        ("The steamer Varn Star left Denmark. They read of the loss of the Varn Star.", [("Varn Star", "other")]),
    ],
)
def test_words_tell_what_a_name_names(text: str, expected: list[tuple[str, str]]) -> None:
    account, cut = read(text)
    found = [(name.core.text, name.kind) for name in propers(annotate(account, cut))]
    assert found[-1:] == expected


def test_a_lawsuit_is_no_person() -> None:
    doc = spacy.blank("en")("Moss v. Renn was overturned.")
    suit = doc.char_span(0, len("Moss v. Renn"), label="PERSON")
    assert suit is not None
    doc.set_ents([suit])
    assert [(name.core.text, name.kind) for name in propers(doc)] == [("Moss v. Renn", "other")]


def test_a_heading_of_capitals_names_by_the_end_that_is_a_person_in_plain_sentences() -> None:
    account, cut = read("Butcher Moss Defends Clearing Before Council\n\nAda Moss met the council on Monday.")
    doc = annotate(account, cut)
    doc.user_data.pop(KEPT, None)
    both = doc.char_span(0, len("Butcher Moss"), label="ORG")
    assert both is not None
    doc.set_ents([both], default="unmodified")
    first, *_ = propers(doc)
    assert (first.core.text, first.kind, doc[first.start : first.core.end].text) == ("Moss", "person", "Butcher Moss")


def test_a_heading_of_capitals_keeps_given_names() -> None:
    account, cut = read(
        "Moss met the council.\n\nMayor Clara B. Moss Defends Clearing\n\nMoss left the council on Monday."
    )
    assert [name.core.text for name in propers(annotate(account, cut))] == ["Moss", "Clara B. Moss", "Moss"]


def test_names_are_looked_for_once_and_kept_as_numbers() -> None:
    account, cut = read("Ada Moss met Karl Renn at the White House.")
    doc = annotate(account, cut)
    first = propers(doc)
    assert propers(doc) == first
    assert all(
        isinstance(number, int) for start, end, _, begin in doc.user_data[KEPT] for number in (start, end, begin)
    )


def test_no_name_is_looked_for_where_nothing_was_analysed() -> None:
    account, (said, around) = read("Ada Moss said the bridge was safe.\n\nDenmark | Norway | Karl Renn")
    doc = annotate(account, (said, Segment(around.span, "chrome", around.paragraph)))
    assert [name.core.text for name in propers(doc)] == ["Ada Moss"]
