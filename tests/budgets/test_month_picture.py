"""The picture says the figures of the table beside it."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.budgets.by_month import Month
from fellesbok.budgets.by_month import Months
from fellesbok.budgets.month_picture import months_picture

MONTHS = (
    Month(1, Decimal("100.00"), Decimal("100.00")),
    Month(2, Decimal("50.00"), Decimal("150.00")),
)


def test_what_is_posted_so_far_is_said_month_by_month() -> None:
    title, picture = months_picture(Months(2018, MONTHS, Decimal("600.00")), "nb")
    assert title == "Kostnadene gjennom 2018 mot budsjettet, kroner"
    said = picture.said.replace("\N{NO-BREAK SPACE}", " ")
    assert "jan 100" in said
    assert "feb 150" in said
    assert "600" in said
    assert "Budsjett hittil i året" not in said


def test_a_budget_by_months_is_said_where_there_is_one() -> None:
    planned = (Decimal("40.00"), None, *[Decimal("90.00")] * 10)
    _, picture = months_picture(Months(2018, MONTHS, Decimal("90.00"), planned), "nb")
    assert "Budsjett hittil i året: jan 40, mar 90" in picture.said
