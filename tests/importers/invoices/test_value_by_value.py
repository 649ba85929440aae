"""Values of an invoice, each read as it is written or told with its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from lxml import etree

from fellesbok_importers.invoices.value_by_value import InvoiceReader
from fellesbok_importers.invoices.value_by_value import figure

TEXT = """\
<Invoice>
  <DocumentCurrencyCode>NOK</DocumentCurrencyCode>
  <Total currencyID="NOK">12.50</Total>
  <Line><Price currencyID="NOK">0.12345</Price><Amount>1.005</Amount></Line>
  <Line><Price currencyID="EUR">7</Price>
    <Amount>en</Amount></Line>
</Invoice>
"""


@pytest.fixture
def reader() -> InvoiceReader:
    return InvoiceReader(etree.fromstring(TEXT), "a.xml")


def test_an_amount_has_two_decimals_and_a_price_has_all_that_it_has(
    reader: InvoiceReader,
) -> None:
    first = reader.element[2]
    assert reader.amount(reader.element, "Total") == Decimal("12.50")
    assert reader.number(first, "Price") == Fraction(12345, 100000)
    assert reader.amount_if_any(reader.element, "Borte") is None
    assert reader.number_or(first, "Borte", 1) == 1
    assert reader.number_or(first, "Borte", None) is None
    assert reader.faults == []


def test_what_cannot_be_read_is_told_once_with_the_line_that_it_is_of(
    reader: InvoiceReader,
) -> None:
    first, second = reader.element[2], reader.element[3]
    for _ in range(2):
        assert reader.number_or(second, "Amount", 1) is None
        assert reader.amount(first, "Amount") is None
    told = [(fault.row, fault.column, fault.found) for fault in reader.faults]
    assert told == [(4, "Line[1]/Amount", "1.005"), (6, "Line[2]/Amount", "en")]


def test_what_lacks_is_told_at_the_nearest_there_is(reader: InvoiceReader) -> None:
    assert reader.number(reader.element[3], "Price/Borte") is None
    (fault,) = reader.faults
    assert (fault.row, fault.column) == (5, "Line[2]/Price/Borte")


def test_another_currency_than_the_documents_is_told(reader: InvoiceReader) -> None:
    assert reader.number_or(reader.element[3], "Price", None) == 7
    (fault,) = reader.faults
    assert (fault.column, fault.found) == ("Line[2]/Price/@currencyID", "EUR")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(5, 2), Decimal("2.50")),
        (Fraction(-1, 100), Decimal("-0.01")),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_what_is_whole_oere_is_shown_as_an_amount(
    value: Fraction, shown: Decimal | Fraction
) -> None:
    found = figure(value)
    assert (found, type(found)) == (shown, type(shown))
