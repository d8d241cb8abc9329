"""A corpus: rows become articles or reasons, copies and stories are found, a killed build changes nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus_articles import EVENTS, FERRY, FIRST_DAYS, NEXT_DAY, article, written
from rashomon.cli import main
from rashomon.corpus import Corpus, copies, edges, inspect
from rashomon.corpus.columns import as_toml
from rashomon.corpus.gather import TWICE
from rashomon.errors import InputError
from rashomon.pipeline import Job, read_account

TABLES = ("articles", "skipped", "prints", "copies", "edges", "stories")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(corpus: Corpus, table: str) -> list[str]:
    """A table's rows in an order of their own."""
    return sorted(map(repr, corpus.table(table).to_pylist()))


def grouping(corpus: Corpus) -> set[frozenset[str]]:
    """The stories, as sets of the titles and outlets of their articles."""
    named = {row["article"]: f"{row['outlet']}: {row['title']}" for row in corpus.table("articles").to_pylist()}
    groups = defaultdict(set)
    for row in corpus.table("stories").to_pylist():
        groups[row["story"]].add(named[row["article"]])
    return {frozenset(group) for group in groups.values()}


def expected_grouping() -> set[frozenset[str]]:
    every = FIRST_DAYS + NEXT_DAY
    return {frozenset(f"{every[n]['publisher']}: {every[n]['headline']}" for n in event) for event in EVENTS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus")
    spoilt = '{"body": "  "}\n{"headline": "No text"}\n{"body": \n[1]\n'
    source = written(folder / "articles.jsonl", FIRST_DAYS + NEXT_DAY + FIRST_DAYS[:1], spoilt=spoilt)
    corpus = Corpus(folder / "corpus")
    corpus.build([str(source)])
    return corpus


def test_counts_add_up(built: Corpus) -> None:
    """Every row of the source is an article or a skipped row with its place and reason."""
    counts = built.counts()
    assert (counts["articles"], counts["skipped"]) == (7, 5)
    reasons = {row["row"]: row["reason"] for row in built.table("skipped").to_pylist()}
    assert reasons[8] == TWICE
    assert "empty" in reasons[9]
    assert reasons[10] == "has no text"
    assert "no JSON" in reasons[11]
    assert reasons[12] == "is no JSON object"


def test_stories_are_events_not_topics(built: Corpus) -> None:
    """Two ferries that run aground on one day are two stories."""
    assert grouping(built) == expected_grouping()


def test_copy_counts_once(built: Corpus) -> None:
    """The lightly edited re-print is a copy of the earlier article, and no independent voice."""
    (copy,) = built.table("copies").to_pylist()
    facts = {row["article"]: row for row in built.table("articles").to_pylist()}
    assert (facts[copy["source"]]["outlet"], facts[copy["target"]]["outlet"]) == ("courier", "evening")
    assert copy["kind"] == "copy"
    story = built.stories(outlets=3)[0]
    assert (len(story.articles), story.independent) == (3, 2)


def test_sides_are_counted(built: Corpus, tmp_path: Path) -> None:
    sides = tmp_path / "sides.csv"
    sides.write_text("outlet,side\ncourier,coast\nevening,coast\nherald,inland\n", "utf-8")
    assert dict(built.stories(sides=sides, outlets=3)[0].sides) == {"coast": 2, "inland": 1}
    sides.write_text("paper,side\ncourier,coast\n", "utf-8")
    with pytest.raises(InputError, match="outlet and side"):
        built.stories(sides=sides)


def test_manifest_lists_every_piece(built: Corpus) -> None:
    """Versions, settings, sources and a hash for each piece."""
    manifest = built._manifest()
    (source,) = manifest["sources"]
    assert source["rows"] == 12
    assert source["columns"]["published"] == "date"
    assert {Path(piece).parts[0] for piece in manifest["pieces"]} == set(TABLES)
    assert all(len(piece["sha256"]) == 64 for piece in manifest["pieces"].values())


def test_new_day_joins_stories(built: Corpus, tmp_path: Path) -> None:
    """Articles added later join the stories there are, which keep their names and articles."""
    corpus = Corpus(tmp_path / "corpus")
    corpus.build([str(written(tmp_path / "first.jsonl", FIRST_DAYS))])
    before = {row["article"]: row["story"] for row in corpus.table("stories").to_pylist()}
    corpus.build([str(written(tmp_path / "next.jsonl", NEXT_DAY))])
    after = {row["article"]: row["story"] for row in corpus.table("stories").to_pylist()}
    assert before.items() <= after.items()
    assert grouping(corpus) == grouping(built)
    again = corpus.counts()
    corpus.build([str(tmp_path / "first.jsonl")])
    assert corpus.counts() == again


def test_even_memory_changes_nothing(built: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is gone through in many parts, so that memory does not grow, is what is found at once."""
    monkeypatch.setattr(copies, "AT_ONCE", 2)
    monkeypatch.setattr(edges, "AT_ONCE", 2)
    corpus = Corpus(tmp_path / "corpus")
    corpus.build([str(written(tmp_path / "all.jsonl", FIRST_DAYS + NEXT_DAY))])
    for name in ("copies", "edges", "stories"):
        assert rows(corpus, name) == rows(built, name)


def test_limit_goes_on_later(tmp_path: Path) -> None:
    """A build of the first rows is a part of the build of all, not another corpus."""
    source = str(written(tmp_path / "all.jsonl", FIRST_DAYS + NEXT_DAY))
    corpus = Corpus(tmp_path / "corpus")
    corpus.build([source], limit=3)
    assert corpus.counts()["articles"] == 3
    corpus.build([source])
    assert corpus.counts()["articles"] == 7


def test_a_mapping_is_read_before_and_never_passed_over(tmp_path: Path) -> None:
    """Another mapping than a known file was taken in by is refused; the same one, or none, changes nothing."""
    source, mapping = str(written(tmp_path / "all.jsonl", FIRST_DAYS)), tmp_path / "map.toml"
    corpus = Corpus(tmp_path / "corpus")
    corpus.build([source])
    before = corpus.counts()
    with pytest.raises(InputError, match="cannot be read"):
        corpus.build([source], mapping=mapping)
    mapping.write_text('text = "body"\n', "utf-8")
    with pytest.raises(InputError, match="by another mapping, which stays; build into a new folder"):
        corpus.build([source], mapping=mapping)
    mapping.write_text(as_toml(corpus._manifest()["sources"][0]["columns"]), "utf-8")
    corpus.build([source], mapping=mapping)
    corpus.build([source])
    assert corpus.counts() == before


KILLED = """
import sys
from rashomon.corpus import Corpus, gather
gather.PIECE = 8
Corpus(sys.argv[1]).build([sys.argv[2]])
"""


def many(count: int) -> tuple[dict[str, Any], ...]:
    """The invented articles again and again, each time of other names and days."""
    found = []
    for n in range(count):
        for one in FIRST_DAYS + NEXT_DAY:
            named = {
                key: value.replace("Marta", f"Marta{n}").replace("Hanne", f"Hanne{n}") for key, value in one.items()
            }
            found.append(named | {"date": f"2031-{n % 12 + 1:02}-{n % 20 + 1:02}"})
    return tuple(found)


def test_killed_build_gives_the_same_tables(tmp_path: Path) -> None:
    """SIGKILL at three moments, then a resumed build: the tables are those of a build nobody disturbed."""
    source = written(tmp_path / "many.jsonl", many(8))
    whole, killed = Corpus(tmp_path / "whole"), Corpus(tmp_path / "killed")
    command = [sys.executable, "-c", KILLED]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole"), str(source)], check=True)
    took = time.monotonic() - started
    for part in (0.5, 0.7, 0.85):
        process = subprocess.Popen([*command, str(tmp_path / "killed"), str(source)])
        try:
            process.wait(took * part)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    subprocess.run([*command, str(tmp_path / "killed"), str(source)], check=True)
    for table in TABLES:
        assert rows(killed, table) == rows(whole, table), table


ON = """
import sys
from rashomon.corpus import Corpus, start
start(sys.argv[1])
Corpus(sys.argv[2]).build([sys.argv[3]])
"""


@pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed: pip install 'rashomon[corpus,ray]'")
def test_ray_gives_the_same_tables(built: Corpus, tmp_path: Path) -> None:
    source = built._shelf.root.parent / "articles.jsonl"
    subprocess.run([sys.executable, "-c", ON, "ray", str(tmp_path / "ray"), str(source)], check=True)
    for table in TABLES:
        assert rows(Corpus(tmp_path / "ray"), table) == rows(built, table), table


def test_opened_story_is_a_case(built: Corpus, tmp_path: Path) -> None:
    """Its accounts are the story's articles, and what the corpus has read of them is not read again.

    The comparison runs in a process of its own, as the engine leaves its workers' pipes to the garbage collector.
    """
    story = built.stories(outlets=3)[0]
    compare = [sys.executable, "-m", "rashomon", "corpus", "compare", str(built._shelf.root), "--story", story.id]
    assert "claims" in subprocess.run(compare, capture_output=True, text=True, check=True).stdout
    counts = built.counts() | {name: built.table(name).num_rows for name in ("claims", "alignments", "points")}
    assert (counts["readings"], counts["compared"]) == (3, 1)
    assert counts["claims"] > 5
    texts = {row["article"]: row["text"] for row in built.table("articles").to_pylist()}
    for claim in built.table("claims").to_pylist():
        assert texts[claim["article"]][claim["start"] : claim["end"]].strip()
    assert {point["independent"] for point in built.table("points").to_pylist()} <= {1, 2}
    read: list[int] = []
    with built.open(story.id, tmp_path / "story.case") as case:
        assert [account.outlet for account in case.accounts()] == ["courier", "herald", "evening"]
        result = case.compare(progress=lambda step, done, total: read.append(done) if step == "read" else None)
    assert read == [3]
    assert len(result.record.claims) == counts["claims"]
    assert result.record.readings == tuple(read_account(Job(account)) for account in result.record.accounts)
    assert [point.status for point in result.record.points] == [
        point["status"] for point in built.table("points").to_pylist()
    ]
    assert built.compare([story.id])["claims"] == counts["claims"]


def test_unknown_story_is_named(built: Corpus, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        built.open("nowhere", tmp_path / "story.case")


@pytest.mark.parametrize("name", ["none.csv", "none.jsonl"])
def test_an_empty_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=rf"{name}' is empty: it has no columns; leave it out"):
        Corpus(tmp_path / "corpus").build([str(tmp_path / name)])


def test_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    source = str(written(tmp_path / "all.jsonl", FIRST_DAYS))
    with pytest.raises(InputError, match="something else"):
        Corpus(tmp_path).build([source])


def test_inspect_shows_the_dirt(tmp_path: Path) -> None:
    odd = article("Odd", "courier", "03/04/2031", FERRY)
    source = written(tmp_path / "odd.jsonl", (*FIRST_DAYS, odd), spoilt='{"body": ""}\n')
    (dirt,) = inspect([str(source)])
    assert dirt.columns == {
        "text": "body", "title": "headline", "outlet": "publisher", "published": "date", "url": "link",
    }  # fmt: skip
    assert (dirt.rows, dirt.unread_dates, dirt.examples, dirt.same_text) == (7, 1, ["03/04/2031"], 1)
    assert sum(dirt.skipped.values()) == 1
    shown = run("corpus", "inspect", source).output
    assert 'published = "date"' in shown
    assert "cannot be read: 1, such as 03/04/2031" in shown
    assert list(tmp_path.iterdir()) == [source]


def test_one_is_no_plural(tmp_path: Path) -> None:
    source = written(tmp_path / "one.jsonl", FIRST_DAYS[:1], spoilt="[1]\n")
    made = run("corpus", "build", source, "-o", tmp_path / "corpus", "--quiet").stdout
    assert made == "1 article, 1 row skipped; 0 near-duplicates, 1 story\n"
    assert "no article: 1 row, is no JSON object" in run("corpus", "inspect", source).stdout


def test_commands(built: Corpus, tmp_path: Path) -> None:
    """What a newcomer types works in order, and says what comes next."""
    folder = built._shelf.root
    listed = run("corpus", "stories", folder).output.splitlines()
    assert [line.split("  ")[2] for line in listed] == [
        "3 articles, 2 independent, 3 outlets",
        "2 articles, 2 independent, 2 outlets",
        "2 articles, 2 independent, 2 outlets",
    ]
    opened = run("corpus", "open", folder, listed[1].split()[0], "-o", tmp_path / "one.case")
    assert "2 accounts" in opened.output
    assert run("corpus", "compare", folder).exit_code == 2
    assert run("corpus", "stories", tmp_path / "none").exit_code == 1
    assert "no engine" in run("corpus", "compare", folder, "--all", "--engine", "spark").output


def test_only_a_corpus_needs_the_engine() -> None:
    """The rest of the package never imports it, and where it is missing the error says what to install."""
    program = (
        "import sys; import rashomon.case, rashomon.cli; assert 'daft' not in sys.modules\n"
        "sys.modules['daft'] = None\n"
        "from rashomon.cli import main\n"
        "main(['corpus', 'stories', 'nowhere'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'rashomon[corpus]'" in done.stderr
