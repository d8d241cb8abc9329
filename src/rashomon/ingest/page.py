"""A web page to text and facts (trafilatura, on bytes already held).

Keeps the paragraphs, headings, list items and table rows of the main content, the headline first. What the
extractor takes for navigation, reader comments or advertising is left out, so this is the one format whose
text is not the whole file. Fetches nothing, runs no script, follows no reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]

from rashomon.ingest.credits.naming import is_institution, is_outlet, sounds_like_outlet
from rashomon.ingest.decode import decode
from rashomon.ingest.facts import Draft, Facts, Unreadable, label, language_code, names, web_address
from rashomon.ingest.limits import Limits
from rashomon.ingest.when import iso

# htmldate's wide search takes any date it meets, that of the page template too; no date beats a wrong one.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}
# Tags of trafilatura's own tree and of HTML that begin and end a paragraph, or begin a line.
_PARAGRAPHS = frozenset({
    "p", "head", "quote", "code", "list", "table", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article",
    "blockquote", "pre", "ul", "ol", "dl", "form",
})  # fmt: skip
_LINES = frozenset({
    "item", "row", "lb", "br", "li", "tr", "dt", "dd",
})  # fmt: skip
_CELLS = {"cell", "td", "th"}
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]{2,40})""", re.I)
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{1,500})</title>", re.I)
_TITLE_PARTS = re.compile(r"\s+[|–—·-]\s+")
_DATED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
# The time of an entry of a live blog, which the extractor drops; said again beside its tag, which may date the page.
_CLOCK = re.compile(r"<time\b[^<>]{0,300}>\s*([^<>]{0,20}\b\d{1,2}[:.]\d\d\b[^<>]{0,20})</time>", re.I)
_LANG = re.compile(r"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([\w-]{2,20})""", re.I)


def parse(data: bytes, limits: Limits) -> Draft:
    """The main content of an HTML page; an Unreadable if the page has none or is out of bounds."""
    tags = data.count(b"<")
    if tags > limits.tags:
        raise Unreadable(f"has {tags:,} tags, over the limit of {limits.tags:,}; save the article as text instead")
    html, _ = decode(data, declared_charset(data))
    document: Any = trafilatura.bare_extraction(
        _CLOCK.sub(r"\g<0><span>\1</span>", html),
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if document is None:
        return Draft(_whole_page(html), Facts(language=_page_language(html)))
    facts = Facts(
        title=label(document.title),
        outlet=label(document.sitename) or _outlet(html),
        authors=_people(names((document.author or "").split("; "))),
        published=iso(document.date) or _published(html),
        language=_page_language(html),
        url=web_address(document.url),
    )
    return Draft(_headed(facts.title, flow(document.body)) or _whole_page(html), facts)


def _people(authors: tuple[str, ...]) -> tuple[str, ...]:
    """The authors without the outlets a byline names beside them, unless it names nobody else."""
    return tuple(name for name in authors if not sounds_like_outlet(name)) or authors


def _outlet(html: str) -> str | None:
    """The outlet a browser shows at the end of the page's title ("Ferry stopped | Harbour Post")."""
    found = _TITLE.search(html)
    parts = _TITLE_PARTS.split(unescape(found[1])) if found else []
    last = label(parts[-1]) if len(parts) > 1 else None
    return last if last and " " in last and (is_outlet(last) or is_institution(last)) else None


def _published(html: str) -> str | None:
    """The date of the page's own record (JSON-LD) where it is written in words ("March 4, 2021")."""
    found = _DATED.search(html)
    return iso(found[1]) if found else None


def declared_charset(data: bytes) -> str | None:
    """The encoding a page declares, by the WHATWG reading that "latin-1" means Windows-1252."""
    found = _CHARSET.search(data, 0, 4096)
    name = found[1].decode("ascii").lower() if found else None
    return "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name


def flow(body: Any) -> str:
    """The text of trafilatura's tree, a blank line between paragraphs and one line an item or table row."""
    text = "".join(_pieces(body))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(body: Any) -> Iterator[str]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        paragraph = "\n\n" if element.tag in _PARAGRAPHS else ""
        if event == "start":
            yield paragraph + ("\n" if element.tag in _LINES else "") + (element.text or "")
        elif element.tag in _CELLS and element.getnext() is not None:
            yield " | " + (element.tail or "")
        else:
            yield paragraph + (element.tail or "")


def _headed(title: str | None, text: str) -> str:
    """The text under its headline, which belongs to what the page tells even where the extractor drops it."""
    if not text or not title or title.casefold() in text[: 2 * len(title) + 200].casefold():
        return text
    return f"{title}\n\n{text}"


def _whole_page(html: str) -> str:
    """All text of a page in which the extractor sees no main content."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(html.encode("utf-8", "replace"), parser) if html.strip() else None
    if tree is not None:
        etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    text = flow(tree) if tree is not None else ""
    if not text:
        raise Unreadable("holds no text; if the page builds itself by script, save it as text or PDF from a browser")
    return text


def _page_language(html: str) -> str | None:
    found = _LANG.search(html, 0, 8192)
    return language_code(found[1]) if found else None
