"""The command tells the effect in every form, and every fault before anything."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from claimbook import cost
from compared_books import EQUAL
from compared_books import POPULATION
from compared_books import compared_books
from fellesbok.cli import main
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = ("--statistic", "population:nordvik=6000@2018-01-01")
PAPER = """\
# Virkning

Nordvik betaler 45,45 kr mer.

Sørvik betaler 18,18 kr mindre.

Midvik betaler 27,27 kr mindre.

Summen av endringene er 0,00 kr: det som skal dekkes er det samme, og bare delingen er\
 en annen.

## Hvem betaler hva

| Betaler | Før | Etter | Endring |
| --- | ---: | ---: | ---: |
| Nordvik | 800,00 | 845,45 | 45,45 |
| Sørvik | 200,00 | 181,82 | -18,18 |
| Midvik | 400,00 | 372,73 | -27,27 |
| Sum | 1 400,00 | 1 400,00 | 0,00 |
"""


def test_a_paper_for_the_council_begins_with_the_answer(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    done = books.run("compare", *FIGURE, "--format", "md")
    assert done.exit_code == 0, done.output
    assert done.output.replace("\N{NO-BREAK SPACE}", " ").startswith(PAPER)
    assert "## Slik er det regnet\n" in done.output


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_proposals_of_the_chapter_can_be_tried(number: int, tmp_path: Path) -> None:
    """On the books of 2018, as they are shown."""
    chapter = (HOUSE / "docs" / "comparing.md").read_text(encoding="utf-8")
    text = re.findall(
        r"^```(?:yaml|text)\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL
    )
    path = tmp_path / "forslag.yaml"
    path.write_text(text[number], encoding="utf-8")
    command = ["compare", "--books", str(HOUSE), "--with", str(path)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    said = ["Kvænangen betaler", "Lyngen betaler", "Ytrevik betaler"][number]
    assert said in done.output
    assert "Summen av endringene er 0,00 kr" in done.output


def test_programs_get_every_amount_exactly(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    done = books.run("compare", *FIGURE, "--format", "json")
    told = json.loads(done.output)
    amounts = {
        (e["cooperation"], e["municipality"]): e["difference"] for e in told["effects"]
    }
    assert amounts["IKT", "Nordvik"] == "45.45"
    assert amounts["Barnevern", "Nordvik"] == "0.00"


def test_programs_know_cooperations_by_the_name_that_all_records_have(
    tmp_path: Path,
) -> None:
    """Its component of the accounts, and a payer's name: as `shares` tells them."""
    books = compared_books(tmp_path / "a")
    told = json.loads(books.run("compare", *FIGURE, "--format", "json").output)
    shares = json.loads(books.run("shares", "2018", "--format", "json").output)
    ours = {(each["cooperation"], each["municipality"]) for each in shares}
    assert {(e["cooperation"], e["municipality"]) for e in told["effects"]} == ours
    assert {each["cooperation"] for each in told["years"]} == {of for of, _ in ours}
    assert {each["is_lacking"] for each in told["years"]} == {False}


