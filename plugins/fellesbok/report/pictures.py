"""The pictures of the report (*figurer*), from the very figures of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.month_picture import months_picture
from fellesbok.budgets.month_tables import NAME as MONTHS
from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.bands import flow_svg
from fellesbok.drawing.charts import svg
from fellesbok.explanation.key_part_picture import parts_picture
from fellesbok.frozen import frozen
from fellesbok.messages import say
from fellesbok.report.cell import State
from fellesbok.report.over_time import has_years
from fellesbok.report.words import WORDS
from fellesbok.sharing.by_year_picture import over_years_picture
from fellesbok.sharing.by_year_tables import NAME as YEARS
from fellesbok.sharing.matrix_tables import OF_PAYER
from fellesbok.sharing.matrix_tables import PER_INHABITANT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from fellesbok.report.contents import Report
    from fellesbok.report.noted_table import Panel


@frozen
class Figure:
    """A picture, and the table that has the same figures.

    Attributes:
        title: What it shows.
        drawn: The picture.
        anchor: The place of the table.
        table: What the table is called.
        note: Where else the figures are from.
    """

    title: str
    drawn: Markup
    anchor: str
    table: str
    note: str = ""


def summary_picture(report: Report, language: str) -> tuple[str, Markup] | None:
    """The first figures of the summary as bars; nothing of none."""
    table = report.summary.table
    bars = tuple(
        Bar(say(str(row.texts[0]), language), (row.cells[0].value,))
        for row in table.rows
        if row.role == "line" and row.cells[0].value is not None
    )
    if not bars:
        return None
    title = say(table.title, language)
    chart = Chart("fig-1", title, (say(table.figures[0], language),), bars)
    return title, svg(chart, language)


def pictures(report: Report, language: str) -> Iterator[Figure]:
    """Where people would rather look; each has its table beside it."""

    def word(name: str) -> str:
        return say(WORDS[name], language)

    overview = report.overview
    costs = tuple(
        Bar(row.texts[0], tuple(cell.value for cell in cells))
        for row in overview.lines
        for cells in [[overview.cell(row, n.name) for n in (ACCOUNTS, BUDGET)]]
        if any(cell.state is State.FIGURE and not cell.unit for cell in cells)
    )
    if costs:
        series = say(ACCOUNTS.title, language), say(BUDGET.title, language)
        chart = Chart("fig-2", word("chart_costs"), series, costs)
        table = overview.anchor, say(overview.title, language)
        yield Figure(chart.title, svg(chart, language), *table)
    if report.across and report.across[0].lines:
        chart = _who_pays_what(report.across[0], word("chart_flow"))
        table = report.across[0].anchor, word("matrix")
        yield Figure(chart.title, flow_svg(chart, language).on_paper(), *table)
    yield from _over_time(report, language)
    if report.across and report.population and not has_years(report.by_year):
        panel = report.across[1]
        each = tuple(
            Bar(row.texts[0], (cell.value,))
            for row in panel.lines
            if (cell := panel.cell(row, PER_INHABITANT.name)).value is not None
        )
        title = say(PER_INHABITANT.title, language)
        chart = Chart("fig-4", title, (title,), each)
        table = panel.anchor, say(panel.title, language)
        yield Figure(title, svg(chart, language), *table, report.population)


def pictures_beside(report: Report, language: str) -> dict[str, tuple[str, Markup]]:
    """What shares are put together of, by the place of the table that tells it."""
    drawn = {}
    for page in report.pages:
        made = page.in_parts
        if made is not None:
            title, picture = parts_picture(
                made.found,
                made.cooperation,
                made.payers,
                language,
                f"deler-{page.slug}",
            )
            drawn[made.anchor] = say(title, language), picture.on_paper()
    return drawn


def _over_time(report: Report, language: str) -> Iterator[Figure]:
    """The year month by month, and what an inhabitant has borne over the years."""
    found = []
    if report.months is not None:
        found.append((MONTHS, months_picture(report.months, language)))
    if has_years(report.by_year):
        drawn = over_years_picture(report.by_year, language)
        if drawn is not None:
            found.append((YEARS, drawn))
    for name, (title, picture) in found:
        for panel in report.panels:
            if panel.anchor.endswith(name):
                told = say(title, language), picture.on_paper(), panel.anchor
                yield Figure(*told, say(panel.title, language))


def _who_pays_what(matrix: Panel, title: str) -> Chart:
    """The matrix, as bands from what is paid for to who pays."""
    payers = [n for n, name in enumerate(matrix.names) if name.startswith(OF_PAYER)]
    names = tuple(matrix.figures[n] for n in payers)
    bars = (
        Bar(row.texts[0], tuple(row.cells[n].value for n in payers))
        for row in matrix.lines
    )
    return Chart("fig-3", title, names, tuple(bars))
