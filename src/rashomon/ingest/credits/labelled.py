"""Facts that the first lines state by name, one a line: "Title: …", "Outlet: …", "Date: …".

The front matter of Markdown is read so, and the head of an e-mail ("From: …", "Subject: …").
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
_FRONT = re.compile(r"(?P<key>\w[\w -]{1,40}):\s*(?P<value>.*)")
_FOLDED = frozenset((">", "|", ">-", "|-"))
"""What YAML writes where the value stands on the lines below."""
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
    if found := _mail(top) or _front_matter(top):
        return found
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


def _front_matter(top: Sequence[Line]) -> tuple[Facts, Sequence[Line]] | None:
    """What stands between two fences at the very top, a list or a text under its key too; None where none does."""
    fences = [number for number, line in enumerate(top) if _FENCE.fullmatch(line.text)]
    if len(fences) < 2 or fences[0]:
        return None
    stated: dict[str, list[str]] = {}
    for line in top[1 : fences[1]]:
        if (found := _FRONT.fullmatch(line.text)) and not line.item:
            under = stated[found["key"]] = [] if found["value"] in _FOLDED else [found["value"].strip("\"'")]
        elif stated:
            under.append(line.text.strip("\"'"))
    facts = facts_of({key: "; ".join(filter(None, values)) for key, values in stated.items()})
    return (facts, top[fences[1] + 1 :]) if facts != NO_FACTS else None


def _stated(line: Line) -> tuple[str, str] | None:
    """The key and value of a line that names a known fact."""
    found = _LABELLED.fullmatch(line.text)
    if found is None or plain_key(found["key"]) not in _KNOWN:
        return None
    return found["key"], found["value"].strip("\"'")
