"""The outlet by what stands under a story: the copyright line, the note on the author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.ingest.credits.lines import Line
from rashomon.ingest.credits.naming import is_name, is_person

_YEAR = r"[12]\d{3}(?:\s*[-–]\s*[12]\d{3})?"
_COPYRIGHT = re.compile(
    rf"(?:copyright|©|\(c\))(?:\s*(?:©|\(c\)|by|copyright|{_YEAR}|,))+\s*(?P<rest>.{{2,100}})"
    # The year behind the name; with a bar between, or without a year, it may be the credit of a picture.
    rf"|^\W*©\s*(?P<named>[^/|]{{2,60}}?),? {_YEAR}\.?(?:\W*all rights reserved)?\W*$",
    re.I,
)
_COMPANY = re.compile(r"(?:^|\s+)(?:LLC|Inc|Ltd|Limited|Corp|Co|GmbH|PLC|L\.L\.C|[12]\d{3})\.?$", re.I)
_JOB = r"(?:editor|reporter|correspondent|columnist|writer|journalist|producer|bureau chief|editor-in-chief|publisher)"


def copyright_holder(lines: Sequence[Line]) -> str | None:
    """Who holds the copyright, a company's form and an author's name left aside."""
    for line in reversed(lines):
        found = _COPYRIGHT.search(line.text)
        if not found:
            continue
        told = found["rest"] or found["named"]
        sentence = re.split(r"(?<=\w\w)\.(?:\s|$)|\ball rights\b", told, maxsplit=1, flags=re.I)[0]
        parts = [_COMPANY.sub("", part.strip(" .,;|")) for part in re.split(r"[,;|/]", sentence)]
        parts = [part for part in parts if is_name(part)]
        parts = [part for part in parts if not is_person(part)] or ([] if len(parts) > 1 else parts)
        if parts:
            return parts[-1]
    return None


def employer(lines: Sequence[Line], authors: Sequence[str]) -> str | None:
    """The outlet a note on the author names ("Ada Moss is Harbour Post's news editor", "… is a reporter at …")."""
    for line in lines:
        author = next((name for name in authors if line.text.casefold().startswith(f"{name.casefold()} is ")), None)
        if author is None:
            continue
        note = line.text[len(author) + 4 :]
        owned = re.match(rf"(?:the )?(?P<outlet>[A-Z][\w&. ]{{1,40}}?)[’']s? (?:[\w-]+ ){{0,3}}?{_JOB}\b", note)
        works = re.match(
            rf"(?:an?|the) (?:[\w-]+ ){{0,4}}?{_JOB} (?:at|for|of|with) (?:the )?(?P<outlet>[^,.;]{{2,50}})", note
        )
        for found in filter(None, (owned, works)):
            if is_name(found["outlet"].strip()) and "freelance" not in note[:40].lower():
                return found["outlet"].strip()
    return None
