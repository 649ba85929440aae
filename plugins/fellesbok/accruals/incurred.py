"""Cost that is incurred and not billed yet (*påløpt*): one line, booked and reversed.

A line says what has been done and what is waited for::

    2018-12-31 custom "paaloept" "hoppide-c" Expenses:HoppIdé-C 127000.00 NOK
      id: "2018-hoppide-c"
      tekst: "Arbeid utført i 2018"
      leverandoer: "Halti næringshage"
      venter: "faktura"

A line without an amount says that something is missing and nobody has said how much; it
is never booked.  This room reads the lines; another books them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Custom

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entry

ID = "id"
TEXT = "tekst"
SUPPLIER = "leverandoer"
AWAITS = "venter"
PAYER = "kommune"
SINCE = "siden"
INVOICE = "faktura"
REFUND = "refusjonskrav"
ORE = Decimal("0.01")


@frozen
class Accrual:
    """Something that is incurred and has not been billed or claimed yet.

    Attributes:
        cooperation: Whose cost it is.
        id: What the voucher that replaces it names; may be blank without an amount.
        day: When it is incurred.
        account: The cost account, or blank where no amount is stated.
        amount: In kroner, or ``None`` where it is not stated.
        text: What it is.
        sender: Who is to send the invoice or the claim, or blank.
        awaits: ``faktura`` or ``refusjonskrav``.
        since: Since when it is waited for.
        entry: The line.
    """

    cooperation: Cooperation
    id: str
    day: date
    account: str
    amount: Decimal | None
    text: str
    sender: str
    awaits: str
    since: date
    entry: Custom


def accruals(
    entries: Iterable[Entry], agreement: Agreement
) -> tuple[list[Accrual], list[LedgerError]]:
    """Every line that can be read, in the order of the books, and every error."""
    found: list[Accrual] = []
    errors: list[LedgerError] = []
    for entry in customs(entries, ACCRUED):
        accrual = _read(entry, agreement, errors)
        if accrual is not None:
            found.append(accrual)
    return found, errors


def _read(
    entry: Custom, agreement: Agreement, errors: list[LedgerError]
) -> Accrual | None:
    """What a line says, or nothing where it cannot hold."""
    values = values_of(entry)
    cooperation = agreement.cooperations.get(str(values[0])) if values else None
    if cooperation is None:
        slug = str(values[0]) if values else ""
        note_error(errors, entry, "Ukjent samarbeid «{slug}».", slug=slug)
        return None
    before = len(errors)
    account, amount, payer = _what(entry, cooperation, agreement, errors)
    said = entry.meta.get(ID)
    known = "" if said is None else str(said)
    if amount is not None and not known:
        note_error(
            errors, entry, "Gi den påløpte kostnaden en «id», så bilaget kan nevne den."
        )
    awaits = str(entry.meta.get(AWAITS, ""))
    if awaits not in {INVOICE, REFUND}:
        note_error(
            errors,
            entry,
            "«venter: {found}» skal være faktura eller refusjonskrav.",
            found=awaits,
        )
    since = entry.meta.get(SINCE, entry.date)
    if not isinstance(since, date):
        note_error(errors, entry, "«siden: {found}» er ikke en dato.", found=str(since))
    if len(errors) > before:
        return None
    return Accrual(
        cooperation,
        known,
        entry.date,
        account,
        amount,
        str(entry.meta.get(TEXT, "")),
        str(entry.meta.get(SUPPLIER, "")) or payer,
        awaits,
        since,
        entry,
    )


def _what(
    entry: Custom,
    cooperation: Cooperation,
    agreement: Agreement,
    errors: list[LedgerError],
) -> tuple[str, Decimal | None, str]:
    """Account and amount, or who is to send a claim that nobody has stated."""
    match [value.value for value in entry.values[1:]]:
        case [str(account), Amount() as amount] if (
            f"{account}:".startswith(f"Expenses:{cooperation.account}:")
            and amount.currency == agreement.currency
        ):
            number = amount.number or Decimal(0)
            if number <= 0 or number != number.quantize(ORE):
                note_error(
                    errors,
                    entry,
                    "En påløpt kostnad er et beløp over 0 i hele øre, ikke {found}.",
                    found=str(number),
                )
            return account, number, _named(entry, agreement, errors)
        case []:
            return "", None, _named(entry, agreement, errors)
        case [str(name)] if ":" not in name:
            return "", None, _known(entry, name, agreement, errors)
        case _:
            note_error(
                errors,
                entry,
                'Skriv custom "paaloept" "{slug}" Expenses:{account} beløp {currency},'
                ' eller custom "paaloept" "{slug}" "kommune" der beløpet ikke er'
                " oppgitt.",
                slug=cooperation.slug,
                account=cooperation.account,
                currency=agreement.currency,
            )
            return "", None, ""


def _named(entry: Custom, agreement: Agreement, errors: list[LedgerError]) -> str:
    """Who the metadata says is to send it, or blank."""
    name = str(entry.meta.get(PAYER, ""))
    return _known(entry, name, agreement, errors) if name else ""


def _known(
    entry: Custom, name: str, agreement: Agreement, errors: list[LedgerError]
) -> str:
    """The name of a known payer."""
    slug = agreement.slug_by_name.get(name)
    if slug is None:
        note_error(errors, entry, "Ukjent kommune eller part «{name}».", name=name)
        return ""
    return agreement.payer(slug).name


def note_error(
    errors: list[LedgerError], entry: Entry, template: str, /, **values: object
) -> None:
    """Note what is wrong with an entry, told where it stands."""
    errors.append(LedgerError(entry.meta, Text(template, **values), entry))
