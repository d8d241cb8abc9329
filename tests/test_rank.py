"""Which actor a pronoun or description takes up: what the scorer is told, and what it may never join."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from spacy.tokens import Doc

from parsed import parsed
from rashomon.mention.bars import kept_apart
from rashomon.mention.clusters import compatible
from rashomon.mention.corefer import by_rule, corefer
from rashomon.mention.facts import Context
from rashomon.mention.features import OF_PAIR, OF_PHRASE, of_pairs, of_phrase
from rashomon.mention.phrases import phrases
from rashomon.mention.rank import candidates, scorers

NAMED = """
Norwegian ADJ 2 amod B-NORP
general NOUN 3 nmod:desc
Ada PROPN 5 nsubj B-PERSON
Moss PROPN 3 flat I-PERSON
spoke/speak VERB 0 root
. PUNCT 5 punct
"""
SHE = "She/she PRON 2 nsubj\nleft/leave VERB 0 root\n. PUNCT 2 punct"
IT = "It/it PRON 2 nsubj\nleft/leave VERB 0 root\n. PUNCT 2 punct"
HER_FATHER = "Her/her PRON 2 nmod:poss\nfather NOUN 3 nsubj\nslept/sleep VERB 0 root\n. PUNCT 3 punct"


def context(doc: Doc) -> Context:
    return Context(by_rule(phrases(doc, list(doc.sents)), {}), {})


def groups(*sentences: str, told: Mapping[str, str] | None = None) -> dict[str, int]:
    """The group of each phrase by its words; `told` has the names of speakers by the word that is their source."""
    doc = parsed(*sentences)
    speakers = {token.i: name for token in doc for word, name in (told or {}).items() if token.text == word}
    clusters = corefer(phrases(doc, list(doc.sents)), {}, speakers)
    return {doc[phrase.start : phrase.end].text: clusters.root[i] for i, phrase in enumerate(clusters.found)}


def test_every_feature_has_a_name_and_a_weight() -> None:
    told = context(parsed(NAMED, SHE))
    i = len(told.clusters.found) - 1
    own, pairs = of_phrase(told, i), np.asarray(of_pairs(told, i, candidates(told, i)), np.float32)
    assert len(own) == len(OF_PHRASE)
    assert pairs.shape[1] == len(OF_PAIR)
    pair, alone = scorers()
    assert (pair.into.shape[0], alone.into.shape[0]) == (len(OF_PHRASE) + len(OF_PAIR), len(OF_PHRASE))
    assert np.isfinite(pair.scores(pairs @ pair.into[len(OF_PHRASE) :])).all()


def test_a_pronoun_takes_the_person_before_it() -> None:
    found = groups(NAMED, SHE)
    assert found["She"] == found["Norwegian general Ada Moss"]


def test_a_source_is_whoever_it_was_resolved_to() -> None:
    other = "Bo PROPN 3 nsubj B-PERSON\nLind PROPN 1 flat I-PERSON\nsang/sing VERB 0 root"
    said = SHE.replace("left/leave", "spoke/speak")
    near, far = (groups(NAMED, other, said, told={"She": name}) for name in ("Bo Lind", "Ada Moss"))
    assert (near["She"], far["She"]) == (near["Bo Lind"], far["Norwegian general Ada Moss"])
    unknown = groups(NAMED, said, told={"She": "Tom Reed"})
    assert unknown == groups(NAMED, said)


def test_it_is_no_person() -> None:
    found = groups(NAMED, IT)
    assert found["It"] != found["Norwegian general Ada Moss"]


def test_somebody_is_not_their_own_father() -> None:
    found = groups(NAMED, HER_FATHER)
    assert found["Her"] == found["Norwegian general Ada Moss"]
    assert found["Her father"] != found["Norwegian general Ada Moss"]


def test_a_general_of_another_country_is_no_candidate() -> None:
    danish = "The/the DET 3 det\nDanish ADJ 3 amod\ngeneral NOUN 4 nsubj\nslept/sleep VERB 0 root\n. PUNCT 4 punct"
    told = context(parsed(NAMED, danish))
    found = told.clusters.found
    i = next(i for i, phrase in enumerate(found) if phrase.words.endswith("Danish general"))
    moss = next(told.clusters.root[j] for j, phrase in enumerate(found) if phrase.words == "Ada Moss")
    assert moss not in dict(candidates(told, i))


def test_one_persons_administration_is_not_anothers() -> None:
    of_moss = "The/the DET 3 det\nMoss PROPN 3 compound\nadministration NOUN 4 nsubj\nslept/sleep VERB 0 root"
    first, second = of_moss, of_moss.replace("Moss", "Renn")
    found = groups(first, second, first.replace("The/the", "This/this"))
    assert found["The Moss administration"] == found["This Moss administration"]
    assert found["The Moss administration"] != found["The Renn administration"]


def joinable(named: str, described: str) -> bool:
    """True if the description that the second sentence begins with may take up the first sentence's name."""
    told = context(parsed(named, described))
    found = told.clusters.found
    i = max(k for k, phrase in enumerate(found) if phrase.form == "nominal")
    name = next(told.clusters.root[k] for k, phrase in enumerate(found) if phrase.form == "name")
    return name in dict(candidates(told, i))


