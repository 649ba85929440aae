"""Balances and budgets of a document, held against those that the books have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.other_lines import sort_others

BALANCE = "2018-12-31 balance Assets:Bank {} NOK"
BUDGET = '2018-01-01 custom "budget" Expenses:IKT "yearly" {} NOK'


def read(*lines: str) -> list[Any]:
    entries, errors, _ = parse_string("\n".join(lines))
    assert not errors
    return entries


@pytest.mark.parametrize("line", [BALANCE, BUDGET])
def test_the_same_on_the_same_day_is_known_and_anything_else_is_new(line: str) -> None:
    there = read(line.format("100.00"))
    again, later = read(
        line.format("100.00"), line.format("5.00").replace("2018", "2019")
    )
    assert sort_others([again, later], there, "a.xml") == ([later], [again])


@pytest.mark.parametrize("line", [BALANCE, BUDGET])
def test_two_amounts_cannot_both_hold(line: str) -> None:
    """It says by how much: 99,50 against 100 is half a krone too little."""
    there, (other,) = read(line.format("100.00")), read(line.format("99.50"))
    with pytest.raises(RejectedError) as refused:
        sort_others([other], there, "a.xml")
    (fault,) = refused.value.faults
    assert (fault.path, fault.found, fault.off) == ("a.xml", "99,50", Decimal("-0.50"))
    assert fault.expected.values["before"] == Decimal("100.00")


def test_another_account_or_another_period_is_another_line() -> None:
    there = read(BALANCE.format(1), BUDGET.format(1))
    others = read(
        BALANCE.format(2).replace("Bank", "Kasse"),
        BUDGET.format(2).replace("yearly", "monthly"),
    )
    assert sort_others(others, there, "a.xml") == (others, [])


def test_of_two_in_the_books_the_first_counts_and_other_lines_are_new() -> None:
    there = read(BALANCE.format(1), BALANCE.format(2))
    (note, first) = read(BALANCE.format(1), '2018-01-01 note Assets:Bank "x"')
    assert sort_others([first, note], [*there, note], "a.xml") == ([note], [first])
