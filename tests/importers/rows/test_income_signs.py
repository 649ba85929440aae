"""Which way income goes, and when somebody must be asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok_importers.rows.income_signs import IncomeSigns
from lists_of_people import a_profile


def signs(booking: str = "", columns: str = "amount: Beløp") -> IncomeSigns:
    return IncomeSigns(a_profile(columns, booking=booking))


def test_the_first_income_without_a_minus_is_asked_about() -> None:
    found = signs()
    found.turns(2, "195", "", Decimal(10))
    found.turns(3, "620", "", Decimal(0))
    found.turns(4, "620", "", Decimal("12.50"))
    found.turns(5, "729", "", Decimal(7))
    assert found.asked() == (4, "12.50")


def test_one_income_with_a_minus_settles_it() -> None:
    found = signs()
    found.turns(2, "620", "", Decimal(12))
    found.turns(3, "810", "", Decimal(-5))
    assert found.asked() is None


@pytest.mark.parametrize(("said", "turns"), [("plus", True), ("minus", False)])
def test_the_profile_says_which_way_income_is_written(
    said: str, *, turns: bool
) -> None:
    """And cost is never turned."""
    found = signs(f"income_sign: {said}")
    assert found.turns(2, "620", "", Decimal(12)) is turns
    assert not found.turns(3, "195", "", Decimal(12))
    assert found.asked() is None


def test_a_file_without_arts_says_what_is_income_in_a_word() -> None:
    found = signs("income_sign: plus")
    assert found.turns(2, "", "income", Decimal(12))
    assert not found.turns(3, "", "cost", Decimal(12))


@pytest.mark.parametrize(
    ("booking", "columns"),
    [
        ("", "debit: Debet, credit: Kredit"),
        ("", "amount: Beløp, side: D/K"),
        ("vouchers: balanced", "amount: Beløp"),
    ],
)
def test_debit_and_credit_and_whole_vouchers_leave_nothing_in_doubt(
    booking: str, columns: str
) -> None:
    found = signs(booking, columns)
    assert not found.turns(2, "620", "", Decimal(12))
    assert found.asked() is None
