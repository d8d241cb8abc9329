"""Mentions: noun phrases with titles, parts in the clause, voice, labels, and earlier mentions of the same actor."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from parsed import as_account, parsed, tabled
from rashomon.mention import mention
from rashomon.mention.phrases import phrases
from rashomon.model import Attribution, Mention, Segment, Span

STRIKE = """
Gen. PROPN 2 nmod:desc
Ada PROPN 4 nsubj B-PERSON
Moss PROPN 2 flat I-PERSON
ordered/order VERB 0 root
a DET 6 det
strike NOUN 4 obj
. PUNCT 4 punct
"""
SHE_DENIED = """
She/she PRON 2 nsubj
denied/deny VERB 0 root
it PRON 2 obj
. PUNCT 2 punct
"""
THE_GENERAL = """
The/the DET 2 det
general NOUN 3 nsubj
resigned/resign VERB 0 root
. PUNCT 3 punct
"""


def read(doc: Doc, attributions: tuple[Attribution, ...] = ()) -> dict[str, Mention]:
    """The first mention of each wording."""
    account, segments = as_account(doc)
    found: dict[str, Mention] = {}
    for each in mention(account, doc, segments, attributions):
        found.setdefault(account.slice(each.span), each)
    return found


def antecedents(*sentences: str) -> dict[str, str | None]:
    """Each mention's wording with that of its antecedent."""
    doc = parsed(*sentences)
    account, segments = as_account(doc)
    found = mention(account, doc, segments, ())
    return {account.slice(m.span): account.slice(m.antecedent) if m.antecedent else None for m in found}


def labels(*sentences: str) -> dict[str, list[str]]:
    """Each mention's wording with its labels, where it has any."""
    return labels_of(parsed(*sentences))


def test_a_name_is_widened_to_its_title_and_acts() -> None:
    found = read(parsed(STRIKE))["Gen. Ada Moss"]
    assert (found.form, found.kind, found.head) == ("name", "person", "ada")
    assert (found.role, found.verb, found.verb_start) == ("agent", "order", 14)


def test_an_office_of_a_firm_is_no_part_of_its_holders_name() -> None:
    doc = parsed("""
    Velmco PROPN 2 compound B-ORG
    CEO/ceo PROPN 3 nmod:desc
    Ada PROPN 5 nsubj B-PERSON
    Moss PROPN 3 flat I-PERSON
    resigned/resign VERB 0 root
    . PUNCT 5 punct
    """)
    assert labels_of(doc) == {"Velmco CEO Ada Moss": ["Velmco CEO"]}


def labels_of(doc: Doc) -> dict[str, list[str]]:
    """The labels of each mention that has any."""
    account, segments = as_account(doc)
    found = mention(account, doc, segments, ())
    return {account.slice(m.span): [account.slice(label) for label in m.labels] for m in found if m.labels}


def test_a_passive_turns_agent_and_patient_round() -> None:
    found = read(
        parsed("""
        The/the DET 2 det
        convoy NOUN 4 nsubj:pass
        was/be AUX 4 aux:pass
        attacked/attack VERB 0 root
        by ADP 6 case
        militants/militant NOUN 4 obl:agent
        . PUNCT 4 punct
        """)
    )
    assert found["militants"].role == "agent"
    assert found["militants"].kind == "group"
    assert found["militants"].verb_start == 15


def test_a_passive_auxiliary_outweighs_an_active_subject() -> None:
    found = read(
        parsed("""
        Militants/militant NOUN 3 nsubj
        were/be AUX 3 aux:pass
        arrested/arrest VERB 0 root
        . PUNCT 3 punct
        """)
    )
    assert found["Militants"].role == "patient"


def test_a_plain_oblique_with_by_is_agent_of_a_passive_only() -> None:
    passive = """
    He/he PRON 3 nsubj:pass
    was/be AUX 3 aux:pass
    seen/see VERB 0 root
    by ADP 5 case
    soldiers/soldier NOUN 3 obl
    """
    active = passive.replace("nsubj:pass", "nsubj").replace("aux:pass", "aux")
    assert read(parsed(passive))["soldiers"].role == "agent"
    assert read(parsed(active))["soldiers"].role is None


def test_a_shared_subject_gives_one_mention_a_verb() -> None:
    doc = parsed("""
    Rebels/rebel NOUN 2 nsubj
    entered/enter VERB 0 root
    and CCONJ 4 cc
    seized/seize VERB 2 conj
    Vell PROPN 4 obj B-LOC
    . PUNCT 2 punct
    """)
    account, segments = as_account(doc)
    found = mention(account, doc, segments, ())
    assert [(m.verb, m.role) for m in found if m.head == "rebel"] == [("enter", "agent"), ("seize", "agent")]
    assert [(m.verb, m.role) for m in found if m.head == "vell"] == [("seize", "patient")]


def all_parts(doc: Doc) -> list[tuple[str, str | None, str | None]]:
    account, segments = as_account(doc)
    return [(m.head, m.role, m.verb) for m in mention(account, doc, segments, ()) if m.role]


def test_a_participle_takes_the_subject_of_its_verb() -> None:
    fled = """
    Rebels/rebel NOUN 2 nsubj
    fled/flee VERB 0 root
    , PUNCT 4 punct
    killing/kill VERB 2 advcl
    guards/guard NOUN 4 obj
    """
    assert ("rebel", "agent", "kill") in all_parts(parsed(fled))
    without = fled.replace(", PUNCT 4 punct", "without SCONJ 4 mark")
    assert ("rebel", "agent", "kill") not in all_parts(parsed(without))


def test_two_passives_joined_have_one_agent_and_patient() -> None:
    doc = parsed("""
    Guards/guard NOUN 3 nsubj:pass
    were/be AUX 3 aux:pass
    punched/punch VERB 0 root
    and CCONJ 5 cc
    kicked/kick VERB 3 conj
    by ADP 7 case
    rebels/rebel NOUN 5 obl:agent
    """)
    assert all_parts(doc) == [
        ("guard", "patient", "punch"),
        ("guard", "patient", "kick"),
        ("rebel", "agent", "kick"),
        ("rebel", "agent", "punch"),
    ]


