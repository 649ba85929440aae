"""All grants as tables: the four figures, what is promised, and what is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.grants.rows import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fellesbok.grants.warnings import GrantWarning
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.grants.rows import GrantRow


def stated(amount: Decimal | None, href: str = "") -> Cell:
    """An amount, or that it is not stated, which is not zero."""
    return Cell(NOT_STATED) if amount is None else Cell(amount, href)


def overview_table(rows: Sequence[GrantRow], day: date, asked: Asked) -> Table:
    """Every grant on a line; figures of different kinds are never added."""
    return Table(
        "tilskudd",
        Text("Tilskuddene per {day}, kroner", day=day),
        (
            Column(Text("Tilskudd")),
            Column(Text("Samarbeid")),
            Column(Text("Giver")),
            Column(Text("Tilsagn"), kind=Kind.MONEY),
            Column(Text("Opptjent"), kind=Kind.MONEY),
            Column(Text("Mottatt"), kind=Kind.MONEY),
            Column(Text("Til gode"), kind=Kind.MONEY),
            Column(Text("Ubrukt"), kind=Kind.MONEY),
            Column(Text("Tak før sluttrapport"), kind=Kind.MONEY),
            Column(Text("Opptjent over taket"), kind=Kind.MONEY),
            Column(Text("Neste frist")),
            Column(Text("Dager igjen"), kind=Kind.MONEY),
        ),
        tuple(_overview(row, asked) for row in rows),
        Text(
            "Opptjent er det kostnadene gir rett til, mottatt er det som er kommet. Til"
            " gode er opptjent og ikke kommet, ubrukt er kommet og ikke opptjent."
            " «Ikke oppgitt» er ikke null."
        ),
    )


def _overview(row: GrantRow, asked: Asked) -> Line:
    stand = row.stand
    due = row.next_due
    terms = asked.links.page("Avtaler", samarbeid=row.cooperation.slug)
    return Line(
        (
            Cell(row.grant.title, grant_page(row, asked)),
            Cell(row.cooperation.title, terms),
            Cell(row.grantor),
            stated(stand.committed),
            stated(stand.earned),
            stated(stand.received),
            stated(stand.receivable),
            stated(stand.unused),
            *_cap(row),
            BLANK if due is None else Cell(Text("{day}", day=due.day), note=due.text),
            BLANK if due is None else Cell((due.day - row.day).days),
        )
    )


def _cap(row: GrantRow) -> tuple[Cell, Cell]:
    """The cap and what is earned above it; blank where no cap holds."""
    stand = row.stand
    if stand.cap is None:
        if row.grant.cap is not None and stand.committed is None:
            return Cell(NOT_STATED), Cell(NOT_STATED)
        return BLANK, BLANK
    return Cell(stand.cap), Cell(stand.not_payable)


def grant_page(row: GrantRow, asked: Asked) -> str:
    """The page of one grant."""
    return asked.links.page("Tilskudd", tilskudd=row.grant.slug)


def warnings_table(rows: Sequence[GrantRow], asked: Asked) -> list[Table]:
    """What goes wrong, with amounts; none or one."""
    found = [(row, warning) for row in rows for warning in row.warnings]
    if not found:
        return []
    return [
        Table(
            "varsler",
            Text("Dette må følges opp"),
            (
                Column(Text("Tilskudd")),
                Column(Text("Varsel")),
                Column(Text("Kroner"), kind=Kind.MONEY),
                Column(Text("Frist")),
            ),
            tuple(_warning(row, warning, asked) for row, warning in found),
        )
    ]


def _warning(row: GrantRow, warning: GrantWarning, asked: Asked) -> Line:
    day = warning.day
    return Line(
        (
            Cell(row.grant.title, grant_page(row, asked)),
            Cell(warning.text, asked.links.place(*warning.place)),
            Cell(warning.amount),
            BLANK if day is None else Cell(Text("{day}", day=day)),
        )
    )
