"""E-invoices and credit notes (*EHF*, Peppol BIS Billing 3) → a cost with its document.

    2018-03-05 * "Datahuset AS" "Faktura 1001"
      kilde: "ehf/987654321/1001"
      bilag: "ehf-987654321-1001"
      avtrykk: "0f3a…"
      forfall: 2018-04-04
      document: "…/2018-03-05.faktura-1001.xml"
      document-2: "…/2018-03-05.faktura-1001.vedlegg-1.timeliste.pdf"
      Expenses:IKT:Ansvar-155            1000.00 NOK
      Assets:Merverdiavgift               250.00 NOK
      Liabilities:Utlegg:Nordreisa      -1250.00 NOK

What the seller calls the buyer's accounting string (*AccountingCost*) names the cost
centre; a line that names none waits for a person.  Seller and invoice number tell
whether it has come before.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_equal
from fellesbok.entries import drafting
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.filing.writing import DOCUMENT
from fellesbok.filing.writing import Paper
from fellesbok.messages import Text
from fellesbok_importers.document_outcome import Outcome
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.attachments import take_out
from fellesbok_importers.invoices.buyer import CUSTOMER
from fellesbok_importers.invoices.buyer import digits
from fellesbok_importers.invoices.ehf import buyer_of
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.entry import InvoiceBooking
from fellesbok_importers.invoices.value_by_value import CURRENCY
from fellesbok_importers.vouchers.identity import FINGERPRINT
from fellesbok_importers.vouchers.identity import digest_of
from fellesbok_importers.vouchers.placing import CannotPlaceError
from fellesbok_importers.vouchers.placing import Placing
from fellesbok_importers.vouchers.profile_importer import ProfileImporter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.invoices.ehf import Invoice
    from fellesbok_importers.profiles import Profile

UBL = b"urn:oasis:names:specification:ubl:schema:xsd:"
UNDECIDED = "!"
MOST_HEAD_BYTES = 4096
ZERO = Decimal(0)
Day = date  # which is a method below


class InvoiceImporter(ProfileImporter):
    """E-invoices to a municipality that keeps the books of cooperations."""

    kind = "ehf"

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Know the profile (and its name) and the agreements.

        Raises:
            RejectedError: The profile does not say who the invoices are to.
        """
        super().__init__(name, profile, agreement)
        placing = Placing(profile, agreement)
        try:
            self._payable_account = placing.counter_account
        except CannotPlaceError as error:
            fault = Fault(name, None, error.column, "", error.text)
            raise RejectedError([fault]) from None
        if profile.invoice is None:
            raise ContradictionError("Fakturaoppsettet i {profile}", {"profile": name})
        self._booking = InvoiceBooking(placing, profile.invoice)
        host = agreement.municipalities.get(profile.booking.host or "")
        said = profile.invoice.buyers
        name = host.name if host else ""
        self._host = f"{name} ({host.organisation_number})" if host else name
        self._names = (name, f"{name} kommune", *said)
        self._numbers = {host.organisation_number} if host else set()
        self._numbers |= {digits(one) for one in said} - {""}

    def identify(self, filepath: str) -> bool:
        """Whether the file is an invoice to this buyer, as far as it says to whom."""
        path = Path(filepath)
        if not looks_like_ehf(path):
            return False
        try:
            buyer = buyer_of(path)
        except RejectedError:
            return True  # whoever reads it is told what is wrong
        is_nobodys = not buyer.number and not buyer.name
        return is_nobodys or buyer.is_one_of(self._numbers, self._names)

    def account(self, filepath: str) -> str:  # noqa: ARG002 -- as beangulp asks
        """The account that the document is filed under."""
        return self._payable_account

    def date(self, filepath: str) -> Day | None:
        """The day of the invoice."""
        return read_invoice(Path(filepath)).day

    def filename(self, filepath: str) -> str:
        """The document's own name, by which it is filed."""
        return Path(filepath).name

    def extract(self, filepath: str, existing: list[Entry]) -> list[Entry]:  # noqa: ARG002 -- as beangulp asks
        """One transaction, without the documents inside the invoice.

        Raises:
            RejectedError: The document cannot be trusted.
        """
        path = Path(filepath)
        invoice = self._invoice(path)
        filed = {DOCUMENT: f"{invoice.day} {path.name}"}  # as Fava moves it
        return [self._transaction(invoice, path, filed)]

    def outcome(self, filepath: str, existing: Entries) -> Outcome:  # noqa: ARG002 -- as the others are asked
        """What becomes of an invoice: its transaction, and the documents inside it.

        Raises:
            RejectedError: The document cannot be trusted.
        """
        path = Path(filepath)
        invoice = self._invoice(path)
        taken, left_out = take_out(invoice.attached, path.stem)
        papers = tuple(
            Paper(one.name, one.content, self._payable_account) for one in taken
        )
        links = {
            f"{DOCUMENT}-{place}": paper.name
            for place, paper in enumerate(papers, start=2)
        }
        entry = self._transaction(invoice, path, links)
        return Outcome(
            (entry,),
            invoice.day,
            controls=tuple(_controls(invoice, papers)),
            findings=(
                *self._booking.findings(invoice),
                *self._buyer_findings(invoice),
                *invoice.slack,
                *invoice.told,
                *left_out,
            ),
            papers=papers,
        )

    def _invoice(self, path: Path) -> Invoice:
        """The invoice, which is to this buyer and in the currency of the books."""

        def faults(invoice: Invoice) -> Iterator[Fault]:
            if invoice.currency != self.agreement.currency:
                text = Text(
                    "Fakturaen er i utenlandsk valuta. Bøkene føres i {currency}.",
                    currency=self.agreement.currency,
                )
                row, found = invoice.currency_row, invoice.currency
                yield Fault(str(path), row, CURRENCY, found, text)
            if not invoice.buyer.is_one_of(self._numbers, self._names):
                text = Text(
                    "Fakturaen er ikke til {host}. Er det likevel denne kjøperen, skriv"
                    " nummeret eller navnet under invoice.buyers i profilen.",
                    host=self._host,
                )
                row, found = invoice.buyer.row, invoice.buyer.shown
                yield Fault(str(path), row, CUSTOMER, found, text)

        return read_invoice(path, faults)

    def _transaction(
        self, invoice: Invoice, path: Path, links: dict[str, str]
    ) -> Entry:
        kind = "Kreditnota" if invoice.is_credit else "Faktura"
        source = f"ehf/{invoice.seller_id}/{invoice.number.replace('/', '-')}"
        meta: dict[str, Any] = {
            SOURCE: source,
            VOUCHER: source.replace("/", "-"),
            FINGERPRINT: _fingerprint(source, invoice),
        }
        if invoice.due is not None:
            meta["forfall"] = invoice.due
        if invoice.reference:
            meta["kid"] = invoice.reference
        postings = self._booking.postings(invoice)
        is_placed = self._booking.is_placed(postings)
        return drafting.voucher(
            drafting.at(str(path), 1, meta | links),
            invoice.day,
            invoice.seller or None,
            f"{kind} {invoice.number}",
            postings,
            flag="*" if is_placed else UNDECIDED,
        )

    def _buyer_findings(self, invoice: Invoice) -> Iterator[Text]:
        """A name that is another than the number's."""
        if invoice.buyer.name and not invoice.buyer.is_called(self._names):
            yield Text(
                "Kjøperen heter «{name}» i fakturaen, men har nummeret til {host}.",
                name=invoice.buyer.name,
                host=self._host,
            )


