"""Objections as a table: what each is about, how it stands, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import STATUS
from fellesbok.agreement.tables import payer_cell
from fellesbok.entries.tables import ABOUT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import OBJECTION
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.objections.records import what_about
from fellesbok.sharing.tables import REASON
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.objections.inbox import Waiting
    from fellesbok.objections.records import Objection

OBJECTED = Column(Text("Omtvistet"), Kind.MONEY, "objected")
COLUMNS = (
    *(OBJECTION, DAY, PAYER, ABOUT, OBJECTED, STATUS, REASON),
    Column(Text("Svar og utfall"), Kind.SENTENCE, "history"),
)

OBJECTIONS = Text("Innsigelser, kroner")
SENTENCES = (REASON.name, "history")
"""What stands below the line of each objection in a terminal."""

WAITING = (DAY, PAYER, ABOUT, OBJECTED, REASON)


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
        "Det innsigelsen gjelder, purres ikke og avsluttes ikke før den har et utfall,"
        " og det den fikk medhold i, er rettet."
    )
    return Table("innsigelser", OBJECTIONS, COLUMNS, tuple(lines), note)


def waiting_table(
    found: Sequence[Waiting], agreement: Agreement, *, sees_all: bool
) -> list[Table]:
    """What was sent and is not in the books yet; none or one.

    Args:
        found: What lies in the inbox, of payers that the agreement knows.
        agreement: The agreements.
        sees_all: Whether the reader keeps the books, and so can take it in.
    """
    if not found:
        return []
    payers = [agreement.payer(each.sent.payer) for each in found]
    lines = [
        Line(
            (
                Cell(each.sent.received),
                payer_cell(payer),
                Cell(what_about(each.sent.about, agreement)),
                Cell(each.sent.amount),
                Cell(each.sent.reason),
            )
        )
        for each, payer in zip(found, payers, strict=True)
    ]
    note = Text("Mottatt. Det venter på at den som fører bøkene, tar det inn.")
    if sees_all:
        note = Text(
            "{count} venter i innboksen, fra {names}. Ta dem inn med «fellesbok"
            " objections take»; til da vet «fellesbok open», «claim» og «close» om dem"
            " med --objections.",
            count=len(found),
            names=", ".join(dict.fromkeys(payer.name for payer in payers)),
        )
    title = Text("Innsigelser som venter, kroner")
    return [Table("innsigelser-venter", title, WAITING, tuple(lines), note)]


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


def in_one_line(each: Objection) -> Text:
    """All that is told of an objection but its amount, where there is one column."""
    told = (each.mark, each.what, each.reason, _history(each))
    return Text("{told}", told=joined([said for said in told if said], "; "))


def marks(found: Iterable[Objection]) -> Text | None:
    """What stands beside a figure that is objected to; blank where nobody does."""
    told = [each.mark for each in found]
    return joined(told, "; ") if told else None
