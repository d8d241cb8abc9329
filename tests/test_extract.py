"""Claims: what counts as one, who holds it, denied or not, hedged or not, and its slots."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from parsed import tabled
from rashomon.extract import extract
from rashomon.extract.pieces import _sentences
from rashomon.extract.tree import Tree
from rashomon.model import Account, Attribution, Claim, Segment, SegmentKind, Span
from rashomon.names import DATELINE
from rashomon.text import segments

ENGLISH = spacy.blank("en")


def parsed(
    rows: str, *, ents: Sequence[tuple[int, int, str]] = (), **account: str
) -> tuple[Account, Doc, tuple[Segment, ...]]:
    """A document from rows "word POS lemma head relation", heads numbered from 1 in the whole, 0 for a root."""
    doc = tabled(rows, ents=ents)
    made = Account("a0", "a0.txt", doc.text, "", language=account.pop("language", "en"), **account)  # type: ignore[arg-type]
    cut = segments(doc.text)
    return made, doc, tuple(Segment(Span("a0", start, end), "body", paragraph) for start, end, paragraph in cut)


def said(made: Account, source: str, cue: str, content: str, *, outer: int | None = None) -> Attribution:
    """An indirect attribution of words of the account."""

    def span(words: str) -> Span:
        at = made.text.index(words)
        return Span("a0", at, at + len(words))

    return Attribution((span(content),), "indirect", span(source), span(cue), source, "named", outer)


def only(claims: tuple[Claim, ...]) -> Claim:
    """The one claim there is."""
    (claim,) = claims
    return claim


FELL = """
The DET the 2 det
bridge NOUN bridge 3 nsubj
fell VERB fall 0 root
on ADP on 5 case
Monday PROPN Monday 3 obl
. PUNCT . 3 punct
"""


def test_a_plain_sentence_is_asserted_by_the_author() -> None:
    made, doc, cut = parsed(FELL, outlet="The Harbour Post", published="2021-06-09")
    claim = only(extract(made, doc, cut, (), ()))
    assert (claim.id, made.slice(claim.span)) == ("a0.0", "The bridge fell on Monday.")
    assert [(h.name, h.kind, h.span) for h in claim.holders] == [("The Harbour Post", "author", None)]
    assert (claim.polarity, claim.certainty, claim.predicate) == ("asserts", "certain", "fall")
    assert [time.value for time in claim.times] == ["2021-06-07"]


@pytest.mark.parametrize(("published", "times"), [("", []), ("2021-06-09", ["2021-05-12"])])
def test_the_day_of_a_date_is_no_quantity_with_a_day_of_publication_or_without(
    published: str, times: list[str]
) -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        fell VERB fall 0 root
        on ADP on 4 case
        12 NUM 12 2 obl
        May PROPN May 4 flat
        . PUNCT . 2 punct
        """,
        published=published,
    )
    claim = only(extract(made, doc, cut, (), ()))
    assert ([time.value for time in claim.times], claim.quantities) == (times, ())


def test_what_somebody_said_is_held_by_them_and_then_by_the_author() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        said VERB say 0 root
        40 NUM 40 4 nummod
        people NOUN person 5 nsubj
        fled VERB flee 2 ccomp
        from ADP from 7 case
        Oster PROPN Oster 5 obl
        . PUNCT . 2 punct
        """,
        ents=[(6, 7, "LOC")],
        outlet="The Harbour Post",
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", "said", "40 people fled from Oster")], ()))
    assert [holder.name for holder in claim.holders] == ["Moss", "The Harbour Post"]
    assert (claim.predicate, claim.certainty, claim.places) == ("flee", "certain", ("Oster",))
    assert [(q.value, q.what) for q in claim.quantities] == [(40.0, "person")]


def test_a_chain_runs_from_the_nearest_outward() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        said VERB say 0 root
        Lind PROPN Lind 4 nsubj
        claimed VERB claim 2 ccomp
        the DET the 6 det
        bridge NOUN bridge 7 nsubj
        fell VERB fall 4 ccomp
        . PUNCT . 2 punct
        """
    )
    attributions = [
        said(made, "Moss", "said", "Lind claimed the bridge fell"),
        said(made, "Lind", "claimed", "the bridge fell", outer=0),
    ]
    claim = only(extract(made, doc, cut, attributions, ()))
    assert [holder.name for holder in claim.holders] == ["Lind", "Moss", "author"]


def test_both_sides_of_a_sentence_are_claims_of_their_own() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        said VERB say 0 root
        the DET the 4 det
        bridge NOUN bridge 5 nsubj
        fell VERB fall 2 ccomp
        , PUNCT , 9 punct
        but CCONJ but 9 cc
        Lind PROPN Lind 9 nsubj
        denied VERB deny 2 conj
        that SCONJ that 13 mark
        the DET the 12 det
        tower NOUN tower 13 nsubj
        shook VERB shake 9 ccomp
        . PUNCT . 2 punct
        """
    )
    attributions = [said(made, "Moss", "said", "the bridge fell"), said(made, "Lind", "denied", "that the tower shook")]
    first, second = extract(made, doc, cut, attributions, ())
    assert (made.slice(first.span), first.polarity) == ("Moss said the bridge fell", "asserts")
    assert (made.slice(second.span), second.polarity) == ("Lind denied that the tower shook.", "denies")
    assert (first.holders[0].name, second.holders[0].name) == ("Moss", "Lind")


def test_a_report_after_a_semicolon_is_a_claim_of_its_own() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        said VERB say 0 root
        the DET the 4 det
        bridge NOUN bridge 5 nsubj
        fell VERB fall 2 ccomp
        ; PUNCT ; 8 punct
        Lind PROPN Lind 8 nsubj
        says VERB say 2 parataxis
        it PRON it 10 nsubj
        holds VERB hold 8 ccomp
        . PUNCT . 2 punct
        """
    )
    attributions = [said(made, "Moss", "said", "the bridge fell"), said(made, "Lind", "says", "it holds")]
    first, second = extract(made, doc, cut, attributions, ())
    assert (first.holders[0].name, second.holders[0].name) == ("Moss", "Lind")
    assert made.slice(second.span) == "Lind says it holds."


WHO_SAID = """
Moss PROPN Moss 2 nsubj
met VERB meet 0 root
the DET the 4 det
baker NOUN baker 2 obj
, PUNCT , 7 punct
who PRON who 7 nsubj
said VERB say 4 acl:relcl
bridges NOUN bridge 9 nsubj
fell VERB fall 7 ccomp
. PUNCT . 2 punct
"""


def test_what_the_last_named_said_is_a_claim_of_its_own() -> None:
    made, doc, cut = parsed(WHO_SAID)
    met, fell = extract(made, doc, cut, [said(made, "the baker", "said", "bridges fell")], ())
    assert (made.slice(met.span), met.holders[0].kind) == ("Moss met the baker", "author")
    assert (made.slice(fell.span), fell.holders[0].name) == ("who said bridges fell.", "the baker")


def test_what_tells_which_one_is_meant_is_not_cut_off() -> None:
    made, doc, cut = parsed(WHO_SAID.replace(", PUNCT , 7 punct", "again ADV again 2 advmod"))
    told = said(made, "the baker", "said", "bridges fell")
    assert only(extract(made, doc, cut, [told], ())).predicate == "meet"


