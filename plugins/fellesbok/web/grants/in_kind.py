"""Work put in without money (*egeninnsats*) as a table, clearly apart from money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.grants.in_kind import VALUED
from fellesbok.grants.in_kind import in_kind
from fellesbok.messages import Text
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fellesbok.grants.in_kind import InKind
    from fellesbok.web.frame.asked import Asked


def in_kind_table(
    asked: Asked, day: date, cooperations: Collection[str]
) -> list[Table]:
    """What is put in by the end of a day; none or one, and never a sum.

    Args:
        asked: The books.
        day: The day.
        cooperations: The account components of those that are shown.
    """
    agreement = asked.shared.agreement
    until = [entry for entry in asked.all_entries if entry.date <= day]
    found = [
        work
        for work in in_kind(until, agreement)
        if work.cooperation in cooperations and work.year <= day.year
    ]
    if not found:
        return []
    return [
        Table(
            "egeninnsats",
            Text("Egeninnsats – ikke penger"),
            (
                Column(Text("Samarbeid")),
                Column(Text("År")),
                Column(Text("Hvem")),
                Column(Text("Enhet")),
                Column(Text("Planlagt"), kind=Kind.MONEY),
                Column(Text("Antall"), kind=Kind.MONEY),
                Column(Text("Verdi i kroner"), kind=Kind.MONEY),
            ),
            tuple(_line(work, asked) for work in found),
            Text(
                "Egeninnsats er ikke med i noe krav, tilskudd, fond eller noen sum av"
                " penger. Verdien er antallet ganger prisen i bøkene."
            ),
        )
    ]


def _line(work: InKind, asked: Asked) -> Line:
    """What one party has put in of one unit in a year."""
    agreement = asked.shared.agreement
    is_value = work.unit == f"{agreement.currency}.{VALUED}"
    href = asked.links.account(work.account, time=work.year)
    quantity = BLANK if work.quantity is None else Cell(work.quantity, href)
    value = Cell(Text("ikke verdsatt")) if work.value is None else Cell(work.value)
    if work.quantity is None:
        value = BLANK
    return Line(
        (
            Cell(agreement.cooperation_by_account[work.cooperation].title),
            Cell(work.year),
            Cell(_party(work, asked)),
            Cell(Text("oppgitt verdi") if is_value else work.unit),
            BLANK if work.planned is None else Cell(work.planned),
            BLANK if is_value else quantity,
            value,
        )
    )


def _party(work: InKind, asked: Asked) -> str:
    """The name of a payer, or what the account calls whoever it is."""
    names = asked.shared.agreement.name_by_account
    return names.get(work.party, work.party.replace(":", " – "))
