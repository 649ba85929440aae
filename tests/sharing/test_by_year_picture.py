"""The newest years as bars of what the table holds, and none where it has none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.by_year import PayerYear
from fellesbok.sharing.by_year_picture import over_years_picture
from settled_years import agreement
from settled_years import version

LYNGEN = agreement(version(Equal())).payer("lyngen")


def year(number: int) -> PayerYear:
    """A year in which each inhabitant bears as many kroner as its last two figures."""
    return PayerYear(LYNGEN, number, Decimal(number % 100), Fraction(1))


def test_no_more_than_the_five_newest_are_drawn() -> None:
    found = over_years_picture([year(number) for number in range(2013, 2019)], "nb")
    assert found is not None
    title, picture = found
    assert title == "Andeler per innbygger over årene, kroner"
    assert picture.said == "Lyngen: 2014 14, 2015 15, 2016 16, 2017 17, 2018 18."


def test_of_nothing_there_is_no_picture() -> None:
    assert over_years_picture([], "nb") is None
