"""Invented articles for the tests of a corpus: three events told by several outlets, two on one topic and day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Article = dict[str, Any]

FERRY = (
    "The ferry Marta Lund ran aground off Orrin Quay on Tuesday night with 48 passengers aboard. Harbour"
    " master Ines Tolland said the rudder had failed as the ferry turned into the channel. Lifeboats from"
    " Selby took everyone ashore within two hours. The Brackwater Line, which owns the Marta Lund, said it"
    " would inspect all of its ferries before Friday, and offered each passenger a refund. Tolland said"
    " the channel would stay closed until divers had looked at the hull."
)
FERRY_RETOLD = (
    "Forty-eight people were brought ashore by lifeboats from Selby after the Marta Lund, a ferry of the"
    " Brackwater Line, grounded near Orrin Quay late on Tuesday. A failed rudder was to blame, according"
    " to harbour master Ines Tolland. Divers were to examine the hull of the Marta Lund before the channel"
    " at Orrin Quay opens again."
)
OTHER_FERRY = (
    "The ferry Hanne Vik ran aground near Pell Point on Tuesday night with 31 passengers aboard. Coast"
    " guard officer Jory Ames said fog had hidden the lights of the harbour. Fishing boats from Dunmarrow"
    " took everyone ashore by midnight. The Sund Company, which owns the Hanne Vik, said its captain had"
    " served for twenty years."
)
OTHER_FERRY_RETOLD = (
    "Fishing boats from Dunmarrow rescued 31 people from the Hanne Vik after the ferry struck rocks near"
    " Pell Point in thick fog on Tuesday. Jory Ames of the coast guard praised the captain of the Sund"
    " Company ferry for keeping calm."
)
WATER = (
    "The council of Teln voted on Wednesday to raise the price of water by nine percent. Mayor Oda Fisk"
    " said pipes laid in 1974 had to be replaced. Councillor Ruben Stave voted against it and called for a"
    " loan instead."
)
WATER_RETOLD = (
    "Water in Teln will cost nine percent more after a vote of the council on Wednesday. Pipes from 1974"
    " must be replaced, said Oda Fisk, the mayor. Ruben Stave, who wanted a loan, voted against the rise."
)


def article(title: str, outlet: str, date: str, text: str) -> Article:
    """One row as a corpus file has it."""
    return {"headline": title, "publisher": outlet, "date": date, "body": text, "link": f"https://{outlet}.example/1"}


FIRST_DAYS = (
    article("Ferry runs aground off Orrin Quay", "courier", "2031-03-04", FERRY),
    article("Ferry strikes ground near Pell Point", "gazette", "2031-03-04", OTHER_FERRY),
    article("Fishing boats rescue 31 from Hanne Vik", "herald", "2031-03-05", OTHER_FERRY_RETOLD),
    article("Teln raises water price", "gazette", "2031-03-05", WATER),
    article("Water in Teln to cost nine percent more", "herald", "2031-03-05", WATER_RETOLD),
)
NEXT_DAY = (
    article("48 rescued from the Marta Lund", "herald", "2031-03-05", FERRY_RETOLD),
    article("Ferry runs aground off Orrin Quay", "evening", "2031-03-06", FERRY.replace("Tuesday", "Monday")),
)
EVENTS = ({0, 5, 6}, {1, 2}, {3, 4})
"""Which of FIRST_DAYS and NEXT_DAY together tell one event."""


def written(path: Path, articles: tuple[Article, ...], *, spoilt: str = "") -> Path:
    """The articles as JSON lines, with lines that are none after them."""
    path.write_text("".join(json.dumps(one) + "\n" for one in articles) + spoilt, "utf-8")
    return path