def test_whom_one_calls_on_does_what_is_called_for() -> None:
    doc = parsed("""
    Rebels/rebel NOUN 2 nsubj
    called/call VERB 0 root
    on ADP 4 case
    guards/guard NOUN 2 obl
    to PART 6 mark
    arrest/arrest VERB 2 xcomp
    farmers/farmer NOUN 6 obj
    """)
    assert ("rebel", "agent", "arrest") not in all_parts(doc)
    assert ("guard", "patient", "call on") in all_parts(doc)


def test_the_object_of_a_controlling_verb_keeps_its_complement() -> None:
    doc = parsed("""
    Rebels/rebel NOUN 2 nsubj
    forced/force VERB 0 root
    villagers/villager NOUN 2 obj
    to PART 5 mark
    leave VERB 2 xcomp
    . PUNCT 2 punct
    """)
    account, segments = as_account(doc)
    assert [m.verb for m in mention(account, doc, segments, ()) if m.head == "rebel"] == ["force"]


def test_a_copula_gives_a_label_and_no_part() -> None:
    sentence = """
    Moss PROPN 4 nsubj B-PERSON
    was/be AUX 4 cop
    a DET 4 det
    hero NOUN 0 root
    . PUNCT 4 punct
    """
    found = read(parsed(sentence))
    assert found["Moss"].role is None
    assert antecedents(sentence)["a hero"] == "Moss"
    assert labels(sentence) == {"a hero": ["a hero"]}


@pytest.mark.parametrize("word", ["not", "never"])
def test_a_denied_description_describes_nobody(word: str) -> None:
    sentence = f"""
    Moss PROPN 5 nsubj B-PERSON
    was/be AUX 5 cop
    {word} ADV 5 advmod
    a DET 5 det
    hero NOUN 0 root
    """
    assert "a hero" not in antecedents(sentence)
    assert antecedents(sentence.replace("a DET", "the DET"))["the hero"] is None


def test_a_title_that_the_parse_makes_the_head_takes_the_part_of_the_name() -> None:
    found = read(
        parsed("""
        The/the DET 2 det
        spokeswoman NOUN 5 nsubj
        Ada PROPN 2 appos B-PERSON
        Moss PROPN 3 flat I-PERSON
        resigned/resign VERB 0 root
        """)
    )
    assert (found["The spokeswoman Ada Moss"].role, found["The spokeswoman Ada Moss"].verb) == ("agent", "resign")


def kind_of(words: str, *lines: str) -> str:
    """The kind of the mention of these words in a sentence of these lines."""
    return read(parsed("\n".join(lines)))[words].kind


def test_a_ship_is_no_person() -> None:
    sank = "sank/sink VERB 0 root"
    assert (
        kind_of(
            "MV Varn Star",
            "MV PROPN 4 nsubj B-PERSON",
            "Varn PROPN 1 flat I-PERSON",
            "Star PROPN 1 flat I-PERSON",
            sank,
        )
        == "other"
    )
    assert kind_of("The Resolve", "The/the DET 2 det", "Resolve PROPN 3 nsubj B-PERSON", sank) == "other"
    beside = ("The/the DET 2 det", "ferry NOUN 4 nsubj", "Aurora PROPN 2 appos B-PERSON", sank)
    assert kind_of("Aurora", *beside) == kind_of("The ferry", *beside) == "other"


def test_a_person_whom_a_thing_belongs_to_or_who_has_a_title_is_no_ship() -> None:
    clause = (
        "The/the DET 2 det",
        "gun NOUN 5 nsubj",
        "Moss PROPN 4 nsubj B-PERSON",
        "sold/sell VERB 2 acl:relcl",
        "jammed/jam VERB 0 root",
    )
    assert kind_of("Moss", *clause) == "person"
    noble = (
        "The/the DET 2 det",
        "Comte PROPN 5 nsubj B-PERSON",
        "de PROPN 2 flat I-PERSON",
        "Varn PROPN 2 flat I-PERSON",
        "fled/flee VERB 0 root",
    )
    assert kind_of("The Comte de Varn", *noble) == "person"


@pytest.mark.parametrize(
    ("article", "word", "form", "kind"),
    [
        ("an", "Iranian", "nominal", "person"), ("the", "Frenchman", "nominal", "person"),
        ("a", "Swiss", "nominal", "person"),
        ("the", "Swiss", "name", "place"), ("the", "Danes", "name", "place"),
    ],
)  # fmt: skip
def test_one_of_a_people_is_a_person(article: str, word: str, form: str, kind: str) -> None:
    found = read(parsed(f"{article} DET 2 det\n{word} PROPN 3 nsubj B-NORP\nleft/leave VERB 0 root"))[
        f"{article} {word}"
    ]
    assert (found.form, found.kind) == (form, kind)


def test_what_stands_before_an_office_is_no_name() -> None:
    found = read(
        parsed("The/the DET 3 det\nForeign/foreign ADJ 3 amod B-NORP\nMinister PROPN 4 nsubj\nleft/leave VERB 0 root")
    )
    assert list(found) == ["The Foreign Minister"]


def test_a_possessor_that_tells_the_kind_is_nobody() -> None:
    mate = "gunner NOUN 3 nmod:poss\n's PART 1 case\nmate NOUN 4 nsubj\nleft/leave VERB 0 root"
    assert list(read(parsed(mate))) == ["gunner's mate"]


def test_predicate_adjectives_and_namings_label() -> None:
    sentence = """
    Critics/critic NOUN 2 nsubj
    called/call VERB 0 root
    Moss PROPN 2 obj B-PERSON
    reckless ADJ 2 xcomp
    . PUNCT 2 punct
    """
    assert labels(sentence)["Moss"] == ["reckless"]


def test_words_before_a_name_label_it() -> None:
    sentence = """
    The/the DET 5 det
    fiery ADJ 3 amod
    preacher NOUN 4 nmod:desc
    Ola PROPN 6 nsubj B-PERSON
    Renn PROPN 4 flat I-PERSON
    spoke/speak VERB 0 root
    """.replace("The/the DET 5 det", "The/the DET 4 det")
    assert labels(sentence) == {"The fiery preacher Ola Renn": ["fiery preacher"]}


def test_mister_is_no_label() -> None:
    assert labels("Mr. PROPN 2 nmod:desc\nRenn PROPN 3 nsubj B-PERSON\nspoke/speak VERB 0 root") == {}


