"""The page of who bears what: cooperations down, payers across (*fordeling*)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from typing import ClassVar

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.report.charts import Bar
from fellesbok.report.charts import Chart
from fellesbok.report.charts import svg
from fellesbok.sharing import statement
from fellesbok.web.distribution.rows import matrix_of
from fellesbok.web.distribution.tables import heads
from fellesbok.web.distribution.tables import matrix_table
from fellesbok.web.distribution.tables import per_inhabitant
from fellesbok.web.distribution.why import without_figures
from fellesbok.web.frame.asked import CannotShowError
from fellesbok.web.frame.corrections_table import corrections_table
from fellesbok.web.frame.page import BooksPage
from fellesbok.web.frame.shown import Shown
from fellesbok.web.frame.sidebar import set_sidebar

if TYPE_CHECKING:
    from markupsafe import Markup

    from fellesbok.tables.values import Table
    from fellesbok.web.distribution.rows import Matrix
    from fellesbok.web.frame.asked import Asked

PER, INHABITANT = "per", "innbygger"


class Fordeling(BooksPage):
    """Cooperation × payer for a period; every share leads to its explanation."""

    report_title = "Fordeling"
    heading: ClassVar[Text] = Text("Fordeling")

    def before_request(self) -> None:
        """Do as every page of ours, and see to the margin once for all of them."""
        super().before_request()
        set_sidebar(self.ledger)

    def shown(self, asked: Asked) -> Shown:
        """The shares with sums both ways, who pays how much, and what is not shared."""
        try:
            matrix = matrix_of(asked)
        except CannotShowError:
            only = corrections_table(asked)
            if not only or statement.shares(asked.in_period):
                raise
            return _corrections_alone(asked, only)
        by_people = asked.arguments.get(PER) == INHABITANT
        tables = [matrix_table(matrix, asked)]
        if by_people:
            tables.append(per_inhabitant(matrix, asked))
        tables += corrections_table(asked)
        tables += without_figures(matrix, asked)
        per = "" if by_people else INHABITANT
        return Shown(
            Text("Fordeling {period}", period=asked.period),
            "fordeling.html",
            tuple(tables),
            values={
                "plot": _plot(matrix, asked),
                "plot_title": _plot_title(asked),
                "per_href": asked.links.page(self.name, **{**_time(asked), PER: per}),
                "per_text": Text("Skjul kroner per innbygger")
                if by_people
                else Text("Vis kroner per innbygger"),
                "has_people": bool(heads(asked)),
                "closed": _closed(asked),
            },
            arguments={PER: INHABITANT} if by_people else {},
        )


def _corrections_alone(asked: Asked, tables: list[Table]) -> Shown:
    """A period in which nothing is shared but what corrects closed years."""
    return Shown(
        Text("Fordeling {period}", period=asked.period),
        "fordeling.html",
        tuple(tables),
        values={"plot": None, "closed": _closed(asked), "has_people": False},
    )


def _closed(asked: Asked) -> list[tuple[Text, str]]:
    """The years of the period that are closed, and where."""
    first, after = asked.days
    return [
        (
            Text("{name} {year}", name=closed.cooperation.title, year=closed.year),
            asked.links.place(*closed.place),
        )
        for closed in asked.shared.closed
        if first.year <= closed.year <= (after - timedelta(days=1)).year
    ]


def _time(asked: Asked) -> dict[str, object]:
    """The period, said also where the reader has not chosen it."""
    return {"time": asked.period}


def _plot_title(asked: Asked) -> Text:
    return Text("Andeler i alt per betaler, {period}, kroner", period=asked.period)


def _plot(matrix: Matrix, asked: Asked) -> Markup:
    """What each payer is charged in all."""
    bars = [Bar(p.name, (matrix.total_of(p.name),)) for p in matrix.payers]
    title = say(_plot_title(asked), asked.language)
    series = (say("Andeler", asked.language),)
    return svg(Chart("fordeling", title, series, tuple(bars)), asked.language)
