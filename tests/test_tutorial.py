"""The tutorial, walked through in a headless Chromium: what docs/tutorial.md says is there, is there.

Each step takes a picture. `RASHOMON_PICTURES=docs/pictures pytest tests/test_tutorial.py` reads the example anew and
writes the pictures of the tutorial; otherwise the hand-made comparison is shown and the pictures are thrown away.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bridge_case import comparison
from rashomon.case import Case
from test_web_browser import press, ready, still, visiting

expect.set_options(timeout=30_000)  # a machine may be busy

pytestmark = [
    pytest.mark.browser,
    # playwright's own event loop is closed after pytest has looked for open ones
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PICTURES = os.environ.get("RASHOMON_PICTURES")
SIZE = {"width": 1160, "height": 560}
LARGEST = 160_000
"""Bytes a picture may have."""


@pytest.fixture(scope="module")
def home(browser: Browser, examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of the workbench on the example, with a few judgements."""
    shown = comparison()
    if PICTURES:
        with Case.in_memory() as case:
            with contextlib.chdir(examples.parent):  # paths as a reader of the tutorial would write them
                case.add(["examples/bridge"])
            shown = case.compare().record
    with still(tmp_path_factory.mktemp("tutorial"), shown) as (url, path):
        spans = {claim.id: claim.span for claim in shown.claims}
        links = [[spans[one.a], spans[one.b]] for one in shown.alignments[:2]]
        with Case.open(path) as case:
            case.judge("note", [shown.claims[0].span], after="ask the hospital for its list", by="ada")
            case.judge("accept", links[0], by="ada")
            case.judge("accept", links[1], by="ada")
            case.judge("accept", links[0], by="ben")
            case.judge("reject", links[1], by="ben", why="two different nights")
            case.judge_accounts("grade", ["a0"], after="B2", by="ada", why="has a correspondent there")
        with visiting(browser, url, viewport=SIZE, reduced_motion="reduce") as page:
            ready(page)
            yield page


@pytest.fixture
def picture(home: Page, tmp_path: Path) -> Callable[[str], None]:
    """Takes a picture of what is in the window now."""
    folder = Path(PICTURES) if PICTURES else tmp_path

    def take(name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        home.wait_for_load_state("networkidle")
        home.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size < LARGEST

    return take


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)
    page.wait_for_load_state("networkidle")


Picture = Callable[[str], None]


def test_the_points(home: Page, picture: Picture) -> None:
    go(home, "/")
    expect(home.locator("#matrix .row").first).to_be_visible()
    picture("points")


def test_the_evidence(home: Page, picture: Picture) -> None:
    press(home, "j")
    press(home, "Enter")
    expect(home.locator("#drawer .whys")).to_be_visible()
    picture("evidence")
    press(home, "Escape")


def test_the_texts(home: Page, picture: Picture) -> None:
    go(home, "/texts")
    press(home, "j")
    expect(home.locator("#picked")).not_to_be_empty()
    picture("texts")


@pytest.mark.parametrize("view", ["timeline", "relations", "lineage", "search", "review", "actors", "add", "log"])
def test_the_pages(home: Page, picture: Picture, view: str) -> None:
    go(home, f"/{view}" + ("?q=bridge+police&as=near" if view == "search" else ""))
    expect(home.locator("main .head:visible").first).to_be_visible()
    picture(view)


def test_a_point(home: Page, picture: Picture) -> None:
    go(home, "/points")
    home.locator(".plain a").first.click()
    expect(home.locator(".hand.now")).to_have_count(1)
    home.locator("#links").scroll_into_view_if_needed()
    picture("point")


def test_an_account(home: Page, picture: Picture) -> None:
    go(home, "/accounts/a0?edit=2#p2")
    expect(home.locator(".fix select").last).to_be_visible()
    picture("account")


def test_the_keys(home: Page, picture: Picture) -> None:
    go(home, "/review")
    press(home, "?")
    expect(home.locator("#help")).to_be_visible()
    picture("keys")
