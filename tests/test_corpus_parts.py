"""The parts of a corpus: sources, runs of words, weighted words, groups."""

from __future__ import annotations

import csv
import gzip
import json
from itertools import combinations
from pathlib import Path

import daft
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from daft import col
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_articles import FERRY, FERRY_RETOLD, FIRST_DAYS
from rashomon.corpus import sources
from rashomon.corpus.accounts import account, moved
from rashomon.corpus.bands import candidates
from rashomon.corpus.columns import as_toml, chosen, proposed, read
from rashomon.corpus.edges import cosines, weighted
from rashomon.corpus.prints import BUCKETS, bucket, words
from rashomon.corpus.rows import made, record
from rashomon.corpus.runs import measured, own, runs
from rashomon.corpus.sketch import RUN, minhash, sketches
from rashomon.corpus.sketch import runs as hashed
from rashomon.corpus.stories import joined
from rashomon.errors import InputError
from rashomon.pipeline import Job, read_account


def packed(path: Path, compression: str, data: bytes) -> Path:
    with pa.output_stream(str(path), compression=compression) as file:
        file.write(data)
    return path


def in_every_format(folder: Path) -> list[Path]:
    """The same articles as each kind of file."""
    lines = "".join(json.dumps(one) + "\n" for one in FIRST_DAYS).encode()
    pq.write_table(pa.Table.from_pylist(list(FIRST_DAYS)), folder / "a.parquet", row_group_size=2)
    (folder / "a.jsonl").write_bytes(lines)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(FIRST_DAYS[0]))
        writer.writeheader()
        writer.writerows(FIRST_DAYS)
    packed(folder / "a.jsonl.gz", "gzip", lines)
    packed(folder / "a.jsonl.zst", "zstd", lines)
    packed(folder / "a.csv.gz", "gzip", (folder / "a.csv").read_bytes())
    return sorted(folder.iterdir())


def test_every_format_gives_the_same_rows(tmp_path: Path) -> None:
    expected = [(n, one) for n, one in enumerate(FIRST_DAYS, start=1)]
    for path in in_every_format(tmp_path):
        assert [(raw.row, raw.values) for raw in sources.rows(path)] == expected, path
        assert [raw.row for raw in sources.rows(path, 3)] == [4, 5], path
        assert sources.names(path) == list(FIRST_DAYS[0]), path


def test_bad_rows_cost_themselves(tmp_path: Path) -> None:
    """A row with a cell too many is skipped with its reason, and the next is read."""
    path = tmp_path / "bad.csv"
    path.write_text('text,title\n"one, two",A\nthree,B,C\n"four\nfive",D\n', "utf-8")
    found = list(sources.rows(path))
    assert [raw.reason for raw in found] == [None, "has 3 cells where the header has 2", None]
    assert found[2].values == {"text": "four\nfive", "title": "D"}


def response(url: str, body: bytes, *headers: str) -> bytes:
    """One WARC record of an HTTP response."""
    http = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers]).encode()
    block = http + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_pages_of_a_web_archive(tmp_path: Path) -> None:
    """Plain, chunked and packed bodies come out as the page; what is no page is passed over."""
    page = f"<html><head><title>Ferry aground</title></head><body><article><p>{FERRY}</p></article></body></html>"
    data = page.encode()
    chunked = f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n"
    path = tmp_path / "pages.warc"
    path.write_bytes(
        response("https://courier.example/1", data)
        + response("https://courier.example/2", chunked, "Transfer-Encoding: chunked")
        + response("https://courier.example/3", gzip.compress(data), "Content-Encoding: gzip")
        + response("https://courier.example/4", b"{}").replace(b"text/html", b"text/json")
    )
    found = list(sources.rows(path))
    assert [raw.page for raw in found] == [data, data, data]
    given = [["f"], [1], [record(found[0].values, None)], [found[0].page], [None]]
    types = (pa.string(), pa.int64(), pa.string(), pa.binary(), pa.string())
    (row,) = made(*(pa.array(value, kind) for value, kind in zip(given, types, strict=True))).to_pylist()
    assert row["url"] == "https://courier.example/1"
    assert "Marta Lund" in row["text"]


def test_files_that_hold_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with pytest.raises(InputError, match=r"a\.txt"):
        sources.files([str(tmp_path / "a.txt")])
    with pytest.raises(InputError, match=r"\.parquet"):
        sources.files([str(tmp_path)])
    with pytest.raises(InputError, match=r"there is no file or folder '.*nowhere\.jsonl'; check the path"):
        sources.files([str(tmp_path / "nowhere.jsonl")])


