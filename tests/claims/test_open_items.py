"""What is charged, paid and outstanding, from a ledger that a bookkeeper can read."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.ops.summarize import clamp_opt

from casebook import LEDGERS
from casebook import SOURCE
from casebook import load
from casebook import load_case
from fellesbok.claims.open_items import funds
from fellesbok.claims.open_items import open_items
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.claims.open_items import OpenItem

CASE = LEDGERS / "payments-come-off-what-is-owed"


def _of_year(year: int) -> list[Directive]:
    """The entries as Fava's time filter leaves them."""
    loaded = load_case(CASE)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    clamped, _ = clamp_opt(loaded.entries, first, after, loaded.options)
    return clamped


def _items(entries: list[Directive]) -> dict[tuple[str, str], OpenItem]:
    agreement = load_case(CASE).options[OPTION].agreement
    return {(i.payer, i.cooperation): i for i in open_items(entries, agreement)}


def _kroner(*amounts: str | None) -> list[Decimal | None]:
    return [None if amount is None else Decimal(amount) for amount in amounts]


def _figures(item: OpenItem) -> list[Decimal | None]:
    return [
        item.brought_forward,
        item.charged,
        item.given_back,
        item.paid,
        item.outstanding,
    ]


def test_all_the_books_are_one_period() -> None:
    """Lyngen is charged 50 + 25 + 40 kr for IKT and has paid 50 + 25 + 30 kr."""
    item = _items(load_case(CASE).entries)["Lyngen", "IKT"]
    assert _figures(item) == _kroner(None, "115.00", None, "105.00", "10.00")
    assert [entry.meta["bilag"] for entry in item.payments] == [
        "2018-0007",
        "2019-0001",
        "2019-0002",
    ]
    assert [entry.meta["periode"] for entry in item.charges] == [
        "2018-H1",
        "2018-H2",
        "2019-H1",
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018, (None, "75.00", None, "50.00", "25.00")),
        (2019, ("25.00", "40.00", None, "55.00", "10.00")),
        (2020, ("10.00", None, None, None, "10.00")),
    ],
)
def test_a_year_begins_with_what_the_year_before_left(
    year: int, expected: tuple[str | None, ...]
) -> None:
    item = _items(_of_year(year))["Lyngen", "IKT"]
    assert _figures(item) == _kroner(*expected)


def test_nothing_paid_is_not_zero() -> None:
    """Kåfjord is the host, and no payment of its is posted."""
    item = _items(_of_year(2018))["Kåfjord", "IKT"]
    assert item.paid is None
    assert item.outstanding == Decimal("75.00")
    assert not item.payments


def test_a_surplus_that_goes_back_is_no_payment() -> None:
    item = _items(_of_year(2019))["Lyngen", "Vakt"]
    assert _figures(item) == _kroner(None, None, "30.00", None, "-30.00")


def test_a_payment_without_a_cooperation_is_kept() -> None:
    item = _items(_of_year(2019))["Lyngen", ""]
    assert item.account == "Assets:Fordringer:Lyngen"
    assert _figures(item) == _kroner(None, None, None, "5.00", "-5.00")


def test_other_money_is_not_added_to_kroner(tmp_path: Path) -> None:
    """Lyngen owes 10.00 kr for IKT; 7 euro on the same account make it no more."""
    text = (CASE / SOURCE).read_text(encoding="utf-8")
    account = "Assets:Fordringer:Lyngen:IKT"
    assert f"open {account} NOK\n" in text
    euro = f'\n2019-12-01 * "Reise"\n  {account}  7.00 EUR\n  Equity:Euro\n'
    text = text.replace(f"open {account} NOK\n", f"open {account}\n")
    copy = shutil.copytree(CASE, tmp_path / "case") / SOURCE
    copy.write_text(f"{text}\n2017-01-01 open Equity:Euro\n{euro}", encoding="utf-8")
    loaded = load(copy)
    (error,) = loaded.errors
    assert f"{account} er ført i EUR" in str(error.message)
    found = open_items(loaded.entries, loaded.options[OPTION].agreement)
    (item,) = [i for i in found if (i.payer, i.cooperation) == ("Lyngen", "IKT")]
    assert _figures(item) == _kroner(None, "115.00", None, "105.00", "10.00")


def test_the_parts_add_up_to_what_is_outstanding() -> None:
    for year in (2018, 2019, 2020):
        for item in _items(_of_year(year)).values():
            forward, charged, back, paid, _ = (a or Decimal(0) for a in _figures(item))
            assert forward + charged - back - paid == item.outstanding


@pytest.mark.parametrize(
    ("year", "change", "balance"),
    [(2018, "150.00", "150.00"), (2019, None, "150.00")],
)
def test_a_fund_is_owned_until_it_is_used(
    year: int, change: str | None, balance: str
) -> None:
    agreement = load_case(CASE).options[OPTION].agreement
    found = funds(_of_year(year), agreement)
    assert [(f.payer, f.cooperation) for f in found] == [
        ("Kåfjord", "Ungdom"),
        ("Lyngen", "Ungdom"),
    ]
    assert [[f.change, f.balance] for f in found] == [_kroner(change, balance)] * 2
