"""How much can be placed: what was placed first makes room for what comes after."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key.flow import most_placed

Lots = list[dict[str, int]]


@pytest.mark.parametrize(
    ("lots", "room", "most"),
    [
        # Both can bear the first, only Alta the second: the first has to move to Bodø.
        ([{"alta": 5, "bodo": 5}, {"alta": 10}], {"alta": 10, "bodo": 10}, 20),
        # It moves twice: from Alta to Bodø, and what was there to Dyrøy.
        (
            [{"alta": 5, "bodo": 5}, {"bodo": 5, "dyroy": 5}, {"alta": 10}],
            {"alta": 10, "bodo": 10, "dyroy": 10},
            30,
        ),
        # There is room for all, and not for them: nobody but Alta bears the second.
        ([{"bodo": 10}, {"alta": 10}], {"alta": 4, "bodo": 50}, 14),
        # Part of a lot moves, as far as there is room.
        ([{"alta": 6, "bodo": 4}, {"alta": 10}], {"alta": 10, "bodo": 7}, 17),
        ([], {"alta": 10}, 0),
        ([{"alta": 10}], {"alta": 0}, 0),
    ],
)
def test_the_most_is_placed(lots: Lots, room: dict[str, int], most: int) -> None:
    parts = [{p: Fraction(part) for p, part in lot.items()} for lot in lots]
    assert most_placed(parts, {p: Fraction(r) for p, r in room.items()}) == most
