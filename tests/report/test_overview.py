"""The overview's sums: a variance where it is that of the sums beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.report import build_report
from fellesbok.report.cell import BLANK
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.overview import total
from places import MADE
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def test_the_sum_has_a_variance_and_its_per_cent() -> None:
    """Where every page has both: budget less accounts, in per cent of the budget."""
    books = load_books(MADE / "settled_books" / "ledger" / "main.beancount")
    report, _ = build_report(books, books.settled, 2024)
    found = total(report.pages)
    budget, accounts = found.budget.value, found.accounts.value
    assert budget is not None
    assert accounts is not None
    assert found.variance.value == budget - accounts
    assert found.percent.value == round(100 * (budget - accounts) / budget, 2)
    shown = f"{found.percent.value}".replace(".", ",").replace("-", "−")
    table = html(report, "nb").partition('id="oversikt-tabell"')[2]
    row = table.partition('class="total"')[2].partition("</tr>")[0]
    assert shown.lstrip("−") in row
    assert shown.lstrip("−") in markdown(report, "nb").partition("| Sum")[2]


def test_sums_of_other_cooperations_have_no_variance(of_2018: Report) -> None:
    """11 421 101 kr of 7 budgets, and 11 394 884 kr of 9 accounts."""
    found = total(of_2018.pages)
    assert found.budget.value == Decimal("11421101.00")
    assert found.accounts.value == Decimal("11394884.00")
    assert (found.variance, found.percent) == (BLANK, BLANK)