@pytest.mark.parametrize(
    ("mark", "relation", "outer"),
    [
        ("; PUNCT ; 7 punct", "parataxis", []),
        ("while SCONJ while 7 mark", "advcl", []),
        (", PUNCT , 7 punct", "parataxis", ["Moss"]),
    ],
)
def test_a_report_beside_another_is_no_part_of_it(mark: str, relation: str, outer: list[str]) -> None:
    made, doc, cut = parsed(
        f"""
        Moss PROPN Moss 2 nsubj
        said VERB say 0 root
        bridges NOUN bridge 4 nsubj
        fell VERB fall 2 ccomp
        {mark}
        Lind PROPN Lind 7 nsubj
        says VERB say 2 {relation}
        it PRON it 9 nsubj
        holds VERB hold 7 ccomp
        . PUNCT . 2 punct
        """
    )
    attributions = [said(made, "Moss", "said", doc[2:9].text), said(made, "Lind", "says", "it holds", outer=0)]
    claim = extract(made, doc, cut, attributions, ())[-1]
    assert [holder.name for holder in claim.holders] == ["Lind", *outer, "author"]


NOT = """
The DET the 2 det
bridge NOUN bridge 5 nsubj
did AUX do 5 aux
not PART not 5 advmod
fall VERB fall 0 root
"""
NO_EVIDENCE = """
There PRON there 2 expl
was VERB be 0 root
no DET no 4 det
evidence NOUN evidence 2 nsubj
of ADP of 6 case
damage NOUN damage 4 nmod
"""
NOT_ONLY = """
Moss PROPN Moss 5 nsubj
not PART not 3 advmod
only ADV only 5 advmod
merely ADV merely 5 advmod
left VERB leave 0 root
"""
MUST_NOT = """
The DET the 2 det
bridge NOUN bridge 5 nsubj
must AUX must 5 aux
not PART not 5 advmod
fall VERB fall 0 root
"""
SEEKS_NOT = """
Lind PROPN Lind 4 nsubj
does AUX do 4 aux
not PART not 4 advmod
seek VERB seek 0 root
war NOUN war 4 obj
"""
NEVER_SOUGHT = """
Lind PROPN Lind 3 nsubj
never ADV never 3 advmod
sought VERB seek 0 root
war NOUN war 3 obj
"""
DENIED = """
Lind PROPN Lind 2 nsubj
denied VERB deny 0 root
the DET the 4 det
report NOUN report 2 obj
"""
DENIED_HER = """
Lind PROPN Lind 2 nsubj
denied VERB deny 0 root
her PRON she 2 iobj
a DET a 5 det
lawyer NOUN lawyer 2 obj
"""
WAS_DENIED = """
Lind PROPN Lind 3 nsubj:pass
was AUX be 3 aux:pass
denied VERB deny 0 root
a DET a 5 det
lawyer NOUN lawyer 3 obj
"""
DID_NOT_DENY = """
Lind PROPN Lind 4 nsubj
did AUX do 4 aux
not PART not 4 advmod
deny VERB deny 0 root
the DET the 6 det
report NOUN report 4 obj
"""
REFUSED = """
Lind PROPN Lind 2 nsubj
refused VERB refuse 0 root
to PART to 4 mark
confirm VERB confirm 2 xcomp
the DET the 6 det
report NOUN report 4 obj
"""
FALSE = """
The DET the 2 det
report NOUN report 4 nsubj
is AUX be 4 cop
false ADJ false 0 root
"""

