"""The page of budget and accounts, side by side (*budsjett og regnskap*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.report.charts import Bar
from fellesbok.report.charts import Chart
from fellesbok.report.charts import svg
from fellesbok.web.asked import CannotShowError
from fellesbok.web.budget_tables import costs_table
from fellesbok.web.budget_tables import lines_table
from fellesbok.web.budget_tables import payers_table
from fellesbok.web.budget_tables import totals_table
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown

if TYPE_CHECKING:
    from markupsafe import Markup

    from fellesbok.web.asked import Asked
    from fellesbok.web.table import Table


class Budsjett(BooksPage):
    """What was budgeted and what it became: all, a cooperation or a payer."""

    report_title = "Budsjett og regnskap"
    heading: ClassVar[Text] = Text("Budsjett og regnskap")

    def shown(self, asked: Asked) -> Shown:
        """The cooperation or payer that is asked for, or every cooperation."""
        wanted = asked.arguments.get("samarbeid", "").strip()
        who = asked.arguments.get("kommune", "").strip()
        if wanted:
            cooperation = asked.cooperation(wanted)
            tables: tuple[Table, ...] = (
                lines_table(asked, cooperation),
                totals_table(asked, cooperation),
                payers_table(asked, cooperation=cooperation),
            )
            title = Text("Budsjett og regnskap for {name}", name=cooperation.title)
            return _page(asked, title, tables, {"samarbeid": cooperation.slug})
        if who:
            payer = asked.payer(who)
            title = Text("Budsjett og regnskap for {name}", name=payer.name)
            tables = (payers_table(asked, payer=payer),)
            return _page(asked, title, tables, {"kommune": payer.slug})
        title = Text("Budsjett og regnskap")
        costs = costs_table(asked)
        return _page(asked, title, (costs, totals_table(asked)), {}, costs)


def _page(
    asked: Asked,
    title: Text,
    tables: tuple[Table, ...],
    arguments: dict[str, str],
    plotted: Table | None = None,
) -> Shown:
    if not any(table.lines for table in tables):
        raise CannotShowError(
            Text("Ingen budsjett eller regnskap i {period}.", period=asked.period),
            wrong="time",
        )
    shown = plotted or tables[0]
    values = {"plot": _plot(shown, asked), "plot_title": shown.title}
    known = tuple(table for table in tables if table.lines)
    return Shown(title, "budsjett.html", known, values, arguments)


def _plot(table: Table, asked: Asked) -> Markup | None:
    """Accounts beside budget, from the very figures of the table."""
    bars = []
    names = [column.title for column in table.columns]
    budget, accounts = names.index("Budsjett"), names.index("Regnskap")
    for line in table.lines:
        if line.role == "line":
            values = (line.cells[accounts].value, line.cells[budget].value)
            label = say(line.cells[0].value, asked.language)  # type: ignore[arg-type]
            bars.append(Bar(label, values))  # type: ignore[arg-type]
    if not bars:
        return None
    series = tuple(say(t, asked.language) for t in (Text("Regnskap"), Text("Budsjett")))
    title = say(table.title, asked.language)
    return svg(Chart("budsjett", title, series, tuple(bars)), asked.language)
