"""E-invoices and credit notes (*EHF*, Peppol BIS Billing 3): what they say, checked.

Every sum of the document is held against its parts.  The room knows neither agreements
nor Beancount.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.attachments import EMBEDDED
from fellesbok_importers.attachments import LONGEST_EMBEDDED
from fellesbok_importers.attachments import MOST_INVOICE_BYTES
from fellesbok_importers.attachments import Attached
from fellesbok_importers.attachments import attached_to
from fellesbok_importers.bounded import Bounds
from fellesbok_importers.bounded import elements
from fellesbok_importers.bounded import find
from fellesbok_importers.bounded import find_all
from fellesbok_importers.bounded import local_name
from fellesbok_importers.bounded import text_of
from fellesbok_importers.dates import NotADateError
from fellesbok_importers.dates import day_by_machine
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.numbers import amount_by_machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INVOICE, CREDIT_NOTE = "Invoice", "CreditNote"
CUSTOMER = "AccountingCustomerParty"
BOUNDS = Bounds(MOST_INVOICE_BYTES, {EMBEDDED: LONGEST_EMBEDDED})
ZERO = Decimal(0)


@dataclass(frozen=True)
class InvoiceLine:
    """One line: what is sold, net of tax, and the buyer's accounting string.

    ``rate`` is the category of tax and its per cent, as they are written.
    """

    text: str
    amount: Decimal
    accounting_cost: str
    row: int
    rate: str = ""


@dataclass(frozen=True)
class Tax:
    """The tax of one category and per cent, as a line of it names them."""

    rate: str
    amount: Decimal


@dataclass(frozen=True)
class Invoice:
    """An invoice, or a credit note, whose amounts are negative.

    Amounts are in the document's currency with two decimals.  ``charges`` are charges
    less allowances of the whole document, ``rounding`` what the total is rounded by.
    ``taxes`` are the parts of ``tax`` by rate, where the document has them.
    """

    is_credit: bool
    number: str
    day: date
    due: date | None
    seller: str
    seller_id: str
    reference: str
    accounting_cost: str
    currency: str
    lines: tuple[InvoiceLine, ...]
    charges: Decimal
    tax: Decimal
    rounding: Decimal
    payable: Decimal
    attached: tuple[Attached, ...]
    taxes: tuple[Tax, ...] = ()


def buyer_of(path: Path) -> str:
    """The organisation number of who is to pay, or nothing; the rest is not read.

    Raises:
        RejectedError: The document is not such XML as can be trusted.
    """
    for customer in elements(path, {CUSTOMER}, BOUNDS):
        number = text_of(customer, "Party/PartyLegalEntity/CompanyID")
        number = number or text_of(customer, "Party/EndpointID")
        return "".join(c for c in number if c.isdigit())
    return ""


def read_invoice(path: Path) -> Invoice:
    """The invoice or credit note in a file.

    Raises:
        RejectedError: It is none, or its sums are not the sums of its parts; holds
            every fault.
    """
    found = [
        _Reading(element, str(path)).invoice()
        for element in elements(path, {INVOICE, CREDIT_NOTE}, BOUNDS)
    ]
    if len(found) != 1:
        text = Text("Filen skal ha én faktura eller kreditnota.")
        raise RejectedError([Fault(str(path), None, None, str(len(found)), text)])
    return found[0]


class _Reading:
    """What is read of one document, and every fault in it."""

    def __init__(self, element: Any, path: str) -> None:  # noqa: ANN401 -- lxml
        self._element = element
        self._path = path
        self._faults: list[Fault] = []
        self._sign = -1 if local_name(element) == CREDIT_NOTE else 1

    def invoice(self) -> Invoice:
        """The document, if nothing in it is wrong."""
        element = self._element
        name = local_name(element)
        lines = tuple(self._line(line) for line in find_all(element, f"{name}Line"))
        tax = sum((self._amount(t, "TaxAmount") for t in self._tax_totals()), ZERO)
        totals = "LegalMonetaryTotal"
        charges = self._amount(element, f"{totals}/ChargeTotalAmount", is_needed=False)
        charges -= self._amount(
            element, f"{totals}/AllowanceTotalAmount", is_needed=False
        )
        rounding = self._amount(
            element, f"{totals}/PayableRoundingAmount", is_needed=False
        )
        prepaid = self._amount(element, f"{totals}/PrepaidAmount", is_needed=False)
        payable = self._amount(element, f"{totals}/PayableAmount")
        net = sum((line.amount for line in lines), ZERO)
        self._check("LineExtensionAmount", net)
        self._check("TaxExclusiveAmount", net + charges)
        self._check("TaxInclusiveAmount", net + charges + tax)
        self._check("PayableAmount", net + charges + tax - prepaid + rounding)
        if prepaid:
            text = Text("Forskudd på fakturaen må føres for hånd.")
            self._tell(f"{totals}/PrepaidAmount", str(prepaid), text)
        party = "AccountingSupplierParty/Party"
        found = Invoice(
            is_credit=name == CREDIT_NOTE,
            number=self._needed("ID"),
            day=self._day("IssueDate") or date.min,
            due=self._day("DueDate") if text_of(element, "DueDate") else None,
            seller=text_of(element, f"{party}/PartyLegalEntity/RegistrationName")
            or text_of(element, f"{party}/PartyName/Name"),
            seller_id=text_of(element, f"{party}/PartyLegalEntity/CompanyID")
            or text_of(element, f"{party}/EndpointID"),
            reference=text_of(element, "PaymentMeans/PaymentID"),
            accounting_cost=text_of(element, "AccountingCost"),
            currency=self._needed("DocumentCurrencyCode"),
            lines=lines,
            charges=charges,
            tax=tax,
            rounding=rounding,
            payable=payable,
            attached=attached_to(element),
            taxes=tuple(self._taxes()),
        )
        if not found.seller_id:
            text = Text("Selgeren skal ha et organisasjonsnummer.")
            self._tell(party, "", text)
        if self._faults:
            raise RejectedError(self._faults)
        return found

    def _tax_totals(self) -> list[Any]:
        """The sums of tax in the document's currency; another currency is for show."""
        currency = text_of(self._element, "DocumentCurrencyCode")
        return [
            total
            for total in find_all(self._element, "TaxTotal")
            if any(
                a.get("currencyID", currency) == currency
                for a in find_all(total, "TaxAmount")
            )
        ]

    def _taxes(self) -> Iterator[Tax]:
        """The tax by rate, if the document tells it."""
        for total in self._tax_totals():
            for part in find_all(total, "TaxSubtotal"):
                yield Tax(_rate(part, "TaxCategory"), self._amount(part, "TaxAmount"))

    def _line(self, line: Any) -> InvoiceLine:  # noqa: ANN401 -- lxml
        text = text_of(line, "Item/Name") or text_of(line, "Note")
        cost = text_of(line, "AccountingCost")
        net = self._amount(line, "LineExtensionAmount")
        rate = _rate(line, "Item/ClassifiedTaxCategory")
        return InvoiceLine(text, net, cost, line.sourceline, rate)

    def _check(self, name: str, expected: Decimal) -> None:
        """A sum that the document states is the sum of its parts."""
        way = f"LegalMonetaryTotal/{name}"
        stated = self._amount(self._element, way)
        off = stated - expected
        if off and not self._faults:
            text = Text("Delene blir {sum}.", sum=expected)
            self._tell(way, str(stated), text, off)

    def _amount(self, element: Any, way: str, *, is_needed: bool = True) -> Decimal:  # noqa: ANN401 -- lxml
        """An amount with two decimals, negative in a credit note."""
        written = text_of(element, way)
        if not written and not is_needed:
            return ZERO
        value = amount_by_machine(written)
        currency = text_of(self._element, "DocumentCurrencyCode")
        said = find(element, way)
        other = currency if said is None else said.get("currencyID", currency)
        if other != currency:
            text = Text("Fakturaen er i {currency}.", currency=currency)
            self._tell(f"{way}/@currencyID", other, text)
        if value is None:
            text = Text("Skal være et beløp med høyst to desimaler.")
            self._tell(way, written, text)
            return ZERO
        return self._sign * value

    def _day(self, way: str) -> date | None:
        written = text_of(self._element, way)
        try:
            return day_by_machine(written)
        except NotADateError as error:
            self._tell(way, written, error.text)
            return None

    def _needed(self, way: str) -> str:
        found = text_of(self._element, way)
        if not found:
            self._tell(way, "", Text("Må stå i fakturaen."))
        return found

    def _tell(
        self, way: str, found: str, expected: Text, off: Decimal | None = None
    ) -> None:
        row = self._element.sourceline
        self._faults.append(Fault(self._path, row, way, found, expected, off))


def _rate(element: Any, way: str) -> str:  # noqa: ANN401 -- lxml
    """Category and per cent in one form: ``25`` and ``25.00`` are the same."""
    percent = text_of(element, f"{way}/Percent")
    if "." in percent:
        percent = percent.rstrip("0").rstrip(".")
    return f"{text_of(element, f'{way}/ID')} {percent}".strip()