FAILED = """
Moss PROPN Moss 2 nsubj
failed VERB fail 0 root
to PART to 4 mark
warn VERB warn 2 xcomp
them PRON they 4 obj
"""
NEITHER = """
Neither CCONJ neither 2 cc:preconj
Moss PROPN Moss 5 nsubj
nor CCONJ nor 4 cc
Lind PROPN Lind 2 conj
knew VERB know 0 root
that PRON that 5 obj
"""
HARDLY = """
Hardly ADV hardly 2 advmod
anyone PRON anyone 3 nsubj
knew VERB know 0 root
that PRON that 3 obj
"""
YET = """
The DET the 2 det
bridge NOUN bridge 3 nsubj
has VERB have 0 root
yet ADV yet 3 advmod
to PART to 7 mark
be AUX be 7 aux:pass
repaired VERB repair 3 xcomp
"""
HAS_STILL = """
Moss PROPN Moss 2 nsubj
has VERB have 0 root
still ADV still 5 advmod
to PART to 5 mark
speak VERB speak 2 xcomp
"""
STILL_HAS = """
Moss PROPN Moss 3 nsubj
still ADV still 3 advmod
has VERB have 0 root
to PART to 5 mark
speak VERB speak 3 xcomp
"""
STOPPED_SHORT = """
Moss PROPN Moss 2 nsubj
stopped VERB stop 0 root
short ADV short 2 advmod
of SCONJ of 5 mark
blaming VERB blame 3 advcl
Lind PROPN Lind 5 obj
"""
TURNED_OUT = """
The DET the 2 det
report NOUN report 3 nsubj:outer
turned VERB turn 0 root
out ADP out 3 compound:prt
to PART to 7 mark
be AUX be 7 cop
wrong ADJ wrong 3 xcomp
"""
IS_NO = """
The DET the 2 det
levy NOUN levy 5 nsubj
is AUX be 5 cop
no DET no 5 det
tax NOUN tax 0 root
"""
REFUSED_OFFER = """
Lind PROPN Lind 2 nsubj
rejected VERB reject 0 root
the DET the 4 det
offer NOUN offer 2 obj
"""
CUT_OFF = """
Moss PROPN Moss 2 nsubj
stopped VERB stop 0 root
it PRON it 2 obj
, PUNCT , 5 punct
not PART not 2 advmod
proportionate ADJ proportionate 2 advcl
"""
NO_MORE = """
The DET the 2 det
town NOUN town 3 nsubj
spends VERB spend 0 root
no DET no 5 det
more ADJ more 3 obj
than SCONJ than 8 mark
it PRON it 8 nsubj
earns VERB earn 5 advcl
"""
NO_DOUBT = """
There PRON there 2 expl
is VERB be 0 root
no DET no 4 det
doubt NOUN doubt 2 nsubj
"""
NOT_THE_ONLY = """
That PRON that 6 nsubj
was AUX be 6 cop
not PART not 6 advmod
the DET the 6 det
only ADJ only 6 amod
reason NOUN reason 0 root
"""
NOT_UNTIL = """
It PRON it 4 nsubj
did AUX do 4 aux
not PART not 4 advmod
open VERB open 0 root
until ADP until 6 case
May PROPN May 4 obl
"""
SENT_OFF = """
The DET the 2 det
company NOUN company 3 nsubj
dismissed VERB dismiss 0 root
three NUM three 5 nummod
engineers NOUN engineer 3 obj
"""
A_LIE = """
That PRON that 4 nsubj
is AUX be 4 cop
a DET a 4 det
lie NOUN lie 0 root
"""
NO_REASON = """
Moss PROPN Moss 2 nsubj
had VERB have 0 root
no DET no 4 det
reason NOUN reason 2 obj
to PART to 6 mark
doubt VERB doubt 4 acl
it PRON it 6 obj
"""
NOT_GUILTY = """
Judges NOUN judge 2 nsubj
found VERB find 0 root
Moss PROPN Moss 2 obj
not PART not 5 advmod
guilty ADJ guilty 2 xcomp
"""
NOT_ONE = """
Not PART not 2 advmod
one NUM one 3 nummod
bridge NOUN bridge 4 nsubj
fell VERB fall 0 root
"""
NOT_SINGLE = """
Not PART not 4 advmod
a DET a 4 det
single ADJ single 4 amod
bridge NOUN bridge 5 nsubj
fell VERB fall 0 root
"""
NOT_ONE_BUT_TWO = """
Not PART not 2 advmod
one NUM one 3 nummod
bridge NOUN bridge 6 nsubj
but CCONJ but 5 cc
two NUM two 3 conj
fell VERB fall 0 root
"""
IS_NOT_ONE = """
That PRON that 4 nsubj
is AUX be 4 cop
not PART not 4 advmod
one NUM one 0 root
"""
NOR_DENIED = """
Moss PROPN Moss 3 nsubj
neither ADV neither 3 advmod
confirmed VERB confirm 0 root
nor CCONJ nor 5 cc
denied VERB deny 3 conj
it PRON it 3 obj
"""
NOR_DID = """
Nor CCONJ nor 5 cc
did AUX do 5 aux
the DET the 4 det
bridge NOUN bridge 5 nsubj
fall VERB fall 0 root
"""
NOR_SAID = """
Nor CCONJ nor 6 cc
fell VERB fall 6 ccomp
bridges NOUN bridge 2 nsubj
, PUNCT , 2 punct
Moss PROPN Moss 6 nsubj
says VERB say 0 root
"""
NOT_CLEAR = """
It PRON it 4 expl
is AUX be 4 cop
not PART not 4 advmod
clear ADJ clear 0 root
whether SCONJ whether 7 mark
bridges NOUN bridge 7 nsubj
fell VERB fall 4 csubj
"""
WHETHER_DISPUTED = """
Whether SCONJ whether 3 mark
bridges NOUN bridge 3 nsubj
fell VERB fall 5 advcl
is AUX be 5 aux:pass
disputed VERB dispute 0 root
"""
NOBODY_KNOWS = """
Nobody PRON nobody 2 nsubj
knows VERB know 0 root
why ADV why 5 advmod
bridges NOUN bridge 5 nsubj
fell VERB fall 2 ccomp
"""
RULED_OUT = """
Police NOUN police 2 nsubj
ruled VERB rule 0 root
out ADP out 2 compound:prt
murder NOUN murder 2 obj
"""
NOT_RULED_OUT = """
Police NOUN police 4 nsubj
did AUX do 4 aux
not PART not 4 advmod
rule VERB rule 0 root
out ADP out 4 compound:prt
murder NOUN murder 4 obj
"""
IN_NO_WAY = """
In ADP in 3 case
no DET no 3 det
way NOUN way 6 obl
were AUX be 6 aux:pass
bridges NOUN bridge 6 nsubj:pass
damaged VERB damage 0 root
"""
WAS_IN_NO_WAY = """
Moss PROPN Moss 6 nsubj:pass
was AUX be 6 aux:pass
in ADP in 5 case
no DET no 5 det
way NOUN way 6 obl
involved VERB involve 0 root
"""
FOR_NO_REASON = """
For ADP for 3 case
no DET no 3 det
reason NOUN reason 5 obl
bridges NOUN bridge 5 nsubj
fell VERB fall 0 root
"""
NOT_ONCE = """
Not PART not 2 advmod
once ADV once 5 advmod
did AUX do 5 aux
bridges NOUN bridge 5 nsubj
fall VERB fall 0 root
"""
LITTLE_HELP = """
Moss PROPN Moss 2 nsubj
found VERB find 0 root
little ADJ little 4 amod
help NOUN help 2 obj
"""
NOTHING = """
Moss PROPN Moss 2 nsubj
found VERB find 0 root
nothing PRON nothing 2 obj
at ADP at 5 case
dawn NOUN dawn 3 nmod
"""
FAR_FROM = """
Talks NOUN talk 3 nsubj
are AUX be 3 cop
far ADV far 0 root
from ADP from 5 case
over ADV over 3 obl
"""
FAR_FROM_CLEAR = """
It PRON it 3 expl
is AUX be 3 cop
far ADJ far 0 root
from ADP from 5 case
clear ADJ clear 3 obl
why ADV why 8 advmod
bridges NOUN bridge 8 nsubj
fell VERB fall 3 advcl
"""
REMAINS = """
It PRON it 2 expl
remains VERB remain 0 root
unclear ADJ unclear 2 xcomp
why ADV why 6 advmod
bridges NOUN bridge 6 nsubj
fell VERB fall 3 ccomp
"""
NOT_KNOWN = """
Whether SCONJ whether 3 mark
bridges NOUN bridge 3 nsubj
fell VERB fall 6 advcl
is AUX be 6 aux:pass
not PART not 6 advmod
known VERB know 0 root
"""
NOBODY_UNTIL = """
Nobody PRON nobody 2 nsubj
fell VERB fall 0 root
until ADP until 4 case
May PROPN May 2 obl
"""
NOBODY_SHOULD = """
No DET no 2 det
bridge NOUN bridge 4 nsubj
should AUX should 4 aux
fall VERB fall 0 root
"""
EXCLUDED = """
Police NOUN police 3 nsubj
have AUX have 3 aux
excluded VERB exclude 0 root
murder NOUN murder 3 obj
"""
EXCLUDED_FROM = """
Moss PROPN Moss 3 nsubj:pass
was AUX be 3 aux:pass
excluded VERB exclude 0 root
from ADP from 6 case
the DET the 6 det
race NOUN race 3 obl
"""
CANNOT_RULE_OUT = """
Murder NOUN murder 5 nsubj:pass
can AUX can 5 aux
not PART not 5 advmod
be AUX be 5 aux:pass
ruled VERB rule 0 root
out ADP out 5 compound:prt
"""
REFUSED_TO = """
Moss PROPN Moss 2 nsubj
refused VERB refuse 0 root
to PART to 4 mark
rule VERB rule 2 xcomp
out ADP out 4 compound:prt
murder NOUN murder 4 obj
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (NOT_THE_ONLY.replace("only ADJ only", "first ADJ first"), "asserts"),
        (NOT_THE_ONLY.replace("only ADJ only", "real ADJ real"), "denies"),
        (
            NOT_THE_ONLY.replace("only ADJ only 6 amod\n", "")
            .replace("reason NOUN reason", "last ADJ last")
            .replace(" 6 ", " 5 "),
            "asserts",
        ),
        (FAILED.replace("failed VERB fail", "hesitated VERB hesitate"), "denies"),
        (NOBODY_UNTIL, "asserts"),
        (NOBODY_UNTIL.replace("until ADP until", "in ADP in"), "denies"),
        (NOBODY_SHOULD, "asserts"),
        (NOBODY_SHOULD.replace("should AUX should", "can AUX can"), "denies"),
        (SEEKS_NOT.replace("seek VERB seek", "mean VERB mean"), "denies"),
        (EXCLUDED, "denies"),
        (EXCLUDED.replace("have AUX have 3 aux", "never ADV never 3 advmod"), "asserts"),
        (EXCLUDED.replace("murder NOUN murder", "him PRON he"), "asserts"),
        (EXCLUDED_FROM, "asserts"),
        (
            EXCLUDED_FROM.replace("from ADP from", "by ADP by").replace("Moss PROPN Moss", "Murder NOUN murder"),
            "denies",
        ),
        (CANNOT_RULE_OUT, "asserts"),
        (NOR_DENIED.replace("denied VERB deny", "excluded VERB exclude"), "asserts"),
        (FAR_FROM, "denies"),
        (FAR_FROM.replace("over ADV over", "shore NOUN shore"), "asserts"),
        (FAR_FROM.replace("far ADV far", "anything PRON anything").replace("from ADP from", "but ADP but"), "denies"),
        (FAR_FROM_CLEAR, "asserts"),
        (REMAINS, "asserts"),
        (NOT_KNOWN, "asserts"),
        (NOT_KNOWN.replace("Whether", "When"), "denies"),
        (NOT_CLEAR.replace("clear ADJ clear", "established VERB establish"), "asserts"),
        (NOT_CLEAR.replace("clear ADJ clear", "noted VERB note"), "denies"),
        (LITTLE_HELP, "denies"),
        (
            LITTLE_HELP.replace("found VERB find 0 root", "found VERB find 0 root\na DET a 5 det").replace(
                "4 amod", "5 amod"
            ),
            "asserts",
        ),
        (LITTLE_HELP.replace("help NOUN help", "girls NOUN girl"), "asserts"),
        (LITTLE_HELP.replace("help NOUN help", "Oster PROPN Oster"), "asserts"),
        (NOTHING, "denies"),
        (NOTHING.replace("nothing PRON nothing", "little ADJ little"), "denies"),
        (NOTHING.replace("at ADP at", "but SCONJ but"), "asserts"),
        (IN_NO_WAY, "denies"),
        (WAS_IN_NO_WAY, "denies"),
        (FOR_NO_REASON, "asserts"),
        (NOT_ONCE, "denies"),
        (NOT_ONCE.replace("Not PART not", "Only ADV only"), "asserts"),
        (NOT_UNTIL, "asserts"),
        (NOT_UNTIL.replace("until", "in"), "denies"),
        (IS_NO, "denies"),
        (IS_NO.replace("no DET no 5 det", "in ADP in 5 case").replace("tax", "force"), "asserts"),
        (REFUSED_OFFER, "asserts"),
        (CUT_OFF, "asserts"),
        (NO_MORE, "asserts"),
        (NO_DOUBT, "asserts"),
        (NOT_THE_ONLY, "asserts"),
        (NOT, "denies"),
        (NO_EVIDENCE, "denies"),
        (NOT_ONLY, "asserts"),
        (MUST_NOT, "asserts"),
        (MUST_NOT.replace("must", "can"), "asserts"),
        (MUST_NOT.replace("must", "can").replace("fall", "verify"), "denies"),
        (SEEKS_NOT, "asserts"),
        (SEEKS_NOT.replace("seek", "want"), "asserts"),
        (SEEKS_NOT.replace("does", "did"), "denies"),
        (SEEKS_NOT.replace("does", "will"), "denies"),
        (SEEKS_NOT.replace("does", "did").replace("seek", "look"), "denies"),
        (NEVER_SOUGHT, "denies"),
        (NEVER_SOUGHT.replace("sought", "seeks"), "asserts"),
        (DENIED, "denies"),
        (DENIED_HER, "asserts"),
        (DENIED_HER.replace("iobj", "obj"), "asserts"),
        (WAS_DENIED, "asserts"),
        (DID_NOT_DENY, "asserts"),
        (REFUSED, "asserts"),
        (FALSE, "denies"),
        (FALSE.replace("false ADJ false", "invention NOUN invention"), "denies"),
        (FALSE.replace("report", "wheel").replace("false ADJ false", "invention NOUN invention"), "asserts"),
        (FAILED, "denies"),
        (NEITHER, "denies"),
        (HARDLY, "denies"),
        (FAILED.replace("failed VERB fail", "avoided VERB avoid").replace("to PART to", "in PART in"), "denies"),
        (YET, "denies"),
        (HAS_STILL, "denies"),
        (STILL_HAS, "asserts"),
        (STOPPED_SHORT, "denies"),
        (TURNED_OUT, "denies"),
        (SENT_OFF, "asserts"),
        (A_LIE, "denies"),
        (NO_REASON, "asserts"),
        (NOT_GUILTY, "denies"),
        (NOT_GUILTY.replace("not PART not", "quite ADV quite"), "asserts"),
        (NOT_GUILTY.replace("not PART not 5 advmod", "not PART not 2 advmod"), "denies"),
        (NOT_ONE, "denies"),
        (NOT_ONE.replace("one NUM one 3 nummod", "every DET every 3 det"), "asserts"),
        (NOT_SINGLE, "denies"),
        (NOT_SINGLE.replace("single", "few"), "asserts"),
        (NOT_SINGLE.replace("single", "stone"), "denies"),
        (NOT_ONE_BUT_TWO, "asserts"),
        (IS_NOT_ONE, "denies"),
        (NOR_DENIED, "asserts"),
        (NOR_DENIED.replace("denied VERB deny", "heard VERB hear"), "denies"),
        (NOR_DID, "denies"),
        (NOR_SAID, "asserts"),
        (NOT_CLEAR, "asserts"),
        (WHETHER_DISPUTED, "asserts"),
        (NOBODY_KNOWS, "asserts"),
        (RULED_OUT, "denies"),
        (NOT_RULED_OUT, "asserts"),
    ],
)
def test_polarity(rows: str, expected: str) -> None:
    assert only(extract(*parsed(rows), (), ())).polarity == expected


def test_not_thinking_so_is_thinking_not() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 4 nsubj
        does AUX do 4 aux
        n't PART not 4 advmod
        think VERB think 0 root
        the DET the 6 det
        bridge NOUN bridge 7 nsubj
        fell VERB fall 4 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", "think", "the bridge fell")], ()))
    assert (claim.polarity, claim.predicate, claim.holders[0].name) == ("denies", "fall", "Moss")


def test_what_is_not_ruled_out_is_not_denied() -> None:
    rows = NOT_RULED_OUT.replace(
        "murder NOUN murder 4 obj", "that SCONJ that 8 mark\nMoss PROPN Moss 8 nsubj\nfell VERB fall 4 ccomp"
    )
    made, doc, cut = parsed(rows)
    claim = only(extract(made, doc, cut, [said(made, "Police", "rule out", "that Moss fell")], ()))
    assert (claim.predicate, claim.polarity, claim.certainty) == ("fall", "asserts", "hedged")


def test_what_stands_beside_a_denial_is_not_denied() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        denied VERB deny 0 root
        theft NOUN theft 2 obj
        and CCONJ and 5 cc
        paid VERB pay 2 conj
        the DET the 7 det
        guild NOUN guild 5 obj
        """
    )
    told = said(made, "Moss", "denied", "theft and paid the guild")
    claim = extract(made, doc, cut, [told], ())[-1]
    assert (claim.predicate, claim.polarity) == ("pay", "asserts")


