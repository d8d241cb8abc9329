"""Accounts in the forms that other sources write: logs, posts, mails, press releases, wire series, paged reports.

The annotated cases are news. A model that knows news alone takes the second page of a report for a reader's comment
and a post with its time in front for a byline. Each form here takes the body of an annotated account, sets it as such
a source would, and puts around it what such a source does: the body stays body wherever it stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from rashomon.model import SegmentKind
from training.cases import NUMBER, Labelled
from training.furniture import BODY, LINES, Block, Writer
from training.pages import bare, blocks_of, page, shortened

Paragraph = list[Block]


def formed(item: Labelled, writer: Writer) -> tuple[Labelled, str]:
    """A stretch of the account's body in one of the forms, and its name; empty if the account has no body."""
    paragraphs = _stretch(item, writer.dice)
    name, form = writer.dice.choice(FORMS)
    foot = writer.tail("\n\n") if writer.dice.random() < 0.3 else []
    found = page(item, [*form(writer, paragraphs), *foot] if paragraphs else [])
    return (_wrapped(found, writer.dice) if writer.dice.random() < 0.25 else found), name


def other_sources(
    items: Sequence[Labelled], spoken: Sequence[str], *, seed: int = 11, share: float = 1.0
) -> list[tuple[Labelled, str]]:
    """For a `share` of the accounts one more in another form, and its name in `form_of`; half without metadata."""
    dice = random.Random(seed)  # noqa: S311
    titles = sorted({item.account.title for item in items if item.account.title})
    chosen = [item for item in items if dice.random() < share]
    found = [formed(item, Writer(dice, titles, spoken)) for item in chosen]
    return [(bare(one) if dice.random() < 0.5 else one, form) for one, form in found if one.ranges]


def _stretch(item: Labelled, dice: random.Random) -> list[Paragraph]:
    """Some paragraphs of the body in a row, short ones: posts and logs are not essays."""
    found: list[Paragraph] = []
    for block in blocks_of(item):
        if block.kind == BODY and (not found or "\n" in block.gap or len(found[-1]) > 3):
            found.append([block._replace(gap="\n\n")])
        elif block.kind == BODY:
            found[-1].append(block._replace(gap=" "))
    at = dice.randrange(max(1, len(found) - 11))
    return found[at : at + dice.randint(2, 12)]


def _wrapped(item: Labelled, dice: random.Random) -> Labelled:
    """The account with line breaks for some of its spaces, as a printer sets a column; no offset changes."""
    width, text, at = dice.randint(45, 90), list(item.account.text), 0
    for place, char in enumerate(text):
        if char == "\n":
            at = place
        elif char == " " and place - at > width and "  " not in item.account.text[place - 1 : place + 2]:
            text[place], at = "\n", place
    return item._replace(account=replace(item.account, text="".join(text)))


def _one(writer: Writer, kind: SegmentKind, bank: str, gap: str = "\n\n") -> Block:
    return writer.some(kind, LINES[bank], 1, 1, gap)[0]


def _short(block: Block, dice: random.Random) -> Block:
    """Now and then the first words of a sentence alone, as notes and alerts are written."""
    return block._replace(text=shortened(block.text, dice.randint(3, 9))) if dice.random() < 0.5 else block


def _marked(writer: Writer, paragraph: Paragraph, mark: str, gap: str) -> Paragraph:
    """The paragraph with a mark (a time, "UPD:", "2/5") before its first words."""
    return [paragraph[0]._replace(text=f"{writer.fill(mark)} {paragraph[0].text}", gap=gap), *paragraph[1:]]


