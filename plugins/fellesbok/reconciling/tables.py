"""The reconciliation as tables: what explains the difference, and every line of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.entries.tables import CLAIM
from fellesbok.entries.tables import OBJECTION
from fellesbok.entries.tables import REMARK
from fellesbok.entries.tables import VOUCHER
from fellesbok.messages import Text
from fellesbok.reconciling.records import BASES
from fellesbok.reconciling.records import OUTCOMES
from fellesbok.reconciling.records import ZERO
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Side
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.reconciling.records import Item
    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import Reconciliation
    from fellesbok.reconciling.records import TheirLine

SIDES = {
    Side.CLAIMS: Text("Krav og kostnad"),
    Side.PAYMENTS: Text("Betalinger"),
}
OURS = Column(Text("Hos oss"), Kind.MONEY, "ours")
THEIRS = Column(Text("Hos kommunen"), Kind.MONEY, "theirs")
DIFFERENCE = Column(Text("Forskjell"), Kind.MONEY, "difference")
OUTCOME = Column(Text("Funnet"), name="outcome")
SUMS = (
    OUTCOME,
    Column(Text("Poster"), Kind.COUNT, "count"),
    OURS,
    THEIRS,
    DIFFERENCE,
)
LINES = (
    OUTCOME,
    CLAIM,
    COOPERATION,
    Column(Text("Vår dato"), Kind.DAY, "our_day"),
    OURS,
    VOUCHER,
    Column(Text("Rad"), name="row"),
    Column(Text("Dato hos kommunen"), Kind.DAY, "their_day"),
    Column(Text("Art"), name="art"),
    THEIRS,
    DIFFERENCE,
    Column(Text("Kjent på"), name="basis"),
    REMARK,
    OBJECTION,
)


def sums_table(found: Reconciliation) -> Table:
    """What the difference between the two books is explained by."""
    lines = [
        _sums(outcome, items)
        for outcome in OUTCOMES
        if (items := [i for i in found.items if i.outcome is outcome])
    ]
    total = total_line(Text("Sum"), lines, SUMS)
    return Table(
        f"avstemming-{found.side.value}-{found.year}",
        Text(
            "{side} {year}: hva forskjellen består av",
            side=SIDES[found.side],
            year=found.year,
        ),
        SUMS,
        (*lines, total),
        Text(
            "Hos kommunen {theirs} kr, hos oss {ours} kr. Forskjellen på {off} kr er"
            " forklart på øret.",
            theirs=found.theirs,
            ours=found.ours,
            off=found.difference,
        ),
    )


def lines_table(found: Reconciliation, *, everything: bool = True) -> Table:
    """Each line of either side once.

    Args:
        found: The reconciliation.
        everything: Also what agrees.
    """
    lines = tuple(
        line
        for item in found.items
        if everything or item.outcome is not Outcome.AGREED
        for line in _lines(item)
    )
    return Table(
        f"avstemming-poster-{found.side.value}-{found.year}",
        Text("{side} {year}: postene", side=SIDES[found.side], year=found.year),
        LINES,
        (*lines, total_line(Text("Sum"), lines, LINES)),
        Text(
            "Beløp i et annet regnskapsår enn {year} telles ikke med.", year=found.year
        ),
    )


def _sums(outcome: Outcome, items: list[Item]) -> Line:
    return Line(
        (
            Cell(OUTCOMES[outcome]),
            Cell(len(items)),
            Cell(sum((item.our_amount for item in items), ZERO)),
            Cell(sum((item.their_amount for item in items), ZERO)),
            Cell(sum((item.difference for item in items), ZERO)),
        )
    )


def _lines(item: Item) -> Iterator[Line]:
    """An item: on one line, or on one for each of its lines where they are many."""
    rows = max(len(item.ours), len(item.theirs))
    for n in range(rows):
        our = item.ours[n] if n < len(item.ours) else None
        their = item.theirs[n] if n < len(item.theirs) else None
        yield Line(
            (
                Cell(OUTCOMES[item.outcome]),
                *_ours(our, item.year),
                *_theirs(their, item.year),
                Cell(_off(our, their, item.year)),
                Cell(BASES[item.basis]),
                Cell((item.remark or None) if n == 0 else None),
                Cell(None if our is None else our.objection),
            )
        )


def _ours(line: OurLine | None, year: int) -> tuple[Cell, ...]:
    if line is None:
        return (BLANK,) * 4
    leads_to = None if line.entry is None else Entry(line.entry)
    return (
        Cell(line.claim or None, leads_to),
        Cell(line.cooperation),
        Cell(line.day),
        _amount(line, year),
    )


def _theirs(line: TheirLine | None, year: int) -> tuple[Cell, ...]:
    if line is None:
        return (BLANK,) * 5
    return (
        Cell(line.voucher),
        Cell(str(line.row)),
        Cell(line.day),
        Cell(line.art),
        _amount(line, year),
    )


def _amount(line: OurLine | TheirLine, year: int) -> Cell:
    """The amount where it is of the year, else that it is of another."""
    if line.year == year:
        return Cell(line.amount)
    note = Text("{amount} i {year}", amount=line.amount, year=line.year)
    return Cell(None, note=note)


def _off(our: OurLine | None, their: TheirLine | None, year: int) -> Decimal:
    here = our.amount if our is not None and our.year == year else ZERO
    there = their.amount if their is not None and their.year == year else ZERO
    return there - here
