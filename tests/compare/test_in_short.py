"""How many pay more and less, and who pays most of each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compared_by_hand import HALVES
from compared_by_hand import IN_2018
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.in_short import effect_in_short
from fellesbok.compare.records import Lacking
from fellesbok.compare.records import Untried
from fellesbok.compare.records import YearOf
from fellesbok.messages import Text
from fellesbok.messages import say

THREE = compared(
    state({"kafjord": "50.00", "lyngen": "30.00", "storfjord": "20.00"}),
    state({"kafjord": "40.00", "lyngen": "33.00", "storfjord": "27.00"}),
)


def test_payers_are_counted_and_the_most_of_each_is_named() -> None:
    found = effect_in_short(THREE)
    assert found is not None
    assert say(found.sentence, "nb") == "2 betaler mer, og 1 betaler mindre."
    assert [(f.value, f.note) for f in found.figures] == [
        (Decimal(7), "Storfjord"),
        (Decimal(-10), "Kafjord"),
    ]


@pytest.mark.parametrize(("kroner", "notes"), [("60.00", 1), ("40.00", 1)])
def test_where_all_pay_more_or_less_there_is_no_other_figure(
    kroner: str, notes: int
) -> None:
    after = state({"kafjord": kroner, "lyngen": kroner}, cost=1)
    found = effect_in_short(compared(state(HALVES), after))
    assert found is not None
    assert len(found.figures) == notes
    assert "0 betaler" in found.sentence


def test_what_is_moved_between_cooperations_is_neither_more_nor_less() -> None:
    kafjord, lyngen, _ = THREE.effects
    back = replace(lyngen, cooperation="vann", difference=Decimal(-3))
    found = effect_in_short(replace(THREE, effects=(kafjord, lyngen, back)))
    assert found is not None
    assert say(found.sentence, "nb") == "0 betaler mer, og 1 betaler mindre."


def test_what_changes_nothing_says_so_and_what_is_not_known_says_nothing() -> None:
    same = effect_in_short(compared(state(HALVES), state(HALVES)))
    assert same is not None
    assert say(same.sentence, "nb") == "Ingen betaler mer eller mindre i alt."
    unknown = compared(state(HALVES), state({}, lacking=[IN_2018]))
    assert effect_in_short(unknown) is None


def test_years_that_are_not_known_are_counted_beside_the_rest() -> None:
    before, after = (
        replace(one, lacking={YearOf("ikt", 2019): ()})
        for one in (state({"kafjord": "50.00"}), state({"lyngen": "50.00"}))
    )
    found = effect_in_short(compared(before, after))
    assert found is not None
    assert say(found.sentence, "nb") == (
        "1 betaler mer, og 1 betaler mindre. Ikke medregnet: 1 år som ikke kan"
        " fordeles."
    )


def test_they_are_counted_where_nobody_else_pays_more_too() -> None:
    _, lyngen, _ = THREE.effects
    back = replace(lyngen, cooperation="vann", difference=Decimal(-3))
    lacking = Lacking("ikt", "IKT", "IKT", 2019, frozenset())
    found = effect_in_short(replace(THREE, effects=(lyngen, back), lacking=(lacking,)))
    assert found is not None
    assert say(found.sentence, "nb") == (
        "Ingen betaler mer eller mindre i alt. Ikke medregnet: 1 år som ikke kan"
        " fordeles."
    )
    assert found.figures == ()


def test_where_nothing_is_tried_it_is_not_said_that_nobody_pays_more() -> None:
    nothing = Untried(Text("Ingenting er prøvd."))
    found = replace(compared(state(HALVES), state(HALVES)), untried=(nothing,))
    assert effect_in_short(found) is None
