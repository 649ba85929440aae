"""Amounts whose comma is read as thousands, and may stand before decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount.loader import load_file

from audited_books import CLEAN
from audited_books import COST
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import each
from audited_books import must_find
from fellesbok.lint.commas import _written
from fellesbok.lint.commas import places

if TYPE_CHECKING:
    from pathlib import Path


ASSERTED = "2018-12-31 balance Assets:A  12,500 NOK\n"


def cost(*amounts: str) -> str:
    """A voucher for each amount, as it is written."""
    return "".join(COST.replace("1010.50", amount) for amount in amounts)


CASES = [
    Case(
        ("komma", "12,500", "12500"),
        Books(CLEAN + cost("12,500")),
        Books(CLEAN + cost("12500")),
    ),
    Case(
        ("komma", "0,125", "125"),
        Books(CLEAN + cost("1,234.50", "0,125")),
        Books(CLEAN + cost("1,234.50", "125")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("12,500NOK", ["12,500"]),
        ("-12,500 NOK", ["-12,500"]),
        ("2 TIMER {12,500 NOK}", ["12,500"]),
        ("12,500 USD @ 10.00 NOK", []),
        ("10.00 NOK @@ 2,500 SEK", []),
        ("12,500 NOKKEL", []),
    ],
)
def test_what_is_asked_of_is_kroner_with_their_sign(
    tmp_path: Path, line: str, told: list[str]
) -> None:
    path = tmp_path / "2018.beancount"
    path.write_text(f"2018-05-01 *\n  Expenses:IKT  {line}\n", encoding="utf-8")
    assert [each.number for each in _written(str(path), "NOK")] == told


@pytest.mark.parametrize("clear", ["1,234.50", "1,234,567"])
def test_books_that_show_what_a_comma_is_are_not_asked(
    tmp_path: Path, clear: str
) -> None:
    found = audit(tmp_path, Books(CLEAN + cost("12,500", clear, "3,000")))
    assert not [f for f in found if f.rule == "komma"]


def test_many_in_a_file_are_told_once_with_how_each_is_written(tmp_path: Path) -> None:
    found = audit(tmp_path, Books(CLEAN + cost("12,500", "3,000")))
    (told,) = [f for f in found if f.rule == "komma"]
    assert told.text.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "Beløpet 12,500 er lest som 12 500,00 kr, for kommaet skiller tusener i bøkene."
        " Er det et desimalkomma, skriv 12.50; ellers skriv 12500. Filen har 4 slike."
    )


@pytest.mark.parametrize(
    "harmless",
    [
        '2018-03-01 note Expenses:IKT:Drift "12,500 NOK for fiber"\n',
        "; 12,500 NOK ble avtalt\n",
        "2018-03-01 price EUR 9,500 SEK\n",
    ],
)
def test_texts_comments_and_other_money_are_no_amounts_of_the_books(
    tmp_path: Path, harmless: str
) -> None:
    found = audit(tmp_path, Books(CLEAN + harmless))
    assert not [f for f in found if f.rule == "komma"]


def test_who_reads_some_of_the_books_is_told_of_those_alone(tmp_path: Path) -> None:
    (tmp_path / "b.beancount").write_text("2018-01-01 open Assets:A\n" + ASSERTED)
    entries, _, _ = load_file(str(tmp_path / "b.beancount"))
    ((place, _),) = places(entries, "NOK")
    assert place == (str(tmp_path / "b.beancount"), 2)
    assert not places(entries[:1], "NOK")


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.beancount").write_text(ASSERTED)
    entries, _, _ = load_file(str(tmp_path / "b.beancount"))
    (tmp_path / "b.beancount").unlink()
    assert not places(entries, "NOK")
