"""What a rule may ask of a year: its own lines, its report, and whether it is over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from audited_books import AT_YEAR_END
from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COST
from audited_books import REPORT
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import audit
from audited_books import memo
from casebook import load
from fellesbok.budgets.figures import Kind
from fellesbok.lint.year import Year
from fellesbok.lint.year import has_ended
from fellesbok.lint.year import years
from fellesbok.shared import OPTION
from report_panels import REGION

if TYPE_CHECKING:
    from pathlib import Path


def of(folder: Path, written: str, year: int = 2018) -> Year:
    """The year of the only cooperation."""
    audit(folder, Books(written), with_errors=True)
    loaded = load(folder / "ledger" / "main.beancount")
    (found,) = years(loaded.entries, loaded.options[OPTION], year, Decimal(5))
    return found


def test_the_terms_hold_from_2018_and_the_year_has_its_figures(tmp_path: Path) -> None:
    year = of(tmp_path, CLEAN)
    assert (year.cooperation.slug, year.year, year.currency) == ("ikt", 2018, "NOK")
    assert year.last_day == date(2018, 12, 31)
    assert year.has_terms
    (cost,) = year.of(Kind.COST)
    assert (cost.budget, cost.accounts) == (Decimal(1000), Decimal("1010.50"))
    assert year.of(Kind.COST, currency="NOK") == [cost]
    assert year.of(Kind.COST, currency="NOK.PROSJEKT") == []
    assert year.commodity("PROSJEKT") == "NOK.PROSJEKT"
    assert year.commodity("") == "NOK"
    assert year.home[0].endswith("allocation_rules.yaml")


@pytest.mark.parametrize(
    ("written", "is_unreported"),
    [
        (CLEAN, False),
        (COST, False),  # nobody reports by a line of its own: vouchers are the report
        (BUDGET, True),
        (CLEAN.replace('"rapportert"', '"mangler"'), True),
    ],
)
def test_a_year_is_reported_by_its_line_or_by_its_vouchers(
    tmp_path: Path, written: str, *, is_unreported: bool
) -> None:
    assert of(tmp_path, written).unreported is is_unreported


@pytest.mark.parametrize(
    ("written", "is_total"),
    [
        (CLEAN, False),
        (AT_YEAR_END, True),
        (CLEAN.replace('"Drift"\n', '"Drift"\n  avrundet: TRUE\n'), True),
        (AT_YEAR_END + COST, False),
    ],
)
def test_one_figure_on_the_last_day_or_a_rounded_one_is_no_voucher(
    tmp_path: Path, written: str, *, is_total: bool
) -> None:
    year = of(tmp_path, written)
    (cost,) = year.of(Kind.COST)
    assert year.is_total(cost) is is_total


@pytest.mark.parametrize(
    ("written", "is_over"),
    [
        (COST, False),
        (COST + YEAR_IS_OVER, True),
        (COST + REPORT, True),
        (AT_YEAR_END, True),
        (COST + memo("Kostnad", "1.00", "PROSJEKT"), True),
    ],
)
def test_a_year_is_over_when_something_is_written_on_its_last_day_or_later(
    tmp_path: Path, written: str, *, is_over: bool
) -> None:
    assert of(tmp_path, written).is_over is is_over
    entries = load(tmp_path / "ledger" / "main.beancount").entries
    assert has_ended(entries, 2018) is is_over
    assert has_ended(entries, 2017)


@pytest.mark.parametrize("year", [2024, 2025])
def test_what_has_come_to_a_closed_year_is_asked_of_both_years(year: int) -> None:
    """Legevakten has three corrections of 2024, which stand in 2025; Viltlaget none."""
    loaded = load(REGION / "ledger" / "main.beancount")
    found = years(loaded.entries, loaded.options[OPTION], year, Decimal(5))
    counted = {each.cooperation.slug: len(each.corrections) for each in found}
    assert counted == {"legevakt": 3, "viltlag": 0}