def test_what_was_falsely_reported_is_denied() -> None:
    made, doc, cut = parsed(
        """
        It PRON it 4 expl
        was AUX be 4 aux:pass
        falsely ADV falsely 4 advmod
        reported VERB report 0 root
        that SCONJ that 7 mark
        bridges NOUN bridge 7 nsubj
        fell VERB fall 4 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "It", "reported", "bridges fell")], ()))
    assert (claim.polarity, claim.predicate) == ("denies", "fall")


@pytest.mark.parametrize(
    ("told", "expected"),
    [("not PART not 4 advmod\ntrue ADJ true 0 root", "denies"), ("so ADV so 4 advmod\ntrue ADJ true 0 root", "asserts"),
     ("quite ADV quite 4 advmod\nfalse ADJ false 0 root", "denies"),
     ("not PART not 4 advmod\nfalse ADJ false 0 root", "asserts")],
)  # fmt: skip
def test_what_is_true_or_not_is_the_clause(told: str, expected: str) -> None:
    clause = "that SCONJ that 7 mark\nbridges NOUN bridge 7 nsubj\nfell VERB fall 4 csubj"
    rows = f"It PRON it 4 expl\nis AUX be 4 cop\n{told}\n{clause}"
    claim = only(extract(*parsed(rows), (), ()))
    assert (claim.predicate, claim.polarity) == ("fall", expected)


@pytest.mark.parametrize(("mark", "expected"), [(":", "asserts"), (",", "denies")])
def test_what_follows_a_denial_is_not_denied(mark: str, expected: str) -> None:
    made, doc, cut = parsed(
        f"""
        Moss PROPN Moss 2 nsubj
        denied VERB deny 0 root
        it PRON it 2 obj
        {mark} PUNCT {mark} 6 punct
        bridges NOUN bridge 6 nsubj
        fell VERB fall 2 ccomp
        . PUNCT . 2 punct
        """
    )
    told = said(made, "Moss", "denied", doc[2:6].text)
    claim = only(extract(made, doc, cut, [told], ()))
    assert (claim.predicate, claim.polarity) == ("fall", expected)


CONFIRM = """
I PRON i 3 nsubj
can AUX can 3 aux
confirm VERB confirm 0 root
that SCONJ that 6 mark
nobody PRON nobody 6 nsubj
fell VERB fall 3 ccomp
"""
IT_IS_CLEAR = """
It PRON it 3 expl
is AUX be 3 cop
clear ADJ clear 0 root
that SCONJ that 6 mark
nobody PRON nobody 6 nsubj
fell VERB fall 3 csubj
"""


@pytest.mark.parametrize(
    ("rows", "predicate", "polarity"),
    [
        (CONFIRM, "fall", "denies"),
        (CONFIRM.replace("I PRON i", "Moss PROPN Moss"), "confirm", "asserts"),
        (CONFIRM.replace("can AUX can", "might AUX might"), "confirm", "asserts"),
        (CONFIRM.replace("that SCONJ that 6 mark", "how ADV how 6 advmod"), "confirm", "asserts"),
        (CONFIRM.replace("that SCONJ that 6 mark", ": PUNCT : 6 punct"), "confirm", "asserts"),
        (IT_IS_CLEAR, "fall", "denies"),
        (IT_IS_CLEAR.replace("It PRON it 3 expl", "Water NOUN water 3 nsubj"), "clear", "asserts"),
    ],
)
def test_what_a_speaker_vouches_for_is_the_claim(rows: str, predicate: str, polarity: str) -> None:
    claim = only(extract(*parsed(rows), (), ()))
    assert (claim.predicate, claim.polarity) == (predicate, polarity)


def test_what_nobody_doubts_is_the_authors() -> None:
    made, doc, cut = parsed(
        """
        Nobody PRON nobody 2 nsubj
        doubts VERB doubt 0 root
        that SCONJ that 6 mark
        the DET the 5 det
        bridge NOUN bridge 6 nsubj
        fell VERB fall 2 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Nobody", "doubts", "that the bridge fell")], ()))
    assert (claim.polarity, [holder.kind for holder in claim.holders]) == ("asserts", ["author"])


def test_what_somebody_knew_is_the_authors() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        knew VERB know 0 root
        bridges NOUN bridge 5 nsubj
        never ADV never 5 advmod
        held VERB hold 2 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", "knew", "bridges never held")], ()))
    assert (claim.polarity, claim.predicate, claim.holders[0].kind) == ("asserts", "know", "author")


@pytest.mark.parametrize("verb", ["refuse", "decline"])
def test_who_refuses_to_say_says_nothing(verb: str) -> None:
    made, doc, cut = parsed(
        f"""
        Moss PROPN Moss 2 nsubj
        {verb}d VERB {verb} 0 root
        to PART to 4 mark
        comment VERB comment 2 xcomp
        comprehensively ADV comprehensively 4 advmod
        yesterday NOUN yesterday 4 obl
        """
    )
    told = said(made, "Moss", f"{verb}d", "to comment comprehensively yesterday")
    assert only(extract(made, doc, cut, [told], ())).holders[0].kind == "author"


@pytest.mark.parametrize(("noun", "claims"), [("dead", 1), ("boats", 0)])
def test_a_toll_is_a_claim_without_a_verb(noun: str, claims: int) -> None:
    made, doc, cut = parsed(
        f"""
        At ADP at 2 case
        least ADJ least 3 nmod
        five NUM five 4 nummod
        {noun} NOUN {noun} 0 root
        at ADP at 7 case
        the DET the 7 det
        terminal NOUN terminal 4 nmod
        . PUNCT . 4 punct
        """
    )
    assert len(extract(made, doc, cut, (), ())) == claims


ITEM = """
• PUNCT • 4 punct
31 NUM 31 4 nummod
new ADJ new 4 amod
cases NOUN case 0 root
in ADP in 7 case
a DET a 7 det
day NOUN day 4 nmod
. PUNCT . 4 punct
"""


@pytest.mark.parametrize(
    ("rows", "claims"),
    [(ITEM, 1), (ITEM.replace("• PUNCT •", "The DET the"), 0), (ITEM.replace("31 NUM 31", "Some DET some"), 0)],
)
def test_an_item_with_a_number_is_a_claim_without_a_verb(rows: str, claims: int) -> None:
    assert len(extract(*parsed(rows), (), ())) == claims


def test_who_says_a_number_holds_it() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        says VERB say 0 root
        at ADV at 5 advmod
        least ADV least 3 fixed
        sixty NUM sixty 2 obj
        """
    )
    assert only(extract(made, doc, cut, [said(made, "Moss", "says", "at least sixty")], ())).holders[0].name == "Moss"


def test_who_calls_something_what_it_is_holds_the_claim() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        called VERB call 0 root
        the DET the 4 det
        verdict NOUN verdict 2 obj
        unjust ADJ unjust 2 xcomp
        and CCONJ and 7 cc
        left VERB leave 2 conj
        the DET the 9 det
        court NOUN court 7 obj
        . PUNCT . 2 punct
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", "called", "the verdict unjust")], ()))
    assert claim.holders[0].name == "Moss"


def test_not_saying_so_leaves_the_author_alone_with_it() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 4 nsubj
        did AUX do 4 aux
        n't PART not 4 advmod
        say VERB say 0 root
        the DET the 6 det
        bridge NOUN bridge 7 nsubj
        fell VERB fall 4 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", "say", "the bridge fell")], ()))
    assert (claim.polarity, claim.predicate, claim.holders[0].kind) == ("denies", "say", "author")


@pytest.mark.parametrize(
    ("verb", "lemma", "holder"),
    [("failed", "fail", "author"), ("avoided", "avoid", "author"), ("came", "come", "Moss"),
     ("never failed", "fail", "Moss"), ("never hesitated", "hesitate", "Moss")],
)  # fmt: skip
def test_what_somebody_failed_to_say_is_not_theirs(verb: str, lemma: str, holder: str) -> None:
    adverb, _, last = verb.rpartition(" ")
    made, doc, cut = parsed(
        f"""
        Moss PROPN Moss 3 nsubj
        {adverb or "once"} ADV {adverb or "once"} 3 advmod
        {last} VERB {lemma} 0 root
        to PART to 5 mark
        say VERB say 3 xcomp
        the DET the 7 det
        bridge NOUN bridge 8 nsubj
        fell VERB fall 5 ccomp
        """
    )
    claim = only(extract(made, doc, cut, [said(made, "Moss", f"{last} to say", "the bridge fell")], ()))
    assert claim.holders[0].name == holder


MAY = """
The DET the 2 det
bridge NOUN bridge 4 nsubj
may AUX may 4 aux
fall VERB fall 0 root
"""
REPORTEDLY = """
The DET the 2 det
bridge NOUN bridge 4 nsubj
reportedly ADV reportedly 4 advmod
fell VERB fall 0 root
"""
APPEARS = """
The DET the 2 det
bridge NOUN bridge 3 nsubj
appears VERB appear 0 root
to PART to 5 mark
hold VERB hold 3 xcomp
"""
LOOKS_FOR = """
Moss PROPN Moss 3 nsubj
is AUX be 3 aux
looking VERB look 0 root
for ADP for 5 case
bridges NOUN bridge 3 obl
"""
UNDER_IF = """
The DET the 2 det
bridge NOUN bridge 4 nsubj
will AUX will 4 aux
fall VERB fall 0 root
if SCONJ if 7 mark
it PRON it 7 nsubj
rains VERB rain 4 advcl
"""


EVEN_IF = """
The DET the 2 det
bridge NOUN bridge 4 nsubj
will AUX will 4 aux
fall VERB fall 0 root
even ADV even 8 advmod
if SCONJ if 8 mark
it PRON it 8 nsubj
holds VERB hold 4 advcl
"""
HAD_IT = """
Had AUX have 3 aux
it PRON it 3 nsubj
rained VERB rain 7 advcl
bridges NOUN bridge 7 nsubj
would AUX would 7 aux
have AUX have 7 aux
fallen VERB fall 0 root
"""
IS_ALLEGED = """
Moss PROPN Moss 3 nsubj:pass
is AUX be 3 aux:pass
alleged VERB allege 0 root
to PART to 5 mark
cheat VERB cheat 3 xcomp
"""
THINKS_OF = """
Moss PROPN Moss 2 nsubj
thinks VERB think 0 root
of ADP of 4 case
bridges NOUN bridge 2 obl
"""


AS_LIKELY = """
Bridges NOUN bridge 5 nsubj
are AUX be 5 cop
twice ADV twice 5 advmod
as ADV as 5 advmod
likely ADJ likely 0 root
to PART to 7 mark
fall VERB fall 5 xcomp
"""
MORE_LIKELY = """
Bridges NOUN bridge 4 nsubj
are AUX be 4 cop
more ADV more 4 advmod
likely ADJ likely 0 root
to PART to 6 mark
fall VERB fall 4 xcomp
than ADP than 8 case
towers NOUN tower 4 obl
"""
LIKELY_THAN_NOT = """
Bridges NOUN bridge 4 nsubj
are AUX be 4 cop
more ADV more 4 advmod
likely ADJ likely 0 root
than SCONJ than 8 mark
not PART not 8 advmod
to PART to 8 mark
fall VERB fall 4 advcl
"""
APPEARED_AT = """
Moss PROPN Moss 2 nsubj
appeared VERB appear 0 root
in ADP in 4 case
court NOUN court 2 obl
yesterday NOUN yesterday 2 obl
"""
IT_APPEARED = """
It PRON it 2 expl
appeared VERB appear 0 root
to ADP to 4 case
Moss PROPN Moss 2 obl
that SCONJ that 7 mark
bridges NOUN bridge 7 nsubj
fell VERB fall 2 csubj
"""
READY_IF = """
Moss PROPN Moss 3 nsubj
is AUX be 3 cop
ready ADJ ready 0 root
to PART to 5 mark
talk VERB talk 3 xcomp
if SCONJ if 8 mark
Lind PROPN Lind 8 nsubj
leaves VERB leave 5 advcl
"""
IT_IS_SAID = """
Bridges NOUN bridge 7 nsubj
, PUNCT , 5 punct
it PRON it 5 nsubj:pass
is AUX be 5 aux:pass
said VERB say 7 parataxis
, PUNCT , 5 punct
fell VERB fall 0 root
"""
IT_IS_SAID_THAT = """
It PRON it 3 expl
is AUX be 3 aux:pass
said VERB say 0 root
to ADP to 5 case
scare NOUN scare 3 obl
that SCONJ that 8 mark
bridges NOUN bridge 8 nsubj
fell VERB fall 3 ccomp
"""
LIKELY_SOURCE = """
The DET the 3 det
likely ADJ likely 3 amod
source NOUN source 5 nsubj
is AUX be 5 cop
salad NOUN salad 0 root
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (LITTLE_HELP.replace("help NOUN help", "chance NOUN chance"), "certain"),
        (
            LITTLE_HELP.replace("help NOUN help", "chance NOUN chance").replace("little ADJ little", "fair ADJ fair"),
            "hedged",
        ),
        (READY_IF, "hedged"),
        (READY_IF.replace("if SCONJ if", "as SCONJ as"), "certain"),
        (READY_IF.replace("if SCONJ if", "provided VERB provide"), "hedged"),
        (IT_IS_SAID, "hedged"),
        (IT_IS_SAID.replace("it PRON it", "Moss PROPN Moss"), "certain"),
        (IT_IS_SAID_THAT, "hedged"),
        (IT_IS_SAID_THAT.replace("3 obl", "3 obl:agent").replace("to ADP to", "by ADP by"), "certain"),
        (LIKELY_SOURCE, "hedged"),
        (
            LIKELY_SOURCE.replace("likely ADJ likely", "alleged ADJ alleged").replace(
                "source NOUN source", "theft NOUN theft"
            ),
            "hedged",
        ),
        (
            LIKELY_SOURCE.replace("likely ADJ likely", "alleged ADJ alleged").replace(
                "source NOUN source", "thief NOUN thief"
            ),
            "certain",
        ),
        (MAY, "hedged"),
        (AS_LIKELY, "certain"),
        (AS_LIKELY.replace("as ADV as", "so ADV so"), "hedged"),
        (MORE_LIKELY, "certain"),
        (MORE_LIKELY.replace("than ADP than", "near ADP near"), "hedged"),
        (MORE_LIKELY.replace("Bridges NOUN bridge 4 nsubj", "It PRON it 4 expl"), "hedged"),
        (LIKELY_THAN_NOT, "hedged"),
        (MUST_NOT.replace("must", "could"), "certain"),
        (MUST_NOT.replace("must", "might"), "hedged"),
        (MUST_NOT.replace("must", "could").replace("not PART not", "soon ADV soon"), "hedged"),
        (APPEARED_AT, "certain"),
        (
            APPEARED_AT.replace("appeared VERB appear", "feared VERB fear").replace("in ADP in", "for ADP for"),
            "certain",
        ),
        (IT_APPEARED, "hedged"),
        (REPORTEDLY, "hedged"),
        (APPEARS, "hedged"),
        (UNDER_IF, "hedged"),
        (EVEN_IF, "certain"),
        (EVEN_IF.replace("even ADV even", "only ADV only"), "hedged"),
        (HAD_IT, "hedged"),
        (IS_ALLEGED, "hedged"),
        (IS_ALLEGED.replace("alleged VERB allege", "said VERB say"), "hedged"),
        (IS_ALLEGED.replace("alleged VERB allege", "told VERB tell"), "certain"),
        (NOT_CLEAR, "hedged"),
        (NOT_CLEAR.replace("clear ADJ clear", "established VERB establish"), "hedged"),
        (FAR_FROM_CLEAR, "hedged"),
        (FAR_FROM, "certain"),
        (REMAINS, "hedged"),
        (REMAINS.replace("why ADV why", "that SCONJ that"), "certain"),
        (NOT_KNOWN, "hedged"),
        (WHETHER_DISPUTED, "hedged"),
        (NOBODY_KNOWS, "hedged"),
        (NOT_RULED_OUT, "hedged"),
        (CANNOT_RULE_OUT, "hedged"),
        (EXCLUDED.replace("have AUX have 3 aux", "never ADV never 3 advmod"), "hedged"),
        (REFUSED_TO, "hedged"),
        (REFUSED_TO.replace("refused VERB refuse", "decided VERB decide"), "certain"),
        (THINKS_OF, "certain"),
        (LOOKS_FOR, "certain"),
        (FELL, "certain"),
    ],
)
def test_certainty(rows: str, expected: str) -> None:
    assert only(extract(*parsed(rows), (), ())).certainty == expected


