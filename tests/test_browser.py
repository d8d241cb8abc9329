"""The report opened from disk in a headless Chromium without a network: it shows what it must, and asks for nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from bridge_case import comparison
from rashomon import report
from rashomon.model import Account, Actor, Alignment, Claim, Comparison, Holder, Label, Point, Reading, Segment, Span
from rashomon.report import render
from rashomon.report.lookup import Lookup
from rashomon.resolve import link

pytestmark = [
    pytest.mark.browser,
    # playwright's own event loop is closed after pytest has looked for open ones
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
VIEWS = ("points", "texts", "actors", "timeline", "relations", "lineage", "method")


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the example case."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report.page(report.view(comparison())), "utf-8")
    return path


class Visit:
    """One page opened from disk, with everything it should not have done."""

    def __init__(self, browser: Browser, path: Path, address: str = "", **context: Any) -> None:
        self.context = browser.new_context(**({"viewport": WIDE} | context))
        self.faults: list[str] = []
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )
        self.url = path.as_uri()
        self.page.goto(self.url + address)

    def _route(self, route: Any) -> None:
        if route.request.url.startswith("file://") and route.request.url.split("#")[0] == self.url:
            route.continue_()
        else:
            self.faults.append(f"request: {route.request.url}")
            route.abort()

    def __enter__(self) -> Page:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.context.close()
        if not any(error):
            assert self.faults == []


def focused(page: Page) -> Locator:
    return page.locator(":focus")


# --- It opens ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_without_a_fault(browser: Browser, bridge: Path, view: str) -> None:
    with Visit(browser, bridge, f"#{view}") as page:
        assert page.locator(f"#{view}").is_visible()
        assert page.locator(".top nav [aria-current]").get_attribute("href") == f"#{view}"
        assert page.locator("h1:visible").count() == 1
        word = "" if view == "points" else f"{view.capitalize()} – "
        assert page.title() == f"{word}Five accounts, four of them independent – rashomon"
        page.wait_for_timeout(100)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_scrolls_sideways(browser: Browser, bridge: Path, view: str, size: dict[str, int]) -> None:
    with Visit(browser, bridge, f"#{view}", viewport=size) as page:
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        assert width <= size["width"]


def test_links_that_do_not_fit_fade_out_at_the_edge(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, viewport={"width": 480, "height": 900}) as page:
        assert page.evaluate(
            "(() => { const n = document.querySelector('.top nav'); return n.scrollWidth > n.clientWidth })()"
        )
        edge = "(link) => link.closest('nav').getBoundingClientRect().right - link.getBoundingClientRect().right"
        last = page.locator(".top nav a").last
        last.click()
        assert page.locator("#method").is_visible()
        assert last.evaluate(edge) >= 30


def test_it_reads_without_javascript(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, java_script_enabled=False) as page:
        for view in VIEWS:
            assert page.locator(f"#{view}").is_visible()
        assert page.locator("#matrix").get_by_text("people lost their lives").first.is_visible()
        assert page.locator("#t-a4").get_by_text("That is the number the people of Velm count").is_visible()
        assert not page.locator("#filters").is_visible()


def test_what_is_packed_is_unpacked(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "PACK_ABOVE", 1000)
    path = tmp_path / "packed.html"
    path.write_text(report.page(report.view(comparison())), "utf-8")
    with Visit(browser, path) as page:
        page.locator("#matrix .row").first.wait_for()
        assert page.locator("#matrix .row").count() == 12
        text = page.evaluate("document.querySelector('#t-a4 .prose').textContent")
        assert text == comparison().accounts[4].text


def test_the_texts_in_the_browser_are_the_accounts(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        for account in comparison().accounts:
            text = page.evaluate(f"document.querySelector('#t-{account.id} .prose').textContent")
            assert text == account.text


# --- The keyboard --------------------------------------------------------------------------------------------


def test_the_matrix_is_reached_and_walked_by_keyboard(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('#matrix'))"):
                break
        place = (
            "(() => { const c = document.activeElement.closest('th,td'); return [c.parentElement.id, c.cellIndex] })()"
        )
        assert page.evaluate(place) == ["p0", 0]
        for key, expected in (
            ("ArrowRight", ["p0", 1]), ("ArrowDown", ["p1", 1]), ("End", ["p1", 4]), ("ArrowDown", ["p2", 4]),
            ("ArrowUp", ["p1", 4]), ("Home", ["p1", 0]), ("ArrowLeft", ["p1", 0]), ("Control+Home", ["p0", 0]),
        ):  # fmt: skip
            page.keyboard.press(key)
            assert page.evaluate(place) == expected
        assert page.locator("#matrix [tabindex='0']").count() == 1


def test_the_drawer_opens_on_enter_and_gives_the_focus_back(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        cell = page.locator("#p0 td .cell").nth(2)
        cell.focus()
        page.keyboard.press("Enter")
        assert page.locator("#drawer").is_visible()
        assert focused(page).get_attribute("id") == "drawer-head"
        assert "Two people lost their lives" in page.locator("#drawer mark.now").first.inner_text()
        assert "the Interior Ministry" in page.locator("#drawer .chain").inner_text()
        source = page.locator("#drawer .others .via *", has_text="hospital staff")
        assert source.evaluate("(e) => getComputedStyle(e).fontStyle") == "italic"
        assert "‘Two’ against ‘Four’" in page.locator("#drawer .whys").inner_text()
        page.keyboard.press("Escape")
        assert not page.locator("#drawer").is_visible()
        assert page.evaluate("document.activeElement.getAttribute('href')") == cell.get_attribute("href")


def test_letters_step_through_the_points_and_can_be_switched_off(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('.row').id") == "p1"
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        page.locator("#keys-on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert not page.locator("#help").is_visible()


def test_the_drawer_follows_the_points(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.locator("#p0 td .cell").first.click()
        page.keyboard.press("j")
        assert page.locator(".row.open").get_attribute("id") == "p1"
        assert "rubber bullets" in page.locator("#drawer blockquote").inner_text()
        page.locator("#drawer-up").click()
        assert page.locator(".row.open").get_attribute("id") == "p0"


def test_the_texts_step_from_difference_to_difference(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, "#texts") as page:
        assert page.locator(".text:visible").count() == 2
        page.keyboard.press("j")
        first = focused(page).inner_text()
        page.keyboard.press("j")
        assert focused(page).inner_text() != first
        page.keyboard.press("k")
        assert focused(page).inner_text() == first
        lit = page.locator(".text:visible mark.lit")
        assert {lit.nth(n).evaluate("e => e.closest('.text').id") for n in range(lit.count())} == {"t-a0", "t-a3"}
        page.keyboard.press("Enter")
        assert page.locator("#drawer").is_visible()


# --- Filters, links, sentences -------------------------------------------------------------------------------


def test_filters_narrow_the_points_and_stay_in_the_address(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.keyboard.press("/")
        page.keyboard.type("railing tools")
        assert page.locator("#matrix .row:visible").count() == 1
        assert page.locator("#found").inner_text() == "1 of 12 points"
        page.locator("#filters [name=q]").fill("")
        page.locator("#filters [name=kind]").select_option("time")
        assert page.locator("#matrix .row:visible").count() == 2
        page.locator("#filters [name=account]").select_option("-a2")
        assert page.locator("#matrix .row:visible").count() == 1
        page.reload()
        page.locator("#found").get_by_text("1 of 12").wait_for()
        assert page.locator("#matrix .row:visible").count() == 1


def test_escape_clears_the_words_and_then_goes_back(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.keyboard.press("j")
        place = "document.activeElement.closest('.row')?.id"
        page.keyboard.press("/")
        page.keyboard.type("railing tools")
        page.keyboard.press("Escape")
        assert page.locator("#filters [name=q]").input_value() == ""
        assert page.locator("#matrix .row:visible").count() == 12
        assert page.evaluate("location.hash") == "#points"
        assert focused(page).get_attribute("name") == "q"
        page.keyboard.press("Escape")
        assert page.evaluate(place) == "p0"


def test_points_are_put_in_another_order_and_back(browser: Browser, bridge: Path) -> None:
    sureness = "[...document.querySelectorAll('tbody.shared .row')].map((row) => Number(row.dataset.sure))"
    with Visit(browser, bridge) as page:
        written = page.evaluate(sureness)
        page.locator("[name=sort]").select_option("doubt")
        assert page.evaluate(sureness) == sorted(written) != written
        page.locator("[name=sort]").select_option("")
        assert page.evaluate(sureness) == written


def test_points_about_an_actor_are_found(browser: Browser, tmp_path: Path) -> None:
    made = comparison()
    case = replace(made, claims=link(made.claims, made.accounts, [], made.actors))
    look = Lookup(case)
    actor = look.prominent[0]
    expected = {point for point, actors in look.actors_of.items() if actor in actors}
    (tmp_path / "report.html").write_text(report.page(report.view(case)), "utf-8")
    with Visit(browser, tmp_path / "report.html", viewport={"width": 1366, "height": 768}) as page:
        assert page.locator("#filters").evaluate("(e) => e.offsetHeight") < 40  # one line, with the count at its end
        page.locator("[name=actor]").select_option(actor)
        shown = page.evaluate("[...document.querySelectorAll('#matrix .row:not([hidden])')].map((row) => row.id)")
    assert set(shown) == expected
    assert 0 < len(expected) < sum(point.status != "single" for point in case.points)


def test_an_address_opens_the_same_evidence(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.locator("#p2 td .cell").nth(1).click()
        address = page.evaluate("location.hash")
        before = page.locator("#drawer-body").inner_text()
    with Visit(browser, bridge, address) as page:
        assert page.locator("#drawer-body").inner_text() == before


def test_back_leads_to_the_view_before(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        page.locator(".top nav a", has_text="Actors").click()
        page.locator(".top nav a", has_text="Timeline").click()
        page.go_back()
        assert page.locator("#actors").is_visible()
        assert not page.locator("#timeline").is_visible()


def test_a_label_leads_to_its_sentence(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, "#actors") as page:
        page.locator("#actor-actor0 .label", has_text="butcher").locator("a").click()
        assert page.locator("#drawer mark.now").inner_text() == "the butcher of the Tarn Street clearance in 2019"


def test_a_sentence_with_emoji_is_marked_where_python_said(browser: Browser, tmp_path: Path) -> None:
    text = "🚨 Alarm 🚨 said Ada Moss, the 👩‍🚒 chief."
    span = Span("a0", text.index("Ada"), text.index("Ada") + 8)
    account = Account("a0", "x.txt", text, "0" * 64, language="en")
    reading = Reading("a0", (Segment(Span("a0", 0, len(text)), "body", 0),))
    actor = Actor("x0", "Ada Moss", "person", (span,), (Label(span, "own", loaded=False),))
    path = tmp_path / "emoji.html"
    case = Comparison((account,), (reading,), {"a0": "a0"}, (), (actor,), (), (), (), (), ())
    path.write_text(report.page(report.view(case)), "utf-8")
    with Visit(browser, path, "#actors") as page:
        page.locator(".names a").click()
        assert page.locator("#drawer mark.now").inner_text() == "Ada Moss"


def test_tables_sort(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, "#relations") as page:
        page.locator("#deeds thead button", has_text="does").click()
        verbs = page.locator("#deeds tbody td:nth-child(2)").all_inner_texts()
        assert verbs == sorted(verbs)


@pytest.mark.parametrize("width", [800, 1440, 2400])
def test_a_date_on_the_axis_stands_at_the_height_of_its_words(browser: Browser, bridge: Path, width: int) -> None:
    middle = "(e) => { const box = e.getBoundingClientRect(); return box.top + box.height / 2 }"
    with Visit(browser, bridge, "#timeline", viewport={"width": width, "height": 900}) as page:
        event = page.locator(".event.disagree").first
        words, dots = (event.locator(place).all() for place in (".version", ".dot"))
        assert len(words) == len(dots) == 2
        for one, dot in zip(words, dots, strict=True):
            assert abs(one.evaluate(middle) - dot.evaluate(middle)) < 2


@pytest.mark.parametrize("width", [800, 1440, 1920])
def test_the_words_of_the_drawing_can_be_read(browser: Browser, bridge: Path, width: int) -> None:
    size = "(e) => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a"
    with Visit(browser, bridge, "#relations", viewport={"width": width, "height": 900}) as page:
        assert min(word.evaluate(size) for word in page.locator("#relations svg text").all()) > 9


def test_a_short_text_takes_no_more_room_than_it_needs(browser: Browser, bridge: Path) -> None:
    bottom = "(e) => e.getBoundingClientRect().bottom"
    with Visit(browser, bridge, "#texts", viewport={"width": 390, "height": 8000}) as page:
        text = page.locator("#t-a0")
        assert text.evaluate(bottom) - text.locator(".prose").evaluate(bottom) < 2


def test_paper_shows_every_list_every_further_claim_and_the_sources(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge) as page:
        further = page.locator("#p1 .further li").first
        assert not further.is_visible()
        page.emulate_media(media="print")
        assert further.is_visible()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#sources").is_visible()
        assert page.locator(".list li").first.is_visible()
        assert not page.locator("#texts").is_visible()
        place = "getComputedStyle(document.querySelector('#p0 td .cell'), '::after').content"
        assert "A" in page.evaluate(place)


def test_on_paper_two_actors_stand_beside_each_other(browser: Browser, bridge: Path) -> None:
    with Visit(browser, bridge, viewport={"width": 690, "height": 970}) as page:
        page.emulate_media(media="print")
        first, second = (page.locator(".card").nth(n).evaluate("(e) => e.getBoundingClientRect().top") for n in (0, 1))
        assert first == second


# --- Access --------------------------------------------------------------------------------------------------


def axe(page: Page) -> list[str]:
    """Serious and critical faults found by axe-core, which is put in from outside the page's policy."""
    from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]

    source = Path(AXE_FILE_PATH).read_text("utf-8")
    page.evaluate(source)
    found = page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_serious_fault(browser: Browser, bridge: Path, view: str, scheme: str) -> None:
    with Visit(browser, bridge, f"#{view}", color_scheme=scheme) as page:
        assert axe(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_axe_finds_no_serious_fault_with_the_drawer_open(browser: Browser, bridge: Path, size: dict[str, int]) -> None:
    with Visit(browser, bridge, viewport=size) as page:
        page.locator("#p0 td .cell").first.click()
        assert axe(page) == []


# --- Hostile words -------------------------------------------------------------------------------------------

RUN = "console.error('ran')"
PAYLOADS = (
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>", f"\"><svg/onload={RUN}>", f"'><img src=x onerror={RUN}>", f"\" autofocus onfocus={RUN} x=\"",
    f"' onmouseover={RUN} '", f"javascript:{RUN}", f"<a href='javascript:{RUN}'>x</a>",
    f"<iframe srcdoc=\"<script>{RUN}</script>\">", "<iframe src=https://example.org>", "<img src=https://example.org/x>",
    "<link rel=stylesheet href=https://example.org/x>", "<style>body{display:none}</style>", "</style><b>x",
    f"</title><script>{RUN}</script>", f"</textarea><script>{RUN}</script>", f"<!--<script>{RUN}</script>", "-->",
    "]]>", f"<math><mtext><img src=x onerror={RUN}></mtext></math>", f"<details open ontoggle={RUN}>",
    "{{ 7 * 7 }}", "{% raw %}",
    f"<template><script>{RUN}</script></template>", "&lt;script&gt;", "&#60;script&#62;", "\u2028\u2029</script>",
    f"<base href=https://example.org><script src=x>{RUN}</script>",
    "<meta http-equiv=refresh content=0;url=//example.org>",
    f"<form action=//example.org><input type=submit onfocus={RUN} autofocus></form>", "\u202e<b>reversed</b>\u2066",
    "\\u003cscript\\u003e", "${alert(1)}", "<svg><use href=data:image/svg+xml,x></svg>",
)  # fmt: skip


def hostile() -> Comparison:
    """Two accounts that disagree on every payload, which is also title, author, path, outlet, holder and actor."""
    accounts, readings, every, points, aligned, actors = [], [], [], [], [], []
    for number in range(2):
        name = f"a{number}"
        text = "\n\n".join(f"Someone said {payload} on day {number}." for payload in PAYLOADS)
        spans, at = [], 0
        for payload in PAYLOADS:
            length = len(f"Someone said {payload} on day {number}.")
            spans.append(Span(name, at, at + length))
            at += length + 2
        claims = [
            Claim(f"{name}.{n}", span, (Holder(payload, "named"), Holder("author", "author")))
            for n, (span, payload) in enumerate(zip(spans, PAYLOADS, strict=True))
        ]
        joined = " ".join(PAYLOADS)
        accounts.append(
            Account(
                name, joined, text, "0" * 64, title=joined, outlet=joined, authors=PAYLOADS, url=f"javascript:{RUN}"
            )
        )
        readings.append(Reading(name, tuple(Segment(s, "body", n) for n, s in enumerate(spans)), claims=tuple(claims)))
        every += claims
    for n, payload in enumerate(PAYLOADS):
        pair = (f"a0.{n}", f"a1.{n}")
        points.append(Point(f"p{n}", "contested", pair, ((pair[0],), (pair[1],)), every[n].span, 2, 2))
        aligned.append(Alignment(*pair, "conflict", 0.4, payload, "wording"))
        actors.append(
            Actor(f"x{n}", payload, "other", (every[n].span,), (Label(every[n].span, "quoted", loaded=True),))
        )
    groups = {"a0": "a0", "a1": "a1"}
    return Comparison(
        tuple(accounts), tuple(readings), groups, tuple(every), tuple(actors), (), tuple(aligned), tuple(points), (), ()
    )


def test_payloads_appear_as_characters_and_run_nothing(browser: Browser, tmp_path: Path) -> None:
    case = hostile()
    path = tmp_path / "hostile.html"
    path.write_text(report.page(report.view(case)), "utf-8")
    with Visit(browser, path) as page:
        for account in case.accounts:
            assert page.evaluate(f"document.querySelector('#t-{account.id} .prose').textContent") == account.text
        page.locator("#p0 .cell").first.click()
        for number in range(len(PAYLOADS)):
            cell = page.locator(f"#p{number} td .cell").first
            cell.click()
            assert PAYLOADS[number].split("\u2028")[0][:20] in page.locator("#drawer").evaluate("e => e.textContent")
        for view in VIEWS[1:]:
            page.locator(f".top nav a[href='#{view}']").click()
        assert page.locator("body img, body iframe, body form[action], body base, body template").count() == 0
        assert page.evaluate("document.querySelectorAll('script').length") == 2


def test_the_data_survives_the_page(browser: Browser, tmp_path: Path) -> None:
    case = hostile()
    path = tmp_path / "hostile.html"
    path.write_text(report.page(report.view(case)), "utf-8")
    with Visit(browser, path) as page:
        data = json.loads(page.evaluate("document.getElementById('data').textContent"))
    assert [account["title"] for account in data["accounts"]] == [account.title for account in case.accounts]
    assert data["claims"]["a0.0"][3]["h"] == [[PAYLOADS[0], "named"]]


def test_an_account_not_read_is_shown_as_not_read(browser: Browser, tmp_path: Path) -> None:
    case = comparison()
    broken = Account("a5", "late.pdf", "", "f" * 64, status="failed", reason="the file is encrypted")
    path = tmp_path / "failed.html"
    path.write_text(report.page(report.view(replace(case, accounts=(*case.accounts, broken)))), "utf-8")
    with Visit(browser, path) as page:
        assert page.locator("#accounts").get_by_text("not read: the file is encrypted").is_visible()
        assert page.locator("#p0 td").last.get_attribute("class") == "unread"
