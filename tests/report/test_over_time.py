"""The months of the year and the years until it, where there is more than one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Equal
from fellesbok.report.gather import gather
from fellesbok.report.over_time import has_years
from fellesbok.report.over_time import months_of_year
from fellesbok.report.over_time import over_time
from fellesbok.report.over_time import years_until
from fellesbok.sharing import statement
from loaded_books import books_in
from report_panels import REGION
from report_panels import report
from settled_years import agreement
from settled_years import version
from shares_by_hand import share

if TYPE_CHECKING:
    import pytest

    from fellesbok.agreement import Payer


VIKA = agreement(version(Equal()))


def test_the_months_are_the_costs_of_the_year_in_order() -> None:
    """600 000,50 in June and 40 000 in August are 640 000,50 by the end of August."""
    months = report().months
    assert months is not None
    found = {month.number: (month.amount, month.so_far) for month in months.months}
    assert found[6] == (Decimal("600000.50"), Decimal("600000.50"))
    assert found[8] == (Decimal("40000.00"), Decimal("640000.50"))
    assert sum(amount for amount, _ in found.values()) == Decimal("1242500.50")


def test_a_year_without_costs_has_no_months() -> None:
    books = books_in(REGION)
    year = gather(books, books.settled, 2023)
    assert months_of_year(year, date(2023, 12, 31)) is None


def test_years_go_until_the_one_that_is_told_and_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lyngen had 2 877 people in 2018, and 2 847 in 2019."""
    shares = [
        share("Lyngen", "2877.00"),
        share("Kafjord", "2132.00"),
        share("Lyngen", "5694.00", 2019),
    ]
    monkeypatch.setattr(statement, "shares", lambda _entries: shares)

    def until(year: int, payer: Payer | None = None) -> list[tuple[str, int, str]]:
        found = years_until([], VIKA, year, payer)
        return [(each.payer.slug, each.year, str(each.each)) for each in found]

    assert until(2018) == [("kafjord", 2018, "1.00"), ("lyngen", 2018, "1.00")]
    assert until(2019)[2:] == [("lyngen", 2019, "2.00")]
    assert until(2019, VIKA.payer("kafjord")) == [("kafjord", 2018, "1.00")]
    assert has_years(years_until([], VIKA, 2019))
    assert not has_years(years_until([], VIKA, 2018))


def test_of_one_month_or_less_there_is_no_chapter() -> None:
    of = report().agreement
    assert of is not None
    assert over_time(None, (), of) == ()
    (chapter,) = over_time(report().months, (), of)
    assert chapter.anchor == "over-tid"
    assert len(chapter.panels) == 1
