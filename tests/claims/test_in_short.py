"""What somebody says yes to before claims are written: how many, on how much."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.claims.in_short import asked_to_write
from objections_by_hand import claim


def test_claims_are_counted_and_added_with_their_tax_and_credit_taken_off() -> None:
    taxed = claim(tax=Decimal("25.00"))
    back = claim(amount=Decimal("-30.50"))
    told = asked_to_write([claim(), taxed, back]).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "Skrive 3 krav på til sammen 194,50 kr i bøkene?"


def test_of_none_the_sum_is_zero() -> None:
    assert asked_to_write([]) == "Skrive 0 krav på til sammen 0,00 kr i bøkene?"
