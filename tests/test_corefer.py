"""Which names and descriptions of one account are one actor, by the precise rules alone."""

from __future__ import annotations

from parsed import as_account, parsed
from rashomon.mention import mention


def left(*subjects: str) -> tuple[str, ...]:
    """Sentences of persons who left, each told by a name or by "Title Name"."""
    return tuple(_left(subject.split()) for subject in subjects)


def _left(subject: list[str]) -> str:
    verb = len(subject) + 1
    *titles, name = subject
    rows = [f"{title} PROPN {len(subject)} nmod:desc" for title in titles]
    return "\n".join([*rows, f"{name} PROPN {verb} nsubj B-PERSON", "left/leave VERB 0 root", f". PUNCT {verb} punct"])


def chains(*sentences: str) -> list[list[str]]:
    """The wordings of each actor of an account, in text order."""
    doc = parsed(*sentences)
    account, segments = as_account(doc)
    made: dict[str, list[str]] = {}
    of: dict[object, str] = {}
    for each in mention(account, doc, segments, ()):
        first = of.setdefault(each.span, of.get(each.antecedent, str(each.span)))
        made.setdefault(first, []).append(account.slice(each.span))
    return list(made.values())


def test_a_title_tells_a_man_and_a_woman_of_one_surname_apart() -> None:
    told = ("Mr Moss", "Mrs Moss", "Mrs Moss", "Mr Moss")
    assert chains(*left(*told)) == [["Mr Moss", "Mr Moss"], ["Mrs Moss", "Mrs Moss"]]
    assert chains(*left("Mr Moss", "Moss", "Mr Moss")) == [["Mr Moss", "Moss", "Mr Moss"]]
