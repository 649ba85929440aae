"""Which lines of another's books are held against ours, and which of them pay us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.picking import Picking
from fellesbok.reconciling.picking import paid
from held_by_hand import ours
from held_by_hand import theirs

if TYPE_CHECKING:
    from fellesbok.reconciling.records import TheirLine

NAMES = Names((ours("1", claim="nord-2018-0001"),))
PICKING = Picking(2018, "sor", NAMES, rows=frozenset({99}))
NAMED = "nord-2018-0001"


@pytest.mark.parametrize(
    ("line", "by_art", "is_kept"),
    [
        (theirs("1"), True, True),
        (theirs("1", art="780"), True, True),
        (theirs("1", art="195"), False, False),
        # Of another year only what names a claim of ours.
        (theirs("1", year=2017), False, False),
        (theirs("1", year=2017, text=NAMED), True, True),
        # What names it is kept on a wrong art, but not as the tax of it.
        (theirs("1", art="195", text=NAMED), False, True),
        (theirs("1", art="429", text=NAMED), False, False),
        (theirs("1", art="729", text=NAMED), False, False),
        # What a person has answered for is kept whatever it is.
        (theirs("1", art="429", row=99), False, True),
    ],
)
def test_what_is_picked(line: TheirLine, *, by_art: bool, is_kept: bool) -> None:
    assert PICKING.keeps_by_art(line) is by_art
    assert PICKING.keeps(line) is is_kept


@pytest.mark.parametrize(
    ("line", "pays"),
    [
        (theirs("1", voucher="9"), True),
        (theirs("1", voucher="9", party="NORD KOMMUNE"), True),
        (theirs("-1", voucher="9"), True),
        (theirs("1", voucher="9", party="Annen kommune"), False),
        (theirs("1", voucher="9", party="Annen kommune", text=NAMED), True),
        (theirs("1", voucher="9", year=2019), False),
        (theirs("1", voucher="9", year=2019, text=NAMED), True),
        # The invoice itself stands on the payables too, and pays nothing.
        (theirs("1", voucher="1"), False),
        (theirs("1", voucher="1", year=2019, text=NAMED), True),
    ],
)
def test_what_pays_us(line: TheirLine, *, pays: bool) -> None:
    cost = theirs("1", voucher="1")
    found = paid([line], [cost], NAMES, frozenset({"nord kommune"}), 2018)
    assert found == ((line,) if pays else ())
