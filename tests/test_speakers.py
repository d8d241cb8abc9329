"""Who says what, as the reader and `attribute` find it together: one text a line, in invented events."""

import pytest

from rashomon.annotate import annotate
from rashomon.attribute import attribute
from rashomon.model import Account, Segment, Span
from rashomon.text import segments

Said = tuple[str | None, str]
"""A speaker and what they say."""


def told(text: str) -> list[Said]:
    """Every speaker of a text with what they say, in order; its lines are paragraphs."""
    text = text.replace("\n", "\n\n")
    account = Account("a0", "a0.txt", text, "", language="en")
    cut = tuple(Segment(Span("a0", start, end), "body", number) for start, end, number in segments(text))
    found = attribute(account, annotate(account, cut), cut)
    return [(one.speaker, " … ".join(account.slice(part) for part in one.content)) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police put the number of dead at 40.", [("Police", "put the number of dead at 40")]),
        ("The union puts the number at 11.", [("The union", "puts the number at 11")]),
        ("Mayor Ludvik gave the number of dead as 29.", [("Ludvik", "gave the number of dead as 29")]),
        ("Mayor Ludvik confirmed 29 deaths.", [("Ludvik", "confirmed 29 deaths")]),
        ("The minister, Ana Bell, estimated the crowd at 3,000.", [("Ana Bell", "estimated the crowd at 3,000")]),
        ("Police identified the victim as Ivo Moss, 34.", [("Police", "identified the victim as Ivo Moss, 34")]),
        ("The man was named by police as Ivo Moss.", [("police", "The man was named … as Ivo Moss")]),
        ("The board named Ivo Moss as the winner.", [("The board", "Ivo Moss as the winner")]),
        ("Ada Moss reported two men to the police.", [("Ada Moss", "two men to the police")]),
        ("They put the boat out at six.", []),
        ("Police put 40 guards at the gate.", []),
        ("The singer gave three concerts at 30 halls.", []),
        ("Lind smiled as the crowd gave her three cheers.", []),
    ],
)
def test_who_gives_a_figure_or_a_name_says_it(text: str, expected: list[Said]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The women were denied a lawyer.", []),
        ("She was denied bail on Monday.", []),
        ("Police denied him a lawyer.", []),
        ("The ministry denied the report.", [("The ministry", "the report")]),
        ("The report was denied by the ministry.", [("the ministry", "The report")]),
        ("Moss denied that they were given food.", [("Moss", "that they were given food")]),
    ],
)
def test_who_denies_somebody_something_says_nothing(text: str, expected: list[Said]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Karvelian ministry said its planes hit a depot, while the Tarsenian ministry said a barn burned.",
            [("The Karvelian ministry", "its planes hit a depot"), ("the Tarsenian ministry", "a barn burned")],
        ),
        (
            "A guard claimed that rebels took 60 soldiers, whereas a driver stated that only 25 were missing.",
            [("A guard", "that rebels took 60 soldiers"), ("a driver", "that only 25 were missing")],
        ),
        (
            "Moss said he was asleep while the guard told the crew to leave.",
            [("Moss", "he was asleep while the guard told the crew to leave")],
        ),
        (
            "Moss said that the bridge fell, while the crew slept on deck.",
            [("Moss", "that the bridge fell, while the crew slept on deck")],
        ),
    ],
)
def test_two_who_are_set_against_each_other_say_their_own_part(text: str, expected: list[Said]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Priya Haldane spoke outside. "My client threw nothing," she told reporters.', "Priya Haldane"),
        ('Tom Moss was there. "My brother was at home," he told the court.', "Tom Moss"),
        ('Peter Lund came to the door. "Where is Karl Moss?" he asked.', "Peter Lund"),
        ('The mayor rose. "Governor Tarn is a liar," he said.', "The mayor"),
        ('Karl Moss met Peter Lund. Moss was angry. "Moss will pay for it," he told Lund.', "Karl Moss"),
    ],
)
def test_nobody_first_named_in_a_quotation_says_it(text: str, expected: str) -> None:
    assert [speaker for speaker, words in told(text) if words.startswith('"')] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ada Moss told the crowd: "They said we were dead."', ["Ada Moss", None]),
        ('"Where is Karl Moss?" he asked.', [None]),
        ('"You?" Alice asked.\n"You!" he said.\n"Why you?" Alice asked.\n"You see?" he said.', ["Alice", None] * 2),
        ("The drivers left. They said the road was shut.", ["The drivers"]),
        ("Some said the road was shut.", ["Some"]),
    ],
)
def test_a_pronoun_for_nobody_known_is_no_name(text: str, expected: list[str | None]) -> None:
    assert [speaker for speaker, _ in told(text)] == expected


