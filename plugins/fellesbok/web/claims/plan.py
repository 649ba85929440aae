"""The year's payments on account as a table (*betalingsplan*): claimed, and not yet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.claims.payment_plan import payment_plans
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Payer
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.web.claims.rows import ClaimBook
    from fellesbok.web.frame.asked import Asked


def plan_table(
    book: ClaimBook, asked: Asked, year: int, payer: Payer | None
) -> list[Table]:
    """Instalments down and payers across, each with its claim; none or one."""
    found = [row.claim for row in book.rows]
    plans = payment_plans(asked.shared, found, year)
    lacks = [text for plan in plans for text in plan.lacks]
    seen = [p for p in asked.payers() if payer in {None, p}]
    rows = [row for plan in plans for row in plan.instalments]
    payers = [p for p in seen if any(row.payer == p.slug for row in rows)]
    if not payers:
        return []
    entries = {row.claim.id: asked.links.entry(row.entry) for row in book.rows}
    lines = []
    for plan in plans:
        for _, group in groupby(plan.instalments, key=lambda row: row.number):
            lines.append(_line(list(group), payers, entries))
    return [
        Table(
            "betalingsplan",
            Text("Betalingsplan {year}: a konto etter forfall, kroner", year=year),
            (
                Column(Text("Samarbeid")),
                Column(Text("Termin")),
                Column(Text("Forfall")),
                *(Column(p.name, kind=Kind.MONEY) for p in payers),
                Column(Text("Sum"), kind=Kind.MONEY),
            ),
            (*lines, _sums(rows, payers)),
            " ".join(lacks),
        ),
        *([] if payer is None else _steps(plans, payer)),
    ]


def _steps(plans: Sequence[Plan], payer: Payer) -> list[Table]:
    """How each instalment of one payer comes about; none where there are none."""
    lines = [
        _step(plan, row)
        for plan in plans
        for row in plan.instalments
        if row.payer == payer.slug
    ]
    if not lines:
        return []
    note = Text(
        "Etter planen: det som er forfalt i hele øre, minus det som var forfalt før. En"
        " termin som ikke er krevd, tar sin del av det som er krevd for lite eller for"
        " mye. «fellesbok plan {year} --explain {payer}» viser hvert steg.",
        year=plans[0].year,
        payer=payer.name,
    )
    columns = (
        Text("Forfalt i alt, nøyaktig"),
        Text("I hele øre"),
        Text("Etter planen"),
        Text("Del av krevd for lite"),
        Text("Beløp"),
    )
    return [
        Table(
            "terminer",
            Text("Slik blir terminene til for {payer}, kroner", payer=payer.name),
            (
                Column(Text("Samarbeid")),
                Column(Text("Termin")),
                *(Column(title, kind=Kind.MONEY) for title in columns),
            ),
            tuple(lines),
            note,
        )
    ]


def _step(plan: Plan, row: Instalment) -> Line:
    """One instalment: what is asked for by its date, and what that adds."""
    reached = plan.reached[row.number - 1]
    planned = plan.planned_ore(row.payer)[row.number - 1]
    taken = BLANK if row.claim else Cell(kroner(row.amount_ore - planned))
    return Line(
        (
            Cell(row.cooperation.title),
            Cell(Text("{number} av {count}", number=row.number, count=row.count)),
            Cell(reached.entitlements_ore[row.payer] / 100),
            Cell(kroner(reached.amounts_ore[row.payer])),
            Cell(kroner(planned)),
            taken,
            Cell(kroner(row.amount_ore), note=row.claim.id if row.claim else ""),
        )
    )


def _line(
    group: Sequence[Instalment], payers: Sequence[Payer], entries: dict[str, str]
) -> Line:
    """One instalment: what each payer pays, with the claim if it is made."""
    first = group[0]
    by_payer = {row.payer: row for row in group}
    return Line(
        (
            Cell(first.cooperation.title),
            Cell(Text("{number} av {count}", number=first.number, count=first.count)),
            Cell(Text("{day}", day=first.due)),
            *(_cell(by_payer.get(payer.slug), entries) for payer in payers),
            _sum(group, payers),
        )
    )


def _cell(row: Instalment | None, entries: dict[str, str]) -> Cell:
    if row is None:
        return BLANK
    amount = kroner(row.amount_ore)
    if row.claim is not None:
        return Cell(amount, entries.get(row.claim.id, ""), row.claim.id)
    return Cell(amount, note=Text("avregnet") if row.is_settled else Text("ikke krevd"))


def _sums(rows: Sequence[Instalment], payers: Sequence[Payer]) -> Line:
    return Line(
        (
            Cell(Text("Sum")),
            BLANK,
            BLANK,
            *(_sum(rows, [payer]) for payer in payers),
            _sum(rows, payers),
        ),
        role="total",
    )


def _sum(rows: Sequence[Instalment], payers: Sequence[Payer]) -> Cell:
    slugs = {payer.slug for payer in payers}
    return Cell(kroner(sum(row.amount_ore for row in rows if row.payer in slugs)))
