"""The workbench driven in a headless Chromium: read, correct, add, undo, export; and nothing leaves this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from bridge_case import comparison
from rashomon.case import Case
from rashomon.model import Comparison
from rashomon.result import Result
from rashomon.store import Store
from rashomon.web.app import application
from rashomon.web.desk import Desk, Snapshot
from rashomon.web.guard import Launch
from rashomon.web.serve import bind
from rashomon.web.work import Progress
from test_browser import PAYLOADS, PHONE, WIDE, Visit, axe, hostile
from workbench import COURIER, LATE, fresh

expect.set_options(timeout=30_000)  # a machine may be busy

pytestmark = [
    pytest.mark.browser,
    # playwright's own event loop is closed after pytest has looked for open ones
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PATIENCE = 120_000.0
"""Milliseconds that reading an added account may take on a busy machine."""


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address that `rashomon serve` prints for a case, while it runs."""
    command = [sys.executable, "-m", "rashomon", "serve", str(path), "--no-open"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stdout
        yield server.stdout.readline().split()[1]
    finally:
        server.terminate()
        server.communicate()


@contextmanager
def visiting(browser: Browser, url: str, **context: Any) -> Iterator[Page]:
    """A page at this address that fails the test for any fault, and for any request that leaves the server."""
    options: dict[str, Any] = {"viewport": WIDE} | context
    made = browser.new_context(**options)
    own, faults = re.match(r"http://127\.0\.0\.1:\d+/", url), list[str]()
    assert own
    page = made.new_page()
    page.on("request", lambda request: None if request.url.startswith(own[0]) else faults.append(request.url))
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
    )
    page.set_default_timeout(60_000)
    page.goto(url)
    try:
        yield page
    finally:
        made.close()
    assert faults == []


class Still(Desk):
    """Shows the comparison it was given, and makes no other."""

    def start(self) -> None:
        """Nothing is read."""

    def _refresh(self, progress: Progress) -> None:
        """Nothing is compared."""


