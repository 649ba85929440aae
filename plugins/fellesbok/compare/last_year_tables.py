"""What a payer bears beside the year before, as a table, with what is other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.compare.tables import DIFFERENCE
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import REASON
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import total_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.compare.last_year import BesideLastYear

NAME = "aaret-foer"
NOTHING = Decimal(0)


def last_year_table(
    found: Sequence[BesideLastYear], payer: Payer, year: int
) -> list[Table]:
    """Both years, the difference and what it comes of; none or one."""
    if not found:
        return []
    columns = (
        COOPERATION,
        replace(ACCOUNTS, title=Text("Regnskap {year}", year=year - 1), name="before"),
        replace(ACCOUNTS, title=Text("Regnskap {year}", year=year), name="after"),
        DIFFERENCE,
        REASON,
    )
    lines = [_line(row, payer, year) for row in found]
    sums = total_line(SUM, lines, columns)
    return [
        Table(
            NAME,
            Text(
                "Hva som er endret fra {before} til {year}", before=year - 1, year=year
            ),
            columns,
            (*lines, sums),
            Text("Endringen er regnskapet i år minus regnskapet året før."),
        )
    ]


def _line(row: BesideLastYear, payer: Payer, year: int) -> Line:
    slug = row.cooperation.slug

    def cell(amount: Decimal | None, of: int) -> Cell:
        if amount is None:
            return BLANK
        return Cell(amount, targets.Explanation(slug, payer.slug, str(of)))

    difference = (row.after or NOTHING) - (row.before or NOTHING)
    return Line(
        (
            Cell(row.cooperation.title, targets.Agreement(slug)),
            cell(row.before, year - 1),
            cell(row.after, year),
            Cell(difference),
            Cell(sentences(row.reasons) if row.reasons else None),
        )
    )
