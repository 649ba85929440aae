"""The accounts to be opened, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.chart.needed import Opening

DAY = Column(Text("Åpnes fra"), Kind.DAY, "opened_from")
CURRENCY = Column(Text("Valuta"), name="currency")
FIRST_USE = Column(Text("Brukes først"), name="first_use")
RESEMBLES = Column(Text("Ligner på"), name="resembles")


def openings_table(found: Sequence[Opening]) -> Table:
    """Every opening, the day and where the account is first used."""
    lines = [
        Line(
            (
                Cell(each.day),
                Cell(each.account),
                Cell(" ".join(each.currencies)),
                Cell(_first_use(each)),
                Cell(each.resembles),
            )
        )
        for each in found
    ]
    title = Text("Kontoer som avtalene og bilagene trenger")
    columns = (DAY, ACCOUNT, CURRENCY, FIRST_USE, RESEMBLES)
    return Table("kontoer", title, columns, tuple(lines))


def _first_use(opening: Opening) -> Text:
    """The day and where it stands: a voucher, or the agreement that asks for it."""
    use = opening.first
    return Text(
        "{day}, {file}:{line}", day=use.day, file=Path(use.path).name, line=use.line
    )
