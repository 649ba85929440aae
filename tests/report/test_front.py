"""The first page has the answer and three figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_panels import by_name
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def test_the_first_page_has_the_answer_and_three_figures(of_2018: Report) -> None:
    summary = of_2018.summary
    assert summary.sentences[0].startswith("5\xa0325\xa0040,00 kr er fordelt for 2018")
    assert [h.cell.value for h in summary.figures] == [
        Decimal("11394884.00"),
        Decimal("5325040.00"),
        Decimal("4564569.86"),
    ]
    *lines, total = summary.table.rows
    totals = {line.texts[0]: line.cells[0].value for line in lines}
    assert totals == {
        name: figures["share_total"].value
        for name, figures in by_name(of_2018.across[1]).items()
    }
    columns = zip(*(line.cells for line in lines), strict=True)
    for column, cell in zip(columns, total.cells[:-1], strict=False):
        assert sum(c.value or 0 for c in column) == cell.value
