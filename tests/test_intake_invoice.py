"""E-invoices become costs on the right cost centre, or are refused with every fault."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from beancount.parser import printer

from fellesbok.rules import read_rules
from fellesbok_importers.ehf import read_invoice
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoice import InvoiceImporter
from fellesbok_importers.profile import profile_of

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement

RULES = Path(__file__).parents[1] / "allocation_rules.yaml"
PROFILE = "like: ehf\nbooking: {host: nordreisa}\n"


def line(  # noqa: PLR0913 -- what a line says
    amount: str,
    centre: str = "",
    kind: str = "Invoice",
    *,
    rate: str = "S 25",
    sold: str = "",
    more: str = "",
) -> str:
    """A line; ``sold`` is quantity × price, which is one of the amount otherwise."""
    quantity, price = (sold or f"1 × {amount}").split(" × ")
    counted = "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    cost = f"<cbc:AccountingCost>{centre}</cbc:AccountingCost>" if centre else ""
    return f"""
  <cac:{kind}Line><cbc:ID>1</cbc:ID>
    <cbc:{counted} unitCode="C62">{quantity}</cbc:{counted}>
    <cbc:LineExtensionAmount currencyID="NOK">{amount}</cbc:LineExtensionAmount>
    {cost}{more}<cac:Item><cbc:Name>Lisens</cbc:Name>
      {category("ClassifiedTaxCategory", rate)}</cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="NOK">{price}</cbc:PriceAmount></cac:Price>
  </cac:{kind}Line>"""


def category(name: str, rate: str) -> str:
    """A category of tax and its per cent, ``S 25``."""
    code, _, percent = rate.partition(" ")
    said = f"<cbc:Percent>{percent}</cbc:Percent>" if percent else ""
    scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    return f"<cac:{name}><cbc:ID>{code}</cbc:ID>{said}{scheme}</cac:{name}>"


def charge(amount: str, rate: str = "S 25", *, more: str = "") -> str:
    """A charge, or an allowance with a minus before it."""
    is_charge = "false" if amount.startswith("-") else "true"
    return f"""
  <cac:AllowanceCharge><cbc:ChargeIndicator>{is_charge}</cbc:ChargeIndicator>{more}
    <cbc:Amount currencyID="NOK">{amount.removeprefix("-")}</cbc:Amount>
    {category("TaxCategory", rate)}</cac:AllowanceCharge>"""


def subtotal(base: str, tax: str, rate: str = "S 25") -> str:
    """The tax of a rate."""
    return f"""<cac:TaxSubtotal>
    <cbc:TaxableAmount currencyID="NOK">{base}</cbc:TaxableAmount>
    <cbc:TaxAmount currencyID="NOK">{tax}</cbc:TaxAmount>
    {category("TaxCategory", rate)}</cac:TaxSubtotal>"""


def invoice(  # noqa: PLR0913 -- the sums of an invoice
    *lines: str,
    net: str = "1000.00",
    base: str = "",
    tax: str = "250.00",
    rates: str = "",
    total: str = "1250.00",
    payable: str = "",
    kind: str = "Invoice",
    more: str = "",
    charges: str = "",
    sums: str = "",
    buyer: str = "Nordreisa kommune, 943350833",
) -> str:
    """A document with the sums that are given; without ``rates``, tax is 25 %."""
    name, _, number = buyer.partition(", ")
    named = f"<cbc:RegistrationName>{name}</cbc:RegistrationName>" if name else ""
    numbered = f"<cbc:CompanyID>{number}</cbc:CompanyID>" if number else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>1001</cbc:ID><cbc:IssueDate>2018-03-05</cbc:IssueDate>
  <cbc:DueDate>2018-04-04</cbc:DueDate>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>{more}
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyLegalEntity><cbc:RegistrationName>Datahuset AS</cbc:RegistrationName>
      <cbc:CompanyID>987654321</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyLegalEntity>{named}{numbered}</cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans><cbc:PaymentID>1234566</cbc:PaymentID></cac:PaymentMeans>{charges}
  <cac:TaxTotal><cbc:TaxAmount currencyID="NOK">{tax}</cbc:TaxAmount>
    {rates or subtotal(base or net, tax)}</cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="NOK">{net}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="NOK">{base or net}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="NOK">{total}</cbc:TaxInclusiveAmount>{sums}
    <cbc:PayableAmount currencyID="NOK">{payable or total}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>{"".join(lines)}
</{kind}>"""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_rules(RULES)


@pytest.fixture
def importer(agreement: Agreement) -> InvoiceImporter:
    return InvoiceImporter("nordreisa", profile_of(PROFILE, "ehf.yaml"), agreement)


def saved(folder: Path, text: str) -> Path:
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    return path


