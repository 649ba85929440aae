"""E-invoices and credit notes (*EHF*, Peppol BIS Billing 3): what they say, checked.

Every sum of the document is held against its parts.  The room knows neither agreements
nor Beancount.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import Bounds
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.attachments import EMBEDDED
from fellesbok_importers.invoices.attachments import LONGEST_EMBEDDED
from fellesbok_importers.invoices.attachments import MOST_INVOICE_BYTES
from fellesbok_importers.invoices.attachments import Attached
from fellesbok_importers.invoices.attachments import attached_to
from fellesbok_importers.invoices.buyer import CUSTOMER
from fellesbok_importers.invoices.buyer import Buyer
from fellesbok_importers.invoices.buyer import buyer_in
from fellesbok_importers.invoices.remarks import check_kind
from fellesbok_importers.invoices.remarks import day_in
from fellesbok_importers.invoices.remarks import payment_references
from fellesbok_importers.invoices.remarks import told_of
from fellesbok_importers.invoices.sums import TOTALS
from fellesbok_importers.invoices.sums import Totals
from fellesbok_importers.invoices.sums import check_lines
from fellesbok_importers.invoices.sums import lines_of
from fellesbok_importers.invoices.sums import signed_charge
from fellesbok_importers.invoices.sums import tax_totals
from fellesbok_importers.invoices.tax_sums import CHARGE
from fellesbok_importers.invoices.tax_sums import LINE
from fellesbok_importers.invoices.tax_sums import SUBTOTAL
from fellesbok_importers.invoices.tax_sums import TaxSums
from fellesbok_importers.invoices.tax_sums import rate_of
from fellesbok_importers.invoices.value_by_value import CURRENCY
from fellesbok_importers.invoices.value_by_value import InvoiceReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

INVOICE, CREDIT_NOTE = "Invoice", "CreditNote"
BOUNDS = Bounds(MOST_INVOICE_BYTES, {EMBEDDED: LONGEST_EMBEDDED})
ZERO = Decimal(0)


@frozen
class InvoiceLine:
    """One line: what is sold, net of tax, and the buyer's accounting string.

    ``rate`` is the category of tax and its per cent, as they are written.
    """

    text: str
    amount: Decimal
    accounting_cost: str
    row: int
    rate: str = ""


@frozen
class Tax:
    """The tax of a category and per cent, or a charge that bears it."""

    rate: str
    amount: Decimal


@frozen
class Invoice:
    """An invoice, or a credit note, whose amounts are negative.

    Amounts are in the document's currency with two decimals.  ``charges`` are charges
    less allowances of the whole document and ``charged`` each of them; ``rounding`` is
    what the total is rounded by, ``prepaid`` what has been paid of it before
    (*forskudd*).  ``taxes`` are the parts of ``tax`` by rate; ``slack`` tells of those
    that are off by less than the rules allow, and ``told`` of what is not booked.
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
    charged: tuple[Tax, ...]
    tax: Decimal
    rounding: Decimal
    prepaid: Decimal
    payable: Decimal
    attached: tuple[Attached, ...]
    buyer: Buyer
    currency_row: int | None = None
    taxes: tuple[Tax, ...] = ()
    slack: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()


def buyer_of(path: Path) -> Buyer:
    """Who is to pay; the rest is not read.

    Raises:
        RejectedError: The document is not such XML as can be trusted.
    """
    for customer in elements(path, {CUSTOMER}, BOUNDS):
        return buyer_in(customer)
    return Buyer("", "", None)


def read_invoice(
    path: Path, also: Callable[[Invoice], Iterable[Fault]] = lambda _: ()
) -> Invoice:
    """The invoice or credit note in a file.

    Args:
        path: The file.
        also: What more is wrong with an invoice, to be told with the rest.

    Raises:
        RejectedError: It is none, or its sums are not the sums of its parts; holds
            every fault.
    """
    found = [
        _Reading(element, str(path)).invoice(also)
        for element in elements(path, {INVOICE, CREDIT_NOTE}, BOUNDS)
    ]
    if len(found) != 1:
        text = Text("Filen skal ha én faktura eller kreditnota; her er det flere.")
        if not found:
            text = Text(
                "Filen er {kind}, og ikke en faktura eller kreditnota på EHF.",
                kind=kind_of(path) or Text("av et ukjent slag"),
            )
        raise RejectedError.of(path, text)
    return found[0]