def test_an_apposition_names_the_same_actor() -> None:
    sentence = """
    Renn PROPN 7 nsubj B-PERSON
    , PUNCT 5 punct
    the DET 5 det
    defence NOUN 5 compound
    minister NOUN 1 appos
    , PUNCT 5 punct
    resigned/resign VERB 0 root
    """
    assert antecedents(sentence)["the defence minister"] == "Renn"


def test_a_surname_takes_the_last_full_name_and_she_its_subject() -> None:
    moss = "Moss PROPN 2 nsubj B-PERSON\nspoke/speak VERB 0 root\n. PUNCT 2 punct"
    found = antecedents(STRIKE, moss, SHE_DENIED)
    assert found["Moss"] == "Gen. Ada Moss"
    assert found["She"] == "Moss"
    assert found["it"] is None if "it" in found else True


def test_two_people_of_one_surname_stay_apart() -> None:
    other = STRIKE.replace("Ada PROPN", "Ivo PROPN")
    found = antecedents(STRIKE, other)
    assert found["Gen. Ivo Moss"] is None


def test_a_title_is_taken_up_by_a_description() -> None:
    assert antecedents(STRIKE, THE_GENERAL)["The general"] == "Gen. Ada Moss"


def test_a_description_of_someone_else_is_not_taken_up() -> None:
    other = """
    The/the DET 3 det
    Danish ADJ 3 amod
    general NOUN 4 nsubj
    resigned/resign VERB 0 root
    """
    named = """
    Norwegian ADJ 2 amod B-NORP
    general NOUN 5 nmod:desc
    Ada PROPN 5 nsubj B-PERSON
    Moss PROPN 3 flat I-PERSON
    slept/sleep VERB 0 root
    """
    assert antecedents(named, other)["The Danish general"] is None


def test_an_acronym_stands_for_the_name_it_abbreviates() -> None:
    bureau = """
    The/the DET 2 det
    Bureau PROPN 6 nsubj B-ORG
    of ADP 5 case I-ORG
    Land PROPN 5 compound I-ORG
    Records PROPN 2 nmod I-ORG
    closed/close VERB 0 root
    """
    later = "The/the DET 2 det\nBLR PROPN 3 nsubj B-ORG\nreopened/reopen VERB 0 root"
    assert antecedents(bureau, later)["The BLR"] == "The Bureau of Land Records"


def test_a_relative_pronoun_takes_the_noun_it_follows() -> None:
    sentence = """
    Police/police NOUN 2 nsubj
    arrested/arrest VERB 0 root
    militants/militant NOUN 2 obj
    who PRON 5 nsubj
    attacked/attack VERB 3 acl:relcl
    Vell PROPN 5 obj B-LOC
    """
    assert antecedents(sentence)["who"] == "militants"
    assert read(parsed(sentence))["who"].role == "agent"


def test_a_countrys_adjective_names_the_country() -> None:
    found = read(parsed("A/a DET 3 det\nDanish ADJ 3 amod\nship NOUN 4 nsubj\nsank/sink VERB 0 root"))
    assert (found["Danish"].kind, found["Danish"].form) == ("place", "name")


def test_a_capital_that_acts_is_the_government() -> None:
    found = read(
        parsed("""
        Lisbon PROPN 2 nsubj B-LOC
        accused/accuse VERB 0 root
        planes/plane NOUN 2 obj
        over ADP 5 case
        Madrid PROPN 3 nmod B-LOC
        """)
    )
    assert found["Lisbon"].kind == "org"
    assert found["Madrid"].kind == "place"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("soft ADJ 0 root\non ADP 3 case\nLisbon PROPN 1 obl B-LOC", "org"),
        ("based VERB 0 root\non ADP 3 case\nLisbon PROPN 1 obl B-LOC", "place"),
        ("Lisbon PROPN 2 nsubj B-LOC\nwilling ADJ 0 root", "org"),
        ("Lisbon PROPN 2 nsubj B-LOC\nhot ADJ 0 root", "place"),
        ("invited/invite VERB 0 root\nto ADP 3 case\nLisbon PROPN 1 obl B-LOC", "place"),
        ("pledged/pledge VERB 0 root\nto ADP 3 case\nLisbon PROPN 1 obl B-LOC", "org"),
        ("alive ADJ 0 root\nfrom ADP 3 case\nMadrid PROPN 1 obl\nto ADP 5 case\nLisbon PROPN 1 obl B-LOC", "place"),
        ("threaten VERB 0 root\nLisbon PROPN 1 obj B-LOC", "org"),
        ("stirred/stir VERB 0 root\nfear NOUN 1 obj\nin ADP 4 case\nLisbon PROPN 1 obl B-LOC", "org"),
        ("flats/flat NOUN 0 root\nin ADP 3 case\nLisbon PROPN 1 nmod B-LOC", "place"),
        ("allies/ally NOUN 0 root\nin ADP 3 case\nLisbon PROPN 1 nmod B-LOC", "org"),
        ("envoys/envoy NOUN 0 root\nfrom ADP 3 case\nLisbon PROPN 1 nmod B-LOC", "org"),
        ("trains/train NOUN 0 root\nfrom ADP 3 case\nLisbon PROPN 1 nmod B-LOC", "place"),
    ],
)
def test_a_capital_is_the_government_where_it_deals_and_minds(sentence: str, kind: str) -> None:
    assert read(parsed(sentence))["Lisbon"].kind == kind


def test_an_adjective_of_a_people_is_no_person() -> None:
    found = read(parsed("Varnian ADJ 2 amod B-PERSON\npolice NOUN 3 nsubj\nleft/leave VERB 0 root"))
    assert found["Varnian"].kind == "group"
    assert read(parsed("Varn PROPN 2 compound B-PERSON\nmen NOUN 3 nsubj\nleft VERB 0 root"))["Varn"].kind == "person"


def test_who_stands_guard_guards_nobody() -> None:
    assert "guard" not in read(parsed("He/he PRON 2 nsubj\nstood/stand VERB 0 root\nguard NOUN 2 obj"))
    assert "guard" in read(parsed("He/he PRON 2 nsubj\nhit/hit VERB 0 root\nguard NOUN 2 obj"))


def test_a_countess_bears_a_title() -> None:
    sentence = "Countess PROPN 2 nmod:desc\nAda PROPN 4 nsubj B-PERSON\nMoss PROPN 2 flat I-PERSON\nspoke VERB 0 root"
    assert labels(sentence) == {"Countess Ada Moss": ["Countess"]}


