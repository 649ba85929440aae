"""Figures that stand beside each other belong together, and are rounded alike."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from casebook import SOURCE
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import pair_of
from fellesbok.budgets.variances import summed
from fellesbok.budgets.variances import variance_percent
from fellesbok.cli import main
from fellesbok.messages import percent_of
from fellesbok.messages import rounded
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import reader_of
from pagebook import with_pages
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

OURS = HOUSE / "ledger" / "main.beancount"
HALF_YEARS = LEDGERS / "half-years-are-charged-at-their-end" / SOURCE
CORRECTED = LEDGERS / "a-late-voucher-for-a-closed-year-is-a-correction"


def said(*arguments: str, books: Path) -> str:
    result = CliRunner().invoke(main, [*arguments, "--books", str(books)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("-2", "3", "-66.67"),
        ("1", "800", "0.13"),  # 0.125: a half goes away from zero
        ("-1", "800", "-0.13"),
        ("3", "800", "0.38"),  # 0.375: and never to the even figure
        ("1", "2", "50.00"),
    ],
)
def test_a_percentage_is_rounded_one_way(part: str, whole: str, shown: str) -> None:
    assert str(percent_of(Fraction(part), Fraction(whole))) == shown
    assert str(variance_percent(Decimal(part), Decimal(whole))) == shown
    pair = pair_of(
        Amount(Decimal(whole)),
        Amount(Decimal(whole) - Decimal(part)),
        less_is_good=True,
        whole_year=True,
    )
    assert str(pair.percent) == shown


def test_an_amount_stands_beside_the_basis_that_it_is_a_share_of() -> None:
    """Each period: share × basis of the year so far is what is charged so far."""
    rows = json.loads(said("shares", "--format", "json", books=HALF_YEARS))
    assert len({row["period"] for row in rows}) > 1
    for row in rows:
        exact = Fraction(row["share"]) * Fraction(row["basis"])
        assert abs(exact - Fraction(row["so_far"])) < Fraction(1, 100)
    so_far: dict[str, Decimal] = {}
    for row in rows:
        whose = row["municipality"]
        so_far[whose] = so_far.get(whose, Decimal(0)) + Decimal(row["amount"])
        assert so_far[whose] == Decimal(row["so_far"])


def test_the_table_says_what_is_of_the_year_and_what_of_the_period() -> None:
    heading, _, *lines = said("shares", books=HALF_YEARS).splitlines()
    names = ("Grunnlag hittil i året", "Hittil i året", "Beløp i perioden")
    assert all(name in heading for name in names)
    sums = [line for line in lines if line.startswith("Sum")]
    assert sums
    csv = said("shares", "--format", "csv", books=HALF_YEARS).splitlines()
    assert "Hittil i året;Beløp i perioden;Merknad" in csv[0]


def test_a_year_that_has_corrections_alone_shows_them(tmp_path: Path) -> None:
    """A bill of 30 kr for 2018, which is closed: 15 kr each, in 2019."""
    shown = said("shares", "--year", "2019", books=CORRECTED / SOURCE)
    assert "Ingenting er fordelt" not in shown
    for name in ("Kåfjord", "Lyngen"):
        account = f"Fordring: {name}, IKT-samarbeidet"
        words = f"IKT-samarbeidet {name} 2018 2019 50,00 65,00 15,00 {account}"
        assert words in " ".join(shown.split())
    csv = said("shares", "--year", "2019", "--format", "csv", books=CORRECTED / SOURCE)
    assert csv.splitlines()[1] == (
        "IKT;Kåfjord;2019;;;;;;15,00;korreksjon av 2018, Fordring: Kåfjord,"
        " IKT-samarbeidet"
    )
    rows = json.loads(
        said("shares", "--year", "2019", "--format", "json", books=CORRECTED / SOURCE)
    )
    assert [(r["municipality"], r["corrects"], r["amount"]) for r in rows] == [
        ("Kåfjord", 2018, "15.00"),
        ("Lyngen", 2018, "15.00"),
    ]
    page = reader_of(with_pages(copy_of_case(CORRECTED, tmp_path / "x"))).page(
        "Fordeling", time=2019
    )
    table = page.rows("Korreksjoner av avsluttede år, kroner")
    assert [row[6] for row in table[1:]] == ["15,00", "15,00"]
    assert "Ingenting er fordelt" not in page.words


def test_shares_and_corrections_of_one_year_are_both_shown() -> None:
    shown = said("shares", books=CORRECTED / SOURCE)
    assert "Sum IKT" in shown
    assert "Korreksjoner av avsluttede år" in shown


def test_a_difference_stands_only_under_sums_that_it_is_the_difference_of() -> None:
    """A budget of 100 with accounts of 70, and accounts of 40 without a budget.

    30 would stand beside 100 and 110.
    """

    def pair(budget: str | None, accounts: str | None) -> object:
        return pair_of(
            Amount(None if budget is None else Decimal(budget)),
            Amount(None if accounts is None else Decimal(accounts)),
            less_is_good=True,
            whole_year=True,
        )

    total = summed([pair("100", "70"), pair(None, "40")])  # type: ignore[list-item]
    assert (total.budget.shown, total.accounts.shown) == (Decimal(100), Decimal(110))
    assert (total.variance, total.percent) == (None, None)
    whole = summed([pair("100", "70"), pair("50", "40"), pair(None, None)])  # type: ignore[list-item]
    assert whole.variance == Decimal(40)
    assert str(whole.percent) == "26.67"


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("2/3", "0.67"),
        ("-2/3", "-0.67"),
        ("1/200", "0.01"),
        ("-1/200", "-0.01"),
        ("7/8", "0.88"),
        ("0", "0.00"),
    ],
)
def test_what_is_looked_at_is_rounded_one_way(exact: str, shown: str) -> None:
    assert str(rounded(Fraction(exact))) == shown


def test_a_share_is_the_same_percentage_wherever_it_is_shown(tmp_path: Path) -> None:
    """Nordreisa bears 974/3175 of IKT: 30.677165… %, which is 30.68 %."""
    assert " 974/3175 30,68 " in " ".join(said("shares", books=OURS).split())
    why = said("explain", "IKT", "Nordreisa", "--year", "2018", books=OURS)
    assert "Andel 974/3175, 30,68 %" in why
    asked = said("query", "shares", "--year", "2018", books=OURS)
    assert "30,68" in " ".join(asked.split())
    out = tmp_path / "rapport.md"
    said("report", "2018", "--format", "md", "--output", str(out), books=OURS)
    report = out.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "Nordreisa 30,68 %, beregnet" in report
    page = reader_of(copy_of_books(tmp_path / "x")).page(
        "Kommuneoppgave", time=2018, kommune="nordreisa"
    )
    (row,) = [r for r in page.rows("Andeler og betalinger") if "974/3175" in r]
    assert row[row.index("974/3175") + 1] == "30,68"
    for text in (why, report, page.words):
        assert not re.search(r"[0-9]… ?%", text)
