"""The year's payments on account as tables (*betalingsplan*): claimed, and not yet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import COOPERATION_TITLE
from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import cooperation_cell
from fellesbok.agreement.tables import payer_cell
from fellesbok.claims.tables import DUE
from fellesbok.claims.tables import TOTAL
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import CLAIM
from fellesbok.entries.tables import OBJECTION
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import sentences
from fellesbok.objections.tables import marks
from fellesbok.sharing.matrix_tables import payer_column
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import total_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.claims.due_instalments import Missed
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entry
    from fellesbok.objections import Objection

INSTALMENT = Column(Text("Termin"), name="instalment")
INSTALMENTS = (
    *(COOPERATION_TITLE, COOPERATION, INSTALMENT, DUE, PAYER, AMOUNT, CLAIM),
)
MISSED = (COOPERATION_TITLE, INSTALMENT, DUE, PAYER, AMOUNT)
STEPS = (
    COOPERATION_TITLE,
    INSTALMENT,
    Column(Text("Forfalt i alt, nøyaktig"), Kind.MONEY, "entitled_exactly"),
    Column(Text("I hele øre"), Kind.MONEY, "entitled"),
    Column(Text("Etter planen"), Kind.MONEY, "by_plan"),
    Column(Text("Del av krevd for lite"), Kind.MONEY, "taken"),
    AMOUNT,
)


def instalments_table(
    plans: Sequence[Plan],
    year: int,
    agreement: Agreement,
    objected: Callable[[Claim], Iterable[Objection]] = lambda _: (),
) -> Table:
    """A line an instalment and payer, with a sum a due date and a cooperation.

    Args:
        plans: The payment plans.
        year: Of which year.
        agreement: The agreements.
        objected: The objections to a claim; where there are any, a column tells them.
    """
    claimed = [row.claim for plan in plans for row in plan.instalments if row.claim]
    is_objected = any(objected(claim) for claim in claimed)
    columns = (*INSTALMENTS, OBJECTION) if is_objected else INSTALMENTS
    lines: list[Line] = []
    for plan in plans:
        of_plan: list[Line] = []
        for number, group in groupby(plan.instalments, key=lambda row: row.number):
            own = [
                _instalment(row, agreement, objected if is_objected else None)
                for row in group
            ]
            of_plan += own
            label = Text("Sum termin {number}", number=number)
            lines += [*own, total_line(label, own, columns)]
        if of_plan:
            name = plan.cooperation.title
            label = Text("Sum {cooperation}", cooperation=name)
            lines.append(total_line(label, of_plan, columns))
    return Table("betalingsplan", _title(year), columns, tuple(lines))


def _title(year: int) -> Text:
    return Text("Betalingsplan {year}: a konto etter forfall, kroner", year=year)


def _instalment(
    row: Instalment,
    agreement: Agreement,
    objected: Callable[[Claim], Iterable[Objection]] | None,
) -> Line:
    found = objected(row.claim) if objected and row.claim else ()
    return Line(
        (
            Cell(row.cooperation.title),
            Cell(row.cooperation.account),
            Cell(_number(row)),
            Cell(row.due),
            payer_cell(agreement.payer(row.payer)),
            Cell(kroner(row.amount_ore)),
            Cell(_state(row)),
            *((Cell(marks(found)),) if objected else ()),
        )
    )


def _number(row: Instalment) -> Text:
    return Text("{number} av {count}", number=row.number, count=row.count)


def _state(row: Instalment) -> str:
    """The claim's number, or what the instalment is."""
    if row.claim is not None:
        return row.claim.id
    return Text("avregnet") if row.is_settled else Text("ikke krevd")


