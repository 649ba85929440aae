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

from beancount.core import data
from beancount.core.amount import Amount
from beangulp import importer

from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_equal
from fellesbok.filing.writing import DOCUMENT
from fellesbok.filing.writing import Paper
from fellesbok.messages import Text
from fellesbok_importers.attachments import take_out
from fellesbok_importers.ehf import buyer_of
from fellesbok_importers.ehf import read_invoice
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.identity import FINGERPRINT
from fellesbok_importers.identity import SOURCE
from fellesbok_importers.identity import VOUCHER
from fellesbok_importers.identity import digest_of
from fellesbok_importers.identity import mark_known
from fellesbok_importers.invoice_tax import InvoiceTax
from fellesbok_importers.lines import Line
from fellesbok_importers.outcome import Outcome
from fellesbok_importers.placing import CannotPlaceError
from fellesbok_importers.placing import Placing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok_importers.ehf import Invoice
    from fellesbok_importers.ehf import InvoiceLine
    from fellesbok_importers.invoice_tax import Share
    from fellesbok_importers.profile import Profile

UBL = b"urn:oasis:names:specification:ubl:schema:xsd:"
UNDECIDED = "!"
MOST_HEAD_BYTES = 4096
ZERO = Decimal(0)
Day = date  # which is a method below


