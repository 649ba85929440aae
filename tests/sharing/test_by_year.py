"""What each bears year by year, and per inhabitant where people are counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Payer
from fellesbok.sharing.by_year import payer_years
from settled_years import agreement
from settled_years import version
from shares_by_hand import share

STATE = Payer("staten", "Staten", "Staten")
VIKA = replace(agreement(version(Equal())), parties={"staten": STATE})
LYNGEN, KAFJORD = VIKA.payer("lyngen"), VIKA.payer("kafjord")


def test_shares_of_a_year_are_added_and_divided_by_its_own_people() -> None:
    """Lyngen had 2 877 people in 2018 and 2 847 in 2019."""
    shares = [
        share("Lyngen", "10000.00"),
        share("Lyngen", "1507.50", of="Vann"),
        share("Kafjord", "2132.00"),
        share("Lyngen", "-2847.00", 2019),
    ]
    found = payer_years(shares, VIKA, [LYNGEN, KAFJORD])
    assert [(f.payer.slug, f.year, f.amount, f.people) for f in found] == [
        ("lyngen", 2018, Decimal("11507.50"), Fraction(2877)),
        ("kafjord", 2018, Decimal("2132.00"), Fraction(2132)),
        ("lyngen", 2019, Decimal("-2847.00"), Fraction(2847)),
    ]
    assert [str(f.each) for f in found] == ["4.00", "1.00", "-1.00"]


def test_who_has_no_inhabitants_or_no_share_has_no_year() -> None:
    shares = [share("Staten", "10.00"), share("Lyngen", "0.00")]
    found = payer_years(shares, VIKA, [STATE, LYNGEN, KAFJORD])
    assert [(f.payer.slug, f.amount) for f in found] == [("lyngen", Decimal(0))]


def test_a_year_whose_people_are_not_counted_is_left_out() -> None:
    shares = [share("Lyngen", "1.00", 2020), share("Lyngen", "1.00", 2021)]
    found = payer_years(shares, VIKA, [LYNGEN])
    assert [f.year for f in found] == [2020]
