"""A claim → an invoice or credit note by EHF Billing 3.0 (Peppol BIS Billing 3.0).

The writer is our own, with lxml, which the programme has already.  factur-x 7.8, the
one library that writes all of EN 16931 as UBL, was weighed: it sets a customisation
identifier and a UBL version of its own, so both must be written over afterwards; it
changes the mapping it is given; its keys were renamed between 6 and 7.8; a tax number
that is not for value added tax gets a scheme that Norway does not use; numbers pass
through ``float``; and it brings requests and pypdf into a programme that fetches
nothing.  What goes around those traps is as much code as this.  Its rule files are used
all the same, by ``validation``, which is the safety net either way.

What an element is called and in which order they stand is UBL 2.1's; which of them are
used is EN 16931's and Peppol's.  Amounts in a credit note are what is given back, so
the sign is turned.  A line that takes something off has a quantity of -1, since a price
cannot be negative (BR-27).
"""

from __future__ import annotations

import base64
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.agreement.titles import percent
from fellesbok.claim_documents.content import Line
from fellesbok.claim_documents.tax import percent_of
from fellesbok.contradictions import ContradictionError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Municipality
    from fellesbok.claim_documents.content import ClaimPaper
    from fellesbok.claim_documents.content import Tax
    from fellesbok.entries.claim import Claim

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC_NAMESPACE = f"{UBL}CommonAggregateComponents-2"
CBC_NAMESPACE = f"{UBL}CommonBasicComponents-2"
CUSTOMIZATION = (
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
)
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

INVOICE, CREDIT_NOTE = "Invoice", "CreditNote"
TYPE_CODES = {INVOICE: "380", CREDIT_NOTE: "381"}
ORGANISATION_NUMBER = "0192"
"""The scheme of Norwegian organisation numbers in the list of endpoint schemes."""

CREDIT_TRANSFER = "30"
EACH = "EA"
"""The unit of a line: one claim, share or instalment."""

MOST_NOTE = 500

CBC = ElementMaker(namespace=CBC_NAMESPACE, nsmap={"cbc": CBC_NAMESPACE})
CAC = ElementMaker(namespace=CAC_NAMESPACE, nsmap={"cac": CAC_NAMESPACE})


@frozen
class Embedded:
    """A file inside the invoice."""

    name: str
    media_type: str
    content: bytes


def ubl(
    claim: Claim,
    paper: ClaimPaper,
    embedded: Embedded,
    *,
    currency: str,
    language: str,
) -> bytes:
    """The invoice of a claim to be paid, or the credit note of one to be paid back.

    Args:
        claim: A claim of which ``why_no_ehf`` says nothing.
        paper: What its documents say, with its tax.
        embedded: The attachment.
        currency: The currency of the books.
        language: The language of its texts: ``nb`` or ``en``.
    """
    return _Writer(claim, paper, currency, language).document(embedded)


