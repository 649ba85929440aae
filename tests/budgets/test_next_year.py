"""The budget of the year before begins the next, with its percentage."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fellesbok.budgets.next_year import raised
from new_years import region as region  # noqa: PLC0414 -- a fixture
from new_years import run
from new_years import said
from new_years import year

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path


def test_a_budget_that_somebody_has_begun_is_theirs(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Income:Felles-IT:Salg "yearly" -5.00 NOK\n'
        )
        file.write("2026-01-01 open Income:Felles-IT:Salg NOK\n")
        file.write(
            '2027-01-01 custom "budget" Expenses:Felles-IT "yearly" 90000.00 NOK\n'
        )

    told = year(region, "2027", "--yes")

    assert "Felles-IT har et budsjett for 2027 fra før" in told
    assert "hadde budsjett året før, men ikke nå: Income:Felles-IT:Salg" in told
    assert b"budget" not in (region / "ledger/2027/felles-it.beancount").read_bytes()


def test_a_budget_of_hours_is_its_cooperations(region: Path) -> None:
    """Brann has hours alone in 2027, Felles IT in 2026; neither is of the other."""
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            "2026-01-01 open Equity:Memo:Felles-IT:Egeninnsats TIMER\n"
            "2026-01-01 open Equity:Memo:Brann:Egeninnsats TIMER\n"
            '2026-01-01 custom "budget" Equity:Memo:Felles-IT:Egeninnsats "yearly"'
            " -70.00 TIMER\n"
            '2027-01-01 custom "budget" Equity:Memo:Brann:Egeninnsats "yearly"'
            " -80.00 TIMER\n"
        )

    told = year(region, "2027", "--yes")

    assert "Memo har et budsjett" not in told
    assert (
        "felles-it.beancount:22: budsjettet for Equity:Memo:Felles-IT:Egeninnsats er"
        " ikke ført videre: det er ført i TIMER." in told
    )


def test_a_line_in_another_unit_is_no_lack_of_a_line(region: Path) -> None:
    """Positions are written first, and hours, of which there were some before, too."""
    line = '-01-01 custom "budget" Equity:Memo:Brann:Egeninnsats "yearly" -7.00'
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            "2026-01-01 open Equity:Memo:Brann:Egeninnsats\n"
            f"2026{line} TIMER\n2027{line} STILLINGER\n2027{line} TIMER\n"
        )

    told = year(region, "2027", "--yes")

    assert "hadde budsjett året før, men ikke nå" not in told


@pytest.mark.parametrize(
    "index", ["mye", "NaN", "Infinity", "1e9", "1e2", "٣", "-51", "103,5", "1E-99999"]
)
def test_an_index_that_is_no_percentage_is_refused(region: Path, index: str) -> None:
    assert "er ikke en prosentsats" in said(
        run(region, "year", "2027", f"--index={index}"), 2
    )


@given(
    amount=st.decimals(-(10**9), 10**9, places=2),
    index=st.decimals(-100, 1000, places=4),
)
def test_a_raised_amount_is_the_nearest_ore(amount: Decimal, index: Decimal) -> None:
    number, off = raised(amount, index)

    exact = Fraction(amount) * (100 + Fraction(index)) / 100
    assert Fraction(number) - off == exact
    assert abs(off) <= Fraction(1, 200)
    assert (Fraction(number) * 100).denominator == 1
    if abs(off) == Fraction(1, 200):
        assert abs(Fraction(number)) > abs(exact)


def test_rounding_is_told(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write('2026-01-01 custom "budget" Expenses:Brann "yearly" 0.10 NOK\n')

    told = year(region, "2027", "--index", "5", "--dry-run")

    assert "1 beløp er avrundet til nærmeste øre" in told
    assert "Til sammen er 0,005 kr lagt til." in told


def test_no_percentage_is_added_to_what_others_decide(region: Path) -> None:
    """A grant and the use of a fund stand; own income is raised like the cost."""
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        for account, amount in (
            ("Tilskudd:Staten", "-40000.00"),
            ("Fond", "-10000.00"),
            ("Salg", "-1000.00"),
        ):
            name = f"Income:Felles-IT:{account}"
            file.write(f'2026-01-01 custom "budget" {name} "yearly" {amount} NOK\n')
            file.write(f"2026-01-01 open {name} NOK\n")

    told = year(region, "2027", "--index", "3,5", "--yes")

    assert (region / "ledger/2027/felles-it.beancount").read_text().splitlines()[
        2:
    ] == [
        (
            "; Budsjettet for 2027, etter det for 2026 med 3,5 % tillegg, ikke på"
            " tilskudd og fond"
        ),
        '2027-01-01 custom "budget" Expenses:Felles-IT "yearly" 103500.00 NOK',
        '2027-01-01 custom "budget" Income:Felles-IT:Fond "yearly" -10000.00 NOK',
        '2027-01-01 custom "budget" Income:Felles-IT:Salg "yearly" -1035.00 NOK',
        (
            '2027-01-01 custom "budget" Income:Felles-IT:Tilskudd:Staten "yearly"'
            " -40000.00 NOK"
        ),
    ]
    assert (
        "Prosenten er ikke lagt på tilskudd, som står med beløpet fra året før:"
        " Income:Felles-IT:Tilskudd:Staten." in told
    )
    assert "ikke lagt på bruk av fond" in told


def test_nothing_is_said_of_grants_where_no_percentage_is_added(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        name = "Income:Felles-IT:Tilskudd:Staten"
        file.write(f'2026-01-01 custom "budget" {name} "yearly" -4.00 NOK\n')
        file.write(f"2026-01-01 open {name} NOK\n")

    assert "Prosenten" not in year(region, "2027", "--yes")


def test_a_budget_is_not_written_unseen_in_a_year_that_is_begun(region: Path) -> None:
    """Brann has a budget for 2027; what Felles IT has none for is shown, and asked."""
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write('2027-01-01 custom "budget" Expenses:Brann "yearly" 1.00 NOK\n')
    said_once = (
        "Felles IT: budsjettet for 2026 er ikke ført videre, for 2027 er begynt uten."
        " «fellesbok year 2027» uten --yes viser det, og spør."
    )
    made_at = region / "ledger/2027/felles-it.beancount"

    assert said_once in " ".join(year(region, "2027", "--yes").split())
    assert "budget" not in made_at.read_text()
    asked = said(run(region, "year", "2027", typed="j\n"), 0)
    assert said_once not in " ".join(asked.split())
    assert '"yearly" 100000.00 NOK' in made_at.read_text()


def test_months_keep_their_months_and_a_revision_counts(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Expenses:Brann "monthly" 10.00 NOK\n'
            '2026-07-01 custom "budget" Expenses:Brann "monthly" 20.00 NOK\n'
        )
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2026-09-01 custom "budget" Expenses:Felles-IT "yearly" 120000.00 NOK\n'
        )

    year(region, "2027", "--yes")

    assert (region / "ledger/2027/brann.beancount").read_text().splitlines()[3:] == [
        '2027-01-01 custom "budget" Expenses:Brann "monthly" 10.00 NOK',
        '2027-07-01 custom "budget" Expenses:Brann "monthly" 20.00 NOK',
    ]
    assert "120000.00" in (region / "ledger/2027/felles-it.beancount").read_text()


def test_money_of_one_year_alone_is_told_and_left_out(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Expenses:Brann "yearly" 10.00 NOK\n'
            "  overfoert: 4.00 NOK\n"
        )

    told = year(region, "2027", "--yes")

    assert "en del av beløpet er overført fra året før det" in told
    assert (region / "ledger/2027/brann.beancount").read_text() == "; Brann 2027\n"
