"""Work put in without money (*egeninnsats*) as a table, clearly apart from money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.budgets.tables import UNIT
from fellesbok.budgets.units import IN_KIND
from fellesbok.messages import Text
from fellesbok.sharing.by_year_tables import YEAR
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Account

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.grants.in_kind import InKind

COLUMNS = (
    COOPERATION,
    YEAR,
    Column(Text("Hvem"), name="party"),
    UNIT,
    Column(Text("Planlagt"), Kind.COUNT, "planned"),
    Column(Text("Utført"), Kind.COUNT, "quantity"),
    Column(Text("Verdi i kroner"), Kind.MONEY, "value"),
)
OF_A_YEAR = frozenset(column.name for column in COLUMNS) - {"cooperation", "year"}
"""What is left to tell where cooperation and year are told already."""

NOT_VALUED = Text("ikke verdsatt")


def in_kind_table(
    found: Iterable[InKind], agreement: Agreement, units: Mapping[str, str]
) -> Table:
    """A line a party, unit and year, and never a sum.

    Args:
        found: The work.
        agreement: For names and the currency.
        units: What commodities are called, where the books tell.
    """
    return Table(
        "egeninnsats",
        Text("Egeninnsats – ikke penger"),
        COLUMNS,
        tuple(_line(work, agreement, units) for work in found),
        Text(
            "Arbeid og annet som er lagt inn uten penger. Verdien er mengden ganger"
            " prisen den dagen; den er ikke med i noe tilskudd eller fond eller i noen"
            " sum av penger, og blir aldri krevd."
        ),
    )


def is_value(work: InKind, agreement: Agreement) -> bool:
    """Whether it is a value that is stated, and no quantity of anything."""
    return work.unit == f"{agreement.currency}.{IN_KIND}"


def _line(work: InKind, agreement: Agreement, units: Mapping[str, str]) -> Line:
    account = Account(work.account, str(work.year))
    is_stated = is_value(work, agreement)

    def amount(number: Decimal | None) -> Cell:
        return BLANK if number is None else Cell(number, account)

    value = amount(work.value)
    if work.value is None and work.quantity is not None:
        value = Cell(NOT_VALUED)
    cooperation = agreement.cooperation_by_account[work.cooperation]
    unit = units.get(work.unit, work.unit)
    return Line(
        (
            Cell(cooperation.title),
            Cell(work.year),
            Cell(party_name(work, agreement)),
            Cell(Text("oppgitt verdi") if is_stated else unit),
            amount(work.planned),
            BLANK if is_stated else amount(work.quantity),
            value,
        )
    )


def party_name(work: InKind, agreement: Agreement) -> str:
    """The name of a payer, or what the account calls whoever it is."""
    said = work.party.replace("-", " ").replace(":", " – ")
    return agreement.name_by_account.get(work.party, said)
