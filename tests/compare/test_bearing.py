"""What each payer bears is what the receivables say, in every ledger that there is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from casebook import SOURCE
from casebook import case_folders
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from compared_books import source
from fellesbok.books import load_books
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.bearing import bearing
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.records import Whose
from fellesbok.compare.sentences import answer
from fellesbok.compare.trying import compare
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books

PART = 8
"""The ledgers in as many parts, so that a fault is found near where it is."""


def receivables(books: Books) -> dict[Whose, Decimal]:
    """The generated lines on the accounts of receivables, added up."""
    agreement = books.settled.agreement
    slugs = {a: c.slug for a, c in agreement.cooperation_by_account.items()}
    sums: dict[Whose, Decimal] = {}
    for moved in statement.on_receivables(books.entries, agreement.accounts):
        payer = agreement.slug_by_name[moved.municipality]
        year = moved.day.year
        whose = Whose(slugs[moved.cooperation], payer, year, moved.corrects)
        sums[whose] = sums.get(whose, Decimal(0)) + moved.amount
    return {whose: amount for whose, amount in sums.items() if amount}


@pytest.mark.parametrize("part", range(PART))
def test_what_is_borne_is_what_is_receivable(part: int) -> None:
    tried = 0
    for folder in case_folders()[part::PART]:
        books = load_books(folder / SOURCE)
        if books.errors or books.shared is None:
            continue  # an account that is not open has no line, and is told of
        tried += 1
        assert borne(books) == receivables(books), folder.name
    assert tried > 5


def borne(books: Books) -> dict[Whose, Decimal]:
    found = bearing(books, TriedOn.ACCOUNTS)
    return {whose: amount for whose, amount in found.amounts.items() if amount}


SUMS = '{amounts: {nordvik: "600.00", midvik: "400.00"}, per: year}'
TO_FUND = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        surplus: fund
"""


def test_a_surplus_that_is_given_back_is_not_borne(tmp_path: Path) -> None:
    """Nordvik and Midvik pay 600 and 400 kr of a cost of 900, and get 60 and 40 back.

    If it were kept in a fund they would pay 100 kr more in all, which is no other
    split.
    """
    (tmp_path / "ledger").mkdir()
    books = Folder(tmp_path).write(
        rules(version(members="[midvik, nordvik]", key=SUMS)),
        chart(),
        "2017-01-01 open Liabilities:Fond:IKT:Nordvik NOK",
        "2017-01-01 open Liabilities:Fond:IKT:Midvik NOK",
        "2017-01-01 open Income:IKT:Fond NOK",
        cost("2018-03-01", "900.00"),
        "2019-01-01 balance Assets:Bank  -900.00 NOK\n",
    )
    assert borne(books.load()) == {
        Whose("ikt", "nordvik", 2018): Decimal("540.00"),
        Whose("ikt", "midvik", 2018): Decimal("360.00"),
    }
    here = source(books)
    found = compare(here, here, [proposed_text(TO_FUND, "forslag.yaml")])
    assert {e.payer: e.difference for e in found.effects} == {
        "nordvik": Decimal("60.00"),
        "midvik": Decimal("40.00"),
    }
    assert not found.is_split_only
    assert [*answer(found)][-1] == "Til sammen betaler de 100,00 kr mer."


def test_of_a_budget_is_borne_what_all_else_tells_of_it(tmp_path: Path) -> None:
    """Fixed sums of 300 kr and a budget of 200: no surplus is given back."""
    fixed = "{amounts: {nordvik: 100, midvik: 100, sorvik: 100}, per: year}"
    terms = rules(version(key=fixed))
    folder = Folder(tmp_path / "a")
    (tmp_path / "a" / "ledger").mkdir(parents=True)
    books = folder.write(terms, chart("IKT"), budget("200.00")).load()
    found = bearing(books, TriedOn.BUDGET).amounts
    told = budgeted_shares(books.settled.budget_results, 2018)["ikt"]
    assert {whose.payer: amount for whose, amount in found.items()} == told
    assert set(told.values()) == {Decimal(100)}
