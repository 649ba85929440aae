"""What a change does, as tables (*virkning*): by payer, by cooperation, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import PAYER
from fellesbok.compare.records import by_payer
from fellesbok.contradictions import must_equal
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.sharing.by_year_tables import YEAR
from fellesbok.sharing.tables import AFTER
from fellesbok.sharing.tables import BEFORE
from fellesbok.sharing.tables import CORRECTS
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.compare.records import Comparison
    from fellesbok.compare.records import Effect
    from fellesbok.compare.records import YearEffect

DIFFERENCE = Column(Text("Endring"), Kind.MONEY, "difference")
INTERACTION = Column(Text("Samspill"), Kind.MONEY, "interaction")
CHANGE_NUMBER = Column(Text("Endring nummer"), Kind.COUNT, "change_number")
RESERVATION = Column(Text("Forbehold"), Kind.SENTENCE, "reservation")
CHANGE = Column(Text("Det som prøves"), Kind.SENTENCE, "change")
KEY_BEFORE = Column(Text("Nøkkel før"), name="key_before")
KEY_AFTER = Column(Text("Nøkkel etter"), name="key_after")
SHARED_BEFORE = Column(Text("Fordelt før"), Kind.MONEY, "shared_before")
CLAIMED_BEFORE = Column(Text("Krevd før"), Kind.MONEY, "claimed_before")
SHARED_AFTER = Column(Text("Fordelt etter"), Kind.MONEY, "shared_after")

NOT_KNOWN = Text("kan ikke fordeles")
"""Stands where a state of the books has no amount, which is no zero."""

ONLY_SOMETIMES = frozenset({CORRECTS.name})


def alone_column(number: int) -> Column:
    """The difference that one change makes alone."""
    title = Text("Endring {number} alene", number=number)
    return Column(title, Kind.MONEY, f"change_{number}")


def tables(comparison: Comparison, first: str = "") -> tuple[Table, ...]:
    """Everything that is shown of a comparison; nothing of what is the same.

    ``first`` is the slug of the payer that it is seen from.
    """
    effects = effects_table(comparison, first)
    return (
        *payers_table(comparison, first),
        *((effects,) if effects.lines else ()),
        *grounds_table(comparison),
        *changes_table(comparison),
    )


def own_tables(own: Comparison) -> tuple[Table, ...]:
    """What one payer bears, also what is the same, and what is tried.

    Args:
        own: The payer's own part.
    """
    table = _effects_table(own, own.effects)
    table = table.narrowed({c.name for c in table.columns} - {PAYER.name})
    return (table, *changes_table(own)) if table.lines else ()


def payers_table(comparison: Comparison, first: str = "") -> tuple[Table, ...]:
    """What each payer bears of all that is compared; none where nothing changes."""
    columns = (PAYER, BEFORE, AFTER, DIFFERENCE)
    lines = [
        Line((Cell(p.name), Cell(p.before), Cell(p.after), Cell(p.difference)))
        for p in by_payer(comparison, first)
    ]
    if not lines:
        return ()
    lines.append(_sum_line(lines, columns))
    return (Table("betalere", Text("Hvem betaler hva"), columns, tuple(lines)),)


def effects_table(comparison: Comparison, first: str = "") -> Table:
    """A line for each payer of each cooperation's year for which anything changes.

    Those of the payer ``first`` stand before the others.
    """
    different = sorted(comparison.different, key=lambda each: each.payer != first)
    return _effects_table(comparison, different)


def lines_to_add(comparison: Comparison) -> Table:
    """The effects without their sums; a line that may lack something says why."""
    table = effects_table(comparison).without_sums
    if not comparison.reservations:
        return table
    told = Cell(sentences(each.text for each in comparison.reservations))
    return replace(
        table,
        columns=(*table.columns, RESERVATION),
        lines=tuple(replace(of, cells=(*of.cells, told)) for of in table.lines),
    )


def _effects_table(comparison: Comparison, effects: Iterable[Effect]) -> Table:
    changes = range(1, len(comparison.changes) + 1) if _are_many(comparison) else ()
    columns = (
        *(COOPERATION, PAYER, YEAR, CORRECTS, BEFORE, AFTER, DIFFERENCE),
        *(alone_column(number) for number in changes),
        *((INTERACTION,) if changes else ()),
    )
    lines, known = [], []
    for effect in effects:
        lines.append(_line(effect, is_one_of_many=bool(changes)))
        known += [] if effect.difference is None else lines[-1:]
    if known:
        lines.append(_sum_line(known, columns))
    table = Table("virkning", Text("Virkning"), columns, tuple(lines))
    return table.where_used(ONLY_SOMETIMES)


def _sum_line(lines: Sequence[Line], columns: Sequence[Column]) -> Line:
    """What the lines come to, all columns over the same lines.

    What a change does alone is not known in all where it is not known on one of them.
    """
    total = total_line(SUM, lines, columns)
    cells = tuple(
        Cell(None, note=NOT_KNOWN)
        if column.kind is Kind.MONEY and any(x.cells[n].value is None for x in lines)
        else total.cells[n]
        for n, column in enumerate(columns)
    )
    of: dict[str, Any] = {c.name: total.cells[n].value for n, c in enumerate(columns)}
    must_equal(
        "Summen av det som var før, med endringene, og summen av det som er etter,",
        of[BEFORE.name] + of[DIFFERENCE.name],
        of[AFTER.name],
    )
    return replace(total, cells=cells)


def since_table(effects: Sequence[Effect], title: Text) -> Table:
    """What was claimed before, and what it becomes: the same columns."""
    columns = (COOPERATION, PAYER, YEAR, CLAIMED_BEFORE, AFTER, DIFFERENCE)
    lines = [
        Line(
            (
                Cell(effect.title, Agreement(effect.cooperation)),
                Cell(effect.name),
                Cell(effect.year),
                _amount(effect.before),
                _amount(effect.after),
                _amount(effect.difference),
            )
        )
        for effect in effects
    ]
    lines.append(total_line(SUM, lines, columns))
    return Table("siden-sist", title, columns, tuple(lines))


def _line(effect: Effect, *, is_one_of_many: bool) -> Line:
    cells = [
        Cell(effect.title, Agreement(effect.cooperation)),
        Cell(effect.name),
        Cell(effect.year),
        BLANK if effect.corrects is None else Cell(str(effect.corrects)),
        _amount(effect.before),
        _amount(effect.after),
        _amount(effect.difference),
    ]
    if is_one_of_many:
        cells += map(_amount, (*effect.alone, effect.interaction))
    return Line(tuple(cells))


def _amount(amount: Decimal | None) -> Cell:
    return Cell(None, note=NOT_KNOWN) if amount is None else Cell(amount)


def grounds_table(comparison: Comparison) -> tuple[Table, ...]:
    """By which keys, and how much is shared, in the years where anything changes."""
    changed = {(e.cooperation, e.year) for e in comparison.different}
    # A closed year stands as it was, and is shared otherwise in its corrections.
    changed |= {(e.cooperation, e.corrects) for e in comparison.different if e.corrects}
    columns = (
        *(COOPERATION, YEAR, KEY_BEFORE, KEY_AFTER),
        *(SHARED_BEFORE, SHARED_AFTER, DIFFERENCE),
    )
    lines = tuple(
        _ground(year)
        for year in comparison.years
        if (year.cooperation, year.year) in changed
    )
    if not lines:
        return ()
    title = Text("Hvordan det deles")
    return (Table("grunnlag", title, columns, lines),)


def _ground(year: YearEffect) -> Line:
    before, after = year.shared_before, year.shared_after
    difference = None if before is None or after is None else after - before
    return Line(
        (
            Cell(year.title, Agreement(year.cooperation)),
            Cell(year.year),
            Cell(year.key_before or None),
            Cell(year.key_after or None),
            _amount(before),
            _amount(after),
            _amount(difference),
        )
    )


def changes_table(comparison: Comparison) -> tuple[Table, ...]:
    """What is tried, with the number that the columns have."""
    lines = tuple(
        Line((Cell(number), Cell(change)))
        for number, change in enumerate(comparison.changes, 1)
    )
    title = Text("Det som prøves")
    return (Table("endringer", title, (CHANGE_NUMBER, CHANGE), lines),) if lines else ()


def _are_many(comparison: Comparison) -> bool:
    return len(comparison.changes) > 1
