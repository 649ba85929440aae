"""The page of budget and accounts, side by side (*budsjett og regnskap*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets import month_tables
from fellesbok.budgets.account_tables import lines_of
from fellesbok.budgets.account_tables import lines_table
from fellesbok.budgets.account_tables import unclear_table
from fellesbok.budgets.adopted import budget_of
from fellesbok.budgets.by_month import months_of
from fellesbok.budgets.in_short import budget_in_short
from fellesbok.budgets.month_picture import months_picture
from fellesbok.budgets.naming import line_name
from fellesbok.budgets.part_tables import cooperations_table
from fellesbok.budgets.part_tables import matrix_table
from fellesbok.budgets.part_tables import page_of_payer
from fellesbok.budgets.part_tables import payers_table
from fellesbok.budgets.records import all_together
from fellesbok.budgets.records import by_cooperation
from fellesbok.budgets.records import together
from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import costs_table
from fellesbok.budgets.tables import income_table
from fellesbok.budgets.tables import others_table
from fellesbok.budgets.variances import in_all
from fellesbok.drawing import Bar
from fellesbok.entries.declared import declared
from fellesbok.entries.vocabulary import BUDGET as BUDGET_LINE
from fellesbok.messages import Text
from fellesbok.web.budget.asked_year import budget_year
from fellesbok.web.budget.asked_year import years_with_budget
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.bars_picture import bars_picture
from fellesbok.web.frame.changed_parts import part_of_budget
from fellesbok.web.frame.changed_parts import parts_behind
from fellesbok.web.frame.stated_day import last_written_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.budgets.by_month import Months
    from fellesbok.budgets.records import BudgetLine
    from fellesbok.budgets.records import BudgetYear
    from fellesbok.budgets.variances import Pair
    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked

Way = tuple[Text, str]
"""What a link says, and where it leads."""


class Budsjett(BooksPage):
    """What was budgeted and what it became: all, a cooperation or a payer."""

    report_title = Text("Budsjett og regnskap")

    def shown(self, asked: Asked) -> Shown:
        """The cooperation or payer that is asked for, or every cooperation."""
        cooperation = asked.arguments.get("samarbeid", "").strip()
        payer = asked.arguments.get("kommune", "").strip()
        if cooperation:
            return _of_cooperation(asked, asked.cooperation(cooperation))
        if payer:
            return _of_payer(asked, asked.payer(payer))
        return _of_all(asked)


def _of_all(asked: Asked) -> Shown:
    found = budget_year(asked)
    agreement = asked.shared.agreement
    costs = [
        n
        for n in found.lines
        if n.line.is_cost and n.line.currency == agreement.currency
    ]
    known = agreement.cooperation_by_account
    bars = [
        (known[account].title, pair)
        for account, _, pair in by_cooperation(costs, whole_year=found.whole_year)
    ]
    total = all_together(costs, whole_year=found.whole_year)
    months = _months(asked, found, costs)
    tables = (
        *costs_table(found, agreement),
        *month_tables.months_table(months),
        *income_table(found, agreement),
        *matrix_table(found, asked.payers(), is_whole=asked.reader is None),
        *others_table(found, agreement),
    )
    _assert_any(tables, Text("Bøkene"), found)
    title = Text("Budsjett og regnskap {period}", period=found.period)
    plot_title = Text("Kostnader {period}, kroner", period=found.period)
    values = {
        "ways": [*_years(asked, found, {}), *_payers(asked, found)],
    }
    return Shown(
        title,
        "budsjett.html",
        tables,
        values,
        in_short=budget_in_short(
            Text("Kostnadene"),
            total.pair,
            found.period,
            total,
        ),
        behind=_behind(asked, found, {n.line.cooperation for n in found.lines}),
        **_pictures(months, _plot(plot_title, bars, asked), tables, asked),
    )


def _of_cooperation(asked: Asked, cooperation: Cooperation) -> Shown:
    found = budget_year(asked)
    agreement = asked.shared.agreement
    shown = [
        n
        for n in lines_of(found, agreement, cooperation)
        if n.line.currency == agreement.currency
    ]
    costs = [n for n in shown if n.line.is_cost]
    months = _months(asked, found, costs)
    tables = (
        *lines_table(found, agreement, cooperation),
        *month_tables.months_table(months),
        *unclear_table(found, agreement, cooperation),
        *payers_table(found, cooperation),
    )
    _assert_any(tables, cooperation.title, found)
    bars = [(line_name(n.line, agreement), n.pair) for n in shown]
    slug = cooperation.slug
    arguments = {"samarbeid": slug}
    title = Text(
        "Budsjett og regnskap for {name} {period}",
        name=cooperation.title,
        period=found.period,
    )
    plot_title = Text("Kostnader og inntekter {period}, kroner", period=found.period)
    ways = [
        (Text("Alle samarbeid"), asked.links.page("Budsjett")),
        *_years(asked, found, arguments),
        (Text("Avtalen"), asked.links.page("Avtaler", samarbeid=slug)),
        (Text("Funn"), asked.links.page("Funn", samarbeid=slug)),
    ]
    pair = together(costs, whole_year=found.whole_year)
    return Shown(
        title,
        "budsjett.html",
        tables,
        {"ways": ways},
        arguments,
        in_short=budget_in_short(Text("Kostnadene"), pair, found.period),
        behind=_behind(asked, found, {cooperation.account}),
        **_pictures(months, _plot(plot_title, bars, asked), tables, asked),
    )


def _of_payer(asked: Asked, payer: Payer) -> Shown:
    found = budget_year(asked)
    tables = tuple(cooperations_table(found, payer))
    _assert_any(tables, payer.name, found)
    bars = [(p.cooperation.title, p.pair) for p in found.parts if p.payer == payer]
    arguments = {"kommune": payer.slug}
    title = Text(
        "Budsjett og regnskap for {name} {period}",
        name=payer.name,
        period=found.period,
    )
    plot_title = Text("Andeler {period}, kroner", period=found.period)
    statement = asked.links.page("Kommuneoppgave", kommune=payer.slug)
    ways = [
        (Text("Alle samarbeid"), asked.links.page("Budsjett")),
        *_years(asked, found, arguments),
        (Text("Kommuneoppgave"), statement),
    ]
    total = in_all((p.pair, p.is_of_year) for p in found.parts if p.payer == payer)
    return Shown(
        title,
        "budsjett.html",
        tables,
        {"ways": ways},
        arguments,
        in_short=budget_in_short(Text("Andelene"), total.pair, found.period, total),
        picture=_plot(plot_title, bars, asked),
        behind=_behind(
            asked,
            found,
            {p.cooperation.account for p in found.parts if p.payer == payer},
        ),
    )


def _behind(
    asked: Asked, found: BudgetYear, components: Collection[str]
) -> Iterator[Part]:
    """Agreements, budget lines and vouchers, as far as the filters leave them."""
    ours = {(found.year, component) for component in components}
    for line in declared(asked.as_written, BUDGET_LINE):
        if budget_of(line.entry) in ours:
            yield part_of_budget(asked, line)
    left = {id(entry) for entry in asked.as_written}
    lines = (n.line for n in found.lines if n.line.cooperation in components)
    booked = (e for line in lines for e in line.behind if id(e) in left)
    yield from parts_behind(asked, components, booked)


def _assert_any(tables: Sequence[Table], name: str, found: BudgetYear) -> None:
    """There is something to show.

    Raises:
        CannotShowError: Neither budget nor accounts in the period.
    """
    if not tables:
        raise CannotShowError(
            Text(
                "{name} har verken budsjett eller regnskap i {period}.",
                name=name,
                period=found.period,
            ),
            wrong="time",
        )


def _years(asked: Asked, found: BudgetYear, arguments: dict[str, str]) -> list[Way]:
    """The years that have a budget and nothing shared, which no other link leads to."""
    return [
        (
            Text("Budsjett {year}", year=year),
            asked.links.page("Budsjett", **{**arguments, "time": str(year)}),
        )
        for year in years_with_budget(asked)
        if year not in {*asked.years, found.year}
    ]


def _payers(asked: Asked, found: BudgetYear) -> list[Way]:
    """Those who bear something of what is shown."""
    bearing = {part.payer.slug for part in found.parts}
    return [
        (Text("{name}", name=payer.name), asked.links.to(page_of_payer(payer)))
        for payer in asked.payers()
        if payer.slug in bearing
    ]


def _plot(
    title: Text, rows: Sequence[tuple[str, Pair]], asked: Asked
) -> tuple[Text, Picture] | None:
    """Accounts beside budget, from the very figures of the tables."""
    bars = [Bar(name, (pair.accounts.shown, pair.budget.shown)) for name, pair in rows]
    if not any(value for bar in bars for value in bar.values):
        return None
    return bars_picture("budsjett", title, bars, asked.language, (ACCOUNTS, BUDGET))


def _months(
    asked: Asked, found: BudgetYear, costs: Sequence[BudgetLine]
) -> Months | None:
    """The costs month by month, where all of the year is asked for."""
    if not found.whole_year:
        return None
    return months_of(costs, found.year, last_written_day(asked))


def _pictures(
    months: Months | None,
    bars: tuple[Text, Picture] | None,
    tables: Sequence[Table],
    asked: Asked,
) -> dict[str, Any]:
    """The year so far with the answer, and the bars with their table; else the bars."""
    if months is None:
        return {"picture": bars}
    beside = {} if bars is None else {tables[0].name: bars}
    return {"picture": months_picture(months, asked.language), "beside": beside}
