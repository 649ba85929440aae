"""The report as a workbook: real numbers, sums as formulas, and the sheet's own charts.

The sheets are written in one order with one date, so that the same report gives the
same bytes.  No text is ever taken for a formula or a link.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.messages import say
from fellesbok.report.cell import State
from fellesbok.report.one_sheet import HEAD
from fellesbok.report.one_sheet import Sheet
from fellesbok.report.one_sheet import Words
from fellesbok.report.one_sheet import formats
from fellesbok.report.words import WORDS
from fellesbok.report.words import subtitle_of
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import PER_INHABITANT

if TYPE_CHECKING:
    from fellesbok.report.contents import Report
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.noted_table import PanelRow


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
        if report.across:
            matrix, in_all = report.across
            sheets.matrix(matrix)
            sheets.in_all(in_all)
        sheets.lines()
        sheets.further()
        sheets.findings()
    return file.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, report: Report, language: str) -> None:
        self.book = book
        self.report = report
        self.words = Words(report, language)
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
        panel = self.report.overview
        texts = panel.texts
        sheet = self._sheet("sheet_overview", "overview")
        heads = [*texts[:-2], *panel.figures, *texts[-2:]]
        sheet.heads(heads)
        # Kroner of the year come first, so that a chart can be of them alone.
        lines = sorted(panel.lines, key=lambda row: not _annual(panel, row))
        sums = [row for row in panel.rows if row.role == "total"]
        row = HEAD
        for row, line in enumerate([*lines, *sums], HEAD + 1):
            *told, unit, mark = line.texts
            is_line = line.role == "line"
            sheet.texts(row, 0, told if is_line else told[:1])
            sheet.cells(row, len(told), line.cells)
            last = [unit, mark] if is_line else [mark]
            sheet.texts(row, len(heads) - len(last), last)
        annual = sum(_annual(panel, line) for line in lines)
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

    def in_all(self, panel: Panel) -> None:
        """What each payer bears, with a chart of all and of each inhabitant's part."""
        sheet = self._sheet("sheet_debts", "debts")
        sheet.panel(panel)
        *lines, _total = panel.rows
        row = HEAD + len(lines)
        people = len(panel.values(PER_INHABITANT.name))
        if lines:
            sheet.chart((HEAD + 1, row), (2,), (row + 6, 0))
        if people:  # the municipalities stand before the others
            sheet.texts(row + 3, 0, [INHABITANTS.title, self.report.population])
            sheet.chart((HEAD + 1, HEAD + people), (8,), (row + 6, 6))
        sheet.texts(row + 4, 0, [WORDS["revision"], self.report.revision])
        sheet.texts(row + 5, 0, [" ".join(self.words.said(n) for n in panel.notes)])
        sheet.widths(26, *(17 for _ in panel.figures))

    def lines(self) -> None:
        """Every line of every table in one long list, for pivots and filters."""
        sheet = self._sheet("sheet_lines", "sheet_lines")
        panel = self.report.pages[0].economy
        kind, label, _, unit, mark = panel.texts
        heads = [WORDS["cooperation"], kind, label, *panel.figures, unit, mark]
        sheet.heads(heads)
        found = [(page, row) for page in self.report.pages for row in page.economy.rows]
        for row, (page, line) in enumerate(found, HEAD + 1):
            kind, label, remark, unit, mark = line.texts
            sheet.texts(row, 0, [page.title, kind, label])
            sheet.cells(row, 3, line.cells)
            sheet.texts(row, 3 + len(line.cells), [unit, self._list(remark, mark)])
        sheet.sheet.autofilter(HEAD, 0, HEAD + len(found), len(heads) - 1)
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
            said = self.words.said(panel.title)
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
        text = f"{self.words.said(WORDS[title])} {self.report.year}"
        said = ", ".join(filter(None, (text, self.report.region, self.report.payer)))
        sheet = Sheet(self.book, self.looks, self.words, name, said)
        sheet.heads([WORDS[head] for head in heads])
        return sheet

    def _list(self, *texts: str) -> str:
        """Texts one after the other, each once."""
        said = dict.fromkeys(self.words.said(text) for text in texts if text)
        return "; ".join(said)


def _annual(panel: Panel, row: PanelRow) -> bool:
    """Whether the accounts of a row are kroner of the year."""
    cell = panel.cell(row, ACCOUNTS.name)
    return cell.state is State.FIGURE and not cell.unit
