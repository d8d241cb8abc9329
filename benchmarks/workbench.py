"""The workbench and the report at 200 accounts: python -m benchmarks.workbench DATA CASE [--record].

The case is made once, of short articles that one topic of `DATA/allsides` carries in the fewest days, and kept with
its comparison in the file CASE, so that the pages are measured and not the reading. Times are taken in a headless
Chromium: from the start of the navigation to the frame with the first rows, and from an input to the frame that
shows its effect; beside each stands the CPU time it took, which the clock shows on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.record import Row, append, shown
from rashomon import report
from rashomon.case import Case
from rashomon.model import Comparison
from rashomon.result import Result
from rashomon.web.app import application
from rashomon.web.desk import Desk, Snapshot
from rashomon.web.guard import Launch
from rashomon.web.serve import bind

ACCOUNTS, SHORTEST, LONGEST = 200, 150, 700
"""How many articles, and how many words each may have."""

VISITS = 5

PAINTED = """() => new Promise((done) => {
  const look = () => document.querySelector("#matrix .row")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : requestAnimationFrame(look);
  look();
})"""

FILTERED = """([name, value]) => new Promise((done) => {
  const form = document.getElementById("filters");
  const before = document.getElementById("found").textContent;
  const start = performance.now();
  const field = name === "status" ? form.querySelector(`[name=status][value=${value}]`) : form.elements[name];
  if (name === "status") field.checked = !field.checked; else field.value = value;
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(
      [performance.now() - start, before, document.getElementById("found").textContent])));
  });
  watch.observe(document.getElementById("found"), { childList: true, characterData: true, subtree: true });
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""

OPENED = """(selector) => new Promise((done) => {
  const start = performance.now();
  const look = () => document.querySelector(selector[1])?.checkVisibility()
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : requestAnimationFrame(look);
  document.querySelector(selector[0]).click();
  look();
})"""


# --- The case ------------------------------------------------------------------------------------------------


def articles(folder: Path) -> list[dict[str, Any]]:
    """The articles of the topic that carries so many of that length in the fewest days, in order of date."""
    from pyarrow import parquet

    by_topic: dict[str, list[dict[str, Any]]] = {}
    for row in parquet.read_table(folder / "articles.parquet").to_pylist():
        if row["date"] and SHORTEST <= len(row["text"].split()) <= LONGEST:
            by_topic.setdefault(row["topic"], []).append(row)
    best: tuple[int, str, int] | None = None
    for topic, rows in sorted(by_topic.items()):
        rows.sort(key=lambda row: (row["date"], row["id"]))
        days = [date.fromisoformat(row["date"][:10]).toordinal() for row in rows]
        for start in range(len(rows) - ACCOUNTS + 1):
            window = (days[start + ACCOUNTS - 1] - days[start], topic, start)
            best = min(best or window, window)
    if best is None:
        raise SystemExit(f"no topic of '{folder}' has {ACCOUNTS} articles of {SHORTEST} to {LONGEST} words")
    return by_topic[best[1]][best[2] : best[2] + ACCOUNTS]


def compared(data: Path, path: Path) -> Comparison:
    """The comparison of these articles; made and kept beside the case file, where it is not there yet."""
    kept = path.with_suffix(".pickle")
    if not kept.exists():
        folder = path.with_suffix(".texts")
        folder.mkdir(exist_ok=True)
        for number, row in enumerate(articles(data / "allsides")):
            (folder / f"{number:03}.txt").write_text(f"{row['title']}\n\n{row['text']}", "utf-8")
            facts = {"outlet": row["outlet"], "published": row["date"], "title": row["title"], "url": row["url"]}
            (folder / f"{number:03}.meta.json").write_text(json.dumps({k: v for k, v in facts.items() if v}), "utf-8")
        with Case.open(path) if path.exists() else Case.new(path) as case:
            case.add([str(folder)])
            kept.write_bytes(pickle.dumps(case.compare().record))
    record: Comparison = pickle.loads(kept.read_bytes())  # noqa: S301 - written by the line above
    return record


class Still(Desk):
    """Shows the comparison it was given, and makes no other."""

    def start(self) -> None:
        """Nothing is brought up to date."""


