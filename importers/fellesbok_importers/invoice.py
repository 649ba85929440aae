"""E-invoices and credit notes (*EHF*, Peppol BIS Billing 3) → a cost with its document.

    2018-03-05 * "Datahuset AS" "Faktura 1001"
      kilde: "ehf/NO987654321/1001"
      document: "2018-03-05.faktura-1001.xml"
      forfall: 2018-04-04
      Expenses:IKT:Ansvar-155            1000.00 NOK
      Assets:Merverdiavgift               250.00 NOK
      Liabilities:Utlegg:Nordreisa      -1250.00 NOK

Every sum of the document is held against its parts.  What the seller calls the buyer's
accounting string (*AccountingCost*) names the cost centre; a line that names none waits
for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import amount
from beancount.core import data
from beangulp import importer

from fellesbok.messages import Text
from fellesbok_importers.bounded import elements
from fellesbok_importers.bounded import find_all
from fellesbok_importers.bounded import local_name
from fellesbok_importers.bounded import text_of
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement

INVOICE, CREDIT_NOTE = "Invoice", "CreditNote"
UBL = b"urn:oasis:names:specification:ubl:schema:xsd:"
SUSPENSE = "Expenses:Uplassert"
"""Costs whose cost centre the seller has not named (*uplasserte kostnader*)."""

MOST_HEAD_BYTES = 4096
MOST_DIGITS = 15
ORE = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True)
class InvoiceLine:
    """One line: what is sold, net of tax, and the buyer's accounting string."""

    text: str
    amount: Decimal
    accounting_cost: str
    row: int


@dataclass(frozen=True)
class Invoice:
    """An invoice, or a credit note, whose amounts are negative.

    Amounts are in the document's currency with two decimals.  ``charges`` are charges
    less allowances of the whole document, ``rounding`` what the total is rounded by.
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


def read_invoice(path: Path) -> Invoice:
    """The invoice or credit note in a file.

    Raises:
        RejectedError: It is none, or its sums are not the sums of its parts; holds
            every fault.
    """
    found = [
        _Reading(element, str(path)).invoice()
        for element in elements(path, {INVOICE, CREDIT_NOTE})
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

    def _line(self, line: Any) -> InvoiceLine:  # noqa: ANN401 -- lxml
        text = text_of(line, "Item/Name") or text_of(line, "Note")
        cost = text_of(line, "AccountingCost")
        net = self._amount(line, "LineExtensionAmount")
        return InvoiceLine(text, net, cost, line.sourceline)

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
        try:
            value = Decimal(written)
        except InvalidOperation:
            value = Decimal("NaN")
        if (
            not value.is_finite()
            or value.adjusted() > MOST_DIGITS
            or value != value.quantize(ORE)
        ):
            text = Text("Skal være et beløp med høyst to desimaler.")
            self._tell(way, written, text)
            return ZERO
        return self._sign * value

    def _day(self, way: str) -> date | None:
        written = text_of(self._element, way)
        try:
            return date.fromisoformat(written)
        except ValueError:
            self._tell(way, written, Text("Skal være en dato: 2018-12-31."))
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


class InvoiceImporter(importer.Importer):
    """E-invoices to a municipality that keeps the books of cooperations."""

    def __init__(
        self, agreement: Agreement, payable_account: str, tax_account: str
    ) -> None:
        """Read invoices to one buyer.

        Args:
            agreement: Whose cost centres the accounting string can name.
            payable_account: What is owed to whoever pays: ``Liabilities:Utlegg:…``.
            tax_account: The tax that is compensated, and so is nobody's cost.
        """
        self._centres: dict[str, str] = {}
        for cooperation in agreement.cooperations.values():
            for code, centre in cooperation.cost_centres.items():
                account = f"Expenses:{cooperation.account}:{centre.account}"
                # A code that two cooperations have names neither.
                known = self._centres.get(code)
                self._centres[code] = account if known is None else SUSPENSE
        self._payable_account = payable_account
        self._tax_account = tax_account

    def identify(self, filepath: str) -> bool:
        """Whether the file looks like UBL; it is not read for that."""
        path = Path(filepath)
        if path.suffix.lower() != ".xml" or not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(MOST_HEAD_BYTES)
        return any(UBL + name in head for name in (b"Invoice-2", b"CreditNote-2"))

    def account(self, filepath: str) -> str:  # noqa: ARG002 -- as beangulp asks
        """The account that the document is filed under."""
        return self._payable_account

    def date(self, filepath: str) -> date | None:
        """The day of the invoice."""
        return read_invoice(Path(filepath)).day

    def filename(self, filepath: str) -> str:
        """The document's own name, by which it is filed."""
        return Path(filepath).name

    def extract(self, filepath: str, existing: data.Directives) -> data.Directives:  # noqa: ARG002 -- as beangulp asks
        """One transaction.

        Raises:
            RejectedError: The document cannot be trusted.
        """
        path = Path(filepath)
        invoice = read_invoice(path)
        kind = "Kreditnota" if invoice.is_credit else "Faktura"
        meta: dict[str, Any] = {
            "kilde": f"ehf/{invoice.seller_id}/{invoice.number}",
            "document": f"{invoice.day}.{path.name}",
        }
        if invoice.due is not None:
            meta["forfall"] = invoice.due
        if invoice.reference:
            meta["kid"] = invoice.reference
        postings = [*self._costs(invoice), *self._rest(invoice)]
        is_placed = all(posting.account != SUSPENSE for posting in postings)
        entry = data.Transaction(
            data.new_metadata(str(path), 1, meta),
            invoice.day,
            "*" if is_placed else "!",
            invoice.seller or None,
            f"{kind} {invoice.number}",
            frozenset(),
            frozenset(),
            postings,
        )
        return [entry]

    @staticmethod
    def cmp(entry: data.Directive, other: data.Directive) -> bool:
        """Whether two transactions are the same seller's invoice."""
        return (
            isinstance(entry, data.Transaction)
            and isinstance(other, data.Transaction)
            and entry.meta.get("kilde") is not None
            and entry.meta.get("kilde") == other.meta.get("kilde")
        )

    def _costs(self, invoice: Invoice) -> list[data.Posting]:
        """The lines by cost centre; charges of the whole follow the whole's own."""
        by_account: dict[str, Decimal] = {}
        for line in invoice.lines:
            account = self._centre(line.accounting_cost or invoice.accounting_cost)
            by_account[account] = by_account.get(account, ZERO) + line.amount
        rest = invoice.charges + invoice.rounding
        if rest:
            account = self._centre(invoice.accounting_cost)
            if account == SUSPENSE and len(by_account) == 1:
                account = next(iter(by_account))
            by_account[account] = by_account.get(account, ZERO) + rest
        return [
            _posting(account, value, invoice.currency)
            for account, value in by_account.items()
            if value
        ]

    def _rest(self, invoice: Invoice) -> list[data.Posting]:
        postings = []
        if invoice.tax:
            postings.append(_posting(self._tax_account, invoice.tax, invoice.currency))
        if invoice.payable:
            owed = _posting(self._payable_account, -invoice.payable, invoice.currency)
            postings.append(owed)
        return postings

    def _centre(self, accounting_cost: str) -> str:
        """The account of the one cost centre that a string names, or to be decided."""
        words = "".join(c if c.isalnum() else " " for c in accounting_cost).split()
        found = {self._centres[word] for word in words if word in self._centres}
        return found.pop() if len(found) == 1 else SUSPENSE


def _posting(account: str, value: Decimal, currency: str) -> data.Posting:
    units = amount.Amount(value, currency)
    return data.Posting(account, units, None, None, None, None)
