"""Every kind of claim holds the official rules; what is broken is caught by name."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

from claim_books import EXEMPT
from claim_books import OUTSIDE
from claim_books import PAYER_INVOICING
from claim_books import STANDARD
from claim_books import ZERO_RATED
from claim_books import claimed_year
from claim_books import credit_note
from claim_books import instalments
from claim_books import settlement
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.claim_documents import ClaimDocuments
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import examine
from fellesbok.claim_documents import validate
from fellesbok.claim_documents import validation
from fellesbok.claim_documents.content import Line
from fellesbok.claim_documents.tax import tax_of
from fellesbok.claim_documents.ubl import CAC_NAMESPACE
from fellesbok.claim_documents.ubl import CBC_NAMESPACE
from fellesbok.claim_documents.ubl import Embedded
from fellesbok.claim_documents.ubl import ubl
from fellesbok.claim_documents.validation import EXPECTED_WARNINGS
from fellesbok.claim_documents.validation import against_claim
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
GOLDEN = MADE / "claims"
NAMES = {"cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE}
VATS = {"O": OUTSIDE, "E": EXEMPT, "Z": ZERO_RATED, "S": STANDARD}
KINDS: dict[str, Callable[[Books], Claim]] = {
    "advance": lambda books: instalments(books)[1],
    "settlement": settlement,
    "negative settlement": settlement,
    "credit note": credit_note,
}
PAYER = "midtfjord"
LOW = "291777.10"
"""Operations that cost so little that the instalments were too much."""

WITHOUT_COST = PAYER_INVOICING.replace('      accounting_cost: "1201-1900"\n', "")


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., ClaimDocuments]:
    """Makes the documents of a kind of claim under a category, each once."""

    @cache
    def made(
        kind: str, category: str = "O", payer: str = PAYER_INVOICING
    ) -> ClaimDocuments:
        books = claimed_year(
            tmp_path_factory.mktemp("books"),
            vat=VATS[category],
            payer=payer,
            operations=LOW if kind.startswith("negative") else "391777.10",
        )
        return documents(KINDS[kind](books), books)

    return made


def xml_of(made: ClaimDocuments) -> bytes:
    assert made.ehf is not None, made.why_no_ehf
    return made.ehf


def value(xml: bytes, way: str) -> str:
    return str(etree.fromstring(xml).findtext(way, default="", namespaces=NAMES))


# ------------------------------------------------------------------- what holds


@pytest.mark.parametrize("payer", [PAYER_INVOICING, WITHOUT_COST])
@pytest.mark.parametrize("category", VATS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_claim_holds_the_rules(
    make: Callable[..., ClaimDocuments], kind: str, category: str, payer: str
) -> None:
    found = examine(make(kind, category, payer))
    assert found.faults == ()
    assert found.why_not_examined == ()
    assert {warning.rule for warning in found.warnings} == EXPECTED_WARNINGS


@pytest.mark.parametrize("kind", ["advance", "negative settlement"])
def test_the_tax_is_added_to_the_ore(
    make: Callable[..., ClaimDocuments], kind: str
) -> None:
    made = make(kind, "S")
    xml = xml_of(made)
    net, tax = abs(made.claim.amount), Decimal(value(xml, "cac:TaxTotal/cbc:TaxAmount"))
    assert 0 <= tax * 4 - net + Decimal("0.02") <= Decimal("0.04")
    payable = value(xml, "cac:LegalMonetaryTotal/cbc:PayableAmount")
    assert Decimal(payable) == net + tax == abs(made.paper.payable)
    scheme = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    assert value(xml, scheme) == "NO310000019MVA"


def test_outside_the_scope_no_tax_number_is_told(
    make: Callable[..., ClaimDocuments],
) -> None:
    """Though the host is in the register (BR-O-02)."""
    assert b"MVA" not in xml_of(make("settlement"))


def test_a_credit_note_says_what_it_takes_back(
    make: Callable[..., ClaimDocuments],
) -> None:
    way = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
    xml = xml_of(make("credit note"))
    assert value(xml, way) == "ytrefjord-2018-0003"
    assert value(xml, "cbc:CreditNoteTypeCode") == "381"
    assert value(xml, "cbc:DueDate") == ""
    root = etree.fromstring(xml_of(make("negative settlement")))
    numbers = [found.text for found in root.iterfind(way, namespaces=NAMES)]
    assert numbers == [f"ytrefjord-2018-000{number}" for number in (1, 2, 3, 4)]


def test_the_attachment_is_inside(make: Callable[..., ClaimDocuments]) -> None:
    made = make("settlement")
    way = "cac:AdditionalDocumentReference/cac:Attachment"
    xml = xml_of(made)
    written = value(xml, f"{way}/cbc:EmbeddedDocumentBinaryObject")
    assert base64.b64decode(written) == made.pdf
    assert made.attachment_name == made.pdf_name


def test_a_line_that_is_nothing_is_left_out(
    make: Callable[..., ClaimDocuments],
) -> None:
    made = make("settlement")
    root = etree.fromstring(xml_of(made))
    assert len(root.findall("cac:InvoiceLine", namespaces=NAMES)) == 5


@pytest.mark.parametrize(
    ("kind", "name"), [("settlement", "faktura"), ("credit note", "kreditnota")]
)
def test_the_document_as_it_is_sent(
    make: Callable[..., ClaimDocuments], kind: str, name: str, *, update_golden: bool
) -> None:
    """The attachment is left out: its bytes are of the fonts that are installed."""
    root = etree.fromstring(xml_of(make(kind)))
    for binary in root.iter(f"{{{CBC_NAMESPACE}}}EmbeddedDocumentBinaryObject"):
        binary.text = "…"
    text = etree.tostring(root, encoding="unicode") + "\n"
    path = GOLDEN / f"{name}.xml"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    amounts=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    hundredths=st.integers(100, 5000),
)
def test_any_amount_and_rate_hold_the_rules(
    make: Callable[..., ClaimDocuments], amounts: list[int], hundredths: int
) -> None:
    """The rounding of the tax is that of the rules, for rates of 1 % and more.

    BR-CO-17 takes a rate below a half per cent for none at all.
    """
    assume(sum(amounts))
    made = make("settlement", "S")
    reckoned = replace(
        made.paper.reckoning,
        lines=tuple(Line(Text("Andel"), kroner(ore)) for ore in amounts),
    )
    vat = Vat(VatCategory.STANDARD, Fraction(hundredths, 10_000), "")
    tax = tax_of(reckoned.amount, vat)
    paper = replace(
        made.paper, reckoning=reckoned, tax=tax, is_credit=reckoned.amount < 0
    )
    embedded = Embedded("vedlegg.csv", "text/csv", b"a;b")
    xml = ubl(made.claim, paper, embedded, currency="NOK", language="nb")
    assert {fault.rule for fault in validate(xml)} == EXPECTED_WARNINGS


# ------------------------------------------------------------- what is broken


def at(root: Any, way: str) -> Any:  # noqa: ANN401 -- lxml
    found = root.find(way, namespaces=NAMES)
    assert found is not None, way
    return found


def put(way: str, text: str) -> Callable[[Any], object]:
    """A change that writes something else there."""

    def change(root: Any) -> None:  # noqa: ANN401 -- lxml
        at(root, way).text = text

    return change


def drop(way: str) -> Callable[[Any], object]:
    """A change that takes an element away."""

    def change(root: Any) -> None:  # noqa: ANN401 -- lxml
        found = at(root, way)
        found.getparent().remove(found)

    return change


def add_one_ore(way: str) -> Callable[[Any], object]:
    def change(root: Any) -> None:  # noqa: ANN401 -- lxml
        found = at(root, way)
        found.text = str(Decimal(found.text) + Decimal("0.01"))

    return change


def third_decimal(way: str) -> Callable[[Any], object]:
    def change(root: Any) -> None:  # noqa: ANN401 -- lxml
        at(root, way).text += "1"

    return change


def scheme(root: Any) -> None:  # noqa: ANN401 -- lxml
    at(root, f"{SELLER}/cbc:EndpointID").set("schemeID", "9999")


def foreign_money(root: Any) -> None:  # noqa: ANN401 -- lxml
    at(root, "cbc:DocumentCurrencyCode").text = "NKR"
    for element in root.iter():
        if element.get("currencyID"):
            element.set("currencyID", "NKR")


def tax_number(root: Any) -> None:  # noqa: ANN401 -- lxml
    """The seller's number for value added tax, where it may not stand."""
    entity = at(root, f"{SELLER}/cac:PartyLegalEntity")
    entity.addprevious(
        etree.fromstring(
            f'<cac:PartyTaxScheme xmlns:cac="{CAC_NAMESPACE}"'
            f' xmlns:cbc="{CBC_NAMESPACE}"><cbc:CompanyID>NO310000019MVA'
            "</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
            "</cac:PartyTaxScheme>"
        )
    )


