"""E-invoices as text, line by line and sum by sum."""

from __future__ import annotations


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


GOOD = invoice(line("1000.00", "155"))
