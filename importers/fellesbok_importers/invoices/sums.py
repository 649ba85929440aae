"""The sums inside an e-invoice, held against their parts (*delsummer*).

By the rules of EN 16931 (``BR-…``) and Peppol BIS Billing 3 (``PEPPOL-EN16931-…``),
release 3.0.19, which a sender must keep.  The slack is the rules' own: 0.02 on the
amount of a line (R120) and on an allowance or charge by per cent (R040), and none on
the totals.  ``invoice_tax_sums`` holds the tax.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.invoices.value_by_value import figure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from fellesbok_importers.invoices.value_by_value import InvoiceReader

TOTALS = "LegalMonetaryTotal"
QUANTITIES = {"Invoice": "InvoicedQuantity", "CreditNote": "CreditedQuantity"}
LINE_SLACK = PERCENT_SLACK = Fraction(2, 100)
NIL = Fraction(0)


def lines_of(reader: InvoiceReader) -> list[Any]:
    """The lines of a document."""
    return list(find_all(reader.element, f"{local_name(reader.element)}Line"))


def tax_totals(reader: InvoiceReader) -> list[Any]:
    """The sums of tax in the document's currency; another currency is for show."""
    return [
        total
        for total in find_all(reader.element, "TaxTotal")
        if any(
            amount.get("currencyID", reader.currency) == reader.currency
            for amount in find_all(total, "TaxAmount")
        )
    ]


def signed_charge(reader: InvoiceReader, part: Any) -> Fraction | None:  # noqa: ANN401 -- lxml
    """A charge, or an allowance below nought; ``None`` where it cannot be read."""
    amount = reader.amount(part, "Amount")
    sign = {"true": 1, "false": -1}.get(text_of(part, "ChargeIndicator"))
    if sign is None:
        text = "PEPPOL-EN16931-R043: Skal være true (tillegg) eller false (rabatt)."
        reader.tell(part, "ChargeIndicator", Text(text))
    if amount is None or sign is None:
        return None
    return sign * Fraction(amount)


def check_lines(reader: InvoiceReader) -> None:
    """Note each line whose amount its quantity, price and allowances do not make."""
    quantity = QUANTITIES[local_name(reader.element)]
    for line in lines_of(reader):
        _check_price(reader, line)
        _check_line(reader, line, quantity)
        for part in find_all(line, "AllowanceCharge"):
            _check_percent(reader, part)
    for part in find_all(reader.element, "AllowanceCharge"):
        _check_percent(reader, part)


def _check_line(reader: InvoiceReader, line: Any, quantity: str) -> None:  # noqa: ANN401 -- lxml
    way = "LineExtensionAmount"
    net = reader.amount(line, way)
    factors = [
        reader.number_or(line, quantity, 1),
        reader.number(line, "Price/PriceAmount"),
        reader.number_or(line, "Price/BaseQuantity", 1),
    ]
    more = total([signed_charge(reader, x) for x in find_all(line, "AllowanceCharge")])
    if net is None or more is None or None in factors:
        return
    count, price, base = (factor or NIL for factor in factors)
    if base <= 0:
        text = Text("PEPPOL-EN16931-R121: Skal være et tall over null.")
        reader.tell(line, "Price/BaseQuantity", text)
        return
    reckoned = count * price / base + more
    if abs(Fraction(net) - reckoned) > LINE_SLACK:
        text = Text(
            "PEPPOL-EN16931-R120: Antall × pris, med linjens tillegg og rabatter, blir"
            " {sum}; høyst 0,02 i avvik er tillatt.",
            sum=figure(reckoned),
        )
        reader.tell(line, way, text, off=Fraction(net) - reckoned)


def _check_price(reader: InvoiceReader, line: Any) -> None:  # noqa: ANN401 -- lxml
    """The price is the price before a discount, less the discount."""
    way = "Price/PriceAmount"
    price = reader.number(line, way)
    for part in find_all(line, "Price/AllowanceCharge"):
        if text_of(part, "ChargeIndicator") != "false":
            text = Text(
                "PEPPOL-EN16931-R044: Skal være false: en pris har bare rabatt."
            )
            reader.tell(part, "ChargeIndicator", text)
        gross = reader.number_or(part, "BaseAmount", None)
        discount = reader.number(part, "Amount")
        if price is None or gross is None or discount is None:
            continue
        if price != gross - discount:
            text = Text(
                "PEPPOL-EN16931-R046: Bruttopris − rabatt blir {sum}.",
                sum=figure(gross - discount),
            )
            reader.tell(line, way, text, off=price - gross + discount)


