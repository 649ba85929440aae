"""A closed year has just the decisions about a fund that its basis holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.closing.basis import basis_csv
from fellesbok.closing.basis import fund_rows
from fellesbok.closing.closed_orders import in_open_years
from fellesbok.closing.closed_orders import without_late
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.entries.custom_values import custom
from fellesbok.funds.orders import fund_orders
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.funds.orders import FundOrder

VIKA = agreement(version(Equal()))
IKT = VIKA.cooperations["ikt"]
IN_2018, IN_2019 = date(2018, 5, 1), date(2019, 5, 1)

OWNERS = {"innbetaling": ["Lyngen"], "bruk": []}


def orders(*said: tuple[date, str, str]) -> list[FundOrder]:
    """Decisions: on a day, something, so many kroner; payments in are Lyngen's."""
    lines = [
        custom(
            "fond",
            day,
            ["ikt", move, *OWNERS[move], Amount(Decimal(amount), "NOK")],
            {},
        )
        for day, move, amount in said
    ]
    found, errors = fund_orders(lines, VIKA)
    assert errors == []
    return found


PAID = (IN_2018, "innbetaling", "10.00")
USED = (IN_2018, "bruk", "4.00")
LATER = (IN_2019, "innbetaling", "1.00")


def closed(folder: Path, *known: tuple[date, str, str]) -> ClosedYear:
    """2018, closed with those decisions."""
    basis = folder / "basis.csv"
    lines = [order.entry for order in orders(*known)]
    basis.write_bytes(basis_csv(fund_rows(lines, IKT, 2018)))
    return ClosedYear(IKT, 2018, (), basis, {}, IN_2019, ("main.beancount", 9))


def test_what_the_basis_holds_stands(tmp_path: Path) -> None:
    now = orders(PAID, USED, LATER)
    assert without_late(now, [closed(tmp_path, PAID, USED)]) == (now, [])


def test_what_is_decided_since_belongs_to_the_open_year(tmp_path: Path) -> None:
    """The same payment twice is one more than the basis has."""
    now = orders(PAID, PAID, LATER)
    kept, (error,) = without_late(now, [closed(tmp_path, PAID)])
    assert [order.amount_ore for order in kept] == [10_00, 1_00]
    assert error.message == (
        "IKT 2018 er avsluttet, og dette er bestemt om fondet siden. Skriv linjen i det"
        " åpne året."
    )


def test_what_is_gone_is_missed_but_a_use_is_a_correction(tmp_path: Path) -> None:
    kept, (error,) = without_late(orders(LATER), [closed(tmp_path, PAID, USED)])
    assert len(kept) == 1
    assert (
        "det som var bestemt om fondet 01.05.2018, «innbetaling, Lyngen, 10.00 NOK»"
        in error.message
    )
    place = error.source["filename"], error.source["lineno"]
    assert place == ("main.beancount", 9)


def test_another_amount_is_one_that_is_gone_and_one_that_has_come(
    tmp_path: Path,
) -> None:
    now = orders((IN_2018, "innbetaling", "11.00"))
    kept, errors = without_late(now, [closed(tmp_path, PAID)])
    assert (kept, len(errors)) == ([], 2)


def test_decisions_of_open_years_are_those_of_no_closed_one(tmp_path: Path) -> None:
    now = orders(PAID, LATER)
    assert in_open_years(now, [closed(tmp_path, PAID)]) == now[1:]
    assert in_open_years(now, []) == now