def test_a_regime_is_told_by_its_seat() -> None:
    doc = parsed(
        "The/the DET 2 det\nregime NOUN 5 nsubj\nin ADP 4 case\nLisbon PROPN 2 nmod B-LOC\nfell/fall VERB 0 root"
    )
    assert "The regime in Lisbon" in read(doc)


def test_words_inside_what_somebody_says_are_quoted() -> None:
    doc = parsed(
        """
        Renn PROPN 2 nsubj B-PERSON
        said/say VERB 0 root
        I PRON 4 nsubj
        saw/see VERB 2 ccomp
        the DET 6 det
        thug NOUN 4 obj
        . PUNCT 2 punct
        """
    )
    source, content = Span("a0", 0, 4), Span("a0", 10, 24)
    found = read(doc, (Attribution((content,), "indirect", source, Span("a0", 5, 9), "Renn", "named"),))
    assert found["the thug"].voice == "quoted"
    assert found["Renn"].voice == "own"
    assert found["I"].antecedent == source


def test_only_body_and_captions_are_read() -> None:
    doc = parsed(STRIKE, THE_GENERAL)
    account, (first, second) = as_account(doc)
    segments = (Segment(first.span, "chrome", 0), second)
    assert {account.slice(m.span) for m in mention(account, doc, segments, ())} == {"The general"}


def test_a_preposition_that_belongs_to_a_verb_of_doing_leads_to_a_patient() -> None:
    text = """
    The DET 2 det
    guards/guard NOUN 3 nsubj
    fired/fire VERB 0 root
    on ADP 6 case
    the DET 6 det
    crowd NOUN 3 obl
    on ADP 8 case
    Monday PROPN 3 obl
    """
    found = {name: (m.role, m.verb) for name, m in read(parsed(text)).items()}
    assert found["the crowd"] == ("patient", "fire on")
    assert found["The guards"] == ("agent", "fire")


def test_a_reflexive_is_the_subject_of_its_verb() -> None:
    clause = """
    The/the DET 2 det
    general NOUN 3 nsubj
    praised/praise VERB 0 root
    himself PRON 3 obj
    . PUNCT 3 punct
    """
    assert antecedents(clause)["himself"] == "The general"


def test_a_reflexive_beside_a_name_is_its_bearer() -> None:
    clause = """
    Moss PROPN 4 nsubj B-PERSON
    herself PRON 1 nmod:unmarked
    had AUX 4 aux
    left/leave VERB 0 root
    . PUNCT 4 punct
    """
    assert antecedents(clause)["herself"] == "Moss"


# --- Where a description begins -----------------------------------------------------------------------------

DESCRIBED = [
    (
        """
        The/the DET 6 det
        most ADV 3 advmod
        rich ADJ 6 amod
        and CCONJ 5 cc
        idle ADJ 3 conj
        captain NOUN 7 nsubj
        resigned/resign VERB 0 root
        . PUNCT 7 punct
        """,
        "The most rich and idle captain",
    ),
    (
        """
        A/a DET 6 det
        half ADV 4 advmod
        - PUNCT 4 punct
        drowned/drown VERB 6 amod
        young ADJ 6 amod
        captain NOUN 7 nsubj
        spoke/speak VERB 0 root
        . PUNCT 7 punct
        """,
        "A half-drowned young captain",
    ),
    (
        """
        The/the DET 5 det
        pro ADJ 4 amod
        - PUNCT 4 punct
        Moss PROPN 5 compound B-PERSON
        crowd NOUN 6 nsubj
        cheered/cheer VERB 0 root
        . PUNCT 6 punct
        """,
        "Moss",
    ),
    (
        """
        Moss PROPN 2 nsubj
        met/meet VERB 0 root
        envoys/envoy NOUN 2 obj
        and CCONJ 5 cc
        generals/general NOUN 3 conj
        . PUNCT 2 punct
        """,
        "generals",
    ),
    (
        """
        Even/even ADV 3 advmod
        the DET 3 det
        general NOUN 4 nsubj
        left/leave VERB 0 root
        . PUNCT 4 punct
        """,
        "the general",
    ),
]


@pytest.mark.parametrize(("sentence", "wording"), DESCRIBED, ids=[wording for _, wording in DESCRIBED])
def test_a_description_begins_with_all_that_modifies_it(sentence: str, wording: str) -> None:
    """Joined adjectives, their adverbs and words with a hyphen belong; another phrase joined to it does not."""
    doc = parsed(sentence)
    doc = glued(doc) if "-" in sentence else doc
    assert wording in read(doc)


def glued(doc: Doc) -> Doc:
    """The same with no white space around hyphens."""
    spaces = [
        bool(token.whitespace_) and token.text != "-" and (token.i + 1 == len(doc) or doc[token.i + 1].text != "-")
        for token in doc
    ]
    return Doc(
        doc.vocab, words=[t.text for t in doc], spaces=spaces, pos=[t.pos_ for t in doc],
        lemmas=[t.lemma_ for t in doc], heads=[t.head.i for t in doc], deps=[t.dep_ for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}".rstrip("-") for t in doc],
    )  # fmt: skip


# --- What belongs to a name ---------------------------------------------------------------------------------

NAMES = {
    "Qadir al-Renna": """
        Qadir PROPN 5 nsubj B-PERSON
        al PROPN 1 flat I-PERSON
        - PUNCT 4 punct I-PERSON
        Renna PROPN 1 flat I-PERSON
        spoke/speak VERB 0 root
        . PUNCT 5 punct
        """,
    "al-Renna": """
        Fighters/fighter NOUN 6 nsubj
        of ADP 5 case
        al PROPN 5 compound B-ORG
        - PUNCT 5 punct I-ORG
        Renna PROPN 1 nmod I-ORG
        left/leave VERB 0 root
        . PUNCT 6 punct
        """,
    "Ada ' The Owl ' Moss": """
        Ada PROPN 7 nsubj B-PERSON
        ' PUNCT 4 punct
        The/the DET 4 det
        Owl PROPN 1 flat
        ' PUNCT 4 punct
        Moss PROPN 1 flat B-PERSON
        spoke/speak VERB 0 root
        . PUNCT 7 punct
        """,
    "Ostrow 44ers": """
        Ostrow PROPN 2 compound B-ORG
        44ers PROPN 3 nsubj I-ORG
        won/win VERB 0 root
        . PUNCT 3 punct
        """,
    "The Plan of Works": """
        The/the DET 2 det
        Plan PROPN 5 nsubj B-ORG
        of ADP 4 case I-ORG
        Works PROPN 2 nmod I-ORG
        failed/fail VERB 0 root
        . PUNCT 5 punct
        """,
}


