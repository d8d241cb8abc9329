"""The workbench over HTTP: who may talk to it, what its pages show, and that what a person decides is kept."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon.case import Case
from rashomon.diff import differing
from rashomon.errors import InputError
from rashomon.model import Alignment
from rashomon.result import Result
from rashomon.web import out, sift
from rashomon.web.add import safe_name
from rashomon.web.app import application, routes
from rashomon.web.desk import Desk, Snapshot
from rashomon.web.guard import HEADERS, Launch
from rashomon.web.page import back, parse_span
from rashomon.web.review import queue
from rashomon.web.search import asked
from rashomon.web.serve import bind
from test_report import crowd
from workbench import GAZETTE, LATE, fresh

LAUNCH = Launch(8747)
OWN = "http://127.0.0.1:8747"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def client(desk: Desk) -> TestClient:
    """A browser without the cookie."""
    return TestClient(application(desk.path, LAUNCH, desk=desk), base_url=OWN, follow_redirects=False)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A case of two accounts, compared."""
    return Desk(fresh(tmp_path), patience=60.0)


@pytest.fixture
def web(desk: Desk) -> Iterator[TestClient]:
    """A browser that opened the printed address, with the comparison made."""
    with client(desk) as browser:
        browser.get(f"/?token={LAUNCH.token}")
        browser.headers["sec-fetch-site"] = "same-origin"
        assert desk.work.wait(60.0)
        yield browser


# --- Who may talk to it --------------------------------------------------------------------------------------

HOSTS = (
    ("127.0.0.1:8747", 200), ("localhost:8747", 200), ("[::1]:8747", 200), ("LOCALHOST:8747", 200),
    ("127.0.0.1", 400), ("127.0.0.1:8748", 400), ("localhost", 400), ("[::1]", 400), ("::1:8747", 400),
    ("evil.example:8747", 400), ("127.0.0.1.evil.example:8747", 400), ("localhost.:8747", 400),
    ("user@127.0.0.1:8747", 400), ("127.1:8747", 400), ("2130706433:8747", 400), ("0.0.0.0:8747", 400), ("", 400),
)  # fmt: skip


@pytest.mark.parametrize(("host", "expected"), HOSTS)
def test_only_this_machine_is_a_host(web: TestClient, host: str, expected: int) -> None:
    assert web.get("/progress", headers={"host": host, "cookie": cookie()}).status_code == expected


def cookie() -> str:
    return f"{LAUNCH.cookie}={LAUNCH.session}"


WRITES: tuple[tuple[dict[str, str], int], ...] = (
    ({"sec-fetch-site": "same-origin"}, 303),
    ({"sec-fetch-site": "same-origin", "origin": OWN}, 303),
    ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
    ({"origin": OWN}, 303),
    ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, 403),
    ({"sec-fetch-site": "same-site", "origin": OWN}, 403),
    ({"sec-fetch-site": "cross-site", "origin": OWN}, 403),
    ({"sec-fetch-site": "none"}, 403),
    ({"sec-fetch-site": "SAME-ORIGIN"}, 403),
    ({}, 403),
    ({"origin": "null"}, 403),
    ({"origin": "http://127.0.0.1:8748"}, 403),
    ({"origin": "https://127.0.0.1:8747"}, 403),
    ({"origin": "http://127.0.0.1:8747.evil.example"}, 403),
    ({"origin": "http://localhost:8747"}, 403),
)


@pytest.mark.parametrize(("headers", "expected"), WRITES)
def test_only_our_own_pages_write(desk: Desk, headers: dict[str, str], expected: int) -> None:
    response = client(desk).post("/progress/cancel", headers=headers | {"cookie": cookie()})
    assert response.status_code == expected


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(web: TestClient, method: str) -> None:
    assert web.request(method, "/").status_code == 405


