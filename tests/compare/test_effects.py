"""What is different between states of the books, and what that adds up to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from compared_by_hand import HALVES
from compared_by_hand import IN_2018
from compared_by_hand import MORE_OF_LYNGEN
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.not_borne import NotBorne
from fellesbok.compare.not_borne import Unshared
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearOf
from fellesbok.contradictions import ContradictionError
from fellesbok.messages import Text

BEFORE = state(HALVES)
AFTER = state(MORE_OF_LYNGEN, keys="vekter")


def test_a_difference_is_after_less_before() -> None:
    found = compared(BEFORE, AFTER)
    told = [(e.payer, e.before, e.after, e.difference, e.is_one) for e in found.effects]
    assert told == [
        ("kafjord", Decimal(50), Decimal(40), Decimal(-10), True),
        ("lyngen", Decimal(50), Decimal(60), Decimal(10), True),
    ]
    (year,) = found.years
    assert (year.key_before, year.key_after) == ("likt", "vekter")
    assert (year.shared_before, year.shared_after) == (Decimal(100), Decimal(100))
    assert year.is_split_only
    assert found.lacking == ()


def test_who_comes_in_paid_nothing_before() -> None:
    after = state({"kafjord": "50.00", "storfjord": "50.00"})
    found = {e.payer: e for e in compared(BEFORE, after).effects}
    assert found["storfjord"].before == 0
    assert found["lyngen"].after == 0
    assert not found["kafjord"].is_one


def test_what_changes_do_to_each_other_is_what_is_left() -> None:
    """One gives Lyngen 10 more, the other 5 more, and together it is 18."""
    one, other = (
        state({"kafjord": "40.00", "lyngen": "60.00"}),
        state({"kafjord": "45.00", "lyngen": "55.00"}),
    )
    both = state({"kafjord": "32.00", "lyngen": "68.00"})
    lyngen = compared(BEFORE, both, one, other).effects[1]
    assert lyngen.difference == Decimal(18)
    assert lyngen.alone == (Decimal(10), Decimal(5))
    assert lyngen.interaction == Decimal(3)


def test_a_change_that_cannot_be_alone_is_not_known_and_no_zero() -> None:
    lyngen = compared(BEFORE, AFTER, AFTER, None).effects[1]
    assert lyngen.alone == (Decimal(10), None)
    assert lyngen.interaction is None


def test_a_year_that_one_state_cannot_share_is_not_known() -> None:
    found = compared(BEFORE, state({}, lacking=[IN_2018]))
    assert [(of.cooperation, of.year) for of in found.lacking] == [IN_2018]
    assert {"kafjord", "lyngen"} <= found.lacking[0].payers
    assert [(e.after, e.difference, e.is_one) for e in found.effects] == [
        (None, None, True),
        (None, None, True),
    ]
    (year,) = found.years
    assert (year.shared_before, year.shared_after) == (Decimal(100), None)
    assert not year.is_split_only


def test_another_cost_is_no_split_alone() -> None:
    after = state({"kafjord": "60.00", "lyngen": "60.00"}, cost=120_00)
    found = compared(BEFORE, after)
    assert not found.is_split_only
    assert found.difference == Decimal(20)


def test_what_some_pay_more_others_pay_less_where_the_cost_is_the_same() -> None:
    with pytest.raises(ContradictionError) as wrong:
        compared(BEFORE, state({"kafjord": "50.00", "lyngen": "50.01"}))
    assert wrong.value.figures == (Decimal("0.01"), Decimal(0))


def left(amount_ore: int, why: str = "") -> dict[YearOf, NotBorne]:
    """What of 2018 nobody bears."""
    cost = Unshared(2018, "", Fraction(amount_ore))
    return {IN_2018: NotBorne((cost,), (), amount_ore, 0, (Text(why),) if why else ())}


def test_a_year_that_leaves_more_in_one_state_is_not_known_there() -> None:
    after = replace(state({}), left=left(100_00, "Avtalen sier ikke hvem."))
    found = compared(BEFORE, after)
    assert {(e.before, e.after, e.difference) for e in found.effects} == {
        (Decimal(50), None, None)
    }
    (of,) = found.lacking
    assert of.reasons == ("Avtalen sier ikke hvem.",)
    (other_way,) = compared(after, BEFORE).lacking
    assert other_way == of
    # What each leaves is another thing where the sums are not the same.
    less = replace(state({"lyngen": "40.00"}), left=left(60_00))
    assert {e.before for e in compared(less, after).effects} == {None}


def test_a_year_that_leaves_the_same_in_both_is_compared() -> None:
    before, after = (replace(one, left=left(30_00)) for one in (BEFORE, AFTER))
    found = compared(before, after)
    assert not found.lacking
    assert [e.difference for e in found.effects] == [Decimal(-10), Decimal(10)]


def test_a_change_alone_that_leaves_more_is_not_known_alone() -> None:
    alone = replace(state({}), left=left(100_00))
    lyngen = compared(BEFORE, AFTER, AFTER, alone).effects[1]
    assert lyngen.difference == Decimal(10)
    assert (lyngen.alone, lyngen.interaction) == ((Decimal(10), None), None)


def test_of_a_closed_year_the_corrections_alone_are_not_known() -> None:
    of_2019 = Whose("ikt", "lyngen", 2019)
    correction = of_2019._replace(corrects=2018)
    before = replace(BEFORE, closed=frozenset({IN_2018}))
    amounts = {
        **before.amounts,
        of_2019: Decimal("7.00"),
        correction: Decimal("-50.00"),
    }
    after = replace(before, amounts=amounts, lacking={IN_2018: ()})
    found = {(e.payer, e.year, e.corrects): e for e in compared(before, after).effects}
    assert found["lyngen", 2018, None].difference == 0
    assert found["lyngen", 2019, None].difference == Decimal(7)
    assert found["lyngen", 2019, 2018].before == 0
    assert found["lyngen", 2019, 2018].difference is None
    (of,) = compared(before, after).lacking
    assert of.is_closed
    # What is fixed in a later year that is closed too is known.
    later = replace(after, closed=frozenset({IN_2018, YearOf("ikt", 2019)}))
    assert later.of(correction, later.lacking) == Decimal(-50)