class _Reading:
    """What is read of one document, and every fault in it."""

    def __init__(self, element: Any, path: str) -> None:  # noqa: ANN401 -- lxml
        self._element = element
        self._reader = InvoiceReader(element, path)
        self._sign = -1 if local_name(element) == CREDIT_NOTE else 1

    def invoice(self, also: Callable[[Invoice], Iterable[Fault]]) -> Invoice:
        """The document, if nothing in it is wrong."""
        element, reader = self._element, self._reader
        name = local_name(element)
        check_lines(reader)
        Totals(reader).check()
        check_kind(reader)
        slack = TaxSums(reader).check()
        day = day_in(reader, element, "IssueDate") or date.min
        references = payment_references(reader)
        lines = tuple(self._line(line) for line in lines_of(reader))
        (tax, *_) = (*(self._amount(t, "TaxAmount") for t in tax_totals(reader)), ZERO)
        party = "AccountingSupplierParty/Party"
        found = Invoice(
            is_credit=name == CREDIT_NOTE,
            number=self._needed("ID"),
            day=day,
            due=self._due(),
            seller=text_of(element, f"{party}/PartyLegalEntity/RegistrationName")
            or text_of(element, f"{party}/PartyName/Name"),
            seller_id=text_of(element, f"{party}/PartyLegalEntity/CompanyID")
            or text_of(element, f"{party}/EndpointID"),
            reference=references[0] if len(references) == 1 else "",
            accounting_cost=text_of(element, "AccountingCost"),
            currency=self._needed(CURRENCY),
            lines=lines,
            charges=self._amount(element, f"{TOTALS}/ChargeTotalAmount")
            - self._amount(element, f"{TOTALS}/AllowanceTotalAmount"),
            charged=tuple(self._charged()),
            tax=tax,
            rounding=self._amount(element, f"{TOTALS}/PayableRoundingAmount"),
            prepaid=self._amount(element, f"{TOTALS}/PrepaidAmount"),
            payable=self._amount(element, f"{TOTALS}/PayableAmount"),
            attached=attached_to(element),
            taxes=tuple(self._taxes()),
            buyer=self._buyer(),
            currency_row=reader.row_of(element, CURRENCY),
            slack=tuple(slack),
            told=tuple(told_of(reader, day)),
        )
        if not found.seller_id:
            text = Text("Selgeren skal ha et organisasjonsnummer.")
            reader.tell(element, party, text, "")
        if faults := [*reader.faults, *also(found)]:
            raise RejectedError(faults)
        return found

    def _taxes(self) -> Iterator[Tax]:
        """The tax by rate."""
        for total in tax_totals(self._reader):
            for part in find_all(total, "TaxSubtotal"):
                yield Tax(rate_of(part, SUBTOTAL), self._amount(part, "TaxAmount"))

    def _charged(self) -> Iterator[Tax]:
        """The charges and allowances of the whole document, by rate."""
        for part in find_all(self._element, "AllowanceCharge"):
            signed = signed_charge(self._reader, part)
            amount = Decimal(int((signed or 0) * 100)).scaleb(-2)
            yield Tax(self._rate(part, CHARGE), self._sign * amount)

    def _rate(self, element: Any, way: str) -> str:  # noqa: ANN401 -- lxml
        """The rate of a line or a charge; of one that names none, the only one."""
        return rate_of(element, way) or self._only_rate

    @cached_property
    def _only_rate(self) -> str:
        rates = {tax.rate for tax in self._taxes()}
        return rates.pop() if len(rates) == 1 else ""

    def _line(self, line: Any) -> InvoiceLine:  # noqa: ANN401 -- lxml
        text = text_of(line, "Item/Name") or text_of(line, "Note")
        cost = text_of(line, "AccountingCost")
        net = self._amount(line, "LineExtensionAmount")
        return InvoiceLine(text, net, cost, line.sourceline, self._rate(line, LINE))

    def _amount(self, element: Any, way: str) -> Decimal:  # noqa: ANN401 -- lxml
        """An amount, negative in a credit note; nought where there is none."""
        amount = self._reader.amount_if_any(element, way)
        return ZERO if amount is None else self._sign * amount

    def _due(self) -> date | None:
        if not text_of(self._element, "DueDate"):
            return None
        return day_in(self._reader, self._element, "DueDate")

    def _buyer(self) -> Buyer:
        customer = find(self._element, CUSTOMER)
        if customer is None:
            return Buyer("", "", self._element.sourceline)
        return buyer_in(customer)

    def _needed(self, way: str) -> str:
        found = text_of(self._element, way)
        if not found:
            self._reader.tell(self._element, way, Text("Må stå i fakturaen."))
        return found