def test_nothing_is_shown_without_the_cookie(desk: Desk) -> None:
    browser = client(desk)
    paths = [re.sub(r"{\w+}", "x", route.path) for route in routes()]
    assert {browser.get(path).status_code for path in paths} == {401}
    assert browser.get("/", headers={"cookie": f"{LAUNCH.cookie}=guessed"}).status_code == 401
    assert browser.get("/?token=guessed").status_code == 401


def test_the_token_becomes_a_cookie_and_leaves_the_address(desk: Desk) -> None:
    response = client(desk).get(f"/search?q=a+b&token={LAUNCH.token}")
    assert response.status_code == 303
    assert response.headers["location"] == f"{OWN}/search?q=a+b"
    kept = response.headers["set-cookie"]
    assert LAUNCH.session in kept
    assert LAUNCH.token not in kept
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept


def test_a_token_leads_nowhere_else(desk: Desk) -> None:
    """A path that looks like another host is not redirected to as one."""
    response = client(desk).get(f"{OWN}//evil.example/?token={LAUNCH.token}")
    assert response.headers["location"].startswith(OWN + "/")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/web.js", "/progress"])
def test_every_answer_carries_the_policy(desk: Desk, path: str) -> None:
    for headers in ({}, {"cookie": cookie()}, {"host": "evil.example"}):
        found = client(desk).get(path, headers=headers).headers
        assert {name: found[name] for name in HEADERS} == HEADERS
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")


def test_a_request_too_large_is_refused_before_it_is_read(web: TestClient) -> None:
    assert web.post("/add", headers={"content-length": str(10**12)}, content=b"").status_code == 413
    assert web.post("/add", content=iter([b"a"])).status_code == 411


def test_only_the_fixed_assets_are_served(web: TestClient) -> None:
    for name in ("report.css", "web.css", "case.css", "board.js", "pages.js", "progress.js"):
        assert web.get(f"/static/{name}").status_code == 200
    for name in ("..%2fcase.py", "web%2fweb.js", "%2e%2e", "model.py"):
        assert web.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("where", ["//evil.example", "/\\evil.example", "https://evil.example", "x", "", "/a\r\nx: y"])
def test_no_form_leads_elsewhere(where: str) -> None:
    assert back(where).headers["location"] == "/"


def test_it_binds_the_loopback_address_alone() -> None:
    with bind(None) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"
        with pytest.raises(InputError, match="is in use or reserved; name another with --port, or leave --port out"):
            bind(bound.getsockname()[1])


# --- What the pages show -------------------------------------------------------------------------------------

