"""The funds of the books, each with its owners in order and what stands on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.funds.records import OwnedFund
from fellesbok.funds.records import owned_funds
from settled_years import agreement
from settled_years import version

VIKA = agreement(version(Equal(), ("kafjord", "lyngen")))
FUND = "Liabilities:Fond:IKT"


def booked(year: int, *lines: tuple[str, str, str]) -> data.Transaction:
    """A voucher with those lines: account, amount and commodity."""
    postings = [
        data.Posting(a, Amount(Decimal(n), of), None, None, None, {})
        for a, n, of in lines
    ]
    meta = data.new_metadata("main.beancount", year)
    nothing = data.EMPTY_SET
    return data.Transaction(
        meta, date(year, 6, 1), "*", None, "", nothing, nothing, postings
    )


def credit(year: int, owner: str, amount: str, under: str = FUND) -> data.Transaction:
    """Money to an owner's part of a fund."""
    part = f"{under}:{owner}"
    return booked(year, (part, f"-{amount}", "NOK"), ("Assets:Bank", amount, "NOK"))


BOOKS: list[data.Directive] = [
    credit(2017, "Lyngen", "100.00"),
    credit(2018, "Ukjent", "5.00"),
    credit(2018, "Kafjord", "40.00"),
    credit(2018, "Lyngen", "1.00", "Liabilities:Fond:Gammelt"),
]


def owners(fund: OwnedFund) -> list[tuple[int, str, str]]:
    """Year, owner and what it ends the year with."""
    return [(row.year, row.payer, str(row.closing)) for row in fund.years]


def test_owners_stand_in_the_order_of_the_agreements_and_others_after() -> None:
    fund, old = owned_funds(BOOKS, VIKA)
    assert owners(fund) == [
        (2017, "Kafjord", "0.00"),
        (2017, "Lyngen", "100.00"),
        (2017, "Ukjent", "0.00"),
        (2018, "Kafjord", "40.00"),
        (2018, "Lyngen", "100.00"),
        (2018, "Ukjent", "5.00"),
    ]
    assert (fund.slug, fund.title, fund.account) == ("ikt", "IKT", FUND)
    assert [row.year for row in fund.now] == [2018] * 3
    assert fund.owned == fund.balance == Decimal("145.00")
    assert len(fund.vouchers) == 3
    assert (old.slug, old.title, old.owned) == ("", "Gammelt", Decimal("1.00"))


@pytest.mark.parametrize(
    ("year", "balance", "count"), [(2017, "100.00", 1), (2018, "145.00", 3)]
)
def test_a_year_has_what_stands_at_its_end(year: int, balance: str, count: int) -> None:
    fund = owned_funds(BOOKS, VIKA, year)[0]
    assert {row.year for row in fund.years} == {year}
    assert (fund.balance, len(fund.vouchers)) == (Decimal(balance), count)


def test_what_no_owner_has_is_on_the_account_and_no_ones() -> None:
    """A line on the fund itself shows as a difference; euro is no kroner."""
    loose = booked(2018, (FUND, "-7.00", "NOK"), (f"{FUND}:Lyngen", "-3.00", "EUR"))
    fund = owned_funds([*BOOKS[:1], loose], VIKA)[0]
    assert (fund.owned, fund.balance) == (Decimal("100.00"), Decimal("107.00"))
    beside = booked(2018, ("Liabilities:Fond:IKT2", "-9.00", "NOK"))
    assert owned_funds([*BOOKS[:1], beside], VIKA)[0].balance == Decimal("100.00")


def test_books_without_funds_have_none() -> None:
    assert owned_funds([], VIKA) == []
