"""The report as a workbook: real numbers, sums as formulas, and the sheet's own charts.

The sheets are written in one order with one date, so that the same report gives the
same bytes.  No text is ever taken for a formula or a link.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from fellesbok.messages import say
from fellesbok.report.across import debts_panel
from fellesbok.report.across import matrix_panel
from fellesbok.report.cell import State
from fellesbok.report.one_sheet import HEAD
from fellesbok.report.one_sheet import Sheet
from fellesbok.report.one_sheet import formats
from fellesbok.report.overview import parts
from fellesbok.report.overview import total
from fellesbok.report.overview import variance_percent
from fellesbok.report.words import WORDS
from fellesbok.report.words import subtitle_of

if TYPE_CHECKING:
    from fellesbok.report.cell import Cell
    from fellesbok.report.contents import Report
    from fellesbok.report.noted_table import Panel


def xlsx(report: Report, language: str) -> bytes:
    """The bytes of the workbook."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with Workbook(file, options) as book:
        # A day, wherever it is read: the clock of the machine has no part in it.
        created = datetime(report.year, 12, 31)  # noqa: DTZ001 -- said above
        title = say(subtitle_of(report), language)
        book.set_properties({"title": title, "created": created})
        sheets = _Sheets(book, report, language)
        sheets.summary()
        sheets.overview()
        if report.is_joint:
            sheets.matrix(matrix_panel(report))
            sheets.debts(debts_panel(report))
        sheets.lines()
        sheets.further()
        sheets.findings()
    return file.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, report: Report, language: str) -> None:
        self.book = book
        self.report = report
        self.language = language
        self.looks = formats(book)

    def summary(self) -> None:
        """The answer in words, at most three figures, and whom it concerns."""
        summary = self.report.summary
        sheet = self._sheet("summary", "summary")
        row = HEAD
        for row, sentence in enumerate(summary.sentences, HEAD):
            sheet.texts(row, 0, [sentence])
        row += 2
        sheet.heads_at(row, [headline.label for headline in summary.figures])
        sheet.cells(row + 1, 0, [headline.cell for headline in summary.figures])
        sheet.panel(summary.table, row + 3)
        sheet.widths(42, *(20 for _ in summary.table.figures))

    def overview(self) -> None:
        """Cost of each cooperation, budget beside accounts, with a chart."""
        heads = ("cooperation", "shared_by", "key", "budget", "accounts", "variance")
        more = ("variance_percent", "unit", "mark")
        sheet = self._sheet("sheet_overview", "overview", *heads, *more)
        # Kroner of the year come first, so that a chart can be of them alone.
        pages = sorted(self.report.pages, key=lambda p: not _annual(p.cost.accounts))
        annual = 0
        row = HEAD
        for row, page in enumerate(pages, HEAD + 1):
            cost = page.cost
            sheet.texts(row, 0, [page.title, ", ".join(page.shared_by), page.key])
            cells = [cost.budget, cost.accounts, cost.variance]
            sheet.cells(row, 3, [*cells, variance_percent(cost)])
            known = (*cost.budget.marks, *cost.accounts.marks)
            sheet.texts(row, 7, [cost.unit, self._list(*known)])
            annual += _annual(cost.accounts)
        every = parts(self.report)
        sums = [part.total for part in every] if len(every) > 1 else []
        first = row + 1
        for row, added in enumerate([*sums, total(pages)], first):
            sheet.texts(row, 0, [added.label])
            figures = [added.budget, added.accounts, added.variance, added.percent]
            sheet.cells(row, 3, figures)
            told = [mark for cell in figures for mark in cell.marks]
            sheet.texts(row, 8, ["; ".join(say(m, self.language) for m in told)])
        if annual:
            sheet.chart((HEAD + 1, HEAD + annual), (4, 3), (row + 2, 0))
        sheet.texts(1, 0, [self.report.status])
        sheet.widths(42, 58, 34, 20, 20, 20, 12, 38, 40)

    def matrix(self, panel: Panel) -> None:
        """Every share, with sums both ways as formulas."""
        sheet = self._sheet("sheet_matrix", "matrix")
        sheet.panel(panel)
        payers = len(panel.figures) - 2
        *lines, sums = panel.rows
        for row, line in enumerate(lines, HEAD + 1):
            sheet.sum_of_row(row, (1, payers), line.cells[payers])
        if lines:
            row = HEAD + 1 + len(lines)
            for column, cell in enumerate(sums.cells, 1):
                sheet.sum_of_column(row, column, len(lines), cell)
        sheet.widths(42, *(15 for _ in panel.figures))

    def debts(self, panel: Panel) -> None:
        """What each payer owes, with a chart of all and of each inhabitant's part."""
        sheet = self._sheet("sheet_debts", "debts")
        sheet.panel(panel)
        *lines, _total = panel.rows
        row = HEAD + len(lines)
        people = sum(debt.per_inhabitant is not None for debt in self.report.debts)
        if lines:
            sheet.chart((HEAD + 1, row), (2,), (row + 5, 0))
        if people:  # the municipalities stand before the others
            sheet.texts(row + 3, 0, [WORDS["inhabitants"], self.report.population])
            sheet.chart((HEAD + 1, HEAD + people), (8,), (row + 5, 6))
        sheet.texts(row + 4, 0, [WORDS["revision"], self.report.revision])
        sheet.widths(26, *(17 for _ in panel.figures))

    def lines(self) -> None:
        """Every line of every table in one long list, for pivots and filters."""
        heads = ["cooperation", "kind", "line", "budget", "accounts", "without_column"]
        heads += ["variance", "unit", "mark"]
        sheet = self._sheet("sheet_lines", "sheet_lines", *heads)
        lines = [
            (page, group, line)
            for page in self.report.pages
            for group in page.groups
            for line in group.rows
        ]
        for row, (page, group, line) in enumerate(lines, HEAD + 1):
            cells = [line.budget, line.accounts, line.without_column]
            sheet.texts(row, 0, [page.title, group.title, line.label])
            sheet.cells(row, 3, [*cells, line.variance])
            marks = [mark for cell in cells for mark in cell.marks]
            units = self._list(*(cell.unit for cell in cells))
            sheet.texts(row, 7, [units, self._list(line.note, *marks)])
        sheet.sheet.autofilter(HEAD, 0, HEAD + len(lines), len(heads) - 1)
        sheet.widths(42, 46, 46, 20, 20, 20, 20, 52, 52)

    def further(self) -> None:
        """The tables about claims, grants and funds, below each other as they are."""
        panels = [("", panel) for panel in self.report.panels]
        panels += [(page.title, p) for page in self.report.pages for p in page.panels]
        if not panels:
            return
        sheet = self._sheet("sheet_further", "sheet_further")
        row = HEAD
        for title, panel in panels:
            said = say(panel.title, self.language)
            heading = f"{title}: {said}" if title else said
            sheet.sheet.write_string(row, 0, heading, self.looks.title)
            row = sheet.panel(panel, row + 1) + 1
        sheet.widths(46, *(20 for _ in range(11)))

    def findings(self) -> None:
        """The findings, and what has been answered."""
        heads = ["cooperation", "rule", "finding", "amount", "place", "answer"]
        sheet = self._sheet("sheet_findings", "findings", *heads)
        for row, finding in enumerate(self.report.findings, HEAD + 1):
            sheet.texts(row, 0, [finding.title, finding.rule_title])
            sheet.long_text(row, 2, finding.text, 70)
            if finding.amount is not None:
                sheet.number(row, 3, finding.amount)
            place = "" if finding.place is None else "{}:{}".format(*finding.place)
            answer: str = WORDS["open"]
            if finding.answer:
                answer = f"{finding.answer} ({finding.answered_by})"
            sheet.texts(row, 4, [place, answer])
        sheet.widths(42, 30, 80, 16, 44, 44)

    def _sheet(self, name: str, title: str, *heads: str) -> Sheet:
        text = f"{say(WORDS[title], self.language)} {self.report.year}"
        said = ", ".join(filter(None, (text, self.report.region, self.report.payer)))
        sheet = Sheet(self.book, self.looks, self.language, name, said)
        sheet.heads([WORDS[head] for head in heads])
        return sheet

    def _list(self, *texts: str) -> str:
        """Texts one after the other, each once."""
        said = dict.fromkeys(say(text, self.language) for text in texts if text)
        return "; ".join(said)


def _annual(cell: Cell) -> bool:
    """Whether a cell holds kroner of the year."""
    return cell.state is State.FIGURE and not cell.unit