def test_mapping_is_proposed_and_corrected(tmp_path: Path) -> None:
    names = ["Headline", "Body", "Site", "pub_date", "note"]
    columns = proposed(names)
    assert columns == {"text": "Body", "title": "Headline", "outlet": "Site", "published": "pub_date"}
    path = tmp_path / "map.toml"
    path.write_text(as_toml(columns | {"title": "note"}), "utf-8")
    assert chosen(read(path), names)["title"] == "note"
    with pytest.raises(InputError, match="nowhere"):
        chosen({"text": "nowhere"}, names)
    with pytest.raises(InputError, match="no column holds the text"):
        chosen(None, ["a", "b"])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (None, r"map\.toml' cannot be read \(No such file or directory\); check the path"),
        ("text: Body", r"map\.toml' is not a TOML file \(.*\); `rashomon corpus inspect` prints one"),
        ('author = "By"', r"map\.toml' maps 'author' to 'By'; map one of text, "),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, written: str | None, reason: str) -> None:
    path = tmp_path / "map.toml"
    if written is not None:
        path.write_text(written, "utf-8")
    with pytest.raises(InputError, match=reason):
        read(path)


def test_usual_column_names_of_tables_are_known() -> None:
    names = ["Article Title", "News Outlet", "Publication Date", "Article Text", "Link", "domain"]
    assert proposed(names) == {
        "text": "Article Text",
        "title": "Article Title",
        "outlet": "News Outlet",
        "published": "Publication Date",
        "url": "Link",
    }


def test_what_programs_write_for_nothing_is_nothing() -> None:
    cells = {"title": "The ferry", "outlet": "NaN", "date": "None", "text": FERRY}
    types = (pa.string(), pa.int64(), pa.string(), pa.binary(), pa.string())
    for text, reason in ((FERRY, None), ("nan", "is empty: there is no text in it")):
        given = [["f"], [1], [record({**cells, "text": text}, None)], [None], [None]]
        (row,) = made(*(pa.array(value, kind) for value, kind in zip(given, types, strict=True))).to_pylist()
        assert (row["reason"], row["outlet"], row["published"]) == (reason, None, None)


WORDS = st.lists(st.sampled_from(["quay", "ferry", "lund", "é", "north", "nine"]), min_size=1, max_size=40)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_containment_is_that_of_the_runs(a: list[str], b: list[str]) -> None:
    """The hashed runs are the runs of five words: as many, and as many in common."""

    def naive(text: list[str]) -> set[tuple[str, ...]]:
        return {tuple(text[n : n + 5]) for n in range(max(1, len(text) - 4))}

    one, two = naive(a), naive(b)
    first, second = runs([" ".join(a), ", ".join(b).upper()])
    assert len(first) == len(one)
    assert len(np.intersect1d(first, second)) == len(one & two)


def test_words_are_the_same_however_they_are_set() -> None:
    """Case, punctuation and spaces make no difference, in any script; a word more does; no words, no runs."""
    texts = [
        "“Éric, l’été…” — said Жанна; two.",
        "éric\u00a0L'ÉTÉ\n\nsaid 😀 (жанна) two",
        "éric l été said жанна",
        "…",
    ]
    first, same, shorter, nothing = runs(texts)
    assert np.array_equal(first, same)
    assert set(shorter) < set(first)
    assert len(nothing) == 0


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_sketch_of_a_text_is_its_own(texts: list[list[str]]) -> None:
    """Whatever is hashed with it; every bin is filled, and equal texts agree in all."""
    given = [" ".join(words) for words in texts]
    together = sketches(*hashed(given), len(given))
    assert np.array_equal(together, np.concatenate([sketches(*hashed([one]), 1) for one in given]))
    assert np.array_equal(together, sketches(*hashed([one.title() for one in given]), len(given)))


def test_sketches_agree_as_runs_do() -> None:
    """The share of hashes two texts agree in is near the share of runs they have in common, of long and short texts."""
    for length, common in ((1200, 600), (1200, 120), (60, 40)):
        pairs = [(f"p{k}", f"q{k}") for k in range(40)]
        texts = [
            " ".join([f"{a}c{n}" for n in range(common)] + [f"{one}w{n}" for n in range(length - common)])
            for a, b in pairs
            for one in (a, b)
        ]
        found = sketches(*hashed(texts), len(texts))
        agreeing = float((found[::2] == found[1::2]).mean())
        same = common - RUN + 1
        assert agreeing == pytest.approx(same / (2 * (length - RUN + 1) - same), abs=0.05)