def negative_price(root: Any) -> None:  # noqa: ANN401 -- lxml
    line = at(root, "cac:InvoiceLine[2]")
    at(line, "cbc:InvoicedQuantity").text = "1"
    price = at(line, "cac:Price/cbc:PriceAmount")
    price.text = f"-{price.text}"


SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
TOTALS = "cac:LegalMonetaryTotal"
SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal"
BROKEN: dict[str, tuple[str, Callable[[Any], object], str]] = {
    "the seller's check digit": (
        "O",
        put(f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID", "310000018"),
        "PEPPOL-COMMON-R041",
    ),
    "the buyer's endpoint": (
        "O",
        put(f"{BUYER}/cbc:EndpointID", "310000028"),
        "PEPPOL-COMMON-R041",
    ),
    "the scheme of an endpoint": ("O", scheme, "BR-CL-25"),
    "no reference": ("O", drop("cbc:BuyerReference"), "PEPPOL-EN16931-R003"),
    "the total": ("O", add_one_ore(f"{TOTALS}/cbc:PayableAmount"), "BR-CO-16"),
    "the sum of the lines": (
        "O",
        add_one_ore(f"{TOTALS}/cbc:LineExtensionAmount"),
        "BR-CO-10",
    ),
    "a line": (
        "O",
        add_one_ore("cac:InvoiceLine/cbc:LineExtensionAmount"),
        "BR-CO-10",
    ),
    "a tax number outside the scope": ("O", tax_number, "BR-O-02"),
    "a malformed tax number": (
        "S",
        put(f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID", "NO310000018MVA"),
        "NO-R-001",
    ),
    "no tax number": ("S", drop(f"{SELLER}/cac:PartyTaxScheme"), "BR-S-02"),
    "the tax": ("S", put("cac:TaxTotal/cbc:TaxAmount", "1.00"), "BR-CO-14"),
    "no reason for no tax": (
        "E",
        drop(f"{SUBTOTAL}/cac:TaxCategory/cbc:TaxExemptionReason"),
        "BR-E-10",
    ),
    "the customisation": (
        "O",
        put("cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
        "PEPPOL-EN16931-R004",
    ),
    "the currency": ("O", foreign_money, "BR-CL-03"),
    "no number": ("O", drop("cbc:ID"), "BR-02"),
    "no number, by the schema": ("O", drop("cbc:ID"), "xsd"),
    "three decimals": (
        "O",
        third_decimal(f"{TOTALS}/cbc:PayableAmount"),
        "BR-DEC-18",
    ),
    "no account": (
        "O",
        drop("cac:PaymentMeans/cac:PayeeFinancialAccount"),
        "BR-61",
    ),
    "no address of the buyer": ("O", drop(f"{BUYER}/cac:PostalAddress"), "BR-10"),
    "no endpoint": ("O", drop(f"{BUYER}/cbc:EndpointID"), "PEPPOL-EN16931-R010"),
    "a negative price": ("O", negative_price, "BR-27"),
    "the type": ("O", put("cbc:InvoiceTypeCode", "999"), "BR-CL-01"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_caught(
    make: Callable[..., ClaimDocuments], name: str
) -> None:
    category, change, rule = BROKEN[name]
    root = etree.fromstring(xml_of(make("settlement", category)))
    change(root)
    faults = {f.rule for f in validate(etree.tostring(root)) if not f.is_warning}
    assert rule in faults, faults


OURS: dict[str, tuple[Callable[[Any], object], str]] = {
    "the check digit": (
        put("cac:PaymentMeans/cbc:PaymentID", "201900015"),
        "KID «201900015» har feil kontrollsiffer: 6 var ventet (modulus 10).",
    ),
    "another claim's reference": (
        put("cac:PaymentMeans/cbc:PaymentID", "201900024"),
        "cac:PaymentMeans/cbc:PaymentID er «201900024», men bøkene sier «201900016».",
    ),
    "the account": (
        put("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", "99990100027"),
        (
            "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID er «99990100027», men"
            " bøkene sier «99990100019»."
        ),
    ),
    "the amount": (
        put(f"{TOTALS}/cbc:PayableAmount", "6162.08"),
        (
            "cac:LegalMonetaryTotal/cbc:PayableAmount er «6162.08», men bøkene sier"
            " «6162.09»."
        ),
    ),
    "no due date": (
        drop("cbc:DueDate"),
        "cbc:DueDate er «», men bøkene sier «2019-03-03».",
    ),
    "no reference": (
        drop("cbc:BuyerReference"),
        "Fakturaen har hverken deres referanse eller ordrenummer.",
    ),
}


@pytest.mark.parametrize("name", OURS)
def test_what_no_rule_looks_at_is_caught_by_us(
    make: Callable[..., ClaimDocuments], name: str
) -> None:
    made = make("settlement")
    change, said = OURS[name]
    root = etree.fromstring(xml_of(made))
    change(root)
    broken = etree.tostring(root)
    assert said in [fault.text for fault in against_claim(broken, made.paper)]
    assert against_claim(xml_of(made), made.paper) == []
    found = examine(replace(made, ehf=broken))
    assert {fault.rule for fault in found.faults} >= {"fellesbok"}


def test_what_is_no_invoice_is_told() -> None:
    (other,) = [f for f in validate(b"<Order/>") if f.rule == "xsd"]
    assert other.text == "«Order» er hverken faktura eller kreditnota."
    (broken,) = validate(b"<Invoice")
    assert broken.rule == "xsd"


def test_nothing_is_fetched_for_a_document() -> None:
    """A document that asks for a file is not read at all."""
    hostile = (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
        b"&x;</Invoice>"
    )
    (fault,) = validate(hostile)
    assert fault.text == "En e-faktura har ingen DTD; den leses ikke."


@pytest.fixture
def without_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    validation._rules.cache_clear()
    monkeypatch.setattr(validation, "find_spec", lambda _name: None)
    yield
    validation._rules.cache_clear()


@pytest.mark.usefixtures("without_rules")
def test_without_the_rules_nothing_is_said_to_be_valid(
    make: Callable[..., ClaimDocuments],
) -> None:
    found = examine(make("settlement"))
    assert found.faults == ()
    assert found.why_not_examined == (
        (
            "E-fakturaen er ikke prøvd mot reglene i EN 16931 og Peppol. Det krever:"
            " pip install 'fellesbok[validate]'."
        ),
    )


def test_what_has_no_e_invoice_is_not_examined(
    make: Callable[..., ClaimDocuments],
) -> None:
    with pytest.raises(ValueError, match="ytrefjord-2019-0001"):
        examine(replace(make("settlement"), ehf=None))


# ------------------------------------------------------------- read by ourselves


@pytest.mark.parametrize("category", VATS)
@pytest.mark.parametrize("kind", KINDS)
def test_our_own_intake_reads_it(
    make: Callable[..., ClaimDocuments], kind: str, category: str, tmp_path: Path
) -> None:
    made = make(kind, category)
    path = tmp_path / made.ehf_name
    path.write_bytes(xml_of(made))
    found = read_invoice(path)
    assert found.number == made.claim.id
    assert found.seller == "Ytrefjord kommune"
    assert found.seller_id == "310000019"
    assert found.payable == made.paper.payable
    assert found.is_credit == made.paper.is_credit
    assert found.accounting_cost == "1201-1900"
    assert found.reference == ("" if made.paper.is_credit else made.claim.kid)
    assert [line.amount for line in found.lines] == [
        line.amount for line in made.paper.reckoning.lines
    ]


def test_the_intake_books_it(tmp_path: Path) -> None:
    """The municipality that gets the claim books it from the e-invoice."""
    books = claimed_year(tmp_path, vat=OUTSIDE, payer=PAYER_INVOICING)
    made = documents(settlement(books), books)
    path = tmp_path / made.ehf_name
    path.write_bytes(xml_of(made))
    assert books.shared is not None
    profile = profile_of(f"like: ehf\nbooking: {{host: {PAYER}}}\n", "ehf.yaml")
    importer = InvoiceImporter(PAYER, profile, books.shared.agreement)
    assert importer.identify(str(path))
    entry: Any
    (entry,) = importer.extract(str(path), [])
    amounts = {p.account: p.units.number for p in entry.postings}
    assert amounts == {
        "Assets:Uplassert": Decimal("6162.09"),
        "Liabilities:Utlegg:Midtfjord": Decimal("-6162.09"),
    }
    assert entry.meta["kid"] == "201900016"
