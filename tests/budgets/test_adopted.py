"""A test's docstring is a ledger; what it says about budgets is what must come out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from budget_lines import FIRST_LINE
from budget_lines import books as books  # noqa: PLC0414 -- a fixture
from budget_lines import faults
from budget_lines import shared_budgets
from budget_lines import year_amounts
from fellesbok.budgets.adopted import budgets
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from casebook import Loaded


def test_a_yearly_line_is_the_year_of_its_date(books: Loaded) -> None:
    """
    2018-03-01 custom "budget" Expenses:IKT "yearly" 100000.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "100000.00 NOK"}


def test_a_later_line_revises_the_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100000.00 NOK
    2018-06-15 custom "budget" Expenses:IKT "yearly" 120000.00 NOK
    2019-01-01 custom "budget" Expenses:IKT "yearly" 90000.00 NOK
    """
    assert year_amounts(books) == {
        "2018 Expenses:IKT": "120000.00 NOK",
        "2019 Expenses:IKT": "90000.00 NOK",
    }
    revised, next_year = budgets(books.entries)[0]
    assert revised.original == Decimal("100000.00")
    assert revised.entry.meta["lineno"] == FIRST_LINE + 1
    assert next_year.original is None


def test_budgets_come_by_year_and_account_however_they_are_written(
    books: Loaded,
) -> None:
    """
    2019-01-01 custom "budget" Expenses:IKT "yearly" 1.00 NOK
    2018-01-03 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 2.00 NOK
    2018-01-02 custom "budget" Expenses:Rovdyr "yearly" 4.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 3.00 NOK
    2018-01-01 custom "budget" Expenses:Brann "yearly" 3.00 NOK
    """
    assert list(year_amounts(books)) == [
        "2018 Expenses:Brann",
        "2018 Expenses:IKT",
        "2018 Expenses:IKT:Ansvar-153",
        "2018 Expenses:Rovdyr",
        "2019 Expenses:IKT",
    ]
    found = [
        (result.cooperation.slug, result.year)
        for result in books.options[OPTION].budget_results
    ]
    assert found == [("brann", 2018), ("ikt", 2018), ("rovdyr", 2018)]


def test_nothing_is_carried_into_another_year(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "monthly" 1000.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "12000.00 NOK"}


def test_commodities_are_budgets_of_their_own(books: Loaded) -> None:
    """
    2017-01-01 open Equity:Memo:IKT:Tilskudd:Stat
    2018-01-01 custom "budget" Equity:Memo:IKT:Tilskudd:Stat "yearly" -5.00 NOK.TILSAGN
    2018-01-01 custom "budget" Equity:Memo:IKT:Tilskudd:Stat "yearly" -7.00 NOK.PROSJEKT
    """
    found = budgets(books.entries)[0]
    assert {(b.currency, b.amount) for b in found} == {
        ("NOK.TILSAGN", Decimal(-5)),
        ("NOK.PROSJEKT", Decimal(-7)),
    }
    assert not shared_budgets(books)


def test_a_line_that_cannot_be_read_is_told(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "weekly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00
    2018-01-01 custom "budget" Expenses:IKT 100.00 NOK
    2018-01-01 custom "budget" "Expenses:IKT" "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK "til"
    """
    text = (
        " Budsjettlinjen kan ikke brukes. Skriv konto, «yearly», «quarterly» eller"
        " «monthly», og beløp med valuta."
    )
    assert faults(books) == [f"{line}:{text}" for line in range(1, 6)]
    assert not shared_budgets(books)


def test_two_lines_of_one_day_contradict_each_other(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 200.00 NOK
    """
    assert faults(books) == [
        (
            "2: Expenses:IKT har to budsjettlinjer fra 01.01.2018: også på linje"
            f" {FIRST_LINE} i main.beancount. Stryk den ene, eller skriv summen på én"
            " linje."
        )
    ]
    assert budgets(books.entries)[0] == []


def test_an_account_that_is_not_open_has_no_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 70.00 NOK
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 70.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-135 "yearly" 100.00 NOK
    """
    assert faults(books) == [
        (
            "3: Budsjettet gjelder kontoen Expenses:IKT:Ansvar-135, som ikke står i"
            " kontoplanen."
        )
    ]
    assert shared_budgets(books) == {}


def test_what_is_wrong_with_a_voucher_is_wrong_with_a_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:Annet "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 100.00 EUR
    2019-01-01 custom "budget" Expenses:Rovdyr "yearly" 100.00 NOK
    """
    assert faults(books) == [
        (
            "1: Kontoen Expenses:Annet hører ikke til noe samarbeid: «Annet» står ikke"
            " som «account» i avtalene."
        ),
        (
            "2: Expenses:IKT:Ansvar-153 er ført i EUR; samarbeidenes kostnader føres i"
            " NOK."
        ),
        "3: Rovdyrlaget har ingen avtale som gjelder 01.01.2019.",
    ]
    assert {error.entry.type for error in books.errors} == {"budget"}
