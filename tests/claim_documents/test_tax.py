"""Tax is reckoned by hand, half an øre up, and held against the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_books import EXEMPT
from claim_books import STANDARD
from claim_books import claim
from claim_books import claimed_year
from claim_books import instalments
from claim_books import kroner_text
from claim_books import make_claim_books
from claim_books import ore
from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.conditions import why_no_ehf
from fellesbok.claim_documents.tax import booked_tax
from fellesbok.claim_documents.tax import percent_of
from fellesbok.claim_documents.tax import tax_of
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_tax_needs_a_host_in_the_register(tmp_path: Path) -> None:
    unknown = "\n      address: {street: Kaia 1, postcode: '9990', city: Ytrefjord}\n"
    unknown += "      endpoint: '310000019'\n      bank_account: '99990100019'\n"
    for number, vat in enumerate((EXEMPT, STANDARD)):
        after = make_claim_books(tmp_path / str(number), vat=vat, host=unknown)
        (reason,) = documents(instalments(after)[0], after).why_no_ehf
        assert "krever at Ytrefjord står i merverdiavgiftsregisteret" in reason


def test_a_tax_and_an_outlay_are_for_a_person(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, vat=STANDARD)
    share = Decimal(kroner_text(ore("midtfjord", after)))
    asked = claim(
        after,
        1,
        ClaimKind.SETTLEMENT,
        str(share - 5),
        set_off="5.00",
        day=date(2019, 2, 1),
    )
    (reason,) = documents(asked, after).why_no_ehf
    assert "Avtalen sier ikke om utlegget er med eller uten avgift" in reason


def test_a_rate_has_at_most_two_decimals(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, vat="{category: S, rate: 1/3}")
    reasons = documents(instalments(after)[0], after).why_no_ehf
    assert reasons == (
        "Avgiftssatsen 1/3 kan ikke skrives med to desimaler i prosent.",
    )


@given(st.integers(-(10**12), 10**12), st.integers(0, 10_000))
def test_tax_is_rounded_half_up(amount_ore: int, hundredths: int) -> None:
    """Within half an øre of the exact tax, and half an øre goes away from zero."""
    rate = Fraction(hundredths, 10_000)
    vat = Vat(VatCategory.STANDARD, rate, "")
    tax = tax_of(Decimal(amount_ore).scaleb(-2), vat)
    off = Fraction(tax.amount) * 100 - amount_ore * rate
    assert abs(off) <= Fraction(1, 2)
    if abs(off) == Fraction(1, 2):
        assert off * amount_ore > 0
    assert tax.payable == tax.base + tax.amount
    assert percent_of(rate) == Decimal(hundredths).scaleb(-2)


def test_tax_by_hand() -> None:
    """6 162,09 × 25 % = 1 540,5225; 0,02 × 25 % = 0,005, half an øre."""
    vat = Vat(VatCategory.STANDARD, Fraction(1, 4), "")
    assert tax_of(Decimal("6162.09"), vat).amount == Decimal("1540.52")
    assert tax_of(Decimal("0.02"), vat).amount == Decimal("0.01")
    assert tax_of(Decimal("-0.02"), vat).amount == Decimal("-0.01")


def test_tax_that_is_booked_otherwise_is_told(tmp_path: Path) -> None:
    """25 % of 6 162,09 is 1 540,52 and not one krone."""
    books = claimed_year(tmp_path, vat=STANDARD)
    made = replace(settlement(books), tax=Decimal("1.00"))
    with pytest.raises(CannotDocumentError) as caught:
        documents(made, books)
    said = str(caught.value.text).replace("\xa0", " ")
    assert "ført med 1,00 kr, men avtalen gir 1 540,52 kr" in said


def test_another_tax_than_the_agreement_gives_is_told_with_the_difference(
    books: Books,
) -> None:
    """100.00 kr with 25 % is 25.00 kr, and 10.00 kr was booked: 15.00 kr too little."""
    vat = Vat(VatCategory.STANDARD, Fraction(1, 4), "")
    wrong = replace(settlement(books), amount=Decimal("100.00"), tax=Decimal("10.00"))
    with pytest.raises(CannotDocumentError) as refused:
        booked_tax(wrong, vat)
    assert str(refused.value.text) == (
        f"Kravet {wrong.id}: avgiften er ført med 10,00 kr, men avtalen gir 25,00 kr"
        " (differanse -15,00 kr). Er avtalen endret siden det ble sendt?"
    )


def test_tax_alone_is_something_to_invoice(books: Books) -> None:
    """0.00 kr of share and 10.00 kr of tax; without the tax there is nothing."""
    made = documents(settlement(books), books)
    nothing = replace(made.claim, amount=Decimal(0), tax=Decimal(0))
    version = nothing.cooperation.versions[-1]
    zero = "Kravet er på 0,00 kr, så det er ingenting å fakturere."
    assert [str(w) for w in why_no_ehf(nothing, made.paper, version)] == [zero]
    taxed = replace(nothing, tax=Decimal("10.00"))
    assert zero not in [str(w) for w in why_no_ehf(taxed, made.paper, version)]
