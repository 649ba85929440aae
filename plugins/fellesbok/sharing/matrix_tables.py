"""The matrix of shares as tables: kroner with a control, and kroner per inhabitant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.agreement.tables import cooperation_cell
from fellesbok.entries.vocabulary import shared_link
from fellesbok.messages import Text
from fellesbok.sharing.tables import COOPERATION
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import values

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.sharing.matrix import Matrix
    from fellesbok.sharing.matrix import Row

SUM = Column(Text("Sum andeler"), Kind.MONEY, "shares_total")
SHARED = Column(Text("Fordelt kostnad"), Kind.MONEY, "cost_shared")
DIFFERENCE = Column(Text("Differanse"), Kind.MONEY, "shares_difference")
WHY = Column(Text("Hvorfor"), Kind.SENTENCE, "why")
CONTROL = Column(Text("Kontroll"), Kind.MONEY, "control")
"""What is posted less what is shared: nothing, where the books are right."""

PER_INHABITANT = Column(Text("Kroner per innbygger"), Kind.MONEY, "per_inhabitant")
INHABITANTS = Column(Text("Innbyggere"), Kind.COUNT, "inhabitants")
OF_PAYER = "payer_"
"""How the names of columns begin that are of one payer."""


def payer_column(payer: Payer, leads_to: targets.Target | None = None) -> Column:
    """What a payer bears, under its name."""
    return Column(payer.name, Kind.MONEY, f"{OF_PAYER}{payer.slug}", leads_to)


class MatrixTables:
    """Tables of one matrix."""

    def __init__(
        self, matrix: Matrix, agreement: Agreement, period: str, year: int | None
    ) -> None:
        """Remember what they are of.

        Args:
            matrix: The shares.
            agreement: What the accounts of the receivables are called.
            period: As the reader wrote it.
            year: The one year of the period, or ``None`` where it has several.
        """
        self._matrix = matrix
        self._agreement = agreement
        self._period = period
        self._year = year

    def kroner(self) -> Table:
        """Kroner, with sums both ways and what was to be shared beside them."""
        matrix = self._matrix
        columns = [COOPERATION, *self._payer_columns()]
        lines = [self._line(row) for row in matrix.rows]
        sums = (Cell(matrix.total_of(payer.name)) for payer in matrix.payers)
        last = [Cell(values.SUM), *sums]
        if matrix.shared is not None:
            columns += [SUM, SHARED, DIFFERENCE]
            last += _control(matrix.total, matrix.shared, matrix.hidden)
        lines.append(Line(tuple(last), role="total"))
        period = self._period
        return Table(
            "fordeling",
            Text("Andeler per samarbeid og betaler, {period}, kroner", period=period),
            tuple(columns),
            tuple(lines),
            _note(matrix),
        )

    def _payer_columns(self) -> list[Column]:
        """Each heading leads to the payer's own page, which shows a year at a time."""
        newest = max(year for row in self._matrix.rows for year in row.years)
        period = self._period if self._year is not None else str(newest)
        return [
            payer_column(payer, targets.Statement(payer.slug, period))
            for payer in self._matrix.payers
        ]

    def _line(self, row: Row) -> Line:
        """A cooperation; its name leads to the vouchers and what they became."""
        slug = row.cooperation.slug
        links = tuple(shared_link(year, slug) for year in row.years)
        vouchers = targets.Vouchers(links[0], links[1:]) if links else None
        cells = [Cell(row.cooperation.title, vouchers)]
        cells += [self._share(row, payer) for payer in self._matrix.payers]
        if row.shared is not None:
            cells += _control(row.total, row.shared, row.hidden)
        return Line(tuple(cells))

    def _share(self, row: Row, payer: Payer) -> Cell:
        """A share and where it is explained.

        An explanation is of one year.  The sum of several leads to the account that
        the shares are posted on: that is what it is the sum of.
        """
        amount = row.amounts.get(payer.name)
        if amount is None:
            return BLANK
        if self._year is not None:
            slugs = row.cooperation.slug, payer.slug
            return Cell(amount, targets.Explanation(*slugs, self._period))
        account = self._agreement.accounts.receivable(payer, row.cooperation)
        return Cell(amount, targets.Account(account, self._period))

    def per_inhabitant(self, people: Mapping[str, Fraction], year: int) -> Table:
        """Kroner per inhabitant on 1 January, rounded to whole øre and never added.

        Args:
            people: Inhabitants by slug; the other payers are left out.
            year: The year of the shares.
        """
        payers = [payer for payer in self._matrix.payers if payer.slug in people]
        counts = [people[payer.slug] for payer in payers]

        def each(title: str, amounts: Iterable[Decimal | None]) -> Line:
            pairs = zip(amounts, counts, strict=True)
            return Line((Cell(title), *(_divided(*pair) for pair in pairs)))

        lines = [
            each(row.cooperation.title, (row.amounts.get(p.name) for p in payers))
            for row in self._matrix.rows
            if any(payer.name in row.amounts for payer in payers)
        ]
        # Divided for itself, and not the sum of what is rounded above it.
        totals = (self._matrix.total_of(payer.name) for payer in payers)
        lines.append(each(Text("I alt"), totals))
        lines.append(Line((Cell(INHABITANTS.title), *(Cell(int(n)) for n in counts))))
        series = self._agreement.statistics[POPULATION]
        return Table(
            "per-innbygger",
            Text("Kroner per innbygger, {period}", period=self._period),
            (COOPERATION, *(payer_column(payer) for payer in payers)),
            tuple(lines),
            Text(
                "Folketallet er per {day}: {title}, {source}. Beløpene er avrundet til"
                " hele øre og skal ikke summeres.",
                title=series.title,
                day=date(year, 1, 1),
                source=series.source,
            ),
        )


