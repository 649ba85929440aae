"""Lines held together: what each explains, and that together they explain it all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.contradictions import ContradictionError
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import CannotReadError
from fellesbok.reconciling.records import Item
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import Side
from fellesbok.reconciling.records import total
from held_by_hand import ours
from held_by_hand import theirs

AGREED = Item(
    Outcome.AGREED, Basis.NUMBER, 2018, (ours("100.00"),), (theirs("100.00"),)
)
LATE = Item(
    Outcome.PERIOD,
    Basis.NUMBER,
    2018,
    (ours("40.00", claim="nord-2018-0002"),),
    (theirs("40.00", year=2019),),
)
MISSING = Item(Outcome.MISSING_HERE, Basis.NOT_KNOWN, 2018, (), (theirs("-5.00"),))


@pytest.mark.parametrize(
    ("item", "mine", "yours", "difference"),
    [
        (AGREED, "100.00", "100.00", "0.00"),
        (LATE, "40.00", "0.00", "-40.00"),
        (MISSING, "0.00", "-5.00", "-5.00"),
    ],
)
def test_an_item_explains_what_is_of_the_year(
    item: Item, mine: str, yours: str, difference: str
) -> None:
    assert str(item.our_amount) == mine
    assert str(item.their_amount) == yours
    assert str(item.difference) == difference


def test_an_item_tells_each_claim_once() -> None:
    twice = Item(
        Outcome.AMBIGUOUS,
        Basis.KID,
        2018,
        (ours("1"), ours("2", claim="nord-2018-0002"), ours("3"), ours("4", claim="")),
        (),
    )
    assert twice.claim == "nord-2018-0001, nord-2018-0002"
    assert MISSING.claim == ""


def held(*items: Item, mine: str, yours: str) -> Reconciliation:
    """A year of claims."""
    sums = Decimal(mine), Decimal(yours)
    return Reconciliation(Side.CLAIMS, 2018, items, *sums)


def test_the_items_explain_the_difference_to_the_ore() -> None:
    found = held(AGREED, LATE, MISSING, mine="140.00", yours="95.00")
    assert (found.difference, found.is_agreed) == (Decimal("-45.00"), False)
    assert held(AGREED, mine="100.00", yours="100.00").is_agreed
    assert held(mine="0.00", yours="0.00").is_agreed
    with pytest.raises(ContradictionError) as wrong:
        held(AGREED, LATE, mine="140.00", yours="100.01")
    assert wrong.value.figures == (Decimal("-39.99"), Decimal("-40.00"))


def test_all_faults_of_a_file_are_told() -> None:
    refused = CannotReadError(iter(["a.csv:1: feil", "a.csv:2: feil"]))
    assert refused.texts == ("a.csv:1: feil", "a.csv:2: feil")
    assert str(refused) == "a.csv:1: feil\na.csv:2: feil"


def test_lines_of_nothing_are_zero_with_ore() -> None:
    assert str(total([])) == "0.00"
