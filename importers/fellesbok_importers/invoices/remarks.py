"""What an e-invoice says that is not booked, so that it is told (*opplysninger*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import day_by_machine
from fellesbok_importers.invoices.sums import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fellesbok_importers.invoices.value_by_value import InvoiceReader

ORDINARY = {"", "380", "381"}
KINDS = {
    "326": "delfaktura",
    "384": "rettet faktura",
    "386": "forskuddsfaktura",
    "389": "selvfakturering",
    "393": "faktura til factoring",
    "575": "faktura fra forsikringsselskap",
    "623": "faktura fra speditør",
    "780": "fraktfaktura",
}
CREDITS = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}
"""Codes of UNTDID 1001 that are credit notes, whose amounts go the other way."""
CODES = {"Invoice": "InvoiceTypeCode", "CreditNote": "CreditNoteTypeCode"}
WHEN = (
    "TaxPointDate",
    "Delivery/ActualDeliveryDate",
    "InvoicePeriod/StartDate",
    "InvoicePeriod/EndDate",
)
ZONE = re.compile(r"(?<=[0-9])(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$")
"""A date may name a time zone (``xs:date``); the day is the one that is written."""


def day_in(reader: InvoiceReader, element: object, way: str) -> date | None:
    """A day; noted where it is none."""
    try:
        return day_by_machine(ZONE.sub("", text_of(element, way)))
    except NotADateError as error:
        reader.tell(element, way, error.text)
        return None


def check_kind(reader: InvoiceReader) -> None:
    """A document whose name and code contradict each other goes two ways."""
    name = local_name(reader.element)
    code = text_of(reader.element, CODES[name])
    if code and (code in CREDITS) != (name == "CreditNote"):
        text = Text(
            "Dokumentet er en {name}, men koden sier noe annet: er det en faktura"
            " eller en kreditnota?",
            name=name,
        )
        reader.tell(reader.element, CODES[name], text)


def told_of(reader: InvoiceReader, day: date) -> Iterator[Text]:
    """What somebody should know who books the document as it stands."""
    element = reader.element
    code = text_of(element, CODES[local_name(element)])
    if code not in ORDINARY:
        kind = KINDS.get(code, "ukjent type")
        yield Text("Fakturatypen er {code} ({kind}).", code=code, kind=Text(kind))
    for reference in find_all(element, "BillingReference/InvoiceDocumentReference"):
        yield Text("Gjelder faktura {number}.", number=text_of(reference, "ID"))
    for payee in find_all(element, "PayeeParty"):
        yield Text(
            "Skal betales til {name} {number}, ikke til selgeren.",
            name=text_of(payee, "PartyName/Name"),
            number=text_of(payee, "PartyLegalEntity/CompanyID"),
        )
    for total in find_all(element, "TaxTotal"):
        for amount in find_all(total, "TaxAmount"):
            other = amount.get("currencyID", reader.currency)
            if other != reader.currency:
                yield Text(
                    "Avgiften er også oppgitt som {amount} {currency}; det føres ikke.",
                    amount=(amount.text or "").strip(),
                    currency=other,
                )
    references = payment_references(reader)
    if len(references) > 1:
        yield Text(
            "Fakturaen har flere betalingsreferanser ({references}); ingen er ført.",
            references=", ".join(references),
        )
    yield from _other_years(reader, day)


def payment_references(reader: InvoiceReader) -> list[str]:
    """What a payment can be known by (*KID*), each once."""
    found = find_all(reader.element, "PaymentMeans/PaymentID")
    written = (" ".join((one.text or "").split()) for one in found)
    return list(dict.fromkeys(filter(None, written)))


def _other_years(reader: InvoiceReader, day: date) -> Iterator[Text]:
    """Delivery and periods in another year than the document's own."""
    days = [
        found
        for element in (reader.element, *lines_of(reader))
        for way in WHEN
        if text_of(element, way) and (found := day_in(reader, element, way)) is not None
    ]
    if any(found.year != day.year for found in days):
        yield Text(
            "Fakturaen er datert {day}, og gjelder {first}–{last}. Hører kostnaden til"
            " et annet år, må den periodiseres.",
            day=day,
            first=min(days),
            last=max(days),
        )