QUESTION = """
Did AUX do 4 aux
the DET the 3 det
bridge NOUN bridge 4 nsubj
fall VERB fall 0 root
? PUNCT ? 4 punct
"""
FRAGMENT = """
A DET a 3 det
broken ADJ broken 3 amod
bridge NOUN bridge 0 root
at ADP at 5 case
dawn NOUN dawn 3 nmod
"""
COMMAND = """
Read VERB read 0 root
the DET the 4 det
whole ADJ whole 4 amod
report NOUN report 1 obj
here ADV here 1 advmod
"""
ABOUT_TEXT = """
This DET this 2 det
article NOUN article 4 nsubj:pass
was AUX be 4 aux:pass
updated VERB update 0 root
at ADP at 6 case
noon NOUN noon 4 obl
"""


BUT_COMMAND = """
But CCONJ but 4 cc
do AUX do 4 aux
not PART not 4 advmod
forget VERB forget 0 root
Oster PROPN Oster 4 obj
"""


@pytest.mark.parametrize("rows", [QUESTION, FRAGMENT, COMMAND, BUT_COMMAND, ABOUT_TEXT])
def test_what_asserts_nothing_is_no_claim(rows: str) -> None:
    assert extract(*parsed(rows), (), ()) == ()


@pytest.mark.parametrize(
    ("first", "mark", "found"),
    [("Why ADV why", "?", []), ("Then ADV then", "?", ["Then bridges fell again"]),
     ("Why ADV why", ".", ["Why bridges fell again", "towers fell after them."])],
)  # fmt: skip
def test_the_first_half_of_a_question_is_no_claim(first: str, mark: str, found: list[str]) -> None:
    account, doc, cut = parsed(
        f"""
        {first} 3 advmod
        bridges NOUN bridge 3 nsubj
        fell VERB fall 0 root
        again ADV again 3 advmod
        , PUNCT , 8 punct
        and CCONJ and 8 cc
        towers NOUN tower 8 nsubj
        fell VERB fall 3 conj
        after ADP after 10 case
        them PRON they 8 obl
        {mark} PUNCT {mark} 3 punct
        """
    )
    assert [account.slice(claim.span) for claim in extract(account, doc, cut, (), ())] == found


