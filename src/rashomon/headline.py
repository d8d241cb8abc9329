"""The title of an account where it stands in its text: what it is called, and not what it claims."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rashomon.model import Account, Segment

READ = frozenset({"body", "caption"})
"""The kinds of segment whose words are read."""


def is_headline(words: str, account: Account) -> bool:
    """True for a paragraph of nothing but the account's title, Markdown's marks aside."""
    title = (account.title or "").strip()
    return bool(title) and words.lstrip("#*= ").rstrip("* ") == title


def headline(account: Account, segments: Sequence[Segment]) -> frozenset[int]:
    """The numbers of the segments that are the account's title, set off from its body; none where it has none."""
    for _, paragraph in groupby(enumerate(segments), key=lambda numbered: numbered[1].paragraph):
        members = list(paragraph)
        (_, first), (_, last) = members[0], members[-1]
        if is_headline(account.text[first.span.start : last.span.end], account):
            return frozenset(n for n, segment in members if segment.kind not in READ)
    return frozenset()


def named_in(account: Account, segments: Sequence[Segment]) -> list[Segment]:
    """The segments in which people and things are named: what is read, and the headline."""
    titles = headline(account, segments)
    return [segment for n, segment in enumerate(segments) if segment.kind in READ or n in titles]