@pytest.mark.parametrize(
    ("named", "described", "expected"),
    [
        ("Portugal PROPN 2 nsubj B-LOC", "The/the DET 3 det\nVarnist ADJ 3 amod B-NORP\nregime NOUN 4 nsubj", False),
        ("Portugal PROPN 2 nsubj B-LOC", "The/the DET 3 det\nAlpine ADJ 3 amod B-LOC\nregime NOUN 4 nsubj", True),
        ("Ada PROPN 2 nsubj B-PERSON", "The/the DET 3 det\nDanish ADJ 3 amod B-NORP\nminister NOUN 4 nsubj", False),
        ("Ada PROPN 2 nsubj B-PERSON", "The/the DET 3 det\nangry ADJ 3 amod\nminister NOUN 4 nsubj", True),
        ("Judge NOUN 2 nmod:desc\nAda PROPN 3 nsubj B-PERSON", "The/the DET 2 det\nminister NOUN 3 nsubj", False),
        ("Judge NOUN 2 nmod:desc\nAda PROPN 3 nsubj B-PERSON", "The/the DET 2 det\njudge NOUN 3 nsubj", True),
        ("Doctor NOUN 2 nmod:desc\nAda PROPN 3 nsubj B-PERSON", "The/the DET 2 det\nminister NOUN 3 nsubj", True),
    ],
)
def test_words_that_nothing_said_of_a_name_and_another_office_bar_it(
    named: str, described: str, expected: bool
) -> None:
    assert joinable(f"{named}\nspoke/speak VERB 0 root", f"{described}\nslept/sleep VERB 0 root") is expected


@pytest.mark.parametrize(
    ("described", "expected"),
    [("club", False), ("chamber", True), ("group", True), ("company", False), ("agency", False), ("mayor", False)],
)
def test_a_name_that_says_what_it_is_is_nothing_else(described: str, expected: bool) -> None:
    named = "The/the DET 2 det\nChamber PROPN 5 nsubj B-ORG\nof ADP 4 case\nCommerce PROPN 2 nmod I-ORG"
    assert (
        joinable(
            f"{named}\nspoke/speak VERB 0 root", f"The/the DET 2 det\n{described} NOUN 3 nsubj\nslept/sleep VERB 0 root"
        )
        is expected
    )