@pytest.mark.parametrize(("wording", "sentence"), NAMES.items(), ids=NAMES)
def test_particles_nicknames_and_numbers_belong_to_a_name(wording: str, sentence: str) -> None:
    doc = parsed(sentence)
    assert read(glued(doc) if "-" in wording else doc)[wording].form == "name"


PHOTO = """
Ada PROPN ada 3 nsubj
Moss PROPN moss 1 flat
spoke VERB speak 0 ROOT
. PUNCT . 3 punct
NVP NOUN nvp 6 compound
Photo NOUN photo 0 ROOT
/ PUNCT / 8 punct
Ivo PROPN ivo 6 dep
Moss PROPN moss 8 flat
. PUNCT . 6 punct
Moss PROPN moss 12 nsubj
left VERB leave 0 ROOT
. PUNCT . 12 punct
"""


def test_who_took_a_picture_is_nobody_in_the_story() -> None:
    doc = tabled(PHOTO, ents=[(0, 2, "PERSON"), (7, 9, "PERSON"), (10, 11, "PERSON")])
    account, segments = as_account(doc)
    found = mention(account, doc, segments, ())
    assert [account.slice(each.span) for each in found] == ["Ada Moss", "Moss"]
    assert found[1].antecedent == found[0].span


CREDIT = """
Moss PROPN moss 2 nsubj
left VERB leave 0 ROOT
( PUNCT ( 4 punct
Ada PROPN ada 2 dep
Renn PROPN renn 4 flat
/ PUNCT / 7 punct
Ostrow PROPN ostrow 4 flat
Herald PROPN herald 7 flat
) PUNCT ) 4 punct
"""


def test_names_in_a_bracketed_credit_are_nobody_in_the_story() -> None:
    doc = tabled(CREDIT, ents=[(0, 1, "PERSON"), (3, 5, "PERSON"), (6, 8, "PERSON")])
    account, segments = as_account(doc)
    assert [account.slice(each.span) for each in mention(account, doc, segments, ())] == ["Moss"]


def test_a_rank_inside_a_bodys_name_is_part_of_it() -> None:
    sentence = """
    Marten PROPN 3 compound B-ORG
    General/general ADJ 3 amod I-ORG
    Hospital/hospital PROPN 4 nsubj I-ORG
    closed/close VERB 0 root
    """
    assert set(read(parsed(sentence))) == {"Marten General Hospital"}


@pytest.mark.parametrize(("which", "count"), [("northern", 0), ("central", 1)])
def test_a_rivers_bank_is_nobody(which: str, count: int) -> None:
    sentence = f"""
    The/the DET 3 det
    {which} ADJ 3 amod
    bank NOUN 4 nsubj
    gave/give VERB 0 root
    """
    assert len(read(parsed(sentence))) == count


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    sentence = """
    Police/police PROPN 2 nsubj
    left/leave VERB 0 root
    """
    (mention,) = read(parsed(sentence)).values()
    assert (mention.form, mention.kind) == ("nominal", "org")


def test_a_pictures_credit_is_no_part_of_the_name_after_it() -> None:
    sentence = """
    NVP PROPN 2 compound B-ORG
    Photo PROPN 4 dep I-ORG
    Velmco PROPN 4 nsubj B-ORG
    closed/close VERB 0 root
    """
    assert set(read(parsed(sentence))) == {"NVP Photo", "Velmco"}


def test_an_office_is_no_name_though_an_entity_has_it_for_one() -> None:
    sentence = """
    The/the DET 2 det
    Secretary/secretary PROPN 5 nsubj B-PERSON
    of ADP 4 case I-PERSON
    State/state PROPN 2 nmod I-PERSON
    spoke/speak VERB 0 root
    . PUNCT 5 punct
    """
    found = read(parsed(sentence))
    assert found["The Secretary of State"].form == "nominal"
    assert "name" not in [each.form for each in found.values()]


BUREAU = """
The/the DET 4 det
Land PROPN 4 compound B-ORG
Records PROPN 4 compound I-ORG
Bureau PROPN 5 nsubj I-ORG
closed/close VERB 0 root
. PUNCT 5 punct
"""


def test_an_acronym_no_entity_covers_is_what_it_abbreviates() -> None:
    later = "The/the DET 2 det\nLRB PROPN 3 nsubj\nreopened/reopen VERB 0 root\n. PUNCT 3 punct"
    assert antecedents(BUREAU, later)["The LRB"] == "The Land Records Bureau"


def test_brackets_after_a_bodys_name_define_its_short_form() -> None:
    front = """
    The/the DET 3 det
    Varnland PROPN 3 compound B-ORG
    Front PROPN 7 nsubj I-ORG
    ( PUNCT 5 punct
    LFV PROPN 3 appos B-ORG
    ) PUNCT 5 punct
    attacked/attack VERB 0 root
    . PUNCT 7 punct
    """
    assert antecedents(front)["LFV"] == "The Varnland Front"
    assert antecedents(front.replace("( PUNCT", ", PUNCT").replace(") PUNCT", ", PUNCT"))["LFV"] is None


def test_a_heading_puts_what_somebody_is_before_the_name() -> None:
    heading = """
    Plant PROPN 2 compound B-PERSON
    Worker/worker PROPN 4 compound I-PERSON
    Ada PROPN 4 compound I-PERSON
    Moss PROPN 5 nsubj I-PERSON
    Held/hold VERB 0 root
    """
    assert labels(heading) == {"Plant Worker Ada Moss": ["Plant Worker"]}


@pytest.mark.parametrize(("verb", "same"), [("served/serve", True), ("posed/pose", False), ("named/name", False)])
def test_a_subject_is_what_it_acts_as_unless_it_feigns_or_names(verb: str, same: bool) -> None:
    clause = f"Moss PROPN 2 nsubj B-PERSON\n{verb} VERB 0 root\nas ADP 4 case\nmayor NOUN 2 obl\n. PUNCT 2 punct"
    assert (antecedents(clause)["mayor"] == "Moss") is same