def posted_table(
    matrix: Matrix,
    payers: Sequence[Payer],
    posted: Mapping[str, Decimal],
    year: int,
) -> Table:
    """The shares of a year, held against what stands on the accounts for them.

    Args:
        matrix: The shares.
        payers: Those who stand in the table, in their order.
        posted: Kroner by the slug of the cooperation.
        year: The year.
    """
    lines = []
    for row in matrix.rows:
        slug = row.cooperation.slug
        page, amounts = targets.Agreement(slug), row.amounts
        shares = (
            Cell(amounts[p.name], targets.Explanation(slug, p.slug, str(year)))
            if p.name in amounts
            else BLANK
            for p in payers
        )
        control = Cell(posted[slug] - row.total)
        cells = (Cell(row.cooperation.title, page), *shares, Cell(row.total, page))
        lines.append(Line((*cells, control)))
    to = [targets.Statement(payer.slug, str(year)) for payer in payers]
    sums = [matrix.total_of(payer.name) or Decimal(0) for payer in payers]
    in_all = sum((posted[row.cooperation.slug] for row in matrix.rows), Decimal(0))
    last = (*map(Cell, sums, to), Cell(matrix.total), Cell(in_all - matrix.total))
    lines.append(Line((Cell(values.SUM), *last), role="total"))
    return Table(
        "matrise",
        Text("Andeler per samarbeid og betaler, kroner"),
        (COOPERATION, *map(payer_column, payers, to), SUM, CONTROL),
        tuple(lines),
        Text(
            "Hver andel lenker til forklaringen. Kontrollen er det som er ført på"
            " kontoene for kommunenes bidrag, minus summen av andelene."
        ),
    )


def without_shares_table(
    reasons: Sequence[tuple[Cooperation, Collection[str]]], period: str
) -> list[Table]:
    """The cooperations that have no shares, each with why; none or one.

    Args:
        reasons: Cooperations, each with at least one reason.
        period: As the reader wrote it.
    """
    lines = tuple(
        Line((cooperation_cell(cooperation), Cell(why)))
        for cooperation, told in reasons
        for why in told
    )
    if not lines:
        return []
    return [
        Table(
            "uten-andeler",
            Text("Uten andeler i {period}", period=period),
            (COOPERATION, WHY),
            lines,
            Text("Uten andeler er ikke det samme som 0."),
        )
    ]


def _control(total: Decimal, shared: Decimal, hidden: int) -> list[Cell]:
    """The sum, what was to be shared, and the difference where nothing is hidden."""
    if hidden:
        note = Text("filteret skjuler {count} andeler", count=hidden)
        return [Cell(total), Cell(shared), Cell(None, note=note)]
    return [Cell(total), Cell(shared), Cell(shared - total)]


def _note(matrix: Matrix) -> Text:
    if matrix.hidden:
        return Text(
            "Filteret skjuler {count} andeler på til sammen {amount} kr. Summene er av"
            " andelene som vises, og stemmes derfor ikke av mot det som er fordelt.",
            count=matrix.hidden,
            amount=matrix.hidden_amount,
        )
    if matrix.shared is None:
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


def _divided(amount: Decimal | None, people: Fraction) -> Cell:
    """Kroner per inhabitant, blank where there are none."""
    return BLANK if amount is None else Cell(per_inhabitant(amount, people))
