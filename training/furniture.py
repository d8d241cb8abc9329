"""Page furniture written for training: what content systems put around an article, in many forms.

The annotated cases come from few outlets, whose pages were partly cleaned. A model fitted to them alone would know
those pages and no others. `dress` therefore wraps their accounts in invented furniture of every kind, of many content
systems and layouts, and also shows the model bare bodies, short bodies, one-line scrapes and texts whose words it
cannot know (letters exchanged), so that it learns to judge by look and place and not to strike what it cannot read.
All names, outlets and places here are invented.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rashomon.model import Account, SegmentKind
from training.cases import NUMBER, Labelled

BODY = NUMBER["body"]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.strip().replace("\n", ",").split(",") if part.strip())


FIRST = _several("""Ada, Tom, Ines, Jonas, Mirela, Kofi, Lena, Rashid, Yuki, Pavel, Nora, Sean, Amara, Luca, Priya, Omar,
Greta, Hugo, Selma, Dmitri, Chen, Farah, Ivo, Marta, Niall, Zeynep, Bela, Carmen, Eli, Tove""")
LAST = _several("""Moss, Reed, Okonjo, Lindqvist, Varga, Castellan, Haddadi, Tanabe, Novik, O'Shaughn, Ferrant, Brandl,
Kessel, Amadi, Sorensen, Petrakov, Marchetti, Iyer, Dunmore, Alvaro, Beck, Yilmazer, Korhola, Duquesne, Harrow""")
OUTLETS = _several("""The Harbour Courier, Daily Lantern, Northgate Post, The Meridian, Valley Observer, Quayside Times,
Channel Nine Wire, Open Ledger, The Sentinel of Arden, Continental Review, Morning Dispatch, Free Tribune Online""")
AGENCIES = _several("""Meridian Press, Lantern Images, Worldpix, Northgate News Agency, AllPress, Harbour Photo Service,
Pool, Handout, File, Courtesy of the ministry, Stockframe""")
CITIES = _several(
    "Arden, Port Lisle, Kestrel Bay, Novagrad, Santa Perla, Al Rimal, Eastmere, Tolland, Brindle, Ostrava Nova"
)
SECTIONS = _several("""Home, World, Politics, Business, Opinion, Sport, Culture, Science, Technology, Health, Travel, Video,
Podcasts, Europe, Asia, Africa, Americas, Middle East, Markets, Style, Weather, Live, Investigations, Letters, Books,
Climate, Education, Local, Editorials, Newsletters, Photo Essays, Analysis, Obituaries, Archive, Crosswords""")
MONTHS = _several("January, February, March, April, May, June, July, August, September, October, November, December")

CHROME_HEAD = _lines("""
Skip to main content
Skip to navigation
Menu
Search
Open menu
Close
Log in
Sign in | Register
My account
Subscribe
Subscribe now from 1 a week
Try it free for 30 days
Donate
Support us
Share
Share this article
Share on Facebook
Share on Twitter
Tweet this
Facebook Twitter LinkedIn WhatsApp Email Print
Share Tweet Pin Email
Copy link
Print this page
Save for later
Listen to this article
Listen
{n} min read
{n} shares
{n} comments
{n} views
Text size A A A
Reading time: {n} minutes
Follow {outlet} on Twitter
Get our app
Breaking news alerts
Edition: International
Choose your language
English | Français | Español | Deutsch
This site uses cookies. By continuing to browse you agree to our use of them.
We and our partners store information on your device. Accept all / Reject all
You have {n} free articles left this month.
Please enable JavaScript to view this page.
Advertisement
Scroll down for video
Loading...
Image {n} of {n}
Jump to comments
Toggle navigation
Play
Watch live
""")
CHROME_MIDDLE = _lines("""
Advertisement
ADVERTISEMENT
Story continues below
Article continues after advertisement
Continue reading below
Sign up for our newsletter
Sign up for our weekly letter and get the best of {outlet} in your inbox.
Get the stories that matter. Subscribe to our free daily briefing.
Loading
Sponsored
Promoted content
Play video
Watch: {title}
Listen to the podcast
Tap to unmute
Click to enlarge
View in gallery
View this post
Embed
* * *
***
---
Enter your email address
Thank you for subscribing!
By signing up you agree to receive messages from {outlet}.
Become a member and support independent reporting.
This content is not available in your region.
""")
CHROME_TAIL = _lines("""
Share this:
Share this story
Like this:
Like Loading...
Facebook
Twitter
Email
WhatsApp
Telegram
Print
More
Reddit
Click to share on Twitter (Opens in new window)
Sign up for our newsletter
Join the conversation
Leave a comment
Comments are closed.
Load more
Show more
Next article
Previous article
Follow us on Facebook, Twitter and Instagram.
Follow {person} on Twitter @{handle}.
Send your tips to {email}.
Contact us at {email}
Did you like this story? Tell a friend.
If you liked this, consider making a donation.
Support our work: become a member today for as little as {n} a month.
Subscribe to our channel
Enjoyed this? Get our best pieces every morning.
Sign up here to receive our weekly digest in your inbox every Friday.
Was this page helpful? Yes No
Report an error
Report this ad
Suggest a correction
Rate this article
Download our app on the App Store
We value your feedback.
Want more from {outlet}? Sign up for alerts.
Got a tip? Write to us at {email}.
Discuss this article on our forum
Tweet Share Pin
Categories
Search for:
Your email address will not be published. Required fields are marked *
""")
META_HEAD = _lines("""
By {person}
by {person} and {person}
By {person}, {outlet}
BY {PERSON}
{person}
{person} and {person}
{person}, {person}, {person}
{person} | {outlet}
{person} in {city}
{person}, Diplomatic Editor
Written by {person}
Author: {person}
From our correspondent in {city}
{outlet}
{date}
{date}, {time}
{date} {time}
{date} | {time}
{time} GMT {date}
Published {date}
Published: {date} {time}
Posted on {date} by {person}
Posted {date}
Updated {time} ET, {date}
Last updated: {date}
Last modified on {date} {time}
First published on {date}
Date: {date}
{n} hours ago
{n} days ago
{section}
{section} / {section}
{section} » {section}
{section}: {section}
Topic: {section}
Opinion
ANALYSIS
EXCLUSIVE
Editorial
Op-Ed
{CITY} —
{city}, {date}
{outlet}, {date}
Source: {outlet}
""")
META_TAIL = _lines("""
{person} is a reporter for {outlet}.
{person} is a writer based in {city}.
{person} is the author of several books on the region.
{person} teaches history at the University of {city} and writes for {outlet}.
{person} served as an envoy in {city} and {city}. The views expressed are the author's own.
{person} is a senior fellow at the {city} Institute. Follow the author on Twitter at @{handle}.
He has worked in {city}, {city} and {city}.
She has reported from {city} for {n} years and is now an adviser to the {city} Centre.
Before that, the author was the spokesperson of a delegation to {city}.
About the author
About {person}
Reporting by {person} in {city}; additional reporting by {person}; editing by {person}
(Reporting by {person}; Editing by {person})
Additional reporting by {agency}.
{agency} contributed to this report.
{person} contributed reporting from {city}.
This article first appeared in {outlet}.
This article was originally published by {outlet} and is reposted with permission.
Originally published at {url}
Source: {outlet}
Tags: {section}, {city}, {section}
TAGS {city} {section} {person}
Filed under: {section}, {section}
Topics: {section} | {city}
Published in {section}
Updated {date}: this story has been updated with more details.
Translated by {person}
With files from {agency}
""")
CAPTION = _lines("""
{person}, left, speaks to reporters in {city} on {date}.
A file photo shows {person} at a meeting in {city}.
People walk past a damaged building in {city}, {date}. {person}/{agency}
{person} ({agency})
(Photo by {person}/{agency})
Photo: {person}/{agency}
Photograph: {person}/{agency}
Image: {agency}
Image credit: {agency}
Picture: {agency}
[Photo: {agency}]
© {agency}
{PERSON}/{AGENCY} VIA {AGENCY}
{person}/{agency} via {agency}
{agency}/{person}
Credit: {agency}
File photo
Protesters hold up pictures of {person} outside the embassy in {city}.
Enlarge this picture {person}/{agency}
Soldiers stand guard in {city} after the announcement, in this {year} file photo.
{person} arrives for talks at the ministry in {city} ({agency})
Figure {n}. Map of the region around {city}
Video: {person} speaks in {city}
""")
RELATED_HEAD = _lines("""
Related
Related articles
Related stories
Related topics
RELATED:
Read more
READ MORE:
Read also
See also
Also read
You may also like
Most read
Most popular
More from {outlet}
More on this story
More in {section}
Recommended for you
Recommended
Latest news
Trending
Popular now
In this section
Editors' picks
Around the web
Recent posts
Articles by {person}
More by {person}
Don't miss
Up next
""")
RELATED = _lines("""
{title}
{title}
{title}
{title}
- {title}
* {title}
» {title}
{title} | {person}
{title} - {outlet}
{title} {date}
{n}. {title}
{section} {title}
{title} Read more
{title} ...
""")
RELATED_MIDDLE = _lines("""
Read more: {title}
READ MORE: {title}
Read also: {title}
RELATED: {title}
Related: {title}
See also: {title}
SEE ALSO: {title}
More: {title}
Also on {outlet}: {title}
( {title} )
[ {title} ]
» {title}
WATCH: {title}
Opinion: {title}
Don't miss: {title}
""")
LEGAL = _lines("""
© {year} {outlet}
© {year} {outlet}. All rights reserved.
Copyright © {year} {outlet}, all rights reserved.
Copyright {year} {agency}. This text may not be copied, broadcast or passed on.
All rights reserved. No part of this publication may be reproduced without written permission.
Terms of use
Privacy policy
Terms and Conditions | Privacy | Cookies | Imprint
Terms of Service
The views expressed in this article are those of the author and do not necessarily reflect the position of {outlet}.
The opinions expressed here are the author's own.
{outlet} is not responsible for the content of external sites.
Requests to reproduce this article should be sent to {email}.
To license this content, write to {email}.
This work is licensed under a Creative Commons Attribution licence.
Registered in {city}, company number {n}{n}{n}{n}.
Reprinted with permission.
""")
COMMENT_HEAD = _lines("""
{n} Comments
Comments ({n})
{n} responses to "{title}"
{n} thoughts on “{title}”
Comments
Reader comments
What readers say
Sort by: newest | oldest | most liked
Discussion
Have your say
Add a comment
Login to post a comment
Subscribe to this discussion
""")
COMMENT_MARKS = _lines("""
Reply
Reply Report
Like Reply
Like · Reply · {n} h
Reply to {person}
Permalink
Report abuse
Share
+{n} -{n}
{n} {n}
Upvote {n}
{n} replies
Edited
in reply to @{handle}
""")
COMMENT_NAMES = _lines("""
{person}
{first}
{handle}
{handle} says:
{person} says:
{first} {n}
{handle} · {n} days ago
@{handle}
Guest
Anonymous
{first} wrote:
{person} on {date}
""")
COMMENT_DATES = _lines("""
{date}
{date} {time}
{date} at {time}
{n} days ago
{n} years ago
{short}
{short} {time}
""")
NOTES_HEAD = (
    "Notes",
    "References",
    "Footnotes",
    "Sources",
    "Endnotes",
    "Works cited",
    "Notes and references",
    "Bibliography",
)
NOTES = _lines("""
[{i}] {person}, “{title},” {outlet}, {date}.
[{i}] {person}, {title} ({city}: University Press, {year}), pp. {n}-{n}.
[{i}] See {person} and {person}, “{title}”, {outlet}, {year}, p. {n}.
[{i}] {title}, {outlet}, {url}
[{i}] Ibid.
[{i}] Ibid., p. {n}.
[{i}] {person}, op. cit., p. {n}.
{i}. {person}. {title}. {outlet}, {date}. Accessed {date}.
{i} {person}, {title}, {outlet}, {year}.
{i}. {url}
({i}) {outlet}, {date}: “{title}”
^ {person} ({date}). "{title}". {outlet}. Retrieved {date}.
[{i}] {title}. Available at: {url}
[{i}] Online: {url}
[^{i}]: {person}, {title}
* {title}, {outlet}, {date}.
[{i}]
""")
CORRECTIONS = _lines("""
Correction: an earlier version of this article gave a wrong name for the office. It has been corrected.
CORRECTION: This story was changed on {date} to correct the date of the meeting in {city}.
Editor's note: this article was amended on {date} to add a statement by {person}.
Clarification: {person} was in {city} on that day, not in {city}.
""")


HEADINGS = _lines("""
Background
What happened next
What we know so far
A long history
Why it matters
How we got here
The blockade
The {city} meeting
Reactions
The response
Conclusion
Introduction
First results
An unanswered question
What comes next?
Who is {person}?
The role of {person}
{person}: the years in {city}
Goals and Means
The Road to {city}
Winners and losers
{n}. The letter
Part II: The Harbour
II. The Talks in {city}
A Policy Without a Plan
Not one word of regret
Money, power and water
No way back
Too little, too late (again)
The other side of the story
Myths and facts
Lessons Learned?
Old Friends, New Enemies
The Regional Powers and Their Interests in {city}
How the Strategy of Pressure Failed
The view from {city}
Q&A
Timeline
The numbers
Recommendations
""")


class Block(NamedTuple):
    """One line of a page and what it is; `gap` is the white space that came before it in the page."""

    kind: int
    text: str
    gap: str = "\n\n"


class Writer:
    """Fills the templates; one a page, so that a page keeps its outlet, its writer and its style."""

    def __init__(self, dice: random.Random, titles: Sequence[str], remarks: Sequence[str]) -> None:
        self.dice, self.titles, self.remarks = dice, titles, remarks
        self.outlet, self.person = dice.choice(OUTLETS), self._person()
        self.links = dice.random() < 0.25
        self.year = dice.randint(1998, 2026)
        self.number = 0

    def _person(self) -> str:
        middle = f" {self.dice.choice(string.ascii_uppercase)}." if self.dice.random() < 0.1 else ""
        return f"{self.dice.choice(FIRST)}{middle} {self.dice.choice(LAST)}"

    def _date(self) -> str:
        month, day = self.dice.choice(MONTHS), self.dice.randint(1, 28)
        number = MONTHS.index(month) + 1
        weekday = self.dice.choice(("Monday", "Tuesday", "Thursday", "Fri", "Sun"))
        return self.dice.choice((
            f"{month} {day}, {self.year}", f"{day} {month} {self.year}", f"{month[:3]} {day}, {self.year}",
            f"{weekday}, {month} {day}, {self.year}", f"{weekday} {day} {month[:3]} {self.year}",
            f"{self.year}-{number:02}-{day:02}", f"{day:02}/{number:02}/{self.year}", f"{number}/{day}/{self.year % 100:02}",
            f"{day:02}.{number:02}.{self.year}", f"{month.upper()} {day}, {self.year}",
        ))  # fmt: skip

    def _value(self, name: str) -> str:
        dice = self.dice
        person = self.person if dice.random() < 0.4 else self._person()
        plain: dict[str, Callable[[], str]] = {
            "person": lambda: person,
            "PERSON": lambda: person.upper(),
            "first": lambda: dice.choice(FIRST),
            "handle": lambda: dice.choice(FIRST).lower() + dice.choice(("", "_", "")) + dice.choice(LAST)[: dice.randint(1, 6)],
            "outlet": lambda: self.outlet if dice.random() < 0.7 else dice.choice(OUTLETS),
            "agency": lambda: dice.choice(AGENCIES),
            "AGENCY": lambda: dice.choice(AGENCIES).upper(),
            "city": lambda: dice.choice(CITIES),
            "CITY": lambda: dice.choice(CITIES).upper(),
            "section": lambda: dice.choice(SECTIONS),
            "date": self._date,
            "short": lambda: f"{dice.randint(1, 28):02}-{dice.randint(1, 12):02}-{self.year % 100:02}",
            "time": lambda: f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}" if dice.random() < 0.6
            else f"{dice.randint(1, 12)}:{dice.randint(0, 59):02} {dice.choice(('am', 'PM', 'p.m.'))}",
            "year": lambda: str(self.year),
            "n": lambda: str(dice.choice((0, 1, 2, 3, 5, 7, 12, 24, 51, 146, 310, "1.2k", "4.7"))),
            "i": lambda: str(self.number),
            "title": lambda: dice.choice(self.titles),
            "url": lambda: f"https://www.{dice.choice(LAST).lower()}.example/{self.year}/{dice.randint(1, 12):02}/{dice.randint(100, 99999)}",
            "email": lambda: f"{dice.choice(('desk', 'news', 'rights', 'press'))}@{dice.choice(LAST).lower()}.example",
        }  # fmt: skip
        return plain[name]()

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
        names = self.dice.sample(SECTIONS, self.dice.randint(3, 14))
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
        blocks = self.some("chrome", COMMENT_HEAD, 1, 3, gap)
        name, date, mark = (
            self.dice.choice(COMMENT_NAMES),
            self.dice.choice(COMMENT_DATES),
            self.dice.choice(COMMENT_MARKS),
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
        head = [Block(NUMBER["notes"], self.dice.choice(NOTES_HEAD), gap)] if self.dice.random() < 0.6 else []
        form = self.dice.choice(NOTES)
        rows = []
        for number in range(1, self.dice.randint(2, 16)):
            self.number = number
            rows.append(
                Block(NUMBER["notes"], self.fill(form if self.dice.random() < 0.6 else self.dice.choice(NOTES)), gap)
            )
        return head + rows

    def related(self, gap: str) -> list[Block]:
        """A list of other stories with its heading."""
        form = self.dice.choice(RELATED)
        rows = [Block(NUMBER["related"], self.fill(form), gap) for _ in range(self.dice.randint(1, 8))]
        head = [Block(NUMBER["related"], self.fill(self.dice.choice(RELATED_HEAD)), gap)]
        return (head if self.dice.random() < 0.75 else []) + rows

    # Parts of a page

    def head(self, title: str, gap: str) -> list[Block]:
        """What stands before the body."""
        say = self.dice.random
        blocks: list[Block] = self.navigation(gap) if say() < 0.3 else []
        blocks += self.some("chrome", CHROME_HEAD, 0, 4, gap) if say() < 0.5 else []
        blocks += self.title(title, gap) if say() < 0.7 else []
        blocks += self.some("meta", META_HEAD, 1, 5, gap) if say() < 0.7 else []
        blocks += self.some("chrome", CHROME_HEAD, 1, 3, gap) if say() < 0.35 else []
        if say() < 0.35:
            captions = self.some("caption", CAPTION, 1, 3, gap)
            blocks += captions * self.dice.choice((1, 1, 2))
        blocks += self.related(gap)[:2] if say() < 0.08 else []
        return blocks

    def tail(self, gap: str) -> list[Block]:
        """What stands after the body."""
        parts: list[list[Block]] = [
            self.notes(gap) if self.dice.random() < 0.15 else [],
            self.some("chrome", CHROME_TAIL, 1, 6, gap) if self.dice.random() < 0.55 else [],
            self.some("meta", META_TAIL, 1, 3, gap) if self.dice.random() < 0.5 else [],
            self.some("caption", CAPTION, 1, 1, gap) if self.dice.random() < 0.08 else [],
            self.some("legal", LEGAL, 1, 6, gap) if self.dice.random() < 0.35 else [],
            self.related(gap) if self.dice.random() < 0.35 else [],
            self.some("notes", CORRECTIONS, 1, 1, gap) if self.dice.random() < 0.06 else [],
        ]
        if self.dice.random() < 0.6:
            self.dice.shuffle(parts)
        if self.dice.random() < 0.25:
            parts.append(self.comments(gap))
        if self.dice.random() < 0.2:
            parts.append(self.some("chrome", CHROME_TAIL, 1, 3, gap))
        return [block for part in parts for block in part]

    def heading(self, body: Sequence[Block]) -> Block:
        """A heading inside the body, which is body: invented, or the first words of one of its sentences."""
        text = self.fill(self.dice.choice(HEADINGS))
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
        choices: tuple[tuple[SegmentKind, Sequence[str]], ...] = (
            ("chrome", CHROME_MIDDLE), ("chrome", CHROME_MIDDLE), ("related", RELATED_MIDDLE), ("caption", CAPTION),
        )  # fmt: skip
        kind, templates = self.dice.choice(choices)
        return self.some(kind, templates, 1, 1, gap)


# --- Pages -------------------------------------------------------------------------------------------------


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
    if dice.random() < 0.3:
        chosen = [block._replace(text=_shortened(block.text, dice.randint(3, 10))) for block in chosen]
    return page(item, chosen)


def _shortened(text: str, count: int) -> str:
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
        if dice.random() < 0.2:
            pages.append(foreign(excerpt(item, dice), dice))
    return [bare(p) if dice.random() < 0.5 else p for p in pages if p.ranges]
