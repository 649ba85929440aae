"""What corrects a closed year is shown in it and in the year it comes to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from asked_pages import asked_by
from fellesbok.web.frame.of_closed_years import closing_of
from fellesbok.web.frame.of_closed_years import corrections_shown
from loaded_books import books_in
from report_panels import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.books import Books
    from fellesbok.web.frame import Asked


def books() -> Books:
    """2024 is closed; 5 000, 3 000 and 2 000 kr have come since, and stand in 2025."""
    return books_in(REGION)


@contextmanager
def asked_in(year: int) -> Iterator[Asked]:
    """What is asked of these books for a whole year."""
    with asked_by() as asked:
        yield replace(
            asked,
            all_entries=books().entries,
            shared=books().settled,
            days=(date(year, 1, 1), date(year + 1, 1, 1)),
            year=year,
        )


def amounts(asked: Asked, payer: str = "", cooperation: str = "") -> list[str]:
    of = books().settled.agreement
    tables = corrections_shown(
        asked,
        payer=of.payer(payer) if payer else None,
        cooperation=of.cooperations[cooperation] if cooperation else None,
    )
    return sorted(
        str(cell.value)
        for table in tables
        for line in table.lines
        for cell in line.cells
        if str(cell.value) in {"2000.00", "3000.00", "5000.00"}
    )


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_correction_stands_in_the_year_it_corrects_and_where_it_comes(
    year: int,
) -> None:
    with asked_in(year) as asked:
        assert amounts(asked) == ["2000.00", "3000.00", "5000.00"]


def test_it_stands_in_no_other_year() -> None:
    with asked_in(2026) as asked:
        assert corrections_shown(asked) == []


def test_of_one_payer_or_cooperation_its_own_are_shown() -> None:
    with asked_in(2025) as asked:
        assert amounts(asked, payer="vik") == ["3000.00"]
        assert len(amounts(asked, cooperation="legevakt")) == 3
        assert amounts(asked, cooperation="viltlag") == []


def test_an_open_year_has_no_closing_and_one_that_may_not_be_read_no_address() -> None:
    (legevakt,) = (
        c
        for c in books().settled.agreement.cooperations.values()
        if c.slug == "legevakt"
    )
    with asked_in(2025) as asked:
        assert closing_of(asked, legevakt, 2024) == ""
        assert closing_of(asked, legevakt, 2025) is None
