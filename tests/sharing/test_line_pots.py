"""Of one line at a time: the pots it went in, with its part of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import ContraCost
from fellesbok.entries import records
from fellesbok.sharing.line_pots import LineWalk
from settled_years import COSTS_OF_CENTRE
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

NAMED = Named("alene", "Alene", Weights({"lyngen": Fraction(1)}))
FIRST = version(Equal(), days=(date(2018, 1, 1), date(2018, 6, 30)))
LAST = version(Equal(), days=(date(2018, 7, 1), date(2019, 12, 31)))
VIKA = agreement(FIRST, LAST, keys=[NAMED])


def pots(voucher: Voucher) -> list[tuple[int, int, str, Fraction]]:
    """Terms, year, key and part of each pot of a voucher's cost."""
    entry = transaction(1, voucher)
    filed = records.Voucher(entry)
    found = LineWalk(VIKA).pots_of(filed, next(iter(filed.lines)))
    return [
        (pot.version, pot.year, type(pot.key).__name__, part) for pot, part in found
    ]


def test_a_line_of_one_day_is_whole_in_one_pot() -> None:
    assert pots(Voucher(date(2018, 5, 1), 100)) == [(0, 2018, "Equal", Fraction(1))]


def test_a_line_of_a_period_has_a_part_by_the_days_of_each_terms_and_year() -> None:
    """30 days: 29 and 30 June, 28 days of July; and a January of the next year."""
    july = (date(2018, 6, 29), date(2018, 7, 28))
    assert pots(Voucher(date(2018, 8, 1), 100, service=july)) == [
        (0, 2018, "Equal", Fraction(2, 30)),
        (1, 2018, "Equal", Fraction(28, 30)),
    ]
    new_year = (date(2018, 12, 31), date(2019, 1, 3))
    assert pots(Voucher(date(2018, 12, 31), 100, service=new_year)) == [
        (1, 2018, "Equal", Fraction(1, 4)),
        (1, 2019, "Equal", Fraction(3, 4)),
    ]


def test_a_line_goes_where_its_voucher_wishes() -> None:
    wish = {"noekkel": "alene"}
    assert pots(Voucher(date(2018, 5, 1), 100, meta=wish)) == [
        (0, 2018, "Named", Fraction(1))
    ]
    centre = Voucher(date(2018, 5, 1), 100, COSTS_OF_CENTRE)
    assert pots(centre) == [(0, 2018, "Equal", Fraction(1))]


def test_a_line_that_is_no_cooperations_is_in_no_pot() -> None:
    filed = records.Voucher(transaction(1, Voucher(date(2018, 5, 1), 100)))
    _, paid = filed.lines
    assert LineWalk(VIKA).pots_of(filed, paid) == ()
    assert pots(Voucher(date(2018, 5, 1), 100, "Expenses:Vann")) == []


def test_what_comes_off_the_cost_is_known_by_its_account() -> None:
    reduced = replace(VIKA.cooperations["ikt"], contra=(ContraCost("Rabatt", None),))
    walk = LineWalk(replace(VIKA, cooperations={"ikt": reduced}))
    assert walk.reduces_cost("Income:IKT:Rabatt")
    assert not walk.reduces_cost("Income:IKT:Salg")
    assert not LineWalk(VIKA).reduces_cost("Income:IKT:Rabatt")
