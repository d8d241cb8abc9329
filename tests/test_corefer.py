"""Which names and descriptions of one account are one actor, by the precise rules alone."""

from __future__ import annotations

from parsed import as_account, parsed
from rashomon.mention import mention


def left(*subjects: str, land: str = "") -> tuple[str, ...]:
    """Sentences about who left, each told by "Title Name", a full name, or the name of a `land`."""
    return tuple(_left(subject.split(), "GPE" if subject == land else "PERSON") for subject in subjects)


def _left(subject: list[str], label: str) -> str:
    rows: list[str] = []
    for number, word in enumerate(subject, 1):
        title = word in ("Mr", "Mrs")
        entity = "" if title else f"{'I' if number > 1 and not rows[-1].endswith('desc') else 'B'}-{label}"
        tie = "nmod:desc" if title else "nsubj" if number == len(subject) else "compound"
        rows.append(f"{word} PROPN {len(subject) + (number == len(subject))} {tie} {entity}".strip())
    return "\n".join([*rows, "left/leave VERB 0 root", f". PUNCT {len(subject) + 1} punct"])


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


IN_HOLLAND = """
Moss PROPN 2 nsubj B-PERSON
left/leave VERB 0 root
in ADP 4 case
Holland PROPN 2 obl B-GPE
. PUNCT 2 punct
"""


def test_a_land_that_is_somebodys_surname_is_that_person() -> None:
    told = left("Ada Holland", "Holland", land="Holland")
    assert chains(*told) == [["Ada Holland", "Holland"]]
    assert chains(*told, IN_HOLLAND) == [["Ada Holland"], ["Holland", "Holland"], ["Moss"]]
    assert len(chains(*told, *left("Dutch", land="Dutch"))) == 2
    assert chains(*left("Mrs Holland", "Holland", land="Holland")) == [["Mrs Holland", "Holland"]]
    assert len(chains(*left("Ada Ben-Holland", "Holland", land="Holland"))) == 2
