"""The matrix of shares as tables: kroner with a control, and kroner per inhabitant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.messages import Text
from fellesbok.messages import rounded
from fellesbok.report.front import POPULATION
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.frame.asked import CannotShowError

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import Observation
    from fellesbok.agreement.model import Payer
    from fellesbok.web.distribution.rows import Matrix
    from fellesbok.web.distribution.rows import Row
    from fellesbok.web.frame.asked import Asked


def matrix_table(matrix: Matrix, asked: Asked) -> Table:
    """Kroner, with sums both ways and what was to be shared beside them."""
    controlled = asked.reader is None
    columns = [Column(Text("Samarbeid")), *_payer_columns(matrix, asked)]
    lines = [_line(row, matrix, asked) for row in matrix.rows]
    last = [Cell(Text("Sum")), *(Cell(matrix.total_of(p.name)) for p in matrix.payers)]
    if controlled:
        columns += [
            Column(Text("Sum andeler"), kind=Kind.MONEY),
            Column(Text("Fordelt kostnad"), kind=Kind.MONEY),
            Column(Text("Differanse"), kind=Kind.MONEY),
        ]
        shared = sum((row.shared or Decimal(0) for row in matrix.rows), Decimal(0))
        last += _control(matrix.total, shared, matrix.hidden)
    lines.append(Line(tuple(last), role="total"))
    return Table(
        "fordeling",
        Text("Andeler per samarbeid og betaler, {period}, kroner", period=asked.period),
        tuple(columns),
        tuple(lines),
        _note(matrix, asked),
    )


def _payer_columns(matrix: Matrix, asked: Asked) -> list[Column]:
    """Each heading leads to the payer's own page, which shows one year at a time."""
    time = asked.period if asked.year is not None else newest(matrix)
    return [
        Column(
            payer.name,
            kind=Kind.MONEY,
            leads_to=asked.links.page("Kommuneoppgave", kommune=payer.slug, time=time),
        )
        for payer in matrix.payers
    ]


def newest(matrix: Matrix) -> int:
    """The last year that has a share."""
    return max(year for row in matrix.rows for year in row.years)


def _line(row: Row, matrix: Matrix, asked: Asked) -> Line:
    """A cooperation; its name leads to the vouchers and what they became."""
    slug = row.cooperation.slug
    # Fava reads a comma between two links as «or».
    link = ", ^".join(f"fordeling-{year}-{slug}" for year in row.years)
    cells = [Cell(row.cooperation.title, asked.links.journal(link) if link else "")]
    cells += [_share(row, payer, asked) for payer in matrix.payers]
    if asked.reader is None:
        cells += _control(row.total, row.shared or Decimal(0), row.hidden)
    return Line(tuple(cells))


def _share(row: Row, payer: Payer, asked: Asked) -> Cell:
    """A share and where it is explained.

    An explanation is of one year.  The sum of several leads to the account that the
    shares are posted on, with the period kept: that is what it is the sum of.
    """
    amount = row.amounts.get(payer.name)
    if amount is None:
        return BLANK
    if asked.year is None:
        names = asked.shared.agreement.accounts
        account = f"{names.receivables}:{payer.account}:{row.cooperation.account}"
        return Cell(amount, asked.links.account(account, time=asked.period))
    page = asked.links.page(
        "Forklaring",
        samarbeid=row.cooperation.slug,
        kommune=payer.slug,
        time=asked.period,
    )
    return Cell(amount, page)


def _control(total: Decimal, shared: Decimal, hidden: int) -> list[Cell]:
    """The sum, what was to be shared, and the difference where nothing is hidden."""
    if hidden:
        note = Text("filteret skjuler {count} andeler", count=hidden)
        return [Cell(total), Cell(shared), Cell(None, note=note)]
    return [Cell(total), Cell(shared), Cell(shared - total)]


def _note(matrix: Matrix, asked: Asked) -> Text:
    if matrix.hidden:
        return Text(
            "Filteret skjuler {count} andeler på til sammen {amount} kr. Summene er av"
            " andelene som vises, og stemmes derfor ikke av mot det som er fordelt.",
            count=matrix.hidden,
            amount=matrix.hidden_amount,
        )
    if asked.reader is not None:
        return Text(
            "Tabellen viser dine egne andeler, og de andres der avtalen sier at de er"
            " felles. At alle andelene blir det som er fordelt, kontrolleres i hele"
            " regnskapet."
        )
    return Text(
        "Tomme ruter er ikke null: betaleren har ingen andel der. Differansen er"
        " kostnaden som er fordelt, minus summen av andelene. For faste beløp er det"
        " beløpene selv som er fordelt."
    )


def per_inhabitant(matrix: Matrix, asked: Asked) -> Table:
    """Kroner per inhabitant on 1 January, rounded to whole øre and never added.

    Raises:
        CannotShowError: The period is not one year, or the population is not known.
    """
    day = date(asked.one_year(), 1, 1)
    people = heads(asked)
    if not people:
        raise CannotShowError(
            Text("Folketallet {day} står ikke i statistikken i bøkene.", day=day)
        )
    payers = [payer for payer in matrix.payers if payer.slug in people]
    counts = [people[payer.slug].value for payer in payers]
    lines = [
        Line(
            (
                Cell(row.cooperation.title),
                *(_divided(row.amounts.get(p.name), people[p.slug]) for p in payers),
            )
        )
        for row in matrix.rows
        if any(payer.name in row.amounts for payer in payers)
    ]
    sums = (_divided(matrix.total_of(p.name), people[p.slug]) for p in payers)
    # Divided for itself, and not the sum of what is rounded above it.
    lines.append(Line((Cell(Text("I alt")), *sums)))
    inhabitants = (Cell(int(count)) for count in counts)
    lines.append(Line((Cell(Text("Innbyggere")), *inhabitants)))
    return Table(
        "per-innbygger",
        Text("Kroner per innbygger, {period}", period=asked.period),
        (Column(Text("Samarbeid")), *(Column(p.name, kind=Kind.MONEY) for p in payers)),
        tuple(lines),
        _people_note(asked, day),
    )


def heads(asked: Asked) -> dict[str, Observation]:
    """Inhabitants on 1 January of the year by slug; empty where any is not known."""
    series = asked.shared.agreement.statistics.get(POPULATION)
    if series is None or asked.year is None:
        return {}
    try:
        return {
            payer.slug: series.on(payer.slug, date(asked.year, 1, 1))
            for payer in asked.payers()
            if payer.slug in asked.shared.agreement.municipalities
        }
    except CannotShareError:
        return {}


def _people_note(asked: Asked, day: date) -> Text:
    series = asked.shared.agreement.statistics[POPULATION]
    return Text(
        "Folketallet er per {day}: {title}, {source}. Beløpene er avrundet til hele øre"
        " og skal ikke summeres.",
        title=series.title,
        day=day,
        source=series.source,
    )


def _divided(amount: Decimal | None, people: Observation) -> Cell:
    """Kroner per inhabitant, rounded to whole øre."""
    if amount is None:
        return BLANK
    return Cell(rounded(Fraction(amount) / people.value))
