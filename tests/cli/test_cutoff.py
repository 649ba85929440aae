"""What a year lacks, in the terminal, in a spreadsheet and for a program."""

from __future__ import annotations

import csv
import io
import json

from typed_commands import BOOKS
from typed_commands import answer


def test_the_table_ends_with_what_is_stated_and_what_is_not() -> None:
    said = answer("cutoff", "2018", "--books", str(BOOKS)).replace("\xa0", " ")
    assert (
        "5 mangler per 31.12.2018: 127 000,00 kr er oppgitt, 4 er uten beløp." in said
    )
    assert "linje 949: «trege med å sende refusjonskrav i dette prosjektet.»" in said
    english = answer("cutoff", "2018", "--books", str(BOOKS), "--language", "en")
    assert "refund claim" in english
    assert "not stated" in english


def test_a_spreadsheet_and_a_program_get_the_same() -> None:
    options = ("2018", "--books", str(BOOKS), "--on", "2019-01-31", "--format")
    rows = list(
        csv.reader(
            io.StringIO(answer("cutoff", *options, "csv").lstrip("\ufeff")),
            delimiter=";",
        )
    )
    assert rows[0][5:7] == ["Dager", "Beløp"]
    found = json.loads(answer("cutoff", *options, "json"))
    assert [row[5] for row in rows[1:]] == [str(row["days"]) for row in found]
    assert {row["days"] for row in found} == {31}
    assert [row["amount"] for row in found] == [None, None, None, "127000.00", None]
    assert [row[6] for row in rows[1:]] == [
        *["ikke oppgitt"] * 3,
        "127000,00",
        "ikke oppgitt",
    ]
