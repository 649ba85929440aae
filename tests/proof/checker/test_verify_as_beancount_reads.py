"""Amounts and words of directives and postings are read as Beancount reads them.

Where a checker reads another amount than the books have, right books are refused, and a
host may prove the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path

# Amounts of directives ----------------------------------------------------------------

ACCRUED = """
2018-12-31 custom "paaloept" "x" Expenses:X {amount}
  id: "a"
  venter: "faktura"
  leverandoer: "L"
"""
GRANT = """
2018-05-05 * "Tilskudd"
  Income:X:Tilskudd  -3000.00 NOK
  Assets:Bank

2019-06-06 * "Drift"
  Expenses:X          1500.00 NOK
  Assets:Bank

2019-07-01 custom "fond" "x" "bruk" {amount}
"""
AMOUNTS = [
    "1000.00 + 500.00 NOK",
    "+ 1500.00 NOK",
    "1500.00NOK",
    "(1000.00 + 500.00) NOK",
    "1,500.00 NOK",
    "3 * (1000.00 - 500.00) NOK",
    "1000.00+500.00NOK",
    "3000/2 NOK",
    "- -1500 NOK ; 1.00 NOK",
]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_accrued_cost_is_read_as_it_is_worked_out(
    tmp_path: Path, amount: str
) -> None:
    """1 500 kr more, of three: it was read as the first number."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, ACCRUED.format(amount=amount))
    assert charged(right) == [83334, 83334, 83333]
    assert not accepted(right)
    hand_out(lie, ACCRUED.format(amount="1000.00 NOK"))
    assert charged(lie) == [66667, 66667, 66667]
    refuse_lie(right, lie, "noe annet enn linjen fører til")


@pytest.mark.parametrize("amount", AMOUNTS)
def test_what_is_used_of_a_fund_is_read_as_it_is_worked_out(
    tmp_path: Path, amount: str
) -> None:
    """All the cost of 2019 is taken off the fund."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, GRANT.format(amount=amount), surplus="fund")
    assert charged(right, 2019) == [0, 0, 0]
    assert not accepted(right)
    hand_out(lie, GRANT.format(amount="1000.00 NOK"), surplus="fund")
    assert sum(charged(lie, 2019)) == 50000
    refuse_lie(right, lie, "noe annet enn linjen fører til")