TOOK = """
Moss PROPN 2 nsubj B-PERSON
took/take VERB 0 root
the DET 4 det
admiral NOUN 6 nmod:poss
's PART 4 case
sword NOUN 2 obj
"""
SAID = """
Moss PROPN 2 nsubj B-PERSON
said/say VERB 0 root
the DET 4 det
admiral NOUN 5 nsubj
fled/flee VERB 2 ccomp
"""
TALKS = """
Talks/talk NOUN 0 root
of ADP 3 case
Moss PROPN 1 nmod B-PERSON
with ADP 6 case
the DET 6 det
admiral NOUN 1 nmod
"""
FLED = """
Moss PROPN 2 nsubj B-PERSON
fired/fire VERB 0 root
; PUNCT 6 punct
the DET 5 det
admiral NOUN 6 nsubj
fled/flee VERB 2 parataxis
"""


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        (TOOK, "admiral", False), (SAID, "admiral", False), (TALKS, "admiral", False), (FLED, "admiral", False),
        (FLED.replace("parataxis", "advcl"), "admiral", True),
        (TOOK.replace("the DET 4 det\nadmiral NOUN", "his/his PRON").replace(" 6 nmod", " 4 nmod"), "his", True),
    ],
)  # fmt: skip
def test_a_description_does_not_take_up_the_subject_of_its_sentence(sentence: str, word: str, expected: bool) -> None:
    told = context(parsed(sentence))
    i = next(i for i, phrase in enumerate(told.clusters.found) if phrase.head.text == word)
    assert (0 in dict(candidates(told, i))) is expected


def test_several_ships_are_not_one() -> None:
    ship = "The/the DET 2 det\nship NOUN 3 nsubj\nsank/sink VERB 0 root"
    told = context(parsed(ship, ship.replace("ship", "ships/ship"), ship))
    assert 0 not in dict(candidates(told, 1))
    assert 0 in dict(candidates(told, 2))


def test_so_many_are_no_body_by_its_name() -> None:
    named = "Varn PROPN 2 compound B-ORG\nMinerals PROPN 3 nsubj I-ORG\nleft/leave VERB 0 root"
    police = "Nine/nine NUM 2 nummod\npolice NOUN 3 nsubj\ncame/come VERB 0 root"
    assert not joinable(named, police)
    assert joinable(named, police.replace("Nine/nine NUM 2 nummod", "The/the DET 2 det"))


def test_who_does_other_work_is_somebody_else() -> None:
    named = "The/the DET 2 det\nforeman NOUN 4 nsubj\nMoss PROPN 2 appos B-PERSON\nleft/leave VERB 0 root"
    came = "The/the DET 2 det\ninspector NOUN 3 nsubj\ncame/come VERB 0 root"
    assert not joinable(named, came)
    assert joinable(named, came.replace("inspector", "leader"))
    assert joinable(named.replace("foreman", "witness"), came)
    driver = came.replace("inspector", "driver")
    told = context(parsed(driver, came, driver))
    assert 0 not in dict(candidates(told, 1))
    assert 0 in dict(candidates(told, 2))


@pytest.mark.parametrize(
    ("held", "described", "expected"),
    [
        ("finance minister", "defence minister", False), ("mayor", "deputy mayor", False),
        ("deputy mayor", "mayor", False), ("police chief", "fire chief", False),
        ("transport minister", "junior transport minister", True), ("transport minister", "minister", True),
        ("minister", "transport minister", True), ("acting mayor", "mayor", True),
        ("campaign chairman", "party chairman", True),
    ],
)  # fmt: skip
def test_who_holds_another_office_is_somebody_else(held: str, described: str, expected: bool) -> None:
    told = context(parsed(slept(held), slept(described)))
    assert (0 in dict(candidates(told, told.sentences.index(1)))) is expected


def slept(office: str) -> str:
    """That whoever holds this office slept."""
    *before, head = office.split()
    verb = len(before) + 3
    lines = ["The/the DET {0} det", *(f"{word} NOUN {{0}} compound" for word in before), f"{head} NOUN {verb} nsubj"]
    return "\n".join([*lines, "slept/sleep VERB 0 root"]).format(verb - 1)