def missed_table(found: Sequence[Missed], agreement: Agreement) -> Table:
    """Instalments that have fallen due and are not claimed, by day, with their sum."""
    rows = [row for missed in found for row in missed.instalments]
    rows.sort(
        key=lambda row: (
            row.due,
            row.cooperation.slug,
            agreement.payer(row.payer).name,
        )
    )
    lines = [
        Line(
            (
                cooperation_cell(row.cooperation),
                Cell(_number(row)),
                Cell(row.due),
                payer_cell(agreement.payer(row.payer)),
                Cell(kroner(row.amount_ore)),
            )
        )
        for row in rows
    ]
    total = total_line(SUM, lines, MISSED)
    title = Text("A konto som har forfalt uten å være krevd, kroner")
    return Table("ikke-krevd", title, MISSED, (*lines, total))


def plan_table(
    plans: Sequence[Plan],
    year: int,
    payers: Sequence[Payer],
    entries: Mapping[str, Entry],
) -> Table:
    """Instalments down and payers across, each with its claim.

    Args:
        plans: The plans.
        year: Their year.
        payers: Whose instalments are told; those that have none are left out.
        entries: The claims that are written, by their numbers.
    """
    known = {row.payer for plan in plans for row in plan.instalments}
    across = [payer for payer in payers if payer.slug in known]
    columns = (
        COOPERATION_TITLE,
        INSTALMENT,
        DUE,
        *map(payer_column, across),
        TOTAL,
    )
    lines = [
        Line(tuple(_across(list(group), across, entries)))
        for plan in plans
        for _, group in groupby(plan.instalments, key=lambda row: row.number)
    ]
    slugs = [payer.slug for payer in payers]
    texts = [text for plan in plans for text in (*plan.lacks, *plan.told(slugs))]
    total = total_line(SUM, lines, columns)
    return Table(
        "betalingsplan", _title(year), columns, (*lines, total), sentences(texts)
    )


def _across(
    group: Sequence[Instalment],
    payers: Sequence[Payer],
    entries: Mapping[str, Entry],
) -> Iterator[Cell]:
    """One instalment: what each payer pays, with the claim if it is made."""
    first = group[0]
    by_payer = {row.payer: row for row in group}
    yield cooperation_cell(first.cooperation)
    yield Cell(_number(first))
    yield Cell(first.due)
    mine = [by_payer.get(payer.slug) for payer in payers]
    for row in mine:
        if row is None:
            yield BLANK
        else:
            entry = entries.get(row.claim.id) if row.claim else None
            there = None if entry is None else targets.Entry(entry)
            yield Cell(kroner(row.amount_ore), there, _state(row))
    yield Cell(kroner(sum(row.amount_ore for row in mine if row)))


def steps_table(plans: Sequence[Plan], year: int, payer: Payer) -> Table:
    """How each instalment of one payer comes about."""
    lines = tuple(
        _step(plan, row)
        for plan in plans
        for row in plan.instalments
        if row.payer == payer.slug
    )
    return Table(
        "terminer",
        Text("Slik blir terminene til for {payer}, kroner", payer=payer.name),
        STEPS,
        lines,
        Text(
            "Etter planen: det som er forfalt i hele øre, minus det som var forfalt"
            " før. En termin som ikke er krevd, tar sin del av det som er krevd for"
            " lite eller for mye. «fellesbok plan {year} --explain {payer}» viser hvert"
            " steg.",
            year=year,
            payer=payer.name,
        ),
    )


def _step(plan: Plan, row: Instalment) -> Line:
    """One instalment: what is asked for by its date, and what that adds."""
    reached = plan.reached[row.number - 1]
    planned = plan.planned_ore(row.payer)[row.number - 1]
    taken = BLANK if row.claim else Cell(kroner(row.amount_ore - planned))
    return Line(
        (
            cooperation_cell(row.cooperation),
            Cell(_number(row)),
            Cell(reached.entitlements_ore[row.payer] / 100),
            Cell(kroner(reached.amounts_ore[row.payer])),
            Cell(kroner(planned)),
            taken,
            Cell(kroner(row.amount_ore), note=row.claim.id if row.claim else ""),
        )
    )