@pytest.mark.parametrize("parts", [1, 3, 16])
def test_pairs_are_the_same_in_any_number_of_parts(parts: int) -> None:
    """Copies meet once, whichever parts the bands are gone through in; two old articles do not."""
    texts = [" ".join(f"{story}w{n}" for n in range(90)) + f" {copy}" for story in "xyz" for copy in "ab"]
    prints = daft.from_pydict(
        {"article": list("fedcba"), "text": texts, "new": [True, False, False, False, True, True]}
    )
    prints = prints.select("article", "new", minhash(col("text")).alias("hashes")).collect()
    found = [row for part in range(parts) for row in candidates(prints, part, parts).to_pylist()]
    assert {(row["a"], row["b"]) for row in found} == {("e", "f"), ("a", "b")}


def test_fixtures_of_an_outlet_are_no_copies() -> None:
    """Runs that four articles of an outlet have are not counted; runs of two of them are."""
    note, *text = runs([" ".join(f"{word}{n}" for n in range(30)) for word in ("note", "ax", "bx", "cx", "dx")])
    found = own(list("abcd"), [np.union1d(note, one) for one in text])
    assert [row["article"] for row in found] == list("abcd")
    assert all(np.array_equal(row["runs"], one) for row, one in zip(found, text, strict=True))
    few = own(list("ab"), [np.union1d(note, one) for one in text[:2]])
    assert measured(few[0]["runs"], few[1]["runs"])["share"] == 0.5


def test_names_are_capitals_inside_sentences() -> None:
    found = words("Ferry aground at Orrin", "Rescuers came. Nobody saw the Marta in 1974.")
    assert set(found["names"]) == {bucket(word) for word in ("Orrin", "Marta", "1974")}
    counts = dict(zip(found["terms"], found["counts"], strict=True))
    assert (counts[bucket("ferry")], counts[bucket("Marta’s")]) == (2, 1)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=8, unique=True), min_size=2, max_size=7), st.data())
def test_cosines_are_those_of_the_weights(terms: list[list[int]], data: st.DataObject) -> None:
    """Pair by pair the same as dot products of dense vectors, for pairs with an article of the day itself."""
    rows = [sorted(one) for one in terms]
    own_day = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    frequencies = np.zeros(BUCKETS + 1, np.uint32)
    for one in rows:
        frequencies[one] += 1
    frequencies[BUCKETS] = len(rows)
    owner, term, weight = weighted(rows, [[1] * len(one) for one in rows], frequencies)
    dense = np.zeros((len(rows), 10))
    dense[owner, term] = weight
    a, b, cosine = cosines(owner, term, weight, own_day)
    found = {(int(i), int(j)): float(c) for i, j, c in zip(a, b, cosine, strict=True)}
    for i, j in combinations(range(len(rows)), 2):
        expected = float(dense[i] @ dense[j]) if own_day[i] or own_day[j] else 0.0
        assert found.get((i, j), 0.0) == pytest.approx(expected)


NODES = st.sampled_from("abcdefgh")
EDGES = st.lists(st.tuples(NODES, NODES, st.floats(0.05, 1.0)).filter(lambda edge: edge[0] < edge[1]), max_size=20)


@settings(deadline=None)
@given(EDGES, st.dictionaries(st.sampled_from("abcd"), st.sampled_from("ab"), max_size=4))
def test_old_stories_stay_apart(edges: list[tuple[str, str, float]], before: dict[str, str]) -> None:
    """What was one story stays one, two old stories are never merged, and the order of pairs does not matter."""
    found = joined(edges, before)
    for one, two in combinations(before, 2):
        assert (found[one] == found[two]) == (before[one] == before[two])
    again = joined(list(reversed(edges)), before)
    assert {frozenset(k for k in found if found[k] == v) for v in found.values()} == {
        frozenset(k for k in again if again[k] == v) for v in again.values()
    }


def test_a_chain_is_no_story() -> None:
    """a is like b and b like c, but a is nothing like c: with weak links they do not become one."""
    assert len(set(joined([("a", "b", 0.9), ("b", "c", 0.3)], {}).values())) == 2
    assert len(set(joined([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", 0.8)], {}).values())) == 1


def test_moved_reading_is_the_reading() -> None:
    """A reading moved to another account is what reading that account would have given."""
    row = {
        "file": "f", "row": 1, "day": 1, "outlet": "courier", "title": "Ferry aground", "published": "2031-03-05",
        "url": None, "authors": [], "language": "en", "text": FERRY_RETOLD,
    }  # fmt: skip
    reading = read_account(Job(account(row)))
    assert reading.failure is None
    assert moved(reading, "a7") == read_account(Job(account(row, "a7")))
