"""A small report with all that may go wrong in one, and the report of 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.report import Report
from fellesbok.report import build_report
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script>"

RULES = """\
region: Prøveregionen
currency: NOK
municipalities:
  aas: {name: Ås, organisation_number: "940331102", numbers: [{number: "9901"}]}
  boe: {name: Bø, organisation_number: "943350833", numbers: [{number: "9902"}]}
parties:
  fylket: {name: Fylket, account: Fylket}
cooperations:
  kino:
    title: Kinoen <b>&</b>
    account: Kino
    kind: cooperation
    legal_form: "=1+1 | <i>avtale</i>"
    versions:
      - from: 2024-01-01
        participants: [aas, boe]
        host: aas
        key: equal
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Prøve
  bad:
    title: Badet
    account: Bad
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2024-01-01
        participants: not_stated
        host: not_stated
        key: not_stated
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Prøve
"""
ACCOUNTS = """\
2024-01-01 commodity NOK.PROSJEKT
  name: "Kroner over flere år"
2024-01-01 open Expenses:Kino NOK
2024-01-01 open Expenses:Bad NOK
2024-01-01 open Income:Kino:Tilskudd:Fylket NOK
2024-01-01 open Income:Kino:Kommuner:Ås NOK
2024-01-01 open Income:Kino:Kommuner:Bø NOK
2024-01-01 open Assets:Fordringer:Ås:Kino NOK
2024-01-01 open Assets:Fordringer:Bø:Kino NOK
2024-01-01 open Income:Kino:Overskudd NOK
2024-01-01 open Liabilities:Uavklart:Kino NOK
2024-01-01 open Equity:Memo:Kino:Kostnad NOK.PROSJEKT
2024-01-01 open Equity:Memo:Motpost NOK.PROSJEKT
2024-01-01 open Assets:Bank NOK
"""
KINO = f"""\
2024-12-31 custom "rapportering" "kino" "rapportert"
  sted: "Ås"
  dato: 2025-02-03
  arsverk: "To"
2024-01-01 custom "budget" Expenses:Kino "yearly" 1200.00 NOK
2024-06-30 * "=cmd|' /C calc'!A0" "{HOSTILE}"
  bilag: "1"
  avrundet: TRUE
  periode: "2024-06-01/2024-12-31"
  Expenses:Kino   1000.01 NOK
  Assets:Bank    -1000.01 NOK
2024-06-30 * "Fylket" "Tilskudd er 0"
  bilag: "2"
  Income:Kino:Tilskudd:Fylket  0.00 NOK
  Assets:Bank                  0.00 NOK
2024-12-31 * "Kinoen" "For alle årene"
  bilag: "3"
  Equity:Memo:Kino:Kostnad   77777.00 NOK.PROSJEKT
  Equity:Memo:Motpost       -77777.00 NOK.PROSJEKT
2024-12-31 custom "blank" "kino" "tilskudd" "budsjett"
2024-12-31 custom "nøkkeltall" "kino" "Besøk" 12.5 "tusen"
"""
BAD = '2024-12-31 custom "rapportering" "bad" "mangler"\n'
TEXT = f"""\
samarbeid: kino
aar: 2024

## Kommentarer

{HOSTILE} <img src=x onerror=alert(1)> ![bilde](https://example.org/x.png)
[lenke](javascript:alert(1)) og **fet**.

### Mer

| a | b |
|---|:-:|
| 1 | 2 |
"""


def small_books(folder: Path, *, backwards: bool = False) -> Path:
    """Two cooperations, of which one has not reported; the main file."""
    year = folder / "ledger" / "2024"
    (year / "tekst").mkdir(parents=True)
    (folder / "rules.yaml").write_text(RULES, "utf-8")
    (year / "kino.beancount").write_text(KINO, "utf-8")
    (year / "bad.beancount").write_text(BAD, "utf-8")
    (year / "tekst" / "kino.md").write_text(TEXT, "utf-8")
    (year.parent / "accounts.beancount").write_text(ACCOUNTS, "utf-8")
    names = ["accounts", "2024/bad", "2024/kino"]
    includes = [f'include "{name}.beancount"' for name in names]
    if backwards:
        includes.reverse()
    head = (
        'option "operating_currency" "NOK"',
        'plugin "fellesbok.plugin" "../rules.yaml"',
    )
    main_file = year.parent / "main.beancount"
    main_file.write_text("\n".join([*head, *includes, ""]), "utf-8")
    return main_file


def report_of(main_file: Path, year: int) -> Report:
    """The report of books without faults."""
    books = load_books(main_file)
    assert not books.errors
    assert books.shared is not None
    report, faults = build_report(books, books.shared, year)
    assert not faults
    return report


@pytest.fixture
def small(tmp_path: Path) -> Report:
    """The report of the small books."""
    return report_of(small_books(tmp_path), 2024)


@pytest.fixture(scope="module")
def of_2018() -> Report:
    """The report of these books."""
    return report_of(HOUSE / "ledger" / "main.beancount", 2018)


def run(folder: Path, *options: str) -> tuple[int, str]:
    """``fellesbok report 2024`` on the books of a folder: exit code and output."""
    arguments = ["report", "2024", "--books", str(folder), *options]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output
