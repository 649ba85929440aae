"""The steps of an explanation are told once: CSV and JSON have the same figures."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner

from fellesbok.cli import main as command
from fellesbok.explanation import tables
from fellesbok.explanation.tables import every_step_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.values import Column
from places import HOUSE
from steps_by_hand import EXPLANATION
from steps_by_hand import place


def run(form: str, *options: str) -> str:
    asked = ["explain", "ikt", "nordreisa", "--year", "2018", "--format", form]
    result = CliRunner().invoke(command, [*asked, *options, "--books", str(HOUSE)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_part_of_an_ore_is_a_fraction_in_a_spreadsheet_and_no_date() -> None:
    assert csv_of(every_step_table(EXPLANATION, place), "nb") == [
        ["Steg", "Hva", "Kroner", "Sted"],
        ["Grunnlag", "Kostnad", "0,30", "bøker.beancount:7"],
        ["Grunnlag", "× 1/3", "1\N{FRACTION SLASH}3", ""],
        ["Grunnlag", "ingenting å avrunde", "", ""],
    ]


def test_every_column_is_made_once_and_has_a_label_of_its_own() -> None:
    made = [value for value in vars(tables).values() if isinstance(value, Column)]
    names = [column.name for column in made]
    assert all(names)
    assert len(set(names)) == len(names) == len({column.title for column in made})


@pytest.mark.parametrize("language", ["nb", "en"])
def test_csv_and_json_tell_the_same_steps(language: str) -> None:
    rows = list(
        csv.reader(io.StringIO(run("csv", "--language", language)[1:]), delimiter=";")
    )[1:]
    found: dict[str, Any] = json.loads(run("json", "--language", language))
    told = [
        [
            section["title"],
            row["text"],
            row["amount"] or "",
            row["place"] or "",
        ]
        for section in found["sections"]
        for row in section["rows"]
    ]
    as_json = [
        [step, what, _as_number(amount), where] for step, what, amount, where in rows
    ]
    assert as_json == told
    assert any("/" in amount for _, _, amount, _ in as_json)
    assert found["amount"] == "865709.61"


def _as_number(amount: str) -> str:
    return amount.replace(",", ".").replace("\N{FRACTION SLASH}", "/")
