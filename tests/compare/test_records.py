"""Effects added up by payer, and what is told of a comparison as a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compared_by_hand import HALVES
from compared_by_hand import MORE_OF_LYNGEN
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.records import Lacking
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearOf
from fellesbok.compare.records import by_payer

SPLIT = compared(state(HALVES), state(MORE_OF_LYNGEN))
THREE = compared(
    state({"kafjord": "50.00", "lyngen": "30.00", "storfjord": "20.00"}),
    state({"kafjord": "40.00", "lyngen": "35.00", "storfjord": "25.00"}),
)


def test_who_pays_most_more_stands_first_and_the_name_decides_between_equals() -> None:
    assert [(p.payer, p.difference) for p in by_payer(THREE)] == [
        ("lyngen", Decimal(5)),
        ("storfjord", Decimal(5)),
        ("kafjord", Decimal(-10)),
    ]
    seen = [p.payer for p in by_payer(THREE, "kafjord")]
    assert seen == ["kafjord", "lyngen", "storfjord"]


def test_what_is_moved_between_cooperations_is_nothing_in_all_and_is_told() -> None:
    kafjord, lyngen = SPLIT.effects
    back = replace(lyngen, cooperation="vann", difference=Decimal(-10))
    found = by_payer(replace(SPLIT, effects=(kafjord, lyngen, back)))
    assert [(p.payer, p.difference) for p in found] == [
        ("lyngen", Decimal(0)),
        ("kafjord", Decimal(-10)),
    ]


def test_what_is_the_same_or_not_known_is_in_no_sum() -> None:
    same, lyngen = SPLIT.effects
    unchanged = replace(
        same, after=same.before, difference=Decimal(0), alone=(Decimal(0),)
    )
    unknown = replace(lyngen, after=None, difference=None, alone=(None,))
    found = replace(SPLIT, effects=(unchanged, unknown))
    assert by_payer(found) == ()
    assert found.different == (unknown,)
    assert str(found.difference) == "0.00"


def test_an_amount_that_neither_state_has_is_no_difference() -> None:
    nothing = replace(SPLIT.effects[0], before=None, after=None, difference=None)
    assert not nothing.is_one


def test_a_change_alone_is_told_though_together_nothing_is_moved() -> None:
    even = replace(
        SPLIT.effects[0], difference=Decimal(0), alone=(Decimal(5), Decimal(-5))
    )
    assert even.is_one


def test_only_the_split_is_another_where_every_year_is_known() -> None:
    assert SPLIT.is_split_only
    lacking = Lacking("ikt", "IKT", "IKT", 2017, frozenset({"lyngen"}))
    assert not replace(SPLIT, lacking=(lacking,)).is_split_only


def test_whose_it_is_tells_the_year_that_it_stands_in() -> None:
    assert Whose("ikt", "lyngen", 2019, 2018).of_year == YearOf("ikt", 2019)