FINANCE = "Finance Minister Ada Moss resigned. Prime Minister Ivo Crane accepted."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FINANCE} The finance minister said it was over.", "Ada Moss"),
        (f"{FINANCE} The minister said it was over.", "Ada Moss"),
        (f"{FINANCE} The trade minister said it was over.", "The trade minister"),
        ("Prime Minister Ivo Crane resigned. The minister said it was over.", "Ivo Crane"),
        ("Deputy Mayor Ada Moss spoke. The mayor said it was over.", "The mayor"),
        ("Mayor Ada Moss spoke. The deputy mayor said it was over.", "The deputy mayor"),
        ("Deputy Mayor Ada Moss spoke. The deputy mayor said it was over.", "Ada Moss"),
        ("Governor Ivo Crane won. Lieutenant Governor Ada Moss lost. The governor said it was over.", "Ivo Crane"),
        ("Lieutenant General Ivo Crane left. The general said it was over.", "Ivo Crane"),
        ("The trade minister, Ada Moss, resigned. The minister said it was over.", "Ada Moss"),
        ("The president's son, Ben Moss, resigned. The son said it was over.", "The son"),
        ("Ada Moss met its president, Ben Lind. The president said it was over.", "The president"),
        ("President Ivo Crane met Former President Ada Moss. The president said it was over.", "Ivo Crane"),
        ("Varn police chief Ada Moss came. The chief said it was over.", "Ada Moss"),
        (
            "Housing Minister Oskar Trenholm left. In a letter to Prime Minister Ina Solvane, the tired minister said "
            "it was over.",
            "Oskar Trenholm",
        ),
    ],
)
def test_an_office_is_that_of_its_rank_and_field(text: str, expected: str) -> None:
    assert [speaker for speaker, _ in told(text)] == [expected]


