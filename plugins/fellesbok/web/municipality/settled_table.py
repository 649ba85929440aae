"""One payer's settlement of a year as tables: each line adds up, and leads further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.claims.tables import ClaimTables
from fellesbok.web.frame.stated_day import last_written_day
from fellesbok.web.municipality.settled import NOTHING
from fellesbok.web.municipality.settled import settlement_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.claims.payer_year import Statement
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.municipality.settled import Settled
    from fellesbok.web.municipality.settled import Settlement

Figure = tuple[Text, "Callable[[Settled], Decimal]", "Callable[[_Ways], str]"]
"""A column: its heading, the figure of a line, and where it leads."""


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
        *ClaimTables(settlement.book, asked).of_year(statement.year),
    ]


def _table(settlement: Settlement, statement: Statement, asked: Asked) -> Table:
    figures = _figures(settlement.lines)
    lines = [_line(line, figures, statement, asked) for line in settlement.lines]
    sums = (Cell(_sum(settlement.lines, figure)) for _, figure, _ in figures)
    return Table(
        "oppgjor",
        Text("Oppgjør for {year}: andel, krevd og betalt, kroner", year=statement.year),
        (
            Column(Text("Samarbeid")),
            *(Column(title, kind=Kind.MONEY) for title, _, _ in figures),
        ),
        (*lines, Line((Cell(Text("Sum")), *sums), role="total")),
        _note(settlement, asked),
    )


def _figures(lines: Sequence[Settled]) -> list[Figure]:
    """The columns; those that only some books need are shown where they say something.

    They stand in the order in which a line adds up.
    """
    every: tuple[tuple[Figure, bool], ...] = (
        ((Text("Fra tidligere år"), lambda s: s.before, _Ways.receivable), False),
        ((Text("Andel"), lambda s: s.share, _Ways.explanation), True),
        ((Text("Korreksjon"), lambda s: s.corrected, _Ways.receivable), False),
        ((Text("Overskudd tilbake"), lambda s: s.back, _Ways.receivable), False),
        ((Text("Betalt uten krav"), lambda s: s.direct, _Ways.receivable), False),
        ((Text("Krevd a konto"), lambda s: s.advance, _Ways.claims), True),
        ((Text("Krevd i avregning"), lambda s: s.settlement, _Ways.claims), True),
        ((Text("Gjenstår å avregne"), lambda s: s.left, _Ways.receivable), True),
        ((Text("Motregnet"), lambda s: s.set_off, _Ways.claims), False),
        (
            (Text("Mottatt for samarbeidet"), lambda s: s.received, _Ways.claims),
            False,
        ),
        ((Text("Avgift"), lambda s: s.tax, _Ways.claims), False),
        ((Text("Betalt"), lambda s: s.paid, _Ways.claimed), True),
        ((Text("Utestående"), lambda s: s.outstanding, _Ways.claimed), True),
    )
    return [
        figure
        for figure, is_always in every
        if is_always or any(figure[1](line) for line in lines)
    ]


class _Ways:
    """Where the figures of one line lead."""

    def __init__(self, line: Settled, statement: Statement, asked: Asked) -> None:
        """Remember whose they are."""
        self._line = line
        self._statement = statement
        self._asked = asked

    def receivable(self) -> str:
        """The account of what is owed."""
        return self._asked.links.account(self._line.account, time="")

    def claimed(self) -> str:
        """The account of what is claimed."""
        words = self._asked.shared.agreement.accounts
        rest = self._line.account.removeprefix(words.receivables)
        return self._asked.links.account(f"{words.claims}{rest}", time="")

    def claims(self) -> str:
        """The claims."""
        slug = self._statement.payer.slug
        return self._asked.links.page("Krav", kommune=slug, time="")

    def explanation(self) -> str:
        """Why it is just this."""
        if not self._line.share:
            return ""
        return self._asked.links.page(
            "Forklaring",
            samarbeid=self._line.cooperation.slug,
            kommune=self._statement.payer.slug,
            time=self._statement.year,
        )


def _line(
    line: Settled, figures: Sequence[Figure], statement: Statement, asked: Asked
) -> Line:
    ways = _Ways(line, statement, asked)
    cells = (Cell(figure(line), way(ways)) for _, figure, way in figures)
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