@pytest.mark.parametrize(("mark", "claims"), [("?", 0), ("!", 1)])
def test_what_somebody_asked_is_no_claim(mark: str, claims: int) -> None:
    made, doc, cut = parsed(
        f"""
        “ PUNCT “ 4 punct
        Did AUX do 4 aux
        bridges NOUN bridge 4 nsubj
        fall VERB fall 8 ccomp
        {mark} PUNCT {mark} 4 punct
        ” PUNCT ” 4 punct
        he PRON he 8 nsubj
        asked VERB ask 0 root
        . PUNCT . 8 punct
        """
    )
    told = replace(said(made, "he", "asked", "Did bridges fall"), kind="direct")
    assert len(extract(made, doc, cut, [told], ())) == claims


@pytest.mark.parametrize(("relation", "claims"), [("advmod", 0), ("advcl", 1)])
def test_who_said_so_after_the_end_of_a_quotation_is_no_claim(relation: str, claims: int) -> None:
    made, doc, cut = parsed(
        f"""
        “ PUNCT “ 3 punct
        Bridges NOUN bridge 3 nsubj
        fell VERB fall 7 ccomp
        ! PUNCT ! 3 punct
        ” PUNCT ” 3 punct
        Moss PROPN Moss 7 nsubj
        said VERB say 0 root
        in ADP in 9 case
        Varn PROPN Varn 7 obl
        adding VERB add 7 {relation}
        . PUNCT . 7 punct
        """
    )
    told = replace(said(made, "Moss", "said", "Bridges fell"), kind="direct")
    found = [made.slice(claim.span) for claim in extract(made, doc, cut, [told], ())]
    assert found.count("Moss said in Varn adding.") == claims