@contextmanager
def still(folder: Path, comparison: Comparison) -> Iterator[tuple[str, Path]]:
    """The address of a workbench on a comparison that nobody had to make, and its case file."""
    path = folder / "still.case"
    store = Store(path)
    for account in comparison.accounts:
        store.add(account)
    store.close()
    desk, socket = Still(path), bind(0)
    desk.snapshot = Snapshot(1, Result(comparison))
    launch = Launch(socket.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(application(path, launch, desk=desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        yield launch.url, path
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workbench on the example for tests that only look, with what a person can have judged."""
    with still(tmp_path_factory.mktemp("bridge"), comparison()) as (url, path):
        with Case.open(path) as case:
            case.judge_accounts("grade", ["a0"], after="B2")
            case.judge("note", [comparison().claims[0].span], after="for the tests that look", by="one")
            case.judge("note", [comparison().claims[0].span], after="another word", by="two")
        yield url


def ready(page: Page) -> None:
    """Waits until the comparison is made, and the page that shows it listens to keys."""
    page.locator("#matrix").wait_for(timeout=PATIENCE)
    page.wait_for_load_state("load")


def caught_up(page: Page) -> None:
    """On a machine that is slower than a page's patience, waits for the new comparison that the page then offers."""
    if page.locator("body").get_attribute("data-busy") == "yes":
        page.locator("#work-fresh").click(timeout=PATIENCE)
        expect(page.locator("body")).to_have_attribute("data-busy", "no")


# --- The whole way -------------------------------------------------------------------------------------------


def test_read_correct_add_undo_export(browser: Browser, tmp_path: Path) -> None:
    """What a person decides holds when an account is added, until it is taken back; and comes out in the report."""
    (tmp_path / "late.txt").write_text(LATE, "utf-8")
    with served(fresh(tmp_path)) as url, visiting(browser, url) as page:
        ready(page)
        home = page.url
        assert home == url.partition("?")[0]
        follow_a_cell_to_the_words(page)
        correct(page)
        add(page, tmp_path / "late.txt")
        kept_until_taken_back(page, home)
        export(page, home, tmp_path)
    assert (tmp_path / "judgements.jsonl").read_text("utf-8").count("\n") == 3
    with Visit(browser, tmp_path / "report.html") as page:
        assert page.locator("#matrix").get_by_text("Fourteen").count() >= 1


def follow_a_cell_to_the_words(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("fourteen")
    expect(page.locator("#found")).to_have_text("1 of 3 points")
    page.locator("#matrix .row:visible td .cell").last.click()
    expect(page.locator("#drawer mark.now").first).to_contain_text("Fourteen people were injured")
    page.locator("#drawer .check").click()
    expect(page.locator("h1")).to_contain_text("people were injured")
    page.locator("a", has_text="in the text").last.click()
    expect(page.locator("mark.now").first).to_be_visible()
    assert "".join(page.locator("mark.now").all_inner_texts()) == COURIER.splitlines()[1]
    page.go_back()


def correct(page: Page) -> None:
    page.get_by_role("button", name="Not the same").click()
    expect(page.locator(".history")).to_contain_text("rejected the link (before: ")
    caught_up(page)
    expect(page.locator(".crumb")).to_contain_text("told by one alone")
    page.locator("nav a", has_text="Actors").click()
    page.get_by_role("link", name="Merge or split actors").click()
    for box in page.locator(".tick input").all()[:2]:
        box.check()
    page.get_by_label("merged name").fill("Both in one")
    page.get_by_role("button", name="Merge the ticked").click()
    caught_up(page)
    expect(page.locator("tr", has_text="Both in one")).to_contain_text("judged by a person")


def add(page: Page, file: Path) -> None:
    page.locator("nav a", has_text="Add").click()
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".rows tbody .says")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator("#work")).to_be_hidden()


def kept_until_taken_back(page: Page, home: str) -> None:
    page.goto(home + "log")
    assert "finds nothing" not in page.locator("table").inner_text()
    page.goto(home + "points/a0.1")
    assert "Fourteen" not in page.locator(".versions").inner_text()
    page.goto(home + "actors")
    assert page.locator("tr", has_text="Both in one").count() == 1
    page.goto(home + "log")
    page.locator("tr", has_text="rejected the link").get_by_role("button").click()
    expect(page.locator("tr", has_text="rejected the link")).to_contain_text("taken back")
    caught_up(page)
    page.goto(home + "points/a0.1")
    assert "Fourteen" in page.locator(".versions").inner_text()


def export(page: Page, home: str, folder: Path) -> None:
    page.goto(home)
    ready(page)
    page.locator("nav a", has_text="Export").click()
    for words, name in (("Report", "report.html"), ("Data", "comparison.json"), ("Judgements", "judgements.jsonl")):
        with page.expect_download() as download:
            page.locator(".takes a", has_text=words).click()
        assert download.value.suggested_filename == name
        download.value.save_as(folder / name)


def press(page: Page, key: str) -> None:
    """Presses a key once the page listens to keys."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_the_queue_by_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with served(fresh(tmp_path)) as url, visiting(browser, url) as page:
        ready(page)
        press(page, "r")
        page.wait_for_url("**/review")
        first = page.locator(".sides").inner_text()
        assert page.locator(".facts").first.inner_text().startswith("0 of 3 links")
        press(page, "n")
        expect(page.locator(".facts").first).to_contain_text("1 of 3 links")
        assert page.locator(".sides").inner_text() != first
        expect(page.locator(".last")).to_contain_text("rejected the link")
        press(page, "z")
        expect(page.locator(".facts").first).to_contain_text("0 of 3 links")
        press(page, "j")
        page.wait_for_url("**/review?at=1")
        press(page, "k")
        page.wait_for_url("**/review?at=0")
        assert page.locator(".sides").inner_text() == first
        for done, key in enumerate("xux", start=1):
            press(page, key)
            expect(page.locator(".view")).to_contain_text(f"{done} of 3 links judged")
        expect(page.locator(".view")).to_contain_text("Every link of this comparison was judged or set aside")
        press(page, "z")
        expect(page.locator(".view")).to_contain_text("2 of 3 links judged")
        press(page, "?")
        expect(page.locator("#help")).to_be_visible()
        page.locator("#keys-on").uncheck()
        press(page, "Escape")
        page.reload()
        press(page, "x")
        press(page, "?")
        assert not page.locator("#help").is_visible()
        expect(page.locator(".view")).to_contain_text("2 of 3 links judged")


def test_the_search_key_leads_to_where_words_are_written(browser: Browser, bridge: str) -> None:
    with visiting(browser, bridge) as page:
        ready(page)
        press(page, "s")
        page.wait_for_url("**/search")
        expect(page.locator("#q")).to_be_focused()


def test_a_phone_shows_the_weights(browser: Browser, bridge: str) -> None:
    with visiting(browser, bridge, viewport={"width": 390, "height": 844}) as page:
        ready(page)
        page.goto(bridge.split("/?", maxsplit=1)[0] + "/points/p0")
        page.get_by_role("link", name="why, in full").first.click()
        box = page.locator(".features td.n").nth(1).bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390


def test_it_is_judged_without_javascript(browser: Browser, tmp_path: Path) -> None:
    path = fresh(tmp_path)
    with served(path) as url, visiting(browser, url) as page:
        ready(page)
        address = page.url
        cookies = page.context.cookies()
        with visiting(
            browser, address, java_script_enabled=False, storage_state={"cookies": cookies, "origins": []}
        ) as plain:
            plain.goto(address + "review")
            plain.get_by_role("button", name="Not the same").click()
            expect(plain.locator(".facts").first).to_contain_text("1 of 3 links")
            plain.goto(address + "points")
            plain.locator(".plain a").first.click()
            plain.get_by_label("Note").fill("seen on paper")
            plain.get_by_role("button", name="Keep").click()
            expect(plain.locator(".history")).to_contain_text("seen on paper")
    with Case.open(path) as case:
        assert [one.action for one in case.log()] == ["reject", "note"]


# --- Access --------------------------------------------------------------------------------------------------

VIEWS = (
    "", "#points?claim=a0.0", "texts", "#actors", "timeline", "relations", "lineage", "method", "points", "points/a0.0",
    "accounts/a0?at=3-9&edit=1", "actors", f"actors/{comparison().actors[0].id}", "search?q=bridge",
    "search?q=bridge+police&as=near", "review", "add", "log", "export",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, bridge: str, scheme: str) -> None:
    faults = dict[str, list[str]]()
    with visiting(browser, bridge, color_scheme=scheme, reduced_motion="reduce") as page:
        ready(page)
        address = page.url
        for view in VIEWS:
            page.goto(address + view)
            page.wait_for_load_state("networkidle")
            for details in page.locator(".desk details").all():
                details.evaluate("one => { one.open = true; }")
            faults[view] = axe(page)
        page.keyboard.press("?")
        faults["keys"] = axe(page)
    assert {view: found for view, found in faults.items() if found} == {}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_no_view_scrolls_sideways(browser: Browser, bridge: str, size: dict[str, int]) -> None:
    with visiting(browser, bridge, viewport=size) as page:
        page.locator("main").wait_for()
        address = page.url
        for view in VIEWS:
            page.goto(address + view)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], view


# --- By key --------------------------------------------------------------------------------------------------


def test_links_are_judged_from_the_evidence_and_from_the_point_by_key(browser: Browser, tmp_path: Path) -> None:
    with still(tmp_path, comparison()) as (url, path):
        with visiting(browser, url) as page:
            ready(page)
            press(page, "j")
            press(page, "Enter")
            expect(page.locator("#drawer .whys li.now")).to_have_count(1)
            links = page.locator("#drawer .whys li").count()
            press(page, "x")
            expect(page.locator("#drawer .whys li").first).to_contain_text("kept by you")
            press(page, "n")
            expect(page.locator("#drawer .whys li[data-answered]")).to_have_count(2)
            press(page, "z")
            expect(page.locator("#drawer .whys li[data-answered]")).to_have_count(1)
            press(page, "c")
            expect(page.locator(".hand.now")).to_have_count(1)
            assert page.locator(".hand").count() >= links
            press(page, "j")
            expect(page.locator("#l-1")).to_have_class("hand now")
            press(page, "n")
            page.wait_for_url("**?at=1#links")
            expect(page.locator(".history li")).to_have_count(4)
            press(page, "z")
            expect(page.locator(".history .undone")).not_to_have_count(1)
        with Case.open(path) as case:
            assert [one.action for one in case.log()] == ["accept", "reject", "undo", "reject", "undo"]


SLOW = """() => {
  const send = window.fetch;
  const later = (what) => (what[0] === "/judge" ? 400 : 0);
  window.fetch = (...what) => new Promise((done) => setTimeout(() => done(send(...what)), later(what)));
}"""


def test_what_is_taken_back_is_the_last_answer_however_slow_the_server(browser: Browser, tmp_path: Path) -> None:
    with still(tmp_path, comparison()) as (url, path):
        with visiting(browser, url) as page:
            ready(page)
            page.evaluate(SLOW)
            press(page, "j")
            press(page, "Enter")
            expect(page.locator("#drawer .whys li.now")).to_have_count(1)
            for key in "xnz":
                press(page, key)
            expect(page.locator("#drawer .whys li[data-answered]")).to_have_count(1)
            expect(page.locator("#drawer .whys li").first).to_contain_text("kept by you")
        with Case.open(path) as case:
            assert [one.action for one in case.log()] == ["accept", "reject", "undo"]


def test_a_letter_can_be_changed_and_is_remembered(browser: Browser, bridge: str) -> None:
    with visiting(browser, bridge) as page:
        ready(page)
        press(page, "?")
        page.locator("button.key", has=page.locator("[data-act=next]")).click()
        page.keyboard.press("d")
        expect(page.locator("#keys-note")).to_have_text("Changed.")
        page.locator("button.key", has=page.locator("[data-act=previous]")).click()
        page.keyboard.press("d")
        expect(page.locator("kbd[data-act=next]")).to_have_text("k")
        page.keyboard.press("Escape")
        page.reload()
        ready(page)
        press(page, "k")
        expect(page.locator("#matrix .row th .cell").first).to_be_focused()
        press(page, "k")
        press(page, "d")
        expect(page.locator("#matrix .row th .cell").first).to_be_focused()
        page.goto(page.url.partition("#")[0] + "review")
        assert page.locator("#help kbd[data-act=next]").text_content() == "k"
        press(page, "?")
        page.locator("#keys-usual").click()
        assert page.locator("#help kbd[data-act=next]").text_content() == "j"


def test_every_view_of_the_board_is_brought_when_it_is_opened(browser: Browser, bridge: str) -> None:
    with visiting(browser, bridge) as page:
        ready(page)
        page.locator("#beside details").first.wait_for()
        assert page.locator(".text").count() == 0
        for view in ("texts", "actors", "timeline", "relations", "lineage", "method"):
            page.locator(f".top nav a[href='#{view}']").click()
            expect(page.locator(f"#{view} h1.head").first).to_be_visible()
        page.go_back()
        expect(page.locator("#lineage h1.head")).to_be_visible()
        page.locator(".top nav a[href='#texts']").click()
        assert page.locator("#reader .text:visible").count() == 2
        press(page, "j")
        expect(page.locator("#picked")).to_contain_text("independent")
        assert page.locator("#reader mark.lit").count() >= 2


# --- Hostile words -------------------------------------------------------------------------------------------


def test_payloads_are_shown_as_characters_on_every_page(browser: Browser, tmp_path: Path) -> None:
    case_of_payloads = hostile()
    with still(tmp_path, case_of_payloads) as (url, path), visiting(browser, url) as page:
        with Case.open(path) as case:
            for payload in PAYLOADS:
                case.judge(
                    "note", [case_of_payloads.claims[0].span], after=payload, why=payload, by=payload, before=payload
                )
        page.reload()
        ready(page)
        address = page.url
        own = f"actors/{comparison().actors[0].id}"
        beside = ("accounts/a0?edit=0", "actors/x0", "search?q=alert", "search?q=%3Cscript%3E&as=near")
        for view in (*(view for view in VIEWS if view != own), *beside):
            page.goto(address + view)
            assert page.locator("main").is_visible()
            assert (
                page.locator(
                    "main img, main iframe, base, template, main script, svg use, form[action*='example']"
                ).count()
                == 0
            )
            assert page.locator("[href^='javascript:'], [onerror], [onload], [onfocus], [onmouseover]").count() == 0
        page.goto(address + "points/a0.0")
        assert (
            page.locator(".versions blockquote").first.evaluate("e => e.textContent")
            == "Someone said " + PAYLOADS[0] + " on day 0."
        )
        for number, payload in enumerate(PAYLOADS[:12]):
            page.goto(f"{address}points/a0.{number}")
            words = page.locator(".versions blockquote").first.evaluate("e => e.textContent")
            assert words == f"Someone said {payload} on day 0."
