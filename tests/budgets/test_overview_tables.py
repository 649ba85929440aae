"""The overview's sums: a variance where it is that of the sums beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.report import build_report
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from places import MADE
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def sums(report: Report) -> list[Decimal | None]:
    """The last line of the overview."""
    return [cell.value for cell in report.overview.rows[-1].cells]


def test_the_sum_has_a_variance_and_its_per_cent() -> None:
    """Where every page has both: budget less accounts, in per cent of the budget."""
    books = load_books(MADE / "settled_books" / "ledger" / "main.beancount")
    report, _ = build_report(books, books.settled, 2024)
    budget, accounts, variance, percent = sums(report)
    assert budget is not None
    assert accounts is not None
    assert variance == budget - accounts
    assert percent == round(100 * (budget - accounts) / budget, 2)
    shown = f"{percent}".replace(".", ",").replace("-", "−")
    table = html(report, "nb").partition('id="oversikt-tabell"')[2]
    row = table.partition('class="total"')[2].partition("</tr>")[0]
    assert shown.lstrip("−") in row
    assert shown.lstrip("−") in markdown(report, "nb").partition("| Sum")[2]


def test_sums_of_other_cooperations_have_no_variance(of_2018: Report) -> None:
    """11 421 101 kr of 7 budgets, and 11 394 884 kr of 9 accounts."""
    assert sums(of_2018) == [
        Decimal("11421101.00"),
        Decimal("11394884.00"),
        None,
        None,
    ]
