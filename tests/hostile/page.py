"""Web pages, plain and hostile."""

from __future__ import annotations


def page(*paragraphs: str, head: str = "", lang: str = "en") -> bytes:
    """An article page with navigation and a footer around these paragraphs (HTML)."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article>{body}</article>'
        "<footer>Contact us</footer></body></html>"
    ).encode()


def million_tags() -> bytes:
    return b"<html><body>" + b"<p>x</p>" * 500_000


def many_tags_under_the_cap(count: int) -> bytes:
    return b"<html><body><article>" + b"<p>A few words here.</p>" * (count // 2) + b"</article></body></html>"


def deep(levels: int = 90_000) -> bytes:
    return b"<html><body>" + b"<div>" * levels + b"text" + b"</div>" * levels


def wide_attribute(megabytes: int = 20) -> bytes:
    return b'<html><body><p title="' + b"a" * (megabytes << 20) + b'">Some words.</p></body></html>'


def entities() -> bytes:
    """A billion laughs in the internal subset of an XHTML page."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{levels}]><html><body>'
        "<p>The sentence before it. &l9; The sentence after it, which is long enough.</p></body></html>"
    ).encode()
