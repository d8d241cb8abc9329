"""Exports: every row leads back to its words, no cell is a formula, and the formats of others hold what they must."""

import csv
import io
import json
import sys
from dataclasses import replace

import click
import pytest

from bridge_case import comparison
from rashomon.cli import main
from rashomon.errors import MissingExtra
from rashomon.export import FORMATS
from rashomon.export.tables import amount, sheet
from rashomon.model import Comparison, Quantity, Span

CASE = comparison()
TEXTS = {account.id: account.text for account in CASE.accounts}


def written(name: str, case: Comparison = CASE) -> str:
    made = FORMATS[name](case)
    assert isinstance(made, str)
    return made


def parquet_of(case: Comparison) -> bytes:
    made = FORMATS["parquet"](case)
    assert isinstance(made, bytes)
    return made


def lines(name: str, case: Comparison = CASE) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(name, case), newline="")))


@pytest.mark.parametrize("name", ["csv", "ach"])
def test_every_line_leads_back_to_its_words(name: str) -> None:
    rows = lines(name)
    assert len(rows) == (len(CASE.claims) if name == "csv" else sum(len(point.sides) for point in CASE.points))
    for row in rows:
        words = TEXTS[row["account"]][int(row["start"]) : int(row["end"])]
        assert row["exact"].removeprefix("'") == words.removeprefix("'")


def test_every_claim_names_the_file_it_stands_in() -> None:
    """Also of an account of no outlet, a row says which file was read, under which title, in which language."""
    bare = replace(CASE, accounts=tuple(replace(account, outlet=None) for account in CASE.accounts))
    files = {account.id: (account.path, account.title, account.language) for account in CASE.accounts}
    for row in lines("csv", bare):
        assert (row["path"], row["title"], row["language"]) == files[row["account"]]


def test_json_lines_hold_the_words_as_they_are() -> None:
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    assert {row["claim"] for row in rows} == {claim.id for claim in CASE.claims}
    for row in rows:
        assert row["exact"] == TEXTS[row["account"]][row["start"] : row["end"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(cell: str) -> None:
    [row] = csv.DictReader(io.StringIO(sheet([{"exact": cell, "start": -1}]), newline=""))
    assert row == {"exact": "'" + cell, "start": "-1"}


def test_a_hostile_holder_is_made_harmless_in_the_whole_export() -> None:
    claim = replace(CASE.claims[0], holders=(replace(CASE.claims[0].holders[0], name="=HYPERLINK(0)"),))
    case = replace(CASE, claims=(claim, *CASE.claims[1:]))
    assert '"=HYPERLINK' not in written("csv", case)
    assert '"\'=HYPERLINK(0)"' in written("csv", case)


def test_parquet_has_the_rows_of_the_csv_with_their_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(parquet_of(CASE)))
    assert table.column_names == list(lines("csv")[0])
    assert table.to_pylist() == [json.loads(line) for line in written("jsonl").splitlines()]
    assert all(TEXTS[row["account"]][row["start"] : row["end"]] == row["exact"] for row in table.to_pylist())


def test_an_empty_case_gives_a_parquet_file_with_the_same_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(parquet_of(replace(CASE, claims=(), points=(), alignments=()))))
    assert (table.num_rows, table.column_names) == (0, list(lines("csv")[0]))


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'rashomon\[parquet\]'"):
        FORMATS["parquet"](CASE)


def test_hypotheses_are_left_blank() -> None:
    row = lines("ach")[0]
    assert [row[name] for name in ("credibility", "relevance", "H1", "H2", "H3")] == [""] * 5
    assert row["told_by"].startswith("a0 Velm Courier")


def test_hypotheses_are_weighed_against_every_version() -> None:
    """What one account denies is no evidence from it: each side of a point is a line with its own tellers."""
    point = next(point for point in CASE.points if point.status == "contested")
    rows = [row for row in lines("ach") if row["evidence"] == point.id]
    sides = [{claim.span.account for claim in CASE.claims if claim.id in side} for side in point.sides]
    assert [{one.split()[0] for one in row["told_by"].split(" | ")} for row in rows] == sides
    assert [int(row["version"]) for row in rows] == list(range(1, len(sides) + 1))
    assert len({row["exact"] for row in rows}) == len(sides)


@pytest.mark.parametrize(("kept", "told", "independent"), [(True, ["a0", "a1", "a2"], 2), (False, ["a2"], 1)])
def test_an_account_bears_out_only_what_its_words_are_linked_with(
    kept: bool, told: list[str], independent: int
) -> None:
    """A side whose other claims agree with one another, but not with the words of the line, has one teller there."""
    point = next(point for point in CASE.points if "a2" in {claim.split(".")[0] for claim in point.sides[0]})
    apart = {claim for claim in point.claims if claim.startswith("a2")}
    links = [one for one in CASE.alignments if kept or not apart & {one.a, one.b}]
    row = next(row for row in lines("ach", replace(CASE, alignments=tuple(links))) if row["evidence"] == point.id)
    assert [one.split()[0] for one in row["told_by"].split(" | ")] == told
    assert int(row["independent"]) == independent


def test_a_copy_is_no_further_witness() -> None:
    """A sheet names what a copy counts with, and every claim its independent group."""
    assert any("a1 Harbour Post (one with a0)" in row["told_by"] for row in lines("ach"))
    assert {row["group"] for row in lines("csv") if row["account"] in ("a0", "a1")} == {"a0"}


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(Span("a0", 0, 1), 4.0, what="person"), "4 person"),
        (Quantity(Span("a0", 0, 1), 19.0, what="person", bound="min"), "at least 19 person"),
        (Quantity(Span("a0", 0, 1), 40.0, 50.0, "km", bound="about"), "about 40..50 km"),
    ],
)
def test_a_number_keeps_how_surely_it_was_told(quantity: Quantity, words: str) -> None:
    assert amount(quantity) == words


def test_the_chain_of_holders_is_whole() -> None:
    claim = next(claim for claim in CASE.claims if len(claim.holders) > 2)
    row = next(row for row in lines("csv") if row["claim"] == claim.id)
    assert row["chain"].split(" ▸ ") == [holder.name for holder in reversed(claim.holders)]
    held = {item["body"][1]["value"] for item in json.loads(written("webannotation"))["items"]}
    assert f"held by {row['chain']}; {claim.polarity}, {claim.certainty}" in held


def test_annotations_select_by_place_and_by_words() -> None:
    page = json.loads(written("webannotation"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len({item["id"] for item in page["items"]}) == len(CASE.claims)
    for item, claim in zip(page["items"], CASE.claims, strict=True):
        place, words = item["target"]["selector"]
        text = TEXTS[claim.span.account]
        assert words["exact"] == text[place["start"] : place["end"]]
        assert text[: place["start"]].endswith(words["prefix"])
        assert text[place["end"] :].startswith(words["suffix"])


def test_the_command_offers_every_format() -> None:
    option = next(one for one in main.commands["export"].params if one.name == "name")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(FORMATS)


def test_accounts_become_citations() -> None:
    items = json.loads(written("csl-json"))
    assert [item["id"] for item in items] == [account.id for account in CASE.accounts]
    first = CASE.accounts[0]
    assert items[0]["container-title"] == first.outlet
    assert items[0]["issued"] == {"date-parts": [[int(part) for part in (first.published or "")[:10].split("-")]]}


def test_an_empty_comparison_exports_nothing() -> None:
    empty = replace(CASE, claims=(), points=(), alignments=())
    assert FORMATS["csv"](empty) == FORMATS["jsonl"](empty) == FORMATS["ach"](empty) == ""
