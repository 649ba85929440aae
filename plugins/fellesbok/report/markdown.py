"""The report as Markdown, to be read as text or put into another text."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.budgets.tables import WITHOUT_COLUMN
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report.cell import State
from fellesbok.report.words import TITLES
from fellesbok.report.words import WORDS
from fellesbok.report.words import methods
from fellesbok.report.words import subtitle_of
from fellesbok.report.words import title_of
from fellesbok.tables.markdown_file import last_are_figures
from fellesbok.tables.markdown_file import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.report.cell import Cell
    from fellesbok.report.contents import Page
    from fellesbok.report.contents import Report
    from fellesbok.report.noted_table import Panel

OVERVIEW_TEXTS = 3
"""What an amount is counted in and marked with stands beside the amount."""


def markdown(report: Report, language: str) -> str:
    """The whole text."""
    return "\n".join(_Writer(report, language).blocks()) + "\n"


class _Writer:
    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language

    def blocks(self) -> Iterator[str]:
        """Every chapter, in the order of the other formats."""
        report = self.report
        yield f"# {self.said(title_of(report))} – {plain(report.region)}\n"
        yield f"{self.said(subtitle_of(report))}\n"
        yield f"{self.said(report.status)}\n"
        yield from self.summary()
        yield from self.overview()
        for panel in report.across:
            yield from self.further(panel, "##")
        yield f"{self.word('revision')}: {self.report.revision}\n"
        for chapter in report.chapters:
            yield f"## {self.said(chapter.title)}\n"
            for panel in chapter.panels:
                yield from self.further(panel, "###")
        for kind, pages in report.parts:
            yield f"## {self.said(TITLES[kind])}\n"
            for page in pages:
                yield from self.page(page)
        yield f"## {self.word('method')}\n"
        for heading, text, _ in methods(report):
            yield f"### {self.said(heading)}\n\n{self.said(text)}\n"
        for unit, name in report.units.items():
            yield f"- `{unit}` {self.said(name)}"
        yield ""
        yield from self.findings()

    def summary(self) -> Iterator[str]:
        """The answer first, and whom it concerns."""
        summary = self.report.summary
        yield f"## {self.word('summary')}\n"
        yield from (f"{self.said(sentence)}\n" for sentence in summary.sentences)
        for headline in summary.figures:
            (shown,) = self.cells([headline.cell])
            yield f"- **{self.said(headline.label)}:** {shown}"
        yield ""
        yield from self.further(summary.table, "###")

    def overview(self) -> Iterator[str]:
        """Who shares what, and its cost."""
        panel = self.report.overview
        yield f"## {self.word('overview')}\n\n{self.word('overview_note')}\n"
        rows = []
        for row in panel.rows:
            label, *texts = map(self.shown, row.texts[:OVERVIEW_TEXTS])
            label = self.labelled(label, row.unit)
            rows.append([label, *texts, *self.cells(row.cells, row.unit)])
        heads = [*panel.texts[:OVERVIEW_TEXTS], *panel.figures]
        shown_heads = [self.said(head) for head in heads]
        yield last_are_figures(shown_heads, rows, figures=len(panel.figures))

    def page(self, page: Page) -> Iterator[str]:
        """One cooperation."""
        yield f"### {plain(page.title)}\n"
        if page.missing:
            yield f"**{self.word('missing')}.** {self.word('missing_text')}\n"
        for name, values in page.facts:
            yield f"- **{self.said(name)}:** {'; '.join(self.said(v) for v in values)}"
        yield ""
        yield self.economy(page.economy)
        for panel in page.panels:
            yield from self.further(panel, "####")
        for heading, text in page.texts.items():
            written = text.replace("<", "&lt;") or self.word("left_blank")
            yield f"#### {self.said(heading)}\n\n{written}\n"
        yield from self.details(page)
        where = [show(value, self.language) for value in page.place_and_day if value]
        if where:
            yield f"{self.word('place_and_day')}: {plain(', '.join(where))}\n"
        if not page.missing:
            by = plain(page.reported_by) or self.word("role_not_stated")
            yield f"{self.word('reported_by')}: {by}\n"

    def further(self, panel: Panel, level: str) -> Iterator[str]:
        """Claims, grants or funds."""
        yield f"{level} {self.said(panel.title)}\n"
        yield from (f"{self.said(note)}\n" for note in panel.notes)
        rows = [
            [*map(self.shown, panel.filled(row)), *self.cells(row.cells)]
            for row in panel.rows
        ]
        heads = [self.shown(head) for head in (*panel.texts, *panel.figures)]
        yield last_are_figures(heads, rows, figures=len(panel.figures))
        yield from (f"{self.said(remark)}\n" for remark in panel.remarks)

    def details(self, page: Page) -> Iterator[str]:
        """Other figures, and what the figures rest on."""
        if page.key_figures:
            yield f"#### {self.word('key_figures')}\n"
            for figure in page.key_figures:
                value = show(figure.value, self.language)
                said = f"- {plain(figure.label)}: {value} {self.said(figure.unit)}"
                yield said.rstrip()
            yield ""
        if page.assumptions:
            yield f"#### {self.word('assumptions')}\n"
            for text, effect in page.assumptions:
                said = f" {self.word('effect')} {self.said(effect)}" if effect else ""
                yield f"- {self.said(text)}{said}"
            yield ""

    def economy(self, panel: Panel) -> str:
        """The two-column table, and a column for figures that are of neither."""
        place = panel.names.index(WITHOUT_COLUMN.name)
        apart = any(row.cells[place].value is not None for row in panel.rows)
        kept = [n for n in range(len(panel.figures)) if apart or n != place]
        rows = []
        for row in panel.rows:
            kind, line, remark, *_ = row.texts
            label = self.shown(line)
            if line != kind:
                label = f"{self.shown(kind)}: {label}"
            label = self.labelled(label, row.unit)
            cells = self.cells([row.cells[n] for n in kept], row.unit)
            rows.append([f"{label} {self.shown(remark)}".rstrip(), *cells])
        heads = [self.word("economy"), *(self.said(panel.figures[n]) for n in kept)]
        return last_are_figures(heads, rows, figures=len(kept))

    def findings(self) -> Iterator[str]:
        """The report's own auditor."""
        yield f"## {self.word('findings')}\n"
        if not self.report.findings:
            yield f"{self.word('no_findings')}\n"
            return
        for finding in self.report.findings:
            amount = ""
            if finding.amount is not None:
                amount = f" ({show(finding.amount, self.language)})"
            place = "" if finding.place is None else " `{}:{}`".format(*finding.place)
            answer = self.word("open")
            if finding.answer:
                answer = f"{self.word('answered')}: {plain(finding.answer)}"
                answer += f" ({plain(finding.answered_by)})"
            rule = self.said(finding.rule_title)
            yield (
                f"- **{plain(finding.title)}**, {rule}{amount}:"
                f" {self.said(finding.text)}{place} – {answer}"
            )
        yield ""

    def cells(self, cells: Sequence[Cell], unit: str = "") -> list[str]:
        """Cells as text; a blank one is a dash, and marks stand in brackets."""
        found = []
        for cell in cells:
            if cell.state is State.MISSING:
                found.append(self.word("missing"))
            elif cell.state is State.NO_FIGURE:
                found.append(self.said(cell.words))
            elif cell.state is State.COUNT and cell.value is not None:
                found.append(show(Fraction(cell.value), self.language))
            else:
                marks = [self.said(mark) for mark in cell.marks]
                if cell.unit and cell.unit != unit:
                    marks.insert(0, self.said(cell.unit))
                shown = "–" if cell.value is None else show(cell.value, self.language)
                found.append(f"{shown} ({', '.join(marks)})" if marks else shown)
        return found

    def labelled(self, label: str, unit: str) -> str:
        """A label with what its figures are, if they are not kroner of the year."""
        return f"{label} ({self.said(unit)})" if unit else label

    def shown(self, value: object) -> str:
        """A text or a day."""
        if isinstance(value, str):
            return self.said(value)
        return plain(show(value, self.language))

    def word(self, name: str) -> str:
        """A fixed text."""
        return say(WORDS[name], self.language)

    def said(self, text: str) -> str:
        """A text in the language, with nothing in it that Markdown would take."""
        return plain(say(self.report.told(text), self.language))
