"""The records: facts with offsets, frozen, standard library only.

Offsets are half-open and count Unicode code points of `Account.text`, as in the W3C Web Annotation
`TextPositionSelector`. Text is looked up through a span and never copied into a record, with one kind of
exception: names and values that were *resolved* (an actor's name, a date, a number) are data of their own.

Records a person has judged carry the judgement's id, so that machine and human results stay apart everywhere.

Terms are defined in docs/terms.md; the JSON they become, in docs/contract.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rashomon.errors import EvidenceError

Status = Literal["read", "failed"]
SegmentKind = Literal["body", "chrome", "meta", "caption", "comment", "legal", "related", "notes"]
AttributionKind = Literal["direct", "indirect", "mixed"]
HolderKind = Literal["author", "named", "unnamed"]
Polarity = Literal["asserts", "denies"]
Certainty = Literal["certain", "hedged"]
Bound = Literal["exact", "about", "min", "max"]
ActorKind = Literal["person", "org", "place", "group", "other"]
BEINGS: tuple[ActorKind, ...] = ("person", "group", "org")
"""Who may be acted upon without a name."""
Form = Literal["name", "nominal", "pronoun"]
Role = Literal["agent", "patient"]
Voice = Literal["own", "quoted"]
Relation = Literal["agree", "differ", "conflict"]
Slot = Literal["quantity", "time", "place", "actor", "cause", "wording"]
PointStatus = Literal["shared", "contested", "differs", "single"]
Silence = Literal["earlier", "elsewhere", "omits"]
LineageKind = Literal["reprint", "copy", "excerpt", "shared-quotation"]
DeedType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Action = Literal[
    "accept", "reject", "relabel", "merge", "split", "holder", "time", "quantity", "kind",
    "copy", "note", "grade", "undo",
]  # fmt: skip

SEGMENT_KINDS: tuple[SegmentKind, ...] = (
    "body", "chrome", "meta", "caption", "comment", "legal", "related", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in one account's text."""

    account: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(f"span {self.start}..{self.end} of account '{self.account}' is empty or reversed")

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character of the same account."""
        return self.account == other.account and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if `other` lies wholly inside this span."""
        return self.account == other.account and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Account:
    """One telling, as collected.

    `published` and `original_published` are ISO 8601 of any precision. `sha256` is of the bytes as read.
    A `failed` account keeps its place in the case with an empty text and a `reason` a person understands.
    """

    id: str
    path: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    original_outlet: str | None = None
    original_published: str | None = None
    status: Status = "read"
    reason: str | None = None

    @property
    def is_foreign(self) -> bool:
        """True in a language that is known and is not English, which the models read."""
        return self.language is not None and not self.language.lower().startswith("en")

    def slice(self, span: Span) -> str:
        """The words a span points at; an EvidenceError if it points outside this account's text."""
        if span.account != self.id or span.end > len(self.text):
            raise EvidenceError(
                f"span {span.account}:{span.start}..{span.end} is not inside account '{self.id}'"
                f" of {len(self.text)} characters"
            )
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or list item, with its kind and the number of the paragraph it stands in."""

    span: Span
    kind: SegmentKind
    paragraph: int
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what: source, cue, content (the PARC/PolNeAR triple).

    `content` may be discontinuous ("…", he said, "…"): its parts are in text order and are one content.
    `speaker` is the name the source resolves to inside the account (a pronoun or title followed back), or
    the source's own words; `speaker_kind` is `unnamed` for "officials", "a witness". `outer` is the index,
    in the account's attributions, of the attribution this one stands inside ("A says that B said").
    """

    content: tuple[Span, ...]
    kind: AttributionKind
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    speaker_kind: HolderKind = "unnamed"
    outer: int | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise EvidenceError("an attribution needs a content span")


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names someone or somewhere, with what its clause says of its part in it.

    `span` is the whole noun phrase head to head ("Gen. Ada Moss", "the ministry", "she"); `head` its head
    word, lower-cased lemma. `role` is the mention's part in its clause, `verb` the lemma of that clause's
    predicate and `verb_start` its offset, so that agent and patient of one verb can be joined.
    `antecedent` is an earlier mention of the same account that names the same actor, found in the account.
    `labels` are the spans by which the account describes the actor here: appositions, modifiers,
    predicate nominals, or the noun phrase itself where it describes.
    """

    span: Span
    form: Form
    kind: ActorKind
    head: str
    voice: Voice = "own"
    role: Role | None = None
    verb: str | None = None
    verb_start: int | None = None
    antecedent: Span | None = None
    labels: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a claim; `span` is where the account names them (None for the author's own voice).

    `actor` is the id of the actor they are, None where the case has none for them.
    """

    name: str
    kind: HolderKind
    span: Span | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; `value` is ISO 8601 of any precision, or an interval `start/end` of two such.

    `anchor` is the date a relative expression was resolved against, None where the words are absolute.
    """

    span: Span
    value: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and what it counts ("4,000 fighters": 4000, unit "", what "fighter").

    `value`..`high` is a range where `high` is given. `bound` keeps "at least", "up to" and "about".
    Units are singular lower-case words or ISO 4217 codes ("km", "percent", "USD"), "" for a plain count.
    """

    span: Span
    value: float
    high: float | None = None
    unit: str = ""
    what: str = ""
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable proposition made in one account.

    `holders` run from the nearest to the outermost and always end with the author. `predicate` is the
    lemma of the main verb. `places` are names as the text writes them. `actors` are actor ids, filled when
    the whole case is resolved. `vector` is the claim's embedding as little-endian float16 bytes.
    """

    id: str
    span: Span
    holders: tuple[Holder, ...]
    polarity: Polarity = "asserts"
    certainty: Certainty = "certain"
    predicate: str | None = None
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    vector: bytes = field(default=b"", repr=False)
    judgement: str | None = None

    def __post_init__(self) -> None:
        if not self.holders:
            raise EvidenceError(f"claim '{self.id}' has no holder; the author holds what nobody else does")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one account alone yields; the unit that is stored and re-used.

    `failure` says, to a person, why the text could not be read; the rest is then empty.
    """

    account: str
    segments: tuple[Segment, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Words an account puts on an actor, in its own voice or quoted."""

    span: Span
    voice: Voice
    loaded: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, organisation, place or group that mentions of all accounts resolve to."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    labels: tuple[Label, ...] = ()
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two accounts."""

    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Lineage:
    """Account `target` depends on account `source`; `share` of the target's body found in the source.

    `inferred` is True where the direction rests on dates or order, False where a credit line states it.
    """

    source: str
    target: str
    kind: LineageKind
    share: float
    passages: tuple[Passage, ...]
    inferred: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two claims of different accounts about the same thing.

    `a` and `b` are claim ids, `score` a calibrated probability that the pair belongs together, `why` one
    sentence that names the evidence, `features` the (name, value) pairs the score was made from. `model` names the
    language model that was asked about the pair and decided it, where the user named one (docs/judge-url.md).
    """

    a: str
    b: str
    relation: Relation
    score: float
    why: str
    slot: Slot | None = None
    features: tuple[tuple[str, float], ...] = ()
    judgement: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class JudgeServer:
    """A language model to put doubtful pairs before: an OpenAI-compatible server the user named.

    `model` may be left out where the server has one only. At most `calls` questions of a case are put to it, and an
    answer that takes longer than `seconds` is none.
    """

    url: str
    model: str | None = None
    calls: int = 200
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Appeal:
    """What a language model was asked: of `doubtful` pairs it `answered` so many, `used` of these answers could be
    read, and `changed` pairs are aligned otherwise because of them."""

    model: str
    doubtful: int
    answered: int
    used: int
    changed: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part in a score: its value for the pair, and what that added to the log-odds of the pair.

    `meaning` is the sentence that says what the feature measures. `weight` is counted from an average pair of the same
    two accounts; the weights of all features add up to how far this pair is from that one.
    """

    feature: str
    meaning: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Rival:
    """A claim that was compared as well, and its score."""

    claim: str
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two claims were aligned, or were not.

    `alignment` is what stands in the comparison, None where the pair is not aligned. `score` is what the models gave
    the pair, `bar` the least score that is aligned, `average` the log-odds of an average pair of the two accounts.
    `rivals` are the best other claims for each side: the one beside `b` that came nearest to `a`, and the one beside
    `a` that came nearest to `b`. `conflict` and `differ` are the chances of those relations, each with its bar.
    `rule` says in a sentence what decided the relation, and the slot where there is one.
    """

    a: str
    b: str
    alignment: Alignment | None
    score: float
    bar: float
    average: float
    reasons: tuple[Reason, ...]
    rivals: tuple[Rival | None, Rival | None]
    conflict: tuple[float, float]
    differ: tuple[float, float]
    rule: str


@dataclass(frozen=True, slots=True)
class Point:
    """A cluster of aligned claims, counted in independent accounts.

    `sides` groups the claims that stand together: one side where all agree, two or more where they differ
    or conflict. `wording` is the shortest slice that states the point. `silent` are the read accounts
    that say nothing on it; an account that was not read is never silent. `reasons` says of each of these why:
    published `earlier` than the matter could be known, tells of something `elsewhere`, or treats the matter and
    `omits` this. `held` are the nearest holders of each side. `voices` counts on whose word the point rests:
    accounts that all quote one source are one voice; `sources` are the sources so counted.
    """

    id: str
    status: PointStatus
    claims: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    wording: Span
    accounts: int
    independent: int
    silent: tuple[str, ...] = ()
    reasons: tuple[Silence, ...] = ()
    held: tuple[tuple[str, ...], ...] = ()
    voices: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """One account's version of when an event happened."""

    span: Span
    date: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated, with every account's version of the date; `wording` is a slice that names it."""

    id: str
    date: str
    wording: Span
    versions: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to whom, according to which claims (actor ids, the verb's lemma).

    `claims` tell it as done, `denied` deny it, and `possible` speak of it as planned, demanded or possible. `type` is
    the verb's type in the PLOVER event ontology, None where none fits. A patient without a name has the id "", and
    `whom` is where it is first mentioned.
    """

    agent: str
    verb: str
    patient: str
    claims: tuple[str, ...]
    type: DeedType | None = None
    whom: Span | None = None
    denied: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a judgement is about, found again by evidence alone: the bytes of the account, offsets, and the words there.

    `start` and `end` are None, and `exact` empty, where the judgement is about the account as a whole.
    """

    sha256: str
    start: int | None = None
    end: int | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: who, when, what about which words, what it was before and what it is to be, and why.

    `before` and `after` are short words whose meaning depends on the action (docs/judgements.md). `at` is an
    ISO 8601 time in UTC; `id` a hash of everything else, so that logs of two machines merge without clashes.
    """

    id: str
    by: str
    at: str
    action: Action
    about: tuple[Anchor, ...]
    before: str | None = None
    after: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything one comparison found. `groups` maps each read account to its independent group.

    `appeals` says which language model doubtful pairs were put before; empty where the user named none.
    """

    accounts: tuple[Account, ...]
    readings: tuple[Reading, ...]
    groups: Mapping[str, str]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    lineage: tuple[Lineage, ...]
    alignments: tuple[Alignment, ...]
    points: tuple[Point, ...]
    events: tuple[Event, ...]
    deeds: tuple[Deed, ...]
    appeals: tuple[Appeal, ...] = ()
