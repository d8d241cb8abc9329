"""The report's view and page, on the example case made by hand and on whatever hypothesis comes up with."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge_case import comparison
from rashomon import report
from rashomon.model import (
    Account,
    Actor,
    Alignment,
    Appeal,
    Claim,
    Comparison,
    Dated,
    Deed,
    Event,
    Holder,
    Label,
    Lineage,
    Point,
    Quantity,
    Reading,
    Relation,
    Segment,
    Span,
)  # fmt: skip
from rashomon.report import alone, matrix, render, timeline, words
from rashomon.report.excerpt import excerpt, merged, pieces
from rashomon.report.relations import drawing

VOID = {"meta", "br", "input", "img", "link", "hr"}


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and the text of each account."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.prose: dict[str, list[str]] = {}
        self.blocks: dict[str, list[str]] = {"script": [], "style": []}
        self.account = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.stack.append(element)
        if tag == "article" and element[1].get("class", "") and "text" in str(element[1]["class"]).split():
            self.account = str(element[1]["data-account"])
            self.prose[self.account] = []

    def handle_endtag(self, tag: str) -> None:
        assert self.stack
        assert self.stack[-1][0] == tag, f"</{tag}> closes <{self.stack[-1][0]}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if any(attributes.get("class") == "prose" for _, attributes in self.stack):
            self.prose[self.account].append(data)
        if self.stack and self.stack[-1][0] in self.blocks:
            self.blocks[self.stack[-1][0]].append(data)


@cache
def bridge() -> dict[str, Any]:
    return report.view(comparison())


@cache
def bridge_html() -> str:
    return report.page(bridge())


def small(*texts: str, **facts: Any) -> Comparison:
    """A case of these texts, each one sentence, one claim and one point."""
    accounts = tuple(Account(f"a{n}", f"{n}.txt", text, "0" * 64, language="en") for n, text in enumerate(texts))
    spans = [Span(account.id, 0, len(account.text)) for account in accounts]
    claims = tuple(Claim(f"{s.account}.0", s, (Holder("author", "author"),)) for s in spans)
    readings = tuple(
        Reading(s.account, (Segment(s, "body", 0),), claims=(claim,)) for s, claim in zip(spans, claims, strict=True)
    )
    points = tuple(
        Point(f"p{n}", "single", (claim.id,), ((claim.id,),), claim.span, 1, 1) for n, claim in enumerate(claims)
    )
    made: dict[str, Any] = {
        "groups": {account.id: account.id for account in accounts},
        "claims": claims, "actors": (), "lineage": (), "alignments": (), "points": points, "events": (), "deeds": (),
    }  # fmt: skip
    return Comparison(accounts, readings, **(made | facts))


# --- The view: what is said in words and numbers -------------------------------------------------------------


def test_headline_counts_independent_accounts() -> None:
    assert bridge()["headline"] == "Five accounts, four of them independent"


def test_summary_names_the_copy_and_counts_the_points() -> None:
    expected = [
        "B (Harbour Post) is a re-print of A (Velm Courier): the two count as one.",
        "25 points: five contested, three on which the accounts differ, four shared by two or more (one by all) "
        "and 13 told by one account alone.",
    ]
    assert bridge()["sentences"] == expected


def test_contested_points_come_first_and_the_most_told_before_others() -> None:
    ranks = [(row["status"], -row["independent"]) for row in bridge()["rows"]]
    assert ranks == sorted(ranks)  # by name: contested, differs, shared


def test_copies_are_folded_under_their_origin() -> None:
    heads = [(column["siglum"], [copy["siglum"] for copy in column["copies"]]) for column in bridge()["columns"]]
    assert heads == [("A", ["B"]), ("C", []), ("D", []), ("E", [])]


def test_cells_say_what_each_account_does() -> None:
    deaths, bullets, *_ = bridge()["rows"]
    assert [cell["state"] for cell in deaths["cells"]] == ["differs"] * 4
    assert [cell["side"] for cell in deaths["cells"]] == [1, 1, 2, 3]
    assert [cell["state"] for cell in bullets["cells"]] == ["denies", "says", "denies", "says"]


def test_a_negative_wording_of_what_all_say_denies_nothing() -> None:
    """Where one side alone stands, "will not stay" says what "will leave" does."""
    whole = comparison()
    shared = next(point for point in whole.points if point.status == "shared")
    changed = tuple(
        replace(claim, polarity="denies") if claim.id == shared.claims[0] else claim for claim in whole.claims
    )
    (row,) = (row for row in report.view(replace(whole, claims=changed))["rows"] if row["id"] == shared.id)
    assert {cell["state"] for cell in row["cells"]} <= {"says", "hedged", "silent"}


def test_differing_values_are_emphasised() -> None:
    deaths = bridge()["rows"][0]
    marked = [piece["text"] for cell in deaths["cells"] for piece in cell["pieces"] if piece["mark"]]
    assert marked == ["Four", "At least four", "Two", "At least nine"]


def test_a_chain_of_holders_runs_from_the_paper_inward() -> None:
    shots = next(claim for claim in comparison().claims if len(claim.holders) == 3)
    links = words.chain(shots.holders, "Meridian News Agency")
    assert [link["name"] for link in links] == ["Meridian News Agency", "Pavel Orlin", "officers at the scene"]
    assert [link["kind"] for link in links] == ["author", "named", "unnamed"]


def test_silence_is_listed_by_account_and_a_copy_is_not_blamed() -> None:
    left_out = {entry["siglum"]: [point["text"] for point in entry["points"]] for entry in bridge()["left_out"]}
    assert "The dam will drown two villages" in left_out["D"]
    assert "B" not in left_out


def test_every_excerpt_is_one_slice_of_its_account() -> None:
    texts = {account.id: account.text for account in comparison().accounts}
    shown = [
        (cell["account"], "".join(p["text"] for p in cell["pieces"]))
        for row in bridge()["rows"]
        for cell in row["cells"]
        if "claim" in cell
    ]
    shown += [(row["wording"]["account"], row["wording"]["text"]) for row in bridge()["rows"]]
    shown += [(e["account"], p["text"]) for e in bridge()["alone"] for p in e["points"]]
    assert len(shown) > 60
    assert all(words and words in texts[account] for account, words in shown)


def test_an_excerpt_has_at_most_a_dozen_words() -> None:
    lengths = [
        len("".join(p["text"] for p in c["pieces"]).split())
        for r in bridge()["rows"]
        for c in r["cells"]
        if "claim" in c
    ]
    assert max(lengths) <= 12


def test_an_account_that_was_not_read_is_never_silent() -> None:
    case = small("One thing.", "One thing.")
    broken = Account("a2", "x.pdf", "", "1" * 64, status="failed", reason="the file is encrypted")
    shared = Point("p0", "shared", ("a0.0", "a1.0"), (("a0.0", "a1.0"),), Span("a0", 0, 10), 2, 2)
    view = report.view(replace(case, accounts=(*case.accounts, broken), points=(shared,)))
    assert [cell["state"] for cell in view["rows"][0]["cells"]] == ["says", "says", "unread"]
    assert view["headline"] == "Three accounts, two of them read, all independent"
    assert view["sentences"][-1] == "C was not read: that is not silence, and counts nowhere."
    html = report.page(view)
    assert "not read: the file is encrypted" in html


@pytest.mark.parametrize(
    ("case", "headline"),
    [
        (small(), "No accounts, none of them read"),
        (small("Alone."), "One account, nothing to set against it"),
        (small("The same.", "The same.", groups={"a0": "a0", "a1": "a0"}), "Two accounts, one of them independent"),
        (small("This.", "That."), "Two accounts, all independent"),
    ],
)
def test_small_cases_have_a_headline_and_a_page(case: Comparison, headline: str) -> None:
    view = report.view(case)
    assert view["headline"] == headline
    assert "<h1" in report.page(view)


def test_twenty_identical_accounts_are_one_column() -> None:
    texts = ["All of them say this."] * 20
    lineage = tuple(Lineage("a0", f"a{n}", "copy", 1.0, ()) for n in range(1, 20))
    view = report.view(small(*texts, groups={f"a{n}": "a0" for n in range(20)}, lineage=lineage))
    assert len(view["columns"]) == 1
    assert view["sentences"][0] == "19 accounts depend on A (0.txt) and count with it as one."


def test_actors_are_told_apart_by_what_each_account_calls_them() -> None:
    askar = next(actor for actor in bridge()["actors"] if actor["name"] == "Ruben Askar")
    names = {row["siglum"]: [name["text"] for name in row["names"]] for row in askar["rows"]}
    assert names["C"] == ["Reuben Asqar"]
    labels = {label["text"]: label for row in askar["rows"] for label in row["labels"]}
    assert labels["the butcher of the Tarn Street clearance in 2019"]["loaded"]
    assert not labels["who commanded the operation"]["loaded"]


def test_a_word_that_stands_out_in_one_accounts_labels_is_shown_with_its_counts() -> None:
    texts = ["Butcher Renn. " * 12, "Governor Renn. " * 12]
    mentions, labels = [], []
    for number, text in enumerate(texts):
        for match in re.finditer("(Butcher|Governor) Renn", text):
            mentions.append(Span(f"a{number}", *match.span()))
            labels.append(Label(Span(f"a{number}", *match.span(1)), "own", loaded=False))
    case = small(*texts, actors=(Actor("x0", "Renn", "person", tuple(mentions), tuple(labels)),))
    view = report.view(case)
    (word,) = view["actors"][0]["rows"][0]["apart"]
    assert (word["text"], word["count"], word["total"], word["others"]) == ("butcher", 12, 12, 0)
    assert "12 of 12 label words here, 0 of 12 in the other accounts" in report.page(view)


def test_what_a_person_judged_is_told_apart() -> None:
    case = comparison()
    first, *others = case.alignments
    view = report.view(replace(case, alignments=(replace(first, judgement="j1"), *others)))
    judged = [row["id"] for row in view["rows"] if row["judged"]]
    assert len(judged) == 1
    links = {tuple(link[:2]): link[6:] for point in view["evidence"]["points"].values() for link in point["w"]}
    assert [pair for pair, hand in links.items() if hand] == [(first.a, first.b)]
    assert report.page(view).count("</span> judged by a person") == 1


def test_lineage_tells_what_a_copy_adds() -> None:
    link = bridge()["lineage"]["links"][0]
    assert (link["target"], link["verb"], link["source"], link["inferred"]) == ("B", "is a re-print of", "A", False)
    assert any("one lane" in passage["text"] for passage in link["added"])


# --- Excerpts ------------------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=400), st.data())
def test_an_excerpt_never_leaves_its_claim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low = data.draw(st.integers(start, end - 1))
    focus = [(low, data.draw(st.integers(low + 1, end)))]
    cut = excerpt(text, Span("a0", start, end), focus)
    assert start <= cut.start < cut.end <= end
    assert "".join(str(piece["text"]) for piece in pieces(text, cut.start, cut.end, focus)) == text[cut.start : cut.end]


def test_an_excerpt_keeps_the_differing_number_in_sight() -> None:
    text = " ".join(f"word{n}" for n in range(40)) + " 17 officers"
    at = text.index(" 17") + 1
    cut = excerpt(text, Span("a0", 0, len(text)), [(at, at + 2)])
    assert cut.start <= at < cut.end
    assert (cut.before, cut.after) == (True, False)


def test_text_without_spaces_is_cut_between_graphemes() -> None:
    text = "日本語の文" * 40 + "e\u0301" * 100
    cut = excerpt(text, Span("a0", 0, len(text)))
    assert cut.end - cut.start <= 96
    accented = excerpt("e\u0301" * 100, Span("a0", 0, 200), width=97)
    assert accented.end % 2 == 0


def test_touching_ranges_become_one() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (5, 9)]) == [(0, 3), (4, 9)]


# --- Words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-15T18:40:00", "15 March 2024, 18:40"),
        ("2024-03-15T18:40:00+02:00", "15 March 2024, 18:40"),
        ("2024-03-15", "15 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("2019-W52", "week of 23 December 2019"),
        ("-0489", "490 BC"),
        ("2023-09/2023-11", "September 2023 to November 2023"),
        ("2024-13-01", "2024-13-01"),
        ("next week", "next week"),
        (None, "undated"),
    ],
)
def test_dates_are_written_as_people_write_them(value: str | None, expected: str) -> None:
    assert words.date(value) == expected


def test_sigla_go_on_after_z() -> None:
    assert [words.siglum(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_shares_are_never_rounded_to_nothing_or_all() -> None:
    assert [words.percent(s) for s in (0, 0.001, 0.87, 0.999, 1)] == ["0 %", "under 1 %", "87 %", "over 99 %", "100 %"]


# --- Timeline and relations ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2024-03", "2024-03-12", False),
        ("2024-03-14", "2024-03-12", True),
        ("2024-03-15T05:00", "2024-03-15T12:00", True),
        ("2024-03-15", "2024-03-15T12:00", False),
        ("2024-03-15", "soon", False),
    ],
)
def test_dates_disagree_where_both_cannot_hold(first: str, second: str, expected: bool) -> None:
    assert timeline.disagree([Dated(Span("a0", 0, 1), value) for value in (first, second)]) is expected


@pytest.mark.parametrize("value", ["", "soon", "2024-02-31", "2024/2023", "/", None])
def test_what_is_no_date_has_no_place_on_the_axis(value: str | None) -> None:
    assert timeline.days(value) is None


@given(st.lists(st.tuples(st.floats(1, 700000), st.floats(0, 4000)).map(lambda p: (p[0], p[0] + p[1])), max_size=30))
def test_the_axis_keeps_the_order_of_time_and_its_width(ranges: list[tuple[float, float]]) -> None:
    scale = timeline.axis(ranges)
    places = [scale[moment] for moment in sorted(scale)]
    assert places == sorted(places)
    assert all(timeline.MARGIN - 0.1 <= x <= timeline.WIDTH - timeline.MARGIN + 0.1 for x in places)


def test_disagreeing_dates_are_stacked_on_one_event() -> None:
    order = next(event for event in bridge()["timeline"]["events"] if event["disagree"])
    assert [version["sigla"] for version in order["versions"]] == ["A and E", "C and D"]


def test_an_undated_event_comes_last() -> None:
    case = small("It was then.")
    event = Event("e0", "then", Span("a0", 0, 12), (Dated(Span("a0", 7, 11), "then"),))
    assert report.view(replace(case, events=(event,)))["timeline"]["events"][0]["versions"][0]["x"] is None


def test_no_two_lines_of_the_drawing_share_a_slot() -> None:
    rows = [
        {"agent": f"a{n % 3}", "verb": "v", "patient": f"p{n % 5}", "sigla": ["A"], "denied": ""} for n in range(15)
    ]
    lines = drawing(rows)["lines"]
    assert len({line["from"] for line in lines}) == len({line["to"] for line in lines}) == 15


# --- The page: self-contained, exact, safe -------------------------------------------------------------------


def test_the_page_allows_exactly_its_own_style_and_script() -> None:
    page = Page(bridge_html())
    policy = next(str(a["content"]) for t, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", bridge_html(), re.S)
    scripts = re.findall(r"<script>(.*?)</script>", bridge_html(), re.S)
    assert style
    assert len(scripts) == 1
    for name, content in (("style-src", style[1]), ("script-src", scripts[0])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    for directive in ("default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"):
        assert directive in policy


def test_the_page_has_no_inline_style_no_handler_and_loads_nothing() -> None:
    for tag, attributes in Page(bridge_html()).elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], (tag, attributes)
        assert "src" not in attributes
        assert tag not in ("link", "iframe", "object", "embed", "img", "base")


def test_every_id_is_used_once_and_every_inner_link_leads_somewhere() -> None:
    elements = Page(bridge_html()).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {str(a["href"])[1:] for t, a in elements if t == "a" and str(a.get("href", "")).startswith("#")}
    assert links <= set(ids)


def test_the_texts_on_the_page_are_the_accounts() -> None:
    page = Page(bridge_html())
    for account in comparison().accounts:
        assert "".join(page.prose[account.id]) == account.text


# CR and form feed are kept by the page but not by this parser of it; surrogates are no text.
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=120)


@settings(deadline=None, max_examples=60)
@given(PLAIN, st.data())
def test_any_text_cut_anyhow_comes_back_whole(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text)), max_size=5)) | {len(text)})
    segments = tuple(
        Segment(Span("a0", a, b), data.draw(st.sampled_from(("body", "chrome"))), data.draw(st.integers(0, 1)) + n)
        for n, (a, b) in enumerate(zip([0, *cuts], cuts, strict=False))
    )
    claims = []
    for n in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        span = Span("a0", start, data.draw(st.integers(start + 1, len(text))))
        claims.append(Claim(f"a0.{n}", span, (Holder("author", "author"),)))
    case = small(text, claims=tuple(claims), points=())
    case = replace(case, readings=(Reading("a0", segments, claims=tuple(claims)),))
    assert "".join(Page(report.page(report.view(case))).prose["a0"]) == text


def test_characters_that_act_unseen_are_shown_by_name_and_kept() -> None:
    text = "safe\u202eevil\u2066x"
    html = report.page(report.view(small(text)))
    assert 'data-name="right-to-left override"' in html
    assert "".join(Page(html).prose["a0"]) == text


def test_offsets_are_converted_for_javascript() -> None:
    text = "🚨🚨 Ada Moss spoke."
    at = text.index("Ada")
    span = Span("a0", at, at + 8)
    actor = Actor("x0", "Ada Moss", "person", (span,), (Label(span, "own", loaded=False),))
    place = report.view(small(text, actors=(actor,)))["actors"][0]["rows"][0]["names"][0]["place"]
    units = text.encode("utf-16-le")
    assert units[2 * place["from"] : 2 * place["to"]].decode("utf-16-le") == "Ada Moss"


PAYLOADS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)", "<!--", "]]>", "{{ 7*7 }}",
    "{% raw %}", "&lt;script&gt;", "\u2028alert(1)\u2029", "<a href=javascript:alert(1)>x</a>", "</style><script>",
    "</title><script>alert(1)</script>", "</textarea>", "<iframe srcdoc='<script>alert(1)</script>'>",
)  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_an_account_stays_characters(payload: str) -> None:
    text = f"He said {payload} twice."
    case = small(text, "Another account.")
    nasty = replace(case.accounts[0], title=payload, outlet=payload, authors=(payload,), path=payload, url=payload)
    span = Span("a0", 0, len(text))
    actor = Actor("x0", payload, "person", (span,), (Label(span, "quoted", loaded=True),))
    shared = Point("p0", "shared", ("a0.0", "a1.0"), (("a0.0", "a1.0"),), span, 2, 2)
    spoken = replace(case.claims[0], holders=(Holder(payload, "named"), Holder("author", "author")))
    case = replace(
        case, accounts=(nasty, case.accounts[1]), actors=(actor,), points=(shared,), claims=(spoken, case.claims[1])
    )
    plain, html = (
        report.page(report.view(small("He said it twice.", "Another account."))),
        report.page(report.view(case)),
    )
    page = Page(html)
    assert "".join(page.prose["a0"]) == text
    assert [t for t, _ in page.elements if t == "script"] == [t for t, _ in Page(plain).elements if t == "script"]
    assert not [
        a for _, a in page.elements for n in a if n.startswith("on") or (n == "href" and str(a[n]).startswith("java"))
    ]
    assert not {"img", "iframe", "textarea"} & {tag for tag, _ in page.elements}


def test_the_data_of_the_script_cannot_close_its_element() -> None:
    value = {"text": "</script><!-- & \u2028 \u2029 😀"}
    written = str(render.script_json(value))
    assert json.loads(written) == value
    assert not set("<>&\u2028\u2029") & set(written)


def test_only_web_addresses_become_links() -> None:
    case = small("Text.")
    for url, kept in (("https://courier.example/1", True), ("javascript:alert(1)", False), ("file:///etc", False)):
        account = replace(case.accounts[0], url=url)
        assert (f'href="{url}"' in report.page(report.view(replace(case, accounts=(account,))))) is kept


def test_a_path_that_is_no_utf8_does_not_stop_the_report() -> None:
    case = small("Text.")
    account = replace(case.accounts[0], path="bad\udcff.txt", title="x\udcff")
    assert report.page(report.view(replace(case, accounts=(account,)))).encode("utf-8")


def test_the_same_comparison_gives_the_same_page() -> None:
    assert report.page(report.view(comparison())) == bridge_html()


def crowd(accounts: int, claims: int) -> Comparison:
    """Many accounts of many sentences; a third of the points are told by several."""
    sentence = "The council said on Monday that the bridge stays closed, number {}.".format
    texts = [" ".join(sentence(f"{a}-{c}") for c in range(claims)) for a in range(accounts)]
    made, readings, points = [], [], []
    every: list[Claim] = []
    for a, text in enumerate(texts):
        spans = [Span(f"a{a}", m.start(), m.end()) for m in re.finditer(r"The council[^.]*\.", text)]
        own = tuple(Claim(f"a{a}.{c}", span, (Holder("author", "author"),)) for c, span in enumerate(spans))
        made.append(Account(f"a{a}", f"{a}.txt", text, "0" * 64, outlet=f"Outlet {a}", language="en"))
        readings.append(Reading(f"a{a}", tuple(Segment(s, "body", n // 4) for n, s in enumerate(spans)), claims=own))
        every += own
    for n in range(claims // 3 * accounts // 4):
        first = n % accounts
        told = [f"a{(first + k) % accounts}.{n // accounts * 4 + k}" for k in range(4)]
        silent = tuple(f"a{k}" for k in range(accounts) if not any(t.startswith(f"a{k}.") for t in told))
        points.append(Point(f"p{n}", "shared", tuple(told), (tuple(told),), Span(f"a{first}", 0, 40), 4, 4, silent))
    used = {claim for point in points for claim in point.claims}
    points += [Point(f"s{c.id}", "single", (c.id,), ((c.id,),), c.span, 1, 1) for c in every if c.id not in used]
    groups = {account.id: account.id for account in made}
    return Comparison(tuple(made), tuple(readings), groups, tuple(every), (), (), (), tuple(points), (), ())


def test_a_large_case_is_packed_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "PACK_ABOVE", 10_000)
    case = crowd(16, 12)
    html = report.page(report.view(case))
    packed = re.search(r'id="packed">(.*?)</script>', html, re.S)
    assert packed
    page = Page(gzip.decompress(base64.b64decode(packed[1])).decode())
    assert {account.id: account.text for account in case.accounts} == {a: "".join(t) for a, t in page.prose.items()}
    assert "needs JavaScript" in html or "need JavaScript" in html


def test_silent_cells_of_a_crowd_cost_nothing() -> None:
    view = report.view(crowd(40, 12))
    assert view["crowded"]
    assert all(cell["state"] == "says" for row in view["rows"] for cell in row["cells"])


def test_a_claim_of_a_large_case_costs_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """200 accounts of 300 claims are to stay under 10 MB: 166 bytes a claim, its words included."""
    monkeypatch.setattr(render, "PACK_ABOVE", 100_000)
    monkeypatch.setattr(alone, "LISTED_ALONE", 100)
    html = report.page(report.view(crowd(40, 60)))
    fixed = len(report.page(report.view(small("Text."))).encode())
    assert (len(html.encode()) - fixed) / (40 * 60) < 166


def test_emphasis_prefers_the_number_of_the_same_thing() -> None:
    texts = ("On day 3 four people died.", "On day 5 nine people died.")
    case = small(*texts)

    def with_numbers(claim: Claim, day: str, dead: str, values: tuple[float, float]) -> Claim:
        text = case.accounts[int(claim.span.account[1])].text
        spans = [Span(claim.span.account, text.index(w), text.index(w) + len(w)) for w in (day, dead)]
        found = (Quantity(spans[0], values[0], what="day"), Quantity(spans[1], values[1], what="person"))
        return replace(claim, quantities=found)

    claims = (
        with_numbers(case.claims[0], "3", "four", (3, 4)),
        with_numbers(case.claims[1], "5", "nine", (3, 9)),  # the day is read alike, the dead are not
    )
    point = Point("p0", "differs", ("a0.0", "a1.0"), (("a0.0",), ("a1.0",)), claims[0].span, 2, 2)
    aligned = Alignment("a0.0", "a1.0", "differ", 0.9, "‘four’ against ‘nine’", "quantity")
    view = report.view(replace(case, claims=claims, points=(point,), alignments=(aligned,)))
    marked = [p["text"] for c in view["rows"][0]["cells"] for p in c["pieces"] if p["mark"]]
    assert marked == ["four", "nine"]


def test_a_cell_says_what_its_further_claims_do_otherwise() -> None:
    """A denial and another figure in the same account are not hidden behind "and 1 more"."""
    own = "It held two tons, the firm said. Three men said it held at least five tons."
    case = small(own, "It held six tons.", "There was a fire. She denied that there was.", "There was a fire.")

    def tons(ident: str, at: int, words: str, value: float) -> Claim:
        start = case.accounts[at].text.index(words)
        span = Span(f"a{at}", start, start + len(words))
        men = (Quantity(Span("a0", 33, 38), 3, what="man"),) if value == 5 else ()
        return replace(case.claims[at], id=ident, span=span, quantities=(*men, Quantity(span, value, unit="ton")))

    fire, denied = case.claims[2], replace(case.claims[2], id="a2.1", span=Span("a2", 18, 44), polarity="denies")
    told = (tons("a0.0", 0, "two tons", 2), tons("a0.1", 0, "at least five tons", 5), tons("a1.0", 1, "six tons", 6))
    points = (
        Point(
            "p0",
            "differs",
            ("a0.0", "a0.1", "a1.0"),
            (("a0.0", "a0.1"), ("a1.0",)),
            told[0].span,
            2,
            2,
            silent=("a2", "a3"),
        ),
        Point(
            "p1",
            "contested",
            ("a2.0", "a2.1", "a3.0"),
            (("a2.0", "a3.0"), ("a2.1",)),
            fire.span,
            2,
            2,
            silent=("a0", "a1"),
        ),
    )
    aligned = (
        Alignment("a0.0", "a1.0", "differ", 0.9, "‘two’ against ‘six’", "quantity"),
        Alignment("a0.1", "a1.0", "agree", 0.7, ""),
        Alignment("a2.0", "a3.0", "agree", 0.9, ""),
        Alignment("a2.1", "a3.0", "conflict", 0.7, "one denies"),
    )
    claims = (*told, fire, denied, case.claims[3])
    view = report.view(replace(case, claims=claims, points=points, alignments=aligned))
    cells = {cell["claim"]: cell for row in view["rows"] for cell in row["cells"] if cell.get("further")}
    assert {name: (cell["turns"], cell["values"]) for name, cell in cells.items()} == {
        "a0.0": ([], ["at least five tons"]),
        "a2.0": (["denies"], []),
    }
    html = report.page(view)
    assert "and 1 more: denies" in html
    assert 'and 1 more: <b class="value">at least five tons</b>' in html
    assert '<ul class="further"><li class="denies" data-siglum="C" data-loc="18–44">' in html


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (("It burned at 10.40 pm on deck.", "It burned at 11 pm, Renn said."), ["10.40 pm", "11 pm"]),
        (("It burned at 10.40 pm.", "It burned at night."), []),
        (("It burned at 10.40 pm, not at 9 am, Moss said.", "It burned at 22:40."), ["9 am"]),
    ],
)
def test_a_differing_time_of_day_is_emphasised(texts: tuple[str, str], marked: list[str]) -> None:
    case = small(*texts)
    point = Point("p0", "differs", ("a0.0", "a1.0"), (("a0.0",), ("a1.0",)), case.claims[0].span, 2, 2)
    aligned = Alignment("a0.0", "a1.0", "differ", 0.9, "", "time")
    (row,) = report.view(replace(case, points=(point,), alignments=(aligned,)))["rows"]
    assert row["kind_words"] == ["date or time"]
    assert [p["text"] for c in row["cells"] for p in c["pieces"] if p["mark"]] == marked


@pytest.mark.parametrize(("relation", "shown"), [("conflict", "a0.1"), ("differ", "a0.1"), ("agree", "a0.0")])
def test_a_cell_shows_what_parts_with_the_words_of_the_row(relation: Relation, shown: str) -> None:
    """Beside "the tap was open" stands that it was shut, however surely something else is told alike."""
    case = small("Renn left. The tap was shut.", "The tap was open. Renn left.", points=())
    spans = (Span("a0", 0, 10), Span("a0", 11, 28), Span("a1", 0, 17), Span("a1", 18, 28))
    claims = tuple(Claim(f"{s.account}.{n % 2}", s, (Holder("author", "author"),)) for n, s in enumerate(spans))
    told = tuple(claim.id for claim in claims)
    point = Point("p0", "contested", told, (("a0.0", "a1.0", "a1.1"), ("a0.1",)), spans[2], 2, 2)
    aligned = (Alignment("a0.0", "a1.1", "agree", 0.99, ""), Alignment("a0.1", "a1.0", relation, 0.7, ""))
    (row,) = report.view(replace(case, claims=claims, points=(point,), alignments=aligned))["rows"]
    assert [cell["claim"] for cell in row["cells"]] == [shown, "a1.0"]


def test_the_page_says_which_language_model_was_asked_and_what_it_changed() -> None:
    case = replace(small("It rained.", "It snowed."), appeals=(Appeal("tiny <b>", 7, 5, 5, 1),))
    view = report.view(case)
    expected = "The language model tiny <b> was asked about five of seven doubtful pairs of claims: "
    assert view["sentences"][-1] == f"{expected}one pair stands otherwise because of it."
    html = report.page(view)
    assert "put before the language model tiny &lt;b&gt;" in html
    assert "without the network" not in html
    assert "without the network" in report.page(report.view(small("It rained.")))


def test_the_page_says_where_pages_were_fetched() -> None:
    case = small("It rained.", "It snowed.")
    fetched = replace(case, accounts=(replace(case.accounts[0], path="https://a.example/b"), case.accounts[1]))
    html = report.page(report.view(fetched))
    assert "which fetched the addresses below" in html
    assert "without the network" not in html


def test_an_account_in_another_language_is_marked_and_never_blamed() -> None:
    """What is not understood is not left out."""
    case = small("It rained.", "It rained.", "Es regnete.")
    case = replace(case, accounts=(*case.accounts[:2], replace(case.accounts[2], language="de")))
    told = ("a0.0", "a1.0")
    point = Point("p0", "shared", told, (told,), Span("a0", 0, 10), 2, 2, silent=("a2",), reasons=("omits",))
    view = report.view(replace(case, points=(point,)))
    assert (
        view["sentences"][-1]
        == "C (de) is not in English: its claims are not understood, and its silence says nothing."
    )
    assert [account["siglum"] for account in view["left_out"]] == []
    assert view["rows"][0]["cells"][2] == {"state": "silent", "word": "not in English, which alone is understood"}
    assert "not in English (de)" in report.page(view)


def test_on_one_day_the_copied_stands_before_the_copy() -> None:
    """Who published first is read off the order, so a tie must not put the re-print first."""
    links = (Lineage("a1", "a0", "reprint", 0.9, (), inferred=False),)
    case = small("It rained.", "It rained.", groups={"a0": "a0", "a1": "a0"}, lineage=links)
    case = replace(case, accounts=tuple(replace(one, published="2031-05-14") for one in case.accounts))
    drawn = report.view(case)["lineage"]["drawing"]
    assert [node["account"] for node in drawn["nodes"]] == ["a1", "a0"]
    assert [line["word"] for line in drawn["lines"]] == ["re-print 90 %"]


def test_an_account_without_an_outlet_is_named_once_among_the_sources() -> None:
    case = small("It rained.")
    html = report.page(report.view(replace(case, accounts=(replace(case.accounts[0], title="A rainy day"),))))
    assert "<cite" not in html
    assert ">Outlet<" not in html


def test_deeds_are_shown_with_their_type_their_mood_and_on_whose_word() -> None:
    case = small("Ola Renn hit a guard, Ada Moss said.", "Ola Renn did not hit a guard.", "He may hit a guard.")
    held = (Holder("Ada Moss", "named"), Holder("author", "author"))
    claims = (replace(case.claims[0], holders=held), *case.claims[1:])
    actor = Actor("x0", "Ola Renn", "person", (Span("a0", 0, 8),))
    deed = Deed("x0", "hit", "", ("a0.0",), "ASSAULT", Span("a0", 13, 20), ("a1.0",), ("a2.0",))
    (row,) = report.view(replace(case, claims=claims, actors=(actor,), deeds=(deed,)))["relations"]["rows"]
    shown = {key: row[key] for key in ("agent", "verb", "kind", "patient", "told", "denied", "possible", "holders")}
    assert shown == {
        "agent": "Ola Renn", "verb": "hit", "kind": "assault", "patient": "a guard", "told": "A", "denied": "B",
        "possible": "C", "holders": "Ada Moss",
    }  # fmt: skip


def test_a_deed_is_denied_by_those_who_deny_it() -> None:
    (fired,) = (row for row in bridge()["relations"]["rows"] if row["verb"] == "fire on")
    assert (fired["told"], fired["denied"]) == ("C and E", "A, B, C and D")


def test_a_deed_beside_what_a_claim_denies_is_told() -> None:
    """Who "runs the ferry" runs it, whatever else the sentence says the firm denied."""
    case = small("The firm, which runs the ferry, denied the fault.")
    claims = (replace(case.claims[0], polarity="denies"),)
    actor = Actor("x0", "the firm", "org", (Span("a0", 0, 8),))
    deed = Deed("x0", "run", "", ("a0.0",), None, Span("a0", 21, 30))
    (row,) = report.view(replace(case, claims=claims, actors=(actor,), deeds=(deed,)))["relations"]["rows"]
    assert (row["told"], row["denied"]) == ("A", "")


def test_a_row_tells_why_accounts_are_silent_and_on_how_many_voices_it_rests() -> None:
    case = small("One thing.", "One thing.", "Another.", "A third.")
    told = ("a0.0", "a1.0")
    point = Point(
        "p0", "shared", told, (told,), Span("a0", 0, 10), 2, 2,
        silent=("a2", "a3"), reasons=("earlier", "omits"), voices=1, sources=("the Ministry",),
    )  # fmt: skip
    view = report.view(replace(case, points=(point,)))
    (row,) = view["rows"]
    assert row["voices"] == "one voice: the Ministry"
    assert [cell["word"] for cell in row["cells"][2:]] == ["written before it", "tells of the matter, not of this"]
    assert {account["siglum"]: account["points"][0]["why"] for account in view["left_out"]} == {
        "C": "written before it",
        "D": "tells of the matter, not of this",
    }
    assert view["evidence"]["points"]["p0"]["s"] == {"earlier": [2], "omits": [3]}
    assert "told by 2 of 4, on one voice: the Ministry" in report.page(view)
    assert matrix.voices(replace(point, voices=2)) == ""
    wider = replace(point, independent=4, voices=3, sources=("Ada Moss", "the Ministry"))
    assert matrix.voices(wider) == "three voices, among them Ada Moss and the Ministry"
