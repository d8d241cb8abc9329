"""A Comparison of examples/bridge made by hand: what a flawless reader would find, for testing what is shown of it.

Every span is found by searching the example texts for the words written here, so that a changed example fails
loudly instead of pointing elsewhere.
"""

# ruff: noqa: E501 - a table of quotations reads best a claim a line
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from rashomon.model import (
    Account,
    Actor,
    ActorKind,
    Alignment,
    Claim,
    Comparison,
    Dated,
    Deed,
    Event,
    Holder,
    Label,
    Lineage,
    Mention,
    Passage,
    Point,
    PointStatus,
    Quantity,
    Reading,
    Relation,
    Segment,
    SegmentKind,
    Slot,
    Span,
    Time,
)  # fmt: skip
from rashomon.text import segments

FOLDER = Path(__file__).parent.parent / "examples" / "bridge"
FILES = ("courier.txt", "harbour-post.html", "meridian.txt", "national-herald.html", "open-ground.md")
OUTLETS: dict[str, dict[str, Any]] = {
    "harbour-post.html": {
        "outlet": "Harbour Post",
        "title": "Four drown in clearing of upriver bridge",
        "published": "2024-03-16T07:15",
        "authors": ["Jonna Brevik", "Samir Tolle"],
    },
    "national-herald.html": {
        "outlet": "National Herald",
        "title": "Order restored on Lantern Bridge after rioters attack police",
        "published": "2024-03-15T13:30",
        "authors": ["Herald Staff"],
    },
}
FURNITURE: dict[str, SegmentKind] = {
    "Share on Facebook": "chrome", "Tweet": "chrome", "Home": "chrome", "News": "chrome", "Shipping": "chrome",
    "Sport": "chrome", "Politics": "chrome", "Economy": "chrome", "Culture": "chrome", "Video": "chrome",
    "National Herald. The voice": "meta", "The voice": "meta", "Herald Staff |": "meta", "Friday 15 March 2024": "meta",
    "The gap in the railing": "caption", "Photo:": "caption", "Police officers help": "caption", "(Ada Linn": "caption",
    "[Support us]": "chrome", "*By Ilse": "meta", "By Jonna": "meta", "(Reporting by": "meta", "Our Standards": "legal",
    "Sign up": "legal", "© 2024": "legal", "All rights": "legal", "No part": "legal", "Reproduction": "legal",
    "Terms of use": "legal", "Privacy": "legal", "Contact the": "legal", "*Open Ground is free": "legal",
    "Text licensed": "legal", "More from": "related", "Grain terminal": "related", "Ferry fares": "related",
    "Ten walks": "related", "Read also": "related", "Record harvest": "related", "President Ansel opens": "related",
    "**Related**": "related", "- [": "related", "Comments": "comment", "northern_lad": "comment",
    "My brother": "comment", "Petra K": "comment", "This article was first": "meta", "---": "chrome",
}  # fmt: skip


def plain(markup: str) -> str:
    """The characters of an HTML page, a line for each block."""
    body = markup[markup.index("<body") :]
    lines = re.sub(r"</?(p|h\d|li|ul|nav|article|aside|section|figure|figcaption|footer|header)\b[^>]*>", "\n\n", body)
    return unescape(re.sub(r"\n\s*\n+", "\n\n", re.sub(r"<[^>]+>", "", lines))).strip() + "\n"


def account(number: int, name: str) -> Account:
    """One example file as an account."""
    raw = (FOLDER / name).read_bytes()
    text = raw.decode("utf-8")
    beside = FOLDER / (Path(name).stem + ".meta.json")
    meta = json.loads(beside.read_text("utf-8")) if beside.exists() else OUTLETS[name]
    return Account(
        f"a{number}",
        f"examples/bridge/{name}",
        plain(text) if name.endswith(".html") else text,
        hashlib.sha256(raw).hexdigest(),
        title=meta["title"],
        outlet=meta["outlet"],
        authors=tuple(meta["authors"]),
        published=meta["published"],
        url=meta.get("url"),
        language="en",
        original_outlet="Velm Courier" if name == "harbour-post.html" else None,
        original_published="2024-03-15" if name == "harbour-post.html" else None,
    )