HELD = """
{0} NOUN 2 compound
Minister/minister NOUN 3 nmod:desc
{1} PROPN 4 nsubj B-PERSON
left/leave VERB 0 root
. PUNCT 4 punct
"""


@pytest.mark.parametrize(
    ("office", "other", "expected"),
    [
        ("finance minister", HELD.format("Works", "Renn"), True),
        ("finance minister", HELD.format("Finance", "Renn"), False),
        ("works minister", "", False), ("minister", "", False),
    ],
)  # fmt: skip
def test_an_office_is_that_of_the_only_name_it_stands_before(office: str, other: str, expected: bool) -> None:
    clusters = by_rule(
        phrases(doc := parsed(slept(office), HELD.format("Finance", "Moss"), other), list(doc.sents)), {}
    )
    assert (clusters.root[0] == clusters.root[1]) is expected


STABBED = """
The/the DET 2 det
man NOUN 6 nsubj
who PRON 4 nsubj
stabbed/stab VERB 2 acl:relcl
{} 4 obj
fled/flee VERB 0 root
. PUNCT 6 punct
"""


def test_whom_a_man_stabbed_is_not_that_man() -> None:
    cole = "Ben PROPN 3 nsubj B-PERSON\nCole PROPN 1 flat I-PERSON\nslept/sleep VERB 0 root\n. PUNCT 3 punct"
    found = groups(cole, STABBED.format("him PRON"))
    assert found["The man"] != found["him"] == found["Ben Cole"]
    himself = groups(cole, STABBED.format("himself PRON"))
    assert himself["himself"] == himself["The man"]
    alone = groups(STABBED.format("dogs NOUN"), "He/he PRON 2 nsubj\nleft/leave VERB 0 root")
    assert alone["He"] == alone["The man"]


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        ("A/a DET 2 det\nclerk NOUN 3 nsubj\nslept/sleep VERB 0 root", False),
        ("The/the DET 2 det\nclerk NOUN 3 nsubj\nslept/sleep VERB 0 root", True),
        ("Varn/varn NOUN 2 nsubj\nmet/meet VERB 0 root\na DET 4 det\nclerk NOUN 2 obj", True),
    ],
)
def test_a_clerk_who_acts_is_nobody_named_before(described: str, expected: bool) -> None:
    assert joinable("Ada PROPN 2 nsubj B-PERSON\nleft/leave VERB 0 root", described) is expected


def test_who_asks_not_to_be_named_is_not_named() -> None:
    source = """
    An/a DET 2 det
    official NOUN 9 nsubj
    who PRON 4 nsubj
    asked/ask VERB 2 acl:relcl
    not PART 8 advmod
    to PART 8 mark
    be AUX 8 aux:pass
    named/name VERB 4 xcomp
    spoke/speak VERB 0 root
    """
    moss = "The/the DET 2 det\nofficial NOUN 4 nsubj\nMoss PROPN 2 appos B-PERSON\nleft/leave VERB 0 root"
    told = context(parsed(source, moss))
    clusters = told.clusters
    i = next(k for k, phrase in enumerate(clusters.found) if phrase.words == "Moss")
    assert not compatible(clusters.group(0), clusters.group(i))
    named = context(parsed(source.replace("not", "soon"), moss)).clusters
    assert compatible(named.group(0), named.group(i))


def test_the_subject_of_a_failure_is_not_whom_it_failed_to_tell() -> None:
    failed = """
    It/it PRON 2 nsubj
    failed/fail VERB 0 root
    to PART 4 mark
    inform VERB 2 xcomp
    the DET 6 det
    agency NOUN 4 obj
    """
    told = context(parsed(failed))
    assert 0 not in dict(candidates(told, 1))


def test_a_junta_is_no_capital() -> None:
    lisbon = "Lisbon PROPN 2 nsubj B-LOC\nprotested/protest VERB 0 root"
    junta = "The/the DET 2 det\njunta NOUN 3 nsubj\nfired/fire VERB 0 root"
    assert not joinable(lisbon, junta)
    assert joinable(lisbon, junta.replace("junta", "government"))


