"""The overview's sums: a variance where it is that of the sums beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.report import build_report
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from loaded_books import books_in
from places import MADE
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def sums(report: Report) -> list[Decimal | None]:
    """The last line of the overview."""
    return [cell.value for cell in report.overview.rows[-1].cells]


def test_the_sum_has_a_variance_and_its_per_cent() -> None:
    """Where every page has both: budget less accounts, in per cent of the budget."""
    books = books_in(MADE / "settled_books")
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


def test_the_variance_of_a_sum_is_of_those_who_have_both(of_2018: Report) -> None:
    """11 421 101 kr of 7 budgets, and 11 394 884 kr of 9 accounts.

    The 7 have used 10 657 884 kr: 763 217 kr less, which is 6,68 % of their budgets.
    Innkjøp (610 000 kr) has no budget, and of HoppIdé C's nobody states the days.
    """
    last = of_2018.overview.rows[-1].cells
    assert sums(of_2018) == [
        Decimal("11421101.00"),
        Decimal("11394884.00"),
        Decimal("763217.00"),
        Decimal("6.68"),
    ]
    assert [[str(mark) for mark in cell.marks] for cell in last[:3]] == [
        ["7 av 17"],
        ["9 av 17"],
        ["7 av 17"],
    ]
    above = [
        row.cells[2].value
        for row in of_2018.overview.rows
        if row.role == "line" and not row.cells[2].unit
    ]
    assert sum(off for off in above if isinstance(off, Decimal)) == last[2].value