BELIEVE_IT = """
“ PUNCT “ 2 punct
Believe VERB believe 0 root
it PRON it 2 obj
. PUNCT . 2 punct
Lind PROPN Lind 6 nsubj
sold VERB sell 2 parataxis
the DET the 8 det
bridge NOUN bridge 6 obj
. PUNCT . 6 punct
” PUNCT ” 6 punct
"""


def test_a_command_is_cut_from_the_sentence_after_it() -> None:
    account, doc, cut = parsed(BELIEVE_IT)
    assert account.slice(only(extract(account, doc, cut, (), ())).span) == "Lind sold the bridge.”"


@pytest.mark.parametrize(("mark", "claims"), [(": PUNCT : 8 punct", 1), ("and CCONJ and 8 cc", 0)])
def test_a_command_is_cut_from_the_clause_after_a_colon(mark: str, claims: int) -> None:
    account, doc, cut = parsed(
        f"""
        Read VERB read 0 root
        the DET the 4 det
        whole ADJ whole 4 amod
        report NOUN report 1 obj
        {mark}
        the DET the 7 det
        bridge NOUN bridge 8 nsubj
        fell VERB fall 1 parataxis
        . PUNCT . 1 punct
        """
    )
    found = [account.slice(claim.span) for claim in extract(account, doc, cut, (), ())]
    assert found == ["the bridge fell."][:claims]


def test_a_word_is_not_cut_from_the_sentence_after_it() -> None:
    account, doc, cut = parsed(BELIEVE_IT.replace("Believe VERB believe", "Same ADJ same"))
    assert account.slice(only(extract(account, doc, cut, (), ())).span) == "“Same it. Lind sold the bridge.”"


WHERE = """
Where ADV where 0 root
: PUNCT : 1 punct
The DET the 4 det
fire NOUN fire 5 nsubj
began VERB begin 1 parataxis
in ADP in 8 case
the DET the 8 det
loft NOUN loft 5 obl
. PUNCT . 5 punct
"""


def test_the_question_that_a_line_answers_is_no_part_of_its_claim() -> None:
    account, doc, cut = parsed(WHERE)
    claim = only(extract(account, doc, cut, (), ()))
    assert (account.slice(claim.span), claim.predicate) == ("The fire began in the loft.", "begin")


@pytest.mark.parametrize(("kind", "claims"), [("body", 1), ("caption", 0), ("related", 0)])
def test_only_the_body_claims(kind: SegmentKind, claims: int) -> None:
    account, doc, cut = parsed(FELL)
    assert len(extract(account, doc, tuple(replace(segment, kind=kind) for segment in cut), (), ())) == claims


def test_the_name_before_a_turn_is_no_part_of_the_claim() -> None:
    made, doc, cut = parsed(
        """
        MOSS PROPN Moss 5 nsubj
        : PUNCT : 1 punct
        The DET the 4 det
        bridge NOUN bridge 5 nsubj
        fell VERB fall 0 root
        . PUNCT . 5 punct
        """
    )
    turn = said(made, "MOSS", ":", "The bridge fell")
    assert made.slice(only(extract(made, doc, cut, [turn], ())).span) == "The bridge fell."


def test_a_leading_and_is_not_part_of_the_claim() -> None:
    made, doc, cut = parsed(
        """
        And CCONJ and 4 cc
        the DET the 3 det
        bridge NOUN bridge 4 nsubj
        fell VERB fall 0 root
        . PUNCT . 4 punct
        """
    )
    assert made.slice(only(extract(made, doc, cut, (), ())).span) == "the bridge fell."


TURNS = """
The DET the 2 det
captain NOUN captain 4 nsubj:pass
was AUX be 4 aux:pass
questioned VERB question 0 root
and CCONJ and 9 cc
has AUX have 9 aux
not PART not 9 advmod
been AUX be 9 aux:pass
arrested VERB arrest 4 conj
. PUNCT . 4 punct
"""


def test_what_one_subject_did_and_did_not_are_two_claims() -> None:
    made, doc, cut = parsed(TURNS)
    found = [(made.slice(c.span), c.predicate, c.polarity) for c in extract(made, doc, cut, (), ())]
    assert found == [
        ("The captain was questioned", "question", "asserts"),
        ("has not been arrested.", "arrest", "denies"),
    ]


