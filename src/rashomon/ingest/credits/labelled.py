"""Facts that the first lines state by name, one a line: "Title: …", "Outlet: …", "Date: …".

Front matter is read so, and the head of an e-mail ("From: …", "Subject: …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import is_outlet
from rashomon.ingest.facts import KEYS, NO_FACTS, Facts, facts_of, plain_key

_LABELLED = re.compile(r"(?P<key>\w[\w -]{2,19}?)\s*:\s*(?P<value>\S.*)")
_FENCE = re.compile(r"[-+]{3,}")
_KNOWN = frozenset(key for keys in KEYS.values() for key in keys)
_LEAST = 2
"""One such line alone may be a caption's credit, or the date line of a page."""
_MAIL = {"from": "author", "subject": "title", "sent": "date", "date": "date"} | dict.fromkeys(("to", "cc", "bcc"), "")
"""The lines at the head of an e-mail, and what they are called elsewhere."""
_MAIL_LINE = re.compile(r"(?P<key>[A-Z][A-Za-z-]{1,40}):\s*(?P<value>.*)")
_ADDRESS = re.compile(r"\s*[<(\[]?\S+@\S+[>)\]]?")


def labelled(top: Sequence[Line]) -> tuple[Facts, Sequence[Line]]:
    """What the lines state by name, and the lines after them; no facts, and all lines, if fewer than two do.

    An outlet's name alone may stand above them.
    """
    if mail := _mail(top):
        return mail
    above = top[:1] if top and is_outlet(top[0].text) else ()
    rest = top[len(above) :]
    block = list(takewhile(lambda line: _FENCE.fullmatch(line.text) or _stated(line), rest))
    stated = dict(pair for line in block if (pair := _stated(line)))
    if not stated or len(stated) + len(above) < _LEAST:
        return NO_FACTS, top
    outlet = Facts(outlet=above[0].text) if above else NO_FACTS
    return facts_of(stated).over(outlet), rest[len(block) :]


def _mail(top: Sequence[Line]) -> tuple[Facts, Sequence[Line]] | None:
    """What the head of an e-mail states, and the lines after it; None where the first lines are no such head."""
    found = [_MAIL_LINE.fullmatch(line.text) for line in top]
    block = list(takewhile(lambda match: match is not None, found))
    stated = {key: match["value"] for match in block if match and (key := plain_key(match["key"])) in _MAIL}
    if "from" not in stated or not stated.keys() & {"subject", "to"}:
        return None
    stated["from"] = _ADDRESS.sub("", stated["from"])
    return facts_of({_MAIL[key]: value for key, value in stated.items()}), top[len(block) :]


def _stated(line: Line) -> tuple[str, str] | None:
    """The key and value of a line that names a known fact."""
    found = _LABELLED.fullmatch(line.text)
    if found is None or plain_key(found["key"]) not in _KNOWN:
        return None
    return found["key"], found["value"].strip("\"'")