def _check_percent(reader: InvoiceReader, part: Any) -> None:  # noqa: ANN401 -- lxml
    """An allowance or charge by per cent is that part of what it is reckoned of."""
    amount = reader.amount(part, "Amount")
    base = reader.amount_if_any(part, "BaseAmount")
    percent = reader.number_or(part, "MultiplierFactorNumeric", None)
    if amount is None or base is None or percent is None:
        return
    reckoned = Fraction(base) * percent / 100
    if abs(Fraction(amount) - reckoned) > PERCENT_SLACK:
        text = Text(
            "PEPPOL-EN16931-R040: {percent} % av {base} blir {sum}; høyst 0,02 i avvik"
            " er tillatt.",
            percent=percent,
            base=base,
            sum=figure(reckoned),
        )
        reader.tell(part, "Amount", text, off=Fraction(amount) - reckoned)


class Totals:
    """The totals of one document, each held against the figures it is made of."""

    def __init__(self, reader: InvoiceReader) -> None:
        """Nothing has been checked yet."""
        self._reader = reader

    def check(self) -> None:
        """Note every total that is not the sum of its parts, to the øre."""
        lines = [
            self._reader.amount(x, "LineExtensionAmount")
            for x in lines_of(self._reader)
        ]
        text = "BR-CO-10: Linjene blir til sammen {sum}."
        self._hold("LineExtensionAmount", lines, text)
        parts = list(find_all(self._reader.element, "AllowanceCharge"))
        signed = [signed_charge(self._reader, part) for part in parts]
        is_charge = [text_of(part, "ChargeIndicator") == "true" for part in parts]
        less = [
            _minus(x) for x, more in zip(signed, is_charge, strict=True) if not more
        ]
        text = "BR-CO-11: Rabattene på hele fakturaen blir til sammen {sum}."
        self._hold("AllowanceTotalAmount", less, text, is_needed=False)
        more = [x for x, is_more in zip(signed, is_charge, strict=True) if is_more]
        text = "BR-CO-12: Tilleggene på hele fakturaen blir til sammen {sum}."
        self._hold("ChargeTotalAmount", more, text, is_needed=False)
        self._check_payable()

    def _check_payable(self) -> None:
        """The way from the lines to what is to be paid, by what is stated."""
        charges = self._stated("ChargeTotalAmount", is_needed=False)
        allowances = self._stated("AllowanceTotalAmount", is_needed=False)
        net = [self._stated("LineExtensionAmount"), charges, _minus(allowances)]
        text = "BR-CO-13: Linjer + tillegg − rabatter blir {sum}."
        self._hold("TaxExclusiveAmount", net, text)
        gross = [self._stated("TaxExclusiveAmount"), self._tax()]
        text = "BR-CO-15: Beløp uten avgift + avgift blir {sum}."
        self._hold("TaxInclusiveAmount", gross, text)
        prepaid = self._stated("PrepaidAmount", is_needed=False)
        rounding = self._stated("PayableRoundingAmount", is_needed=False)
        rest = [self._stated("TaxInclusiveAmount"), _minus(prepaid), rounding]
        text = "BR-CO-16: Beløp med avgift − forskudd + avrunding blir {sum}."
        self._hold("PayableAmount", rest, text)

    def _tax(self) -> Decimal | None:
        """The one sum of tax in the document's currency."""
        reader = self._reader
        totals = tax_totals(reader)
        if len(totals) == 1:
            return reader.amount(totals[0], "TaxAmount")
        text = Text(
            "BR-CO-15: Fakturaen skal ha én sum av avgift i {currency}; her er det"
            " {count}.",
            currency=reader.currency,
            count=len(totals),
        )
        reader.tell(reader.element, "TaxTotal", text, found="")
        return None

    def _stated(self, name: str, *, is_needed: bool = True) -> Fraction | None:
        """A total as it is stated; nought where it need not be."""
        way = f"{TOTALS}/{name}"
        if not is_needed and not text_of(self._reader.element, way):
            return NIL
        amount = self._reader.amount(self._reader.element, way)
        return None if amount is None else Fraction(amount)

    def _hold(
        self,
        name: str,
        parts: Iterable[Fraction | Decimal | None],
        template: str,
        *,
        is_needed: bool = True,
    ) -> None:
        """Hold a stated total against the sum of its parts, where all can be read."""
        stated, reckoned = self._stated(name, is_needed=is_needed), total(parts)
        if stated is None or reckoned is None or stated == reckoned:
            return
        text = Text(template, sum=figure(reckoned))
        way = f"{TOTALS}/{name}"
        self._reader.tell(self._reader.element, way, text, off=stated - reckoned)


def total(parts: Iterable[Fraction | Decimal | None]) -> Fraction | None:
    """The sum; ``None`` where a part cannot be read."""
    whole = NIL
    for part in parts:
        if part is None:
            return None
        whole += Fraction(part)
    return whole


def _minus(part: Fraction | None) -> Fraction | None:
    return None if part is None else -part