class _Writer:
    """The parts of one document; the sign and the names depend on its kind."""

    def __init__(
        self, claim: Claim, paper: ClaimPaper, currency: str, language: str
    ) -> None:
        self._claim = claim
        self._paper = paper
        self._taxes = paper.taxes
        self._currency = currency
        self._language = language
        self._kind = CREDIT_NOTE if paper.is_credit else INVOICE
        self._sign = -1 if paper.is_credit else 1

    def document(self, embedded: Embedded) -> bytes:
        namespace = f"{UBL}{self._kind}-2"
        maker = ElementMaker(
            namespace=namespace,
            nsmap={None: namespace, "cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE},
        )
        root = maker(
            self._kind,
            *self._head(),
            *self._references(embedded),
            CAC.AccountingSupplierParty(self._party(self._claim.host, is_seller=True)),
            CAC.AccountingCustomerParty(self._party(self._payer, is_seller=False)),
            *self._payment(),
            self._tax_total(),
            self._sums(),
            *self._lines(),
        )
        etree.cleanup_namespaces(root, top_nsmap=dict(root.nsmap))
        written: bytes = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True
        )
        return written

    @property
    def _payer(self) -> Municipality:
        payer: Any = self._claim.payer
        return payer  # type: ignore[no-any-return] # others have no e-invoice

    def _head(self) -> Iterator[Any]:
        claim, buyer = self._claim, self._payer.invoicing
        yield _cbc("CustomizationID", CUSTOMIZATION)
        yield _cbc("ProfileID", PROFILE)
        yield _cbc("ID", claim.id)
        yield _cbc("IssueDate", claim.day.isoformat())
        if self._kind == INVOICE:
            yield _cbc("DueDate", claim.due.isoformat())
        yield _cbc(f"{self._kind}TypeCode", TYPE_CODES[self._kind])
        yield _cbc("Note", self._note())
        yield _cbc("DocumentCurrencyCode", self._currency)
        if buyer.accounting_cost:
            yield _cbc("AccountingCost", buyer.accounting_cost)
        yield _cbc("BuyerReference", buyer.buyer_reference or "")
        first, last = claim.days
        yield CAC.InvoicePeriod(
            _cbc("StartDate", first.isoformat()), _cbc("EndDate", last.isoformat())
        )

    def _note(self) -> str:
        """What it is for, and why it was made; one line."""
        said = say(self._paper.title, self._language)
        reason = f". {self._claim.reason}" if self._claim.reason else ""
        return f"{said}{reason}"[:MOST_NOTE]

    def _references(self, embedded: Embedded) -> Iterator[Any]:
        for reference in self._paper.reckoning.references:
            yield CAC.BillingReference(
                CAC.InvoiceDocumentReference(
                    _cbc("ID", reference.id),
                    _cbc("IssueDate", reference.day.isoformat()),
                )
            )
        yield CAC.AdditionalDocumentReference(
            _cbc("ID", embedded.name),
            _cbc("DocumentDescription", say(self._paper.title, self._language)),
            CAC.Attachment(
                _cbc(
                    "EmbeddedDocumentBinaryObject",
                    base64.b64encode(embedded.content).decode(),
                    mimeCode=embedded.media_type,
                    filename=embedded.name,
                )
            ),
        )

    def _party(self, party: Municipality, *, is_seller: bool) -> Any:  # noqa: ANN401 -- lxml
        invoicing, named = party.invoicing, self._paper.buyer
        if is_seller:
            named = self._paper.seller
        address = invoicing.address
        if address is None:
            raise ContradictionError("Adressen til {payer}", {"payer": party.name})
        return CAC.Party(
            _cbc("EndpointID", invoicing.endpoint or "", schemeID=ORGANISATION_NUMBER),
            CAC.PartyName(_cbc("Name", named.name)),
            CAC.PostalAddress(
                _cbc("StreetName", address.street),
                _cbc("CityName", address.city),
                _cbc("PostalZone", address.postcode),
                CAC.Country(_cbc("IdentificationCode", "NO")),
            ),
            *(self._vat_number(party) if is_seller else ()),
            CAC.PartyLegalEntity(
                _cbc("RegistrationName", named.name),
                _cbc(
                    "CompanyID", party.organisation_number, schemeID=ORGANISATION_NUMBER
                ),
            ),
        )

    def _vat_number(self, seller: Municipality) -> Iterator[Any]:
        """Outside the scope of the tax, the number may not be given (BR-O-02)."""
        if self._taxes[0].category is not VatCategory.OUTSIDE:
            yield CAC.PartyTaxScheme(
                _cbc("CompanyID", f"NO{seller.organisation_number}MVA"), _vat_scheme()
            )

    def _payment(self) -> Iterator[Any]:
        """Where to pay; a credit note is not paid to who sends it."""
        if self._kind == INVOICE:
            yield CAC.PaymentMeans(
                _cbc("PaymentMeansCode", CREDIT_TRANSFER),
                _cbc("PaymentID", self._claim.kid),
                CAC.PayeeFinancialAccount(
                    _cbc("ID", self._claim.host.invoicing.bank_account or "")
                ),
            )

    def _tax_total(self) -> Any:  # noqa: ANN401 -- lxml
        """The tax, and of each category its base and its tax (BG-23)."""
        total = sum((tax.amount for tax in self._taxes), Decimal(0))
        return CAC.TaxTotal(
            self._amount("TaxAmount", total), *map(self._subtotal, self._taxes)
        )

    def _subtotal(self, tax: Tax) -> Any:  # noqa: ANN401 -- lxml
        category = _category("TaxCategory", tax)
        if tax.reason and tax.category in {VatCategory.OUTSIDE, VatCategory.EXEMPT}:
            scheme = category[-1]
            scheme.addprevious(_cbc("TaxExemptionReason", tax.reason))
        return CAC.TaxSubtotal(
            self._amount("TaxableAmount", tax.base),
            self._amount("TaxAmount", tax.amount),
            category,
        )

    def _sums(self) -> Any:  # noqa: ANN401 -- lxml
        base = sum((tax.base for tax in self._taxes), Decimal(0))
        payable = sum((tax.payable for tax in self._taxes), Decimal(0))
        return CAC.LegalMonetaryTotal(
            self._amount("LineExtensionAmount", base),
            self._amount("TaxExclusiveAmount", base),
            self._amount("TaxInclusiveAmount", payable),
            self._amount("PayableAmount", payable),
        )

    def _lines(self) -> Iterator[Any]:
        """The lines of the first page; where the categories differ, one for each."""
        title = self._paper.title
        if self._paper.tax_lines:
            taxed = [(Line(_part(title, tax), tax.base), tax) for tax in self._taxes]
        else:
            (tax,) = self._taxes
            taxed = [(line, tax) for line in self._paper.reckoning.lines]
        with_amount = [(line, tax) for line, tax in taxed if line.amount]
        for number, (line, tax) in enumerate(with_amount, 1):
            yield self._line(number, line, tax)

    def _line(self, number: int, line: Line, tax: Tax) -> Any:  # noqa: ANN401 -- lxml
        signed = self._sign * line.amount
        quantity = "InvoicedQuantity" if self._kind == INVOICE else "CreditedQuantity"
        return CAC(
            f"{self._kind}Line",
            _cbc("ID", str(number)),
            _cbc(quantity, "1" if signed >= 0 else "-1", unitCode=EACH),
            self._amount("LineExtensionAmount", line.amount),
            CAC.Item(
                _cbc("Name", say(line.label, self._language)),
                _category("ClassifiedTaxCategory", tax),
            ),
            CAC.Price(
                _cbc("PriceAmount", f"{abs(line.amount):f}", currencyID=self._currency)
            ),
        )

    def _amount(self, name: str, amount: Decimal) -> Any:  # noqa: ANN401 -- lxml
        signed = self._sign * amount or Decimal("0.00")
        return _cbc(name, f"{signed:f}", currencyID=self._currency)


def _part(title: Text, tax: Tax) -> Text:
    """What a category's part of a claim is called."""
    if tax.rate:
        template = "{title}: del med {percent} merverdiavgift"
        return Text(template, title=title, percent=percent(tax.rate))
    template = "{title}: del uten merverdiavgift, kategori {category}"
    return Text(template, title=title, category=tax.category.value)


def _category(name: str, tax: Tax) -> Any:  # noqa: ANN401 -- lxml
    """The category; outside the scope of the tax there is no rate (BR-O-05)."""
    rate = []
    if tax.category is not VatCategory.OUTSIDE:
        rate.append(_cbc("Percent", f"{percent_of(tax.rate):f}"))
    return CAC(name, _cbc("ID", tax.category.value), *rate, _vat_scheme())


def _vat_scheme() -> Any:  # noqa: ANN401 -- lxml
    return CAC.TaxScheme(_cbc("ID", "VAT"))


def _cbc(name: str, text: str, **attributes: str) -> Any:  # noqa: ANN401 -- lxml
    """An element that holds text, without what XML cannot hold.

    The books and the agreements may have any character.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return CBC(name, text, **attributes)
