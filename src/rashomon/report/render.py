"""The view as one HTML page: escaping in one place, style and script inlined, and the policy that allows no others."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.report.matrix import grouped

STYLES = ("base.css", "matrix.css", "reader.css", "drawer.css", "figures.css", "print.css")
SCRIPTS = ("page.js", "whole.js", "matrix.js", "drawer.js", "reader.js", "keymap.js", "keys.js", "start.js")
"""Of the report; in the workbench `web/pieces.js` takes the place of `whole.js`."""


PACK_ABOVE = 6_000_000
"""Above this many characters the rows and texts travel compressed, which keeps the file under about 10 MB."""

RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of scripts written from right to left."""

HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that would act on the page unseen: controls, and those that turn the direction of writing."""


def page(view: Mapping[str, Any]) -> str:
    """One self-contained HTML document for what `rashomon.report.view` returned."""
    failed = sum(not column["read"] for column in view["columns"])
    style = own(styles() + ("" if view["crowded"] else widths(len(view["columns"]), failed)))
    script = own(scripts())
    rows = part("rows.html", crowded=view["crowded"], span=len(view["columns"]) + 1,
                groups=grouped(view["rows"], view["counts"]))  # fmt: skip
    prose = part("prose.html", accounts=view["accounts"], texts=view["texts"])
    packed = ""
    if len(rows) + len(prose) > PACK_ABOVE:
        packed, rows, prose = pack(rows, prose), Markup(), Markup()
    template = environment().get_template("report.html")
    html = template.render(
        view=view,
        policy=policy(style, script),
        style=style,
        script=script,
        data=data(view),
        rows=rows,
        prose=prose,
        packed=packed,
        live=False,
    )
    # A file name may hold bytes that are no UTF-8; they must not keep the report from being written.
    return html.encode("utf-8", "replace").decode("utf-8")


def part(name: str, **values: Any) -> Markup:
    """One template on its own; escaped by the same environment as the page it goes into."""
    return Markup(environment().get_template(name).render(values))  # noqa: S704


def pack(rows: str, prose: str) -> str:
    """Rows and texts as base64 of gzip, for a case too large to be written out; the same input, the same bytes."""
    markup = f'<table data-into="matrix">{rows}</table><div data-into="reader">{prose}</div>'
    safe = markup.encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(safe, compresslevel=6, mtime=0)).decode("ascii")


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy under which only these very bytes may style or run."""
    return (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; "
        "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def own(text: str) -> Markup:
    """The project's own style or script, which is not escaped and holds no word of an account."""
    return Markup(text)  # noqa: S704 - read from the package, never from an account


def digest(text: str) -> str:
    """A CSP hash source for an inline element with this content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def styles() -> str:
    """All style sheets, in order."""
    return "".join(asset(name) for name in STYLES)


@cache
def scripts(names: tuple[str, ...] = SCRIPTS) -> str:
    """All scripts in one scope of their own, so that nothing leaks and nothing from outside leaks in."""
    return "(async () => {\n'use strict';\n" + "".join(asset(name) for name in names) + "})();\n"


def asset(name: str) -> str:
    """One file of static/, with the line ends that are hashed."""
    return files("rashomon").joinpath("static", name).read_text("utf-8").replace("\r\n", "\n")


def widths(columns: int, failed: int) -> str:
    """The matrix's columns, and below which width of the window they scroll sideways instead."""
    read = columns - failed
    need = 16 + 8 * read + 4 * failed
    tracks = "minmax(15rem,21rem)"
    tracks += f" repeat({read},minmax(8rem,1fr))" if read else ""
    tracks += f" repeat({failed},4rem)" if failed else ""
    sideways = (
        ".scroller{overflow:auto;max-height:calc(100vh - 5rem)}.matrix{min-width:var(--need)}.matrix thead{top:0}"
    )
    return (
        f".matrix{{--tracks:{tracks};--need:{need}rem}}\n"
        f"@media (min-width:48.01rem) and (max-width:{need + 4}rem){{{sideways}}}\n"
        f"@media (min-width:48.01rem) and (max-width:{need + 31}rem){{{sideways.replace('.', '.drawer-open .', 1)}}}\n"
    )


def data(view: Mapping[str, Any]) -> Markup:
    """What the script reads, as JSON that cannot close its element nor be read as markup."""
    return script_json({**about(view), **view["evidence"]})


def about(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the script reads apart from evidence: the accounts, and which texts to show first."""
    shown = ("id", "siglum", "outlet", "title", "date", "url", "sha256", "language", "status", "copy_of", "path")
    accounts = [{key: account[key] for key in shown} for account in view["accounts"]]
    return {"accounts": accounts, "panes": view["panes"], "version": view["version"]}


def script_json(value: object) -> Markup:
    """JSON for a script element: `<`, `>`, `&` and the two line separators as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that could end the element is escaped above


def shown(text: str) -> Markup:
    """An account's words as HTML: escaped, with characters that would act unseen shown by their names instead.

    The character itself stays in the page, inside the element that shows its name, so that nothing is changed.
    """
    safe = str(escape(text)).replace("\r", "&#13;")
    return Markup(HIDDEN.sub(_named, safe))  # noqa: S704 - escaped one line above


def _named(match: re.Match[str]) -> str:
    character = match.group()
    name = unicodedata.name(character, f"control {ord(character):04X}").lower()
    kept = "" if character == "\0" else f"<span hidden>{character}</span>"  # HTML has no way to write NUL
    return f'<span class="unseen" data-name="{name}">{kept}</span>'


def label(text: str) -> str:
    """A name for attributes and lists: one line, without the characters that act unseen."""
    return " ".join(HIDDEN.sub("", text).split())


@cache
def environment() -> Environment:
    """Jinja with escaping everywhere and no undefined name passed over."""
    made = Environment(
        loader=PackageLoader("rashomon", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["rtl"] = lambda text: bool(RTL.search(text))
    made.filters["shown"] = shown
    made.filters["label"] = label
    return made