FELL = "The bridge fell in the night."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"[06:45] Police: {FELL}", ["Police"]),
        (f"06:45 Police: {FELL}", ["Police"]),
        (f"• Ada Moss: {FELL}", ["Ada Moss"]),
        (f"OPINION: {FELL}", []),
        (f"EXCLUSIVE: {FELL}", []),
        (f"MOSS: {FELL}\nThe guard met Moss at noon.", ["MOSS"]),
        (f"POLICE: {FELL}", ["POLICE"]),
        (f"LM: Were you out?\nAB: {FELL}\nLM: And the boat?\nAB: It sank.", ["LM", "AB", "LM", "AB"]),
        (f"LM: {FELL}", []),
        (f"The Minister of Works (Mr. Ivo Moss): {FELL}", ["Ivo Moss"]),
        (f"Ms. Lea Tarn (North Varn): {FELL}", ["Lea Tarn"]),
        (f"Notice (North Varn): {FELL}", []),
        (f"Mr. Ivo Tarn (Varn): On a point of order, Madam Speaker.\nThe Speaker: {FELL}", ["Ivo Tarn", "The Speaker"]),
        ("Time: two hours\nPlace: the quay\nTime: three hours\nPlace: the mill", []),
    ],
)
def test_a_speaker_stands_before_a_colon(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == expected


ASKED = "Q. Where did you stand?\nA. I stood on the quay."


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("BY MR. TARN:", None),
        ("ADA MOSS, sworn. Examined by Mr. Tarn.", "ADA MOSS"),
        ("Inga Solheim, the purser, agreed to speak to Jonas Wrede.", "Inga Solheim"),
        ("A talk with Ada Moss, by Ivo Crane.", "Ada Moss"),
        ("Ada Moss and Ivo Crane met.", None),
    ],
)
def test_answers_are_of_whom_was_asked(before: str, expected: str | None) -> None:
    assert told(f"{before}\n{ASKED}")[-1] == (expected, "I stood on the quay")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ostrow heard the Colonel say to the sergeant, "Take him outside."', "the Colonel"),
        ('Ostrow heard the guard shout, "The bridge is shut."', "the guard"),
        ("We saw Moss tell the crew that the bridge was shut.", "Moss"),
        ("Ada Moss wants to say that the bridge is shut.", "Ada Moss"),
    ],
)
def test_who_is_heard_to_speak_speaks(text: str, expected: str) -> None:
    assert told(text)[-1][0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The agency quoted Moss as saying that the ship sank.", ["The agency", "Moss"]),
        ('Ada Moss spoke. "We saw it," she was quoted as saying by the Varn Courier.', ["Ada Moss", "Varn Courier"]),
        ('"We saw it," Ada Moss was quoted by the Varn Courier as saying.', ["Ada Moss", "Varn Courier"]),
        ('"We saw it," the Varn Courier quoted the guard as saying.', ["the guard", "Varn Courier"]),
        ("Ada Moss was quoted as saying by telephone that it fell.", ["Ada Moss"]),
        ("The union cited Moss as an example.", ["The union"]),
        ("Moss cited the storm as the cause, as he did in May.", ["Moss"]),
    ],
)
def test_who_is_quoted_speaks_in_the_words_of_who_quotes(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == expected


def test_what_is_quoted_before_its_verb_stands_inside_the_quoting() -> None:
    text = '"We saw it," the Varn Courier quoted the guard as saying.'
    account = Account("a0", "a0.txt", text, "", language="en")
    cut = tuple(Segment(Span("a0", start, end), "body", number) for start, end, number in segments(text))
    assert [one.outer for one in attribute(account, annotate(account, cut), cut)] == [1, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company that runs the dam, Crane Hydro, has always maintained that it fell.", ("Crane Hydro", "it fell")),
        ("According to its commander, Tove Strand, who was there, no order came.", ("Tove Strand", "no order came")),
        ("According to its chairman, Captain Ada Moss, a clerk signed for it.", ("Ada Moss", "a clerk signed for it")),
        ("According to Bo Lind, a driver, two men fired.", ("Bo Lind", "two men fired")),
        ("According to the guard, Ada Moss fled at noon.", ("the guard", "Ada Moss fled at noon")),
        ("According to police, Ada Moss, a driver, fled.", ("police", "Ada Moss, a driver, fled")),
        ("Senator Ada Moss, Democrat of Varn, said it fell.", ("Ada Moss", "it fell")),
        ("The mayor, who met his guest, Ada Moss, said it fell.", ("The mayor", "it fell")),
        ("A host, Ada Moss, accused Ivo Crane of lying.", ("Ada Moss", "Ivo Crane of lying")),
    ],
)
def test_what_is_set_off_behind_a_source_says_who_it_is(text: str, expected: Said) -> None:
    assert [(speaker, words.removeprefix("that ")) for speaker, words in told(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Told that the bridge was shut, Lind left.", [None]),
        ("Asked whether the bridge was open, Moss said it was not.", [None, "Moss"]),
        ("When asked what constitutes proof of age, Moss said a passport.", [None, "Moss"]),
        ("Asking whether the bridge was open, Moss left.", ["Moss"]),
        ("Having said that the bridge was open, Moss left.", ["Moss"]),
        ("Convinced that the bridge was open, Moss left.", ["Moss"]),
    ],
)
def test_who_is_told_or_asked_something_does_not_say_it(text: str, expected: list[str | None]) -> None:
    assert [speaker for speaker, _ in told(text)] == expected


def test_a_content_of_which_that_alone_was_found_is_the_whole_clause() -> None:
    text = "An aide interjects that the engineer, Ada Moss, thinks the log may have been altered."
    assert told(text) == [
        ("An aide", "that the engineer, Ada Moss, thinks the log may have been altered"),
        ("Ada Moss", "the log may have been altered"),
    ]