def looks_like_ehf(path: Path) -> bool:
    """Whether the head of a file is that of an invoice or a credit note."""
    if path.suffix.lower() != ".xml" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(MOST_HEAD_BYTES)
    return any(UBL + name in head for name in (b"Invoice-2", b"CreditNote-2"))


def _controls(invoice: Invoice, papers: Sequence[Paper]) -> Iterator[Text]:
    """Lines, charges, tax and rounding add up to what is to be paid."""
    net = sum((line.amount for line in invoice.lines), ZERO)
    must_equal(
        "Linjer, tillegg, avgift og avrunding, og det som skal betales,",
        net + invoice.charges + invoice.tax + invoice.rounding - invoice.prepaid,
        invoice.payable,
    )
    text = (
        "Linjer {net} kr + tillegg {charges} kr + avgift {tax} kr + avrunding"
        " {rounding} kr = {payable} kr."
    )
    if invoice.prepaid:
        text = (
            "Linjer {net} kr + tillegg {charges} kr + avgift {tax} kr + avrunding"
            " {rounding} kr − forskudd {prepaid} kr = {payable} kr."
        )
    yield Text(
        text,
        net=net,
        charges=invoice.charges,
        tax=invoice.tax,
        rounding=invoice.rounding or ZERO,
        prepaid=invoice.prepaid,
        payable=invoice.payable,
    )
    for paper in papers:
        yield Text(
            "Vedlegg: {name} ({size} byte)", name=paper.name, size=len(paper.content)
        )


def _fingerprint(source: str, invoice: Invoice) -> str:
    """A digest of all that the seller says that is booked."""
    lines = ((x.text, x.amount, x.accounting_cost) for x in invoice.lines)
    said = (invoice.day, invoice.due, invoice.reference, invoice.accounting_cost)
    sums = (invoice.charges, invoice.tax, invoice.rounding, invoice.payable)
    prepaid = [invoice.prepaid] if invoice.prepaid else []
    return digest_of(source, *said, invoice.currency, *sums, *prepaid, *lines)
