"""Rows of a bank's table that are no payments: sums, what waits, what has no day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok_importers.rows.no_payments import MOST_TOLD
from fellesbok_importers.rows.no_payments import OtherRows
from fellesbok_importers.rows.sheet import Row


def added(*amounts: str) -> OtherRows:
    rows = OtherRows("a.csv")
    for amount in amounts:
        rows.add({"Inn": Decimal(amount)})
    return rows


def stated(rows: OtherRows, amount: str, row: int = 9) -> list[Decimal | None]:
    """By how much a sum that stands there is off; nothing where it is right."""
    faults = list(rows.total(Row(row, ()), {"Inn": Decimal(amount)}))
    assert all(fault.row == row for fault in faults)
    return [fault.off for fault in faults]  # type: ignore[misc]


def test_a_sum_is_of_all_the_rows_above_it() -> None:
    rows = added("10.00", "2.50")
    assert stated(rows, "12.50") == []


def test_or_of_those_since_some_sum_before_it() -> None:
    """10 + 2,50, then 5 alone, then all of it; 17,51 is an øre too much."""
    rows = added("10.00", "2.50")
    assert stated(rows, "12.50") == []
    rows.add({"Inn": Decimal("5.00")})
    assert stated(rows, "5.00") == []
    assert stated(rows, "17.50") == []
    assert stated(rows, "17.51") == [Decimal("0.01")]


def test_a_column_that_no_row_has_anything_in_adds_up_to_nothing() -> None:
    rows = added("10.00")
    assert list(rows.total(Row(9, ()), {"Ut": Decimal(0)})) == []
    (fault,) = rows.total(Row(9, ()), {"Ut": Decimal(3)})
    assert (fault.column, fault.found) == ("Ut", "3,00")


def test_what_the_bank_has_not_booked_is_told_with_its_sum() -> None:
    rows = OtherRows("a.csv")
    rows.wait(Decimal("10.00"))
    rows.wait(Decimal("-2.50"))
    (text,) = rows.told()
    assert (text.values["count"], text.values["amount"]) == (2, Decimal("7.50"))


def test_of_many_rows_without_a_day_the_first_are_told_and_the_rest_added_up() -> None:
    rows = OtherRows("a.csv")
    for number in range(MOST_TOLD + 3):
        value = None if number % 2 else Decimal(number)
        rows.leave(number, f"Rad {number}", value)
    *each, rest = rows.told()
    assert len(each) == MOST_TOLD
    assert "amount" not in each[1].values
    assert (rest.values["count"], rest.values["amount"]) == (3, Decimal(10 + 12))


@pytest.mark.parametrize(
    ("status", "is_booked"),
    [("Bokført", True), ("BOKFØRT", True), ("Reservert", False)],
)
def test_the_word_of_the_bank_decides_what_is_booked(
    status: str, *, is_booked: bool
) -> None:
    rows = OtherRows("a.csv")
    assert rows.is_booked(Row(2, ()), status, "bokført") is is_booked


def test_a_row_without_a_status_is_booked_and_told_where_others_have_one() -> None:
    rows = OtherRows("a.csv")
    assert rows.is_booked(Row(2, ()), "", "bokført")
    assert rows.without_status() == []
    rows.is_booked(Row(3, ()), "bokført", "bokført")
    assert rows.without_status() == [2]
