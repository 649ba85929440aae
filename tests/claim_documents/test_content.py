"""What a claim's documents say adds up: lines, tax and vouchers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claim_books import credit_note
from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.content import Attachment
from fellesbok.claim_documents.content import Line
from fellesbok.claim_documents.content import Reckoning
from fellesbok.claim_documents.content import Tax
from fellesbok.claim_documents.content import Voucher
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def tax(base: str, amount: str, category: VatCategory = VatCategory.STANDARD) -> Tax:
    rate = Fraction(1, 4) if category is VatCategory.STANDARD else Fraction(0)
    return Tax(category, rate, Decimal(base), Decimal(amount), "")


def test_a_reckoning_is_what_is_claimed_less_what_comes_off() -> None:
    lines = (
        Line(Text("Andel"), Decimal("1000.00")),
        Line(Text("Krevd"), Decimal("-750.25")),
    )
    assert Reckoning(lines, (), ()).amount == Decimal("249.75")
    assert Reckoning((), (), ()).amount == 0


def test_vouchers_add_up_and_none_are_nothing() -> None:
    day = date(2018, 3, 1)
    vouchers = tuple(Voucher("1", day, "x", Decimal(n)) for n in ("10.50", "-0.50"))
    assert Attachment((), vouchers, (), ()).vouchers_total == 10
    assert Attachment((), (), (), ()).vouchers_total == 0


def test_tax_is_paid_with_what_it_is_taken_of() -> None:
    assert tax("100.00", "25.00").payable == Decimal("125.00")


def test_what_is_to_be_paid_has_the_tax_of_each_category(books: Books) -> None:
    paper = replace(documents(settlement(books), books).paper, tax=None, tax_lines=())
    assert paper.taxes == ()
    assert paper.payable == Decimal("6162.09")
    one = replace(paper, tax=tax("6162.09", "1540.52"))
    assert one.payable == Decimal("7702.61")
    exempt = tax("6062.09", "0.00", VatCategory.EXEMPT)
    several = replace(one, tax_lines=(tax("100.00", "25.00"), exempt))
    assert several.payable == Decimal("6187.09")


def test_what_is_given_back_is_negative(books: Books) -> None:
    paper = documents(credit_note(books), books).paper
    assert paper.is_credit
    assert paper.payable == Decimal("-95301.53")
