"""A file of figures is read exactly, or told of line by line."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Observation
from fellesbok.messages import Text
from fellesbok.rules import read_rules
from fellesbok.rules import statistic_file
from fellesbok.rules.statistic_file import MOST_FAULTS
from fellesbok.rules.statistic_file import read_statistic
from fellesbok.rules.statistic_file import statistic_text
from places import MADE
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = read_rules(MADE / "intake" / "allocation_rules.yaml").municipalities
"""Nordvik had number 1901 to the end of 2019, and 5901 since."""
HEAD = "municipality,number,date,population,source\n"


def read(text: str) -> tuple[dict[tuple[str, date], Observation], list[str]]:
    """The figures of a text, and what is told of it as ``line: message``."""
    found, faults = read_statistic(
        text, "tall.csv", name="population", municipalities=KNOWN
    )
    return found, [f"{fault.line}: {fault.message}" for fault in faults]


def test_figures_have_their_municipality_day_and_source() -> None:
    found, told = read(
        HEAD
        + "Nordvik,1901,2019-01-01,3012,SSB 07459\n"
        + "sorvik,,2019-01-01,1877.5,\n"
    )
    assert told == []
    assert found == {
        ("nordvik", date(2019, 1, 1)): Observation(Fraction(3012), "SSB 07459"),
        ("sorvik", date(2019, 1, 1)): Observation(Fraction(3755, 2), ""),
    }


def test_the_column_is_called_as_the_statistic_or_value() -> None:
    found, told = read("date,municipality,value\n2019-01-01,Nordvik,5\n")
    assert told == []
    assert found["nordvik", date(2019, 1, 1)].value == 5
    both, _ = read("date,municipality,value,population\n2019-01-01,Nordvik,5,6\n")
    assert both["nordvik", date(2019, 1, 1)].value == 6


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "1: Filen mangler kolonnen date, municipality, value. Den har ingen."),
        (
            "municipality,date,folketall\n",
            "1: Filen mangler kolonnen value. Den har municipality, date, folketall.",
        ),
    ],
)
def test_a_column_that_is_lacking_is_named(head: str, said: str) -> None:
    assert read(head) == ({}, [said])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Bergen,,2019-01-01,1,", "2: Ukjent kommune «Bergen»."),
        (",,2019-01-01,1,", "2: Ukjent kommune «»."),
        ("Nordvik,,2019-02-30,1,", "2: "),
        ("Nordvik,,01.01.2019,1,", "2: "),
        ("Nordvik,,2019-01-01,1e3,", "2: "),
        ("Nordvik,,2019-01-01,NaN,", "2: "),
        ("Nordvik,,2019-01-01,-1,", "2: "),
        ("Nordvik,,2019-01-01,,", "2: "),
        ("Nordvik,,2019-01-01", "2: "),
        (
            "Nordvik,5901,2019-12-31,1,",
            "2: Nordvik hadde kommunenummer 1901 per 31.12.2019, ikke 5901.",
        ),
        (
            "Nordvik,1901,2020-01-01,1,",
            "2: Nordvik hadde kommunenummer 5901 per 01.01.2020, ikke 1901.",
        ),
    ],
)
def test_a_row_that_cannot_be_trusted_is_told_at_its_line(row: str, said: str) -> None:
    found, told = read(f"{HEAD}{row}\nSørvik,,2019-01-01,2,\n")
    assert len(told) == 1
    assert told[0].startswith(said)
    assert list(found) == [("sorvik", date(2019, 1, 1))]


def test_a_row_with_more_cells_than_columns_is_told_and_not_read_in_part() -> None:
    found, (told,) = read(
        "municipality,date,value\nNordvik,2019-01-01,12,5\nSørvik,2019-01-01,2\n"
    )
    assert list(found) == [("sorvik", date(2019, 1, 1))]
    assert told == (
        "2: Raden har 4 felt, men filen har 3 kolonner. Skriv desimaler med punktum,"
        " og tekst med komma i anførselstegn."
    )


@pytest.mark.parametrize("column", ["value", "date", "municipality", "source"])
def test_two_columns_of_one_name_are_told(column: str) -> None:
    _, told = read(f"municipality,date,value,source,{column}\n")
    assert told == [
        f"1: Filen har to kolonner som heter {column}. Gi dem hvert sitt navn."
    ]


def test_two_figures_of_one_day_are_told_with_both_lines() -> None:
    found, told = read(HEAD + "Nordvik,,2019-01-01,1,\n\nnordvik,,2019-01-01,2,\n")
    assert told == ["4: Nordvik har to tall for 01.01.2019: her og på linje 2."]
    assert found["nordvik", date(2019, 1, 1)].value == 1


def test_of_very_many_faults_the_first_are_told() -> None:
    _, told = read(HEAD + "Bergen,,2019-01-01,1,\n" * (MOST_FAULTS + 50))
    assert len(told) == MOST_FAULTS + 1
    assert told[-1].startswith(f"{MOST_FAULTS + 2}: Filen har flere feil enn de")
    _, just = read(HEAD + "Bergen,,2019-01-01,1,\n" * MOST_FAULTS)
    assert len(just) == MOST_FAULTS


@pytest.mark.parametrize("text", ['Nordvik,,"2019', "x" * 140_000])
def test_what_is_no_csv_is_told_and_what_came_before_is_read(text: str) -> None:
    found, (told,) = read(f"{HEAD}Sørvik,,2019-01-01,2,\n{text}")
    assert "ikke gyldig CSV" in told
    assert list(found) == [("sorvik", date(2019, 1, 1))]


def test_a_file_that_is_no_text_of_figures_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tall.csv"
    asked: list[object] = []

    def read_bytes(of: Path) -> bytes:
        asked.append(of)
        return of.read_bytes()

    path.write_bytes(b"\xef\xbb\xbfa\r\nb\n")
    assert statistic_text(path, read_bytes) == "a\nb\n"
    path.write_bytes(b"PK\x03\x04")
    assert isinstance(statistic_text(path, read_bytes), Text)
    monkeypatch.setattr(statistic_file, "MOST_BYTES", 3)
    path.write_bytes(b"a,b")
    assert statistic_text(path, read_bytes) == "a,b"
    path.write_bytes(b"a,b\n")
    assert "for stor" in str(statistic_text(path, read_bytes))
    assert len(asked) == 3, "one that is too large is not opened"


@needs("mkfifo")
def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """Who reads a pipe that nobody writes to waits for ever."""
    path = tmp_path / "tall.csv"
    os.mkfifo(path)
    told = statistic_text(path, lambda _: pytest.fail("it is opened"))
    assert "ikke en vanlig fil" in str(told)


def test_a_sign_that_cannot_be_seen_is_told_before_what_it_leads_to() -> None:
    _, told_of_name = read(HEAD + "Nord\u00advik,1901,2019-01-01,3012,SSB\n")
    _, told_of_head = read(HEAD.replace("population", "population\u200b"))
    assert told_of_name[0].startswith("2: Her er et tegn som ikke kan ses (U+00AD)")
    assert told_of_head[0].startswith("1: Her er et tegn som ikke kan ses (U+200B)")


def test_spaces_beside_a_cell_are_no_part_of_it() -> None:
    found, told = read(HEAD + " Nordvik\u00a0,1901, 2019-01-01\t,3\u00a0012 ,\n")
    assert told == []
    assert found["nordvik", date(2019, 1, 1)].value == 3012
