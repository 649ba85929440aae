"""A reconciliation as programs read it: a claim that is none is blank."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.reconciling.for_programs import held_year
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import Item
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import Side
from held_by_hand import DAY
from held_by_hand import ours
from held_by_hand import theirs


def test_sums_and_items_stand_as_they_are() -> None:
    loose = ours("7.00", claim="")
    item = Item(
        Outcome.AMOUNT, Basis.AMOUNT_AND_DAY, 2018, (loose,), (theirs("9.00"),), "Merk"
    )
    found = Reconciliation(
        Side.PAYMENTS, 2018, (item,), Decimal("7.00"), Decimal("9.00")
    )
    told = held_year(found)
    assert (told.side, told.year, told.agreed) == ("payments", 2018, False)
    assert (told.ours, told.theirs, told.difference) == (
        Decimal("7.00"),
        Decimal("9.00"),
        Decimal("2.00"),
    )
    (one,) = told.items
    assert (one.outcome, one.basis, one.remark) == ("amount", "amount_and_day", "Merk")
    assert (one.our_amount, one.their_amount) == (Decimal("7.00"), Decimal("9.00"))
    (mine,) = one.ours
    assert (mine.claim, mine.cooperation, mine.day) == (None, "IKT", DAY)
    assert one.theirs == (theirs("9.00"),)


def test_no_remark_is_blank() -> None:
    item = Item(Outcome.AGREED, Basis.KID, 2018, (ours("1"),), (theirs("1"),))
    found = Reconciliation(Side.CLAIMS, 2018, (item,), Decimal(1), Decimal(1))
    told = held_year(found)
    assert told.agreed
    assert told.items[0].remark is None
    assert told.items[0].ours[0].claim == "nord-2018-0001"