@contextmanager
def served(path: Path, comparison: Comparison) -> Iterator[str]:
    """The address of a workbench that shows this comparison."""
    desk = Still(path)
    desk.snapshot = Snapshot(1, Result(comparison))
    desk.snapshot.warm()
    socket = bind(0)
    launch = Launch(socket.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(application(path, launch, desk=desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        yield launch.url
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()


# --- The measures --------------------------------------------------------------------------------------------


def chromium() -> str:
    """The path of a Chromium on this machine; a SystemExit in words where there is none."""
    path = os.environ.get("RASHOMON_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("no Chromium found; set RASHOMON_CHROMIUM to its path")
    return path


class Spent:
    """CPU milliseconds, which other work on the machine does not inflate: the page's main thread, and this process."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._now()

    def _now(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return sum(float(one["value"]) for one in metrics if one["name"] == "TaskDuration") + time.process_time()

    def lap(self) -> float:
        """What was spent since the last time this was asked; the server is a thread of this process."""
        before, self._before = self._before, self._now()
        return 1000 * (self._before - before)


def first_paint(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from the start of the navigation to the frame that shows the first rows; and CPU ms of it all."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(url)  # the trade of the token for the cookie
        page.goto("about:blank")
        spent = Spent(page)
        page.goto(url.partition("?")[0], wait_until="commit")
        milliseconds: float = page.evaluate(PAINTED)
        return milliseconds, spent.lap()


def filters(page: Page, comparison: Comparison) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds from an input to the frame that shows what is left, and CPU ms; each filter is set and cleared."""
    account = comparison.accounts[len(comparison.accounts) // 2].id
    asked: dict[str, list[str | None]] = {"q": ["said", ""], "account": [f"+{account}", ""]}
    asked |= {"status": ["shared", "shared"], "kind": ["quantity", ""]}
    if page.locator("[name=actor]").count():
        asked["actor"] = [page.locator("[name=actor] option").nth(1).get_attribute("value"), ""]
    found: dict[str, list[tuple[float, float]]] = {}
    spent = Spent(page)
    for name, values in asked.items():
        for value in values * 2:
            spent.lap()
            milliseconds, *_ = page.evaluate(FILTERED, [name, value])
            found.setdefault(name, []).append((milliseconds, spent.lap()))
    return found


def measured(url: str, comparison: Comparison) -> list[Row]:
    """All rows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--headless", "--no-sandbox"])
        first, *paints = [first_paint(browser, url) for _ in range(VISITS + 1)]
        with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
            page = context.new_page()
            page.goto(url, wait_until="networkidle")
            times = filters(page, comparison)
            drawer = page.evaluate(OPENED, ["#matrix .row .cell", "#drawer blockquote"])
            texts = page.evaluate(OPENED, [".top nav a[href='#texts']", "#reader .text"])
            nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    told = sum(point.status != "single" for point in comparison.points)
    every = [one for found in times.values() for one in found]
    by_filter = ", ".join(f"{name} {middle(found)}" for name, found in times.items())
    load = os.getloadavg()[0]
    return [
        Row("accounts, claims, points that several tell, load of the machine",
            f"{len(comparison.accounts)}, {len(comparison.claims)}, {told}, {load:.1f}"),
        Row("matrix: first paint, ms on the clock (CPU ms, of page and server)", middle(paints), "1000"),
        Row("the same at the first visit after the comparison was made", middle([first]), "1000"),
        Row("a filter, ms from input to frame (CPU ms, of page and server)", middle(every), "100"),
        Row("the worst one", "{:.0f} ({:.0f})".format(*map(max, zip(*every, strict=True))), "100"),
        Row("the same by filter", by_filter),
        Row("evidence opened, texts opened, ms on the clock", f"{drawer:.0f}, {texts:.0f}"),
        Row("elements of the page after that", f"{nodes:,}"),
        *_of_the_report(comparison),
    ]  # fmt: skip


def middle(pairs: Sequence[tuple[float, float]]) -> str:
    """The medians of clock and CPU."""
    return "{:.0f} ({:.0f})".format(*map(median, zip(*pairs, strict=True)))


def _of_the_report(comparison: Comparison) -> list[Row]:
    start = time.process_time()
    html = report.page(report.view(comparison))
    seconds = time.process_time() - start
    size = f"{len(html.encode()) / 1e6:.1f}" + (" (rows and texts packed)" if 'id="packed"' in html else "")
    return [Row("report.html: MB", size, "10"), Row("report.html: CPU seconds to make it", f"{seconds:.1f}")]


def main() -> None:
    """Measure and print; with --record append to RESULTS.md."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", type=Path)
    asked.add_argument("case", type=Path)
    asked.add_argument("--record", action="store_true")
    given = asked.parse_args()
    comparison = compared(given.data, given.case)
    with served(given.case, comparison) as url:
        rows = measured(url, comparison)
    print(shown(rows))
    if given.record:
        append("Workbench at 200 accounts", "python -m benchmarks.workbench ../shared/data CASE", rows)


if __name__ == "__main__":
    main()
