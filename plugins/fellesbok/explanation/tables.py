"""An explanation as tables: the steps, what was posted, and what to know of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import WHAT
from fellesbok.budgets.tables import KIND
from fellesbok.entries import vocabulary
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import KRONER
from fellesbok.entries.tables import PLACE
from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.objections.tables import OBJECTIONS
from fellesbok.objections.tables import in_one_line
from fellesbok.sharing import tables as of_shares
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import SettlementNote
    from fellesbok.explanation.key import Row
    from fellesbok.explanation.of_one_payer import Explanation
    from fellesbok.objections import Objection
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.values import Value


STEP = Column(Text("Steg"), name="step")
FOUND = Column(Text("Funn"), Kind.SENTENCE, "finding")


def step_tables(
    explanation: Explanation, cooperation: Cooperation
) -> tuple[Table, ...]:
    """The steps in order, each with its place in the books or in the agreement."""
    terms = targets.Agreement(cooperation.slug)
    tables = []
    for number, section in enumerate(explanation.sections, 1):
        title = Text("{number}. {title}", number=number, title=section.title)
        lines = tuple(_step(row, terms) for row in section.rows)
        tables.append(Table(f"steg-{number}", title, (WHAT, KRONER), lines))
    return tuple(tables)


def _step(row: Row, terms: targets.Agreement) -> Line:
    """A step; what has neither amount nor line is said in the agreement."""
    said = terms if row.amount_ore is None else None
    place = targets.SourceLine(*row.place, otherwise=said) if row.place else said
    label = row.label
    for _ in range(row.depth):
        label = Text("– {label}", label=label)
    cells = (Cell(label, place), Cell(amount_of(row)))
    return Line(cells, role="total" if row.total else "line")


def every_step_table(
    explanation: Explanation,
    place_of: Callable[[tuple[str, int]], str],
    objected: Iterable[Objection] = (),
) -> Table:
    """A line a step, and then one an objection, for those who calculate themselves.

    Args:
        explanation: The steps.
        place_of: A file and a line in words.
        objected: What is objected to of it.
    """
    lines = [
        Line(
            (
                Cell(section.title),
                Cell(row.label),
                Cell(_uncut(amount_of(row))),
                Cell(place_of(row.place) if row.place else None),
            )
        )
        for section in explanation.sections
        for row in section.rows
    ]
    lines += [
        Line(
            (
                Cell(OBJECTIONS),
                Cell(in_one_line(each)),
                Cell(each.amount),
                Cell(place_of(each.place)),
            )
        )
        for each in objected
    ]
    columns = (STEP, WHAT, KRONER, PLACE)
    return Table("steg", explanation.title, columns, tuple(lines))


def _uncut(amount: Decimal | Fraction | None) -> Value:
    """An amount; one that is not whole øre as the fraction that it is."""
    return str(amount) if isinstance(amount, Fraction) else amount


def amount_of(row: Row) -> Decimal | Fraction | None:
    """Kroner; an amount that is not whole øre stays exact."""
    return None if row.amount_ore is None else exact_kroner(row.amount_ore)


def posted_table(
    entries: Entries, cooperation: Cooperation, payer: Payer, year: int
) -> Table:
    """What the programme has posted of it, one line a posting."""
    lines = []
    for voucher in vouchers_in(entries, year, generated=True):
        meta = voucher.meta
        if (
            meta.get(vocabulary.COOPERATION) != cooperation.account
            or meta.get(vocabulary.MUNICIPALITY) != payer.name
        ):
            continue
        lines += [
            Line(
                (
                    Cell(voucher.day, targets.Entry(voucher.entry)),
                    Cell(meta.get(vocabulary.PERIOD, "")),
                    Cell(line.account, targets.Account(line.account)),
                    Cell(line.amount),
                )
            )
            for line in voucher.lines
        ]
    title = Text("Ført i bøkene av fordelingen")
    columns = (DAY, of_shares.PERIOD, ACCOUNT, KRONER)
    return Table("postert", title, columns, tuple(lines))


def notes_table(
    notes: Iterable[SettlementNote], cooperation: Cooperation
) -> tuple[Table, ...]:
    """What the settlement says must be known of a cooperation's year; none or one."""
    page = targets.Page("Funn", (("samarbeid", cooperation.slug),))
    lines = tuple(
        Line((Cell(note.kind, page), Cell(note.text)))
        for note in notes
        if note.cooperation == cooperation.account
    )
    title = Text("Dette må du vite om tallet")
    return (Table("funn", title, (KIND, FOUND), lines),) if lines else ()


def charges_table(shares: Iterable[Share], agreement: Agreement, period: str) -> Table:
    """Every figure of the period that can be explained."""
    lines = []
    for share in shares:
        cooperation = agreement.cooperation_by_account[share.cooperation]
        why = targets.Explanation(
            cooperation.slug,
            agreement.slug_by_name[share.municipality],
            str(share.day.year),
        )
        cells = (
            Cell(cooperation.title, why),
            Cell(share.municipality),
            Cell(share.period),
            Cell(share.amount, why),
        )
        lines.append(Line(cells))
    if not lines:
        lines.append(Line((Cell(Text("Ingenting er fordelt.")), BLANK, BLANK, BLANK)))
    return Table(
        "andeler",
        Text("Andeler i {period}", period=period),
        (
            of_shares.COOPERATION,
            of_shares.PAYER,
            of_shares.PERIOD,
            of_shares.AMOUNT,
        ),
        tuple(lines),
    )