def log(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Entries by the clock under the head of a service."""
    mark = writer.dice.choice(("{time} ", "{time}", "{time} –", "{time}:", "[{time}]"))
    gap = writer.dice.choice(("\n", "\n\n"))
    blocks = writer.some("meta", LINES["log_head"], 1, 5, gap)
    for paragraph in paragraphs:
        entry = [_short(block, writer.dice) for block in paragraph[: writer.dice.randint(1, 2)]]
        blocks += _marked(writer, entry, mark, gap)
    return blocks + writer.some("chrome", LINES["page_foot"], 0, 2, gap)


def channel(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Messages of a channel, each with its counters."""
    dice, gap = writer.dice, writer.dice.choice(("\n", "\n\n"))
    blocks = writer.some("meta", LINES["channel_head"], 1, 3, gap)
    for paragraph in paragraphs:
        if dice.random() < 0.15:
            blocks.append(_one(writer, "meta", "forwarded", gap))
        mark = dice.choice(LINES["post_mark"])
        blocks += _marked(writer, paragraph, mark, gap) if dice.random() < 0.7 else paragraph
        if dice.random() < 0.4:
            blocks.append(_one(writer, "chrome", "counters", "\n"))
    return blocks + writer.some("chrome", LINES["channel_foot"], 0, 3, gap)


def thread(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Numbered posts of one writer, and what others replied."""
    dice, gap = writer.dice, writer.dice.choice(("\n", "\n\n"))
    blocks = writer.some("meta", LINES["channel_head"], 1, 2, gap)
    form = dice.choice(("{0}/{1}", "{0}/", "({0}/{1})", "{0}.", "🧵 {0}/{1}"))
    for number, paragraph in enumerate(paragraphs, 1):
        blocks += _marked(writer, paragraph, form.format(number, len(paragraphs)), gap)
        if dice.random() < 0.3:
            blocks.append(_one(writer, "chrome", "counters", gap))
    blocks += writer.some("chrome", LINES["counters"], 0, 2, gap)
    for _ in range(dice.choice((0, 0, 1, 2, 4))):
        blocks += [
            _one(writer, "comment", "post_reply", gap),
            Block(NUMBER["comment"], dice.choice(writer.remarks), gap),
        ]
    return blocks + writer.some("chrome", LINES["channel_foot"], 0, 2, gap)


def mail(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """A letter with its head, and the one it answers under it."""
    dice = writer.dice
    blocks = [*writer.some("meta", LINES["mail_head"], 1, 4, "\n"), _one(writer, "meta", "mail_subject", "\n")]
    blocks.append(_one(writer, "meta", "mail_greeting"))
    blocks += [block for paragraph in paragraphs for block in paragraph]
    blocks += writer.some("meta", LINES["mail_greeting"], 0, 2, "\n")
    blocks += writer.some("chrome", LINES["mail_foot"], 0, 1, "\n\n")
    if dice.random() < 0.6:
        blocks.append(_one(writer, "comment", "mail_quoted"))
        mark = dice.choice(("> ", "> ", ""))
        quoted = [dice.choice(writer.remarks) for _ in range(dice.randint(1, 5))]
        blocks += [Block(NUMBER["comment"], mark + text, "\n") for text in quoted]
    return blocks


def release(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """A press release with its notes, its contact and its sender."""
    dice = writer.dice
    blocks = writer.some("meta", LINES["release_head"], 1, 3, "\n")
    blocks += writer.title(dice.choice(writer.titles), "\n\n")
    blocks += _marked(writer, paragraphs[0], dice.choice(("{city}, {date} –", "{CITY} – {date} –", "")), "\n\n")
    blocks += [block for paragraph in paragraphs[1:] for block in paragraph]
    blocks += writer.some("chrome", LINES["release_end"], 0, 1, "\n\n")
    notes = Block(NUMBER["notes"], dice.choice(("Notes to editors", "Note to editors:", "Notes for editors")))
    about = Block(
        NUMBER["meta"], writer.fill(dice.choice(("About {city} Lines", "About us", "About the {city} Institute")))
    )
    parts: list[list[Block]] = [
        [notes, *writer.some("notes", LINES["release_notes"], 1, 3, "\n")],
        writer.some("chrome", LINES["release_contact"], 2, 5, "\n"),
        [about, *writer.some("meta", LINES["release_about"], 1, 3, "\n")],
    ]
    dice.shuffle(parts)
    return blocks + [block for part in parts if dice.random() < 0.75 for block in part]


def wire(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """A series of an agency, of leads and updates, each with its own head."""
    dice = writer.dice
    blocks: list[Block] = []
    for at in range(0, len(paragraphs), 4):
        blocks.append(_one(writer, "meta", "wire_title"))
        blocks += writer.some("meta", LINES["wire_head"], 0, 2, "\n\n")
        if dice.random() < 0.4:
            blocks += writer.listing([block for paragraph in paragraphs for block in paragraph], "\n")
        mark = dice.choice(("{CITY} ({agency}) –", "{CITY}, {date} ({agency}) -", "{city} –", ""))
        blocks += _marked(writer, paragraphs[at], mark, "\n\n")
        blocks += [block for paragraph in paragraphs[at + 1 : at + 4] for block in paragraph]
        blocks += writer.some("meta", LINES["wire_foot"], 0, 2, "\n\n")
        blocks += writer.some("notes", LINES["wire_correction"], 0, 1, "\n\n") if dice.random() < 0.3 else []
    return blocks


def report(writer: Writer, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """A paged text: running heads, page numbers and notes break into the body, which goes on after them."""
    dice, numbered = writer.dice, writer.dice.random() < 0.5
    head = dice.choice(LINES["running_head"])
    blocks = [Block(NUMBER["meta"], writer.fill(head)), *writer.title(dice.choice(writer.titles), "\n\n")]
    for number, paragraph in enumerate(paragraphs, 1):
        if dice.random() < 0.25:
            heading = writer.heading(paragraph)
            blocks.append(heading._replace(text=f"{number}.  {heading.text.lstrip('#* ')}") if numbered else heading)
        blocks += _marked(writer, paragraph, f"{number // 4 + 1}.{number % 4 + 1} ", "\n\n") if numbered else paragraph
        if dice.random() < 0.3:
            blocks += writer.notes("\n")[1:3] if dice.random() < 0.2 else []
            blocks += writer.some("chrome", LINES["page_foot"], 1, 1, "\n\n")
            blocks += [Block(NUMBER["chrome"], writer.fill(head))] if dice.random() < 0.6 else []
    blocks += writer.notes("\n") if dice.random() < 0.2 else []
    return blocks + writer.some("chrome", LINES["page_foot"], 0, 2, "\n\n")


FORMS: tuple[tuple[str, Callable[[Writer, Sequence[Paragraph]], list[Block]]], ...] = (
    *(("log", log), ("posts", channel), ("posts", channel), ("posts", thread), ("mail", mail), ("mail", mail)),
    *(("release", release), ("wire", wire), ("paged", report), ("paged", report)),
)
