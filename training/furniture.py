"""Page furniture written for training: what content systems put around an article, in many forms.

A `Writer` fills the templates of furniture.toml in the order and style of one page. All names are invented.
"""

from __future__ import annotations

import random
import re
import string
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.model import SegmentKind
from training.cases import NUMBER

BODY = NUMBER["body"]
_BANK = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text("utf-8"))
NAMES: dict[str, list[str]] = {name: lines.split("\n")[:-1] for name, lines in _BANK["names"].items()}
LINES: dict[str, list[str]] = {name: lines.split("\n")[:-1] for name, lines in _BANK["lines"].items()}


class Block(NamedTuple):
    """One line of a page and what it is; `gap` is the white space that came before it in the page."""

    kind: int
    text: str
    gap: str = "\n\n"


class Writer:
    """Fills the templates; one a page, so that a page keeps its outlet, its writer and its style."""

    def __init__(self, dice: random.Random, titles: Sequence[str], remarks: Sequence[str]) -> None:
        self.dice, self.titles, self.remarks = dice, titles, remarks
        self.outlet, self.person = dice.choice(NAMES["outlets"]), self._person()
        self.links = dice.random() < 0.25
        self.year = dice.randint(1998, 2026)
        self.number = 0

    def _person(self) -> str:
        middle = f" {self.dice.choice(string.ascii_uppercase)}." if self.dice.random() < 0.1 else ""
        return f"{self.dice.choice(NAMES['first'])}{middle} {self.dice.choice(NAMES['last'])}"

    def _date(self) -> str:
        month, day = self.dice.choice(NAMES["months"]), self.dice.randint(1, 28)
        number = NAMES["months"].index(month) + 1
        weekday = self.dice.choice(("Monday", "Tuesday", "Thursday", "Fri", "Sun"))
        return self.dice.choice((
            f"{month} {day}, {self.year}", f"{day} {month} {self.year}", f"{month[:3]} {day}, {self.year}",
            f"{weekday}, {month} {day}, {self.year}", f"{weekday} {day} {month[:3]} {self.year}",
            f"{self.year}-{number:02}-{day:02}", f"{day:02}/{number:02}/{self.year}",
            f"{number}/{day}/{self.year % 100:02}",
            f"{day:02}.{number:02}.{self.year}", f"{month.upper()} {day}, {self.year}",
        ))  # fmt: skip

    def _value(self, slot: str) -> str:
        """What a slot is filled with."""
        dice = self.dice
        made: dict[str, Callable[[], str]] = {
            "person": self._someone,
            "PERSON": lambda: self._someone().upper(),
            "first": lambda: dice.choice(NAMES["first"]),
            "handle": self._handle,
            "outlet": lambda: self.outlet if dice.random() < 0.7 else dice.choice(NAMES["outlets"]),
            "OUTLET": self.outlet.upper,
            "agency": lambda: dice.choice(NAMES["agencies"]),
            "AGENCY": lambda: dice.choice(NAMES["agencies"]).upper(),
            "city": lambda: dice.choice(NAMES["cities"]),
            "CITY": lambda: dice.choice(NAMES["cities"]).upper(),
            "section": lambda: dice.choice(NAMES["sections"]),
            "date": self._date,
            "short": lambda: f"{dice.randint(1, 28):02}-{dice.randint(1, 12):02}-{self.year % 100:02}",
            "time": self._time,
            "year": lambda: str(self.year),
            "n": lambda: str(dice.choice((0, 1, 2, 3, 5, 7, 12, 24, 51, 146, 310, "1.2k", "4.7"))),
            "i": lambda: str(self.number),
            "title": lambda: dice.choice(self.titles),
            "url": lambda: (
                f"https://www.{self._host()}/{self.year}/{dice.randint(1, 12):02}/{dice.randint(100, 99999)}"
            ),
            "email": lambda: f"{dice.choice(('desk', 'news', 'rights', 'press'))}@{self._host()}",
        }
        return made[slot]()

    def _someone(self) -> str:
        return self.person if self.dice.random() < 0.4 else self._person()

    def _handle(self) -> str:
        tail = self.dice.choice(NAMES["last"])[: self.dice.randint(1, 6)]
        return self.dice.choice(NAMES["first"]).lower() + self.dice.choice(("", "_", "")) + tail

    def _host(self) -> str:
        return self.dice.choice(NAMES["last"]).lower().replace("'", "") + ".example"

    def _time(self) -> str:
        minute = self.dice.randint(0, 59)
        if self.dice.random() < 0.6:
            return f"{self.dice.randint(0, 23):02}:{minute:02}"
        return f"{self.dice.randint(1, 12)}:{minute:02} {self.dice.choice(('am', 'PM', 'p.m.'))}"

    def fill(self, template: str) -> str:
        """The template with every slot filled, as a link of Markdown or a line of capitals now and then."""
        text = re.sub(r"\{(\w+)\}", lambda slot: self._value(slot[1]), template)
        if self.links and self.dice.random() < 0.4 and "[" not in text:
            return f"[{text}]({self.dice.choice(('#', self._value('url')))})"
        if self.links and self.dice.random() < 0.15:
            return f"**{text}**"
        return text

    def some(self, kind: SegmentKind, templates: Sequence[str], low: int, high: int, gap: str) -> list[Block]:
        """Between `low` and `high` blocks of one kind."""
        count = self.dice.randint(low, high)
        return [Block(NUMBER[kind], self.fill(self.dice.choice(templates)), gap) for _ in range(count)]

    # Runs of one kind

    def navigation(self, gap: str) -> list[Block]:
        """A list of sections: a line each, in one line, or run together by a scrape that lost the spaces."""
        names = self.dice.sample(NAMES["sections"], self.dice.randint(3, 14))
        style = self.dice.randrange(5)
        if style == 0:
            return [Block(NUMBER["chrome"], name, gap) for name in names]
        joined = (" ", " | ", " > ", "", " / ")[style].join(names)
        return [Block(NUMBER["chrome"], joined, gap)]

    def title(self, title: str, gap: str) -> list[Block]:
        """The title, perhaps marked up, perhaps with the outlet, perhaps with a deck under it."""
        text = self.dice.choice(
            (title, title, f"# {title}", f"{title} - {self.outlet}", f"{title} | {self.outlet}", title.upper())
        )
        deck = [Block(NUMBER["meta"], self.dice.choice(self.titles) + self.dice.choice(("", ".")), gap)]
        return [Block(NUMBER["meta"], text, gap), *(deck if self.dice.random() < 0.2 else [])]

    def comments(self, gap: str) -> list[Block]:
        """A thread of readers' comments with its head."""
        blocks = self.some("chrome", LINES["comment_head"], 1, 3, gap)
        name, date, mark = (
            self.dice.choice(LINES["comment_names"]),
            self.dice.choice(LINES["comment_dates"]),
            self.dice.choice(LINES["comment_marks"]),
        )
        order = self.dice.choice(("nd", "dn", "n", "nnd", "d", "ndm"))
        for _ in range(self.dice.randint(1, 9)):
            head = {"n": name, "d": date, "m": mark}
            blocks += [Block(NUMBER["comment"], self.fill(head[part]), gap) for part in order]
            first = self.dice.randrange(max(1, len(self.remarks) - 4))
            said = self.remarks[first : first + self.dice.randint(1, 4)]
            blocks += [Block(NUMBER["comment"], text, gap if k == 0 else " ") for k, text in enumerate(said)]
            if self.dice.random() < 0.6:
                blocks.append(Block(NUMBER["comment"], self.fill(mark), gap))
        return blocks

    def notes(self, gap: str) -> list[Block]:
        """A numbered list of references."""
        head = [Block(NUMBER["notes"], self.dice.choice(LINES["notes_head"]), gap)] if self.dice.random() < 0.6 else []
        form = self.dice.choice(LINES["notes"])
        rows = []
        for number in range(1, self.dice.randint(2, 16)):
            self.number = number
            rows.append(
                Block(
                    NUMBER["notes"],
                    self.fill(form if self.dice.random() < 0.6 else self.dice.choice(LINES["notes"])),
                    gap,
                )
            )
        return head + rows

    def bios(self, gap: str) -> list[Block]:
        """Who wrote it and where it comes from: lines, some of which go on for a few sentences."""
        blocks = []
        for block in self.some("meta", LINES["meta_tail"], 1, 3, gap):
            more = self.some("meta", LINES["bio_more"], 1, 3, " ") if self.dice.random() < 0.3 else []
            blocks += [block, *more]
        return blocks

    def related(self, gap: str) -> list[Block]:
        """A list of other stories with its heading."""
        form = self.dice.choice(LINES["related"])
        rows = [Block(NUMBER["related"], self.fill(form), gap) for _ in range(self.dice.randint(1, 8))]
        head = [Block(NUMBER["related"], self.fill(self.dice.choice(LINES["related_head"])), gap)]
        return (head if self.dice.random() < 0.75 else []) + rows

    # Parts of a page

    def head(self, title: str, gap: str) -> list[Block]:
        """What stands before the body."""
        say = self.dice.random
        blocks: list[Block] = self.navigation(gap) if say() < 0.3 else []
        blocks += self.some("chrome", LINES["chrome_head"], 0, 4, gap) if say() < 0.5 else []
        blocks += self.title(title, gap) if say() < 0.7 else []
        blocks += self.some("meta", LINES["meta_head"], 1, 5, gap) if say() < 0.7 else []
        blocks += self.some("chrome", LINES["chrome_head"], 1, 3, gap) if say() < 0.35 else []
        if say() < 0.35:
            captions = self.some("caption", LINES["caption"], 1, 3, gap)
            blocks += captions * self.dice.choice((1, 1, 2))
        blocks += self.related(gap)[:2] if say() < 0.08 else []
        return blocks

    def tail(self, gap: str) -> list[Block]:
        """What stands after the body."""
        parts: list[list[Block]] = [
            self.notes(gap) if self.dice.random() < 0.15 else [],
            self.some("chrome", LINES["chrome_tail"], 1, 6, gap) if self.dice.random() < 0.55 else [],
            self.bios(gap) if self.dice.random() < 0.5 else [],
            self.some("caption", LINES["caption"], 1, 1, gap) if self.dice.random() < 0.08 else [],
            self.some("legal", LINES["legal"], 1, 6, gap) if self.dice.random() < 0.35 else [],
            self.related(gap) if self.dice.random() < 0.35 else [],
            self.some("notes", LINES["corrections"], 1, 1, gap) if self.dice.random() < 0.06 else [],
        ]
        if self.dice.random() < 0.6:
            self.dice.shuffle(parts)
        if self.dice.random() < 0.25:
            parts.append(self.comments(gap))
        if self.dice.random() < 0.2:
            parts.append(self.some("chrome", LINES["chrome_tail"], 1, 3, gap))
        return [block for part in parts for block in part]

    def heading(self, body: Sequence[Block]) -> Block:
        """A heading inside the body, which is body: invented, or the first words of one of its sentences."""
        text = self.fill(self.dice.choice(LINES["headings"]))
        if body and self.dice.random() < 0.4:
            text = " ".join(self.dice.choice(body).text.split()[: self.dice.randint(2, 7)]).rstrip(",.;:")
        text = self.dice.choice((text, text, text.title(), text.upper(), f"## {text}", f"### {text}", f"**{text}**"))
        return Block(BODY, text)

    def listing(self, body: Sequence[Block], gap: str) -> list[Block]:
        """A list inside the body, which is body: the first words of its sentences as items."""
        mark = self.dice.choice(("- ", "• ", "* ", "", "", "{}. ", "{}) "))
        length = self.dice.randint(2, 9)
        items = [self.dice.choice(body).text.split()[:length] for _ in range(self.dice.randint(2, 8))]
        return [Block(BODY, mark.format(n) + " ".join(item).rstrip(",.;:"), gap) for n, item in enumerate(items, 1)]

    def middle(self, gap: str) -> list[Block]:
        """What breaks into the body between two paragraphs."""
        kind: SegmentKind = self.dice.choice(("chrome", "chrome", "related", "caption"))
        templates = LINES["caption" if kind == "caption" else f"{kind}_middle"]
        return self.some(kind, templates, 1, 1, gap)
