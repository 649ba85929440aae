"""A subject that nobody has: what was picked, as records and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fellesbok.messages import Text
from fellesbok.tables import targets
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import HIDDEN
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table


@dataclass(frozen=True)
class Berries:
    """What somebody has picked."""

    who: str
    day: date
    earned: Decimal
    share: Fraction
    baskets: int | None


RECORDS = (
    Berries("Ola", date(2018, 8, 1), Decimal("1234.50"), Fraction(1, 3), 2),
    Berries("=Kari", date(2018, 8, 2), Decimal("-2469.00"), Fraction(2, 3), None),
)
FIGURES = (
    Column(Text("Kroner"), Kind.MONEY, "earned"),
    Column(Text("Andel"), Kind.SHARE, "share"),
    Column(Text("Kurver"), Kind.COUNT, "baskets"),
)


def table() -> Table:
    """As a subject makes it."""
    lines = [
        Line(
            (
                Cell(record.who, targets.Account(f"Assets:Bær:{record.who}")),
                Cell(record.day),
                Cell(record.earned),
                Cell(record.share),
                Cell(record.baskets, note="" if record.baskets else Text("ikke talt")),
            )
        )
        for record in RECORDS
    ]
    earned = sum((record.earned for record in RECORDS), Decimal(0))
    lines.append(
        Line((Cell(Text("Sum")), BLANK, Cell(earned), BLANK, HIDDEN), role="total")
    )
    columns = (
        Column(Text("Hvem"), name="who"),
        Column(Text("Dag"), Kind.DAY, "day"),
        *FIGURES,
    )
    return Table("baer", Text("Bær"), columns, tuple(lines), Text("Plukket selv."))
