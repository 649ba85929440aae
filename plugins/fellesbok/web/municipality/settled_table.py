"""One payer's settlement of a year as tables: each line adds up, and leads further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.payer_tables import OUTSTANDING
from fellesbok.claims.payer_tables import PAID
from fellesbok.claims.tables import OF_YEAR
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import year_table
from fellesbok.messages import Text
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import CORRECTION
from fellesbok.tables import targets
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.frame.stated_day import last_written_day
from fellesbok.web.municipality.settled import NOTHING
from fellesbok.web.municipality.settled import settlement_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.claims.listed import ClaimBook
    from fellesbok.claims.payer_year import Statement
    from fellesbok.tables.targets import Target
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.municipality.settled import Settled
    from fellesbok.web.municipality.settled import Settlement

Figure = tuple[Column, "Callable[[Settled], Decimal]", "Callable[[_Ways], Target]"]
"""A column, the figure of a line, and what it leads to."""

BEFORE = Column(Text("Fra tidligere år"), Kind.MONEY, "brought_forward")
SHARE = Column(Text("Andel"), Kind.MONEY, "share_amount")
GIVEN_BACK = Column(Text("Overskudd tilbake"), Kind.MONEY, "given_back")
DIRECT = Column(Text("Betalt uten krav"), Kind.MONEY, "paid_directly")
ADVANCE = Column(Text("Krevd a konto"), Kind.MONEY, "advance")
SETTLEMENT = Column(Text("Krevd i avregning"), Kind.MONEY, "settlement")
LEFT = Column(Text("Gjenstår å avregne"), Kind.MONEY, "to_settle")
SET_OFF = Column(Text("Motregnet i utlegg"), Kind.MONEY, "set_off")
RECEIVED = Column(Text("Mottatt for samarbeidet"), Kind.MONEY, "received")
TAX = Column(Text("Merverdiavgift"), Kind.MONEY, "tax")


def settled_tables(statement: Statement, asked: Asked) -> list[Table]:
    """Share, claimed, paid and left, and the claims; nothing in books without claims.

    A part of a settlement adds up to nothing, so a filter leaves out all of it.
    """
    if not statement.has_claims or asked.filters.keys() - {"time"}:
        return []
    settlement = settlement_of(asked, statement.payer, statement.year)
    if not settlement.lines:
        return []
    return [
        _table(settlement, statement, asked),
        *_claims(settlement.book, statement.year),
    ]


def _claims(book: ClaimBook, year: int) -> list[Table]:
    """The claims for a year, with what has become of them; none or one."""
    rows = [row for row in book.rows if int(row.claim.period[:4]) == year]
    told = year_table(rows, year).narrowed({*OF_YEAR} - {"credit_notes"})
    return [told.where_used(SOMETIMES)] if rows else []


def _table(settlement: Settlement, statement: Statement, asked: Asked) -> Table:
    figures = _figures(settlement.lines)
    lines = [_line(line, figures, statement, asked) for line in settlement.lines]
    sums = (Cell(_sum(settlement.lines, figure)) for _, figure, _ in figures)
    return Table(
        "oppgjor",
        Text("Oppgjør for {year}: andel, krevd og betalt, kroner", year=statement.year),
        (
            COOPERATION,
            *(column for column, _, _ in figures),
        ),
        (*lines, Line((Cell(Text("Sum")), *sums), role="total")),
        _note(settlement, asked),
    )


def _figures(lines: Sequence[Settled]) -> list[Figure]:
    """The columns; those that only some books need are shown where they say something.

    They stand in the order in which a line adds up.
    """
    every: tuple[tuple[Figure, bool], ...] = (
        ((BEFORE, lambda s: s.before, _Ways.receivable), False),
        ((SHARE, lambda s: s.share, _Ways.explanation), True),
        ((CORRECTION, lambda s: s.corrected, _Ways.receivable), False),
        ((GIVEN_BACK, lambda s: s.back, _Ways.receivable), False),
        ((DIRECT, lambda s: s.direct, _Ways.receivable), False),
        ((ADVANCE, lambda s: s.advance, _Ways.claims), True),
        ((SETTLEMENT, lambda s: s.settlement, _Ways.claims), True),
        ((LEFT, lambda s: s.left, _Ways.receivable), True),
        ((SET_OFF, lambda s: s.set_off, _Ways.claims), False),
        ((RECEIVED, lambda s: s.received, _Ways.claims), False),
        ((TAX, lambda s: s.tax, _Ways.claims), False),
        ((PAID, lambda s: s.paid, _Ways.claimed), True),
        ((OUTSTANDING, lambda s: s.outstanding, _Ways.claimed), True),
    )
    return [
        figure
        for figure, is_always in every
        if is_always or any(figure[1](line) for line in lines)
    ]


class _Ways:
    """What the figures of one line lead to."""

    def __init__(self, line: Settled, statement: Statement, asked: Asked) -> None:
        """Remember whose they are."""
        self._line = line
        self._statement = statement
        self._words = asked.shared.agreement.accounts

    def receivable(self) -> Target:
        """The account of what is owed."""
        return targets.Account(self._line.account, "")

    def claimed(self) -> Target:
        """The account of what is claimed."""
        rest = self._line.account.removeprefix(self._words.receivables)
        return targets.Account(f"{self._words.claims}{rest}", "")

    def claims(self) -> Target:
        """The claims."""
        asks = (("kommune", self._statement.payer.slug), ("time", ""))
        return targets.Page("Krav", asks)

    def explanation(self) -> Target:
        """Why it is just this."""
        slugs = self._line.cooperation.slug, self._statement.payer.slug
        return targets.Explanation(*slugs, str(self._statement.year))


def _line(
    line: Settled, figures: Sequence[Figure], statement: Statement, asked: Asked
) -> Line:
    ways = _Ways(line, statement, asked)
    cells = (
        # An explanation is of what is charged, and there is none where nothing is.
        Cell(figure(line), way(ways) if column is not SHARE or line.share else None)
        for column, figure, way in figures
    )
    return Line((Cell(line.cooperation.title), *cells))


def _sum(lines: Sequence[Settled], figure: Callable[[Settled], Decimal]) -> Decimal:
    return sum((figure(line) for line in lines), NOTHING)


def _note(settlement: Settlement, asked: Asked) -> Text:
    """How a line adds up, and what is paid that is known of no claim."""
    extra = settlement.book.unplaced
    adds_up = Text(
        "Hver linje går opp: andelen minus det som er krevd, er det som gjenstår å"
        " avregne (under null: til gode), og krevd minus betalt er utestående. Krav som"
        " gjelder {year}, er med også når de er sendt eller betalt senere, til og med"
        " {day}.",
        year=settlement.year,
        day=last_written_day(asked),
    )
    if not extra:
        return adds_up
    return Text(
        "{adds_up} I tillegg er {amount} kr betalt for mye.",
        adds_up=adds_up,
        amount=extra,
    )
