"""Objections as programs read them, alone and beside what they are about."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.claims.objected_for_programs import told_objections
from fellesbok.dataset.filled import dataset
from fellesbok.questions.queries import Query
from fellesbok.questions.queries import ask
from fellesbok.viewpoint import books_of
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import claimed
from objected_books import corrected
from objected_books import decided

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def read(folder: Folder, *command: str) -> Any:  # noqa: ANN401 -- any value of JSON
    """What a command gives programs."""
    return json.loads(folder.run(*command, "--format", "json").stdout)


def rows(folder: Folder, *command: str) -> list[list[str]]:
    """What a command gives spreadsheets."""
    text = folder.run(*command, "--format", "csv").stdout.lstrip("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_shares_and_corrections_name_the_open_objections(tmp_path: Path) -> None:
    folder = corrected(tmp_path).add(OBJECTED).add(decided("opprettholdt"))
    told = {
        (row.get("corrects"), row["municipality"]): row["objections"]
        for row in read(folder, "shares")
    }
    assert told.pop((None, "Midvik")) == ["2019-midvik-1"]
    assert told.pop((2018, "Midvik")) == ["2019-midvik-1"]
    assert len(told) == 4
    assert not any(told.values())


def test_a_spreadsheet_of_shares_has_a_column_where_any_is_objected_to(
    tmp_path: Path,
) -> None:
    folder = claimed(tmp_path)
    assert "Innsigelse" not in rows(folder, "shares", "2018")[0]
    folder.add(OBJECTED)
    heads, *lines = rows(folder, "shares", "2018")
    assert heads[-1] == "Innsigelse"
    assert {line[1]: line[-1] for line in lines} == {
        "Midvik": "2018-midvik-1: åpen, frist 01.03.2018",
        "Nordvik": "",
        "Sørvik": "",
    }


def test_a_spreadsheet_marks_what_corrects_a_closed_year(tmp_path: Path) -> None:
    heads, *lines = rows(corrected(tmp_path), "shares", "2019")
    assert heads[-1] == "Innsigelse"
    assert [line[1] for line in lines if line[-1]] == ["Midvik"]


def test_an_explanation_for_programs_ends_with_what_is_objected_to(
    tmp_path: Path,
) -> None:
    """The same records as the list of objections has."""
    folder = corrected(tmp_path)
    explain = ("explain", "ikt", "midvik", "--year", "2019")
    assert read(folder, *explain)["objections"] == read(folder, "objections", "list")
    told = rows(folder, *explain)[-1]
    assert told[0] == "Innsigelser, kroner"
    assert told[1].startswith("2019-midvik-1: åpen, frist 01.04.2019; bilag B-9, IKT-")
    assert told[1].endswith("2018; Det sene bilaget gjelder Sørvik alene")
    assert told[2] == "300,00"
    assert "ledger/main.beancount:" in told[3]
    of_another = ("explain", "ikt", "sorvik", "--year", "2019")
    assert read(folder, *of_another)["objections"] == []
    assert rows(folder, *of_another)[-1][0] != "Innsigelser, kroner"


def test_an_explanation_seen_from_a_day_knows_what_was_known_then(
    tmp_path: Path,
) -> None:
    folder = claimed(tmp_path).add(SHARE)
    explain = ("explain", "ikt", "midvik", "--year", "2018", "--on")
    assert read(folder, *explain, "2018-11-30")["objections"] == []
    assert len(read(folder, *explain, "2018-12-01")["objections"]) == 1


def test_the_table_has_one_row_an_objection_with_the_year_it_is_about(
    tmp_path: Path,
) -> None:
    """To a claim it is the claim's; the question and the list tell the same."""
    folder = claimed(tmp_path).add(OBJECTED).add(VOUCHER)
    answer = ask(
        folder.load(),
        Query("t", "", "SELECT id, year, cooperation, about, claim FROM objections"),
    )
    assert list(answer.rows) == [
        ("2018-midvik-1", 2018, "IKT", "krav", MIDVIK),
        ("2018-midvik-3", 2018, "IKT", "bilag", None),
    ]
    listed = read(folder, "objections", "list")
    assert [(row["id"], row["year"], row["cooperation"]) for row in listed] == [
        row[:3] for row in answer.rows
    ]


def test_a_part_of_the_books_tells_how_an_objection_ended_afterwards(
    tmp_path: Path,
) -> None:
    folder = claimed(tmp_path).add(OBJECTED)
    folder.add(decided("opprettholdt", day="2019-01-10"))
    loaded = folder.load()
    agreement = loaded.settled.agreement
    of_2018 = [each for each in loaded.entries if each.date < date(2019, 1, 1)]
    (told,) = told_objections(of_2018, agreement, loaded.entries)
    assert (told.outcome, told.decided) == ("opprettholdt", date(2019, 1, 10))
    of_2019 = [each for each in loaded.entries if each.date >= date(2019, 1, 1)]
    assert list(told_objections(of_2019, agreement, loaded.entries)) == []


def test_a_municipality_has_its_own_objections_and_nobody_elses(
    tmp_path: Path,
) -> None:
    """In the table, and beside the shares."""
    loaded = corrected(tmp_path).load()
    for slug, own in (("midvik", ["2019-midvik-1"]), ("sorvik", [])):
        part = books_of(loaded, slug)
        made = {t.name: t for t in dataset(part.entries, part.settled, tmp_path).tables}
        assert ids(made["objections"], "id") == own
        for table in ("allocations", "corrections"):
            assert ids(made[table], "objections") == own


def ids(table: Any, column: str) -> list[str]:  # noqa: ANN401 -- a table with its rows
    """What stands in a column, but for blanks."""
    at = [field.name for field in table.columns].index(column)
    return [row[at] for row in table.rows if row[at]]