class Maker:
    """Collects claims and points over the accounts."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.accounts = {account.id: account for account in accounts}
        self.claims: list[Claim] = []
        self.points: list[Point] = []
        self.alignments: list[Alignment] = []

    def span(self, at: str, words: str, within: Span | None = None) -> Span:
        """Where these words stand, first; a ValueError if they do not."""
        text = self.accounts[at].text
        start = text.index(words, within.start if within else 0, within.end if within else len(text))
        return Span(at, start, start + len(words))

    def claim(self, at: str, words: str, *holders: str, time: Any = None, number: Any = None, **facts: Any) -> str:
        """A claim of these words; holders nearest first, "?" before one that is not named."""
        span = self.span(at, words)
        named = tuple(Holder(h.lstrip("?"), "unnamed" if h.startswith("?") else "named") for h in holders)
        times = (Time(self.span(at, time[0], span), time[1]),) if time else ()
        quantities = (Quantity(self.span(at, number[0], span), number[1], what=number[2]),) if number else ()
        self.claims.append(
            Claim(
                f"{at}.{len(self.claims)}",
                span,
                (*named, Holder("author", "author")),
                times=times,
                quantities=quantities,
                **facts,
            )
        )
        return self.claims[-1].id

    def point(
        self, status: PointStatus, sides: Sequence[Sequence[str]], slot: Slot | None = None, **facts: Any
    ) -> None:
        """A point with its alignments: claims of one side agree, of two sides part in the slot."""
        found = {claim.id: claim for claim in self.claims}
        members = [claim for side in sides for claim in side]
        tellers = {found[claim].span.account for claim in members}
        part: Relation = "conflict" if status == "contested" else "differ"
        for number, side in enumerate(sides):
            for other in sides[number:]:
                for a in side:
                    for b in other:
                        if a != b and found[a].span.account != found[b].span.account and (other is not side or a < b):
                            relation: Relation = "agree" if other is side else part
                            why = facts.get("why", "the two say the same in much the same words")
                            self.alignments.append(
                                Alignment(
                                    a, b, relation, facts.get("score", 0.93), why, None if relation == "agree" else slot
                                )
                            )
        groups = {"a0" if teller == "a1" else teller for teller in tellers}
        silent = tuple(at for at in self.accounts if at not in tellers)
        wording = min((found[claim].span for claim in members), key=lambda span: span.end - span.start)
        self.points.append(
            Point(
                f"p{len(self.points)}",
                status,
                tuple(members),
                tuple(map(tuple, sides)),
                wording,
                len(tellers),
                len(groups),
                silent,
            )
        )


def kind(words: str) -> SegmentKind:
    """What a segment of the examples is."""
    return next((found for start, found in FURNITURE.items() if words.startswith(start)), "body")


def reading(account: Account, claims: Iterable[Claim], mentions: Iterable[Mention]) -> Reading:
    """The reading of one account."""
    cut = [Segment(Span(account.id, s, e), kind(account.text[s:e]), p) for s, e, p in segments(account.text)]
    return Reading(
        account.id,
        tuple(cut),
        mentions=tuple(m for m in mentions if m.span.account == account.id),
        claims=tuple(c for c in claims if c.span.account == account.id),
    )


def points(make: Maker) -> None:
    """What the five accounts say, set against one another."""
    c = make.claim
    kaldor = "the director of the town’s hospital"
    ministry = "the Interior Ministry"
    dead = "people"
    make.point(
        "contested",
        [
            [
                c("a0", "Four people drowned in the Sorn early on Friday", kaldor, number=("Four", 4, dead)),
                c("a1", "Four people drowned in the Sorn early on Friday", "the director of the town's hospital", number=("Four", 4, dead)),
                c("a2", "At least four people died on Friday", "?hospital staff and officials", number=("At least four", 4, dead)),
            ],
            [c("a3", "Two people lost their lives after jumping into the river to escape arrest", ministry, number=("Two", 2, dead))],
            [c("a4", "At least nine people are dead", number=("At least nine", 9, dead))],
        ],
        "quantity",
        why="‘Two’ against ‘Four’ people dead",
    )  # fmt: skip
    make.point(
        "contested",
        [
            [
                c("a0", "his officers had fired rubber bullets", "Ruben Askar", polarity="denies"),
                c("a1", "his officers had fired rubber bullets", "Ruben Askar", polarity="denies"),
                c("a2", "The police commander, Reuben Asqar, has denied using rubber bullets", "Reuben Asqar", polarity="denies"),
                c("a3", "No rubber bullets were used.", "Halina Dorst", polarity="denies"),
            ],
            [
                c("a2", "accused the police of firing rubber bullets", "the Sorn River League"),
                c("a4", "\"They fired at our legs first, then higher,\"", "Jakob Lind"),
                c("a4", "she had taken rubber fragments out of the wounds of five people", "?a nurse at Velm General"),
            ],
        ],
        "wording",
        why="one denies what the other asserts: that rubber bullets were fired",
    )  # fmt: skip
    make.point(
        "contested",
        [
            [
                c("a0", "Interior Minister Halina Dorst signed the order to clear the bridge on Tuesday", "?a copy seen by the Courier", time=("on Tuesday", "2024-03-12")),
                c("a4", "Dorst signed it on Tuesday, three days before the attack", time=("on Tuesday", "2024-03-12")),
            ],
            [
                c("a2", "the decision was taken on Thursday evening, after an ultimatum ran out", "Pavel Orlin", time=("on Thursday evening", "2024-03-14")),
                c("a3", "she had given the order on Thursday evening", "Halina Dorst", time=("on Thursday evening", "2024-03-14")),
            ],
        ],
        "time",
        why="‘on Tuesday’ (12 March 2024) against ‘on Thursday evening’ (14 March 2024)",
    )  # fmt: skip
    make.point(
        "contested",
        [
            [
                c("a0", "the railing was corroded and should not be leaned on", "?engineers at the town hall"),
                c("a1", "the railing was corroded and should not be leaned on", "?engineers at the town hall"),
                c("a2", "the bolts he had inspected on Friday were rusted through and showed no sign of tools", "Bo Halvard"),
            ],
            [c("a3", "the extremists had unscrewed a section of the railing during the night in order to throw it at the police", ministry)],
            [c("a4", "people were swept against the railing until it broke", "?three witnesses")],
        ],
        "cause",
        why="rust, tools or the water cannon: three causes for one broken railing",
        score=0.71,
    )  # fmt: skip
    make.point(
        "contested",
        [
            [c("a3", "Forty-six troublemakers were arrested, among them Mirel Tovan")],
            [c("a4", "Mirel Tovan was not among them", polarity="denies")],
        ],
        "actor",
        why="one denies what the other asserts: that Mirel Tovan was arrested",
    )
    crowd = "people"
    make.point(
        "differs",
        [
            [
                c("a0", "about 600 people were asleep or standing guard in tents and buses on the bridge", number=("about 600", 600, crowd)),
                c("a1", "about 600 people were asleep or standing guard in tents and buses on the bridge", number=("about 600", 600, crowd)),
                c("a2", "Several hundred people were on the bridge when police moved in before dawn", "?residents"),
            ],
            [c("a3", "Some 150 radicals, many of them masked and brought in by bus from the capital, met the officers with stones and petrol bombs", ministry, number=("Some 150", 150, crowd))],
            [c("a4", "Some 2,000 of them were there when Dorst's storm troopers came at ten to five", number=("Some 2,000", 2000, crowd))],
        ],
        "quantity",
        why="‘about 600’ against ‘Some 150’ and ‘Some 2,000’ people",
        score=0.55,
    )  # fmt: skip
    make.point(
        "differs",
        [
            [
                c("a0", "Eleven police officers were among the injured", "Ines Kaldor", number=("Eleven", 11, "officers")),
                c("a1", "Eleven police officers were among the injured", "Ines Kaldor", number=("Eleven", 11, "officers")),
            ],
            [
                c("a2", "17 officers were hurt", ministry, number=("17", 17, "officers")),
                c("a3", "Seventeen policemen were injured, two of them seriously", number=("Seventeen", 17, "officers")),
            ],
        ],
        "quantity",
        why="‘Eleven’ against ‘17’ officers",
    )  # fmt: skip
    make.point(
        "differs",
        [
            [
                c("a0", "The operation began shortly before 5 a.m.", time=("shortly before 5 a.m.", "2024-03-15T05:00")),
                c("a1", "The operation began shortly before 5 a.m.", time=("shortly before 5 a.m.", "2024-03-15T05:00")),
                c("a4", "Dorst's storm troopers came at ten to five, without a warning", time=("at ten to five", "2024-03-15T04:50")),
            ],
            [c("a3", "The operation started at 5:40 a.m. after the occupiers had let a final ultimatum pass", time=("at 5:40 a.m.", "2024-03-15T05:40"))],
        ],
        "time",
        why="‘shortly before 5 a.m.’ against ‘at 5:40 a.m.’",
    )  # fmt: skip
    arrests = "people"
    make.point(
        "shared",
        [
            [
                c("a0", "Police arrested 46 people", number=("46", 46, arrests)),
                c("a1", "Police arrested 46 people", number=("46", 46, arrests)),
                c("a2", "46 people had been arrested", "?police", number=("46", 46, arrests)),
                c("a3", "Forty-six troublemakers were arrested", number=("Forty-six", 46, arrests)),
                c("a4", "Forty-six of the protectors were dragged away", number=("Forty-six", 46, arrests)),
            ]
        ],
    )
    make.point(
        "shared",
        [
            [
                c("a0", "the Karsk dam, which would flood two villages upstream"),
                c("a1", "the Karsk dam, which would flood two villages upstream"),
                c("a2", "it will flood the villages of Upper and Lower Karsk and drive out 1,900 people", "?opponents"),
                c("a4", "The dam will drown two villages"),
            ]
        ],
    )
    make.point(
        "shared",
        [
            [
                c("a0", "They had held it since 25 February", time=("since 25 February", "2024-02-25")),
                c("a1", "They had held it since 25 February", time=("since 25 February", "2024-02-25")),
                c("a3", "an illegal occupation that had cut the north of the country in two for nearly three weeks"),
                c("a4", "For nineteen days they had kept the bridge open to ambulances"),
            ]
        ],
        score=0.76,
    )
    make.point("shared", [[c("a0", "“We used water and shields, nothing else,”", "Ruben Askar"),
                           c("a1", "\"We used water and shields, nothing else,\"", "Ruben Askar"),
                           c("a4", "his men used only water and shields", "Colonel Askar")]])  # fmt: skip
    single(make)


def single(make: Maker) -> None:
    """What one account alone tells."""
    alone = [
        ("a0", "he had passed the report to the Roads Directorate", ()),
        ("a0", "The regional prosecutor, Lena Marsh, opened an inquiry into the deaths on Friday afternoon", ()),
        ("a0", "Traffic on the bridge will remain closed until Monday at the earliest", ("the town hall",)),
        ("a0", "Three protesters showed the Courier round bruises", ()),
        (
            "a1",
            "river traffic below Velm would keep to one lane until the wreckage of the railing had been lifted",
            ("the Harbour Authority",),
        ),
        ("a2", "the first shots had come from the crowd", ("?officers at the scene", "Pavel Orlin")),
        ("a2", "a unit from the capital had carried launchers for such rounds", ("?two security officials",)),
        ("a2", "there was no need for an inquiry by parliament", ("Halina Dorst",)),
        ("a2", "it will supply a third of the country's electricity by 2030", ("the government",)),
        ("a3", "the League had received money from foundations abroad", ("the ministry",)),
        ("a3", "Lorry drivers who had waited for days on the northern bank sounded their horns", ()),
        ("a4", 'had been told by her superiors to write "fall" on the forms', ("?a nurse at Velm General",)),
        ("a4", "On Sunday at noon the bells of Velm will ring for the dead", ()),
    ]
    for at, words, holders in alone:
        hedged = "hedged" if "will" in words else "certain"
        make.point("single", [[make.claim(at, words, *holders, certainty=hedged)]])


WHO: tuple[tuple[str, ActorKind, dict[str, tuple[str, ...]]], ...] = (
    ("Ruben Askar", "person", {
        "a0": ("Colonel Ruben Askar",), "a1": ("Colonel Ruben Askar",), "a2": ("Reuben Asqar",),
        "a3": ("Colonel Ruben Askar",), "a4": ("Colonel Askar",),
    }),
    ("Halina Dorst", "person", {
        "a0": ("Interior Minister Halina Dorst",), "a2": ("Interior Minister Halina Dorst",),
        "a3": ("Interior Minister Halina Dorst",), "a4": ("Dorst's", "Dorst signed"),
    }),
    ("Mirel Tovan", "person", dict.fromkeys(("a0", "a1", "a2", "a3", "a4"), ("Mirel Tovan",))),
    ("the protesters", "group", {
        "a0": ("Three protesters",), "a2": ("demonstrators", "the protesters"),
        "a3": ("rioters", "the occupiers", "Some 150 radicals", "the extremists", "the ringleaders", "Forty-six troublemakers"),
        "a4": ("river people", "the protectors"),
    }),
    ("the police", "org", {
        "a0": ("riot police", "Eleven police officers"), "a1": ("riot police",), "a2": ("Kestrian police",),
        "a3": ("the officers", "Our officers"), "a4": ("Dorst's storm troopers",),
    }),
    ("Sorn River League", "org", {
        "a0": ("the Sorn River League",), "a1": ("the Sorn River League",), "a2": ("The Sorn River League",),
        "a3": ("the so-called River League",), "a4": ("the League's coffee",),
    }),
    ("Karsk dam", "place", {"a0": ("the Karsk dam",), "a1": ("the Karsk dam",), "a2": ("a dam at Karsk",), "a4": ("President Ansel's dam",)}),
)  # fmt: skip

LABELS: tuple[tuple[str, str, str, bool, bool], ...] = (
    ("Ruben Askar", "a0", "who commanded the operation", False, False),
    ("Ruben Askar", "a3", "the decorated officer who led the operation", False, True),
    ("Ruben Askar", "a4", "the butcher of the Tarn Street clearance in 2019", False, True),
    ("Mirel Tovan", "a0", "a spokeswoman for the Sorn River League", False, False),
    ("Mirel Tovan", "a3", "the self-styled spokeswoman of the so-called River League", False, True),
    ("the protesters", "a3", "rioters", False, True),
    ("the protesters", "a3", "radicals", False, True),
    ("the protesters", "a3", "extremists", True, True),
    ("the protesters", "a3", "ringleaders", True, True),
    ("the protesters", "a3", "troublemakers", False, True),
    ("the protesters", "a4", "protectors", False, True),
    ("the protesters", "a4", "farmers from Karsk, students, a retired ferryman", False, False),
    ("the police", "a4", "storm troopers", False, True),
    ("Sorn River League", "a2", "a group opposed to a dam at Karsk", False, False),
    ("Sorn River League", "a3", "so-called", False, True),
)


def actors(make: Maker) -> tuple[list[Actor], list[Mention]]:
    """The actors, and a mention for each of their spans."""
    found, mentions = [], []
    for number, (name, kind_, spans) in enumerate(WHO):
        places = [make.span(at, words) for at, several in spans.items() for words in several]
        labels = tuple(
            Label(make.span(at, words), "quoted" if quoted else "own", loaded)
            for who, at, words, quoted, loaded in LABELS
            if who == name
        )
        found.append(Actor(f"actor{number}", name, kind_, tuple(places), labels))
        mentions += [
            Mention(span, "name", kind_, "x", role="agent" if index % 2 else "patient")
            for index, span in enumerate(places)
        ]
    return found, mentions


def events(make: Maker) -> tuple[Event, ...]:
    """Four things with a date."""
    s = make.span
    return (
        Event("e0", "2024-03-12", s("a0", "signed the order to clear the bridge"), (
            Dated(s("a0", "on Tuesday"), "2024-03-12"), Dated(s("a4", "on Tuesday"), "2024-03-12"),
            Dated(s("a2", "on Thursday evening"), "2024-03-14"), Dated(s("a3", "on Thursday evening"), "2024-03-14"),
        )),
        Event("e1", "2024-03-15", s("a0", "riot police cleared a blockade of the Lantern Bridge"), (
            Dated(s("a0", "early on Friday"), "2024-03-15"), Dated(s("a2", "on Friday"), "2024-03-15"),
            Dated(s("a4", "on Friday"), "2024-03-15"),
        )),
        Event("e2", "2024-02-25", s("a0", "They had held it since 25 February"), (
            Dated(s("a0", "25 February"), "2024-02-25"), Dated(s("a1", "25 February"), "2024-02-25"),
        )),
        Event("e3", "2030", s("a2", "it will supply a third of the country's electricity by 2030"), (
            Dated(s("a2", "2030"), "2030"),
        )),
        Event("e4", "2019", s("a4", "the butcher of the Tarn Street clearance in 2019"), (Dated(s("a4", "in 2019"), "2019"),)),
        Event("e5", "2023-09/2023-11", s("a0", "Engineers at the town hall had warned in a report last autumn"), (
            Dated(s("a0", "last autumn"), "2023-09/2023-11"), Dated(s("a1", "last autumn"), "2023-09/2023-11"),
        )),
    )  # fmt: skip


def comparison() -> Comparison:
    """The whole case."""
    accounts = [account(number, name) for number, name in enumerate(FILES)]
    make = Maker(accounts)
    points(make)
    people, mentions = actors(make)
    shared = [
        "Four people drowned in the Sorn early on Friday when part of a railing gave way",
        "The operation began shortly before 5 a.m., when about 600 people were asleep or standing guard",
        "Witnesses said officers advanced from both banks behind two water cannon.",
        "A stretch of railing about 12 metres long broke away.",
        "Police arrested 46 people. By evening all but nine had been released.",
    ]
    lineage = (
        Lineage("a0", "a1", "reprint", 0.87,
                tuple(Passage(make.span("a0", words), make.span("a1", words)) for words in shared), inferred=False),
        Lineage("a0", "a2", "shared-quotation", 0.03,
                (Passage(make.span("a0", "Mirel Tovan"), make.span("a2", "Mirel Tovan")),)),
    )  # fmt: skip
    by = {claim.span: claim.id for claim in make.claims}
    shot = [claim for claim in make.claims if claim.id in make.points[1].claims]
    fired, denied = (tuple(c.id for c in shot if c.polarity == polarity) for polarity in ("asserts", "denies"))
    deeds = (
        Deed("actor4", "arrest", "actor3", tuple(by[c] for c in by if "46" in make.accounts[c.account].slice(c))),
        Deed("actor3", "attack", "actor4", (by[make.span("a3", WHO_ATTACKED)],)),
        Deed("actor1", "order", "actor4", tuple(c.id for c in make.claims if c.times and "order" in make.accounts[c.span.account].slice(c.span))),
        Deed("actor4", "fire on", "actor3", fired, denied=denied),
        Deed("actor4", "arrest", "actor2", make.points[4].claims),
        Deed("actor5", "accuse", "actor4", (make.points[1].claims[4],)),
    )  # fmt: skip
    return Comparison(
        tuple(accounts),
        tuple(reading(one, make.claims, mentions) for one in accounts),
        {"a0": "a0", "a1": "a0", "a2": "a2", "a3": "a3", "a4": "a4"},
        tuple(make.claims),
        tuple(people),
        lineage,
        tuple(make.alignments),
        tuple(make.points),
        events(make),
        deeds,
    )


WHO_ATTACKED = (
    "Some 150 radicals, many of them masked and brought in by bus from the capital, "
    "met the officers with stones and petrol bombs"
)
