"""The population comes from Statistics Norway into the books, exactly or not at all."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from fellesbok.cli import main as command
from fellesbok.rules import read_rules
from fellesbok_importers import commands
from fellesbok_importers.disk import locked
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.json_stat import Figure
from fellesbok_importers.json_stat import read_answer
from fellesbok_importers.population import wanted_numbers
from fellesbok_importers.statistics_norway import NoAnswerError
from fellesbok_importers.statistics_norway import question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

BOOKS = Path(__file__).parents[1]
POPULATION = Path("ledger") / "statistics" / "population.csv"


def table(
    years: Mapping[str, Mapping[str, int | None]], **changes: object
) -> dict[str, Any]:
    """An answer as Statistics Norway gives it: regions × contents × years."""
    regions = list(next(iter(years.values())))
    places = {f"K-{region}": number for number, region in enumerate(regions)}
    found: dict[str, Any] = {
        "class": "dataset",
        "label": "07459: Befolkning",
        "updated": "2026-02-24T07:00:00Z",
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [len(regions), 1, len(years)],
        "dimension": {
            "Region": {"category": {"index": places}},
            "ContentsCode": {"category": {"index": ["Personer1"]}},
            "Tid": {"category": {"index": list(years)}},
        },
        "value": [years[year][region] for region in regions for year in years],
    }
    return {**found, **changes}


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A copy of these books."""
    for name in ("ledger", "queries"):
        shutil.copytree(BOOKS / name, tmp_path / name)
    shutil.copy(BOOKS / "allocation_rules.yaml", tmp_path)
    return tmp_path


def numbers(books: Path) -> list[str]:
    return wanted_numbers(read_rules(books / "allocation_rules.yaml"))


def saved(books: Path, content: object) -> Path:
    path = books / "svar.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def fetch(books: Path, *options: str) -> Result:
    asked = ["statistics", "fetch", "--books", str(books), *options]
    return CliRunner().invoke(command, asked)


def rows(books: Path) -> list[dict[str, str]]:
    with (books / POPULATION).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_new_year_comes_in_with_its_source(books: Path) -> None:
    before = rows(books)
    year = {number: 1000 + n for n, number in enumerate(numbers(books))}
    result = fetch(books, "--file", str(saved(books, table({"2030": year}))))
    assert result.exit_code == 0, result.output
    added = [row for row in rows(books) if row not in before]
    assert len(added) == len(year)
    assert sorted(int(row["population"]) for row in added) == sorted(year.values())
    assert {row["date"] for row in added} == {"2030-01-01"}
    assert {row["source"] for row in added} == {"SSB 07459, oppdatert 2026-02-24"}
    assert [row for row in rows(books) if row in before] == before
    read_rules(books / "allocation_rules.yaml")


def test_the_same_answer_twice_changes_nothing(books: Path) -> None:
    year = dict.fromkeys(numbers(books), 1000)
    path = str(saved(books, table({"2030": year})))
    fetch(books, "--file", path)
    before = (books / POPULATION).read_bytes()
    result = fetch(books, "--file", path)
    assert "Ingen nye tall." in result.output
    assert (books / POPULATION).read_bytes() == before


def test_both_services_and_both_ways_to_list_values_are_read_alike() -> None:
    year: dict[str, int | None] = {"5546": 1200, "5544": 4700}
    dense = table({"2026": year})
    sparse = table({"2026": year}, value={"0": 1200, "1": 4700})
    plain = table({"2026": year})
    plain["dimension"]["Region"]["category"] = {"index": ["5546", "5544"]}
    expected = (Figure("5546", 2026, 1200), Figure("5544", 2026, 4700))
    for answer in (dense, sparse, plain):
        assert read_answer(json.dumps(answer).encode(), "x").figures == expected


def test_a_corrected_figure_is_told_of_and_replaced_only_if_asked(books: Path) -> None:
    old = next(row for row in rows(books) if row["date"] == "2026-01-01")
    year = {}
    known = {
        row["municipality"]: row for row in rows(books) if row["date"] == "2026-01-01"
    }
    agreement = read_rules(books / "allocation_rules.yaml")
    for municipality in agreement.municipalities.values():
        number = max(municipality.numbers, key=lambda p: p.first_day).number
        value = int(known[municipality.name]["population"])
        year[number] = value + (7 if municipality.name == old["municipality"] else 0)
    path = str(saved(books, table({"2026": year})))
    before = (books / POPULATION).read_bytes()
    result = fetch(books, "--file", path)
    after = str(int(old["population"]) + 7)
    assert f"{old['population']} → {after} (rettet)" in result.output
    assert (books / POPULATION).read_bytes() == before
    fetch(books, "--file", path, "--replace")
    changed = next(
        row
        for row in rows(books)
        if row["date"] == "2026-01-01" and row["municipality"] == old["municipality"]
    )
    assert changed["population"] == after