class InvoiceImporter(importer.Importer):
    """E-invoices to a municipality that keeps the books of cooperations."""

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Know the profile (and its name) and the agreements.

        Raises:
            RejectedError: The profile does not say who the invoices are to.
        """
        self._name = name
        self.profile = profile
        self.agreement = agreement
        self._placing = Placing(profile, agreement)
        try:
            self._payable_account = self._placing.counter_account
        except CannotPlaceError as error:
            fault = Fault(name, None, error.column, "", error.text)
            raise RejectedError([fault]) from None
        if profile.invoice is None:
            raise ContradictionError("Fakturaoppsettet i {profile}", {"profile": name})
        self._tax = InvoiceTax(profile.invoice)
        self._suspense = profile.invoice.suspense
        host = agreement.municipalities.get(profile.booking.host or "")
        self._buyer = host.organisation_number if host else ""

    @property
    def name(self) -> str:
        """What people choose it by."""
        return f"ehf.{self._name}"

    def identify(self, filepath: str) -> bool:
        """Whether the file is an invoice to this buyer, as far as it says to whom."""
        path = Path(filepath)
        if not looks_like_ehf(path):
            return False
        try:
            buyer = buyer_of(path)
        except RejectedError:
            return True  # whoever reads it is told what is wrong
        return not (buyer and self._buyer) or buyer == self._buyer

    def account(self, filepath: str) -> str:  # noqa: ARG002 -- as beangulp asks
        """The account that the document is filed under."""
        return self._payable_account

    def date(self, filepath: str) -> Day | None:
        """The day of the invoice."""
        return read_invoice(Path(filepath)).day

    def filename(self, filepath: str) -> str:
        """The document's own name, by which it is filed."""
        return Path(filepath).name

    def extract(self, filepath: str, existing: data.Directives) -> data.Directives:  # noqa: ARG002 -- as beangulp asks
        """One transaction, without the documents inside the invoice.

        Raises:
            RejectedError: The document cannot be trusted.
        """
        path = Path(filepath)
        invoice = self._invoice(path)
        filed = {DOCUMENT: f"{invoice.day} {path.name}"}  # as Fava moves it
        return [self._transaction(invoice, path, filed)]

    def deduplicate(self, entries: data.Directives, existing: data.Directives) -> None:
        """Mark invoices that the books have; amount and date do not count."""
        mark_known(entries, existing)

    def outcome(self, filepath: str, existing: Sequence[data.Directive]) -> Outcome:  # noqa: ARG002 -- as the others are asked
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
            findings=(*self._undecided(invoice), *left_out),
            papers=papers,
        )

    def _invoice(self, path: Path) -> Invoice:
        """The invoice, which is in the currency of the books."""
        invoice = read_invoice(path)
        ours = self.agreement.currency
        if invoice.currency != ours:
            text = Text("Bøkene føres i {currency}.", currency=ours)
            where = "DocumentCurrencyCode"
            raise RejectedError([Fault(str(path), 1, where, invoice.currency, text)])
        return invoice

    def _transaction(
        self, invoice: Invoice, path: Path, links: dict[str, str]
    ) -> data.Transaction:
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
        shares = self._shares(invoice)
        postings = [
            *_postings(self._by_account(invoice, shares), invoice.currency),
            *self._tax.postings(invoice, shares),
            *self._owed(invoice),
        ]
        is_placed = all(posting.account != self._suspense for posting in postings)
        return data.Transaction(
            data.new_metadata(str(path), 1, meta | links),
            invoice.day,
            "*" if is_placed else UNDECIDED,
            invoice.seller or None,
            f"{kind} {invoice.number}",
            frozenset(),
            frozenset(),
            postings,
        )

    def _shares(self, invoice: Invoice) -> list[Share]:
        """What each line of the invoice is of the rate and the account that it has."""
        return [
            (
                line.rate,
                self._centre(self._said(line, invoice), invoice.day),
                line.amount,
            )
            for line in invoice.lines
        ]

    def _by_account(
        self, invoice: Invoice, shares: Sequence[Share]
    ) -> dict[str, Decimal]:
        """The lines by cost centre; charges of the whole follow the whole's own."""
        by_account: dict[str, Decimal] = {}
        for _, account, amount in shares:
            by_account[account] = by_account.get(account, ZERO) + amount
        rest = invoice.charges + invoice.rounding
        if rest:
            account = self._centre(invoice.accounting_cost, invoice.day)
            if account == self._suspense and len(by_account) == 1:
                account = next(iter(by_account))
            by_account[account] = by_account.get(account, ZERO) + rest
        return by_account

    def _owed(self, invoice: Invoice) -> list[data.Posting]:
        owed = {self._payable_account: -invoice.payable}
        return _postings(owed, invoice.currency)

    @staticmethod
    def _said(line: InvoiceLine, invoice: Invoice) -> str:
        """The accounting string of a line, or of the whole where it has none."""
        return line.accounting_cost or invoice.accounting_cost

    def _centre(self, accounting_cost: str, day: Day) -> str:
        """The account of the one cost centre that a string names, or to be decided."""
        words = "".join(c if c.isalnum() else " " for c in accounting_cost).split()
        found = {account for word in words if (account := self._account(word, day))}
        return found.pop() if len(found) == 1 else self._suspense

    def _account(self, ansvar: str, day: Day) -> str | None:
        """The cost account of a cost centre, as a voucher on it is placed."""
        line = Line(1, "", ansvar, "", "", "", "", "", ZERO)
        try:
            place = self._placing.place(line, day)
        except CannotPlaceError:
            return None
        return place.account if place else None

    def _undecided(self, invoice: Invoice) -> Iterator[Text]:
        """The lines whose cost centre nobody has named."""
        for line in invoice.lines:
            said = self._said(line, invoice)
            if self._centre(said, invoice.day) == self._suspense:
                yield Text(
                    "Linjen «{text}» på {amount} kr er uten ansvar (konteringsstreng"
                    " «{said}») og står på {account}.",
                    text=line.text,
                    amount=line.amount,
                    said=said,
                    account=self._suspense,
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
    yield Text(
        "Linjer {net} kr + tillegg {charges} kr + avgift {tax} kr + avrunding"
        " {rounding} kr = {payable} kr.",
        net=net,
        charges=invoice.charges,
        tax=invoice.tax,
        rounding=invoice.rounding,
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
    return digest_of(source, *said, invoice.currency, *sums, *lines)


def _postings(by_account: dict[str, Decimal], currency: str) -> list[data.Posting]:
    return [
        data.Posting(account, Amount(value, currency), None, None, None, None)
        for account, value in by_account.items()
        if value
    ]
