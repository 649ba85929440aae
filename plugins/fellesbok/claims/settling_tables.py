"""One payer's settlement of a year as tables: each line adds up, and leads further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.owed import claims_page
from fellesbok.claims.settling import NOTHING
from fellesbok.claims.tables import ADVANCE
from fellesbok.claims.tables import BROUGHT_FORWARD
from fellesbok.claims.tables import GIVEN_BACK
from fellesbok.claims.tables import OF_YEAR
from fellesbok.claims.tables import OUTSTANDING
from fellesbok.claims.tables import PAID
from fellesbok.claims.tables import PAID_DIRECTLY
from fellesbok.claims.tables import RECEIVED
from fellesbok.claims.tables import SET_OFF
from fellesbok.claims.tables import SETTLEMENT
from fellesbok.claims.tables import SHARE_OF_YEAR
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import TAX
from fellesbok.claims.tables import TO_SETTLE
from fellesbok.claims.tables import year_table
from fellesbok.messages import Text
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import CORRECTION
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.claims.listed import ClaimBook
    from fellesbok.claims.settling import Settled
    from fellesbok.claims.settling import Settlement
    from fellesbok.tables.targets import Target

Figure = tuple[Column, "Callable[[Settled], Decimal]", "Callable[[_Ways], Target]"]
"""A column, the figure of a line, and what it leads to."""


def settling_tables(settlement: Settlement) -> list[Table]:
    """Share, claimed, paid and left, and the claims; none where nothing is owed."""
    if not settlement.lines:
        return []
    return [_table(settlement), *_claims(settlement.book, settlement.year)]


def _claims(book: ClaimBook, year: int) -> list[Table]:
    """The claims for a year, with what has become of them; none or one."""
    rows = [row for row in book.rows if row.claim.year == year]
    told = year_table(rows, year).narrowed({*OF_YEAR} - {"credit_notes"})
    return [told.where_used(SOMETIMES)] if rows else []


def _table(settlement: Settlement) -> Table:
    figures = _figures(settlement.lines)
    lines = [_line(line, figures, settlement) for line in settlement.lines]
    sums = (Cell(_sum(settlement.lines, figure)) for _, figure, _ in figures)
    return Table(
        "oppgjor",
        Text(
            "Oppgjør for {year}: andel, krevd og betalt, kroner", year=settlement.year
        ),
        (
            COOPERATION,
            *(column for column, _, _ in figures),
        ),
        (*lines, Line((Cell(SUM), *sums), role="total")),
        _note(settlement),
    )


def _figures(lines: Sequence[Settled]) -> list[Figure]:
    """The columns; those that only some books need are shown where they say something.

    They stand in the order in which a line adds up.
    """
    every: tuple[tuple[Figure, bool], ...] = (
        ((BROUGHT_FORWARD, lambda s: s.before, _Ways.receivable), False),
        ((SHARE_OF_YEAR, lambda s: s.share, _Ways.explanation), True),
        ((CORRECTION, lambda s: s.corrected, _Ways.receivable), False),
        ((GIVEN_BACK, lambda s: s.back, _Ways.receivable), False),
        ((PAID_DIRECTLY, lambda s: s.direct, _Ways.receivable), False),
        ((ADVANCE, lambda s: s.advance, _Ways.claims), True),
        ((SETTLEMENT, lambda s: s.settlement, _Ways.claims), True),
        ((TO_SETTLE, lambda s: s.left, _Ways.receivable), True),
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

    def __init__(self, line: Settled, settlement: Settlement) -> None:
        """Remember whose they are."""
        self._line = line
        self._settlement = settlement

    def receivable(self) -> Target:
        """The account of what is owed."""
        return targets.Account(self._line.account, "")

    def claimed(self) -> Target:
        """The account of what is claimed."""
        of = self._settlement.payer, self._line.cooperation
        return targets.Account(self._settlement.accounts.claim(*of), "")

    def claims(self) -> Target:
        """The claims."""
        return claims_page(self._settlement.payer)

    def explanation(self) -> Target:
        """Why it is just this."""
        slugs = self._line.cooperation.slug, self._settlement.payer.slug
        return targets.Explanation(*slugs, str(self._settlement.year))


def _line(line: Settled, figures: Sequence[Figure], settlement: Settlement) -> Line:
    ways = _Ways(line, settlement)
    cells = (
        # An explanation is of what is charged, and there is none where nothing is.
        Cell(
            figure(line),
            way(ways) if column is not SHARE_OF_YEAR or line.share else None,
        )
        for column, figure, way in figures
    )
    return Line((Cell(line.cooperation.title), *cells))


def _sum(lines: Sequence[Settled], figure: Callable[[Settled], Decimal]) -> Decimal:
    return sum((figure(line) for line in lines), NOTHING)


def _note(settlement: Settlement) -> Text:
    """How a line adds up, and what is paid that is known of no claim."""
    extra = settlement.book.unplaced
    adds_up = Text(
        "Hver linje går opp: andelen minus det som er krevd, er det som gjenstår å"
        " avregne (under null: til gode), og krevd minus betalt er utestående. Krav som"
        " gjelder {year}, er med også når de er sendt eller betalt senere, til og med"
        " {day}.",
        year=settlement.year,
        day=settlement.day,
    )
    if not extra:
        return adds_up
    return Text(
        "{adds_up} I tillegg er {amount} kr betalt for mye.",
        adds_up=adds_up,
        amount=extra,
    )
