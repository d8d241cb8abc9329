"""Whose press release a text is, and when it may be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import is_name
from rashomon.ingest.when import DATE, iso
from rashomon.names import DATELINE

_MARK = re.compile(
    r"\W*(?:press|news|media) (?:release|statement|notice)\b.*|\W*for immediate release\W*|\W*embargo.*"
    r"|\W*notes? to editors?\W*|\W*(?:press|media) (?:contacts?|enquiries|inquiries)(?:\W*|: .*)|\W*ends?\W*",
    re.I,
)
_ABOUT = re.compile(r"\W*about (?:the )?(?P<issuer>[^:?]{2,60}?)\W*", re.I)
_MOMENT = re.compile(rf"\b(?:embargo(?:ed)?|(?:for )?(?:immediate )?release)\b.{{0,60}}?(?P<date>{DATE})", re.I)


def is_release(top: Sequence[Line], bottom: Sequence[Line]) -> bool:
    """True if two lines mark the text as one: "Press release", "Embargoed until …", "Notes to editors"."""
    return sum(_MARK.fullmatch(line.text) is not None for line in {*top, *bottom}) > 1


def issuer(bottom: Sequence[Line]) -> str | None:
    """Whom the paragraph about the sender under a release names ("About Sandmoor Ferries")."""
    found = (_ABOUT.fullmatch(line.text) for line in bottom)
    return next((match["issuer"] for match in found if match and is_name(match["issuer"])), None)


def released(top: Sequence[Line], opening: Sequence[Line]) -> str | None:
    """The day up to which a release is embargoed; else that of its dateline ("Sandmoor, 4 May 2021 –")."""
    moments = (found["date"] for line in top if (found := _MOMENT.search(line.text)))
    datelines = (found[0] for line in opening if (found := DATELINE.match(line.text)))
    days = (day[0] for dateline in datelines if (day := re.search(DATE, dateline, re.I)))
    return next((value for day in (*moments, *days) if (value := iso(day)) and len(value) > len("2021-05")), None)
