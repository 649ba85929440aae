"""Objections as a table: what each is about, how it stands, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import STATUS
from fellesbok.agreement.tables import payer_cell
from fellesbok.entries.tables import ABOUT
from fellesbok.entries.tables import DAY
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.sharing.tables import REASON
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.objections.records import Objection

OBJECTION = Column(Text("Innsigelse"), name="objection")
OBJECTED = Column(Text("Omtvistet"), Kind.MONEY, "objected")
COLUMNS = (
    *(OBJECTION, DAY, PAYER, ABOUT, OBJECTED, STATUS, REASON),
    Column(Text("Svar og utfall"), Kind.SENTENCE, "history"),
)


def objections_table(found: Iterable[Objection]) -> Table:
    """Every objection, with what has been answered and decided."""
    lines = [
        Line(
            (
                Cell(each.id, targets.Entry(each.entry)),
                Cell(each.day),
                payer_cell(each.payer),
                Cell(each.what),
                Cell(each.amount),
                Cell(each.standing),
                Cell(each.reason or None),
                Cell(_history(each)),
            )
        )
        for each in found
    ]
    note = Text(
        "Et krav med åpen innsigelse purres ikke, og året avsluttes ikke før den har et"
        " utfall."
    )
    title = Text("Innsigelser, kroner")
    return Table("innsigelser", title, COLUMNS, tuple(lines), note)


def _history(each: Objection) -> Text | None:
    """Every answer and the outcome, with their days, in their order."""
    said = [
        Text("{day}: {text}", day=answer.day, text=answer.text)
        for answer in each.answers
    ]
    if each.decided is not None:
        outcome = each.standing
        if each.credit_note:
            outcome = Text(
                "{outcome}, kreditnota {note}", outcome=outcome, note=each.credit_note
            )
        if each.decided.text:
            text = each.decided.text
            outcome = Text("{day}: {text}", day=outcome, text=text)
        said.append(outcome)
    if each.put_right is not None:
        right = Text("bøkene er rettet {day}", day=each.put_right.day)
        if each.put_right.text:
            right = Text("{day}: {text}", day=right, text=each.put_right.text)
        said.append(right)
    return joined(said, "; ") if said else None


def marks(found: Iterable[Objection]) -> Text | None:
    """What stands beside a figure that is objected to; blank where nobody does."""
    told = [each.mark for each in found]
    return joined(told, "; ") if told else None
