"""What has become of claims and grants, seen from a day that the books tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.report.position import position
from loaded_books import books_in
from report_panels import REGION

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.report.position import Position


def books() -> Books:
    return books_in(REGION)


def of(year: int, day: date | None = None) -> Position:
    return position(books().entries, books().settled, year, day)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2023, date(2023, 12, 31)),
        (2024, date(2025, 3, 15)),  # closed on that day
        (2025, date(2025, 12, 31)),
    ],
)
def test_it_is_seen_from_the_last_that_is_written_and_never_before_the_year_is_over(
    year: int, day: date
) -> None:
    assert of(year).day == day
    assert of(year, date(2024, 5, 1)).day == date(2024, 5, 1)


def test_shares_are_of_the_year_alone_and_each_payer_has_one() -> None:
    found = of(2024).accounts
    assert {
        account: [row.payer.name for row in rows] for account, rows in found.items()
    } == {
        "Legevakt": ["Nes", "Vik", "Strand"],
        "Viltlag": ["Nes", "Vik", "Strand"],
    }
    assert {row.year for rows in found.values() for row in rows} == {2024}
    assert of(2023).accounts == {}


def test_a_grant_stands_there_before_it_has_any_year() -> None:
    assert list(of(2023).stands) == ["legevakt-staten"]
    assert of(2023).grants == {}
    assert [row.year for row in of(2025).grants["legevakt-staten"]] == [2024, 2025]


def test_corrections_stand_in_the_year_they_correct_and_in_the_one_they_come_to() -> (
    None
):
    """2024 is closed with 3 lines of 5 000, 3 000 and 2 000 kr carried to 2025."""
    for year in (2024, 2025):
        amounts = [c.amount for c in of(year).corrections]
        assert sorted(amounts) == [Decimal(2000), Decimal(3000), Decimal(5000)]
    assert of(2026).corrections == []
