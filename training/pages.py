"""Training pages: annotated accounts dressed in invented furniture, cut short, or made unreadable.

The annotated cases come from few outlets, whose pages were partly cleaned. A model fitted to them alone would know
those pages and no others. `dress` therefore also shows it their accounts in furniture of many content systems, bare
and short bodies, one-line scrapes, bodies of other kinds (talks, guides, letters), and texts whose words it cannot
know (letters exchanged), so that it learns to judge by look and place and not to strike what it cannot read.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rashomon.model import Account
from training.cases import Labelled
from training.furniture import BODY, Block, Writer


def blocks_of(item: Labelled) -> list[Block]:
    """An annotated account as blocks."""
    text, at, blocks = item.account.text, 0, []
    for (start, end), kind in zip(item.ranges, item.kinds, strict=True):
        between = text[at:start]
        blocks.append(Block(kind, text[start:end], "\n\n" if "\n" in between else " " if between else ""))
        at = end
    return blocks


def page(item: Labelled, blocks: Sequence[Block]) -> Labelled:
    """The blocks written out as one account."""
    text, ranges = "", []
    for block in blocks:
        text += block.gap if text else ""
        ranges.append((len(text), len(text) + len(block.text)))
        text += block.text
    return item._replace(
        account=replace(item.account, text=text), ranges=ranges, kinds=[block.kind for block in blocks]
    )


def dressed(item: Labelled, writer: Writer) -> Labelled:
    """The account in invented furniture; now and then without its body, or as a single line."""
    dice = writer.dice
    gap = dice.choice(("\n", "\n\n", "\n\n"))
    body = blocks_of(item)
    if dice.random() < 0.5:
        body = [block for block in body if block.kind == BODY]
    breaks = [k for k, block in enumerate(body) if k and "\n" in block.gap]
    for at in sorted(dice.sample(breaks, min(len(breaks), dice.choice((0, 0, 0, 1, 2, 4)))), reverse=True):
        body[at:at] = writer.middle(gap)
    if dice.random() < 0.3:
        breaks = [k for k, block in enumerate(body) if k and "\n" in block.gap]
        for at in sorted(dice.sample(breaks, min(len(breaks), dice.randint(1, 5))), reverse=True):
            body.insert(at, writer.heading([block for block in body if block.kind == BODY]))
        if breaks and dice.random() < 0.4:
            at = dice.choice(breaks)
            body[at:at] = writer.listing([block for block in body if block.kind == BODY] or body, gap)
    if body and dice.random() < 0.3:
        body = [block._replace(gap=gap) if "\n" in block.gap else block for block in body]
    if dice.random() < 0.04:
        body = []
    title = item.account.title or dice.choice(writer.titles)
    blocks = [*writer.head(title, gap), *body, *writer.tail(gap)]
    if dice.random() < 0.04:
        blocks = [block._replace(gap=" ") for block in blocks]
    return page(item, blocks)


def excerpt(item: Labelled, dice: random.Random) -> Labelled:
    """A few body segments alone, as a statement or a short report is: nothing here may be struck."""
    body = [block for block in blocks_of(item) if block.kind == BODY]
    length = dice.choice((1, 2, 3, 5, 9, 15, 40))
    at = dice.randrange(max(1, len(body) - length + 1))
    chosen = body[at : at + length]
    gap = dice.choice((" ", "\n\n", None))
    if gap:
        chosen = [block._replace(gap=gap) for block in chosen]
    if dice.random() < 0.4:
        chosen = [block._replace(text=shortened(block.text, dice.randint(3, 10))) for block in chosen]
    return page(item, chosen)


def shortened(text: str, count: int) -> str:
    """The first words of a sentence, ended as it ends."""
    found = text.split()
    return text if len(found) <= count else " ".join(found[:count]).rstrip(",;:—–-") + text[-1]


def foreign(item: Labelled, dice: random.Random) -> Labelled:
    """The account with its letters exchanged, so that no word can be known but everything looks the same.

    Half stay in Latin letters; others take Cyrillic letters, letters without case, or ideograms without spaces.
    """
    latin = "abcdefghijklmnopqrstuvwxyz"
    script = dice.choice(("latin", "latin", "latin", "cyrillic", "caseless", "ideograms"))
    letters = {
        "latin": dice.sample("aeiou", 5) + dice.sample("bcdfghjklmnpqrstvwxyz", 21),
        "cyrillic": dice.sample("абвгдежзийклмнопрстуфхцчшыюя", 26),
        "caseless": dice.sample("אבגדהוזחטיכלמנסעפצקרשתךםןף", 26),
        "ideograms": dice.sample([chr(0x4E00 + k) for k in range(800)], 26),
    }[script]
    table = dict(zip("aeioubcdfghjklmnpqrstvwxyz", letters, strict=True))
    capitals = {letter.upper(): table[letter].upper() for letter in latin}
    change = str.maketrans(table | capitals)
    if script != "ideograms":
        account = item.account
        title = account.title and account.title.translate(change)
        return item._replace(account=replace(account, text=account.text.translate(change), title=title))
    blocks = [
        block._replace(text=_ideograms(block.text, change), gap=block.gap.strip(" ")) for block in blocks_of(item)
    ]
    return page(bare(item), [block for block in blocks if block.text])


def _ideograms(text: str, change: dict[int, str]) -> str:
    """Every third letter as an ideogram, no spaces, full-width stops."""
    text = re.sub(r"(?<=\w)\. ?$|(?<=\w)\. ", "。", text).replace(", ", "，").replace("? ", "？")
    return re.sub(r"([A-Za-z])[A-Za-z]{0,2}", r"\1", text).replace(" ", "").translate(change)


def bare(item: Labelled) -> Labelled:
    """The account without its metadata."""
    return item._replace(account=replace(item.account, title=None, outlet=None, authors=(), published=None))


def _spoken(conllu: Path) -> Iterator[tuple[str, bool, str]]:
    """Document, whether a paragraph begins, and text of every sentence of a CoNLL-U file."""
    document, begins = "", True
    for row in conllu.read_text("utf-8").splitlines():
        if row.startswith("# newdoc"):
            document, begins = row, True
        elif row.startswith("# newpar"):
            begins = True
        elif row.startswith("# text = "):
            yield document, begins, row.removeprefix("# text = ").strip()
            begins = False


def remarks(conllu: Path) -> list[str]:
    """Sentences of reviews, weblogs, newsgroups and answers, which read like comments."""
    return [text for document, _, text in _spoken(conllu) if "email" not in document and text]


def documents(conllu: Path) -> list[Labelled]:
    """The documents of a treebank as accounts that are body throughout: talks, guides, letters, posts and news."""
    found: dict[str, list[Block]] = {}
    for document, begins, text in _spoken(conllu):
        if text:
            found.setdefault(document, []).append(Block(BODY, text, "\n\n" if begins else " "))
    empty = Account("a0", "a0.txt", "", "")
    return [page(Labelled("", empty, [], []), blocks[:60]) for blocks in found.values() if len(blocks) > 3]


def dress(items: Sequence[Labelled], spoken: Sequence[str], *, seed: int = 7, times: int = 1) -> list[Labelled]:
    """The accounts as annotated, and `times` in new furniture; some short, some unreadable, half without metadata."""
    dice = random.Random(seed)  # noqa: S311
    titles = sorted({item.account.title for item in items if item.account.title})
    pages = list(items)
    for item in list(items) * times:
        pages.append(dressed(item, Writer(dice, titles, spoken)))
        if dice.random() < 0.25:
            pages.append(excerpt(item, dice))
        if dice.random() < 0.15:
            pages.append(foreign(dressed(item, Writer(dice, titles, spoken)), dice))
        if dice.random() < 0.3:
            pages.append(foreign(excerpt(item, dice), dice))
    return [bare(p) if dice.random() < 0.5 else p for p in pages if p.ranges]