@pytest.mark.parametrize(
    ("verb", "same"),
    [
        ("became/become VERB 0 root", True),
        ("met/meet VERB 0 root", False),
        ("could AUX 3 aux\nbecome VERB 0 root", False),
    ],
)
def test_a_subject_is_what_it_became_or_remained(verb: str, same: bool) -> None:
    main = 2 if "\n" not in verb else 3
    clause = f"Moss PROPN {main} nsubj B-PERSON\n{verb}\nthe DET {main + 2} det\nmayor NOUN {main} xcomp"
    assert (antecedents(clause)["the mayor"] == "Moss") is same


def test_who_is_believed_to_be_one_of_several_is_one() -> None:
    clause = """
    Moss PROPN 3 nsubj:pass B-PERSON
    is/be AUX 3 aux:pass
    believed/believe VERB 0 root
    to PART 6 mark
    be AUX 6 cop
    one NUM 3 xcomp
    of ADP 9 case
    the DET 9 det
    authors/author NOUN 6 nmod
    """
    assert antecedents(clause)["one of the authors"] == "Moss"
    assert antecedents(clause.replace("to PART 6 mark", "not PART 3 advmod")).get("one of the authors") is None


@pytest.mark.parametrize(("adjective", "whole"), [("oldest/old", True), ("honest", False), ("old", False)])
def test_a_superlative_comes_with_what_bounds_it(adjective: str, whole: bool) -> None:
    doc = parsed(
        f"The/the DET 3 det\n{adjective} ADJ 3 amod\nman NOUN 7 nsubj\nin ADP 6 case\nthe DET 6 det\nroom NOUN 3 nmod\n"
        "spoke/speak VERB 0 root"
    )
    assert (f"The {adjective.partition('/')[0]} man in the room" in read(doc)) is whole


@pytest.mark.parametrize(
    ("clause", "body"),
    [
        ("full ADJ 2 amod\nauthority NOUN 3 obj\nheld/hold VERB 0 root", False),
        ("local ADJ 2 amod\nauthorities/authority NOUN 3 nsubj\nheld/hold VERB 0 root", True),
        ("the DET 2 det\nservice NOUN 3 nsubj\nheld/hold VERB 0 root", True),
        ("his PRON 2 nmod:poss\nservices/service NOUN 3 obj\nheld/hold VERB 0 root", False),
        ("his PRON 2 nmod:poss\noffice NOUN 3 nsubj\nsaid/say VERB 0 root", True),
        ("ferry NOUN 2 compound\ndivision NOUN 3 nsubj\nsaid/say VERB 0 root", True),
        ("the DET 2 det\nauthority NOUN 5 obj\nto PART 4 mark\nclose VERB 2 acl\nhad/have VERB 0 root", False),
    ],
)
def test_a_power_or_a_duty_is_no_body(clause: str, body: bool) -> None:
    assert ("org" in {mention.kind for mention in read(parsed(clause)).values()}) is body


def test_a_part_of_a_word_with_hyphens_is_nobody() -> None:
    rows = """
    court NOUN court 3 nsubj
    - PUNCT - 3 punct
    martialed VERB martial 0 root
    the DET the 5 det
    son NOUN son 3 obj
    - PUNCT - 5 punct
    in ADP in 9 case
    - PUNCT - 5 punct
    law NOUN law 5 nmod
    """
    assert set(read(tabled(rows))) == {"the son-in-law"}


def test_a_hyphen_inside_a_word_ends_no_label() -> None:
    rows = """
    The DET the 2 det
    guard NOUN guard 10 nsubj
    who PRON who 4 nsubj
    shot VERB shoot 2 acl:relcl
    a DET a 9 det
    half NOUN half 8 advmod
    - PUNCT - 8 punct
    drowned ADJ drowned 9 amod
    man NOUN man 4 obj
    fled VERB flee 0 root
    """
    assert labels_of(tabled(rows))["The guard"] == ["The guard who shot a half-drowned man"]


def test_at_least_is_not_of_the_phrase() -> None:
    doc = parsed(
        "At/at ADP 2 case\nleast ADJ 3 advmod\n300 NUM 4 nummod\nrebels/rebel NOUN 5 nsubj\nleft/leave VERB 0 root"
    )
    assert set(read(doc)) == {"300 rebels"}


@pytest.mark.parametrize(("beside", "labels"), [("center", 0), ("hero", 1)])
def test_where_somebody_stands_in_a_picture_is_no_label(beside: str, labels: int) -> None:
    rows = f"""
    Moss PROPN 5 nsubj B-PERSON
    , PUNCT 3 punct
    {beside} NOUN 1 appos
    , PUNCT 3 punct
    waved VERB 0 root
    """
    assert sum(len(mention.labels) for mention in read(parsed(rows)).values()) == labels


def test_what_several_are_is_not_of_one_of_them() -> None:
    leaders = """
    Rebel ADJ 2 amod
    leaders/leader NOUN 3 compound
    Moss PROPN 6 nsubj B-PERSON
    and CCONJ 5 cc
    Renn PROPN 3 conj B-PERSON
    met/meet VERB 0 root
    """
    assert {"Moss", "Renn"} <= set(read(parsed(leaders)))
    assert "Rebel leader Moss" in read(parsed(leaders.replace("leaders/leader", "leader")))


def test_a_name_beside_the_owner_of_a_shop_is_the_owners() -> None:
    owner = """
    The/the DET 2 det
    owner NOUN 8 nsubj
    of ADP 5 case
    the DET 5 det
    shop NOUN 2 nmod
    , PUNCT 7 punct
    Moss PROPN 5 appos B-PERSON
    left/leave VERB 0 root
    """
    assert antecedents(owner)["Moss"] == "The owner of the shop"
    assert antecedents(owner.replace("shop", "victim"))["Moss"] == "the victim"


def test_a_compound_may_name_what_its_last_word_does_not() -> None:
    guard = "The/the DET 3 det\ncoast NOUN 3 compound\nguard NOUN 4 nsubj\nslept/sleep VERB 0 root"
    doc = parsed(guard)
    assert [(phrase.kind, phrase.form) for phrase in phrases(doc, list(doc.sents))] == [("org", "nominal")]
    doc = parsed(guard.replace("coast", "night"))
    assert [phrase.kind for phrase in phrases(doc, list(doc.sents))] == ["person"]


