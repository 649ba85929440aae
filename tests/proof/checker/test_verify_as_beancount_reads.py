"""Amounts and words of directives and postings are read as Beancount reads them.

Where a checker reads another amount than the books have, right books are refused, and a
host may prove the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handed_out import CHECKERS
from handed_out import DROPPED
from handed_out import MAIN
from handed_out import accepted
from handed_out import charged
from handed_out import filled
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

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


# Amounts that Beancount fills in ------------------------------------------------------


def line_of(folder: Path, text: str) -> int:
    """The last line of the books that is a text."""
    rows = (folder / MAIN).read_text("utf-8").split("\n")
    return max(n for n, row in enumerate(rows, 1) if row == text)


def listed(folder: Path, unseen: set[str]) -> list[str]:
    """What is listed of the line without an amount, without its place."""
    where = f"{MAIN}:{line_of(folder, '  Expenses:X')}: "
    return [what.removeprefix(where) for what in unseen if what.startswith(where)]


BY_BEANCOUNT = "øre, som Beancount regner ut: les hvordan det skal deles"


@pytest.mark.parametrize(
    ("others", "ore"),
    [
        (["Assets:Bank  -2000.00 EUR @ 10.00 NOK"], 2000000),
        (["Assets:Bank  -2000.00 EUR {10.00 NOK}"], 2000000),
        (["Assets:Bank  -2000.00 EUR @@ 20000.00 NOK"], 2000000),
        (["Assets:Bank  -20.00 EUR @ 10.00 NOK", "Equity:Start  -3.00 NOK"], 20300),
        (["Assets:Bank  -100.0 NOK", "Equity:Start  -50.05 NOK"], 15000),
        (["Assets:Bank  -1.00 / 0.1 NOK", "Equity:Start  -0.05 NOK"], 1000),
    ],
)
def test_what_beancount_alone_works_out_is_listed(
    tmp_path: Path, others: list[str], ore: int
) -> None:
    """The price was left out.  What is left of tenths of kroner is rounded."""
    folder = tmp_path / "bok"
    hand_out(folder, filled(*others))
    assert sum(charged(folder)) == 100001 + ore
    assert listed(folder, accepted(folder)) == [f"{ore} {BY_BEANCOUNT}"]


@pytest.mark.parametrize(
    ("others", "ore"),
    [
        (["Assets:Bank  -150 NOK"], 15000),
        (["Assets:Bank  -100.00 NOK", "Equity:Start  -50.05 NOK ; @ 1.00 EUR"], 15005),
        (["Assets:Bank  -100.0 NOK", "Equity:Start  -50.50 NOK"], 15050),
        (["Assets:Bank  -(100 / 4) NOK"], 2500),
    ],
)
def test_what_the_others_leave_over_is_no_more_and_no_less(
    tmp_path: Path, others: list[str], ore: int
) -> None:
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, filled(*others))
    assert sum(charged(right)) == 100001 + ore
    assert not accepted(right)
    hand_out(lie, filled("Assets:Bank  -10 NOK", *[""] * (len(others) - 1)))
    refuse_lie(right, lie, "beløpet er et annet")


EARLIER = filled("Assets:Bank  -20.00 EUR @ 10.00 NOK", day="2017-04-01")
LATE = """
2018-12-02 * "Etterpå"
  periode: "2017-12-02"
  betaler: "Nes"
  Expenses:X    100.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("key", ["equal", "{threshold: 400, above: equal}"])
def test_what_beancount_works_out_of_an_earlier_year_is_listed(
    tmp_path: Path, key: str
) -> None:
    """So is what is left of it on the account of a key that is not linear."""
    folder = tmp_path / "bok"
    hand_out(folder, EARLIER + LATE, key=key)
    unseen = accepted(folder)
    assert any("som Beancount regner ut: les" in what for what in unseen)
    is_yearly = any("det som sto på kontoer fra tidligere år" in it for it in unseen)
    assert is_yearly == ("threshold" in key)


def test_who_paid_is_listed_where_it_cannot_be_seen(tmp_path: Path) -> None:
    """What Beancount fills in of the bank is nothing: it is Vik that has paid."""
    folder = tmp_path / "bok"
    voucher = """
2018-05-05 * "Kjøp"
  Expenses:X                 200.00 NOK
  Liabilities:Utlegg:Vik:X  -200.00 NOK
  Equity:Start                 2.00 EUR @ 10.00 NOK
  Equity:Start               -20.00 NOK
  Assets:Bank
"""
    hand_out(folder, voucher, key="{threshold: 400, above: equal}")
    assert charged(folder) == [20001, 60000, 40000]
    assert any("20000 øre, som Beancount" in what for what in accepted(folder))


# Lines that Beancount drops -----------------------------------------------------------


@pytest.mark.parametrize("others", DROPPED)
@pytest.mark.parametrize("account", ["Expenses:X", "Expenses:X NOK"])
def test_a_line_that_comes_to_nothing_is_none(
    tmp_path: Path, account: str, others: list[str]
) -> None:
    folder = tmp_path / "bok"
    hand_out(folder, filled(*others).replace("  Expenses:X\n", f"  {account}\n"))
    unseen = accepted(folder)
    if "EUR" in others[-1]:
        where = f"{MAIN}:{line_of(folder, f'  {account}')}: om Beancount"
        assert [what for what in unseen if what.startswith(where)]
    else:
        assert not unseen


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_line_that_comes_to_something_is_not_left_out(
    tmp_path: Path, checker: ModuleType
) -> None:
    """5 øre are left over in the books that are handed out."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    others = ["Equity:Start  5.00 NOK", "Assets:Bank  -5.05 NOK"]
    hand_out(right, filled(*others))
    hand_out(lie, filled(others[0], "Assets:Bank  -5.00 NOK"))
    refuse_lie(right, lie, "bilagslinjen er ikke med én gang", checker)