PAGES = (
    "/", "/points", "/points/p0", "/points/a0.0", "/accounts/a0", "/actors", "/search?q=fire", "/review", "/add",
    "/log", "/log.jsonl", "/progress", "/export", *(f"/export/{name}" for name in out.KINDS),
    "/?status=contested&q=fire&from=60", "/rows?account=-a0&sort=doubt", "/part/beside", "/part/alone?account=a0",
    "/evidence?claim=a0.1", "/evidence?account=a1", "/text/a0",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 200


@pytest.mark.parametrize("view", ["texts", "timeline", "relations", "lineage", "method"])
def test_views_of_the_board_have_an_address(web: TestClient, view: str) -> None:
    html = web.get(f"/{view}").text
    assert f'id="{view}" aria-labelledby' in html
    assert html.count("data-from=") == 5


@pytest.mark.parametrize(
    "path", ["/points/p99", "/accounts/a9", "/actors/nobody", "/nothing", "/export/nothing", "/text/a9", "/part/x"]
)
def test_what_is_not_there_says_so(web: TestClient, path: str) -> None:
    response = web.get(path)
    assert response.status_code == 404
    assert "There is no" in response.text


@pytest.mark.parametrize("at", ["0", "a-b", "-1-2", "9-3", "99999-999999"])
def test_a_place_that_is_none_does_not_break_the_account(web: TestClient, at: str) -> None:
    assert web.get(f"/accounts/a0?at={at}").status_code in (200, 400)


def test_a_point_shows_every_version_with_its_own_words_marked(web: TestClient) -> None:
    html = web.get("/points/a0.1").text
    assert '<b class="value">Fourteen</b> people were injured in the fire' in html
    assert "a nurse" in html
    assert "in the text" in html


def test_the_search_finds_phrases_and_leads_to_the_words(web: TestClient) -> None:
    html = web.get("/search", params={"q": '"loose wiring"'}).text
    assert "1 hit<" in html
    place = re.search(r'href="/accounts/(a1\?at=[\d-]+)#hit"', html)
    assert place
    assert '<mark class="now" id="hit">loose wiring</mark>' in web.get(f"/accounts/{place[1]}").text
    assert "0 hits" in web.get("/search", params={"q": "wiring", "in": "a0"}).text
    assert "2 hits" in web.get("/search", params={"q": '"loose wiring'}).text
    assert "name the words to look for" in web.get("/search", params={"q": "&"}).text


@pytest.mark.parametrize(
    ("words", "how", "expected"),
    [
        ("grain store", "phrase", '"grain store"'), ('a "b" c', "phrase", '"a b c"'), ('"', "phrase", '"'),
        ("fire harbour", "near", 'NEAR("fire" "harbour", 10)'), ("fire", "near", "fire"), ('a OR "b"', "", 'a OR "b"'),
    ],
)  # fmt: skip
def test_a_search_is_worded_for_the_index(words: str, how: str, expected: str) -> None:
    assert asked(words, how) == expected


def test_words_near_one_another_are_found_in_one_account(web: TestClient) -> None:
    assert "2 hits" in web.get("/search?q=injured+nurse&as=near&in=a1").text
    assert "0 hits" in web.get("/search?q=injured+nurse&as=near&in=a0").text
    assert "0 hits" in web.get("/search?q=store+grain&as=phrase").text


def test_differing_marks_what_the_other_lacks() -> None:
    assert differing("Nine people were hurt.", "Fourteen people were hurt.") == [
        ("Nine", True), (" people were hurt.", False)
    ]  # fmt: skip
    assert differing("He left at dawn today.", "he left.") == [
        ("He left ", False), ("at dawn today", True), (".", False)
    ]  # fmt: skip
    assert differing("Nothing is alike.", "Quite other words here") == [("Nothing is alike.", False)]
    for a, b in ((GAZETTE, LATE), ("a\u0301 👩‍🚒 x", "👩‍🚒"), ("", "x")):
        assert "".join(text for text, _ in differing(a, b)) == a


def test_a_span_in_an_address() -> None:
    assert parse_span("a0:12-20").start == 12
    for words in ("a0", "a0:1", ":1-2", "a0:x-2", "a0:-1-2", "a0:²-3"):
        with pytest.raises(InputError):
            parse_span(words)


# --- Judgements ----------------------------------------------------------------------------------------------


def judge(web: TestClient, **fields: object) -> str:
    """Judges by form and returns where the form leads."""
    response = web.post("/judge", data={"next": "/log"} | fields)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def alignments(desk: Desk) -> dict[tuple[str, str], Alignment]:
    assert desk.snapshot
    return {(one.a, one.b): one for one in desk.snapshot.result.record.alignments}


def test_a_rejected_link_is_gone_and_an_undo_brings_it_back(web: TestClient, desk: Desk) -> None:
    found = alignments(desk)["a0.1", "a1.1"]
    before = " ".join(filter(None, (found.relation, found.slot)))
    assert (
        judge(web, action="reject", claim=["a0.1", "a1.1"], why="counts differ", next="/points/a0.1") == "/points/a0.1"
    )
    assert ("a0.1", "a1.1") not in alignments(desk)
    html = web.get("/points/a0.1").text
    assert "rejected the link" in html
    assert f"(before: <bdi>{before}</bdi>)" in html
    assert "told by one alone" in html
    made = Case.open(desk.path).log()[-1]
    assert (made.action, made.why, made.before) == ("reject", "counts differ", before)
    assert web.post("/undo", data={"id": made.id}).status_code == 303
    assert ("a0.1", "a1.1") in alignments(desk)
    assert "taken back" in web.get("/log").text


def test_a_relabelled_link_is_marked_as_judged(web: TestClient, desk: Desk) -> None:
    judge(web, action="relabel", claim=["a0.1", "a1.1"], after="differ quantity")
    found = alignments(desk)["a0.1", "a1.1"]
    assert (found.relation, found.slot, found.score) == ("differ", "quantity", 1.0)
    assert "judged by a person" in web.get("/points/a0.1").text
    assert "judged by a person" not in web.get("/points/a0.0").text
    html = web.get("/").text
    assert html.count("judged by a person") == 1


def test_a_link_is_offered_as_what_it_is(web: TestClient) -> None:
    """To press Save without choosing must not turn a difference into an agreement."""
    judge(web, action="relabel", claim=["a0.1", "a1.1"], after="differ quantity")
    offered = re.findall(r'<option value="([^"]+)" selected>', web.get("/points/a0.1").text)
    assert "differ quantity" in offered


def test_a_missed_link_can_be_made(web: TestClient, desk: Desk) -> None:
    judge(web, action="relabel", claim=["a0.3", "a1.3"], after="agree")
    assert alignments(desk)["a0.3", "a1.3"].why == "Linked by a person."


def test_actors_are_merged_and_split(web: TestClient, desk: Desk) -> None:
    assert desk.snapshot
    one, other, *_ = desk.snapshot.result.record.actors
    spans = [f"{span.account}:{span.start}-{span.end}" for span in (one.mentions[0], other.mentions[0])]
    judge(web, action="merge", span=spans, after="Both in one")
    merged = next(actor for actor in desk.snapshot.result.record.actors if actor.name == "Both in one")
    assert set(merged.mentions) == {*one.mentions, *other.mentions}
    judge(web, action="split", span=spans[:1], after="Another")
    assert {"Both in one", "Another"} <= {actor.name for actor in desk.snapshot.result.record.actors}
    html = web.get(f"/actors/{merged.id}").text
    assert 'merged the actors <em dir="auto">Both in one</em>' in html
    assert "judged by a person" in html


def test_holder_and_kind_are_put_right(web: TestClient, desk: Desk) -> None:
    assert desk.snapshot
    judge(web, action="holder", claim="a1.1", after="Nurse Ada Lund")
    assert desk.snapshot.look.claims["a1.1"].holders[0].name == "Nurse Ada Lund"
    segment = desk.snapshot.look.readings["a0"].segments[-1]
    judge(web, action="kind", span=f"a0:{segment.span.start}-{segment.span.end}", after="notes")
    assert desk.snapshot.look.readings["a0"].segments[-1].kind == "notes"
    assert [one.before for one in Case.open(desk.path).log()][1:] == ["body"]


def test_whole_accounts_are_graded_linked_and_noted(web: TestClient, desk: Desk) -> None:
    judge(web, action="grade", account="a0", after="B2")
    judge(web, action="note", account="a0", after="late edition")
    judge(web, action="copy", account=["a0", "a1"], after="copy")
    html = web.get("/accounts/a0").text
    assert "graded B2" in html
    assert "✎ B2<" in web.get("/").text
    assert "late edition" in html
    assert "counts as one voice with B" in html
    assert desk.snapshot
    assert len(desk.snapshot.look.columns) == 1


REFUSED: tuple[dict[str, object], ...] = (
    {"action": "reject", "claim": ["a0.1"]},
    {"action": "reject", "claim": ["a0.1", "a9.1"]},
    {"action": "relabel", "claim": ["a0.1", "a1.1"], "after": "true"},
    {"action": "believe", "claim": ["a0.1"]},
    {"action": "undo", "after": "x"},
    {"action": "merge"},
    {"action": "note", "span": "a0:5-99999", "after": "x"},
    {"action": "note", "span": "a7:5-9", "after": "x"},
    {"action": "note", "span": "nowhere", "after": "x"},
    {"action": "note", "claim": "a0.1"},
    {"action": "note", "claim": "a0.1", "after": "x" * 5000},
    {"action": "quantity", "claim": "a0.1", "after": "many"},
    {"action": "grade", "account": "a9", "after": "A1"},
)


@pytest.mark.parametrize("fields", REFUSED, ids=str)
def test_what_cannot_be_judged_is_refused_in_words(web: TestClient, desk: Desk, fields: dict[str, object]) -> None:
    response = web.post("/judge", data=fields)
    assert response.status_code == 400
    assert "That cannot be done" in response.text
    assert Case.open(desk.path).log() == ()


def test_an_orphan_is_shown_with_its_reason(web: TestClient, desk: Desk) -> None:
    """A judgement on words that are a claim no more is kept, listed, and applied to nothing."""
    judge(web, action="reject", claim=["a0.1", "a1.1"])
    assert desk.snapshot
    span = desk.snapshot.look.claims["a0.1"].span
    segment = next(one for one in desk.snapshot.look.readings["a0"].segments if one.span.overlaps(span))
    judge(web, action="kind", span=f"a0:{segment.span.start}-{segment.span.end}", after="legal")
    for path in ("/review", "/log"):
        assert "is no claim of its own any more" in web.get(path).text.replace("&#39;", "'")


# --- The queue -----------------------------------------------------------------------------------------------


def test_the_queue_asks_the_least_certain_first_and_never_twice(web: TestClient, desk: Desk) -> None:
    assert desk.snapshot
    look = desk.snapshot.look
    waiting = queue(look, ())
    assert [round(one.score, 2) for one in waiting] == sorted(round(one.score, 2) for one in waiting)
    first = waiting[0]
    pair = {"claim": [first.a, first.b], "later": "yes", "next": "/review?at=0"}
    judge(web, action="note", after="unsure", **pair)
    assert "1 of 3 links judged or set aside" in web.get("/review").text
    judge(web, **{**pair, "action": "accept", "claim": [waiting[1].b, waiting[1].a]})
    with desk.open() as case:
        assert queue(look, case.standing()) == waiting[2:]
    assert "Last: accepted the link" in web.get("/review").text


# --- Adding --------------------------------------------------------------------------------------------------


def test_an_added_account_is_read_and_the_judgement_stays(web: TestClient, desk: Desk) -> None:
    judge(web, action="relabel", claim=["a0.1", "a1.1"], after="differ quantity")
    files = [("files", ("../../late.txt", LATE.encode())), ("files", ("late.meta.json", b'{"outlet": "Late Post"}'))]
    assert web.post("/add", files=files).headers["location"] == "/add"
    assert desk.work.wait(60.0)
    html = web.get("/add").text
    assert "Late Post" in html
    assert html.count("</i>read</span>") == 3
    assert alignments(desk)["a0.1", "a1.1"].relation == "differ"
    kept = [path.relative_to(desk.path.parent) for path in desk.path.parent.rglob("late.txt")]
    assert len(kept) == 1
    assert kept[0].parts[0] == "fire.case.files"
    assert web.post("/add", files=files).status_code == 303
    assert desk.work.wait(60.0)
    assert len(Case.open(desk.path).accounts()) == 3


def test_what_cannot_be_read_keeps_its_reason(web: TestClient, desk: Desk) -> None:
    web.post("/add", files=[("files", ("broken.pdf", b"%PDF-1.4 no more"))])
    assert desk.work.wait(60.0)
    html = web.get("/add").text
    assert "not read:" in html
    assert web.get("/accounts/a2").status_code == 200


def test_paths_are_checked_before_anything_is_read(web: TestClient, desk: Desk) -> None:
    assert "no file or folder" in web.post("/add", data={"paths": "/nowhere/at/all.txt"}).text
    assert "nothing was named" in web.post("/add", data={"paths": " "}).text
    (desk.path.parent / "late.txt").write_text(LATE, "utf-8")
    web.post("/add", data={"paths": str(desk.path.parent / "late.txt")})
    assert desk.work.wait(60.0)
    assert len(Case.open(desk.path).accounts()) == 3


def test_an_empty_case_asks_for_accounts(tmp_path: Path) -> None:
    Case.new(tmp_path / "empty.case").close()
    with client(Desk(tmp_path / "empty.case")) as browser:
        browser.headers["cookie"] = cookie()
        assert "Two accounts of the same events are enough" in browser.get("/").text
        assert browser.get("/points").status_code == 409
        assert browser.get("/add").status_code == 200


def test_work_can_be_cancelled_and_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelling ends at the next step; the thread lives on and the next run finishes."""
    real, reached = Case.compare, []

    def slow(self: Case, **options: object) -> object:
        for step in range(200):
            reached.append(step)
            options["progress"]("read", step, 200)  # type: ignore[operator]
            time.sleep(0.02)
        return real(self)

    monkeypatch.setattr(Case, "compare", slow)
    desk.work.refresh()
    while not reached:
        time.sleep(0.01)
    desk.work.cancel()
    assert desk.work.wait(10.0)
    assert desk.work.state.words().startswith("Cancelled")
    assert desk.snapshot is None
    monkeypatch.setattr(Case, "compare", real)
    desk.work.refresh()
    assert desk.work.wait(60.0)
    assert desk.work.state.phase == "done"
    assert desk.snapshot


def test_a_fault_of_the_work_is_said_and_survived(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Case, **options: object) -> object:
        raise RuntimeError("out of order")

    monkeypatch.setattr(Case, "compare", broken)
    desk.work.refresh()
    assert desk.work.wait(10.0)
    assert "RuntimeError: out of order" in desk.work.state.words()
    monkeypatch.undo()
    desk.work.refresh()
    assert desk.work.wait(60.0)
    assert desk.work.state.phase == "done"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a.txt", "a.txt"), ("../../a.txt", "a.txt"), ("C:\\x\\a.txt", "a.txt"), (".bashrc", "bashrc"),
        ("..", "upload"), ("", "upload"), ("a\u202etxt.exe", "a_txt.exe"), ("a\0b.txt", "a_b.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
    ],
)  # fmt: skip
def test_uploads_get_harmless_names(given: str, expected: str) -> None:
    assert safe_name(given) == expected


# --- The log -------------------------------------------------------------------------------------------------


def test_logs_of_two_machines_merge(web: TestClient, desk: Desk, tmp_path: Path) -> None:
    judge(web, action="relabel", claim=["a0.1", "a1.1"], after="differ quantity")
    exported = web.get("/log.jsonl").text
    theirs = json.loads(exported) | {"by": "another", "after": "conflict", "id": ""}
    response = web.post("/log", files={"log": ("log.jsonl", exported + json.dumps(theirs) + "\n")})
    assert response.status_code == 303
    assert [one.by for one in Case.open(desk.path).log()].count("another") == 1
    html = web.get("/log").text
    assert "0 % <small>agreed on 0 of 1 subject that" in html
    assert "Where they differ" in html
    assert "line 1 of the log is no judgement" in web.post("/log", files={"log": ("x.jsonl", "{}")}).text


# --- A server that is killed ---------------------------------------------------------------------------------

KILLED = """
import sys
from rashomon.web import serve
serve(sys.argv[1], browse=False, say=lambda url: print(url, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")  # which is what kill() sends elsewhere
def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    """In the middle of a thousand judgements, sent as fast as they are answered, the server is killed; then started."""
    import httpx

    path, acknowledged = fresh(tmp_path), list[str]()
    with launched(path) as (server, url), httpx.Client(timeout=60.0, trust_env=False) as browser:
        browser.get(url, follow_redirects=True)
        headers = {"sec-fetch-site": "same-origin", "accept": "application/json"}
        with contextlib.suppress(httpx.TransportError):
            for number in range(1000):
                if number == 500:
                    threading.Timer(0.01, server.kill).start()  # while one of the next is being written
                fields = {"action": "note", "span": "a0:2-6", "after": f"note {number}", "later": "yes"}
                answer = browser.post(url.partition("?")[0] + "judge", data=fields, headers=headers)
                acknowledged.append(answer.json()["judgement"])
    assert 500 <= len(acknowledged) < 1000
    with launched(path) as (_, url), httpx.Client(timeout=60.0, trust_env=False) as browser:
        browser.get(url, follow_redirects=True)
        kept = browser.get(url.partition("?")[0] + "log.jsonl").text.splitlines()
    assert set(acknowledged) <= {json.loads(line)["id"] for line in kept}
    assert len(kept) <= len(acknowledged) + 1  # the one that was written and not answered any more


@contextlib.contextmanager
def launched(path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and its address."""
    server = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield server, server.stdout.readline().strip()
    finally:
        server.kill()
        server.communicate()


# --- Many points ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A workbench on forty accounts of many points, which nobody had to read."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.case"
    Case.new(path).close()
    desk = Desk(path)
    with client(desk) as browser:
        desk.snapshot = Snapshot(1, Result(crowd(40, 24)))
        browser.get(f"/?token={LAUNCH.token}")
        yield browser


def found(browser: TestClient, query: str) -> list[str]:
    """The ids of the rows on all pages of the answer."""
    ids: list[str] = []
    more: str | None = query
    while more is not None:
        page = browser.get(f"/rows?{more}").json()
        rows = re.findall(r'<tr class="row" id="(p\d+)"', page["html"])
        assert len(rows) == sift.PAGE or page["more"] is None
        ids, more = ids + rows, page["more"]
    assert len(ids) == len(set(ids)) == page["found"]
    return ids


def test_rows_come_a_page_at_a_time_and_all_of_them(crowded: TestClient) -> None:
    assert len(found(crowded, "")) == 80
    assert crowded.get("/").text.count('<tr class="row"') == sift.PAGE
    assert crowded.get("/?from=60").text.count('<tr class="row"') == 20
    assert crowded.get("/?from=999").text.count('<tr class="row"') == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [("account=%2Ba0", 8), ("account=-a0", 72), ("status=contested", 0), ("status=shared,contested", 80),
     ("status=none", 0), ("kind=quantity", 0), ("q=number+3-0.", 4), ("q=NUMBER+nowhere", 0), ("actor=x9", 0)],
)  # fmt: skip
def test_filters_leave_what_was_asked_for(crowded: TestClient, query: str, expected: int) -> None:
    assert len(found(crowded, query)) == expected


def test_the_form_shows_what_was_asked_for_without_javascript(crowded: TestClient) -> None:
    html = crowded.get("/?status=shared&status=differs&account=-a0&sort=doubt&q=council").text
    assert re.findall(r'name="status" value="(\w+)" checked', html) == ["differs", "shared"]
    assert re.findall(r'<option value="([^"]+)" selected>', html) == ["-a0", "doubt"]
    assert 'value="council"' in html


def test_evidence_brings_all_that_stands_on_the_same_point_and_nothing_else(crowded: TestClient) -> None:
    evidence = crowded.get("/evidence?claim=a0.0").json()
    [point] = evidence["points"].values()
    assert list(evidence["claims"]) == point["c"] == ["a0.0", "a1.1", "a2.2", "a3.3"]
    assert evidence["claims"]["a0.0"][3]["x"].startswith("The council said on Monday")


def test_the_page_does_not_grow_with_the_case(crowded: TestClient) -> None:
    """Texts, evidence and further rows are not on it: of 40 accounts and 960 claims some dozen bytes an account."""
    assert len(crowded.get("/").text) < 150_000