def test_a_spreadsheet_gets_lines_that_can_be_added(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    done = books.run("compare", *FIGURE, "--format", "csv")
    heading, *rows = done.output.lstrip("\ufeff").splitlines()
    assert heading == "Samarbeid;Betaler;År;Før;Etter;Endring"
    assert sum(Decimal(row.split(";")[-1].replace(",", ".")) for row in rows) == 0
    assert len(rows) == 3
    done = books.run("compare", *FIGURE, "--format", "xlsx")
    assert "Et regneark må ha en fil: --output." in done.output
    file = tmp_path / "virkning.xlsx"
    done = books.run("compare", *FIGURE, "--format", "xlsx", "--output", str(file))
    assert done.exit_code == 0, done.output
    assert file.read_bytes()[:2] == b"PK"


def test_a_saving_that_is_cost_nobody_bears_is_none_in_any_form(tmp_path: Path) -> None:
    """There is room for 600 of 1 000 kr: the year is not known, which is said first."""
    books = compared_books(tmp_path / "a")
    path = tmp_path / "tak.yaml"
    path.write_text(EQUAL.replace("equal", "{bounded: equal, maximum: 200}"))
    run = ("compare", "--with", str(path))
    first = "IKT-samarbeidet 2018 kan ikke fordeles i begge, og er ikke med i summene."
    why = "tak.yaml:4: IKT-samarbeidet 2018: 1 000,00 kr kan ikke fordeles"

    def said(form: str) -> list[str]:
        output = books.run(*run, "--format", form).stdout
        return output.replace("\N{NO-BREAK SPACE}", " ").splitlines()

    text = said("text")
    assert text[0] == first
    assert text[1].startswith(why)
    paper = said("md")
    assert paper[2] == first
    assert paper[4].startswith(why)
    for form in ("text", "md", "csv"):
        assert not [line for line in said(form) if "betaler" in line.split()], form
        assert not [line for line in said(form) if "-500" in line], form
    assert "IKT-samarbeidet;Nordvik;2018;500,00;;" in said("csv")
    told = json.loads("\n".join(said("json")))
    (lacking,) = told["lacking"]
    assert lacking["reasons"][0].startswith(why)
    years = {each["cooperation"]: each for each in told["years"]}
    assert (years["IKT"]["is_lacking"], years["IKT"]["shared_after"]) == (True, None)
    assert not years["Barnevern"]["is_lacking"]
    file = tmp_path / "virkning.xlsx"
    books.run(*run, "--format", "xlsx", "--output", str(file))
    rows = [
        [cell for cell in row if cell is not None]
        for sheet in load_workbook(file)
        for row in sheet.iter_rows(values_only=True)
    ]
    assert [first] in rows
    assert -500 not in {cell for row in rows for cell in row}


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    for name in ("en", "to"):
        (tmp_path / name).write_text("2018-01-01 tull\n")
    files = (
        "--with-voucher",
        str(tmp_path / "en"),
        "--with-budget",
        str(tmp_path / "to"),
    )
    (tmp_path / "fire").write_text("cooperations:\n  ikt: {farge: blå}\n")
    rules = ("--with", str(tmp_path / "tre"), "--with", str(tmp_path / "fire"))
    done = books.run("compare", *files, *rules, "--statistic", "tull")
    assert done.exit_code == 1
    assert "«tull» kan ikke leses." in done.output
    for name, line in (("en", 1), ("to", 1), ("tre", 1), ("fire", 2)):
        assert f"{tmp_path / name}:{line}: " in done.output


def test_another_folder_is_compared_and_none_is_told(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    compared_books(tmp_path / "b", cost("2018-05-01", "77.00"))
    done = books.run("compare", "--after", str(tmp_path / "b"))
    assert "Til sammen betaler de 77,00 kr mer." in done.output
    (tmp_path / "tom").mkdir()
    done = books.run("compare", "--after", str(tmp_path / "tom"))
    assert f"Det er ingen bøker i mappen {tmp_path / 'tom'}." in done.output
    done = books.run("compare")
    assert "Det er ingenting å sammenligne" in done.output


def test_nothing_is_written_over_the_books(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    before = books.files()
    rules = str(books.path / "allocation_rules.yaml")
    done = books.run("compare", *FIGURE, "--format", "md", "--output", rules)
    assert done.exit_code == 1
    assert "er en del av bøkene" in done.output
    assert books.files() == before


def test_two_folders_are_compared_from_outside_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = tmp_path / "før", tmp_path / "etter"
    for folder in (first, last):
        folder.mkdir()
        compared_books(folder)
    (tmp_path / "utenfor").mkdir()
    monkeypatch.chdir(tmp_path / "utenfor")
    words = ["compare", "--before", str(first), "--after"]
    done = CliRunner().invoke(main, [*words, str(last)])
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "Ingen betaler mer eller mindre.",
    )
    alone = CliRunner().invoke(main, words[:-1])
    assert alone.exit_code == 1
    assert "Finner ingen bøker" in alone.output


@pytest.mark.parametrize(
    "output",
    [
        "forslag.yaml",
        "b/ledger/main.beancount",
        "b/ledger/ny.beancount",
        # The agreements and figures of the other books, and figures that are tried.
        "b/allocation_rules.yaml",
        "b/ledger/population.csv",
        "b/nye-tall.csv",
    ],
)
def test_nothing_that_is_compared_is_written_over(tmp_path: Path, output: str) -> None:
    """Neither a proposal nor the other books, of which there may be no other copy."""
    books = compared_books(tmp_path / "a")
    compared_books(tmp_path / "b", cost("2018-05-01", "10.00"))
    figures = "statistics: {population: {file: nye-tall.csv}}\n"
    (tmp_path / "forslag.yaml").write_text(EQUAL + figures, encoding="utf-8")
    for folder in ("a", "b"):
        (tmp_path / folder / "nye-tall.csv").write_text(POPULATION, encoding="utf-8")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    done = books.run(
        *("compare", "--after", str(tmp_path / "b")),
        *("--with", str(tmp_path / "forslag.yaml")),
        *("--format", "csv", "--output", str(tmp_path / output)),
    )
    assert done.exit_code == 1, done.output
    assert "Velg et annet sted." in done.output
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_file_that_is_tried_is_none_that_was_forgotten(tmp_path: Path) -> None:
    """The books are of several files, so that a file beside them seems to be so."""
    books = compared_books(tmp_path / "a", 'include "mer.beancount"')
    (books.path / "ledger" / "mer.beancount").write_text(cost("2018-02-01", "10.00"))
    tried, other = (books.path / f"{name}.beancount" for name in ("prøv", "glemt"))
    tried.write_text(cost("2018-06-01", "100.00"))
    done = books.run("compare", "--with-voucher", str(tried))
    assert "Ikke tatt inn" not in done.output
    other.write_text(cost("2018-06-01", "100.00"))
    done = books.run("compare", "--with-voucher", str(tried))
    assert "så ikke med i noe tall: ../glemt.beancount." in done.output


def test_an_account_to_open_is_told_once_beside_lines_to_add(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    path = tmp_path / "forslag.yaml"
    path.write_text(
        "municipalities:\n"
        '  ostvik: {name: Østvik, organisation_number: "312000008", numbers: []}\n'
        f"{EQUAL}        participants: [midvik, nordvik, sorvik, ostvik]\n"
    )
    done = books.run("compare", "--with", str(path), "--format", "csv")
    assert done.exit_code == 0, done.output
    account = "Assets:Fordringer:Østvik:IKT er ikke åpen"
    assert done.output.count(account) == 1
