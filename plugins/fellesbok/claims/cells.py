"""What one claim says in each column of a list of claims.

What is claimed is with tax: claimed − credited − paid = remaining.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import cooperation_cell
from fellesbok.agreement.tables import payer_cell
from fellesbok.claims.reminders import NOTHING
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.objections.tables import marks
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from fellesbok.claims.listed import ClaimRow
    from fellesbok.claims.reminders import Reminder
    from fellesbok.entries.claim import Claim
    from fellesbok.tables.targets import Target

E_INVOICE = ".xml"


def what_for(claim: Claim) -> Text:
    """What a claim is, in a few words."""
    period = claim.period
    if claim.kind is ClaimKind.CREDIT:
        return Text("kreditnota for {claim}", claim=claim.credits)
    is_internal = claim.kind is ClaimKind.INTERNAL
    if claim.instalment:
        number, _, count = claim.instalment.partition(" av ")
        template = (
            "internt: a konto {period}, termin {number} av {count}"
            if is_internal
            else "a konto {period}, termin {number} av {count}"
        )
        return Text(template, period=period, number=number, count=count)
    template = "internt: avregning {period}" if is_internal else "avregning {period}"
    return Text(template, period=period)


def _reason(row: ClaimRow) -> Target:
    """What explains a claim: the accounts, or else the budget."""
    claim, year = row.claim, str(row.claim.year)
    if row.is_explained:
        return targets.Explanation(claim.cooperation.slug, claim.payer.slug, year)
    asks = (("samarbeid", claim.cooperation.slug), ("time", year))
    return targets.Page("Budsjett", asks)


def _due(row: ClaimRow) -> Cell:
    """The day it is to be paid by: of a credit note only where it is a bill."""
    claim = row.claim
    is_due = claim.kind is not ClaimKind.CREDIT or claim.due > claim.day
    return Cell(claim.due) if is_due else BLANK


def _status(row: ClaimRow) -> Cell:
    """What has become of a claim; a credit note leads to what it credits."""
    claim = row.claim
    there = None if row.other is None else targets.Entry(row.other.entry)
    if claim.kind is ClaimKind.CREDIT:
        said = Text("krediterer {claim}", claim=claim.credits)
        return Cell(said, there, claim.reason)
    if row.other is not None:
        template = (
            "delvis kreditert med {claim}" if row.left else "kreditert med {claim}"
        )
        return Cell(Text(template, claim=row.other.claim.id), there)
    return Cell(_standing(row))


def _standing(row: ClaimRow) -> Text:
    """Whether a claim that nobody has taken back is paid, due, or no debt at all."""
    item = row.item
    if item is None or not row.left:
        return Text("betalt")
    if item.is_internal:
        return Text("internt")
    if row.left < 0:
        return Text("til gode")
    if item.days_overdue:
        return Text("forfalt for {count} dager siden", count=item.days_overdue)
    return Text("forfaller {day}", day=row.claim.due)


def _credit_notes(row: ClaimRow) -> Cell:
    """The credit notes that take it back, with the day and the reason of each."""
    told = [
        Text(
            "{number} {day}: {reason}",
            number=note.claim.id,
            day=note.claim.day,
            reason=note.claim.reason or Text("grunn ikke oppgitt"),
        )
        for note in (() if row.item is None else row.item.credits)
    ]
    return Cell(joined(told, "; ") if told else None)


def _remark(row: ClaimRow) -> Text | None:
    """What is to be done about a claim, in a few words."""
    item, reminder = row.item, row.reminder
    if item is not None and item.is_internal:
        return Text("internt")
    if row.left < 0:
        return Text("til gode")
    if reminder is None:
        is_objected = item is not None and item.is_objected
        return Text("innsigelse, purres ikke") if is_objected else None
    if not reminder.amount:
        return Text("dekkes av det som er til gode")
    if reminder.credit or reminder.objected:
        return Text("purres for {amount} kr", amount=reminder.amount)
    return Text("purres")


def _credit(row: ClaimRow) -> Decimal | None:
    """What a claim gives the payer back, in kroner."""
    is_internal = row.claim.kind is ClaimKind.INTERNAL
    return None if is_internal or row.left >= 0 else -row.left


def _document(row: ClaimRow, *, invoice: bool) -> Cell:
    for name in row.documents:
        if name.endswith(E_INVOICE) is invoice:
            kind = Path(name).suffix.removeprefix(".").upper()
            return Cell(kind, targets.Document(name))
    return BLANK


def _of_item(row: ClaimRow, amount: Decimal, leads_to: Target | None = None) -> Cell:
    """What is no figure of a credit note, which is a part of what it credits."""
    return BLANK if row.item is None else Cell(amount, leads_to)


def _of_reminder(row: ClaimRow, amount: Callable[[Reminder], Decimal]) -> Cell:
    """What only a claim that is overdue has."""
    return BLANK if row.reminder is None else Cell(amount(row.reminder))


CELLS: dict[str, Callable[[ClaimRow], Cell]] = {
    "claim": lambda row: Cell(
        row.claim.id, None if row.entry is None else targets.Entry(row.entry)
    ),
    "cooperation": lambda row: Cell(row.claim.cooperation.account),
    "cooperation_title": lambda row: cooperation_cell(row.claim.cooperation),
    "payer": lambda row: payer_cell(row.claim.payer),
    "host": lambda row: Cell(row.claim.host.name),
    "what": lambda row: Cell(what_for(row.claim)),
    "day": lambda row: Cell(row.claim.day),
    "due": _due,
    "days_overdue": lambda row: Cell((row.item and row.item.days_overdue) or None),
    "status": _status,
    "credit_notes": _credit_notes,
    "set_off": lambda row: Cell(NOTHING + row.claim.laid_out),
    "received": lambda row: Cell(NOTHING + row.claim.received),
    "tax": lambda row: Cell(NOTHING + row.claim.tax),
    "claimed": lambda row: Cell(row.claim.payable, _reason(row)),
    "credited": lambda row: _of_item(row, row.credited),
    "paid": lambda row: _of_item(
        row, row.paid, targets.Vouchers(f"{LINK}{row.claim.id}")
    ),
    "remaining": lambda row: Cell(row.left),
    "remark": lambda row: Cell(_remark(row)),
    "objection": lambda row: Cell(marks(row.item.objections if row.item else ())),
    "kid": lambda row: Cell(row.claim.kid or None),
    "overdue": lambda row: _of_reminder(row, lambda _: row.left),
    "objected": lambda row: Cell((row.reminder and row.reminder.objected) or None),
    "credit": lambda row: Cell(_credit(row)),
    "covered": lambda row: _of_reminder(row, lambda reminder: reminder.credit),
    "to_remind": lambda row: _of_reminder(row, lambda reminder: reminder.amount),
    "on": lambda row: Cell(None if row.item is None else row.item.on),
    "document": lambda row: _document(row, invoice=False),
    "e_invoice": lambda row: _document(row, invoice=True),
}
"""What a claim says in each column."""
