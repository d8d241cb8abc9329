"""Fixtures every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

SHARED = Path(os.environ.get("RASHOMON_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder of annotated cases, which are not part of the project."""
    cases = SHARED / "cases"
    if not cases.is_dir():
        pytest.skip(f"the annotated cases are not at {cases}; set RASHOMON_SHARED to the folder that holds cases/")
    return cases


@pytest.fixture(scope="session")
def examples() -> Path:
    """The fictional cases that come with the project."""
    return Path(__file__).parent.parent / "examples"


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; they skip where there is none."""
    path = os.environ.get("RASHOMON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.skip(f"no Chromium found among {', '.join(NAMES)}; set RASHOMON_CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()