@pytest.mark.parametrize("where", ["on ADP 4 case\nboard NOUN 2 obl", "into ADP 4 case\nforce NOUN 2 obl"])
def test_on_board_and_into_force_name_no_body(where: str) -> None:
    doc = parsed(f"We/we PRON 2 nsubj\nwent/go VERB 0 root\n{where}")
    assert phrases(doc, list(doc.sents)) == []


def test_an_owner_by_a_bodys_name_is_that_body() -> None:
    owner = """
    The/the DET 2 det
    owner NOUN 7 nsubj
    , PUNCT 5 punct
    Varn PROPN 5 compound B-ORG
    Minerals PROPN 2 appos I-ORG
    , PUNCT 2 punct
    denied/deny VERB 0 root
    """
    doc = parsed(owner)
    account, segments = as_account(doc)
    found = {account.slice(m.span): m for m in mention(account, doc, segments, ())}
    assert found["The owner"].kind == "org"
    assert found["Varn Minerals"].antecedent == found["The owner"].span


def test_an_owner_is_a_person_where_one_is_named() -> None:
    owner = "The/the DET 2 det\nowner NOUN 5 nsubj\n, PUNCT 4 punct\nMoss PROPN 2 appos B-ORG\ndenied/deny VERB 0 root"
    person = owner.replace("ORG", "PERSON").replace("Moss", "Renn")
    slept = "The/the DET 2 det\nowner NOUN 3 nsubj\nslept/sleep VERB 0 root"
    assert read(parsed(slept, owner))["The owner"].kind == "org"
    assert read(parsed(slept, owner, person))["The owner"].kind == "person"


def test_where_a_story_is_told_is_nobody_in_it() -> None:
    wire = """
    OSTER PROPN 4 dep B-LOC
    — PUNCT 4 punct
    Moss PROPN 4 nsubj B-PERSON
    left/leave VERB 0 root
    """
    assert set(read(parsed(wire))) == {"Moss"}
    assert "OSTER" in read(parsed(wire.replace("—", ",")))


def test_what_a_minister_is_over_is_no_actor() -> None:
    spoke = "The/the DET 3 det\nTransport PROPN 3 compound B-ORG\nminister NOUN 4 nsubj\nspoke/speak VERB 0 root"
    assert set(read(parsed(spoke))) == {"The Transport minister"}
    assert "Varnist" in read(parsed(spoke.replace("Transport PROPN 3 compound B-ORG", "Varnist ADJ 3 amod B-NORP")))


def test_no_lorry_is_none() -> None:
    lorry = "No/no DET 2 det\nlorry NOUN 3 nsubj\nburned/burn VERB 0 root"
    assert not read(parsed(lorry))
    assert read(parsed(lorry.replace("No/no", "A/a")))


def test_a_month_may_be_a_given_name() -> None:
    jan = "Jan PROPN 3 nsubj B-PERSON\nHolt PROPN 1 flat I-PERSON\nspoke/speak VERB 0 root"
    assert set(read(parsed(jan))) == {"Jan Holt"}


def test_a_surname_of_the_account_is_no_place() -> None:
    full = "Ada PROPN 3 nsubj B-PERSON\nHalden PROPN 1 flat I-PERSON\nspoke/speak VERB 0 root"
    heard = "We/we PRON 2 nsubj\nheard/hear VERB 0 root\nHalden PROPN 2 obj B-LOC"
    assert read(parsed(full, heard))["Halden"].kind == "person"
    assert read(parsed(heard))["Halden"].kind == "place"


CHIEF_OF_FRONT = """
The/the DET 2 det
chief NOUN 8 nsubj
of ADP 5 case
the DET 5 det
Front PROPN 2 nmod B-ORG
, PUNCT 7 punct
Moss PROPN 5 appos B-PERSON
spoke/speak VERB 0 root
. PUNCT 8 punct
"""
ONE_OF_THE_BEST = """
Moss PROPN 3 nsubj B-PERSON
was/be AUX 3 cop
one NUM 0 root
of ADP 7 case
the DET 7 det
best ADJ 7 amod
soldiers/soldier NOUN 3 nmod
. PUNCT 3 punct
"""
JOINED_AS_A_MAN = """
Moss PROPN 2 nsubj B-PERSON
joined/join VERB 0 root
the DET 4 det
Guard PROPN 2 obj B-ORG
as ADP 8 case
a DET 8 det
young ADJ 8 amod
man NOUN 2 obl
. PUNCT 2 punct
"""
THE_MOSS = """
Moss PROPN 2 nsubj B-PERSON
fell/fall VERB 0 root
. PUNCT 2 punct
"""
CRAZY_MOSS = """
Then/then ADV 4 advmod
Crazy/crazy ADJ 3 amod
Moss PROPN 4 nsubj B-PERSON
laughed/laugh VERB 0 root
. PUNCT 4 punct
"""
MINORITY_LEADER = """
Senate PROPN 3 compound B-ORG
Minority PROPN 3 compound
Leader/leader PROPN 4 nmod:desc
Ada PROPN 6 nsubj B-PERSON
Moss PROPN 4 flat I-PERSON
spoke/speak VERB 0 root
. PUNCT 6 punct
"""
DEFENSE_SECRETARY = """
Defense/defense NOUN 2 compound
Secretary/secretary PROPN 3 nmod:desc
Ada PROPN 5 nsubj B-PERSON
Moss PROPN 3 flat I-PERSON
spoke/speak VERB 0 root
. PUNCT 5 punct
"""
COAST_GUARDS = """
Two NUM 3 nummod
coast NOUN 3 compound
guards/guard NOUN 4 nsubj
left/leave VERB 0 root
"""
VETERAN_OF_GUARD = """
Moss PROPN 0 root B-PERSON
, PUNCT 4 punct
a DET 4 det
veteran NOUN 1 appos
of ADP 7 case
the DET 7 det
Guard PROPN 4 nmod B-ORG
who PRON 9 nsubj
fled/flee VERB 7 acl:relcl
"""
ENVOY_BESIDE = """
Their/their PRON 2 nmod:poss
chief NOUN 8 nsubj
, PUNCT 5 punct
the DET 5 det
envoy NOUN 2 appos
Ada PROPN 2 appos B-PERSON
Moss PROPN 6 flat I-PERSON
left/leave VERB 0 root
"""
SPOKESWOMAN_FOR = """
A/a DET 2 det
spokeswoman NOUN 5 nsubj
for ADP 4 case
Moss PROPN 2 nmod B-PERSON
left/leave VERB 0 root
"""
MINISTER_OF = """
The/the DET 2 det
Minister PROPN 6 nsubj
of ADP 5 case
the DET 5 det
Interior PROPN 2 nmod
left/leave VERB 0 root
"""
MEDIC_BESIDE = """
Guards/guard NOUN 2 nsubj
beat VERB 0 root
the DET 4 det
medic NOUN 2 obj
, PUNCT 6 punct
Ada PROPN 4 appos B-PERSON
Moss PROPN 6 flat I-PERSON
"""
POLICE_DEPARTMENT = """
Tern PROPN 3 compound B-ORG
Police/police PROPN 3 compound I-ORG
Department PROPN 4 nsubj I-ORG
left/leave VERB 0 root
"""
UNIVERSITY_HOSPITAL = """
Tern PROPN 2 compound B-ORG
University/university PROPN 3 compound I-ORG
Hospital PROPN 4 nsubj I-ORG
left/leave VERB 0 root
"""


