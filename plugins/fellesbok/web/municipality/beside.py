"""One payer's year as tables: budget and last year beside it, and what it owns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import HIDDEN
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import added
from fellesbok.web.budget.pairs import is_difference
from fellesbok.web.municipality.owed import amount_cell

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.claims.open_items import Fund
    from fellesbok.claims.open_items import OpenItem
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.municipality.rows import Row
    from fellesbok.web.municipality.rows import Statement


def beside_table(statement: Statement, asked: Asked) -> list[Table]:
    """Budget beside accounts, and last year beside this; none or one."""
    rows = [
        row
        for row in statement.rows
        if row.shares
        or row.shares_hidden
        or row.budget is not None
        or row.last_year is not None
    ]
    if not rows:
        return []
    lines = [_beside(row, statement, asked) for row in rows]
    total = (
        Cell(Text("Sum")),
        Cell(added(row.budget for row in rows)),
        Cell(added(row.amount for row in rows)),
        Cell(_total_variance(rows, statement)),
        Cell(added(row.last_year for row in rows)),
    )
    return [
        Table(
            "budsjett",
            Text("Mot budsjettet og året før, kroner"),
            _columns(statement.year, asked.period),
            (*lines, Line(total, role="total")),
            _beside_note(statement),
        )
    ]


def _columns(year: int, period: str) -> tuple[Column, ...]:
    return (
        Column(Text("Samarbeid")),
        Column(Text("Budsjett {year}", year=year), kind=Kind.MONEY),
        Column(Text("Regnskap {period}", period=period), kind=Kind.MONEY),
        Column(Text("Avvik"), kind=Kind.MONEY),
        Column(Text("Regnskap {year}", year=year - 1), kind=Kind.MONEY),
    )


def _beside(row: Row, statement: Statement, asked: Asked) -> Line:
    slug = row.cooperation.slug if row.cooperation else ""
    budget, before = BLANK, BLANK
    if row.budget is not None:
        page = asked.links.page("Budsjett", samarbeid=slug, time=statement.year)
        budget = Cell(row.budget, page)
    if row.last_year is not None:
        page = asked.links.page(
            "Forklaring",
            samarbeid=slug,
            kommune=statement.payer.slug,
            time=statement.year - 1,
        )
        before = Cell(row.last_year, page)
    return Line(
        (
            Cell(row.title),
            budget,
            amount_cell(row, statement, asked),
            Cell(_variance(row, statement)),
            before,
        )
    )


def _variance(row: Row, statement: Statement) -> Decimal | None:
    """Budget less accounts, where there is both and neither is a part."""
    if row.budget is None or row.amount is None:
        return None
    is_part = row.shares_hidden or not statement.whole_year
    return None if is_part else row.budget - row.amount


def _total_variance(rows: list[Row], statement: Statement) -> Decimal | None:
    """The variance of the sums as they stand: none where they are of other rows."""
    variance = added(_variance(row, statement) for row in rows)
    sums = added(row.budget for row in rows), added(row.amount for row in rows)
    return variance if is_difference(variance, *sums) else None


def _beside_note(statement: Statement) -> Text:
    variance = (
        Text(
            "Avvik er budsjett minus regnskap, bare der begge finnes; over null er"
            " lavere enn budsjettert."
        )
        if statement.whole_year
        else Text(
            "Budsjettet gjelder hele året. Avvik vises bare når perioden er et helt år."
        )
    )
    if statement.has_last_year:
        return variance
    return Text(
        "{variance} Bøkene har ingen andeler for {year}.",
        variance=variance,
        year=statement.year - 1,
    )


def owned_table(statement: Statement, asked: Asked) -> list[Table]:
    """Funds, and surpluses that went back; none or one."""
    lines = [_fund(fund, statement, asked) for fund in statement.funds]
    lines += [
        _given_back(row.title, row.item, asked)
        for row in statement.rows
        if row.item and row.item.given_back and not row.item_hidden
    ]
    if not lines:
        return []
    known = [f for f in statement.funds if f.account not in statement.hidden_funds]
    total = added(fund.balance for fund in known)
    if total is not None:
        change = Cell(added(fund.change for fund in known))
        sums = (Cell(Text("Sum fond")), BLANK, change, Cell(total))
        lines.append(Line(sums, role="total"))
    return [
        Table(
            "fond",
            Text("Fond og overskudd, {period}, kroner", period=asked.period),
            (
                Column(Text("Samarbeid")),
                Column(Text("Hva")),
                Column(Text("I perioden"), kind=Kind.MONEY),
                Column(Text("Eier ved utgangen"), kind=Kind.MONEY),
            ),
            tuple(lines),
        )
    ]


def _given_back(title: str, item: OpenItem, asked: Asked) -> Line:
    """A surplus that came off what is owed; it is not owned any longer."""
    href = asked.links.account(item.account, time=asked.period)
    what = Cell(Text("overskudd tilbake"))
    return Line((Cell(title), what, Cell(item.given_back, href), BLANK))


def _fund(fund: Fund, statement: Statement, asked: Asked) -> Line:
    known = asked.shared.agreement.cooperation_by_account
    cooperation = known.get(fund.cooperation)
    title = cooperation.title if cooperation else fund.cooperation
    slug = cooperation.slug if cooperation else ""
    page = asked.links.page("Fond", samarbeid=slug, time=statement.year)
    what = Cell(Text("del av fond"), page)
    if fund.account in statement.hidden_funds:
        return Line((Cell(title), what, HIDDEN, HIDDEN))
    href = asked.links.account(fund.account, time=asked.period)
    change = BLANK if fund.change is None else Cell(fund.change, href)
    return Line((Cell(title), what, change, Cell(fund.balance, href)))