def booked(importer: InvoiceImporter, path: Path) -> str:
    assert importer.identify(str(path))
    file = io.StringIO()
    entries = importer.extract(str(path), [])
    printer.print_entries(entries, file=file)  # type: ignore[no-untyped-call]
    return re.sub(
        'avtrykk: "[0-9a-f]{16}"', 'avtrykk: "AVTRYKK"', file.getvalue().lstrip()
    )


def test_an_invoice_is_a_cost_without_tax_on_the_centre_it_names(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    path = saved(tmp_path, invoice(line("1000.00", "155")))
    assert (
        booked(importer, path)
        == """\
2018-03-05 * "Datahuset AS" "Faktura 1001"
  kilde: "ehf/987654321/1001"
  bilag: "ehf-987654321-1001"
  avtrykk: "AVTRYKK"
  forfall: 2018-04-04
  kid: "1234566"
  document: "2018-03-05 faktura.xml"
  Expenses:IKT:Ansvar-155        1000.00 NOK
  Assets:Merverdiavgift           250.00 NOK
  Liabilities:Utlegg:Nordreisa  -1250.00 NOK
"""
    )


def test_lines_of_different_centres_stand_apart(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    lines = line("600.00", "art 195, ansvar 153"), line("400.00", "155")
    text = booked(importer, saved(tmp_path, invoice(*lines)))
    assert "Expenses:IKT:Ansvar-153         600.00 NOK" in text
    assert "Expenses:IKT:Ansvar-155         400.00 NOK" in text


def test_the_string_of_the_whole_invoice_counts_where_a_line_has_none(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    more = "<cbc:AccountingCost>155</cbc:AccountingCost>"
    text = booked(importer, saved(tmp_path, invoice(line("1000.00"), more=more)))
    assert "Expenses:IKT:Ansvar-155" in text


@pytest.mark.parametrize("centre", ["", "9999", "153 155", "hei"])
def test_a_centre_that_is_not_named_waits_for_a_person(
    importer: InvoiceImporter, tmp_path: Path, centre: str
) -> None:
    text = booked(importer, saved(tmp_path, invoice(line("1000.00", centre))))
    assert text.startswith("2018-03-05 !")
    assert "Assets:Uplassert" in text


def test_a_credit_note_goes_the_other_way(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    credit = invoice(line("1000.00", "155", kind="CreditNote"), kind="CreditNote")
    text = booked(importer, saved(tmp_path, credit))
    assert '"Kreditnota 1001"' in text
    assert "Expenses:IKT:Ansvar-155       -1000.00 NOK" in text
    assert "Liabilities:Utlegg:Nordreisa   1250.00 NOK" in text


def test_the_same_invoice_twice_is_known(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    path = str(saved(tmp_path, invoice(line("1000.00", "155"))))
    first = importer.extract(path, [])
    again = importer.extract(path, first)
    importer.deduplicate(again, first)
    assert "__duplicate__" in again[0].meta


def test_rounding_is_a_part_of_what_is_paid(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    rounding = (
        '<cbc:PayableRoundingAmount currencyID="NOK">0.40</cbc:PayableRoundingAmount>'
    )
    text = invoice(line("1000.00", "155"), sums=rounding, payable="1250.40")
    shown = booked(importer, saved(tmp_path, text))
    assert "Expenses:IKT:Ansvar-155        1000.40 NOK" in shown
    assert "-1250.40 NOK" in shown


def test_an_invoice_in_another_currency_than_the_books_is_refused(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    text = invoice(line("1000.00", "155")).replace("NOK", "EUR")
    with pytest.raises(RejectedError, match=r"«EUR»\. Bøkene føres i NOK"):
        importer.extract(str(saved(tmp_path, text)), [])


GOOD = invoice(line("1000.00", "155"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<Invoice/>",
        GOOD[:-20],
        GOOD.replace(">1000.00<", ">NaN<"),
        GOOD.replace(">1000.00<", ">1E9999999<"),
        GOOD.replace(">1000.00<", ">1000.005<"),
        GOOD.replace(">1000.00<", ">1_000.00<"),
        GOOD.replace(">1000.00<", ">1E3<"),
        GOOD.replace('"NOK">1000.00', '"EUR">1000.00', 1),
        GOOD.replace("2018-03-05", "0001-01-01"),
        GOOD.replace("2018-03-05", "2018-W10-1"),
        GOOD.replace("2018-03-05", "05.03.2018"),
        GOOD.replace("<cbc:ID>1001</cbc:ID>", ""),
        GOOD.replace("987654321", ""),
        GOOD.replace("Datahuset", "Data\u202ehuset"),
        GOOD.replace("<Invoice", '<!DOCTYPE a SYSTEM "/etc/passwd"><Invoice', 1),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RejectedError):
        read_invoice(saved(tmp_path, text))