@pytest.mark.parametrize(("subject", "claims"), [("Moss PROPN Moss", 2), ("He PRON he", 1)])
def test_a_short_clause_stands_where_a_noun_is_its_subject(subject: str, claims: int) -> None:
    rows = f"""
        {subject} 2 nsubj
        denied VERB deny 0 root
        theft NOUN theft 2 obj
        and CCONJ and 5 cc
        paid VERB pay 2 conj
        the DET the 7 det
        guild NOUN guild 5 obj
        . PUNCT . 2 punct
        """
    assert len(extract(*parsed(rows), (), ())) == claims


@pytest.mark.parametrize(("cue", "claims"), [("said", 2), ("ran", 1)])
def test_who_said_so_after_two_clauses_keeps_neither_from_its_own(cue: str, claims: int) -> None:
    made, doc, cut = parsed(
        f"""
        The DET the 2 det
        bridge NOUN bridge 3 nsubj
        fell VERB fall 11 ccomp
        and CCONJ and 7 cc
        the DET the 6 det
        tower NOUN tower 7 nsubj
        held VERB hold 3 conj
        , PUNCT , 3 punct
        the DET the 10 det
        guard NOUN guard 11 nsubj
        {cue} VERB {cue} 0 root
        . PUNCT . 11 punct
        """
    )
    told = [said(made, "the guard", "said", "The bridge fell and the tower held")] if cue == "said" else []
    found = extract(made, doc, cut, told, ())
    assert (len(found), {claim.holders[0].kind for claim in found}) == (claims, {"named" if told else "author"})


@pytest.mark.parametrize(("head", "claims"), [("7", 2), ("11", 1)])
def test_a_clause_after_its_condition_stands_by_itself(head: str, claims: int) -> None:
    made, doc, cut = parsed(
        f"""
        The DET the 2 det
        tower NOUN tower 3 nsubj
        fell VERB fall 0 root
        and CCONJ and 11 cc
        if SCONJ if {head} mark
        it PRON it 7 nsubj
        rains VERB rain 11 advcl
        the DET the 9 det
        bridge NOUN bridge 11 nsubj
        will AUX will 11 aux
        fall VERB fall 3 conj
        """
    )
    assert len(extract(made, doc, cut, (), ())) == claims


def test_what_is_denied_is_cut_from_what_happened() -> None:
    made, doc, cut = parsed(
        """
        Moss PROPN Moss 2 nsubj
        denied VERB deny 0 root
        the DET the 4 det
        claim NOUN claim 2 obj
        but CCONJ but 6 cc
        paid VERB pay 2 conj
        for ADP for 9 case
        the DET the 9 det
        damage NOUN damage 6 obl
        . PUNCT . 2 punct
        """
    )
    found = [(made.slice(c.span), c.polarity) for c in extract(made, doc, cut, (), ())]
    assert found == [("Moss denied the claim", "denies"), ("paid for the damage.", "asserts")]


def test_what_one_subject_did_and_did_stays_one_claim() -> None:
    made, doc, cut = parsed(TURNS.replace("not PART not", "also ADV also"))
    assert only(extract(made, doc, cut, (), ())).predicate == "question"


@pytest.mark.parametrize(
    ("dateline", "found"),
    [
        ("OSTER, May 3 — The bridge fell.", True), ("OSTER, 3 May 2021 — The bridge fell.", True),
        ("NORTH OSTER (HW) - The bridge fell.", True),
        ("Oster, Lavin (Harbour Wire) – The bridge fell.", True), ("(HW) — “The bridge fell.", True),
        ("HW - a wire - said so.", False), ("HW-led crews came.", False), ("The bridge — it fell.", False),
        ("- The bridge fell.", False), ("The crew (of ten) - fell.", False),
    ],
)  # fmt: skip
def test_a_dateline_is_told_from_the_story(dateline: str, found: bool) -> None:
    assert bool(DATELINE.match(dateline)) == found


def test_a_dateline_is_no_part_of_the_claim_and_dates_nothing() -> None:
    doc = ENGLISH("OSTER, May 3 — The bridge fell on Monday.")
    made = Account("a0", "a0.txt", doc.text, "", language="en", published="2021-06-09")
    claim = only(extract(made, doc, [Segment(Span("a0", 0, len(doc.text)), "body", 0)], (), ()))
    assert made.slice(claim.span) == "The bridge fell on Monday."
    assert [time.value for time in claim.times] == ["2021-06-07"]


@pytest.mark.parametrize("mark", [">", "•", "#"])
def test_the_mark_of_a_line_is_not_part_of_the_claim(mark: str) -> None:
    made, doc, cut = parsed(
        f"""
        {mark} PUNCT {mark} 4 punct
        The DET the 3 det
        bridge NOUN bridge 4 nsubj
        fell VERB fall 0 root
        on ADP on 6 case
        Monday PROPN Monday 4 obl
        . PUNCT . 4 punct
        """
    )
    assert made.slice(only(extract(made, doc, cut, (), ())).span) == "The bridge fell on Monday."


@pytest.mark.parametrize(("number", "own"), [("12.", False), ("(3)", False), ("12", True)])
def test_the_number_of_an_item_is_not_part_of_the_claim(number: str, own: bool) -> None:
    made, doc, cut = parsed(
        f"""
        {number} NUM {number} 4 discourse
        The DET the 3 det
        bridge NOUN bridge 4 nsubj
        fell VERB fall 0 root
        again ADV again 4 advmod
        . PUNCT . 4 punct
        """
    )
    claim = only(extract(made, doc, cut, (), ()))
    assert made.slice(claim.span) == (f"{number} " if own else "") + "The bridge fell again."


def test_a_line_that_goes_on_in_the_next_ends_no_claim() -> None:
    wrapped = Doc(
        ENGLISH.vocab,
        words=["Bridges", "fell", "in", "the", "\n", "town", "as", "it", "burned", "."],
        spaces=[True, True, True, False, False, True, True, True, False, False],
        pos=["NOUN", "VERB", "ADP", "DET", "SPACE", "NOUN", "SCONJ", "PRON", "VERB", "PUNCT"],
        heads=[1, 1, 5, 5, 3, 1, 8, 8, 1, 1],
        deps=["nsubj", "ROOT", "case", "det", "dep", "obl", "mark", "nsubj", "advcl", "punct"],
    )
    assert list(_sentences(Tree(wrapped), 0, 10)) == [(0, 10)]


def test_a_text_may_end_in_no() -> None:
    rows = "Tolls NOUN toll 2 nsubj\nfell VERB fall 0 root\n, PUNCT , 4 punct\nno DET no 1 det"
    assert only(extract(*parsed(rows), (), ())).predicate == "fall"


def test_another_language_yields_its_sentences() -> None:
    made, doc, cut = parsed(FELL, language="fr")
    claim = only(extract(made, doc, cut, (), ()))
    assert (made.slice(claim.span), claim.predicate, claim.polarity) == ("The bridge fell on Monday.", None, "asserts")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aA .,!?“”\"'\n\u2028\u00e9—"), max_size=120))
def test_any_text_yields_claims_inside_it(text: str) -> None:
    """Spans are inside the text, not blank, in order, and ids are numbered."""
    made = Account("a0", "a0.txt", text, "", language="en")
    cut = tuple(Segment(Span("a0", start, end), "body", paragraph) for start, end, paragraph in segments(text))
    claims = extract(made, ENGLISH.make_doc(text), cut, (), ())
    assert all(made.slice(claim.span).strip() for claim in claims)
    assert [claim.id for claim in claims] == [f"a0.{n}" for n in range(len(claims))]
    assert [claim.span.start for claim in claims] == sorted(claim.span.start for claim in claims)
