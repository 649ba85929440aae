"""Shares added up: the year so far, and what of them is a claim now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fellesbok.sharing.records import Parts
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.records import so_far
from shares_by_hand import share


def test_each_payer_is_added_up_from_the_first_of_january() -> None:
    """A refund takes back, and a new year begins at nothing."""
    march, june = date(2018, 3, 31), date(2018, 6, 30)
    shares = [
        share("Lyngen", "-30.00", day=june),
        share("Lyngen", "100.00", day=march),
        share("Kåfjord", "7.00", day=march),
        share("Lyngen", "1.00", day=date(2019, 3, 31)),
        share("Lyngen", "5.00", day=march, of="Vann"),
    ]
    assert so_far(shares) == {
        ("IKT", "Lyngen", march): Decimal("100.00"),
        ("IKT", "Kåfjord", march): Decimal("7.00"),
        ("Vann", "Lyngen", march): Decimal("5.00"),
        ("IKT", "Lyngen", june): Decimal("70.00"),
        ("IKT", "Lyngen", date(2019, 3, 31)): Decimal("1.00"),
    }


def test_a_hosts_own_share_is_no_claim_and_nor_is_what_falls_due_later() -> None:
    shares = [
        share("Lyngen", "100.00"),
        share("Lyngen", "20.00", internal=True),
        share("Lyngen", "3.00", due="ved prosjektslutt"),
        share("Lyngen", "0.40", due="ved prosjektslutt", internal=True),
    ]
    assert parts_of(shares) == Parts(
        total=Decimal("123.40"),
        internal=Decimal("20.40"),
        later=Decimal("3.00"),
        now=Decimal("100.00"),
    )


def test_what_is_not_there_is_not_zero() -> None:
    assert parts_of([]) == Parts(None, None, None, None)
    nothing = parts_of([share("Lyngen", "0.00")])
    assert nothing == Parts(Decimal(0), None, None, Decimal(0))
