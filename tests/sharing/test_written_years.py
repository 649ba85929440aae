"""The years that the books are about: a mistyped date charges nobody for years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from beancount.core import data

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.model import CostCentreRule
from fellesbok.sharing.pots import Gap
from fellesbok.sharing.written_years import WrittenYears
from fellesbok.sharing.written_years import sets_amounts_in
from fellesbok.sharing.written_years import written_years
from settled_years import agreement
from settled_years import version


def line(year: int, month: int = 6) -> data.Open:
    """Something that is written on the first of a month."""
    meta = data.new_metadata("main.beancount", year)
    return data.Open(meta, date(year, month, 1), "Assets:Bank", [], None)


def written(*years: int) -> WrittenYears:
    """Books with one line in each of some years."""
    found = WrittenYears()
    for year in years:
        found.add(year, line(year))
    return found


def gap(first: int, last: int, then: int) -> Gap:
    """Years with nothing, and where the books go on."""
    return Gap(first, last, date(then, 6, 1), ("main.beancount", then))


@pytest.mark.parametrize(
    ("lines", "vouchers", "years", "gaps"),
    [
        ([2018], [2018], {2018}, ()),
        ([2018, 2019], [2018], {2018, 2019}, ()),
        # One year without a line is still of the books: the next has one.
        ([2018, 2020], [2018], {2018, 2019, 2020}, ()),
        # Two in a row are a gap, and what follows alone is no part of the books.
        ([2018, 2021], [2018], {2018}, (gap(2019, 2020, 2021),)),
        # A voucher after a gap is, and the gap is told.
        ([2018, 2021], [2018, 2021], {2018, 2021}, (gap(2019, 2020, 2021),)),
        # Of the year 2108 for 2018: ninety years that nobody is charged for.
        ([2018, 2108], [2018, 2108], {2018, 2108}, (gap(2019, 2107, 2108),)),
        # What stands before the first voucher begins nothing.
        ([2015, 2018], [2018], {2018}, ()),
    ],
)
def test_which_years_the_books_are_about(
    lines: list[int], vouchers: list[int], years: set[int], gaps: tuple[Gap, ...]
) -> None:
    found, empty = written_years(written(*lines), vouchers)
    assert (set(found), empty) == (years, gaps)


def test_the_first_line_of_a_year_stands_for_it_and_the_last_day_is_of_all() -> None:
    found = written(2018)
    found.add(2018, line(2018, 3))
    found.add(2017, line(2019, 1))
    assert found.firsts == {2018: line(2018), 2017: line(2019, 1)}
    assert found.last_day == date(2019, 1, 1)


def test_a_balance_of_the_first_of_january_is_of_the_year_before() -> None:
    found = WrittenYears()
    found.add_balance(line(2019, 1))
    found.add_balance(line(2020, 2))
    assert set(found.firsts) == {2018, 2020}
    first = WrittenYears()
    first.add_balance(line(1, 1))
    assert set(first.firsts) == {1}


def test_amounts_are_set_by_the_key_or_by_that_of_a_cost_centre() -> None:
    amounts = FixedAmounts({"lyngen": Fraction(100)})
    days = (date(2018, 1, 1), date(2018, 12, 31))
    plain = agreement(version(Equal(), days=days)).cooperations["ikt"]
    fixed = agreement(version(amounts, days=days)).cooperations["ikt"]
    rule = CostCentreRule(amounts, None)
    centre = agreement(version(Equal(), days=days, centre=rule)).cooperations["ikt"]
    found = [sets_amounts_in(of, 2018) for of in (plain, fixed, centre)]
    assert found == [False, True, True]
    assert not sets_amounts_in(fixed, 2019)