def test_what_would_be_written_can_be_seen_first(books: Path) -> None:
    year = dict.fromkeys(numbers(books), 1000)
    before = (books / POPULATION).read_bytes()
    result = fetch(
        books, "--file", str(saved(books, table({"2030": year}))), "--dry-run"
    )
    assert "2030-01-01: 1000 (nytt)" in result.output
    assert (books / POPULATION).read_bytes() == before


REFUSED = {
    "a figure is missing": (table({"2026": {"5546": None}}), "Tallet mangler"),
    "a figure is not whole": (
        table({"2026": {"5546": 1}}, value=[1.5]),
        "helt tall",
    ),
    "a figure is negative": (table({"2026": {"5546": -1}}), "helt tall"),
    "a figure is a text": (table({"2026": {"5546": 1}}, value=["1"]), "helt tall"),
    "a figure is true": (table({"2026": {"5546": 1}}, value=[True]), "helt tall"),
    "there are too few": (table({"2026": {"5546": 1}}, value=[]), "Tallet mangler"),
    "it is no dataset": ({"class": "collection"}, "JSON-stat 2"),
    "it is a list": ([1], "JSON-stat 2"),
    "sizes do not fit": (table({"2026": {"5546": 1}}, size=[2, 1, 1]), "2 koder"),
    "there is no year": (table({"2026": {"5546": 1}}, id=["Region"]), "Tid"),
    "a year is no year": (table({"2026M01": {"5546": 1}}), "årstall"),
    "it is huge": (
        table({"2026": {"5546": 1}}, size=[10**9, 1, 1]),
        "koder",
    ),
}


@pytest.mark.parametrize(("answer", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_trusted_is_refused(answer: object, told: str) -> None:
    with pytest.raises(RejectedError, match=told):
        read_answer(json.dumps(answer).encode(), "svar.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"class": "dataset", "value": [NaN]}',
        b'{"class": "dataset", "class": "dataset"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(RejectedError):
        read_answer(content, "svar.json")


def test_all_faults_are_told_at_once_and_nothing_is_written(books: Path) -> None:
    year: dict[str, int | None] = dict.fromkeys(numbers(books), 1000)
    first, second, *_ = year
    year[first] = year[second] = None
    before = (books / POPULATION).read_bytes()
    result = fetch(books, "--file", str(saved(books, table({"2030": year}))))
    assert result.exit_code == 1
    assert result.output.count("Tallet mangler") == 2
    assert (books / POPULATION).read_bytes() == before


def test_a_region_that_is_not_ours_and_one_that_is_missing_are_told_of(
    books: Path,
) -> None:
    first, *others = numbers(books)
    year: dict[str, int | None] = dict.fromkeys([*others, "0301"], 1)
    result = fetch(books, "--file", str(saved(books, table({"2030": year}))))
    assert result.exit_code == 1
    assert "0301" in result.output
    assert "mangler tall for 2030" in result.output
    assert first not in result.output


def test_without_a_network_it_says_what_to_do(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_asked: object) -> bytes:
        raise NoAnswerError("no route")

    monkeypatch.setattr(commands, "ask", no_network)
    result = fetch(books)
    assert result.exit_code == 1
    assert "--file SVAR.json" in result.output


def test_the_question_is_the_services_own(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default the year after the last in the books, for all of ours."""
    asked: list[tuple[list[str], int, int]] = []

    def answer(found: list[str], first: int, last: int) -> bytes:
        asked.append((found, first, last))
        return json.dumps(table({str(first): dict.fromkeys(found, 1)})).encode()

    monkeypatch.setattr(commands, "ask", answer)
    result = fetch(books, "--dry-run")
    assert result.exit_code == 0, result.output
    newest = max(row["date"] for row in rows(books))
    year = int(newest[:4]) + 1
    assert asked == [(numbers(books), year, year)]
    query = json.loads(question(["5546"], 2025, 2026))["query"]
    assert query[0]["selection"]["values"] == ["K-5546"]
    assert query[2]["selection"]["values"] == ["2025", "2026"]


def test_two_cannot_write_at_the_same_moment(books: Path) -> None:
    year = dict.fromkeys(numbers(books), 1000)
    before = (books / POPULATION).read_bytes()
    with locked((books / POPULATION).parent):
        result = fetch(books, "--file", str(saved(books, table({"2030": year}))))
    assert result.exit_code == 1
    assert "En annen innlesing er i gang" in result.output
    assert (books / POPULATION).read_bytes() == before
