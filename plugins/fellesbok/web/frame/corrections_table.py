"""What closed years would be now (*korreksjoner*): what is carried forward, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.sharing.statement import Correction
    from fellesbok.web.frame.asked import Asked


def corrections_table(
    asked: Asked, *, payer: Payer | None = None, cooperation: Cooperation | None = None
) -> list[Table]:
    """The corrections that stand in the period, or correct it; none or one."""
    agreement = asked.shared.agreement
    first, after = asked.days
    prefix = f"{agreement.accounts.receivables}:{payer.account if payer else ''}"
    found = [
        correction
        for correction in statement.corrections(asked.all_entries)
        if (first <= correction.day < after or correction.year == asked.year)
        and correction.cooperation in agreement.cooperation_by_account
        and (cooperation is None or cooperation == _of(correction, asked))
        and (payer is None or correction.debit.startswith(f"{prefix}:"))
    ]
    if not found:
        return []
    return [
        Table(
            "korreksjoner",
            Text("Korreksjoner fra avsluttede år, kroner"),
            (
                Column(Text("Samarbeid")),
                Column(Text("Betaler")),
                Column(Text("Gjelder")),
                Column(Text("Ført i")),
                Column(Text("Før"), kind=Kind.MONEY),
                Column(Text("Etter"), kind=Kind.MONEY),
                Column(Text("Korreksjon"), kind=Kind.MONEY),
                Column(Text("Årsak"), kind=Kind.SENTENCE),
            ),
            tuple(_line(correction, asked) for correction in found),
            Text(
                "Et avsluttet år står som det ble krevd. Det som er kommet til etterpå,"
                " er ført i den første åpne perioden."
            ),
        )
    ]


def _line(correction: Correction, asked: Asked) -> Line:
    cooperation = _of(correction, asked)
    link = f"korreksjon-{correction.year}-{cooperation.slug}"
    return Line(
        (
            Cell(cooperation.title),
            Cell(correction.municipality),
            Cell(correction.year),
            Cell(correction.period),
            Cell(correction.before),
            Cell(correction.after),
            Cell(correction.amount, asked.links.journal(link)),
            Cell(correction.reason),
        )
    )


def _of(correction: Correction, asked: Asked) -> Cooperation:
    return asked.shared.agreement.cooperation_by_account[correction.cooperation]


def closing_of(asked: Asked, cooperation: Cooperation, year: int) -> str | None:
    """Where a year of a cooperation is closed, or ``None`` where it is open.

    The address is blank where the reader may not read the line.
    """
    for closed in asked.shared.closed:
        if (closed.cooperation.slug, closed.year) == (cooperation.slug, year):
            return asked.links.place(*closed.place)
    return None