def test_a_name_beside_a_body_is_the_chief_of_that_body() -> None:
    found = antecedents(CHIEF_OF_FRONT)
    assert (found["Moss"], found["the Front"]) == ("The chief of the Front", None)


def test_one_of_the_best_soldiers_is_who_is_said_to_be_it() -> None:
    found = read(parsed(ONE_OF_THE_BEST))["one of the best soldiers"]
    assert found.kind == "person"
    assert antecedents(ONE_OF_THE_BEST)["one of the best soldiers"] == "Moss"


def test_who_joins_a_body_as_a_young_man_is_the_man() -> None:
    assert antecedents(JOINED_AS_A_MAN)["a young man"] == "Moss"


def test_an_adjective_before_a_persons_name_describes() -> None:
    assert labels(THE_MOSS, CRAZY_MOSS)["Crazy Moss"] == ["Crazy"]


@pytest.mark.parametrize(("sentence", "bodies"), [(MINORITY_LEADER, {"Senate"}), (DEFENSE_SECRETARY, set())])
def test_what_an_office_is_over_is_no_name(sentence: str, bodies: set[str]) -> None:
    assert {words for words, each in read(parsed(sentence)).items() if each.kind == "org"} == bodies


@pytest.mark.parametrize(
    ("before", "expected"),
    [("former ADJ 4 amod", False), ("Moss PROPN 3 compound", True), ("state NOUN 3 compound", True)],
)
def test_a_body_that_only_modifies_is_no_mention(before: str, expected: bool) -> None:
    found = read(
        parsed(f"The/the DET 4 det\n{before}\nunion NOUN 4 compound\nlawyer NOUN 5 nsubj\nleft/leave VERB 0 root")
    )
    assert any(mention.head == "union" for mention in found.values()) is expected


def test_coast_guards_are_people() -> None:
    assert read(parsed(COAST_GUARDS))["Two coast guards"].kind == "group"
    one = COAST_GUARDS.replace("Two NUM 3 nummod", "The/the DET 3 det").replace("guards/guard", "guard")
    assert read(parsed(one))["The coast guard"].kind == "org"


def test_who_is_the_member_and_which_the_body() -> None:
    assert antecedents(VETERAN_OF_GUARD)["who"] == "Moss"
    assert antecedents(VETERAN_OF_GUARD.replace("who ", "which "))["which"] == "the Guard"
    assert antecedents(VETERAN_OF_GUARD.replace("Guard PROPN 4 nmod B-ORG", "judge NOUN 4 nmod"))["who"] == "the judge"


def test_which_is_no_person() -> None:
    rows = VETERAN_OF_GUARD.replace("Guard PROPN 4 nmod B-ORG", "judge NOUN 4 nmod").replace("who ", "which ")
    assert antecedents(rows)["which"] is None


def test_what_stands_before_a_name_describes_it_once() -> None:
    assert labels(ENVOY_BESIDE) == {"Their chief": ["Their chief"], "the envoy Ada Moss": ["envoy"]}


def test_who_speaks_for_somebody_is_somebody_else() -> None:
    assert set(read(parsed(SPOKESWOMAN_FOR))) == {"A spokeswoman", "Moss"}


@pytest.mark.parametrize(
    ("of", "names"),
    [
        ("Interior PROPN 2 nmod", 1),
        ("Interior PROPN 2 nmod B-PERSON", 1),
        ("Varnland PROPN 2 nmod B-GPE", 2),
        ("Navy PROPN 2 nmod B-ORG", 2),
    ],
)
def test_what_a_minister_is_of_is_no_actor(of: str, names: int) -> None:
    assert len(read(parsed(MINISTER_OF.replace("Interior PROPN 2 nmod", of)))) == names


def test_a_noun_beside_a_persons_name_is_that_person() -> None:
    found = read(parsed(MEDIC_BESIDE))
    assert (found["the medic"].role, found["the medic"].kind) == ("patient", "person")
    assert antecedents(MEDIC_BESIDE)["Ada Moss"] == "the medic"
    assert "the medic" not in read(parsed(MEDIC_BESIDE.replace("Ada PROPN 4 appos", "Ada PROPN 2 obl")))
    assert "the medic" not in read(
        parsed(MEDIC_BESIDE.replace("beat VERB 0 root", "beat VERB 1 acl:relcl").replace("2 nsubj", "0 root"))
    )


@pytest.mark.parametrize(("rows", "names"), [(POLICE_DEPARTMENT, 1), (UNIVERSITY_HOSPITAL, 2)])
def test_a_body_inside_a_name_is_one_only_with_words_of_its_own(rows: str, names: int) -> None:
    assert len(read(parsed(rows))) == names


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("former ADJ 3 amod\nminister NOUN 5 nmod:desc\nDame NOUN 5 nmod:desc", "former minister"),
        ("former ADJ 3 amod\nMrs. NOUN 5 nmod:desc\nMinister NOUN 5 nmod:desc", "former Mrs. Minister"),
    ],
)
def test_a_form_of_address_before_a_name_is_no_label(before: str, expected: str) -> None:
    told = (
        f"The/the DET 5 det\n{before}\nAda PROPN 7 nsubj B-PERSON\nMoss PROPN 5 flat I-PERSON\nleft/leave VERB 0 root"
    )
    assert [each for found in labels(told).values() for each in found] == [expected]