def test_nine_people_are_not_four() -> None:
    nine = "Nine/nine NUM 2 nummod\nrebels/rebel NOUN 3 nsubj\nleft/leave VERB 0 root"
    told = context(parsed(nine, nine.replace("Nine/nine", "Four/four"), nine.replace("Nine/nine", "nine")))
    first, four, nine_again = range(3)
    assert first not in dict(candidates(told, four))
    assert first in dict(candidates(told, nine_again))


@pytest.mark.parametrize(
    ("body", "described", "expected"),
    [
        ("army", "school", False), ("army", "force", True), ("union", "company", False), ("union", "group", True),
        ("company", "union", False), ("hospital", "company", False), ("agency", "company", False),
        ("company", "firm", True), ("bank", "company", True), ("department", "agency", True), ("firm", "bank", False),
    ],
)  # fmt: skip
def test_a_body_without_a_name_is_no_other_body(body: str, described: str, expected: bool) -> None:
    left = "The/the DET 2 det\n{} NOUN 3 nsubj\nleft/leave VERB 0 root"
    told = context(parsed(left.format(body), left.format(described)))
    assert (0 in dict(candidates(told, 1))) is expected


def test_a_government_in_a_capital_is_no_other_countrys() -> None:
    described = """
    The/the DET 2 det
    government NOUN 5 nsubj
    in ADP 4 case
    Lisbon PROPN 2 nmod B-LOC
    slept/sleep VERB 0 root
    """
    assert not joinable("Danish ADJ 2 amod B-NORP\nships/ship NOUN 3 nsubj\nleft/leave VERB 0 root", described)
    assert joinable("Portuguese ADJ 2 amod B-NORP\nships/ship NOUN 3 nsubj\nleft/leave VERB 0 root", described)


def test_training_decides_as_annotated_and_learns_it() -> None:
    torch = pytest.importorskip("torch")
    from training.coreference import fit, padded, walk

    doc = parsed(NAMED, SHE)
    found = phrases(doc, list(doc.sents))
    chains = ["moss" if phrase.kind == "person" else "" for phrase in found]
    (example,) = walk(by_rule(found, {}), {}, chains)
    assert example.pronoun
    assert example.right.tolist() == [False, True]
    ranker = fit([example] * 64, epochs=30)
    with torch.no_grad():
        assert padded(ranker, [example]).argmax().item() == 1


SENATOR_AND_MAYOR = """
The/the DET 2 det
senator NOUN 6 nsubj
and CCONJ 5 cc
the DET 5 det
mayor NOUN 2 conj
left/leave VERB 0 root
. PUNCT 6 punct
"""


def test_two_that_are_listed_are_not_one() -> None:
    found = phrases(doc := parsed(SENATOR_AND_MAYOR), list(doc.sents))
    clusters = by_rule(found, {})
    assert clusters.root[0] in kept_apart(Context(clusters, {}), 1)


@pytest.mark.parametrize("said", ["Moss PROPN 4 parataxis B-PERSON", "Mayor/mayor NOUN 4 parataxis"])
def test_speakers_do_not_name_or_describe_themselves(said: str) -> None:
    rows = NAMED_IN_QUOTATION.replace("Moss PROPN 4 parataxis B-PERSON", said)
    found = phrases(doc := parsed(rows), list(doc.sents))
    clusters = by_rule(found, {0: 2})
    assert clusters.root[0] in kept_apart(Context(clusters, {0: 2}), 1)
    assert clusters.root[0] not in kept_apart(Context(clusters, {}), 1)


NAMED_IN_QUOTATION = """
Moss PROPN 4 parataxis B-PERSON
, PUNCT 1 punct
woman NOUN 4 nsubj
said/say VERB 0 root
. PUNCT 4 punct
"""
